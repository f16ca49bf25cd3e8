"""The forms in which quick add takes days, times, lengths, recurrence and purposes, English and Polish."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from opiekun.domain.calendar.events import EventPurpose
from opiekun.domain.calendar.quick_add_words import (
    ALL_DAY,
    DAYS,
    DAYS_FROM_TODAY,
    DURATIONS,
    HOURS,
    MINUTES,
    MONTHS,
    NEXT,
    PURPOSES,
    RULES,
    TIMES,
    UNITS,
    WEEKDAYS,
    WEEKS,
    WORKDAYS,
)

_WEEK = 7
_NOON = 12
_EARLY = 7
_HOURS_OF_DAY = 24
_MOST_MINUTES = 7 * 24 * 60
_BYDAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class TokenKind(StrEnum):
    """What a part of the line means."""

    ACCOUNT = "account"
    PURPOSE = "purpose"
    DAY = "day"
    TIME = "time"
    DURATION = "duration"
    ALL_DAY = "all_day"
    RECURRENCE = "recurrence"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Day:
    """A day that was told: its first date and how many; with ``weekdays`` (Monday is 0) the next of any of those."""

    first: date
    count: int = 1
    weekdays: tuple[int, ...] = ()


class Times(NamedTuple):
    """From a minute of the day to another, None where that was not told."""

    start: int
    end: int | None = None


class Length(NamedTuple):
    """How long: minutes, or whole days."""

    minutes: int = 0
    days: int = 0


class Repeats(NamedTuple):
    """An RRULE's value, and the day that it begins with where it names weekdays."""

    rule: str
    day: Day | None = None


Meaning: TypeAlias = Day | Times | Length | Repeats | EventPurpose | str


class Form(NamedTuple):
    """A form in which something may be written, and what reads it: None where it says nothing sensible."""

    kind: TokenKind
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], date, str], Meaning | None]


def any_of(table: str | Iterable[str]) -> str:
    """An expression for any of these words, the longest first."""
    known = table.split() if isinstance(table, str) else table
    return "|".join(re.escape(word).replace(r"\ ", " +") for word in sorted(known, key=len, reverse=True))


def _each_word(table: Mapping[str, int]) -> dict[str, int]:
    return {word: value for words, value in table.items() for word in words.split()}


def plain(words: str) -> str:
    """The words with one space between them."""
    return " ".join(words.split())


def minute_of_day(hour: str | None, minute: str | None = None, half: str | None = None) -> int | None:
    """The minute of the day. An hour from 1 to 6 of one digit is in the afternoon: work is not at night."""
    if hour is None:
        return None
    hours, minutes = int(hour), int(minute or 0)
    if half:
        if not 1 <= hours <= _NOON:
            return None
        hours = hours % _NOON + (_NOON if half.startswith("p") else 0)
    elif len(hour) == 1 and 0 < hours < _EARLY:
        hours += _NOON
    return hours * 60 + minutes if hours < _HOURS_OF_DAY else None


def _read_clock(match: re.Match[str], _today: date, _language: str) -> Times | None:
    parts = match.groupdict().get
    half, half_2 = parts("half"), parts("half_2")
    end = minute_of_day(parts("hour_2"), parts("minute_2"), half_2)
    start = minute_of_day(parts("hour"), parts("minute"), half or half_2)
    if start is None and not half:
        start = minute_of_day(parts("hour"), parts("minute"))
    elif start is not None and end is not None and start > end and not half and half_2:
        start = minute_of_day(parts("hour"), parts("minute"), "am")
    return None if start is None or (parts("hour_2") and end is None) else Times(start, end)


def _read_named(match: re.Match[str], _today: date, _language: str) -> Times | None:
    """From or until noon or midnight; 12 to noon is noon."""
    parts = match.groupdict().get
    word, last = parts("word"), parts("word_2")
    start = TIMES[plain(word)] if word else minute_of_day(parts("hour"), parts("minute"), parts("half"))
    end = TIMES[plain(last)] if last else minute_of_day(parts("hour_2"), parts("minute_2"), parts("half_2"))
    if start is None or end is None:
        return None
    return Times(start, end if end != start else None)


def _read_weekday(match: re.Match[str], today: date, _language: str) -> Day:
    parts = match.groupdict()
    weekday = _WEEKDAYS[parts["weekday"]]
    first = today + timedelta((weekday - today.weekday()) % _WEEK)
    last = parts["last"]
    count = (_WEEKDAYS[last] - weekday) % _WEEK + 1 if last else 1
    if parts["next"]:
        return Day(today + timedelta(_WEEK - today.weekday() + weekday), count)
    return Day(first, count, (weekday,))


def _read_date(match: re.Match[str], today: date, language: str) -> Day | None:
    parts = match.groupdict()
    day, last = int(parts["day"]), parts.get("last")
    month = _MONTHS[parts["name"]] if parts.get("name") else int(parts["month"])
    year = int(parts["year"]) if parts.get("year") else None
    if "/" in match[0]:
        # 6/16 is the sixteenth of June for who writes English; where that is no date, the other way round.
        orders = [(day, month), (month, day)]
        dates = [_date(year, m, d, today) for m, d in (orders if language == "en" else reversed(orders))]
        return next((Day(each) for each in dates if each is not None), None)
    first = _date(year, month, day, today)
    count = int(last) - day + 1 if last else 1
    return Day(first, count) if first is not None and count > 0 else None


def _date(year: int | None, month: int, day: int, today: date) -> date | None:
    """The date; without a year the next that is not past, which a 29 February may be years away from."""
    years = [year] if year is not None else range(today.year, today.year + 9)
    for each in years:
        try:
            found = date(each, month, day)
        except ValueError:
            continue
        if year is not None or found >= today:
            return found
    return None


def _read_ahead(match: re.Match[str], today: date, _language: str) -> Day:
    return Day(today + timedelta(int(match["count"]) * (_WEEK if match["weeks"] else 1)))


def _read_length(match: re.Match[str], _today: date, _language: str) -> Length | None:
    parts = match.groupdict().get
    hours = float((parts("hours") or "0").replace(",", "."))
    minutes = round(hours * 60) + int(parts("minutes") or 0)
    return Length(minutes) if 0 < minutes <= _MOST_MINUTES else None


def _read_days(match: re.Match[str], _today: date, _language: str) -> Length | None:
    return Length(days=int(match["count"])) if int(match["count"]) else None


def _read_interval(match: re.Match[str], _today: date, _language: str) -> Repeats | None:
    unit = next(name for words, name in UNITS.items() if match["unit"] in words.split())
    count = int(match["count"])
    return Repeats(f"FREQ={unit}" + (f";INTERVAL={count}" if count > 1 else "")) if count else None


def _read_every_weekday(match: re.Match[str], today: date, _language: str) -> Repeats:
    named = re.findall(rf"\b({any_of(_WEEKDAYS)})\b", match["weekdays"])
    return _weekly(sorted({_WEEKDAYS[word] for word in named}), today)


def _weekly(weekdays: Iterable[int], today: date) -> Repeats:
    days = tuple(weekdays)
    first = min(today + timedelta((day - today.weekday()) % _WEEK) for day in days)
    return Repeats("FREQ=WEEKLY;BYDAY=" + ",".join(_BYDAY[day] for day in days), Day(first, 1, days))


def _of(table: Mapping[str, int], make: Callable[[int, date], Meaning]) -> Callable[..., Meaning]:
    return lambda match, today, _language: make(table[plain(match["word"])], today)


_WEEKDAYS = _each_word(WEEKDAYS)
_MONTHS = _each_word(MONTHS)
_WEEKDAY, _MONTH = any_of(_WEEKDAYS), any_of(_MONTHS)
_YEAR = r"(?:,? +(?P<year>20\d\d)(?!\d))?"
_HALF = r"(?: ?(?P<half{0}>[ap]\.?m\b\.?))"
_CLOCK = r"(?P<hour{0}>\d{{1,2}})(?:[:.](?P<minute{0}>[0-5]\d))"
_AFTER = r"(?: ?- ?| +to +| +do +)"


def form_of(kind: TokenKind, pattern: str, read: Callable[..., Meaning | None]) -> Form:
    return Form(kind, re.compile(rf"(?:{pattern})(?!\w)"), read)


def _forms() -> Iterator[Form]:
    """From the most telling form to the least: the first that fits is taken."""
    kind = TokenKind
    yield Form(kind.PLACE, re.compile(r"(?<!\S)@(?! *\d{1,2}[:.]\d\d)"), lambda *_: "")
    yield form_of(kind.ALL_DAY, any_of(ALL_DAY), lambda *_: "")
    yield form_of(kind.RECURRENCE, any_of(WORKDAYS), lambda _m, today, _l: _weekly(range(5), today))
    yield form_of(
        kind.RECURRENCE,
        rf"(?:every|each|co|w kazdy|w kazda|kazdy|kazda) +"
        rf"(?P<weekdays>(?:{_WEEKDAY})s?(?:(?: *, *| +and +| +i +)(?:{_WEEKDAY})s?)*)",
        _read_every_weekday,
    )
    yield form_of(
        kind.RECURRENCE, rf"(?:every|co) +(?P<count>\d{{1,2}}) +(?P<unit>{any_of(' '.join(UNITS))})", _read_interval
    )
    yield form_of(
        kind.RECURRENCE, rf"(?P<word>{any_of(RULES)})", lambda match, *_: Repeats(RULES[plain(match["word"])])
    )
    yield from _day_forms()
    yield from _length_forms()
    yield from _time_forms()
    yield form_of(kind.PURPOSE, rf"(?P<word>{any_of(PURPOSES)})", lambda match, *_: PURPOSES[plain(match["word"])])


def _day_forms() -> Iterator[Form]:
    day = TokenKind.DAY
    number, month = r"(?P<day>\d{1,2})", rf"(?P<name>{_MONTH})\b\.?"
    numeric = r"(?P<month>1[0-2]|0?[1-9])"
    to = r"(?: ?- ?(?P<last>\d{1,2}))?"
    yield form_of(day, r"(?:(?:on|w|dnia) +)?(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)", _read_date)
    yield form_of(
        day,
        rf"(?:on +|dnia +)?(?:the +)?{number}(?:st|nd|rd|th)?{to}(?:st|nd|rd|th)?\.? +(?:of +)?{month}{_YEAR}",
        _read_date,
    )
    yield form_of(day, rf"(?:on +)?{month} +{number}{to}(?:st|nd|rd|th)?{_YEAR}(?![:\d])", _read_date)
    yield form_of(day, rf"(?:dnia +)?{number}\.?{to}\. ?{numeric}\. ?(?P<year>20\d\d)", _read_date)
    yield form_of(day, rf"(?:dnia +)?{number}\.?{to}\. ?{numeric}\.(?!\d)", _read_date)
    yield form_of(day, r"(?:dnia +)?(?P<day>\d{1,2})\.(?P<month>0[1-9]|1[0-2])(?![\d:.])", _read_date)
    yield form_of(day, r"(?:on +)?(?P<day>\d{1,2})/(?P<month>\d{1,2})(?:/(?P<year>20\d\d))?(?!\d)", _read_date)
    yield form_of(
        day,
        rf"(?:(?:on|this|we?) +)?(?:w +)?(?P<next>(?:{any_of(NEXT)}) +)?(?P<weekday>{_WEEKDAY})\b\.?"
        rf"(?: ?- ?(?P<last>{_WEEKDAY})\b)?",
        _read_weekday,
    )
    ahead = _of(DAYS_FROM_TODAY, lambda days, today: Day(today + timedelta(days)))
    yield form_of(day, rf"(?P<word>{any_of(DAYS_FROM_TODAY)})", ahead)
    yield form_of(
        day, rf"(?:in|za) +(?P<count>\d{{1,3}}) +(?:(?:{any_of(DAYS)})|(?P<weeks>{any_of(WEEKS)}))", _read_ahead
    )


def _length_forms() -> Iterator[Form]:
    length, lead = TokenKind.DURATION, r"(?:for +|przez +)?"
    lengths = _of(DURATIONS, lambda minutes, _today: Length(minutes))
    yield form_of(length, rf"{lead}(?P<word>{any_of(DURATIONS)})", lengths)
    # 1h, 1,5 h, 1h30, 1 h 30 min; then minutes alone.
    yield form_of(
        length,
        rf"{lead}(?P<hours>\d{{1,2}}(?:[.,]\d{{1,2}})?) ?(?:{any_of(HOURS)})(?:(?: ?(?P<minutes>\d{{1,2}})"
        rf"(?: ?(?:{any_of(MINUTES)}))?(?![\w:.,]))|(?!\w))",
        _read_length,
    )
    yield form_of(length, rf"{lead}(?P<minutes>\d{{1,4}}) ?(?:{any_of(MINUTES)})", _read_length)
    yield form_of(length, rf"{lead}(?P<count>\d{{1,2}}) +(?:{any_of(DAYS)})", _read_days)


def _time_forms() -> Iterator[Form]:
    time, lead = TokenKind.TIME, r"(?:at +|from +|o +|od +|@ *)"
    clock, hour = _CLOCK.format(""), r"(?P<hour>\d{1,2})"
    until = rf"(?P<hour_2>\d{{1,2}})(?:[:.](?P<minute_2>[0-5]\d))?{_HALF.format('_2')}?"
    until_clock = rf"{_CLOCK.format('_2')}{_HALF.format('_2')}?"
    half = _HALF.format("")
    colon = clock.replace("[:.]", ":")
    named, named_2 = (rf"(?P<{group}>{any_of(TIMES)})" for group in ("word", "word_2"))
    yield form_of(time, rf"{lead}?{named}{_AFTER}(?:{until}|{named_2})", _read_named)
    yield form_of(time, rf"{lead}?{hour}(?:[:.](?P<minute>[0-5]\d))?{half}?{_AFTER}{named_2}", _read_named)
    yield form_of(time, rf"{lead}?{colon}{half}?{_AFTER}{until}", _read_clock)
    yield form_of(time, rf"{lead}?{hour}{half}{_AFTER}{until}", _read_clock)
    yield form_of(time, rf"{lead}?{hour}{_AFTER}{until_clock.replace('[:.]', ':')}", _read_clock)
    yield form_of(
        time,
        rf"{lead}?{hour}{_AFTER}(?P<hour_2>\d{{1,2}}){_HALF.format('_2')}",
        _read_clock,
    )
    yield form_of(time, rf"{lead}{hour}(?:[:.](?P<minute>[0-5]\d))?{half}?{_AFTER}{until}", _read_clock)
    yield form_of(time, rf"{lead}?{colon}{half}?", _read_clock)
    yield form_of(time, rf"{lead}?{hour}{half}", _read_clock)
    yield form_of(time, rf"{lead}{hour}(?:[:.](?P<minute>[0-5]\d))?(?![.,:/]?\d)", _read_clock)
    yield form_of(time, rf"(?:at +)?(?P<word>{any_of(TIMES)})", _of(TIMES, lambda minute, _today: Times(minute)))


FORMS = tuple(_forms())
