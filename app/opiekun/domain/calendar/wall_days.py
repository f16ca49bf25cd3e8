"""Days as the clock on the wall shows them: where an instant stands between midnight and midnight.

A day has 24 hours on the wall whatever passes on it. An hour that a jump forward leaves out holds no instant; one that
a jump back repeats holds those of both times.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from opiekun.domain.instants import UtcSeconds
from opiekun.domain.wall_clock import DAY, segments

_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
_DAY_MINUTES = DAY // 60
_MARGIN = 2 * DAY
"""Seconds around a day of UTC within which that day lies in every zone."""


@dataclass(frozen=True, slots=True)
class WallDay:
    """One day of a zone. ``pieces`` are its instants as (start, end, offset) in UTC seconds, cut where the offset
    changes; none for a day that the zone skipped.
    """

    day: date
    pieces: tuple[tuple[UtcSeconds, UtcSeconds, int], ...]

    @classmethod
    def of(cls, day: date, zone: ZoneInfo) -> WallDay:
        """That day in that zone."""
        midnight = _midnight(day)
        pieces = []
        for start, end, offset in segments(zone, midnight - _MARGIN, midnight + DAY + _MARGIN):
            first, last = max(start, midnight - offset), min(end, midnight + DAY - offset)
            if first < last:
                pieces.append((first, last, offset))
        return cls(day, tuple(pieces))

    @property
    def start(self) -> UtcSeconds:
        """The first instant of the day; of one that was skipped, when it would have been in UTC."""
        return self.pieces[0][0] if self.pieces else _midnight(self.day)

    @property
    def end(self) -> UtcSeconds:
        """The first instant after the day."""
        return self.pieces[-1][1] if self.pieces else _midnight(self.day)

    def minutes(self, at: UtcSeconds) -> float:
        """What the wall shows at an instant of the day, in minutes from midnight; the day's bounds beyond it."""
        for start, end, offset in self.pieces:
            if start <= at < end:
                return (at + offset - _midnight(self.day)) / 60
        return 0.0 if at < self.start else _DAY_MINUTES

    def touched(self, start: UtcSeconds, end: UtcSeconds) -> tuple[float, float] | None:
        """The minutes of the wall from the first to the last that [start, end) touches on this day, None for none.

        Of an event that a jump back lies in, that is the repeated hour as well: it is never shown shorter than it is.
        An empty one touches its start.
        """
        midnight = _midnight(self.day)
        if len(self.pieces) == 1 and start < end:
            first, last, offset = self.pieces[0]
            start, end = max(start, first), min(end, last)
            return ((start + offset - midnight) / 60, (end + offset - midnight) / 60) if start < end else None
        spans = []
        for first, last, offset in self.pieces:
            shift = offset - midnight
            if max(start, first) < min(end, last) or first <= start == end < last:
                spans.append(((max(start, first) + shift) / 60, (min(end, last) + shift) / 60))
        return (min(span[0] for span in spans), max(span[1] for span in spans)) if spans else None

    def instant(self, minutes: float, *, second: bool = False) -> UtcSeconds:
        """The instant at which the wall shows that, or (``second``) the later of two.

        A time that a jump leaves out is the jump; one beyond the day is the day's bound.
        """
        wall = _midnight(self.day) + round(minutes * 60)
        found = [wall - offset for start, end, offset in self.pieces if start <= wall - offset < end]
        if found:
            return found[-1] if second else found[0]
        later = (start for start, _, offset in self.pieces if start + offset > wall)
        return next(later, self.end)

    def repeats(self, at: UtcSeconds) -> bool:
        """Whether the wall shows that time for the second time."""
        minutes = self.minutes(at)
        return self.start <= at < self.end and self.instant(minutes) != at

    def shown_twice(self) -> tuple[tuple[float, float], ...]:
        """The minutes of the wall that a jump back repeats, as half-open spans."""
        midnight = _midnight(self.day)
        return tuple(
            ((later[0] + later[2] - midnight) / 60, (earlier[1] + earlier[2] - midnight) / 60)
            for earlier, later in pairwise(self.pieces)
            if later[2] < earlier[2]
        )

    def left_out(self) -> tuple[tuple[float, float], ...]:
        """The minutes of the wall that no instant of the day shows, as half-open spans."""
        gaps, reached = [], 0.0
        for start, end, offset in self.pieces:
            shift = offset - _midnight(self.day)
            if (start + shift) / 60 > reached:
                gaps.append((reached, (start + shift) / 60))
            reached = max(reached, (end + shift) / 60)
        return (*gaps, (reached, _DAY_MINUTES)) if reached < _DAY_MINUTES else tuple(gaps)


class Wall:
    """The wall clock of a zone as one line of minutes, 1,440 a day; its days are made once."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone
        self._days: dict[date, WallDay] = {}

    def day(self, day: date) -> WallDay:
        """That day."""
        found = self._days.get(day)
        if found is None:
            found = self._days[day] = WallDay.of(day, self.zone)
        return found

    def minutes(self, at: UtcSeconds) -> float:
        """What the wall shows at an instant, in minutes since the midnight of 1970-01-01."""
        day = datetime.fromtimestamp(at, self.zone).date()
        return (day.toordinal() - _EPOCH_ORDINAL) * _DAY_MINUTES + self.day(day).minutes(at)

    def instant(self, minutes: float, *, second: bool = False) -> UtcSeconds:
        """The instant at which the wall shows that (see WallDay.instant)."""
        days, within = divmod(minutes, _DAY_MINUTES)
        return self.day(date.fromordinal(_EPOCH_ORDINAL + int(days))).instant(within, second=second)

    def midnight(self, day: date) -> int:
        """The minutes at which a day starts."""
        return (day.toordinal() - _EPOCH_ORDINAL) * _DAY_MINUTES


def _midnight(day: date) -> int:
    return (day.toordinal() - _EPOCH_ORDINAL) * DAY
