"""Files that tell only of some occurrences, as invitations are mailed, and messages that cancel or answer."""

from __future__ import annotations

import pytest
from tests.services.events import month, starts, texts
from tests.services.test_calendar_files import event, file

from opiekun.domain.calendar.events import EventStatus
from opiekun.domain.errors import InvalidInput
from opiekun.services.calendar_files import import_calendar_file
from opiekun.services.undo import undo

HEAD = "VERSION:2.0\r\nPRODID:-//x//y//EN"
OLD, NEW = "DTSTAMP:20260101T000000Z", "DTSTAMP:20260201T000000Z"
SERIES = event("ser", OLD, "RRULE:FREQ=DAILY;COUNT=10", "SUMMARY:Series", "SEQUENCE:0", start="20260610T100000Z")
ZONE = """BEGIN:VTIMEZONE
TZID:Here
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:{0}
TZOFFSETTO:{0}
END:STANDARD
END:VTIMEZONE"""


def occurrence(*lines: str, day: int = 12, at: str = "120000", sequence: int = 1) -> str:
    original = f"RECURRENCE-ID:202606{day}T100000Z"
    return event("ser", NEW, original, f"SEQUENCE:{sequence}", *lines, start=f"202606{day}T{at}Z")


def message(method: str, *events: str) -> bytes:
    return file(*events, head=f"{HEAD}\r\nMETHOD:{method}")


@pytest.fixture
def take(store, now):
    """Takes in a file; the answer is what was created, updated, left as unchanged, older, and refused."""

    def taking(content):
        report = import_calendar_file(store, content, "own", now=now)
        return report.created, report.updated, report.unchanged, len(report.older), len(report.refused)

    taking(file(SERIES, head=HEAD))
    return taking


def test_one_occurrence_changes_and_the_series_stays(store, take):
    [before] = texts(store).values()
    moved = message("REQUEST", occurrence("SUMMARY:Moved"))
    assert take(moved) == (0, 1, 0, 0, 0)
    [after] = texts(store).values()
    assert after == before.replace("END:VCALENDAR", f"{occurrence('SUMMARY:Moved')}\r\nEND:VCALENDAR")
    assert len(month(store)) == 10
    assert starts(store)[1:4] == ["11 12:00 Series", "12 14:00 Moved", "13 12:00 Series"]
    assert take(moved) == (0, 0, 1, 0, 0)


def test_the_same_occurrence_again_is_newer_or_older_by_itself(store, take):
    take(message("REQUEST", occurrence("SUMMARY:Second", sequence=2), occurrence("SUMMARY:Other", day=13)))
    assert take(message("REQUEST", occurrence("SUMMARY:First", sequence=1))) == (0, 0, 0, 1, 0)
    mixed = message("REQUEST", occurrence("SUMMARY:First"), occurrence("SUMMARY:Later", day=13, sequence=3))
    assert take(mixed) == (0, 1, 0, 0, 0)
    assert starts(store)[2:4] == ["12 14:00 Second", "13 14:00 Later"]
    assert len(month(store)) == 10


def test_the_file_of_the_whole_series_takes_its_place(store, take):
    take(message("REQUEST", occurrence("SUMMARY:Moved")))
    assert take(file(SERIES.replace("SEQUENCE:0", "SEQUENCE:4"), head=HEAD)) == (0, 1, 0, 0, 0)
    assert len(month(store)) == 10
    assert {each.summary for each in month(store)} == {"Series"}


def test_a_zone_of_the_same_name_that_is_another_stays_apart(store, take):
    lines = SERIES.replace(":20260610T100000Z", ";TZID=Here:20260610T120000").replace("SEQUENCE:0", "SEQUENCE:1")
    take(file(ZONE.format("+0200"), lines, head=HEAD))
    zoned = occurrence(sequence=2).replace(":20260612T120000Z", ";TZID=Here:20260612T120000")
    assert take(file(ZONE.format("+0500"), zoned, head=HEAD)) == (0, 1, 0, 0, 0)
    assert starts(store)[1:4] == ["11 12:00 Series", "12 09:00 ", "13 12:00 Series"]


def test_occurrences_of_a_series_that_is_not_here_come_together(store, take):
    other = [occurrence(day=day).replace("UID:ser", "UID:other") for day in (12, 13)]
    assert take(message("REQUEST", other[0])) == (1, 0, 0, 0, 0)
    assert take(message("REQUEST", other[1])) == (0, 1, 0, 0, 0)
    assert len(month(store)) == 12


def test_one_occurrence_that_is_cancelled_is_marked(store, take, now):
    cancels = message("CANCEL", occurrence("STATUS:CANCELLED"))
    report = import_calendar_file(store, cancels, "own", now=now)
    assert (report.updated, report.refused) == (1, ())
    assert starts(store)[1:4] == ["11 12:00 Series", "12 12:00 Series", "13 12:00 Series"]
    assert [each.start for each in month(store) if each.status is EventStatus.CANCELLED] == [month(store)[2].start]
    assert take(cancels) == (0, 0, 1, 0, 0)
    assert take(message("REQUEST", occurrence("SUMMARY:On again", sequence=2))) == (0, 1, 0, 0, 0)
    assert take(cancels) == (0, 0, 0, 1, 0)
    assert {each.status for each in month(store)} == {EventStatus.CONFIRMED}
    take(message("CANCEL", occurrence(sequence=3)))
    assert starts(store)[2] == "12 14:00 On again"


def test_that_is_undone(store, take, now):
    before = texts(store)
    report = import_calendar_file(store, message("CANCEL", occurrence()), "own", now=now)
    undo(store, report.done.undo, now=now)
    assert texts(store) == before


def test_all_that_follow_are_cancelled_where_that_is_meant(store, take):
    take(message("REQUEST", occurrence("SUMMARY:Moved", day=15)))
    following = occurrence(sequence=2).replace("RECURRENCE-ID:", "RECURRENCE-ID;RANGE=THISANDFUTURE:")
    assert take(message("CANCEL", following)) == (0, 1, 0, 0, 0)
    off = [each.status is EventStatus.CANCELLED for each in month(store)]
    assert off == [False] * 2 + [True] * 8
    assert "Moved" in {each.summary for each in month(store)}


def test_a_whole_event_that_is_cancelled_is_marked(store, take):
    take(message("REQUEST", occurrence("SUMMARY:Moved")))
    whole = event("ser", NEW, "SEQUENCE:2", start="20260610T100000Z")
    assert take(message("CANCEL", whole)) == (0, 1, 0, 0, 0)
    assert len(month(store)) == 10
    assert {each.status for each in month(store)} == {EventStatus.CANCELLED}
    assert {each.summary for each in month(store)} == {"Series", "Moved"}
    assert take(message("CANCEL", whole)) == (0, 0, 1, 0, 0)


def test_what_is_not_here_cannot_be_cancelled(store, take):
    before = texts(store)
    assert take(message("CANCEL", event("none", NEW))) == (0, 0, 0, 0, 1)
    assert take(message("CANCEL", occurrence().replace("ID:20260612", "ID:20270612"))) == (0, 0, 0, 0, 1)
    assert texts(store) == before


@pytest.mark.parametrize("method", ["REPLY", "COUNTER", "REFRESH", "DECLINECOUNTER", "ADD"])
def test_answers_bring_no_events(store, take, method):
    before = texts(store)
    with pytest.raises(InvalidInput, match=method):
        take(message(method, occurrence("ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@x.example", sequence=5)))
    assert texts(store) == before


def test_messages_that_cancel_come_alone(take):
    with pytest.raises(InvalidInput, match="file of its own"):
        take(message("CANCEL", occurrence()) + message("REQUEST", occurrence("SUMMARY:x")))
