"""Until when a request is postponed: a quick choice, or a time that is typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.request.panels import Panel
from opiekun.desktop.theme.labels import FlowLayout, KeyButton, label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.widgets.folding import FoldingLayout
from opiekun.desktop.widgets.form import RefusalLine
from opiekun.desktop.widgets.moments import read_later
from opiekun.domain.errors import Refused
from opiekun.domain.hours import Openings
from opiekun.domain.instants import UtcSeconds, utc_datetime, utc_seconds
from opiekun.domain.postponing import Later, later_moments
from opiekun.services.actions import check_later

_LEAST_FIELD, _FIELD_WIDTH = 120, 200


class PostponePanel(Panel):
    """``postponed`` tells the instant until which, None for not any more.

    ``clock`` tells what time it is; ``due`` is the first due time that runs, of which the panel warns.
    """

    postponed = Signal(object)

    def __init__(
        self,
        current: datetime | None,
        openings: Openings,
        clock: Callable[[], datetime],
        moments: Moments,
        theme: Theme,
        *,
        due: UtcSeconds | None = None,
    ) -> None:
        super().__init__(self.tr("Postpone until"), theme)
        self._clock = clock
        self._moments = moments
        now = utc_seconds(clock())
        self._choices = [utc_datetime(at) for at in later_moments(openings, now).values()]
        flow = FlowLayout()
        for number, (later, at) in enumerate(later_moments(openings, now).items(), 1):
            self._add_choice(flow, self._words(later, at, now), str(number), self._choose)
        self._endable = current is not None
        if current is not None:
            end = self.tr("Not any more")
            self._add_choice(flow, end, "0", self._end)
            told = self.tr("Postponed until {when}.").format(when=moments.moment(utc_seconds(current), now))
            self.column.addWidget(label(told, theme, ink="second", wrap=True))
        self.column.addLayout(flow)
        if due is not None and max(map(utc_seconds, self._choices)) > due:
            warning = self.tr("Its clock runs on: due {when}, which a later time lets pass.")
            words = warning.format(when=moments.moment(due, now))
            self.column.addWidget(label(f"▲  {words}", theme, ink="at_risk", wrap=True))
        self._field = QLineEdit()
        self._field.setMinimumWidth(_LEAST_FIELD)
        self._field.setMaximumWidth(_FIELD_WIDTH)
        self._field.setPlaceholderText(self.tr("14:30, 24.6 9:00 or +90"))
        self._field.setAccessibleName(self.tr("Another time"))
        self._field.returnPressed.connect(self._read)
        line = FoldingLayout()
        other = KeyButton(self.tr("Another time"), str(len(self._choices) + 1), theme)
        other.clicked.connect(self._field.setFocus)
        line.addWidget(other)
        line.addWidget(self._field, 1)
        line.setAlignment(other, Qt.AlignmentFlag.AlignLeft)
        self.column.addLayout(line)
        self._refusal = RefusalLine()
        self.column.addWidget(self._refusal)
        keep = KeyButton(self.tr("Postpone"), self.tr("Enter"), theme, primary=True)
        keep.clicked.connect(self._read)
        self.add_buttons(keep)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """A number takes that choice, the last one goes to the field."""
        number = event.key() - Qt.Key.Key_0
        if 1 <= number <= len(self._choices):
            self.postponed.emit(self._choices[number - 1])
        elif number == len(self._choices) + 1:
            self._field.setFocus()
        elif number == 0 and self._endable:
            self._end()
        else:
            super().keyPressEvent(event)

    def _add_choice(self, flow: FlowLayout, words: str, key: str, chosen: Callable[[], None]) -> None:
        button = KeyButton(words, key, self.theme)
        button.setProperty("choice", int(key))
        button.clicked.connect(chosen)
        flow.addWidget(button)

    def _words(self, later: Later, at: UtcSeconds, now: UtcSeconds) -> str:
        words = {
            Later.HOUR: self.tr("In one hour, {when}"),
            Later.OPENING: self.tr("At the next opening, {when}"),
            Later.MONDAY: self.tr("Next week, {when}"),
        }[later]
        return words.format(when=self._moments.moment(at, now))

    @Slot()
    def _choose(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.postponed.emit(self._choices[sender.property("choice") - 1])

    @Slot()
    def _end(self) -> None:
        self.postponed.emit(None)

    @Slot()
    def _read(self) -> None:
        now = self._clock()
        try:
            until = read_later(self._field.text(), now, self._moments.zone)
            check_later(until, now)
        except Refused as refused:
            self._refusal.refuse(refused)
            self._field.setFocus()
        else:
            self.postponed.emit(until)
