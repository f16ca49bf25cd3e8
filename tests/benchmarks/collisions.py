"""Asking at each step of a drag which deadlines collide: 1,500 events and 200 deadlines in one week.

Run ``python tests/benchmarks/collisions.py``; it prints one JSON object. In the calm week half of the time is free, in
the crowded one eight events overlap at any time, so that nearly every deadline collides. A test holds that both give
what a look at each minute gives.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "app"), str(ROOT)]

from opiekun.domain.calendar.collisions import CollisionCheck, Deadline  # noqa: E402
from opiekun.domain.calendar.events import Occurrence  # noqa: E402
from opiekun.domain.hours import Openings  # noqa: E402
from opiekun.domain.policy import ClockName  # noqa: E402
from opiekun.domain.timeline import Severity  # noqa: E402
from opiekun.services.deadlines import STANDARD_HANDLING  # noqa: E402
from opiekun.services.rulebook import STANDARD_HOURS  # noqa: E402

EVENTS, DEADLINES, STEPS = 1_500, 200, 100
MONDAY = 1_781_481_600 + 9 * 3600
QUARTER, HOUR, DAY, WEEK = 900, 3600, 86_400, 7 * 86_400


def measured(crowded: bool) -> dict[str, float]:
    """Milliseconds to prepare, and for each step of a drag over a day."""
    chance = random.Random(1)  # noqa: S311 - the same week each time
    span = WEEK if crowded else WEEK // 2
    starts = [chance.randrange(0, span, QUARTER) for _ in range(EVENTS)]
    lengths = [QUARTER, 2 * QUARTER, HOUR, 2 * HOUR] if crowded else [QUARTER]
    events = [
        Occurrence(key, f"u{key}", "", "own", "Call", begin, begin + chance.choice(lengths))
        for key, begin in enumerate(MONDAY + (at if crowded else 2 * at - at % DAY) for at in starts)
    ]
    deadlines = [
        Deadline(key, f"R-{key}", "Acme", "Mail", chance.choice(list(Severity)), ClockName.UPDATE,
                 MONDAY + chance.randrange(HOUR, WEEK))
        for key in range(DEADLINES)
    ]  # fmt: skip
    openings = Openings(STANDARD_HOURS)
    openings.stretches(MONDAY, MONDAY + WEEK)
    began = time.perf_counter()
    check = CollisionCheck(events, deadlines, now=MONDAY, handling=STANDARD_HANDLING, openings=openings)
    prepared = time.perf_counter() - began
    steps, found = [], 0
    for step in range(STEPS):
        moved = events[0]._replace(start=MONDAY + step * QUARTER, end=MONDAY + step * QUARTER + HOUR)
        began = time.perf_counter()
        found = len(check.moved(moved))
        steps.append(time.perf_counter() - began)
    return {
        "collisions": found,
        "prepare_ms": round(prepared * 1000, 2),
        "step_p50_ms": round(statistics.median(steps) * 1000, 2),
        "step_p95_ms": round(statistics.quantiles(steps, n=20)[-1] * 1000, 2),
    }


if __name__ == "__main__":
    print(json.dumps({"calm": measured(crowded=False), "crowded": measured(crowded=True)}, indent=2))
