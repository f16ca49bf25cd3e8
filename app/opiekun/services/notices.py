"""What to tell an agent who is not looking: at risk, breached, a call owed back. Each thing once, whatever restarts."""

from __future__ import annotations

from array import array
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice

from opiekun.domain.clocks import ClockState
from opiekun.domain.hours import Openings
from opiekun.domain.instants import UtcSeconds, utc_seconds
from opiekun.domain.queue import QueueRow, state_of
from opiekun.domain.timeline import Severity
from opiekun.services.ports import Store
from opiekun.sorting import sorted_in_steps

CLAIMED_AT_ONCE = 500
"""Claims in one transaction: few enough that other writers are not kept waiting."""

_KEY_BITS = 31
_KEY_MASK = (1 << _KEY_BITS) - 1


class NoticeKind(StrEnum):
    """What is told of a request, the most pressing first."""

    BREACHED = "breached"
    CALLBACK = "callback"
    AT_RISK = "at_risk"


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell of one request."""

    kind: NoticeKind
    row: QueueRow

    @property
    def name(self) -> str:
        """The name under which this notice is claimed: the same for the same clock and due time, for ever."""
        if self.kind is NoticeKind.CALLBACK:
            return f"{self.kind}:{self.row.key}:{self.row.callback_since}"
        return f"{self.kind}:{self.row.key}:{self.row.clock}:{self.row.due_at}"


@dataclass(frozen=True, slots=True)
class Telling:
    """Notices that are told as one, the most pressing first."""

    notices: tuple[Notice, ...]

    def count(self, kind: NoticeKind) -> int:
        """How many of that kind."""
        return sum(notice.kind is kind for notice in self.notices)


def due_notices(rows: Iterable[QueueRow], openings: Openings, now: UtcSeconds) -> list[Notice]:
    """What is to be told of these rows at that instant, told before or not, the most pressing first.

    Outside business hours only Severity 1 and 2 are told; the rest is found again at the opening.
    """
    in_hours = openings.is_open(now)
    found = []
    for row in rows:
        if not in_hours and row.severity > Severity.HIGH:
            continue
        if row.callback_since is not None and row.callback_since <= now:
            found.append(Notice(NoticeKind.CALLBACK, row))
        state = state_of(row, now)
        if state is ClockState.BREACHED:
            found.append(Notice(NoticeKind.BREACHED, row))
        elif state is ClockState.AT_RISK:
            found.append(Notice(NoticeKind.AT_RISK, row))
    order = list(NoticeKind)
    return sorted(found, key=lambda notice: (order.index(notice.kind), notice.row.severity, notice.row.due_at or 0))


class Agenda:
    """The instants at which rows begin to be told, so that a tick looks at those alone whose time has come.

    Entries are eight bytes each. One that is out of date does no harm: what is told is decided by the row.
    """

    def __init__(self, rows: Iterable[QueueRow], now: UtcSeconds) -> None:
        unsorted = array("q", (moment for row in rows for moment in _moments(row, now)))
        self._moments = array("q", sorted_in_steps(unsorted))

    def add(self, rows: Iterable[QueueRow], now: UtcSeconds) -> None:
        """Note rows that are new or different."""
        for row in rows:
            for moment in _moments(row, now):
                insort(self._moments, moment)

    @property
    def next_at(self) -> UtcSeconds | None:
        """The next instant at which there may be something to tell."""
        return self._moments[0] >> _KEY_BITS if self._moments else None

    def take(self, now: UtcSeconds) -> tuple[int, ...]:
        """The keys of the rows whose time has come; they are noted no more."""
        reached = bisect_left(self._moments, (now + 1) << _KEY_BITS)
        taken = self._moments[:reached]
        del self._moments[:reached]
        return tuple(dict.fromkeys(moment & _KEY_MASK for moment in taken))


def _moments(row: QueueRow, now: UtcSeconds) -> Iterator[int]:
    if row.at_risk_at is not None and row.due_at is not None:
        # Due is inclusive: the state becomes breached one second later.
        for at in (row.at_risk_at, row.due_at + 1):
            if at > now:
                yield at << _KEY_BITS | row.key


def claim(store: Store, agent_id: str, notices: Sequence[Notice], *, now: datetime) -> Telling | None:
    """Claim these notices for an agent; what another window or an earlier run has told is left out.

    The answer gathers what is left into one telling, None where nothing is.
    """
    pending = iter(notices)
    won: list[Notice] = []
    while batch := list(islice(pending, CLAIMED_AT_ONCE)):
        with store.write() as unit:
            won += [notice for notice in batch if unit.connections.claim_notice(f"{agent_id}:{notice.name}", now)]
    return Telling(tuple(won)) if won else None


def tell(
    store: Store,
    agent_id: str,
    rows: Iterable[QueueRow],
    openings: Openings,
    *,
    now: datetime,
    seen: set[str] | None = None,
) -> Telling | None:
    """What the agent of these rows is to be told now and was never told.

    ``seen`` are the names that this window has claimed or tried to; it grows, and spares asking the store again.
    """
    seen = set() if seen is None else seen
    fresh = [notice for notice in due_notices(rows, openings, utc_seconds(now)) if notice.name not in seen]
    telling = claim(store, agent_id, fresh, now=now)
    seen.update(notice.name for notice in fresh)
    return telling
