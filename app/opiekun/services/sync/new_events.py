"""To which calendar new events go, once calendars are connected."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from opiekun.domain.calendar.events import Calendar
from opiekun.domain.sync.addresses import same_address
from opiekun.services.calendars import default_calendar, save_calendar
from opiekun.services.done import Done
from opiekun.services.ports import Store
from opiekun.services.sync.connecting import Connected


class NewEvents(NamedTuple):
    """The calendar to which new events go. ``unused`` tells that the desk has no other one, and nothing in it;
    ``alone`` that it is on no server.
    """

    calendar: Calendar
    unused: bool
    alone: bool


def where_new_events_go(store: Store) -> NewEvents:
    """Where they go now: before calendars are connected, or after."""
    with store.read() as unit:
        known = unit.calendars.all()
        calendar = default_calendar(unit)
        unused = len(known) == 1 and next(iter(unit.calendars.texts(calendar.id)), None) is None
        return NewEvents(calendar, unused, all(each.calendar_id != calendar.id for each in unit.sync.collections()))


def let_new_events_go_there(store: Store, connected: Connected, url: str) -> Done | None:
    """Let new events go to the calendar of that address, which was connected and can be written; it can be taken back.

    None where they go there already, or it is none of these.
    """
    there = {each.calendar.id for each in connected.calendars if same_address(each.collection.url, url)}
    with store.read() as unit:
        free = (each for each in unit.calendars.all() if each.id in there and not each.read_only and not each.default)
        calendar = next(free, None)
    return save_calendar(store, replace(calendar, default=True)) if calendar is not None else None
