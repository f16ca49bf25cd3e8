"""Picks times of a call on the grid, while one is booked: with a click, a drag, or Enter where the keys are."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from opiekun.desktop.calendar.grid.content import Bookable
from opiekun.desktop.calendar.grid.view import TimeGrid
from opiekun.domain.instants import UtcSeconds

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class _Press(NamedTuple):
    """The button is down on a free start; ``ticked`` were before."""

    at: QPoint
    day: int
    start: UtcSeconds
    held: bool
    ticked: tuple[UtcSeconds, ...]
    sweeps: bool = False


class SlotPicking(QObject):
    """``picked`` carries the start that was picked, ``ticked`` one that was with Control, ``swept`` all that are ticked
    while a drag goes over free times, and ``changed`` tells that other ones are shown.
    """

    picked = Signal(object)
    ticked = Signal(object)
    swept = Signal(object)
    changed = Signal()

    def __init__(self, grid: TimeGrid, parent: QObject) -> None:
        super().__init__(parent)
        self._grid = grid
        self._press: _Press | None = None
        self.bookable: Bookable | None = None
        grid.installEventFilter(self)

    def show(self, bookable: Bookable | None) -> None:
        """Show those, or none."""
        if bookable is None:
            self._press = None
        if bookable != self.bookable:
            self.bookable = bookable
            self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Before the grid begins to draw an event there."""
        if watched is not self._grid or self.bookable is None:
            return False
        if isinstance(event, QKeyEvent):
            return event.type() is QEvent.Type.KeyPress and event.key() in _ENTER and self._enter(event)
        if not isinstance(event, QMouseEvent):
            return False
        if event.type() is QEvent.Type.MouseButtonPress:
            self._press = self._pressed(event, self.bookable)
        elif event.type() is QEvent.Type.MouseMove and self._press is not None:
            self._sweep(self._press, event.position().toPoint(), self.bookable)
        elif event.type() is QEvent.Type.MouseButtonRelease and self._press is not None:
            press, self._press = self._press, None
            if not press.sweeps:
                self._take(press.start, held=press.held)
            return True
        return self._press is not None

    def _enter(self, event: QKeyEvent) -> bool:
        span, bookable = self._grid.aimed, self.bookable
        start = bookable.start_within(span.start, span.end) if span is not None and bookable is not None else None
        if start is not None:
            self._take(start, held=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        return start is not None

    def _take(self, start: UtcSeconds, *, held: bool) -> None:
        (self.ticked if held else self.picked).emit(start)

    def _pressed(self, event: QMouseEvent, bookable: Bookable) -> _Press | None:
        grid, at = self._grid, event.position().toPoint()
        spot = grid.spot(at)
        free = grid.thing_at(at) is None and grid.on_days(at) and not spot.strip
        if not free or event.button() is not Qt.MouseButton.LeftButton:
            return None
        day = grid.days.index(spot.day)
        start = bookable.start_at(grid.placing.walls[day].instant(spot.minutes))
        if start is None:
            return None
        held = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        return _Press(at, day, start, held, bookable.ticked)

    def _sweep(self, press: _Press, at: QPoint, bookable: Bookable) -> None:
        """What a drag goes over is ticked, on the day on which it began; what it goes back over is so no more."""
        if not press.sweeps and (at - press.at).manhattanLength() < QApplication.startDragDistance():
            return
        until = self._grid.placing.walls[press.day].instant(self._grid.spot(at).minutes)
        swept = bookable.swept(press.start, until)
        if len(swept) > 1 and not press.sweeps:
            self._press = press = press._replace(sweeps=True)
        ticked = tuple(sorted({*press.ticked, *swept}))
        if press.sweeps and ticked != bookable.ticked:
            self.swept.emit(ticked)
