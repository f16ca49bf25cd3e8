"""Connections to help desks, what waits to be written back, and what must not happen twice."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, insert, select, update
from sqlalchemy import Connection as SqlConnection

from opiekun.domain.instants import UtcSeconds
from opiekun.domain.intake import Connection, WriteBack
from opiekun.domain.timeline import Severity
from opiekun.store.shared_fields import shared_from_json, shared_to_json
from opiekun.store.tables import column_mappings, connections, notices, snoozes, write_backs
from opiekun.store.upsert import upsert


class SqlConnections:
    """Connections, the queue of write-backs, remembered column mappings, claimed and put off notices."""

    def __init__(self, connection: SqlConnection) -> None:
        self._connection = connection

    def all(self) -> list[Connection]:
        """All connections, by id."""
        return [
            Connection(
                id=row.id,
                kind=row.kind,
                url=row.url,
                timezone=row.timezone,
                severity_field=row.severity_field,
                default_severity=Severity(row.default_severity),
                cursor=row.cursor,
                last_success=row.last_success,
                last_error=row.last_error,
            )
            for row in self._connection.execute(select(connections).order_by(connections.c.id))
        ]

    def save(self, connection: Connection) -> None:
        """Store the connection, new or known by its id, with the cursor that resumes its next pull."""
        values = {
            "kind": connection.kind,
            "url": connection.url,
            "timezone": connection.timezone,
            "severity_field": connection.severity_field,
            "default_severity": int(connection.default_severity),
            "cursor": connection.cursor,
            "last_success": connection.last_success,
            "last_error": connection.last_error,
        }
        upsert(self._connection, connections, {"id": connection.id}, values)

    def write_backs(self, connection: str) -> list[WriteBack]:
        """What waits for that connection, oldest first, those that were refused left out."""
        return self._write_backs(_WAITING & (write_backs.c.connection == connection))

    def refused_write_backs(self) -> list[WriteBack]:
        """What help desks would not have, oldest first."""
        return self._write_backs(~_WAITING)

    def write_back_of(self, key: int) -> WriteBack | None:
        """The change of that request that still waits, if any."""
        return next(iter(self._write_backs(_WAITING & (write_backs.c.request_key == key))), None)

    def queue_write_back(self, change: WriteBack) -> None:
        """Remember a change in place of one that waits for the same request; one that changes nothing takes it away."""
        waiting = _WAITING & (write_backs.c.request_key == change.key)
        if change.before == change.after:
            self._connection.execute(delete(write_backs).where(waiting))
            return
        values = {
            "connection": change.connection,
            "external_id": change.external_id,
            "before": shared_to_json(change.before),
            "after": shared_to_json(change.after),
            "made_at": change.made_at,
        }
        if self._connection.execute(update(write_backs).where(waiting).values(values)).rowcount == 0:
            self._connection.execute(insert(write_backs).values(request_key=change.key, refused="", **values))

    def done_write_back(self, change: WriteBack) -> None:
        """The source has what ``change`` wrote. What was chosen here while it was under way goes on waiting."""
        self._connection.execute(delete(write_backs).where(_same(change)))
        self._connection.execute(
            update(write_backs).where(write_backs.c.id == change.id).values(before=shared_to_json(change.after))
        )

    def refuse_write_back(self, change: WriteBack, reason: str) -> None:
        """The source will not have it. What was chosen here while it was under way goes on waiting."""
        self._connection.execute(update(write_backs).where(_same(change)).values(refused=reason))

    def column_mapping(self, header: tuple[str, ...]) -> dict[str, str] | None:
        """Which column of a CSV file with that header holds which field, as it was last chosen."""
        mapping: dict[str, str] | None = self._connection.scalar(
            select(column_mappings.c.mapping).where(column_mappings.c.header == list(header))
        )
        return mapping

    def save_column_mapping(self, header: tuple[str, ...], mapping: dict[str, str]) -> None:
        """Remember the choice for files with that header."""
        upsert(self._connection, column_mappings, {"header": list(header)}, {"mapping": mapping})

    def claim_notice(self, notice: str, now: datetime) -> bool:
        """True for the first who claims this notice: nothing is told twice, whatever restarts."""
        if self._connection.scalar(select(notices.c.notice).where(notices.c.notice == notice)) is not None:
            return False
        self._connection.execute(insert(notices).values(notice=notice, claimed_at=now))
        return True

    def snoozes(self) -> dict[str, UtcSeconds]:
        """The reminders that are put off, by their notices."""
        return {row.notice: row.until for row in self._connection.execute(select(snoozes))}

    def snooze(self, notice: str, until: UtcSeconds, *, forget_before: UtcSeconds) -> None:
        """Put a reminder off, and forget those whose time is long past."""
        self._connection.execute(delete(snoozes).where(snoozes.c.until < forget_before))
        upsert(self._connection, snoozes, {"notice": notice}, {"until": until})

    def _write_backs(self, condition: ColumnElement[bool]) -> list[WriteBack]:
        rows = self._connection.execute(select(write_backs).where(condition).order_by(write_backs.c.id))
        return [_write_back_of(row) for row in rows]


_WAITING: ColumnElement[bool] = write_backs.c.refused == ""


def _same(change: WriteBack) -> ColumnElement[bool]:
    return (write_backs.c.id == change.id) & (write_backs.c.after == shared_to_json(change.after))


def _write_back_of(row: Row[Any]) -> WriteBack:
    return WriteBack(
        id=row.id,
        key=row.request_key,
        connection=row.connection,
        external_id=row.external_id,
        before=shared_from_json(row.before),
        after=shared_from_json(row.after),
        made_at=row.made_at,
        refused=row.refused,
    )
