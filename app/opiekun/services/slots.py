"""Free slots of the agent who holds an account's calls: for each day those that can be booked, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from math import ceil

from opiekun.domain.calls.calls import Hold
from opiekun.domain.calls.types import CallType
from opiekun.domain.errors import InvalidInput
from opiekun.domain.instants import UtcSeconds, utc_seconds
from opiekun.domain.slots.why import Reason, days_without, why_not
from opiekun.domain.wall_clock import DAY, day_at
from opiekun.services.ports import Store
from opiekun.services.slot_search import Asked, Holder, search_in

MOST_DAYS = 400


@dataclass(frozen=True, slots=True)
class DaySlots:
    """A day of the desk's wall clock: the starts that can be booked, and where there is none why."""

    day: date
    starts: tuple[UtcSeconds, ...]
    why: Reason | None


@dataclass(frozen=True, slots=True)
class FreeSlots:
    """What can be booked, day by day. ``zone`` (IANA) is that of the days. ``offered`` are those that are kept
    for the account already, as far as they can be booked."""

    holder: Holder
    call_type: CallType
    zone: str
    days: tuple[DaySlots, ...]
    offered: tuple[Hold, ...] = ()


def free_slots(store: Store, asked: Asked, since: datetime, until: datetime, *, now: datetime) -> FreeSlots:
    """The slots that start in [since, until), by days.

    Raises NotFound for an unknown account or type, InvalidInput for a type that is not offered, or for a time that is
    empty or longer than 400 days.
    """
    span = ceil(since.timestamp()), ceil(until.timestamp())
    if span[1] <= span[0]:
        raise InvalidInput("The time from {begin} to {end} is empty.", begin=since.isoformat(), end=until.isoformat())
    if span[1] - span[0] > MOST_DAYS * DAY:
        raise InvalidInput("Slots are looked for in at most {most} days; ask for a shorter time.", most=MOST_DAYS)
    with store.read() as unit:
        search = search_in(unit, asked, span, now)
    check_offered(search.call_type)
    starts = search.starts()
    without = days_without(search.openings, search.rules, span, search.bars, asked.language)
    days = {day: DaySlots(day, (), why) for day, why in without.items()}
    for day, of_day in groupby(starts, key=lambda start: day_at(search.openings.zone, start)):
        days[day] = DaySlots(day, (*of_day,), None)
    return FreeSlots(
        search.holder,
        search.call_type,
        search.openings.zone.key,
        tuple(days[day] for day in sorted(days)),
        tuple(hold for hold in search.offered if utc_seconds(hold.start) in starts),
    )


def why_not_bookable(store: Store, asked: Asked, start: datetime, *, now: datetime) -> list[Reason]:
    """Every reason against a call that starts then, most telling first; none where it can be booked.

    Raises NotFound for an unknown account or type.
    """
    at = ceil(start.timestamp())
    with store.read() as unit:
        search = search_in(unit, asked, (at, at + 1), now)
    search.starts()
    return why_not(search.openings, search.rules, at, search.bars, asked.language)


def check_offered(call_type: CallType) -> None:
    """Raises InvalidInput for a type that can no longer be booked."""
    if not call_type.offered:
        raise InvalidInput("Calls of the type {code} are not offered; change that in its type.", code=call_type.code)
