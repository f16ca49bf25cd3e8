"""Looking into the desk's file by the standard library alone, while SQLAlchemy is not loaded.

Nothing is written and nothing repaired. Whatever is unusual about the file is left to the ordinary opening.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from opiekun.store import schema

Found = TypeVar("Found")


def look_into(path: Path, read: Callable[[sqlite3.Connection], Found], *, in_use: bool = False) -> Found | None:
    """What ``read`` makes of the desk in that file (an absolute path), None where anything about it is unusual.

    That is a file which is not there, is of another revision, is damaged, or, unless it may be ``in_use``, which a
    program has open or did not close well.
    """
    state = _closed(path)
    if state is None and not in_use:
        return None
    # Immutable: SQLite makes no file beside it. That nobody wrote meanwhile is checked afterwards.
    how = "mode=ro" if state is None else "immutable=1"
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?{how}", uri=True)) as connection:
            if connection.execute("SELECT version_num FROM alembic_version").fetchall() != [(schema.HEAD,)]:
                return None
            found = read(connection)
    except (sqlite3.Error, LookupError, ValueError):
        # The ordinary opening meets it too, and says what it is.
        return None
    return found if state is None or _closed(path) == state else None


def _closed(path: Path) -> tuple[int, int] | None:
    """The size of the file and when it was written last; None where it is not there, or some program is at it."""
    if any(path.with_name(path.name + log).exists() for log in ("-wal", "-journal")):
        return None
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_size, about.st_mtime_ns
