"""Dates, times of day and intervals as people type them, read strictly. No Qt here."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from opiekun.domain.errors import InvalidInput
from opiekun.domain.hours import MIDNIGHT, Interval, clock_text

_AGO = re.compile(r"-\s*(\d{1,4})\s*(?:m|min)?", re.ASCII)
_AHEAD = re.compile(r"\+\s*(\d{1,5})\s*(?:m|min)?", re.ASCII)
_TIME = r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})"
_ISO = re.compile(rf"(?:(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})[ T]+)?{_TIME}", re.ASCII)
_DAY_FIRST = re.compile(rf"(?P<day>\d{{1,2}})[./](?P<month>\d{{1,2}})[./]?(?:(?P<year>\d{{4}}))? +{_TIME}", re.ASCII)
_DATE = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
_DATE_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>\d{4})", re.ASCII)
_DAY = re.compile(r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})\.?", re.ASCII)
_INTERVAL = re.compile(r"(\d{1,2})(?::(\d{2}))?\s*[-–—]\s*(\d{1,2})(?::(\d{2}))?", re.ASCII)


def read_moment(text: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The past instant that was typed, on the wall clock of the zone; None for nothing, which means now.

    ``9:15`` is the last time it was that late, ``16.6 9:15`` and ``2026-06-16 9:15`` are that day's, ``-20`` is
    twenty minutes ago. Raises InvalidInput.
    """
    text = text.strip()
    if not text:
        return None
    ago = _AGO.fullmatch(text)
    if ago is not None:
        return now - timedelta(minutes=int(ago[1]))
    local = now.astimezone(zone)
    typed = _typed(text, local)
    if typed is None:
        raise InvalidInput(
            "“{text}” is not a time; write 9:15, 16.6 9:15, 2026-06-16 9:15 or -20 for minutes ago.", text=text
        )
    told, with_day = typed
    if not with_day and told > local:
        told -= timedelta(days=1)
    return told.astimezone(UTC)


def read_later(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    """The coming instant that was typed, on the wall clock of the zone.

    ``9:15`` is the next time it is that late, ``16.6 9:15`` and ``2026-06-16 9:15`` are that day's, ``+90`` is in
    ninety minutes. Raises InvalidInput; a past day is left to the one who is told.
    """
    text = text.strip()
    ahead = _AHEAD.fullmatch(text)
    if ahead is not None:
        return now + timedelta(minutes=int(ahead[1]))
    local = now.astimezone(zone)
    typed = _typed(text, local)
    if typed is None:
        raise InvalidInput(
            "“{text}” is not a time; write 9:15, 16.6 9:15, 2026-06-16 9:15 or +90 for minutes from now.", text=text
        )
    told, with_day = typed
    if not with_day and told <= local:
        told += timedelta(days=1)
    return told.astimezone(UTC)


def _typed(text: str, local: datetime) -> tuple[datetime, bool] | None:
    """The wall-clock time that was typed, today's where no day was, and whether one was; None for another text."""
    found = _ISO.fullmatch(text) or _DAY_FIRST.fullmatch(text)
    if found is None:
        return None
    parts = found.groupdict()
    try:
        told = datetime(
            int(parts["year"] or local.year),
            int(parts["month"] or local.month),
            int(parts["day"] or local.day),
            int(parts["hour"]),
            int(parts["minute"]),
            tzinfo=local.tzinfo,
        )
    except ValueError:
        return None
    return told, parts["day"] is not None


def read_edge(text: str, now: datetime, zone: ZoneInfo, *, end: bool = False) -> datetime:
    """As :func:`read_later`; a day alone (``16.6``, ``2026-06-16``) is its midnight, at the ``end`` of the day for that
    of a stretch. What could be either is a day. Raises InvalidInput.
    """
    text = text.strip()
    found = _DATE.fullmatch(text) or _DATE_DAY_FIRST.fullmatch(text) or _DAY.fullmatch(text)
    if found is None:
        return read_later(text, now, zone)
    parts = found.groupdict()
    try:
        day = date(int(parts.get("year") or now.astimezone(zone).year), int(parts["month"]), int(parts["day"]))
    except ValueError:
        return read_later(text, now, zone)  # 9.15 is a time
    return midnight(day + timedelta(days=end), zone)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The instant at which the day begins there."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def read_date(text: str) -> date | None:
    """The date that was typed, None for nothing. Raises InvalidInput."""
    text = text.strip()
    if not text:
        return None
    found = _DATE.fullmatch(text) or _DATE_DAY_FIRST.fullmatch(text)
    try:
        if found is not None:
            return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        pass
    raise InvalidInput("“{text}” is not a date; write it like 2026-12-24.", text=text)


def read_intervals(text: str) -> tuple[Interval, ...]:
    """The intervals of a day: ``09:00–12:00, 13–17``; nothing means closed. Raises InvalidInput."""
    intervals = []
    for part in filter(None, (piece.strip() for piece in re.split(r"[,;]", text))):
        found = _INTERVAL.fullmatch(part)
        if found is None:
            raise InvalidInput("“{text}” is no stretch of time; write it like 09:00–17:00.", text=part)
        start, end = (int(found[at]) * 60 + int(found[at + 1] or 0) for at in (1, 3))
        if not (start < end <= MIDNIGHT and int(found[2] or 0) < 60 and int(found[4] or 0) < 60):  # noqa: PLR2004
            raise InvalidInput("“{text}” does not end after it starts, between 00:00 and 24:00.", text=part)
        intervals.append((start, end))
    return tuple(intervals)


def intervals_text(intervals: tuple[Interval, ...]) -> str:
    """The intervals in the form in which they are read: 09:00–12:00, 13:00–17:00."""
    return ", ".join(f"{clock_text(start)}–{clock_text(end)}" for start, end in intervals)
