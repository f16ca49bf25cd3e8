"""What the calendars of an account tell each other in a run: either side can put an event from one into another."""

from __future__ import annotations

from dataclasses import dataclass, field

from opiekun.domain.calendar.stored import ObjectText
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

    def place_of(self, unit: UnitOfWork, uid: str, *, left: str) -> ObjectText | None:
        """The event of that UID in the calendar into which it was put on the server, from the one that it left.

        Only what came just now was put there: a meeting may stand in the calendars of several people all the while.
        """
        came = [calendar_id for calendar_id, name in self.arrived if name == uid and calendar_id != left]
        if len(came) != 1:
            return None
        place = unit.sync.collection(came[0])
        return in_calendar(unit, came[0], uid) if place is not None and not place.read_only else None


def in_calendar(unit: UnitOfWork, calendar_id: str, uid: str) -> ObjectText | None:
    """The event of that UID as a calendar has it."""
    return next(iter(unit.calendars.named(uid, calendar_id)), None)
