"""The queue's rows, fetched by the hundred thousand: one query, nothing evaluated."""

from __future__ import annotations

from functools import partial
from typing import Any

from sqlalchemy import Connection, CursorResult, Select, select
from sqlalchemy.engine.interfaces import DBAPICursor

from opiekun.domain.queue import QueueRow
from opiekun.store.row_values import COLUMNS, Naming
from opiekun.store.tables import accounts, agents, requests

_AT_ONCE = 500

ALL: Select[Any] = select(*(requests.c[name] for name in COLUMNS))
IN_QUEUE = ALL.where(requests.c.in_queue)


def fetch(connection: Connection, query: Select[Any]) -> list[QueueRow]:
    """The rows of a query made from ALL or IN_QUEUE, in its order."""
    naming = Naming(
        (tuple(row) for row in connection.execute(select(accounts.c.id, accounts.c.name))),
        (tuple(row) for row in connection.execute(select(agents.c.id, agents.c.name))),
    )
    rows: list[QueueRow] = []
    with connection.execute(query) as result:
        # Straight from the driver: a row of SQLAlchemy's around each would take half as long again.
        for part in iter(partial(_driver_cursor(result).fetchmany, _AT_ONCE), []):
            rows += map(naming.row, part)
    return rows


def _driver_cursor(result: CursorResult[Any]) -> DBAPICursor:
    cursor = result.cursor
    if cursor is None:
        raise RuntimeError("a query for rows has no cursor")
    return cursor
