"""Taking back what was done to events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from opiekun.domain.calendar.indexed import IndexedObject
from opiekun.domain.calendar.reading import read_text
from opiekun.domain.errors import Refused
from opiekun.services.calendars import existing_calendar
from opiekun.services.done import Done, ObjectChange, RestoreObjects, What
from opiekun.services.hosted_edits import write_back
from opiekun.services.mail.hosting import Host
from opiekun.services.ports import Store, UnitOfWork
from opiekun.services.sync.calendar_text import same_event


def restore_objects(store: Store, token: RestoreObjects, *, now: datetime, host: Host | None = None) -> Done:
    """Put texts back as they were: the undo of what was done to events. Guests who were told are told again.

    Raises Refused where an event has been changed since, or its calendar is gone; then nothing changes. How a server
    spells what was sent to it is no change.
    """
    with store.write() as unit:
        back = _back(unit, token.objects)
        written = write_back(unit, host, back, token.outbox, now)
    return Done(
        What.REDONE if token.undone else What.UNDONE,
        name=back[0].uid if len(back) == 1 else "",
        subject=_title(back, written.indexed, token),
        changed=written.changed,
        undo=RestoreObjects(written.changes, token.of, undone=not token.undone, outbox=written.outbox),
        of=token.of,
        told=written.told,
    )


def _back(unit: UnitOfWork, objects: Sequence[ObjectChange]) -> tuple[ObjectChange, ...]:
    """The changes that put texts back, from what stands now. Raises Refused where that is something else."""
    here = dict[tuple[str, str], str | None]()
    for calendar_id in {each.calendar_id for each in objects}:
        existing_calendar(unit, calendar_id)
        uids = [each.uid for each in objects if each.calendar_id == calendar_id]
        here.update(((calendar_id, uid), text) for uid, text in unit.calendars.texts_of(calendar_id, uids).items())
    back = []
    for each in objects:
        now = here.get((each.calendar_id, each.uid))
        if now != each.after and (each.after is None or not same_event(now, each.after)):
            raise Refused("The event has been changed since; it stays as it is now.")
        back.append(ObjectChange(each.calendar_id, each.uid, now, each.before, each.part_of))
    return tuple(back)


def _title(back: Sequence[ObjectChange], indexed: Mapping[str, IndexedObject], token: RestoreObjects) -> str:
    """The title of the event that was put back, or that of one that was taken away again."""
    if token.of is What.EVENTS_IMPORTED:
        return ""
    for text in (back[0].after, back[0].before):
        if text is not None:
            return (indexed.get(text) or read_text(text)).title
    return ""
