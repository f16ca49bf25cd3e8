"""The days of a recurrence rule: which days of a year, a month or a week its BY… parts take (RFC 5545, 3.3.10)."""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Iterable
from datetime import date

from opiekun.domain.calendar.rule import Frequency, Rule
from opiekun.domain.calendar.wall_seconds import EPOCH

_WEEK = 7
_THURSDAY = 3  # 1970-01-01


def day_number(year: int, month: int, day: int) -> int:
    """Days since 1970-01-01."""
    return date(year, month, day).toordinal() - EPOCH


def weekday_of(day: int) -> int:
    """Monday is 0."""
    return (day + _THURSDAY) % _WEEK


def week_start_of(day: int, week_start: int) -> int:
    """The day on which the week of a day begins, where weeks begin on that weekday."""
    return day - (weekday_of(day) - week_start) % _WEEK


class RuleDays:
    """The days that a rule takes, all as days since 1970 and ascending.

    What the rule leaves open comes from the day of DTSTART: the weekday of a weekly rule and of one by week
    number, the day of a monthly one, day and month of a yearly one.
    """

    def __init__(self, rule: Rule, start: int) -> None:
        first = date.fromordinal(start + EPOCH)
        self._months = frozenset(rule.months)
        self._month_days = frozenset(rule.month_days)
        self._year_days = frozenset(rule.year_days)
        self._weeks = frozenset(rule.week_numbers)
        self._week_start = rule.week_start
        # An ordinal has no meaning in a week or a day, and is passed over there.
        numbered = rule.frequency <= Frequency.MONTHLY
        self._plain = frozenset(weekday for ordinal, weekday in rule.weekdays if not (ordinal and numbered))
        self._ordinals = frozenset(one for one in rule.weekdays if one[0]) if numbered else frozenset()
        self._in_year = rule.frequency is Frequency.YEARLY and not rule.months
        if not (self._month_days or self._year_days or rule.weekdays):
            if rule.frequency is Frequency.WEEKLY or (rule.frequency is Frequency.YEARLY and self._weeks):
                self._plain = frozenset((first.weekday(),))
            elif rule.frequency <= Frequency.MONTHLY and not self._weeks:
                self._month_days = frozenset((first.day,))
                if rule.frequency is Frequency.YEARLY and not self._months:
                    self._months = frozenset((first.month,))
        self._weekdays = self._plain | {weekday for _, weekday in self._ordinals}
        self.filtered = bool(self._months or self._month_days or self._year_days or self._weeks or self._weekdays)
        self._only_month_days = not (self._year_days or self._weeks or self._weekdays)
        self._only_weekdays = not (self._months or self._month_days or self._year_days or self._weeks)
        self._only_month_weekdays = not (self._year_days or self._weeks or self._in_year)
        self._in_each_week = tuple(
            place for place in range(_WEEK) if not self._plain or (rule.week_start + place) % _WEEK in self._plain
        )

    def in_year(self, year: int) -> tuple[int, ...]:
        """The days of a yearly rule in one year."""
        if self._year_days and not self._months:
            length = 365 + isleap(year)
            first = day_number(year, 1, 1)
            days = {first + (n - 1 if n > 0 else length + n) for n in self._year_days if abs(n) <= length}
            return self._taken(sorted(days))
        months = sorted(self._months) if self._months else range(1, 13)
        return tuple(day for month in months for day in self.in_month(year, month))

    def in_month(self, year: int, month: int) -> tuple[int, ...]:
        """The days that the rule takes of one month."""
        if self._months and month not in self._months:
            return ()
        first = day_number(year, month, 1)
        length = monthrange(year, month)[1]
        if self._month_days:
            numbers = {n if n > 0 else length + n + 1 for n in self._month_days}
            days = [first + n - 1 for n in sorted(numbers) if 1 <= n <= length]
            return tuple(days) if self._only_month_days else self._taken(days)
        every = range(first, first + length)
        if self._weekdays and self._only_month_weekdays:
            return self._month_weekdays(every)
        if self._weekdays:
            return self._taken(day for day in every if weekday_of(day) in self._weekdays)
        return self._taken(every) if self._year_days or self._weeks else tuple(every)

    def in_week(self, first: int) -> tuple[int, ...]:
        """The days of a weekly rule in the week that begins on that day."""
        days = tuple([first + place for place in self._in_each_week])
        return days if self._only_weekdays else self._taken(days)

    def _month_weekdays(self, month: range) -> tuple[int, ...]:
        """Its Mondays, its second Tuesday, its last Friday: counted to, as most monthly rules are of this sort."""
        found: set[int] = set()
        for weekday in self._plain:
            found.update(month[(weekday - weekday_of(month[0])) % _WEEK :: _WEEK])
        for ordinal, weekday in self._ordinals:
            days = month[(weekday - weekday_of(month[0])) % _WEEK :: _WEEK]
            if abs(ordinal) <= len(days):
                found.add(days[ordinal - 1 if ordinal > 0 else ordinal])
        return tuple(sorted(found))

    def _taken(self, days: Iterable[int]) -> tuple[int, ...]:
        return tuple(day for day in days if self._takes(day))

    def _takes(self, day: int) -> bool:
        shown = date.fromordinal(day + EPOCH)
        month_length = monthrange(shown.year, shown.month)[1]
        if self._months and shown.month not in self._months:
            return False
        if self._month_days and not {shown.day, shown.day - month_length - 1} & self._month_days:
            return False
        year_length = 365 + isleap(shown.year)
        year_day = day - day_number(shown.year, 1, 1) + 1
        if self._year_days and not {year_day, year_day - year_length - 1} & self._year_days:
            return False
        if self._weeks and not self._in_weeks(day):
            return False
        if not self._weekdays or shown.weekday() in self._plain:
            return True
        place, length = (year_day, year_length) if self._in_year else (shown.day, month_length)
        counted = {((place - 1) // _WEEK + 1, shown.weekday()), (-((length - place) // _WEEK + 1), shown.weekday())}
        return bool(counted & self._ordinals)

    def _in_weeks(self, day: int) -> bool:
        """Whether the week of the day is one of BYWEEKNO: week 1 is the first with four days in its year."""
        week = week_start_of(day, self._week_start)
        year = date.fromordinal(week + 3 + EPOCH).year
        first = week_start_of(day_number(year, 1, 4), self._week_start)
        following = week_start_of(day_number(year + 1, 1, 4), self._week_start)
        number = (week - first) // _WEEK + 1
        return bool({number, number - (following - first) // _WEEK - 1} & self._weeks)
