"""The rules as they are configured, ready for evaluation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from opiekun.domain.clocks import Clock, evaluate
from opiekun.domain.hours import BusinessHours, Openings
from opiekun.domain.policy import Policy
from opiekun.domain.requests import Request
from opiekun.domain.standing import Standing, standing
from opiekun.domain.timeline import Event
from opiekun.services.ports import UnitOfWork

STANDARD_HOURS = BusinessHours(timezone="Europe/Bratislava", weekly=(((9 * 60, 17 * 60),),) * 5 + ((), ()))
"""The service's hours (mission: hours), which hold until others are configured."""


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Hours with their index, and every version of the policy."""

    openings: Openings
    policies: tuple[Policy, ...]

    def day(self, now: datetime) -> date:
        """The date on the desk's wall clock."""
        return now.astimezone(ZoneInfo(self.openings.hours.timezone)).date()

    def policy(self, version: str) -> Policy:
        """The version of that name; the oldest where it is unknown."""
        return next((policy for policy in self.policies if policy.version == version), self.policies[0])

    def clocks(self, request: Request, events: tuple[Event, ...]) -> tuple[Clock, ...]:
        """Every clock of the request that was not cancelled."""
        return evaluate(events, request.severity, request.channel, self.policy(request.policy), self.openings)

    def standing(self, request: Request, events: tuple[Event, ...]) -> Standing:
        """Where the request stands after these events."""
        clocks = self.clocks(request, events)
        return standing(events, clocks, request.severity, request.channel, self.openings)


@lru_cache(maxsize=4)
def _openings(hours: BusinessHours) -> Openings:
    return Openings(hours)


def rulebook(unit: UnitOfWork) -> Rulebook:
    """The rules of this desk. The index of the hours is kept between calls while they stay the same."""
    return Rulebook(_openings(unit.rules.hours() or STANDARD_HOURS), unit.rules.policies())
