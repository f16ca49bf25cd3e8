"""What the index knows of an event: enough to find and draw its occurrences without reading its text again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from opiekun.domain.calendar.events import Alarm, EventPurpose, EventStatus, Visibility


@dataclass(frozen=True, slots=True)
class Recurrence:
    """When a component recurs: values of RRULE, RDATE and EXDATE (RFC 5545, 3.8.5).

    ``dates`` and ``exceptions`` stand on the wall clock of DTSTART (dates for all-day ones); each RDATE may bring a
    length of its own in seconds, None: as long as the event.
    """

    rules: tuple[str, ...] = ()
    dates: tuple[tuple[datetime | date, int | None], ...] = ()
    exceptions: tuple[datetime | date, ...] = ()


class IndexedEvent(NamedTuple):
    """One VEVENT of an object: its master (``recurrence_id`` "") or an override.

    ``recurrence_id`` is the iCalendar value on the wall clock of the master's DTSTART. ``start`` is that wall clock,
    naive, or a date for an all-day one. ``zone`` is an IANA name, "UTC", "" for floating and all-day ones, or
    "custom:" and the rules of a VTIMEZONE that no IANA zone equals (their form: rule_zones.py), all
    of which zones.tzinfo_of knows. ``seconds`` is its length: elapsed
    seconds, for an all-day one 86,400 for each day. ``words`` is what a search looks through, case-folded.
    """

    recurrence_id: str
    this_and_future: bool
    start: datetime | date
    zone: str
    seconds: int
    recurrence: Recurrence | None
    summary: str
    status: EventStatus
    transparent: bool
    purpose: EventPurpose
    visibility: Visibility
    location: str
    link: str
    request_id: str
    alarms: tuple[Alarm, ...]
    people: int
    words: str


class IndexedObject(NamedTuple):
    """An iCalendar object: all components of one UID in one calendar. The master, if any, comes first.

    ``first`` and ``last`` (UTC seconds) bound all its occurrences, wherever a floating one is looked at from;
    ``last`` is None for one without an end. Filled in by expansion.bounds.
    """

    uid: str
    events: tuple[IndexedEvent, ...]
    first: int
    last: int | None

    @property
    def title(self) -> str:
        """That of its master, or of the first occurrence that it has."""
        return self.events[0].summary if self.events else ""
