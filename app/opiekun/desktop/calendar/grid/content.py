"""What the grid is given to show, and what its signals carry."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from opiekun.domain.calendar.collisions import Collision, Deadline
from opiekun.domain.calendar.events import Calendar, Occurrence, When
from opiekun.domain.calls.answer_marks import AnswerMark
from opiekun.domain.calls.proposed import ProposedTime
from opiekun.domain.instants import UtcSeconds
from opiekun.domain.sync.remote import Busy
from opiekun.domain.wall_clock import Stretch
from opiekun.services.mail.answered import Marks, answer_to


class NamedZone(NamedTuple):
    """A time zone that is read beside the viewer's own. ``label`` heads its hours; "" takes the city's letters."""

    zone: ZoneInfo
    label: str = ""


class Colleague(NamedTuple):
    """Somebody whose busy time is shown: who it is, two letters for it, and when."""

    who: str
    initials: str
    busy: tuple[Busy, ...]


class BookableDay(NamedTuple):
    """A day with as many starts as can be booked; ``words`` say so, or why none can."""

    day: date
    starts: int
    words: str


class Bookable(NamedTuple):
    """When a call can begin, in order. ``step`` lies between two starts and ``length`` is how long it takes, in
    seconds; ``chosen`` is the start that is taken, ``ticked`` are those that are to be offered. ``days`` says of each
    day that is known how much of it can be booked, or why nothing can.
    """

    starts: tuple[UtcSeconds, ...]
    length: int
    step: int
    chosen: UtcSeconds | None = None
    ticked: tuple[UtcSeconds, ...] = ()
    days: tuple[BookableDay, ...] = ()

    def start_at(self, at: UtcSeconds) -> UtcSeconds | None:
        """The start that is meant by an instant: the last one before it, less than a step away."""
        place = bisect_right(self.starts, at)
        return self.starts[place - 1] if place and at - self.starts[place - 1] < self.step else None

    def swept(self, first: UtcSeconds, at: UtcSeconds) -> tuple[UtcSeconds, ...]:
        """The starts from one to another instant, so far from each other that their calls do not overlap, in order."""
        found = [first]
        for start in self.starts if at >= first else reversed(self.starts):
            within = first < start <= at if at >= first else at - self.step < start < first
            if within and abs(start - found[-1]) >= self.length:
                found.append(start)
        return tuple(sorted(found))

    def start_within(self, start: UtcSeconds, end: UtcSeconds) -> UtcSeconds | None:
        """The first start in [start, end)."""
        place = bisect_left(self.starts, start)
        return self.starts[place] if place < len(self.starts) and self.starts[place] < end else None


class ServerMark(StrEnum):
    """What marks an event that is not on its server as it is here: it waits to be settled, or was not taken there."""

    CONFLICT = "⇄"
    REFUSED = "⊘"


@dataclass(frozen=True, slots=True)
class GridContent:
    """All that the grid shows at once.

    ``days`` stand side by side in that order and are those of ``zone``, the viewer's. ``occurrences`` may come in
    any order and reach beyond the days. ``calendars`` are by id: their colour is an event's left edge, those that
    are read-only cannot be changed. ``collisions`` are by the occurrence that collides. ``open`` holds the open
    stretches of each day (none: the whole day is dimmed), ``notes`` what is named in a day's header: holidays,
    closed days, absences. The first of ``other_zones`` stands beside the hours; holding Z reads a time in all.
    ``marks`` are of events that are not on their server so, by calendar and UID. ``colleagues`` have a lane
    each at the right of every day. ``proposals`` are by the keys of the ghosts among the occurrences, ``answers``
    what guests or the agent answered, as far as it is marked.
    """

    days: tuple[date, ...]
    zone: ZoneInfo
    now: UtcSeconds
    occurrences: tuple[Occurrence, ...] = ()
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    deadlines: tuple[Deadline, ...] = ()
    collisions: Mapping[Occurrence, tuple[Collision, ...]] = field(default_factory=dict)
    open: Mapping[date, tuple[Stretch, ...]] = field(default_factory=dict)
    notes: Mapping[date, str] = field(default_factory=dict)
    zone_label: str = ""
    other_zones: tuple[NamedZone, ...] = ()
    marks: Mapping[tuple[str, str], ServerMark] = field(default_factory=dict)
    colleagues: tuple[Colleague, ...] = ()
    bookable: Bookable | None = None
    proposals: Mapping[int, ProposedTime] = field(default_factory=dict)
    answers: Marks = field(default_factory=dict)

    def linked(self, occurrence: Occurrence) -> tuple[Occurrence, ...]:
        """What belongs to it: of a ghost the event that it would move, of an event the ghosts that would."""
        if not self.proposals:
            return ()
        proposed = self.proposals.get(occurrence.key)
        if proposed is not None:
            return tuple(each for each in self.occurrences if proposed.moves(each, self.zone))
        ghosts = (each for each in self.occurrences if each.key in self.proposals)
        return tuple(each for each in ghosts if self.proposals[each.key].moves(occurrence, self.zone))

    def mark(self, occurrence: Occurrence) -> ServerMark | None:
        """How it is marked as not being on its server as it is here."""
        return self.marks.get((occurrence.calendar_id, occurrence.uid)) if self.marks else None

    def answer(self, occurrence: Occurrence) -> AnswerMark | None:
        """How it is marked for what was answered."""
        return answer_to(occurrence, self.answers)


def is_ghost(occurrence: Occurrence) -> bool:
    """Whether it is no event but a time that somebody proposes for one: the keys of those are below zero."""
    return occurrence.key < 0


@dataclass(frozen=True, slots=True)
class Created:
    """A span was drawn or keyed, and named. Dates for an all-day one, else aware times in the viewer's zone."""

    start: When
    end: When
    title: str


@dataclass(frozen=True, slots=True)
class Moved:
    """An occurrence is to lie there, or (``copy``) a copy of it. Dates for an all-day one, else aware times."""

    occurrence: Occurrence
    start: When
    end: When
    copy: bool = False


@dataclass(frozen=True, slots=True)
class Retitled:
    """An occurrence is to be called that."""

    occurrence: Occurrence
    title: str


@dataclass(frozen=True, slots=True)
class RequestDropped:
    """Time is to be set aside for a request, from there on."""

    request_id: str
    start: When
    end: When


@dataclass(frozen=True, slots=True)
class Shifted:
    """The keys went beyond the days that are shown, by that many: negative is earlier."""

    days: int
