"""A version of an event: its calendar with master and overrides, told by a clock that all versions share."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime

from opiekun.domain.calendar.indexed import Recurrence
from opiekun.domain.calendar.moments import CalendarZones, Moment
from opiekun.domain.calendar.opened import Opened, opened
from opiekun.domain.calendar.series import Series, series_of
from opiekun.domain.calendar.surgery import without
from opiekun.domain.calendar.text import Component, made_component
from opiekun.domain.calendar.values import wall_time, wall_value
from opiekun.domain.calendar.vevents import Event, in_force, occurrence_times, on_clock, recurrence_id_of
from opiekun.domain.calendar.wall_seconds import wall_seconds
from opiekun.domain.sync.meanings import Said

Key = tuple[str, int]
"""The RECURRENCE-ID on the shared clock, "" for the master; the number tells apart what a damaged text has twice."""
MASTER: Key = ("", 0)
_OF_SERIES = (
    *("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXRULE", "EXDATE"),
    *("RECURRENCE-ID", "X-MICROSOFT-CDO-ALLDAYEVENT"),
)


def clock_of(base: Component | None, *others: Component) -> Moment:
    """The start of the base's master, else of another's, else of an event, in no matter which order.

    Raises BadComponent.
    """
    first = [opened(base).base] if base is not None else []
    events = [*first, *sorted((opened(other).base for other in others), key=_clock_rank)]
    return next((event for event in events if not event.recurrence_id), events[0]).start


def _clock_rank(event: Event) -> tuple[bool, str, str]:
    return event.start.all_day, event.start.zone, wall_value(event.start.wall)


class Version:
    """``calendar`` None is the version in which there was no event yet. Raises BadComponent.

    ``renamed`` has the new TZIDs of its zones that have to be called otherwise in the merged text.
    """

    def __init__(self, calendar: Component | None, clock: Moment) -> None:
        self.calendar = calendar or made_component("VCALENDAR")
        self.clock = clock
        self.zones = CalendarZones(self.calendar)
        self.opened: Opened | None = opened(calendar) if calendar is not None else None
        self.events: dict[Key, Event] = {}
        numbers = Counter[str]()
        for event in self.opened.events if self.opened else []:
            name = recurrence_id_of(event.component, clock, self.zones)
            self.events[name, numbers[name]] = event
            numbers[name] += 1
        self.renamed: dict[str, str] = {}
        self._said: dict[Key, Said] = {}
        self._series: Series | None = None

    def said(self, key: Key) -> Said:
        """What the component of that key says; nothing where there is none."""
        if key not in self._said:
            self._said[key] = Said(self.events.get(key), self.zones, self.clock, self.renamed)
        return self._said[key]

    def occurrence(self, recurrence_id: str) -> Said:
        """What an occurrence without an override says, by the master or an override for all that follow.

        Nothing where there is no master, or one that starts on days while times are named, or the other way round.
        """
        nothing = Said(None, self.zones, self.clock)
        wall = self._on_own_clock(recurrence_id)
        if self.opened is None or wall is None:
            return nothing
        own = wall_value(wall)
        source = in_force(self.opened.events, own)
        try:
            start, end = occurrence_times(source, self.opened.base, own)
        except OverflowError:  # an event of two thousand years
            return nothing
        component = without(source.component, *_OF_SERIES)
        return Said(Event(component, recurrence_id, start, end), self.zones, self.clock, self.renamed)

    def starts(self, recurrence_id: str) -> bool:
        """Whether the master starts there, be it left out or not; without a master, anything may be.

        Days do not name starts of a series of times, nor times those of days.
        """
        master = self.events.get(MASTER)
        if self.opened is None or master is None or not recurrence_id:
            return True
        if self._series is None:
            recurrence = replace(self.opened.recurrence or Recurrence(), exceptions=())
            self._series = series_of(master.start.wall, master.start.zone, recurrence)
        wall = self._on_own_clock(recurrence_id)
        at = None if wall is None else wall_seconds(wall)
        return at is not None and bool(self._series.between(at, at + 1))

    def _on_own_clock(self, recurrence_id: str) -> datetime | date | None:
        """A start on the clock of its own master, None where that is of the other kind or not there."""
        master = self.events.get(MASTER)
        if master is None or not recurrence_id:
            return None
        wall, _ = wall_time(recurrence_id)
        if isinstance(wall, datetime) == master.start.all_day:
            return None
        return on_clock(Moment(wall, self.clock.zone), master.start)
