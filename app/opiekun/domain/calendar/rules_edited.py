"""Recurrence rules edited as text: ended, counted on, and moved along with their event. Parts not meant stay."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LONGEST_MONTH = 31
_COMPLEX = frozenset({"BYSETPOS", "BYWEEKNO", "BYYEARDAY"})
_NUMBERED_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)", re.IGNORECASE)


def part_of(rule: str, name: str) -> str:
    """A part's value in upper case, "" where the rule has none."""
    for part in rule.split(";"):
        key, _, value = part.partition("=")
        if key.strip().upper() == name:
            return value.strip().upper()
    return ""


def with_parts(rule: str, **parts: str) -> str:
    """The rule with these parts in their places, new ones at its end; "" takes one out."""
    left = dict(parts)
    kept = []
    for part in rule.split(";"):
        key = part.partition("=")[0].strip().upper()
        if key not in parts:
            kept.append(part)
        elif value := left.pop(key, ""):
            kept.append(f"{key}={value}")
    return ";".join([*kept, *(f"{key}={value}" for key, value in left.items() if value)])


def moved_rule(rule: str, old: datetime | date, new: datetime | date) -> str:
    """The rule of an event of which an occurrence moves from ``old`` to ``new``: Tuesdays become Wednesdays.

    Weekdays and days of a month move along. A rule of several conditions that no move of one occurrence explains
    (BYSETPOS in a month or a year, weeks or days of the year) stays as it is. UNTIL is not looked at.
    """
    days = _day(new).toordinal() - _day(old).toordinal()
    if _moves_clock(old, new) and isinstance(new, datetime):
        rule = _with_clock(rule, old, new)
    weekly = part_of(rule, "FREQ") == "WEEKLY"
    complex_ = {name for name in _COMPLEX if part_of(rule, name)} - ({"BYSETPOS"} if weekly else set())
    if not days or complex_:
        return rule
    by_day, by_month_day = part_of(rule, "BYDAY"), part_of(rule, "BYMONTHDAY")
    of_year = part_of(rule, "FREQ") == "YEARLY" and not part_of(rule, "BYMONTH")
    if by_day and not by_month_day and not (of_year and any(sign.isdigit() for sign in by_day)):
        rule = with_parts(rule, BYDAY=_moved_weekdays(by_day, days, _day(new)))
        counts = part_of(rule, "INTERVAL") not in {"", "1"} or part_of(rule, "BYSETPOS")
        if weekly and "," in by_day and counts:
            # Days that lay in one week are to lie in one still, so the week moves too.
            first = WEEKDAYS.index(part_of(rule, "WKST") or "MO")
            rule = with_parts(rule, WKST=WEEKDAYS[(first + days) % len(WEEKDAYS)])
    elif by_month_day and not by_day:
        rule = with_parts(rule, BYMONTHDAY=_moved_month_days(by_month_day, days, _day(new)))
    months = part_of(rule, "BYMONTH")
    if months == str(_day(old).month) and part_of(rule, "FREQ") == "YEARLY":
        rule = with_parts(rule, BYMONTH=str(_day(new).month))
    return rule


def _moves_clock(old: datetime | date, new: datetime | date) -> bool:
    return isinstance(new, datetime) and (not isinstance(old, datetime) or old.time() != new.time())


def _with_clock(rule: str, old: datetime | date, new: datetime) -> str:
    """BYHOUR, BYMINUTE and BYSECOND of one value follow the event's time."""
    if not isinstance(old, datetime):
        return rule
    for name, before, after in (
        ("BYHOUR", old.hour, new.hour),
        ("BYMINUTE", old.minute, new.minute),
        ("BYSECOND", old.second, new.second),
    ):
        if part_of(rule, name) == str(before):
            rule = with_parts(rule, **{name: str(after)})
    return rule


def _moved_weekdays(value: str, days: int, new: date) -> str:
    items = [_NUMBERED_DAY.fullmatch(item.strip()) for item in value.split(",")]
    if any(item is None for item in items):
        return value
    found = [(item[1] or "", item[2]) for item in items if item]
    if all(not ordinal for ordinal, _ in found):
        return ",".join(WEEKDAYS[(WEEKDAYS.index(day) + days) % 7] for _, day in found)
    if len(found) > 1:
        return value
    if found[0][0].startswith("-"):
        left = monthrange(new.year, new.month)[1] - new.day
        return f"{-(left // 7 + 1)}{WEEKDAYS[new.weekday()]}"
    return f"{(new.day - 1) // 7 + 1}{WEEKDAYS[new.weekday()]}"


def _moved_month_days(value: str, days: int, new: date) -> str:
    numbers = [int(number) for number in value.split(",") if re.fullmatch(r"\s*[+-]?\d{1,2}\s*", number)]
    length = monthrange(new.year, new.month)[1]
    if len(numbers) == 1:
        return str(new.day - length - 1 if numbers[0] < 0 else new.day)
    moved = [number + days for number in numbers]
    same_sign = all(
        0 < after <= _LONGEST_MONTH if before > 0 else -_LONGEST_MONTH <= after < 0
        for before, after in zip(numbers, moved, strict=True)
    )
    return ",".join(map(str, moved)) if same_sign else value


def _day(moment: datetime | date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
