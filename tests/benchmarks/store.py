"""The desk's file with 100,000 open requests: opening it, reading the queue, searching, adding, backing up.

Run ``python tests/benchmarks/store.py``; it prints one JSON object. Reading is measured in processes of their own;
its time on the processor is told too, because the other one grows with whatever else the machine does.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time as clock
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[2] / "app"))

from opiekun.domain.people import Account, Agent
from opiekun.domain.policy import ClockName
from opiekun.domain.requests import Request, Source, SourceKind
from opiekun.domain.standing import Standing, Status
from opiekun.domain.timeline import Channel, Event, EventKind, Severity
from opiekun.store.opening import open_store

NOW = datetime(2026, 6, 16, 8, tzinfo=UTC)
REQUESTS = 100_000
PAGE = 1_000
REPEATS = 5

READ = """
import json, sys
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter as clock, process_time
import psutil
begun = clock()
from opiekun.store.opening import open_store
imported = clock()
store = open_store(Path(sys.argv[1]), now=datetime(2026, 6, 16, 8, tzinfo=UTC))
opened = clock()
before = psutil.Process().memory_info().rss
computing = process_time()
with store.read() as unit:
    rows = unit.requests.rows()
computed = process_time()
read = clock()
memory = psutil.Process().memory_info().rss - before
with store.read() as unit:
    searching = clock()
    unit.requests.search("zolw nothing-like-it", 50)
    searched = clock()
store.close()
print(json.dumps({
    "rows": len(rows), "import_ms": (imported - begun) * 1e3, "open_ms": (opened - imported) * 1e3,
    "rows_ms": (read - opened) * 1e3, "rows_cpu_ms": (computed - computing) * 1e3, "rows_mb": memory / 1e6,
    "search_ms": (searched - searching) * 1e3,
}))
"""


def add_requests(unit, numbers: range) -> None:
    chance = random.Random(numbers.start)  # noqa: S311 - not a secret
    for number in numbers:
        received = NOW - timedelta(seconds=chance.randrange(10**6))
        at = int(received.timestamp())
        severity = Severity(1 + number % 5)
        request = Request(
            key=0,
            id=f"TCK-{number}",
            account_id=f"account-{number % 500}",
            subject=f"Request {number}: something does not work as it did",
            severity=severity,
            channel=Channel.EMAIL,
            received_at=received,
            source=Source(SourceKind.LIVEAGENT, f"x{number}", "main", f"https://desk.example.com/{number}"),
            policy="1",
            contact_email=f"person{number}@example.com",
            description="d" * 800,
        )
        events = [Event(0, received, EventKind.RECEIVED, text="m" * 800, source_ref="m1")]
        clock_times = (at, at + 5_000 + number, at + 9_000 + number)
        standing = Standing(
            Status.NEW, severity, f"agent-{number % 20}", ClockName.FIRST_RESPONSE, *clock_times, None, at
        )
        unit.requests.add(request, events, standing, None)


def main() -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "desk.sqlite3"
        store = open_store(path, now=NOW)
        with store.write() as unit:
            for number in range(20):
                unit.people.save_agent(Agent(f"agent-{number}", f"Agent {number}"))
            for number in range(500):
                unit.people.save_account(Account(f"account-{number}", f"Żółw {number}"))
        begun = clock.perf_counter()
        for start in range(0, REQUESTS, PAGE):
            with store.write() as unit:
                add_requests(unit, range(start, start + PAGE))
        added = clock.perf_counter()
        store.backup(NOW)
        backed_up = clock.perf_counter()
        store.close()
        runs = [
            json.loads(
                subprocess.run(
                    [sys.executable, "-c", READ, path],
                    check=True,
                    stdout=subprocess.PIPE,
                    env={"PYTHONPATH": sys.path[0]},
                ).stdout
            )
            for _ in range(REPEATS)
        ]
        figures = {name: round(min(run[name] for run in runs), 2) for name in runs[0]}
        figures["add_us"] = round((added - begun) / REQUESTS * 1e6, 1)
        figures["backup_ms"] = round((backed_up - added) * 1e3, 1)
        figures["file_mb"] = round(path.stat().st_size / 1e6, 1)
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
