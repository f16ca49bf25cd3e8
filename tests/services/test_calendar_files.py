"""Calendar files in and out, through the services."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from tests.services.events import change, details, month, starts, texts

from opiekun.domain.calendar.events import Calendar, Scope
from opiekun.domain.errors import InvalidInput, NotFound
from opiekun.services.calendar_files import calendar_file, import_calendar_file, write_calendar_file
from opiekun.services.calendars import list_calendars, save_calendar
from opiekun.services.done import What
from opiekun.services.events import add_event, delete_event
from opiekun.services.occurrences import details as details_at
from opiekun.services.undo import undo


def event(uid: str, *lines: str, start: str = "20260616T120000Z") -> str:
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", f"DTSTART:{start}", *lines, "END:VEVENT"])


def file(*parts: str, head: str = "VERSION:2.0\r\nPRODID:-//x//y//EN\r\nX-WR-CALNAME:Theirs") -> bytes:
    return "\r\n".join(["BEGIN:VCALENDAR", head, *parts, "END:VCALENDAR", ""]).encode()


@pytest.fixture
def take(store, now):
    """Takes in a file; keywords go on to the service."""

    def taking(content, **keywords):
        return import_calendar_file(store, content, "own", now=now, **keywords)

    return taking


def test_events_are_taken_in_and_again_change_nothing(store, take):
    content = file(event("a", "SUMMARY:Ala", "X-ODD;P=1:Ż\\, ó"), event("b", "SUMMARY:Bob"))
    report = take(content)
    assert (report.created, report.updated, report.unchanged, report.refused) == (2, 0, 0, ())
    assert report.done.what is What.EVENTS_IMPORTED
    assert report.done.changed.events == {each.key for each in month(store)}
    assert starts(store) == ["16 14:00 Ala", "16 14:00 Bob"]
    before = texts(store)
    again = take(content)
    assert (again.created, again.updated, again.unchanged, again.done) == (0, 0, 2, None)
    assert texts(store) == before


def test_another_file_that_says_the_same_changes_nothing(store, take):
    take(file(event("a", "DTSTAMP:20260101T000000Z", "SUMMARY:Ala"), event("b")))
    before = texts(store)
    later = file(
        event("a", "DTSTAMP:20260301T000000Z", "SUMMARY:Ala"), event("b"), head="VERSION:2.0\r\nPRODID:-//z//EN"
    )
    assert take(later).unchanged == 2
    assert take(calendar_file(store, "own")[1]).unchanged == 2
    assert texts(store) == before


def test_a_newer_edition_is_taken_and_an_older_one_left(store, take):
    take(file(event("a", "SEQUENCE:2", "SUMMARY:Second"), event("b", "LAST-MODIFIED:20260601T000000Z")))
    older = take(file(event("a", "SEQUENCE:1", "SUMMARY:First"), event("b", "LAST-MODIFIED:20260501T000000Z")))
    assert (older.updated, older.unchanged, older.older, older.done) == (0, 0, ("a", "b"), None)
    newer = take(
        file(event("a", "SEQUENCE:3", "SUMMARY:Third"), event("b", "SUMMARY:B", "LAST-MODIFIED:20260701T000000Z"))
    )
    assert (newer.updated, newer.older) == (2, ())
    assert starts(store) == ["16 14:00 Third", "16 14:00 B"]


def test_a_bad_component_is_refused_alone(store, take):
    report = take(file(event("a"), event("b", start="tomorrow"), event("c"), event("d" * 601)))
    assert (report.created, len(report.refused)) == (2, 2)
    assert [refusal.where for refusal in report.refused if "tomorrow" in refusal.reason] == ["11"]
    assert [refusal.where for refusal in report.refused if "600 letters" in refusal.reason] == ["17"]
    assert {each.uid for each in month(store)} == {"a", "c"}


def test_an_import_is_undone_and_done_again_to_the_letter(store, take, now):
    take(file(event("a", "SUMMARY:Old"), event("keep")))
    before = texts(store)
    report = take(file(event("a", "SUMMARY:New"), *(event(f"n{number}") for number in range(600))))
    after = texts(store)
    undone = undo(store, report.done.undo, now=now)
    assert texts(store) == before
    assert (undone.what, undone.of) == (What.UNDONE, What.EVENTS_IMPORTED)
    undo(store, undone.undo, now=now)
    assert texts(store) == after


def test_stopped_means_that_nothing_was_taken(store, take):
    content = file(*(event(f"n{number}") for number in range(20)))
    for stop_after in range(0, 22, 3):
        asked = count()
        report = take(content, cancelled=lambda asked=asked, most=stop_after: next(asked) >= most)
        assert report.cancelled
        assert texts(store) == {}
    assert not take(content).cancelled


def test_what_was_taken_in_may_stay_as_it_is_when_it_is_edited(store, take, now):
    take(file(event("a", "SUMMARY:Born", "RRULE:FREQ=YEARLY", f"LOCATION:{'x' * 3_000}", start="16040616T120000Z")))
    key = month(store)[0].key
    known = details_at(store, key, "").details
    assert known.start.year == 1604
    change(store, key, "", Scope.ALL, replace(known, summary="Birthday"), now=now)
    assert starts(store) == ["16 14:00 Birthday"]
    with pytest.raises(InvalidInput, match="years 1971"):
        change(store, key, "", Scope.ALL, replace(known, end=known.start + timedelta(hours=2)), now=now)


def test_progress_is_told(take):
    told = []
    take(file(event("a"), event("b")), progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 2), (2, 2)]


def test_what_another_changes_while_a_file_is_read_is_seen(store, take, now):
    take(file(event("a", "SEQUENCE:1", "SUMMARY:Old")))
    key = month(store)[0].key

    def deleted_meanwhile(_done, _of):
        if month(store):
            delete_event(store, key, "", Scope.ALL, now=now + timedelta(minutes=1))

    report = take(file(event("a", "SEQUENCE:2", "SUMMARY:New")), progress=deleted_meanwhile)
    assert (report.created, report.updated) == (1, 0)
    assert month(store)[0].key == key


@pytest.mark.parametrize("content", [b"", b"hello", b"\xff\xfe\x00", b"<html>", b"{}"])
def test_what_is_no_calendar_is_refused(store, take, content):
    with pytest.raises(InvalidInput):
        take(content)


def test_a_file_that_would_fill_the_memory_is_refused(take):
    with pytest.raises(InvalidInput, match="more than 200000 events"):
        take(file(*["begin:VEVENT\r\nEND:VEVENT"] * 200_001))


def test_a_file_that_cannot_be_read_is_refused(take, tmp_path):
    with pytest.raises(InvalidInput, match=f"cannot be read: {os.strerror(errno.ENOENT)}"):
        take(tmp_path / "none.ics")
    with pytest.raises(InvalidInput, match=f"cannot be read: {os.strerror(errno.EISDIR)}"):
        take(tmp_path)
    large = tmp_path / "large.ics"
    with large.open("wb") as sparse:
        sparse.truncate(200_000_000)
    with pytest.raises(InvalidInput, match="larger than"):
        take(large)


def test_a_calendar_that_can_only_be_read_takes_no_file(store, now):
    save_calendar(store, Calendar("", "Team", "", read_only=True))
    team = list_calendars(store)[1]
    with pytest.raises(InvalidInput, match="only be read"):
        import_calendar_file(store, file(event("a")), team.id, now=now)
    with pytest.raises(NotFound):
        import_calendar_file(store, file(event("a")), "nothing", now=now)


def test_every_line_of_an_event_goes_out_as_it_came_in(store, take):
    person = "ATTENDEE;CN=Żółw;PARTSTAT=DECLINED:mailto:z@x.example"
    odd = event("a", 'X-ODD;P="1;2":  Ż\\, ó ', person, "X-LONG:" + "ab" * 90)
    alarm = ("BEGIN:VALARM", "TRIGGER:-PT5M", "ACTION:X-BEEP", "END:VALARM")
    take(file(odd, event("b", "RRULE:FREQ=DAILY;COUNT=2", *alarm)))
    number, content = calendar_file(store, "own")
    assert number == 2
    text = content.decode()
    assert odd in text
    assert "\r\n".join(alarm) in text
    assert "X-WR-CALNAME:Theirs" in text


def test_a_file_is_written_whole_or_not_at_all(store, take, tmp_path, now):
    add_event(store, details(), now=now)
    target = tmp_path / "out.ics"
    target.write_text("before")
    assert write_calendar_file(store, "own", target) == 1
    assert target.read_bytes() == calendar_file(store, "own")[1]
    with pytest.raises(InvalidInput, match="cannot be written"):
        write_calendar_file(store, "own", tmp_path / "none" / "out.ics")
    (tmp_path / "folder").mkdir()
    with pytest.raises(InvalidInput, match="cannot be written"):
        write_calendar_file(store, "own", tmp_path / "folder")
    assert not list(tmp_path.glob(".*"))
    assert stat.S_IMODE(target.stat().st_mode) & 0o077 == 0


def test_a_calendar_that_is_named_is_made_together_with_its_events(store, now):
    content = file(event("a"), event("b"))

    def take_as(name, **keywords):
        return import_calendar_file(store, content, "", name=name, now=now, **keywords)

    def names():
        return [each.name for each in list_calendars(store)]

    assert take_as("Stopped", cancelled=lambda: True).cancelled
    with pytest.raises(InvalidInput):
        import_calendar_file(store, b"no calendar", "", name="Refused", now=now)
    assert names() == [""]
    assert take_as("Work").created == 2
    assert names() == ["", "Work"]
    assert take_as("WORK").unchanged == 2
    assert names() == ["", "Work"]


def test_two_that_make_one_calendar_at_once_come_together(store, now):
    def another_comes(_done, _of):
        import_calendar_file(store, file(event("a"), event("c")), "", name="Work", now=now)

    report = import_calendar_file(store, file(event("a"), event("b")), "", name="Work", now=now, progress=another_comes)
    assert (report.created, report.unchanged) == (1, 1)
    assert [each.name for each in list_calendars(store)] == ["", "Work"]
    assert {each.uid for each in month(store)} == {"a", "b", "c"}
