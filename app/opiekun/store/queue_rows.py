"""The queue's rows, fetched by the hundred thousand: one query, nothing evaluated, equal values shared."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, select

from opiekun.domain.policy import ClockName
from opiekun.domain.queue import QueueRow
from opiekun.domain.standing import Status
from opiekun.domain.timeline import Channel, Severity
from opiekun.store.tables import accounts, agents, requests

_AT_ONCE = 2_000

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
_CLOCKS: dict[str | None, ClockName | None] = {None: None} | {clock.value: clock for clock in ClockName}


def fetch(connection: Connection, query: Select[Any]) -> list[QueueRow]:
    """The rows of a query made from ALL or IN_QUEUE, in its order."""
    # Names come by two small maps instead of joins, so that all rows of an account share its strings.
    account_names = {key: (key, name) for key, name in connection.execute(select(accounts.c.id, accounts.c.name))}
    agent_names: dict[str | None, tuple[str | None, str]] = {None: (None, "")}
    agent_names.update((key, (key, name)) for key, name in connection.execute(select(agents.c.id, agents.c.name)))
    rows: list[QueueRow] = []
    for part in connection.execute(query, execution_options={"yield_per": _AT_ONCE}).partitions():
        rows += [
            QueueRow(
                key,
                name,
                *account_names[account],
                subject,
                _SEVERITIES[severity],
                _CHANNELS[channel],
                _STATUSES[status],
                *agent_names[assignee],
                _CLOCKS[clock],
                # Most clocks start when the request was received: one number serves both.
                received if started == received else started,
                at_risk,
                due,
                callback,
                received,
                triage,
            )
            for (
                key,
                name,
                account,
                subject,
                severity,
                channel,
                status,
                assignee,
                clock,
                started,
                at_risk,
                due,
                callback,
                received,
                triage,
            ) in part
        ]
    return rows
