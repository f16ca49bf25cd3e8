"""What a message about single occurrences, or one that cancels, makes of the event that a calendar has (RFC 5546)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from opiekun.domain.calendar.editing import change
from opiekun.domain.calendar.events import EventStatus, Scope
from opiekun.domain.calendar.joined_zones import JoinedZones, with_tzids
from opiekun.domain.calendar.moments import CalendarZones, Moment
from opiekun.domain.calendar.opened import Opened, open_text, opened, with_zones
from opiekun.domain.calendar.reading import occurrence_details
from opiekun.domain.calendar.surgery import sequence_of, time_line, with_line, with_word, without
from opiekun.domain.calendar.text import Component, made
from opiekun.domain.calendar.vevents import Event, recurrence_id_of, wall_named

_CANCELLED = "CANCELLED"
_EDITION = ("SEQUENCE", "DTSTAMP", "LAST-MODIFIED")

_Pairs = list[tuple[Component | None, Component | None]]


class Merge(NamedTuple):
    """``text`` is the object's new text, as it was where nothing is new. ``older`` tells that some of it was older."""

    text: str
    older: bool


def edition(event: Component) -> tuple[int, str]:
    """What tells a newer edition of an event or an occurrence from an older one (RFC 5546, 2.1.5)."""
    return sequence_of(event), event.value("LAST-MODIFIED") or event.value("DTSTAMP")


def said(event: Component) -> str:
    """What is said of an event, without when a file was written: many stamp each event anew."""
    return "\n".join(line for line in event.raw_lines() if not line.upper().startswith("DTSTAMP"))


def has_master(calendar: Component) -> bool:
    """Whether an object has more than single occurrences."""
    return any(event.line("RECURRENCE-ID") is None for event in calendar.components("VEVENT"))


def merged(known: Component, told: Component) -> Merge:
    """An object with the occurrences that ``told`` has, each in place of what was known of it, or beside the others.

    Every other line stays as it stands. An occurrence that is older in ``told`` than here is left. Raises
    BadComponent where one of them is damaged.
    """
    theirs = CalendarZones(told)
    joined = JoinedZones()
    joined.join(known)
    ours = len(joined.zones)
    renamed = joined.join(told)
    calendar = with_zones(known, [zone.text for zone in list(joined.zones.values())[ours:]])
    into = opened(calendar)
    older, pairs = False, _Pairs()
    for component in told.components("VEVENT"):
        recurrence_id = recurrence_id_of(component, into.base.start, theirs)
        event = into.named(recurrence_id)
        arrived = _placed(with_tzids(component, renamed), recurrence_id, into)
        if event is None:
            pairs.append((None, arrived))
        elif edition(arrived) < edition(event.component):
            older = True
        elif said(arrived) != said(event.component):
            pairs.append((event.component, arrived))
    return Merge((into.with_components(pairs).calendar if pairs else known).text, older)


def cancelled(known: Component, told: Component, *, now: datetime) -> Merge:
    """An object with what ``told``, a message that cancels, has marked as cancelled; nothing is taken out.

    Raises NotFound for an occurrence that is not one of it, BadComponent where one of them is damaged.
    """
    theirs = CalendarZones(told)
    text, older = known.text, False
    for component in told.components("VEVENT"):
        into = open_text(text)
        recurrence_id = recurrence_id_of(component, into.base.start, theirs)
        event = into.named(recurrence_id) if recurrence_id else into.base
        if event is not None and edition(component) < edition(event.component):
            older = True
        elif not recurrence_id:
            text = _all_cancelled(into, component)
        else:
            text = _one_cancelled(text, into, recurrence_id, component, now)
    return Merge(text, older)


def _placed(arrived: Component, recurrence_id: str, into: Opened) -> Component:
    """The occurrence with its RECURRENCE-ID told as this object reads it: Exchange writes days for times."""
    if recurrence_id_of(arrived, into.base.start, into.zones) == recurrence_id:
        return arrived
    original = Moment(wall_named(recurrence_id, into.base), into.base.start.zone)
    line = time_line("RECURRENCE-ID", original, into.zone_of, into.base.component.line("DTSTART"))
    return with_line(arrived, "RECURRENCE-ID", line)


def _all_cancelled(into: Opened, message: Component) -> str:
    pairs: _Pairs = [(event.component, _as_told(event, message)) for event in into.events if not _is_off(event)]
    return into.with_components(pairs).calendar.text


def _one_cancelled(text: str, into: Opened, recurrence_id: str, message: Component, now: datetime) -> str:
    """With one occurrence marked; those after it too where the message means them."""
    line = message.line("RECURRENCE-ID")
    ranges = line is not None and line.param("RANGE").upper() == "THISANDFUTURE"
    event = into.named(recurrence_id)
    if event is None:
        details = replace(occurrence_details(into.events, recurrence_id, into.zones), status=EventStatus.CANCELLED)
        edit = change(text, recurrence_id, Scope.THIS, details, now=now, new_uid="")
        into = open_text(edit.text or text)
        event = into.named(recurrence_id) or into.base
        # Nobody but the message made it.
        plain = without(event.component, *_EDITION)
        into = into.with_component(event.component, plain)
        event = into.named(recurrence_id) or into.base
    elif _is_off(event) and not ranges:
        return text
    component = _as_told(event, message)
    if ranges and not event.ranges and (own := component.line("RECURRENCE-ID")) is not None:
        component = with_line(component, own.name, made(f"{own.head};RANGE=THISANDFUTURE:{own.value}"))
    pairs: _Pairs = [(event.component, component)]
    if ranges:
        later = (each for each in into.events if each.recurrence_id > recurrence_id and not _is_off(each))
        pairs += [(each.component, _as_told(each, message)) for each in later]
    return into.with_components(pairs).calendar.text


def _is_off(event: Event) -> bool:
    return event.component.value("STATUS").upper() == _CANCELLED


def _as_told(event: Event, message: Component) -> Component:
    """The event marked as cancelled, in the edition of the message, so that what is told later is newer."""
    component = with_word(event.component, "STATUS", _CANCELLED)
    if edition(message) >= edition(component):
        for name in _EDITION:
            component = with_line(component, name, message.line(name), after=("UID",))
    return component
