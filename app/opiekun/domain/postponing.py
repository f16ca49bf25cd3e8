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
    """HOUR: an hour from now. OPENING: the next opening, today's where it is yet to come.

    MONDAY: the one on or after next Monday.
    """

    HOUR = "hour"
    OPENING = "opening"
    MONDAY = "monday"


def later_moments(openings: Openings, now: UtcSeconds) -> dict[Later, UtcSeconds]:
    """When each of them is, in their order. MONDAY is left out where it is the next opening."""
    zone = ZoneInfo(openings.hours.timezone)
    today = day_at(zone, now)
    opening = _opening_after(openings, now)
    monday = openings.next_opening(_midnight(zone, today + timedelta(days=_WEEK - today.weekday())))
    moments = {Later.HOUR: now + _HOUR, Later.OPENING: opening}
    return moments if monday == opening else moments | {Later.MONDAY: monday}


def _opening_after(openings: Openings, now: UtcSeconds) -> UtcSeconds:
    """The next opening; while the desk is open, the one after it has closed."""
    if not openings.is_open(now):
        return openings.next_opening(now)
    closing = openings.closes_at(now)
    # A desk that never closes has no opening: there a new day is as good as one.
    tomorrow = day_at(ZoneInfo(openings.hours.timezone), now) + timedelta(days=1)
    return openings.next_opening(_midnight(ZoneInfo(openings.hours.timezone), tomorrow) if closing is None else closing)


def _midnight(zone: ZoneInfo, day: date) -> UtcSeconds:
    # A midnight that a jump forward leaves out becomes the end of the jump, which is the day's beginning.
    return utc_seconds(datetime.combine(day, time(), zone))
