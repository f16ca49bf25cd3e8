"""Backups of the desk's file: made online, proved before they count, and put back when the file is damaged."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkstemp

from opiekun.domain.errors import StoreRefused

DAYS_KEPT = 7
_STAMP = "%Y%m%dT%H%M%S"
_DAILY = "desk-????????T??????Z.sqlite3"
_ANY = "desk-????????T??????Z*.sqlite3"


@dataclass(frozen=True, slots=True)
class DeskFile:
    """The desk's SQLite file, and the folder of its backups."""

    path: Path
    backups: Path


def is_sound(path: Path) -> bool:
    """Whether the file is a whole SQLite database. Reads all of it; nobody else may be writing it."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as connection:
            found: tuple[str] = connection.execute("PRAGMA quick_check(1)").fetchone()
            return found == ("ok",)
    except sqlite3.DatabaseError:
        return False


def newest_good_backup(file: DeskFile) -> Path | None:
    """The newest backup that is whole, None where there is none."""
    return next((path for path in _newest_first(file.backups, _ANY) if is_sound(path)), None)


def backup_moment(backup: Path) -> datetime:
    """When a backup was made (aware UTC), by its name."""
    return datetime.strptime(backup.name[5:20], _STAMP).replace(tzinfo=UTC)


def migration_backup(file: DeskFile, revision: str, now: datetime) -> Path:
    """A backup of the file as it is before it is brought on from ``revision``. It is kept for good."""
    return _copy(file, file.backups / f"desk-{_stamp(now)}-{revision}.sqlite3")


def daily_backup(file: DeskFile, now: datetime) -> Path:
    """The backup of the (UTC) day, made where there is none yet; the last DAYS_KEPT daily ones are kept.

    Raises StoreRefused where it cannot be made, or the file turns out to be damaged; then none is given up.
    """
    # Not the newest of all: a clock that was once ahead has left one that stays the newest for years.
    made = next(file.backups.glob(f"desk-{_stamp(now)[:8]}T??????Z.sqlite3"), None)
    if made is not None:
        return made
    newest = _copy(file, file.backups / f"desk-{_stamp(now)}.sqlite3")
    for old in _newest_first(file.backups, _DAILY)[DAYS_KEPT:]:
        old.unlink(missing_ok=True)
    return newest


def set_aside(path: Path, now: datetime) -> Path:
    """Rename the desk's file, with what SQLite keeps beside it, and tell its new name. Nothing is deleted."""
    aside = path.with_name(f"{path.name}.damaged-{_stamp(now)}")
    try:
        # The log goes first: without its file it is never taken for another's.
        for suffix in ("-wal", "-shm", ""):
            part = path.with_name(path.name + suffix)
            if part.exists():
                part.rename(aside.with_name(aside.name + suffix))
    except OSError as error:
        raise StoreRefused(
            "The file {file} cannot be renamed ({reason}); close the other programs that use it, then try again.",
            file=path,
            reason=error.strerror,
        ) from error
    return aside


def restore_backup(path: Path, backup: Path) -> None:
    """Put a backup in the place of the desk's file, which was set aside before. The backup stays.

    Raises StoreRefused where a file is still in the place, or the backup is not whole.
    """
    if path.exists():
        raise StoreRefused("The file {file} is still in its place; set it aside first.", file=path)
    if not is_sound(backup):
        raise StoreRefused("The backup {file} is damaged; choose another one.", file=backup)
    part = path.with_name(path.name + ".part")
    try:
        shutil.copyfile(backup, part)
        _settle(part, path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise _not_written(path, error.strerror) from error


def _copy(file: DeskFile, target: Path) -> Path:
    """Copy the desk to the target, unless another program has done so meanwhile."""
    try:
        file.backups.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Of this program alone: another may be making the same backup at this moment.
        handle, name = mkstemp(prefix=f"{target.name}.", suffix=".part", dir=file.backups)
        os.close(handle)
    except OSError as error:
        raise _not_written(target, error.strerror) from error
    part = Path(name)
    try:
        source_uri = f"{file.path.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(source_uri, uri=True)) as source, closing(sqlite3.connect(part)) as copy:
            source.backup(copy)
            # A backup is one file: the log that the original keeps beside it has no place here.
            copy.execute("PRAGMA journal_mode=DELETE")
        if not is_sound(part):
            raise StoreRefused(
                "The desk's file {file} is damaged: its backup came out broken. The earlier backups were kept.",
                file=file.path,
            )
        if not target.exists():
            _settle(part, target)
    except OSError as error:
        raise _not_written(target, error.strerror) from error
    except sqlite3.Error as error:
        raise _not_written(target, str(error)) from error
    finally:
        part.unlink(missing_ok=True)
    return target


def _settle(part: Path, target: Path) -> None:
    with part.open("rb+") as written:
        os.fsync(written.fileno())
    part.replace(target)


def _not_written(path: Path, reason: str | None) -> StoreRefused:
    return StoreRefused(
        "The file {file} cannot be written ({reason}); make room or mend the permissions of its folder.",
        file=path,
        reason=reason,
    )


def _newest_first(folder: Path, pattern: str) -> list[Path]:
    # The time is in the name, and copying files about changes their own.
    return sorted(folder.glob(pattern), key=lambda path: path.name[:21], reverse=True)


def _stamp(now: datetime) -> str:
    return now.astimezone(UTC).strftime(_STAMP + "Z")
