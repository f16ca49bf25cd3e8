"""What can be asked of any day of the month: book a call on it, or why that is not possible."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from opiekun.desktop.calendar.month import MonthView


class DayMenu(QObject):
    """The menu of the right button. ``call_wanted`` and ``why_wanted`` carry the day that is meant."""

    call_wanted = Signal(object)
    why_wanted = Signal(object)

    def __init__(self, month: MonthView) -> None:
        super().__init__(month)
        self._month = month
        self._day: date | None = None
        self.menu = QMenu(month)
        self._book = QAction(self.tr("Book a call on this day…"), self)
        self._why = QAction(self.tr("Why is this not bookable?") + "\tY", self)
        self.menu.addActions([self._book, self._why])
        self._book.triggered.connect(self._want_call)
        self._why.triggered.connect(self._want_why)
        month.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        month.customContextMenuRequested.connect(self._open)

    @Slot(QPoint)
    def _open(self, at: QPoint) -> None:
        self._day = self._month.day_under(at)
        if self._day is not None:
            self.menu.popup(self._month.mapToGlobal(at))

    @Slot()
    def _want_call(self) -> None:
        self.call_wanted.emit(self._day)

    @Slot()
    def _want_why(self) -> None:
        self.why_wanted.emit(self._day)
