"""What the customer is promised: targets per severity and clock, in dated versions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from types import MappingProxyType

from opiekun.domain.errors import InvalidRules
from opiekun.domain.timeline import Severity


class ClockName(StrEnum):
    """The four clocks, in the order in which they are always listed."""

    CONTACT = "contact"
    FIRST_RESPONSE = "first_response"
    NEXT_RESPONSE = "next_response"
    UPDATE = "update"


@dataclass(frozen=True, slots=True)
class Target:
    """How long a clock may run: exactly one of the three measures.

    ``elapsed_minutes`` run around the clock; with ``roll_to_open`` a due time outside hours moves on to
    the next opening. ``business_minutes`` run inside hours only. ``business_days`` are that many times
    the policy's ``business_day_minutes``.
    """

    elapsed_minutes: int | None = None
    business_minutes: int | None = None
    business_days: int | None = None
    roll_to_open: bool = False

    def __post_init__(self) -> None:
        given = [m for m in (self.elapsed_minutes, self.business_minutes, self.business_days) if m is not None]
        if len(given) != 1 or given[0] <= 0:
            raise InvalidRules(
                "A target needs exactly one of elapsed_minutes, business_minutes and business_days, above zero."
            )
        if self.roll_to_open and self.elapsed_minutes is None:
            raise InvalidRules("Only a target in elapsed_minutes can roll to the next opening.")


Targets = Mapping[tuple[Severity, ClockName], Target]


@dataclass(frozen=True, slots=True)
class Policy:
    """One version of the promise. It holds for requests received from ``valid_from`` (aware UTC) on."""

    version: str
    valid_from: datetime
    targets: Targets = field(hash=False)
    business_day_minutes: int = 480


def _standard_targets() -> Targets:
    targets: dict[tuple[Severity, ClockName], Target] = {}
    for severity in (Severity.CRITICAL, Severity.HIGH):
        targets[severity, ClockName.FIRST_RESPONSE] = Target(elapsed_minutes=60)
        targets[severity, ClockName.NEXT_RESPONSE] = Target(elapsed_minutes=240)
        targets[severity, ClockName.UPDATE] = Target(elapsed_minutes=240)
    targets[Severity.STANDARD, ClockName.CONTACT] = Target(business_minutes=120)
    targets[Severity.STANDARD, ClockName.FIRST_RESPONSE] = Target(business_days=2)
    targets[Severity.STANDARD, ClockName.NEXT_RESPONSE] = Target(business_days=2)
    for severity in (Severity.BUG_FIX, Severity.REQUEST):
        targets[severity, ClockName.CONTACT] = Target(elapsed_minutes=1440, roll_to_open=True)
        targets[severity, ClockName.FIRST_RESPONSE] = Target(business_days=1)
    return MappingProxyType(targets)


STANDARD_POLICY = Policy(version="1", valid_from=datetime(1970, 1, 1, tzinfo=UTC), targets=_standard_targets())


def policy_for(versions: tuple[Policy, ...], received_at: datetime) -> Policy:
    """The version under which a request received at that instant (aware UTC) stands, for its whole life.

    The latest version whose ``valid_from`` is not after it; a request older than all has the oldest.
    """
    holding = [policy for policy in versions if policy.valid_from <= received_at]
    if holding:
        return max(holding, key=lambda policy: policy.valid_from)
    return min(versions, key=lambda policy: policy.valid_from)
