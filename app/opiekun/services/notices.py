"""What to tell an agent who is not looking: at risk, breached, a call owed back. Each thing once, whatever restarts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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

CLAIMED_AT_ONCE = 500
"""Claims in one transaction: few enough that other writers are not kept waiting."""


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


def next_notice_at(rows: Iterable[QueueRow], openings: Openings, now: UtcSeconds) -> UtcSeconds | None:
    """The next instant at which :func:`due_notices` of the same rows may say more, None where it never will."""
    moments: list[UtcSeconds] = []
    for row in rows:
        if row.at_risk_at is not None and row.due_at is not None:
            # Due is inclusive: the state becomes breached one second later.
            moments += [at for at in (row.at_risk_at, row.due_at + 1) if at > now]
    earliest = min(moments, default=None)
    if openings.is_open(now):
        return earliest
    opening = openings.next_opening(now)
    return min((at for at in (earliest, opening) if at is not None), default=None)


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


def tell(store: Store, agent_id: str, rows: Iterable[QueueRow], openings: Openings, *, now: datetime) -> Telling | None:
    """What the agent of these rows is to be told now and was never told."""
    return claim(store, agent_id, due_notices(rows, openings, utc_seconds(now)), now=now)
