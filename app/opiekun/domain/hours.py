"""Business hours: when the desk is open, and arithmetic inside those hours in UTC seconds."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import accumulate, chain, pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from opiekun.domain.errors import InvalidInput, InvalidRules
from opiekun.domain.instants import UtcSeconds, utc_datetime
from opiekun.domain.national_holidays import COUNTRIES, holidays_of
from opiekun.domain.wall_clock import Stretch, day_at, joined, resolve, year_start

Interval = tuple[int, int]
"""Half-open [start, end) in minutes of the wall clock from midnight, 0 to 1440."""

MIDNIGHT = 24 * 60
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

FIRST_YEAR = 1970
LAST_YEAR = 2200
_EARLIEST, _LATEST = year_start(FIRST_YEAR), year_start(LAST_YEAR + 1)
_SEARCH_YEARS = 10


class ClosedReason(StrEnum):
    """Why a day has no hours."""

    DAY_OFF = "day_off"
    HOLIDAY = "holiday"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """A day of the desk's wall clock without hours. ``holiday`` is its name, "" for the other reasons."""

    day: date
    reason: ClosedReason
    holiday: str = ""


@dataclass(frozen=True, slots=True)
class BusinessHours:
    """When the desk is open, as configured.

    ``weekly`` holds the intervals of Monday to Sunday. ``special`` days have intervals of their own (an
    empty tuple: closed) and win over everything; ``closed`` dates and the national holidays of ``country``
    (ISO 3166 code, "" for none) have none. Wall-clock times are those of ``timezone`` (IANA).
    Raises InvalidRules for an unknown zone or country, overlapping or empty intervals, a week that never opens.
    """

    timezone: str
    weekly: tuple[tuple[Interval, ...], ...]
    closed: frozenset[date] = frozenset()
    special: Mapping[date, tuple[Interval, ...]] = field(default_factory=dict, hash=False)
    country: str = ""

    def __post_init__(self) -> None:
        try:
            ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise InvalidRules(
                "The time zone “{timezone}” is not known. Use an IANA name such as Europe/Bratislava.",
                timezone=self.timezone,
            ) from None
        if self.country and self.country not in COUNTRIES:
            raise InvalidRules(
                "There are no holidays for the country “{country}”. Use a two-letter code such as SK, or none.",
                country=self.country,
            )
        if len(self.weekly) != len(WEEKDAYS):
            raise InvalidRules(
                "The weekly hours need seven days, Monday to Sunday, not {count}.", count=len(self.weekly)
            )
        for name, intervals in zip(WEEKDAYS, self.weekly, strict=True):
            _check(name, intervals)
        for day, intervals in self.special.items():
            _check(day.isoformat(), intervals)
        if not any(self.weekly):
            raise InvalidRules("The weekly hours never open. Give at least one day an interval such as 09:00–17:00.")

    def intervals_on(self, day: date) -> tuple[Interval, ...]:
        """The intervals of a day of the wall clock, empty where the desk is closed on it."""
        if day in self.special:
            return self.special[day]
        weekly = self.weekly[day.weekday()]
        if weekly and (day in self.closed or (self.country and day in holidays_of(self.country, day.year))):
            return ()
        return weekly

    def closed_on(self, day: date, language: str = "en") -> ClosedDay | None:
        """Why the desk is closed on that day of the wall clock, or None where it has hours.

        A regular day off is called that whatever else it is; a holiday's name is in the language if it is known.
        """
        if self.intervals_on(day):
            return None
        if day not in self.special:
            if not self.weekly[day.weekday()]:
                return ClosedDay(day, ClosedReason.DAY_OFF)
            if day not in self.closed:
                return ClosedDay(day, ClosedReason.HOLIDAY, holidays_of(self.country, day.year, language)[day])
        return ClosedDay(day, ClosedReason.TEAM)


def clock_text(minutes: int) -> str:
    """Minutes from midnight as HH:MM, the end of the day as 24:00."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _check(day: str, intervals: tuple[Interval, ...]) -> None:
    """Refuse intervals that are inverted, empty, beyond the day or overlap. Those that touch are well."""
    for start, end in intervals:
        if not 0 <= start < end <= MIDNIGHT:
            raise InvalidRules(
                "{day}: the interval {start}–{end} must end after it starts, between 00:00 and 24:00.",
                day=day,
                start=clock_text(start),
                end=clock_text(end),
            )
    ordered = sorted(intervals)
    for (_, end), (start, _) in pairwise(ordered):
        if start < end:
            raise InvalidRules(
                "{day}: two intervals overlap between {start} and {end}. Join them into one.",
                day=day,
                start=clock_text(start),
                end=clock_text(end),
            )


class _Index(NamedTuple):
    """The stretches of whole years [first, last], and the open seconds up to the end of each."""

    first: int
    last: int
    since: UtcSeconds
    until: UtcSeconds
    starts: list[UtcSeconds]
    ends: list[UtcSeconds]
    worked: list[int]

    def worked_until(self, at: UtcSeconds) -> int:
        """Open seconds in [since, at)."""
        begun = bisect_right(self.starts, at)
        return self.worked[begun - 1] - max(0, self.ends[begun - 1] - at) if begun else 0


class Openings:
    """The open stretches of :class:`BusinessHours`, indexed for arithmetic. All instants are UTC seconds.

    A year is resolved when it is first needed and kept; after that each question is a bisection. Threads may
    share one: an index is never changed, only replaced by a wider one. Years 1970 to 2200 can be asked for;
    instants outside them raise InvalidInput. InvalidRules is raised where closed and special days keep the
    desk shut for ten years on end, so that no search is endless.
    """

    def __init__(self, hours: BusinessHours) -> None:
        self.hours = hours
        self.zone = ZoneInfo(hours.timezone)
        self._years: dict[int, list[Stretch]] = {}
        self._index = _Index(0, 0, 0, 0, [], [], [])

    def is_open(self, at: UtcSeconds) -> bool:
        """Whether the instant lies in an open stretch [start, end)."""
        index = self._covering(at, at)
        begun = bisect_right(index.starts, at)
        return begun > 0 and at < index.ends[begun - 1]

    def next_opening(self, at: UtcSeconds) -> UtcSeconds:
        """The instant itself where the desk is open, else the start of the next open stretch."""
        index = self._covering(at, at)
        while (upcoming := bisect_right(index.ends, at)) == len(index.ends):
            index = self._later(index, at)
        return max(at, index.starts[upcoming])

    def closes_at(self, at: UtcSeconds) -> UtcSeconds | None:
        """The end of the open stretch around the instant, or of the next one; None if that lasts ten years."""
        start = self.next_opening(at)
        index = self._covering(start, start)
        # A stretch that reaches the end of the index may go on in the next year.
        while (end := index.ends[bisect_right(index.ends, start)]) == index.until:
            if index.last >= min(LAST_YEAR, utc_datetime(start).year + _SEARCH_YEARS):
                return None
            index = self._covering(start, index.until)
        return end

    def add(self, start: UtcSeconds, seconds: int) -> UtcSeconds:
        """The earliest instant at which that much open time has passed since ``start``."""
        if seconds <= 0:
            return start
        index = self._covering(start, start)
        wanted = index.worked_until(start) + seconds
        while (last := bisect_left(index.worked, wanted)) == len(index.worked):
            index = self._later(index, start)
        return index.ends[last] - (index.worked[last] - wanted)

    def between(self, start: UtcSeconds, end: UtcSeconds) -> int:
        """Open seconds in [start, end)."""
        if end <= start:
            return 0
        index = self._covering(start, end)
        return index.worked_until(end) - index.worked_until(start)

    def stretches(self, start: UtcSeconds, end: UtcSeconds) -> tuple[Stretch, ...]:
        """The open stretches that touch [start, end), cut to it."""
        if end <= start:
            return ()
        index = self._covering(start, end)
        touched = range(bisect_right(index.ends, start), bisect_left(index.starts, end))
        return tuple((max(start, index.starts[i]), min(end, index.ends[i])) for i in touched)

    def closed_days(self, start: UtcSeconds, end: UtcSeconds, language: str = "en") -> tuple[ClosedDay, ...]:
        """The closed days of the desk's wall clock that [start, end) touches; holidays named in the language."""
        if end <= start:
            return ()
        first, last = day_at(self.zone, start).toordinal(), day_at(self.zone, end - 1).toordinal()
        days = (self.hours.closed_on(date.fromordinal(day), language) for day in range(first, last + 1))
        return tuple(day for day in days if day is not None)

    def _covering(self, start: UtcSeconds, end: UtcSeconds) -> _Index:
        """An index that holds both instants, which are in order."""
        index = self._index
        if index.since <= start and end < index.until:
            return index
        if start < _EARLIEST or end >= _LATEST:
            raise InvalidInput("A date lies outside the years {first} to {last}.", first=FIRST_YEAR, last=LAST_YEAR)
        return self._widened(index, utc_datetime(start).year, utc_datetime(end).year)

    def _later(self, index: _Index, at: UtcSeconds) -> _Index:
        """The index with a year more, for a search from the instant that found too little open time."""
        closed_since = max(at, index.ends[-1]) if index.ends else at
        if index.last >= min(LAST_YEAR, utc_datetime(closed_since).year + _SEARCH_YEARS):
            raise InvalidRules(
                "The business hours leave the desk closed for years after {date}. Remove closed or special days.",
                date=day_at(self.zone, closed_since).isoformat(),
            )
        return self._widened(index, index.first, index.last + 1)

    def _widened(self, index: _Index, first: int, last: int) -> _Index:
        """The index widened to hold both years and all between, which becomes the one that is kept."""
        if index.until:
            first, last = min(first, index.first), max(last, index.last)
        for year in range(first, last + 1):
            if year not in self._years:
                self._years[year] = resolve(self.zone, self.hours.intervals_on, year_start(year), year_start(year + 1))
        open_stretches = joined(chain.from_iterable(self._years[year] for year in range(first, last + 1)))
        starts = [start for start, _ in open_stretches]
        ends = [end for _, end in open_stretches]
        worked = list(accumulate(end - start for start, end in open_stretches))
        self._index = index = _Index(first, last, year_start(first), year_start(last + 1), starts, ends, worked)
        return index
