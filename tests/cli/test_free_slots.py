"""`opiekun slots --account … --type …` and `opiekun slots why`."""

from __future__ import annotations

import pytest

WHO = ("--account", "Acme", "--type", "check-in")
WEEK = ("--from", "2026-06-17", "--to", "2026-06-22")


@pytest.fixture
def desk(opiekun):
    opiekun("setup", "--name", "Anna Nowak", "--email", "anna@example.com")
    opiekun("account", "add", "--name", "Acme", "--dedicated", "Anna Nowak")
    return opiekun


def test_starts_by_days_with_why_for_a_day_that_has_none(desk):
    told = desk("slots", *WHO, *WEEK, "--json").json
    days = {day["date"]: day for day in told["days"]}
    assert [*days] == ["2026-06-17", "2026-06-18", "2026-06-19", "2026-06-20", "2026-06-21"]
    assert days["2026-06-18"]["starts"][:2] == ["2026-06-18T07:00:00Z", "2026-06-18T07:15:00Z"]
    assert days["2026-06-18"]["why"] is None
    assert (days["2026-06-20"]["starts"], days["2026-06-20"]["why"]) == ([], "closed")
    assert days["2026-06-20"]["about"] == {"closed": "day_off", "holiday": None}
    assert told["starts"] == [start for day in told["days"] for start in day["starts"]]
    assert (told["agent"], told["type"], told["calendars_known"]) == ("Anna Nowak", "check-in", True)


def test_lines_for_people(desk):
    desk(
        "calendar",
        "add",
        "--summary",
        "Offsite",
        "--start",
        "2026-06-18T08:00:00+02:00",
        "--end",
        "2026-06-18T18:00:00+02:00",
    )
    told = desk("slots", *WHO, *WEEK).out
    assert "2026-06-18  busy: Offsite" in told
    assert "2026-06-19  09:00  09:15" in told
    assert "2026-06-20  zamknięte: dzień wolny" in desk("slots", *WHO, *WEEK, lang="pl").out


def test_why_a_single_start_cannot_be_booked(desk):
    soon = desk("slots", "why", *WHO, "--start", "2026-06-16T16:00:00+02:00", "--json").json
    assert soon == [{"why": "too_soon", "about": {"minutes": 1440}}]
    between = desk("slots", "why", *WHO, "--start", "2026-06-18T09:10:00+02:00").out
    assert "15 min" in between
    assert "can be booked" in desk("slots", "why", *WHO, "--start", "2026-06-18T09:15:00+02:00").out
    assert desk("slots", "why", *WHO, "--start", "2026-06-18T09:15:00+02:00", "--json").json == []


def test_what_is_missing_is_misuse_and_what_is_unknown_is_refused(desk):
    missing = desk("slots", "--account", "Acme", *WEEK)
    assert (missing.status, missing.out) == (2, "")
    assert "--type" in missing.err
    for words in (("--account", "Nobody", "--type", "check-in"), ("--account", "Acme", "--type", "audit")):
        ran = desk("slots", *words, *WEEK)
        assert (ran.status, ran.out) == (1, "")
        assert ran.err.count("\n") == 1


def test_another_agents_account_is_told_as_such(desk):
    desk("agent", "add", "--name", "Bob")
    desk("account", "add", "--name", "Globex", "--dedicated", "Bob")
    ran = desk("slots", "--account", "Globex", "--type", "check-in", *WEEK, "--json")
    assert (ran.status, ran.json["calendars_known"]) == (0, False)
    assert "Bob" in ran.err
