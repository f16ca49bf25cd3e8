"""From objects to one calendar file: each event's lines as they stand, each time zone once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from opiekun.domain.calendar.editing import PRODID
from opiekun.domain.calendar.joined_zones import JoinedZones, with_tzids
from opiekun.domain.calendar.text import Component, Line, made, made_component, parse
from opiekun.domain.calendar.values import text_value

_OF_OBJECTS = frozenset({"VERSION", "PRODID", "CALSCALE", "METHOD"})
_NAMES = ("NAME", "X-WR-CALNAME")
_COLOURS = ("COLOR", "X-APPLE-CALENDAR-COLOR")


def calendar_text(texts: Iterable[str], *, name: str = "", colour: str = "") -> str:
    """One calendar with the events of these objects, its name and its colour (#RRGGBB).

    What the objects' files said of their calendars is kept where all that say it agree. VTIMEZONEs of one TZID that
    differ in what they mean are told apart by a number behind it, the only change that an event's lines can see.
    Raises BadComponent for a damaged text.
    """
    export = _Export()
    for text in texts:
        export.add(parse(text))
    return export.calendar(name, colour).text


class _Export:
    """What is to stand in the file."""

    def __init__(self) -> None:
        self._said: dict[str, set[tuple[str, ...]]] = {}
        self._zones = JoinedZones()
        self._events: list[Component] = []

    def add(self, calendar: Component) -> None:
        """An object's calendar."""
        renamed = self._zones.join(calendar)
        said: dict[str, list[str]] = {}
        for part in calendar.parts:
            if isinstance(part, Line):
                said.setdefault(part.name, []).append(part.raw)
            elif part.name != "VTIMEZONE":
                self._events.append(with_tzids(part, renamed))
        for name, lines in said.items():
            self._said.setdefault(name, set()).add(tuple(lines))

    def calendar(self, name: str, colour: str) -> Component:
        """The whole file."""
        return made_component("VCALENDAR", *self._header(name, colour), *self._zones.zones.values(), *self._events)

    def _header(self, name: str, colour: str) -> Iterator[Line]:
        yield made("VERSION:2.0")
        yield made(f"PRODID:{PRODID}")
        yield made("CALSCALE:GREGORIAN")
        if name:
            yield from (made(f"{each}:{text_value(name)}") for each in _NAMES)
        if colour:
            yield made(f"X-APPLE-CALENDAR-COLOR:{colour}")
        left_out = _OF_OBJECTS | (set(_NAMES) if name else set()) | (set(_COLOURS) if colour else set())
        for each, said in self._said.items():
            if each not in left_out and len(said) == 1:
                yield from (Line(each, raw) for raw in next(iter(said)))
