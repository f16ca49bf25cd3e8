"""The set-up, agents and accounts in the terminal."""

from __future__ import annotations

import pytest


@pytest.fixture
def agents(opiekun):
    for name in ("Anna", "Piotr"):
        assert opiekun("agent", "add", "--name", name, "--email", f"{name.lower()}@desk.example").status == 0


def test_setup_shows_and_sets(opiekun):
    assert opiekun("setup", "--json").json["name"] is None
    told = opiekun(
        "setup", "--name", "Anna Nowak", "--email", "a@x.eu", "--country", "sk", "--timezone", "Europe/Warsaw", "--json"
    ).json
    assert (told["name"], told["email"], told["country"], told["timezone"]) == (
        "Anna Nowak",
        "a@x.eu",
        "SK",
        "Europe/Warsaw",
    )
    assert opiekun("setup", "--json").json == told


@pytest.mark.parametrize("words", [["--country", "XX"], ["--timezone", "Mars/Olympus"], ["--name", " "]])
def test_setup_that_cannot_be_changes_nothing(opiekun, words):
    opiekun("setup", "--name", "Anna", "--country", "SK")
    before = opiekun("setup", "--json").json
    ran = opiekun("setup", *words)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.count("\n") == 1
    assert opiekun("setup", "--json").json == before


def test_a_contact_that_is_told_twice_is_kept_once(opiekun):
    words = ["--contact", "Ed <ed@acme.example>", "--contact", "ED@acme.example"]
    opiekun("account", "add", "--name", "Acme", *words)
    told = opiekun("account", "set", "Acme", *words, "--json").json
    assert [who["name"] for who in told["contacts"]] == ["Ed"]


def test_account_with_everything(opiekun, agents):
    made = opiekun(
        "account", "add", "--name", "Acme", "--plan", "all-inclusive", "--fee", "1000", "--start", "2026-01-01",
        "--contact", "Cara Hill <cara@acme.example>", "--contact", "joe@acme.example", "--dedicated", "anna",
        "--cover", "piotr@desk.example", "--json",
    )  # fmt: skip
    assert made.status == 0, made.err
    told = made.json
    assert (told["plan"], told["addon_fee"], told["entitled"]) == ("all-inclusive", 1000, True)
    assert (told["dedicated"], told["cover"]) == ("Anna", "Piotr")
    contacts = {(who["name"], who["email"]) for who in told["contacts"]}
    assert contacts == {("Cara Hill", "cara@acme.example"), (None, "joe@acme.example")}
    assert opiekun("account", "show", "ACME", "--json").json == told
    [line] = opiekun("account", "list", "--json").json
    assert (line["name"], line["dedicated"], line["open_requests"]) == ("Acme", "Anna", 0)


def test_dedicated_agent_and_cover_change_places_with_history(opiekun, agents):
    opiekun("account", "add", "--name", "Acme", "--dedicated", "Anna", "--cover", "Piotr")
    later = "2026-06-17T10:00:00+02:00"
    told = opiekun("account", "set", "Acme", "--dedicated", "Piotr", "--cover", "Anna", "--json", now=later).json
    assert (told["dedicated"], told["cover"]) == ("Piotr", "Anna")
    assert [(line["agent"], line["duty"], line["until"] is None) for line in told["history"]].count(
        ("Anna", "dedicated", False)
    ) == 1
    gone = opiekun("account", "set", "Acme", "--cover", "", "--json", now=later).json
    assert (gone["dedicated"], gone["cover"]) == ("Piotr", None)


@pytest.mark.parametrize(
    "words",
    [
        ["--dedicated", "Nobody", "--note", "x"],
        ["--cover", "Anna", "--note", "x"],
        ["--start", "2026-02-01", "--end", "2026-01-01", "--note", "x"],
        ["--name", "Globex", "--note", "x"],
        ["--name", "  ", "--note", "x"],
    ],
    ids=" ".join,
)
def test_account_change_that_cannot_be_changes_nothing(opiekun, agents, words):
    opiekun("account", "add", "--name", "Acme", "--dedicated", "Anna")
    opiekun("account", "add", "--name", "Globex")
    before = opiekun("account", "show", "Acme", "--json").json
    ran = opiekun("account", "set", "Acme", *words)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.count("\n") == 1
    assert opiekun("account", "show", "Acme", "--json").json == before


def test_a_contact_is_removed_by_address_or_name(opiekun):
    opiekun(
        "account", "add", "--name", "Acme", "--contact", "Cara Hill <cara@acme.example>", "--contact", "b@acme.example"
    )
    told = opiekun(
        "account", "set", "Acme", "--remove-contact", "cara HILL", "--remove-contact", "B@acme.example", "--json"
    )
    assert told.json["contacts"] == []
    ran = opiekun("account", "set", "Acme", "--remove-contact", "Cara Hill", "--note", "x")
    assert ran.status == 1
    assert "Cara Hill" in ran.err
    assert opiekun("account", "show", "Acme", "--json").json["note"] is None


def test_account_that_ends_shows_its_requests_still(opiekun):
    opiekun(
        "account", "add", "--name", "Acme", "--plan", "all-inclusive", "--start", "2026-01-01", "--end", "2026-06-01"
    )
    opiekun("request", "add", "--account", "Acme", "--subject", "S", "--severity", "1", "--channel", "chat")
    told = opiekun("account", "show", "Acme", "--json").json
    assert (told["entitled"], told["entitlement"]) == (False, "ended")
    assert [(row["id"], row["state"]) for row in told["requests"]] == [("R-1", "running")]


def test_unknown_names_are_refused(opiekun):
    for words in (["account", "show", "X"], ["account", "set", "X", "--note", "n"], ["agent", "set", "X"]):
        ran = opiekun(*words)
        assert (ran.status, ran.out) == (1, "")
        assert "X" in ran.err


def test_agents(opiekun, agents):
    assert [agent["name"] for agent in opiekun("agent", "list", "--json").json] == ["Anna", "Piotr"]
    changed = opiekun(
        "agent", "set", "Piotr", "--level", "2", "--timezone", "Europe/Warsaw", "--inactive", "--json"
    ).json
    assert (changed["level"], changed["timezone"], changed["active"]) == (2, "Europe/Warsaw", False)
    assert opiekun("agent", "add", "--name", "anna").status == 1
