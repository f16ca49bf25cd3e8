"""What the store remembers for the sync: accounts, collections and their resources, the journal, conflicts and runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    not_,
    or_,
    select,
    update,
)

from opiekun.domain.sync.accounts import DavAccount, DavCollection, InboxRead
from opiekun.domain.sync.journal import Edit, first_edit, next_edit
from opiekun.domain.sync.local import WITHHELD, JournalEntry, Resource
from opiekun.domain.sync.report import RunReport, SyncMark
from opiekun.store import sync_rows
from opiekun.store.calendar_tables import calendars
from opiekun.store.sync_conflicts import STANDING, SqlConflicts
from opiekun.store.sync_tables import (
    sync_accounts,
    sync_collections,
    sync_conflicts,
    sync_journal,
    sync_resources,
    sync_runs,
)
from opiekun.store.text import clean
from opiekun.store.types import ExactText
from opiekun.store.upsert import upsert

_PART = 500
_PAGE = 5_000

_resource, _entry = sync_resources.c, sync_journal.c
_CONNECTED = sync_collections.c.let_go.is_not(True)
_EXCHANGED = select(sync_collections.c.calendar_id).where(_CONNECTED)
_IN_ORDER = (
    select(sync_collections)
    .join(calendars)
    .where(calendars.c.removed_at.is_(None))
    .order_by(calendars.c.position, calendars.c.id)
)
_LISTED = select(
    _resource.key,
    _resource.href,
    _resource.etag,
    _resource.schedule_tag,
    _resource.uid,
    _resource.problem,
    _resource.kept,
)
# A title stands in it, but for the oddest; some texts have megabytes of attachments.
_BEGINNING = case((func.coalesce(_resource.kept, "") == "", func.substr(_resource.text, 1, 65_536, type_=ExactText())))
_SHOWN = or_(_resource.problem.is_(None), _resource.kept.is_not(None))
_JOURNAL = select(sync_journal).order_by(_entry.id)
_WAITS = _entry.edits > 0
_ADD_RESOURCES, _ADD_ENTRIES = insert(sync_resources), insert(sync_journal)
_EDIT_ENTRY = update(sync_journal).where(
    _entry.calendar_id == bindparam("of_calendar"), _entry.uid == bindparam("of_uid")
)

_COUNT = select(func.count())
_LATEST = select(sync_runs.c.id).order_by(sync_runs.c.id.desc()).limit(1)
# One look, because windows ask every few seconds.
_MARK = select(
    func.coalesce(_LATEST.scalar_subquery(), 0),
    select(sync_runs.c.ended_at).order_by(sync_runs.c.id.desc()).limit(1).scalar_subquery(),
    _COUNT.select_from(sync_journal).scalar_subquery(),
    _COUNT.select_from(sync_journal).where(_entry.refused.is_not(None)).scalar_subquery(),
    _COUNT.select_from(sync_conflicts).scalar_subquery(),
)


class SqlSyncMemory(SqlConflicts):
    """What is remembered of the calendars' servers. Where a calendar is not synced, there is nothing of it here."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._synced: frozenset[str] | None = None

    def accounts(self) -> list[DavAccount]:
        """Those that are connected, in the order in which they were."""
        return self._accounts(let_go=False)

    def let_go_accounts(self) -> list[DavAccount]:
        """Those that were let go of, and of which something is remembered."""
        return self._accounts(let_go=True)

    def save_account(self, account: DavAccount) -> None:
        """Store an account, new or known by its id; a new one comes last. It is connected."""
        values = sync_rows.account_values(account)
        known = select(sync_accounts.c.position).where(sync_accounts.c.id == account.id)
        if self._connection.scalar(known) is None:
            last: int = self._connection.scalar(select(func.max(sync_accounts.c.position))) or 0
            values["position"] = last + 1
        upsert(self._connection, sync_accounts, {"id": account.id}, values)

    def let_go(self, account_id: str) -> None:
        """Have an account connected no more, and its calendars be calendars of the desk alone.

        What is remembered of them stays, and edits are noted further: that is where a new connection goes on.
        """
        for table, of in ((sync_accounts, sync_accounts.c.id), (sync_collections, sync_collections.c.account_id)):
            self._connection.execute(update(table).where(of == account_id).values(let_go=True))
        _forget_accounts(self._connection)

    def inbox_read(self, account_id: str) -> InboxRead:
        """How far the account's scheduling inbox was read."""
        told = self._connection.scalar(select(sync_accounts.c.inbox_read).where(sync_accounts.c.id == account_id))
        return InboxRead() if told is None else sync_rows.inbox_of(told)

    def save_inbox_read(self, account_id: str, read: InboxRead) -> None:
        """It was read so far; nothing where the account was let go of meanwhile."""
        here = update(sync_accounts).where(sync_accounts.c.id == account_id, sync_accounts.c.let_go.is_not(True))
        self._connection.execute(here.values(inbox_read=sync_rows.inbox_json(read)))

    def collections(self) -> list[DavCollection]:
        """Those that are connected and whose calendar was not removed, in the calendars' order."""
        return [sync_rows.collection_of(row) for row in self._connection.execute(_IN_ORDER.where(_CONNECTED))]

    def let_go_collections(self, account_id: str) -> list[DavCollection]:
        """Those of an account that were let go of and whose calendar stayed, in the calendars' order."""
        mine = _IN_ORDER.where(sync_collections.c.account_id == account_id, sync_collections.c.let_go.is_(True))
        return [sync_rows.collection_of(row) for row in self._connection.execute(mine)]

    def removed_collections(self, account_id: str) -> list[DavCollection]:
        """Those of an account whose calendar was removed and is not forgotten, the one removed last first."""
        gone = calendars.c.removed_at
        removed = (
            select(sync_collections)
            .join(calendars)
            .where(sync_collections.c.account_id == account_id, gone.is_not(None))
            .order_by(gone.desc(), calendars.c.id)
        )
        return [sync_rows.collection_of(row) for row in self._connection.execute(removed)]

    def collection(self, calendar_id: str) -> DavCollection | None:
        """The connected one that a calendar mirrors; also where the calendar was removed."""
        return self._collection(sync_collections.c.calendar_id == calendar_id, _CONNECTED)

    def remembered(self, calendar_id: str) -> DavCollection | None:
        """As :meth:`collection`, also one that was let go of."""
        return self._collection(sync_collections.c.calendar_id == calendar_id)

    def _collection(self, *such: ColumnElement[bool]) -> DavCollection | None:
        row = self._connection.execute(select(sync_collections).where(*such)).one_or_none()
        return None if row is None else sync_rows.collection_of(row)

    def save_collection(self, collection: DavCollection) -> None:
        """Store a collection, new or known by its calendar. It is connected."""
        values = sync_rows.collection_values(collection)
        upsert(self._connection, sync_collections, {"calendar_id": collection.calendar_id}, values)
        self._synced = None

    def resources(self, calendar_id: str) -> Iterator[Resource]:
        """All of a collection, by key, without their texts; a bounded number in memory at a time."""
        query, last = _LISTED.where(_resource.calendar_id == calendar_id).order_by(_resource.key).limit(_PAGE), None
        while True:
            page = query if last is None else query.where(_resource.key > last)
            rows = self._connection.execute(page).all()
            yield from map(sync_rows.listed_resource, rows)
            if len(rows) < _PAGE:
                return
            last = rows[-1].key

    def resources_at(self, calendar_id: str, keys: Iterable[str]) -> dict[str, Resource]:
        """Those of these keys that are known, with their texts."""
        found: dict[str, Resource] = {}
        for part in _parts(keys):
            here = select(sync_resources).where(_resource.calendar_id == calendar_id, _resource.key.in_(part))
            found.update((row.key, sync_rows.resource_of(row)) for row in self._connection.execute(here))
        return found

    def resources_of(self, calendar_id: str, uid: str) -> list[Resource]:
        """Those that hold that UID, the shown one first; with their texts."""
        rows = self._connection.execute(
            select(sync_resources)
            .where(_resource.calendar_id == calendar_id, _resource.uid == uid)
            .order_by(not_(_SHOWN), _resource.key)
        )
        return [sync_rows.resource_of(row) for row in rows]

    def withheld(self, calendar_id: str) -> list[Resource]:
        """Those that the server would not give out when they were asked for last, by key; without their texts."""
        here = _LISTED.where(_resource.calendar_id == calendar_id, _resource.etag == WITHHELD).order_by(_resource.key)
        return [sync_rows.listed_resource(row) for row in self._connection.execute(here)]

    def put_resources(self, calendar_id: str, resources: Sequence[Resource]) -> None:
        """Store resources, each new or known by its key."""
        rows = {clean(each.key): sync_rows.resource_values(calendar_id, each) for each in resources}
        self.drop_resources(calendar_id, rows)
        if rows:
            self._connection.execute(_ADD_RESOURCES, list(rows.values()))

    def drop_resources(self, calendar_id: str, keys: Iterable[str]) -> None:
        """Forget those of these keys."""
        for part in _parts(keys):
            here = and_(_resource.calendar_id == calendar_id, _resource.key.in_(part))
            self._connection.execute(delete(sync_resources).where(here))

    def note_edits(self, calendar_id: str, edits: Sequence[tuple[str, str | None, str | None]], at: datetime) -> None:
        """Write edits made here into the journal: UID, text before and after. Of calendars that never were synced there
        is nothing to write.

        An entry that is known gets another edit and is not refused any more; its base stays. One that is new and
        deleted again, or has become what the server has, goes, unless it is under way.
        """
        if not edits or not self._is_synced(calendar_id):
            return
        made = [Edit(clean(uid), before, after) for uid, before, after in edits]
        uids = {edit.uid: None for edit in made}
        known, shown = self._remembered(calendar_id, uids), self._shown(calendar_id, uids)
        became: dict[str, JournalEntry | None] = dict(known)
        for edit in made:
            entry = became.get(edit.uid)
            became[edit.uid] = (
                first_edit(calendar_id, edit, shown.get(edit.uid), at)
                if entry is None or entry.is_left
                else next_edit(entry, edit.after)
            )
        self._write_journal(calendar_id, known, became)

    def journal(self, calendar_id: str) -> list[JournalEntry]:
        """What waits, oldest first, refused entries included."""
        return self._journal(_JOURNAL.where(_entry.calendar_id == calendar_id, _WAITS))

    def left(self, calendar_id: str) -> list[JournalEntry]:
        """What does not wait any more, of events that others may have put elsewhere than they were put here."""
        return self._journal(_JOURNAL.where(_entry.calendar_id == calendar_id, ~_WAITS))

    def split_off(self) -> set[str]:
        """The UIDs of events to which series are to leave a part by edits that wait to go out."""
        exchanged = and_(_entry.calendar_id.in_(_EXCHANGED), _entry.calendar_id.in_(STANDING))
        divided = select(_entry.splits).where(_entry.splits.is_not(None), _WAITS, exchanged)
        return {uid for splits in self._connection.scalars(divided) for _at, uid, _edit in splits}

    def waiting(self) -> dict[str, int]:
        """How many edits will go out with the next run, by calendar; refused ones left out."""
        counted = (
            select(_entry.calendar_id, func.count())
            .where(_entry.refused.is_(None), _WAITS, _entry.calendar_id.in_(_EXCHANGED))
            .group_by(_entry.calendar_id)
        )
        return dict(iter(self._connection.execute(counted)))

    def refused(self, calendar_id: str) -> list[JournalEntry]:
        """What the server would not have, oldest first."""
        return self._journal(_JOURNAL.where(_entry.calendar_id == calendar_id, _entry.refused.is_not(None)))

    def entry(self, calendar_id: str, uid: str) -> JournalEntry | None:
        """What waits of that event."""
        return self.entries(calendar_id, [uid]).get(clean(uid))

    def entries(self, calendar_id: str, uids: Iterable[str]) -> dict[str, JournalEntry]:
        """What waits of these events, by UID."""
        return {uid: entry for uid, entry in self._remembered(calendar_id, uids).items() if not entry.is_left}

    def _remembered(self, calendar_id: str, uids: Iterable[str]) -> dict[str, JournalEntry]:
        here = _JOURNAL.where(_entry.calendar_id == calendar_id)
        found = (self._journal(here.where(_entry.uid.in_(part))) for part in _parts(uids))
        return {entry.uid: entry for part in found for entry in part}

    def save_entry(self, entry: JournalEntry) -> None:
        """Store an entry as the run leaves it; a new one comes last."""
        key = {"calendar_id": entry.calendar_id, "uid": entry.uid}
        upsert(self._connection, sync_journal, key, sync_rows.entry_values(entry))

    def drop_entry(self, calendar_id: str, uid: str) -> None:
        """Nothing of that event waits any more."""
        self._connection.execute(delete(sync_journal).where(_entry.calendar_id == calendar_id, _entry.uid == uid))

    def problems(self) -> list[tuple[str, Resource, str]]:
        """Resources that are not shown in a calendar, or only as they were before, without their texts, each with the
        calendar's id, and with the beginning of its text where no title of it is kept; of those that are connected and
        were not removed.
        """
        rows = self._connection.execute(
            _LISTED.add_columns(_resource.calendar_id, _BEGINNING)
            .join(sync_collections, sync_collections.c.calendar_id == _resource.calendar_id)
            .where(_resource.problem.is_not(None), _resource.calendar_id.in_(STANDING), _CONNECTED)
            .order_by(_resource.calendar_id, _resource.key)
        )
        return [
            (calendar_id, sync_rows.listed_resource(listed), clean(beginning or ""))
            for *listed, calendar_id, beginning in rows
        ]

    def save_run(self, run: RunReport, *, keep: int) -> None:
        """Store a run by when it was started, and forget all but the latest ``keep``."""
        upsert(self._connection, sync_runs, {"started_at": run.started_at}, sync_rows.run_values(run))
        latest = select(sync_runs.c.id).order_by(sync_runs.c.id.desc()).limit(keep)
        self._connection.execute(delete(sync_runs).where(sync_runs.c.id.not_in(latest)))

    def runs(self, limit: int) -> list[RunReport]:
        """The latest first."""
        rows = self._connection.execute(select(sync_runs).order_by(sync_runs.c.id.desc()).limit(limit))
        return [sync_rows.run_of(row) for row in rows]

    def mark(self) -> SyncMark:
        """What is another one whenever a run was logged, an edit went or was refused, or a conflict was settled."""
        return SyncMark(*self._connection.execute(_MARK).one())

    def _accounts(self, *, let_go: bool) -> list[DavAccount]:
        standing = sync_accounts.c.let_go
        rows = self._connection.execute(
            select(sync_accounts)
            .where(standing.is_(True) if let_go else standing.is_not(True))
            .order_by(sync_accounts.c.position, sync_accounts.c.id)
        )
        return [sync_rows.account_of(row) for row in rows]

    def _is_synced(self, calendar_id: str) -> bool:
        if self._synced is None:
            self._synced = frozenset(self._connection.scalars(select(sync_collections.c.calendar_id)))
        return calendar_id in self._synced

    def _journal(self, query: Select[Any]) -> list[JournalEntry]:
        return [sync_rows.entry_of(row) for row in self._connection.execute(query)]

    def _shown(self, calendar_id: str, uids: Iterable[str]) -> dict[str, Resource]:
        """The resources whose events are in the calendar, by UID."""
        here = _LISTED.where(_resource.calendar_id == calendar_id, _SHOWN)
        found: dict[str, Resource] = {}
        for part in _parts(uids):
            rows = self._connection.execute(here.where(_resource.uid.in_(part)))
            found.update((row.uid, sync_rows.listed_resource(row)) for row in rows)
        return found

    def _write_journal(
        self, calendar_id: str, known: dict[str, JournalEntry], became: dict[str, JournalEntry | None]
    ) -> None:
        gone = [uid for uid in known if became[uid] is None]
        for part in _parts(gone):
            here = and_(_entry.calendar_id == calendar_id, _entry.uid.in_(part))
            self._connection.execute(delete(sync_journal).where(here))
        added, changed = [], []
        for uid, entry in became.items():
            if entry is None:
                continue
            values = sync_rows.entry_values(entry)
            if uid in known:
                changed.append(values | {"of_calendar": calendar_id, "of_uid": uid})
            else:
                added.append(values | {"calendar_id": calendar_id, "uid": uid})
        if changed:
            self._connection.execute(_EDIT_ENTRY, changed)
        if added:
            self._connection.execute(_ADD_ENTRIES, added)


def forget_sync(connection: Connection, calendar_ids: Select[tuple[str]]) -> None:
    """Forget all that is remembered of those calendars: they are let go of for good."""
    for table in (sync_resources, sync_journal, sync_conflicts, sync_collections):
        connection.execute(delete(table).where(table.c.calendar_id.in_(calendar_ids)))
    _forget_accounts(connection)


def _forget_accounts(connection: Connection) -> None:
    """Forget accounts that were let go of and of which no calendar is left."""
    none_left = sync_accounts.c.id.not_in(select(sync_collections.c.account_id))
    connection.execute(delete(sync_accounts).where(sync_accounts.c.let_go.is_(True), none_left))


def _parts(values: Iterable[str]) -> Iterator[list[str]]:
    """The values in parts that one statement takes."""
    every = list(values)
    for start in range(0, len(every), _PART):
        yield every[start : start + _PART]
