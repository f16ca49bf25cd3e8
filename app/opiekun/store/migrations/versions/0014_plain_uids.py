"""UIDs as what they stand for, not as they were written: ``a\\;b`` and ``a;b`` are one event (RFC 5545, 3.3.11).

Calls have UIDs of our own making, in which nothing is escaped. How UIDs and events were read when this was written is
kept here: an old desk is to become the same whatever they are read like by now.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_objects = sa.table(
    "calendar_objects", *map(sa.column, ("key", "calendar_id", "uid", "made_at")), sa.column("text", sa.LargeBinary)
)
_events = sa.table("calendar_events", sa.column("object_key"))
_journal = sa.table(
    "sync_journal", *map(sa.column, ("id", "calendar_id", "uid", "href")), sa.column("base_text", sa.LargeBinary)
)
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

_ESCAPED = re.compile(r"\\([\\;,nN])")
_FOLD = re.compile(rb"\r?\n[ \t]")
_UID_LINE = re.compile(rb"^UID(?:;[^:\r\n]*)?:([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)", re.IGNORECASE | re.MULTILINE)
_SAYS_NOTHING = frozenset({b"UID", b"DTSTAMP", b"LAST-MODIFIED", b"CREATED", b"SEQUENCE", b"PRODID"})


class _Spelled(NamedTuple):
    """What a calendar has under one spelling of a UID; ``text`` is None where it was deleted."""

    uid: str
    key: int | None
    text: bytes | None
    made_at: int
    on_server: bool


def upgrade() -> None:
    desk = op.get_bind()
    spellings: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for table, order in ((_objects, _objects.c.key), (_journal, _journal.c.id)):
        for calendar_id, uid in desk.execute(sa.select(table.c.calendar_id, table.c.uid).order_by(order)):
            spellings[calendar_id, _plain(uid)][uid] = None
    for (calendar_id, uid), spelled in spellings.items():
        if len(spelled) > 1:
            _join(desk, calendar_id, uid, list(spelled))
    remembered = set(desk.scalars(sa.select(_memory.c.uid)))
    for uid in _by_length(remembered):
        if _plain(uid) in remembered:  # the newer one, which this program wrote
            desk.execute(sa.delete(_memory).where(_memory.c.uid == uid))
        else:
            remembered.add(_plain(uid))
        remembered.discard(uid)
    for name in ("calendar_objects", "sync_journal", "mail_memory", *_MANY_OF_A_UID):
        table = sa.table(name, sa.column("uid"))
        for uid in _by_length(set(desk.scalars(sa.select(table.c.uid).distinct()))):
            desk.execute(sa.update(table).where(table.c.uid == uid).values(uid=_plain(uid)))


def _plain(uid: str) -> str:
    """The UID that a value of the property stands for."""
    return _ESCAPED.sub(lambda found: "\\n" if found[1] in "nN" else found[1], uid).strip()


def _by_length(uids: set[str]) -> list[str]:
    """Those that stand for another text than they are, the short ones first.

    What one stands for may be how another was written (``a\\\\;b``, ``a\\;b``). It is shorter, so it has made room by
    then.
    """
    return sorted((uid for uid in uids if _plain(uid) != uid), key=lambda uid: (len(uid), uid))


def _join(desk: sa.Connection, calendar_id: str, uid: str, spelled: list[str]) -> None:
    """Let one object stay of several of an event: one that a server has, if any."""
    found = [_found(desk, calendar_id, each) for each in spelled]
    stays = max(found, key=lambda each: (each.text is not None, each.on_server))
    for goes in found:
        if goes is not stays:
            _keep_what_differs(desk, calendar_id, uid, stays, goes)
            _keep_what_waits(desk, calendar_id, uid, stays, goes)
            # A second resource of the event is met anew by the next run, which tells of it.
            here = (_resources.c.calendar_id == calendar_id) & (_resources.c.uid == goes.uid)
            desk.execute(sa.delete(_resources).where(here))
            desk.execute(sa.delete(_events).where(_events.c.object_key == goes.key))
            desk.execute(sa.delete(_objects).where(_objects.c.key == goes.key))
    desk.execute(
        sa.update(_collections).where(_collections.c.calendar_id == calendar_id).values(sync_token="", ctag="")
    )


def _found(desk: sa.Connection, calendar_id: str, uid: str) -> _Spelled:
    row = desk.execute(sa.select(_objects).where(_objects.c.calendar_id == calendar_id, _objects.c.uid == uid)).first()
    shown = (_resources.c.calendar_id == calendar_id) & (_resources.c.uid == uid) & _resources.c.problem.is_(None)
    on_server = bool(desk.scalar(sa.select(sa.func.count()).select_from(_resources).where(shown)))
    if row is None:
        return _Spelled(uid, None, None, 0, on_server)
    return _Spelled(uid, row.key, None if row.text is None else bytes(row.text), row.made_at, on_server)


def _keep_what_differs(desk: sa.Connection, calendar_id: str, uid: str, stays: _Spelled, goes: _Spelled) -> None:
    """What one that goes says otherwise becomes a conflict.

    It spells the UID as the one that stays: in its place another spelling may be refused, where a server has both.
    """
    if stays.text is None or goes.text is None or _said(stays.text) == _said(goes.text):
        return
    spelled = next((each[0] for each in _UID_LINE.finditer(stays.text) if _is(each, uid)), None)
    mine = goes.text if spelled is None else _with_uid_line(goes.text, uid, spelled)
    told = {"kind": "both_changed", "calendar_id": calendar_id, "uid": uid, "touching": "[]"}
    texts = {"mine": mine, "theirs": stays.text, "found_at": datetime.fromtimestamp(goes.made_at, UTC)}
    desk.execute(sa.insert(_conflicts).values(id=str(uuid4()), **told, **texts))


def _keep_what_waits(desk: sa.Connection, calendar_id: str, uid: str, stays: _Spelled, goes: _Spelled) -> None:
    """What waits of one that goes: it was deleted here, or it is what waits of the one that stays, or the conflict."""
    waits = _waits(desk, calendar_id, goes.uid)
    if waits is None:
        return
    entry = _journal.c.id == waits.id
    if goes.text is None and waits.base_text is not None and waits.href:
        # There can be one entry of a UID. A deletion needs only an address: it goes out under a UID of its own.
        own = str(uuid4())
        base = _with_uid_line(bytes(waits.base_text), uid, f"UID:{own}".encode())
        desk.execute(sa.update(_journal).where(entry).values(uid=own, base_text=base))
        shown = (_resources.c.calendar_id == calendar_id) & (_resources.c.uid == goes.uid)
        desk.execute(sa.update(_resources).where(shown, _resources.c.problem.is_(None)).values(uid=own))
    elif stays.on_server or _waits(desk, calendar_id, stays.uid) is not None:
        desk.execute(sa.delete(_journal).where(entry))
    else:
        desk.execute(sa.update(_journal).where(entry).values(uid=stays.uid))


def _waits(desk: sa.Connection, calendar_id: str, uid: str) -> sa.Row[Any] | None:
    return desk.execute(
        sa.select(_journal).where(_journal.c.calendar_id == calendar_id, _journal.c.uid == uid)
    ).one_or_none()


def _with_uid_line(text: bytes, uid: str, line: bytes) -> bytes:
    return _UID_LINE.sub(lambda found: line if _is(found, uid) else found[0], text)


def _is(found: re.Match[bytes], uid: str) -> bool:
    return _plain(_FOLD.sub(b"", found[1]).decode("utf-8", "replace")) == uid


def _said(text: bytes) -> list[bytes]:
    """What a text says, but for bookkeeping and the order of the properties of each component."""
    said: list[bytes] = []
    properties: list[bytes] = []
    for line in _FOLD.sub(b"", text).splitlines():
        name = re.split(rb"[;:]", line, maxsplit=1)[0].upper()
        if name in {b"BEGIN", b"END"}:
            said += [*sorted(properties), line]
            properties = []
        elif name not in _SAYS_NOTHING:
            properties.append(line)
    return said
