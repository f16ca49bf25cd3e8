"""The four clocks of a request, computed from its timeline (mission: severity and targets)."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, TypeAlias

from opiekun.domain.hours import Openings
from opiekun.domain.instants import UtcSeconds, utc_seconds
from opiekun.domain.policy import ClockName, Policy, Target
from opiekun.domain.timeline import Channel, Event, EventKind, Severity, standing_events

AT_RISK_AT_LEAST = 10 * 60


class ClockState(StrEnum):
    """How a clock stands at an instant. AT_RISK is a running clock in the last part of its target."""

    HELD = "held"
    RUNNING = "running"
    AT_RISK = "at_risk"
    BREACHED = "breached"
    MET = "met"


class StartReason(StrEnum):
    """Why a clock started."""

    RECEIVED = "received"
    UNANSWERED_MESSAGE = "unanswered_message"
    RESPONSE_GIVEN = "response_given"
    WAITING_ENDED = "waiting_ended"
    REOPENED = "reopened"


class Clock(NamedTuple):
    """One clock of a request. Instants are UTC seconds. A tuple, because it takes a quarter of the time to make.

    ``cause`` is the ``seq`` of the event that started it, ``cause_at`` when that event happened (earlier
    than ``started_at`` where an e-mail was held), ``reason`` why that event starts it. ``at_risk_at`` begins
    the last quarter of the target, at least ten minutes. ``stopped_at`` is None while it is unanswered; it
    lies before ``started_at`` where a held message was answered at once. ``policy`` names the version.
    """

    name: ClockName
    severity: Severity
    target: Target
    cause: int
    cause_at: UtcSeconds
    started_at: UtcSeconds
    at_risk_at: UtcSeconds
    due_at: UtcSeconds
    stopped_at: UtcSeconds | None = None
    policy: str = ""
    reason: StartReason = StartReason.RECEIVED

    def state(self, now: UtcSeconds) -> ClockState:
        """Held before it starts; met when stopped at or before it was due; breached from the second after."""
        if self.stopped_at is not None:
            return ClockState.MET if self.stopped_at <= self.due_at else ClockState.BREACHED
        if now < self.started_at:
            return ClockState.HELD
        if now > self.due_at:
            return ClockState.BREACHED
        return ClockState.AT_RISK if now >= self.at_risk_at else ClockState.RUNNING


def _due_time(
    target: Target, started_at: UtcSeconds, policy: Policy, openings: Openings
) -> tuple[UtcSeconds, UtcSeconds]:
    """When the last quarter of the target begins (at least ten minutes, in the target's own time), and its end."""
    if target.elapsed_minutes is not None:
        seconds = target.elapsed_minutes * 60
        due_at = started_at + seconds
        if target.roll_to_open:
            due_at = openings.next_opening(due_at)
        return max(started_at, due_at - max(seconds // 4, AT_RISK_AT_LEAST)), due_at
    minutes = target.business_minutes or (target.business_days or 0) * policy.business_day_minutes
    seconds = minutes * 60
    calm = seconds - max(seconds // 4, AT_RISK_AT_LEAST)
    return openings.add(started_at, calm), openings.add(started_at, seconds)


_Start: TypeAlias = tuple[Event, UtcSeconds, UtcSeconds, StartReason]
"""The event that started a clock, when it happened, when the clock starts, and why."""


class _Replay:
    """The clocks while the timeline is replayed.

    A clock runs here even while its severity has no target for it. So a change of severity needs nothing but
    the new severity: what runs is measured with it when it stops, or at the end, and a clock without a target
    then was cancelled.
    """

    def __init__(self, severity: Severity, channel: Channel, policy: Policy, openings: Openings) -> None:
        self._severity = severity
        self._channel = channel
        self._policy = policy
        self._openings = openings
        self._running: dict[ClockName, _Start] = {}
        self._clocks: list[Clock] = []
        self._received = False
        self._responded = False
        self._waiting = False
        self._resolved = False

    def clocks(self, events: tuple[Event, ...]) -> tuple[Clock, ...]:
        for event in events:
            self._take(event, utc_seconds(event.at))
        self._stop_all(None)
        # The sort is stable: of two clocks of a name with one start, the one that stopped first comes first.
        self._clocks.sort(key=lambda clock: (clock.started_at, _ORDER[clock.name]))
        return tuple(self._clocks)

    def _take(self, event: Event, at: UtcSeconds) -> None:
        kind = event.kind
        if kind is EventKind.SEVERITY_CHANGED:
            if event.severity is not None:
                self._severity = event.severity
        elif not self._received:
            if kind is EventKind.RECEIVED:
                self._received = True
                taken_at = self._taken_at(event, at)
                self._running[ClockName.CONTACT] = (event, at, taken_at, StartReason.RECEIVED)
                self._running[ClockName.FIRST_RESPONSE] = (event, at, taken_at, StartReason.RECEIVED)
        elif kind is EventKind.CUSTOMER_REPLY or kind is EventKind.RECEIVED:
            self._hear(event, at)
        elif kind is EventKind.AGENT_RESPONSE:
            self._stop_all(at)
            self._responded = True
            self._waiting = False
            if not self._resolved:
                self._running[ClockName.UPDATE] = (event, at, at, StartReason.RESPONSE_GIVEN)
        elif kind is EventKind.AGENT_CONTACT:
            contact = self._running.pop(ClockName.CONTACT, None)
            if contact is not None:
                self._measure(ClockName.CONTACT, contact, at)
        elif kind is EventKind.WAITING_ON_CUSTOMER:
            self._waiting = True
            self._running.pop(ClockName.UPDATE, None)
        elif kind is EventKind.RESOLVED:
            self._stop_all(at)
            self._responded = self._resolved = True

    def _hear(self, event: Event, at: UtcSeconds) -> None:
        """A customer's message: it waits for a response unless an older one does, and may end waiting or reopen."""
        taken_at = self._taken_at(event, at)
        if self._responded and ClockName.NEXT_RESPONSE not in self._running:
            self._running[ClockName.NEXT_RESPONSE] = (event, at, taken_at, StartReason.UNANSWERED_MESSAGE)
        if self._resolved or self._waiting:
            reason = StartReason.REOPENED if self._resolved else StartReason.WAITING_ENDED
            self._running[ClockName.UPDATE] = (event, at, taken_at, reason)
        self._resolved = self._waiting = False

    def _taken_at(self, event: Event, at: UtcSeconds) -> UtcSeconds:
        """When a customer's message counts: an e-mail that came outside hours, from the next opening on."""
        by_email = (event.channel or self._channel) is Channel.EMAIL
        return self._openings.next_opening(at) if by_email else at

    def _stop_all(self, at: UtcSeconds | None) -> None:
        """Measure all that runs: stopped at that instant, or (None) unanswered to the end of the timeline."""
        for name, start in self._running.items():
            self._measure(name, start, at)
        self._running.clear()

    def _measure(self, name: ClockName, start: _Start, stopped_at: UtcSeconds | None) -> None:
        target = self._policy.targets.get((self._severity, name))
        if target is None:
            return
        cause, cause_at, started_at, reason = start
        at_risk_at, due_at = _due_time(target, started_at, self._policy, self._openings)
        version = self._policy.version
        self._clocks.append(
            Clock(
                name,
                self._severity,
                target,
                cause.seq,
                cause_at,
                started_at,
                at_risk_at,
                due_at,
                stopped_at,
                version,
                reason,
            )
        )


_ORDER = {name: place for place, name in enumerate(ClockName)}


def evaluate(
    events: tuple[Event, ...],
    severity: Severity,
    channel: Channel,
    policy: Policy,
    openings: Openings,
) -> tuple[Clock, ...]:
    """Every clock of the timeline that was not cancelled, by start, then in the order of ClockName.

    ``events`` may be in any order and hold withdrawn ones; ``severity`` and ``channel`` are those under
    which the request was received. Events that lie ahead of the caller's now are the caller's to leave out.
    What lies before the first RECEIVED event moves no clock; a further RECEIVED is a message like another.
    """
    return _Replay(severity, channel, policy, openings).clocks(standing_events(events))
