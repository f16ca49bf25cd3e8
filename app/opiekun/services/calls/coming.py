"""The calls that an agent holds next, telling once before each that it comes, and asking what became of it."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from opiekun.domain.calendar.events import EventStatus
from opiekun.domain.calendar.expansion import expand
from opiekun.domain.calls.calls import CallRecord
from opiekun.domain.instants import UtcSeconds, utc_seconds
from opiekun.services.calls.brief import Brief, brief
from opiekun.services.ports import Store


class ComingCall(NamedTuple):
    """When a call is held: [start, end). Of a series each time counts by itself."""

    start: UtcSeconds
    end: UtcSeconds
    uid: str


def coming_calls(
    store: Store, agent_id: str, zone: ZoneInfo, *, now: datetime, until: datetime
) -> tuple[ComingCall, ...]:
    """The booked calls of that agent that are under way or begin before ``until``, as the calendar has them now."""
    since, end = utc_seconds(now), utc_seconds(until)
    with store.read() as unit:
        booked = {record.uid for record in unit.calls.standing(agent_id)}
        objects = unit.calendars.in_range(since, end, hidden=True) if booked else []
    return tuple(
        sorted(
            ComingCall(begins, over, stored.indexed.uid)
            for stored in objects
            if stored.indexed.uid in booked
            for event, _, begins, over in expand(stored.indexed, since, end, zone)
            if event.status is not EventStatus.CANCELLED
        )
    )


def claim_brief(store: Store, agent_id: str, coming: ComingCall, *, now: datetime) -> Brief | None:
    """The brief of a call that comes, for the first who asks; None where it was told before, whatever restarted.

    A call that is moved is another one. Raises NotFound where it is gone.
    """
    with store.write() as unit:
        if not unit.connections.claim_notice(f"{agent_id}:brief:{coming.uid}:{coming.start}", now):
            return None
    return brief(store, coming.uid)


class Untold(NamedTuple):
    """Calls that are over and of which nobody said what became, oldest first; and when the next one ends."""

    calls: tuple[CallRecord, ...]
    next_end: UtcSeconds | None


def untold_calls(store: Store, agent_id: str, *, now: datetime) -> Untold:
    """Those of that agent."""
    at = utc_seconds(now)
    with store.read() as unit:
        booked = unit.calls.standing(agent_id)
    return Untold(
        tuple(record for record in booked if record.end <= at),
        min((record.end for record in booked if record.end > at), default=None),
    )
