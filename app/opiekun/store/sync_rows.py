"""Rows of the sync's tables, made from its values and made into them again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from opiekun.domain.sync.accounts import Auth, CollectionStanding, DavAccount, DavCollection, InboxRead, SyncBy
from opiekun.domain.sync.local import Conflict, ConflictKind, JournalEntry, PartOf, Resource, Split
from opiekun.domain.sync.report import CollectionReport, InboxReport, LogLine, RunReport
from opiekun.domain.sync.told import Told
from opiekun.store.told_json import told_json, told_of


def account_values(account: DavAccount) -> dict[str, Any]:
    """The columns of an account that is connected, but for its id and its place."""
    return {
        "url": account.url,
        "user": account.user,
        "auth": account.auth.value,
        "fingerprint": account.fingerprint,
        "principal": account.principal,
        "outbox": account.outbox,
        "inbox": account.inbox,
        "schedules": account.schedules,
        "addresses": list(account.addresses),
        "asks": told_json(account.asks),
        "retry_at": account.retry_at,
        "let_go": False,
    }


def account_of(row: Row[Any]) -> DavAccount:
    """The account of a row."""
    return DavAccount(
        id=row.id,
        url=row.url,
        user=row.user,
        auth=Auth(row.auth),
        fingerprint=row.fingerprint,
        principal=row.principal,
        outbox=row.outbox,
        inbox=row.inbox or "",
        schedules=bool(row.schedules),
        addresses=tuple(row.addresses),
        asks=told_of(row.asks),
        retry_at=row.retry_at,
    )


def inbox_json(read: InboxRead) -> dict[str, Any]:
    """How far an inbox was read, as JSON."""
    missing = None if read.missing_at is None else read.missing_at.isoformat()
    told = {"by_token": read.by_token, "sync_token": read.sync_token, "etags": dict(read.etags)}
    return told | {"missing_at": missing}


def inbox_of(told: Mapping[str, Any]) -> InboxRead:
    """How far an inbox was read, from JSON."""
    missing = told.get("missing_at")
    return InboxRead(**{**told, "missing_at": None if missing is None else datetime.fromisoformat(missing)})


def collection_values(collection: DavCollection) -> dict[str, Any]:
    """The columns of a collection that is connected, but for its calendar's id."""
    return {
        "account_id": collection.account_id,
        "url": collection.url,
        "by": None if collection.by is None else collection.by.value,
        "sync_token": collection.sync_token,
        "ctag": collection.ctag,
        "standing": collection.standing.value,
        "missing": collection.missing,
        "known": collection.known,
        "may_delete": collection.may_delete,
        "tells_guests": collection.tells_guests,
        "reconciled_at": collection.reconciled_at,
        "synced_at": collection.synced_at,
        "name": collection.name,
        "read_only": collection.read_only,
        "etags_lie": collection.etags_lie,
        "let_go": False,
        "failure": told_json(collection.failure),
    }


def collection_of(row: Row[Any]) -> DavCollection:
    """The collection of a row."""
    return DavCollection(
        calendar_id=row.calendar_id,
        account_id=row.account_id,
        url=row.url,
        by=None if row.by is None else SyncBy(row.by),
        sync_token=row.sync_token,
        ctag=row.ctag,
        standing=CollectionStanding(row.standing),
        missing=row.missing,
        known=row.known,
        may_delete=row.may_delete,
        tells_guests=bool(row.tells_guests),
        reconciled_at=row.reconciled_at,
        synced_at=row.synced_at,
        name=row.name or "",
        read_only=bool(row.read_only),
        etags_lie=bool(row.etags_lie),
        failure=told_of(row.failure),
    )


def resource_values(calendar_id: str, resource: Resource) -> dict[str, Any]:
    """The row of a resource."""
    return {
        "calendar_id": calendar_id,
        "key": resource.key,
        "href": resource.href,
        "etag": resource.etag,
        "schedule_tag": resource.schedule_tag,
        "uid": resource.uid,
        "problem": told_json(resource.problem),
        "text": resource.text,
        "kept": resource.kept,
    }


def resource_of(row: Row[Any]) -> Resource:
    """The resource of a row, with its text."""
    return Resource(row.key, row.href, row.etag, row.schedule_tag, row.uid, told_of(row.problem), row.text, row.kept)


def listed_resource(row: Sequence[Any]) -> Resource:
    """The resource of a row that has all of its columns in their order, but for the text; made by the thousand."""
    key, href, etag, schedule_tag, uid, problem, kept = row
    return Resource(key, href, etag, schedule_tag, uid, None if problem is None else told_of(problem), None, kept)


def entry_values(entry: JournalEntry) -> dict[str, Any]:
    """The columns of a journal entry, but for those that name its event."""
    return {
        "href": entry.href,
        "base_etag": entry.base_etag,
        "base_text": entry.base_text,
        "edits": entry.edits,
        "made_at": entry.made_at,
        "sent": entry.sent,
        "sent_text": entry.sent_text,
        "refused": told_json(entry.refused),
        "words": entry.words,
        "splits": [list(split) for split in entry.splits] or None,
        "moved_to": entry.moved_to,
        "part_of": None if entry.part_of is None else list(entry.part_of),
    }


def entry_of(row: Row[Any]) -> JournalEntry:
    """The journal entry of a row."""
    return JournalEntry(
        calendar_id=row.calendar_id,
        uid=row.uid,
        href=row.href,
        base_etag=row.base_etag,
        base_text=row.base_text,
        edits=row.edits,
        made_at=row.made_at,
        sent=row.sent,
        sent_text=row.sent_text,
        refused=told_of(row.refused),
        words=row.words,
        splits=tuple(Split(*split) for split in row.splits or ()),
        part_of=None if row.part_of is None else PartOf(*row.part_of),
        moved_to=row.moved_to or "",
    )


def conflict_values(conflict: Conflict) -> dict[str, Any]:
    """The columns of a conflict, but for its id."""
    return {
        "kind": conflict.kind.value,
        "calendar_id": conflict.calendar_id,
        "uid": conflict.uid,
        "base": conflict.base,
        "mine": conflict.mine,
        "theirs": conflict.theirs,
        "touching": list(conflict.touching),
        "found_at": conflict.found_at,
    }


def conflict_of(row: Row[Any]) -> Conflict:
    """The conflict of a row."""
    return Conflict(
        id=row.id,
        kind=ConflictKind(row.kind),
        calendar_id=row.calendar_id,
        uid=row.uid,
        base=row.base,
        mine=row.mine,
        theirs=row.theirs,
        touching=tuple(row.touching),
        found_at=row.found_at,
    )


def run_values(run: RunReport) -> dict[str, Any]:
    """The columns of a run, but for when it was started."""
    return {
        "ended_at": run.ended_at,
        "cancelled": run.cancelled,
        "collections": [
            asdict(collection) | {"failure": told_json(collection.failure)} for collection in run.collections
        ],
        "inboxes": [asdict(inbox) | {"failure": told_json(inbox.failure)} for inbox in run.inboxes],
        "log": [[line.at.isoformat(), told_json(line.said), line.calendar_id, line.uid] for line in run.log],
    }


def run_of(row: Row[Any]) -> RunReport:
    """The run of a row."""
    return RunReport(
        started_at=row.started_at,
        ended_at=row.ended_at,
        collections=tuple(CollectionReport(**told | {"failure": told_of(told["failure"])}) for told in row.collections),
        log=tuple(_line_of(*told) for told in row.log),
        cancelled=row.cancelled,
        inboxes=tuple(InboxReport(**told | {"failure": told_of(told["failure"])}) for told in row.inboxes or ()),
    )


def _line_of(at: str, said: Mapping[str, Any], calendar_id: str, uid: str) -> LogLine:
    return LogLine(datetime.fromisoformat(at), Told(**said), calendar_id, uid)
