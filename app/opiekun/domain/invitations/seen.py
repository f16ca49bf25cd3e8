"""What guests see of an event: its words, when it recurs, and the occurrences that are left out of it."""

from __future__ import annotations

from opiekun.domain.calendar.moments import CalendarZones
from opiekun.domain.calendar.opened import Opened
from opiekun.domain.calendar.reading import component_details, occurrence_details
from opiekun.domain.calendar.text import Component
from opiekun.domain.calendar.values import wall_value
from opiekun.domain.calendar.vevents import Event
from opiekun.domain.errors import NotFound


def words_seen(event: Event, zones: CalendarZones) -> object:
    """The words of a part of an event, however they are spelled."""
    said = component_details(event, zones)
    return said.summary, said.location, said.description, said.link, said.status, said.attachments


def rules_of(component: Component, *names: str) -> list[list[str]]:
    """What says when an event recurs, whatever the order of its words; of these properties alone, if any are named."""
    return [
        sorted(word.upper() for line in component.lines(name) for word in line.value.split(separator))
        for name, separator in (("RRULE", ";"), ("RDATE", ","), ("EXDATE", ","))
        if name in names or not names
    ]


def left_out(was: Opened, here: Opened) -> frozenset[str]:
    """The occurrences, by recurrence_id, that an edit took out of a series; none where it did anything else to it."""
    if was.base.recurrence_id or here.base.recurrence_id or _rest(was) != _rest(here):
        return frozenset()
    before, after = _excluded(was), _excluded(here)
    out = frozenset(each for each in after - before if _occurs(was, each))
    gone = {event.recurrence_id for event in was.events} - {event.recurrence_id for event in here.events}
    return out if before < after and gone <= out else frozenset()


def _rest(opened: Opened) -> object:
    base = opened.base
    return words_seen(base, opened.zones), base.start, base.end, rules_of(base.component, "RRULE", "RDATE")


def _excluded(opened: Opened) -> frozenset[str]:
    recurrence = opened.recurrence
    return frozenset(map(wall_value, recurrence.exceptions if recurrence is not None else ()))


def _occurs(opened: Opened, recurrence_id: str) -> bool:
    try:
        occurrence_details(opened.events, recurrence_id, opened.zones)
    except NotFound:
        return False
    return True
