"""Edits of events: who moves, who stays, and that no byte changes that was not meant."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events

from opiekun.domain.calendar.editing import change, compose, delete, move
from opiekun.domain.calendar.events import Alarm, Details, EventPurpose, EventStatus, Scope, Visibility
from opiekun.domain.calendar.reading import details_of, read_text
from opiekun.domain.errors import NotFound

WARSAW = ZoneInfo("Europe/Warsaw")
NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 6, 1, 8, tzinfo=UTC)
WEEKLY = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Example//EN
X-WR-CALNAME:Work
BEGIN:VTIMEZONE
TZID:Central European Standard Time
BEGIN:STANDARD
DTSTART:16011028T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010325T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
UID:weekly@example.com
DTSTAMP:20260101T000000Z
DTSTART;TZID=Central European Standard Time:20260616T140000
DTEND;TZID=Central European Standard Time:20260616T150000
RRULE:FREQ=WEEKLY;COUNT=8;BYDAY=TU
EXDATE;TZID=Central European Standard Time:20260630T140000
SUMMARY;LANGUAGE=en:Training
X-UNKNOWN;X-P="a;b:c":what we do
 n't know
ATTENDEE;CN="Ann; B";PARTSTAT=ACCEPTED:mailto:ann@example.com
SEQUENCE:3
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-PT15M
X-ALARM-UNKNOWN:1
END:VALARM
END:VEVENT
BEGIN:VEVENT
UID:weekly@example.com
DTSTAMP:20260101T000000Z
RECURRENCE-ID;TZID=Central European Standard Time:20260714T140000
DTSTART;TZID=Central European Standard Time:20260716T100000
DTEND;TZID=Central European Standard Time:20260716T110000
SUMMARY;LANGUAGE=en:Training\\, elsewhere
X-UNKNOWN-TOO:1
SEQUENCE:3
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")
UNKNOWN = [
    'X-UNKNOWN;X-P="a;b:c":what we do\r\n n\'t know\r\n',
    'ATTENDEE;CN="Ann; B";PARTSTAT=ACCEPTED:mailto:ann@example.com\r\n',
    "X-ALARM-UNKNOWN:1\r\n",
    "X-WR-CALNAME:Work\r\n",
]


def starts(*texts):
    """Every start of the objects, as recurring-ical-events expands them, in Warsaw."""
    found = []
    for text in texts:
        if text is not None:
            calendar = icalendar.Calendar.from_ical(text)
            for event in recurring_ical_events.of(calendar).between((2020, 1, 1), (2030, 1, 1)):
                start = event["DTSTART"].dt
                zoned = isinstance(start, datetime) and start.tzinfo is not None
                found.append((start.astimezone(WARSAW) if zoned else start).strftime("%m-%d %H:%M"))
    return sorted(found)


ALL = ["06-16 14:00", "06-23 14:00", "07-07 14:00", "07-16 10:00", "07-21 14:00", "07-28 14:00", "08-04 14:00"]


def test_the_example():
    assert starts(WEEKLY) == ALL


def day(text, hour=14, minutes=60, zone=WARSAW):
    start = datetime.fromisoformat(f"2026-{text}T{hour:02}:00").replace(tzinfo=zone)
    return start, start + timedelta(minutes=minutes)


def moved(rid, scope, *when, text=WEEKLY):
    return move(text, rid, scope, *when, now=NOW, new_uid="new@example.com")


def test_one_occurrence_is_moved_alone():
    edit = moved("20260623T140000", Scope.THIS, *day("06-24", 9))
    assert starts(edit.text) == sorted({*ALL, "06-24 09:00"} - {"06-23 14:00"})
    assert edit.split_off is None
    for line in UNKNOWN:
        assert edit.text.count(line) >= WEEKLY.count(line)


def test_an_override_is_moved_on():
    edit = moved("20260714T140000", Scope.THIS, *day("07-17", 9))
    assert starts(edit.text) == sorted({*ALL, "07-17 09:00"} - {"07-16 10:00"})


def test_all_are_moved_and_what_belongs_to_them():
    edit = moved("20260623T140000", Scope.ALL, *day("06-24", 9))
    assert starts(edit.text) == sorted(
        ["06-17 09:00", "06-24 09:00", "07-08 09:00", "07-16 10:00", "07-22 09:00", "07-29 09:00", "08-05 09:00"]
    )
    assert "RRULE:FREQ=WEEKLY;COUNT=8;BYDAY=WE\r\n" in edit.text
    assert "EXDATE;TZID=Central European Standard Time:20260701T090000\r\n" in edit.text
    assert "RECURRENCE-ID;TZID=Central European Standard Time:20260715T090000\r\n" in edit.text
    assert "SEQUENCE:4\r\n" in edit.text


def test_this_and_the_following_are_moved():
    edit = moved("20260707T140000", Scope.FUTURE, *day("07-08", 9))
    assert starts(edit.text) == ["06-16 14:00", "06-23 14:00"]
    assert starts(edit.split_off) == ["07-08 09:00", "07-16 10:00", "07-22 09:00", "07-29 09:00", "08-05 09:00"]
    assert edit.split_off.count("UID:new@example.com\r\n") == 2
    assert "COUNT=5" in edit.split_off
    for line in UNKNOWN:
        assert line in edit.text
        assert line in edit.split_off


def test_from_the_first_on_is_all():
    assert moved("20260616T140000", Scope.FUTURE, *day("06-17")) == moved("20260616T140000", Scope.ALL, *day("06-17"))


def test_one_occurrence_is_deleted():
    edit = delete(WEEKLY, "20260623T140000", Scope.THIS, now=NOW)
    assert starts(edit.text) == [start for start in ALL if start != "06-23 14:00"]
    edit = delete(edit.text, "20260714T140000", Scope.THIS, now=NOW)
    assert starts(edit.text) == [start for start in ALL if start not in {"06-23 14:00", "07-16 10:00"}]


def test_this_and_the_following_are_deleted():
    edit = delete(WEEKLY, "20260707T140000", Scope.FUTURE, now=NOW)
    assert starts(edit.text) == ["06-16 14:00", "06-23 14:00"]
    assert delete(WEEKLY, "20260616T140000", Scope.FUTURE, now=NOW).text is None
    assert delete(WEEKLY, "20260623T140000", Scope.ALL, now=NOW).text is None


def test_nothing_is_left_when_the_last_occurrence_is_deleted():
    text = WEEKLY
    for rid in ("0616", "0623", "0707", "0714", "0721", "0728"):
        text = delete(text, f"2026{rid}T140000", Scope.THIS, now=NOW).text
    assert starts(text) == ["08-04 14:00"]
    assert delete(text, "20260804T140000", Scope.THIS, now=NOW).text is None


def test_words_of_all_are_those_of_overrides_that_had_none_of_their_own():
    old = details_of(WEEKLY, "20260623T140000")
    new = replace(old, summary="Workshop", location="Room 1")
    text = change(WEEKLY, "20260623T140000", Scope.ALL, new, now=NOW, new_uid="n").text
    assert details_of(text, "20260721T140000").summary == "Workshop"
    assert details_of(text, "20260714T140000").summary == "Training, elsewhere"
    assert details_of(text, "20260714T140000").location == "Room 1"
    assert "SUMMARY;LANGUAGE=en:Workshop\r\n" in text
    assert text.count("SEQUENCE:3\r\n") == 2
    assert starts(text) == ALL


def test_what_says_nothing_new_changes_only_the_stamps():
    text = change(WEEKLY, "", Scope.ALL, details_of(WEEKLY, ""), now=NOW, new_uid="n").text
    assert set(text.splitlines()) - set(WEEKLY.splitlines()) == {
        "DTSTAMP:20260601T080000Z",
        "LAST-MODIFIED:20260601T080000Z",
    }


DETAILS = Details(
    summary="Acme; szkolenie, „żółć”\nnext",
    start=datetime(2026, 6, 16, 14, tzinfo=WARSAW),
    end=datetime(2026, 6, 16, 15, tzinfo=NEW_YORK),
    rule="FREQ=WEEKLY;BYDAY=TU",
    location="Room\\1",
    description="x" * 300,
    link="https://meet.example.com/a?b=c;d,e",
    status=EventStatus.TENTATIVE,
    transparent=True,
    visibility=Visibility.PRIVATE,
    purpose=EventPurpose.WORK_BLOCK,
    categories=("one, two", "three"),
    alarms=(Alarm(-900), Alarm(0, from_end=True)),
    attachments=("https://example.com/a.pdf",),
    request_id="ABC-1",
)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (datetime(2026, 6, 16, 14, tzinfo=WARSAW), datetime(2026, 6, 16, 15, tzinfo=NEW_YORK)),
        (datetime(2026, 6, 16, 14, tzinfo=WARSAW), datetime(2026, 6, 16, 15, tzinfo=WARSAW)),
        (datetime(2026, 6, 16, 14, tzinfo=ZoneInfo("UTC")), datetime(2026, 6, 16, 15, tzinfo=ZoneInfo("UTC"))),
        (datetime.fromisoformat("2026-06-16T14:00"), datetime.fromisoformat("2026-06-16T15:00")),
        (date(2026, 6, 16), date(2026, 6, 18)),
    ],
)
def test_a_new_event_says_what_was_typed(start, end):
    details = replace(DETAILS, start=start, end=end)
    text = compose(details, "new@example.com", now=NOW)
    assert details_of(text, "") == details
    assert read_text(text).uid == "new@example.com"
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    event = icalendar.Calendar.from_ical(text).walk("VEVENT")[0]
    assert (event.start, event.end) == (start, end)
    assert event["SUMMARY"] == details.summary


def test_an_event_between_all_day_floating_and_zones():
    text = compose(DETAILS, "a", now=NOW)
    for start, end in (
        (date(2026, 6, 17), date(2026, 6, 18)),
        (datetime.fromisoformat("2026-06-18T09:00"), datetime.fromisoformat("2026-06-18T10:00")),
        (datetime(2026, 6, 18, 9, tzinfo=NEW_YORK), datetime(2026, 6, 18, 10, tzinfo=NEW_YORK)),
        (date(2026, 6, 17), date(2026, 6, 19)),
        (datetime(2026, 6, 18, 9, tzinfo=ZoneInfo("UTC")), datetime(2026, 6, 18, 10, tzinfo=ZoneInfo("UTC"))),
    ):
        text = moved("", Scope.ALL, start, end, text=text).text
        details = details_of(text, "")
        assert (details.start, details.end) == (start, end)
        assert details.rule == f"FREQ=WEEKLY;BYDAY={('MO', 'TU', 'WE', 'TH', 'FR')[start.weekday()]}"
    assert "TZID:America/New_York\r\n" in text


def test_an_occurrence_that_is_none():
    for rid in ("20260623", "nonsense"):
        with pytest.raises(NotFound):
            details_of(WEEKLY, rid)
