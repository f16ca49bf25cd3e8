"""What a drag means in time: from where it began and where it is, to the span that it makes. No pixels here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum, auto
from math import ceil, floor
from typing import NamedTuple

from opiekun.desktop.calendar.grid.placing import in_strip
from opiekun.domain.calendar.events import Occurrence, When
from opiekun.domain.calendar.wall_days import Wall
from opiekun.domain.instants import UtcSeconds, utc_seconds

STEP, FINE_STEP = 15, 5
"""Minutes to which a drag snaps; the fine ones while Shift is held."""
NEW_MINUTES = 60
_DAY = 1440


class Gesture(Enum):
    """What is done with the hand."""

    CREATE = auto()
    MOVE = auto()
    START = auto()
    END = auto()


class Spot(NamedTuple):
    """A place in the grid: a day and the minutes of its wall, or (``strip``) the day above the hours."""

    day: date
    minutes: float
    strip: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """From one instant to another; an all-day one from midnight to midnight."""

    start: UtcSeconds
    end: UtcSeconds
    all_day: bool = False

    @classmethod
    def of(cls, occurrence: Occurrence) -> Span:
        """Where an occurrence lies."""
        return cls(occurrence.start, occurrence.end, occurrence.all_day)

    @classmethod
    def between(cls, start: When, end: When, wall: Wall) -> Span:
        """From one bound to another, as people mean them."""
        if isinstance(start, datetime) and isinstance(end, datetime):
            return cls(utc_seconds(start), utc_seconds(end))
        return cls(wall.day(start).start, wall.day(end).start, all_day=True)

    def when(self, wall: Wall) -> tuple[When, When]:
        """Its bounds as people mean them: dates for an all-day one, else aware times in the zone of the wall."""
        start, end = (datetime.fromtimestamp(at, wall.zone) for at in (self.start, self.end))
        return (start.date(), end.date()) if self.all_day else (start, end)


def created(wall: Wall, origin: Spot, spot: Spot, step: int) -> Span:
    """The span that is drawn from one place to another, whichever is earlier."""
    if origin.strip:
        return _days(wall, min(origin.day, spot.day), max(origin.day, spot.day))
    first, last = sorted((_wall_minutes(wall, origin), _wall_minutes(wall, spot)))
    start = _snapped(first, step, floor)
    end = max(_snapped(last, step, ceil), start + step)
    return _timed(wall, start, end)


def hour_at(wall: Wall, spot: Spot) -> Span:
    """The hour, or the whole day above the hours, that a new event gets which is only pointed at."""
    if spot.strip:
        return _days(wall, spot.day, spot.day)
    start = min(_snapped(spot.minutes, STEP, floor), _DAY - NEW_MINUTES) + wall.midnight(spot.day)
    return _timed(wall, start, start + NEW_MINUTES)


def moved(
    wall: Wall, occurrence: Occurrence, origin: Spot, spot: Spot, step: int, *, length: UtcSeconds = NEW_MINUTES * 60
) -> Span:
    """Where an occurrence lies that was taken at one place and is held at another.

    From the hours into the strip it becomes all-day, from the strip into the hours ``length`` seconds long (a timed
    one keeps its own).
    """
    start = wall.minutes(occurrence.start)
    if origin.strip and spot.strip:
        days = (spot.day - origin.day).days * _DAY
        if occurrence.all_day:
            return _days(wall, _day(wall, occurrence.start, days), _day(wall, occurrence.end - 1, days))
        return _kept(wall, occurrence, start + days)
    if spot.strip:
        day = spot.day - timedelta(days=(origin.day - _day(wall, occurrence.start)).days)
        return _days(wall, day, day)
    if origin.strip:
        at = _snapped(_wall_minutes(wall, spot), step, floor)
        return _timed(wall, at, at + length // 60) if occurrence.all_day else _kept(wall, occurrence, at)
    by = _wall_minutes(wall, spot) - _wall_minutes(wall, origin)
    if abs(by) < step / 2:
        return Span.of(occurrence)
    # What stands off the steps and is only taken to another day keeps its time.
    off_step = start % step if abs(by - round(by / _DAY) * _DAY) < step / 2 else 0.0
    return _kept(wall, occurrence, _snapped(start + by - off_step, step, round) + off_step)


def resized(wall: Wall, occurrence: Occurrence, gesture: Gesture, spot: Spot, step: int) -> Span:
    """What an occurrence becomes whose start or end is held at a place. It is never shorter than a step, or a day."""
    first, last = _day(wall, occurrence.start), _day(wall, occurrence.end - 1)
    if occurrence.all_day:
        days = (min(spot.day, last), last) if gesture is Gesture.START else (first, max(spot.day, first))
        return _days(wall, *days)
    if in_strip(occurrence):
        # Only days are taken hold of there: the time of day stays.
        at = wall.instant(
            wall.minutes(occurrence.start) + (spot.day - first).days * _DAY
            if gesture is Gesture.START
            else wall.minutes(occurrence.end) + (spot.day - last).days * _DAY
        )
    else:
        at = wall.instant(_snapped(_wall_minutes(wall, spot), step, round))
    if gesture is Gesture.START:
        return Span(min(at, occurrence.end - step * 60), occurrence.end)
    return Span(occurrence.start, max(at, occurrence.start + step * 60))


def stepped(wall: Wall, occurrence: Occurrence, minutes: int) -> Span:
    """Where an occurrence lies that is moved by the keys; an all-day one moves by whole days."""
    if occurrence.all_day:
        by = round(minutes / _DAY) * _DAY
        return _days(wall, _day(wall, occurrence.start, by), _day(wall, occurrence.end - 1, by))
    return _kept(wall, occurrence, wall.minutes(occurrence.start) + minutes)


def lengthened(wall: Wall, occurrence: Occurrence, minutes: int) -> Span:
    """What an occurrence becomes whose end is moved by the keys, of an all-day one by whole days."""
    if occurrence.all_day:
        last = _day(wall, occurrence.end - 1, round(minutes / _DAY) * _DAY)
        return _days(wall, (first := _day(wall, occurrence.start)), max(first, last))
    end = wall.instant(wall.minutes(occurrence.end) + minutes, second=_repeats(wall, occurrence.end))
    return Span(occurrence.start, max(end, occurrence.start + min(STEP * 60, occurrence.end - occurrence.start)))


def _wall_minutes(wall: Wall, spot: Spot) -> float:
    return wall.midnight(spot.day) + spot.minutes


def _snapped(minutes: float, step: int, way: Callable[[float], int]) -> int:
    # A hand is never exact: a hair beyond a step does not mean the next one.
    return way(round(minutes / step, 3)) * step


def _kept(wall: Wall, occurrence: Occurrence, start: float) -> Span:
    """As long as it was, in the repeated hour where it was in it."""
    at = wall.instant(start, second=_repeats(wall, occurrence.start))
    return Span(at, at + occurrence.end - occurrence.start)


def _timed(wall: Wall, start: float, end: float) -> Span:
    at = wall.instant(start)
    return Span(at, max(wall.instant(end), at + STEP * 60))


def _days(wall: Wall, first: date, last: date) -> Span:
    return Span(wall.day(first).start, wall.day(last).end, all_day=True)


def _day(wall: Wall, at: UtcSeconds, by: int = 0) -> date:
    return datetime.fromtimestamp(at, wall.zone).date() + timedelta(minutes=by)


def _repeats(wall: Wall, at: UtcSeconds) -> bool:
    return wall.day(_day(wall, at)).repeats(at)
