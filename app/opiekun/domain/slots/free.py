"""The free slots: the one function that offers them and checks a booking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from opiekun.domain.hours import Openings
from opiekun.domain.instants import UtcSeconds
from opiekun.domain.slots.bars import EVER, Bar, called, far, full, soon, taken
from opiekun.domain.slots.rules import BookedCall, BusyTime, SlotRules
from opiekun.domain.wall_clock import DAY, Stretch, day_at, resolve

_NEVER_CLOSES = 8 * DAY
# Far enough that the midnight from which starts are counted lies behind, wherever the search begins.
_LOOK_BACK = _NEVER_CLOSES + 2 * DAY


def free_starts(
    openings: Openings,
    rules: SlotRules,
    since: UtcSeconds,
    until: UtcSeconds,
    *,
    now: UtcSeconds,
    busy: Iterable[BusyTime] = (),
    booked: Sequence[BookedCall] = (),
    moving: str = "",
) -> list[UtcSeconds]:
    """The starts in [since, until) at which such a call can be booked, ascending.

    ``booked`` are the calls of this type, which count for its limits; other calls are ``busy``. ``moving`` is the UID
    of a call that is moved: its own time does not block it.
    Whether one start can be booked is asked as [start, start + 1). Raises InvalidInput beyond the years of Openings.
    """
    bars = standard_bars(openings, rules, since, until, now=now, busy=busy, booked=booked, moving=moving)
    return starts_without(openings, rules, since, until, bars)


def starts_without(
    openings: Openings, rules: SlotRules, since: UtcSeconds, until: UtcSeconds, bars: Iterable[Bar]
) -> list[UtcSeconds]:
    """The starts of the hours in [since, until) over which none of the bars lies, ascending."""
    return list(not_barred(candidates(openings, rules, since, until), bars))


def standard_bars(
    openings: Openings,
    rules: SlotRules,
    since: UtcSeconds,
    until: UtcSeconds,
    *,
    now: UtcSeconds,
    busy: Iterable[BusyTime],
    booked: Sequence[BookedCall],
    moving: str = "",
) -> Iterator[Bar]:
    """The bars of the rules themselves: notice, horizon, limits, events and calls."""
    yield from limits(openings, rules, (since, until), now=now, booked=booked, moving=moving)
    yield from called(rules, booked, moving)
    yield from taken(rules, busy, moving)


def limits(
    openings: Openings,
    rules: SlotRules,
    span: Stretch,
    *,
    now: UtcSeconds,
    booked: Iterable[BookedCall],
    moving: str = "",
) -> Iterator[Bar]:
    """The bars that no event makes: notice, horizon, and how many calls a day and a week take."""
    zone = openings.zone
    yield from soon(rules, now)
    yield from far(rules, zone, now, span)
    yield from full(rules, booked, zone, span, moving)


def candidates(openings: Openings, rules: SlotRules, since: UtcSeconds, until: UtcSeconds) -> Iterator[range]:
    """The starts in [since, until) that the hours have, free or not: every increment from the start of a stretch on.

    The call ends inside the stretch. Where hours do not close for eight days, the starts begin anew each midnight.
    """
    if until <= since:
        return
    for start, end in openings.stretches(since - _LOOK_BACK, until + rules.length):
        last = min(until, end - rules.length + 1)
        for anchor, limit in _anchors(openings, start, last):
            first = anchor + max(0, -(-(since - anchor) // rules.increment)) * rules.increment
            if first < min(limit, last):
                yield range(first, min(limit, last), rules.increment)


def _anchors(openings: Openings, start: UtcSeconds, last: UtcSeconds) -> Iterator[tuple[UtcSeconds, UtcSeconds]]:
    """From where on starts are counted in a stretch, and up to which instant."""
    midnights: list[UtcSeconds] = []
    if last > start + _NEVER_CLOSES:
        zone = openings.zone
        days = resolve(zone, lambda _day: ((0, 24 * 60),), start + _NEVER_CLOSES, last)
        midnights = [at for at, _ in days if day_at(zone, at) != day_at(zone, at - 1)]
    return pairwise([start, *midnights, last])


def not_barred(grid: Iterable[range], bars: Iterable[Bar]) -> Iterator[UtcSeconds]:
    """The starts of ascending ranges over which no bar lies."""
    ordered = sorted((bar.since, bar.until) for bar in bars)
    ordered.append((EVER, EVER))
    place, barred_until = 0, -EVER
    for starts in grid:
        at, end, step = starts.start, starts.stop, starts.step
        while at < end:
            while ordered[place][0] <= at:
                barred_until = max(barred_until, ordered[place][1])
                place += 1
            if barred_until <= at:
                free = range(at, min(end, ordered[place][0]), step)
                yield from free
                at = free[-1] + step
            else:
                at += -(-(barred_until - at) // step) * step
