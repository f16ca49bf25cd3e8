"""`opiekun slots evaluate`: the worked cases, those that invitations tell in words, and every way to be wrong."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).parents[1] / "domain" / "slots" / "slot-cases.json"
EVERY_DAY = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def case(name: str = "one", /, **changes: Any) -> dict[str, Any]:
    """A Monday morning in Bratislava, of which the changes are other."""
    return {
        "name": name,
        "hours": {"timezone": "Europe/Bratislava", "weekly": {"mon": [["09:00", "11:00"]]}},
        "now": "2026-06-14T00:00:00Z",
        "from": "2026-06-15T00:00:00Z",
        "to": "2026-06-16T00:00:00Z",
        "type": {"minutes": 60, "increment": 60, "before": 0, "after": 0, "notice_minutes": 0},
        "busy": [],
        "booked": [],
    } | copy.deepcopy(changes)


def weekly(*intervals: list[str]) -> dict[str, Any]:
    return {"timezone": "Europe/Bratislava", "weekly": {day: [*intervals] for day in EVERY_DAY}}


@pytest.fixture
def evaluated(opiekun, tmp_path):
    """What the command says of cases."""

    def start(*cases: Any):
        path = tmp_path / "cases.json"
        path.write_text(json.dumps(cases), encoding="utf-8")
        return opiekun("slots", "evaluate", path)

    return start


@pytest.fixture
def starts(evaluated):
    def only(one: dict[str, Any]) -> list[str]:
        [answer] = evaluated(one).json
        return answer["starts"]

    return only


def test_worked_cases_come_out_as_expected(process, home):
    ran = process("slots", "evaluate", CASES)
    assert (ran.status, ran.err) == (0, "")
    expected = [{"name": each["name"], "starts": each["expected"]} for each in json.loads(CASES.read_text("utf-8"))]
    assert ran.json == expected
    assert not home.exists()


def test_standard_input_and_json_flag_give_the_same(process):
    told = json.dumps([case()])
    plain, as_json = (process("slots", "evaluate", "-", *flag, stdin=told) for flag in ([], ["--json"]))
    assert plain.json == as_json.json == [{"name": "one", "starts": ["2026-06-15T07:00:00Z", "2026-06-15T08:00:00Z"]}]


def test_an_hour_that_the_clocks_leave_out_is_not_offered(starts):
    day = {"from": "2026-03-28T23:00:00Z", "to": "2026-03-29T22:00:00Z", "now": "2026-03-01T00:00:00Z"}
    found = starts(case(hours=weekly(["01:00", "04:00"]), **day))
    assert found == ["2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z"]


def test_an_hour_that_the_clocks_repeat_is_offered_twice(starts):
    day = {"from": "2026-10-24T22:00:00Z", "to": "2026-10-25T23:00:00Z", "now": "2026-10-01T00:00:00Z"}
    found = starts(case(hours=weekly(["01:00", "04:00"]), **day))
    assert found == [f"2026-10-2{at}:00:00Z" for at in ("4T23", "5T00", "5T01", "5T02")]


def test_a_call_keeps_its_buffers_free_of_the_next(starts):
    kind = {"minutes": 15, "increment": 15, "before": 0, "after": 30, "notice_minutes": 0}
    call = {"start": "2026-06-15T07:00:00Z", "end": "2026-06-15T07:15:00Z"}
    assert starts(case(type=kind, booked=[call]))[0] == "2026-06-15T07:45:00Z"


def test_hours_that_touch_over_midnight_are_one(starts):
    kind = {"minutes": 60, "increment": 30}
    found = starts(case(type=kind, hours=weekly(["22:30", "24:00"], ["00:00", "02:00"])))
    assert "2026-06-15T21:30:00Z" in found


def test_a_limit_of_the_day_closes_the_day_of_the_agent(starts):
    kind = {"minutes": 60, "increment": 60, "per_day": 1}
    call = {"start": "2026-06-15T22:30:00Z", "end": "2026-06-15T22:45:00Z"}
    open_at = {"hours": weekly(["00:00", "02:00"], ["22:00", "24:00"]), "to": "2026-06-17T00:00:00Z"}
    # 00:30 on Tuesday in Bratislava: it closes Tuesday, and Monday by UTC stays open.
    days = {start[:10] for start in starts(case(type=kind, booked=[call], **open_at))}
    assert "2026-06-16T20:00:00Z" not in starts(case(type=kind, booked=[call], **open_at))
    assert days == {"2026-06-15", "2026-06-16"}


@pytest.mark.parametrize(
    ("event", "blocks"),
    [
        ({}, True),
        ({"status": "TENTATIVE"}, True),
        ({"partstat": "NEEDS-ACTION"}, True),
        ({"status": "CANCELLED"}, False),
        ({"transp": "TRANSPARENT"}, False),
        ({"partstat": "DECLINED"}, False),
        ({"status": None, "transp": None, "partstat": None}, True),
    ],
)
def test_what_an_event_is_decides_whether_it_blocks(starts, event, blocks):
    busy = [{"start": "2026-06-15T07:00:00Z", "end": "2026-06-15T07:30:00Z", **event}]
    assert ("2026-06-15T07:00:00Z" not in starts(case(busy=busy))) is blocks


def test_parts_of_a_second_count_against_a_start(starts):
    assert starts(case(**{"from": "2026-06-15T07:00:00.5Z"})) == ["2026-06-15T08:00:00Z"]
    assert starts(case(now="2026-06-15T07:00:00.001Z")) == ["2026-06-15T08:00:00Z"]
    busy = [{"start": "2026-06-15T06:00:00Z", "end": "2026-06-15T07:00:00.2Z"}]
    assert starts(case(busy=busy)) == ["2026-06-15T08:00:00Z"]


def test_an_empty_time_has_no_slots(starts):
    assert starts(case(to="2026-06-15T00:00:00Z")) == []
    assert starts(case(to="2026-06-01T00:00:00Z")) == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": 7}, "name"),
        ({"hours": None}, "hours"),
        ({"hours": {"timezone": "Mars/Olympus", "weekly": {"mon": [["09:00", "17:00"]]}}}, "Mars/Olympus"),
        ({"now": "2026-06-15T00:00:00"}, "now"),
        ({"from": 7}, "from"),
        ({"to": "2199-12-31T00:00:00Z"}, "to"),
        ({"to": "9999-12-31T23:59:59-12:00"}, "to"),
        ({"type": None}, "type"),
        ({"type": {"minutes": 0, "increment": 15}}, "type.minutes"),
        ({"type": {"minutes": 30}}, "type.increment"),
        ({"type": {"minutes": 30, "increment": 0}}, "type.increment"),
        ({"type": {"minutes": True, "increment": 15}}, "type.minutes"),
        ({"type": {"minutes": 30, "increment": 15, "before": -1}}, "type.before"),
        ({"type": {"minutes": 30, "increment": 15, "notice_minutes": 1e300}}, "type.notice_minutes"),
        ({"type": {"minutes": 30, "increment": 15, "per_day": "2"}}, "type.per_day"),
        ({"busy": {}}, "busy"),
        ({"busy": [7]}, "busy[0].start"),
        ({"busy": [{"start": "2026-06-15T07:00:00Z"}]}, "busy[0].end"),
        ({"busy": [{"start": "2026-06-15T07:00:00Z", "end": "2026-06-15T06:00:00Z"}]}, "busy[0].end"),
        ({"busy": [{"start": "2026-06-15T07:00:00Z", "end": "2026-06-15T08:00:00Z", "status": "?"}]}, "busy[0].status"),
        ({"busy": [{"start": "2026-06-15T07:00:00Z", "end": "2026-06-15T08:00:00Z", "transp": 1}]}, "busy[0].transp"),
        (
            {"busy": [{"start": "2026-06-15T07:00:00Z", "end": "2026-06-15T08:00:00Z", "partstat": "X"}]},
            "busy[0].partstat",
        ),
        ({"booked": "none"}, "booked"),
        ({"booked": [{"start": "then", "end": "2026-06-15T08:00:00Z"}]}, "booked[0].start"),
    ],
)
def test_bad_case_is_named_with_its_field(evaluated, change, field):
    ran = evaluated(case(), case("two", **change))
    assert (ran.status, ran.out) == (1, "")
    assert field in ran.err
    assert ("two" if "name" not in change else "2") in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize("content", ["", "{}", "[", "[7]", "null", "[" * 100_000])
def test_file_that_is_no_list_of_cases(opiekun, tmp_path, content):
    path = tmp_path / "cases.json"
    path.write_text(content)
    ran = opiekun("slots", "evaluate", path)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.count("\n") == 1
    assert path.name in ran.err or "Case 1" in ran.err
