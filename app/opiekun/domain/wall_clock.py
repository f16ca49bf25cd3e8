"""From the wall clock of a zone to UTC seconds: where days and offsets are resolved, and nowhere else.

An instant lies inside an interval exactly when the clock on the wall, at that instant, shows that day and a
time in the interval. So a time that a jump forward leaves out opens or closes at the jump, a time that a
jump back repeats is open both times, and a day that a zone skipped has no instant at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from opiekun.domain.instants import UtcSeconds

Stretch = tuple[UtcSeconds, UtcSeconds]
"""Half-open [start, end) in UTC seconds."""

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
    for segment_start, segment_end, offset in segments(zone, since, until):
        for day in range((segment_start + offset) // DAY, (segment_end - 1 + offset) // DAY + 1):
            midnight = day * DAY - offset
            for first, last in sorted(intervals_on(date.fromordinal(day + _EPOCH_ORDINAL))):
                start = max(midnight + first * 60, segment_start)
                end = min(midnight + last * 60, segment_end)
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


def segments(zone: ZoneInfo, since: UtcSeconds, until: UtcSeconds) -> Iterator[tuple[UtcSeconds, UtcSeconds, int]]:
    """The non-empty [since, until) cut where the zone's offset changes, with the offset in seconds east of UTC.

    No zone changes twice a day.
    """
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
