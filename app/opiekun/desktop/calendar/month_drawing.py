"""An all-day event that is drawn over days of the month on which nothing lies there, and named where it would lie."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QObject, QRect, Signal, Slot
from PySide6.QtWidgets import QWidget

from opiekun.desktop.calendar.grid.content import Created
from opiekun.desktop.calendar.grid.title_field import TitleField
from opiekun.desktop.theme.theme import Theme

_WEEK = 7


class MonthDrawing(QObject):
    """``created`` carries a Created, ``changed`` tells that another ghost is to be painted. Days are counted from the
    first that is shown. The ghost stays where it was named until it is let go of.
    """

    created = Signal(object)
    changed = Signal()

    def __init__(self, month: QWidget, theme: Theme, place: Callable[[range], QRect]) -> None:
        super().__init__(month)
        self._place = place
        self._origin: int | None = None
        self._shown: range | None = None
        self._first = date.min
        self._title = TitleField(theme, month)
        self._title.named.connect(self._named)
        self._title.dropped.connect(self.let_go)

    @property
    def weeks(self) -> tuple[range, ...]:
        """The days of the ghost, week by week; none where nothing is drawn."""
        days = self._shown
        if days is None:
            return ()
        mondays = range(days.start // _WEEK * _WEEK, days.stop, _WEEK)
        return tuple(range(max(days.start, monday), min(days.stop, monday + _WEEK)) for monday in mondays)

    def press(self, day: int | None) -> None:
        """The button went down on a day, where nothing lies; None: elsewhere."""
        self.let_go()
        self._origin = day

    def move(self, day: int) -> None:
        """The hand is over that day. On the day where it began nothing is drawn before it was on another one."""
        origin = self._origin
        if origin is None or (day == origin and self._shown is None):
            return
        self._show(range(min(origin, day), max(origin, day) + 1))

    def release(self, first: date) -> bool:
        """Let it be named; ``first`` is the first day that is shown. False where nothing was drawn."""
        drawn = self._origin is not None and self._shown is not None
        self._origin, self._first = None, first
        if drawn:
            self._title.ask(self._place(self.weeks[0]), "")
        return drawn

    def cancel(self) -> bool:
        """Let go of what hangs at the hand. False where nothing does."""
        drawn = self._origin is not None and self._shown is not None
        if drawn:
            self.let_go()
        return drawn

    def content_changed(self, *, same_days: bool) -> None:
        """What was named lies where the content has it; what is being named goes on, on the same days."""
        if not same_days:
            self._title.leave()
        if self._origin is None and self._title.isHidden():
            self._show(None)

    def place(self) -> None:
        """Put the line where the ghost is now."""
        if self.weeks:
            self._title.place(self._place(self.weeks[0]))

    @Slot()
    def let_go(self) -> None:
        """Nothing comes of it."""
        self._origin = None
        self._show(None)

    @Slot(str)
    def _named(self, title: str) -> None:
        days = self._shown
        if days is not None:
            self.created.emit(Created(self._first + timedelta(days.start), self._first + timedelta(days.stop), title))

    def _show(self, days: range | None) -> None:
        if days != self._shown:
            self._shown = days
            self.changed.emit()
