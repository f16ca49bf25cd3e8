"""Picks the time of a call on the grid, while one is booked: with a click, or with Enter where the keys are."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QInputEvent, QKeyEvent, QMouseEvent

from opiekun.desktop.calendar.grid.content import Bookable
from opiekun.desktop.calendar.grid.view import TimeGrid
from opiekun.domain.instants import UtcSeconds

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class SlotPicking(QObject):
    """``picked`` carries the start that was picked, ``ticked`` one that was with Control, ``changed`` tells
    that other ones are shown.
    """

    picked = Signal(object)
    ticked = Signal(object)
    changed = Signal()

    def __init__(self, grid: TimeGrid, parent: QObject) -> None:
        super().__init__(parent)
        self._grid = grid
        self.bookable: Bookable | None = None
        grid.installEventFilter(self)

    def show(self, bookable: Bookable | None) -> None:
        """Show those, or none."""
        if bookable != self.bookable:
            self.bookable = bookable
            self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Before the grid begins to draw an event there."""
        start = self._meant(event) if watched is self._grid else None
        if start is not None:
            held = isinstance(event, QInputEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier
            (self.ticked if held else self.picked).emit(start)
        return start is not None

    def _meant(self, event: QEvent) -> UtcSeconds | None:
        grid, bookable = self._grid, self.bookable
        if bookable is None:
            return None
        if isinstance(event, QMouseEvent) and event.type() is QEvent.Type.MouseButtonPress:
            at = event.position().toPoint()
            spot = grid.spot(at)
            free = grid.thing_at(at) is None and grid.on_days(at) and not spot.strip
            if not free or event.button() is not Qt.MouseButton.LeftButton:
                return None
            wall = grid.placing.walls[grid.days.index(spot.day)]
            return bookable.start_at(wall.instant(spot.minutes))
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in _ENTER:
            span = grid.aimed
            return bookable.start_within(span.start, span.end) if span is not None else None
        return None
