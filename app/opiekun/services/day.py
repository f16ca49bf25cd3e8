"""An agent's day beside the queue: events, deadlines and hours, and which of them collide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from opiekun.domain.calendar.collisions import Collision, CollisionCheck, Deadline, collisions, free_stretches
from opiekun.domain.calendar.events import Occurrence
from opiekun.domain.calendar.wall_days import WallDay
from opiekun.domain.hours import Openings
from opiekun.domain.instants import UtcSeconds, utc_datetime, utc_seconds
from opiekun.domain.timeline import Severity
from opiekun.domain.wall_clock import Stretch, day_at
from opiekun.services.deadlines import deadlines_in, handling_in
from opiekun.services.occurrences import occurrences
from opiekun.services.ports import Store
from opiekun.services.rulebook import rulebook

HORIZON = timedelta(days=7)
"""How far ahead the desk looks for collisions that nobody asked for."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the wall clock, and what of the days after it deadlines may collide with.

    ``occurrences`` and ``deadlines`` begin with the day, those that are past today too, and reach as far ahead as was
    asked for; the latter by due time. ``handling`` is in seconds.
    """

    wall: WallDay
    zone: ZoneInfo
    openings: Openings
    handling: Mapping[Severity, int]
    occurrences: tuple[Occurrence, ...] = ()
    deadlines: tuple[Deadline, ...] = ()

    @property
    def open(self) -> tuple[Stretch, ...]:
        """The business hours of the day."""
        return self.openings.stretches(self.wall.start, self.wall.end)

    def collisions(self, now: UtcSeconds) -> tuple[Collision, ...]:
        """The deadlines to which events leave too little time, at that instant; by due time."""
        return collisions(self.occurrences, self.deadlines, now=now, handling=self.handling, openings=self.openings)

    def free(self, now: UtcSeconds) -> tuple[Stretch, ...]:
        """What is free of the rest of the day's business hours."""
        return free_stretches(self.occurrences, max(now, self.wall.start), self.wall.end, self.open)


def read_day(store: Store, agent_id: str | None, zone: ZoneInfo, *, now: datetime, ahead: timedelta = HORIZON) -> Day:
    """The day on which it is ``now`` in the zone, and so far ``ahead``, for an agent (everybody's for None)."""
    wall = WallDay.of(day_at(zone, utc_seconds(now)), zone)
    until = now + ahead
    events = occurrences(store, utc_datetime(wall.start), until, zone)
    with store.read() as unit:
        deadlines = deadlines_in(unit, agent_id, wall.start, utc_seconds(until))
        return Day(wall, zone, rulebook(unit).openings, handling_in(unit), events, deadlines)


def prepare_check(
    store: Store, agent_id: str | None, zone: ZoneInfo, *, now: datetime, until: datetime
) -> CollisionCheck:
    """What tells the collisions of events and deadlines until then, as they are and if one event is moved or added."""
    events = occurrences(store, now, until, zone)
    with store.read() as unit:
        return CollisionCheck(
            events,
            deadlines_in(unit, agent_id, utc_seconds(now), utc_seconds(until)),
            now=utc_seconds(now),
            handling=handling_in(unit),
            openings=rulebook(unit).openings,
        )


def check(
    store: Store,
    agent_id: str | None,
    zone: ZoneInfo,
    *,
    now: datetime,
    until: datetime,
    proposed: Occurrence | None = None,
) -> tuple[Collision, ...]:
    """The collisions until then, by due time; with ``proposed`` those if that event stood there.

    A proposed event takes the place of the one with its key and recurrence_id, or is a new one (key 0).
    """
    ready = prepare_check(store, agent_id, zone, now=now, until=until)
    return ready.standing() if proposed is None else ready.moved(proposed)
