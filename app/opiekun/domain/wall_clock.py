"""From the wall clock of a zone to UTC seconds: where days and offsets are resolved, and nowhere else.

An instant lies inside an interval exactly when the clock on the wall, at that instant, shows that day and a
time in the interval. So a time that a jump forward leaves out opens or closes at the jump, a time that a
jump back repeats is open both times, and a day that a zone skipped has no instant at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from opiekun.domain.instants import UtcSeconds

Stretch = tuple[UtcSeconds, UtcSeconds]
"""Half-open [start, end) in UTC seconds."""

Segment = tuple[UtcSeconds, UtcSeconds, int]
"""Half-open, with the zone's offset in it, in seconds east of UTC."""

DAY = 86_400
_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()


def day_at(zone: ZoneInfo, at: UtcSeconds) -> date:
    """The day that the calendar on the wall shows."""
    return datetime.fromtimestamp(at, zone).date()


def year_start(year: int) -> UtcSeconds:
    """The first second of the year in UTC."""
    return (date(year, 1, 1).toordinal() - _EPOCH_ORDINAL) * DAY


def resolve(
    zone: ZoneInfo,
    intervals_on: Callable[[date], tuple[tuple[int, int], ...]],
    since: UtcSeconds,
    until: UtcSeconds,
) -> list[Stretch]:
    """The stretches of [since, until) inside the intervals of each day, ascending; some may touch.

    ``intervals_on`` gives a day's half-open intervals in minutes of the wall clock from midnight.
    """
    stretches: list[Stretch] = []
    fromordinal = date.fromordinal
    for segment_start, segment_end, offset in segments(zone, since, until):
        for day in range((segment_start + offset) // DAY, (segment_end - 1 + offset) // DAY + 1):
            intervals = intervals_on(fromordinal(day + _EPOCH_ORDINAL))
            if not intervals:
                continue
            midnight = day * DAY - offset
            for first, last in intervals if len(intervals) == 1 else sorted(intervals):
                start, end = midnight + first * 60, midnight + last * 60
                start = max(start, segment_start)
                end = min(end, segment_end)
                if start < end:
                    stretches.append((start, end))
    return stretches


def joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Ascending stretches with those that touch made one, as at a midnight that the desk works through."""
    whole: list[Stretch] = []
    for start, end in stretches:
        if whole and whole[-1][1] == start:
            whole[-1] = (whole[-1][0], end)
        else:
            whole.append((start, end))
    return whole


def _offset(zone: ZoneInfo, at: UtcSeconds) -> int:
    moment = datetime.fromtimestamp(at, zone)
    return (moment.toordinal() - _EPOCH_ORDINAL) * DAY + moment.hour * 3600 + moment.minute * 60 + moment.second - at


@lru_cache(maxsize=256)
def segments(zone: ZoneInfo, since: UtcSeconds, until: UtcSeconds) -> tuple[Segment, ...]:
    """The non-empty [since, until) cut where the zone's offset changes.

    No zone changes twice a day. The answers are kept: the same spans of a few zones are asked for again and again.
    """
    return tuple(_segments(zone, since, until))


def _segments(zone: ZoneInfo, since: UtcSeconds, until: UtcSeconds) -> Iterator[Segment]:
    start, offset = since, _offset(zone, since)
    for previous in range(since, until, DAY):
        at = min(previous + DAY, until - 1)
        if _offset(zone, at) == offset:
            continue
        before, after = previous, at
        while after - before > 1:
            middle = (before + after) // 2
            if _offset(zone, middle) == offset:
                before = middle
            else:
                after = middle
        yield start, after, offset
        start, offset = after, _offset(zone, after)
    yield start, until, offset
