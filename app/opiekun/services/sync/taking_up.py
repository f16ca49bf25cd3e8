"""Taking up a calendar that had stayed when its server was let go of, with what was edited in it meanwhile."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from opiekun.domain.sync.accounts import DavCollection
from opiekun.domain.sync.guarding import suspicious
from opiekun.domain.sync.local import JournalEntry, href_key
from opiekun.services.ports import UnitOfWork


class TakenUp(NamedTuple):
    """A collection as it is exchanged with again; and of how many events that were deleted here the server's come back.

    They come with the next run.
    """

    collection: DavCollection
    coming_back: int


def taken_up(unit: UnitOfWork, collection: DavCollection) -> TakenUp:
    """Let a collection be exchanged with again: much may have happened there, so everything is looked at.

    Edits wait to go out. A calendar that was emptied while it was one of this computer alone empties no server: where
    that much was deleted here, it comes back from there. What was put into another calendar was not deleted.
    """
    calendar_id = collection.calendar_id
    deleted, moved = _gone_here(unit, calendar_id)
    known = sum(resource.shown for resource in unit.sync.resources(calendar_id)) - moved
    coming_back = len(deleted) if suspicious(known, len(deleted)) else 0
    if coming_back:
        unit.sync.drop_resources(calendar_id, [href_key(entry.href) for entry in deleted])
        for entry in deleted:
            unit.sync.drop_entry(calendar_id, entry.uid)
    again = replace(collection, reconciled_at=None, failure=None, may_delete=False, tells_guests=False, etags_lie=False)
    return TakenUp(again, coming_back)


def _gone_here(unit: UnitOfWork, calendar_id: str) -> tuple[list[JournalEntry], int]:
    """The entries of events that were deleted, and how many stand in another calendar instead."""
    entries = [entry for entry in unit.sync.journal(calendar_id) if entry.href]
    here = unit.calendars.texts_of(calendar_id, [entry.uid for entry in entries])
    gone = [entry for entry in entries if entry.uid not in here]
    uids = [entry.uid for entry in gone]
    others = [each.id for each in unit.calendars.all() if each.id != calendar_id]
    elsewhere = {uid for other in others for uid in unit.calendars.texts_of(other, uids)}
    deleted = [entry for entry in gone if entry.uid not in elsewhere]
    return deleted, len(gone) - len(deleted)
