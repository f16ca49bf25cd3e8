"""What recurring-ical-events says of a text, and what we say of the same, in one form: what the tests compare."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events

from opiekun.domain.calendar.expansion import expand
from opiekun.domain.calendar.files import FileObject, read_calendar_file
from opiekun.domain.calendar.indexed import IndexedObject

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
    """The objects of a calendar, none of them refused."""
    objects = []
    for one in read_calendar_file(text.encode()):
        assert isinstance(one, FileObject)
        objects.append(one.indexed)
    return objects


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
    recurring = {str(one["UID"]) for one in calendar.walk("VEVENT") if any(one.get(name) for name in RECURS)}
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
