"""Conflicts as the store remembers them: what both sides changed at once, until the agent settles it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Select, delete, insert, select, update

from opiekun.domain.sync.local import Conflict, ConflictKind
from opiekun.store import sync_rows
from opiekun.store.calendar_tables import calendars
from opiekun.store.sync_tables import sync_conflicts
from opiekun.store.text import clean

STANDING = select(calendars.c.id).where(calendars.c.removed_at.is_(None))
"""The ids of the calendars that were not removed."""

_conflict = sync_conflicts.c


class SqlConflicts:
    """The conflicts of the calendars."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def conflicts(self) -> list[Conflict]:
        """Oldest first; of calendars that were not removed."""
        return self._conflicts(select(sync_conflicts))

    def conflict(self, conflict_id: str) -> Conflict | None:
        """The one of that id, in a calendar that was not removed."""
        return next(iter(self._conflicts(select(sync_conflicts).where(_conflict.id == conflict_id))), None)

    def conflicts_of(self, calendar_id: str, uid: str) -> list[Conflict]:
        """Those of one event, oldest first."""
        here = select(sync_conflicts).where(_conflict.calendar_id == calendar_id, _conflict.uid == clean(uid))
        return self._conflicts(here)

    def in_conflict(self, kind: ConflictKind | None = None) -> list[tuple[str, str]]:
        """The calendar and the UID of each conflict of that kind, or of any, oldest first, without its texts."""
        such = select(_conflict.calendar_id, _conflict.uid)
        if kind is not None:
            such = such.where(_conflict.kind == kind.value)
        return [(row.calendar_id, row.uid) for row in self._connection.execute(_standing(such))]

    def add_conflict(self, conflict: Conflict) -> None:
        """Store a conflict under its id, or under a new one; it is not there yet."""
        values = {"id": conflict.id or str(uuid4())} | sync_rows.conflict_values(conflict)
        self._connection.execute(insert(sync_conflicts).values(values))

    def drop_conflict(self, conflict_id: str) -> None:
        """The conflict is settled."""
        self._connection.execute(delete(sync_conflicts).where(_conflict.id == conflict_id))

    def move_conflicts(self, calendar_id: str, into: str) -> None:
        """Those of a calendar, also of a removed one, are of another one from now on."""
        of_it = update(sync_conflicts).where(_conflict.calendar_id == calendar_id)
        self._connection.execute(of_it.values(calendar_id=into))

    def _conflicts(self, query: Select[Any]) -> list[Conflict]:
        return [sync_rows.conflict_of(row) for row in self._connection.execute(_standing(query))]


def _standing(query: Select[Any]) -> Select[Any]:
    """Of conflicts, those of calendars that were not removed, oldest first."""
    return query.where(_conflict.calendar_id.in_(STANDING)).order_by(_conflict.found_at, _conflict.id)
