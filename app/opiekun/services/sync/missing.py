"""Events that a server lacks so suddenly that they are kept here until the agent says what becomes of them."""

from __future__ import annotations

from dataclasses import replace

from opiekun.domain.calendar.stored import ObjectText
from opiekun.domain.sync.accounts import CollectionStanding, DavCollection
from opiekun.services.ports import UnitOfWork
from opiekun.words import N_

MISSING = N_("{missing} of {known} events are not on the server any more. Nothing is deleted here until you say so.")
MORE_MISSING = N_(
    "{missing} of {known} events are not on the server any more, which is more than you answered for. Nothing is "
    "deleted here until you say so again."
)


def unanchored(unit: UnitOfWork, calendar_id: str) -> list[ObjectText]:
    """The events of a calendar that no resource of the server stands for and that do not wait to go
    out: those that were there, went, and are kept because so many went at once."""
    there = {resource.uid for resource in unit.sync.resources(calendar_id) if resource.shown}
    there.update(entry.uid for entry in unit.sync.journal(calendar_id))
    return [found for found in unit.calendars.texts(calendar_id) if found.uid not in there]


def answered(collection: DavCollection) -> DavCollection:
    """The collection with no question about missing events left."""
    standing = CollectionStanding.ACTIVE
    return replace(collection, standing=standing, missing=0, known=0, may_delete=False, tells_guests=False)
