"""Where on the time axis of a day its events, deadlines and free stretches stand. No Qt here."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from opiekun.desktop.calendar.grid.content import ServerMark
from opiekun.domain.calendar.collisions import Collision, Deadline
from opiekun.domain.calendar.columns import Place, lay_out
from opiekun.domain.calendar.events import Occurrence
from opiekun.domain.calendar.wall_days import WallDay
from opiekun.domain.calls.answer_marks import AnswerMark
from opiekun.domain.instants import UtcSeconds
from opiekun.domain.timeline import Severity
from opiekun.domain.wall_clock import Stretch
from opiekun.services.day import Day
from opiekun.services.mail.answered import Marks, answer_to

HOUR_HEIGHT = 60
"""Pixels; a minute is one."""
CHIP_HEIGHT = 16
LEAST_HEIGHT = 18
TOP = 10
_HOUR = 60
_DAY = 24 * _HOUR
_MORNING, _EVENING = 9 * _HOUR, 17 * _HOUR
_LEAST_FREE = 30 * 60


@dataclass(frozen=True, slots=True)
class Box:
    """An event at its place, in pixels from the top of the axis, and the deadlines that it collides with.

    ``mark`` tells that its server has it otherwise, ``answer`` what was answered.
    """

    occurrence: Occurrence
    top: float
    bottom: float
    place: Place
    collisions: tuple[Collision, ...]
    mark: ServerMark | None = None
    answer: AnswerMark | None = None


@dataclass(frozen=True, slots=True)
class Chip:
    """Deadlines that are due together or nearly so, the most pressing first. ``y`` is that of the first due time."""

    deadlines: tuple[Deadline, ...]
    y: float


@dataclass(frozen=True, slots=True)
class Gap:
    """A free stretch of the rest of the day."""

    start: UtcSeconds
    end: UtcSeconds
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Plan:
    """The day laid out. ``hours`` are the hours that are named, each with its place.

    ``due`` is by the id of a request what of it is due first, today or later; ``handling`` in seconds. ``marks``
    are of those of ``all_day`` that their server has otherwise, ``answers`` of those that are marked for an answer.
    """

    wall: WallDay
    first: int
    last: int
    all_day: tuple[Occurrence, ...]
    boxes: tuple[Box, ...]
    chips: tuple[Chip, ...]
    gaps: tuple[Gap, ...]
    open: tuple[tuple[float, float], ...]
    hours: tuple[tuple[int, float], ...] = field(default=())
    due: Mapping[str, Deadline] = field(default_factory=dict)
    handling: Mapping[Severity, int] = field(default_factory=dict)
    marks: Mapping[Occurrence, ServerMark] = field(default_factory=dict)
    answers: Mapping[Occurrence, AnswerMark] = field(default_factory=dict)

    @property
    def height(self) -> int:
        """Of the whole axis."""
        return 2 * TOP + (self.last - self.first) * HOUR_HEIGHT // _HOUR

    @property
    def empty(self) -> bool:
        """Whether nothing stands in the day."""
        return not (self.all_day or self.boxes or self.chips)

    def y(self, at: UtcSeconds) -> float:
        """The place of an instant of the day; those that the axis does not show are at its ends."""
        return self.y_of(self.wall.minutes(at))

    def y_of(self, minutes: float) -> float:
        """The place of a time on the wall."""
        return TOP + (min(max(minutes, self.first), self.last) - self.first) * HOUR_HEIGHT / _HOUR

    def at(self, y: float) -> float:
        """The minutes of the wall at a place."""
        return min(max(self.first + (y - TOP) * _HOUR / HOUR_HEIGHT, self.first), self.last)


def plan(
    day: Day,
    by_event: Mapping[Occurrence, tuple[Collision, ...]],
    now: UtcSeconds,
    marks: Mapping[tuple[str, str], ServerMark] | None = None,
    answers: Marks | None = None,
) -> Plan:
    """Lay the day out. ``marks`` are of events that their servers have otherwise, by calendar and UID."""
    marks, answers = marks or {}, answers or {}
    wall = day.wall
    today = [each for each in day.occurrences if each.start < wall.end and each.end > wall.start]
    timed = [(each, span) for each in today if not each.all_day and (span := wall.touched(each.start, each.end))]
    due = day.deadlines[: bisect_left(day.deadlines, wall.end, key=attrgetter("due_at"))]
    hours = [span for start, end in day.open if (span := wall.touched(start, end))]
    moments = [minute for _, span in timed for minute in span] + [minute for span in hours for minute in span]
    moments += [wall.minutes(each.due_at) for each in due] + [wall.minutes(now)] * (wall.start <= now < wall.end)
    first = math.floor(min([*moments, _MORNING]) / _HOUR) * _HOUR
    last = min(_DAY, math.ceil(max([*moments, _EVENING]) / _HOUR) * _HOUR)
    bare = Plan(wall, first, last, (), (), (), (), ())
    places = lay_out([span for _, span in timed], LEAST_HEIGHT * _HOUR / HOUR_HEIGHT)
    boxes = [
        Box(
            each,
            bare.y_of(start),
            max(bare.y_of(end), bare.y_of(start) + LEAST_HEIGHT),
            place,
            by_event.get(each, ()),
            marks.get((each.calendar_id, each.uid)),
            answer_to(each, answers),
        )
        for (each, (start, end)), place in zip(timed, places, strict=True)
    ]
    return Plan(
        wall,
        first,
        last,
        tuple(each for each in today if each.all_day),
        tuple(sorted(boxes, key=lambda box: (box.top, box.place.column))),
        _chips(due, bare),
        tuple(
            Gap(start, end, bare.y(start), bare.y(end)) for start, end in day.free(now) if end - start >= _LEAST_FREE
        ),
        tuple((bare.y_of(start), bare.y_of(end)) for start, end in hours),
        tuple((hour, bare.y_of(hour * _HOUR)) for hour in range(first // _HOUR, last // _HOUR + 1)),
        {each.request_id: each for each in reversed(day.deadlines)},
        day.handling,
        {each: mark for each in today if each.all_day and (mark := marks.get((each.calendar_id, each.uid)))},
        {each: answer for each in today if each.all_day and (answer := answer_to(each, answers))},
    )


def _chips(due: Sequence[Deadline], bare: Plan) -> tuple[Chip, ...]:
    """Those that would cover one another are one chip."""
    groups: list[list[Deadline]] = []
    top = -math.inf
    for each in due:
        y = bare.y(each.due_at)
        if y - top >= CHIP_HEIGHT + 1:
            groups.append([])
            top = y
        groups[-1].append(each)
    return tuple(
        Chip(tuple(sorted(group, key=lambda each: (each.severity, each.due_at))), bare.y(group[0].due_at))
        for group in groups
    )


def next_free(stretches: Sequence[Stretch], now: UtcSeconds) -> tuple[UtcSeconds, bool] | None:
    """When the next half hour that is free begins, or (True) until when it is free now; None for nothing free."""
    for start, end in stretches:
        if end - start >= _LEAST_FREE:
            return (end, True) if start <= now else (start, False)
    return None
