"""Business hours: when the desk is open, and arithmetic inside those hours in UTC seconds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from opiekun.domain.instants import UtcSeconds

Interval = tuple[int, int]
"""Half-open [start, end) in minutes of the wall clock from midnight, 0 to 1440."""


@dataclass(frozen=True, slots=True)
class BusinessHours:
    """When the desk is open, as configured.

    ``weekly`` holds the intervals of Monday to Sunday. ``special`` days have intervals of their own (an
    empty tuple: closed) and win over everything; ``closed`` dates and the national holidays of ``country``
    (ISO 3166 code, "" for none) have none. Wall-clock times are those of ``timezone`` (IANA).
    Raises InvalidRules for an unknown zone or country, overlapping or empty intervals, a week that never opens.
    """

    timezone: str
    weekly: tuple[tuple[Interval, ...], ...]
    closed: frozenset[date] = frozenset()
    special: Mapping[date, tuple[Interval, ...]] = field(default_factory=dict, hash=False)
    country: str = ""


class Openings:
    """The open stretches of :class:`BusinessHours`, indexed for arithmetic. All instants are UTC seconds."""

    def __init__(self, hours: BusinessHours) -> None:
        self.hours = hours

    def is_open(self, at: UtcSeconds) -> bool:
        """Whether the instant lies in an open stretch [start, end)."""
        raise NotImplementedError

    def next_opening(self, at: UtcSeconds) -> UtcSeconds:
        """The instant itself where the desk is open, else the start of the next open stretch."""
        raise NotImplementedError

    def closes_at(self, at: UtcSeconds) -> UtcSeconds:
        """The end of the open stretch around the instant, or of the next one."""
        raise NotImplementedError

    def add(self, start: UtcSeconds, seconds: int) -> UtcSeconds:
        """The earliest instant at which that much open time has passed since ``start``."""
        raise NotImplementedError

    def between(self, start: UtcSeconds, end: UtcSeconds) -> int:
        """Open seconds in [start, end)."""
        raise NotImplementedError

    def stretches(self, start: UtcSeconds, end: UtcSeconds) -> tuple[tuple[UtcSeconds, UtcSeconds], ...]:
        """The open stretches that touch [start, end), cut to it."""
        raise NotImplementedError
