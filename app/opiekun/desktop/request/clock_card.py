"""A clock as a card: state, time, why, and how much of the target is used."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from opiekun.desktop.queue.remaining import DAY, HOUR, MINUTE, Moments, duration, remaining
from opiekun.desktop.request.reasons import in_short
from opiekun.desktop.theme.labels import Mark, label
from opiekun.desktop.theme.shapes import shape_of
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.desktop.words import clock_title, state_word
from opiekun.domain.clocks import Clock, ClockState
from opiekun.domain.explain import Explanation
from opiekun.domain.instants import UtcSeconds

_MARK = 20
_BAR = 4
_NARROWEST = 144


class ClockCard(QFrame):
    """``why`` asks for the whole explanation."""

    why = Signal(object)

    def __init__(self, explanation: Explanation, moments: Moments, theme: Theme) -> None:
        super().__init__()
        self.explanation = explanation
        self._moments = moments
        self._theme = theme
        self._told = ""
        self.setProperty("card", "true")
        self.setMinimumWidth(_NARROWEST)
        title = label(clock_title(explanation.clock.name), theme, Type.SECOND, "second")
        self._mark = Mark(theme, _MARK)
        self._timer = label("", theme, Type.CLOCK, wrap=True)
        self._due = label("", theme, Type.SECOND, "second", wrap=True)
        self._bar = _Bar(theme)
        why = QPushButton(self.tr("why?"))
        why.setProperty("kind", "link")
        why.setFont(theme.font(Type.SECOND))
        why.setCursor(Qt.CursorShape.PointingHandCursor)
        why.setAccessibleName(self.tr("Why this time? {clock}").format(clock=clock_title(explanation.clock.name)))
        why.clicked.connect(self._ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.MEDIUM + 2, Space.MEDIUM, Space.MEDIUM + 2, Space.MEDIUM)
        column.setSpacing(Space.TIGHT)
        column.addWidget(title)
        column.addLayout(_row(self._mark, self._timer, grows=self._timer))
        column.addLayout(_row(self._due, why, grows=self._due))
        column.addSpacing(Space.TIGHT)
        column.addWidget(self._bar)

    def tick(self, now: UtcSeconds) -> None:
        """Bring it to that instant."""
        clock = self.explanation.clock
        state = clock.state(now)
        timer, due = self._words(clock, state, now)
        share = _share(clock, now)
        if (told := f"{state} {timer} {due}") != self._told:
            self._told = told
            ink = self._theme.tokens.state_ink(state)
            self._mark.tell(shape_of(state), ink, share)
            self._timer.setText(timer)
            self._timer.setStyleSheet(f"color: {ink};")
            self._due.setText(due)
            self.setAccessibleName(f"{clock_title(clock.name)}: {state_word(state)}, {timer}, {due}")
        self._bar.tell(share, self._theme.tokens.state_ink(state))

    @Slot()
    def _ask(self) -> None:
        self.why.emit(self.explanation)

    def _words(self, clock: Clock, state: ClockState, now: UtcSeconds) -> tuple[str, str]:
        moments = self._moments
        if clock.stopped_at is not None:
            took = clock.stopped_at - clock.started_at
            if state is ClockState.MET:
                timer = self.tr("met in {time}").format(time=_hours(max(0, took)))
            else:
                timer = self.tr("late by {time}").format(time=_hours(clock.stopped_at - clock.due_at))
            stopped = self.tr("stopped {stopped}, due {due}")
            return timer, stopped.format(
                stopped=moments.moment(clock.stopped_at, now), due=moments.moment(clock.due_at, now)
            )
        if state is ClockState.HELD:
            starts = self.tr("starts {when}").format(when=moments.moment(clock.started_at, now))
            due = self.tr("due {when}").format(when=moments.moment(clock.due_at, now))
            return state_word(state), f"{starts} · {due}"
        due = self.tr("due {when}").format(when=moments.moment(clock.due_at, now))
        return remaining(clock.due_at - now), f"{due} · {in_short(self.explanation)}"


class _Bar(QWidget):
    """How much of the target is used."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown = (0, "")
        self.setFixedHeight(_BAR)

    def tell(self, share: float, ink: str) -> None:
        """Show that share; painted anew only when it is a pixel longer."""
        shown = (round(share * max(1, self.width())), ink)
        if shown != self._shown:
            self._shown = shown
            self._share = share
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        """The groove, and the used part in the state's ink."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        box = QRectF(self.rect())
        painter.setBrush(QColor(self._theme.tokens.subtle))
        painter.drawRoundedRect(box, _BAR / 2, _BAR / 2)
        ink = self._shown[1]
        if ink:
            painter.setBrush(QColor(ink))
            box.setWidth(max(_BAR, box.width() * self._share))
            painter.drawRoundedRect(box, _BAR / 2, _BAR / 2)
        painter.end()


def _share(clock: Clock, now: UtcSeconds) -> float:
    """The part of the time from start to due that is used."""
    end = clock.stopped_at if clock.stopped_at is not None else now
    return min(1.0, max(0.0, (end - clock.started_at) / max(1, clock.due_at - clock.started_at)))


def _hours(seconds: int) -> str:
    """0:21 within a day: a clock that stopped needs no seconds."""
    return f"{seconds // HOUR}:{seconds % HOUR // MINUTE:02}" if seconds < DAY else duration(seconds)


def _row(*widgets: QWidget, grows: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(Space.SMALL - 2)
    for widget in widgets:
        row.addWidget(widget, 1 if widget is grows else 0)
    return row
