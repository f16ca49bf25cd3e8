"""What of the calendar is looked at: a view and a day in it, and what leads from one to the next."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QLocale

from opiekun.desktop.shell.actions import Do
from opiekun.domain.hours import BusinessHours

WEEK = 7
_AGENDA_BEFORE, _AGENDA_DAYS = 2 * WEEK, 14 * WEEK


class View(StrEnum):
    """How days are shown; DAYS is any number of them, from one day on."""

    DAY = "day"
    WORK_WEEK = "work_week"
    WEEK = "week"
    MONTH = "month"
    AGENDA = "agenda"
    DAYS = "days"


GRID = frozenset({View.DAY, View.WORK_WEEK, View.WEEK, View.DAYS})
"""The views that have a time axis."""
VIEWS = {
    Do.DAY_VIEW: View.DAY,
    Do.WORK_WEEK_VIEW: View.WORK_WEEK,
    Do.WEEK_VIEW: View.WEEK,
    Do.MONTH_VIEW: View.MONTH,
    Do.AGENDA_VIEW: View.AGENDA,
}
"""The actions that show a view, in the order in which they are offered."""


@dataclass(frozen=True, slots=True)
class Look:
    """A view, the day that is looked at in it, and for DAYS how many.

    ``work`` are the first and the last work day, 0 being Monday.
    """

    view: View
    day: date
    days: int = 3
    work: tuple[int, int] = (0, 4)

    @property
    def first(self) -> date:
        """The first day that is shown."""
        if self.view in {View.DAY, View.DAYS}:
            return self.day
        if self.view is View.WORK_WEEK:
            return monday(self.day) + timedelta(self.work[0])
        if self.view is View.WEEK:
            return monday(self.day)
        if self.view is View.MONTH:
            return monday(self.day.replace(day=1))
        return monday(self.day) - timedelta(_AGENDA_BEFORE)

    @property
    def count(self) -> int:
        """How many days are shown."""
        if self.view is View.WORK_WEEK:
            return self.work[1] - self.work[0] + 1
        if self.view is View.MONTH:
            last = self.day.replace(day=monthrange(self.day.year, self.day.month)[1])
            return (monday(last) - self.first).days + WEEK
        return {View.DAY: 1, View.DAYS: self.days, View.WEEK: WEEK}.get(self.view, _AGENDA_DAYS)

    def stepped(self, by: int) -> Look:
        """The same view so many steps later; earlier where ``by`` is negative."""
        if self.view is View.MONTH:
            months = self.day.year * 12 + self.day.month - 1 + by
            year, month = divmod(months, 12)
            month += 1
            return replace(self, day=date(year, month, min(self.day.day, monthrange(year, month)[1])))
        step = {View.DAY: 1, View.DAYS: self.days}.get(self.view, WEEK)
        return replace(self, day=self.day + timedelta(by * step))


def monday(day: date) -> date:
    """The Monday of that day's week."""
    return day - timedelta(day.weekday())


def work_days(hours: BusinessHours) -> tuple[int, int]:
    """The first and the last weekday on which the desk opens, 0 being Monday."""
    opens = [weekday for weekday, intervals in enumerate(hours.weekly) if intervals]
    return opens[0], opens[-1]


def title(look: Look, locale: QLocale, *, short: bool = False) -> str:
    """“15–19 June 2026”, “Tuesday 16 June 2026”, “June 2026”: what is looked at; “15–19 Jun 2026” where it is short."""
    form = QLocale.FormatType.ShortFormat if short else QLocale.FormatType.LongFormat
    first, last = look.first, look.first + timedelta(look.count - 1)
    if look.view in {View.MONTH, View.AGENDA}:
        month = locale.standaloneMonthName(look.day.month, form)
        return f"{month[:1].upper()}{month[1:]} {look.day.year}"
    if first == last:
        weekday = locale.dayName(first.isoweekday(), form)
        return f"{weekday[:1].upper()}{weekday[1:]} {_dated(first, locale, form)}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_dated(last, locale, form)}"
    if first.year == last.year:
        return f"{first.day} {locale.monthName(first.month, form)} – {_dated(last, locale, form)}"
    return f"{_dated(first, locale, form)} – {_dated(last, locale, form)}"


def week_words(look: Look) -> str:
    """“week 25”, or nothing where more than one is shown."""
    if look.view in {View.MONTH, View.AGENDA}:
        return ""
    numbers = {(look.first + timedelta(each)).isocalendar().week for each in (0, look.count - 1)}
    words = QCoreApplication.translate("Calendar", "week {number}")
    return words.format(number="–".join(str(number) for number in sorted(numbers)))


def _dated(day: date, locale: QLocale, form: QLocale.FormatType) -> str:
    return f"{day.day} {locale.monthName(day.month, form)} {day.year}"
