"""A first pull of 10,000 tickets from a local stub in a process of its own, then one that finds nothing new.

Run ``python tests/benchmarks/pull.py [--tickets N]``; it prints one JSON object. ``stream`` takes the pages and
drops them; ``desk`` stores them in a new desk. Memory is the growth of the peak, in MB, from the first page of
tickets on. LiveAgent allows 180 requests a minute; that pace is not kept here, ``minutes_at_180`` is what it means.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "app"))

from opiekun.domain.intake import Connection  # noqa: E402
from opiekun.helpdesks.liveagent import LiveAgent  # noqa: E402
from opiekun.services.pull import pull  # noqa: E402
from opiekun.store.opening import open_store  # noqa: E402

STUB = ROOT / "tests" / "helpdesks" / "liveagent_stub.py"
NOW = datetime(2026, 6, 17, tzinfo=UTC)
UNLIMITED = 10**6


@contextmanager
def served(tickets: int) -> Iterator[str]:
    """The address of a stub with that many tickets."""
    command = [sys.executable, str(STUB), "--tickets", str(tickets)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as stub:
        assert stub.stdout is not None
        try:
            yield f"http://127.0.0.1:{stub.stdout.readline().strip()}"
        finally:
            stub.terminate()


def peak() -> float:
    """The peak memory of this process so far, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1_000_000 if sys.platform == "darwin" else 1_000)


def streamed(desk: LiveAgent, cursor: str) -> tuple[dict[str, Any], str]:
    """Pull and drop what comes."""
    started, requests, arrivals, first, before = time.perf_counter(), 0, 0, None, peak()
    for page in desk.pull(cursor, NOW, lambda: False):
        requests += page.requests
        arrivals += len(page.arrivals)
        cursor = page.cursor
        if arrivals and first is None:
            first, before = time.perf_counter() - started, peak()
    return {
        "seconds": round(time.perf_counter() - started, 2),
        "seconds_to_first_tickets": None if first is None else round(first, 2),
        "tickets": arrivals,
        "requests": requests,
        "minutes_at_180": round(requests / 180, 1),
        "peak_growth_mb": round(peak() - before, 1),
    }, cursor


def stored(desk: LiveAgent, connection: Connection) -> dict[str, Any]:
    """Pull into a new desk."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "desk.sqlite3", now=NOW)
        before, started = peak(), time.perf_counter()
        report = pull(store, desk, connection, now=lambda: NOW)
        seconds = time.perf_counter() - started
        store.close()
    return {
        "seconds": round(seconds, 2),
        "created": report.created,
        "requests": report.requests,
        "peak_growth_mb": round(peak() - before, 1),
    }


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tickets", type=int, default=10_000)
    tickets = parser.parse_args().tickets
    with served(tickets) as url:
        connection = Connection("stub", "liveagent", url, "America/Los_Angeles", "tag:sev-")
        desk = LiveAgent(connection, "stub-v3-key", per_minute=UNLIMITED)
        first, cursor = streamed(desk, "")
        second, _cursor = streamed(desk, cursor)
        figures = {"stream": first, "again": second, "desk": stored(desk, connection)}
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
