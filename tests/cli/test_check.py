"""`opiekun check` tells what is wrong, and repairs what it can; `opiekun helpdesk` without a server."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import keyring
import keyring.backends.null
import pytest

from opiekun.domain.calendar.events import Calendar
from opiekun.domain.sync.accounts import Auth, CollectionStanding, DavAccount, DavCollection
from opiekun.domain.sync.local import JournalEntry, Resource
from opiekun.domain.sync.told import Told
from opiekun.services.ports import UnitOfWork
from opiekun.store.opening import open_store

NOW = datetime(2026, 6, 16, 8, tzinfo=UTC)


@contextmanager
def desk(home: Path) -> Iterator[UnitOfWork]:
    with closing(open_store(home / "desk.sqlite3", now=NOW)) as store, store.write() as unit:
        yield unit


def add(opiekun):
    assert (
        opiekun("request", "add", "--account", "A", "--subject", "S", "--severity", "1", "--channel", "chat").status
        == 0
    )


def test_a_well_desk(opiekun, home):
    add(opiekun)
    ran = opiekun("check", "--json")
    assert (ran.status, ran.err) == (0, "")
    told = ran.json
    assert told["ok"] is True
    assert told["store"]["place"] == str(home / "desk.sqlite3")
    assert told["store"]["last_backup"] is not None
    assert told["index"] == {"requests": 1, "wrong": [], "repaired": False, "ok": True, "problem": None}
    assert told["keyring"]["ok"] is True
    assert told["helpdesks"] == []


def test_a_keyring_that_keeps_nothing_is_told_as_none(opiekun):
    keyring.set_keyring(keyring.backends.null.Keyring())
    ran = opiekun("check")
    assert "Keyring: none works" in ran.out


def test_an_index_that_disagrees_is_repaired(opiekun, home):
    add(opiekun)
    with sqlite3.connect(home / "desk.sqlite3") as file:
        file.execute("UPDATE requests SET due_at = due_at + 60")
    file.close()
    told = opiekun("check", "--json")
    assert told.status == 0
    assert (told.json["index"]["wrong"], told.json["index"]["repaired"]) == (["R-1"], True)
    assert opiekun("check", "--json").json["index"]["wrong"] == []


def test_a_damaged_desk_is_named_and_its_backup_put_back_on_request(opiekun, home):
    add(opiekun)
    (home / "desk.sqlite3").write_bytes(b"not a database, whatever it was" * 100)
    ran = opiekun("queue")
    assert (ran.status, ran.out) == (1, "")
    assert "desk.sqlite3" in ran.err
    assert ran.err.count("\n") == 1
    told = opiekun("check", "--json")
    assert told.status == 1
    assert told.json["store"]["ok"] is False
    assert "--restore" in told.err
    assert opiekun("check", "--restore").status == 0
    assert [row["id"] for row in opiekun("queue", "--json").json] == ["R-1"]
    assert len(list(home.glob("*damaged*"))) == 1


@pytest.mark.parametrize("damage", ["header", "zeroed", "truncated"])
def test_a_damaged_desk_is_set_aside_for_a_new_one(opiekun, home, damage):
    add(opiekun)
    file = home / "desk.sqlite3"
    good = file.read_bytes()
    pages = {
        "header": b"\xff" * 100 + good[100:],
        "zeroed": good[:100] + bytes(len(good) - 100),
        "truncated": good[:9000],
    }
    file.write_bytes(pages[damage])
    assert "--restore" in opiekun("check").err
    assert (opiekun("check", "--restore", "--set-aside").status, file.read_bytes()) == (1, pages[damage])
    mended = opiekun("check", "--set-aside")
    assert (mended.status, "damaged" in mended.err) == (0, True)
    assert opiekun("queue", "--all", "--json").json == []
    [aside] = home.glob("*damaged*")
    assert aside.read_bytes() == pages[damage]


def test_a_damaged_desk_without_a_backup_can_be_set_aside(opiekun, home):
    home.mkdir()
    (home / "desk.sqlite3").write_bytes(b"no desk" * 1000)
    assert "--set-aside" in opiekun("check").err
    assert opiekun("check", "--set-aside").status == 0


def test_a_clock_before_the_program_was_made(opiekun):
    told = opiekun("check", "--json", now="2001-01-01T00:00:00Z")
    assert told.status == 1
    assert told.json["clock"]["ok"] is False


@pytest.mark.parametrize("words", [["pull"], ["pull", "--json"]])
def test_nothing_is_connected(opiekun, words):
    ran = opiekun("helpdesk", *words)
    assert (ran.status, ran.out) == (1, "")
    assert "helpdesk connect" in ran.err


def test_status_without_connections(opiekun):
    assert opiekun("helpdesk", "status", "--json").json == []
    assert opiekun("helpdesk", "status").status == 0


@pytest.mark.parametrize(
    ("url", "zone", "field"),
    [
        ("http://nowhere.example", "UTC", "tag:sev"),
        ("ftp://127.0.0.1", "UTC", "tag:sev"),
        ("https://127.0.0.1:9", "Mars/Olympus", "tag:sev"),
        ("https://127.0.0.1:9", "UTC", "severity"),
        ("https://127.0.0.1:9", "UTC", "tag:sev"),
    ],
)
def test_connecting_what_cannot_be_keeps_nothing(process, home, url, zone, field):
    words = ["helpdesk", "connect", "liveagent", url, "--timezone", zone, "--severity-field", field, "--key-stdin"]
    ran = process(*words, stdin="s3cret-key-of-mine\n")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.count("\n") == 1
    assert "s3cret" not in ran.err
    assert process("helpdesk", "status", "--json").json == []
    assert b"s3cret" not in (home / "desk.sqlite3").read_bytes()


def test_calendar_servers_are_told(opiekun, home, keyring_in_memory):
    assert opiekun("check", "--json").json["calendar_servers"] == []
    account = DavAccount("work", "https://dav.example.com/", "anna", Auth.BASIC)
    collections = [
        DavCollection("own", "work", "https://dav.example.com/own/", synced_at=NOW),
        DavCollection("team", "work", "https://dav.example.com/team/", synced_at=NOW - timedelta(hours=1)),
    ]
    keyring_in_memory.set_password("opiekun", "CALDAV:work", "secret")
    with desk(home) as unit:
        unit.calendars.save(Calendar("team", "Team", "#112233"))
        unit.sync.save_account(account)
        for collection in collections:
            unit.sync.save_collection(collection)
        problem = Told("It cannot be read.")
        spoilt = Resource("/c", "/c", "", "", "c", problem, "?", "Call")
        unit.sync.put_resources("team", [Resource("/b", "/b", "", "", "", problem, "?"), spoilt])
        unit.sync.note_edits("team", [("a", None, "one"), ("c", None, "two")], NOW)
    ran = opiekun("check", "--offline", "--json")
    assert (ran.status, ran.json["ok"]) == (0, True)
    [told] = ran.json["calendar_servers"]
    assert told == {
        "url": "https://dav.example.com/",
        "user": "anna",
        "has_password": True,
        "reachable": None,
        "last_success": "2026-06-16T07:00:00Z",
        "retry_at": None,
        "caution": None,
        "waits": 2,
        "calendars": told["calendars"],
        "ok": True,
        "problem": None,
    }
    assert [each["calendar"] for each in told["calendars"]] == ["My calendar", "Team"]
    assert told["calendars"][1] == {
        "calendar": "Team",
        "url": "https://dav.example.com/team/",
        "standing": "active",
        "last_success": "2026-06-16T07:00:00Z",
        "waits": 2,
        "refused": 0,
        "not_shown": 1,
        "kept": 1,
        "failure": None,
    }
    assert "2 edits wait" in opiekun("check", "--offline").out


def test_what_is_wrong_with_a_calendar_server_is_told(opiekun, home):
    opiekun("check")
    gone = Told("{url} does not answer.", {"url": "\x1b[31mdav"})
    account = DavAccount("work", "https://dav.example.com/", "anna", Auth.BASIC, asks=Told("The password is refused."))
    team = DavCollection("team", "work", "https://dav.example.com/team/", standing=CollectionStanding.GUARDED)
    crew = DavCollection("crew", "work", "https://dav.example.com/crew/", standing=CollectionStanding.GONE)
    with desk(home) as unit:
        for name in ("team", "crew"):
            unit.calendars.save(Calendar(name, name.title(), "#112233"))
        unit.sync.save_account(account)
        unit.sync.save_collection(replace(team, missing=9, known=10, failure=gone))
        unit.sync.save_collection(crew)
        refused = JournalEntry("team", "a", "", "", None, 1, NOW, refused=Told("It is too large."))
        unit.sync.save_entry(refused)
    ran = opiekun("check", "--offline", "--json")
    [told] = ran.json["calendar_servers"]
    assert (ran.status, told["ok"], told["has_password"], told["last_success"]) == (1, False, False, None)
    assert [each["standing"] for each in told["calendars"]] == ["guarded", "gone"]
    assert [each["refused"] for each in told["calendars"]] == [1, 0]
    assert told["problem"] == (
        "There is no password for anna at https://dav.example.com/: type it in the settings or connect again, or set "
        "the environment variable OPIEKUN_SECRET_CALDAV where no keyring works. "
        "The password is refused. "
        "Team: [31mdav does not answer. "
        "9 of 10 events of Team are gone from the server; say with “opiekun sync guard” whether they go here too. "
        "The server does not have Crew any more; here it is kept. "
        "The server would not have 1 edit; “opiekun sync refused” tells why."
    )
    assert "ostatnia wymiana: nigdy" in opiekun("check", "--offline", lang="pl").out


def test_a_server_that_may_write_to_guests_too_is_told_and_is_no_fault(opiekun, home, keyring_in_memory):
    opiekun("check")
    keyring_in_memory.set_password("opiekun", "CALDAV:work", "secret")
    with desk(home) as unit:
        unit.sync.save_account(DavAccount("work", "https://dav.example.com/SOGo/dav/anna/", "anna", Auth.BASIC))
    ran = opiekun("check", "--offline", "--json")
    [told] = ran.json["calendar_servers"]
    assert (ran.status, told["problem"]) == (0, None)
    assert told["caution"].startswith("dav.example.com runs SOGo, which may write to guests by itself")
    assert f"    {told['caution']}\n" in opiekun("check", "--offline").out
    assert "dwa listy" in opiekun("check", "--offline", lang="pl").out


def test_a_calendar_server_is_asked_unless_offline(opiekun, home, keyring_in_memory, calendar_site):
    opiekun("check")
    keyring_in_memory.set_password("opiekun", "CALDAV:work", calendar_site.password)
    url = f"{calendar_site.proxy.url}{calendar_site.calendar()}"
    with desk(home) as unit:
        unit.sync.save_account(DavAccount("work", calendar_site.url, calendar_site.user, Auth.BASIC))
        unit.sync.save_collection(DavCollection("own", "work", url))
    ran = opiekun("check", "--json")
    [told] = ran.json["calendar_servers"]
    assert (ran.status, told["reachable"], told["problem"]) == (0, True, None)
    calendar_site.change_password("another")
    ran = opiekun("check", "--json")
    [told] = ran.json["calendar_servers"]
    assert (ran.status, told["reachable"], "password" in told["problem"]) == (1, False, True)
    assert opiekun("check", "--offline").status == 0
