"""UIDs as what they stand for, not as they were written: ``a\\;b`` and ``a;b`` are one event (RFC 5545, 3.3.11).

Calls have UIDs of our own making, in which nothing is escaped.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

from opiekun.domain.calendar.uids import uid_from
from opiekun.domain.errors import BadComponent
from opiekun.domain.sync.rewriting import same

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_objects = sa.table(
    "calendar_objects", *map(sa.column, ("key", "calendar_id", "uid", "made_at")), sa.column("text", sa.LargeBinary)
)
_events = sa.table("calendar_events", sa.column("object_key"))
_journal = sa.table("sync_journal", *map(sa.column, ("id", "calendar_id", "uid")))
_resources = sa.table("sync_resources", *map(sa.column, ("calendar_id", "uid", "problem")))
_collections = sa.table("sync_collections", *map(sa.column, ("calendar_id", "sync_token", "ctag")))
_conflicts = sa.table(
    "sync_conflicts",
    *map(sa.column, ("id", "kind", "calendar_id", "uid", "touching")),
    sa.column("found_at", sa.DateTime(timezone=True)),
    sa.column("mine", sa.LargeBinary),
    sa.column("theirs", sa.LargeBinary),
)
_memory = sa.table("mail_memory", sa.column("uid"))
_MANY_OF_A_UID = ("sync_resources", "sync_conflicts", "mail_letters", "mail_ledger", "mail_proposals")


def upgrade() -> None:
    desk = op.get_bind()
    for row in _escaped(desk, _objects):
        twin = desk.execute(
            sa.select(_objects).where(_objects.c.calendar_id == row.calendar_id, _objects.c.uid == uid_from(row.uid))
        ).one_or_none()
        if twin is not None:
            _join(desk, row, twin)
    for table, place in ((_objects, _objects.c.calendar_id), (_journal, _journal.c.calendar_id), (_memory, None)):
        for row in _escaped(desk, table):
            _rename(desk, table, row, place)
    for name in _MANY_OF_A_UID:
        table = sa.table(name, sa.column("uid"))
        for row in _escaped(desk, table):
            desk.execute(sa.update(table).where(table.c.uid == row.uid).values(uid=uid_from(row.uid)))


def _escaped(desk: sa.Connection, table: sa.TableClause) -> list[sa.Row[Any]]:
    """The rows whose UID stands for another text than it is."""
    found = desk.execute(sa.select(table).where(sa.func.replace(table.c.uid, "\\", "") != table.c.uid).distinct())
    return [row for row in found if uid_from(row.uid) != row.uid]


def _rename(desk: sa.Connection, table: sa.TableClause, row: sa.Row[Any], place: sa.ColumnClause[Any] | None) -> None:
    """Give a row its UID, unless another has it; that one is the newer, which this program wrote."""
    own, its = table.c.uid == row.uid, table.c.uid == uid_from(row.uid)
    if place is not None:
        here = place == row.calendar_id
        own, its = own & here, its & here
    if desk.scalar(sa.select(sa.func.count()).select_from(table).where(its)):
        desk.execute(sa.delete(table).where(own))
    else:
        desk.execute(sa.update(table).where(own).values(uid=uid_from(row.uid)))


def _join(desk: sa.Connection, escaped: sa.Row[Any], plain: sa.Row[Any]) -> None:
    """Let one object stay of two of an event: the one that a server has. What the other says stays as a conflict."""
    stays, goes = (escaped, plain) if _weight(desk, escaped) >= _weight(desk, plain) else (plain, escaped)
    here = escaped.calendar_id
    if stays.text is not None and goes.text is not None and not _same(stays.text, goes.text):
        told = {"kind": "both_changed", "calendar_id": here, "uid": uid_from(escaped.uid), "touching": "[]"}
        texts = {"mine": goes.text, "theirs": stays.text, "found_at": datetime.fromtimestamp(goes.made_at, UTC)}
        desk.execute(sa.insert(_conflicts).values(id=str(uuid4()), **told, **texts))
    waiting = desk.scalar(sa.select(_journal.c.id).where(_journal.c.calendar_id == here, _journal.c.uid == stays.uid))
    if waiting is not None or _on_server(desk, stays):
        desk.execute(sa.delete(_journal).where(_journal.c.calendar_id == here, _journal.c.uid == goes.uid))
    else:
        of_goes = (_journal.c.calendar_id == here) & (_journal.c.uid == goes.uid)
        desk.execute(sa.update(_journal).where(of_goes).values(uid=stays.uid))
    # A second resource of the event is met anew by the next run, which tells of it.
    desk.execute(sa.delete(_resources).where(_resources.c.calendar_id == here, _resources.c.uid == goes.uid))
    desk.execute(sa.update(_collections).where(_collections.c.calendar_id == here).values(sync_token="", ctag=""))
    desk.execute(sa.delete(_events).where(_events.c.object_key == goes.key))
    desk.execute(sa.delete(_objects).where(_objects.c.key == goes.key))


def _weight(desk: sa.Connection, row: sa.Row[Any]) -> tuple[bool, bool]:
    return row.text is not None, _on_server(desk, row)


def _on_server(desk: sa.Connection, row: sa.Row[Any]) -> bool:
    where = (_resources.c.calendar_id == row.calendar_id) & (_resources.c.uid == row.uid)
    query = sa.select(sa.func.count()).select_from(_resources).where(where, _resources.c.problem.is_(None))
    return bool(desk.scalar(query))


def _same(one: bytes, other: bytes) -> bool:
    try:
        return same(*(bytes(text).decode("utf-8", "surrogatepass") for text in (one, other)))
    except (BadComponent, UnicodeDecodeError):
        return False
