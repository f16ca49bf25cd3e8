"""Puts together what a view shows: days, what stands in them, when the desk is open, and what the days are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from opiekun.desktop.calendar.grid.content import Bookable, Colleague, GridContent, NamedZone, ServerMark
from opiekun.desktop.calendar.look import Look
from opiekun.domain.calendar.collisions import Collision, Deadline
from opiekun.domain.calendar.events import Calendar, Occurrence
from opiekun.domain.calls.proposed import ProposedTime
from opiekun.domain.hours import ClosedReason, Openings
from opiekun.domain.instants import UtcSeconds, utc_seconds
from opiekun.domain.wall_clock import Stretch
from opiekun.services.mail.answered import Marks


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the events, whichever days are shown."""

    zone: ZoneInfo
    openings: Openings | None = None
    language: str = "en"
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    deadlines: tuple[Deadline, ...] = ()
    collisions: tuple[Collision, ...] = ()
    other_zones: tuple[ZoneInfo, ...] = ()
    marks: Mapping[tuple[str, str], ServerMark] = field(default_factory=dict)
    colleagues: tuple[Colleague, ...] = ()
    bookable: Bookable | None = None
    proposals: Mapping[int, ProposedTime] = field(default_factory=dict)
    answers: Marks = field(default_factory=dict)


def content_of(look: Look, around: Around, occurrences: tuple[Occurrence, ...], now: UtcSeconds) -> GridContent:
    """The content for the days that are looked at."""
    days = tuple(look.first + timedelta(each) for each in range(look.count))
    since, until = _midnight(days[0], around.zone), _midnight(days[-1] + timedelta(1), around.zone)
    return GridContent(
        days,
        around.zone,
        now,
        occurrences,
        around.calendars,
        tuple(each for each in around.deadlines if since <= each.due_at < until),
        by_occurrence(around.collisions),
        _open_on(days, around),
        _notes(days, around),
        "",
        tuple(NamedZone(zone) for zone in around.other_zones),
        around.marks,
        around.colleagues,
        around.bookable,
        around.proposals,
        around.answers,
    )


def by_occurrence(collisions: Iterable[Collision]) -> dict[Occurrence, tuple[Collision, ...]]:
    """The collisions of each event."""
    found: dict[Occurrence, tuple[Collision, ...]] = {}
    for collision in collisions:
        for occurrence in collision.occurrences:
            found[occurrence] = (*found.get(occurrence, ()), collision)
    return found


def named(calendars: Iterable[Calendar]) -> tuple[Calendar, ...]:
    """The calendars with their names; the one that a desk begins with has none yet."""
    return tuple(calendar_named(calendar) for calendar in calendars)


def calendar_named(calendar: Calendar) -> Calendar:
    """The calendar with a name."""
    if calendar.name:
        return calendar
    name = QCoreApplication.translate("Calendar", "My calendar")
    return replace(calendar, name=name)


def _open_on(days: Iterable[date], around: Around) -> dict[date, tuple[Stretch, ...]]:
    if around.openings is None:
        return {}
    stretches = around.openings.stretches
    zone = around.zone
    return {day: stretches(_midnight(day, zone), _midnight(day + timedelta(1), zone)) for day in days}


def _notes(days: Iterable[date], around: Around) -> dict[date, str]:
    notes = {}
    for day in days:
        closed = around.openings.hours.closed_on(day, around.language) if around.openings is not None else None
        if closed is not None and closed.reason is ClosedReason.HOLIDAY:
            notes[day] = closed.holiday
        elif closed is not None and closed.reason is ClosedReason.TEAM:
            notes[day] = QCoreApplication.translate("Calendar", "closed")
    return notes


def _midnight(day: date, zone: ZoneInfo) -> UtcSeconds:
    return utc_seconds(datetime.combine(day, time(), zone))
