"""The four clocks of a request, computed from its timeline (mission: severity and targets)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

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


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock of a request. Instants are UTC seconds.

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


class DueTime(NamedTuple):
    """When a target that started somewhere is due. ``rolled_from`` is None unless it moved to an opening."""

    at_risk_at: UtcSeconds
    due_at: UtcSeconds
    rolled_from: UtcSeconds | None


def due_time(target: Target, started_at: UtcSeconds, policy: Policy, openings: Openings) -> DueTime:
    """The due time of a target, and when its last quarter begins (at least ten minutes, in the target's own time)."""
    if target.elapsed_minutes is not None:
        seconds = target.elapsed_minutes * 60
        passed = due_at = started_at + seconds
        if target.roll_to_open:
            due_at = openings.next_opening(passed)
        at_risk_at = max(started_at, due_at - max(seconds // 4, AT_RISK_AT_LEAST))
        return DueTime(at_risk_at, due_at, passed if due_at != passed else None)
    seconds = business_seconds(target, policy)
    calm = seconds - max(seconds // 4, AT_RISK_AT_LEAST)
    return DueTime(openings.add(started_at, calm), openings.add(started_at, seconds), None)


def business_seconds(target: Target, policy: Policy) -> int:
    """The length of a target in business time, 0 for an elapsed one."""
    days = (target.business_days or 0) * policy.business_day_minutes
    return (days + (target.business_minutes or 0)) * 60


class _Start(NamedTuple):
    """A clock that has started and was not stopped, whether or not the severity gives it a target now."""

    cause: int
    cause_at: UtcSeconds
    started_at: UtcSeconds
    reason: StartReason


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
            self._take(event)
        for name, start in self._running.items():
            self._measure(name, start, None)
        # The sort is stable: of two clocks of a name with one start, the one that stopped first comes first.
        self._clocks.sort(key=lambda clock: (clock.started_at, _ORDER[clock.name]))
        return tuple(self._clocks)

    def _take(self, event: Event) -> None:
        kind = event.kind
        if kind is EventKind.SEVERITY_CHANGED:
            self._severity = event.severity or self._severity
        elif kind is EventKind.RECEIVED and not self._received:
            self._received = True
            self._start(ClockName.CONTACT, event, StartReason.RECEIVED)
            self._start(ClockName.FIRST_RESPONSE, event, StartReason.RECEIVED)
        elif not self._received:
            return
        elif kind is EventKind.AGENT_CONTACT:
            self._stop(event, ClockName.CONTACT)
        elif kind is EventKind.AGENT_RESPONSE:
            self._answer(event)
        elif kind is EventKind.RESOLVED:
            self._stop(event, *ClockName)
            self._responded = self._resolved = True
            self._waiting = False
        elif kind is EventKind.WAITING_ON_CUSTOMER:
            self._waiting = True
            self._running.pop(ClockName.UPDATE, None)
        elif kind in (EventKind.CUSTOMER_REPLY, EventKind.RECEIVED):
            self._hear(event)

    def _answer(self, event: Event) -> None:
        """An agent's response: it answers everything, ends waiting, and the next update is due from it on."""
        self._stop(event, *ClockName)
        self._responded = True
        self._waiting = False
        if not self._resolved:
            self._start(ClockName.UPDATE, event, StartReason.RESPONSE_GIVEN)

    def _hear(self, event: Event) -> None:
        """A customer's message: it waits for a response unless an older one does, and may end waiting or reopen."""
        if self._responded:
            self._start(ClockName.NEXT_RESPONSE, event, StartReason.UNANSWERED_MESSAGE)
        if self._resolved or self._waiting:
            reason = StartReason.REOPENED if self._resolved else StartReason.WAITING_ENDED
            self._start(ClockName.UPDATE, event, reason)
        self._resolved = self._waiting = False

    def _start(self, name: ClockName, event: Event, reason: StartReason) -> None:
        if name in self._running:
            return
        at = started_at = utc_seconds(event.at)
        if reason is not StartReason.RESPONSE_GIVEN and (event.channel or self._channel) is Channel.EMAIL:
            started_at = self._openings.next_opening(at)
        self._running[name] = _Start(event.seq, at, started_at, reason)

    def _stop(self, event: Event, *names: ClockName) -> None:
        at = utc_seconds(event.at)
        for name in names:
            start = self._running.pop(name, None)
            if start is not None:
                self._measure(name, start, at)

    def _measure(self, name: ClockName, start: _Start, stopped_at: UtcSeconds | None) -> None:
        target = self._policy.targets.get((self._severity, name))
        if target is None:
            return
        due = due_time(target, start.started_at, self._policy, self._openings)
        self._clocks.append(
            Clock(
                name=name,
                severity=self._severity,
                target=target,
                cause=start.cause,
                cause_at=start.cause_at,
                started_at=start.started_at,
                at_risk_at=due.at_risk_at,
                due_at=due.due_at,
                stopped_at=stopped_at,
                policy=self._policy.version,
                reason=start.reason,
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
