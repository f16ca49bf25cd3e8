"""Keeps the deadlines on the days that are shown, and what collides with them, in step with the desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import NamedTuple
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from opiekun.desktop.read_once import ReadOnce
from opiekun.desktop.session import Session, Written
from opiekun.domain.calendar.collisions import Collision, CollisionCheck, Deadline
from opiekun.domain.calendar.events import Occurrence
from opiekun.domain.errors import Refused
from opiekun.domain.instants import UtcSeconds, utc_seconds
from opiekun.services.day import HORIZON, read_day
from opiekun.services.deadlines import list_deadlines
from opiekun.services.ports import Store

_BESIDE = 7
"""Days on both sides of those that are shown: the next step finds its deadlines there already."""
_FARTHEST = timedelta(days=35)
"""How far ahead collisions are told at most, whatever days are shown."""
_MINUTE = 60


class _Seen(NamedTuple):
    deadlines: tuple[Deadline, ...]
    check: CollisionCheck
    collisions: tuple[Collision, ...]


class DeadlineWatch(QObject):
    """Reads and reckons on the worker. ``changed`` tells that the deadlines or the collisions are others."""

    changed = Signal()

    def __init__(self, session: Session, shown: QWidget) -> None:
        super().__init__(shown)
        self._session, self._shown = session, shown
        self._check: CollisionCheck | None = None
        self.deadlines: tuple[Deadline, ...] = ()
        self.collisions: tuple[Collision, ...] = ()
        self._days: tuple[date, int] | None = None
        self._known: tuple[date, date] | None = None
        self._reading = ReadOnce(session, self._seeing, self._take, self._refuse)
        self._minute = utc_seconds(session.now()) // _MINUTE
        session.wrote.connect(self._wrote)
        session.moved.connect(self.refresh)
        session.opened.connect(self.refresh)

    def show(self, first: date, count: int) -> None:
        """From now on these days are looked at."""
        self._days = (first, count)
        last = first + timedelta(count)
        if self._known is None or not (self._known[0] <= first and last <= self._known[1]):
            self._read()

    def tick(self, now: UtcSeconds) -> None:
        """What collides depends on the time that is left: it is reckoned anew each minute."""
        if now // _MINUTE != self._minute:
            self._minute = now // _MINUTE
            self._read()

    def if_moved(self, occurrence: Occurrence) -> tuple[Collision, ...]:
        """What the occurrence would collide with if it stood there."""
        found = self._check.moved(occurrence) if self._check is not None else ()
        return tuple(each for each in found if occurrence in each.occurrences)

    @Slot()
    def refresh(self) -> None:
        """All may be others; they are read when somebody looks."""
        self._known = None
        if self._shown.isVisible():
            self._read()

    @Slot(object)
    def _wrote(self, written: Written) -> None:
        changed = written.done.changed
        if changed.requests or changed.events or changed.rules or changed.calendars:
            self.refresh()

    def _read(self) -> None:
        if self._days is not None:
            self._reading.read()

    def _seeing(self) -> Callable[[Store], _Seen]:
        assert self._days is not None  # noqa: S101 - asked by a reading alone
        first, count = self._days
        since, until = first - timedelta(_BESIDE), first + timedelta(count + _BESIDE)
        self._known = (since, until)
        session = self._session
        return partial(_seen, agent_id=session.agent_id, days=(since, until), zone=session.zone, now=session.now())

    def _take(self, seen: _Seen) -> None:
        self._check = seen.check
        if (seen.deadlines, seen.collisions) != (self.deadlines, self.collisions):
            self.deadlines, self.collisions = seen.deadlines, seen.collisions
            self.changed.emit()

    def _refuse(self, refused: Refused) -> None:
        """The same is asked for again on the next occasion."""
        self._known = None
        self._session.refused.emit(refused)


def _seen(store: Store, *, agent_id: str | None, days: tuple[date, date], zone: ZoneInfo, now: datetime) -> _Seen:
    """On the worker."""
    since, until = (utc_seconds(datetime.combine(day, time(), zone)) for day in days)
    ahead = timedelta(seconds=until - utc_seconds(now))
    day = read_day(store, agent_id, zone, now=now, ahead=min(max(ahead, HORIZON), _FARTHEST))
    check = CollisionCheck(
        day.occurrences, day.deadlines, now=utc_seconds(now), handling=day.handling, openings=day.openings
    )
    return _Seen(list_deadlines(store, agent_id, since, until), check, check.standing())
