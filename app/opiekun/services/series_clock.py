"""The clock on which a series counts, and whether it has an occurrence."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from opiekun.domain.calendar.expansion import expand, is_too_fine
from opiekun.domain.calendar.indexed import IndexedObject
from opiekun.domain.calendar.wall_seconds import Offsets, offsets_in, offsets_of, wall_of_text
from opiekun.domain.errors import NotFound
from opiekun.domain.instants import UtcSeconds

_UTC = ZoneInfo("UTC")
# A clock is at most so far away from UTC, and a day more for one that changes meanwhile.
_FARTHEST = (14 + 24) * 3_600


def clock_of(indexed: IndexedObject, zone: ZoneInfo) -> Offsets:
    """The clock of the series; that of whoever looks from ``zone`` for floating and all-day ones."""
    master = indexed.events[0]
    if master.zone and isinstance(master.start, datetime):
        return offsets_of(master.zone)
    return offsets_in(zone)


def occurrences_around(indexed: IndexedObject, at: UtcSeconds, zone: ZoneInfo) -> set[str]:
    """The recurrence ids of all that was moved, and of what occurs within a day or so of the instant."""
    near = {each for _, each, _, _ in expand(indexed, at - _FARTHEST, at + _FARTHEST, zone) if each}
    return near | {event.recurrence_id for event in indexed.events if event.recurrence_id}


def check_occurrence(indexed: IndexedObject, recurrence_id: str) -> None:
    """Raise NotFound where the series has no such occurrence, or too many for it to be known; "" is all of it."""
    if not recurrence_id:
        return
    try:
        at = clock_of(indexed, _UTC).utc(wall_of_text(recurrence_id))
    except ValueError:
        known: set[str] = set()
    else:
        known = occurrences_around(indexed, at, _UTC)
    if recurrence_id not in known and is_too_fine(indexed):
        raise NotFound(
            "“{title}” recurs too often for {occurrence} to be told apart; change the whole series, or let it recur "
            "less often.",
            title=indexed.title,
            occurrence=recurrence_id,
        )
    if recurrence_id not in known:
        raise NotFound(
            "The event does not recur on {occurrence}; look at the calendar again.", occurrence=recurrence_id
        )
