"""The queue and its requests in the terminal: adding, reading, logging, taking back, importing."""

from __future__ import annotations

import json

import pytest


def add(opiekun, subject="Down", severity=1, channel="chat", account="Acme", *more, now="2026-06-16T10:00:00+02:00"):
    words = ["--account", account, "--subject", subject, "--severity", severity, "--channel", channel]
    ran = opiekun("request", "add", *(str(word) for word in words), *more, now=now)
    assert ran.status == 0, ran.err
    return ran.out.strip()


def test_add_prints_the_id_alone(opiekun):
    assert [add(opiekun), add(opiekun)] == ["R-1", "R-2"]


def test_queue_has_its_fields_and_order(opiekun):
    add(opiekun, "later", 3)
    add(opiekun, "worst", 1)
    add(opiekun, "missed call", 5, "phone", "Acme", "--received-at", "2026-06-16T08:00:00+02:00")
    rows = opiekun("queue", "--json").json
    assert [row["subject"] for row in rows] == ["missed call", "worst", "later"]
    assert [row["group"] for row in rows] == ["callback", "severity_1", "severity_3"]
    fields = [
        "id",
        "account",
        "subject",
        "severity",
        "channel",
        "status",
        "assignee",
        "clock",
        "due_at",
        "state",
        "seconds_left",
    ]
    assert all(set(fields) <= set(row) for row in rows)
    worst = rows[1]
    assert (worst["clock"], worst["due_at"], worst["state"]) == ("first_response", "2026-06-16T09:00:00Z", "running")
    assert rows[0]["callback_since"] == "2026-06-16T06:00:00Z"


@pytest.mark.parametrize(
    ("now", "state"),
    [("10:00:00", "running"), ("10:45:00", "at_risk"), ("10:59:00", "at_risk"), ("11:00:05", "breached")],
)
def test_state_follows_the_clock(opiekun, now, state):
    add(opiekun)
    [row] = opiekun("queue", "--json", now=f"2026-06-16T{now}+02:00").json
    assert row["state"] == state


def test_whose_queue(opiekun):
    opiekun("agent", "add", "--name", "Piotr", "--email", "piotr@desk.example")
    add(opiekun, "his", 1, "chat", "Acme", "--assignee", "Piotr")
    add(opiekun, "anybody's")
    opiekun("setup", "--name", "Anna")
    assert [row["subject"] for row in opiekun("queue", "--json").json] == ["anybody's"]
    assert len(opiekun("queue", "--all", "--json").json) == 2
    for name in ("piotr@desk.example", "PIOTR"):
        rows = opiekun("queue", "--agent", name, "--json").json
        assert "his" in [row["subject"] for row in rows]
    unknown = opiekun("queue", "--agent", "Nobody")
    assert (unknown.status, unknown.out) == (1, "")
    assert "Nobody" in unknown.err


def test_table_shows_states_in_shape_and_word(opiekun):
    add(opiekun)
    add(opiekun, "call", 4, "phone", "Acme", "--received-at", "2026-06-16T07:00:00+02:00")
    told = opiekun("queue", now="2026-06-16T10:50:00+02:00")
    assert "▲ at risk" in told.out
    assert "☎ owed" in told.out
    assert "everybody's queue" in told.err
    assert "▲ zagrożony" in opiekun("queue", now="2026-06-16T10:50:00+02:00", lang="pl").out


def test_text_from_outside_is_shown_plain(opiekun):
    add(opiekun, "[bold red]big[/] \x1b]0;title\x07\x1b[2J\u202eevil", 1, "chat", "[link=http://x]Acme[/link]")
    for words in (["queue"], ["request", "show", "R-1"], ["account", "list"]):
        out = opiekun(*words).out
        assert "\x1b" not in out
        assert "\u202e" not in out
        assert "\x07" not in out
    assert "[bold red]big[/]" in opiekun("queue").out
    assert opiekun("queue", "--json").json[0]["subject"].startswith("[bold red]big[/]")


def test_show_has_timeline_clocks_and_reasons(opiekun):
    add(opiekun, "Mail", 3, "email", "Acme", "--received-at", "2026-06-12T18:00:00+02:00")
    shown = opiekun("request", "show", "r-1", "--json").json
    assert [event["kind"] for event in shown["timeline"]] == ["received"]
    assert [clock["clock"] for clock in shown["clocks"]] == ["contact", "first_response"]
    reason = shown["explain"][1]
    assert reason["cause"]["at"] == "2026-06-12T16:00:00Z"
    assert reason["held_until"] == reason["started_at"] == "2026-06-15T07:00:00Z"
    assert reason["target"] == {"business_days": 2}
    assert reason["open"] == [
        {"start": "2026-06-15T07:00:00Z", "end": "2026-06-15T15:00:00Z"},
        {"start": "2026-06-16T07:00:00Z", "end": "2026-06-16T15:00:00Z"},
    ]
    assert [day["date"] for day in reason["closed"]] == ["2026-06-13", "2026-06-14"]
    assert reason["policy"] == "1"
    page = opiekun("request", "show", "R-1").out
    assert "2 business days from its receipt, Fri 18:00" in page
    assert "held until the opening, Mon 09:00" in page


def test_log_moves_the_clocks_and_undo_takes_it_back(opiekun):
    add(opiekun)
    logged = opiekun("request", "log", "R-1", "agent_response", "--note", "We look.", "--json").json
    assert [(clock["clock"], clock["state"]) for clock in logged["clocks"]] == [
        ("first_response", "met"),
        ("update", "running"),
    ]
    assert [clock["clock"] for clock in logged["stopped"]] == ["first_response"]
    back = opiekun("request", "undo", "R-1", "--json").json
    assert [(clock["clock"], clock["state"]) for clock in back["clocks"]] == [("first_response", "running")]
    timeline = opiekun("request", "show", "R-1", "--json").json["timeline"]
    assert [(event["kind"], event["withdrawn"]) for event in timeline] == [
        ("received", False),
        ("agent_response", True),
        ("withdrawn", False),
    ]
    again = opiekun("request", "undo", "R-1")
    assert (again.status, again.out) == (1, "")


def test_log_in_a_row_at_one_instant_keeps_its_order(opiekun):
    add(opiekun)
    for event in ("agent_response", "customer_reply", "agent_response", "waiting_on_customer"):
        assert opiekun("request", "log", "R-1", event).status == 0
    assert opiekun("request", "show", "R-1", "--json").json["status"] == "waiting"


def test_log_takes_severity_time_channel_and_assignee(opiekun):
    opiekun("setup", "--name", "Anna")
    add(opiekun, "x", 3, "email")
    now = "2026-06-16T12:00:00+02:00"
    assert opiekun("request", "log", "R-1", "severity_changed", "--severity", "1", now=now).status == 0
    assert opiekun("request", "log", "R-1", "assigned", "--assignee", "anna", now=now).status == 0
    words = ["agent_contact", "--at", "2026-06-16T10:20:00+02:00", "--channel", "phone"]
    assert opiekun("request", "log", "R-1", *words, now=now).status == 0
    shown = opiekun("request", "show", "R-1", "--json", now=now).json
    assert (shown["severity"], shown["received_severity"], shown["assignee"]) == (1, 3, "Anna")
    contact = next(event for event in shown["timeline"] if event["kind"] == "agent_contact")
    assert (contact["at"], contact["channel"], contact["actor"]) == ("2026-06-16T08:20:00Z", "phone", "Anna")


def test_log_takes_tags_and_a_time_until(opiekun):
    opiekun("setup", "--name", "Anna")
    add(opiekun)
    assert opiekun("request", "log", "R-1", "tagged", "--tag", "VIP", "--tag", "shop").status == 0
    assert opiekun("request", "log", "R-1", "postponed", "--until", "2026-06-17T09:00:00+02:00").status == 0
    assert opiekun("request", "log", "R-1", "assigned", "--to", "anna").status == 0
    shown = opiekun("request", "show", "R-1", "--json").json
    assert (shown["tags"], shown["postponed_until"]) == (["VIP", "shop"], "2026-06-17T07:00:00Z")
    assert shown["assignee"] == "Anna"
    page = opiekun("request", "show", "R-1").out
    assert "Tags: VIP, shop" in page
    assert "Postponed until Wed 09:00" in page
    opiekun("request", "undo", "R-1")
    opiekun("request", "undo", "R-1")
    assert opiekun("request", "show", "R-1", "--json").json["postponed_until"] is None


@pytest.mark.parametrize(
    "words",
    [
        ["R-9", "resolved"],
        ["R-1", "note"],
        ["R-1", "severity_changed"],
        ["R-1", "resolved", "--severity", "2"],
        ["R-1", "resolved", "--at", "2026-06-16T09:59:00+02:00"],
        ["R-1", "resolved", "--at", "2026-06-16T12:00:00+02:00"],
        ["R-1", "assigned", "--assignee", "Nobody"],
        ["R-1", "postponed", "--until", "2026-06-16T09:59:00+02:00"],
        ["R-1", "tagged", "--tag", "a,b"],
        ["R-1", "note", "--note", "x", "--tag", "a"],
    ],
    ids=" ".join,
)
def test_what_cannot_be_logged_changes_nothing(opiekun, words):
    add(opiekun)
    before = opiekun("request", "show", "R-1", "--json").json["timeline"]
    ran = opiekun("request", "log", *words)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.count("\n") == 1
    assert opiekun("request", "show", "R-1", "--json").json["timeline"] == before


GOOD = {
    "id": "T-1",
    "account": "Acme",
    "subject": "Slow",
    "severity": 2,
    "channel": "chat",
    "received_at": "2026-06-16T09:00:00+02:00",
    "events": [
        {"at": "2026-06-16T09:00:00+02:00", "kind": "received"},
        {"at": "2026-06-16T09:20:00+02:00", "kind": "agent_response"},
    ],
}


def test_import_tells_each_refused_line_and_takes_the_rest(opiekun, tmp_path):
    lines = [
        json.dumps(GOOD),
        "nonsense",
        json.dumps({**GOOD, "id": "T-2", "severity": 9}),
        json.dumps({**GOOD, "id": "R-1"}),
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    add(opiekun)
    bad = tmp_path / "bad.jsonl"
    ran = opiekun("request", "import", tmp_path / "a.jsonl", "--refused", bad, "--json")
    assert ran.status == 0
    assert (ran.json["created"], ran.json["updated"], ran.json["unchanged"]) == (1, 0, 0)
    assert [refusal["line"] for refusal in ran.json["refused"]] == [2, 3, 4]
    assert all(refusal["reason"] for refusal in ran.json["refused"])
    assert bad.read_text().splitlines() == lines[1:]
    again = opiekun("request", "import", tmp_path / "a.jsonl", "--json").json
    assert (again["created"], again["unchanged"]) == (0, 1)
    clocks = opiekun("request", "show", "T-1", "--json").json["clocks"]
    assert [(clock["clock"], clock["state"]) for clock in clocks] == [("first_response", "met"), ("update", "running")]


def test_import_remembers_the_columns_of_a_csv_file(opiekun, tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("Nr;Who;What;When\n1;Acme;Slow;2026-06-16T09:00:00+02:00\n")
    refused = opiekun("request", "import", file)
    assert (refused.status, refused.out) == (1, "")
    assert "account" in refused.err
    chosen = "id=Nr,account=Who,subject=What,received_at=When"
    assert opiekun("request", "import", file, "--columns", chosen, "--json").json["created"] == 1
    assert opiekun("request", "import", file, "--json").json["unchanged"] == 1


@pytest.mark.parametrize("content", [None, b"", b"[]", b"\xff\xfe\x00"])
def test_import_of_what_is_no_such_file(opiekun, tmp_path, content):
    file = tmp_path / "a.jsonl"
    if content is not None:
        file.write_bytes(content)
    ran = opiekun("request", "import", file)
    if ran.status == 0:
        assert "refused 1" in ran.out
    else:
        assert (ran.status, ran.out) == (1, "")
        assert "a.jsonl" in ran.err
        assert ran.err.count("\n") == 1


def test_import_reasons_are_told_in_the_language(opiekun, tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps({**GOOD, "severity": 9}))
    assert "Ważność 9 jest nieznana" in opiekun("request", "import", tmp_path / "a.jsonl", lang="pl").out
