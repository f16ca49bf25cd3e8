"""What recurring-ical-events says of a text, and what we say of the same, in one form: what the tests compare."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events

from opiekun.domain.calendar.events import EventPurpose, EventStatus, Visibility
from opiekun.domain.calendar.expansion import bounds, expand
from opiekun.domain.calendar.indexed import IndexedEvent, IndexedObject, Recurrence

BRATISLAVA = ZoneInfo("Europe/Bratislava")


class Shown(NamedTuple):
    """An occurrence in UTC; ``recurrence_id`` on the wall clock of its series."""

    start: datetime
    end: datetime
    recurrence_id: str
    summary: str


def event_text(*lines: str, uid: str = "one", summary: str = "Event") -> str:
    return "\r\n".join(("BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{summary}", *lines, "END:VEVENT", ""))


def calendar_text(*events: str) -> str:
    return "".join(("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//A//B//EN\r\n", *events, "END:VCALENDAR\r\n"))


def indexed(text: str) -> list[IndexedObject]:
    """The objects of a calendar, by a plain reading of what recurrence needs."""
    by_uid: dict[str, list[icalendar.Event]] = {}
    for event in icalendar.Calendar.from_ical(text).walk("VEVENT"):
        by_uid.setdefault(str(event["UID"]), []).append(event)
    objects = []
    for uid, events in by_uid.items():
        events.sort(key=lambda event: "RECURRENCE-ID" in event)
        home = zone_of(events[0]["DTSTART"].dt) if "RECURRENCE-ID" not in events[0] else None
        read = tuple(read_event(event, home) for event in events)
        objects.append(IndexedObject(uid, read, *bounds(read)))
    return objects


def read_event(event: icalendar.Event, home: str | None) -> IndexedEvent:
    start = event["DTSTART"].dt
    zone = zone_of(start)
    recurs = bool({"RRULE", "RDATE", "EXDATE"} & set(event))
    recurrence_id = ""
    if "RECURRENCE-ID" in event:
        recurrence_id = ical_text(on_clock(event["RECURRENCE-ID"].dt, zone if home is None else home))
    return IndexedEvent(
        recurrence_id=recurrence_id,
        this_and_future="RECURRENCE-ID" in event and event["RECURRENCE-ID"].params.get("RANGE") == "THISANDFUTURE",
        start=on_clock(start, zone),
        zone=zone,
        seconds=seconds_between(start, end_of(event)),
        recurrence=read_recurrence(event, zone) if recurs else None,
        summary=str(event.get("SUMMARY", "")),
        status=EventStatus.CONFIRMED,
        transparent=False,
        purpose=EventPurpose.ROUTINE,
        visibility=Visibility.PUBLIC,
        location="",
        link="",
        request_id="",
        alarms=(),
        people=0,
        words="",
    )


def read_recurrence(event: icalendar.Event, zone: str) -> Recurrence:
    rules = event.get("RRULE", [])
    dates = []
    for value in values(event, "RDATE"):
        if isinstance(value, tuple):
            end = value[1] if isinstance(value[1], date) else value[0] + value[1]
            dates.append((on_clock(value[0], zone), seconds_between(value[0], end)))
        else:
            dates.append((on_clock(value, zone), None))
    return Recurrence(
        rules=tuple(rule.to_ical().decode() for rule in (rules if isinstance(rules, list) else [rules])),
        dates=tuple(dates),
        exceptions=tuple(on_clock(value, zone) for value in values(event, "EXDATE")),
    )


def values(event: icalendar.Event, name: str) -> Iterable[date | tuple[date, date | timedelta]]:
    found = event.get(name, [])
    return [value.dt for one in (found if isinstance(found, list) else [found]) for value in one.dts]


def end_of(event: icalendar.Event) -> date:
    start = event["DTSTART"].dt
    if "DTEND" in event:
        return event["DTEND"].dt
    if "DURATION" in event:
        return start + event["DURATION"].dt
    return start if isinstance(start, datetime) else start + timedelta(days=1)


def seconds_between(start: date, end: date) -> int:
    if isinstance(start, datetime) and start.tzinfo is not None:
        start, end = start.astimezone(UTC), end.astimezone(UTC)
    return int((end - start).total_seconds())


def zone_of(moment: date) -> str:
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        return ""
    return "UTC" if moment.utcoffset() == timedelta(0) and moment.tzname() == "UTC" else moment.tzinfo.key


def on_clock(moment: date, zone: str) -> date:
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        if zone:
            moment = moment.astimezone(ZoneInfo(zone))
        return moment.replace(tzinfo=None, fold=0)
    return moment


def ical_text(moment: date) -> str:
    return moment.strftime("%Y%m%dT%H%M%S" if isinstance(moment, datetime) else "%Y%m%d")


def ours(text: str, since: datetime, until: datetime, zone: ZoneInfo = BRATISLAVA) -> list[Shown]:
    """What we expand, in order."""
    window = int(since.timestamp()), int(until.timestamp())
    found = []
    for one in indexed(text):
        for event, recurrence_id, start, end in expand(one, *window, zone):
            assert one.first <= start
            assert one.last is None or end <= one.last
            found.append(
                Shown(
                    datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(end, UTC), recurrence_id, event.summary
                )
            )
    return sorted(found)


def theirs(text: str, since: datetime, until: datetime, zone: ZoneInfo = BRATISLAVA) -> list[Shown]:
    """What recurring-ical-events expands, in order, floating and all-day ones resolved in ``zone``."""
    calendar = icalendar.Calendar.from_ical(text)
    homes = {str(one["UID"]): one["DTSTART"].dt for one in calendar.walk("VEVENT") if "RECURRENCE-ID" not in one}
    recurring = {str(one["UID"]) for one in calendar.walk("VEVENT") if RECURS & set(one)}
    found = []
    for one in recurring_ical_events.of(calendar).between(since.astimezone(zone), until.astimezone(zone)):
        uid = str(one["UID"])
        start, end = one["DTSTART"].dt, one["DTEND"].dt
        home, summary = homes.get(uid, start), str(one.get("SUMMARY", ""))
        recurrence_id = ical_text(on_clock(one["RECURRENCE-ID"].dt, zone_of(home))) if uid in recurring else ""
        found.append(Shown(instant(start, zone), instant(gap_mended(start, end, zone), zone), recurrence_id, summary))
    return sorted(found)


RECURS = {"RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"}


def gap_mended(start: date, end: date, zone: ZoneInfo) -> date:
    """The end of an event whose start a jump forward leaves out.

    An hour from 02:30 on begins at 03:30 that night (RFC 5545, 3.3.5) and, as it is exactly an hour long (3.8.5.3),
    ends at 04:30. recurring-ical-events lets it end at 03:30, so that nothing is left of it.
    """
    if not isinstance(start, datetime):
        return end
    there = start if start.tzinfo else start.replace(tzinfo=zone)
    real = there.astimezone(UTC).astimezone(there.tzinfo)
    return end + (real.replace(tzinfo=None) - there.replace(tzinfo=None))


def instant(moment: date, zone: ZoneInfo) -> datetime:
    """A time in UTC, floating and all-day ones being those of ``zone``."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    return moment.astimezone(UTC)
