"""Being the only one, of all programs on a desk, who does something. The system ends it with the process."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from zlib import crc32

from sqlalchemy import Engine, text

from opiekun.store.engine import reading

# Beside the one of the writers, in the numbers that stand for two keys.
_ALONE = 0x0F1EC1


@contextmanager
def alone_at_file(path: Path) -> Iterator[bool]:
    """Whether no other holds the lock of that file, held meanwhile; the file is made, stays, and has nothing in it.

    It is SQLite's own lock, so that whatever holds the desk, on any system, holds this too. Raises sqlite3.Error
    where the file cannot be made.
    """
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as lock:
        try:
            # Nothing is ever written that a journal would have to take back.
            lock.execute("PRAGMA journal_mode=OFF")
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            held = False
        else:
            held = True
        yield held


@contextmanager
def alone_on_server(engine: Engine, name: str) -> Iterator[bool]:
    """Whether no other holds the lock of that name in the database, held meanwhile by a session of its own."""
    with engine.connect() as connection:
        session = reading(connection).execution_options(isolation_level="AUTOCOMMIT")
        # The pool does not get it back: the session ends with the block, and the lock with it.
        session.detach()
        key = crc32(name.encode()) - 2**31
        asked = text("SELECT pg_try_advisory_lock(:alone, :name)")
        yield bool(session.scalar(asked, {"alone": _ALONE, "name": key}))
