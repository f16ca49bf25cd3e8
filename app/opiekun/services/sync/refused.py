"""Edits that a server would not have: shown with its words, tried again, copied elsewhere or given up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from opiekun.domain.calendar.events import Calendar, When
from opiekun.domain.errors import InvalidInput, NotFound
from opiekun.domain.sync.local import JournalEntry
from opiekun.domain.sync.told import Told
from opiekun.services.calendars import writable_calendar
from opiekun.services.done import Changed, Done, ObjectChange, RestoreObjects, What
from opiekun.services.mail.hosting import Host
from opiekun.services.object_writer import indexed_texts, write_objects
from opiekun.services.ports import Store, UnitOfWork
from opiekun.services.sync.calendar_text import put_text, title_and_start, title_of_text
from opiekun.services.sync.given_up import series_as_the_server_has_it, split_off


@dataclass(frozen=True, slots=True)
class RefusedEdit:
    """An edit that the server refused. ``deleted`` tells that it was a deletion, ``new`` that the server has no such
    event; ``words`` are the server's own. ``start`` is when the event, or its series, begins, None where it is deleted.
    """

    calendar: Calendar
    uid: str
    title: str
    deleted: bool
    why: Told
    words: str
    made_at: datetime
    new: bool = False
    start: When | None = None


def refused_edits(store: Store) -> tuple[RefusedEdit, ...]:
    """What the servers would not have, by calendar, oldest first."""
    with store.read() as unit:
        synced = {each.calendar_id for each in unit.sync.collections()}
        return tuple(
            edit for calendar in unit.calendars.all() if calendar.id in synced for edit in refused_of(unit, calendar)
        )


def refused_of(unit: UnitOfWork, calendar: Calendar) -> list[RefusedEdit]:
    """What the server of a calendar would not have, oldest first."""
    refused = unit.sync.refused(calendar.id)
    texts = unit.calendars.texts_of(calendar.id, [entry.uid for entry in refused]) if refused else {}
    return [_refused(calendar, entry, texts.get(entry.uid), entry.refused) for entry in refused if entry.refused]


def _refused(calendar: Calendar, entry: JournalEntry, mine: str | None, why: Told) -> RefusedEdit:
    title, start = title_and_start(mine or entry.base_text)
    new = mine is not None and entry.base_text is None
    start = start if mine is not None else None
    return RefusedEdit(calendar, entry.uid, title, mine is None, why, entry.words, entry.made_at, new, start)


def retry(store: Store, calendar_id: str, uid: str) -> None:
    """Let a refused edit go out with the next run again. Raises NotFound."""
    with store.write() as unit:
        unit.sync.save_entry(replace(_entry(unit, calendar_id, uid), refused=None, words=""))


def retry_all(store: Store) -> tuple[str, ...]:
    """Let every refused edit go out with the next run again; the answer is their UIDs. Raises NotFound for none."""
    with store.write() as unit:
        collections = unit.sync.collections()
        entries = [entry for each in collections for entry in unit.sync.refused(each.calendar_id)]
        for entry in entries:
            unit.sync.save_entry(replace(entry, refused=None, words=""))
    if not entries:
        raise NotFound("No refused edit waits any more.")
    return tuple(entry.uid for entry in entries)


def give_up(store: Store, calendar_id: str, uid: str, *, now: datetime, host: Host | None = None) -> Done:
    """Let the server have its way: the event is as it is there again, or gone where it is not there.

    Guests of an event of ours who know of the edit are told what stands now, in the name of the ``host``. Taking that
    back makes the edit anew. Raises NotFound.
    """
    with store.write() as unit:
        entry = _entry(unit, calendar_id, uid)
        mine = unit.calendars.texts_of(calendar_id, [uid]).get(uid)
        written = series_as_the_server_has_it(unit, host, entry, mine, now)
    stays = any(each.after is not None for each in written.changes)
    what = What.EDIT_GIVEN_UP if stays or entry.base_text is not None else What.EVENT_DELETED
    return Done(
        what,
        name=uid,
        subject=title_of_text(mine or entry.base_text),
        changed=written.changed,
        undo=RestoreObjects(written.changes, what, outbox=written.outbox),
        told=written.told,
    )


def keep_copy(store: Store, calendar_id: str, uid: str, into: str, *, now: datetime) -> Done:
    """Put an event whose edit was refused into another calendar, and let the server have its way in this one.

    One that the server does not have is in the other one alone then. What the edit split off a series goes along. Its
    guests know what the copy says. Raises NotFound, and InvalidInput where the other calendar can only be read or has
    the event already.
    """
    with store.write() as unit:
        entry = _entry(unit, calendar_id, uid)
        target = writable_calendar(unit, into)
        mine = unit.calendars.texts_of(calendar_id, [uid]).get(uid)
        if mine is None:
            raise NotFound("The event was deleted here; there is nothing to copy.")
        if target.id == calendar_id or unit.calendars.texts_of(target.id, [uid]):
            raise InvalidInput("That calendar has this event already; choose another.")
        parts = [each for each in split_off(unit, entry) if each[0].calendar_id != target.id]
        back = [ObjectChange(calendar_id, uid, mine, entry.base_text)]
        back += [ObjectChange(part.calendar_id, part.uid, text, None, whole) for part, whole, text in parts]
        copies = [replace(each, calendar_id=target.id, before=None, after=each.before) for each in back]
        keys = write_objects(unit, copies, indexed_texts(copies), now)
        for each in back:
            keys |= put_text(unit, each.calendar_id, each.uid, each.after, now)
            unit.sync.drop_entry(each.calendar_id, each.uid)
    what = What.EVENT_MOVED if entry.base_text is None else What.EVENT_COPIED
    return Done(
        what,
        name=uid,
        subject=title_of_text(mine),
        detail=target.name,
        changed=Changed(events=keys),
        undo=RestoreObjects((*copies, *back), what),
    )


def _entry(unit: UnitOfWork, calendar_id: str, uid: str) -> JournalEntry:
    entry = unit.sync.entry(calendar_id, uid)
    if entry is None or entry.refused is None:
        raise NotFound("No refused edit of that event waits any more; look at them again.")
    return entry
