"""Until when a request is commonly postponed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from opiekun.domain.hours import Openings
from opiekun.domain.instants import UtcSeconds, utc_seconds
from opiekun.domain.wall_clock import day_at

_HOUR = 3600
_WEEK = 7


class Later(StrEnum):
    """HOUR: an hour from now. OPENING: the first opening after today. MONDAY: the one on or after next Monday."""

    HOUR = "hour"
    OPENING = "opening"
    MONDAY = "monday"


def later_moments(openings: Openings, now: UtcSeconds) -> dict[Later, UtcSeconds]:
    """When each of them is, in their order. MONDAY is left out where it is the first opening after today."""
    zone = ZoneInfo(openings.hours.timezone)
    today = day_at(zone, now)
    opening = openings.next_opening(_midnight(zone, today + timedelta(days=1)))
    monday = openings.next_opening(_midnight(zone, today + timedelta(days=_WEEK - today.weekday())))
    moments = {Later.HOUR: now + _HOUR, Later.OPENING: opening}
    return moments if monday == opening else moments | {Later.MONDAY: monday}


def _midnight(zone: ZoneInfo, day: date) -> UtcSeconds:
    # A midnight that a jump forward leaves out becomes the end of the jump, which is the day's beginning.
    return utc_seconds(datetime.combine(day, time(), zone))
