"""How the service's page is read where it leaves room: one test for each settled reading."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from opiekun.domain.clocks import ClockState, StartReason, evaluate
from opiekun.domain.hours import BusinessHours, Openings
from opiekun.domain.instants import utc_seconds
from opiekun.domain.policy import STANDARD_POLICY, ClockName
from opiekun.domain.timeline import Channel, Event, EventKind, Severity

ZONE = ZoneInfo("Europe/Bratislava")
OPENINGS = Openings(BusinessHours("Europe/Bratislava", (((540, 1020),),) * 5 + ((), ())))
KINDS = {
    "received": EventKind.RECEIVED,
    "contact": EventKind.AGENT_CONTACT,
    "response": EventKind.AGENT_RESPONSE,
    "waiting": EventKind.WAITING_ON_CUSTOMER,
    "reply": EventKind.CUSTOMER_REPLY,
    "severity": EventKind.SEVERITY_CHANGED,
    "resolved": EventKind.RESOLVED,
    "note": EventKind.NOTE,
    "withdrawn": EventKind.WITHDRAWN,
}


def at(text):
    """``16 10:00`` is a time of Bratislava in June 2026; 16 is a Tuesday, 19 a Friday."""
    day, time = text.split()
    return datetime.fromisoformat(f"2026-06-{day}T{time}").replace(tzinfo=ZONE)


def timeline(*lines):
    """Each line is ``DAY HH:MM kind [channel or severity or withdrawn seq]``, recorded in this order."""
    events = []
    for seq, line in enumerate(lines, 1):
        day, time, kind, *more = line.split()
        word = more[0] if more else ""
        events.append(
            Event(
                seq,
                at(f"{day} {time}"),
                KINDS[kind],
                channel=Channel(word) if word.isalpha() else None,
                severity=Severity(int(word)) if kind == "severity" else None,
                withdraws=int(word) if kind == "withdrawn" else None,
            )
        )
    return tuple(events)


def clocks(severity, channel, *lines):
    return evaluate(timeline(*lines), Severity(severity), Channel(channel), STANDARD_POLICY, OPENINGS)


def told(found):
    """Clock, start, due and stop in Bratislava's time."""

    def text(seconds):
        return "–" if seconds is None else f"{datetime.fromtimestamp(seconds, ZONE):%d %H:%M}"

    return [(c.name.value, text(c.started_at), text(c.due_at), text(c.stopped_at)) for c in found]


def names(found):
    return [c.name.value for c in found]


def test_a_message_before_the_first_response_starts_nothing():
    found = clocks(1, "chat", "16 10:00 received", "16 10:10 reply")
    assert told(found) == [("first_response", "16 10:00", "16 11:00", "–")]


def test_a_message_that_ends_waiting_before_the_first_response_starts_an_update():
    found = clocks(1, "chat", "16 10:00 received", "16 10:10 waiting", "16 10:20 reply")
    assert told(found) == [("first_response", "16 10:00", "16 11:00", "–"), ("update", "16 10:20", "16 14:20", "–")]
    assert found[1].reason is StartReason.WAITING_ENDED


def test_waiting_stops_neither_the_first_nor_the_next_response():
    found = clocks(
        1, "chat", "16 10:00 received", "16 10:30 response", "16 11:00 reply", "16 11:30 waiting", "16 12:00 reply"
    )
    assert told(found)[1:] == [("next_response", "16 11:00", "16 15:00", "–"), ("update", "16 12:00", "16 16:00", "–")]


def test_a_response_while_waiting_ends_waiting_so_the_update_goes_on():
    found = clocks(
        1, "chat", "16 10:00 received", "16 10:30 response", "16 10:40 waiting", "16 11:00 response", "16 12:00 reply"
    )
    assert told(found)[1:] == [("update", "16 11:00", "16 15:00", "–"), ("next_response", "16 12:00", "16 16:00", "–")]


def test_waiting_twice_is_waiting_once():
    found = clocks(1, "chat", "16 10:00 received", "16 10:30 response", "16 10:40 waiting", "16 10:50 waiting")
    assert names(found) == ["first_response"]


def test_a_contact_stops_neither_responses_nor_updates_nor_waiting():
    found = clocks(
        1, "chat", "16 10:00 received", "16 10:30 response", "16 10:40 waiting", "16 10:50 contact", "16 11:00 reply"
    )
    assert told(found)[1:] == [("next_response", "16 11:00", "16 15:00", "–"), ("update", "16 11:00", "16 15:00", "–")]


def test_a_reply_to_a_running_update_does_not_restart_it():
    found = clocks(2, "chat", "16 10:00 received", "16 10:30 response", "16 12:00 reply", "16 13:00 reply")
    assert told(found)[1:] == [("update", "16 10:30", "16 14:30", "–"), ("next_response", "16 12:00", "16 16:00", "–")]


def test_the_oldest_unanswered_message_counts_though_held_and_a_later_chat_is_not():
    found = clocks(
        2,
        "email",
        "19 10:00 received",
        "19 10:30 response",
        "19 10:40 waiting",
        "20 10:00 reply",
        "20 11:00 reply chat",
    )
    assert told(found)[1:] == [("next_response", "22 09:00", "22 13:00", "–"), ("update", "22 09:00", "22 13:00", "–")]
    assert {c.cause for c in found[1:]} == {4}


def test_a_reply_by_chat_to_an_email_request_is_not_held():
    found = clocks(2, "email", "19 10:00 received", "19 10:30 response", "19 22:00 reply chat")
    assert told(found)[2] == ("next_response", "19 22:00", "20 02:00", "–")


def test_the_received_event_may_have_a_channel_of_its_own():
    assert told(clocks(1, "chat", "20 10:00 received email")) == [("first_response", "22 09:00", "22 10:00", "–")]


def test_an_answer_before_the_held_start_is_met_and_its_update_starts_when_it_is_given():
    found = clocks(1, "email", "20 10:00 received", "20 11:00 response")
    assert told(found) == [
        ("update", "20 11:00", "20 15:00", "–"),
        ("first_response", "22 09:00", "22 10:00", "20 11:00"),
    ]
    assert found[1].state(utc_seconds(at("20 12:00"))) is ClockState.MET


def test_resolved_before_any_response_then_a_message_reopens_as_next_response():
    found = clocks(1, "chat", "16 10:00 received", "16 10:10 resolved", "16 12:00 reply")
    assert told(found) == [
        ("first_response", "16 10:00", "16 11:00", "16 10:10"),
        ("next_response", "16 12:00", "16 16:00", "–"),
        ("update", "16 12:00", "16 16:00", "–"),
    ]
    assert found[2].reason is StartReason.REOPENED


def test_nothing_runs_while_resolved_whatever_the_agent_still_writes():
    found = clocks(
        1,
        "chat",
        "16 10:00 received",
        "16 10:10 resolved",
        "16 10:20 response",
        "16 10:30 waiting",
        "16 10:40 resolved",
    )
    assert told(found) == [("first_response", "16 10:00", "16 11:00", "16 10:10")]


def test_a_contact_made_while_there_was_no_goal_leaves_none_after_a_change_of_severity():
    assert names(clocks(1, "chat", "16 10:00 received", "16 10:10 contact", "16 10:20 severity 3")) == [
        "first_response"
    ]


def test_a_clock_that_was_cancelled_and_gets_a_target_again_has_its_first_start():
    found = clocks(1, "chat", "16 10:00 received", "16 10:30 response", "16 11:00 severity 4", "16 12:00 severity 2")
    assert told(found)[1:] == [("update", "16 10:30", "16 14:30", "–")]


def test_an_update_that_ended_while_it_had_no_target_never_was():
    found = clocks(4, "chat", "16 10:00 received", "16 10:30 response", "16 11:30 response", "16 12:00 severity 2")
    assert told(found)[2:] == [("update", "16 11:30", "16 15:30", "–")]


def test_stopped_clocks_keep_their_verdict_and_severity():
    found = clocks(3, "chat", "16 10:00 received", "16 15:00 response", "16 15:30 severity 1")
    assert [(c.name.value, c.severity) for c in found] == [("contact", 3), ("first_response", 3), ("update", 1)]
    assert found[0].state(utc_seconds(at("16 16:00"))) is ClockState.BREACHED
    assert found[1].state(utc_seconds(at("16 16:00"))) is ClockState.MET


def test_a_change_of_severity_while_waiting_does_not_bring_back_the_update():
    found = clocks(4, "chat", "16 10:00 received", "16 10:30 response", "16 11:00 waiting", "16 12:00 severity 1")
    assert names(found) == ["contact", "first_response"]


def test_events_count_by_when_they_happened_not_by_when_they_were_recorded():
    found = clocks(1, "chat", "16 10:00 received", "16 12:00 response", "16 10:20 response")
    assert told(found) == [
        ("first_response", "16 10:00", "16 11:00", "16 10:20"),
        ("update", "16 10:20", "16 14:20", "16 12:00"),
        ("update", "16 12:00", "16 16:00", "–"),
    ]


def test_events_of_one_instant_count_in_the_order_of_recording():
    found = clocks(1, "chat", "16 10:00 received", "16 10:30 response", "16 10:30 response")
    assert told(found)[1:] == [("update", "16 10:30", "16 14:30", "16 10:30"), ("update", "16 10:30", "16 14:30", "–")]
    assert [c.cause for c in found[1:]] == [2, 3]


def test_what_happened_before_receipt_moves_no_clock_but_its_severity_holds():
    found = clocks(4, "chat", "16 09:50 severity 1", "16 09:55 response", "16 10:00 received")
    assert told(found) == [("first_response", "16 10:00", "16 11:00", "–")]


def test_a_second_receipt_is_a_message():
    found = clocks(1, "chat", "16 10:00 received", "16 10:30 response", "16 11:00 received")
    assert told(found)[2] == ("next_response", "16 11:00", "16 15:00", "–")


def test_without_a_receipt_there_are_no_clocks():
    assert clocks(1, "chat", "16 10:00 response", "16 11:00 reply") == ()


def test_a_withdrawn_event_never_was_and_a_withdrawn_withdrawal_brings_it_back():
    lines = ["16 10:00 received", "16 10:30 response", "16 10:31 withdrawn 2"]
    assert told(clocks(1, "chat", *lines)) == [("first_response", "16 10:00", "16 11:00", "–")]
    assert names(clocks(1, "chat", *lines, "16 10:32 withdrawn 3")) == ["first_response", "update"]


def test_a_note_moves_no_clock():
    assert told(clocks(1, "chat", "16 10:00 received", "16 10:10 note"))[0][3] == "–"


def test_a_rolled_due_time_at_closing_moves_to_the_next_opening():
    assert told(clocks(4, "phone", "18 17:00 received"))[0] == ("contact", "18 17:00", "22 09:00", "–")


@pytest.mark.parametrize(
    ("severity", "line", "clock", "risk"),
    [
        (1, "16 10:00 received", ClockName.FIRST_RESPONSE, "16 10:45"),
        (4, "16 10:00 received", ClockName.CONTACT, "17 04:00"),
        # The last quarter of 16 business hours is 4 of them, counted in business time.
        (3, "19 15:00 received", ClockName.FIRST_RESPONSE, "23 11:00"),
    ],
)
def test_at_risk_is_the_last_quarter_in_the_targets_own_time(severity, line, clock, risk):
    found = next(c for c in clocks(severity, "chat", line) if c.name is clock)
    assert found.at_risk_at == utc_seconds(at(risk))
    assert found.state(found.at_risk_at - 1) is ClockState.RUNNING
    assert found.state(found.at_risk_at) is ClockState.AT_RISK
    assert found.state(found.due_at) is ClockState.AT_RISK
    assert found.state(found.due_at + 1) is ClockState.BREACHED
