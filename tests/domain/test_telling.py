"""Who is owed a letter when a call was edited."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opiekun.domain.calendar.editing import change, compose, delete
from opiekun.domain.calendar.events import Alarm, Details, Scope
from opiekun.domain.calendar.reading import details_of
from opiekun.domain.calls.outbox import Outgoing
from opiekun.domain.calls.telling import guests_in, letters_owed
from opiekun.domain.invitations.messages import Partstat
from opiekun.domain.invitations.organizing import answered, called_off, invited, rescheduled, sequences, with_guests

ZONE = ZoneInfo("Europe/Bratislava")
NOW = datetime(2026, 6, 16, 8, tzinfo=UTC)
START = datetime(2026, 6, 17, 9, tzinfo=ZONE)
HOUR = timedelta(hours=1)
ANN, BOB = ("ann@acme.example", "Ann"), ("bob@acme.example", "")
REQUEST, CANCEL = Outgoing.REQUEST, Outgoing.CANCEL


def call(*guests, rule=""):
    text = compose(Details("Call", START, START + HOUR, rule=rule), "call-1", now=NOW)
    return invited(text, ("anna@desk.example", "Anna"), guests)


def edited(text, recurrence_id="", scope=Scope.ALL, **changes):
    meant = replace(details_of(text, recurrence_id), **changes)
    return change(text, recurrence_id, scope, meant, now=NOW, new_uid="").text


def owed(before, after, now=NOW):
    return [
        (each.kind, each.guest.email[:3], each.recurrence_id, each.update) for each in letters_owed(before, after, now)
    ]


TWO = call(ANN, BOB)


def test_a_new_call_asks_all_and_one_that_is_deleted_or_called_off_tells_all():
    assert owed(None, TWO) == [(REQUEST, "ann", "", False), (REQUEST, "bob", "", False)]
    told = [(CANCEL, "ann", "", False), (CANCEL, "bob", "", False)]
    assert owed(TWO, None) == owed(TWO, called_off(TWO, "", now=NOW)) == told


def test_what_was_called_off_is_told_once_and_held_after_all_it_asks_again():
    off = called_off(TWO, "", now=NOW)
    assert owed(off, None) == owed(off, off) == owed(None, off) == []
    assert owed(off, TWO) == [(REQUEST, "ann", "", True), (REQUEST, "bob", "", True)]


def test_a_guest_who_comes_or_goes_is_told_alone():
    one = call(ANN)
    assert owed(one, with_guests(one, [BOB], (), now=NOW)) == [(REQUEST, "bob", "", False)]
    assert owed(TWO, with_guests(TWO, [], ["BOB@acme.example"], now=NOW)) == [(CANCEL, "bob", "", False)]
    off = called_off(with_guests(TWO, [], [BOB[0]], now=NOW), "", now=NOW)
    assert owed(TWO, off) == [(CANCEL, "ann", "", False), (CANCEL, "bob", "", False)]


WEEKLY = call(ANN, BOB, rule="FREQ=WEEKLY;COUNT=4")
SECOND, THIRD = "20260624T090000", "20260701T090000"


def without(text, *occurrences):
    for each in occurrences:
        text = delete(text, each, Scope.THIS, now=NOW).text
    return text


def test_an_occurrence_that_is_left_out_is_called_off_alone():
    assert owed(WEEKLY, without(WEEKLY, SECOND)) == [(CANCEL, "ann", SECOND, False), (CANCEL, "bob", SECOND, False)]
    one = call(ANN, rule="FREQ=WEEKLY;COUNT=4")
    assert owed(one, without(one, SECOND, THIRD)) == [(CANCEL, "ann", SECOND, False), (CANCEL, "ann", THIRD, False)]


def test_a_series_that_is_otherwise_too_or_whose_occurrence_is_back_is_told_whole():
    asked = [(REQUEST, "ann", "", True), (REQUEST, "bob", "", True)]
    assert owed(without(WEEKLY, SECOND), WEEKLY) == asked
    assert owed(WEEKLY, edited(without(WEEKLY, SECOND), summary="Another title")) == asked


def test_an_occurrence_is_called_off_for_those_alone_who_were_asked_to_it():
    joined = edited(WEEKLY, SECOND, Scope.THIS, summary="With Cara")
    head, mark, tail = joined.rpartition("ATTENDEE")
    joined = f"{head}ATTENDEE:mailto:cara@acme.example\r\n{mark}{tail}"
    told = owed(joined, without(joined, SECOND))
    assert sorted(told) == [(CANCEL, who, SECOND, False) for who in ("ann", "bob", "car")]
    off = called_off(WEEKLY, SECOND, now=NOW)
    assert owed(off, without(off, SECOND)) == []


def test_what_is_over_needs_no_letter():
    later = NOW + timedelta(days=9)  # the first two of the series are over
    assert owed(WEEKLY, without(WEEKLY, SECOND), later) == []
    assert owed(WEEKLY, edited(WEEKLY, SECOND, Scope.THIS, summary="As it was held"), later) == []
    both = without(WEEKLY, SECOND, THIRD)
    assert owed(WEEKLY, both, later) == [(CANCEL, "ann", THIRD, False), (CANCEL, "bob", THIRD, False)]
    moved = rescheduled(WEEKLY, SECOND, later + HOUR, later + 2 * HOUR, now=NOW)
    assert owed(WEEKLY, moved, later) == [(REQUEST, "ann", SECOND, True), (REQUEST, "bob", SECOND, True)]
    assert [each[0] for each in owed(moved, without(moved, SECOND), later)] == [CANCEL, CANCEL]
    assert [each[0] for each in owed(WEEKLY, None, later)] == [CANCEL, CANCEL]
    assert owed(WEEKLY, None, START + timedelta(days=21) + HOUR) == []


def test_who_was_asked_to_an_occurrence_alone_hears_nothing_more_when_it_is_over():
    head, mark, tail = edited(WEEKLY, SECOND, Scope.THIS, summary="With Cara").rpartition("ATTENDEE")
    joined = f"{head}ATTENDEE:mailto:cara@acme.example\r\n{mark}{tail}"
    for later, heard in ((NOW, ["ann", "bob", "car"]), (NOW + timedelta(days=9), ["ann", "bob"])):
        assert sorted(each[1] for each in owed(joined, None, later)) == heard


def test_a_day_is_over_when_it_is_over_everywhere():
    text = compose(Details("Day", START.date(), START.date() + timedelta(days=1)), "day", now=NOW)
    day = invited(text, ("anna@desk.example", "Anna"), [ANN])
    midnight = datetime(2026, 6, 18, tzinfo=UTC)
    assert owed(day, None, midnight + timedelta(hours=11)) == [(CANCEL, "ann", "", False)]
    assert owed(day, None, midnight + timedelta(hours=12)) == []


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (rescheduled(TWO, "", START + HOUR, START + 2 * HOUR, now=NOW), True),
        (edited(TWO, summary="Another title"), True),
        (edited(TWO, location="Room 5"), True),
        (edited(TWO, alarms=(Alarm(-600),)), False),
        (edited(TWO, request_id="R-1"), False),
        (answered(TWO, "ann@acme.example", Partstat.ACCEPTED, "", now=NOW), False),
        (TWO, False),
    ],
)
def test_those_who_stay_are_told_what_they_see(after, told):
    assert owed(TWO, after) == ([(REQUEST, "ann", "", True), (REQUEST, "bob", "", True)] if told else [])


def test_an_occurrence_that_is_called_off_is_told_as_that():
    series = call(ANN, rule="FREQ=WEEKLY")
    off = called_off(series, "20260624T090000", now=NOW)
    assert owed(series, off) == [(CANCEL, "ann", "20260624T090000", False)]
    both = edited(off, summary="Another title")
    assert owed(series, both) == [(REQUEST, "ann", "", True)]
    assert owed(off, both) == [(REQUEST, "ann", "", True)]


MAILS = [f"{name}@acme.example" for name in ("ann", "bob", "cat", "dan")]
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("move"), st.integers(1, 40)),
        st.tuples(st.just("title"), st.sampled_from(["Call", "Talk"])),
        st.tuples(st.just("guests"), st.tuples(st.sets(st.sampled_from(MAILS)), st.sets(st.sampled_from(MAILS)))),
        st.tuples(st.just("off"), st.none()),
    ),
    max_size=8,
)


@given(STEPS)
def test_the_sequence_rises_exactly_when_times_or_status_change_and_letters_agree_with_who_is_invited(steps):
    text, told = call(ANN), {ANN[0]}
    for what, how in steps:
        before, was = text, details_of(text, "")
        if what == "move":
            start = START + how * timedelta(minutes=15)
            text = rescheduled(text, "", start, start + HOUR, now=NOW)
        elif what == "title":
            text = edited(text, summary=how)
        elif what == "guests":
            text = with_guests(text, [(mail, "") for mail in sorted(how[0] - how[1])], how[1], now=NOW)
        else:
            text = called_off(text, "", now=NOW)
        now = details_of(text, "")
        rises = (was.start, was.end, was.status) != (now.start, now.end, now.status)
        assert sequences(text)[""] == sequences(before)[""] + rises
        letters = letters_owed(before, text, NOW)
        assert len({each.guest.email for each in letters}) == len(letters)
        told |= {each.guest.email for each in letters if each.kind is REQUEST}
        told -= {each.guest.email for each in letters if each.kind is CANCEL}
        invited_now = {guest.email for guest in guests_in(text)} if now.status != "cancelled" else set()
        assert told == invited_now
