"""What databases say when they fail, told as one sentence that a person can act on."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError

from opiekun.domain.errors import DamagedDesk, StoreRefused
from opiekun.store.backup import DeskFile, backup_moment, newest_good_backup

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
# What Python says, without a code, of stored text that is none. All that is written here is.
_NO_TEXT = "Could not decode to UTF-8"
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_UNWRITABLE = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN}


def damaged(file: DeskFile) -> DamagedDesk:
    """The refusal for a damaged file. Its parts are ``file`` and ``backup``, the newest good one or None."""
    backup = newest_good_backup(file)
    if backup is None:
        return DamagedDesk(
            "The desk's file {file} is damaged and there is no good backup; set it aside to begin a new desk.",
            file=str(file.path),
            backup=None,
            backup_of=None,
        )
    return DamagedDesk(
        "The desk's file {file} is damaged; set it aside and go back to the backup {backup}.",
        file=str(file.path),
        backup=str(backup),
        backup_of=backup_moment(backup),
    )


def sqlite_refusal(error: DBAPIError, file: DeskFile, *, writes: bool) -> StoreRefused | None:
    """The refusal for an error of the desk's file, None for a bug of ours."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code == sqlite3.SQLITE_READONLY and not writes:
        # A use case that writes in a reading unit.
        return None
    # An extended code carries the plain one in its lowest byte.
    plain = None if code is None else code & 0xFF
    if plain in _DAMAGED or str(error.orig).startswith(_NO_TEXT):
        return damaged(file)
    if plain in _BUSY:
        return StoreRefused(
            "The desk's file {file} is in use by another program that is writing; try again in a moment.",
            file=file.path,
        )
    if plain in _UNWRITABLE:
        return StoreRefused(
            "The desk's file {file} cannot be opened for writing; mend the permissions of the file and its folder.",
            file=file.path,
        )
    return _disk_refusal(error, file, plain)


def _disk_refusal(error: DBAPIError, file: DeskFile, code: int | None) -> StoreRefused | None:
    if code == sqlite3.SQLITE_FULL:
        return StoreRefused(
            "The disk that holds the desk's file {file} is full; make room and do it again, nothing was stored.",
            file=file.path,
        )
    if code == sqlite3.SQLITE_IOERR:
        return StoreRefused(
            "The desk's file {file} cannot be read or written ({reason}); check the disk that holds it.",
            file=file.path,
            reason=error.orig,
        )
    return None


def postgres_refusal(error: DBAPIError, database: str) -> StoreRefused | None:
    """The refusal for an error of the database on a server, None for a bug of ours. It tells no password."""
    state: str = getattr(error.orig, "sqlstate", None) or ""
    if state in {"55P03", "40P01", "40001"}:
        return StoreRefused(
            "The database {database} is in use by another program that is writing; try again in a moment.",
            database=database,
        )
    if state == "53100":
        return StoreRefused(
            "The disk of the database {database} is full; make room and do it again, nothing was stored.",
            database=database,
        )
    if state[:2] == "54":
        return StoreRefused(
            "A name or an id is too long for the database {database}; shorten it and do it again.", database=database
        )
    if state == "42501":
        return StoreRefused(
            "The database {database} does not permit this user to do that ({reason}); ask its administrator.",
            database=database,
            reason=_first_line(error),
        )
    # Before it is connected the driver tells no state.
    if error.connection_invalidated or state[:2] in {"08", "28", "3D", "53", "57"} or _never_connected(error):
        return StoreRefused(
            "The database {database} cannot be reached ({reason}); check its address and that its server runs.",
            database=database,
            reason=_first_line(error),
        )
    return None


def _never_connected(error: DBAPIError) -> bool:
    return error.statement is None and type(error.orig).__name__ in {
        "OperationalError",
        "ConnectionTimeout",
        "ProgrammingError",
    }


def _first_line(error: DBAPIError) -> str:
    return (str(error.orig).splitlines() or [""])[0]
