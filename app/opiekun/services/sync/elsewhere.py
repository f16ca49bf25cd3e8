"""An event that was put into another calendar on one side and edited on the other: the edit goes along."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from opiekun.domain.calendar.indexed import IndexedObject
from opiekun.domain.calendar.reading import read_text
from opiekun.domain.calendar.stored import ObjectText
from opiekun.domain.errors import BadComponent
from opiekun.domain.sync.local import Conflict, ConflictKind
from opiekun.domain.sync.three_way import Prefer, three_way
from opiekun.services.ports import UnitOfWork
from opiekun.services.sync.meeting import BOTH_CHANGED, MERGED


class Along(NamedTuple):
    """What the event is from now on where it is, what is said of that, and what both changed otherwise."""

    text: str
    indexed: IndexedObject
    said: str
    conflict: Conflict | None


def place_of(unit: UnitOfWork, uid: str, *, beside: str) -> ObjectText | None:
    """The event as another calendar has it; None where none or several have it."""
    places = [each for each in unit.calendars.named(uid) if each.calendar_id != beside]
    return places[0] if len(places) == 1 else None


def merged_along(place: ObjectText, base: str | None, mine: str, theirs: str, now: datetime) -> Along | None:
    """What comes of two versions of an event in the calendar in which it is now; None where they cannot be merged."""
    try:
        merge = three_way(base, mine, theirs, prefer=Prefer.THEIRS)
        indexed = read_text(merge.text)
    except BadComponent:
        return None
    if not merge.touching:
        return Along(merge.text, indexed, MERGED, None)
    kind, touching = ConflictKind.BOTH_CHANGED, tuple(map(str, merge.touching))
    conflict = Conflict("", kind, place.calendar_id, place.uid, base, mine, theirs, touching, now)
    return Along(merge.text, indexed, BOTH_CHANGED, conflict)
