"""Edits of events: who moves, who stays, and that no byte changes that was not meant."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from tests.domain.calendar.outlook import RULES

from opiekun.domain.calendar.editing import change, compose, delete, move
from opiekun.domain.calendar.events import Alarm, Details, EventPurpose, EventStatus, Scope, Visibility
from opiekun.domain.calendar.reading import details_of, read_text
from opiekun.domain.errors import InvalidInput, NotFound

WARSAW = ZoneInfo("Europe/Warsaw")
NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 6, 1, 8, tzinfo=UTC)
WEEKLY = f"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Example//EN
X-WR-CALNAME:Work
BEGIN:VTIMEZONE
TZID:Central European Standard Time
{RULES}
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


def edited(scope=Scope.ALL, rid="20260623T140000", text=WEEKLY, **words):
    return change(text, rid, scope, replace(details_of(text, rid), **words), now=NOW, new_uid="new@example.com")


def test_another_rule_begins_where_it_first_holds_and_takes_with_it_what_it_names_no_more():
    text = edited(rule="FREQ=WEEKLY;COUNT=3;BYDAY=WE").text
    assert starts(text) == ["06-17 14:00", "06-24 14:00", "07-01 14:00"]
    assert "EXDATE" not in text
    assert "RECURRENCE-ID" not in text
    text = edited(rule="FREQ=WEEKLY;COUNT=6;BYDAY=TU").text
    assert starts(text) == ["06-16 14:00", "06-23 14:00", "07-07 14:00", "07-16 10:00", "07-21 14:00"]
    edit = edited(Scope.FUTURE, "20260707T140000", rule="FREQ=DAILY;COUNT=8")
    assert starts(edit.text) == ["06-16 14:00", "06-23 14:00"]
    assert starts(edit.split_off) == ["07-07 14:00", "07-08 14:00", "07-09 14:00", "07-10 14:00", "07-11 14:00"]


def test_no_rule_any_more_is_one_event():
    assert starts(edited(rule="").text) == ["06-16 14:00"]


@pytest.mark.parametrize(
    ("start", "end", "until"),
    [
        (datetime(2026, 6, 16, 14, tzinfo=WARSAW), datetime(2026, 6, 16, 15, tzinfo=WARSAW), "20260630T215959Z"),
        (datetime.fromisoformat("2026-06-16T14:00"), datetime.fromisoformat("2026-06-16T15:00"), "20260630T235959"),
        (date(2026, 6, 16), date(2026, 6, 17), "20260630"),
    ],
)
def test_the_end_of_a_rule_takes_the_form_that_the_start_wants(start, end, until):
    text = compose(replace(DETAILS, start=start, end=end, rule="FREQ=WEEKLY;UNTIL=20260630"), "a", now=NOW)
    assert f"RRULE:FREQ=WEEKLY;UNTIL={until}\r\n" in text
    assert [start[:5] for start in starts(text)] == ["06-16", "06-23", "06-30"]


def test_sequence_counts_what_is_rescheduled_and_cancelled_and_nothing_else():
    assert "SEQUENCE:4" not in edited(summary="x").text
    assert "SEQUENCE:4\r\n" in edited(status=EventStatus.CANCELLED).text
    assert moved("20260623T140000", Scope.ALL, *day("06-23", 15)).text.count("SEQUENCE:4\r\n") == 2
    assert moved("20260623T140000", Scope.THIS, *day("06-23", 15)).text.count("SEQUENCE:4\r\n") == 1
    assert delete(WEEKLY, "20260623T140000", Scope.THIS, now=NOW).text.count("SEQUENCE:4\r\n") == 1
    assert moved("20260707T140000", Scope.FUTURE, *day("07-07")).split_off.count("SEQUENCE:0\r\n") == 2


def test_the_same_instant_on_another_clock_is_a_move():
    start, end = day("06-23", 8, zone=NEW_YORK)
    text = moved("20260623T140000", Scope.ALL, start, end).text
    assert "DTSTART;TZID=America/New_York:20260616T080000\r\n" in text
    assert text.count("TZID:America/New_York\r\n") == 1
    assert details_of(text, "20260623T080000").start.tzinfo is NEW_YORK
    assert starts(text)[:2] == ALL[:2]


def test_a_zone_that_the_file_did_not_describe_is_described_when_it_is_written_again():
    undescribed = re.sub("BEGIN:VTIMEZONE.*END:VTIMEZONE\r\n", "", WEEKLY, flags=re.DOTALL)
    text = moved("20260623T140000", Scope.THIS, *day("06-24"), text=undescribed).text
    assert text.count("TZID:Central European Standard Time\r\n") == 1
    assert starts(text) == sorted({*ALL, "06-24 14:00"} - {"06-23 14:00"})


def event_text(*lines, start="DTSTART:20260616T140000Z"):
    inner = ["BEGIN:VEVENT", "UID:a", "DTSTAMP:20260101T000000Z", start, *lines, "END:VEVENT"]
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x", *inner, "END:VCALENDAR", ""])


def test_second_copies_of_words_do_not_outlive_them():
    text = event_text(
        'DESCRIPTION;ALTREP="data:text/html,old";LANGUAGE=pl:old',
        "X-ALT-DESC;FMTTYPE=text/html:<b>old</b>",
        "LOCATION:old",
        'X-APPLE-STRUCTURED-LOCATION;X-TITLE="old":geo:1,2',
    )
    assert edited(rid="", text=text, summary="x").text.count("old") == 5
    new = edited(rid="", text=text, description="new", location="new").text
    assert "old" not in new
    assert "DESCRIPTION;LANGUAGE=pl:new\r\n" in new


def test_alarms_that_stay_stay_as_they_are():
    mine = ["BEGIN:VALARM", "TRIGGER:-PT15M", "ACTION:AUDIO", "ATTACH;VALUE=URI:Basso", "END:VALARM"]
    mail = ["BEGIN:VALARM", "TRIGGER:-P1D", "ACTION:EMAIL", "END:VALARM"]
    text = event_text(*mine, *mail)
    new = edited(rid="", text=text, alarms=(Alarm(-900), Alarm(-60))).text
    assert "\r\n".join(mine) in new
    assert "\r\n".join(mail) in new
    assert details_of(new, "").alarms == (Alarm(-900), Alarm(-60))
    none = edited(rid="", text=new, alarms=()).text
    assert "\r\n".join(mail) in none
    assert none.count("BEGIN:VALARM") == 1


def test_a_reminder_at_an_instant_is_written_as_one():
    told = Alarm(-7200, at=1_781_607_600)
    text = edited(rid="", alarms=(told, Alarm(-60))).text
    assert "TRIGGER;VALUE=DATE-TIME:20260616T110000Z\r\n" in text
    assert {alarm.at for alarm in details_of(text, "").alarms} == {told.at, None}


@pytest.mark.parametrize(("count", "left"), [(100_000, 100_000 - 82_800), (2_000_000_000, 2_000_000_000 - 82_800)])
def test_a_series_of_seconds_is_divided_where_it_is_asked(count, left):
    rule = f"RRULE:FREQ=SECONDLY;COUNT={count}"
    text = event_text("DURATION:PT1S", rule, start="DTSTART:20260616T120000Z")
    edit = edited(Scope.FUTURE, "20260617T110000", text=text, summary="Ticks")
    assert f"RRULE:FREQ=SECONDLY;COUNT={left}\r\n" in edit.split_off


def test_a_link_that_was_typed_comes_before_all_others():
    text = event_text("X-GOOGLE-CONFERENCE:https://meet.google.com/a", "URL:https://example.com/menu")
    new = edited(rid="", text=text, link="https://example.com/room").text
    assert details_of(new, "").link == "https://example.com/room"
    assert "meet.google.com" not in new
    assert "URL:https://example.com/menu\r\n" in new
    assert details_of(edited(rid="", text=new, link="").text, "").link == "https://example.com/menu"


def test_lists_change_only_by_what_is_new_and_gone():
    text = event_text(
        "CATEGORIES:a\\,b,c", "CATEGORIES:d", "ATTACH;FMTTYPE=text/plain:https://example.com/1", "ATTACH:cid:inline"
    )
    new = edited(rid="", text=text, categories=("a,b", "c", "e"), attachments=("https://example.com/2",)).text
    assert "CATEGORIES:a\\,b,c\r\n" in new
    assert details_of(new, "").categories == ("a,b", "c", "e")
    assert details_of(new, "").attachments == ("https://example.com/2",)
    assert "ATTACH:cid:inline\r\n" in new


def test_no_value_can_begin_a_line_of_its_own():
    evil = "x\r\nX-EVIL:1\nBEGIN:VALARM"
    details = replace(
        DETAILS,
        summary=evil,
        link=evil,
        rule=f"FREQ=DAILY;{evil}",
        categories=(evil,),
        attachments=(evil,),
        request_id=evil,
    )
    assert not re.search("^(X-EVIL|BEGIN:VALARM)", compose(replace(details, alarms=()), "a", now=NOW), re.MULTILINE)


def test_an_exchange_day_from_midnight_to_midnight_is_left_out_in_its_own_form():
    text = event_text(
        "DTEND:20260617T000000Z",
        "RRULE:FREQ=DAILY;COUNT=3",
        "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
        start="DTSTART:20260616T000000Z",
    )
    new = delete(text, "20260617", Scope.THIS, now=NOW).text
    assert "EXDATE:20260617T000000Z\r\n" in new
    assert len(starts(new)) == 2
    new = move(text, "20260617", Scope.THIS, date(2026, 6, 20), date(2026, 6, 21), now=NOW, new_uid="n").text
    assert "RECURRENCE-ID:20260617T000000Z\r\n" in new
    assert details_of(new, "20260617").start == date(2026, 6, 20)


def test_a_length_that_still_holds_is_not_written_anew():
    text = event_text("DURATION:PT1H", "RRULE:FREQ=DAILY")
    at = datetime(2026, 6, 17, 15, tzinfo=ZoneInfo("UTC"))
    for scope in (Scope.THIS, Scope.ALL):
        new = move(text, "20260617T140000", scope, at, at + timedelta(hours=1), now=NOW, new_uid="n").text
        assert "DTEND" not in new
    new = move(text, "20260617T140000", Scope.ALL, at, at + timedelta(hours=2), now=NOW, new_uid="n").text
    assert "DURATION" not in new
    assert "DTEND:20260616T170000Z\r\n" in new


def test_an_occurrence_without_its_series_is_edited_alone():
    text = event_text("RECURRENCE-ID:20260616T140000Z", "DTEND:20260616T150000Z")
    at = datetime(2026, 6, 17, 15, tzinfo=ZoneInfo("UTC"))
    for scope, rid in product(Scope, ("20260616T140000", "")):
        new = move(text, rid, scope, at, at + timedelta(hours=1), now=NOW, new_uid="n")
        assert "DTSTART:20260617T150000Z\r\n" in new.text
        assert "RECURRENCE-ID:20260616T140000Z\r\n" in new.text
        assert delete(text, rid, scope, now=NOW).text is None


def test_every_rule_of_several_moves():
    text = event_text("RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=TU", "RRULE:FREQ=WEEKLY;COUNT=2;BYDAY=TH;X-A=1")
    at = datetime(2026, 6, 17, 15, tzinfo=ZoneInfo("UTC"))
    new = move(text, "20260616T140000", Scope.ALL, at, at, now=NOW, new_uid="n").text
    assert "RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=WE\r\nRRULE:FREQ=WEEKLY;COUNT=2;BYDAY=FR;X-A=1\r\n" in new
    assert (
        move(text, "20260616T140000", Scope.ALL, at.replace(day=16), at, now=NOW, new_uid="n").text.count("BYDAY=T")
        == 2
    )


def test_a_series_without_the_name_of_an_occurrence_is_meant_as_a_whole():
    for scope in Scope:
        assert moved("", scope, *day("06-17")) == moved("20260616T140000", Scope.ALL, *day("06-17"))
        assert delete(WEEKLY, "", scope, now=NOW).text is None


def test_an_override_for_all_that_follow_goes_with_them():
    override = WEEKLY.replace("RECURRENCE-ID;", "RECURRENCE-ID;RANGE=THISANDFUTURE;")
    edit = edited(Scope.FUTURE, "20260721T140000", text=override, location="Room")
    assert details_of(edit.split_off, "20260728T140000").summary == "Training, elsewhere"
    assert details_of(edit.split_off, "20260728T140000").start == datetime(2026, 7, 30, 10, tzinfo=WARSAW)
    assert details_of(edit.text, "20260707T140000").summary == "Training"


def test_an_override_for_all_that_follow_can_be_changed_or_deleted_alone():
    override = WEEKLY.replace("RECURRENCE-ID;", "RECURRENCE-ID;RANGE=THISANDFUTURE;")
    text = edited(Scope.THIS, "20260714T140000", text=override, summary="Other").text
    said = [details_of(text, f"2026{rid}T140000") for rid in ("0707", "0714", "0721", "0728")]
    assert [each.summary for each in said] == ["Training", "Other", "Training, elsewhere", "Training, elsewhere"]
    assert [each.start.day for each in said] == [7, 16, 23, 30]
    text = delete(override, "20260714T140000", Scope.THIS, now=NOW).text
    assert details_of(text, "20260721T140000").start == datetime(2026, 7, 23, 10, tzinfo=WARSAW)
    with pytest.raises(NotFound):
        details_of(text, "20260714T140000")


def test_what_is_no_occurrence_cannot_be_edited():
    for rid in ("20260624T140000", "20260630T140000", "20260623", "20270101T140000"):
        with pytest.raises(NotFound):
            delete(WEEKLY, rid, Scope.THIS, now=NOW)


@pytest.mark.parametrize(
    ("rule", "rid"),
    [
        ("FREQ=DAILY;COUNT=3", "20261210T100000"),
        ("FREQ=DAILY;UNTIL=20261103T100000Z", "20261210T100000"),
        ("FREQ=WEEKLY;COUNT=9", "20261210T100000"),
        ("FREQ=MONTHLY", "20261210T100000"),
        ("FREQ=DAILY;INTERVAL=2", "20261210T100000"),
        ("FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=2;COUNT=5", "20261104T100000"),
        ("FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=2;COUNT=5", "20261210T100000"),
        ("FREQ=WEEKLY;BYDAY=TU,WE,TH,FR;BYSETPOS=2;COUNT=9", "20261210T100000"),
    ],
)
def test_a_division_where_the_rule_does_not_begin_anew(rule, rid):
    text = event_text(f"RRULE:{rule}", "RDATE:20261210T100000Z", start="DTSTART:20261101T100000Z")
    edit = edited(Scope.FUTURE, rid, text, summary="Workshop")
    assert starts(edit.text, edit.split_off) == starts(text)
    assert details_of(edit.split_off, rid).summary == "Workshop"
    assert starts(delete(text, rid, Scope.FUTURE, now=NOW).text) == starts(edit.text)


def test_a_rule_that_is_over_is_not_counted_anew():
    text = event_text("RRULE:FREQ=DAILY;COUNT=3", "RDATE:20261210T100000Z", start="DTSTART:20261101T100000Z")
    edit = moved("20261210T100000", Scope.FUTURE, *day("12-11", 9), text=text)
    assert "RRULE:FREQ=DAILY;COUNT=3\r\n" in edit.text
    assert starts(edit.split_off) == ["12-11 09:00"]
    assert "RRULE:FREQ=DAILY" not in edit.split_off


@pytest.mark.parametrize(
    ("rule", "rid", "shift", "written", "expected"),
    [
        ("MONTHLY;BYDAY=4TH;COUNT=3", "20261126T100000", -1, "MONTHLY;BYDAY=4WE;COUNT=3", ["10-28", "11-25", "12-23"]),
        ("MONTHLY;COUNT=3", "20261122T100000", 10, "MONTHLY;COUNT=3", ["11-02", "12-02", "01-02"]),
        ("MONTHLY;BYMONTHDAY=15,22;COUNT=3", "20261115T100000", 1, "MONTHLY;BYMONTHDAY=16,23;COUNT=3", None),
        ("MONTHLY;BYDAY=4TH;UNTIL=20261126T100000Z", "20261126T100000", -1, "MONTHLY;BYDAY=4WE;UNTIL=20261125T", None),
        ("WEEKLY;BYMONTH=10,11;UNTIL=20271130T235959Z", "20261029T100000", 1, "WEEKLY;BYMONTH=10,11;", None),
        ("WEEKLY;BYDAY=MO,TH;BYSETPOS=2;COUNT=3", "20261105T100000", 1, "WEEKLY;BYDAY=TU,FR;BYSETPOS=2;COUNT=3", None),
    ],
)
def test_the_rule_is_that_of_the_occurrence_that_was_moved(rule, rid, shift, written, expected):
    text = event_text(f"RRULE:FREQ={rule}", start="DTSTART:20261022T100000Z")
    when = details_of(text, rid).start + timedelta(days=shift)
    edit = moved(rid, Scope.ALL, when, when, text=text)
    assert f"RRULE:FREQ={written}" in edit.text
    assert when.astimezone(WARSAW).strftime("%m-%d %H:%M") in starts(edit.text)
    assert len(starts(edit.text)) == len(starts(text))
    if expected:
        assert [start[:5] for start in starts(edit.text)] == sorted(expected)


@pytest.mark.parametrize(
    ("rule", "rid", "shift"),
    [
        ("MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "20261130T100000", 1),
        ("MONTHLY;BYMONTHDAY=15,22", "20261115T100000", 10),
        ("YEARLY;BYWEEKNO=43;BYDAY=TH", "20271028T100000", 1),
        ("YEARLY;BYYEARDAY=295,320", "20261116T100000", 1),
    ],
)
def test_a_rule_that_cannot_follow_is_told(rule, rid, shift):
    text = event_text(f"RRULE:FREQ={rule}", start="DTSTART:20261022T100000Z")
    when = details_of(text, rid).start + timedelta(days=shift)
    for scope in (Scope.ALL, Scope.FUTURE):
        with pytest.raises(InvalidInput, match="Change the rule"):
            moved(rid, scope, when, when, text=text)
    assert moved(rid, Scope.THIS, when, when, text=text).text
    details = replace(details_of(text, rid), start=when, end=when, rule="FREQ=DAILY;COUNT=2")
    assert change(text, rid, Scope.ALL, details, now=NOW, new_uid="n").text
