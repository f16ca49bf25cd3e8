"""`opiekun calendar` as other programs meet it."""

from __future__ import annotations

import json

import pytest

ADD = ("calendar", "add", "--summary", "Training", "--start", "2026-06-16T14:00:00+02:00")
WEEK = ("--from", "2026-06-15", "--to", "2026-06-22")
JUNE = ("--from", "2026-06-01", "--to", "2026-07-01T00:00:00+02:00")


@pytest.fixture
def add(opiekun):
    """Adds an event, and tells its UID."""

    def adding(*arguments: str) -> str:
        ran = opiekun(*(arguments or (*ADD, "--end", "2026-06-16T15:00:00+02:00")))
        assert (ran.status, ran.out.count("\n")) == (0, 1), ran.err
        return ran.out.strip()

    return adding


@pytest.fixture
def listed(opiekun):
    """What stands in a stretch of time."""

    def listing(*arguments: str) -> list[dict[str, object]]:
        return opiekun("calendar", "list", *(arguments or JUNE), "--json").json

    return listing


def starts(rows):
    return [row["start"] for row in rows]


def test_what_was_added_is_listed(add, listed, opiekun):
    uid = add()
    [row] = listed(*WEEK)
    assert {name: row[name] for name in FIELDS} == {
        "uid": uid,
        "recurrence_id": None,
        "summary": "Training",
        "start": "2026-06-16T12:00:00Z",
        "end": "2026-06-16T13:00:00Z",
        "all_day": False,
        "calendar": "own",
        "status": "confirmed",
        "transparent": False,
    }
    told = opiekun("calendar", "list", *WEEK).out
    assert "14:00 – 15:00  Training  [My calendar]" in told
    assert uid in told
    assert listed("--from", "2026-06-16T13:00:00Z", "--to", "2026-06-17") == []
    assert "Nothing stands" in opiekun("calendar", "list", "--from", "2026-06-17", "--to", "2026-06-18").out


FIELDS = ("uid", "recurrence_id", "summary", "start", "end", "all_day", "calendar", "status", "transparent")


def test_adding_answers_in_json(opiekun):
    ran = opiekun(*ADD, "--end", "2026-06-16T15:00:00+02:00", "--json")
    assert set(ran.json) == {"uid", "split_off", "told"}
    assert ran.json["split_off"] is None


def test_dates_make_an_all_day_event(add, listed):
    add("calendar", "add", "--summary", "Away", "--start", "2026-06-16", "--end", "2026-06-18")
    [row] = listed()
    assert (row["all_day"], row["start"], row["end"]) == (
        True,
        "2026-06-16T00:00:00+02:00",
        "2026-06-18T00:00:00+02:00",
    )


@pytest.mark.parametrize(("until", "told"), [("2026-06-17", "2026-06-16"), ("2026-06-18", "2026-06-16 – 2026-06-17")])
def test_people_are_told_the_last_day(add, opiekun, until, told):
    add("calendar", "add", "--summary", "Fair", "--start", "2026-06-16", "--end", until)
    assert opiekun("calendar", "list", *JUNE).out.startswith(f"{told}  Fair")


def test_a_series_keeps_its_hour_over_a_change_of_clocks(add, listed):
    add(*ADD, "--end", "2026-06-16T15:00:00+02:00", "--rrule", "RRULE:FREQ=WEEKLY;BYDAY=TU")
    rows = listed("--from", "2026-10-20", "--to", "2026-10-28")
    assert starts(rows) == ["2026-10-20T12:00:00Z", "2026-10-27T13:00:00Z"]
    assert [row["recurrence_id"] for row in rows] == starts(rows)


def test_the_zone_is_the_agents(opiekun, add, listed):
    opiekun("setup", "--name", "Ola", "--timezone", "America/New_York")
    add("calendar", "add", "--summary", "Away", "--start", "2026-06-16", "--end", "2026-06-17")
    assert listed()[0]["start"] == "2026-06-16T00:00:00-04:00"


def test_an_event_is_moved_and_stays_as_long_as_it_is(opiekun, add, listed):
    uid = add()
    ran = opiekun("calendar", "move", uid, "--start", "2026-06-17T09:30:00+02:00")
    assert (ran.status, ran.out.strip()) == (0, uid)
    assert "Moved “Training”" in ran.err
    [row] = listed()
    assert (row["start"], row["end"]) == ("2026-06-17T07:30:00Z", "2026-06-17T08:30:00Z")
    opiekun("calendar", "move", uid, "--start", "2026-06-20")
    assert starts(listed()) == ["2026-06-20T07:30:00Z"]


def test_an_all_day_event_is_moved_to_a_date(opiekun, add, listed):
    uid = add("calendar", "add", "--summary", "Away", "--start", "2026-06-16", "--end", "2026-06-18")
    refused = opiekun("calendar", "move", uid, "--start", "2026-06-17T09:30:00+02:00")
    assert (refused.status, refused.out) == (1, "")
    assert "give a date" in refused.err
    assert opiekun("calendar", "move", uid, "--start", "2026-06-20").status == 0
    assert [row["end"][:10] for row in listed()] == ["2026-06-22"]


@pytest.fixture
def series(add) -> str:
    return add(*ADD, "--end", "2026-06-16T15:00:00+02:00", "--rrule", "FREQ=DAILY;COUNT=4")


@pytest.mark.parametrize(
    "named",
    [
        "2026-06-17T12:00:00Z",
        "2026-06-17T14:00:00+02:00",
        "2026-06-17",
        "20260617T140000",
        "20260617T120000Z",
        "20260617",
    ],
)
def test_an_occurrence_is_named_in_several_ways(opiekun, series, listed, named):
    ran = opiekun("calendar", "move", series, "--recurrence-id", named, "--start", "2026-06-17T16:00:00+02:00")
    assert ran.status == 0, ran.err
    rows = listed()
    assert [start[8:16] for start in starts(rows)] == ["16T12:00", "17T14:00", "18T12:00", "19T12:00"]
    assert rows[1]["recurrence_id"] == "2026-06-17T12:00:00Z"
    assert opiekun("calendar", "delete", series, "--recurrence-id", rows[1]["recurrence_id"]).status == 0
    assert len(listed()) == 3


def test_this_and_following_are_moved(opiekun, series, listed):
    ran = opiekun(
        "calendar", "move", series, "--recurrence-id", "2026-06-18", "--scope", "future",
        "--start", "2026-06-18T09:00:00+02:00", "--json",
    )  # fmt: skip
    assert ran.json["uid"] == series
    rows = listed()
    assert [start[8:16] for start in starts(rows)] == ["16T12:00", "17T12:00", "18T07:00", "19T07:00"]
    assert rows[3]["uid"] in {series, ran.json["split_off"]}


def test_all_are_moved_and_deleted_without_an_occurrence(opiekun, series, listed):
    opiekun("calendar", "move", series, "--start", "2026-06-16T09:00:00+02:00")
    assert [start[8:16] for start in starts(listed())] == ["16T07:00", "17T07:00", "18T07:00", "19T07:00"]
    opiekun(
        "calendar", "move", series, "--recurrence-id", "2026-06-18", "--scope", "all", "--start", "2026-06-18T10:00:00Z"
    )
    assert [start[8:16] for start in starts(listed())] == ["16T10:00", "17T10:00", "18T10:00", "19T10:00"]
    ran = opiekun("calendar", "delete", series)
    assert (ran.status, ran.out.strip()) == (0, series)
    assert listed() == []


def test_the_rest_of_a_series_is_deleted(opiekun, series, listed):
    opiekun("calendar", "delete", series, "--recurrence-id", "2026-06-18", "--scope", "future")
    assert [start[8:10] for start in starts(listed())] == ["16", "17"]


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("move", "nothing", "--start", "2026-06-17"), 1, "no event with the UID nothing"),
        (("delete", "nothing"), 1, "no event with the UID nothing"),
        (("delete", "UID", "--recurrence-id", "2026-06-25"), 1, "no occurrence “2026-06-25”"),
        (("delete", "UID", "--recurrence-id", "2026-06-17T13:00:00Z"), 1, "no occurrence"),
        (("delete", "UID", "--recurrence-id", "20260617T130000"), 1, "no occurrence"),
        (("delete", "UID", "--recurrence-id", "20269917"), 2, "not a time"),
        (("delete", "UID", "--recurrence-id", "soon"), 2, "not a time"),
        (("delete", "UID", "--scope", "this"), 1, "name it with --recurrence-id"),
        (("delete", "UID", "--calendar", "None"), 1, "there are: My calendar"),
        (("list", "--from", "2026-06-17", "--to", "2026-06-17"), 1, "is empty"),
        (("list", "--from", "2026-06-17T10:00:00", "--to", "2026-06-18"), 2, "no offset"),
        (("list", "--from", "2200-06-17", "--to", "2200-06-18"), 2, "years 1971 to 2199"),
        (("list", "--from", "2026-02-30", "--to", "2026-06-18"), 2, "not a date"),
        (("add", "--summary", "S", "--start", "2026-06-17", "--end", "2026-06-17T10:00:00Z"), 1, "different manners"),
        (("add", "--summary", "S", "--start", "2026-06-17", "--end", "2026-06-17"), 1, "alone write"),
        (("add", "--summary", "S", "--start", "2026-06-17", "--end", "2026-06-18", "--rrule", "DAILY"), 1, "rule"),
        (("add", "--summary", "S", "--start", "2026-06-17", "--end", "2026-06-18", "--calendar", "X"), 1, "calendar X"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(opiekun, series, listed, *, arguments, status, words):
    before = listed()
    ran = opiekun("calendar", *(series if word == "UID" else word for word in arguments))
    assert (ran.status, ran.out) == (status, "")
    assert words in ran.err
    assert "Traceback" not in ran.err
    assert listed() == before


def test_an_event_that_does_not_recur_has_no_occurrences(opiekun, add):
    ran = opiekun("calendar", "delete", add(), "--recurrence-id", "2026-06-16")
    assert ran.status == 1
    assert "no occurrence" in ran.err


def test_calendars_are_checked(opiekun, add):
    add()
    assert opiekun("check", "--json").json["calendars"] == {
        "events": 1, "wrong": [], "unreadable": [], "repaired": False, "ok": True, "problem": None,
    }  # fmt: skip


def test_in_polish(opiekun, add):
    add()
    told = opiekun("calendar", "list", *WEEK, lang="pl").out
    assert "[Mój kalendarz]" in told
    assert json.loads(opiekun("calendar", "list", *WEEK, "--json", lang="pl").out)[0]["calendar"] == "own"
