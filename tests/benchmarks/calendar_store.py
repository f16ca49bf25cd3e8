"""Calendars with 10,000 single and 500 recurring events: taking them in from a file, and reading any week and month.

Run ``python tests/benchmarks/calendar_store.py``; it prints one JSON object. Taking in runs in a process of its own,
whose memory is told, with progress and stopping asked for as the window does; and once more for a file as Outlook
writes it, of which each event gets a copy of a long header and of its time zone. Reading is told for the first look at
a week and for the next one at it.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time as clock
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).parents[2] / "app"))

from opiekun.services.calendars import list_calendars
from opiekun.services.occurrences import occurrences
from opiekun.store.opening import open_store

NOW = datetime(2026, 6, 16, 8, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Bratislava")
SINGLE, RECURRING = 10_000, 500
WEEKS = 200
RULES = (
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "FREQ=DAILY;INTERVAL=3", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=WEEKLY;COUNT=150",
    "FREQ=MONTHLY;BYMONTHDAY=1,15", "FREQ=YEARLY;BYMONTH=6;BYDAY=TU", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE",
)  # fmt: skip

IMPORT = """
import json, resource, sys
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from opiekun.services.calendar_files import import_calendar_file
from opiekun.services.calendars import list_calendars
from opiekun.store.opening import open_store
store = open_store(Path(sys.argv[1]), now=datetime(2026, 6, 16, 8, tzinfo=UTC))
begun = perf_counter()
told = 0
def progress(done, total):
    global told
    told = done
report = import_calendar_file(
    store, Path(sys.argv[2]), list_calendars(store)[0].id, now=datetime(2026, 6, 16, 8, tzinfo=UTC),
    progress=progress, cancelled=lambda: False,
)
assert told == report.created
seconds = perf_counter() - begun
store.close()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"created": report.created, "import_s": round(seconds, 2), "import_peak_mb": round(peak, 1)}))
"""


OUTLOOK = [
    "METHOD:PUBLISH",
    "X-WR-CALNAME:Calendar",
    "X-WR-CALDESC:" + "What this calendar is for. " * 12,
    "X-WR-RELCALID:{0000002E-1B2C-4D3E-8F90-A1B2C3D4E5F6}",
    "X-PRIMARY-CALENDAR:TRUE",
    "X-OWNER;CN=Agent:mailto:agent@example.com",
    "X-MS-OLK-WKHRSTART;TZID=Office:080000",
    "X-MS-OLK-WKHREND;TZID=Office:170000",
    "X-MS-OLK-WKHRDAYS:MO,TU,WE,TH,FR",
    "BEGIN:VTIMEZONE",
    "TZID:Office",
    "BEGIN:STANDARD",
    "DTSTART:16011028T030000",
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "END:STANDARD",
    "BEGIN:DAYLIGHT",
    "DTSTART:16010325T020000",
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "END:DAYLIGHT",
    "END:VTIMEZONE",
]


def lines(number: int, start: datetime, rule: str = "") -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:event-{number}@example.com",
        "DTSTAMP:20260101T000000Z",
        f"DTSTART;TZID=Europe/Bratislava:{start:%Y%m%dT%H%M%S}",
        "DURATION:PT45M",
        f"SUMMARY:Event {number} about something that matters",
        "DESCRIPTION:" + "Words that were agreed upon. " * 2,
        "LOCATION:Room 4",
        f"X-SOMETHING-ELSE;X-A=b:{number}",
        *([f"RRULE:{rule}"] if rule else []),
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:-PT10M",
        "DESCRIPTION:soon",
        "END:VALARM",
        "END:VEVENT",
    ]


def file_text() -> str:
    chance = random.Random(7)  # noqa: S311 - not a secret
    begin = datetime(2024, 1, 1, tzinfo=ZONE)
    written = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//benchmark//EN"]
    for number in range(SINGLE):
        written += lines(number, begin + timedelta(minutes=15 * chance.randrange(4 * 24 * 365 * 4)))
    for number in range(RECURRING):
        start = begin + timedelta(days=chance.randrange(600), minutes=15 * chance.randrange(32, 72))
        written += lines(SINGLE + number, start, RULES[number % len(RULES)])
    return "\r\n".join([*written, "END:VCALENDAR", ""])


def p95(store, days: int) -> dict[str, float]:
    """Milliseconds for the first and the next look at a stretch, those of the processor too, and how much is in one."""
    chance = random.Random(3)  # noqa: S311 - not a secret
    told: dict[str, list[float]] = {"": [], "_cpu": [], "_again": [], "_again_cpu": []}
    most = 0
    for _ in range(WEEKS):
        since = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=chance.randrange(1400))
        for look in ("", "_again"):
            begun, computing = clock.perf_counter(), clock.process_time()
            found = occurrences(store, since, since + timedelta(days=days), ZONE)
            told[f"{look}_cpu"].append((clock.process_time() - computing) * 1e3)
            told[look].append((clock.perf_counter() - begun) * 1e3)
        most = max(most, len(found))
    return {f"{look}_p95_ms": round(quantiles(times, n=20)[-1], 1) for look, times in told.items()} | {"_most": most}


def as_outlook(text: str) -> str:
    """The same events in a file with a long header, in a time zone that only the file describes."""
    zoned = text.replace("TZID=Europe/Bratislava", "TZID=Office")
    return zoned.replace("PRODID:-//benchmark//EN", "\r\n".join(["PRODID:Microsoft Outlook 16.0", *OUTLOOK]), 1)


def taken_in(folder: Path, name: str, text: str) -> tuple[Path, dict[str, float]]:
    """The desk with the events of that file, and what it took."""
    desk, file = folder / f"{name}.sqlite3", folder / f"{name}.ics"
    file.write_text(text, "utf-8", newline="")
    open_store(desk, now=NOW).close()
    run = subprocess.run(
        [sys.executable, "-c", IMPORT, desk, file],
        check=True,
        stdout=subprocess.PIPE,
        env={"PYTHONPATH": sys.path[0]},
    )
    return desk, json.loads(run.stdout)


def main() -> None:
    with TemporaryDirectory() as folder:
        text = file_text()
        desk, figures = taken_in(Path(folder), "desk", text)
        _, outlook = taken_in(Path(folder), "outlook", as_outlook(text))
        figures |= {f"outlook_{name}": value for name, value in outlook.items()}
        store = open_store(desk, now=NOW)
        assert len(list_calendars(store)) == 1
        begun = clock.perf_counter()
        occurrences(store, NOW, NOW + timedelta(days=7), ZONE)
        figures["cold_week_ms"] = round((clock.perf_counter() - begun) * 1e3, 1)
        for name, days in (("week", 7), ("month", 42)):
            figures |= {f"{name}{figure}": value for figure, value in p95(store, days).items()}
        store.close()
        figures["desk_mb"] = round(desk.stat().st_size / 1e6, 1)
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
