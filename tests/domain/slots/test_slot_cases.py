"""The worked cases of free slots, each with the starts that are expected of it."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from opiekun.domain.calendar.events import EventStatus
from opiekun.domain.hours import Openings
from opiekun.domain.instants import utc_datetime, utc_seconds
from opiekun.domain.invitations.messages import Partstat
from opiekun.domain.rules_json import hours_from_json
from opiekun.domain.slots.free import free_starts
from opiekun.domain.slots.rules import BookedCall, BusyTime, SlotRules

CASES = json.loads((Path(__file__).parent / "slot-cases.json").read_text(encoding="utf-8"))


def _at(text):
    return utc_seconds(datetime.fromisoformat(text))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_worked_case_has_the_expected_starts(case):
    kind = case["type"]
    before, after = kind["before"] * 60, kind["after"] * 60
    rules = SlotRules(
        kind["minutes"] * 60, kind["increment"] * 60, before, after, kind["notice_minutes"] * 60, kind.get("per_day")
    )
    busy = [
        BusyTime(
            _at(event["start"]),
            _at(event["end"]),
            EventStatus(event.get("status", "CONFIRMED").lower()),
            event.get("transp") == "TRANSPARENT",
            Partstat(event["partstat"].lower()) if "partstat" in event else None,
        )
        for event in case["busy"]
    ]
    booked = [BookedCall(_at(call["start"]), _at(call["end"]), before, after) for call in case["booked"]]

    starts = free_starts(
        Openings(hours_from_json(case["hours"])),
        rules,
        _at(case["from"]),
        _at(case["to"]),
        now=_at(case["now"]),
        busy=busy,
        booked=booked,
    )

    assert [utc_datetime(start).strftime("%Y-%m-%dT%H:%M:%SZ") for start in starts] == case["expected"]
