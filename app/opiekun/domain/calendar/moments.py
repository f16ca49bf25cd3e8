"""Moments of a calendar's text: what a clock shows, and the zone whose clock it is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from opiekun.domain.calendar.events import When
from opiekun.domain.calendar.text import Component, Line
from opiekun.domain.calendar.values import EARLIEST_YEAR, LATEST_YEAR, duration, wall_time
from opiekun.domain.calendar.vtimezones import zone_of
from opiekun.domain.calendar.zones import named_zone, offset_zone, tzinfo_of
from opiekun.domain.errors import BadComponent

DAY = 86_400
_GOOGLE = "-//GOOGLE INC//GOOGLE CALENDAR"


class Moment(NamedTuple):
    """``wall`` is what the clock shows, naive, or a date; ``zone`` as in IndexedEvent, "" for floating and dates."""

    wall: datetime | date
    zone: str = ""

    @property
    def when(self) -> When:
        """As people mean it."""
        return (
            self.wall.replace(tzinfo=tzinfo_of(self.zone))
            if isinstance(self.wall, datetime) and self.zone
            else self.wall
        )

    @property
    def aware(self) -> datetime:
        """An instant in UTC; floating times and dates are taken as if in UTC, to measure lengths between them."""
        wall = self.wall if isinstance(self.wall, datetime) else datetime.combine(self.wall, datetime.min.time())
        return wall.replace(tzinfo=tzinfo_of(self.zone or "UTC")).astimezone(UTC)

    @property
    def all_day(self) -> bool:
        return not isinstance(self.wall, datetime)

    def on_clock_of(self, zone: str) -> datetime | date:
        """What a clock of that zone shows then. Between a floating time and a zone nothing is converted."""
        if not isinstance(self.wall, datetime) or self.zone == zone or not self.zone or not zone:
            return self.wall
        return self.aware.astimezone(tzinfo_of(zone)).replace(tzinfo=None)

    def after(self, seconds: int) -> Moment:
        """The moment that many elapsed seconds later, on the same clock; for a date, whole days later."""
        if not isinstance(self.wall, datetime):
            return Moment(self.wall + timedelta(days=seconds // DAY))
        later = self.aware + timedelta(seconds=seconds)
        return Moment(later.astimezone(tzinfo_of(self.zone or "UTC")).replace(tzinfo=None), self.zone)


def moment_from(when: When) -> Moment:
    """The moment that people mean. An aware time whose zone has no name is told in UTC."""
    if not isinstance(when, datetime) or when.tzinfo is None:
        return Moment(when)
    key = getattr(when.tzinfo, "key", "")
    return (
        Moment(when.replace(tzinfo=None, fold=0), key)
        if key
        else Moment(when.astimezone(UTC).replace(tzinfo=None), "UTC")
    )


class CalendarZones:
    """The zones that the TZIDs of a calendar name.

    A floating time floats, as RFC 5545 has it, also where X-WR-TIMEZONE tells the zone in which a calendar is shown
    (Apple keeps floating events in such files). Only in a file from Google it stands in that zone, because Google
    has no floating events. ``from_microsoft`` tells that Outlook or Exchange wrote the calendar.
    """

    def __init__(self, calendar: Component) -> None:
        self._described = {each.value("TZID").strip('"'): each for each in calendar.components("VTIMEZONE")}
        self._zones: dict[str, str] = {}
        google = calendar.value("PRODID").upper().startswith(_GOOGLE)
        self.from_microsoft = "MICROSOFT" in calendar.value("PRODID").upper()
        self.floating = named_zone(calendar.value("X-WR-TIMEZONE")) if google else ""

    def zone(self, tzid: str, line: Line) -> str:
        """The zone of a TZID. Raises BadComponent for one that is neither known nor described in words one can read."""
        if tzid not in self._zones:
            described = self._described.get(tzid)
            try:
                self._zones[tzid] = named_zone(tzid) or (zone_of(described) if described else offset_zone(tzid))
            except BadComponent as refused:
                raise BadComponent(
                    "The rules of the time zone “{tzid}” cannot be read.", line=line.number, tzid=tzid[:80]
                ) from refused
        if not self._zones[tzid]:
            raise BadComponent(
                "The time zone “{tzid}” is not known, and the file does not describe it.",
                line=line.number,
                tzid=tzid[:80],
            )
        return self._zones[tzid]

    def moments(self, line: Line) -> list[Moment]:
        """The dates or times of a line, periods by their start. Raises BadComponent."""
        return [self.moment(value.partition("/")[0], line) for value in line.value.split(",") if value.strip()]

    def moment(self, value: str, line: Line) -> Moment:
        """A date or time that stands in a line. Raises BadComponent."""
        try:
            wall, utc = wall_time(value)
        except ValueError:
            raise BadComponent(
                "“{value}” is not a date or a time of the years {first} to {last}.",
                line=line.number,
                value=value[:80],
                first=EARLIEST_YEAR,
                last=LATEST_YEAR,
            ) from None
        if not isinstance(wall, datetime):
            return Moment(wall)
        if utc:
            return Moment(wall, "UTC")
        tzid = line.param("TZID")
        return Moment(wall, self.zone(tzid, line) if tzid else self.floating)


def length_of(line: Line, value: str | None = None) -> timedelta:
    """The DURATION that a line holds. Raises BadComponent."""
    text = line.value if value is None else value
    try:
        return duration(text)
    except (ValueError, OverflowError):
        raise BadComponent("“{value}” is not a length of time.", line=line.number, value=text[:80]) from None
