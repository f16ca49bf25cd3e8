"""A first look at the desk's file, for a window that is about to open."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from opiekun.domain.instants import UtcSeconds
from opiekun.domain.people import Agent, Assignment, Duty
from opiekun.domain.queue import QueueRow
from opiekun.domain.timeline import Severity
from opiekun.store.looking import Found, look_into
from opiekun.store.row_values import COLUMNS, Naming

_STEPS = 2_000_000
"""Instructions of SQLite's that a group of the queue may take: some tens of milliseconds."""

_OTHERS = "in_queue = 1 AND callback_since IS NULL"
_BEGUN = "status <> 'waiting' AND (started_at IS NULL OR started_at <= :now)"
_LATER = "status <> 'waiting' AND started_at > :now"

# The groups of the queue in their order, each in its own: see opiekun.domain.queue.
GROUPS = (
    ("in_queue = 1 AND callback_since IS NOT NULL", "callback_since, severity, received_seconds, key"),
    *(
        (f"{_OTHERS} AND severity = {severity.value} AND {_BEGUN}", "due_at NULLS LAST, received_seconds, key")
        for severity in Severity
    ),
    (f"{_OTHERS} AND status = 'waiting'", "due_at NULLS LAST, severity, received_seconds, key"),
    (f"{_OTHERS} AND {_LATER}", "due_at NULLS LAST, severity, received_seconds, key"),
)


class FirstLook:
    """What can be read of a desk while one looks at it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def agent(self, agent_id: str) -> Agent | None:
        """The agent of exactly that id."""
        row = self._connection.execute(
            "SELECT id, name, email, level, timezone, active FROM agents WHERE id = ?", (agent_id,)
        ).fetchone()
        if row is None:
            return None
        known, name, email, level, timezone, active = row
        return Agent(known, name, email, level, timezone, bool(active))

    def assignments(self) -> list[Assignment]:
        """Those that stand."""
        told = self._connection.execute("SELECT account_id, agent_id, duty, since FROM assignments WHERE until IS NULL")
        return [
            Assignment(account, agent, Duty(duty), datetime.fromisoformat(since).replace(tzinfo=UTC))
            for account, agent, duty, since in told
        ]

    def rows(self, now: UtcSeconds) -> Iterator[QueueRow]:
        """The queue from its top, by group; it ends early where the next row would take long to find."""
        naming = Naming(
            self._connection.execute("SELECT id, name FROM accounts"),
            self._connection.execute("SELECT id, name FROM agents"),
        )
        for condition, order in GROUPS:
            self._connection.set_progress_handler(lambda: 1, _STEPS)
            group = f"SELECT {', '.join(COLUMNS)} FROM requests WHERE {condition} ORDER BY {order}"  # noqa: S608
            try:
                for told in self._connection.execute(group, {"now": now}):
                    yield naming.row(told)
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                    raise
                return


def look_at(path: Path, read: Callable[[FirstLook], Found]) -> Found | None:
    """What ``read`` makes of the desk in that file (an absolute path), None where anything about it is unusual.

    That is also a file which a program has open or did not close well.
    """
    return look_into(path, lambda connection: read(FirstLook(connection)))
