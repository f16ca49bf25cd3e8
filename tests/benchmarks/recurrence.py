"""Expansion of 500 recurring events over one week, indexed, beside `recurring-ical-events` from the same text.

Run ``python tests/benchmarks/recurrence.py``; it prints one JSON object. Times are in milliseconds.

`week_ms` is what a switch to a week costs that was not looked at before, in the median of 60, and `week_p95_ms` in 95
of 100; `…_cpu_…` is what the processor spent on it, whatever else the machine did, and `week_calm_p95_ms` tells of that
third of the weeks which was disturbed least. `first_ms` is the first week after the objects were read, `same_week_ms`
one that was just looked at. The other is measured from the text on, from the parsed text on (`…_parsed_ms`), and for a
week that it has just told (`…_same_week_ms`). It fails if the two do not find the same occurrences.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import sys
import time as clock
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[2] / "app"))

import icalendar
import recurring_ical_events
from tests.domain.calendar.beside import calendar_text, event_text, indexed, ours, theirs

from opiekun.domain.calendar.expansion import expand
from opiekun.domain.calendar.indexed import IndexedObject

ZONE = ZoneInfo("Europe/Bratislava")
ZONES = ("Europe/Bratislava",) * 6 + ("America/New_York", "Asia/Kolkata", "Europe/London", "UTC")
RULES = (
    ("FREQ=WEEKLY;BYDAY={day}", 30),
    ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", 8),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY={day}", 14),
    ("FREQ=WEEKLY;BYDAY={day};COUNT={count}", 8),
    ("FREQ=WEEKLY;BYDAY={day};UNTIL={until}", 10),
    ("FREQ=DAILY", 4),
    ("FREQ=DAILY;INTERVAL=3;COUNT={count}", 2),
    ("FREQ=MONTHLY;BYDAY=1{day}", 7),
    ("FREQ=MONTHLY;BYMONTHDAY={number}", 6),
    ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", 3),
    ("FREQ=YEARLY", 8),
)
EVENTS = 500
FIRST_WEEK = datetime(2026, 6, 14, 22, tzinfo=UTC)
WEEKS = 60
PARTS = 3


def text() -> str:
    """The same 500 events in every run: most weekly, some with exceptions and overrides, birthdays all-day."""
    chance = random.Random(20260616)  # noqa: S311 - not a secret
    rules = chance.choices([rule for rule, _ in RULES], [weight for _, weight in RULES], k=EVENTS)
    return calendar_text(*("".join(events(f"event-{n}", rule, chance)) for n, rule in enumerate(rules)))


def events(uid: str, rule: str, chance: random.Random) -> list[str]:
    """One event, in a fifth of all with two occurrences left out and one moved."""
    start = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(
        days=chance.randrange(850), hours=chance.randrange(7, 18), minutes=chance.choice((0, 15, 30))
    )
    rule = rule.format(
        day=("MO", "TU", "WE", "TH", "FR")[chance.randrange(5)],
        count=chance.randrange(10, 150),
        until=f"{date(2026, 1, 1) + timedelta(days=chance.randrange(500)):%Y%m%d}T215959Z",
        number=chance.randrange(1, 32),
    )
    if rule == "FREQ=YEARLY":
        return [event_text(f"DTSTART;VALUE=DATE:{start:%Y%m%d}", f"RRULE:{rule}", uid=uid)]
    zone = chance.choice(ZONES)
    prefix, suffix = ("", "Z") if zone == "UTC" else (f";TZID={zone}", "")
    lines = [f"DTSTART{prefix}:{start:%Y%m%dT%H%M%S}{suffix}", f"DURATION:PT{chance.choice((15, 30, 60, 90))}M"]
    if not rule.startswith("FREQ=DAILY") or chance.random() < 0.8:
        return [event_text(*lines, f"RRULE:{rule}", uid=uid)]
    later = [start + timedelta(days=day) for day in (600, 603, 606)]
    lines += [f"EXDATE{prefix}:{day:%Y%m%dT%H%M%S}{suffix}" for day in later[:2]]
    moved = (
        f"RECURRENCE-ID{prefix}:{later[2]:%Y%m%dT%H%M%S}{suffix}",
        f"DTSTART{prefix}:{later[2] + timedelta(hours=2):%Y%m%dT%H%M%S}{suffix}",
        "DURATION:PT30M",
    )
    return [event_text(*lines, f"RRULE:{rule}", uid=uid), event_text(*moved, uid=uid, summary="Moved")]


def week(objects: list[IndexedObject], since: datetime, days: int = 7) -> int:
    """How many occurrences the week has, or so many days."""
    first = int(since.timestamp())
    last = first + days * 86_400
    found = 0
    for one in objects:
        if one.first < last and (one.last is None or one.last >= first):
            found += len(list(expand(one, first, last, ZONE)))
    return found


def from_text(source: str, span: tuple[datetime, datetime]) -> None:
    """What the other does as its documentation says it: the text is read, and the week asked for."""
    list(recurring_ical_events.of(icalendar.Calendar.from_ical(source)).between(*span))


def spent(work) -> float:
    begun = clock.perf_counter()
    work()
    return (clock.perf_counter() - begun) * 1000


def each_week(weeks: list[datetime], work) -> tuple[list[float], list[float]]:
    """What each week takes, in the order of the weeks: by the clock, and by the processor."""
    taken, used = [], []
    for since in weeks:
        begun = clock.thread_time()
        taken += [spent(lambda since=since: work(since))]
        used += [(clock.thread_time() - begun) * 1000]
    return taken, used


def p95(of: list[float]) -> float:
    return round(statistics.quantiles(of, n=20)[-1], 2)


def main() -> None:
    source = text()
    objects = indexed(source)
    weeks = [FIRST_WEEK + timedelta(weeks=number) for number in range(WEEKS)]
    first = spent(lambda: week(objects, weeks[0]))
    mine, used = each_week(weeks, lambda since: week(objects, since))
    median = statistics.median(mine)
    calm = min((mine[part::PARTS] for part in range(PARTS)), key=sum)
    months, _ = each_week(weeks, lambda since: week(objects, since, 42))
    again = min(spent(lambda: week(objects, weeks[0])) for _ in range(20))

    span = weeks[0].astimezone(ZONE), (weeks[0] + timedelta(weeks=1)).astimezone(ZONE)
    other = min(spent(lambda: from_text(source, span)) for _ in range(3))
    calendar = icalendar.Calendar.from_ical(source)
    parsed = min(spent(lambda: list(recurring_ical_events.of(calendar).between(*span))) for _ in range(3))
    query = recurring_ical_events.of(calendar)
    list(query.between(*span))
    again_theirs = min(spent(lambda: list(query.between(*span))) for _ in range(3))
    expected, found = theirs(source, *span), ours(source, *span)
    different = len(set(expected) ^ set(found))

    print(
        json.dumps(
            {
                "events": EVENTS,
                "occurrences": len(found),
                "different_occurrences": different,
                "first_ms": round(first, 2),
                "week_ms": round(median, 2),
                "week_p95_ms": p95(mine),
                "week_cpu_ms": round(statistics.median(used), 2),
                "week_cpu_p95_ms": p95(used),
                "week_calm_p95_ms": p95(calm),
                "same_week_ms": round(again, 2),
                "six_weeks_ms": round(statistics.median(months), 2),
                "recurring_ical_events_ms": round(other, 2),
                "recurring_ical_events_parsed_ms": round(parsed, 2),
                "recurring_ical_events_same_week_ms": round(again_theirs, 2),
                "ratio": round(other / median, 1),
                "ratio_to_parsed": round(parsed / median, 1),
                "ratio_of_same_week": round(again_theirs / again, 1),
                "load_average": round(os.getloadavg()[0], 2),
            },
            indent=2,
        )
    )
    if different:
        sys.exit(f"{different} occurrences are told by one of the two alone.")


if __name__ == "__main__":
    main()
