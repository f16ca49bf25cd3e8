"""`opiekun calendar connect` and `opiekun sync` with a real Radicale, as other programs call them."""

from __future__ import annotations

import io
import json
import os
import shlex
import ssl
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import Any

import pytest
from tests.cli.conftest import APP, Ran
from tests.servers.certificates import self_signed
from tests.servers.events import event, override, said, series
from tests.servers.faults import answers
from tests.servers.fixtures import CalendarSite, opened_site
from tests.servers.proxy import Answer, Asked, Exchange

from opiekun.domain.sync.accounts import Auth, DavAccount
from opiekun.store.opening import open_store

Terminal = Callable[..., Ran]

LATER = ("--recurrence-id", "2026-07-06T09:00:00Z", "--scope", "future")


@pytest.fixture
def connected(process: Terminal, calendar_site: CalendarSite) -> str:
    """A desk that is connected to a server with one calendar, whose path is the answer."""
    path = calendar_site.calendar("calls")
    ran = process(
        "calendar",
        "connect",
        calendar_site.url,
        "--user",
        calendar_site.user,
        "--password-stdin",
        "--json",
        stdin=calendar_site.password,
        OPIEKUN_SECRET_CALDAV=calendar_site.password,
    )
    assert ran.status == 0, ran.err
    (calendar,) = ran.json["calendars"]
    assert (calendar["name"], calendar["read_only"], calendar["new"]) == ("Calls", False, True)
    return path


@pytest.fixture
def sync(process: Terminal, calendar_site: CalendarSite) -> Terminal:
    """`opiekun …` with the password in its environment, for there is no keyring here."""

    def run(*words: str) -> Ran:
        return process(*words, OPIEKUN_SECRET_CALDAV=calendar_site.password)

    return run


def test_both_sides_have_the_same_after_a_sync(calendar_site: CalendarSite, connected: str, sync: Terminal) -> None:
    calendar_site.phone.put(f"{connected}a.ics", event("a", "From the phone"))
    first = sync("sync", "--json")
    assert first.status == 0, first.err
    (report,) = first.json["collections"]
    assert report | {"requests": 0, "calendar_id": "", "url": ""} == {
        "calendar": "Calls",
        "calendar_id": "",
        "url": "",
        "downloaded": 1,
        "uploaded": 0,
        "deleted_local": 0,
        "deleted_remote": 0,
        "conflicts": 0,
        "refused": 0,
        "requests": 0,
        "waits": 0,
        "merged": 0,
        "kept": 0,
        "missing": 0,
        "not_shown": 0,
        "failure": None,
    }
    added = sync(
        "calendar",
        "add",
        "--summary",
        "From the desk",
        "--calendar",
        "Calls",
        "--start",
        "2026-06-23T10:00:00+02:00",
        "--end",
        "2026-06-23T11:00:00+02:00",
        "--json",
    )
    uid = added.json["uid"]
    (report,) = sync("sync", "--json").json["collections"]
    assert (report["uploaded"], report["downloaded"], report["requests"]) == (1, 0, 2)
    texts = calendar_site.phone.held(connected)
    assert any(f"UID:{uid}" in text for text in texts.values())
    (report,) = sync("sync", "--json").json["collections"]
    assert (report["uploaded"], report["downloaded"], report["requests"]) == (0, 0, 1)
    sync("calendar", "delete", "a")
    (report,) = sync("sync", "--json").json["collections"]
    assert (report["deleted_remote"], report["requests"]) == (1, 2)
    assert list(calendar_site.phone.held(connected).values()) == [text for text in texts.values() if uid in text]


@pytest.fixture
def desk(
    opiekun: Terminal, calendar_site: CalendarSite, monkeypatch: pytest.MonkeyPatch
) -> tuple[Terminal, CalendarSite, str]:
    """A desk in this process, its server, and the path of the one calendar there, which is synced."""
    path = calendar_site.calendar("calls")
    calendar_site.phone.put(f"{path}a.ics", event("a", "Call"))
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{calendar_site.password}\n"))
    ran = opiekun("calendar", "connect", calendar_site.url, "--user", calendar_site.user, "--password-stdin")
    assert ran.status == 0, ran.err
    assert "Calls" in ran.out
    assert "New events still go to “My calendar”, which is only on this computer" in ran.out
    assert "“opiekun calendar set Calls --default”" in ran.out
    assert opiekun("sync").status == 0
    return opiekun, calendar_site, path


Desk = tuple[Terminal, CalendarSite, str]


_SOGO = b"""<multistatus xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><response><href>/SOGo/dav/anna/</href>
<propstat><prop><resourcetype><collection/><c:calendar/></resourcetype>
<current-user-principal><href>/SOGo/dav/anna/</href></current-user-principal>
<c:calendar-home-set><href>/SOGo/dav/anna/</href></c:calendar-home-set>
</prop><status>HTTP/1.1 200 OK</status></propstat></response></multistatus>"""


def test_who_connects_a_server_that_may_write_to_guests_too_is_told(
    opiekun: Terminal, calendar_site: CalendarSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    calendar_site.proxy.when("PROPFIND")(answers(207, _SOGO))
    monkeypatch.setattr("sys.stdin", io.StringIO("secret\n"))
    url = f"{calendar_site.proxy.url}/SOGo/dav/anna/"
    ran = opiekun("calendar", "connect", url, "--user", "anna", "--password-stdin", "--json")
    assert (ran.status, ran.json["url"]) == (0, url)
    assert "runs SOGo, which may write to guests by itself: they would get two letters" in ran.err


def test_an_address_of_one_calendar_connects_that_one(
    opiekun: Terminal, calendar_site: CalendarSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [calendar_site.calendar(name) for name in ("calls", "team")]
    urls = [f"{calendar_site.proxy.url}{path}" for path in paths]

    def connect(url: str) -> dict[str, Any]:
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{calendar_site.password}\n"))
        told = opiekun("calendar", "connect", url, "--user", calendar_site.user, "--password-stdin", "--json").json
        assert isinstance(told, dict)
        return told

    assert [each["url"] for each in connect(urls[1])["calendars"]] == [urls[1]]
    connect(urls[1].rstrip("/"))
    assert [each["url"] for each in opiekun("sync", "status", "--json").json["collections"]] == [urls[1]]
    assert {each["url"] for each in connect(calendar_site.url)["calendars"]} == {*urls}
    assert {each["url"] for each in opiekun("sync", "status", "--json").json["collections"]} == {*urls}


def test_a_conflict_about_a_series_shows_in_what_its_versions_differ(desk: Desk) -> None:
    opiekun, site, path = desk
    site.phone.put(f"{path}weekly.ics", series("weekly"))
    opiekun("sync")
    assert opiekun("calendar", "delete", "weekly", *LATER).status == 0
    renamed = override("weekly", "20260713T090000Z", "Renamed there")
    site.phone.put(f"{path}weekly.ics", series("weekly", overrides=(renamed,)))
    opiekun("sync")
    (conflict,) = opiekun("sync", "conflicts", "--json").json
    found = {(each["occurrence"], each["field"]): each for each in conflict["differences"]}
    rule = found[None, "rule"]
    assert "UNTIL=" in rule["mine"]
    assert rule["theirs"] == "FREQ=WEEKLY;COUNT=10"
    assert found["20260713T090000", "when"]["mine"] is None
    told = opiekun("sync", "conflicts").out
    assert "≠ Recurs\n" in told
    assert "theirs: FREQ=WEEKLY;COUNT=10" in told
    assert "≠ When  [2026-07-13 11:00 – 2026-07-13 11:30]\n" in told


def test_a_later_part_that_has_no_place_in_the_series_of_the_server_is_told_and_settled(desk: Desk) -> None:
    opiekun, site, path = desk
    site.phone.put(f"{path}weekly.ics", series("weekly"))
    opiekun("sync")
    moved = opiekun("calendar", "move", "weekly", *LATER, "--start", "2026-07-06T12:00:00Z", "--json").json
    site.phone.put(f"{path}weekly.ics", series("weekly").replace("COUNT=10", "COUNT=2"))
    opiekun("sync")
    (conflict,) = opiekun("sync", "conflicts", "--json").json
    assert (conflict["kind"], conflict["uid"], conflict["theirs"]) == ("split_off", moved["split_off"], None)
    told = opiekun("sync", "conflicts").out
    assert "split off here from the series “Weekly”, which goes on otherwise on the server, or ends before that" in told
    assert opiekun("sync", "settle", conflict["id"], "mine").status == 0
    opiekun("sync")
    assert len(site.phone.held(path)) == 3


def test_a_conflict_is_told_and_settled(desk: Desk) -> None:
    opiekun, site, path = desk
    opiekun("calendar", "change", "a", "--summary", "Mine")
    site.phone.put(f"{path}a.ics", event("a", "Theirs"))
    (report,) = opiekun("sync", "--json").json["collections"]
    assert report["conflicts"] == 1
    (conflict,) = opiekun("sync", "conflicts", "--json").json
    assert (conflict["uid"], conflict["calendar"], conflict["touching"]) == ("a", "Calls", ["SUMMARY"])
    assert (conflict["mine"]["summary"], conflict["theirs"]["summary"]) == ("Mine", "Theirs")
    assert conflict["mine"]["start"] == "2026-06-22T09:00:00+00:00"
    told = opiekun("sync", "conflicts").out
    assert "  mine: Mine  Mon 11:00 – Mon 11:30\n" in told
    assert "  changed on both sides: Title\n" in told
    assert "  ≠ Title\n      mine: Mine\n      theirs: Theirs\n" in told
    assert "zmienione po obu stronach: Tytuł\n" in opiekun("--lang", "pl", "sync", "conflicts").out
    assert opiekun("sync", "settle", conflict["id"], "both").status == 0
    for named in (conflict["id"], "nonsense"):
        again = opiekun("sync", "settle", named, "mine")
        assert again.status == 1
        assert again.err.startswith("There is no such conflict, or it is settled already;")
    assert opiekun("sync", "conflicts").out == "There are no conflicts.\n"
    assert opiekun("sync").status == 0
    texts = "".join(site.phone.held(path).values())
    assert "SUMMARY:Mine" in texts
    assert "SUMMARY:Theirs" in texts


def test_a_conflict_is_settled_by_how_its_id_begins(desk: Desk) -> None:
    opiekun, site, path = desk
    for number in range(17):  # more than there are signs with which an id begins
        site.phone.put(f"{path}{number}.ics", event(f"{number}"))
    opiekun("sync")
    for number in range(17):
        opiekun("calendar", "change", f"{number}", "--summary", "Mine")
        site.phone.put(f"{path}{number}.ics", event(f"{number}", "Theirs"))
    opiekun("sync")
    ids = [each["id"] for each in opiekun("sync", "conflicts", "--json").json]
    first = [each[0] for each in ids]
    several = next(sign for sign in first if first.count(sign) > 1)
    refused = opiekun("sync", "settle", several, "theirs")
    assert (refused.status, "may be each of these" in refused.err) == (1, True)
    assert all(each in refused.err for each in ids if each.startswith(several))
    beginning = next(ids[0][:n] for n in range(1, 37) if sum(each.startswith(ids[0][:n]) for each in ids) == 1)
    assert opiekun("sync", "settle", beginning, "theirs").status == 0
    assert [each["id"] for each in opiekun("sync", "conflicts", "--json").json] == ids[1:]
    assert opiekun("sync", "settle", "", "theirs").err.startswith("There is no such conflict")


def test_what_became_of_events_that_both_sides_touched_is_told(desk: Desk) -> None:
    opiekun, site, path = desk
    for uid in "bc":
        site.phone.put(f"{path}{uid}.ics", event(uid))
    opiekun("sync")
    opiekun("calendar", "delete", "a")
    site.phone.put(f"{path}a.ics", event("a", "Kept"))
    opiekun("calendar", "change", "b", "--summary", "Mine")
    site.phone.put(f"{path}b.ics", event("b", "Call", "LOCATION:There"))
    opiekun("calendar", "change", "c", "--summary", "Stays")
    site.phone.delete(f"{path}c.ics")
    told = opiekun("sync").out
    assert "  “Kept” was deleted here and changed on the server; it comes back as it is there.\n" in told
    assert "  “Mine” was changed here and on the server; both changes were merged.\n" in told
    assert "  “Stays” was changed here and deleted on the server; it goes back to the server.\n" in told
    (report,) = opiekun("sync", "log", "--json").json[0]["collections"]
    assert (report["merged"], report["kept"]) == (1, 2)
    assert opiekun("sync").out.endswith("; 1 HTTP request.\n")
    assert opiekun("--lang", "pl", "sync").out.endswith("; 1 zapytanie HTTP.\n")


def test_a_refused_edit_is_told_tried_again_and_given_up(desk: Desk) -> None:
    opiekun, site, path = desk
    site.proxy.when("PUT")(answers(413, "Too large for me"))
    opiekun("calendar", "change", "a", "--summary", "Mine")
    ran = opiekun("sync", "--json")
    assert (ran.status, ran.json["collections"][0]["refused"]) == (0, 1)
    assert "“Mine” is refused" in ran.json["log"][0]["said"]
    (edit,) = opiekun("sync", "refused", "--json").json
    assert (edit["uid"], edit["summary"], edit["deleted"]) == ("a", "Mine", False)
    assert "Mine  [Calls]" in opiekun("sync", "refused").out
    assert opiekun("sync", "retry", "a").out == "“Mine” is tried again with the next sync.\n"
    assert opiekun("sync", "--json").json["collections"][0]["refused"] == 1
    assert opiekun("sync", "retry").status == 2
    assert opiekun("sync", "retry", "a", "--all").status == 2
    assert opiekun("sync", "retry", "--all", "--json").json == [{"uid": "a"}]
    assert opiekun("sync", "retry", "--all").status == 1
    assert "retry [OPTIONS] [UID]" in opiekun("sync", "retry", "--help").out
    assert opiekun("sync", "--json").json["collections"][0]["refused"] == 1
    assert opiekun("sync", "give-up", "a").status == 0
    assert opiekun("sync", "give-up", "a").status == 1
    assert opiekun("sync", "refused").out == "No edit was refused.\n"
    assert opiekun("calendar", "show", "a", "--json").json["summary"] == "Call"
    assert len(opiekun("sync", "log", "--json").json) == 4
    assert "is refused" in opiekun("sync", "log").out
    assert site.phone.says(path) == {f"{path}a.ics": said(event("a", "Call"))}


def test_a_server_that_shows_the_request_brings_no_password_to_the_terminal_or_the_disk(desk: Desk, home: Path) -> None:
    opiekun, site, _path = desk

    def shows(exchange: Exchange) -> None:
        request = f"You sent {exchange.asked.headers['authorization']} and {site.password}, which I refuse"
        exchange.send(Answer(400, {"content-type": "text/plain"}, request.encode()))

    opiekun("calendar", "change", "a", "--summary", "Mine")
    site.proxy.when("PUT")(shows)
    told = [opiekun("sync"), opiekun("sync", "refused"), opiekun("sync", "refused", "--json")]
    site.proxy.behave()
    site.proxy.when("REPORT")(answers(302, location=f"https://{site.user}:{site.password}@elsewhere.example/"))
    told += [opiekun("sync"), opiekun("sync", "status"), opiekun("sync", "log"), opiekun("sync", "log", "--json")]
    kept = [path.read_bytes().decode("latin-1") for path in home.rglob("*") if path.is_file()]
    for text in [*(ran.out + ran.err for ran in told), *kept]:
        assert site.password not in text
        assert b64encode(f"{site.user}:{site.password}".encode()).decode() not in text
    assert "which I refuse" in told[1].out
    assert "points to https://elsewhere.example/, " in told[3].err
    assert any("which I refuse" in text for text in kept)


def test_a_calendar_that_was_emptied_waits_for_an_answer(desk: Desk) -> None:
    opiekun, site, path = desk
    for uid in "bcd":
        site.phone.put(f"{path}{uid}.ics", event(uid))
    opiekun("sync")
    for uid in "abcd":
        site.phone.delete(f"{path}{uid}.ics")
    ran = opiekun("sync", "--json")
    assert (ran.json["collections"][0]["deleted_local"], ran.json["collections"][0]["missing"]) == (0, 4)
    assert opiekun("sync", "log", "--limit", "1").out.count("4 of 4 events are not on the server any more") == 1
    assert "4 of 4 events are not on the server any more" in opiekun("sync").out
    (collection,) = opiekun("sync", "status", "--json").json["collections"]
    assert (collection["standing"], collection["missing"], collection["known"]) == ("guarded", 4, 4)
    assert "4 of 4 events are not on the server any more" in opiekun("sync", "status").out
    asked, found = opiekun("sync", "log", "--limit", "2").out.split("2026-06-16 10:00")[1:]
    assert "Calls: 4 of 4 events are not on the server any more: say with “sync guard Calls delete|keep”" in asked
    assert found.count("4 of 4 events are not on the server any more. Nothing is deleted here until you say so.") == 1
    assert "Call" in collection["missing_titles"]
    assert "among them: “Call”" in opiekun("sync", "status").out
    assert opiekun("sync", "guard", "Calls", "delete").status == 0
    assert "4 events that are not on the server any more are deleted here" in opiekun("sync", "status").out
    assert opiekun("sync", "status", "--json").json["collections"][0]["may_delete"]
    assert opiekun("sync", "guard", "Calls", "keep").status == 0
    assert opiekun("sync", "guard", "Calls", "delete").status == 1
    assert opiekun("sync", "--json").json["collections"][0]["uploaded"] == 4
    assert len(site.phone.held(path)) == 4
    (collection,) = opiekun("sync", "status", "--json").json["collections"]
    assert (collection["standing"], collection["missing"], collection["known"]) == ("active", None, None)


def test_a_server_that_fails_is_told_in_a_sentence_and_the_json_stands(desk: Desk) -> None:
    opiekun, site, _path = desk
    site.proxy.when("REPORT")(answers(500))
    ran = opiekun("sync", "--json")
    assert ran.status == 1
    (report,) = ran.json["collections"]
    assert report["failure"] == ran.err.strip()
    assert "Traceback" not in ran.err
    site.change_password("another")
    site.proxy.behave()
    assert opiekun("sync").status == 1
    asked = len(site.proxy.asked)
    told = opiekun("sync")
    # Who syncs by hand may have another password by now, so it is tried; once, or the account might be locked.
    assert (told.status, len(site.proxy.asked)) == (1, asked + 1)
    assert told.err.strip() in opiekun("sync", "status").out


@pytest.fixture
def two(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """As the desk, with a second calendar, Team, that is synced too."""
    opiekun, site, _path = desk
    site.calendar("team")
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{site.password}\n"))
    assert opiekun("calendar", "connect", site.url, "--user", site.user, "--password-stdin").status == 0
    assert opiekun("sync").status == 0
    return desk


def test_of_a_failure_of_one_calendar_its_name_is_told(two: Desk) -> None:
    opiekun, site, path = two
    site.proxy.when("REPORT", path)(answers(403))
    told = opiekun("sync")
    assert told.status == 1
    assert told.err.startswith("Calls: 127.0.0.1 does not let you read this")
    ran = opiekun("sync", "--json")
    assert ran.err.startswith("127.0.0.1 does not let you read this")
    assert ran.err.strip() in {each["failure"] for each in ran.json["collections"]}


def test_what_keeps_all_calendars_of_a_server_is_told_once(two: Desk) -> None:
    opiekun, site, _path = two
    site.change_password("another")
    refused = opiekun("sync").err.strip()
    assert refused.startswith("127.0.0.1 does not accept the user or password")
    assert opiekun("sync", "status").out.count(refused) == 1
    site.proxy.__exit__()
    away = opiekun("sync").err.strip()
    told = opiekun("sync", "status").out
    assert (told.count(away), refused in told) == (1, False)


def test_a_calendar_that_was_not_synced_does_not_read_as_if_nothing_was_new(two: Desk) -> None:
    opiekun, site, _path = two
    opiekun("calendar", "change", "a", "--summary", "Mine")
    site.proxy.when("REPORT")(answers(403))
    calls, team = opiekun("sync").out.splitlines()
    assert calls.startswith("Calls: not synced to its end: came 0, went out 1, ")
    assert team.startswith("Team: not synced; ")


@pytest.fixture
def other(desk: Desk, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[CalendarSite]:
    """A second server on the host of the desk's, with the calendar Private, which is synced too."""
    opiekun, _site, _path = desk
    with opened_site(request, "radicale") as site:
        site.calendar("private")
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{site.password}\n"))
        assert opiekun("calendar", "connect", site.url, "--user", site.user, "--password-stdin").status == 0
        assert opiekun("sync").status == 0
        yield site


def test_of_two_servers_on_one_host_it_is_told_which_one_fails(desk: Desk, other: CalendarSite) -> None:
    opiekun, site, _path = desk
    other.change_password("another")
    ran = opiekun("sync")
    assert ran.status == 1
    assert ran.err.startswith(f"Private ({other.user}, 127.0.0.1:{other.proxy.port}): 127.0.0.1 does not accept")
    site.change_password("another")
    ran = opiekun("sync")
    lines = [line for line in (ran.out + ran.err).splitlines() if "does not accept the user or password" in line]
    for calendar, one in (("Calls", site), ("Private", other)):
        (line,) = (each for each in lines if each.startswith(f"{calendar} ({one.user}, 127.0.0.1:{one.proxy.port}): "))
        assert f" --user {one.user} --password-stdin" in line


def test_a_password_that_is_refused_is_given_by_the_command_that_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    opiekun, site, _path = desk
    site.calendar("team")
    site.change_password("another")
    ran = opiekun("sync")
    assert (ran.status, opiekun("sync", "status").out.count(ran.err.strip())) == (1, 1)
    told, _, command = ran.err.strip().partition(" To give it on standard input: opiekun ")
    assert told.endswith("Type the password again.")
    monkeypatch.setattr("sys.stdin", io.StringIO("another\n"))
    assert opiekun(*shlex.split(command)).status == 0
    ran = opiekun("sync", "--json")  # and what was left out stays so
    assert (ran.status, [each["calendar"] for each in ran.json["collections"]]) == (0, ["Calls"])


def test_a_calendar_that_can_only_be_read_is_marked_so(two: Desk) -> None:
    opiekun, _site, _path = two
    assert opiekun("calendar", "set", "Team", "--read-only").status == 0
    told = opiekun("sync", "status").out
    assert "  Team  synced 10:00, can only be read\n" in told
    assert "  Calls  synced 10:00\n" in told


def test_the_log_tells_when_and_with_whom_and_that_nothing_was_new(desk: Desk) -> None:
    opiekun, site, path = desk
    server = site.proxy.url.removeprefix("http://")
    assert opiekun("sync").status == 0
    assert opiekun("sync", "log", "--limit", "1").out == f"2026-06-16 10:00  {server}  nothing new\n"
    site.phone.put(f"{path}b.ics", event("b"))
    opiekun("sync")
    came, nothing, _first = opiekun("sync", "log").out.split("2026-06-16 10:00")[1:]
    assert came == f"  {server}\n  Calls: Came: 1, went out: 0, deleted here: 0, deleted there: 0.\n"
    assert nothing == f"  {server}  nothing new\n"
    assert "  nic nowego\n" in opiekun("--lang", "pl", "sync", "log").out


def test_a_server_is_disconnected_and_its_calendars_stay_until_it_is_connected_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    opiekun, site, path = desk
    assert "disconnect [OPTIONS] [ACCOUNT]" in opiekun("sync", "disconnect", "--help").out
    assert opiekun("sync", "disconnect", "somebody").status == 1
    assert opiekun("sync", "disconnect", "http://127.0.0.1:1").status == 1
    opiekun("calendar", "change", "a", "--summary", "Mine")
    let_go = opiekun("sync", "disconnect", site.url.rstrip("/"))
    assert let_go.status == 0
    assert "Connect it again, and the calendars that stayed are taken up." in let_go.out
    assert "1 change made here has not reached the server: it waits until that is connected again." in let_go.out
    assert opiekun("calendar", "show", "a").status == 0
    told = opiekun("sync")
    assert (told.status, told.err) == (
        1,
        "No calendar server is connected; connect one with “opiekun calendar connect”.\n",
    )
    assert opiekun("sync", "status").out == "No calendar server is connected.\n"
    assert list(site.phone.held(path)) == [f"{path}a.ics"]
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{site.password}\n"))
    again = opiekun("calendar", "connect", site.url, "--user", site.user, "--password-stdin")
    assert "Calls  taken up as it had stayed here" in again.out
    (report,) = opiekun("sync", "--json").json["collections"]
    assert (report["uploaded"], report["downloaded"]) == (1, 0)
    assert "SUMMARY:Mine" in site.phone.held(path)[f"{path}a.ics"]


@pytest.mark.parametrize("backend", ["", "nothing.there.Keyring", "opiekun.words.Keyring"])
def test_a_keyring_that_the_environment_names_and_is_not_there_is_said(
    process: Callable[..., Ran], backend: str
) -> None:
    given = ("calendar", "connect", "http://127.0.0.1:9/", "--user", "anna", "--password-stdin")
    ran = process(*given, stdin="secret\n", PYTHON_KEYRING_BACKEND=backend)
    assert ran.status == 1
    assert ran.err.startswith("The environment variable PYTHON_KEYRING_BACKEND names no keyring that there is: ")


def test_what_cannot_be_read_is_told(desk: Desk) -> None:
    opiekun, site, path = desk
    site.phone.put(f"{path}a.ics", event("a"))
    odd = event("odd").replace("SUMMARY:", "RRULE:FREQ=DAILY;INTERVAL=0\r\nSUMMARY:Odd ")
    site.phone.put(f"{path}odd.ics", odd)
    assert "1 new entry of the server cannot be shown here" in opiekun("sync").out
    (latest,) = opiekun("sync", "log", "--limit", "1", "--json").json
    assert [each["not_shown"] for each in latest["collections"]] == [1]
    assert "Calls: “Odd Call” is not shown here. " in opiekun("sync", "status").out
    assert "1 event agrees; 1 more is not shown here" in opiekun("check").out
    (report,) = opiekun("sync", "--json").json["collections"]
    assert report["not_shown"] == 0


def test_what_waits_in_a_calendar_that_is_removed_is_told_and_goes_out_once_it_is_connected_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    opiekun, site, path = desk
    site.phone.put(f"{path}a.ics", event("a"))
    opiekun("sync")
    assert opiekun("calendar", "change", "a", "--summary", "Mine").status == 0
    assert "have not reached the server (1)" in opiekun("calendar", "remove", "Calls").err
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{site.password}\n"))
    again = opiekun("calendar", "connect", site.url, "--user", site.user, "--password-stdin")
    assert "1 change that was made here before waits to go there." in again.out
    opiekun("sync")
    assert "SUMMARY:Mine" in site.phone.held(path)[f"{path}a.ics"]


def test_deletions_that_are_too_many_to_go_out_when_it_is_connected_again_are_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    opiekun, site, path = desk
    for uid in "abc":
        site.phone.put(f"{path}{uid}.ics", event(uid))
    opiekun("sync")
    opiekun("sync", "disconnect")
    for uid in "abc":
        assert opiekun("calendar", "delete", uid).status == 0

    def again(*more: str) -> Ran:
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{site.password}\n"))
        return opiekun("calendar", "connect", site.url, "--user", site.user, "--password-stdin", *more)

    assert "3 events that were deleted here come back from the server" in again().out
    (known,) = again("--json").json["calendars"]
    assert (known["new"], known["coming_back"]) == (False, 0)


def test_a_server_is_named_by_any_address_of_it_that_means_one_account(opiekun: Terminal, home: Path) -> None:
    def disconnect(named: str) -> Ran:
        return opiekun("sync", "disconnect", named, "--json")

    now = datetime(2026, 6, 16, 8, tzinfo=UTC)
    with closing(open_store(home / "desk.sqlite3", now=now)) as store, store.write() as unit:
        for user in ("anna", "ewa"):
            unit.sync.save_account(DavAccount(f"of-{user}", f"https://dav.example.com/{user}/", user, Auth.BASIC))
    several = disconnect("dav.example.com")
    assert several.status == 1
    assert "anna https://dav.example.com/anna/ (of-anna), ewa https://dav.example.com/ewa/ (of-ewa)" in several.err
    assert disconnect("https://dav.example.com:8443").status == 1
    ewa = disconnect("https://dav.example.com/ewa")
    assert (ewa.json["id"], ewa.json["told"]) == ("of-ewa", [])
    assert disconnect("https://dav.example.com").json["id"] == "of-anna"


def test_of_calendars_that_go_with_their_server_none_is_taken_up_again(desk: Desk) -> None:
    opiekun, site, _ = desk
    let_go = opiekun("sync", "disconnect", site.user, "--remove-calendars")
    assert (let_go.status, "not synced any more" in let_go.out, "taken up" in let_go.out) == (0, True, False)


def test_what_cannot_be_connected_is_told(opiekun: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    url = "http://127.0.0.1:1/"
    assert opiekun("calendar", "connect", url, "--user", "anna").status == 2
    monkeypatch.setattr("sys.stdin", io.StringIO("secret\n"))
    ran = opiekun("calendar", "connect", url, "--user", "anna", "--password-stdin")
    assert ran.status == 1
    assert "secret" not in ran.err
    ran = opiekun("calendar", "connect", url, "--user", "a", "--password-stdin", "--accept-certificate", "12:34")
    assert (ran.status, "64 hexadecimal digits" in ran.err) == (1, True)


@contextmanager
def untrusted(folder: Path) -> Iterator[tuple[str, str]]:
    """A server with a certificate that nobody vouches for: its address, and the fingerprint."""
    certificate, key = self_signed(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)

    class Handshake(BaseRequestHandler):
        def handle(self) -> None:
            with suppress(OSError), context.wrap_socket(self.request, server_side=True) as connection:
                connection.recv(1)

    with ThreadingTCPServer(("127.0.0.1", 0), Handshake) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        fingerprint = sha256(ssl.PEM_cert_to_DER_cert(certificate.read_text())).hexdigest()
        yield f"https://127.0.0.1:{server.server_address[1]}/", fingerprint
        server.shutdown()


def test_of_a_certificate_that_is_not_trusted_it_is_told_how_to_accept_it(
    opiekun: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("secret\n"))
    with untrusted(tmp_path) as (url, fingerprint):
        ran = opiekun("calendar", "connect", url, "--user", "anna", "--password-stdin")
    assert ran.status == 1
    assert f"--accept-certificate {fingerprint}" in ran.err


def test_of_a_fingerprint_that_was_mistyped_nothing_is_said_of_one_that_was_accepted(
    opiekun: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("secret\n"))
    with untrusted(tmp_path) as (url, fingerprint):
        mistyped = ("0" if fingerprint[0] != "0" else "1") + fingerprint[1:]
        given = ("--user", "anna", "--password-stdin", "--accept-certificate", mistyped)
        ran = opiekun("calendar", "connect", url, *given)
    assert ran.status == 1
    assert f"another fingerprint than the one that was typed: {fingerprint}." in ran.err
    assert "accepted" not in ran.err
    assert "--accept-certificate" not in ran.err


def test_ones_own_calendar_tells_when_one_is_busy(desk: Desk) -> None:
    opiekun, site, _path = desk
    ran = opiekun(
        "calendar", "busy", "nobody@example.com", site.user, "--from", "2026-06-22", "--to", "2026-06-23", "--json"
    )
    assert ran.status == 0, ran.err
    nobody, own = ran.json
    assert (nobody["who"], nobody["busy"]) == ("nobody@example.com", None)
    assert [(each["start"], each["end"]) for each in own["busy"]] == [("2026-06-22T09:00:00Z", "2026-06-22T09:30:00Z")]


def test_of_whom_nothing_is_known_is_told_with_what_to_do_for_the_coming_week(desk: Desk) -> None:
    opiekun, site, _path = desk
    ran = opiekun("calendar", "busy", "nobody@example.com", "--json")
    assert (ran.status, ran.json[0]["busy"]) == (1, None)
    assert "a calendar of theirs that you may read" in ran.err
    assert "(https://…)" in opiekun("calendar", "busy", "--help").out
    assert opiekun("calendar", "busy", site.user).status == 0


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("3.7;Invalid calendar user", "The server does not know this address."),
        ("3.8;No authority", "The server does not let you ask about this address."),
        ("5.1;Unavailable", "The server could not ask for this address; try again later."),
        ("5.3;No scheduling support", "The server cannot ask for this address."),
        ("3.12;Gone home", "No server tells. Gone home"),
        ("Gone home", "No server tells. Gone home"),
    ],
)
def test_of_whom_a_server_does_not_tell_the_reason_is_a_sentence(
    desk: Desk, home: Path, status: str, told: str
) -> None:
    opiekun, site, _path = desk
    now = datetime(2026, 6, 16, 8, tzinfo=UTC)
    with closing(open_store(home / "desk.sqlite3", now=now)) as store, store.write() as unit:
        (account,) = unit.sync.accounts()
        unit.sync.save_account(replace(account, outbox=f"{site.url}outbox/"))
    answer = (
        "<c:schedule-response xmlns='DAV:' xmlns:c='urn:ietf:params:xml:ns:caldav'><c:response>"
        "<c:recipient><href>mailto:bob@else.example</href></c:recipient>"
        f"<c:request-status>{status}</c:request-status></c:response></c:schedule-response>"
    )
    site.proxy.when("POST")(answers(200, answer, content_type="application/xml"))
    ran = opiekun("calendar", "busy", "bob@else.example")
    assert ran.out == f"bob@else.example\n  {told}\n"
    assert opiekun("calendar", "busy", "bob@else.example", "--json").json[0]["reason"] == status


@contextmanager
def running(home: Path, site: CalendarSite) -> Iterator[subprocess.Popen[bytes]]:
    """`opiekun sync --json --progress` as a window runs it: its standard input stays open."""
    environment = {"PYTHONPATH": str(APP), "LANGUAGE": "en", "OPIEKUN_SECRET_CALDAV": site.password}
    with subprocess.Popen(
        [sys.executable, "-m", "opiekun", "--home", str(home), "sync", "--json", "--progress"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | environment,
    ) as run:
        yield run


def test_progress_is_told_in_lines_of_json(home: Path, calendar_site: CalendarSite, connected: str) -> None:
    calendar_site.phone.put(f"{connected}a.ics", event("a"))
    with running(home, calendar_site) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        assert json.loads(run.stdout.read())["collections"][0]["downloaded"] == 1
        lines = [json.loads(line) for line in run.stderr.read().splitlines()]
    assert lines == [{"calendar": "Calls", "done": 0, "total": None}, {"calendar": "Calls", "done": 1, "total": 1}]
    assert run.returncode == 0


@pytest.mark.parametrize("words", [(), ("--json",)])
def test_who_sits_before_a_terminal_sees_how_far_it_is(
    home: Path, calendar_site: CalendarSite, connected: str, words: tuple[str, ...]
) -> None:
    pty = pytest.importorskip("pty")
    calendar_site.phone.put(f"{connected}a.ics", event("a"))
    terminal, end = pty.openpty()
    ended = subprocess.run(
        [sys.executable, "-m", "opiekun", "--home", str(home), "sync", *words],
        stdout=subprocess.PIPE,
        stderr=end,
        check=True,
        timeout=120,
        env=os.environ | {"PYTHONPATH": str(APP), "LANGUAGE": "en", "OPIEKUN_SECRET_CALDAV": calendar_site.password},
    )
    os.write(end, b".")  # the end of what there is to read
    told = b""
    while not told.endswith(b"."):
        told += os.read(terminal, 4096)
    for each in (terminal, end):
        os.close(each)
    assert b"came 1" in ended.stdout or words
    assert told.decode() == ("." if words else "\rCalls …\rCalls: 1/1\r          \r.")


@pytest.mark.parametrize("how", ["the end of input", "a signal"])
def test_a_run_is_stopped_between_two_batches(
    home: Path, calendar_site: CalendarSite, process: Terminal, sync: Terminal, how: str
) -> None:
    calendar_site.filled({f"{number}.ics": event(f"{number}") for number in range(1_000)})
    process(
        *("calendar", "connect", calendar_site.url, "--user", calendar_site.user, "--password-stdin"),
        stdin=calendar_site.password,
        OPIEKUN_SECRET_CALDAV=calendar_site.password,
    )
    with running(home, calendar_site) as run:
        assert run.stdin is not None

        def stop(asked: Asked) -> None:
            if b"calendar-multiget" in asked.body and run.stdin is not None and not run.stdin.closed:
                if how == "the end of input":
                    run.stdin.close()
                else:
                    calendar_site.proxy.before = lambda _asked: None
                    run.terminate()

        calendar_site.proxy.before = stop
        assert run.stdout is not None
        told = json.loads(run.stdout.read())
        calendar_site.proxy.before = lambda _asked: None
    taken = told["collections"][0]["downloaded"]
    assert (run.returncode, told["cancelled"], 0 < taken < 1_000) == (130, True, True)
    assert sync("sync", "--json").json["collections"][0]["downloaded"] == 1_000 - taken
