"""The numbers of changes, by which windows see what others did: one sequence for requests and calendars."""

from __future__ import annotations

from sqlalchemy import Connection, func, select, union_all

from opiekun.store.calendar_tables import calendar_objects, calendars
from opiekun.store.tables import requests

# One look for all of them, because every window asks every few seconds.
_each = union_all(
    *(select(func.max(table.c.changed).label("last")) for table in (requests, calendar_objects, calendars))
)
_LAST = select(func.max(_each.subquery().c.last))


class Changing:
    """The number of a transaction, shared by all that it writes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._number: int | None = None

    def last(self) -> int:
        """The number of the last transaction that changed a request or a calendar; numbers only grow."""
        return self._connection.scalar(_LAST) or 0

    def number(self) -> int:
        """The number of this transaction. Writing ones follow one another, so the next one is larger."""
        if self._number is None:
            self._number = self.last() + 1
        return self._number
