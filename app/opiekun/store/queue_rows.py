"""The queue's rows, fetched by the hundred thousand: one query, nothing evaluated, equal values shared."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from sqlalchemy import Connection, CursorResult, Select, select
from sqlalchemy.engine.interfaces import DBAPICursor

from opiekun.domain.policy import ClockName
from opiekun.domain.queue import QueueRow
from opiekun.domain.standing import Status
from opiekun.domain.timeline import Channel, Severity
from opiekun.store.tables import accounts, agents, requests

_AT_ONCE = 2_000

_AccountNames = dict[str, tuple[str, str]]
_AgentNames = dict[str | None, tuple[str | None, str]]

ALL: Select[Any] = select(
    requests.c.key,
    requests.c.id,
    requests.c.account_id,
    requests.c.subject,
    requests.c.severity,
    requests.c.channel,
    requests.c.status,
    requests.c.assignee_id,
    requests.c.clock,
    requests.c.started_at,
    requests.c.at_risk_at,
    requests.c.due_at,
    requests.c.callback_since,
    requests.c.received_seconds,
    requests.c.triage,
)
IN_QUEUE = ALL.where(requests.c.in_queue)

_SEVERITIES = {severity.value: severity for severity in Severity}
_CHANNELS = {channel.value: channel for channel in Channel}
_STATUSES = {status.value: status for status in Status}
# SQLite has no truth values of its own.
_TRUTH = {0: False, 1: True}
_CLOCKS: dict[str | None, ClockName | None] = {None: None} | {clock.value: clock for clock in ClockName}


def fetch(connection: Connection, query: Select[Any]) -> list[QueueRow]:
    """The rows of a query made from ALL or IN_QUEUE, in its order."""
    # Names come by two small maps instead of joins, so that all rows of an account share its strings.
    account_names = {key: (key, name) for key, name in connection.execute(select(accounts.c.id, accounts.c.name))}
    agent_names: _AgentNames = {None: (None, "")}
    agent_names.update((key, (key, name)) for key, name in connection.execute(select(agents.c.id, agents.c.name)))
    rows: list[QueueRow] = []
    with connection.execute(query) as result:
        # Straight from the driver: a row of SQLAlchemy's around each would take half as long again.
        for part in iter(partial(_driver_cursor(result).fetchmany, _AT_ONCE), []):
            rows += [_row_of(told, account_names, agent_names) for told in part]
    return rows


def _row_of(told: Sequence[Any], account_names: _AccountNames, agent_names: _AgentNames) -> QueueRow:
    key, name, account, subject, severity, channel, status, agent, clock, start, risk, due, owed, received, triage = (
        told
    )
    account_id, account_name = account_names[account]
    agent_id, agent_name = agent_names[agent]
    # Made as the plain tuple that it is: by its own constructor it would take twice as long.
    return tuple.__new__(
        QueueRow,
        (
            key,
            name,
            account_id,
            account_name,
            subject,
            _SEVERITIES[severity],
            _CHANNELS[channel],
            _STATUSES[status],
            agent_id,
            agent_name,
            _CLOCKS[clock],
            # Most clocks start when the request was received: one number serves both.
            received if start == received else start,
            risk,
            due,
            owed,
            received,
            _TRUTH[triage],
        ),
    )


def _driver_cursor(result: CursorResult[Any]) -> DBAPICursor:
    cursor = result.cursor
    if cursor is None:
        raise RuntimeError("a query for rows has no cursor")
    return cursor
