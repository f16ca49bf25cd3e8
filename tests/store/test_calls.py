"""Review calls in the store: what is kept of them, and that no minute of an agent is taken twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.store.conftest import NOON

from opiekun.domain.calls.calls import CallRecord, CallStatus, Hold
from opiekun.domain.instants import utc_seconds
from opiekun.domain.recommendations import Advice, Recommendation

START = utc_seconds(NOON)
CALL = CallRecord("call-1", "acme", "anna", "assistance", "Help", START, START + 1800, before=300, after=600)


def test_a_call_comes_back_as_it_was_kept(store):
    kept = replace(CALL, status=CallStatus.HELD, request_id="R-1", agenda="1. Żółw", notes="slow", specialist_id="bert")
    with store.write() as unit:
        unit.calls.save(CALL)
        unit.calls.save(kept)
    with store.read() as unit:
        assert unit.calls.find("call-1") == kept
        assert unit.calls.find("call-2") is None
        assert unit.calls.of_account("acme", 5) == unit.calls.all() == [kept]
        assert unit.calls.standing("anna") == unit.calls.standing("bert") == []


def other(minutes, **changes):
    """A call as long, that many minutes after the end of the first."""
    return replace(CALL, uid="call-2", start=CALL.end + minutes * 60, end=CALL.end + minutes * 60 + 1800, **changes)


@pytest.mark.parametrize(
    ("second", "fits"),
    [
        (replace(CALL, uid="call-2"), False),
        (other(9), False),
        (other(10), True),
        (other(10, before=900), False),
        (other(15, before=900), True),
        (replace(other(0), start=START - 2700, end=START - 900, after=900), True),
        (replace(other(0), start=START - 2640, end=START - 840, after=900), False),
        (other(0, agent_id="bert"), True),
        (replace(CALL, uid="call-2", agent_id="bert", specialist_id="anna"), False),
        (replace(CALL, uid="call-2", agent_id="bert", specialist_id="sven"), True),
    ],
)
def test_between_two_calls_of_an_agent_the_larger_buffer_is_free(store, second, fits):
    with store.write() as unit:
        bert = replace(unit.people.agent("anna"), id="bert", name="Bert", email="bert@example.com")
        unit.people.save_agent(bert)
        unit.calls.save(CALL)
        unit.calls.save(second)
        assert unit.calls.occupy(CALL)
        assert unit.calls.occupy(second) is fits
        unit.calls.release(CALL.uid)
        assert unit.calls.occupy(second)


def test_a_call_does_not_stand_in_its_own_way_and_a_refusal_leaves_the_transaction_usable(store):
    with store.write() as unit:
        unit.calls.save(CALL)
        unit.calls.save(replace(CALL, uid="call-2"))
        assert unit.calls.occupy(CALL)
        assert not unit.calls.occupy(replace(CALL, uid="call-2"))
        assert unit.calls.occupy(replace(CALL, start=CALL.start + 60, end=CALL.end + 60))
    with store.read() as unit:
        assert [record.uid for record in unit.calls.standing("anna")] == ["call-1", "call-2"]
    with store.write() as unit:
        unit.calls.save(replace(CALL, uid="call-2", agent_id="anna", specialist_id="sven"))
        assert [record.uid for record in unit.calls.standing("sven")] == ["call-2"]


def test_holds_are_kept_until_they_are_dropped(store):
    held = [
        Hold(f"hold-{hour}", "offer-1", "acme", "training", at, at + timedelta(hours=1), NOON, "anna", "sven")
        for hour in (2, 1)
        if (at := NOON + timedelta(hours=hour))
    ]
    with store.write() as unit:
        for hold in held:
            unit.calls.save_hold(hold)
    with store.write() as unit:
        assert unit.calls.holds() == held[::-1]
        unit.calls.drop_holds(["hold-1"])
        assert unit.calls.holds() == held[:1]


def test_recommendations_come_back_as_they_were_kept_the_latest_first(store):
    first = Recommendation("r-1", "acme", "Use departments", NOON, Advice.DONE, NOON + timedelta(days=2), "call-1")
    second = Recommendation("r-2", "acme", "Żółw\nprzy stole", NOON + timedelta(hours=1))
    with store.write() as unit:
        for each in (replace(first, standing=Advice.OPEN, settled_at=None), first, second):
            unit.recommendations.save(each)
    with store.read() as unit:
        assert unit.recommendations.of("acme") == unit.recommendations.of() == [second, first]
        assert unit.recommendations.of("globex") == []
        assert unit.recommendations.find("r-1") == first
    with store.write() as unit:
        unit.recommendations.remove("r-1")
        assert unit.recommendations.find("r-1") is None


def test_the_call_is_known_from_which_a_request_followed(store, samples):
    with store.write() as unit:
        key, other = (samples.add(unit, name) for name in ("T-1", "T-2"))
        unit.calls.save(CALL)
        unit.calls.keep_follow_up(key, CALL.uid)
    with store.read() as unit:
        assert unit.calls.before(key) == CALL
        assert unit.calls.before(other) is None
