"""A recurrence rule as RFC 5545, 3.3.10 writes it: its parts, read from the value of an RRULE."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import IntEnum
from typing import TypeVar

from opiekun.domain.errors import InvalidInput


class Frequency(IntEnum):
    """FREQ, the coarsest first."""

    YEARLY = 0
    MONTHLY = 1
    WEEKLY = 2
    DAILY = 3
    HOURLY = 4
    MINUTELY = 5
    SECONDLY = 6


@dataclass(frozen=True, slots=True)
class Rule:
    """The parts of an RRULE. Empty tuples are parts that it does not have.

    ``until`` is a date, a naive datetime (floating) or an aware one in UTC, as it was written. ``weekdays`` are
    (ordinal, weekday), Monday 0, ordinal 0 for every such day. ``month_days``, ``year_days``, ``week_numbers`` and
    ``positions`` count from the end where they are negative.
    """

    frequency: Frequency
    interval: int = 1
    count: int | None = None
    until: date | datetime | None = None
    months: tuple[int, ...] = ()
    week_numbers: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    weekdays: tuple[tuple[int, int], ...] = ()
    hours: tuple[int, ...] = ()
    minutes: tuple[int, ...] = ()
    seconds: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    week_start: int = 0


WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_Value = TypeVar("_Value", int, tuple[int, int])

_WEEKDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d{1,10}", re.ASCII)
_UNTIL = re.compile(r"(\d{8})(?:T(\d{6})(Z)?)?", re.ASCII)
_MOST_TEXT = 4_000
_MOST_WEEK = 53


def parse_rule(text: str) -> Rule:
    """The rule that the value of an RRULE tells, in any case of letters.

    COUNT below zero is none, as some calendars write it. Parts named X-… are passed over. Raises InvalidInput with
    the part that is wrong.
    """
    if len(text) > _MOST_TEXT:
        raise InvalidInput("The recurrence rule is longer than {most} characters.", most=_MOST_TEXT)
    parts: dict[str, str] = {}
    for part in text.strip().upper().split(";"):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not part.strip() or name.startswith("X-"):
            continue
        if not equals or not value or name not in _PARTS:
            raise InvalidInput("The recurrence rule has a part that is not known: “{part}”.", part=part[:60])
        if name in parts:
            raise InvalidInput("The recurrence rule gives {name} twice.", name=name)
        parts[name] = value
    if parts.get("FREQ") not in Frequency.__members__:
        raise InvalidInput("The recurrence rule does not say how often: give FREQ=DAILY, WEEKLY, MONTHLY or YEARLY.")
    if parts.get("RSCALE", "GREGORIAN") != "GREGORIAN" or parts.get("SKIP", "OMIT") != "OMIT":
        raise InvalidInput("The recurrence rule counts by another calendar than the Gregorian, which is not supported.")
    count = _number("COUNT", parts["COUNT"], -(10**10), 10**10) if "COUNT" in parts else None
    return Rule(
        frequency=Frequency[parts["FREQ"]],
        interval=_number("INTERVAL", parts.get("INTERVAL", "1"), 1, 10**10),
        count=None if count is not None and count < 0 else count,
        until=_until(parts["UNTIL"]) if "UNTIL" in parts else None,
        months=_numbers(parts, "BYMONTH", 12),
        week_numbers=_numbers(parts, "BYWEEKNO", _MOST_WEEK, from_end=True),
        year_days=_numbers(parts, "BYYEARDAY", 366, from_end=True),
        month_days=_numbers(parts, "BYMONTHDAY", 31, from_end=True),
        weekdays=_listed(parts, "BYDAY", _weekday),
        hours=_numbers(parts, "BYHOUR", 23, least=0),
        minutes=_numbers(parts, "BYMINUTE", 59, least=0),
        # A leap second is the second before it, where clocks do not know leap seconds (RFC 5545, 3.3.12).
        seconds=tuple(sorted({min(second, 59) for second in _numbers(parts, "BYSECOND", 60, least=0)})),
        positions=_numbers(parts, "BYSETPOS", 366, from_end=True),
        week_start=_weekday("WKST", parts.get("WKST", "MO"))[1],
    )


_PARTS = frozenset(
    (
        *("FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "RSCALE", "SKIP", "BYMONTH", "BYWEEKNO", "BYYEARDAY"),
        *("BYMONTHDAY", "BYDAY", "BYHOUR", "BYMINUTE", "BYSECOND", "BYSETPOS"),
    )
)


def _listed(parts: dict[str, str], name: str, read: Callable[[str, str], _Value]) -> tuple[_Value, ...]:
    if name not in parts:
        return ()
    return tuple(sorted({read(name, value.strip()) for value in parts[name].split(",")}))


def _numbers(parts: dict[str, str], name: str, most: int, *, least: int = 1, from_end: bool = False) -> tuple[int, ...]:
    def read(name: str, value: str) -> int:
        number = _number(name, value, -most if from_end else least, most)
        if least and not number:
            raise _wrong(name, value)
        return number

    return _listed(parts, name, read)


def _number(name: str, value: str, least: int, most: int) -> int:
    if not _NUMBER.fullmatch(value) or not least <= int(value) <= most:
        raise _wrong(name, value)
    return int(value)


def _weekday(name: str, value: str) -> tuple[int, int]:
    found = _WEEKDAY.fullmatch(value)
    if not found or (found[1] and not 1 <= abs(int(found[1])) <= _MOST_WEEK):
        raise _wrong(name, value)
    return int(found[1] or 0), WEEKDAYS.index(found[2])


def _until(value: str) -> date | datetime:
    found = _UNTIL.fullmatch(value)
    try:
        if found and found[2]:
            moment = datetime.strptime(found[1] + found[2], "%Y%m%d%H%M%S")  # noqa: DTZ007 - floating, or UTC below
            return moment.replace(tzinfo=UTC) if found[3] else moment
        if found:
            return date(int(value[:4]), int(value[4:6]), int(value[6:]))
    except ValueError:
        pass
    raise _wrong("UNTIL", value)


def _wrong(name: str, value: str) -> InvalidInput:
    return InvalidInput("The recurrence rule’s {name} cannot be “{value}”.", name=name, value=value[:60])
