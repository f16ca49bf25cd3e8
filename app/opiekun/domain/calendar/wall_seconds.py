"""The clock on the wall as whole seconds since 1970, and how a zone turns them into UTC.

Recurrence counts on the wall clock, where days have 86,400 seconds and nothing is missing or told twice. Only what
was found is turned into instants: a time that a jump forward leaves out is read with the offset before the jump, a
time that a jump back repeats is the first of the two (RFC 5545, 3.3.5).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from opiekun.domain.calendar.zones import tzinfo_of
from opiekun.domain.instants import UtcSeconds
from opiekun.domain.wall_clock import DAY

WallSeconds = int
"""Seconds from 1970-01-01 00:00 on a clock on the wall, as if every day had 86,400."""

EPOCH = date(1970, 1, 1).toordinal()
FIRST_DAY, LAST_DAY = date.min.toordinal() - EPOCH + 1, date.max.toordinal() - EPOCH - 1
"""Days since 1970 between which zones can tell an offset."""

_MANY_DAYS = 20_000
_WIDE = 400 * DAY


def wall_seconds(moment: datetime | date) -> WallSeconds:
    """What the clock shows, for a date midnight. A time zone is not looked at."""
    day = (moment.toordinal() - EPOCH) * DAY
    if isinstance(moment, datetime):
        return day + moment.hour * 3600 + moment.minute * 60 + moment.second
    return day


@lru_cache(maxsize=4096)
def _day_text(day: int) -> str:
    shown = date.fromordinal(day + EPOCH)
    return f"{shown.year:04}{shown.month:02}{shown.day:02}"


@lru_cache(maxsize=4096)
def _time_text(second: int) -> str:
    return f"T{second // 3600:02}{second // 60 % 60:02}{second % 60:02}"


def wall_text(wall: WallSeconds, *, all_day: bool) -> str:
    """The iCalendar value: 20260616T140000, or 20260616 for an all-day one."""
    return _day_text(wall // DAY) if all_day else _day_text(wall // DAY) + _time_text(wall % DAY)


@lru_cache(maxsize=16_384)
def wall_of_text(text: str) -> WallSeconds:
    """The wall clock of an iCalendar value such as :func:`wall_text` writes. Raises ValueError for another."""
    day = wall_seconds(date(int(text[:4]), int(text[4:6]), int(text[6:8])))
    return (
        day + int(text[9:11]) * 3600 + int(text[11:13]) * 60 + int(text[13:15]) if len(text) > len("20260616") else day
    )


class Offsets:
    """A zone's offsets, each day's remembered: nearly all days have one offset from midnight to midnight.

    ``days`` are those known so far, as :meth:`steady` gives them.
    """

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self.days: dict[int, int | None] = {}
        self._spans: dict[tuple[UtcSeconds, UtcSeconds], tuple[int, int]] = {}

    def utc(self, wall: WallSeconds) -> UtcSeconds:
        """The instant at which the clock shows that."""
        day = wall // DAY
        offset = self.days.get(day)
        if offset is None:
            offset = self._offset_on(day)
            if offset is None:
                offset = self._exact(wall)
        return wall - offset

    def wall(self, at: UtcSeconds) -> WallSeconds:
        """What the clock shows at the instant."""
        day = min(max(at // DAY, FIRST_DAY), LAST_DAY)
        moment = datetime.fromordinal(day + EPOCH).replace(tzinfo=UTC) + timedelta(seconds=at % DAY)
        return at + _seconds(moment.astimezone(self._zone).utcoffset())

    def steady(self, day: int) -> int | None:
        """The offset in seconds that holds from the midnight of that day since 1970 to the next; None if it changes."""
        offset = self.days.get(day)
        return self._offset_on(day) if offset is None else offset

    def span(self, since: UtcSeconds, until: UtcSeconds) -> tuple[int, int]:
        """The least and the greatest offset around [since, until), in seconds; wider ones for a long stretch."""
        known = self._spans.get((since, until))
        if known is None:
            if until - since > _WIDE:
                return -DAY, DAY
            offsets = {self._exact(day * DAY) for day in range(since // DAY - 2, until // DAY + 4)}
            known = min(offsets), max(offsets)
            if len(self._spans) > _MANY_DAYS:
                self._spans.clear()
            self._spans[since, until] = known
        return known

    def _offset_on(self, day: int) -> int | None:
        if day in self.days:
            return self.days[day]
        if len(self.days) > _MANY_DAYS:
            self.days.clear()
        start = self._exact(day * DAY)
        steady = start if start == self._exact((day + 1) * DAY) else None
        self.days[day] = steady
        return steady

    def _exact(self, wall: WallSeconds) -> int:
        day = min(max(wall // DAY, FIRST_DAY), LAST_DAY)
        shown = datetime.fromordinal(day + EPOCH) + timedelta(seconds=wall % DAY)
        return _seconds(shown.replace(tzinfo=self._zone).utcoffset())


def _seconds(offset: timedelta | None) -> int:
    return offset.days * DAY + offset.seconds if offset else 0


@lru_cache(maxsize=1024)
def offsets_of(zone: str) -> Offsets:
    """The offsets of a zone as events name it (IndexedEvent.zone)."""
    return Offsets(tzinfo_of(zone))


@lru_cache(maxsize=64)
def offsets_in(zone: ZoneInfo) -> Offsets:
    """The offsets of the zone of whoever looks."""
    return Offsets(zone)
