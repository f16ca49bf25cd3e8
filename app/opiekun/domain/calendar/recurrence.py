"""The occurrences of a recurrence rule on the wall clock (RFC 5545, 3.3.10), found straight in an asked window.

A window costs what lies in it, however long ago DTSTART was: the periods of a rule (its years, months, weeks, days)
are counted to, not walked to, and only COUNT is walked, once.

Rules come from files of others and may ask for anything, so these limits hold:

- One window gives the first :data:`MOST_IN_WINDOW` occurrences of a rule, and ends early for a rule of seconds that
  passes over nearly all that it tries. One that takes more than :data:`MOST_A_DAY` times of a day is ``fine``.
- COUNT is followed for :data:`MOST_COUNTED` occurrences and :data:`SEARCH_YEARS` years, and for fewer years where
  one has to try very many times of day to find a few. A rule that has not ended by
  then is taken to have no end.
- The years 2 to 9998 hold all that is found.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from opiekun.domain.calendar.rule import Frequency, Rule
from opiekun.domain.calendar.rule_days import RuleDays, day_number, week_start_of
from opiekun.domain.calendar.rule_times import SlotTimes, chosen, daily_times
from opiekun.domain.calendar.wall_seconds import EPOCH, WallSeconds
from opiekun.domain.wall_clock import DAY

MOST_IN_WINDOW = 10_000
MOST_COUNTED = 100_000
SEARCH_YEARS = 100
MOST_A_DAY = 96
"""Each quarter of an hour; nobody keeps an appointment more often than that."""

_FIRST_DAY, _LAST_DAY = day_number(2, 1, 1), day_number(9998, 12, 31)
_MOST_TRIED = 200_000
_PERIODS_KEPT = 8


class RuleOccurrences:
    """Where a rule occurs from a DTSTART on, up to and with ``limit``. UNTIL is not looked at: it may need a zone.

    Times are seconds on the wall clock (see wall_seconds.py). For an ``all_day`` event BYHOUR, BYMINUTE and BYSECOND
    are passed over, as the RFC has it. ``last`` is the last occurrence that COUNT lets be; None if there is no COUNT
    or its end is too far away. A COUNT that nothing fulfils, as COUNT=0, gives a ``last`` before DTSTART.
    """

    def __init__(self, rule: Rule, start: WallSeconds, *, all_day: bool, limit: WallSeconds | None) -> None:
        if all_day:
            rule = replace(rule, hours=(), minutes=(), seconds=())
        self._rule = rule
        self._start = max(start, _FIRST_DAY * DAY)
        self._end = (_LAST_DAY + 1) * DAY if limit is None else min(limit + 1, (_LAST_DAY + 1) * DAY)
        self._days = RuleDays(rule, self._start // DAY)
        self._by_period = bool(rule.positions) and rule.frequency < Frequency.DAILY
        self._times_on: Callable[[int], Sequence[int]]
        self._only_time: int | None = None
        self._tries_a_day = 1
        if rule.frequency > Frequency.DAILY:
            slots = SlotTimes(rule, self._start)
            self._times_on, self._tries_a_day = slots.on, slots.tries_a_day
            self.fine = slots.most_a_day > MOST_A_DAY
        else:
            times = daily_times(rule, self._start)
            if rule.frequency is Frequency.DAILY and rule.positions:
                times = chosen(times, rule.positions)
            self._times = times
            self._times_on = self._same_times
            self.fine = len(times) > MOST_A_DAY and not self._by_period
            if len(times) == 1 and not self._by_period:
                self._only_time = times[0]
        self._kept: dict[int, tuple[int, ...]] = {}
        self.last: WallSeconds | None = None
        if rule.count is not None and rule.count <= MOST_COUNTED:
            self.last = self._last_of(rule.count)
            if self.last is not None:
                self._end = min(self._end, self.last + 1)

    def between(self, since: WallSeconds, until: WallSeconds, most: int = MOST_IN_WINDOW) -> list[WallSeconds]:
        """The first occurrences in [since, until), ascending; none before DTSTART."""
        since, until = max(since, self._start), min(until, self._end)
        found: list[WallSeconds] = []
        if since >= until:
            return found
        if self._only_time is not None:
            return self._once_a_day(self._only_time, since, until)[:most]
        tried = 0
        for days in self._periods(since // DAY, (until - 1) // DAY):
            found += self._in_period(days, since, until, most - len(found))
            tried += len(days) * self._tries_a_day
            if len(found) >= most or tried > _MOST_TRIED:
                break
        return found

    def _once_a_day(self, time: int, since: WallSeconds, until: WallSeconds) -> list[WallSeconds]:
        """What most rules come to: no loop but over the days in question."""
        first, last = -((time - since) // DAY), (until - 1 - time) // DAY
        found = [day * DAY + time for days in self._periods(first, last) for day in days if first <= day <= last]
        return found[:MOST_IN_WINDOW] if len(found) > MOST_IN_WINDOW else found

    def _same_times(self, _day: int) -> Sequence[int]:
        return self._times

    def _in_period(self, days: Sequence[int], since: WallSeconds, until: WallSeconds, most: int) -> list[WallSeconds]:
        if self._by_period:
            return [wall for wall in self._chosen(days) if since <= wall < until]
        found: list[WallSeconds] = []
        first_day, last_day = since // DAY, until // DAY
        begin = bisect_left(days, first_day)
        for day in days[begin : begin + _MOST_TRIED // self._tries_a_day + 1]:
            if day > last_day or len(found) >= most:
                break
            times = self._times_on(day)
            if day in (first_day, last_day) or len(times) > most:
                earliest = bisect_left(times, since - day * DAY)
                times = times[earliest : min(bisect_left(times, until - day * DAY), earliest + most)]
            found += [day * DAY + time for time in times]
        return found[:most]

    def _chosen(self, days: Sequence[int]) -> list[WallSeconds]:
        """BYSETPOS over a period of days. A week counts from DTSTART on, so that DTSTART can be its first."""
        if self._rule.frequency is Frequency.WEEKLY:
            days = days[bisect_left(days, self._start // DAY) :]
        return [
            days[place // len(self._times)] * DAY + self._times[place % len(self._times)]
            for place in chosen(range(len(days) * len(self._times)), self._rule.positions)
        ]

    def _periods(self, first: int, last: int) -> Iterator[Sequence[int]]:
        """The days of each period of the rule that may hold one from ``first`` to ``last``; the ends have more."""
        match self._rule.frequency:
            case Frequency.YEARLY:
                return self._years(first, last)
            case Frequency.MONTHLY:
                return self._months(first, last)
            case Frequency.WEEKLY:
                return self._weeks(first, last)
        return self._single_days(first, last)

    def _years(self, first: int, last: int) -> Iterator[Sequence[int]]:
        begin = _date(self._start // DAY).year
        for year in _steps(begin, _date(first).year, _date(last).year, self._rule.interval):
            yield self._keep(year, self._days.in_year)

    def _months(self, first: int, last: int) -> Iterator[Sequence[int]]:
        begin = _month(self._start // DAY)
        for month in _steps(begin, _month(first), _month(last), self._rule.interval):
            yield self._keep(month, self._in_month)

    def _weeks(self, first: int, last: int) -> Iterator[Sequence[int]]:
        begin = week_start_of(self._start // DAY, self._rule.week_start)
        for week in _steps(begin, first - 6, last, 7 * self._rule.interval):
            yield self._days.in_week(week)

    def _single_days(self, first: int, last: int) -> Iterator[Sequence[int]]:
        """The days of a daily or finer rule, by months where its BY… parts choose among them."""
        begin = self._start // DAY
        every = _steps(begin, first, last, self._rule.interval if self._rule.frequency is Frequency.DAILY else 1)
        if not self._days.filtered:
            yield every
            return
        for month in range(_month(first), _month(last) + 1):
            yield [day for day in self._keep(month, self._in_month) if day in every]

    def _in_month(self, month: int) -> tuple[int, ...]:
        return self._days.in_month(month // 12, month % 12 + 1)

    def _keep(self, period: int, find: Callable[[int], tuple[int, ...]]) -> tuple[int, ...]:
        """The days of a period, remembered for the windows beside this one."""
        days = self._kept.get(period)
        if days is None:
            if len(self._kept) >= _PERIODS_KEPT:
                self._kept.clear()
            days = self._kept[period] = find(period)
        return days

    def _last_of(self, count: int) -> WallSeconds | None:
        """The occurrence that COUNT ends with; None if it is not reached within the limits."""
        if count == 0:
            return self._start - 1
        first = self._start // DAY
        left, tried = count, 0
        for days in self._periods(first, min(first + SEARCH_YEARS * 366, _LAST_DAY)):
            if self._by_period:
                walls = [wall for wall in self._chosen(days) if wall >= self._start]
                if len(walls) >= left:
                    return walls[left - 1]
                left -= len(walls)
                continue
            for day in days[bisect_left(days, first) :]:
                times = self._times_on(day)
                begin = bisect_left(times, self._start - day * DAY) if day == first else 0
                if len(times) - begin >= left:
                    return day * DAY + times[begin + left - 1]
                left -= len(times) - begin
                tried += self._tries_a_day
                if tried > _MOST_TRIED:
                    return None
        return None


def _steps(begin: int, first: int, last: int, step: int) -> range:
    """begin, begin + step, … as far as they lie in first … last."""
    return range(begin + max(0, -((begin - first) // step)) * step, last + 1, step)


def _date(day: int) -> date:
    return date.fromordinal(day + EPOCH)


def _month(day: int) -> int:
    shown = _date(day)
    return shown.year * 12 + shown.month - 1
