"""From an indexed object to its occurrences in a window: the master's series, overrides in place of it, in UTC.

Equal to recurring-ical-events, occurrence for occurrence, where that follows RFC 5545 (the tests say where not). So
DTSTART is always an occurrence, and an event lasts as long on the wall clock each time: a night shift from 22:00 to
06:00 ends at 06:00 also in the night in which clocks change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import islice
from typing import NamedTuple
from zoneinfo import ZoneInfo

from opiekun.domain.calendar.indexed import IndexedEvent, IndexedObject, Recurrence
from opiekun.domain.calendar.series import Series, series_of
from opiekun.domain.calendar.wall_seconds import (
    Offsets,
    WallSeconds,
    offsets_in,
    offsets_of,
    wall_of_text,
    wall_seconds,
    wall_text,
)
from opiekun.domain.instants import UtcSeconds
from opiekun.domain.wall_clock import DAY

Expanded = tuple[IndexedEvent, str, UtcSeconds, UtcSeconds]
"""The event whose words hold (master or override), the recurrence id, start and end."""

Overrides = dict[WallSeconds, IndexedEvent]
"""By the original start that each replaces."""

MOST_OF_FINE = 1_000
_FARTHEST_OFFSET = 14 * 3600
_NO_RULE = Recurrence()


class _Stretch(NamedTuple):
    """Original starts in (after, last] that occur as ``event`` does, moved by ``shift`` on the clock of ``offsets``."""

    event: IndexedEvent
    after: WallSeconds | None
    last: WallSeconds | None
    shift: int
    offsets: Offsets


def expand(indexed: IndexedObject, since: UtcSeconds, until: UtcSeconds, zone: ZoneInfo) -> Iterator[Expanded]:
    """The occurrences that touch [since, until), in no particular order.

    One without length counts where since <= start < until. Floating and all-day ones are those of somebody in
    ``zone``. The recurrence id is "" for an event that does not recur. Of a series that is too fine for anybody, as one
    that recurs each second, no more than the first :data:`MOST_OF_FINE` are told, beside what stands otherwise.
    Raises InvalidInput if a rule cannot be read.
    """
    events = indexed.events
    master = events[0]
    if len(events) == 1 and master.recurrence is not None and not master.recurrence_id:
        series = series_of(master.start, master.zone, master.recurrence)
        return _bounded(
            series, _repeated(series, _Stretch(master, None, None, 0, _offsets(master, zone)), {}, since, until)
        )
    if master.recurrence_id or len(events) == 1:
        return _alone(events, since, until, zone)
    return _overridden(events, since, until, zone)


def bounds(events: Sequence[IndexedEvent]) -> tuple[UtcSeconds, UtcSeconds | None]:
    """The first start and the last end of all occurrences, None for no end; up to a day wider than they are.

    Floating and all-day events are given 14 hours at both sides, for wherever somebody looks at them.
    Raises InvalidInput if a rule cannot be read.
    """
    found = [_bounds_of(event) for event in events]
    master = events[0]
    if not master.recurrence_id and (master.recurrence is not None or len(events) > 1):
        series = series_of(master.start, master.zone, master.recurrence or _NO_RULE)
        longest = max((master.seconds, *series.lengths.values()))
        for stretch in _stretches(master, _overrides(events), None):
            length = max(longest, stretch.event.seconds) + DAY
            first, last = series.first + stretch.shift, series.last
            leave = _FARTHEST_OFFSET if not _zoned(stretch.event) else 0
            end = None if last is None else stretch.offsets.utc(last + stretch.shift) + length + leave
            found.append((stretch.offsets.utc(first) - leave, end))
    lasts = [last for _, last in found]
    return min(first for first, _ in found), None if None in lasts else max(last for last in lasts if last is not None)


def is_too_fine(indexed: IndexedObject) -> bool:
    """Whether it recurs so often that not all of its occurrences are told. Raises InvalidInput as :func:`expand`."""
    master = indexed.events[0]
    return series_of(master.start, master.zone, master.recurrence or _NO_RULE).fine


def _overridden(
    events: Sequence[IndexedEvent], since: UtcSeconds, until: UtcSeconds, zone: ZoneInfo
) -> Iterator[Expanded]:
    master, overrides = events[0], _overrides(events)
    series = series_of(master.start, master.zone, master.recurrence or _NO_RULE)
    stretches = _stretches(master, overrides, zone)
    repeated = (each for stretch in stretches for each in _repeated(series, stretch, overrides, since, until))
    yield from _bounded(series, repeated)
    wanted = [event for wall, event in overrides.items() if not series.excludes(wall)]
    yield from _alone(wanted, since, until, zone)


def _bounded(series: Series, repeated: Iterator[Expanded]) -> Iterator[Expanded]:
    """As much of what a series repeats as is told."""
    return islice(repeated, MOST_OF_FINE) if series.fine else repeated


def _alone(events: Sequence[IndexedEvent], since: UtcSeconds, until: UtcSeconds, zone: ZoneInfo) -> Iterator[Expanded]:
    """Events at their own times, which nothing repeats."""
    for event in events:
        start, end = _once(event, zone)
        if start < until and (end > since or start == end == since):
            yield event, event.recurrence_id, start, end


def _bounds_of(event: IndexedEvent) -> tuple[UtcSeconds, UtcSeconds | None]:
    wall = wall_seconds(event.start)
    if _zoned(event):
        start = offsets_of(event.zone).utc(wall)
        return start, start + event.seconds
    return wall - _FARTHEST_OFFSET, wall + event.seconds + _FARTHEST_OFFSET


def _zoned(event: IndexedEvent) -> bool:
    return bool(event.zone) and isinstance(event.start, datetime)


def _offsets(event: IndexedEvent, zone: ZoneInfo | None) -> Offsets:
    """Those of the event's own zone; a floating or all-day one has that of whoever looks, UTC if nobody does."""
    if _zoned(event):
        return offsets_of(event.zone)
    return offsets_of("UTC") if zone is None else offsets_in(zone)


def _overrides(events: Sequence[IndexedEvent]) -> Overrides:
    all_day = not isinstance(events[0].start, datetime)
    overrides: Overrides = {}
    for event in events:
        if event.recurrence_id:
            wall = wall_of_text(event.recurrence_id)
            overrides.setdefault(wall - wall % DAY if all_day else wall, event)
    return overrides


def _stretches(master: IndexedEvent, overrides: Overrides, zone: ZoneInfo | None) -> Iterator[_Stretch]:
    """The master's own starts, and those after each override that RANGE=THISANDFUTURE lets hold for all that follow."""
    turns = sorted(wall for wall, event in overrides.items() if event.this_and_future)
    ends: list[WallSeconds | None] = [*turns, None]
    yield _Stretch(master, None, ends[0], 0, _offsets(master, zone))
    for turn, end in zip(turns, ends[1:], strict=True):
        event = overrides[turn]
        offsets = _offsets(event, zone)
        start = wall_seconds(event.start)
        if event.zone != master.zone and _zoned(event) and _zoned(master):
            # It is told in another zone: the difference is one of instants, and the series keeps its own clock.
            shift = offsets.utc(start) - offsets_of(master.zone).utc(turn)
            offsets = offsets_of(master.zone)
        else:
            shift = start - turn
        yield _Stretch(event, turn, end, shift, offsets)


def _repeated(
    series: Series, stretch: _Stretch, overrides: Overrides, since: UtcSeconds, until: UtcSeconds
) -> Iterator[Expanded]:
    """The occurrences of a stretch that touch [since, until)."""
    event, after, last, shift, offsets = stretch
    all_day = series.all_day
    whole_days = not isinstance(event.start, datetime)
    length = _clock_length(event.start, event.zone, event.seconds) if _zoned(event) else event.seconds
    longest = max(length, series.longest)
    least, greatest = offsets.span(since, until)
    # A long one began far away, where other offsets may hold.
    leave = greatest - least if longest < DAY else DAY
    first, before = since + least - longest - leave - shift, until + greatest - shift
    if after is not None:
        first = max(first, after + 1)
    if last is not None:
        before = min(before, last + 1)
    days, lengths = offsets.days, series.lengths
    for wall in series.between(first, before):
        if wall in overrides:
            continue
        at = wall + shift
        offset = days.get(at // DAY)
        if offset is not None and not lengths and offset == days.get((at + length) // DAY):
            start = at - offset
            end = start + length
        else:
            start = offsets.utc(at)
            own = lengths.get(wall)
            if own is None or whole_days:
                end = _clock_end(offsets, at, start, length if own is None else own, whole_days=whole_days)
            else:
                end = start + own
        if start < until and (end > since or start == end == since):
            yield event, wall_text(wall, all_day=all_day), start, end


def _once(event: IndexedEvent, zone: ZoneInfo) -> tuple[UtcSeconds, UtcSeconds]:
    offsets = _offsets(event, zone)
    wall = wall_seconds(event.start)
    start = offsets.utc(wall)
    if _zoned(event):
        return start, start + event.seconds
    return start, _clock_end(offsets, wall, start, event.seconds, whole_days=not isinstance(event.start, datetime))


@lru_cache(maxsize=8192)
def _clock_length(start: datetime | date, zone: str, seconds: int) -> int:
    """How long the event is on the wall clock: its elapsed seconds, unless clocks change while it lasts."""
    offsets, wall = offsets_of(zone), wall_seconds(start)
    begin = offsets.utc(wall)
    return max(0, offsets.wall(begin + seconds) - offsets.wall(begin))


def _clock_end(offsets: Offsets, wall: WallSeconds, start: UtcSeconds, length: int, *, whole_days: bool) -> UtcSeconds:
    """When the clock shows the end. An event that starts in a jump forward moves with it, whole."""
    offset = offsets.steady(wall // DAY)
    if offset is not None and offset == offsets.steady((wall + length) // DAY):
        return start + length
    if not whole_days:
        wall = offsets.wall(start)
    return max(start, offsets.utc(wall + length))
