"""Where the events of a month stand: bars over several days, lines within one, and how many more there are. No Qt."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from opiekun.domain.calendar.events import Occurrence
from opiekun.domain.instants import UtcSeconds

_WEEK = 7


class Piece(NamedTuple):
    """An event, or what one week shows of it: from a column on, over so many, in a lane counted from the top."""

    occurrence: Occurrence
    week: int
    column: int
    columns: int
    lane: int
    bar: bool
    goes_on: bool

    @property
    def days(self) -> range:
        """The days that it covers, counted from the first that is shown."""
        first = self.week * _WEEK + self.column
        return range(first, first + self.columns)


class Laid(NamedTuple):
    """The pieces in the order in which they are read, and for each day how many are not among them."""

    pieces: tuple[Piece, ...]
    more: tuple[int, ...]


def lay_out(occurrences: Sequence[Occurrence], bounds: Sequence[UtcSeconds], lanes: int) -> Laid:
    """Lay the occurrences, in the order of their starts, into weeks of ``lanes`` lines.

    ``bounds`` are the midnights of the days and the last one's end. Where a day has more than its lines hold, its
    last line says how many there are besides. No two pieces share a place; none is lost.
    """
    days = len(bounds) - 1
    begun: list[list[tuple[Occurrence, int, int, bool]]] = [[] for _ in range(days)]
    wanted = [0] * days
    for each in occurrences:
        first = bisect_right(bounds, each.start) - 1
        last = max(first, bisect_left(bounds, each.end) - 1)
        if last < 0 or first >= days:
            continue
        first, last = max(first, 0), min(last, days - 1)
        bar = each.all_day or last > first
        for week in range(first // _WEEK, last // _WEEK + 1):
            start, end = max(first, week * _WEEK), min(last, week * _WEEK + _WEEK - 1)
            begun[start].append((each, start, end, bar))
        for day in range(first, last + 1):
            wanted[day] += 1
    room = [lanes if count <= lanes else lanes - 1 for count in wanted]
    taken: list[set[int]] = [set() for _ in range(days)]
    shown = [0] * days
    pieces = []
    for week in range(days // _WEEK):
        span = range(week * _WEEK, week * _WEEK + _WEEK)
        entries = [entry for day in span for entry in begun[day]]
        # Bars first and the longest before, so that they lie on top and without steps.
        for bars in (True, False):
            chosen = [entry for entry in entries if entry[3] is bars]
            if bars:
                chosen.sort(key=lambda entry: (entry[1], entry[1] - entry[2]))
            for each, start, end, bar in chosen:
                least = min(room[day] for day in range(start, end + 1))
                lane = _free(taken, start, end, least)
                if lane is None:
                    continue
                for day in range(start, end + 1):
                    taken[day].add(lane)
                    shown[day] += 1
                pieces.append(Piece(each, week, start % _WEEK, end - start + 1, lane, bar, each.end > bounds[end + 1]))
    pieces.sort(key=lambda piece: (piece.days.start, piece.lane))
    return Laid(tuple(pieces), tuple(count - seen for count, seen in zip(wanted, shown, strict=True)))


def _free(taken: list[set[int]], start: int, end: int, lanes: int) -> int | None:
    if start == end and len(taken[start]) >= lanes:
        return None
    return next((lane for lane in range(lanes) if all(lane not in taken[day] for day in range(start, end + 1))), None)
