"""Where a request stands: what the queue must know of it without reading its timeline."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from opiekun.domain.clocks import Clock
from opiekun.domain.hours import Openings
from opiekun.domain.instants import UtcSeconds, utc_seconds
from opiekun.domain.policy import ClockName
from opiekun.domain.timeline import Channel, Event, EventKind, Severity, standing_events


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
    happened = standing_events(events)
    running = {clock.name: clock for clock in clocks if clock.stopped_at is None}
    current = min(
        (running[name] for name in ClockName if name in running), key=lambda clock: clock.due_at, default=None
    )
    return Standing(
        status=status_after(happened),
        severity=_severity(happened, severity),
        assignee_id=next((event.assignee_id for event in reversed(happened) if event.kind is EventKind.ASSIGNED), None),
        clock=current.name if current else None,
        started_at=current.started_at if current else None,
        at_risk_at=current.at_risk_at if current else None,
        due_at=current.due_at if current else None,
        callback_since=_callback_since(happened, channel, openings),
        last_event_at=max((utc_seconds(event.at) for event in happened), default=0),
    )


def status_after(happened: tuple[Event, ...]) -> Status:
    """Who is to act after these standing events, as the clocks read them: a resolved request stays so until a message.

    One whose receipt was taken back is nobody's work.
    """
    if not any(event.kind is EventKind.RECEIVED for event in happened):
        return Status.RESOLVED
    status, responded = Status.NEW, False
    for event in happened:
        if event.kind is EventKind.RESOLVED:
            status, responded = Status.RESOLVED, True
        elif event.kind in (EventKind.CUSTOMER_REPLY, EventKind.RECEIVED):
            status = Status.OPEN if responded else Status.NEW
        elif status is not Status.RESOLVED and event.kind is EventKind.AGENT_RESPONSE:
            status, responded = Status.ANSWERED, True
        elif status is not Status.RESOLVED and event.kind is EventKind.WAITING_ON_CUSTOMER:
            status = Status.WAITING
    return status


def _severity(happened: tuple[Event, ...], received: Severity) -> Severity:
    changes = (event.severity for event in reversed(happened) if event.kind is EventKind.SEVERITY_CHANGED)
    return next((severity for severity in changes if severity is not None), received)


def _callback_since(happened: tuple[Event, ...], channel: Channel, openings: Openings) -> UtcSeconds | None:
    """When the oldest call came in that no attempt has followed, or None."""
    owed: UtcSeconds | None = None
    for event in happened:
        if event.kind is EventKind.CALLBACK_ATTEMPTED:
            owed = None
        elif (event.channel or channel) is not Channel.PHONE:
            continue
        elif event.kind in (EventKind.AGENT_CONTACT, EventKind.AGENT_RESPONSE):
            owed = None
        elif event.kind in (EventKind.RECEIVED, EventKind.CUSTOMER_REPLY) and owed is None:
            at = utc_seconds(event.at)
            if event.voicemail or not openings.is_open(at):
                owed = at
    return owed
