"""An iCalendar object opened for an edit: its calendar with the events in it, each replaced on its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from opiekun.domain.calendar.indexed import Recurrence
from opiekun.domain.calendar.moments import CalendarZones, Moment
from opiekun.domain.calendar.reading import recurrence_of
from opiekun.domain.calendar.rule_zones import CUSTOM
from opiekun.domain.calendar.series import Series, series_of
from opiekun.domain.calendar.surgery import times_line, with_line, with_lines
from opiekun.domain.calendar.text import Component, Line, made, parse
from opiekun.domain.calendar.values import duration_value
from opiekun.domain.calendar.vevents import Event, end_after, events_of, on_clock
from opiekun.domain.calendar.vtimezones import vtimezone_text
from opiekun.domain.calendar.wall_seconds import WallSeconds, wall_seconds

_FIRST_STEP = 400 * 86_400
_TIMES = ("DTEND", "DTSTART", "RECURRENCE-ID", "RDATE", "EXDATE")


@dataclass(frozen=True, slots=True)
class Opened:
    """An object's calendar, its zones, and its events, the master first."""

    calendar: Component
    zones: CalendarZones
    events: list[Event]

    @property
    def base(self) -> Event:
        return self.events[0]

    @property
    def recurs(self) -> bool:
        """Whether it is a series: with a master that recurs, or with occurrences of one that is not here."""
        return bool(self.base.recurrence_id) or len(self.events) > 1 or self.recurrence is not None

    @property
    def recurrence(self) -> Recurrence | None:
        """When its master recurs, None where it does not or is not here."""
        if self.base.recurrence_id:
            return None
        return recurrence_of(self.base.component, self.base.start, self.zones)

    @property
    def series(self) -> Series:
        """The original starts of its master."""
        return series_of(self.base.start.wall, self.base.start.zone, self.recurrence or Recurrence())

    def named(self, recurrence_id: str) -> Event | None:
        """The override of that occurrence."""
        return next((event for event in self.events if recurrence_id and event.recurrence_id == recurrence_id), None)

    def with_component(self, old: Component | None, new: Component | None) -> Opened:
        """With one component in place of another; behind the last event for None, or without the old one."""
        return self.with_components([(old, new)])

    def with_components(self, pairs: Sequence[tuple[Component | None, Component | None]]) -> Opened:
        """As :func:`with_component`, for each pair of an old and a new one."""
        replaced = {id(old): new for old, new in pairs if old is not None}
        parts: list[Line | Component] = []
        end = 0
        for part in self.calendar.parts:
            kept = replaced.get(id(part), part)
            if kept is not None:
                parts.append(kept)
            if isinstance(part, Component) and part.name == "VEVENT":
                end = len(parts)
        parts[end:end] = [new for old, new in pairs if old is None and new is not None]
        calendar = self.calendar.with_parts(tuple(parts))
        return opened(calendar) if any(calendar.components("VEVENT")) else replace(self, calendar=calendar, events=[])

    def starts_before(self, wall: datetime | date | None) -> bool:
        """Whether the master's series has a start, before ``wall`` if that is given."""
        return self._starts(self.series.first, wall_seconds(wall) if wall is not None else None)

    def starts_from(self, wall: datetime | date) -> bool:
        """Whether the master's series has a start at ``wall`` or after it."""
        return self._starts(wall_seconds(wall), None)

    def _starts(self, since: WallSeconds, until: WallSeconds | None) -> bool:
        series = self.series
        if until is None and series.last is None:
            return True
        if until is None:
            until = (series.last or 0) + 1
        step = _FIRST_STEP
        while since < until:
            if series.between(since, min(since + step, until)):
                return True
            since, step = since + step, step * 4
        return False

    def zone_of(self, line: Line) -> str:
        """The zone in which a line of this calendar stands."""
        return self.zones.moment(line.value.partition(",")[0].partition("/")[0], line).zone

    def text(self) -> str | None:
        """The text, with a VTIMEZONE for each zone that an edit brought in; None where no event is left."""
        if not self.events:
            return None
        described = {each.value("TZID").strip('"') for each in self.calendar.components("VTIMEZONE")}
        since = min(event.start.wall.year for event in self.events)
        wanted = {
            tzid: vtimezone_text(self.zones.zone(tzid, line), since, tzid)
            for event in self.events
            for line in event.component.lines(*_TIMES)
            if not line.number and (tzid := line.param("TZID")) and tzid not in described
        }
        return with_zones(self.calendar, (wanted[tzid] for tzid in sorted(wanted))).text

    def without_far_zones(self, moment: Moment) -> Moment:
        """The moment, in UTC if it stands in a zone of rules that this calendar does not describe."""
        if moment.zone.startswith(CUSTOM) and moment.zone != self.base.start.zone:
            return Moment(moment.on_clock_of("UTC"), "UTC")
        return moment


def open_text(text: str) -> Opened:
    """The object of a text. Raises BadComponent."""
    return opened(parse(text))


def opened(calendar: Component) -> Opened:
    """The object that a calendar holds. Raises BadComponent."""
    zones = CalendarZones(calendar)
    return Opened(calendar, zones, events_of(calendar, zones))


def with_zones(calendar: Component, texts: Iterable[str]) -> Component:
    """With the VTIMEZONEs of these texts before its events."""
    added = [
        zone for text in texts for zone in parse(f"BEGIN:VCALENDAR\r\n{text}END:VCALENDAR\r\n").components("VTIMEZONE")
    ]
    at = next(
        (at for at, part in enumerate(calendar.parts) if isinstance(part, Component) and part.name != "VTIMEZONE"),
        len(calendar.parts),
    )
    return calendar.with_parts((*calendar.parts[:at], *added, *calendar.parts[at:]))


def with_times(
    component: Component, was: Event, start: Moment, end: Moment, zone_of: Callable[[Line], str]
) -> Component:
    """With that start and end. What they already are is not written again; a DURATION that still holds stays."""
    form = component.line("DTSTART")
    if start != was.start:
        form = times_line("DTSTART", [start], zone_of, form if form and start.all_day == was.start.all_day else None)
        component = with_line(component, "DTSTART", form)
    held = (
        component.line("DTEND") is None
        and end == end_after(start, was.start, was.end)
        and start.all_day == was.start.all_day
    )
    if held or (start, end) == (was.start, was.end):
        return component
    line = component.line("DTEND")
    if line is None and component.line("DURATION") is not None:
        component = with_line(component, "DURATION", None)
    written = times_line(
        "DTEND", [end], zone_of, line if line and zone_of(line) == end.zone and not end.all_day else form
    )
    return with_line(component, "DTEND", _renamed(written, "DTEND"), after=("DTSTART",))


def _renamed(line: Line, name: str) -> Line:
    return line if line.name == name else made(name + line.unfolded[len(line.name) :])


def with_dates_kept(
    component: Component, name: str, opened_: Opened, keep: Callable[[datetime | date], bool]
) -> Component:
    """With only those dates of the lines of a name (EXDATE, RDATE) that are to be kept, by their wall clock."""
    lines = []
    for line in component.lines(name):
        values = [value for value in line.value.split(",") if value.strip()]
        kept = [value for value in values if keep(_wall(value, line, opened_))]
        if len(kept) == len(values):
            lines.append(line)
        elif kept:
            lines.append(made(f"{line.head}:{','.join(kept)}"))
    return with_lines(component, name, lines)


def with_dates_moved(
    component: Component, name: str, opened_: Opened, to: Callable[[datetime | date], Moment], form: Line
) -> Component:
    """With every date of the lines of a name moved, and written in the form of DTSTART. Periods keep their lengths."""
    lines = []
    for line in component.lines(name):
        values = [value for value in line.value.split(",") if value.strip()]
        moved = [to(_wall(value, line, opened_)) for value in values]
        if not moved:
            continue
        written = times_line(name, moved, opened_.zone_of, form)
        lengths = [_period(value, line, opened_) for value in values]
        if any(lengths):
            starts = written.value.split(",")
            periods = ",".join(f"{start}{length}" for start, length in zip(starts, lengths, strict=True))
            written = made(f"{written.head.replace(name, f'{name};VALUE=PERIOD', 1)}:{periods}")
        lines.append(written)
    return with_lines(component, name, lines)


def _wall(value: str, line: Line, opened_: Opened) -> datetime | date:
    return on_clock(opened_.zones.moment(value.partition("/")[0], line), opened_.base.start)


def _period(value: str, line: Line, opened_: Opened) -> str:
    """The length of a period as it is to be written behind its start, "" for a date that is none."""
    start, slash, end = value.strip().partition("/")
    if not slash or end.lstrip("+-").upper().startswith("P"):
        return slash + end
    elapsed = opened_.zones.moment(end, line).aware - opened_.zones.moment(start, line).aware
    return slash + duration_value(int(elapsed.total_seconds()))
