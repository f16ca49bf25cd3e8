"""`opiekun sync` and `vdirsyncer sync` side by side on one Radicale: 5,000 events and 200 recurring ones.

Run ``python tests/benchmarks/caldav_sync.py [--rounds N] [--large N]``; it prints one JSON object. Each command is a
whole process, from its start to its end, in turns; of ``--rounds`` the median is told. ``opiekun`` indexes what it
gets, vdirsyncer writes files. ``ratio`` is what a person waits for who types the one or the other; ``computed`` is the
time of the processor, which tells more where others use the machine. ``in_process`` is the same run without the start
of a process: of Python, the libraries and the desk. ``load_average`` says how busy the machine was at the end.

Both are run as they are installed, with bytecode. What is left of a sync that finds nothing is the start and the
server: the one request that there is goes out a quarter of a second after the start, Radicale alone takes 0.3 s for it
(near 0.9 s for vdirsyncer's listing), and the rest of the program is loaded meanwhile.

``requests`` are what the run tells, ``counted`` those that a proxy saw. Memory is the peak of the process, in MB;
``many`` are syncs of 5,000 events and of ``--large`` with a server that only hands out texts: the first, one that finds
nothing new, and one two days later, which compares the whole list.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "app")]

from tests.servers.events import vevent, wrapped  # noqa: E402
from tests.servers.phone import Phone  # noqa: E402
from tests.servers.proxy import Answer, Asked, FaultProxy  # noqa: E402
from tests.servers.radicale import Radicale, running_radicale  # noqa: E402

from opiekun.bootstrap import build  # noqa: E402
from opiekun.domain.calendar.events import Scope  # noqa: E402
from opiekun.services.events import rename_event  # noqa: E402
from opiekun.services.sync.run import sync  # noqa: E402

NOW = datetime(2026, 6, 16, 8, tzinfo=UTC)
USER, PASSWORD = "agent", "secret"
SINGLE, RECURRING, LARGE = 5_000, 200, 50_000
RULES = ("FREQ=WEEKLY;BYDAY=MO,WE", "FREQ=DAILY;COUNT=40", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU")
VDIRSYNCER = """
[general]
status_path = "{folder}/status/"
[pair calls]
a = "files"
b = "server"
collections = ["calls"]
[storage files]
type = "filesystem"
path = "{folder}/files/"
fileext = ".ics"
[storage server]
type = "caldav"
url = "{url}"
username = "{user}"
password = "{password}"
"""


def text_of(number: int, *, recurs: bool) -> str:
    """An event as a phone writes it: with a place, a description, guests and a reminder."""
    start = datetime(2024, 1, 1, 8, tzinfo=UTC) + timedelta(minutes=270 * number)
    lines = [
        f"LOCATION:Room {number % 40}",
        f"DESCRIPTION:Agenda of meeting {number}\\, with everything that was open last time.\\nNumber {number}.",
        "ORGANIZER;CN=Ann Acme:mailto:ann@acme.example",
        f"ATTENDEE;CN=Guest {number % 100};PARTSTAT=ACCEPTED:mailto:guest{number % 100}@acme.example",
        "CREATED:20240101T000000Z",
        "LAST-MODIFIED:20240102T000000Z",
        "SEQUENCE:1",
        *([f"RRULE:{RULES[number % len(RULES)]}"] if recurs else []),
        "BEGIN:VALARM\nACTION:DISPLAY\nDESCRIPTION:Soon\nTRIGGER:-PT15M\nEND:VALARM",
    ]
    return wrapped(vevent(f"event-{number}", f"Meeting {number}", *lines, start=f"{start:%Y%m%dT%H%M%SZ}"))


def texts(single: int, recurring: int) -> dict[str, str]:
    """The calendar, by file name."""
    return {f"event-{n}.ics": text_of(n, recurs=n >= single) for n in range(single + recurring)}


class Ran(NamedTuple):
    """A process that ended well: how long it took, how long of that it computed, and what it wrote."""

    seconds: float
    computed: float
    told: str
    complaints: str


def run(*command: str | Path, environment: dict[str, str], stdin: str = "") -> Ran:
    """Run a command to its end."""
    begun, before = time.perf_counter(), computed_by_children()
    with TemporaryFile("w+") as complained:  # a pipe that nobody empties would hold the process up
        process = subprocess.Popen(
            [*map(str, command)],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complained,
            text=True,
        )
        assert process.stdin is not None
        assert process.stdout is not None
        with process.stdin, process.stdout:
            process.stdin.write(stdin)
            process.stdin.close()
            told = process.stdout.read()
            process.wait()
        seconds = time.perf_counter() - begun
        complained.seek(0)
        complaints = complained.read()
    if process.returncode:
        raise SystemExit(f"{command} failed:\n{told}\n{complaints}")
    return Ran(seconds, computed_by_children() - before, told, complaints)


def computed_by_children() -> float:
    """The processor's seconds of all processes that were started here and have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


# Who installs a program has its bytecode; here it is written when it is first run.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

MEASURED = """
import atexit, resource, sys
from pathlib import Path
def tell():
    status = Path("/proc/self/status")  # what a process tells of its children knows their parent's memory as well
    if status.exists():
        peak = next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    else:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1000 if sys.platform == "darwin" else 1)
    print(round(peak / 1000, 1), file=sys.stderr)
atexit.register(tell)
from opiekun.cli.main import main
sys.exit(main())
"""


class Peer:
    """vdirsyncer on the same calendar, with a folder of its own."""

    def __init__(self, folder: Path, url: str) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "files" / "calls").mkdir(parents=True)
        config = folder / "config"
        config.write_text(VDIRSYNCER.format(folder=folder, url=url, user=USER, password=PASSWORD), encoding="utf-8")
        self.folder = folder
        self._command = (sys.executable, "-m", "vdirsyncer", "-c", config)
        run(*self._command, "discover", environment=ENVIRONMENT, stdin="y\ny\n")

    def sync(self) -> Ran:
        """A whole run."""
        return run(*self._command, "sync", environment=ENVIRONMENT)

    def edit(self, number: int) -> None:
        """Rename an event here."""
        file = next((self.folder / "files" / "calls").glob(f"event-{number}.ics"))
        file.write_text(renamed(file.read_text(encoding="utf-8")), encoding="utf-8", newline="")


class Desk:
    """A new desk of ours, connected and not yet synced."""

    def __init__(self, home: Path, url: str, calendar: str = "calls") -> None:
        shutil.rmtree(home, ignore_errors=True)
        self.home = home
        self._environment = ENVIRONMENT | {"PYTHONPATH": str(ROOT / "app"), "OPIEKUN_SECRET_CALDAV": PASSWORD}
        self._run(
            "calendar", "connect", url, "--user", USER, "--password-stdin", "--calendar", calendar, stdin=PASSWORD
        )

    def _run(self, *arguments: str, stdin: str = "", program: tuple[str, str] = ("-m", "opiekun")) -> Ran:
        command = (sys.executable, *program, "--home", self.home, "--lang", "en", *arguments)
        return run(*command, environment=self._environment, stdin=stdin)

    def sync(self, *, measured: bool = False, now: datetime | None = None) -> tuple[Ran, dict[str, Any]]:
        """A whole run, and what it tells of the calendar. Where it is measured, it complains of its peak memory."""
        clock = () if now is None else ("--now", now.isoformat())
        ran = self._run(*clock, "sync", "--json", program=("-c", MEASURED) if measured else ("-m", "opiekun"))
        (told,) = json.loads(ran.told)["collections"]
        assert told["failure"] is None, told
        return ran, told

    def sync_in_process(self) -> float:
        """The seconds of a run without the start of a process."""
        with self.program() as program:
            begun = time.perf_counter()
            report = sync(
                program.store,
                program.secrets,
                program.open_calendar_server,
                now=program.clock.now,
                cancelled=lambda: False,
                progress=lambda _step: None,
            )
            seconds = time.perf_counter() - begun
        assert report.collections[0].failure is None, report
        return seconds

    @contextmanager
    def program(self) -> Iterator[Any]:
        """The program at this desk."""
        os.environ["OPIEKUN_SECRET_CALDAV"] = PASSWORD
        program = build(self.home)
        program.store  # noqa: B018 - opened before anything is measured
        yield program
        program.close(backup=False)

    def edit(self, number: int) -> None:
        """Rename an event here."""
        with self.program() as program:
            with program.store.read() as unit:
                (found,) = unit.calendars.named(f"event-{number}")
            rename_event(program.store, found.key, "", Scope.ALL, f"Renamed {time.time_ns()}", now=NOW)


def renamed(text: str) -> str:
    """The text of an event with another title."""
    return (
        "\r\n".join(
            f"SUMMARY:Renamed {time.time_ns()}" if line.startswith("SUMMARY") else line for line in text.splitlines()
        )
        + "\r\n"
    )


def compare(radicale: Radicale, folder: Path, rounds: int) -> dict[str, Any]:
    """Both in turns, each with what they are to be compared in."""
    path = radicale.fill(USER, "calls", texts(SINGLE, RECURRING))
    phone = radicale.phone(USER)
    warm(phone, path)
    url = f"http://127.0.0.1:{radicale.port}/"
    seconds: dict[str, dict[str, list[float]]] = {}
    requests: dict[str, int] = {}

    def note(what: str, who: str, value: float | Ran) -> None:
        noted = seconds.setdefault(what, {})
        if isinstance(value, Ran):
            noted.setdefault(f"{who}_computed", []).append(value.computed)
            value = value.seconds
        noted.setdefault(who, []).append(value)

    def theirs(what: str, peer: Peer) -> None:
        note(what, "vdirsyncer", peer.sync())

    def ours(what: str, desk: Desk) -> None:
        ran, told = desk.sync()
        note(what, "opiekun", ran)
        requests[what] = max(requests.get(what, 0), told["requests"])

    def changed_there() -> None:
        one = f"{path}event-{random.randrange(SINGLE)}.ics"  # noqa: S311
        phone.put(one, renamed(phone.get(one) or ""))

    for _ in range(rounds):
        peer = Peer(folder / "peer", url)
        desk = Desk(folder / "desk", url)
        note("first", "in_process", desk.sync_in_process())
        desk = Desk(folder / "desk", url)
        for what in ("first", "no_change", "remote_change"):
            if what == "remote_change":
                changed_there()
            theirs(what, peer)
            ours(what, desk)
        note("no_change", "in_process", desk.sync_in_process())
        changed_there()
        note("remote_change", "in_process", desk.sync_in_process())
        peer.sync()
        peer.edit(11)
        theirs("local_change", peer)
        desk.sync()
        desk.edit(7)
        ours("local_change", desk)
        desk.edit(8)
        note("local_change", "in_process", desk.sync_in_process())
    return {
        what: {
            **{f"{who}_s": round(median(values), 3) for who, values in by.items()},
            "ratio": round(median(by["opiekun"]) / median(by["vdirsyncer"]), 2),
            "ratio_in_process": round(median(by["in_process"]) / median(by["vdirsyncer"]), 2),
            "ratio_computed": round(median(by["opiekun_computed"]) / median(by["vdirsyncer_computed"]), 2),
            "requests": requests[what],
        }
        for what, by in seconds.items()
    } | {"counted": counted(radicale, folder, phone, path)}


def counted(radicale: Radicale, folder: Path, phone: Phone, path: str) -> dict[str, list[str]]:
    """The requests of each sort of run, as they came through a proxy before the server."""
    with FaultProxy(radicale.port) as proxy:
        desk = Desk(folder / "counted", f"{proxy.url}/")
        found: dict[str, list[str]] = {}

        def note(what: str) -> None:
            proxy.forget()
            desk.sync()
            methods = proxy.methods()
            found[what] = [f"{methods.count(method)} {method}" for method in dict.fromkeys(methods)]

        note("first")
        note("no_change")
        phone.put(f"{path}event-1.ics", renamed(phone.get(f"{path}event-1.ics") or ""))
        note("remote_change")
        desk.edit(2)
        note("local_change")
    return found


def warm(phone: Phone, path: str) -> None:
    """Let Radicale parse what was put into its folder, once, before anybody is measured."""
    body = b'<C:calendar-query xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><prop><getetag/></prop>'
    body += b'<C:filter><C:comp-filter name="VCALENDAR"/></C:filter></C:calendar-query>'
    phone.patience = 3600
    reply = phone.ask("REPORT", path, body, Depth="1", Content_Type="application/xml")
    assert reply.status == 207, reply.status
    phone.ask("PROPFIND", path, b'<propfind xmlns="DAV:"><prop><sync-token/></prop></propfind>', Depth="0")


class Many:
    """Makes a calendar of very many events of an empty one, by answering for the server: Radicale would parse them
    for minutes."""

    def __init__(self, path: str, events: int) -> None:
        self._path = path
        self._token = f"urn:many:{events}"
        rows = (self._row(n, b"") for n in range(events))
        self._all = self._multistatus(b"".join(rows), token=True)

    def __call__(self, asked: Asked, forward: Callable[[Asked], Answer]) -> Answer:
        if asked.path != self._path or (asked.method, asked.headers.get("depth")) == ("PROPFIND", "0"):
            return forward(asked)
        if asked.method == "PROPFIND":
            return self._all
        if b"sync-collection" in asked.body:
            known = self._token.encode() in asked.body
            return self._multistatus(b"", token=True) if known else self._all
        numbers = map(int, re.findall(rb"/event-(\d+)\.ics<", asked.body))
        rows = (self._row(n, text_of(n, recurs=n % 25 == 0).encode()) for n in numbers)
        return self._multistatus(b"".join(rows), token=False)

    def _row(self, number: int, text: bytes) -> bytes:
        told = b"<C:calendar-data>%b</C:calendar-data>" % text if text else b""
        href = f"{self._path}event-{number}.ics".encode()
        return (
            b'<response><href>%b</href><propstat><prop><getetag>"%d"</getetag>%b</prop>'
            b"<status>HTTP/1.1 200 OK</status></propstat></response>" % (href, number, told)
        )

    def _multistatus(self, rows: bytes, *, token: bool) -> Answer:
        told = f"<sync-token>{self._token}</sync-token>".encode() if token else b""
        head = b'<?xml version="1.0"?><multistatus xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">'
        return Answer(207, {"content-type": "application/xml"}, head + rows + told + b"</multistatus>")


def many(radicale: Radicale, folder: Path, events: int) -> dict[str, Any]:
    """A first sync of so many events, one that finds nothing new, and one that compares the whole list."""
    path = radicale.fill(USER, f"many-{events}", {})
    with FaultProxy(radicale.port, variant=Many(path, events)) as proxy:
        desk = Desk(folder / f"many-{events}", f"{proxy.url}/", calendar=f"many-{events}")
        first, told = desk.sync(measured=True)
        again, told_again = desk.sync(measured=True)
        later, told_later = desk.sync(measured=True, now=datetime.now(UTC) + timedelta(days=2))
    return {
        "events": told["downloaded"],
        "first_s": round(first.seconds, 2),
        "first_peak_mb": float(first.complaints.split()[-1]),
        "requests": told["requests"],
        "no_change_s": round(again.seconds, 2),
        "no_change_peak_mb": float(again.complaints.split()[-1]),
        "no_change_requests": told_again["requests"],
        "whole_list_s": round(later.seconds, 2),
        "whole_list_peak_mb": float(later.complaints.split()[-1]),
        "whole_list_requests": told_later["requests"],
    }


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--large", type=int, default=LARGE)
    asked = parser.parse_args()
    with TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "radicale").mkdir()
        with running_radicale(folder / "radicale") as radicale:
            radicale.set_password(USER, PASSWORD)
            figures: dict[str, Any] = compare(radicale, folder, asked.rounds)
            figures["load_average"] = round(os.getloadavg()[0], 2)
            figures["many"] = [many(radicale, folder, events) for events in (SINGLE, asked.large)]
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
