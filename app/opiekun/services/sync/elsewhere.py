"""What the calendars of an account tell each other in a run: either side can put an event from one into another."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from opiekun.domain.calendar.stored import ObjectText
from opiekun.domain.instants import UtcSeconds, utc_seconds
from opiekun.domain.sync.local import JournalEntry
from opiekun.services.ports import UnitOfWork

_MOST = 2_000
"""So many may have been put somewhere; more come with a calendar that is new here."""


@dataclass(slots=True)
class Together:
    """``arrived`` are the calendars and UIDs of events that came anew in this run; ``edited`` the calendars in which an
    edit waits that was merged into an event where it is now, ``once`` the UIDs that the server would not have in one
    calendar before they have left another.
    """

    arrived: set[tuple[str, str]] = field(default_factory=set)
    edited: set[str] = field(default_factory=set)
    once: set[str] = field(default_factory=set)

    def arrive(self, calendar_id: str, uid: str) -> None:
        """An event came anew."""
        if len(self.arrived) < _MOST:
            self.arrived.add((calendar_id, uid))

    def place_of(self, unit: UnitOfWork, entry: JournalEntry, *, beside: Collection[str]) -> ObjectText | None:
        """The event of an edit that waits, in the calendar into which it was put on the server since; not ``beside``.

        Only what came after the edit was made, or just now, was put there: a meeting may stand in the calendars of
        several people all the while.
        """
        came = [
            each
            for each in unit.calendars.named(entry.uid)
            if each.calendar_id not in beside and self._came(unit, each, utc_seconds(entry.made_at))
        ]
        return came[0] if len(came) == 1 else None

    def _came(self, unit: UnitOfWork, place: ObjectText, since: UtcSeconds) -> bool:
        collection = unit.sync.collection(place.calendar_id)
        if collection is None or collection.read_only or not unit.sync.resources_of(place.calendar_id, place.uid):
            return False
        return (place.calendar_id, place.uid) in self.arrived or unit.calendars.made_at(place.key) > since


def in_calendar(unit: UnitOfWork, calendar_id: str, uid: str) -> ObjectText | None:
    """The event of that UID as a calendar has it."""
    return next(iter(unit.calendars.named(uid, calendar_id)), None)
