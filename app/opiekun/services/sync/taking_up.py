"""Taking up a calendar that had stayed when its server was let go of, with what was edited in it meanwhile."""

from __future__ import annotations

from dataclasses import replace

from opiekun.domain.sync.accounts import DavCollection
from opiekun.domain.sync.guarding import suspicious
from opiekun.domain.sync.local import href_key
from opiekun.services.ports import UnitOfWork


def taken_up(unit: UnitOfWork, collection: DavCollection) -> DavCollection:
    """The collection as it is exchanged with again: much may have happened there, so everything is looked at.

    Edits wait to go out. A calendar that was emptied while it was one of this computer alone empties no server: where
    that much was deleted here, it comes back from there.
    """
    calendar_id = collection.calendar_id
    entries = [entry for entry in unit.sync.journal(calendar_id) if entry.href]
    here = unit.calendars.texts_of(calendar_id, [entry.uid for entry in entries])
    deleted = [entry for entry in entries if entry.uid not in here]
    known = sum(resource.problem is None for resource in unit.sync.resources(calendar_id))
    if suspicious(known, len(deleted)):
        unit.sync.drop_resources(calendar_id, [href_key(entry.href) for entry in deleted])
        for entry in deleted:
            unit.sync.drop_entry(calendar_id, entry.uid)
    return replace(collection, reconciled_at=None, failure=None, may_delete=False, etags_lie=False)
