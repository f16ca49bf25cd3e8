"""A row of the queue from what a driver tells, whichever way it was asked; equal values are shared. No SQLAlchemy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from opiekun.domain.policy import ClockName
from opiekun.domain.queue import QueueRow
from opiekun.domain.standing import Status
from opiekun.domain.timeline import Channel, Severity

COLUMNS = (
    "key", "id", "account_id", "subject", "severity", "channel", "status", "assignee_id", "clock",
    "started_at", "at_risk_at", "due_at", "callback_since", "received_seconds", "triage",
)  # fmt: skip
"""The columns of the table of requests that a row is made from."""

_SEVERITIES = {severity.value: severity for severity in Severity}
_CHANNELS = {channel.value: channel for channel in Channel}
_STATUSES = {status.value: status for status in Status}
# SQLite has no truth values of its own.
_TRUTH = {0: False, 1: True}
_CLOCKS: dict[str | None, ClockName | None] = {None: None} | {clock.value: clock for clock in ClockName}


class Naming:
    """Makes rows, with the names of accounts and agents from two small maps instead of joins.

    So all rows of an account share its strings. ``accounts`` and ``agents`` are pairs of an id and a name.
    """

    def __init__(self, accounts: Iterable[Sequence[str]], agents: Iterable[Sequence[str]]) -> None:
        self._accounts = {key: (key, name) for key, name in accounts}
        self._agents: dict[str | None, tuple[str | None, str]] = {None: (None, "")}
        self._starts: dict[int | None, int | None] = {}
        self._agents.update((key, (key, name)) for key, name in agents)

    def row(self, told: Sequence[Any]) -> QueueRow:
        """The row of a request whose COLUMNS were told. Raises KeyError for a value that no desk has."""
        (
            key, name, account, subject, severity, channel, status, agent, clock,
            start, risk, due, owed, received, triage,
        ) = told  # fmt: skip
        account_id, account_name = self._accounts[account]
        agent_id, agent_name = self._agents[agent]
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
                # Most clocks start when the request was received, or with all others at an opening.
                received if start == received else self._starts.setdefault(start, start),
                risk,
                due,
                owed,
                received,
                _TRUTH[triage],
            ),
        )
