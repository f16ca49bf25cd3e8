"""Which events are not on their server as they are here, so that the calendar marks them and the window counts them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal, Slot

from opiekun.desktop.calendar.grid.content import ServerMark
from opiekun.desktop.session import Session, Written
from opiekun.services.done import What
from opiekun.services.ports import Store
from opiekun.services.sync.refused import refused_edits

Events = tuple[tuple[str, str], ...]
"""By calendar and UID."""


class ServerMarks(QObject):
    """``changed`` tells that other events are marked than before; ``events`` are by calendar and UID."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.events: Mapping[tuple[str, str], ServerMark] = {}
        self.conflicts = self._refused = 0
        session.opened.connect(self._look_soon)
        session.moved.connect(self.look)
        session.wrote.connect(self._wrote)

    @Slot()
    def look(self) -> None:
        """Read them anew."""
        self._session.read(_marked, self._take)

    @Slot(int, int)
    def check(self, conflicts: int, refused: int) -> None:
        """Somebody counted them: another number tells that they were settled or found elsewhere."""
        if (conflicts, refused) != (self.conflicts, self._refused):
            self.look()

    @Slot()
    def _look_soon(self) -> None:
        """A desk that opens is painted first."""
        self._session.read(_marked, self._take, soon=True)

    @Slot(object)
    def _wrote(self, written: Written) -> None:
        done = written.done
        if done.changed.calendars or What.CONFLICT_SETTLED in {done.what, done.of}:
            self.look()

    def _take(self, found: tuple[Events, Events]) -> None:
        conflicts, refused = found
        counts = len(conflicts), len(refused)
        # An event of which both is true waits to be settled first.
        events = dict.fromkeys(refused, ServerMark.REFUSED) | dict.fromkeys(conflicts, ServerMark.CONFLICT)
        if (*counts, events) != (self.conflicts, self._refused, self.events):
            self.conflicts, self._refused = counts
            self.events = events
            self.changed.emit()


def _marked(store: Store) -> tuple[Events, Events]:
    """Which are in conflict, one for each conflict, and of which an edit was refused."""
    refused = tuple((each.calendar.id, each.uid) for each in refused_edits(store))
    with store.read() as unit:
        return tuple(unit.sync.in_conflict()), refused
