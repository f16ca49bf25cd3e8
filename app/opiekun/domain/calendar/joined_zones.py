"""The VTIMEZONEs of several calendars in one: each once, and those of one TZID that differ told apart."""

from __future__ import annotations

from opiekun.domain.calendar.surgery import with_tzid_longer
from opiekun.domain.calendar.text import Component, Line, made
from opiekun.domain.calendar.vtimezones import zone_of
from opiekun.domain.errors import BadComponent


class JoinedZones:
    """``zones`` are the VTIMEZONEs by the TZID that each has now, in the order in which they came.

    Those of one TZID that differ in what they mean are told apart by a number behind it.
    """

    def __init__(self) -> None:
        self.zones: dict[str, Component] = {}
        self._meaning: dict[str, str] = {}

    def join(self, calendar: Component) -> dict[str, str]:
        """Take a calendar's; the answer is the new TZID of each that has to be called otherwise."""
        zones = [(zone.value("TZID").strip('"'), zone) for zone in calendar.components("VTIMEZONE")]
        names = {tzid: self._place(tzid, zone) for tzid, zone in zones}
        return {old: new for old, new in names.items() if old != new}

    def _place(self, tzid: str, zone: Component) -> str:
        number = 1
        name = tzid
        while name in self.zones:
            if self.zones[name].text == zone.text or self._meaning[name] == _meaning(zone):
                return name
            number += 1
            name = f"{tzid} {number}"
        self._meaning[name] = _meaning(zone)
        self.zones[name] = zone if name == tzid else _named(zone, name)
        return name


def with_tzids(component: Component, renamed: dict[str, str]) -> Component:
    """The component with those TZIDs in place of others; lines that name none of them stay as they are."""
    if not renamed:
        return component
    parts: list[Line | Component] = []
    for part in component.parts:
        if isinstance(part, Component):
            parts.append(with_tzids(part, renamed))
        elif (tzid := part.param("TZID")) in renamed:
            parts.append(with_tzid_longer(part, renamed[tzid].removeprefix(tzid)))
        else:
            parts.append(part)
    return component.with_parts(tuple(parts))


def _meaning(zone: Component) -> str:
    try:
        return zone_of(zone)
    except BadComponent:
        return zone.text


def _named(zone: Component, tzid: str) -> Component:
    return zone.with_parts(
        tuple(made(f"TZID:{tzid}") if isinstance(part, Line) and part.name == "TZID" else part for part in zone.parts)
    )
