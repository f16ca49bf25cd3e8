"""The calendars of the desk as the window knows them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from opiekun.desktop.calendar.contents import named
from opiekun.desktop.session import Session, Written
from opiekun.domain.calendar.events import Calendar
from opiekun.services.calendars import list_calendars
from opiekun.services.queue import Changes


class KnownCalendars(QObject):
    """``changed`` tells that they were read; ``all`` has each with a name."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.all: tuple[Calendar, ...] = ()
        session.wrote.connect(self._wrote)
        session.moved.connect(self._moved)

    def look(self) -> None:
        """Read them anew."""
        self._session.read(list_calendars, self._take)

    def _take(self, calendars: tuple[Calendar, ...]) -> None:
        self.all = named(calendars)
        self.changed.emit()

    @Slot(object)
    def _wrote(self, written: Written) -> None:
        if written.done.changed.calendars:
            self.look()

    @Slot(object)
    def _moved(self, changes: Changes) -> None:
        if changes.calendars:
            self.look()
