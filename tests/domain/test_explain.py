"""Why this time: each clock tells what started it and what time it counted."""

from __future__ import annotations

from datetime import UTC, date, datetime

from opiekun.domain.clocks import StartReason, evaluate
from opiekun.domain.explain import explain
from opiekun.domain.hours import BusinessHours, ClosedDay, ClosedReason, Openings
from opiekun.domain.instants import utc_seconds
from opiekun.domain.policy import STANDARD_POLICY, ClockName
from opiekun.domain.timeline import Channel, Event, EventKind, Severity

OPENINGS = Openings(
    BusinessHours("Europe/Bratislava", (((540, 1020),),) * 5 + ((), ()), closed=frozenset({date(2026, 6, 22)}))
)
SATURDAY = ClosedDay(date(2026, 6, 20), ClosedReason.DAY_OFF)
SUNDAY = ClosedDay(date(2026, 6, 21), ClosedReason.DAY_OFF)
MONDAY = ClosedDay(date(2026, 6, 22), ClosedReason.TEAM)


def at(text):
    return datetime.fromisoformat(f"2026-06-{text}:00+02:00").astimezone(UTC)


def span(start, end):
    return utc_seconds(at(start)), utc_seconds(at(end))


def explanations(severity, channel, *events):
    clocks = evaluate(events, severity, channel, STANDARD_POLICY, OPENINGS)
    return {clock.name: explain(clock, events, OPENINGS) for clock in clocks}


def test_business_time_names_the_stretches_and_the_days_between():
    found = explanations(Severity.STANDARD, Channel.CHAT, Event(1, at("19T16:30"), EventKind.RECEIVED))
    why = found[ClockName.FIRST_RESPONSE]
    assert why.in_business_time
    assert not why.held
    assert why.counted_seconds == 16 * 3600
    assert why.stretches == (
        span("19T16:30", "19T17:00"),
        span("23T09:00", "23T17:00"),
        span("24T09:00", "24T16:30"),
    )
    assert why.closed == (SATURDAY, SUNDAY, MONDAY)
    assert why.rolled_from is None
    assert why.clock.policy == "1"


def test_a_held_email_names_the_days_it_was_held_over():
    events = (Event(1, at("19T17:00"), EventKind.RECEIVED, channel=Channel.EMAIL),)
    why = explanations(Severity.CRITICAL, Channel.CHAT, *events)[ClockName.FIRST_RESPONSE]
    assert (why.held, why.channel, why.cause) == (True, Channel.EMAIL, EventKind.RECEIVED)
    assert why.clock.cause_at == utc_seconds(at("19T17:00"))
    assert why.clock.started_at == utc_seconds(at("23T09:00"))
    assert (why.counted_seconds, why.in_business_time, why.stretches) == (3600, False, ())
    assert why.closed == (SATURDAY, SUNDAY, MONDAY)


def test_time_around_the_clock_passes_over_nothing():
    found = explanations(Severity.CRITICAL, Channel.PHONE, Event(1, at("20T10:00"), EventKind.RECEIVED))
    why = found[ClockName.FIRST_RESPONSE]
    assert (why.held, why.rolled_from, why.stretches, why.closed) == (False, None, (), ())


def test_a_due_time_that_moved_on_tells_from_where():
    found = explanations(Severity.REQUEST, Channel.CHAT, Event(1, at("19T15:00"), EventKind.RECEIVED))
    why = found[ClockName.CONTACT]
    assert why.rolled_from == utc_seconds(at("20T15:00"))
    assert why.clock.due_at == utc_seconds(at("23T09:00"))
    assert why.closed == (SATURDAY, SUNDAY, MONDAY)


def test_the_message_it_counts_from_is_named():
    events = (
        Event(1, at("16T10:00"), EventKind.RECEIVED),
        Event(2, at("16T10:30"), EventKind.AGENT_RESPONSE),
        Event(3, at("16T11:00"), EventKind.CUSTOMER_REPLY),
        Event(4, at("16T12:00"), EventKind.CUSTOMER_REPLY),
    )
    found = explanations(Severity.HIGH, Channel.CHAT, *events)
    next_response, update = found[ClockName.NEXT_RESPONSE], found[ClockName.UPDATE]
    assert (next_response.clock.cause, next_response.cause) == (3, EventKind.CUSTOMER_REPLY)
    assert next_response.clock.reason is StartReason.UNANSWERED_MESSAGE
    assert (update.clock.cause, update.clock.reason) == (2, StartReason.RESPONSE_GIVEN)
