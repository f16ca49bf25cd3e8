"""The queue: its rows, their groups and their order."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import NamedTuple

from opiekun.domain.clocks import ClockState
from opiekun.domain.instants import UtcSeconds
from opiekun.domain.policy import ClockName
from opiekun.domain.standing import Status
from opiekun.domain.timeline import Channel, Severity


class Group(IntEnum):
    """The groups of the queue, from top to bottom."""

    CALLBACK = 0
    SEVERITY_1 = 1
    SEVERITY_2 = 2
    SEVERITY_3 = 3
    SEVERITY_4 = 4
    SEVERITY_5 = 5
    WAITING = 6
    HELD = 7


class Order(StrEnum):
    """GROUPED: by group, then due time. URGENCY: by due time alone, whatever the group."""

    GROUPED = "grouped"
    URGENCY = "urgency"


class QueueRow(NamedTuple):
    """One open request as the queue shows it. A tuple, because 100,000 of them are held at once.

    Instants are UTC seconds; ``account`` and ``assignee`` are names. ``key`` is the store's number of the
    request, ``id`` the name that people use for it. Its entitlement is not part of it: the account has that.
    """

    key: int
    id: str
    account_id: str
    account: str
    subject: str
    severity: Severity
    channel: Channel
    status: Status
    assignee_id: str | None
    assignee: str
    clock: ClockName | None
    started_at: UtcSeconds | None
    at_risk_at: UtcSeconds | None
    due_at: UtcSeconds | None
    callback_since: UtcSeconds | None
    received_at: UtcSeconds
    triage: bool


class Load(NamedTuple):
    """What an account has in the queue: how many requests, and the one that is due first, None where none is due."""

    requests: int
    first_due: QueueRow | None


def state_of(row: QueueRow, now: UtcSeconds) -> ClockState | None:
    """The state of the row's current clock, None where none runs."""
    if row.due_at is None or row.at_risk_at is None or row.started_at is None:
        return None
    if now < row.started_at:
        return ClockState.HELD
    if now > row.due_at:
        return ClockState.BREACHED
    return ClockState.AT_RISK if now >= row.at_risk_at else ClockState.RUNNING


def group_of(row: QueueRow, now: UtcSeconds) -> Group:
    """The group in which the row stands at that instant."""
    if row.callback_since is not None:
        return Group.CALLBACK
    if row.status is Status.WAITING:
        return Group.WAITING
    if row.started_at is not None and now < row.started_at:
        return Group.HELD
    return Group(row.severity)


def sort_key(row: QueueRow, now: UtcSeconds, order: Order) -> tuple[int, int, int, int]:
    """Rows ascend by this: group (unless by urgency), due time with clockless rows last, severity, arrival."""
    group = group_of(row, now) if order is Order.GROUPED else 0
    due = row.callback_since if row.callback_since is not None and order is Order.GROUPED else row.due_at
    return (group, due if due is not None else 1 << 62, row.severity, row.received_at)
