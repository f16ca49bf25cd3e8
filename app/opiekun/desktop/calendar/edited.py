"""The event that an editor shows, whichever editor it is."""

from __future__ import annotations

from dataclasses import dataclass

from opiekun.desktop.calendar.invited import Invitation
from opiekun.desktop.calendar.typed import Fields
from opiekun.domain.calendar.collisions import Collision
from opiekun.domain.calendar.events import Details

NEW = 0
"""The key of an event that is not stored yet."""


@dataclass(frozen=True, slots=True)
class Edited:
    """An event as it is stored, or is to be (``key`` NEW); which of its occurrences, what collides with it,
    whether a server has another version of it, and whose invitation it is.
    """

    details: Details
    calendar_id: str
    key: int = NEW
    recurrence_id: str = ""
    recurs: bool = False
    read_only: bool = False
    collisions: tuple[Collision, ...] = ()
    uid: str = ""
    conflict: bool = False
    invitation: Invitation | None = None

    @property
    def name(self) -> str:
        """What its draft is called."""
        return f"{self.key}/{self.recurrence_id}" if self.key != NEW else "new"


@dataclass(frozen=True, slots=True)
class Typed:
    """What is to be saved: the event, what stands in its fields, and those read."""

    edited: Edited
    fields: Fields
    details: Details

    @property
    def calendar_id(self) -> str:
        """The calendar in which it is to stand."""
        return self.fields["calendar"]
