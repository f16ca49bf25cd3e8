"""Events that overlap, side by side: each gets a column of its own, and as much of the free room as there is.

Intervals are half-open, so that one which ends where another starts stands in the same column.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from heapq import heappop, heappush
from typing import NamedTuple


class Place(NamedTuple):
    """Where an interval stands among those it overlaps, directly or through others.

    They share ``columns`` columns; it takes ``span`` of them from ``column`` (0: leftmost) on.
    """

    column: int
    span: int
    columns: int


def lay_out(intervals: Sequence[tuple[float, float]], least: float = 1) -> list[Place]:
    """The place of each half-open [start, end), in the order of ``intervals``. None is taken as shorter than ``least``.

    Earlier ones stand left of later ones, of those that start together the longer, then the one that comes first: so
    the same intervals always lie the same way. No two overlap in any column. O(n log n).
    """
    ends = [max(end, start + least) for start, end in intervals]
    order = sorted(range(len(intervals)), key=lambda at: (intervals[at][0], -ends[at], -intervals[at][1], at))
    places: list[Place] = [Place(0, 1, 1)] * len(intervals)
    cluster = _Cluster()
    for at in order:
        start = intervals[at][0]
        if not cluster.reaches(start):
            cluster.write(places)
            cluster = _Cluster()
        cluster.add(at, start, ends[at])
    cluster.write(places)
    return places


class _Cluster:
    """Intervals that overlap one another without a gap, while a sweep goes over their starts."""

    def __init__(self) -> None:
        self._column: dict[int, int] = {}
        self._limit: dict[int, int] = {}
        """By interval, the nearest column to its right that one which overlaps it takes."""
        self._running: list[tuple[float, int]] = []
        self._taken: list[int] = []
        self._in_column: list[int] = []
        self._free: list[int] = []
        self._until = float("-inf")

    def reaches(self, start: float) -> bool:
        return start < self._until

    def add(self, at: int, start: float, end: float) -> None:
        self._end_before(start)
        column = heappop(self._free) if self._free else len(self._in_column)
        self._in_column[column : column + 1] = [at]
        # All columns left of the lowest free one are taken, each already bounded by its right neighbour, so the
        # newcomer can come into the way of the one directly beside it alone.
        if column:
            beside = self._in_column[column - 1]
            self._limit[beside] = min(self._limit.get(beside, column), column)
        right = bisect_right(self._taken, column)
        if right < len(self._taken):
            self._limit[at] = self._taken[right]
        insort(self._taken, column)
        self._column[at] = column
        heappush(self._running, (end, column))
        self._until = max(self._until, end)

    def write(self, places: list[Place]) -> None:
        columns = len(self._in_column)
        for at, column in self._column.items():
            places[at] = Place(column, self._limit.get(at, columns) - column, columns)

    def _end_before(self, start: float) -> None:
        while self._running and self._running[0][0] <= start:
            _, column = heappop(self._running)
            heappush(self._free, column)
            del self._taken[bisect_left(self._taken, column)]
