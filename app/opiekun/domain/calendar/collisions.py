"""Deadlines and the day together: the free stretches of a day, and the events that leave a deadline too little time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple, TypeAlias

from opiekun.domain.calendar.events import EventPurpose, EventStatus, Occurrence
from opiekun.domain.hours import Openings
from opiekun.domain.instants import UtcSeconds
from opiekun.domain.policy import ClockName
from opiekun.domain.timeline import Severity
from opiekun.domain.wall_clock import Stretch

_NEVER = 1 << 62
_Busy: TypeAlias = tuple[UtcSeconds, UtcSeconds, Occurrence]
_Piece: TypeAlias = tuple[UtcSeconds, UtcSeconds, int | None]
_NONE = (_NEVER, _NEVER)


class Deadline(NamedTuple):
    """A running clock of a request, at its due time. ``account`` is a name."""

    request_key: int
    request_id: str
    account: str
    subject: str
    severity: Severity
    clock: ClockName
    due_at: UtcSeconds


@dataclass(frozen=True, slots=True)
class Collision:
    """A deadline for which too little time is left, and the events that are the reason, by their start.

    ``longest_free`` is the longest stretch that is left before it, ``handling`` what is expected of it; in seconds.
    """

    deadline: Deadline
    occurrences: tuple[Occurrence, ...]
    longest_free: int
    handling: int


def takes_time(occurrence: Occurrence) -> bool:
    """Whether the agent cannot work on something else meanwhile: opaque events and absences, if not cancelled.

    Time that was set aside for a request is free again once that is answered.
    """
    if occurrence.end <= occurrence.start or occurrence.done:
        return False
    absent = occurrence.purpose is EventPurpose.ABSENCE and occurrence.status is not EventStatus.CANCELLED
    return absent or occurrence.busy


def free_stretches(
    occurrences: Iterable[Occurrence], since: UtcSeconds, until: UtcSeconds, within: Iterable[Stretch] | None = None
) -> tuple[Stretch, ...]:
    """The stretches of [since, until) in which nothing takes the agent's time, ascending.

    With ``within``, ascending stretches such as those of business hours, only the time inside those.
    """
    busy = sorted((each.start, each.end) for each in occurrences if takes_time(each))
    inside = ((since, until),) if within is None else ((max(a, since), min(b, until)) for a, b in within)
    return tuple(left_free(busy, inside))


def collisions(
    occurrences: Iterable[Occurrence],
    deadlines: Iterable[Deadline],
    *,
    now: UtcSeconds,
    handling: Mapping[Severity, int],
    openings: Openings,
) -> tuple[Collision, ...]:
    """The deadlines to which events leave too little time; the rule is that of :class:`CollisionCheck`."""
    return CollisionCheck(occurrences, deadlines, now=now, handling=handling, openings=openings).standing()


class CollisionCheck:
    """Which deadlines collide with which events: prepared once, then asked at each step of a drag.

    A deadline collides when no free stretch of its severity's handling time (seconds) is left between ``now`` and
    its due time, and events are the reason. Those are the events without any one of which there would be such a
    stretch; where no single one is the reason, all that take time in between. Where even an empty calendar has no
    such stretch, since the due time is near, the longest one that it has is asked for in its place.

    For Severity 1 and 2 any time may be free, for 3 to 5 only time inside business hours. A block set aside for a
    request is free time for the deadlines of that request. A breached deadline collides with nothing any more.
    """

    def __init__(
        self,
        occurrences: Iterable[Occurrence],
        deadlines: Iterable[Deadline],
        *,
        now: UtcSeconds,
        handling: Mapping[Severity, int],
        openings: Openings,
    ) -> None:
        self._handling = handling
        self._deadlines = sorted((each for each in deadlines if each.due_at > now), key=lambda each: each.due_at)
        self._now = now
        self._latest = self._deadlines[-1].due_at if self._deadlines else now
        self._any_time: tuple[Stretch, ...] = ((now, self._latest),)
        self._in_hours = openings.stretches(now, self._latest)
        self._at: dict[tuple[int, str], _Busy] = {}
        for each in occurrences:
            if self._counts(each):
                self._at[each.key, each.recurrence_id] = (each.start, each.end, each)
        self._busy = sorted(self._at.values())

    def standing(self) -> tuple[Collision, ...]:
        """The collisions of the calendar as it is, by due time."""
        return self._collisions(self._busy)

    def moved(self, occurrence: Occurrence) -> tuple[Collision, ...]:
        """The collisions if this occurrence stood as it does here, in place of itself as prepared or as a new one."""
        busy = self._busy
        before = self._at.get((occurrence.key, occurrence.recurrence_id))
        if before is not None or self._counts(occurrence):
            busy = busy.copy()
        if before is not None:
            del busy[bisect_left(busy, before)]
        if self._counts(occurrence):
            insort(busy, (occurrence.start, occurrence.end, occurrence))
        return self._collisions(busy)

    def _counts(self, occurrence: Occurrence) -> bool:
        return occurrence.end > self._now and occurrence.start < self._latest and takes_time(occurrence)

    def _collisions(self, busy: list[_Busy]) -> tuple[Collision, ...]:
        blocks = {each.request_id for _, _, each in busy if each.purpose is EventPurpose.WORK_BLOCK}
        settled_from = {severity: self._settled_from(busy, severity) for severity in Severity}
        sweeps: dict[tuple[str, bool], _Sweep] = {}
        found = []
        for deadline in self._deadlines:
            own = deadline.request_id if deadline.request_id in blocks else ""
            if not own and deadline.due_at >= settled_from[deadline.severity]:
                continue
            kind = own, deadline.severity <= Severity.HIGH
            if kind not in sweeps:
                others = [each for each in busy if not _set_aside_for(own, each[2])] if own else busy
                sweeps[kind] = self._swept(others, deadline.severity)
            collision = self._collision(sweeps[kind], deadline)
            if collision is not None:
                found.append(collision)
        return tuple(found)

    def _usable(self, severity: Severity) -> tuple[Stretch, ...]:
        return self._any_time if severity <= Severity.HIGH else self._in_hours

    def _settled_from(self, busy: list[_Busy], severity: Severity) -> UtcSeconds:
        """From which due time on a deadline of that severity has a free stretch: this alone settles most of them."""
        handling = self._handling[severity]
        for start, end in left_free(busy, self._usable(severity)):
            if end - start >= handling:
                return start + handling
        return _NEVER

    def _swept(self, busy: list[_Busy], severity: Severity) -> _Sweep:
        """A sweep over no more than is asked for: later due times of its kind of severity are settled."""
        alike = [each for each in Severity if (each <= Severity.HIGH) is (severity <= Severity.HIGH)]
        until = min(self._latest, max(self._settled_from(busy, each) for each in alike))
        return _Sweep(busy, [(start, min(end, until)) for start, end in self._usable(severity) if start < until])

    def _collision(self, sweep: _Sweep, deadline: Deadline) -> Collision | None:
        due_at, handling = deadline.due_at, self._handling[deadline.severity]
        usable = self._usable(deadline.severity)
        wanted = min(handling, max((min(end, due_at) - start for start, end in usable if start < due_at), default=0))
        longest = sweep.longest_free(due_at)
        if longest >= wanted:
            return None
        return Collision(deadline, sweep.reasons(due_at, wanted), longest, handling)


class _Sweep:
    """One way through the busy stretches that cover usable time, for the questions of many due times.

    ``busy`` comes by start and may overlap, ``usable`` ascends. Where exactly one event covers the time, that
    event alone takes it: with the free time at both sides, that is what would be free without it.
    """

    def __init__(self, busy: Sequence[_Busy], usable: Sequence[Stretch]) -> None:
        self._busy = busy
        self._touched_at: list[UtcSeconds] = []
        self._touched: list[Occurrence] = []
        pieces = self._pieces(usable)
        free = [(start, end) for start, end, place in pieces if place is None]
        self._free_starts = [start for start, _ in free]
        self._free_ends = [end for _, end in free]
        self._longest = [0, *accumulate((end - start for start, end in free), max)]
        self._runs = list(_runs(pieces))
        self._free_without: dict[int, list[tuple[UtcSeconds, int]]] = {}

    def longest_free(self, due_at: UtcSeconds) -> int:
        """The longest free stretch before that instant, in seconds."""
        begun = bisect_left(self._free_starts, due_at)
        if not begun:
            return 0
        return max(self._longest[begun - 1], min(self._free_ends[begun - 1], due_at) - self._free_starts[begun - 1])

    def reasons(self, due_at: UtcSeconds, wanted: int) -> tuple[Occurrence, ...]:
        """The events without any one of which so much would be free before; all that take time, if none is."""
        if wanted not in self._free_without:
            earliest: dict[int, UtcSeconds] = {}
            for start, end, place in self._runs:
                if end - start >= wanted:
                    earliest.setdefault(place, start + wanted)
            self._free_without[wanted] = sorted((at, place) for place, at in earliest.items())
        alone = self._free_without[wanted]
        places = sorted(place for _, place in alone[: bisect_right(alone, (due_at, len(self._busy)))])
        if places:
            return tuple(self._busy[place][2] for place in places)
        return tuple(self._touched[: bisect_left(self._touched_at, due_at)])

    def _pieces(self, usable: Sequence[Stretch]) -> list[_Piece]:
        """The usable time that nothing covers, or one event alone, and on the way the events that touch it."""
        begins = [start for start, _, _ in self._busy] + [_NEVER]
        finishes = [*sorted((end, place) for place, (_, end, _) in enumerate(self._busy)), (_NEVER, 0)]
        begun = finished = places = 0
        pieces: list[_Piece] = []
        for start, end in usable:
            at = start
            while at < end:
                while begins[begun] <= at:
                    if self._busy[begun][1] > at:
                        self._touched_at.append(at)
                        self._touched.append(self._busy[begun][2])
                    places += begun
                    begun += 1
                while finishes[finished][0] <= at:
                    places -= finishes[finished][1]
                    finished += 1
                until = min(end, begins[begun], finishes[finished][0])
                if begun - finished <= 1:
                    # With one left, the sum of the places of those that cover this time is its place.
                    pieces.append((at, until, places if begun > finished else None))
                at = until
        return pieces


def _runs(pieces: Sequence[_Piece]) -> Iterator[tuple[UtcSeconds, UtcSeconds, int]]:
    """What would be free in one stretch without one event, with the place of that event."""
    nothing: _Piece = (-_NEVER, -_NEVER, None)
    for before, (start, end, place), after in zip([nothing, *pieces], pieces, [*pieces[1:], nothing], strict=False):
        if place is not None:
            since = before[0] if before[2] is None and before[1] == start else start
            yield since, after[1] if after[2] is None and after[0] == end else end, place


def _set_aside_for(request_id: str, occurrence: Occurrence) -> bool:
    return occurrence.purpose is EventPurpose.WORK_BLOCK and occurrence.request_id == request_id


def left_free(busy: Iterable[tuple[UtcSeconds, UtcSeconds] | _Busy], within: Iterable[Stretch]) -> Iterator[Stretch]:
    """What is left of ascending stretches without the busy ones, which come by their start and may overlap."""
    taken = iter(busy)
    coming = next(taken, _NONE)
    busy_until = -_NEVER
    for start, end in within:
        at = max(start, busy_until)
        while coming[0] < end:
            if coming[0] > at:
                yield at, coming[0]
            busy_until = max(busy_until, coming[1])
            at = max(at, busy_until)
            coming = next(taken, _NONE)
        if at < end:
            yield at, end
