"""What happened to a request, newest first."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRectF, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from opiekun.desktop.exchange.words import kept_theirs
from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.theme.labels import label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.desktop.words import channel_word, severity_word
from opiekun.domain.instants import UtcSeconds, utc_seconds
from opiekun.domain.people import Agent
from opiekun.domain.requests import RequestFile
from opiekun.domain.timeline import Event, EventKind, standing_events

_AT_FIRST = 40
_LONGEST = 600
_NODE = 10
_TEXT_LEFT = 22


@dataclass(frozen=True, slots=True)
class Line:
    """An event in words. ``by_us`` tells ours from the customer's."""

    title: str
    note: str
    by_us: bool


def line_of(event: Event, file: RequestFile, agents: dict[str, str], moments: Moments, now: UtcSeconds) -> Line:
    """The words for an event."""
    note = [event.actor or _by(event, file), moments.moment(utc_seconds(event.at), now)]
    if event.kind in {EventKind.RECEIVED, EventKind.CUSTOMER_REPLY} or event.channel is not None:
        note.append(channel_word(event.channel or file.request.channel))
    by_us = event.kind not in {EventKind.RECEIVED, EventKind.CUSTOMER_REPLY}
    until = moments.moment(utc_seconds(event.until), now) if event.until is not None else ""
    return Line(_title(event, agents, until), " · ".join(part for part in note if part), by_us)


class TimelinePart(QWidget):
    """The events as lines on a thread. A long timeline shows its newest part, and the rest when asked."""

    def __init__(self, file: RequestFile, agents: tuple[Agent, ...], moments: Moments, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._moments, self._file = moments, file
        self._names = {agent.id: agent.name for agent in agents}
        self._events = standing_events(file.events)[::-1]
        self._more = QPushButton(self.tr("Show %n earlier event(s)", "", max(0, len(self._events) - _AT_FIRST)))
        self._more.setProperty("kind", "link")
        self._more.clicked.connect(self._show_all)
        self._now: UtcSeconds = 0

    def fill(self, now: UtcSeconds) -> None:
        """Write the lines; days are told as seen from ``now``."""
        self._now = now
        self._add(self._events[:_AT_FIRST])
        if len(self._events) > _AT_FIRST:
            self._column.addWidget(self._more)

    @Slot()
    def _show_all(self) -> None:
        self._more.hide()
        self._add(self._events[_AT_FIRST:])

    def _add(self, events: tuple[Event, ...]) -> None:
        for event in events:
            line = line_of(event, self._file, self._names, self._moments, self._now)
            self._column.addWidget(_LineWidget(line, self._theme, last=event is self._events[-1]))


class _LineWidget(QWidget):
    def __init__(self, line: Line, theme: Theme, *, last: bool) -> None:
        super().__init__()
        self._theme = theme
        self._last = last
        self._by_us = line.by_us
        column = QVBoxLayout(self)
        column.setContentsMargins(_TEXT_LEFT, 0, 0, Space.MEDIUM + 2)
        column.setSpacing(1)
        column.addWidget(label(line.title, theme, Type.BODY, wrap=True))
        column.addWidget(label(line.note, theme, Type.SECOND, "second", wrap=True))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        """The thread and the node: hollow for ours, filled for the customer's."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = _NODE / 2 + 1
        if not self._last:
            painter.fillRect(QRectF(middle - 0.5, _NODE + 4, 1, self.height() - _NODE), QColor(tokens.line))
        painter.setPen(QPen(QColor(tokens.second), 1.6))
        painter.setBrush(QColor(tokens.window if self._by_us else tokens.second))
        painter.drawRoundedRect(QRectF(1, 4, _NODE, _NODE), 3, 3)
        painter.end()


def _by(event: Event, file: RequestFile) -> str:
    if event.kind in {EventKind.RECEIVED, EventKind.CUSTOMER_REPLY}:
        return file.request.contact_name or file.request.contact_email
    return ""


def _title(event: Event, agents: dict[str, str], until: str) -> str:
    translate = QCoreApplication.translate
    text = event.text if len(event.text) <= _LONGEST else event.text[:_LONGEST] + "…"
    if event.kind in {EventKind.RECEIVED, EventKind.CUSTOMER_REPLY} and event.voicemail:
        title = translate("Timeline", "Voicemail")
    elif event.kind is EventKind.SEVERITY_CHANGED and event.severity is not None:
        title = translate("Timeline", "Severity changed to {number} {word}").format(
            number=int(event.severity), word=severity_word(event.severity)
        )
    elif event.kind is EventKind.ASSIGNED:
        name = agents.get(event.assignee_id or "", "")
        title = (
            translate("Timeline", "Assigned to {name}").format(name=name)
            if name
            else translate("Timeline", "Unassigned")
        )
    elif event.kind is EventKind.TAGGED:
        tagged = translate("Timeline", "Tagged {tags}") if event.tags else translate("Timeline", "Tags taken away")
        title = tagged.format(tags=", ".join(event.tags))
    elif event.kind is EventKind.POSTPONED:
        later = (
            translate("Timeline", "Postponed until {when}")
            if until
            else translate("Timeline", "Not postponed any more")
        )
        title = later.format(when=until)
    else:
        title = _word(event.kind)
    if not text:
        return title
    if event.kind in {EventKind.RECEIVED, EventKind.CUSTOMER_REPLY} and not event.voicemail:
        return translate("Timeline", "“{text}”").format(text=text)
    if event.kind is EventKind.SYSTEM:
        return kept_theirs(text)
    return text if event.kind is EventKind.NOTE else f"{title}: {text}"


def _word(kind: EventKind) -> str:
    translate = QCoreApplication.translate
    return {
        EventKind.RECEIVED: translate("Timeline", "Received"),
        EventKind.CUSTOMER_REPLY: translate("Timeline", "The customer wrote"),
        EventKind.AGENT_CONTACT: translate("Timeline", "Contact made"),
        EventKind.AGENT_RESPONSE: translate("Timeline", "Answered"),
        EventKind.WAITING_ON_CUSTOMER: translate("Timeline", "Waiting on customer"),
        EventKind.RESOLVED: translate("Timeline", "Resolved"),
        EventKind.CALLBACK_ATTEMPTED: translate("Timeline", "Called back"),
        EventKind.NOTE: translate("Timeline", "Note"),
        EventKind.SYSTEM: translate("Timeline", "System"),
    }.get(kind, kind.value)
