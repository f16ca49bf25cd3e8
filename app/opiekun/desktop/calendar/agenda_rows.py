"""The lines of an agenda: each day that has something, and what it has. No Qt."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from opiekun.domain.calendar.collisions import Deadline
from opiekun.domain.calendar.events import Occurrence
from opiekun.domain.instants import UtcSeconds

_LONGEST = 92
"""Days over which a single event is listed; one of years would else fill the agenda."""


class Line(NamedTuple):
    """A line: a day's heading where it has neither an occurrence nor a deadline."""

    day: date
    occurrence: Occurrence | None = None
    deadline: Deadline | None = None

    @property
    def heading(self) -> bool:
        """Whether it names a day."""
        return self.occurrence is None and self.deadline is None


def lines_of(
    days: Sequence[date],
    bounds: Sequence[UtcSeconds],
    occurrences: Sequence[Occurrence],
    deadlines: Sequence[Deadline],
    named: Sequence[date],
) -> list[Line]:
    """The lines in order; ``named`` are days that have a heading even where nothing stands below it.

    ``bounds`` are the days' midnights and the last one's end. An event of several days stands on each of them.
    """
    laid: list[list[tuple[UtcSeconds, Line]]] = [[] for _ in days]
    for each in occurrences:
        first = bisect_right(bounds, each.start) - 1
        last = min(max(first, bisect_left(bounds, each.end) - 1), len(days) - 1)
        for at in range(max(first, 0), min(last, max(first, 0) + _LONGEST) + 1):
            # Whole days come first, as they do above the hours.
            begins = bounds[at] - 1 if each.all_day or first < at else each.start
            laid[at].append((begins, Line(days[at], each)))
    for deadline in deadlines:
        at = bisect_right(bounds, deadline.due_at) - 1
        if 0 <= at < len(days):
            laid[at].append((deadline.due_at, Line(days[at], deadline=deadline)))
    lines = []
    for day, there in zip(days, laid, strict=True):
        if there or day in named:
            lines.append(Line(day))
            there.sort(key=lambda entry: entry[0])
            lines += [line for _, line in there]
    return lines
