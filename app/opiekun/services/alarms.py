"""Reminders of events: when they ring, once for each agent, whatever restarts, and until when they are put off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from opiekun.domain.calendar.events import Alarm, EventStatus, Occurrence
from opiekun.domain.calendar.expansion import expand
from opiekun.domain.calendar.stored import StoredObject
from opiekun.domain.instants import UtcSeconds, utc_datetime, utc_seconds
from opiekun.domain.wall_clock import DAY
from opiekun.services.occurrences import occurrence_of, recurs_of
from opiekun.services.ports import Store

FARTHEST = 31 * DAY
"""Seconds before its event at which a reminder is still looked for; those farther away do not ring."""


class Ring(NamedTuple):
    """A reminder of an occurrence, at its time. ``name`` is the same for the same reminder, for ever.

    ``alarm`` names the reminder that was put off to this one, else is the name.
    """

    at: UtcSeconds
    name: str
    alarm: str
    occurrence: Occurrence


def rings_of(stored: StoredObject, now: UtcSeconds, until: UtcSeconds, zone: ZoneInfo) -> Iterator[Ring]:
    """The reminders of an object that ring after ``now`` and up to ``until``.

    Those that should have rung before are among them while their event is not over, except of a cancelled one.
    """
    yield from _rings_at_instants(stored, now, until, zone)
    alarms = [alarm for event in stored.indexed.events for alarm in event.alarms if alarm.at is None]
    if not alarms:
        return
    before = min(FARTHEST, max(0, *(-alarm.seconds for alarm in alarms)) + DAY)
    after = min(FARTHEST, max(0, *(alarm.seconds for alarm in alarms)) + DAY)
    for expanded in expand(stored.indexed, now - after, until + before, zone):
        event, _, start, end = expanded
        if event.status is EventStatus.CANCELLED or not event.alarms:
            continue
        occurrence = occurrence_of(stored, expanded, recurs=recurs_of(stored))
        for alarm in event.alarms:
            if alarm.at is not None:
                continue
            at = alarm_time(alarm, start, end, zone)
            if at <= until and (at > now or end > now):
                name = f"alarm:{stored.indexed.uid}:{occurrence.recurrence_id}:{start}:{at}"
                yield Ring(at, name, name, occurrence)


def _rings_at_instants(stored: StoredObject, now: UtcSeconds, until: UtcSeconds, zone: ZoneInfo) -> Iterator[Ring]:
    """Those that ring once: each reminds of what goes on then or comes next, else of what was last."""
    events = [event for event in stored.indexed.events if event.status is not EventStatus.CANCELLED]
    wanted = {
        alarm.at: event
        for event in reversed(events)
        for alarm in event.alarms
        if alarm.at is not None and now - FARTHEST < alarm.at <= until
    }
    if not wanted:
        return
    around = [*expand(stored.indexed, min(wanted) - FARTHEST, max(wanted) + FARTHEST, zone)]
    for at, event in wanted.items():
        found = (each for each in around if each[0] is event and abs(each[2] - at) <= FARTHEST)
        nearest = min(found, key=lambda each: (each[3] <= at, abs(each[2] - at)), default=None)
        if nearest is not None and (at > now or nearest[3] > now):
            name = f"alarm:{stored.indexed.uid}:{at}"
            yield Ring(at, name, name, occurrence_of(stored, nearest, recurs=recurs_of(stored)))


def alarm_time(alarm: Alarm, start: UtcSeconds, end: UtcSeconds, zone: ZoneInfo) -> UtcSeconds:
    """When a reminder rings. Whole days are days of the wall clock: one day before 14:00 is 14:00, also when clocks
    change in between.
    """
    anchor = end if alarm.from_end else start
    sign = -1 if alarm.seconds < 0 else 1
    days, rest = divmod(abs(alarm.seconds), DAY)
    if not days:
        return anchor + alarm.seconds
    wall = utc_datetime(anchor).astimezone(zone) + timedelta(days=sign * days)
    return utc_seconds(wall) + sign * rest


def coming_rings(store: Store, agent_id: str, zone: ZoneInfo, *, now: datetime, until: datetime) -> tuple[Ring, ...]:
    """What rings for an agent up to then in shown calendars, put off or not, in order; what should have rung already
    comes first, told before or not.
    """
    begin, end = utc_seconds(now), utc_seconds(until)
    with store.read() as unit:
        objects = unit.calendars.in_range(begin - FARTHEST, end + FARTHEST, hidden=False)
        put_off = unit.connections.snoozes()
    rings = [ring for stored in objects for ring in rings_of(stored, begin, end, zone)]
    for ring in tuple(rings):
        later = put_off.get(f"{agent_id}:{ring.name}")
        if later is not None and later <= end:
            rings.append(ring._replace(at=later, name=f"{ring.name}:{later}"))
    return tuple(sorted(rings, key=lambda ring: (ring.at, ring.name)))


def claim_rings(store: Store, agent_id: str, rings: Iterable[Ring], *, now: datetime) -> tuple[Ring, ...]:
    """Claim these for an agent; the answer is what neither another window nor an earlier run has told.

    Of several for one occurrence it is the latest.
    """
    won: dict[tuple[int, str], Ring] = {}
    with store.write() as unit:
        for ring in rings:
            if unit.connections.claim_notice(f"{agent_id}:{ring.name}", now):
                won[ring.occurrence.key, ring.occurrence.recurrence_id] = ring
    return tuple(won.values())


def snooze(store: Store, agent_id: str, ring: Ring, until: datetime, *, now: datetime) -> None:
    """Put a reminder off: it rings again then, unless its event is moved or over."""
    with store.write() as unit:
        unit.connections.snooze(
            f"{agent_id}:{ring.alarm}", utc_seconds(until), forget_before=utc_seconds(now) - FARTHEST
        )
