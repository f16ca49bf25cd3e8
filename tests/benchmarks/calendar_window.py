"""The calendar in its window with 10,000 events and 500 recurring ones: from the key to the painted week or month.

Run ``python tests/benchmarks/calendar_window.py``; it prints one JSON object. ``known_ms`` goes on by one week or month
to what was read before, as a neighbour or earlier; ``unread_ms`` to what the window has not read yet, while the store
still remembers its objects; ``cold_ms`` to what nobody remembers, neither the window nor the store nor the series that
were compiled. Each time is from the key to the end of the painting that shows all events of the days; ``…_cpu_ms`` is
what the whole program computed meanwhile. ``reads_a_step`` is how many questions the store was asked for a step on. The
load average says how busy the machine was with other things.
"""

from __future__ import annotations

import gc
import json
import os
import random
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "app"), str(ROOT)]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from opiekun.bootstrap import build  # noqa: E402
from opiekun.desktop.calendar.look import View  # noqa: E402
from opiekun.desktop.calendar.screen import CalendarScreen  # noqa: E402
from opiekun.desktop.compose import Composition  # noqa: E402
from opiekun.desktop.run import application, prompt, settle  # noqa: E402
from opiekun.desktop.shell.actions import Do  # noqa: E402
from opiekun.desktop.theme.theme import Theme  # noqa: E402
from opiekun.domain.calendar.series import series_of  # noqa: E402
from opiekun.services.calendar_files import import_calendar_file  # noqa: E402
from opiekun.services.calendars import list_calendars  # noqa: E402
from opiekun.services.preferences import Theme as Scheme  # noqa: E402
from opiekun.services.setup import set_up  # noqa: E402
from opiekun.store.unit_of_work import SqlStore  # noqa: E402

NOW = datetime(2026, 6, 16, 8, 0, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Bratislava")
EVENTS, SERIES, YEARS = 10_000, 500, 4
STEPS = 60
_RULES = ("FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2", "FREQ=MONTHLY", "FREQ=WEEKLY;BYDAY=MO,WE", "FREQ=YEARLY")


def calendar_file() -> bytes:
    """A calendar of four years, around now."""
    chance = random.Random(7)  # noqa: S311 - the same calendar each time
    first = datetime(2024, 6, 17, 8, 0, tzinfo=ZONE)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Opiekun//Benchmark//EN"]
    for number in range(EVENTS + SERIES):
        begins = first + timedelta(days=chance.randrange(YEARS * 365), minutes=15 * chance.randrange(40))
        lines += [
            "BEGIN:VEVENT",
            f"UID:{number}@benchmark",
            "DTSTAMP:20240101T000000Z",
            f"DTSTART;TZID=Europe/Bratislava:{begins:%Y%m%dT%H%M%S}",
            f"DURATION:PT{chance.choice((15, 30, 60, 90))}M",
            f"SUMMARY:Check-in with account {number % 40}",
        ]
        if number >= EVENTS:
            lines.append(f"RRULE:{chance.choice(_RULES)}")
        lines.append("END:VEVENT")
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def milliseconds(of: list[float]) -> dict[str, float]:
    """Median and 95th percentile of seconds, told in milliseconds."""
    return {
        "p50": round(statistics.median(of) * 1000, 1),
        "p95": round(statistics.quantiles(of, n=20)[-1] * 1000, 1),
        "max": round(max(of) * 1000, 1),
    }


def figures(name: str, steps: list[tuple[float, float]]) -> dict[str, dict[str, float]]:
    """Steps by the clock and by the processor."""
    taken, spent = zip(*steps, strict=True)
    return {f"{name}_ms": milliseconds([*taken]), f"{name}_cpu_ms": milliseconds([*spent])}


class Bench:
    """The window with its calendar open."""

    def __init__(self, composition: Composition) -> None:
        self.composition = composition
        composition.window.go(Do.CALENDAR)
        settle(composition)
        found = composition.window.findChild(CalendarScreen)
        assert isinstance(found, CalendarScreen)
        self.screen = found
        self.reads = 0
        reading = found.loader._reading

        def counted(*asked: object) -> object:
            self.reads += 1
            return reading(*asked)  # type: ignore[arg-type]

        found.loader._reading = counted  # type: ignore[assignment]

    def timed(self, key: str) -> tuple[float, float]:
        """Seconds from the key until all that the days hold is painted, by the clock and by the processor."""
        began, spent = time.perf_counter(), time.process_time()
        QTest.keySequence(self.composition.window, key)
        while not self.screen.loader.complete:
            QApplication.processEvents()
            # Leaves the interpreter to the worker, as a window does that waits for events.
            time.sleep(0.0002)
        QApplication.processEvents()
        taken = time.perf_counter() - began, time.process_time() - spent
        settle(self.composition)
        return taken

    def jump(self, day: date, *, cold: bool) -> tuple[float, float]:
        """What a step takes after that day, to days that the window has forgotten; if ``cold``, the store as well."""
        self.screen.go_to(day)
        settle(self.composition)
        keep = self.screen.loader
        shown = set(keep._shown)
        keep._weeks = {week: found for week, found in keep._weeks.items() if week in shown}
        keep._fresh = set(keep._weeks)
        if cold:
            store = self.composition.session.program.store
            assert isinstance(store, SqlStore)
            store._seen.clear()
            series_of.cache_clear()
            gc.collect()
        return self.timed("J")


def measured(bench: Bench, view: View) -> dict[str, object]:
    """Steps on to what lies beside, and jumps to what nobody has read."""
    bench.screen.show_view(view)
    settle(bench.composition)
    bench.reads = 0
    known = [bench.timed("J" if at % 20 < 15 else "K") for at in range(STEPS)]
    reads = bench.reads / STEPS
    chance = random.Random(11)  # noqa: S311 - the same weeks each time
    days = [NOW.date() + timedelta(days=chance.randrange(-700, 700)) for _ in range(STEPS)]
    unread = [bench.jump(day, cold=False) for day in days]
    cold = [bench.jump(day, cold=True) for day in days]
    return {
        **figures("known", known),
        **figures("unread", unread),
        **figures("cold", cold),
        "reads_a_step": round(reads, 2),
        "events": len(bench.screen.in_sight),
    }


def main() -> None:
    prompt()
    with tempfile.TemporaryDirectory(prefix="opiekun-") as home:
        program = replace(build(Path(home), NOW), database_url="")
        set_up(program.store, program.preferences, now=NOW, name="Anna Nowak", email="anna@example.com")
        began = time.perf_counter()
        own = list_calendars(program.store)[0]
        import_calendar_file(program.store, calendar_file(), own.id, now=NOW)
        imported = time.perf_counter() - began
        theme = Theme(application("en"), Scheme.LIGHT)
        composition = Composition(program, theme)
        composition.window.resize(1440, 900)
        composition.window.show()
        composition.start()
        settle(composition)
        began = time.perf_counter()
        bench = Bench(composition)
        opened = time.perf_counter() - began
        told = {
            "events": EVENTS,
            "series": SERIES,
            "import_s": round(imported, 2),
            "open_calendar_ms": round(opened * 1000),
            "week": measured(bench, View.WEEK),
            "month": measured(bench, View.MONTH),
            "load_average": round(os.getloadavg()[0], 2),
        }
        composition.close()
        program.close(backup=False)
    print(json.dumps(told, indent=2))


if __name__ == "__main__":
    main()
