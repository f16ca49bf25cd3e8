"""The worked cases of the service, each with the clocks that are expected of it."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from opiekun.domain.clocks import ClockState, evaluate
from opiekun.domain.hours import Openings
from opiekun.domain.instants import utc_datetime, utc_seconds
from opiekun.domain.policy import STANDARD_POLICY
from opiekun.domain.rules_json import hours_from_json, policy_from_json
from opiekun.domain.timeline import Channel, Event, EventKind, Severity

CASES = json.loads((Path(__file__).parent / "sla-cases.json").read_text(encoding="utf-8"))


def _text(seconds):
    return None if seconds is None else utc_datetime(seconds).strftime("%Y-%m-%dT%H:%M:%SZ")


def _state(state):
    return (ClockState.RUNNING if state is ClockState.AT_RISK else state).value


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_worked_case_has_the_expected_clocks(case):
    events = tuple(
        Event(
            seq=place,
            at=datetime.fromisoformat(event["at"]),
            kind=EventKind(event["kind"]),
            channel=Channel(event["channel"]) if "channel" in event else None,
            severity=Severity(event["severity"]) if "severity" in event else None,
        )
        for place, event in enumerate(case["events"], 1)
    )
    policy = policy_from_json(case["policy"]) if "policy" in case else STANDARD_POLICY
    openings = Openings(hours_from_json(case["hours"]))
    now = utc_seconds(datetime.fromisoformat(case["as_of"]))

    clocks = evaluate(events, Severity(case["severity"]), Channel(case["channel"]), policy, openings)

    assert [
        {
            "clock": clock.name.value,
            "started_at": _text(clock.started_at),
            "due_at": _text(clock.due_at),
            "stopped_at": _text(clock.stopped_at),
            "state": _state(clock.state(now)),
        }
        for clock in clocks
    ] == case["expected"]
