"""Edits that wait for another one: what is first taken away and then given to another event would be lost in between,
what is given first would stand there twice."""

from __future__ import annotations

from opiekun.domain.sync.local import JournalEntry
from opiekun.services.ports import UnitOfWork
from opiekun.services.sync.calendar_text import title_of_text
from opiekun.services.sync.exchange import Exchange
from opiekun.services.sync.meeting import acknowledged


def waits_for_another(exchange: Exchange, unit: UnitOfWork, uid: str) -> bool:
    """Whether the edit of an event is not to go out yet: the server has not taken the one that comes before it."""
    if uid in unit.sync.split_off():
        return True
    entry = unit.sync.entry(exchange.calendar_id, uid)
    if entry is None or unit.calendars.texts_of(exchange.calendar_id, [uid]):
        return False
    if entry.part_of is not None:
        series = unit.sync.entry(exchange.calendar_id, entry.part_of.uid)
        return series is not None and not acknowledged(series)
    return bool(entry.moved_to) and _waits_for_place(exchange, unit, entry)


def _waits_for_place(exchange: Exchange, unit: UnitOfWork, entry: JournalEntry) -> bool:
    """Whether an event is to stay until the calendar into which it was put has it on its server.

    Where the server has each UID only once for an account, it has to leave first.
    """
    place = unit.sync.entry(entry.moved_to, entry.uid)
    connected = unit.sync.collection(entry.moved_to) is not None
    if place is None or not connected or place.base_text is not None or acknowledged(place):
        return False
    if entry.uid in exchange.together.once:
        return False
    if place.refused is None and not exchange.again:  # it may be there by the end of this run
        exchange.held[entry.uid] = title_of_text(entry.base_text)
    return True
