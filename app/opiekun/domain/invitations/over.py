"""What of an event is over, and needs no letter any more."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from opiekun.domain.calendar.events import When
from opiekun.domain.calendar.expansion import expand
from opiekun.domain.calendar.opened import Opened
from opiekun.domain.calendar.reading import occurrence_details, read_object
from opiekun.domain.errors import NotFound
from opiekun.domain.instants import utc_seconds
from opiekun.domain.invitations.lines import attendee

_LAST_PLACE = ZoneInfo("Etc/GMT+12")
"""Where a day ends last: an all-day or floating event is over when it is over there too."""


def is_over(opened: Opened, now: datetime) -> bool:
    """Whether the event, or the last occurrence of the series, has ended."""
    indexed = read_object(opened.calendar)
    if indexed.last is None:
        return False
    to_come = expand(indexed, utc_seconds(now), indexed.last + 1, _LAST_PLACE)
    return next(to_come, None) is None


def is_over_for(opened: Opened, who: str, recurrence_id: str, now: datetime) -> bool:
    """Whether an occurrence ("": all that he is invited to of the event) has ended, or is none."""
    if recurrence_id:
        return has_ended(opened, recurrence_id, now)
    parts = [event.recurrence_id for event in opened.events if attendee(event.component, who) is not None]
    return is_over(opened, now) if "" in parts else all(has_ended(opened, part, now) for part in parts)


def has_ended(opened: Opened, recurrence_id: str, now: datetime) -> bool:
    """Whether an occurrence has ended, or is none."""
    try:
        details = occurrence_details(opened.events, recurrence_id, opened.zones)
    except NotFound:
        return True
    return _instant(details.end) <= now


def _instant(when: When) -> datetime:
    moment = when if isinstance(when, datetime) else datetime.combine(when, time.min)
    return (moment if moment.tzinfo is not None else moment.replace(tzinfo=_LAST_PLACE)).astimezone(UTC)
