"""What can be asked of any time on the grid: book a call there, or why that is not possible."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from opiekun.desktop.calendar.grid.course import CURSOR_STEP
from opiekun.desktop.calendar.grid.view import TimeGrid
from opiekun.domain.instants import UtcSeconds

_STEP = 15
_DAY = 24 * 60


class CellMenu(QObject):
    """The menu of the right button. ``call_wanted`` and ``why_wanted`` carry the instant that is meant;
    ``change_wanted`` asks for the calls of a stretch.
    """

    call_wanted = Signal(object)
    why_wanted = Signal(object)
    change_wanted = Signal()

    def __init__(self, grid: TimeGrid) -> None:
        super().__init__(grid)
        self._grid = grid
        self._at: UtcSeconds = 0
        self.menu = QMenu(grid)
        self._book = QAction(self.tr("Book a call here…") + "\tCtrl+B", self)
        self._why = QAction(self.tr("Why is this not bookable?") + "\tY", self)
        self._change = QAction(self.tr("Rearrange calls…") + "\tCtrl+Shift+B", self)
        self.menu.addActions([self._book, self._why, self._change])
        self._book.triggered.connect(self._want_call)
        self._why.triggered.connect(self._want_why)
        self._change.triggered.connect(self.change_wanted)
        grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        grid.customContextMenuRequested.connect(self._open)

    @property
    def aimed(self) -> UtcSeconds | None:
        """The time at which the keys are, or the selected event; None for neither."""
        span, chosen = self._grid.aimed, self._grid.chosen_occurrence
        if span is not None:
            return span.start
        return chosen.start if chosen is not None else None

    @Slot(QPoint)
    def _open(self, at: QPoint) -> None:
        grid = self._grid
        spot = grid.spot(at)
        if spot.strip or not grid.on_days(at):
            return
        minutes = min(int(spot.minutes // _STEP) * _STEP, _DAY - CURSOR_STEP)
        self._at = grid.placing.walls[grid.days.index(spot.day)].instant(minutes)
        self.menu.popup(grid.mapToGlobal(at))

    @Slot()
    def _want_call(self) -> None:
        self.call_wanted.emit(self._at)

    @Slot()
    def _want_why(self) -> None:
        self.why_wanted.emit(self._at)
