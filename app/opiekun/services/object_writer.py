"""Writing iCalendar objects: each text with the index that is read from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from opiekun.domain.calendar.indexed import IndexedObject
from opiekun.domain.calendar.reading import read_text
from opiekun.domain.instants import utc_seconds
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
    return frozenset(keys)
