"""The four clocks of a request, computed from its timeline (mission: severity and targets)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from opiekun.domain.hours import Openings
from opiekun.domain.instants import UtcSeconds
from opiekun.domain.policy import ClockName, Policy, Target
from opiekun.domain.timeline import Channel, Event, Severity


class ClockState(StrEnum):
    """How a clock stands at an instant. AT_RISK is a running clock in the last part of its target."""

    HELD = "held"
    RUNNING = "running"
    AT_RISK = "at_risk"
    BREACHED = "breached"
    MET = "met"


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock of a request. Instants are UTC seconds.

    ``cause`` is the ``seq`` of the event that started it, ``cause_at`` when that event happened (earlier
    than ``started_at`` where an e-mail was held). ``at_risk_at`` begins the last quarter of the target,
    at least ten minutes. ``stopped_at`` is None while it is unanswered. ``policy`` names the version.
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

    def state(self, now: UtcSeconds) -> ClockState:
        """Held before it starts; met when stopped at or before it was due; breached from the second after."""
        if self.stopped_at is not None:
            return ClockState.MET if self.stopped_at <= self.due_at else ClockState.BREACHED
        if now < self.started_at:
            return ClockState.HELD
        if now > self.due_at:
            return ClockState.BREACHED
        return ClockState.AT_RISK if now >= self.at_risk_at else ClockState.RUNNING


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
    """
    raise NotImplementedError
