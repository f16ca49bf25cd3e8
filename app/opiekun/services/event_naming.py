"""Which event and which occurrence is meant, where it is named from outside: by its UID and its original start."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from opiekun.domain.calendar.events import Occurrence, When
from opiekun.domain.calendar.reading import details_of
from opiekun.domain.calendar.stored import ObjectText
from opiekun.domain.calendar.wall_seconds import offsets_in, wall_of_text, wall_text
from opiekun.domain.errors import DamagedIndex, InvalidInput, NotFound
from opiekun.domain.instants import UtcSeconds, utc_seconds
from opiekun.domain.wall_clock import DAY
from opiekun.services.calendars import existing_object
from opiekun.services.event_checks import ended, length_of
from opiekun.services.ports import Store
from opiekun.services.series_clock import clock_of, occurrences_around


def original_starts(store: Store, found: Iterable[Occurrence], zone: ZoneInfo) -> dict[tuple[int, str], UtcSeconds]:
    """When each occurrence of a series begins by its rule, wherever it was moved to; by key and recurrence id."""
    recurring = {(each.key, each.recurrence_id) for each in found if each.recurrence_id}
    with store.read() as unit:
        objects = {stored.key: stored.indexed for stored in unit.calendars.indexed({key for key, _ in recurring})}
    return {
        (key, recurrence_id): clock_of(objects[key], zone).utc(wall_of_text(recurrence_id))
        for key, recurrence_id in recurring
        if key in objects
    }


def event_of_uid(store: Store, uid: str, calendar_id: str | None = None) -> ObjectText:
    """The event of that UID. Raises NotFound, and InvalidInput where several calendars have one and none is named."""
    with store.read() as unit:
        found = unit.calendars.named(uid, calendar_id)
    if not found:
        raise NotFound("There is no event with the UID {uid}; list events with “opiekun calendar list”.", uid=uid)
    if len(found) > 1:
        raise InvalidInput("Several calendars have an event with the UID {uid}; name one with --calendar.", uid=uid)
    return found[0]


def occurrence_named(store: Store, key: int, named: datetime | date | str, zone: ZoneInfo) -> str:
    """The recurrence id of the occurrence that begins, or by its rule would, at that instant or on that day.

    Text is a recurrence id as iCalendar writes it, read on the clock of the series, or in UTC where it ends with Z.
    Raises NotFound where the series has no such occurrence or the event does not recur.
    """
    with store.read() as unit:
        objects = unit.calendars.indexed([key])
    if not objects:
        raise DamagedIndex("The index of the calendars is damaged; run “opiekun check”, which makes it again.")
    indexed = objects[0].indexed
    clock, master = clock_of(indexed, zone), indexed.events[0]
    all_day = not isinstance(master.start, datetime)
    on_day = isinstance(named, date) and not isinstance(named, datetime)
    if isinstance(named, datetime):
        wall = offsets_in(zone).wall(utc_seconds(named)) if all_day else clock.wall(utc_seconds(named))
    elif isinstance(named, date):
        wall = wall_of_text(f"{named:%Y%m%d}")
    else:
        wall = clock.wall(wall_of_text(named)) if named.endswith("Z") and not all_day else wall_of_text(named)
        on_day = "T" not in named
    if all_day:
        wall -= wall % DAY
    known = occurrences_around(indexed, clock.utc(wall), zone)
    exact = wall_text(wall, all_day=all_day)
    if exact in known and not (on_day and not all_day):
        return exact
    of_day = sorted(each for each in known if on_day and each.startswith(exact[:8]))
    if len(of_day) == 1:
        return of_day[0]
    if of_day:
        raise InvalidInput("The event occurs several times on that day; name the instant of one.")
    raise NotFound(
        "The event has no occurrence “{named}”; list its occurrences with “opiekun calendar list”.", named=named
    )


def placed(store: Store, key: int, recurrence_id: str, start: When, zone: ZoneInfo) -> tuple[When, When]:
    """Where an occurrence lies that begins then: as long as it was, on the clock that it has.

    A date leaves the time of day of one that is not all-day. Raises InvalidInput for an instant where it is all-day.
    """
    with store.read() as unit:
        known = details_of(existing_object(unit, key).text, recurrence_id)
    length = length_of(known.start, known.end)
    begin: When
    if not isinstance(known.start, datetime):
        if isinstance(start, datetime):
            raise InvalidInput("The event is all-day; give a date, like 2026-06-16.")
        begin = start
    elif not isinstance(start, datetime):
        begin = datetime.combine(start, known.start.time(), known.start.tzinfo)
    else:
        here = start.astimezone(known.start.tzinfo or zone)
        begin = here if known.start.tzinfo is not None else here.replace(tzinfo=None)
    return begin, ended(begin, length)
