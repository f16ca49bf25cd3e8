"""Keeps the agent's day, and what collides in it, in step with the session."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal, Slot

from opiekun.desktop.read_once import ReadOnce, UseCase
from opiekun.desktop.session import Session, Written
from opiekun.domain.calendar.collisions import Collision
from opiekun.domain.instants import UtcSeconds, utc_seconds
from opiekun.services.day import Day, read_day
from opiekun.services.ports import Store
from opiekun.services.queue import Changes

_MINUTE = 60


class DayKeeper(QObject):
    """``changed`` tells that the day or its collisions are others. Reading and reckoning are the worker's.

    The day is read when something of it changes and when another day begins, never because time passes; what
    collides depends on the time that is left, and is reckoned anew each minute.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.day: Day | None = None
        self.collisions: tuple[Collision, ...] = ()
        self._days = ReadOnce(session, self._use_case, self._answered)
        self._minute = utc_seconds(session.now()) // _MINUTE
        session.opened.connect(self.read)
        session.wrote.connect(self._wrote)
        session.moved.connect(self._moved)

    @Slot()
    def read(self) -> None:
        """Read the day, once the desk is open."""
        if self._session.desk is not None:
            self._days.read()

    def tick(self, now: UtcSeconds) -> None:
        """Come to that instant."""
        if now // _MINUTE == self._minute or self.day is None:
            return
        self._minute = now // _MINUTE
        if not self.day.wall.start <= now < self.day.wall.end:
            self.read()
        elif self.day.deadlines and self.day.occurrences:
            self._session.worker.submit(partial(_reckoned, self.day, now), self._reckoned)

    def of_request(self, key: int) -> Collision | None:
        """The collision of that request's deadline, if any."""
        return next((each for each in self.collisions if each.deadline.request_key == key), None)

    def _use_case(self) -> UseCase:
        session = self._session
        return partial(_read, agent_id=session.agent_id, zone=session.zone, now=session.now())

    def _answered(self, read: tuple[Day, tuple[Collision, ...]]) -> None:
        self.day, self.collisions = read
        self.changed.emit()

    def _reckoned(self, reckoned: tuple[Day, tuple[Collision, ...]]) -> None:
        day, found = reckoned
        if day is self.day and found != self.collisions:
            self.collisions = found
            self.changed.emit()

    @Slot(object)
    def _wrote(self, written: Written) -> None:
        changed = written.done.changed
        if changed.requests or changed.rules or changed.events or changed.calendars:
            self.read()

    @Slot(object)
    def _moved(self, _changes: Changes) -> None:
        self.read()


def _read(store: Store, *, agent_id: str | None, zone: ZoneInfo, now: datetime) -> tuple[Day, tuple[Collision, ...]]:
    day = read_day(store, agent_id, zone, now=now)
    return day, day.collisions(utc_seconds(now))


def _reckoned(day: Day, now: UtcSeconds) -> tuple[Day, tuple[Collision, ...]]:
    return day, day.collisions(now)
