"""The deadlines of a queue, and the handling times that collisions are measured with."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from opiekun.domain.errors import InvalidInput
from opiekun.domain.instants import utc_seconds
from opiekun.domain.people import Agent
from opiekun.domain.policy import ClockName
from opiekun.domain.timeline import Channel, EventKind, Severity
from opiekun.services import deadlines
from opiekun.services.accounts import list_agents, save_agent
from opiekun.services.actions import add_request, log_event
from opiekun.services.deadlines import STANDARD_HANDLING, handling_times, list_deadlines, save_handling_times
from opiekun.services.done import What
from opiekun.services.ports import Store
from opiekun.services.undo import undo


def add(store: Store, now: datetime, account: str, severity: Severity, **more) -> str:
    return add_request(
        store, account=account, subject=f"About {account}", severity=severity, channel=Channel.CHAT, now=now, **more
    ).name


def test_deadlines_are_the_current_clocks_by_their_due_time(store: Store, now: datetime) -> None:
    later = add(store, now, "Acme", Severity.STANDARD)
    first = add(store, now, "Globex", Severity.CRITICAL)
    answered = add(store, now, "Initech", Severity.BUG_FIX)
    log_event(store, answered, EventKind.AGENT_RESPONSE, now=now)
    start = utc_seconds(now)
    found = list_deadlines(store, None, start, start + 86_400)
    assert [(each.request_id, each.clock, each.due_at - start) for each in found] == [
        (first, ClockName.FIRST_RESPONSE, 3600),
        (later, ClockName.CONTACT, 7200),
    ]
    assert (found[0].account, found[0].subject, found[0].severity) == ("Globex", "About Globex", Severity.CRITICAL)


def test_the_range_is_half_open(store: Store, now: datetime) -> None:
    add(store, now, "Globex", Severity.CRITICAL)
    due = utc_seconds(now + timedelta(hours=1))
    assert list_deadlines(store, None, due - 1, due) == ()
    assert len(list_deadlines(store, None, due, due + 1)) == 1


def test_only_those_of_the_agents_queue_count(store: Store, now: datetime) -> None:
    for name in ("Anna", "Piotr"):
        save_agent(store, Agent("", name))
    anna, piotr = (agent.id for agent in list_agents(store))
    add(store, now, "Acme", Severity.CRITICAL, assignee_id=piotr)
    start = utc_seconds(now)
    assert len(list_deadlines(store, piotr, start, start + 86_400)) == 1
    assert list_deadlines(store, anna, start, start + 86_400) == ()


def test_of_too_many_the_most_severe_are_told(store: Store, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadlines, "MOST_DEADLINES", 2)
    add(store, now, "Acme", Severity.STANDARD)
    second = add(store, now + timedelta(minutes=1), "Globex", Severity.CRITICAL)
    first = add(store, now, "Initech", Severity.CRITICAL)
    start = utc_seconds(now)
    assert [each.request_id for each in list_deadlines(store, None, start, start + 86_400)] == [first, second]


def test_handling_times_begin_as_standard_and_can_be_undone_and_redone(store: Store, now: datetime) -> None:
    assert handling_times(store) == STANDARD_HANDLING
    done = save_handling_times(store, {**STANDARD_HANDLING, Severity.CRITICAL: 45 * 60})
    assert done.what is What.HANDLING_SAVED
    assert handling_times(store)[Severity.CRITICAL] == 45 * 60
    undone = undo(store, done.undo, now=now)
    assert handling_times(store) == STANDARD_HANDLING
    undo(store, undone.undo, now=now)
    assert handling_times(store)[Severity.CRITICAL] == 45 * 60


@pytest.mark.parametrize("seconds", [0, 59, 8 * 3600 + 1])
def test_a_handling_time_that_makes_no_sense_is_refused(store: Store, seconds: int) -> None:
    with pytest.raises(InvalidInput, match="480 minutes"):
        save_handling_times(store, {Severity.HIGH: seconds})
    assert handling_times(store) == STANDARD_HANDLING
