"""Desks as earlier programs made them, and rows as those wrote them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import BigInteger, Boolean, Connection, DateTime, Integer, LargeBinary, MetaData, Table, make_url

from opiekun.store.engine import postgres_engine, sqlite_engine
from opiekun.store.migrating import MIGRATIONS
from opiekun.store.unit_of_work import SqlStore

REVISIONS = sorted(script.revision for script in ScriptDirectory(MIGRATIONS).walk_revisions())
_EMPTY = {BigInteger: 0, Integer: 0, Boolean: False, DateTime: datetime(2026, 6, 1, tzinfo=UTC), LargeBinary: b""}


def older_desk(where: Path | str, revision: str) -> SqlStore:
    """A new desk as a program of that revision made it."""
    if isinstance(where, Path):
        where.parent.mkdir()
    engine = sqlite_engine(where) if isinstance(where, Path) else postgres_engine(make_url(where))
    older = SqlStore(engine, str(where), None, lambda _error, _writes: None)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with older.transaction(writes=True) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    return older


def insert(connection: Connection, table: str, **values: Any) -> None:
    """Put a row into a table as it is in that desk; where something has to be and is not said, there is nothing."""
    found = Table(table, MetaData(), autoload_with=connection)
    needed = {
        column.name: next((value for kind, value in _EMPTY.items() if isinstance(column.type, kind)), "")
        for column in found.columns
        if not column.nullable and column.autoincrement is not True and not (column.name == "id" and column.primary_key)
    }
    connection.execute(found.insert().values(needed | values))
