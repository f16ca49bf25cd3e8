"""The VEVENTs of an object with their times read: a master, and overrides that are told by its clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from opiekun.domain.calendar.moments import CalendarZones, Moment, length_of
from opiekun.domain.calendar.text import Component, Line
from opiekun.domain.calendar.values import wall_time, wall_value
from opiekun.domain.errors import BadComponent, NotFound

_MOST_SHOWN = 80
_ONE_DAY = timedelta(days=1)
_MIDNIGHT = datetime.min.time()


class Event(NamedTuple):
    """A VEVENT with its times read. ``recurrence_id`` stands on the clock of the master, "" for the master itself."""

    component: Component
    recurrence_id: str
    start: Moment
    end: Moment

    @property
    def seconds(self) -> int:
        """Its length in elapsed seconds; for an all-day one, 86,400 for each day."""
        return int((self.end.aware - self.start.aware).total_seconds())

    @property
    def ranges(self) -> bool:
        """Whether it is an override that holds for all that follows too."""
        line = self.component.line("RECURRENCE-ID")
        return line is not None and line.param("RANGE").upper() == "THISANDFUTURE"


def events_of(calendar: Component, zones: CalendarZones) -> list[Event]:
    """The events of an object, the master first. Raises BadComponent."""
    components = sorted(calendar.components("VEVENT"), key=lambda event: event.line("RECURRENCE-ID") is not None)
    if not components:
        raise BadComponent("The calendar has no event.", line=calendar.begin.number)
    times = [times_of(component, zones) for component in components]
    base = times[0][0]
    return [
        Event(component, recurrence_id_of(component, base, zones), start, end)
        for component, (start, end) in zip(components, times, strict=True)
    ]


def times_of(component: Component, zones: CalendarZones) -> tuple[Moment, Moment]:
    """Start and end of a VEVENT, with the defaults of RFC 5545, 3.6.1. Raises BadComponent.

    What is no length is taken as the least that makes sense: an end before the start is the start, an all-day event
    has at least its day. Exchange's all-day events that stand as times from midnight to midnight are all-day.
    """
    line = component.line("DTSTART")
    if line is None:
        raise BadComponent("The event has no start.", line=component.begin.number)
    start = zones.moment(line.value, line)
    end = _end(component, start, zones)
    if component.value("X-MICROSOFT-CDO-ALLDAYEVENT").upper() == "TRUE" and _is_midnight(start) and _is_midnight(end):
        start, end = Moment(_day(start)), Moment(_day(end))
    if start.all_day:
        late = isinstance(end.wall, datetime) and end.wall.time() != _MIDNIGHT
        day = _day(end) + _ONE_DAY if late else _day(end)
        return start, Moment(max(day, _day(start) + _ONE_DAY))
    if not isinstance(end.wall, datetime):
        end = Moment(datetime.combine(end.wall, _MIDNIGHT), start.zone)
    return start, start if end.aware < start.aware else end


def recurrence_id_of(component: Component, base: Moment, zones: CalendarZones) -> str:
    """The RECURRENCE-ID on the wall clock of the master's start, "" where there is none. Raises BadComponent.

    Exchange writes midnight for the day of a timed occurrence.
    """
    line = component.line("RECURRENCE-ID")
    if line is None:
        return ""
    moment = zones.moment(line.value, line)
    if zones.from_microsoft and _is_midnight(moment):
        moment = Moment(_day(moment))
    return wall_value(on_clock(moment, base))


def on_clock(moment: Moment, base: Moment) -> datetime | date:
    """A moment on the clock of a series: in its zone, a date for an all-day one, at its time of day for a date."""
    wall = moment.on_clock_of(base.zone)
    if isinstance(base.wall, datetime):
        return wall if isinstance(wall, datetime) else datetime.combine(wall, base.wall.time())
    return wall.date() if isinstance(wall, datetime) else wall


def in_force(events: list[Event], recurrence_id: str) -> Event:
    """The event whose words hold for an occurrence without an override: RANGE=THISANDFUTURE or the master."""
    ranging = [event for event in events[1:] if event.ranges and event.recurrence_id <= recurrence_id]
    return max(ranging, key=lambda event: event.recurrence_id, default=events[0])


def occurrence_times(source: Event, base: Event, recurrence_id: str) -> tuple[Moment, Moment]:
    """Start and end of an occurrence without an override of its own. Raises NotFound for what names none."""
    wall = wall_named(recurrence_id, base)
    if source.recurrence_id:
        meant = wall_named(source.recurrence_id, base)
        wall = wall + (Moment(source.start.on_clock_of(base.start.zone)).aware - Moment(meant).aware)
    start = Moment(wall, base.start.zone)
    return start, end_after(start, source.start, source.end)


def end_after(start: Moment, like_start: Moment, like_end: Moment) -> Moment:
    """The end of an event as long as another one: on the wall clock, or elapsed if it ends in another zone."""
    if like_end.zone == like_start.zone:
        return Moment(start.wall + (Moment(like_end.wall).aware - Moment(like_start.wall).aware), start.zone)
    end = start.after(int((like_end.aware - like_start.aware).total_seconds()))
    return Moment(end.on_clock_of(like_end.zone), like_end.zone)


def wall_named(recurrence_id: str, base: Event) -> datetime | date:
    """The original start that a recurrence id names. Raises NotFound for what names none of this series."""
    try:
        wall, _ = wall_time(recurrence_id)
    except ValueError:
        raise unknown(recurrence_id) from None
    if isinstance(wall, datetime) == base.start.all_day:
        raise unknown(recurrence_id)
    return wall


def unknown(recurrence_id: str) -> NotFound:
    """The refusal for an occurrence that is not there."""
    return NotFound("The event does not recur on {occurrence}; look at the calendar again.", occurrence=recurrence_id)


def _end(component: Component, start: Moment, zones: CalendarZones) -> Moment:
    if line := component.line("DTEND"):
        return zones.moment(line.value, line)
    if line := component.line("DURATION"):
        return _end_by_length(start, line)
    return start


def _end_by_length(start: Moment, line: Line) -> Moment:
    length = length_of(line)
    try:
        if start.all_day or not length.seconds:  # whole days are days of the calendar, however long they are
            return Moment(start.wall + length, start.zone)
        return start.after(int(length.total_seconds()))
    except OverflowError:
        raise BadComponent(
            "“{value}” is not a length of time.", line=line.number, value=line.value[:_MOST_SHOWN]
        ) from None


def _is_midnight(moment: Moment) -> bool:
    return isinstance(moment.wall, datetime) and moment.wall.time() == _MIDNIGHT


def _day(moment: Moment) -> date:
    return moment.wall.date() if isinstance(moment.wall, datetime) else moment.wall
