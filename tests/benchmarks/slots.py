"""Free slots over four weeks for 50 agents with 200 events each, beside a look at every event for every start.

Run ``python tests/benchmarks/slots.py``; it prints one JSON object. ``cold`` is with hours that were not asked before.
It fails where the two differ.
"""

from __future__ import annotations

import json
import random
import sys
import time
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "app"), str(ROOT)]

from opiekun.domain.hours import BusinessHours, Openings  # noqa: E402
from opiekun.domain.slots.free import candidates, free_starts  # noqa: E402
from opiekun.domain.slots.rules import BookedCall, BusyTime, SlotRules  # noqa: E402

AGENTS, EVENTS, REPEATS = 50, 200, 10
MONDAY, QUARTER, DAY = 1_781_481_600, 900, 86_400
SPAN = (MONDAY, MONDAY + 28 * DAY)
RULES = SlotRules(30 * 60, QUARTER, 5 * 60, 10 * 60, notice=2 * 3600, per_day=4, per_week=12, horizon_days=30)
ZONES = ("Europe/Bratislava", "Europe/Warsaw", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe")

Agent = tuple[Openings, list[BusyTime], list[BookedCall]]


def agents() -> list[Agent]:
    """The same ones each time: half an hour or an hour here and there, and a few calls."""
    chance = random.Random(1)  # noqa: S311 - not a secret
    found = []
    for number in range(AGENTS):
        starts = [chance.randrange(*SPAN, QUARTER) for _ in range(EVENTS)]
        busy = [BusyTime(at, at + chance.choice((1800, 3600))) for at in starts[10:]]
        booked = [BookedCall(at, at + RULES.length, RULES.before, RULES.after) for at in starts[:10]]
        week = (((540, 720), (750, 1020)),) * 5 + ((), ())
        found.append((Openings(BusinessHours(ZONES[number % len(ZONES)], week)), busy, booked))
    return found


def ours(every: list[Agent]) -> list[list[int]]:
    return [free_starts(each, RULES, *SPAN, now=MONDAY, busy=busy, booked=booked) for each, busy, booked in every]


def naive(every: list[Agent]) -> list[list[int]]:
    """What one would write first."""
    found = []
    for openings, busy, booked in every:
        per_day, per_week = {}, {}
        for call in booked:
            day = time_of(call.start, openings).date()
            per_day[day] = per_day.get(day, 0) + 1
            per_week[day.isocalendar()[:2]] = per_week.get(day.isocalendar()[:2], 0) + 1
        starts = []
        for grid in candidates(openings, RULES, *SPAN):
            for start in grid:
                end, day = start + RULES.length, time_of(start, openings).date()
                if (
                    start >= MONDAY + RULES.notice
                    and per_day.get(day, 0) < RULES.per_day
                    and per_week.get(day.isocalendar()[:2], 0) < RULES.per_week
                    and not any(each.start < end + RULES.after and start - RULES.before < each.end for each in busy)
                    and not any(each.start < end + RULES.after and start - RULES.before < each.end for each in booked)
                    and not any(each.start - each.before < end and start < each.end + each.after for each in booked)
                ):
                    starts.append(start)
        found.append(starts)
    return found


def time_of(at: int, openings: Openings) -> datetime:
    return datetime.fromtimestamp(at, openings.zone)


def main() -> None:
    every = agents()
    began = time.perf_counter()
    mine = ours(every)
    cold = time.perf_counter() - began
    spans = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        ours(every)
        spans.append(time.perf_counter() - began)
    began = time.perf_counter()
    theirs = naive(every)
    peer = time.perf_counter() - began
    if mine != theirs:
        sys.exit("The free slots differ from those of a look at every event.")
    figures = {
        "agents": AGENTS,
        "events_each": EVENTS,
        "slots": sum(map(len, mine)),
        "cold_ms": round(cold * 1000, 2),
        "best_ms": round(min(spans) * 1000, 2),
        "naive_ms": round(peer * 1000, 2),
        "ratio": round(peer / min(spans), 1),
    }
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
