"""Opening the desk: its file or its database on a server, brought up to date and looked over."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from opiekun.domain.errors import StoreRefused
from opiekun.store import schema
from opiekun.store.backup import DeskFile, migration_backup
from opiekun.store.engine import postgres_engine, sqlite_engine
from opiekun.store.failures import damaged, postgres_refusal, sqlite_refusal
from opiekun.store.unit_of_work import SqlStore

_log = logging.getLogger(__name__)


def open_store(where: str | Path, *, now: datetime, password: str | None = None) -> SqlStore:
    """The desk at a path or an SQLAlchemy URL, created where there is none, migrated where it is older.

    Backups of a file stand in ``backups`` beside it; ``now`` dates the one made before a migration.
    ``password`` is for a database on a server whose URL has none. Raises DamagedDesk for a damaged file,
    and StoreRefused for one that is newer, locked or not permitted, or a server that cannot be reached.
    """
    if isinstance(where, Path):
        return _open_file(where, now)
    try:
        url = make_url(where)
    except (ArgumentError, ValueError):
        url = None
    if url is None or "\0" in (url.database or ""):
        raise StoreRefused("The address of the database is no SQLAlchemy URL; correct OPIEKUN_DATABASE_URL.")
    if url.drivername in {"sqlite", "sqlite+pysqlite"} and url.database not in {None, "", ":memory:"}:
        return _open_file(Path(str(url.database)), now)
    if url.drivername != "postgresql+psycopg":
        raise StoreRefused(
            "The desk cannot be kept in {kind}; use a file (sqlite:///PATH) or postgresql+psycopg://.",
            kind=url.drivername,
        )
    if password is not None and url.password is None:
        url = url.set(password=password)
    database = f"{url.database or ''} at {url.host or 'this machine'}"
    store = SqlStore(postgres_engine(url), database, None, lambda error, _writes: postgres_refusal(error, database))
    return _up_to_date(store, now)


def _open_file(path: Path, now: datetime) -> SqlStore:
    file = DeskFile(path, path.parent / "backups")
    if path.is_dir():
        raise StoreRefused("The desk's file {file} is a folder; name a file.", file=path)
    try:
        # What customers wrote is nobody else's to read.
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreRefused(
            "The folder {folder} cannot be made ({reason}); choose another place for the desk.",
            folder=path.parent,
            reason=error.strerror,
        ) from error
    if _left_open(path):
        _look_over(file)
    store = SqlStore(
        sqlite_engine(path), str(path), file, lambda error, writes: sqlite_refusal(error, file, writes=writes)
    )
    return _up_to_date(store, now)


def _left_open(path: Path) -> bool:
    """Whether the file's log is still there: some program has it open, or one died without closing it."""
    return path.exists() and path.with_name(path.name + "-wal").exists()


def _look_over(file: DeskFile) -> None:
    """Check every page of a file that was left open, unless another program is at it and so has checked it."""
    try:
        with closing(sqlite3.connect(file.path, timeout=0)) as connection:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            found = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.OperationalError:
        # In use, or not permitted: the engine meets the same and says so.
        return
    except sqlite3.DatabaseError:
        raise damaged(file) from None
    if found != ("ok",):
        raise damaged(file)


def _up_to_date(store: SqlStore, now: datetime) -> SqlStore:
    try:
        with store.transaction(writes=False) as connection:
            revision = schema.revision_of(connection)
        if revision != schema.HEAD:
            _migrate(store, now)
    except BaseException:
        store.close()
        raise
    return store


def _migrate(store: SqlStore, now: datetime) -> None:
    from opiekun.store import migrating  # noqa: PLC0415 - loading Alembic takes longer than opening a desk

    with store.transaction(writes=True) as connection:
        # Another program may have been quicker while this one waited for its turn to write.
        revision = schema.revision_of(connection)
        if revision == schema.HEAD:
            return
        if revision is not None:
            migrating.refuse_newer(revision, store.place)
            if store.file is None:
                _log.warning("the database is migrated from revision %s; its backups are the server's", revision)
            else:
                # While nobody else writes, so that it is the desk as this program found it to the last edit.
                migration_backup(store.file, revision, now)
        migrating.upgrade(connection)
