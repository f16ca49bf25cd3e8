"""Edits of a removed calendar that had not gone out: they go on in the one that mirrors the same on the server now."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from opiekun.domain.sync.accounts import DavCollection
from opiekun.domain.sync.addresses import same_address
from opiekun.domain.sync.local import Conflict, ConflictKind, JournalEntry
from opiekun.services.done import ObjectChange
from opiekun.services.ports import UnitOfWork
from opiekun.services.sync.calendar_text import put_text, same_event
from opiekun.services.sync.taking_up import taken_up


def mirrored_by(unit: UnitOfWork, calendar_id: str) -> str | None:
    """The calendar that mirrors what a removed one did, also one that stayed when the server was let go of."""
    mirrored = unit.sync.remembered(calendar_id)
    if mirrored is None:
        return None
    known = [*unit.sync.collections(), *unit.sync.let_go_collections(mirrored.account_id)]
    return next(
        (
            each.calendar_id
            for each in known
            if each.account_id == mirrored.account_id and same_address(each.url, mirrored.url)
        ),
        None,
    )


def hand_on(unit: UnitOfWork, calendar_id: str, into: str, now: datetime) -> tuple[ObjectChange, ...]:
    """Let what waits in a removed calendar wait in the one that mirrors the same; the answer is what changed there.

    Each edit goes on from what it began from, so that the next run merges it with what the server has by now. One whose
    event was edited in the other calendar too is kept beside that as a conflict. The removed calendar is as the server
    had it then: brought back, it shows nothing as sent that was not. Its conflicts are settled in the other one.
    """
    unit.sync.move_conflicts(calendar_id, into)
    entries = unit.sync.journal(calendar_id)
    uids = [entry.uid for entry in entries]
    texts, there = unit.calendars.texts_of(calendar_id, uids), unit.calendars.texts_of(into, uids)
    changes = list[ObjectChange]()
    for entry in entries:
        mine, theirs = texts.get(entry.uid), there.get(entry.uid)
        unit.sync.drop_entry(calendar_id, entry.uid)
        put_text(unit, calendar_id, entry.uid, entry.base_text, now)
        if theirs is not None and same_event(mine, theirs):
            continue
        if unit.sync.entry(into, entry.uid) is not None:
            _beside(unit, replace(entry, calendar_id=into), mine, theirs, now)
        else:
            unit.sync.save_entry(replace(entry, calendar_id=into))
            put_text(unit, into, entry.uid, mine, now)
            changes.append(ObjectChange(into, entry.uid, theirs, mine))
    return tuple(changes)


def take_over(unit: UnitOfWork, collection: DavCollection, now: datetime) -> int:
    """Let what waits in removed calendars that mirrored the same wait in this one, which is connected.

    The answer is of how many events that were deleted there the server's stay all the same, because they were so many:
    as for a calendar that had stayed, emptying one that is not connected empties no server.
    """
    coming_back = 0
    for removed in unit.sync.removed_collections(collection.account_id):
        if same_address(removed.url, collection.url):
            coming_back += taken_up(unit, removed).coming_back
            hand_on(unit, removed.calendar_id, collection.calendar_id, now)
    return coming_back


def _beside(unit: UnitOfWork, entry: JournalEntry, mine: str | None, theirs: str | None, now: datetime) -> None:
    """Keep an edit of an event that waits in the other calendar already: an event is kept rather than deleted."""
    into, uid, kind = entry.calendar_id, entry.uid, ConflictKind.BOTH_CHANGED
    if mine is not None and theirs is None:
        put_text(unit, into, uid, mine, now)
        unit.sync.note_edits(into, [(uid, None, mine)], now)
    elif mine is not None and theirs is not None:
        unit.sync.add_conflict(Conflict("", kind, into, uid, entry.base_text, mine, theirs, (), now))
