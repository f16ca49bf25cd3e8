"""What stands in a calendar: calendars, the occurrences that views show, and what a person types into an event."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from opiekun.domain.instants import UtcSeconds


class EventStatus(StrEnum):
    """STATUS of a VEVENT (RFC 5545, 3.8.1.11)."""

    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"
    CANCELLED = "cancelled"


class Visibility(StrEnum):
    """CLASS of a component (RFC 5545, 3.8.1.3)."""

    PUBLIC = "public"
    PRIVATE = "private"
    CONFIDENTIAL = "confidential"


class EventPurpose(StrEnum):
    """What an event is for, which its drawing tells. Kept in the text as X-OPIEKUN-PURPOSE; ROUTINE has none."""

    ROUTINE = "routine"
    CALL = "call"
    WORK_BLOCK = "work_block"
    HOLD = "hold"
    PROPOSAL = "proposal"
    ABSENCE = "absence"


class Scope(StrEnum):
    """Which occurrences of a recurring event an edit means."""

    THIS = "this"
    FUTURE = "future"
    ALL = "all"


When = datetime | date
"""A start or an end as people mean it: a date (all-day), an aware datetime whose tzinfo is a ZoneInfo, or a naive
datetime (floating: the same wall clock wherever one is)."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """One calendar. ``colour`` is #RRGGBB. New events go to the ``default`` one; exactly one calendar is that.

    ``agent_id`` is whose time its events take, "" for that of the agent of the desk at which one sits.
    """

    id: str
    name: str
    colour: str
    shown: bool = True
    default: bool = False
    read_only: bool = False
    agent_id: str = ""


class Occurrence(NamedTuple):
    """One occurrence of an event, as views show it. A tuple, because thousands are held at once.

    ``key`` is the store's number of the event's iCalendar object. ``recurrence_id`` names the occurrence within
    its series, as the iCalendar value of its original start on the wall clock of the series (20260616T140000, or
    20260616 for all-day ones); "" for an event that does not recur. ``start`` and ``end`` are half-open; an
    all-day or floating occurrence is resolved in the zone of whoever looks. ``request_id`` is that of the request
    for which time is set aside, "" for none, and ``done`` tells that it has been answered or resolved since the time
    was set aside; ``link`` joins the call, "" where there is none. ``people`` are its guests: the organizer is none.
    """

    key: int
    uid: str
    recurrence_id: str
    calendar_id: str
    summary: str
    start: UtcSeconds
    end: UtcSeconds
    all_day: bool = False
    status: EventStatus = EventStatus.CONFIRMED
    transparent: bool = False
    purpose: EventPurpose = EventPurpose.ROUTINE
    visibility: Visibility = Visibility.PUBLIC
    location: str = ""
    link: str = ""
    request_id: str = ""
    recurs: bool = False
    people: int = 0
    done: bool = False

    @property
    def busy(self) -> bool:
        """Whether it takes the agent's time: neither transparent nor cancelled."""
        return not self.transparent and self.status is not EventStatus.CANCELLED


@dataclass(frozen=True, slots=True)
class Alarm:
    """A reminder: seconds after the start of its event (negative: before it), or after its end.

    One that has an instant ``at`` (UTC seconds) rings then, once, however often its event recurs (RFC 5545, 3.8.6.3).
    """

    seconds: int
    from_end: bool = False
    at: UtcSeconds | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """An organizer or attendee, read-only here. ``partstat`` as in RFC 5545, 3.2.12, in lower case."""

    email: str
    name: str = ""
    partstat: str = ""
    organizer: bool = False


@dataclass(frozen=True, slots=True)
class Details:
    """What a person sees and types in an event's editor.

    ``end`` is exclusive, of the same sort as ``start``. ``rule`` is an RRULE's value, "" for none. ``attachments``
    are links. ``people`` are shown and not edited here.
    """

    summary: str
    start: When
    end: When
    rule: str = ""
    location: str = ""
    description: str = ""
    link: str = ""
    status: EventStatus = EventStatus.CONFIRMED
    transparent: bool = False
    visibility: Visibility = Visibility.PUBLIC
    purpose: EventPurpose = EventPurpose.ROUTINE
    categories: tuple[str, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    attachments: tuple[str, ...] = ()
    request_id: str = ""
    people: tuple[Person, ...] = ()

    @property
    def guests(self) -> int:
        """How many are invited; whoever organizes it is no guest."""
        return sum(not each.organizer for each in self.people)

    def as_begun(self) -> Details:
        """These of a new event of which nobody said whether it takes time: a whole day does only for an absence.

        A birthday or a release would else leave no room for anything on its day.
        """
        whole = not isinstance(self.start, datetime)
        return replace(self, transparent=whole and self.purpose is not EventPurpose.ABSENCE)
