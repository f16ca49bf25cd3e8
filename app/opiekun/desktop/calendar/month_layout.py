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


_Entry = tuple[Occurrence, int, int]


class Laid(NamedTuple):
    """The pieces in the order in which they are read, and for each day how many are not among them."""

    pieces: tuple[Piece, ...]
    more: tuple[int, ...]


def lay_out(occurrences: Sequence[Occurrence], bounds: Sequence[UtcSeconds], lanes: int) -> Laid:
    """Lay the occurrences, in the order of their starts, into weeks of ``lanes`` lines.

    ``bounds`` are the midnights of the days and the last one's end. Where a day has more than its lines hold, its
    last line says how many there are besides; where it has no line, none has room. No two pieces share a place; none
    is lost.
    """
    days = len(bounds) - 1
    bars: list[_Entry] = []
    lines: list[_Entry] = []
    wanted = [0] * days
    for each in occurrences:
        first = bisect_right(bounds, each.start) - 1
        last = first if each.end <= each.start else bisect_left(bounds, each.end, max(first, 0)) - 1
        if last < 0 or first >= days:
            continue
        if first == last and not each.all_day:
            lines.append((each, first, first))
            wanted[first] += 1
            continue
        first, last = max(first, 0), min(max(last, first), days - 1)
        mondays = range(first // _WEEK * _WEEK, last + 1, _WEEK)
        bars += [(each, max(first, monday), min(last, monday + _WEEK - 1)) for monday in mondays]
        for day in range(first, last + 1):
            wanted[day] += 1
    room = [lanes if count <= lanes else max(0, lanes - 1) for count in wanted]
    taken: list[set[int]] = [set() for _ in range(days)]
    pieces = []
    # Bars first and the longest before, so that they lie on top and without steps.
    bars.sort(key=lambda entry: (entry[1], entry[1] - entry[2]))
    for each, start, end in bars:
        lane = _free(taken, start, end, min(room[start : end + 1]))
        if lane is not None:
            for day in range(start, end + 1):
                taken[day].add(lane)
            pieces.append(_piece(each, start, end, lane, bar=True, goes_on=each.end > bounds[end + 1]))
    for each, day, _ in lines:
        there = taken[day]
        if len(there) < room[day]:
            lane = next(lane for lane in range(lanes) if lane not in there)
            there.add(lane)
            pieces.append(_piece(each, day, day, lane, bar=False, goes_on=False))
    pieces.sort(key=lambda piece: (piece.week, piece.column, piece.lane))
    return Laid(tuple(pieces), tuple(count - len(there) for count, there in zip(wanted, taken, strict=True)))


def _piece(each: Occurrence, start: int, end: int, lane: int, *, bar: bool, goes_on: bool) -> Piece:
    return Piece(each, start // _WEEK, start % _WEEK, end - start + 1, lane, bar, goes_on)


def _free(taken: list[set[int]], start: int, end: int, lanes: int) -> int | None:
    return next((lane for lane in range(lanes) if all(lane not in taken[day] for day in range(start, end + 1))), None)
