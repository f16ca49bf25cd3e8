"""How steady the window stays, open on the week, while a first sync of 5,000 events and 200 series runs beside it.

Run ``python tests/benchmarks/caldav_window.py``; it prints one JSON object. A timer of 5 ms beats on the GUI thread:
``longest_ms`` is the longest gap between two beats, ``over_16_ms`` how many were longer than a frame, ``p99_ms`` what
one in a hundred exceeded. ``…_cpu_ms`` are the same by what the window's program computed between two beats, on all of
its threads: on a machine that is busy with other things that tells what is its own doing. ``quiet`` is the same window
before the sync, ``again`` a sync that finds nothing, ``changed`` one that brings a change of every twentieth event.
``looked`` is how often other events came into sight. The load average says how busy the machine was with other things.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "app"), str(ROOT)]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
PASSWORD = "of the benchmark"  # noqa: S105 - of a server that ends with it
# No keyring: the program beside the window has the password from here, too.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
os.environ["OPIEKUN_SECRET_CALDAV"] = PASSWORD
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # the program beside it starts as an installed one does

from PySide6.QtCore import QObject, Qt, QTimer, Slot  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402
from tests.servers.radicale import Radicale, running_radicale  # noqa: E402

from opiekun.bootstrap import Program, build  # noqa: E402
from opiekun.desktop.calendar.look import View  # noqa: E402
from opiekun.desktop.calendar.screen import CalendarScreen  # noqa: E402
from opiekun.desktop.compose import Composition  # noqa: E402
from opiekun.desktop.run import application, prompt, settle  # noqa: E402
from opiekun.desktop.shell.actions import Do  # noqa: E402
from opiekun.desktop.sync.part import SyncPart  # noqa: E402
from opiekun.desktop.theme.theme import Theme  # noqa: E402
from opiekun.domain.sync.accounts import SignIn  # noqa: E402
from opiekun.services.preferences import Theme as Scheme  # noqa: E402
from opiekun.services.setup import set_up  # noqa: E402
from opiekun.services.sync.connecting import connect  # noqa: E402

NOW = datetime(2026, 6, 16, 8, 0, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Bratislava")
EVENTS, SERIES, YEARS = 5_000, 200, 4
BEAT, FRAME = 5, 0.016
QUIET = 5.0
PATIENCE = 3_600.0
USER = "anna"
_RULES = ("FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2", "FREQ=MONTHLY", "FREQ=YEARLY")


def texts(version: int = 0) -> dict[str, str]:
    """A calendar of four years around now, by file name."""
    chance = random.Random(7)  # noqa: S311 - the same calendar each time
    first = datetime(2024, 6, 17, 8, 0, tzinfo=ZONE)
    made = {}
    for number in range(EVENTS + SERIES):
        begins = first + timedelta(days=chance.randrange(YEARS * 365), minutes=15 * chance.randrange(40))
        lines = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Opiekun//Benchmark//EN",
            "BEGIN:VEVENT",
            f"UID:{number}@benchmark",
            "DTSTAMP:20240101T000000Z",
            # Radicale takes several times as long to read one on a clock of a zone.
            f"DTSTART:{begins.astimezone(UTC):%Y%m%dT%H%M%SZ}",
            f"DURATION:PT{chance.choice((15, 30, 60, 90))}M",
            f"SUMMARY:Check-in {version} with account {number % 40}",
        ]
        if number >= EVENTS:
            lines.append(f"RRULE:{chance.choice(_RULES)}")
        made[f"{number}.ics"] = "\r\n".join([*lines, "END:VEVENT", "END:VCALENDAR", ""])
    return made


class Heart(QObject):
    """Beats on the GUI thread, and remembers how far apart, by the clock and by the processor."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[tuple[float, float]] = []
        self._last = self._now()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(BEAT)

    def stop(self) -> None:
        """Beat no more."""
        self._timer.stop()

    @staticmethod
    def _now() -> tuple[float, float]:
        return time.perf_counter(), time.process_time()

    @Slot()
    def _beat(self) -> None:
        now = self._now()
        self.gaps.append((now[0] - self._last[0], now[1] - self._last[1]))
        self._last = now

    def figures(self, ended: Callable[[], bool], app: QApplication) -> dict[str, float]:
        """The gaps until that is so."""
        self.gaps.clear()
        began, self._last = time.perf_counter(), self._now()
        wait = QTimer(self)
        # So that the loop waits for events, as a window does, and not in a circle of ours.
        wait.timeout.connect(app.quit)
        wait.start(20)
        while not ended():
            app.exec()
        wait.stop()
        taken, spent = zip(*self.gaps, strict=True)
        return {
            "seconds": round(time.perf_counter() - began, 2),
            "beats": len(taken),
            **_figures("", taken),
            **_figures("_cpu", spent),
        }


def _figures(by: str, gaps: tuple[float, ...]) -> dict[str, float]:
    return {
        f"longest{by}_ms": round(max(gaps) * 1000, 1),
        f"p99{by}_ms": round(statistics.quantiles(gaps, n=100)[-1] * 1000, 1),
        f"over_16{by}_ms": sum(gap > FRAME for gap in gaps),
    }


class Bench:
    """The window on its week, and a server beside it."""

    def __init__(self, program: Program, radicale: Radicale) -> None:
        self.app = application("en")
        self.radicale = radicale
        self.composition = Composition(program, Theme(self.app, Scheme.LIGHT))
        self.composition.window.resize(1440, 900)
        self.composition.window.show()
        self.composition.window.start()
        settle(self.composition)
        self.composition.window.go(Do.CALENDAR)
        settle(self.composition)
        found, part = (self.composition.window.findChild(kind) for kind in (CalendarScreen, SyncPart))
        assert isinstance(found, CalendarScreen)
        assert isinstance(part, SyncPart)
        self.screen, self.sync = found, part.sync
        self.screen.show_view(View.WEEK)
        settle(self.composition)
        self.looked = 0
        self.screen.loader.loaded.connect(self._count)
        self.heart = Heart()

    def _count(self) -> None:
        self.looked += 1

    def quiet(self) -> dict[str, float]:
        """Nothing happens."""
        until = time.perf_counter() + QUIET
        return self.heart.figures(lambda: time.perf_counter() > until, self.app)

    def synced(self) -> dict[str, float]:
        """A sync, until the window shows what it brought."""
        self.looked = 0
        self.sync.run_now()
        told = self.heart.figures(self._ended, self.app)
        return {**told, "looked": self.looked}

    def _ended(self) -> bool:
        return not self.sync.state.running and self.composition.worker.idle


def measured(home: Path, radicale: Radicale) -> dict[str, object]:
    """All of it."""
    radicale.set_password(USER, PASSWORD)
    calendar = radicale.fill(USER, "work", texts(), name="Work")
    phone = radicale.phone(USER)
    phone.patience = PATIENCE  # Radicale reads each event when it is first asked for them
    phone.listed(calendar)
    program = replace(build(home, NOW), database_url="")
    set_up(program.store, program.preferences, now=NOW, name="Anna Nowak", email="anna@example.com")
    url = f"http://127.0.0.1:{radicale.port}/"
    sign_in = SignIn(url, USER, PASSWORD)
    connect(program.store, program.secrets, program.open_calendar_server, sign_in, chosen=None, now=NOW)
    bench = Bench(program, radicale)
    quiet, first = bench.quiet(), bench.synced()
    events = len(bench.screen.in_sight)
    again = bench.synced()
    changed = {name: text for at, (name, text) in enumerate(texts(1).items()) if at % 20 == 0}
    for name, text in changed.items():
        phone.put(calendar + name, text)
    few = bench.synced()
    bench.heart.stop()
    bench.composition.close()
    program.close(backup=False)
    return {
        "events": EVENTS,
        "series": SERIES,
        "in_sight": events,
        "quiet": quiet,
        "first": first,
        "again": again,
        "changed": few,
        "load_average": round(os.getloadavg()[0], 2),
    }


def main() -> None:
    prompt()
    with tempfile.TemporaryDirectory(prefix="opiekun-") as scratch:
        home, server = Path(scratch) / "home", Path(scratch) / "server"
        server.mkdir()
        with running_radicale(server) as radicale:
            told = measured(home, radicale)
    print(json.dumps(told, indent=2))


if __name__ == "__main__":
    main()
