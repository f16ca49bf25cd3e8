"""`opiekun sync` as a process, as a window or another program runs it: what it exits with, and what ends it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event

import pytest
from tests.end_to_end.conftest import Terminal
from tests.servers import faults
from tests.servers.events import event, vevent, wrapped
from tests.servers.fixtures import CalendarSite
from tests.servers.proxy import Exchange, Fault

from opiekun.caldav.session import Limits

PUTS = 12
INTERRUPTED = 130


@pytest.fixture
def calls(calendar_site: CalendarSite, terminal: Terminal) -> str:
    """A calendar that is connected and was synced once; its path."""
    path = calendar_site.filled({"1.ics": event("1")})
    terminal.environment["OPIEKUN_SECRET_CALDAV"] = calendar_site.password
    who = ("--user", calendar_site.user, "--password-stdin")
    ended = terminal.run("calendar", "connect", calendar_site.url, *who, stdin=calendar_site.password)
    assert ended.returncode == 0, ended.stderr
    terminal.told("sync")
    return path


def test_a_conflict_is_listed_and_settled(calendar_site: CalendarSite, calls: str, terminal: Terminal) -> None:
    changed = terminal.run("calendar", "change", "1", "--summary", "Here")
    assert changed.returncode == 0, changed.stderr
    calendar_site.phone.put(f"{calls}1.ics", event("1", "There"))
    (told,) = terminal.told("sync")["collections"]
    assert (told["conflicts"], told["refused"], told["failure"]) == (1, 0, None)
    listed = terminal.told("sync", "conflicts")
    (conflict,) = listed
    assert (conflict["uid"], conflict["mine"]["summary"], conflict["theirs"]["summary"]) == ("1", "Here", "There")
    settled = terminal.run("sync", "settle", conflict["id"], "mine")
    assert settled.returncode == 0, settled.stderr
    terminal.told("sync")
    assert "SUMMARY:Here" in (calendar_site.phone.get(f"{calls}1.ics") or "")


def test_a_failure_is_told_in_a_sentence_and_what_was_done_in_json(
    calendar_site: CalendarSite, calls: str, terminal: Terminal
) -> None:
    calendar_site.proxy.when("REPORT")(faults.answers(500))
    ended = terminal.run("sync", "--json")
    assert ended.returncode == 1
    assert ended.stderr.strip()
    assert "Traceback" not in ended.stderr
    (told,) = json.loads(ended.stdout)["collections"]
    assert told["failure"]


def test_a_server_that_is_away_is_told(calendar_site: CalendarSite, calls: str, terminal: Terminal) -> None:
    calendar_site.proxy.__exit__()
    ended = terminal.run("sync", "--json")
    assert ended.returncode == 1
    assert calendar_site.password not in ended.stderr + ended.stdout
    (told,) = json.loads(ended.stdout)["collections"]
    assert told["failure"]


def test_a_wrong_password_is_tried_once_however_many_calendars_there_are(
    calendar_site: CalendarSite, calls: str, terminal: Terminal
) -> None:
    for name in ("team", "club"):
        calendar_site.calendar(name)
    who = ("--user", calendar_site.user, "--password-stdin")
    terminal.run("calendar", "connect", calendar_site.url, *who, stdin=calendar_site.password)
    assert len(terminal.told("sync")["collections"]) == 3
    terminal.environment["OPIEKUN_SECRET_CALDAV"] = calendar_site.password[::-1]
    calendar_site.proxy.forget()
    ended = terminal.run("sync", "--json")
    assert ended.returncode == 1
    told = json.loads(ended.stdout)["collections"]
    assert sum(each["requests"] for each in told) == len(calendar_site.proxy.asked) == 1


def until(goes_on: Event) -> Fault:
    """The answer waits until it goes on."""

    def waits(exchange: Exchange) -> None:
        goes_on.wait(60)
        exchange.send(exchange.forward())

    return waits


@contextmanager
def syncing(site: CalendarSite, terminal: Terminal, waits: Fault) -> Iterator[subprocess.Popen[str]]:
    """A sync that is amid its many PUTs, of which the third waits so."""
    file = terminal.home / "new.ics"
    file.write_text(wrapped(*(vevent(f"new-{number}") for number in range(PUTS))), encoding="utf-8")
    taken = terminal.run("calendar", "import", file, "--calendar", "Calls")
    assert taken.returncode == 0, taken.stderr
    site.proxy.forget()
    site.proxy.when("PUT", skip=2, times=1)(waits)
    command = [sys.executable, "-m", "opiekun", "--home", terminal.home, "--lang", "en", "sync", "--json", "--progress"]
    with subprocess.Popen(
        command,
        env=terminal.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        site.proxy.wait(3, lambda: process.poll() is not None)
        yield process


def test_a_second_sync_follows_the_first(calendar_site: CalendarSite, calls: str, terminal: Terminal) -> None:
    goes_on = Event()
    words = [sys.executable, "-m", "opiekun", "--home", terminal.home, "--lang", "en", "sync", "--json"]
    with (
        syncing(calendar_site, terminal, until(goes_on)),
        subprocess.Popen(
            words, env=terminal.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as second,
    ):
        assert second.stderr is not None
        assert second.stdout is not None
        assert "Another program is syncing this desk" in second.stderr.readline()
        goes_on.set()
        (told,) = json.loads(second.stdout.read())["collections"]
    assert second.returncode == 0
    assert (told["uploaded"], told["waits"], told["failure"]) == (0, 0, None)
    assert len(calendar_site.phone.listed(calls)) == PUTS + 1


def test_a_sync_that_waits_for_another_can_be_stopped(
    calendar_site: CalendarSite, calls: str, terminal: Terminal
) -> None:
    goes_on = Event()
    words = [sys.executable, "-m", "opiekun", "--home", terminal.home, "sync", "--json"]
    with (
        syncing(calendar_site, terminal, until(goes_on)),
        subprocess.Popen(words, env=terminal.environment, stderr=subprocess.PIPE, text=True) as second,
    ):
        assert second.stderr is not None
        second.stderr.readline()
        second.send_signal(signal.SIGINT)
        assert second.wait(60) == INTERRUPTED
        goes_on.set()


def close_input(process: subprocess.Popen[str]) -> None:
    """As a window does that has had enough, or was killed."""
    assert process.stdin is not None
    process.stdin.close()


def terminate(process: subprocess.Popen[str]) -> None:
    """As a system does that shuts down."""
    process.send_signal(signal.SIGTERM)


@pytest.mark.parametrize("end", [close_input, terminate])
@pytest.mark.parametrize("does", [faults.hangs, faults.hangs_after_sending])
def test_a_sync_waits_for_no_server_that_hangs_when_it_is_told_to_end(
    calendar_site: CalendarSite,
    calls: str,
    terminal: Terminal,
    does: Fault,
    end: Callable[[subprocess.Popen[str]], None],
) -> None:
    """The proxy lets go only when the program does, which by itself would wait longer than is waited here."""
    with syncing(calendar_site, terminal, does) as process:
        end(process)
        assert process.wait(Limits().read / 2) == INTERRUPTED
        assert process.stdout is not None
        told = json.loads(process.stdout.read())
    assert told["cancelled"]
    assert [each["failure"] for each in told["collections"]] == [None]
    calendar_site.proxy.behave()
    (again,) = terminal.told("sync")["collections"]
    assert (again["waits"], again["conflicts"], again["refused"], again["failure"]) == (0, 0, 0, None)
    assert len(calendar_site.phone.listed(calls)) == PUTS + 1


def test_a_sync_whose_first_answer_never_comes_can_be_ended(
    calendar_site: CalendarSite, calls: str, terminal: Terminal
) -> None:
    """Neither what is asked ahead nor a thread for the network holds the process."""
    calendar_site.proxy.forget()
    calendar_site.proxy.when("REPORT|PROPFIND")(faults.hangs)
    command = [sys.executable, "-m", "opiekun", "--home", terminal.home, "sync", "--json"]
    with subprocess.Popen(command, env=terminal.environment, stdout=subprocess.PIPE, text=True) as process:
        calendar_site.proxy.wait(1, lambda: process.poll() is not None)
        terminate(process)
        process.wait(Limits().read / 2)
    calendar_site.proxy.behave()
    (again,) = terminal.told("sync")["collections"]
    assert (again["waits"], again["failure"]) == (0, None)


@pytest.mark.parametrize("end", [close_input, terminate])
def test_a_sync_ends_after_the_event_when_it_is_told_to(
    calendar_site: CalendarSite, calls: str, terminal: Terminal, end: Callable[[subprocess.Popen[str]], None]
) -> None:
    goes_on = Event()
    with syncing(calendar_site, terminal, until(goes_on)) as process:
        end(process)
        goes_on.set()
        assert process.stdout is not None
        assert process.stderr is not None
        told, steps = json.loads(process.stdout.read()), process.stderr.read()
    assert told["cancelled"]
    assert 0 < calendar_site.proxy.methods().count("PUT") < PUTS
    assert json.loads(steps.splitlines()[0])["calendar"] == "Calls"
    terminal.told("sync")
    assert len(calendar_site.phone.listed(calls)) == PUTS + 1
