"""Engines for the two databases, set so that a committed event is on the disk and a reader sees one moment."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import OperationalError

BUSY_SECONDS = 10
"""How long a writer waits for another program's transaction before it gives up."""

# SQLite waits 1, 2 and 5 ms before it gives this up; then it is asked again.
_LOOK_MILLISECONDS = 8

# One writer at a time on PostgreSQL too: what a use case has read stays true until it commits.
_WRITER_LOCK = 0x0F1EC0
_WRITES = "opiekun_writes"


def sqlite_engine(path: Path) -> Engine:
    """An engine on the desk's file: WAL, foreign keys, a full sync at each commit."""
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        # The driver must not begin transactions by itself: see _begin_sqlite.
        connect_args={"isolation_level": None, "timeout": BUSY_SECONDS, "check_same_thread": False},
        hide_parameters=True,
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def postgres_engine(url: URL) -> Engine:
    """An engine on a PostgreSQL database, with times in UTC so that no year overflows in a local zone."""
    engine = create_engine(
        url,
        connect_args={
            "options": f"-c timezone=UTC -c lock_timeout={BUSY_SECONDS}s",
            "client_encoding": "utf8",
            "connect_timeout": BUSY_SECONDS,
        },
        pool_pre_ping=True,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin_postgres)
    return engine


def reading(connection: Connection) -> Connection:
    """The connection, about to begin a transaction that sees one moment and changes nothing."""
    options: dict[str, Any] = {_WRITES: False}
    if connection.dialect.name == "postgresql":
        options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    return connection.execution_options(**options)


def writing(connection: Connection) -> Connection:
    """The connection, about to begin a transaction that is the only writing one until it ends."""
    return connection.execution_options(**{_WRITES: True})


def _prepare_sqlite(connection: Any, _record: object) -> None:
    with closing(connection.cursor()) as cursor:
        # Where two programs make a desk at once, SQLite refuses the second at once instead of letting it wait.
        _when_free(lambda: cursor.execute("PRAGMA journal_mode=WAL"))
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")


def _begin_sqlite(connection: Connection) -> None:
    # query_only turns a write in a reading unit, which would be rolled back in silence, into an error.
    if connection.get_execution_options()[_WRITES]:
        connection.exec_driver_sql("PRAGMA query_only=OFF")
        _begin_immediate(connection)
    else:
        connection.exec_driver_sql("PRAGMA query_only=ON")
        connection.exec_driver_sql("BEGIN")


def _begin_immediate(connection: Connection) -> None:
    """Begin to write, looking every few milliseconds whether it is this program's turn.

    SQLite left alone looks every 100 ms in the end, and then hardly ever catches a busy writer between two
    transactions: a pull would lock out the person at the desk.
    """
    connection.exec_driver_sql(f"PRAGMA busy_timeout={_LOOK_MILLISECONDS}")
    try:
        _when_free(lambda: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={BUSY_SECONDS * 1_000}")


def _when_free(execute: Callable[[], object]) -> None:
    """Execute it, again and again while another program is at the file, for BUSY_SECONDS at most."""
    deadline = monotonic() + BUSY_SECONDS
    while True:
        try:
            execute()
        except (OperationalError, sqlite3.OperationalError) as error:
            code = getattr(error.orig if isinstance(error, OperationalError) else error, "sqlite_errorcode", 0)
            if code & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > deadline:
                raise
            sleep(0.001)
        else:
            return


def _begin_postgres(connection: Connection) -> None:
    if connection.get_execution_options()[_WRITES]:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _WRITER_LOCK})
