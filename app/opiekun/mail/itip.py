"""The calendar objects that are mailed (iTIP, RFC 5546), built with `icalendar` from the text of an event.

What is the agent's own stays here: alarms, notes, X- properties, and what only servers that schedule are told.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from icalendar import Calendar, Event, Timezone, vCalAddress, vDDDTypes

from opiekun.domain.calendar.editing import PRODID
from opiekun.domain.calendar.events import When
from opiekun.domain.calendar.text import parse
from opiekun.domain.calendar.uids import uid_of
from opiekun.domain.calendar.vtimezones import vtimezone_text
from opiekun.domain.errors import InvalidInput
from opiekun.domain.invitations.lines import address
from opiekun.domain.invitations.messages import Method, Partstat

_OF_SERVERS = ("SCHEDULE-AGENT", "SCHEDULE-STATUS", "SCHEDULE-FORCE-SEND")
_OWN = ("X-", "CREATED", "LAST-MODIFIED", "TRANSP", "CLASS", "PRIORITY", "ATTACH")
# What names an event and when it is; a message that changes nothing else carries no more (RFC 5546, 3.2.3).
_NAMING = frozenset(
    {
        *("UID", "SEQUENCE", "ORGANIZER", "ATTENDEE", "SUMMARY", "LOCATION", "STATUS", "DTSTAMP"),
        *("DTSTART", "DTEND", "DURATION", "RECURRENCE-ID", "RRULE", "RDATE", "EXDATE"),
    }
)


@lru_cache(maxsize=8)
def request(text: str, *, recurrence_id: str = "", now: datetime) -> str:
    """The invitation as it is now, with all its overrides or of one alone, made once for everybody who is invited."""
    events = _events(text)
    one = [event for event in events if recurrence_id and _recurrence_id(event) == recurrence_id.rstrip("Z")]
    return _message(Method.REQUEST, text, [_told(event, now) for event in one or events])


def cancellation(text: str, *, to: Sequence[str], recurrence_id: str = "", now: datetime) -> str:
    """The event, or one occurrence of it, is off for those addresses."""
    event = _named(text, recurrence_id, now)
    event["STATUS"] = "CANCELLED"
    _set_attendees(event, [each for each in _attendees(event) if address(str(each)) in {who.lower() for who in to}])
    return _message(Method.CANCEL, text, [event])


def reply(text: str, me: str, answer: Partstat, *, recurrence_id: str = "", comment: str = "", now: datetime) -> str:
    """Our answer to somebody's invitation: exactly one ATTENDEE, in the edition that was asked."""
    event = _named(text, recurrence_id, now)
    mine = _mine(event, me)
    mine.params.pop("RSVP", None)
    mine.params["PARTSTAT"] = answer.value.upper()
    _set_attendees(event, [mine])
    _comment(event, comment)
    return _message(Method.REPLY, text, [event])


def counter(
    text: str, me: str, start: When, end: When, *, recurrence_id: str = "", comment: str = "", now: datetime
) -> str:
    """Our proposal of another time for somebody's event; its edition stays."""
    event = _named(text, recurrence_id, now)
    for name in ("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE"):
        event.pop(name, None)
    event.add("DTSTART", start)
    event.add("DTEND", end)
    _set_attendees(event, [_mine(event, me)])
    _comment(event, comment)
    return _message(Method.COUNTER, text, [event])


def decline_counter(text: str, who: str, *, recurrence_id: str = "", comment: str = "", now: datetime) -> str:
    """The time that somebody proposed will not do."""
    event = _named(text, recurrence_id, now)
    _set_attendees(event, [each for each in _attendees(event) if address(str(each)) == who.lower()])
    _comment(event, comment)
    return _message(Method.DECLINECOUNTER, text, [event])


def refresh(text: str, me: str, *, now: datetime) -> str:
    """We ask the organizer to send an invitation again."""
    event = _named(text, "", now)
    _set_attendees(event, [_mine(event, me)])
    return _message(Method.REFRESH, text, [event])


def _message(method: Method, text: str, events: Sequence[Event]) -> str:
    calendar = Calendar()
    calendar.add("PRODID", PRODID)
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", method.value)
    for zone in Calendar.from_ical(text).walk("VTIMEZONE"):
        calendar.add_component(zone)
    for event in events:
        calendar.add_component(event)
    # Without its VTIMEZONE a time is an hour off in Outlook.
    for tzid in sorted(calendar.get_missing_tzids()):
        calendar.add_component(Timezone.from_ical(vtimezone_text(tzid)))
    return str(calendar.to_ical().decode())


def _events(text: str) -> list[Event]:
    return [event for event in Calendar.from_ical(text).walk("VEVENT") if isinstance(event, Event)]


def _told(event: Event, now: datetime) -> Event:
    """What guests see of an event."""
    told = Event()
    for name, value in event.items():
        if not name.upper().startswith(_OWN):
            told[name] = value
    told["DTSTAMP"] = vDDDTypes(now.astimezone(UTC).replace(microsecond=0))
    told.setdefault("SEQUENCE", 0)
    for each in (*_attendees(told), *([told["ORGANIZER"]] if "ORGANIZER" in told else [])):
        for parameter in _OF_SERVERS:
            each.params.pop(parameter, None)
    return told


def _named(text: str, recurrence_id: str, now: datetime) -> Event:
    """The event, or the override of one occurrence, in as many words as a message about it needs.

    Raises InvalidInput where the occurrence has no override of its own: whoever calls writes it first.
    """
    for event in _events(text):
        if _recurrence_id(event) == recurrence_id.rstrip("Z"):
            told = _told(event, now)
            for name in [name for name in told if name.upper() not in _NAMING]:
                del told[name]
            return told
    raise InvalidInput("The event has no occurrence {occurrence} of its own.", occurrence=recurrence_id or "-")


def _attendees(event: Event) -> list[vCalAddress]:
    found: Any = event.get("ATTENDEE", [])
    return list(found) if isinstance(found, list) else [found]


def _set_attendees(event: Event, attendees: Sequence[vCalAddress]) -> None:
    event.pop("ATTENDEE", None)
    for each in attendees:
        event.add("ATTENDEE", each, encode=False)


def _mine(event: Event, me: str) -> vCalAddress:
    found = next((each for each in _attendees(event) if address(str(each)) == me.lower()), None)
    return found if found is not None else vCalAddress(f"mailto:{me}")


def _comment(event: Event, comment: str) -> None:
    if comment:
        event.add("COMMENT", comment)


@lru_cache(maxsize=8)
def addresses(text: str) -> tuple[str, ...]:
    """Who is invited, each address once, in order."""
    return (*dict.fromkeys(address(str(each)) for event in _events(text) for each in _attendees(event)),)


@lru_cache(maxsize=8)
def edition(text: str, recurrence_id: str) -> tuple[str, int]:
    """UID and SEQUENCE of the event, or of the override of one occurrence where there is one."""
    events = _events(text)
    own = next((event for event in events if _recurrence_id(event) == recurrence_id.rstrip("Z")), events[0])
    return uid_of(next(parse(text).components("VEVENT"))), int(own.get("SEQUENCE", 0))


def _recurrence_id(event: Event) -> str:
    own = event.get("RECURRENCE-ID")
    return own.to_ical().decode().rstrip("Z") if own is not None else ""
