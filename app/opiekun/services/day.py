"""An agent's day beside the queue: events, deadlines and hours, and which of them collide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from opiekun.domain.calendar.collisions import Collision, Deadline, collisions, free_stretches
from opiekun.domain.calendar.events import Occurrence
from opiekun.domain.calendar.wall_days import WallDay
from opiekun.domain.hours import Openings
from opiekun.domain.instants import UtcSeconds, utc_seconds
from opiekun.domain.timeline import Severity
from opiekun.domain.wall_clock import Stretch, day_at
from opiekun.services.deadlines import deadlines_in, handling_in
from opiekun.services.ports import Store
from opiekun.services.rulebook import rulebook

HORIZON = timedelta(days=7)
"""How far ahead the desk looks for collisions that nobody asked for."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the wall clock, and what of the days after it deadlines may collide with.

    ``occurrences`` and ``deadlines`` begin with the day and reach to the horizon, those that are past today too.
    ``handling`` is in seconds.
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


def read_day(store: Store, agent_id: str | None, zone: ZoneInfo, *, now: datetime) -> Day:
    """The day on which it is ``now`` in the zone, for an agent (everybody's requests for None)."""
    wall = WallDay.of(day_at(zone, utc_seconds(now)), zone)
    until = now + HORIZON
    with store.read() as unit:
        deadlines = deadlines_in(unit, agent_id, wall.start, utc_seconds(until))
        return Day(wall, zone, rulebook(unit).openings, handling_in(unit), (), deadlines)
