"""The recurrence set of an event (RFC 5545, 3.8.5): its rules and RDATEs together, without its EXDATEs."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, datetime
from functools import lru_cache

from opiekun.domain.calendar.indexed import Recurrence
from opiekun.domain.calendar.recurrence import MOST_IN_WINDOW, SEARCH_YEARS, RuleOccurrences
from opiekun.domain.calendar.rule import parse_rule
from opiekun.domain.calendar.wall_seconds import Offsets, WallSeconds, offsets_of, wall_seconds
from opiekun.domain.instants import UtcSeconds
from opiekun.domain.wall_clock import DAY

_LEAVE = 25 * 3600
_FIRST_STEP = 400 * DAY
_FEW_RULES = 4


class _Ruled:
    """One RRULE of a series, with its UNTIL read as the series needs it.

    ``until`` is UNTIL on the wall clock. Where it is an instant, the wall clock tells too little of it around a change
    of offset: there the rule gets leave to go on, and what it finds is looked at as instants.
    """

    def __init__(self, text: str, start: WallSeconds, *, all_day: bool, offsets: Offsets | None) -> None:
        rule = parse_rule(text)
        self._offsets = offsets
        self._until_utc: UtcSeconds | None = None
        limit = self.until = None if rule.until is None else wall_seconds(rule.until)
        if limit is not None and all_day:
            limit = self.until = limit - limit % DAY
        elif limit is not None and offsets is not None:
            # The RFC wants UTC here. A clock time without Z is read as UTC, as recurring-ical-events reads it.
            self._until_utc = limit
            self.until = offsets.wall(self._until_utc)
            limit = self.until + _LEAVE
        self._found = RuleOccurrences(rule, start, all_day=all_day, limit=limit)
        ends = [end for end in (self._found.last, limit) if end is not None]
        self.last = min(ends) if ends else None

    @property
    def fine(self) -> bool:
        return self._found.fine

    def between(self, since: WallSeconds, until: WallSeconds, most: int = MOST_IN_WINDOW) -> list[WallSeconds]:
        walls = self._found.between(since, until, most)
        if self._until_utc is None or self._offsets is None or (self.until and until < self.until - _LEAVE):
            return walls
        return [wall for wall in walls if self._offsets.utc(wall) <= self._until_utc]


class Series:
    """The original starts of a recurring event on the wall clock of its DTSTART, which is one of them.

    ``last`` is not before the last of them; None if there is no end. ``lengths`` has those that an RDATE's period
    gives a length of its own, in elapsed seconds. ``fine`` tells that a rule takes more times of a day than anybody has
    use for. Raises InvalidInput if a rule cannot be read.
    """

    def __init__(self, start: datetime | date, zone: str, recurrence: Recurrence) -> None:
        self.all_day = not isinstance(start, datetime)
        self.start = wall_seconds(start)
        offsets = offsets_of(zone) if zone and not self.all_day else None
        self._rules = tuple(
            _Ruled(text, self.start, all_day=self.all_day, offsets=offsets) for text in recurrence.rules
        )
        # What many rules give at once is bounded as what a few give.
        self._most = min(MOST_IN_WINDOW, _FEW_RULES * MOST_IN_WINDOW // max(len(self._rules), 1) + 1)
        self.fine = any(rule.fine for rule in self._rules)
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
        walls = self._rules[0].between(since, until, self._most) if self._rules else []
        for rule in self._rules[1:]:
            walls += rule.between(since, until, self._most)
        dates = self._dates[bisect_left(self._dates, since) : bisect_left(self._dates, until)]
        if dates or len(self._rules) > 1 or self.all_day:
            walls = sorted({wall - wall % DAY if self.all_day else wall for wall in (*walls, *dates)})
        return [wall for wall in walls if not self.leaves_out(wall)] if self._left_out else walls

    def produced(self, since: WallSeconds, until: WallSeconds) -> list[WallSeconds]:
        """What the rules alone produce in [since, until), ascending, be it left out or not."""
        walls = {wall for rule in self._rules for wall in rule.between(since, until, self._most)}
        return sorted({wall - wall % DAY for wall in walls} if self.all_day else walls)

    def next_produced(self, since: WallSeconds) -> WallSeconds | None:
        """The first that the rules produce from ``since`` on; None if they are over, or rest for a hundred years."""
        until = since + SEARCH_YEARS * 366 * DAY if self.last is None else self.last + 1
        step = _FIRST_STEP
        while since < until:
            if found := self.produced(since, min(since + step, until)):
                return found[0]
            since, step = since + step, step * 4
        return None

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
