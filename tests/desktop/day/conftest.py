"""A day as of the drawing, and what stands in it."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from opiekun.domain.calendar.collisions import Deadline
from opiekun.domain.calendar.events import EventPurpose, Occurrence
from opiekun.domain.calendar.wall_days import WallDay
from opiekun.domain.hours import Openings
from opiekun.domain.instants import utc_seconds
from opiekun.domain.policy import ClockName
from opiekun.domain.timeline import Severity
from opiekun.services.day import Day
from opiekun.services.deadlines import STANDARD_HANDLING
from opiekun.services.rulebook import STANDARD_HOURS

ZONE = ZoneInfo("Europe/Bratislava")
TUESDAY = date(2026, 6, 16)


def at(text: str, day: date = TUESDAY) -> int:
    hours, minutes = map(int, text.split(":"))
    return utc_seconds(datetime(day.year, day.month, day.day, hours, minutes, tzinfo=ZONE))


NOW = at("10:51")


def event(key: int, summary: str, start: str, end: str, **more: object) -> Occurrence:
    return Occurrence(key, f"uid-{key}", "", "own", summary, at(start), at(end), **more)


def deadline(key: int, due: str, severity: Severity, account: str = "Acme") -> Deadline:
    return Deadline(key, f"R-{key}", account, "Mailboxes unreachable", severity, ClockName.UPDATE, at(due))


@pytest.fixture
def day() -> Day:
    return Day(
        WallDay.of(TUESDAY, ZONE),
        ZONE,
        Openings(STANDARD_HOURS),
        STANDARD_HANDLING,
        (
            event(1, "Team stand-up", "9:00", "9:30"),
            event(2, "Training · Globex", "11:00", "12:00", purpose=EventPurpose.CALL, link="https://example.com/call"),
            event(3, "Work block", "13:20", "14:10", purpose=EventPurpose.WORK_BLOCK, request_id="R-9"),
        ),
        (
            deadline(1, "11:29", Severity.CRITICAL),
            deadline(2, "11:36", Severity.STANDARD, "Globex"),
            deadline(3, "15:53", Severity.BUG_FIX, "Initech"),
        ),
    )
