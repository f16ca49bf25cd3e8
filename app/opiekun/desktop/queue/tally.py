"""How many are late, about to be, owed a call or held: counted by bisection, never by looking at every row."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from dataclasses import dataclass

from opiekun.domain.instants import UtcSeconds
from opiekun.domain.queue import QueueRow
from opiekun.sorting import sorted_in_steps


@dataclass(frozen=True, slots=True)
class Counts:
    """The queue at an instant. The instants are None where there is nothing of the kind."""

    breached: int = 0
    at_risk: int = 0
    callbacks: int = 0
    callback_since: UtcSeconds | None = None
    held: int = 0
    held_until: UtcSeconds | None = None
    next_due: UtcSeconds | None = None


class Tally:
    """The instants at which requests change their state, sorted by kind."""

    def __init__(self, rows: Iterable[QueueRow] = ()) -> None:
        rows = list(rows)
        running = [row for row in rows if row.due_at is not None]
        self._starts = sorted_in_steps(row.started_at for row in running if row.started_at is not None)
        self._risks = sorted_in_steps(row.at_risk_at for row in running if row.at_risk_at is not None)
        self._dues = sorted_in_steps(row.due_at for row in running if row.due_at is not None)
        self._calls = sorted_in_steps(row.callback_since for row in rows if row.callback_since is not None)

    def add(self, row: QueueRow) -> None:
        """Count that row."""
        for instants, at in self._of(row):
            insort(instants, at)

    def remove(self, row: QueueRow) -> None:
        """Count it no more."""
        for instants, at in self._of(row):
            del instants[bisect_left(instants, at)]

    def at(self, now: UtcSeconds) -> Counts:
        """The counts at that instant."""
        breached = bisect_left(self._dues, now)
        started = bisect_right(self._starts, now)
        return Counts(
            breached=breached,
            at_risk=bisect_right(self._risks, now) - breached,
            callbacks=len(self._calls),
            callback_since=self._calls[0] if self._calls else None,
            held=len(self._starts) - started,
            held_until=self._starts[started] if started < len(self._starts) else None,
            next_due=self._dues[breached] if breached < len(self._dues) else None,
        )

    def _of(self, row: QueueRow) -> tuple[tuple[list[UtcSeconds], UtcSeconds], ...]:
        kinds: list[tuple[list[UtcSeconds], UtcSeconds]] = []
        if row.due_at is not None and row.at_risk_at is not None and row.started_at is not None:
            kinds += [(self._starts, row.started_at), (self._risks, row.at_risk_at), (self._dues, row.due_at)]
        if row.callback_since is not None:
            kinds.append((self._calls, row.callback_since))
        return tuple(kinds)
