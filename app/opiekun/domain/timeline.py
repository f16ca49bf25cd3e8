"""A request's timeline: what happened, in the order in which it happened. It is only ever added to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from operator import attrgetter


class Severity(IntEnum):
    """How badly the customer is hit; the lower the number, the worse."""

    CRITICAL = 1
    HIGH = 2
    STANDARD = 3
    BUG_FIX = 4
    REQUEST = 5


class Channel(StrEnum):
    """How a message reached the desk. Only e-mail is held until opening."""

    CHAT = "chat"
    PHONE = "phone"
    EMAIL = "email"


class EventKind(StrEnum):
    """What can happen to a request. The first seven move clocks, the others never do."""

    RECEIVED = "received"
    AGENT_CONTACT = "agent_contact"
    AGENT_RESPONSE = "agent_response"
    WAITING_ON_CUSTOMER = "waiting_on_customer"
    CUSTOMER_REPLY = "customer_reply"
    SEVERITY_CHANGED = "severity_changed"
    RESOLVED = "resolved"

    CALLBACK_ATTEMPTED = "callback_attempted"
    NOTE = "note"
    ASSIGNED = "assigned"
    TAGGED = "tagged"
    POSTPONED = "postponed"
    SYSTEM = "system"
    WITHDRAWN = "withdrawn"


CLOCK_KINDS = frozenset(
    {
        EventKind.RECEIVED,
        EventKind.AGENT_CONTACT,
        EventKind.AGENT_RESPONSE,
        EventKind.WAITING_ON_CUSTOMER,
        EventKind.CUSTOMER_REPLY,
        EventKind.SEVERITY_CHANGED,
        EventKind.RESOLVED,
    }
)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a request.

    ``seq`` numbers the events of a request from 1 in the order of recording (0: not recorded yet); ``at``
    (aware UTC) is when it happened, and may lie before an event recorded earlier. ``channel`` is None where
    it is the request's own. ``actor`` is a name to show, ``text`` is plain text. ``until`` is how long the
    request is postponed. ``withdraws`` is the ``seq`` of the event that a WITHDRAWN event takes back: that
    is how undo works on a timeline that is never rewritten. ``source_ref`` names the thing elsewhere that
    this event stands for, and keeps it from being recorded twice.
    """

    seq: int
    at: datetime
    kind: EventKind
    channel: Channel | None = None
    severity: Severity | None = None
    actor: str = ""
    text: str = ""
    assignee_id: str | None = None
    tags: tuple[str, ...] = ()
    until: datetime | None = None
    voicemail: bool = False
    withdraws: int | None = None
    source_ref: str | None = None


def standing_events(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """The events that hold, in the order in which they happened: without withdrawn ones and their withdrawals.

    A withdrawal may itself be withdrawn (redo). Order is by ``at``, then by ``seq``.
    """
    withdrawn: set[int] = set()
    withdrawals = [(event.seq, event.withdraws) for event in events if event.withdraws is not None]
    for seq, target in sorted(withdrawals, reverse=True):
        if seq not in withdrawn:
            withdrawn.add(target)
    return tuple(
        sorted(
            (event for event in events if event.kind is not EventKind.WITHDRAWN and event.seq not in withdrawn),
            key=attrgetter("at", "seq"),
        )
    )
