"""How changes to settings and recommendations are taken back, which touch neither a request nor an event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from opiekun.domain.calls.types import BookingRules, CallType
from opiekun.domain.hours import BusinessHours
from opiekun.domain.recommendations import Recommendation
from opiekun.domain.timeline import Severity


@dataclass(frozen=True, slots=True)
class RestoreHours:
    """Puts the hours back that held before."""

    hours: BusinessHours


@dataclass(frozen=True, slots=True)
class RestoreHandling:
    """Puts the handling times back that held before, in seconds by severity."""

    seconds: Mapping[Severity, int] = field(hash=False)


@dataclass(frozen=True, slots=True)
class RestoreCallType:
    """Puts a call type back as it was; None for one that was not there, or was as every desk has it at first."""

    code: str
    call_type: CallType | None


@dataclass(frozen=True, slots=True)
class RestoreBookingRules:
    """Puts the rules for bookings back that held before."""

    rules: BookingRules


@dataclass(frozen=True, slots=True)
class RestoreRecommendation:
    """Puts a recommendation back as it was; None for one that was not made."""

    id: str
    recommendation: Recommendation | None
