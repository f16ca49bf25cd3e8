"""Reminders of events: when they ring, and never twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests.services.events import ZONE, details

from opiekun.domain.calendar.events import Alarm, EventStatus, Scope
from opiekun.services.alarms import Ring, claim_rings, coming_rings, snooze
from opiekun.services.calendar_files import import_calendar_file
from opiekun.services.calendars import list_calendars
from opiekun.services.events import add_event, copy_event, delete_event, move_event
from opiekun.services.occurrences import occurrences
from opiekun.services.ports import Store

TEN_BEFORE = (Alarm(-600),)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=ZONE)


def rings(store: Store, now: datetime, hours: int = 24, agent: str = "anna") -> tuple[Ring, ...]:
    return coming_rings(store, agent, ZONE, now=now, until=now + timedelta(hours=hours))


def times(found: tuple[Ring, ...]) -> list[str]:
    return [f"{datetime.fromtimestamp(ring.at, ZONE):%m-%d %H:%M}" for ring in found]


def told(store: Store, now: datetime, agent: str = "anna") -> list[str]:
    due = [ring for ring in rings(store, now, agent=agent) if ring.at <= now.timestamp()]
    return times(claim_rings(store, agent, due, now=now))


def test_a_reminder_rings_before_the_start_or_the_end(store: Store, now: datetime) -> None:
    add_event(store, details(alarms=(Alarm(-600), Alarm(-300, from_end=True), Alarm(0))), now=now)
    assert times(rings(store, now)) == ["06-16 13:50", "06-16 14:00", "06-16 14:55"]
    assert rings(store, now, hours=3) == ()


def test_an_event_without_reminders_or_one_that_is_cancelled_rings_nothing(store: Store, now: datetime) -> None:
    add_event(store, details(), now=now)
    add_event(store, details(alarms=TEN_BEFORE, status=EventStatus.CANCELLED), now=now)
    assert rings(store, now) == ()


def test_each_occurrence_rings_but_not_those_that_were_moved_or_deleted(store: Store, now: datetime) -> None:
    add_event(store, details(alarms=TEN_BEFORE, rule="FREQ=DAILY;COUNT=4"), now=now)
    first, second, third, _ = occurrences(store, now, now + timedelta(days=7), ZONE)
    move_event(store, second.key, second.recurrence_id, Scope.THIS, at("06-17T16:00"), at("06-17T17:00"), now=now)
    delete_event(store, third.key, third.recurrence_id, Scope.THIS, now=now)
    assert times(rings(store, now, 24 * 7)) == ["06-16 13:50", "06-17 15:50", "06-19 13:50"]
    assert rings(store, now)[0].occurrence.start == first.start


@pytest.mark.parametrize(
    ("start", "seconds", "rung"),
    [
        # Clocks go forward on 29 March and back on 25 October.
        ("03-29T14:00", -86_400, "03-28 14:00"),
        ("03-29T14:00", -86_400 - 3600, "03-28 13:00"),
        ("03-29T03:30", -3600, "03-29 01:30"),
        ("10-25T14:00", -86_400, "10-24 14:00"),
        ("10-25T03:30", -2 * 3600, "10-25 02:30"),
    ],
)
def test_days_before_are_days_of_the_wall_clock_and_hours_are_hours(
    store: Store, start: str, seconds: int, rung: str
) -> None:
    begin = at(start)
    now = begin - timedelta(days=3)
    add_event(store, details(start=begin, end=begin + timedelta(hours=1), alarms=(Alarm(seconds),)), now=now)
    assert times(rings(store, now, 24 * 4)) == [rung]


def imported(store: Store, now: datetime, *components: str) -> None:
    text = "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN", *components, "END:VCALENDAR", ""))
    import_calendar_file(store, text.encode(), list_calendars(store)[0].id, now=now)


def event_with_alarms(*lines: str, triggers: tuple[str, ...]) -> list[str]:
    alarms = [
        line
        for trigger in triggers
        for line in ("BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:Soon", f"TRIGGER{trigger}", "END:VALARM")
    ]
    return ["BEGIN:VEVENT", "UID:absolute", "DTSTAMP:20260601T000000Z", "SUMMARY:Review", *lines, *alarms, "END:VEVENT"]


ABSOLUTE = ";VALUE=DATE-TIME:20260618T070000Z"


def test_a_reminder_at_an_instant_rings_once_however_often_its_event_recurs(store: Store, now: datetime) -> None:
    series = ("DTSTART:20230102T120000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY")
    moved = ("RECURRENCE-ID:20260619T120000Z", "DTSTART:20260619T150000Z", "DURATION:PT1H")
    imported(
        store,
        now,
        *event_with_alarms(*series, triggers=(ABSOLUTE, ":-PT10M")),
        *event_with_alarms(*moved, triggers=(ABSOLUTE,)),
    )
    found = rings(store, now, 24 * 4)
    assert times(found) == ["06-16 13:50", "06-17 13:50", "06-18 09:00", "06-18 13:50"]
    assert datetime.fromtimestamp(found[2].occurrence.start, ZONE) == at("06-18T14:00"), "it reminds of what comes next"
    assert told(store, at("06-18T08:59")) == []
    assert told(store, at("06-18T09:00")) == ["06-18 09:00"]
    assert told(store, at("06-18T09:01")) == []


def test_a_reminder_at_an_instant_rings_for_an_event_that_is_once(store: Store, now: datetime) -> None:
    imported(store, now, *event_with_alarms("DTSTART:20260618T120000Z", "DURATION:PT1H", triggers=(ABSOLUTE,)))
    assert times(rings(store, now, 24 * 4)) == ["06-18 09:00"]
    assert rings(store, at("06-18T15:00")) == ()


def test_a_copy_has_the_reminders_that_are_told_from_its_start(store: Store, now: datetime) -> None:
    imported(
        store, now, *event_with_alarms("DTSTART:20260618T120000Z", "DURATION:PT1H", triggers=(ABSOLUTE, ":-PT10M"))
    )
    (source,) = occurrences(store, now, now + timedelta(days=7), ZONE)
    copy_event(store, source.key, "", at("06-20T14:00"), at("06-20T15:00"), now=now)
    assert times(rings(store, now, 24 * 7))[2:] == ["06-20 09:00", "06-20 13:50"]


def test_all_day_events_ring_by_the_clock_of_whoever_looks(store: Store, now: datetime) -> None:
    day = at("06-18T00:00").date()
    add_event(store, details(start=day, end=day + timedelta(days=1), alarms=(Alarm(9 * 3600),)), now=now)
    assert times(rings(store, now, 24 * 3)) == ["06-18 09:00"]


def test_it_is_told_once_to_each_agent(store: Store, now: datetime) -> None:
    add_event(store, details(alarms=TEN_BEFORE), now=now)
    assert told(store, at("06-16T13:49")) == []
    assert told(store, at("06-16T13:50")) == ["06-16 13:50"]
    assert told(store, at("06-16T13:51")) == []
    assert told(store, at("06-16T13:51"), agent="piotr") == ["06-16 13:50"]


def test_what_was_missed_is_told_late_while_the_event_is_not_over(store: Store, now: datetime) -> None:
    add_event(store, details(alarms=(Alarm(-86_400), Alarm(-600), Alarm(1800))), now=now)
    assert told(store, at("06-16T14:20")) == ["06-16 13:50"], "the latest of those that were missed"
    assert told(store, at("06-16T14:40")) == ["06-16 14:30"]
    add_event(store, details(alarms=TEN_BEFORE, summary="Missed"), now=now)
    assert told(store, at("06-16T15:00")) == []


def test_one_after_the_end_rings_at_its_time(store: Store, now: datetime) -> None:
    add_event(store, details(alarms=(Alarm(300, from_end=True),)), now=now)
    assert times(rings(store, at("06-16T15:02"))) == ["06-16 15:05"]
    assert rings(store, at("06-16T15:05")) == ()


def test_it_rings_again_when_it_was_put_off_and_not_if_the_event_was_moved(store: Store, now: datetime) -> None:
    add_event(store, details(alarms=TEN_BEFORE), now=now)
    (ring,) = rings(store, now)
    assert told(store, at("06-16T13:50")) == ["06-16 13:50"]
    snooze(store, "anna", ring, at("06-16T13:55"), now=at("06-16T13:50"))
    assert told(store, at("06-16T13:54")) == []
    assert told(store, at("06-16T13:55")) == ["06-16 13:55"]
    (_, again) = rings(store, at("06-16T13:56"))
    snooze(store, "anna", again, at("06-16T14:00"), now=at("06-16T13:56"))
    key = ring.occurrence.key
    move_event(store, key, "", Scope.ALL, at("06-16T16:00"), at("06-16T17:00"), now=at("06-16T13:57"))
    assert told(store, at("06-16T14:00")) == []
    assert told(store, at("06-16T15:50")) == ["06-16 15:50"]


def test_moments_are_in_order_whatever_the_calendars_hold(store: Store) -> None:
    now = datetime(2026, 6, 1, tzinfo=UTC)
    for hours in (30, 20, 25):
        begin = (now + timedelta(hours=hours)).astimezone(ZONE)
        add_event(store, details(start=begin, end=begin + timedelta(hours=1), alarms=TEN_BEFORE), now=now)
    found = [ring.at for ring in rings(store, now, 48)]
    assert found == sorted(found)
    assert len(found) == 3
