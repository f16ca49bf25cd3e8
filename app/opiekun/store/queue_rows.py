"""The queue's rows, fetched by the hundred thousand: one query, nothing evaluated."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from sqlalchemy import Connection, CursorResult, Select, func, select
from sqlalchemy.engine.interfaces import DBAPICursor

from opiekun.domain.queue import QueueRow
from opiekun.store.row_values import COLUMNS, Naming
from opiekun.store.tables import accounts, agents, requests

_AT_ONCE = 500

ALL: Select[Any] = select(*(requests.c[name] for name in COLUMNS))
IN_QUEUE = ALL.where(requests.c.in_queue)

_account = requests.c.account_id
_ranked = (
    select(
        _account,
        requests.c.key,
        requests.c.due_at,
        func.count().over(partition_by=_account).label("of_account"),
        func.row_number()
        .over(partition_by=_account, order_by=(requests.c.due_at.nulls_last(), requests.c.key))
        .label("place"),
    )
    .where(requests.c.in_queue)
    .subquery()
)
LOADS = select(_ranked.c.account_id, _ranked.c.of_account, _ranked.c.key, _ranked.c.due_at).where(_ranked.c.place == 1)
"""Each account with how many requests it has in the queue, and the key and due time of the one that is due first."""


def fetch(connection: Connection, query: Select[Any]) -> list[QueueRow]:
    """The rows of a query made from ALL or IN_QUEUE, in its order."""
    return list(each(connection, query))


def each(connection: Connection, query: Select[Any]) -> Iterator[QueueRow]:
    """As :func:`fetch`, a few hundred rows in memory at a time."""
    naming = Naming(
        (tuple(row) for row in connection.execute(select(accounts.c.id, accounts.c.name))),
        (tuple(row) for row in connection.execute(select(agents.c.id, agents.c.name))),
    )
    with connection.execute(query) as result:
        # Straight from the driver: a row of SQLAlchemy's around each would take half as long again.
        for part in iter(partial(_driver_cursor(result).fetchmany, _AT_ONCE), []):
            yield from map(naming.row, part)


def _driver_cursor(result: CursorResult[Any]) -> DBAPICursor:
    cursor = result.cursor
    if cursor is None:
        raise RuntimeError("a query for rows has no cursor")
    return cursor
