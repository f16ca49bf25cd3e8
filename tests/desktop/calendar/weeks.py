"""Weeks to show in tests, benchmarks and pictures: the one of the drawings, an empty one, and a crowded one."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from opiekun.desktop.calendar.grid.content import GridContent, NamedZone
from opiekun.domain.calendar.collisions import Collision, Deadline
from opiekun.domain.calendar.events import Calendar, EventPurpose, EventStatus, Occurrence
from opiekun.domain.instants import UtcSeconds, utc_seconds
from opiekun.domain.policy import ClockName
from opiekun.domain.timeline import Severity
from opiekun.domain.wall_clock import Stretch

ZONE = ZoneInfo("Europe/Bratislava")
NEW_YORK = ZoneInfo("America/New_York")
MONDAY = date(2026, 6, 15)
WORK_WEEK = tuple(MONDAY + timedelta(days=day) for day in range(5))
WEEK = tuple(MONDAY + timedelta(days=day) for day in range(7))
CALENDARS = {
    "work": Calendar("work", "Work", "#2F5BD7", default=True),
    "blocks": Calendar("blocks", "Blocks", "#24694A"),
    "team": Calendar("team", "Team", "#5C616B", read_only=True),
}


def at(day: int, clock: str, zone: ZoneInfo = ZONE) -> UtcSeconds:
    """The instant of a day of June 2026 at which the wall shows that."""
    hour, minute = map(int, clock.split(":"))
    return utc_seconds(datetime(2026, 6, day, hour, minute, tzinfo=zone))


NOW = at(16, "10:50")


def event(key: int, day: int, start: str, end: str, summary: str, **fields: object) -> Occurrence:
    """A timed occurrence within a day of June 2026."""
    fields = {"calendar_id": "work", "purpose": EventPurpose.CALL} | fields
    return Occurrence(
        key=key, uid=f"event-{key}", recurrence_id="", summary=summary, start=at(day, start), end=at(day, end), **fields
    )


def all_day(key: int, first: int, last: int, summary: str, **fields: object) -> Occurrence:
    """An all-day occurrence over days of June 2026."""
    fields = {"calendar_id": "work"} | fields
    return Occurrence(
        key=key, uid=f"event-{key}", recurrence_id="", summary=summary, start=at(first, "0:00"),
        end=at(last + 1, "0:00"), all_day=True, **fields,
    )  # fmt: skip


def deadline(key: int, day: int, clock: str, severity: int, account: str) -> Deadline:
    """A deadline on a day of June 2026."""
    return Deadline(key, f"R-{key}", account, "Checkout is down", Severity(severity), ClockName.UPDATE, at(day, clock))


def open_hours(days: tuple[date, ...], zone: ZoneInfo = ZONE) -> dict[date, tuple[Stretch, ...]]:
    """Nine to five from Monday to Friday."""
    hours = {}
    for day in days:
        if day.weekday() < 5:
            opened, closed = (
                utc_seconds(datetime(day.year, day.month, day.day, hour, tzinfo=zone)) for hour in (9, 17)
            )
            hours[day] = ((opened, closed),)
    return hours


TRAINING = event(3, 16, "11:00", "12:00", "Training · Globex", people=3, link="https://meet.example/globex")
DEADLINES = (
    deadline(1, 15, "16:30", 4, "Initech"),
    deadline(2, 16, "11:11", 3, "Globex"),
    deadline(3, 16, "11:29", 1, "Acme"),
    deadline(4, 16, "13:40", 2, "Umbrella"),
    deadline(5, 16, "15:52", 4, "Wayne"),
    deadline(6, 17, "9:30", 5, "Acme"),
    deadline(7, 17, "16:53", 3, "Globex"),
    deadline(8, 18, "14:18", 3, "Acme"),
    deadline(9, 18, "16:53", 3, "Initech"),
    deadline(10, 19, "10:11", 5, "Umbrella"),
)
DRAWN = (
    *(
        event(100 + day, day, "9:00", "9:30", "Team stand-up", purpose=EventPurpose.ROUTINE, calendar_id="team",
              recurs=True)
        for day in range(15, 20)
    ),
    event(1, 15, "10:00", "11:00", "Check-in · Umbrella", people=3, link="https://meet.example/umbrella"),
    event(2, 15, "13:00", "14:30", "Brainstorming · Initech", location="rule design"),
    event(4, 15, "15:00", "16:00", "Work block", location="Acme: SLA report", purpose=EventPurpose.WORK_BLOCK,
          calendar_id="blocks"),
    TRAINING,
    event(5, 16, "13:15", "14:15", "Work block", location="Umbrella: slow list", purpose=EventPurpose.WORK_BLOCK,
          calendar_id="blocks"),
    event(6, 16, "14:30", "15:30", "Offered to Wayne", location="hold until 18:00", purpose=EventPurpose.HOLD),
    event(7, 17, "10:00", "11:00", "Offered to Wayne", location="hold until 18:00", purpose=EventPurpose.HOLD),
    event(8, 17, "14:00", "15:00", "Migration · Wayne", location="mapping review"),
    event(9, 18, "14:00", "15:00", "Brainstorming · Acme", people=2, link="https://meet.example/acme"),
    event(10, 18, "14:30", "16:00", "Carl proposes 15:00?", location="counter-proposal",
          purpose=EventPurpose.PROPOSAL),
    event(11, 19, "11:00", "12:00", "Check-in · Acme", location="due today"),
    event(12, 19, "13:00", "17:00", "Absence · dentist", location="cover Piotr Zieliński",
          purpose=EventPurpose.ABSENCE, calendar_id="team"),
)  # fmt: skip
COLLISION = Collision(DEADLINES[2], (TRAINING,), 600, 1800)


def content(days: tuple[date, ...] = WORK_WEEK, **changes: object) -> GridContent:
    """The week of the drawings."""
    fields = {
        "occurrences": DRAWN,
        "deadlines": DEADLINES,
        "collisions": {TRAINING: (COLLISION,)},
        "calendars": CALENDARS,
        "open": open_hours(days),
        "other_zones": (NamedZone(NEW_YORK),),
    }
    return GridContent(days, ZONE, NOW, **(fields | changes))


def empty(days: tuple[date, ...] = WEEK) -> GridContent:
    """A week in which nothing stands."""
    return content(days, occurrences=(), deadlines=(), collisions={})


def crowded(events: int, days: tuple[date, ...] = WEEK) -> GridContent:
    """So many events in a week, of all sorts, with all-day ones and deadlines."""
    chance = random.Random(7)  # noqa: S311
    purposes, statuses = [*EventPurpose], [EventStatus.CONFIRMED] * 8 + [EventStatus.TENTATIVE, EventStatus.CANCELLED]
    occurrences = []
    for key in range(events):
        day = chance.randrange(len(days))
        start = at(15 + day, "0:00") + 300 * chance.randrange(7 * 12, 21 * 12)
        occurrences.append(
            event(key, 15, "9:00", "9:00", f"Call {key} with Acme", purpose=chance.choice(purposes),
                  status=chance.choice(statuses), calendar_id=chance.choice([*CALENDARS]),
                  people=chance.randrange(4))._replace(
                start=start, end=start + chance.choice([300, 900, 1800, 3600, 5400])
            )
        )  # fmt: skip
    for key in range(9):
        first = 15 + chance.randrange(len(days))
        occurrences.append(all_day(5000 + key, first, first + chance.randrange(3), f"Conference {key}"))
    deadlines = tuple(
        deadline(key, 15 + chance.randrange(len(days)), f"{chance.randrange(8, 18)}:{chance.randrange(60):02}",
                 chance.randrange(1, 6), "Acme")
        for key in range(60)
    )  # fmt: skip
    return content(days, occurrences=tuple(occurrences), deadlines=deadlines, collisions={})


def moment(seconds: UtcSeconds) -> datetime:
    """The instant, aware, in the zone of the weeks."""
    return datetime.fromtimestamp(seconds, UTC).astimezone(ZONE)
