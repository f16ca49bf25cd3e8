"""Two versions of an event merged: what either side changed stands, and what both changed is told."""

from __future__ import annotations

import re

import icalendar
import pytest
from tests.domain.sync.texts import SERIES, WARSAW, crlf, with_

from opiekun.domain.calendar.reading import details_of, read_text
from opiekun.domain.sync.three_way import Prefer, Touch, three_way

MOVED = "20260714T140000"


def merge(mine, theirs, base=SERIES, prefer=Prefer.THEIRS):
    result = three_way(base, mine, theirs, prefer=prefer)
    read_text(result.text)
    icalendar.Calendar.from_ical(result.text)
    assert len(re.findall("^TZID:Europe/Warsaw\r$", result.text, re.MULTILINE)) == result.text.count("TZID:")
    return result


def touching(mine, theirs, base=SERIES):
    """What touches, which is the same whoever is preferred, and named from either side."""
    found = [str(touch) for touch in merge(mine, theirs, base, Prefer.MINE).touching]
    assert found == [str(touch) for touch in merge(mine, theirs, base, Prefer.THEIRS).touching]
    assert sorted(found) == sorted(str(touch) for touch in merge(theirs, mine, base).touching)
    return found


RETITLED = with_(SERIES, ("SUMMARY;LANGUAGE=en:Training", "SUMMARY;LANGUAGE=en:Workshop"))
RELOCATED = with_(SERIES, ("LOCATION:Room 1", "LOCATION:Room 2"))
MOVED_SERIES = with_(
    SERIES,
    ("DTSTART;TZID=Europe/Warsaw:20260616T140000", "DTSTART;TZID=Europe/Warsaw:20260616T150000"),
    ("DTEND;TZID=Europe/Warsaw:20260616T150000", "DTEND;TZID=Europe/Warsaw:20260616T160000"),
    ("EXDATE;TZID=Europe/Warsaw:20260630T140000", "EXDATE;TZID=Europe/Warsaw:20260630T150000"),
    ("RECURRENCE-ID;TZID=Europe/Warsaw:20260714T140000", "RECURRENCE-ID;TZID=Europe/Warsaw:20260714T150000"),
)
OVERRIDE = """BEGIN:VEVENT
UID:weekly@example.com
DTSTAMP:20260102T000000Z
RECURRENCE-ID;TZID=Europe/Warsaw:20260721T140000
DTSTART;TZID=Europe/Warsaw:20260721T140000
DTEND;TZID=Europe/Warsaw:20260721T150000
SUMMARY;LANGUAGE=en:Training
LOCATION:Room 1
DESCRIPTION:First\\nSecond
CATEGORIES:Acme,Training
ATTENDEE;CN="Ann; B";PARTSTAT=NEEDS-ACTION:mailto:ann@example.com
ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:bob@example.com
X-UNKNOWN;X-P="a;b:c":what we do
 n't know
END:VEVENT
END:VCALENDAR"""
ADDED = with_(SERIES, ("END:VCALENDAR", OVERRIDE))


def override_of(text, recurrence_id=MOVED):
    found = re.search(rf"BEGIN:VEVENT\r\n(?:(?!END:VEVENT).)*{recurrence_id}.*?END:VEVENT\r\n", text, re.DOTALL)
    return found.group() if found else ""


def without_override(text):
    return text.replace(override_of(text), "")


def test_a_side_that_changed_nothing_gives_the_other():
    assert merge(SERIES, RETITLED) == (RETITLED, ())
    assert merge(RETITLED, SERIES) == (RETITLED, ())
    assert merge(RETITLED, RETITLED) == (RETITLED, ())


def test_changes_that_do_not_touch_are_both_there():
    both = with_(RETITLED, ("LOCATION:Room 1", "LOCATION:Room 2"))
    assert merge(RETITLED, RELOCATED) == (both, ())
    assert merge(RELOCATED, RETITLED) == (both, ())


@pytest.mark.parametrize("prefer", Prefer)
def test_where_they_touch_only_that_is_the_preferred_sides(prefer):
    mine = with_(RETITLED, ("LOCATION:Room 1", "LOCATION:Mine"))
    theirs = with_(RELOCATED, ("STATUS:CONFIRMED", "STATUS:TENTATIVE"))
    result = merge(mine, theirs, prefer=prefer)
    assert result.touching == (Touch("", "LOCATION"),)
    room = "Mine" if prefer is Prefer.MINE else "Room 2"
    assert result.text == with_(theirs, ("en:Training", "en:Workshop"), ("LOCATION:Room 2", f"LOCATION:{room}"))


def test_the_same_change_on_both_sides_touches_nothing():
    assert touching(with_(RETITLED, ("SEQUENCE:3", "SEQUENCE:4")), RETITLED) == []


@pytest.mark.parametrize(
    ("mine", "theirs", "groups"),
    [
        (("Europe/Warsaw:20260616T150000", "Europe/Warsaw:20260616T153000"), ("BYDAY=TU", "BYDAY=TU,TH"), ["TIME"]),
        (
            ("DESCRIPTION:First", "DESCRIPTION:Mine"),
            ("DESCRIPTION:First", "X-ALT-DESC:x\nDESCRIPTION:T"),
            ["DESCRIPTION"],
        ),
        (("STATUS:CONFIRMED", "STATUS:CANCELLED"), ("STATUS:CONFIRMED", "STATUS:TENTATIVE"), ["STATUS"]),
        (("what we do", "what I do"), ("what we do", "what they do"), ["X-UNKNOWN"]),
        (("X-UNKNOWN", "CLASS:PRIVATE\nX-UNKNOWN"), ("X-UNKNOWN", "CLASS:CONFIDENTIAL\nX-UNKNOWN"), ["CLASS"]),
        (("-PT15M", "-PT10M"), ("-PT15M", "-PT5M"), ["VALARM"]),
        (("-P1D", "-P2D"), ("-P1D", "-P3D"), ["VALARM"]),
        (("SUMMARY:Training\\, e", "SUMMARY:E"), ("SUMMARY:Training\\, e", "SUMMARY:T"), [f"{MOVED} SUMMARY"]),
        (
            ("PARTSTAT=NEEDS-ACTION:mailto:ann", "PARTSTAT=ACCEPTED:mailto:ann"),
            ("PARTSTAT=NEEDS-ACTION:mailto:ann", "PARTSTAT=DECLINED:mailto:ann"),
            ["ATTENDEE ann@example.com"],
        ),
        (
            ("PARTSTAT=NEEDS-ACTION:mailto:ann", "PARTSTAT=ACCEPTED:mailto:ann"),
            ("PARTSTAT=NEEDS-ACTION:mailto:bob", "PARTSTAT=DECLINED:mailto:bob"),
            [],
        ),
    ],
)
def test_what_touches(mine, theirs, groups):
    assert touching(with_(SERIES, mine), with_(SERIES, theirs)) == groups


def test_sets_are_joined():
    mine = with_(SERIES, ("CATEGORIES:Acme,Training", "CATEGORIES:Acme,Mine"), ("-P1D", "-P2D"))
    theirs = with_(SERIES, ("CATEGORIES:Acme,Training", "CATEGORIES:Acme,Training,Theirs\nATTACH:https://a.example/x"))
    result = merge(with_(mine, ("SEQUENCE", "ATTACH:https://a.example/y\nSEQUENCE")), theirs)
    assert result.touching == ()
    assert set(details_of(result.text, "").categories) == {"Acme", "Mine", "Theirs"}
    assert set(details_of(result.text, "").attachments) == {"https://a.example/x", "https://a.example/y"}
    assert "-P2D" in result.text
    assert "-P1D" not in result.text


def test_a_reminder_is_the_same_whatever_a_phone_writes_into_it():
    mine = with_(SERIES, ("-P1D", "-P2D"))
    theirs = with_(RETITLED, ("DISPLAY\nTRIGGER:-P1D", "DISPLAY\nUID:alarm-2\nDESCRIPTION:Reminder\nTRIGGER:-P1D"))
    result = merge(mine, theirs)
    assert result.touching == ()
    assert [alarm.seconds for alarm in details_of(result.text, "").alarms] == [-900, -172_800]


def test_the_higher_edition_stands():
    mine = with_(RETITLED, ("SEQUENCE:3", "SEQUENCE:10"), ("DTSTAMP:20260101", "DTSTAMP:20260102"))
    theirs = with_(RELOCATED, ("SEQUENCE:3", "SEQUENCE:9"), ("DTSTAMP:20260101", "DTSTAMP:20260103"))
    result = merge(mine, theirs)
    assert result.touching == ()
    assert "SEQUENCE:10" in result.text
    assert "DTSTAMP:20260103" in result.text


def test_spelling_is_theirs():
    mine = with_(
        SERIES,
        ('ATTENDEE;CN="Ann; B";PARTSTAT=NEEDS-ACTION', 'ATTENDEE;PARTSTAT=NEEDS-ACTION;CN="Ann; B"'),
        ("what we do\n n't", "what we \n don't"),
        ("LOCATION:Room 1", "LOCATION:Room 2"),
    )
    assert merge(mine, RETITLED).text == with_(RETITLED, ("LOCATION:Room 1", "LOCATION:Room 2"))
    theirs = with_(SERIES, ("FREQ=WEEKLY;BYDAY=TU", "BYDAY=TU;FREQ=WEEKLY"), ("STATUS:CONFIRMED\n", ""))
    assert merge(RETITLED, theirs).text == with_(theirs, ("en:Training", "en:Workshop"))


def test_an_override_that_is_new_on_one_side_stands():
    own = OVERRIDE.replace("Room 1", "Own room")
    assert merge(with_(SERIES, ("END:VCALENDAR", own)), RELOCATED) == (with_(RELOCATED, ("END:VCALENDAR", own)), ())
    assert merge(RELOCATED, with_(SERIES, ("END:VCALENDAR", own))) == (with_(RELOCATED, ("END:VCALENDAR", own)), ())


def test_an_override_that_is_new_follows_the_series_in_what_it_did_not_change():
    own = OVERRIDE.replace("T150000", "T153000")
    followed = with_(RETITLED, ("END:VCALENDAR", own.replace("en:Training", "en:Workshop")))
    assert merge(with_(SERIES, ("END:VCALENDAR", own)), RETITLED) == (followed, ())
    assert merge(RETITLED, with_(SERIES, ("END:VCALENDAR", own))) == (followed, ())


def test_an_override_that_is_new_on_both_sides_comes_from_the_masters_occurrence():
    mine = with_(SERIES, ("END:VCALENDAR", with_(crlf(OVERRIDE), ("Room 1", "Room 2"))))
    theirs = with_(SERIES, ("END:VCALENDAR", with_(crlf(OVERRIDE), ("T150000", "T153000"))))
    result = merge(mine, theirs)
    assert result.touching == ()
    assert "LOCATION:Room 2" in override_of(result.text, "20260721T140000")
    assert "20260721T153000" in override_of(result.text, "20260721T140000")
    other = with_(SERIES, ("END:VCALENDAR", with_(crlf(OVERRIDE), ("Room 1", "Room 3"))))
    assert touching(mine, other) == ["20260721T140000 LOCATION"]


@pytest.mark.parametrize("cancelled", [False, True])
def test_an_edited_occurrence_stays_though_the_other_side_deleted_it(cancelled):
    edit = with_(SERIES, ("SUMMARY:Training\\, elsewhere", "SUMMARY:Elsewhere"))
    gone = without_override(SERIES)
    if cancelled:
        gone = with_(gone, ("20260630T140000", "20260630T140000,20260714T140000"))
    for mine, theirs in ((edit, gone), (gone, edit)):
        result = merge(mine, theirs)
        assert result.touching == ()
        assert override_of(result.text) == override_of(edit)
        assert "EXDATE;TZID=Europe/Warsaw:20260630T140000\r\n" in result.text


def test_a_deleted_occurrence_that_nobody_edited_is_gone():
    gone = with_(without_override(SERIES), ("20260630T140000", "20260630T140000,20260714T140000"))
    for mine, theirs in ((RETITLED, gone), (gone, RETITLED)):
        assert merge(mine, theirs) == (with_(gone, ("en:Training", "en:Workshop")), ())


def test_an_occurrence_cancelled_here_and_made_anew_there_stays():
    gone = with_(SERIES, ("20260630T140000", "20260630T140000,20260721T140000"))
    for mine, theirs in ((ADDED, gone), (gone, ADDED)):
        assert merge(mine, theirs) == (ADDED, ())


def test_exceptions_of_both_sides_are_joined():
    mine = with_(SERIES, ("20260630T140000", "20260630T140000,20260721T140000"))
    theirs = with_(SERIES, ("EXDATE;TZID=Europe/Warsaw:20260630T140000", "EXDATE:20260728T120000Z"))
    result = merge(mine, theirs)
    assert result.touching == ()
    assert "EXDATE:20260728T120000Z\r\nEXDATE;TZID=Europe/Warsaw:20260721T140000\r\n" in result.text
    assert "20260630T140000" not in result.text


def test_a_moved_series_touches_an_occurrence_that_was_changed():
    deleted = with_(SERIES, ("20260630T140000", "20260630T140000,20260721T140000"))
    for theirs in (ADDED, deleted, without_override(SERIES)):
        assert touching(MOVED_SERIES, theirs) == ["TIME"]
        assert merge(MOVED_SERIES, theirs, prefer=Prefer.MINE).text == MOVED_SERIES
        assert merge(MOVED_SERIES, theirs, prefer=Prefer.THEIRS).text == theirs


def test_a_series_of_times_and_one_of_days_touch_where_an_occurrence_was_changed():
    days = re.sub(r";TZID=Europe/Warsaw:(2026\d{4})T140000", r";VALUE=DATE:\1", SERIES)
    days = days.replace("DTEND;TZID=Europe/Warsaw:20260616T150000", "DTEND;VALUE=DATE:20260617")
    assert touching(days, ADDED) == ["TIME"]
    assert touching(days, RETITLED) == []
    own = with_(days, ("END:VCALENDAR", re.sub(r";TZID=Europe/Warsaw:(\d+)T1.0000", r";VALUE=DATE:\1", OVERRIDE)))
    assert merge(RETITLED, own).touching == merge(own, RETITLED).touching == ()


def test_a_moved_series_takes_words_of_the_other_side():
    result = merge(MOVED_SERIES, RETITLED)
    assert result == (with_(MOVED_SERIES, ("en:Training", "en:Workshop")), ())
    assert merge(RETITLED, MOVED_SERIES) == result


SPLIT = with_(without_override(SERIES), ("BYDAY=TU", "BYDAY=TU;UNTIL=20260707T120000Z"))


def test_a_series_that_was_split_takes_words_and_early_occurrences():
    assert merge(SPLIT, RETITLED) == (with_(SPLIT, ("en:Training", "en:Workshop")), ())
    early = with_(SERIES, ("20260630T140000", "20260630T140000,20260623T140000"))
    assert merge(SPLIT, early) == (with_(SPLIT, ("20260630T140000", "20260630T140000,20260623T140000")), ())


def test_a_series_that_was_split_touches_what_was_changed_behind():
    assert touching(SPLIT, ADDED) == ["TIME"]
    assert merge(SPLIT, ADDED, prefer=Prefer.MINE).text == SPLIT
    assert merge(SPLIT, ADDED, prefer=Prefer.THEIRS).text == ADDED
    longer = with_(SERIES, ("BYDAY=TU", "BYDAY=TU,TH"))
    assert touching(SPLIT, longer) == ["TIME"]
    assert merge(SPLIT, longer, prefer=Prefer.THEIRS).text == longer


def test_without_a_base_what_differs_touches_and_what_one_side_says_stands():
    mine = with_(RETITLED, ("SEQUENCE:3", "URL:https://example.com\nSEQUENCE:3"))
    theirs = with_(SERIES, ("CATEGORIES:Acme,Training\n", ""))
    assert touching(mine, theirs, None) == ["SUMMARY"]
    result = merge(mine, theirs, None)
    assert details_of(result.text, "").link == "https://example.com"
    assert details_of(result.text, "").categories == ("Acme", "Training")
    assert details_of(result.text, "").summary == "Training"


def test_a_message_does_not_come_in():
    message = with_(RETITLED, ("VERSION:2.0", "METHOD:REQUEST\nVERSION:2.0"))
    assert merge(SERIES, message).text == RETITLED
    assert merge(message, RELOCATED).text == merge(RETITLED, RELOCATED).text


def test_zones_are_described_once_and_told_apart():
    def zoned(hour, time):
        zone = f"BEGIN:VTIMEZONE\nTZID:Office\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0{hour}00\n"
        zone += f"TZOFFSETTO:+0{hour}00\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT"
        return with_(time, ("BEGIN:VEVENT", zone))

    own = with_(crlf(OVERRIDE), ("T;TZID=Europe/Warsaw:20260721T14", "T;TZID=Office:20260721T14"))
    mine = zoned(1, with_(SERIES, ("END:VCALENDAR", own)))
    moved = with_(SERIES, ("ART;TZID=Europe/Warsaw:20260716T10", "ART;TZID=Office:20260716T10"))
    result = three_way(SERIES, mine, zoned(5, moved), prefer=Prefer.THEIRS)
    assert result.touching == ()
    assert "TZID:Office 2\r\n" in result.text
    assert "DTSTART;TZID=Office 2:20260721T140000" in result.text
    assert "DTSTART;TZID=Office:20260716T100000" in result.text


def test_a_zone_that_nobody_describes_is_described():
    mine, theirs = (text.replace(WARSAW.replace("\n", "\r\n") + "\r\n", "") for text in (RETITLED, RELOCATED))
    assert merge(mine, theirs).text.count("BEGIN:VTIMEZONE") == 1
