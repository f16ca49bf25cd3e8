"""Save a row whether or not it is there: update it, or insert it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table, and_, insert, update


def upsert(connection: Connection, table: Table, key: dict[str, Any], values: dict[str, Any]) -> None:
    """Update the row with that key, or insert it. Safe because writing units follow one another."""
    same = and_(*(table.c[name] == value for name, value in key.items()))
    if connection.execute(update(table).where(same).values(values)).rowcount == 0:
        connection.execute(insert(table).values(key | values))
