"""Values of iCalendar properties: dates, times, lengths and texts, read and written (RFC 5545, 3.3)."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

EARLIEST_YEAR = 1600
"""Birthdays without a year stand in 1604 (Apple) or 1601 (Microsoft)."""
LATEST_YEAR = 9000

_LEAP = 60
_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)")
_DATE_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)?(Z?)", re.IGNORECASE)
_DURATION = re.compile(
    r"([+-]?)P(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?", re.IGNORECASE
)
_ESCAPED = re.compile(r"\\([\\;,nN])")
_UNSEEN = re.compile("[\0-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_COMMA = re.compile(r"(?<!\\)((?:\\\\)*),")


def wall_time(value: str) -> tuple[datetime | date, bool]:
    """A DATE or a DATE-TIME as the wall clock shows it, naive, and whether it is in UTC. Raises ValueError.

    A leap second is taken as the second before; seconds may be missing, as some programs leave them out.
    """
    value = value.strip()
    if day := _DATE.fullmatch(value):
        wall: datetime | date = date(int(day[1]), int(day[2]), int(day[3]))
        utc = False
    elif moment := _DATE_TIME.fullmatch(value):
        year, month, day_, hour, minute, second = (int(number or 0) for number in moment.groups()[:6])
        wall = datetime(year, month, day_, hour, minute, 59 if second == _LEAP else second)  # noqa: DTZ001
        utc = bool(moment[7])
    else:
        raise ValueError(value)
    if not EARLIEST_YEAR <= wall.year <= LATEST_YEAR:
        raise ValueError(value)
    return wall, utc


def wall_value(wall: datetime | date) -> str:
    """The value of a wall clock: 20260616T140000, or 20260616 for a date."""
    return f"{wall:%Y%m%dT%H%M%S}" if isinstance(wall, datetime) else f"{wall:%Y%m%d}"


def duration(value: str) -> timedelta:
    """A DURATION. Raises ValueError."""
    found = _DURATION.fullmatch(value.strip())
    if not found or not any(found.groups()[1:]):
        raise ValueError(value)
    weeks, days, hours, minutes, seconds = (int(number or 0) for number in found.groups()[1:])
    length = timedelta(days=weeks * 7 + days, seconds=hours * 3600 + minutes * 60 + seconds)
    return -length if found[1] == "-" else length


def duration_value(seconds: int) -> str:
    """The value of a length in seconds; whole days as days."""
    sign, left = ("-" if seconds < 0 else ""), abs(seconds)
    days, left = divmod(left, 86_400)
    hours, left = divmod(left, 3600)
    minutes, left = divmod(left, 60)
    time = "".join(f"{number}{unit}" for number, unit in ((hours, "H"), (minutes, "M"), (left, "S")) if number)
    if not days and not time:
        return "PT0S"
    return f"{sign}P{f'{days}D' if days else ''}{f'T{time}' if time else ''}"


def text_of(value: str) -> str:
    """A TEXT value without its escapes. A backslash that escapes nothing is kept."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def texts_of(value: str) -> tuple[str, ...]:
    """The values of a list of TEXT, without those that are empty."""
    parts = _COMMA.sub("\\1\n", value).split("\n")
    return tuple(text for part in parts if (text := text_of(part).strip()))


def text_value(text: str) -> str:
    """The TEXT value of a text; control characters are left out."""
    text = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
