"""How the grid says times and days."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QLocale

from opiekun.domain.instants import UtcSeconds


def time_text(at: UtcSeconds, zone: ZoneInfo) -> str:
    """The time of day in that zone; with the zone's letters where the wall shows it twice."""
    shown = datetime.fromtimestamp(at, zone)
    twice = shown.replace(fold=1 - shown.fold).utcoffset() != shown.utcoffset()
    return shown.strftime("%H:%M %Z" if twice else "%H:%M")


def day_text(at: UtcSeconds, zone: ZoneInfo, form: str = "dddd d MMMM") -> str:
    """The day in that zone, in the language of the window."""
    day = datetime.fromtimestamp(at, zone).date()
    return QLocale().toString(QDate(day.year, day.month, day.day), form)


def span_text(start: UtcSeconds, end: UtcSeconds, all_day: bool, zone: ZoneInfo) -> str:
    """A span as short as it can be said: times within a day, days of an all-day one, else both."""
    last = max(start, end - 1)
    one_day = day_text(start, zone) == day_text(last, zone)
    short = "ddd d MMM"
    if all_day:
        first = day_text(start, zone, short)
        return first if one_day else f"{first} – {day_text(last, zone, short)}"
    if one_day:
        return f"{time_text(start, zone)}–{time_text(end, zone)}"
    return (
        f"{day_text(start, zone, short)} {time_text(start, zone)} – {day_text(end, zone, short)} {time_text(end, zone)}"
    )
