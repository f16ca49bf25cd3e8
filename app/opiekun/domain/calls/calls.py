"""A review call: an event of the agent's calendar, with the customer's guests and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from opiekun.domain.instants import UtcSeconds
from opiekun.domain.invitations.messages import Partstat


class CallStatus(StrEnum):
    """BOOKED until its outcome is told; MOVED is an outcome too: another call took its place."""

    BOOKED = "booked"
    CANCELLED = "cancelled"
    HELD = "held"
    NO_SHOW = "no_show"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who is invited. ``language`` is that of the contact ("en", "pl"), in which mail to him is written."""

    email: str
    name: str = ""
    partstat: Partstat = Partstat.NEEDS_ACTION
    language: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """A review call. Its time, guests and answers are those of the event of that UID, whose text is the truth.

    ``type`` is a call type's code, ``agent_id`` who holds it, ``specialist_id`` who must be there too ("": nobody),
    ``request_id`` the request that it is about ("": none).
    ``notes`` are the agent's own and are never told to guests; ``agenda`` is. ``title`` is the event's.
    """

    uid: str
    account_id: str
    agent_id: str
    type: str
    title: str
    start: datetime
    end: datetime
    sequence: int
    status: CallStatus
    guests: tuple[Guest, ...]
    request_id: str = ""
    agenda: str = ""
    notes: str = ""
    specialist_id: str = ""


@dataclass(frozen=True, slots=True)
class CallRecord:
    """What the desk keeps of a call besides its event, which has its time, guests and answers.

    ``start``, ``end`` (UTC seconds) and ``title`` are those that the event had last: they hold where it is gone.
    ``before`` and ``after`` are the seconds that were kept free around it when it was booked.
    """

    uid: str
    account_id: str
    agent_id: str
    type: str
    title: str
    start: UtcSeconds
    end: UtcSeconds
    before: int = 0
    after: int = 0
    status: CallStatus = CallStatus.BOOKED
    request_id: str = ""
    agenda: str = ""
    notes: str = ""
    specialist_id: str = ""

    @property
    def attending(self) -> frozenset[str]:
        """The ids of those whose time it takes."""
        return frozenset({self.agent_id, self.specialist_id} - {""})


@dataclass(frozen=True, slots=True)
class Hold:
    """A time that is offered to a customer and kept until ``expires_at``; all of one ``offer`` vanish with the first
    that is taken. It is kept in the calendar of ``agent_id``, who would hold the call, and of the specialist."""

    id: str
    offer: str
    account_id: str
    type: str
    start: datetime
    end: datetime
    expires_at: datetime
    agent_id: str = ""
    specialist_id: str = ""
