"""Where an occurrence lies after a move: on the wall clock of whoever moves it. No Qt."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from opiekun.domain.calendar.events import Occurrence, When
from opiekun.domain.instants import utc_datetime


def local_span(occurrence: Occurrence, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Its start and end on the wall clock of the zone."""
    return utc_datetime(occurrence.start).astimezone(zone), utc_datetime(occurrence.end).astimezone(zone)


def moved_by_days(occurrence: Occurrence, days: int, zone: ZoneInfo) -> tuple[When, When]:
    """Its start and end so many days later, at the same time of day; it stays as long as it is."""
    start, end = local_span(occurrence, zone)
    if occurrence.all_day:
        return start.date() + timedelta(days), end.date() + timedelta(days)
    begins = datetime.combine(start.date() + timedelta(days), time(start.hour, start.minute, start.second), zone)
    elapsed = timedelta(seconds=occurrence.end - occurrence.start)
    return begins, (begins.astimezone(UTC) + elapsed).astimezone(zone)
