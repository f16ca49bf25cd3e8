"""An iCalendar object as the desk keeps it: its text, which is the truth, and what the index tells of it."""

from __future__ import annotations

from typing import NamedTuple

from opiekun.domain.calendar.indexed import IndexedObject
from opiekun.domain.instants import UtcSeconds


class ObjectText(NamedTuple):
    """The text of all components of one UID in one calendar, exactly as it was written. ``key`` is its number."""

    key: int
    calendar_id: str
    uid: str
    text: str


class StoredObject(NamedTuple):
    """What the index tells of an object. ``made_at`` is when this desk first got it.

    The words of its events are "": a search looks through them where they are stored.
    """

    key: int
    calendar_id: str
    made_at: UtcSeconds
    indexed: IndexedObject
