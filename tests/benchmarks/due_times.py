"""Due times: business-time additions beside `businesstimedelta`'s on the same additions, and one evaluation.

Run ``python tests/benchmarks/due_times.py``; it prints one JSON object. Times are in microseconds.
"""

from __future__ import annotations

import json
import random
import sys
import time as clock
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "app"))

import businesstimedelta
import pytz  # businesstimedelta takes no other zones and brings it along

from opiekun.domain.clocks import evaluate
from opiekun.domain.hours import BusinessHours, Openings
from opiekun.domain.instants import utc_datetime, utc_seconds
from opiekun.domain.policy import STANDARD_POLICY
from opiekun.domain.timeline import Channel, Event, EventKind, Severity

ZONE = "Europe/Bratislava"
HOURS = BusinessHours(ZONE, (((540, 1020),),) * 5 + ((), ()))
ADDITIONS = 1_000
EVALUATIONS = 500
REPEATS = 20


def additions() -> list[tuple[datetime, int]]:
    """The same starts through a year and 1 to 24 business hours, in every run."""
    chance = random.Random(20260616)  # noqa: S311 - not a secret
    year = datetime(2026, 1, 1, tzinfo=UTC)
    return [
        (year + timedelta(minutes=chance.randrange(365 * 1440)), chance.randrange(1, 25) * 3600)
        for _ in range(ADDITIONS)
    ]


def theirs(work: list[tuple[datetime, int]]) -> list[int]:
    rule = businesstimedelta.WorkDayRule(
        start_time=time(9), end_time=time(17), working_days=[0, 1, 2, 3, 4], tz=pytz.timezone(ZONE)
    )
    rules = businesstimedelta.Rules([rule])
    return [utc_seconds(start + businesstimedelta.BusinessTimeDelta(rules, seconds=span)) for start, span in work]


def ours(work: list[tuple[datetime, int]], openings: Openings) -> list[int]:
    return [openings.add(utc_seconds(start), span) for start, span in work]


def ten_events() -> tuple[Event, ...]:
    """A request that was answered, waited, raised, resolved and reopened by a held e-mail."""
    kinds = (
        EventKind.RECEIVED,
        EventKind.AGENT_CONTACT,
        EventKind.AGENT_RESPONSE,
        EventKind.CUSTOMER_REPLY,
        EventKind.AGENT_RESPONSE,
        EventKind.WAITING_ON_CUSTOMER,
        EventKind.CUSTOMER_REPLY,
        EventKind.SEVERITY_CHANGED,
        EventKind.RESOLVED,
        EventKind.CUSTOMER_REPLY,
    )
    start = datetime(2026, 6, 16, 8, tzinfo=UTC)
    return tuple(
        Event(place, start + timedelta(hours=3 * place), kind, severity=Severity.HIGH if place == 8 else None)
        for place, kind in enumerate(kinds, 1)
    )


def best(work) -> float:
    """Seconds of the fastest of some runs, which the machine disturbed least."""
    spans = []
    for _ in range(REPEATS):
        begun = clock.perf_counter()
        work()
        spans.append(clock.perf_counter() - begun)
    return min(spans)


def main() -> None:
    work = additions()
    openings = Openings(HOURS)
    results = ours(work, openings)  # which also warms the index
    differing = [
        f"{start.isoformat()} + {span} s: {utc_datetime(mine).isoformat()}, not {utc_datetime(other).isoformat()}"
        for (start, span), mine, other in zip(work, results, theirs(work), strict=True)
        if mine != other
    ]
    mine = best(lambda: ours(work, openings)) / ADDITIONS
    other = best(lambda: theirs(work)) / ADDITIONS

    events = ten_events()
    arguments = (events, Severity.STANDARD, Channel.EMAIL, STANDARD_POLICY, openings)
    clocks = evaluate(*arguments)
    evaluation = best(lambda: [evaluate(*arguments) for _ in range(EVALUATIONS)]) / EVALUATIONS

    print(
        json.dumps(
            {
                "additions": ADDITIONS,
                "addition_us": round(mine * 1e6, 3),
                "businesstimedelta_us": round(other * 1e6, 3),
                "ratio": round(other / mine, 1),
                "different_results": len(differing),
                "first_difference": differing[0] if differing else None,
                "evaluation_events": len(events),
                "evaluation_clocks": len(clocks),
                "evaluation_us": round(evaluation * 1e6, 2),
            },
            indent=2,
        )
    )


if __name__ == "__main__":
    main()
