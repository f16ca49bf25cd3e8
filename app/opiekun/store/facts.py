"""What there is to know of an open desk: where it is, how large, and when it was last backed up."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from opiekun.store.backup import newest_good_backup
from opiekun.store.failures import damaged
from opiekun.store.schema import HEAD
from opiekun.store.unit_of_work import SqlStore


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """``place`` has no password in it. ``size`` is in bytes; it and the backup are None for a server's database."""

    place: str
    revision: str
    size: int | None
    last_backup: Path | None


def facts_of(store: SqlStore) -> StoreFacts:
    """The facts of a store that is open, and so is at the newest revision.

    Reads every page of a desk's file, and raises DamagedDesk where one is not whole.
    """
    if store.file is None:
        return StoreFacts(store.place, HEAD, None, None)
    with store.transaction(writes=False) as connection:
        if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one() != "ok":
            raise damaged(store.file)
    return StoreFacts(store.place, HEAD, store.file.path.stat().st_size, newest_good_backup(store.file))
