"""One transaction on the desk's database, and the store that opens them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from opiekun.domain.errors import StoreRefused
from opiekun.store.alone import alone_at_file, alone_on_server
from opiekun.store.backup import DeskFile, daily_backup
from opiekun.store.changing import Changing
from opiekun.store.engine import reading, writing

if TYPE_CHECKING:
    from opiekun.store.calendars import Seen, SqlCalendars
    from opiekun.store.call_types import SqlCallTypes
    from opiekun.store.calls import SqlCalls
    from opiekun.store.connections import SqlConnections
    from opiekun.store.mail import SqlMail
    from opiekun.store.people import SqlPeople
    from opiekun.store.recommendations import SqlRecommendations
    from opiekun.store.requests import SqlRequests
    from opiekun.store.rules import SqlRules
    from opiekun.store.sync_memory import SqlSyncMemory

Refusal = Callable[[DBAPIError, bool], StoreRefused | None]
"""The refusal that tells an error of a (writing?) transaction to a person, None for one that is a bug."""


class SqlUnitOfWork:
    """One transaction. It stays on the thread that opened it. A part of it is loaded when it is first asked for."""

    def __init__(self, connection: Connection, seen: Seen | None) -> None:
        self._connection = connection
        self._changing = Changing(connection)
        self._seen = seen

    @cached_property
    def requests(self) -> SqlRequests:
        """The queue, its requests and their timelines."""
        from opiekun.store.requests import SqlRequests  # noqa: PLC0415

        return SqlRequests(self._connection, self._changing)

    @cached_property
    def people(self) -> SqlPeople:
        """Agents, accounts and contacts."""
        from opiekun.store.people import SqlPeople  # noqa: PLC0415

        return SqlPeople(self._connection)

    @cached_property
    def rules(self) -> SqlRules:
        """Hours, policy and the rules of booking."""
        from opiekun.store.rules import SqlRules  # noqa: PLC0415

        return SqlRules(self._connection)

    @cached_property
    def connections(self) -> SqlConnections:
        """Help desks, and what waits to go to them."""
        from opiekun.store.connections import SqlConnections  # noqa: PLC0415

        return SqlConnections(self._connection)

    @cached_property
    def calendars(self) -> SqlCalendars:
        """Calendars and what stands in them."""
        from opiekun.store.calendars import SqlCalendars  # noqa: PLC0415

        return SqlCalendars(self._connection, self._changing, self._seen)

    @cached_property
    def call_types(self) -> SqlCallTypes:
        """What calls there are."""
        from opiekun.store.call_types import SqlCallTypes  # noqa: PLC0415

        return SqlCallTypes(self._connection)

    @cached_property
    def calls(self) -> SqlCalls:
        """Calls and held slots."""
        from opiekun.store.calls import SqlCalls  # noqa: PLC0415

        return SqlCalls(self._connection)

    @cached_property
    def recommendations(self) -> SqlRecommendations:
        """What was recommended to customers."""
        from opiekun.store.recommendations import SqlRecommendations  # noqa: PLC0415

        return SqlRecommendations(self._connection)

    @cached_property
    def mail(self) -> SqlMail:
        """Letters and what is known of answers."""
        from opiekun.store.mail import SqlMail  # noqa: PLC0415

        return SqlMail(self._connection)

    @cached_property
    def sync(self) -> SqlSyncMemory:
        """What is known of the calendars' servers."""
        from opiekun.store.sync_memory import SqlSyncMemory  # noqa: PLC0415

        return SqlSyncMemory(self._connection)

    def last_change(self) -> int:
        """The number of the last transaction that changed a request or a calendar; numbers only grow."""
        return self._changing.last()


class SqlStore:
    """The desk's database. Safe to use from any thread.

    ``place`` is what people call it: the file, or the database without its password. ``file`` is None
    for a database on a server, whose backups are the server's.
    """

    def __init__(self, engine: Engine, place: str, file: DeskFile | None, refusal: Refusal) -> None:
        self.place = place
        self.file = file
        self._engine = engine
        self._refusal = refusal
        self._seen: Seen = {}

    @contextmanager
    def read(self) -> Iterator[SqlUnitOfWork]:
        """A unit that sees one moment of the desk. Raises StoreRefused where the database cannot be read."""
        with self.transaction(writes=False) as connection:
            yield SqlUnitOfWork(connection, self._seen)

    @contextmanager
    def write(self) -> Iterator[SqlUnitOfWork]:
        """A unit that commits, synced to disk, when the block ends well, and else changes nothing.

        Writing units of all programs follow one another. Raises StoreRefused where the wait is too long.
        """
        with self.transaction(writes=True) as connection:
            # What it writes may be rolled back, and the number of its change given to another.
            yield SqlUnitOfWork(connection, None)

    @contextmanager
    def transaction(self, *, writes: bool) -> Iterator[Connection]:
        """What units of work and the schema stand on: a transaction whose database errors are refusals."""
        begin = writing if writes else reading
        with self._refusals(writes=writes), self._engine.connect() as connection, begin(connection).begin():
            yield connection

    @contextmanager
    def alone(self, name: str) -> Iterator[bool]:
        """True while no other program, nor another part of this one, is in a block of that name; False for the others.

        It ends with the process, however that ends. Raises StoreRefused.
        """
        with self._refusals(writes=True), self._lock(name) as held:
            yield held

    def _lock(self, name: str) -> AbstractContextManager[bool]:
        if self.file is None:
            return alone_on_server(self._engine, name)
        path = self.file.path
        return alone_at_file(path.with_name(f"{path.name}-{name}.lock"))

    @contextmanager
    def _refusals(self, *, writes: bool) -> Iterator[None]:
        """Errors of the database as refusals."""
        try:
            yield
        except (DBAPIError, sqlite3.Error) as error:
            # The rows of the queue come straight from the driver, and so do its errors.
            told = error if isinstance(error, DBAPIError) else DBAPIError(None, None, error)
            refusal = self._refusal(told, writes)
            if refusal is None:
                raise
            raise refusal from error

    def backup(self, now: datetime) -> Path | None:
        """The day's backup, made where there is none yet; None where backups are the server's."""
        return None if self.file is None else daily_backup(self.file, now)

    def close(self) -> None:
        """Let go of the database. A desk's file that all have closed well is opened again without a check."""
        self._engine.dispose()
