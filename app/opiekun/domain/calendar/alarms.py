"""Reminders: which VALARMs of an event they are (RFC 5545, 3.6.6), and how they are written."""

from __future__ import annotations

from collections.abc import Iterator

from opiekun.domain.calendar.events import Alarm
from opiekun.domain.calendar.moments import DAY, CalendarZones, length_of
from opiekun.domain.calendar.text import Component, Line, made, made_component
from opiekun.domain.calendar.values import duration_value, text_value, wall_value
from opiekun.domain.calendar.vevents import Event
from opiekun.domain.errors import BadComponent
from opiekun.domain.instants import utc_datetime, utc_seconds

_FARTHEST = 366 * DAY
_SHOWN = frozenset({"DISPLAY", "AUDIO", ""})


def alarms_of(event: Event, zones: CalendarZones) -> Iterator[tuple[Component, Alarm]]:
    """The VALARMs that remind on the screen, each with what it says.

    Mails are other programs' work, and Apple's ACTION:NONE says that there is no alarm. One at an instant says also how
    far from the start that is; farther than a year before it, it stands for no reminder (Apple sets 1976 for none). One
    that cannot be read reminds of nothing, and leaves its event as it is. REPEAT is passed over: it rings once.
    """
    for component in event.component.components("VALARM"):
        trigger = component.line("TRIGGER")
        if trigger is None or component.value("ACTION").upper() not in _SHOWN:
            continue
        try:
            alarm = _alarm(trigger, event, zones)
        except BadComponent:
            continue
        if alarm is not None and alarm.seconds >= -_FARTHEST and (alarm.at is not None or alarm.seconds <= _FARTHEST):
            yield component, alarm


def alarm_component(alarm: Alarm, summary: str) -> Component:
    """The VALARM of a reminder."""
    if alarm.at is not None:
        trigger = f";VALUE=DATE-TIME:{wall_value(utc_datetime(alarm.at).replace(tzinfo=None))}Z"
    else:
        trigger = f"{';RELATED=END' if alarm.from_end else ''}:{duration_value(alarm.seconds)}"
    return made_component(
        "VALARM",
        made("ACTION:DISPLAY"),
        made(f"TRIGGER{trigger}"),
        made(f"DESCRIPTION:{text_value(summary)}"),
    )


def _alarm(trigger: Line, event: Event, zones: CalendarZones) -> Alarm | None:
    if trigger.value.strip().lstrip("+-")[:1].upper() == "P":
        return Alarm(int(length_of(trigger).total_seconds()), trigger.param("RELATED").upper() == "END")
    moment = zones.moment(trigger.value, trigger)
    if moment.zone == "" or event.start.zone == "":
        return None  # when that is depends on where somebody is
    seconds = int((moment.aware - event.start.aware).total_seconds())
    return Alarm(seconds, at=utc_seconds(moment.aware))
