"""Reading calendars: what touches a stretch of time, one event in full, search, and what others changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.servers.events import event, said
from tests.services.events import BEGIN, ZONE, details, month, starts

from opiekun.domain.calendar.events import Alarm, Calendar, EventPurpose, EventStatus, Scope, Visibility
from opiekun.domain.calendar.expansion import MOST_OF_FINE
from opiekun.domain.errors import InvalidInput
from opiekun.domain.timeline import Channel, EventKind, Severity
from opiekun.services.actions import add_request, log_event
from opiekun.services.calendar_files import import_calendar_file
from opiekun.services.calendars import list_calendars, save_calendar
from opiekun.services.events import add_event, delete_event
from opiekun.services.occurrences import details as details_at
from opiekun.services.occurrences import occurrences, search_events
from opiekun.services.queue import changes_since, last_change
from opiekun.services.undo import take_back_last

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_half_open(store, now):
    add_event(store, details(), now=now)
    assert occurrences(store, BEGIN - HOUR, BEGIN, ZONE) == ()
    assert occurrences(store, BEGIN + HOUR, BEGIN + DAY, ZONE) == ()
    assert len(occurrences(store, BEGIN + HOUR / 2, BEGIN + HOUR, ZONE)) == 1


def test_in_order_of_start_the_longer_ones_first(store, now):
    add_event(store, details("Short"), now=now)
    add_event(store, details("Long", end=BEGIN + 2 * HOUR), now=now)
    add_event(store, details("Early", start=BEGIN - HOUR), now=now)
    assert [each.summary for each in month(store)] == ["Early", "Long", "Short"]


def test_all_day_and_floating_ones_stand_in_the_zone_of_who_looks(store, now):
    add_event(store, details("Day", start=date(2026, 6, 16), end=date(2026, 6, 17)), now=now)
    naive = datetime(2026, 6, 16, 9)  # noqa: DTZ001 - floating
    add_event(store, details("Floating", start=naive, end=naive + HOUR), now=now)
    assert starts(store) == ["16 00:00 Day", "16 09:00 Floating"]
    assert [each.all_day for each in month(store)] == [True, False]


def test_a_century_of_days_is_told_in_full_and_each_day_once(store, now):
    add_event(store, details(rule="FREQ=DAILY", end=BEGIN + 3 * DAY), now=now)
    found = occurrences(store, BEGIN - 30_000 * DAY, BEGIN + 30_000 * DAY, ZONE)
    assert len({each.start for each in found}) == len(found) == 30_000


def test_more_than_can_be_held_at_once_is_refused_with_what_to_do(store, now):
    for number in range(3):
        add_event(store, details(str(number), rule="FREQ=HOURLY;COUNT=99999"), now=now)
    assert len(occurrences(store, BEGIN, BEGIN + 100 * DAY, ZONE)) == 3 * 100 * 24
    for number in range(51):
        add_event(store, details(str(number), rule="FREQ=MINUTELY;INTERVAL=15"), now=now)
    with pytest.raises(InvalidInput, match="more than 500000 occurrences; ask for a shorter time"):
        occurrences(store, BEGIN, BEGIN + 300 * DAY, ZONE)


def test_events_of_others_that_recur_each_second_are_kept_to_the_letter_and_hold_nobody_up(store, now):
    calendar_id = list_calendars(store)[0].id
    texts = [event(str(number), "Call", "RRULE:FREQ=SECONDLY") for number in range(20)]
    for text in texts:
        import_calendar_file(store, text.encode(), calendar_id, now=now)
    add_event(store, details("Review"), now=now)
    found = occurrences(store, BEGIN, BEGIN + 300 * DAY, ZONE)
    assert [each.summary for each in found].count("Review") == 1
    assert len(found) == 20 * MOST_OF_FINE + 1
    with store.read() as unit:
        kept = {each.uid: said(each.text) for each in unit.calendars.texts(calendar_id)}
    assert [kept[str(number)] for number in range(20)] == [said(text) for text in texts]


def test_hidden_calendars_are_left_out_unless_asked_for(store, now):
    add_event(store, details(), now=now)
    save_calendar(store, replace(list_calendars(store)[0], shown=False))
    assert month(store) == ()
    assert len(occurrences(store, BEGIN, BEGIN + HOUR, ZONE, hidden=True)) == 1


def test_all_that_was_typed_is_told_again(store, now):
    typed = details(
        "Żółw, a; b\\n",
        rule="FREQ=WEEKLY;BYDAY=TU",
        location="Bratislava; here",
        description="One\nTwo, three",
        link="https://call.example/x?a=1,2;3",
        status=EventStatus.TENTATIVE,
        transparent=True,
        visibility=Visibility.PRIVATE,
        purpose=EventPurpose.CALL,
        categories=("One, two", "Three"),
        alarms=(Alarm(-600), Alarm(0, from_end=True)),
        attachments=("https://files.example/a.pdf",),
    )
    done = add_event(store, typed, now=now)
    first = month(store)[0]
    assert (first.purpose, first.status, first.transparent) == (EventPurpose.CALL, EventStatus.TENTATIVE, True)
    assert (first.link, first.visibility) == (typed.link, Visibility.PRIVATE)
    view = details_at(store, first.key, first.recurrence_id)
    assert (view.uid, view.recurs, view.details) == (done.name, True, typed)


def test_a_week_takes_two_statements_and_one_when_it_was_seen(store, now, statements):
    for number in range(30):
        rule = "FREQ=DAILY" if number % 2 else ""
        add_event(store, details(f"Event {number}", rule=rule, start=BEGIN - number * HOUR), now=now)
    statements.clear()
    first = occurrences(store, BEGIN - DAY, BEGIN + 6 * DAY, ZONE)
    assert len([each for each in statements if each.startswith("SELECT")]) == 2
    assert not [each for each in statements if "text" in each.replace("context", "")]
    statements.clear()
    assert occurrences(store, BEGIN - DAY, BEGIN + 6 * DAY, ZONE) == first
    assert len([each for each in statements if each.startswith("SELECT")]) == 1


def request(store, now) -> str:
    return add_request(
        store, account="Acme", subject="Slow", severity=Severity.HIGH, channel=Channel.CHAT, now=now
    ).name


def test_a_work_block_is_done_when_its_request_is_answered(store, now):
    name = request(store, now)
    log_event(store, name, EventKind.AGENT_RESPONSE, now=now)
    later = now + HOUR
    add_event(store, details(request_id=name, purpose=EventPurpose.WORK_BLOCK), now=later)
    add_event(store, details("Other", request_id=request(store, now)), now=later)
    assert [each.done for each in month(store)] == [False, False]
    log_event(store, name, EventKind.AGENT_RESPONSE, now=later + HOUR)
    assert {each.summary: each.done for each in month(store)} == {"Training": True, "Other": False}
    take_back_last(store, name, now=later + HOUR)
    assert [each.done for each in month(store)] == [False, False]
    log_event(store, name, EventKind.RESOLVED, now=later + HOUR)
    assert {each.summary: each.done for each in month(store)} == {"Training": True, "Other": False}


def test_search_tells_the_next_occurrence_and_what_is_past_after_it(store, now):
    add_event(store, details("Acme żółw", start=BEGIN - 9 * DAY, end=BEGIN - 9 * DAY + HOUR), now=now)
    add_event(store, details("Weekly", rule="FREQ=WEEKLY", location="ACME", start=BEGIN - 70 * DAY), now=now)
    add_event(store, details("Over", rule="FREQ=DAILY;COUNT=3", description="acme", start=BEGIN - 30 * DAY), now=now)
    add_event(store, details("Else"), now=now)
    save_calendar(store, Calendar("", "Team", "", shown=False))
    add_event(store, details("Acme hidden"), now=now, calendar_id=list_calendars(store)[1].id)

    def found(words: str) -> list[str]:
        hits = search_events(store, words, ZONE, now=now)
        return [f"{datetime.fromtimestamp(each.start, ZONE):%m-%d} {each.summary}" for each in hits]

    assert found("acme") == ["06-16 Weekly", "06-07 Acme żółw", "05-19 Over"]
    assert found("ZOLW acme") == ["06-07 Acme żółw"]
    assert found(" ") == []
    assert len(search_events(store, "acme", ZONE, now=now, limit=1)) == 1


def test_what_others_change_is_told(store, now):
    since = last_change(store)
    assert changes_since(store, None, since).events == frozenset()
    done = add_event(store, details(), now=now)
    changes = changes_since(store, None, since)
    assert (changes.events, changes.calendars, changes.rows) == (done.changed.events, False, ())
    save_calendar(store, Calendar("", "Team", ""))
    assert changes_since(store, None, changes.last).calendars
    delete_event(store, month(store)[0].key, "", Scope.ALL, now=now)
    assert changes_since(store, None, changes.last).events == done.changed.events


def test_a_look_at_nothing_new_is_one_statement(store, now, statements):
    since = last_change(store)
    statements.clear()
    changes_since(store, None, since)
    assert len([each for each in statements if each.startswith("SELECT")]) == 1


def test_the_ends_of_time(store, now):
    add_event(store, details(rule="FREQ=YEARLY"), now=now)
    far = datetime(2199, 6, 1, tzinfo=UTC)
    assert len(occurrences(store, far, far + 60 * DAY, ZONE)) == 1
