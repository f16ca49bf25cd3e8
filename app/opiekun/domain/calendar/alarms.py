"""Reminders: which VALARMs of an event they are (RFC 5545, 3.6.6), and how they are written."""

from __future__ import annotations

from collections.abc import Iterator

from opiekun.domain.calendar.events import Alarm
from opiekun.domain.calendar.moments import DAY, CalendarZones, length_of
from opiekun.domain.calendar.text import Component, Line, made, made_component
from opiekun.domain.calendar.values import duration_value, text_value
from opiekun.domain.calendar.vevents import Event
from opiekun.domain.errors import BadComponent

_FARTHEST = 366 * DAY
_SHOWN = frozenset({"DISPLAY", "AUDIO", ""})


def alarms_of(event: Event, zones: CalendarZones) -> Iterator[tuple[Component, Alarm]]:
    """The VALARMs that remind on the screen, each with what it says.

    Mails are other programs' work, and Apple's ACTION:NONE says that there is no alarm. One at an absolute time is
    told from the start; farther than a year it stands for no reminder (Apple sets 1976 for none). One that cannot be
    read reminds of nothing, and leaves its event as it is.
    """
    for component in event.component.components("VALARM"):
        trigger = component.line("TRIGGER")
        if trigger is None or component.value("ACTION").upper() not in _SHOWN:
            continue
        try:
            seconds = _seconds(trigger, event, zones)
        except BadComponent:
            continue
        if seconds is not None and abs(seconds) <= _FARTHEST:
            yield component, Alarm(seconds, trigger.param("RELATED").upper() == "END" and _relative(trigger))


def alarm_component(alarm: Alarm, summary: str) -> Component:
    """The VALARM of a reminder."""
    related = ";RELATED=END" if alarm.from_end else ""
    return made_component(
        "VALARM",
        made("ACTION:DISPLAY"),
        made(f"TRIGGER{related}:{duration_value(alarm.seconds)}"),
        made(f"DESCRIPTION:{text_value(summary)}"),
    )


def _relative(trigger: Line) -> bool:
    return trigger.value.strip().lstrip("+-")[:1].upper() == "P"


def _seconds(trigger: Line, event: Event, zones: CalendarZones) -> int | None:
    if _relative(trigger):
        return int(length_of(trigger).total_seconds())
    moment = zones.moment(trigger.value, trigger)
    if moment.zone == "" or event.start.zone == "":
        return None  # when that is depends on where somebody is
    return int((moment.aware - event.start.aware).total_seconds())
