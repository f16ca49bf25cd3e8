"""How an event recurs, in words."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QLocale

from opiekun.desktop.calendar.rules import Often, often_of
from opiekun.desktop.numbers import Numbers
from opiekun.desktop.queue.remaining import Moments
from opiekun.domain.calendar.rule import Frequency, Rule, parse_rule
from opiekun.domain.errors import InvalidInput

_ENDS = ("COUNT=", "UNTIL=")
_LAST_WEEK = 28
_LONGEST = 200


def often_words(often: Often, start: date) -> str:
    """A simple choice for an event that starts on that day: “every week: Tuesday”."""
    translate = QCoreApplication.translate
    locale = QLocale()
    weekday, month = locale.dayName(start.isoweekday()), locale.monthName(start.month)
    ordinal = _which(-1 if start.day > _LAST_WEEK else (start.day - 1) // 7 + 1)
    return {
        Often.NEVER: translate("RecurrenceField", "once only"),
        Often.DAILY: translate("RecurrenceField", "every day"),
        Often.WORK_DAYS: translate("RecurrenceField", "Monday to Friday"),
        Often.WEEKLY: translate("RecurrenceField", "every week: {weekday}").format(weekday=weekday),
        Often.FORTNIGHTLY: translate("RecurrenceField", "every other week: {weekday}").format(weekday=weekday),
        Often.MONTHLY: translate("RecurrenceField", "every month: day {day}").format(day=start.day),
        Often.MONTHLY_WEEKDAY: translate("RecurrenceField", "every month: {which} {weekday}").format(
            which=ordinal, weekday=weekday
        ),
        Often.YEARLY: translate("RecurrenceField", "every year: {day} {month}").format(day=start.day, month=month),
        Often.OTHER: translate("RecurrenceField", "by another rule"),
    }[often]


def rule_words(rule: str, start: date, moments: Moments) -> str:
    """A rule of an event that starts on that day: “every week: Tuesday, 10 times”; the rule itself where words fail."""
    parts = [part.strip() for part in rule.upper().split(";") if part.strip()]
    plain = ";".join(part for part in parts if not part.startswith(_ENDS) and part not in {"INTERVAL=1", "WKST=MO"})
    often = often_of(plain, start)
    try:
        parsed = parse_rule(rule) if rule else None
    except InvalidInput:
        parsed = None
    words = often_words(often, start) if often is not Often.OTHER else _listed(parsed)
    if not words:
        other = QCoreApplication.translate("RecurrenceField", "by another rule")
        return f"{other}: {rule[:_LONGEST]}"
    return ", ".join([words, *_ends(parsed, moments)])


def _listed(rule: Rule | None) -> str:
    """A rule that says which days of how many weeks or months it means; "" for one that says more than that."""
    if rule is None or _says_more(rule):
        return ""
    if rule.frequency in {Frequency.DAILY, Frequency.YEARLY} and not (rule.weekdays or rule.month_days):
        return _every(rule)
    if rule.frequency is Frequency.WEEKLY and not rule.month_days and not any(nth for nth, _ in rule.weekdays):
        return _with_days(_every(rule), [_weekday(day) for _, day in rule.weekdays])
    if rule.frequency is Frequency.MONTHLY and all(nth for nth, _ in rule.weekdays):
        days = [f"{_which(nth)} {_weekday(day)}" for nth, day in rule.weekdays] + [str(day) for day in rule.month_days]
        both = rule.weekdays and rule.month_days
        return "" if both or any(day < 0 for day in rule.month_days) else _with_days(_every(rule), days)
    return ""


def _every(rule: Rule) -> str:
    """“every week”, “every 3 weeks”."""
    translate = QCoreApplication.translate
    numbers, count = Numbers(), rule.interval
    once, often = {
        Frequency.DAILY: (translate("RecurrenceField", "every day"), numbers.every_days),
        Frequency.WEEKLY: (translate("RecurrenceField", "every week"), numbers.every_weeks),
        Frequency.MONTHLY: (translate("RecurrenceField", "every month"), numbers.every_months),
        Frequency.YEARLY: (translate("RecurrenceField", "every year"), numbers.every_years),
    }[rule.frequency]
    return once if count == 1 else often(count)


def _says_more(rule: Rule) -> bool:
    small = rule.hours or rule.minutes or rule.seconds
    return bool(small or rule.months or rule.week_numbers or rule.year_days or rule.positions)


def _with_days(words: str, days: list[str]) -> str:
    return f"{words}: {', '.join(days)}" if days else words


def _weekday(day: int) -> str:
    return QLocale().dayName(day + 1)


def _which(nth: int) -> str:
    if nth == -1:
        return QCoreApplication.translate("RecurrenceField", "last")
    if nth < 0:
        return QCoreApplication.translate("RecurrenceField", "{number}. from the end").format(number=-nth)
    return f"{nth}."


def _ends(rule: Rule | None, moments: Moments) -> list[str]:
    if rule is None:
        return []
    ends = [Numbers().times(rule.count)] if rule.count is not None else []
    if rule.until is not None:
        last = rule.until
        if isinstance(last, datetime):
            last = last.astimezone(moments.zone).date() if last.tzinfo is not None else last.date()
        until = QCoreApplication.translate("RecurrenceField", "until {day} {year}")
        ends.append(until.format(day=moments.day_of(last), year=last.year))
    return ends
