"""Reading what a part of the window shows, only while somebody looks at it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtWidgets import QWidget

from opiekun.desktop.session import Session


class ReadInSight(QObject):
    """Calls ``read`` when the desk's file may hold another state than is shown: at once where ``part`` is in sight,
    else when it comes there. The first time it comes, all is read.

    What was written here is told by :meth:`refresh`: the part knows which of it concerns it.
    """

    def __init__(self, part: QWidget, session: Session, read: Callable[[], None]) -> None:
        super().__init__(part)
        self._part, self._read = part, read
        self._stale = True
        session.opened.connect(self.refresh)
        session.moved.connect(self.refresh)
        part.installEventFilter(self)

    @Slot()
    def refresh(self) -> None:
        """Read anew."""
        self._stale = True
        if self._part.isVisible():
            self._catch_up()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Read what came while nobody looked."""
        if self._stale and event.type() is QEvent.Type.Show:
            self._catch_up()
        return super().eventFilter(watched, event)

    def _catch_up(self) -> None:
        self._stale = False
        self._read()
