"""Rows of the calendars' index, made from events and made into them again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from opiekun.domain.calendar.events import Alarm, EventPurpose, EventStatus, Visibility
from opiekun.domain.calendar.indexed import IndexedEvent, IndexedObject, Recurrence
from opiekun.domain.calendar.rule import parse_rule
from opiekun.domain.calendar.values import wall_time
from opiekun.domain.calendar.zones import tzinfo_of
from opiekun.domain.errors import DamagedIndex, InvalidInput
from opiekun.store.text import clean, fold
from opiekun.store.types import json_text

WEEK = 7 * 86_400
"""The most seconds between the first and last moment of an object that is found by its first."""
_ENDLESS = 2**62

_STATUSES = {status.value: status for status in EventStatus}
_PURPOSES = {purpose.value: purpose for purpose in EventPurpose}
_VISIBILITIES = {visibility.value: visibility for visibility in Visibility}

COLUMNS = (
    "recurrence_id", "this_and_future", "start", "zone", "seconds", "recurrence", "summary", "status", "transparent",
    "purpose", "visibility", "location", "link", "request_id", "alarms", "people",
)  # fmt: skip
"""The columns that an event is made from."""


def bounds_values(indexed: IndexedObject) -> dict[str, Any]:
    """The columns of an object that bound its occurrences; null where it has no events."""
    if not indexed.events:
        return {"first_at": None, "last_at": None, "long": False}
    last = _ENDLESS if indexed.last is None else indexed.last
    return {"first_at": indexed.first, "last_at": last, "long": last - indexed.first > WEEK}


def object_of(uid: str, first: Any, last: Any, events: tuple[IndexedEvent, ...]) -> IndexedObject:
    """The object with those columns. Raises DamagedIndex for bounds that are none."""
    if not isinstance(first, int) or not isinstance(last, int):
        raise _damaged()
    return IndexedObject(uid, events, first, None if last == _ENDLESS else last)


def event_values(event: IndexedEvent) -> dict[str, Any]:
    """The columns of an event, but for those that place it, as they are stored."""
    return {
        "recurrence_id": clean(event.recurrence_id),
        "this_and_future": event.this_and_future,
        "start": event.start.isoformat(),
        "zone": clean(event.zone),
        "seconds": event.seconds,
        "recurrence": None if event.recurrence is None else json_text(_recurrence_json(event.recurrence)),
        "summary": clean(event.summary),
        "status": event.status.value,
        "transparent": event.transparent,
        "purpose": event.purpose.value,
        "visibility": event.visibility.value,
        "location": clean(event.location),
        "link": clean(event.link),
        "request_id": clean(event.request_id),
        "alarms": json_text([_alarm_json(alarm) for alarm in event.alarms] or None),
        "people": event.people,
        "searched": fold(event.words),
    }


def event_of(told: Sequence[Any]) -> IndexedEvent:
    """The event of which COLUMNS were told, without its words. Raises DamagedIndex for a row that no event makes."""
    try:
        event = _event(told)
        _check(event)
    except (AttributeError, KeyError, TypeError, ValueError, InvalidInput) as damage:
        raise _damaged() from damage
    return event


def _damaged() -> DamagedIndex:
    return DamagedIndex("The index of the calendars is damaged; run “opiekun check”, which makes it again.")


def _check(event: IndexedEvent) -> None:
    """Raises an error for what cannot be expanded."""
    if event.recurrence_id:
        wall_time(event.recurrence_id)
    if event.zone:
        tzinfo_of(event.zone)
    for rule in event.recurrence.rules if event.recurrence is not None else ():
        parse_rule(rule)
    words = (event.summary, event.location, event.link, event.request_id)
    numbers = (event.seconds, event.people, *(alarm.seconds for alarm in event.alarms))
    if not all(isinstance(word, str) for word in words) or not all(isinstance(number, int) for number in numbers):
        raise ValueError(event)


def _event(told: Sequence[Any]) -> IndexedEvent:
    (
        recurrence_id, future, start, zone, seconds, recurrence, summary, status, transparent,
        purpose, visibility, location, link, request_id, alarms, people,
    ) = told  # fmt: skip
    return IndexedEvent(
        recurrence_id,
        future,
        _moment(start),
        zone,
        seconds,
        None if recurrence is None else _recurrence_of(json.loads(recurrence)),
        summary,
        _STATUSES[status],
        transparent,
        _PURPOSES[purpose],
        _VISIBILITIES[visibility],
        location,
        link,
        request_id,
        tuple(Alarm(*each) for each in (json.loads(alarms) if alarms is not None else ())),
        people,
        words="",
    )


def _alarm_json(alarm: Alarm) -> list[Any]:
    """Without an instant it is told in two, as it always was."""
    return [alarm.seconds, alarm.from_end] if alarm.at is None else [alarm.seconds, alarm.from_end, alarm.at]


def _recurrence_json(recurrence: Recurrence) -> dict[str, Any]:
    return {
        "rules": list(recurrence.rules),
        "dates": [[moment.isoformat(), seconds] for moment, seconds in recurrence.dates],
        "exceptions": [moment.isoformat() for moment in recurrence.exceptions],
    }


def _recurrence_of(told: Mapping[str, Any]) -> Recurrence:
    return Recurrence(
        rules=tuple(told["rules"]),
        dates=tuple((_moment(moment), seconds) for moment, seconds in told["dates"]),
        exceptions=tuple(map(_moment, told["exceptions"])),
    )


def _moment(text: str) -> datetime | date:
    """A wall clock, or a date where no time follows it."""
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
