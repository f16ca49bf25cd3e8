"""Where a request that is dragged over the day would land: the time that would be set aside for it."""

from __future__ import annotations

from typing import NamedTuple

from opiekun.desktop.day.plan import Plan
from opiekun.domain.instants import UtcSeconds

_UNKNOWN = 30 * 60
"""How high a block is painted of which nobody here knows how long it will be."""


class Landing(NamedTuple):
    """A block from ``start`` on; ``end`` is None where its length is not known here.

    ``whose`` is the account of the request, ``due_at`` when it is due next; "" and None where nothing of it is due.
    """

    start: UtcSeconds
    end: UtcSeconds | None = None
    whose: str = ""
    due_at: UtcSeconds | None = None

    @property
    def reach(self) -> UtcSeconds:
        """Until when it is painted."""
        return self.end if self.end is not None else self.start + _UNKNOWN

    @property
    def late(self) -> bool:
        """Whether work would begin only when the request was due already."""
        return self.due_at is not None and self.start >= self.due_at


def landing(plan: Plan, request_id: str, minutes: float) -> Landing:
    """Of that request, at that time of the wall."""
    start = plan.wall.instant(minutes)
    due = plan.due.get(request_id)
    if due is None:
        return Landing(start)
    handling = plan.handling.get(due.severity)
    return Landing(start, start + handling if handling is not None else None, due.account, due.due_at)
