"""Whether the agent may write to a calendar, as its server says."""

from __future__ import annotations

from dataclasses import replace

from opiekun.domain.calendar.events import Calendar
from opiekun.domain.sync.told import Told
from opiekun.services.ports import UnitOfWork
from opiekun.services.sync.exchange import Exchange


def follow_right(exchange: Exchange, *, read_only: bool) -> None:
    """Let the calendar be written or only read as the server has it.

    One that can be read only for another reason, such as that the agent wants it so, stays that.
    """
    with exchange.store.read() as unit:
        known = exchange.collection(unit).read_only
        calendar = unit.calendars.get(exchange.calendar_id)
    if known == read_only and (not read_only or calendar is None or calendar.read_only):
        return
    with exchange.store.write() as unit:
        collection = exchange.collection(unit)
        calendar = unit.calendars.get(exchange.calendar_id)
        if collection.read_only != read_only:
            unit.sync.save_collection(replace(collection, read_only=read_only))
        if calendar is None or calendar.read_only == read_only:
            return
        if read_only:
            _lose(unit, calendar)
        elif collection.read_only:
            unit.calendars.save(replace(calendar, read_only=False))
            exchange.say(Told("You may write to this calendar again; what was refused meanwhile can be tried again."))


def _lose(unit: UnitOfWork, calendar: Calendar) -> None:
    """The calendar can only be read from now on; where new events went to it, they go to another."""
    other = next((each for each in unit.calendars.all() if not each.read_only and each.id != calendar.id), None)
    if calendar.default and other is None:
        return
    unit.calendars.save(replace(calendar, read_only=True, default=False))
    if calendar.default and other is not None:
        unit.calendars.save(replace(other, default=True))
