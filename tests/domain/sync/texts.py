"""Texts of events for the tests of the sync: a series with an override, and ways to write it otherwise."""

from __future__ import annotations

import re

WARSAW = """BEGIN:VTIMEZONE
TZID:Europe/Warsaw
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
END:VTIMEZONE"""
SERIES = f"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Example//EN
{WARSAW}
BEGIN:VEVENT
UID:weekly@example.com
DTSTAMP:20260101T000000Z
LAST-MODIFIED:20260101T000000Z
DTSTART;TZID=Europe/Warsaw:20260616T140000
DTEND;TZID=Europe/Warsaw:20260616T150000
RRULE:FREQ=WEEKLY;BYDAY=TU
EXDATE;TZID=Europe/Warsaw:20260630T140000
SUMMARY;LANGUAGE=en:Training
LOCATION:Room 1
DESCRIPTION:First\\nSecond
STATUS:CONFIRMED
CATEGORIES:Acme,Training
ATTENDEE;CN="Ann; B";PARTSTAT=NEEDS-ACTION:mailto:ann@example.com
ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:bob@example.com
X-UNKNOWN;X-P="a;b:c":what we do
 n't know
SEQUENCE:3
BEGIN:VALARM
UID:alarm-1
ACTION:DISPLAY
TRIGGER:-PT15M
END:VALARM
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-P1D
END:VALARM
END:VEVENT
BEGIN:VEVENT
UID:weekly@example.com
DTSTAMP:20260101T000000Z
RECURRENCE-ID;TZID=Europe/Warsaw:20260714T140000
DTSTART;TZID=Europe/Warsaw:20260716T100000
DTEND;TZID=Europe/Warsaw:20260716T110000
SUMMARY:Training\\, elsewhere
SEQUENCE:3
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


def crlf(text):
    return re.sub("\r?\n", "\r\n", text)


def with_(text, *pairs):
    """The text with each first in place of its second; folds as line feeds."""
    for old, new in pairs:
        assert crlf(old) in text, old
        text = text.replace(crlf(old), crlf(new), 1)
    return text
