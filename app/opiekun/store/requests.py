"""Requests, their timelines and the index beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, func, insert, or_, select, update

from opiekun.domain.errors import InvalidInput
from opiekun.domain.instants import UtcSeconds, utc_datetime, utc_seconds
from opiekun.domain.intake import Known, SharedFields
from opiekun.domain.policy import ClockName
from opiekun.domain.queue import Load, QueueRow
from opiekun.domain.requests import Request, RequestFile, Source, SourceKind
from opiekun.domain.standing import Standing, Status
from opiekun.domain.timeline import Channel, Event, EventKind, Severity, standing_events
from opiekun.store import queue_rows
from opiekun.store.changing import Changing
from opiekun.store.shared_fields import shared_from_json, shared_to_json
from opiekun.store.tables import accounts, events, request_details, requests
from opiekun.store.text import clean, fold

_AT_ONCE = 500
_ANSWERS = (EventKind.AGENT_RESPONSE, EventKind.RESOLVED)
_LATELY = 20_000
_HAND_ID = re.compile(r"r-([1-9]\d{0,8})", re.ASCII)
_FILES = select(requests, request_details.c.description, request_details.c.tags, request_details.c.seen).join(
    request_details
)

# Built once: building a statement takes longer than running it.
_KEY_OF_ID = select(requests.c.key).where(requests.c.id_folded == bindparam("id_folded"))
_ADD_REQUEST = insert(requests).returning(requests.c.key)
_ADD_DETAILS = insert(request_details)
_ADD_EVENTS = insert(events)


class SqlRequests:
    """The requests of the desk, their timelines and standings."""

    def __init__(self, connection: Connection, changing: Changing) -> None:
        self._connection = connection
        self._changing = changing

    def find(self, request_id: str) -> RequestFile | None:
        """By the id that people use; letters of either case."""
        return self._file(requests.c.id_folded == request_id.casefold())

    def get(self, key: int) -> RequestFile | None:
        """By the store's number."""
        return self._file(requests.c.key == key)

    def known(self, sources: Sequence[Source]) -> dict[Source, Known]:
        """Those of the sources' requests that are here, with the fields as the source last told them."""
        asked = {(source.kind, source.connection, clean(source.external_id)): source for source in sources}
        found: dict[Source, Known] = {}
        for kind, connection in {(source.kind, source.connection) for source in sources}:
            here = (requests.c.source_kind == kind) & (requests.c.connection == connection)
            names = [source.external_id for source in sources if (source.kind, source.connection) == (kind, connection)]
            for start in range(0, len(names), _AT_ONCE):
                wanted = here & requests.c.external_id.in_(names[start : start + _AT_ONCE])
                for row, timeline in self._timelines(self._connection.execute(_FILES.where(wanted)).all()):
                    seen = None if row.seen is None else shared_from_json(row.seen)
                    found[asked[kind, connection, row.external_id]] = Known(_file_of(row, timeline), seen)
        return found

    def seen(self, key: int) -> SharedFields | None:
        """The fields as the source last told them, None for a request that no source tells of."""
        query = select(request_details.c.seen).where(request_details.c.request_key == key)
        told = self._connection.scalar(query)
        return None if told is None else shared_from_json(told)

    def next_id(self) -> str:
        """A free id for a request made by hand: R-1, R-2, …; the same one until it is used."""
        highest: int | None = self._connection.scalar(select(func.max(requests.c.hand_number)))
        return f"R-{(highest or 0) + 1}"

    def add(self, request: Request, first: Sequence[Event], standing: Standing, seen: SharedFields | None) -> int:
        """Store a new request with its first events, numbered from 1; the answer is its key.

        Raises InvalidInput where its id is in use, whatever the case of its letters.
        """
        if self._connection.scalar(_KEY_OF_ID, {"id_folded": request.id.casefold()}):
            raise InvalidInput("There is a request {id} already; choose another id.", id=request.id)
        # The first transition lies after the last event; set_standing moves it on.
        values = _request_values(request) | _standing_values(standing, utc_datetime(standing.last_event_at))
        values["changed"] = self._changing.number()
        key: int = self._connection.execute(_ADD_REQUEST, values).scalar_one()
        self._connection.execute(_ADD_DETAILS, {"request_key": key} | _detail_values(request, seen))
        numbered = _numbered(first, 0, set())
        self._connection.execute(_ADD_EVENTS, [_event_values(key, event) for event in numbered])
        return key

    def change(self, request: Request, seen: SharedFields | None) -> None:
        """Store what the source says of the request now. The timeline is not touched."""
        details = _detail_values(request, seen)
        values = _request_values(request) | {"changed": self._changing.number()}
        self._connection.execute(update(requests).where(requests.c.key == request.key).values(values))
        self._connection.execute(
            update(request_details).where(request_details.c.request_key == request.key).values(details)
        )

    def append(self, key: int, new: Sequence[Event]) -> tuple[Event, ...]:
        """Add events to the end of the timeline, numbering them; one whose source_ref is there already is left out."""
        here = events.c.request_key == key
        last: int = self._connection.scalar(select(func.max(events.c.seq)).where(here)) or 0
        refs: set[str] = set()
        if any(event.source_ref is not None for event in new):
            refs.update(
                self._connection.scalars(select(events.c.source_ref).where(here, events.c.source_ref.is_not(None)))
            )
        added = _numbered(new, last, refs)
        if added:
            self._connection.execute(_ADD_EVENTS, [_event_values(key, event) for event in added])
        return tuple(added)

    def set_standing(self, key: int, standing: Standing, now: datetime) -> None:
        """Store where the request stands, and when that will next change by itself."""
        values = _standing_values(standing, now) | {"changed": self._changing.number()}
        self._connection.execute(update(requests).where(requests.c.key == key).values(values))

    def rows(self, keys: Iterable[int] | None = None) -> list[QueueRow]:
        """Queue rows of all requests in the queue, or of those keys that are (still) in it; unordered."""
        if keys is None:
            return queue_rows.fetch(self._connection, queue_rows.IN_QUEUE)
        wanted = sorted(set(keys))
        return [
            row
            for start in range(0, len(wanted), _AT_ONCE)
            for row in queue_rows.fetch(
                self._connection,
                queue_rows.IN_QUEUE.where(requests.c.key.in_(wanted[start : start + _AT_ONCE])),
            )
        ]

    def loads(self) -> dict[str, Load]:
        """What each account that has anything in the queue has there; a single row of each is fetched."""
        requests_of: dict[str, int] = {}
        first: list[int] = []
        for account_id, count, key, due_at in self._connection.execute(queue_rows.LOADS):
            requests_of[account_id] = count
            if due_at is not None:
                first.append(key)
        due = {row.account_id: row for row in self.rows(first)}
        return {account_id: Load(count, due.get(account_id)) for account_id, count in requests_of.items()}

    def due_transitions(self, now: datetime) -> list[QueueRow]:
        """Rows whose stored next transition lies at or before now."""
        due = queue_rows.IN_QUEUE.where(requests.c.next_transition <= utc_seconds(now))
        return queue_rows.fetch(self._connection, due)

    def due_between(self, since: UtcSeconds, until: UtcSeconds) -> Iterator[QueueRow]:
        """Rows in the queue whose current clock is due in [since, until), a bounded number in memory at a time."""
        due = queue_rows.IN_QUEUE.where(requests.c.due_at >= since, requests.c.due_at < until)
        return queue_rows.each(self._connection, due)

    def of_account(self, account_id: str, limit: int) -> list[QueueRow]:
        """The latest requests of an account, resolved ones included, newest first."""
        newest = queue_rows.ALL.where(requests.c.account_id == account_id).order_by(
            requests.c.received_seconds.desc(), requests.c.key.desc()
        )
        return queue_rows.fetch(self._connection, newest.limit(limit))

    def search(self, words: str, limit: int) -> list[QueueRow]:
        """Requests whose id, subject, account or contact holds every word, accents and case aside; newest first."""
        # No more than a person types: a pattern's length and an expression's depth have limits in SQLite.
        wanted = fold(words[:500]).split()[:20]
        if not wanted:
            return []
        found = queue_rows.ALL
        for word in wanted:
            named = select(accounts.c.id).where(accounts.c.searched.contains(word, autoescape=True))
            found = found.where(
                or_(requests.c.searched.contains(word, autoescape=True), requests.c.account_id.in_(named))
            )
        newest = found.order_by(requests.c.received_seconds.desc(), requests.c.key.desc())
        return queue_rows.fetch(self._connection, newest.limit(limit))

    def answered(self, request_ids: Iterable[str]) -> dict[str, UtcSeconds]:
        """When each of the requests was last answered or resolved, by its id as asked; others are left out."""
        asked = {request_id.casefold(): request_id for request_id in request_ids}
        kinds = (*_ANSWERS, EventKind.WITHDRAWN)
        told = self._connection.execute(
            select(requests.c.id_folded, events)
            .join(events)
            .where(requests.c.id_folded.in_(asked), events.c.kind.in_(kinds))
            .order_by(events.c.request_key, events.c.seq)
        )
        answered: dict[str, UtcSeconds] = {}
        for folded, part in groupby(told, key=lambda row: row.id_folded):
            for event in standing_events(tuple(_event_of(row) for row in part)):
                if event.kind in _ANSWERS:
                    answered[asked[folded]] = utc_seconds(event.at)
        return answered

    def tags(self) -> list[str]:
        """The tags that the requests in the queue came with, and those of the last requests, sorted."""
        came_with = select(request_details.c.tags).distinct().join(requests).where(requests.c.in_queue)
        last = self._connection.scalar(select(func.max(requests.c.key))) or 0
        given = (
            select(events.c.tags)
            .distinct()
            .where(events.c.request_key > last - _LATELY, events.c.kind == EventKind.TAGGED)
        )
        told = [*self._connection.scalars(came_with), *self._connection.scalars(given)]
        return sorted({tag for tags in told for tag in tags or ()}, key=lambda tag: (tag.casefold(), tag))

    def each(self) -> Iterator[RequestFile]:
        """Every request by key, a bounded number in memory at a time; for checks."""
        last = 0
        while files := self.part(last, _AT_ONCE):
            yield from files
            last = files[-1].request.key

    def part(self, after: int, most: int) -> list[RequestFile]:
        """Up to that many requests with keys above ``after``, in their order."""
        rows = self._connection.execute(_FILES.where(requests.c.key > after).order_by(requests.c.key).limit(most)).all()
        return [_file_of(row, timeline) for row, timeline in self._timelines(rows)]

    def changed_since(self, change: int) -> frozenset[int]:
        """The keys of the requests that later transactions changed."""
        return frozenset(self._connection.scalars(select(requests.c.key).where(requests.c.changed > change)))

    def count(self) -> int:
        """How many requests there are, resolved ones included."""
        return self._connection.scalar(select(func.count()).select_from(requests)) or 0

    def _file(self, condition: ColumnElement[bool]) -> RequestFile | None:
        rows = self._connection.execute(_FILES.where(condition)).all()
        return next((_file_of(row, timeline) for row, timeline in self._timelines(rows)), None)

    def _timelines(self, rows: Sequence[Row[Any]]) -> Iterator[tuple[Row[Any], tuple[Event, ...]]]:
        """Each row of a request with its events; one query for all."""
        here = select(events).where(events.c.request_key.in_([row.key for row in rows]))
        told = self._connection.execute(here.order_by(events.c.request_key, events.c.seq)) if rows else ()
        timelines = {
            key: tuple(_event_of(row) for row in part) for key, part in groupby(told, key=lambda row: row.request_key)
        }
        for row in rows:
            yield row, timelines.get(row.key, ())


def _request_values(request: Request) -> dict[str, Any]:
    hand = _HAND_ID.fullmatch(request.id.casefold())
    return {
        "id": request.id,
        "id_folded": request.id.casefold(),
        "hand_number": int(hand[1]) if hand else None,
        "account_id": request.account_id,
        "subject": request.subject,
        "channel": request.channel,
        "received_severity": int(request.severity),
        "received_at": request.received_at,
        "received_seconds": utc_seconds(request.received_at),
        "source_kind": request.source.kind,
        "connection": request.source.connection,
        "external_id": request.source.external_id,
        "agent_url": request.source.agent_url,
        "policy": request.policy,
        "contact_email": request.contact_email,
        "contact_name": request.contact_name,
        "triage": request.triage,
        "searched": fold(f"{request.id} {request.subject} {request.contact_email} {request.contact_name}"),
    }


def _detail_values(request: Request, seen: SharedFields | None) -> dict[str, Any]:
    return {
        "description": request.description,
        "tags": list(request.tags),
        "seen": None if seen is None else shared_to_json(seen),
    }


def _standing_values(standing: Standing, now: datetime) -> dict[str, Any]:
    return {
        "status": standing.status,
        "severity": int(standing.severity),
        "assignee_id": standing.assignee_id,
        "clock": standing.clock,
        "started_at": standing.started_at,
        "at_risk_at": standing.at_risk_at,
        "due_at": standing.due_at,
        "callback_since": standing.callback_since,
        "last_event_at": standing.last_event_at,
        "next_transition": standing.next_transition(utc_seconds(now)),
        "in_queue": standing.in_queue,
    }


def _numbered(new: Sequence[Event], last: int, refs: set[str]) -> list[Event]:
    """The events with numbers that go on from ``last``; one whose source_ref is among ``refs`` is left out."""
    numbered: list[Event] = []
    for event in new:
        if event.source_ref is not None:
            ref = clean(event.source_ref)
            if ref in refs:
                continue
            refs.add(ref)
        numbered.append(replace(event, seq=last + len(numbered) + 1))
    return numbered


def _event_values(key: int, event: Event) -> dict[str, Any]:
    return {
        "request_key": key,
        "seq": event.seq,
        "at": event.at,
        "kind": event.kind,
        "channel": event.channel,
        "severity": None if event.severity is None else int(event.severity),
        "actor": event.actor,
        "text": event.text,
        "assignee_id": event.assignee_id,
        "tags": list(event.tags) or None,
        "until": event.until,
        "voicemail": event.voicemail,
        "withdraws": event.withdraws,
        "source_ref": event.source_ref,
    }


def _event_of(row: Row[Any]) -> Event:
    return Event(
        seq=row.seq,
        at=row.at,
        kind=EventKind(row.kind),
        channel=None if row.channel is None else Channel(row.channel),
        severity=None if row.severity is None else Severity(row.severity),
        actor=row.actor,
        text=row.text,
        assignee_id=row.assignee_id,
        tags=tuple(row.tags or ()),
        until=row.until,
        voicemail=row.voicemail,
        withdraws=row.withdraws,
        source_ref=row.source_ref,
    )


def _file_of(row: Row[Any], timeline: tuple[Event, ...]) -> RequestFile:
    request = Request(
        key=row.key,
        id=row.id,
        account_id=row.account_id,
        subject=row.subject,
        severity=Severity(row.received_severity),
        channel=Channel(row.channel),
        received_at=row.received_at,
        source=Source(SourceKind(row.source_kind), row.external_id, row.connection, row.agent_url),
        policy=row.policy,
        contact_email=row.contact_email,
        contact_name=row.contact_name,
        description=row.description,
        tags=tuple(row.tags),
        triage=row.triage,
    )
    standing = Standing(
        status=Status(row.status),
        severity=Severity(row.severity),
        assignee_id=row.assignee_id,
        clock=None if row.clock is None else ClockName(row.clock),
        started_at=row.started_at,
        at_risk_at=row.at_risk_at,
        due_at=row.due_at,
        callback_since=row.callback_since,
        last_event_at=row.last_event_at,
    )
    return RequestFile(request, timeline, standing)
