"""What stands where in the days that are shown, in minutes and columns; pixels come later."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from opiekun.desktop.calendar.grid.content import GridContent
from opiekun.domain.calendar.collisions import Deadline
from opiekun.domain.calendar.columns import Place, lay_out
from opiekun.domain.calendar.events import Occurrence
from opiekun.domain.calendar.wall_days import Wall, WallDay
from opiekun.domain.instants import UtcSeconds
from opiekun.domain.wall_clock import DAY

_WITH_COUNT = 2.3
"""How much more room a chip with a count takes than one without."""


class Segment(NamedTuple):
    """The part of a timed event that lies on one day. ``begins`` and ``ends`` tell whether its own bounds do."""

    occurrence: Occurrence
    day: int
    top: float
    bottom: float
    begins: bool
    ends: bool
    place: Place


class Bar(NamedTuple):
    """An event above the hours, all-day or a day long and more, over the days from ``first`` to ``last``."""

    occurrence: Occurrence
    first: int
    last: int
    begins: bool
    ends: bool
    row: int


class Chip(NamedTuple):
    """Deadlines in a day's lane that lie so close together that they are one, the first of them at ``minutes``."""

    deadlines: tuple[Deadline, ...]
    day: int
    minutes: float

    @property
    def worst(self) -> Deadline:
        """The most severe one, the earliest of these."""
        return min(self.deadlines, key=lambda deadline: (deadline.severity, deadline.due_at))


Item: TypeAlias = Occurrence | Chip
"""What keys and screen readers reach."""


@dataclass(frozen=True, slots=True)
class Placing:
    """Everything that the days show. ``rows`` counts those of the strip."""

    walls: tuple[WallDay, ...]
    segments: tuple[Segment, ...] = ()
    bars: tuple[Bar, ...] = ()
    chips: tuple[Chip, ...] = ()

    @property
    def rows(self) -> int:
        """The rows that the strip has, shown or not."""
        return max((bar.row + 1 for bar in self.bars), default=0)

    def items(self) -> list[Item]:
        """Each event and chip once, in the order of time."""
        shown: dict[Occurrence, None] = dict.fromkeys(bar.occurrence for bar in self.bars)
        shown.update(dict.fromkeys(segment.occurrence for segment in self.segments))
        return sorted([*shown, *self.chips], key=starts_at)

    def day_of(self, at: UtcSeconds) -> int | None:
        """The number of the shown day in which an instant lies."""
        for number, wall in enumerate(self.walls):
            if wall.start <= at < wall.end:
                return number
        return None


def starts_at(item: Item) -> tuple[UtcSeconds, UtcSeconds]:
    """What items are ordered by: their start, then the longer one."""
    if isinstance(item, Chip):
        return item.deadlines[0].due_at, 0
    return item.start, -item.end


def in_strip(occurrence: Occurrence) -> bool:
    """Whether it stands above the hours."""
    return occurrence.all_day or occurrence.end - occurrence.start >= DAY


def placed(content: GridContent, wall: Wall, *, least: float, close: float) -> Placing:
    """Lay the content out. Events are taken as at least ``least`` minutes long; deadlines less than ``close``
    minutes apart are grouped.
    """
    walls = tuple(wall.day(day) for day in content.days)
    return Placing(
        walls,
        tuple(_segments(content.occurrences, walls, least)),
        tuple(_bars(content.occurrences, walls)),
        tuple(_chips(content.deadlines, walls, close)),
    )


def _days_of(occurrence: Occurrence, starts: list[int], ends: list[int]) -> range:
    return range(bisect_right(ends, occurrence.start), bisect_left(starts, max(occurrence.end, occurrence.start + 1)))


def _segments(occurrences: tuple[Occurrence, ...], walls: tuple[WallDay, ...], least: float) -> Iterator[Segment]:
    starts, ends = [wall.start for wall in walls], [wall.end for wall in walls]
    on_day: list[list[tuple[Occurrence, tuple[float, float]]]] = [[] for _ in walls]
    for occurrence in occurrences:
        if in_strip(occurrence):
            continue
        for day in _days_of(occurrence, starts, ends):
            touched = walls[day].touched(occurrence.start, occurrence.end)
            if touched is not None:
                on_day[day].append((occurrence, touched))
    for day, found in enumerate(on_day):
        # Taken in an order of their own, so that what comes in another order lies where it lay.
        found.sort(key=lambda pair: (pair[1][0], -pair[1][1], pair[0].key, pair[0].recurrence_id))
        places = lay_out([(min(top, 24 * 60 - least), bottom) for _, (top, bottom) in found], least)
        wall = walls[day]
        for (occurrence, (top, bottom)), place in zip(found, places, strict=True):
            begins, closes = occurrence.start >= wall.start, occurrence.end <= wall.end
            yield Segment(occurrence, day, top, max(bottom, top + least), begins, closes, place)


def _bars(occurrences: tuple[Occurrence, ...], walls: tuple[WallDay, ...]) -> Iterator[Bar]:
    starts, ends = [wall.start for wall in walls], [wall.end for wall in walls]
    found = []
    for occurrence in occurrences:
        days = _days_of(occurrence, starts, ends) if in_strip(occurrence) else range(0)
        if days:
            found.append((occurrence, days))
    found.sort(key=lambda pair: (pair[1].start, -len(pair[1]), pair[0].start, pair[0].key, pair[0].recurrence_id))
    places = lay_out([(days.start, days.stop) for _, days in found])
    for (occurrence, days), place in zip(found, places, strict=True):
        first, last = days.start, days.stop - 1
        begins, closes = occurrence.start >= walls[first].start, occurrence.end <= walls[last].end
        yield Bar(occurrence, first, last, begins, closes, place.column)


def _chips(deadlines: tuple[Deadline, ...], walls: tuple[WallDay, ...], close: float) -> Iterator[Chip]:
    ordered = sorted(deadlines, key=attrgetter("due_at", "request_key"))
    dues = [deadline.due_at for deadline in ordered]
    for day, wall in enumerate(walls):
        group: list[Deadline] = []
        reached = 0.0
        for deadline in ordered[bisect_left(dues, wall.start) : bisect_left(dues, wall.end)]:
            minutes = wall.minutes(deadline.due_at)
            # A count beneath a chip takes room too.
            if group and abs(minutes - reached) >= close * (_WITH_COUNT if len(group) > 1 else 1):
                yield Chip(tuple(group), day, reached)
                group = []
            if not group:
                reached = minutes
            group.append(deadline)
        if group:
            yield Chip(tuple(group), day, reached)
