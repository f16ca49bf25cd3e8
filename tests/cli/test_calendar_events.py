"""`opiekun calendar search, show, change, copy, put` and the calendars themselves."""

from __future__ import annotations

import pytest

ADD = (
    "calendar", "add", "--summary", "Training", "--start", "2026-06-16T14:00:00+02:00",
    "--end", "2026-06-16T15:00:00+02:00",
)  # fmt: skip


@pytest.fixture
def uid(opiekun) -> str:
    ran = opiekun(
        *ADD, "--location", "Online", "--link", "https://call.example/1", "--purpose", "call", "--alarm", "10",
        "--category", "One", "--category", "Two", "--transparent", "--description", "First\nSecond",
    )  # fmt: skip
    assert ran.status == 0, ran.err
    return ran.out.strip()


@pytest.fixture
def shown(opiekun):
    return lambda *arguments: opiekun("calendar", "show", *arguments, "--json").json


def test_an_event_is_shown_in_full(opiekun, uid, shown):
    told = shown(uid)
    assert told == {
        "uid": uid,
        "occurrence": None,
        "calendar": "own",
        "recurs": False,
        "summary": "Training",
        "start": "2026-06-16T14:00:00+02:00",
        "end": "2026-06-16T15:00:00+02:00",
        "all_day": False,
        "timezone": "Europe/Bratislava",
        "rrule": None,
        "location": "Online",
        "description": "First\nSecond",
        "link": "https://call.example/1",
        "status": "confirmed",
        "transparent": True,
        "visibility": "public",
        "purpose": "call",
        "categories": ["One", "Two"],
        "alarms": [{"seconds": -600, "from_end": False}],
        "attachments": [],
        "request": None,
        "people": [],
    }
    text = opiekun("calendar", "show", uid).out
    assert all(word in text for word in ("Training", "Online", "Second", "[My calendar]"))


def test_an_event_is_changed_in_what_is_given(opiekun, uid, shown):
    before = shown(uid)
    ran = opiekun("calendar", "change", uid, "--summary", "Other", "--busy", "--status", "tentative")
    assert (ran.status, ran.out.strip()) == (0, uid)
    assert shown(uid) == before | {"summary": "Other", "transparent": False, "status": "tentative"}
    opiekun("calendar", "change", uid, "--start", "2026-06-17T09:00:00+02:00")
    assert shown(uid)["end"] == "2026-06-17T10:00:00+02:00"
    opiekun("calendar", "change", uid, "--end", "2026-06-17T12:00:00+02:00", "--rrule", "FREQ=DAILY;COUNT=3")
    told = shown(uid)
    assert (told["start"], told["end"], told["recurs"]) == (
        "2026-06-17T09:00:00+02:00",
        "2026-06-17T12:00:00+02:00",
        True,
    )
    opiekun("calendar", "change", uid, "--recurrence-id", "2026-06-18", "--summary", "Once")
    assert shown(uid, "--recurrence-id", "2026-06-18")["summary"] == "Once"
    assert shown(uid, "--recurrence-id", "2026-06-19")["summary"] == "Other"
    opiekun("calendar", "change", uid, "--start", "2026-06-17", "--end", "2026-06-18")
    assert shown(uid)["all_day"]


def test_an_event_is_copied(opiekun, uid, shown):
    copy = opiekun("calendar", "copy", uid, "--start", "2026-06-18").out.strip()
    assert copy != uid
    assert shown(copy)["start"] == "2026-06-18T14:00:00+02:00"
    assert shown(copy)["location"] == "Online"


def test_events_are_found(opiekun, uid):
    assert [row["uid"] for row in opiekun("calendar", "search", "ONLINE train", "--json").json] == [uid]
    assert "Training" in opiekun("calendar", "search", "second").out
    assert opiekun("calendar", "search", "nothing", "--json").json == []


def test_calendars_are_made_changed_and_removed(opiekun, uid):
    [team] = [each for each in opiekun("calendar", "set", "Team", "--json").json if each["name"] == "Team"]
    assert (team["shown"], team["default"], team["read_only"]) == (True, False, False)
    told = opiekun(
        "calendar", "set", "team", "--name", "Crew", "--colour", "#102030", "--hidden", "--default", "--json"
    )
    assert [each["default"] for each in told.json] == [False, True]
    assert told.json[1] == team | {"name": "Crew", "colour": "#102030", "shown": False, "default": True}
    assert "Crew  #102030  new events go here, hidden" in opiekun("calendar", "calendars").out
    refused = opiekun("calendar", "remove", "Crew")
    assert (refused.status, refused.out) == (1, "")
    assert "make another one the default" in refused.err
    opiekun("calendar", "set", "My calendar", "--default")
    assert [each["name"] for each in opiekun("calendar", "remove", "crew", "--json").json["calendars"]] == ["own"]


def test_an_event_is_put_into_another_calendar(opiekun, uid, shown):
    opiekun("calendar", "set", "Team")
    assert opiekun("calendar", "put", uid, "--into", "Team").status == 0
    assert shown(uid)["calendar"] == "Team"
    again = opiekun("calendar", "put", uid, "--into", "Team")
    assert again.status == 1
    opiekun("calendar", "set", "Team", "--read-only")
    assert "can only be read" in opiekun("calendar", "change", uid, "--summary", "X").err


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("show", "nothing"), 1, "no event"),
        (("show", "UID", "--recurrence-id", "2026-06-16"), 1, "no occurrence"),
        (("change", "UID", "--status", "maybe"), 2, "maybe"),
        (("change", "UID", "--end", "2026-06-15T10:00:00Z"), 1, "before it begins"),
        (("change", "UID", "--end", "2026-06-17"), 1, "different manners"),
        (("copy", "UID", "--start", "soon"), 2, "not a time"),
        (("put", "UID", "--into", "None"), 1, "there are: My calendar"),
        (("set", "My calendar", "--colour", "red"), 1, "not a colour"),
        (("set", " "), 1, "needs a name"),
        (("remove", "None"), 1, "there are: My calendar"),
        (("search", "x", "--limit", "0"), 2, "0"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(opiekun, uid, shown, *, arguments, status, words):
    before = shown(uid)
    ran = opiekun("calendar", *(uid if word == "UID" else word for word in arguments))
    assert (ran.status, ran.out) == (status, "")
    assert words in ran.err
    assert shown(uid) == before


@pytest.mark.parametrize(("options", "free"), [((), False), (("--busy",), False), (("--free",), True)])
def test_a_new_event_takes_its_time_unless_it_is_said_to_be_free(opiekun, shown, options, free):
    """As RFC 5545 (3.8.2.7) has it where nothing is said: a program must not have to know what people like better."""
    for start, end in (("2026-06-16", "2026-06-17"), ("2026-06-16T14:00:00+02:00", "2026-06-16T15:00:00+02:00")):
        ran = opiekun("calendar", "add", "--summary", "Birthday", "--start", start, "--end", end, *options)
        assert shown(ran.out.strip())["transparent"] is free


def test_who_writes_the_last_day_as_the_end_is_told_what_to_write(opiekun):
    ran = opiekun("calendar", "add", "--summary", "Birthday", "--start", "2026-06-16", "--end", "2026-06-16")
    assert ran.status == 1
    assert "for 2026-06-16 alone write 2026-06-17" in ran.err
