"""The recurrence set of an event (RFC 5545, 3.8.5): its rules and RDATEs together, without its EXDATEs."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from opiekun.domain.calendar.indexed import Recurrence
from opiekun.domain.calendar.recurrence import RuleOccurrences
from opiekun.domain.calendar.rule import parse_rule
from opiekun.domain.calendar.wall_seconds import DAY, Offsets, WallSeconds, offsets_of, wall_seconds
from opiekun.domain.instants import UtcSeconds


class _Ruled:
    """One RRULE of a series, with its UNTIL read as the series needs it."""

    def __init__(self, text: str, start: WallSeconds, *, all_day: bool, offsets: Offsets | None) -> None:
        rule = parse_rule(text)
        self.until: WallSeconds | None = None
        self._until_utc: UtcSeconds | None = None
        self._offsets = offsets
        if rule.until is not None:
            self.until = wall_seconds(rule.until)
            if all_day:
                self.until -= self.until % DAY
            elif offsets is not None:
                # The RFC wants UTC here. A clock time without Z is read as UTC, as recurring-ical-events reads it.
                self._until_utc = self.until
                self.until = offsets.wall(self._until_utc)
        # Around a change of offset the wall clock tells too little, so it gets leave and instants decide.
        limit = self.until if self._until_utc is None or self.until is None else self.until + _LEAVE
        self._found = RuleOccurrences(rule, start, all_day=all_day, limit=limit)
        self.last = self._found.last if self._found.last is not None else limit
        if self._found.last is not None and limit is not None:
            self.last = min(self._found.last, limit)

    def between(self, since: WallSeconds, until: WallSeconds) -> list[WallSeconds]:
        walls = self._found.between(since, until)
        if self._until_utc is None or self.until is None or self._offsets is None or until < self.until - _LEAVE:
            return walls
        return [wall for wall in walls if self._offsets.utc(wall) <= self._until_utc]


_LEAVE = 25 * 3600


class Series:
    """The original starts of a recurring event on the wall clock of its DTSTART, which is one of them.

    ``last`` is not before the last of them; None if there is no end. ``lengths`` has those that an RDATE's period
    gives a length of its own, in elapsed seconds. Raises InvalidInput if a rule cannot be read.
    """

    def __init__(self, start: datetime | date, zone: str, recurrence: Recurrence) -> None:
        self.all_day = not isinstance(start, datetime)
        self.start = wall_seconds(start)
        offsets = offsets_of(zone) if zone and not self.all_day else None
        self._rules = tuple(
            _Ruled(text, self.start, all_day=self.all_day, offsets=offsets) for text in recurrence.rules
        )
        self.lengths: dict[WallSeconds, int] = {}
        dates = set()
        for moment, seconds in recurrence.dates:
            wall = self._wall(moment)
            dates.add(wall)
            if seconds is not None:
                self.lengths.setdefault(wall, seconds)
        untils = [rule.until for rule in self._rules if rule.until is not None]
        if not untils or self.start <= max(untils):
            dates.add(self.start)
        self._dates = tuple(sorted(dates))
        self.longest = max(self.lengths.values(), default=0)
        self._left_out = frozenset(self._wall(moment) for moment in recurrence.exceptions)
        self._days_left_out = frozenset(
            wall_seconds(moment) // DAY for moment in recurrence.exceptions if not isinstance(moment, datetime)
        )
        self.first = min(self._dates, default=self.start)
        lasts = [rule.last for rule in self._rules]
        self.last: WallSeconds | None = None
        if None not in lasts:
            self.last = max((self.first, *self._dates, *(last for last in lasts if last is not None)))

    def between(self, since: WallSeconds, until: WallSeconds) -> list[WallSeconds]:
        """The starts in [since, until), ascending, each once."""
        walls = self._rules[0].between(since, until) if self._rules else []
        for rule in self._rules[1:]:
            walls += rule.between(since, until)
        dates = [wall for wall in self._dates if since <= wall < until]
        if dates or len(self._rules) > 1 or self.all_day:
            walls = sorted({wall - wall % DAY if self.all_day else wall for wall in (*walls, *dates)})
        return [wall for wall in walls if not self.leaves_out(wall)] if self._left_out else walls

    def leaves_out(self, wall: WallSeconds) -> bool:
        """Whether EXDATE names this start; a date leaves out all of its day."""
        return wall in self._left_out or wall // DAY in self._days_left_out

    def excludes(self, wall: WallSeconds) -> bool:
        """Whether EXDATE names just this start, so that an override of it is not wanted either."""
        return wall in self._left_out

    def _wall(self, moment: datetime | date) -> WallSeconds:
        wall = wall_seconds(moment)
        return wall - wall % DAY if self.all_day else wall


@lru_cache(maxsize=8192)
def series_of(start: datetime | date, zone: str, recurrence: Recurrence) -> Series:
    """The series, compiled once as long as it is in use."""
    return Series(start, zone, recurrence)
