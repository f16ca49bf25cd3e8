"""Where a request stands: who is to act, which clock is the current one, and whether a call is owed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from opiekun.domain.clocks import evaluate
from opiekun.domain.hours import BusinessHours, Openings
from opiekun.domain.instants import utc_seconds
from opiekun.domain.policy import STANDARD_POLICY, ClockName
from opiekun.domain.standing import Status, standing
from opiekun.domain.timeline import Channel, Event, EventKind, Severity

OPENINGS = Openings(BusinessHours("UTC", (((540, 1020),),) * 5 + ((), ())))

RECEIVED = EventKind.RECEIVED
CONTACT = EventKind.AGENT_CONTACT
RESPONSE = EventKind.AGENT_RESPONSE
WAITING = EventKind.WAITING_ON_CUSTOMER
REPLY = EventKind.CUSTOMER_REPLY
RESOLVED = EventKind.RESOLVED
ATTEMPT = EventKind.CALLBACK_ATTEMPTED


def at(hour, day=16):
    return datetime(2026, 6, day, hour, tzinfo=UTC)


def hourly(*kinds):
    """One event an hour from 10:00 of a Tuesday."""
    return tuple(Event(place, at(9 + place), kind) for place, kind in enumerate(kinds, 1))


def stand(events, severity=Severity.CRITICAL, channel=Channel.CHAT):
    clocks = evaluate(events, severity, channel, STANDARD_POLICY, OPENINGS)
    return standing(events, clocks, severity, channel, OPENINGS)


@pytest.mark.parametrize(
    ("kinds", "status"),
    [
        ((RECEIVED,), Status.NEW),
        ((RECEIVED, CONTACT), Status.NEW),
        ((RECEIVED, REPLY), Status.NEW),
        ((RECEIVED, WAITING), Status.WAITING),
        ((RECEIVED, WAITING, REPLY), Status.NEW),
        ((RECEIVED, RESPONSE), Status.ANSWERED),
        ((RECEIVED, RESPONSE, REPLY), Status.OPEN),
        ((RECEIVED, RESPONSE, WAITING), Status.WAITING),
        ((RECEIVED, RESPONSE, WAITING, REPLY), Status.OPEN),
        ((RECEIVED, WAITING, RESPONSE), Status.ANSWERED),
        ((RECEIVED, RESOLVED), Status.RESOLVED),
        ((RECEIVED, RESOLVED, RESPONSE), Status.RESOLVED),
        ((RECEIVED, RESOLVED, WAITING), Status.RESOLVED),
        ((RECEIVED, RESOLVED, REPLY), Status.OPEN),
        ((RECEIVED, EventKind.NOTE, EventKind.TAGGED), Status.NEW),
    ],
)
def test_status_tells_who_is_to_act(kinds, status):
    assert stand(hourly(*kinds)).status is status


def test_the_current_clock_is_the_one_due_first():
    # The contact goal is due at 12:00, the first response two business days later.
    found = stand(hourly(RECEIVED), Severity.STANDARD)
    assert (found.clock, found.due_at) == (ClockName.CONTACT, utc_seconds(at(12)))


def test_of_two_clocks_due_together_the_first_in_order_is_current():
    found = stand(hourly(RECEIVED, RESPONSE, WAITING, REPLY))
    assert (found.clock, found.started_at) == (ClockName.NEXT_RESPONSE, utc_seconds(at(13)))


def test_without_a_running_clock_there_is_no_due_time():
    found = stand(hourly(RECEIVED, RESPONSE, WAITING))
    assert (found.clock, found.started_at, found.at_risk_at, found.due_at) == (None, None, None, None)
    assert found.in_queue
    assert not stand(hourly(RECEIVED, RESOLVED)).in_queue


def test_severity_and_assignee_are_those_of_the_last_events_that_hold():
    events = (
        Event(1, at(10), RECEIVED),
        Event(2, at(11), EventKind.SEVERITY_CHANGED, severity=Severity.HIGH),
        Event(3, at(11), EventKind.ASSIGNED, assignee_id="ada"),
        Event(4, at(12), EventKind.SEVERITY_CHANGED, severity=Severity.BUG_FIX),
        Event(5, at(12), EventKind.ASSIGNED, assignee_id="bob"),
        Event(6, at(13), EventKind.WITHDRAWN, withdraws=4),
        Event(7, at(13), EventKind.WITHDRAWN, withdraws=5),
    )
    found = stand(events)
    assert (found.severity, found.assignee_id, found.last_event_at) == (Severity.HIGH, "ada", utc_seconds(at(11)))


def test_an_assignment_to_nobody_leaves_nobody():
    events = (Event(1, at(10), RECEIVED), Event(2, at(11), EventKind.ASSIGNED, assignee_id="ada"))
    assert stand((*events, Event(3, at(12), EventKind.ASSIGNED))).assignee_id is None


NIGHT_CALL = Event(1, at(20), RECEIVED, channel=Channel.PHONE)


@pytest.mark.parametrize(
    ("event", "owed"),
    [
        (NIGHT_CALL, True),
        (Event(1, at(10), RECEIVED, channel=Channel.PHONE), False),
        (Event(1, at(10), RECEIVED, channel=Channel.PHONE, voicemail=True), True),
        (Event(1, at(20), RECEIVED), False),
    ],
)
def test_a_call_is_owed_for_voicemail_and_for_calls_out_of_hours(event, owed):
    assert stand((event,)).callback_since == (utc_seconds(event.at) if owed else None)


@pytest.mark.parametrize(
    ("kind", "channel", "owed"),
    [
        (ATTEMPT, None, False),
        (CONTACT, Channel.PHONE, False),
        (RESPONSE, Channel.PHONE, False),
        (RESPONSE, Channel.EMAIL, True),
        (RESPONSE, None, True),
        (RESOLVED, Channel.PHONE, True),
    ],
)
def test_only_an_attempt_closes_a_call_back(kind, channel, owed):
    found = stand((NIGHT_CALL, Event(2, at(21), kind, channel=channel)))
    assert (found.callback_since is not None) is owed
    assert found.in_queue is (owed or found.status is not Status.RESOLVED)


def test_an_answer_without_a_channel_is_by_the_requests_own():
    found = stand((Event(1, at(20), RECEIVED), Event(2, at(21), RESPONSE)), channel=Channel.PHONE)
    assert found.callback_since is None


def test_the_oldest_call_that_is_owed_counts():
    second = Event(2, at(22), REPLY, channel=Channel.PHONE, voicemail=True)
    third = Event(4, at(23), REPLY, channel=Channel.PHONE, voicemail=True)
    assert stand((NIGHT_CALL, second)).callback_since == utc_seconds(at(20))
    assert stand((NIGHT_CALL, Event(3, at(21), ATTEMPT), second, third)).callback_since == utc_seconds(at(22))


def test_the_next_transition_is_the_first_change_ahead():
    found = stand((Event(1, at(20), RECEIVED, channel=Channel.EMAIL),))
    start, due = utc_seconds(at(9, 17)), utc_seconds(at(10, 17))
    assert found.next_transition(start - 1) == start
    assert found.next_transition(start) == due - 15 * 60
    assert found.next_transition(due - 15 * 60) == due + 1
    assert found.next_transition(due + 1) is None
