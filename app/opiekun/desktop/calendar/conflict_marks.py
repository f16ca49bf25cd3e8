"""Which events are in conflict with a server, so that the calendar can mark them and the window count them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from opiekun.desktop.session import Session, Written
from opiekun.services.done import What
from opiekun.services.ports import Store


class ConflictMarks(QObject):
    """``changed`` tells that other events are in conflict than before; ``events`` names them by calendar and UID."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.events: frozenset[tuple[str, str]] = frozenset()
        self.count = 0
        session.opened.connect(self._look_soon)
        session.moved.connect(self.look)
        session.wrote.connect(self._wrote)

    @Slot()
    def look(self) -> None:
        """Read them anew."""
        self._session.read(_in_conflict, self._take)

    @Slot(int)
    def check(self, count: int) -> None:
        """Somebody counted them: another number tells that they were settled or found elsewhere."""
        if count != self.count:
            self.look()

    @Slot()
    def _look_soon(self) -> None:
        """A desk that opens is painted first."""
        self._session.read(_in_conflict, self._take, soon=True)

    @Slot(object)
    def _wrote(self, written: Written) -> None:
        done = written.done
        if done.changed.calendars or What.CONFLICT_SETTLED in {done.what, done.of}:
            self.look()

    def _take(self, found: tuple[tuple[str, str], ...]) -> None:
        if len(found) != self.count or frozenset(found) != self.events:
            self.events, self.count = frozenset(found), len(found)
            self.changed.emit()


def _in_conflict(store: Store) -> tuple[tuple[str, str], ...]:
    with store.read() as unit:
        return tuple((each.calendar_id, each.uid) for each in unit.sync.conflicts())
