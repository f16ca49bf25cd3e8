"""Writing iCalendar objects: each text with the index that is read from it, and the way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from opiekun.domain.calendar.indexed import IndexedObject
from opiekun.domain.calendar.reading import read_text
from opiekun.domain.errors import Refused
from opiekun.domain.instants import utc_seconds
from opiekun.services.calendars import existing_calendar
from opiekun.services.done import Changed, Done, ObjectChange, RestoreObjects, What
from opiekun.services.mail.resets import note_resets
from opiekun.services.ports import Store, UnitOfWork


def indexed_texts(changes: Sequence[ObjectChange]) -> dict[str, IndexedObject]:
    """The index of each text that is to be written, by the text."""
    return {change.after: read_text(change.after) for change in changes if change.after is not None}


def write_objects(
    unit: UnitOfWork, changes: Sequence[ObjectChange], indexed: Mapping[str, IndexedObject], now: datetime
) -> frozenset[int]:
    """Write the texts of objects with their index, and note for the sync that they were edited here.

    The answer is their keys.
    """
    keys: set[int] = set()
    for calendar_id in {change.calendar_id for change in changes}:
        here = [change for change in changes if change.calendar_id == calendar_id]
        gone = [change.uid for change in here if change.after is None]
        keys.update(unit.calendars.drop(calendar_id, gone))
        kept = [(indexed[change.after], change.after) for change in here if change.after is not None]
        keys.update(unit.calendars.put(calendar_id, utc_seconds(now), kept))
        unit.sync.note_edits(calendar_id, [(change.uid, change.before, change.after) for change in here], now)
    return frozenset(keys)


def restore_objects(store: Store, token: RestoreObjects, *, now: datetime) -> Done:
    """Put texts back as they were: the undo of what was done to events.

    Raises Refused where an event has been changed since, or its calendar is gone; then nothing changes.
    """
    back = tuple(ObjectChange(each.calendar_id, each.uid, each.after, each.before) for each in token.objects)
    indexed = indexed_texts(back)
    with store.write() as unit:
        for calendar_id in {change.calendar_id for change in back}:
            existing_calendar(unit, calendar_id)
            mine = [change for change in back if change.calendar_id == calendar_id]
            here = unit.calendars.texts_of(calendar_id, [change.uid for change in mine])
            if any(here.get(change.uid) != change.before for change in mine):
                raise Refused("The event has been changed since; it stays as it is now.")
        keys = write_objects(unit, back, indexed, now)
        note_resets(unit, back)
    return Done(
        What.REDONE if token.undone else What.UNDONE,
        name=back[0].uid if len(back) == 1 else "",
        subject=_title(back, indexed, token),
        changed=Changed(events=keys),
        undo=RestoreObjects(back, token.of, undone=not token.undone),
        of=token.of,
    )


def _title(back: Sequence[ObjectChange], indexed: Mapping[str, IndexedObject], token: RestoreObjects) -> str:
    """The title of the event that was put back, or that of one that was taken away again."""
    if token.of is What.EVENTS_IMPORTED:
        return ""
    for text in (back[0].after, back[0].before):
        if text is not None:
            return title_of(indexed.get(text) or read_text(text))
    return ""


def title_of(indexed: IndexedObject) -> str:
    """The title of an object's master, or of the first occurrence that it has."""
    return indexed.events[0].summary if indexed.events else ""
