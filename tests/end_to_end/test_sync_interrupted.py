"""A sync that dies between any two steps: the next one goes on, and nothing is lost or doubled."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from itertools import count

import pytest
from tests.end_to_end.conftest import Terminal
from tests.end_to_end.dying import sync_dying
from tests.end_to_end.synced import SyncedDesk
from tests.servers.events import event, said, series
from tests.servers.fixtures import CalendarSite

from opiekun.domain.calendar.events import Scope

MakeDesk = Callable[[CalendarSite], SyncedDesk]


def same(desk: SyncedDesk, path: str) -> None:
    """Both sides say the same, each once, and nothing waits."""
    there = sorted(desk.site.phone.says(path).values())
    assert sorted(said(text) for text in desk.texts(path).values()) == there
    assert desk.journal(path) == []
    assert desk.standing().failure is None


EACH = pytest.mark.parametrize("calendar_site", ["radicale", "xandikos", "radicale-etags"], indirect=True)


@pytest.mark.parametrize(
    ("calendar_site", "first"), [("radicale", 1), ("xandikos", 3), ("radicale-etags", 5)], indirect=["calendar_site"]
)
def test_a_run_that_dies_at_some_steps_is_taken_up(calendar_site: CalendarSite, desks: MakeDesk, first: int) -> None:
    die_at(range(first, 100, 5), calendar_site, desks)


@pytest.mark.soak
@EACH
def test_a_run_that_dies_at_any_step_is_taken_up(calendar_site: CalendarSite, desks: MakeDesk) -> None:
    die_at(range(1, 1000), calendar_site, desks)


def die_at(steps: range, site: CalendarSite, desks: MakeDesk) -> None:
    """Edit on both sides and die at a step of the sync, for each in turn until one is after its end."""
    calls = site.filled({"s.ics": series("s")} | {f"{n}.ics": event(str(n)) for n in range(8)})
    desk = desks(site)
    desk.connect()
    desk.sync()
    for step in steps:
        made = edited_on_both_sides(desk, calls, step)
        died = sync_dying(desk, step)
        desk.change(calls, made, description=f"After {step}")
        desk.sync()
        desk.sync()
        same(desk, calls)
        there = "".join(site.phone.held(calls).values())
        for mark in ("here", "there", "both", "new"):
            assert there.count(f"-{mark}-{step}\r\n") == 1, mark
        assert desk.conflicts() == []
        if not died:
            break
    assert step > 20


def edited_on_both_sides(desk: SyncedDesk, calls: str, step: int) -> str:
    """Edits of all sorts, each with its mark; the UID of the event that is new."""
    phone = desk.site.phone

    def put(name: str, change: Callable[[str], str]) -> None:
        path = f"{calls}{name}.ics"
        phone.put(path, change(phone.get(path) or ""))

    desk.change(calls, "1", summary=f"X-here-{step}")
    put("2", lambda _text: event("2", f"X-there-{step}"))
    desk.change(calls, "3", location=f"X-both-{step}")
    put("3", lambda text: text.replace("DTSTART:20260622T", "DTSTART:20260623T"))
    desk.change(calls, "s", "20260629T090000", Scope.THIS, summary=f"Of {step}")
    made = desk.add(calls, f"X-new-{step}")
    phone.put(f"{calls}gone-{step}.ics", event(f"gone-{step}"))
    gone = next((uid for uid in desk.texts(calls) if uid.startswith("gone-")), None)
    if gone is not None:
        desk.delete(calls, gone)
    return made


def test_a_first_sync_that_dies_is_not_begun_anew(calendar_site: CalendarSite, desks: MakeDesk) -> None:
    calls = calendar_site.filled({f"{n}.ics": event(str(n)) for n in range(700)})
    for step in count(1, 3):
        desk = desks(calendar_site)
        desk.connect()
        died = sync_dying(desk, step)
        here = len(desk.texts(calls))
        told = desk.sync()
        assert told.downloaded == 700 - here
        assert len(desk.texts(calls)) == 700
        if not died:
            break
    same(desk, calls)


def test_processes_that_are_killed_at_any_moment_lose_nothing(calendar_site: CalendarSite, terminal: Terminal) -> None:
    kill_at_any_moment(calendar_site, terminal, rounds=4)


@pytest.mark.soak
def test_a_hundred_processes_that_are_killed_lose_nothing(calendar_site: CalendarSite, terminal: Terminal) -> None:
    kill_at_any_moment(calendar_site, terminal, rounds=100)


def kill_at_any_moment(site: CalendarSite, terminal: Terminal, rounds: int) -> None:
    """Edit on both sides, begin a sync, kill it with SIGKILL, begin again: in the end both sides say the same."""
    calls = site.filled({f"{n}.ics": event(str(n)) for n in range(30)})
    terminal.environment["OPIEKUN_SECRET_CALDAV"] = site.password
    connected = terminal.run(
        "calendar", "connect", site.url, "--user", site.user, "--password-stdin", stdin=site.password
    )
    assert connected.returncode == 0, connected.stderr
    made: list[str] = []
    for turn in range(rounds):
        site.phone.put(f"{calls}phone-{turn}.ics", event(f"phone-{turn}", f"Phone {turn}"))
        made.append(f"Here {turn}")
        times = ("--start", "2026-06-22T10:00Z", "--end", "2026-06-22T11:00Z")
        added = terminal.run("calendar", "add", "--summary", made[-1], *times, "--calendar", "Calls")
        assert added.returncode == 0, added.stderr
        until = len(site.proxy.asked) + 1 + turn % 4
        with subprocess.Popen(
            [sys.executable, "-m", "opiekun", "--home", terminal.home, "sync"],
            env=terminal.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            site.proxy.wait(until, lambda: process.poll() is not None)
            process.send_signal(signal.SIGKILL)
    for _ in range(2):
        told = terminal.told("sync")
    (collection,) = told["collections"]
    assert (collection["failure"], collection["waits"], collection["conflicts"]) == (None, 0, 0)
    there = site.phone.says(calls).values()
    titles = [line.removeprefix("SUMMARY:") for text in there for line in text if line.startswith("SUMMARY")]
    assert sorted(titles) == sorted(["Call"] * 30 + made + [f"Phone {turn}" for turn in range(rounds)])
    stored = terminal.run("calendar", "export", "--calendar", "Calls").stdout
    assert stored.count("BEGIN:VEVENT") == len(titles)
