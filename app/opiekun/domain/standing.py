"""Where a request stands: what the queue must know of it without reading its timeline."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from opiekun.domain.clocks import Clock
from opiekun.domain.hours import Openings
from opiekun.domain.instants import UtcSeconds
from opiekun.domain.policy import ClockName
from opiekun.domain.timeline import Channel, Event, Severity


class Status(StrEnum):
    """Who is to act. NEW: no agent has answered yet; OPEN: the customer spoke last; ANSWERED: we did."""

    NEW = "new"
    OPEN = "open"
    ANSWERED = "answered"
    WAITING = "waiting"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class Standing:
    """The index of a timeline, stored beside it. Instants are UTC seconds.

    The current clock is the unstopped one that is due first (ties in the order of ClockName); its fields
    are None where no clock runs. ``callback_since`` is when the oldest call that is owed back came in.
    """

    status: Status
    severity: Severity
    assignee_id: str | None
    clock: ClockName | None
    started_at: UtcSeconds | None
    at_risk_at: UtcSeconds | None
    due_at: UtcSeconds | None
    callback_since: UtcSeconds | None
    last_event_at: UtcSeconds

    @property
    def in_queue(self) -> bool:
        """Whether the request is still work: not resolved, or a call back is owed."""
        return self.status is not Status.RESOLVED or self.callback_since is not None

    def next_transition(self, now: UtcSeconds) -> UtcSeconds | None:
        """The next instant at which the current clock's state changes by itself, or None."""
        if self.due_at is None or self.at_risk_at is None or self.started_at is None:
            return None
        # Due is inclusive: the state becomes breached one second later.
        return min((at for at in (self.started_at, self.at_risk_at, self.due_at + 1) if at > now), default=None)


def standing(
    events: tuple[Event, ...],
    clocks: tuple[Clock, ...],
    severity: Severity,
    channel: Channel,
    openings: Openings,
) -> Standing:
    """The standing of a request received with that severity and channel.

    A call back is owed from a RECEIVED or CUSTOMER_REPLY event by phone that is marked as voicemail or
    came outside hours, until an attempt is logged: CALLBACK_ATTEMPTED, or a contact or response whose
    channel (its own, else the request's) is phone. Resolving does not close it (mission: hours, phone).
    The assignee is that of the last ASSIGNED event.
    """
    raise NotImplementedError
