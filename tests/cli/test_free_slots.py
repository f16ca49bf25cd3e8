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
    soon = desk("slots", "why", *WHO, "--start", "2026-06-16T16:00:00+02:00").out
    assert soon.strip() == "too soon: this type is booked at least 1 d before"
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


DAY = ("--from", "2026-06-18", "--to", "2026-06-19")
BOOK = ("call", "book", *WHO, "--guest", "cara@acme.example")
TYPE = ("call", "type", "set", "check-in")


def at(hour: float, day: int = 18) -> str:
    return f"2026-06-{day}T{int(hour):02}:{round(hour % 1 * 60):02}:00+02:00"


def busy(desk, start, end, *more, day=18):
    desk("calendar", "add", "--summary", "Offsite", "--start", at(start, day), "--end", at(end, day), *more)


def away(desk):
    busy(desk, 8, 18, "--purpose", "absence", "--transparent")


def kept(desk):
    busy(desk, 9, 15)
    desk("call", "rules", "--kept-minutes", "120")


def full_day(desk):
    desk(*TYPE, "--per-day", "1")
    desk(*BOOK, "--start", at(9))


def full_week(desk):
    desk(*TYPE, "--per-week", "1")
    desk(*BOOK, "--start", at(9, day=19))


def horizon(desk):
    desk(*TYPE, "--horizon-days", "1")


def notice(desk):
    desk(*TYPE, "--notice", str(4 * 24 * 60))


def holiday(desk):
    busy(desk, 9, 12)
    desk("setup", "--country", "PL")


@pytest.mark.parametrize(
    ("prepare", "day", "why"),
    [
        (away, DAY, "absent"),
        (kept, DAY, "kept_for_critical"),
        (full_day, DAY, "day_full"),
        (full_week, DAY, "week_full"),
        (horizon, DAY, "beyond_horizon"),
        (notice, DAY, "too_soon"),
        (holiday, ("--from", "2026-06-04", "--to", "2026-06-05"), "closed"),
    ],
)
def test_a_day_without_slots_says_the_true_reason_and_a_booking_is_refused_for_it(desk, prepare, day, why):
    assert desk("slots", *WHO, *DAY, "--json").json["starts"]
    prepare(desk)
    [told] = desk("slots", *WHO, *day, "--json", now="2026-06-16T10:00:00+02:00").json["days"]
    assert (told["starts"], told["why"]) == ([], why)
    if day is DAY:
        start = at(16)
        reasons = desk("slots", "why", *WHO, "--start", start, "--json").json
        assert why in [each["why"] for each in reasons]
        before = desk("call", "list", "--json").json
        refused = desk(*BOOK, "--start", start)
        assert (refused.status, refused.out) == (1, "")
        assert desk("call", "list", "--json").json == before


def test_the_time_kept_for_severity_1_is_released_during_the_day(desk):
    # Two hours of eight are kept, two are free, and the call takes half of one.
    desk(*TYPE, "--notice", "0")
    kept(desk)
    for now, free in ((at(9), False), (at(10.75), False), (at(11), True)):
        starts = desk("slots", *WHO, *DAY, "--json", now=now).json["starts"]
        assert bool(starts) is free, now


def test_a_tentative_event_frees_its_time_where_that_is_set(desk):
    busy(desk, 9, 17, "--status", "tentative")
    for rule, free in (("--blocks-tentative", False), ("--frees-tentative", True), ("--blocks-tentative", False)):
        desk("call", "rules", rule)
        assert bool(desk("slots", *WHO, *DAY, "--json").json["starts"]) is free
    assert desk(*BOOK, "--start", at(9)).status == 1


def test_a_call_that_would_swallow_a_deadline_is_refused(desk):
    desk(*TYPE, "--notice", "0", "--after", "0", "--minutes", "60")
    desk("request", "add", "--account", "Acme", "--subject", "Down", "--severity", "1", "--channel", "chat")
    [reason] = desk("slots", "why", *WHO, "--start", at(10, day=16), "--json").json
    assert (reason["why"], reason["about"]["account"]) == ("deadline", "Acme")
    refused = desk(*BOOK, "--start", at(10, day=16))
    assert (refused.status, refused.out) == (1, "")
    assert "it would leave too little time for" in refused.err
    assert desk(*BOOK, "--start", at(11, day=16)).status == 0
