"""`opiekun sla evaluate`: the worked cases, and every way in which a file can be wrong."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).parents[1] / "domain" / "sla-cases.json"
CASE: dict[str, Any] = {
    "name": "one",
    "severity": 1,
    "channel": "chat",
    "hours": {"timezone": "Europe/Bratislava", "weekly": {"mon": [["09:00", "17:00"]]}},
    "as_of": "2026-06-16T10:30:00+02:00",
    "events": [{"at": "2026-06-16T10:00:00+02:00", "kind": "received"}],
}


def written(path: Path, value: Any) -> Path:
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return path


def test_worked_cases_come_out_as_expected(process):
    ran = process("sla", "evaluate", CASES)
    assert (ran.status, ran.err) == (0, "")
    expected = [{"name": case["name"], "clocks": case["expected"]} for case in json.loads(CASES.read_text("utf-8"))]
    assert ran.json == expected


def test_standard_input_and_json_flag_give_the_same(process):
    told = json.dumps([CASE])
    assert (
        process("sla", "evaluate", "-", stdin=told).json == process("sla", "evaluate", "-", "--json", stdin=told).json
    )


def test_needs_no_desk(process, home):
    assert process("sla", "evaluate", CASES).status == 0
    assert not home.exists()


def test_loads_neither_database_nor_window_nor_network(process, tmp_path):
    report = tmp_path / "imported"
    (tmp_path / "sitecustomize.py").write_text(
        "import atexit, pathlib, sys\n"
        f"atexit.register(lambda: pathlib.Path({str(report)!r}).write_text(' '.join(sys.modules)))\n"
    )
    app = Path(__file__).parents[2] / "app"
    assert process("sla", "evaluate", CASES, PYTHONPATH=f"{tmp_path}:{app}").status == 0
    loaded = {name.partition(".")[0] for name in report.read_text().split()}
    assert "opiekun" in loaded
    assert not loaded & {"sqlalchemy", "alembic", "PySide6", "httpx", "keyring", "rich", "holidays"}


def test_what_happens_later_is_left_out(opiekun, tmp_path):
    case = copy.deepcopy(CASE)
    case["events"].append({"at": "2026-06-16T10:31:00+02:00", "kind": "resolved"})
    [answer] = opiekun("sla", "evaluate", written(tmp_path / "cases.json", [case])).json
    assert [clock["state"] for clock in answer["clocks"]] == ["running"]


def test_last_quarter_is_still_running(opiekun, tmp_path):
    case = {**CASE, "as_of": "2026-06-16T10:50:00+02:00"}
    [answer] = opiekun("sla", "evaluate", written(tmp_path / "cases.json", [case])).json
    assert answer["clocks"][0]["state"] == "running"


def test_policy_of_its_own(opiekun, tmp_path):
    case = {**CASE, "policy": {"1": {"first_response": {"elapsed_minutes": 30}}}}
    [answer] = opiekun("sla", "evaluate", written(tmp_path / "cases.json", [case])).json
    assert [(clock["clock"], clock["due_at"]) for clock in answer["clocks"]] == [
        ("first_response", "2026-06-16T08:30:00Z")
    ]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": 7}, "name"),
        ({"severity": 6}, "severity"),
        ({"severity": True}, "severity"),
        ({"severity": "1"}, "severity"),
        ({"severity": None}, "severity"),
        ({"channel": "fax"}, "channel"),
        ({"channel": ["chat"]}, "channel"),
        ({"as_of": "2026-06-16T10:30:00"}, "as_of"),
        ({"as_of": "9999-12-31T23:59:59-12:00"}, "as_of"),
        ({"as_of": 1e300}, "as_of"),
        ({"hours": None}, "hours"),
        ({"hours": {"timezone": "Mars/Olympus", "weekly": {"mon": [["09:00", "17:00"]]}}}, "Mars/Olympus"),
        ({"hours": {"timezone": "Europe/Bratislava", "weekly": {}}}, "never open"),
        ({"hours": {"timezone": "Europe/Bratislava", "weekly": {"mon": [["17:00", "09:00"]]}}}, "mon"),
        ({"policy": {"1": {"first_response": {"elapsed_minutes": -1}}}}, "policy.1.first_response"),
        ({"policy": [1]}, "policy"),
        ({"events": {}}, "events"),
        ({"events": []}, "events"),
        ({"events": [7]}, "events[0].kind"),
        ({"events": [{"at": "yesterday", "kind": "received"}]}, "events[0].at"),
        ({"events": [{"at": "2026-06-16T10:00:00+02:00", "kind": "note"}]}, "events[0].kind"),
        ({"events": [{"at": "2026-06-16T10:00:00+02:00", "kind": "received", "channel": 1}]}, "events[0].channel"),
        ({"events": [*CASE["events"], {"at": CASE["as_of"], "kind": "severity_changed"}]}, "events[1].severity"),
    ],
)
def test_bad_case_is_named_with_its_field(opiekun, tmp_path, change, field):
    ran = opiekun("sla", "evaluate", written(tmp_path / "cases.json", [CASE, {**CASE, "name": "two", **change}]))
    assert (ran.status, ran.out) == (1, "")
    assert field in ran.err
    assert ("two" if "name" not in change else "2") in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{}",
        "[",
        "[NaN]",
        "[1e999999999999]",
        "[" * 100_000,
        "[" + "9" * 5000 + "]",
        '{"a": 1}',
        "[7]",
        "\ufeffx",
        "null",
    ],
    ids=["empty", "object", "cut", "nan", "infinite", "deep", "long-number", "no-list", "no-object", "bom", "null"],
)
def test_file_that_is_no_list_of_cases(opiekun, tmp_path, content):
    path = written(tmp_path / "cases.json", content)
    ran = opiekun("sla", "evaluate", path)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.count("\n") == 1
    assert path.name in ran.err or "Case 1" in ran.err


def test_file_that_cannot_be_read(opiekun, tmp_path):
    for path in (tmp_path / "missing.json", tmp_path):
        ran = opiekun("sla", "evaluate", path)
        assert (ran.status, ran.out) == (1, "")
        assert str(path) in ran.err
    (tmp_path / "latin.json").write_bytes(b'["\xe9"]')
    assert "UTF-8" in opiekun("sla", "evaluate", tmp_path / "latin.json").err


def test_hostile_name_does_not_reach_the_terminal_as_it_is(opiekun, tmp_path):
    ran = opiekun(
        "sla", "evaluate", written(tmp_path / "c.json", [{**CASE, "name": "\x1b[31mred\n\u202e", "severity": 0}])
    )
    assert ran.status == 1
    assert "\x1b" not in ran.err
    assert "\u202e" not in ran.err
    assert ran.err.count("\n") == 1


def test_a_version_of_the_policy_is_added_once_and_listed(opiekun, tmp_path):
    file = tmp_path / "policy.json"
    file.write_text(
        json.dumps(
            {
                "version": "2027",
                "valid_from": "2027-01-01T00:00:00+01:00",
                "targets": {"1": {"first_response": {"elapsed_minutes": 30}}},
            }
        )
    )
    assert opiekun("sla", "add-policy", file).status == 0
    assert [policy["version"] for policy in opiekun("sla", "policies", "--json").json] == ["1", "2027"]
    again = opiekun("sla", "add-policy", file)
    assert (again.status, again.out) == (1, "")
    assert "2027" in again.err
