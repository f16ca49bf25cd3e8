"""What an agent does to events, through the services: what stands in the calendar after it, and after its undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.services.events import BEGIN, ZONE, change, details, month, starts, texts

from opiekun.domain.calendar.events import Calendar, EventPurpose, Scope
from opiekun.domain.errors import InvalidInput, NotFound, Refused
from opiekun.domain.timeline import Channel, Severity
from opiekun.services.actions import add_request
from opiekun.services.calendars import list_calendars, save_calendar
from opiekun.services.calendars_removed import remove_calendar
from opiekun.services.done import What
from opiekun.services.events import (
    add_event,
    change_event,
    copy_event,
    delete_event,
    move_event,
    put_into_calendar,
    rename_event,
)
from opiekun.services.occurrences import details as details_at
from opiekun.services.undo import undo

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def test_an_event_is_added_to_the_default_calendar(store, now):
    done = add_event(store, details(location="Online", purpose=EventPurpose.CALL), now=now)
    [occurrence] = month(store)
    assert (done.what, done.subject, done.name) == (What.EVENT_ADDED, "Training", occurrence.uid)
    assert done.changed.events == {occurrence.key}
    assert occurrence.start == int(BEGIN.timestamp())
    assert occurrence.end == occurrence.start + 3_600
    assert (occurrence.calendar_id, occurrence.location, occurrence.recurs) == ("own", "Online", False)
    view = details_at(store, occurrence.key, occurrence.recurrence_id)
    assert view.calendar == list_calendars(store)[0]
    assert (view.details.summary, view.details.start, view.recurs) == ("Training", BEGIN, False)


def test_an_event_is_changed_moved_copied_and_deleted(store, now):
    add_event(store, details(), now=now)
    key = month(store)[0].key
    changed = change(store, key, "", Scope.ALL, details("Other"), now=now)
    assert (changed.what, changed.subject, starts(store)) == (What.EVENT_CHANGED, "Other", ["16 14:00 Other"])
    moved = move_event(store, key, "", Scope.ALL, BEGIN + DAY, BEGIN + DAY + HOUR, now=now)
    assert (moved.what, moved.until, starts(store)) == (What.EVENT_MOVED, BEGIN + DAY, ["17 14:00 Other"])
    copied = copy_event(store, key, "", BEGIN, BEGIN + HOUR, now=now)
    assert (copied.what, starts(store)) == (What.EVENT_COPIED, ["16 14:00 Other", "17 14:00 Other"])
    assert copied.changed.events.isdisjoint({key})
    deleted = delete_event(store, key, "", Scope.ALL, now=now)
    assert (deleted.what, deleted.subject, starts(store)) == (What.EVENT_DELETED, "Other", ["16 14:00 Other"])
    undo(store, deleted.undo, now=now)
    assert {each.key for each in month(store)} >= {key}


@pytest.fixture
def series(store, now) -> int:
    add_event(
        store,
        details("Weekly", rule="FREQ=WEEKLY;COUNT=4", start=BEGIN - 14 * DAY, end=BEGIN - 14 * DAY + HOUR),
        now=now,
    )
    return month(store)[0].key


def test_a_series_keeps_its_hour(store, series):
    assert starts(store) == ["02 14:00 Weekly", "09 14:00 Weekly", "16 14:00 Weekly", "23 14:00 Weekly"]
    assert {each.recurs for each in month(store)} == {True}


def test_one_of_a_series_is_moved(store, series, now):
    move_event(store, series, "20260609T140000", Scope.THIS, BEGIN - 6 * DAY, BEGIN - 6 * DAY + HOUR, now=now)
    assert starts(store) == ["02 14:00 Weekly", "10 14:00 Weekly", "16 14:00 Weekly", "23 14:00 Weekly"]
    assert month(store)[1].recurrence_id == "20260609T140000"


def test_this_and_those_that_follow_are_split_off(store, series, now):
    done = change(store, series, "20260616T140000", Scope.FUTURE, details("Late", rule="FREQ=WEEKLY;COUNT=4"), now=now)
    assert len(done.changed.events) == 2
    assert starts(store)[:3] == ["02 14:00 Weekly", "09 14:00 Weekly", "16 14:00 Late"]
    before = texts(store)
    undone = undo(store, done.undo, now=now)
    assert starts(store) == ["02 14:00 Weekly", "09 14:00 Weekly", "16 14:00 Weekly", "23 14:00 Weekly"]
    undo(store, undone.undo, now=now)
    assert texts(store) == before


def test_one_of_a_series_is_deleted_then_all(store, series, now):
    delete_event(store, series, "20260616T140000", Scope.THIS, now=now)
    assert starts(store) == ["02 14:00 Weekly", "09 14:00 Weekly", "23 14:00 Weekly"]
    done = delete_event(store, series, "", Scope.ALL, now=now)
    assert month(store) == ()
    assert done.subject == "Weekly"


def test_a_series_is_put_into_another_calendar(store, series, now):
    save_calendar(store, Calendar("", "Team", ""))
    team = list_calendars(store)[1]
    before = texts(store)
    done = put_into_calendar(store, series, team.id, now=now)
    assert {each.calendar_id for each in month(store)} == {team.id}
    assert starts(store)[0] == "02 14:00 Weekly"
    assert (done.subject, len(done.changed.events)) == ("Weekly", 2)
    with pytest.raises(NotFound):
        put_into_calendar(store, series, team.id, now=now)
    with pytest.raises(InvalidInput, match="already"):
        put_into_calendar(store, month(store)[0].key, team.id, now=now)
    undone = undo(store, done.undo, now=now)
    assert texts(store) == before
    assert month(store)[0].key == series
    assert undone.subject == "Weekly"


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["add", "change", "move", "copy", "delete"]),
        st.integers(0, 9),
        st.sampled_from(Scope),
        st.integers(-40, 40),
    ),
    min_size=1,
    max_size=6,
)


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actions=ACTIONS)
def test_undo_makes_every_text_the_same_again_and_redo_does_it_again(store, now, actions):
    states, tokens = [texts(store)], []
    for action, place, scope, quarters in actions:
        shown = month(store)
        start = BEGIN + timedelta(minutes=15 * quarters)
        if action == "add" or not shown:
            rule = ("", "FREQ=DAILY;COUNT=5", "FREQ=WEEKLY;BYDAY=TU,TH")[place % 3]
            done = add_event(store, details(f"Event {place}", rule=rule, start=start, end=start + HOUR), now=now)
        else:
            each = shown[place % len(shown)]
            where = each.key, each.recurrence_id
            if action == "change":
                known = details_at(store, *where).details
                done = change(store, *where, scope, replace(known, summary=f"Żółw {place}"), now=now)
            elif action == "move":
                done = move_event(store, *where, scope, start, start + HOUR, now=now)
            elif action == "copy":
                done = copy_event(store, *where, start, start + HOUR, now=now)
            else:
                done = delete_event(store, *where, scope, now=now)
        states.append(texts(store))
        tokens.append(done.undo)
    redo = []
    for state, token in zip(reversed(states[:-1]), reversed(tokens), strict=True):
        redo.append(undo(store, token, now=now).undo)
        assert texts(store) == state
    for state, token in zip(states[1:], reversed(redo), strict=True):
        undo(store, token, now=now)
        assert texts(store) == state


def test_undo_leaves_what_others_changed_since(store, now):
    done = add_event(store, details(), now=now)
    key = month(store)[0].key
    change(store, key, "", Scope.ALL, details("Other"), now=now)
    before = texts(store)
    with pytest.raises(Refused, match="changed since"):
        undo(store, done.undo, now=now)
    assert texts(store) == before


def test_the_undo_of_what_was_undone_says_so(store, now):
    done = add_event(store, details(), now=now)
    undone = undo(store, done.undo, now=now)
    assert (undone.what, undone.of, undone.subject) == (What.UNDONE, What.EVENT_ADDED, "Training")
    assert month(store) == ()
    redone = undo(store, undone.undo, now=now)
    assert (redone.what, redone.of, redone.subject) == (What.REDONE, What.EVENT_ADDED, "Training")
    assert starts(store) == ["16 14:00 Training"]


def test_time_is_set_aside_for_a_request_that_is_there(store, now):
    name = add_request(
        store, account="Acme", subject="Slow", severity=Severity.HIGH, channel=Channel.CHAT, now=now
    ).name
    with pytest.raises(NotFound, match="no request"):
        add_event(store, details(request_id="R-9"), now=now)
    add_event(store, details(request_id=name.lower()), now=now)
    [block] = month(store)
    assert block.request_id == name
    with pytest.raises(NotFound, match="no request"):
        change(store, block.key, "", Scope.ALL, details(request_id="R-9"), now=now)
    change(store, block.key, "", Scope.ALL, details(request_id=""), now=now)
    assert month(store)[0].request_id == ""


NAIVE = datetime(2026, 6, 16, 14)  # noqa: DTZ001 - floating


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"end": BEGIN - HOUR}, "before it begins"),
        ({"start": date(2026, 6, 16), "end": date(2026, 6, 16)}, "alone write"),
        ({"start": date(2026, 6, 16)}, "different manners"),
        ({"start": NAIVE, "end": BEGIN}, "different manners"),
        ({"end": BEGIN.replace(year=2037)}, "longer than ten years"),
        ({"start": datetime(1970, 12, 31, 12, tzinfo=ZONE)}, "years 1971 to 2199"),
        ({"start": date(2026, 1, 1), "end": date(2200, 1, 1)}, "years 1971 to 2199"),
        ({"rule": "FREQ=SOMETIMES"}, "FREQ"),
        ({"rule": "COUNT=3"}, "how often"),
        ({"summary": "x" * 1_001}, "longer than the 1000"),
    ],
)
def test_what_cannot_be_an_event_is_refused(store, now, changes, words):
    with pytest.raises(InvalidInput, match=words):
        add_event(store, details(**changes), now=now)
    add_event(store, details(), now=now)
    before = texts(store)
    with pytest.raises(InvalidInput, match=words):
        change(store, month(store)[0].key, "", Scope.ALL, details(**changes), now=now)
    assert texts(store) == before


def test_an_event_may_have_no_title_and_no_length(store, now):
    add_event(store, details("", end=BEGIN), now=now)
    [occurrence] = month(store)
    assert (occurrence.summary, occurrence.end - occurrence.start) == ("", 0)


def test_times_over_a_change_of_clocks_are_compared_as_instants(store, now):
    first = datetime(2026, 10, 25, 2, 30, tzinfo=ZONE)
    add_event(store, details(start=first, end=first.replace(minute=15, fold=1)), now=now)
    with pytest.raises(InvalidInput, match="before it begins"):
        add_event(store, details(start=first.replace(fold=1), end=first.replace(minute=45)), now=now)


def test_a_calendar_that_can_only_be_read_takes_no_event(store, now):
    save_calendar(store, Calendar("", "Team", ""))
    team = list_calendars(store)[1]
    add_event(store, details(), now=now, calendar_id=team.id)
    save_calendar(store, replace(team, read_only=True))
    key = month(store)[0].key
    for refused in (
        lambda: add_event(store, details(), now=now, calendar_id=team.id),
        lambda: change(store, key, "", Scope.ALL, details("Other"), now=now),
        lambda: move_event(store, key, "", Scope.ALL, BEGIN, BEGIN, now=now),
        lambda: copy_event(store, key, "", BEGIN, BEGIN, now=now),
        lambda: delete_event(store, key, "", Scope.ALL, now=now),
    ):
        with pytest.raises(InvalidInput, match="Team can only be read"):
            refused()
    with pytest.raises(InvalidInput, match="its events stay as they are"):
        delete_event(store, key, "", Scope.ALL, now=now)


def test_what_is_gone_is_refused(store, now):
    done = add_event(store, details(), now=now)
    key = month(store)[0].key
    delete_event(store, key, "", Scope.ALL, now=now)
    with pytest.raises(NotFound, match="gone"):
        move_event(store, key, "", Scope.ALL, BEGIN, BEGIN, now=now)
    with pytest.raises(NotFound, match="gone"):
        details_at(store, key, "")
    with pytest.raises(NotFound, match="no such calendar"):
        add_event(store, details(), now=now, calendar_id="nothing")
    assert done.changed.events == {key}


def test_events_of_a_removed_calendar_are_gone_until_it_is_back(store, now):
    save_calendar(store, Calendar("", "Team", ""))
    team = list_calendars(store)[1]
    added = add_event(store, details(), now=now, calendar_id=team.id)
    key = month(store)[0].key
    removed = remove_calendar(store, team.id, now=now)
    assert month(store) == ()
    with pytest.raises(NotFound):
        delete_event(store, key, "", Scope.ALL, now=now)
    with pytest.raises(NotFound):
        undo(store, added.undo, now=now)
    undo(store, removed.undo, now=now)
    assert starts(store) == ["16 14:00 Training"]


def test_a_series_without_such_an_occurrence_is_refused(store, series, now):
    before = texts(store)
    for wrong in ("20260610T140000", "20260616", "nonsense"):
        with pytest.raises(Refused):
            delete_event(store, series, wrong, Scope.THIS, now=now)
    assert texts(store) == before


@pytest.fixture
def seen(store, now):
    """An event as an editor has read it, and its key."""
    [key] = add_event(store, details("Call", location="Online"), now=now).changed.events
    return key, details_at(store, key, "").details


def test_who_saves_a_title_leaves_the_event_where_others_have_moved_it(store, now, seen):
    key, was = seen
    move_event(store, key, "", Scope.ALL, BEGIN + DAY, BEGIN + DAY + HOUR, now=now)
    change_event(store, key, "", Scope.ALL, replace(was, summary="Call with Acme"), was=was, now=now)
    assert starts(store) == ["17 14:00 Call with Acme"]
    change_event(store, key, "", Scope.ALL, replace(was, location="Room 4"), was=was, now=now)
    assert starts(store) == ["17 14:00 Call with Acme"]
    assert month(store)[0].location == "Room 4"


@pytest.mark.parametrize(
    ("theirs", "mine", "words"),
    [
        (
            {"start": BEGIN + DAY, "end": BEGIN + DAY + HOUR},
            {"end": BEGIN + 2 * HOUR},
            "moved meanwhile, to 2026",
        ),
        ({"summary": "Visit"}, {"summary": "Demo"}, "called “Visit” meanwhile"),
        ({"location": "Room 1"}, {"location": "Room 2"}, "changed the same"),
    ],
)
def test_who_changes_what_others_have_changed_meanwhile_is_told_and_changes_nothing(store, seen, theirs, mine, words):
    (key, was), now = seen, BEGIN
    change_event(store, key, "", Scope.ALL, replace(was, **theirs), was=was, now=now)
    before = texts(store)
    with pytest.raises(InvalidInput, match=words):
        change_event(store, key, "", Scope.ALL, replace(was, **mine), was=was, now=now)
    assert texts(store) == before
    change_event(store, key, "", Scope.ALL, replace(was, **theirs), was=was, now=now)


def test_the_same_hour_of_another_zone_is_a_change(store, now, seen):
    key, was = seen
    vienna = ZoneInfo("Europe/Vienna")
    meant = replace(was, start=was.start.replace(tzinfo=vienna), end=was.end.replace(tzinfo=vienna))
    change_event(store, key, "", Scope.ALL, meant, was=was, now=now)
    assert details_at(store, key, "").details.start.tzinfo == vienna


def test_an_event_is_called_otherwise_wherever_it_stands(store, now, series):
    done = rename_event(store, series, "20260616T140000", Scope.THIS, "Monthly", now=now)
    assert (done.what, done.subject) == (What.EVENT_CHANGED, "Monthly")
    assert starts(store) == ["02 14:00 Weekly", "09 14:00 Weekly", "16 14:00 Monthly", "23 14:00 Weekly"]
    with pytest.raises(InvalidInput, match="longer than the 1000"):
        rename_event(store, series, "", Scope.ALL, "x" * 1_001, now=now)


@pytest.mark.parametrize(
    ("occurrence", "words"),
    [("20260616T150000", "recurs too often .* change the whole series"), ("20260616T140001", "")],
)
def test_of_a_series_that_recurs_each_second_only_what_is_told_can_be_changed_by_itself(store, now, occurrence, words):
    add_event(store, details(rule="FREQ=SECONDLY"), now=now)
    with store.read() as unit:
        (found,) = unit.calendars.texts("own")
        (key,) = (each.key for each in unit.calendars.named(found.uid, "own"))
    if words:
        with pytest.raises(NotFound, match=words):
            rename_event(store, key, occurrence, Scope.THIS, "Other", now=now)
    else:
        rename_event(store, key, occurrence, Scope.THIS, "Other", now=now)
    rename_event(store, key, "", Scope.ALL, "All", now=now)
    assert "SUMMARY:All" in next(iter(texts(store).values()))
