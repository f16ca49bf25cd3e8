"""Conflicts put into a desk: an event, and two versions of it."""

from datetime import datetime

from tests.desktop.bench import TUESDAY_10

from opiekun.domain.calendar.reading import read_text
from opiekun.domain.instants import utc_seconds
from opiekun.domain.sync.local import Conflict, ConflictKind
from opiekun.services.calendars import default_calendar
from opiekun.services.ports import Store


def text(uid: str, summary: str, *more: str, start: str = "20260616T140000", end: str = "20260616T150000") -> str:
    """An event on a Tuesday in June, with more lines of its own."""
    zone = "TZID=Europe/Bratislava"
    times = (f"DTSTART;{zone}:{start}", f"DTEND;{zone}:{end}")
    body = (f"UID:{uid}", "DTSTAMP:20260601T000000Z", f"SUMMARY:{summary}", *times, *more)
    lines = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "BEGIN:VEVENT", *body, "END:VEVENT", "END:VCALENDAR", "")
    return "\r\n".join(lines)


def conflict(
    store: Store,
    mine: str,
    theirs: str,
    *,
    base: str | None = None,
    kind: ConflictKind = ConflictKind.BOTH_CHANGED,
    now: datetime = TUESDAY_10,
) -> str:
    """Put it into the desk's calendar, which has their version; the answer is the calendar's id."""
    indexed = read_text(theirs)
    with store.write() as unit:
        calendar = default_calendar(unit)
        unit.calendars.put(calendar.id, utc_seconds(now), [(indexed, theirs)])
        unit.sync.add_conflict(Conflict("", kind, calendar.id, indexed.uid, base, mine, theirs, ("summary",), now))
    return calendar.id
