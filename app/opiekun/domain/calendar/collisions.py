"""Deadlines and the day together: what stands on the same time axis, and what collides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from opiekun.domain.calendar.events import Occurrence
from opiekun.domain.instants import UtcSeconds
from opiekun.domain.policy import ClockName
from opiekun.domain.timeline import Severity


class Deadline(NamedTuple):
    """A running clock of a request, at its due time. ``account`` is a name."""

    request_key: int
    request_id: str
    account: str
    subject: str
    severity: Severity
    clock: ClockName
    due_at: UtcSeconds


@dataclass(frozen=True, slots=True)
class Collision:
    """A deadline for which too little time is left, and the events that are the reason, by their start.

    ``longest_free`` is the longest stretch that is left before it, ``handling`` what is expected of it; in seconds.
    """

    deadline: Deadline
    occurrences: tuple[Occurrence, ...]
    longest_free: int
    handling: int
