"""A calendar's whole life on both databases: a file taken in, events edited, all of it undone, the index proved."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from opiekun.domain.calendar.events import Scope
from opiekun.services.calendar_files import calendar_file, import_calendar_file
from opiekun.services.checking import check_calendars
from opiekun.services.events import delete_event, move_event
from opiekun.services.occurrences import occurrences, search_events
from opiekun.services.undo import undo

ZONE = ZoneInfo("Europe/Bratislava")
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
EVENT = "BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTART:{start:%Y%m%dT%H%M%SZ}\r\nDURATION:PT1H\r\n{more}END:VEVENT\r\n"


def file_of(count: int) -> bytes:
    events = [EVENT.format(uid=f"ż{number}", start=NOON + number * HOUR, more="") for number in range(count)]
    events.append(EVENT.format(uid="series", start=NOON, more="SUMMARY:Żółw\r\nRRULE:FREQ=DAILY\r\n"))
    return ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + "".join(events) + "END:VCALENDAR\r\n").encode()


def texts(store) -> dict[str, str]:
    with store.read() as unit:
        return {found.uid: found.text for found in unit.calendars.texts()}


def test_taken_in_edited_undone_and_proved(store):
    report = import_calendar_file(store, file_of(1_100), "own", now=NOON)
    assert (report.created, report.refused) == (1_101, ())
    assert import_calendar_file(store, file_of(1_100), "own", now=NOON).unchanged == 1_101
    taken = texts(store)
    day = occurrences(store, NOON, NOON + timedelta(days=1), ZONE)
    assert len(day) == 25
    series = next(each for each in day if each.uid == "series")
    assert [each.uid for each in search_events(store, "zolw", ZONE, now=NOON)] == ["series"]
    later = NOON + timedelta(days=3)
    named = (series.key, "20260305T120000")
    moved = move_event(store, *named, Scope.FUTURE, later + HOUR, later + 2 * HOUR, now=NOON)
    assert len(moved.changed.events) == 2
    deleted = delete_event(store, series.key, "", Scope.ALL, now=NOON)
    for done in (deleted, moved):
        undo(store, done.undo, now=NOON)
    assert texts(store) == taken
    assert check_calendars(store, now=NOON).wrong == ()
    count, content = calendar_file(store, "own")
    assert (count, content.count(b"BEGIN:VEVENT")) == (1_101, 1_101)
    undo(store, report.done.undo, now=NOON)
    assert texts(store) == {}
    assert occurrences(store, NOON, NOON + timedelta(days=400), ZONE) == ()
