"""From the text of an iCalendar object to what the index and an event's editor know of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from opiekun.domain.calendar.alarms import alarms_of
from opiekun.domain.calendar.events import Details, EventPurpose, EventStatus, Person, Visibility
from opiekun.domain.calendar.expansion import bounds
from opiekun.domain.calendar.indexed import IndexedEvent, IndexedObject, Recurrence
from opiekun.domain.calendar.links import call_link
from opiekun.domain.calendar.moments import CalendarZones, Moment, length_of
from opiekun.domain.calendar.rule import parse_rule
from opiekun.domain.calendar.series import series_of
from opiekun.domain.calendar.text import Component, Line, parse
from opiekun.domain.calendar.uids import uid_of
from opiekun.domain.calendar.values import text_of, texts_of
from opiekun.domain.calendar.vevents import Event, events_of, in_force, occurrence_times, on_clock, unknown, wall_named
from opiekun.domain.calendar.wall_seconds import wall_seconds
from opiekun.domain.errors import BadComponent, InvalidInput

_MOST_SHOWN = 1_000
_MOST_WORDS = 20_000
_MOST_DATES = 10_000


def read_text(text: str) -> IndexedObject:
    """The index of an object's text. Raises BadComponent for a text that is not a calendar with one UID's events."""
    return read_object(parse(text))


def read_object(calendar: Component) -> IndexedObject:
    """The index of a calendar that holds the events of one UID. Raises BadComponent."""
    zones = CalendarZones(calendar)
    events = events_of(calendar, zones)
    uids = {uid_of(event.component) for event in events}
    line = events[-1].component.begin.number
    if len(uids) != 1:
        raise BadComponent("The events of a calendar object have different UIDs.", line=line)
    uid = uids.pop()
    if not uid:
        raise BadComponent("The event has no UID.", line=line)
    indexed = tuple(_indexed(event, events[0].start, zones) for event in events)
    first, last = bounds(indexed)
    return IndexedObject(uid, indexed, first, last)


def details_of(text: str, recurrence_id: str) -> Details:
    """What an editor shows of an occurrence; "" means the master, or what there is where there is none.

    Raises NotFound where no such occurrence can be, BadComponent for a damaged text.
    """
    calendar = parse(text)
    zones = CalendarZones(calendar)
    return occurrence_details(events_of(calendar, zones), recurrence_id, zones)


def occurrence_details(events: list[Event], recurrence_id: str, zones: CalendarZones) -> Details:
    """As :func:`details_of`, of events that were read."""
    base = events[0]
    rule = base.component.value("RRULE") if not base.recurrence_id else ""
    named = next((event for event in events if event.recurrence_id == recurrence_id), None)
    if named is None and not recurrence_id:
        named = base
    if named is not None:
        return replace(component_details(named, zones), rule=rule)
    if base.recurrence_id or not _occurs(base, recurrence_id, zones):
        raise unknown(recurrence_id)
    source = in_force(events, recurrence_id)
    start, end = occurrence_times(source, base, recurrence_id)
    return replace(component_details(source, zones), start=start.when, end=end.when, rule=rule)


def _occurs(base: Event, recurrence_id: str, zones: CalendarZones) -> bool:
    recurrence = recurrence_of(base.component, base.start, zones) or Recurrence()
    at = wall_seconds(wall_named(recurrence_id, base))
    return bool(series_of(base.start.wall, base.start.zone, recurrence).between(at, at + 1))


def component_details(event: Event, zones: CalendarZones) -> Details:
    """What stands in one VEVENT, master or override, without its rule."""
    component = event.component
    return Details(
        summary=text_of(component.value("SUMMARY")),
        start=event.start.when,
        end=event.end.when,
        location=text_of(component.value("LOCATION")),
        description=text_of(component.value("DESCRIPTION")),
        link=call_link(component),
        status=_status(component),
        transparent=_transparent(component),
        visibility=_visibility(component),
        purpose=_purpose(component),
        categories=tuple(text for line in component.lines("CATEGORIES") for text in texts_of(line.value)),
        alarms=tuple(alarm for _, alarm in alarms_of(event, zones)),
        attachments=tuple(link for line in component.lines("ATTACH") if (link := attached_link(line))),
        request_id=text_of(component.value("X-OPIEKUN-REQUEST")),
        people=tuple(_people(component)),
    )


def attached_link(line: Line) -> str:
    """The link of an ATTACH, "" for one that is no web address, such as a file's bytes."""
    value = line.value.strip()
    return value if value.lower().startswith(("https://", "http://")) else ""


def _indexed(event: Event, base: Moment, zones: CalendarZones) -> IndexedEvent:
    details = component_details(event, zones)
    people = " ".join(f"{person.name} {person.email}" for person in details.people)
    words = "\n".join((details.summary, details.location, people, " ".join(details.categories), details.description))
    return IndexedEvent(
        recurrence_id=event.recurrence_id,
        this_and_future=event.ranges,
        start=event.start.wall,
        zone=event.start.zone,
        seconds=event.seconds,
        recurrence=None if event.recurrence_id else recurrence_of(event.component, base, zones),
        summary=details.summary[:_MOST_SHOWN],
        status=details.status,
        transparent=details.transparent,
        purpose=details.purpose,
        visibility=details.visibility,
        location=details.location[:_MOST_SHOWN],
        link=details.link,
        request_id=details.request_id[:_MOST_SHOWN],
        alarms=details.alarms,
        people=details.guests,
        words=words[:_MOST_WORDS].casefold(),
    )


def recurrence_of(component: Component, base: Moment, zones: CalendarZones) -> Recurrence | None:
    """When a master that starts at ``base`` recurs, None for one that does not. Raises BadComponent."""
    # Some programs write an empty RRULE for none.
    rules = tuple(_rule(line) for line in component.lines("RRULE") if line.value.strip())
    dates = tuple(each for line in component.lines("RDATE") for each in _dates(line, base, zones))
    exceptions = tuple(
        moment.wall if moment.all_day else on_clock(moment, base)
        for line in component.lines("EXDATE")
        for moment in zones.moments(line)
    )
    if len(dates) + len(exceptions) > _MOST_DATES:
        raise BadComponent(
            "The event has more than {most} single dates.", line=component.begin.number, most=_MOST_DATES
        )
    return Recurrence(rules, dates, exceptions) if rules or dates or exceptions else None


def _rule(line: Line) -> str:
    value = line.value.strip()
    try:
        parse_rule(value)
    except InvalidInput as refused:
        raise BadComponent("The event cannot recur: {reason}", line=line.number, reason=refused) from None
    return value


def _dates(line: Line, base: Moment, zones: CalendarZones) -> Iterator[tuple[datetime | date, int | None]]:
    """The dates of an RDATE, with the length of each that is a period."""
    for value in line.value.split(","):
        start, slash, end = value.strip().partition("/")
        if not start:
            continue
        moment = zones.moment(start, line)
        seconds = None
        if slash and end.lstrip("+-").upper().startswith("P"):
            seconds = int(length_of(line, end).total_seconds())
        elif slash:
            seconds = int((zones.moment(end, line).aware - moment.aware).total_seconds())
        yield on_clock(moment, base), None if seconds is None else max(seconds, 0)


def _status(component: Component) -> EventStatus:
    status = component.value("STATUS").lower()
    if status in _STATUSES:
        return EventStatus(status)
    tentative = component.value("X-MICROSOFT-CDO-BUSYSTATUS").upper() == "TENTATIVE"
    return EventStatus.TENTATIVE if tentative else EventStatus.CONFIRMED


def _transparent(component: Component) -> bool:
    """TRANSP; where Outlook leaves that out, its own word for how busy one is."""
    if transp := component.value("TRANSP").upper():
        return transp == "TRANSPARENT"
    return component.value("X-MICROSOFT-CDO-BUSYSTATUS").upper() == "FREE"


def _visibility(component: Component) -> Visibility:
    """CLASS; what is not known is private (RFC 5545, 3.8.1.3)."""
    word = component.value("CLASS").lower()
    if not word:
        return Visibility.PUBLIC
    return Visibility(word) if word in _VISIBILITIES else Visibility.PRIVATE


def _purpose(component: Component) -> EventPurpose:
    word = component.value("X-OPIEKUN-PURPOSE").lower()
    return EventPurpose(word) if word in _PURPOSES else EventPurpose.ROUTINE


_STATUSES = frozenset(map(str, EventStatus))
_VISIBILITIES = frozenset(map(str, Visibility))
_PURPOSES = frozenset(map(str, EventPurpose))


def _people(component: Component) -> Iterator[Person]:
    """Organizer and attendees, each address once; the organizer with the answer that he gave as an attendee."""
    organizers = {_address(line): line for line in component.lines("ORGANIZER")}
    attendees = {_address(line): line for line in component.lines("ATTENDEE")}
    for email, line in (organizers | attendees).items():
        if email:
            name = line.param("CN") or (organizers[email].param("CN") if email in organizers else "")
            yield Person(email, name, line.param("PARTSTAT").lower(), email in organizers)


def _address(line: Line) -> str:
    value = line.value.strip()
    if value[:7].lower() == "mailto:":
        return value[7:].strip().lower()
    return line.param("EMAIL").lower() or (value.lower() if "@" in value else "")
