"""Writing iCalendar objects: each text with the index that is read from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from opiekun.domain.calendar.indexed import IndexedObject
from opiekun.domain.calendar.reading import read_text
from opiekun.domain.instants import utc_seconds
from opiekun.domain.sync.journal import with_split
from opiekun.domain.sync.local import JournalEntry, PartOf
from opiekun.services.calls.following import follow
from opiekun.services.done import ObjectChange
from opiekun.services.ports import UnitOfWork


def indexed_texts(changes: Sequence[ObjectChange]) -> dict[str, IndexedObject]:
    """The index of each text that is to be written, by the text."""
    return {change.after: read_text(change.after) for change in changes if change.after is not None}


def write_objects(
    unit: UnitOfWork, changes: Sequence[ObjectChange], indexed: Mapping[str, IndexedObject], now: datetime
) -> frozenset[int]:
    """Write the texts of objects with their index, and note for the sync that they were edited here.

    Calls among them follow. The answer is their keys.
    """
    keys = put_objects(unit, changes, indexed, now)
    follow(unit, {change.uid for change in changes})
    return keys


def put_objects(
    unit: UnitOfWork, changes: Sequence[ObjectChange], indexed: Mapping[str, IndexedObject], now: datetime
) -> frozenset[int]:
    """As :func:`write_objects`, for whoever lets calls follow himself."""
    keys: set[int] = set()
    for calendar_id in {change.calendar_id for change in changes}:
        here = [change for change in changes if change.calendar_id == calendar_id]
        gone = [change.uid for change in here if change.after is None]
        keys.update(unit.calendars.drop(calendar_id, gone))
        kept = [(indexed[change.after], change.after) for change in here if change.after is not None]
        keys.update(unit.calendars.put(calendar_id, utc_seconds(now), kept))
        unit.sync.note_edits(calendar_id, [(change.uid, change.before, change.after) for change in here], now)
        for change in here:
            if change.part_of is not None:
                _note_part(unit, change.part_of, change)
    _note_moves(unit, changes)
    return frozenset(keys)


def _note_part(unit: UnitOfWork, whole: PartOf, change: ObjectChange) -> None:
    """Note what was split off with the edit of its series that waits, or what was given back with its own deletion."""
    if change.after is None:
        entry = unit.sync.entry(change.calendar_id, change.uid)
        if entry is not None:
            unit.sync.save_entry(replace(entry, part_of=whole))
        return
    entry = unit.sync.entry(change.calendar_id, whole.uid)
    for each in (entry, *left_behind(unit, change.calendar_id, whole.uid)):
        if each is not None:
            unit.sync.save_entry(with_split(each, whole.at, change.uid))


def _note_moves(unit: UnitOfWork, changes: Sequence[ObjectChange]) -> None:
    """Note of events that leave a calendar in which one they are from now on."""
    came = {change.uid: change.calendar_id for change in changes if change.before is None and change.after is not None}
    for change in changes:
        if change.after is None and change.uid in came:
            entry = unit.sync.entry(change.calendar_id, change.uid)
            for each in (entry, *left_behind(unit, change.calendar_id, change.uid)):
                if each is not None and each.calendar_id != came[change.uid]:
                    unit.sync.save_entry(replace(each, moved_to=came[change.uid]))
            take_conflicts_along(unit, change.uid, change.calendar_id, came[change.uid])


def take_conflicts_along(unit: UnitOfWork, uid: str, calendar_id: str, into: str) -> None:
    """Let what is kept beside an event be beside it in the calendar in which that is from now on."""
    for conflict in unit.sync.conflicts_of(calendar_id, uid):
        unit.sync.drop_conflict(conflict.id)
        unit.sync.add_conflict(replace(conflict, calendar_id=into))


def left_behind(unit: UnitOfWork, calendar_id: str, uid: str) -> Iterator[JournalEntry]:
    """What waits of an event in other calendars, from which it was put into this one."""
    for each in unit.sync.collections():
        entry = unit.sync.entry(each.calendar_id, uid)
        if entry is not None and entry.moved_to == calendar_id:
            yield entry
