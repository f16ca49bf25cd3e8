"""Reading calendars: the occurrences of a stretch of time, one event with all that is known of it, and search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from operator import attrgetter
from zoneinfo import ZoneInfo

from opiekun.domain.calendar.events import Calendar, Details, Occurrence
from opiekun.domain.calendar.expansion import Expanded, expand
from opiekun.domain.calendar.reading import details_of
from opiekun.domain.calendar.stored import StoredObject
from opiekun.domain.errors import InvalidInput
from opiekun.domain.instants import UtcSeconds, utc_seconds
from opiekun.services.calendars import existing_calendar, existing_object
from opiekun.services.ports import Store, UnitOfWork

MOST = 500_000
"""Occurrences that are told at once: ten years of 500 series are about 300,000."""
_A_YEAR = 366 * 86_400
_AT_ONCE = 20 * _A_YEAR
"""A rule gives no more than 10,000 occurrences at a time, which are 27 years of a daily one."""


@dataclass(frozen=True, slots=True)
class EventView:
    """One occurrence, or an event that does not recur, as an editor shows it."""

    key: int
    uid: str
    recurrence_id: str
    calendar: Calendar
    details: Details
    recurs: bool


def occurrences(
    store: Store, since: datetime, until: datetime, zone: ZoneInfo, *, hidden: bool = False
) -> tuple[Occurrence, ...]:
    """What touches [since, until) in the calendars that are shown, or in all for ``hidden``.

    In order of start, longer ones first. All-day and floating ones are resolved in the zone. It takes two statements
    at most, and one more where time is set aside for requests. Raises InvalidInput where they are more than MOST.
    """
    with store.read() as unit:
        return occurrences_in(unit, since, until, zone, hidden=hidden)


def occurrences_in(
    unit: UnitOfWork, since: datetime, until: datetime, zone: ZoneInfo, *, hidden: bool = False
) -> tuple[Occurrence, ...]:
    """As :func:`occurrences`, in a unit that does more."""
    begin, end = utc_seconds(since), utc_seconds(until)
    objects = unit.calendars.in_range(begin, end, hidden=hidden)
    every = (occurrence for stored in objects for occurrence in occurrences_of(stored, begin, end, zone))
    found = [*islice(every, MOST + 1)]
    if len(found) > MOST:
        raise InvalidInput(
            "From {since} to {until} there are more than {most} occurrences; ask for a shorter time.",
            since=since.date().isoformat(),
            until=until.date().isoformat(),
            most=MOST,
        )
    marked = _with_what_is_done(unit, found, objects)
    return tuple(sorted(marked, key=lambda each: (each.start, -each.end, each.key, each.recurrence_id)))


def details(store: Store, key: int, recurrence_id: str) -> EventView:
    """All that is known of an occurrence. Raises NotFound where it is gone."""
    with store.read() as unit:
        found = existing_object(unit, key)
        calendar = existing_calendar(unit, found.calendar_id)
        known = details_of(found.text, recurrence_id)
        recurs = any(recurs_of(stored) for stored in unit.calendars.indexed([key]))
    return EventView(key, found.uid, recurrence_id, calendar, known, recurs)


def search_events(
    store: Store, words: str, zone: ZoneInfo, *, now: datetime, limit: int = 50
) -> tuple[Occurrence, ...]:
    """Events of shown calendars whose title, people, location or notes hold every word; what comes next first.

    Of a series it is the next occurrence, or the last one of a series that is over. What is past follows, latest first.
    """
    at = utc_seconds(now)
    with store.read() as unit:
        objects = unit.calendars.search(words, limit)
        found = [hit for stored in objects if (hit := _nearest(stored, at, zone)) is not None]
        marked = _with_what_is_done(unit, found, objects)
    return tuple(sorted(marked, key=lambda each: (each.end <= at, abs(each.start - at), each.key)))


def occurrence_to_show(store: Store, calendar_id: str, uid: str, zone: ZoneInfo, *, now: datetime) -> Occurrence | None:
    """The occurrence of an event that goes on or comes next, else its last one; None where the calendar lacks it."""
    with store.read() as unit:
        keys = [each.key for each in unit.calendars.named(uid, calendar_id)]
        found = unit.calendars.indexed(keys)
    return next((hit for stored in found if (hit := _nearest(stored, utc_seconds(now), zone)) is not None), None)


def occurrences_of(stored: StoredObject, since: UtcSeconds, until: UtcSeconds, zone: ZoneInfo) -> Iterator[Occurrence]:
    """The occurrences of an object that touch [since, until)."""
    recurs, indexed = recurs_of(stored), stored.indexed
    if until - since > _AT_ONCE:
        since = max(since, indexed.first)
        until = until if indexed.last is None else min(until, indexed.last + 1)
    for begin in range(since, until, _AT_ONCE):
        for expanded in expand(indexed, begin, min(begin + _AT_ONCE, until), zone):
            if begin == since or expanded[2] >= begin:
                yield occurrence_of(stored, expanded, recurs=recurs)


def occurrence_of(stored: StoredObject, expanded: Expanded, *, recurs: bool) -> Occurrence:
    """An expanded event as an occurrence."""
    event, recurrence_id, start, end = expanded
    return Occurrence(
        stored.key,
        stored.indexed.uid,
        recurrence_id,
        stored.calendar_id,
        event.summary,
        start,
        end,
        not isinstance(event.start, datetime),
        event.status,
        event.transparent,
        event.purpose,
        event.visibility,
        event.location,
        event.link,
        event.request_id,
        recurs,
        event.people,
    )


def recurs_of(stored: StoredObject) -> bool:
    """Whether it has more than one occurrence, or might have."""
    return any(event.recurrence is not None or event.recurrence_id for event in stored.indexed.events)


def _nearest(stored: StoredObject, at: UtcSeconds, zone: ZoneInfo) -> Occurrence | None:
    """The occurrence that goes on or comes next, looked for within a year, else the last one."""
    first, last = stored.indexed.first, stored.indexed.last
    begin = max(at, first)
    coming = next(occurrences_of(stored, begin, begin + _A_YEAR, zone), None)
    if coming is not None:
        return coming
    end = (last if last is not None else at) + 1
    return max(occurrences_of(stored, max(first, end - _A_YEAR), end, zone), key=attrgetter("start"), default=None)


def _with_what_is_done(unit: UnitOfWork, found: list[Occurrence], objects: Iterable[StoredObject]) -> list[Occurrence]:
    """The occurrences, those marked as done that set time aside for a request which has been answered since."""
    wanted = {occurrence.request_id for occurrence in found if occurrence.request_id}
    if not wanted:
        return found
    answered = unit.requests.answered(wanted)
    made_at = {stored.key: stored.made_at for stored in objects}
    return [
        occurrence._replace(done=True)
        if occurrence.request_id in answered and answered[occurrence.request_id] >= made_at[occurrence.key]
        else occurrence
        for occurrence in found
    ]
