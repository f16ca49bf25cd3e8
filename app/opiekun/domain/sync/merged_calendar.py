"""The calendar around merged events: what it says of itself, and every time zone that they name, once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from opiekun.domain.calendar.joined_zones import JoinedZones
from opiekun.domain.calendar.moments import CalendarZones
from opiekun.domain.calendar.opened import with_zones
from opiekun.domain.calendar.text import Component, Line
from opiekun.domain.calendar.vtimezones import vtimezone_text
from opiekun.domain.sync.groups import grouped, in_order, spelled, with_groups
from opiekun.domain.sync.versions import Key, Version

_TIMES = frozenset({"DTSTART", "DTEND", "RECURRENCE-ID", "RDATE", "EXDATE"})
_EARLIEST, _LATEST = 1970, 2037
_WRITERS = "PRODID"
"""Some programs' times are read otherwise, so it stays with the text that is the frame."""


class MergedCalendar:
    """Their calendar, with what mine changed in its head. Tells both versions how mine's TZIDs are called in it."""

    def __init__(self, base: Version, mine: Version, theirs: Version) -> None:
        self._theirs = theirs
        zones = JoinedZones()
        theirs.renamed = zones.join(theirs.calendar)
        ours = len(zones.zones)
        mine.renamed = zones.join(mine.calendar)
        known = list(zones.zones.items())
        self._own, self._others = dict(known[:ours]), dict(known[ours:])
        before, here, there = (_head(each.calendar) for each in (base, mine, theirs))
        changed = {
            name: here.get(name, ())
            for name in in_order(there, here)
            if name != _WRITERS
            and spelled(there.get(name, ())) == spelled(before.get(name, ())) != spelled(here.get(name, ()))
        }
        self._frame = with_groups(theirs.calendar, changed)

    def with_events(self, events: Mapping[Key, Component]) -> Component:
        """With these events, each in the place of theirs, new ones behind the last. Raises BadComponent."""
        keys = {id(event.component): key for key, event in self._theirs.events.items()}
        parts: list[Line | Component] = []
        end = None
        for part in self._frame.parts:
            if id(part) not in keys:
                parts.append(part)
                continue
            if keys[id(part)] in events:
                parts.append(events[keys[id(part)]])
            end = len(parts)
        new = [event for key, event in events.items() if key not in self._theirs.events]
        parts[end:end] = new
        return self._with_zones(self._frame.with_parts(tuple(parts)))

    def _with_zones(self, calendar: Component) -> Component:
        named = list(_named(calendar))
        if sum(1 for _ in calendar.components("VTIMEZONE")) != len(self._own):  # one TZID described twice
            calendar = calendar.with_parts(tuple(part for part in calendar.parts if part.name != "VTIMEZONE"))
            calendar = with_zones(calendar, (zone.text for zone in self._own.values()))
        used = {tzid for tzid, _ in named}
        calendar = with_zones(calendar, (zone.text for tzid, zone in self._others.items() if tzid in used))
        zones = CalendarZones(calendar)
        missing = {
            tzid: line
            for tzid, line in named
            if line.name in _TIMES and tzid not in self._own and tzid not in self._others and tzid.isprintable()
        }
        since = min((_year(line) for line in missing.values()), default=0)
        return with_zones(
            calendar, (vtimezone_text(zones.zone(tzid, missing[tzid]), since, tzid) for tzid in sorted(missing))
        )


def _head(calendar: Component) -> dict[str, tuple[Line | Component, ...]]:
    return {name: parts for name, parts in grouped(calendar).items() if isinstance(parts[0], Line)}


def _named(component: Component) -> Iterator[tuple[str, Line]]:
    """Every TZID that the events of a component name, with each line that does."""
    for part in component.parts:
        if isinstance(part, Component):
            yield from _named(part) if part.name != "VTIMEZONE" else ()
        elif tzid := part.param("TZID"):
            yield tzid, part


def _year(line: Line) -> int:
    """The year of a time, from the first on that rules of zones are told."""
    year = line.value.strip()[:4]
    return min(max(int(year), _EARLIEST), _LATEST) if year.isascii() and year.isdigit() else _EARLIEST
