"""The order of a pull: who people are, what is open, what is resolved, then what changes.

Tickets are walked along their last change, never by page numbers alone, because pages shift while agents
work: each step asks from the last change that was seen, and what comes twice is left out. So nothing is
missed, and every page's cursor goes on exactly behind it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from typing import Any
from urllib.parse import quote

from opiekun.domain.errors import InvalidInput
from opiekun.domain.intake import Arrival, PullPage, Refusal, SourceAccount, SourceAgent
from opiekun.helpdesks.liveagent import records
from opiekun.helpdesks.liveagent.calls import Calls, voicemail
from opiekun.helpdesks.liveagent.client import PER_PAGE, Client, Failing, Forbidden, UnusableAnswer
from opiekun.helpdesks.liveagent.directory import People, one_ticket
from opiekun.helpdesks.liveagent.mapping import (
    ANSWERED,
    CALLING,
    CHATTING,
    DELETED,
    GONE,
    INIT,
    NEW,
    OPEN,
    OVER,
    POSTPONED,
    SPAM,
    Mapper,
)
from opiekun.helpdesks.liveagent.progress import Phase, Progress
from opiekun.helpdesks.liveagent.server_times import OVERLAP, is_written_time

# Few enough that the first of them are on the screen after some seconds.
BATCH = 20
CALLS_BACK = timedelta(days=30)
# A call is listed when it begins, and is known to be missed when it has ended.
CALLS_OVERLAP = timedelta(hours=1)
_CONTACT_PAGES_AT_FIRST = 10
_GROUP_PAGES = 50
_SAME_SECOND_PAGES = 100
_FAILURES = 3
_PHONE_GROUPS = frozenset("PV")
_PHONE_TICKETS = frozenset("CW")

_ASIDE_FROM_OVER = [["status", "NE", status] for status in (*sorted(OVER), *sorted(GONE), INIT)]
_ASIDE_FROM_OPEN = [
    ["status", "NE", status] for status in (NEW, CHATTING, CALLING, OPEN, ANSWERED, POSTPONED, INIT, DELETED, SPAM)
]

Row = Any


class Pull:
    """One pull, as pages. It may end after any of them, and go on from that page's cursor."""

    def __init__(self, client: Client, mapper: Mapper, progress: Progress) -> None:
        self._client = client
        self._mapper = mapper
        self._directory = mapper.directory
        self._calls: Calls = mapper.calls
        self._times = mapper.times
        self._progress = progress
        self._asked_before = progress.newest if progress.phase is Phase.CHANGES else ""
        self._seen = dict(progress.recent)
        self._failures = 0
        self._told = 0
        self._rung: set[str] = set()
        self._taken: set[str] = set()

    def pages(self) -> Iterator[PullPage]:
        """What is new since the progress. Raises ServerRefused, and Stopped when it was cancelled."""
        yield self._page(agents=self._directory.load_agents())
        yield from self._people(self._directory.companies(self._times.reach(self._progress.companies)), "companies")
        contacts = self._people(self._directory.contacts(self._times.reach(self._progress.contacts)), "contacts")
        first = self._progress.phase is not Phase.CHANGES
        if first:
            yield from islice(contacts, _CONTACT_PAGES_AT_FIRST)
            self._find_newest()
        else:
            yield from contacts
        yield from self._voicemails()
        if self._progress.phase is Phase.OPEN:
            yield from self._descend(Phase.OPEN)
            yield self._enter(Phase.RESOLVED)
        if first:
            yield from contacts
        if self._progress.phase is Phase.RESOLVED:
            yield from self._descend(Phase.RESOLVED)
            yield self._enter(Phase.CHANGES)
        yield from self._follow()
        yield from self._late_voicemails()

    def _enter(self, phase: Phase) -> PullPage:
        self._progress = replace(self._progress, phase=phase, edge="", edge_ids=())
        return self._page()

    def _people(self, pages: Iterator[People], kind: str) -> Iterator[PullPage]:
        """Pages of companies or contacts. Their latest change counts once all of them were told."""
        latest = getattr(self._progress, kind)
        for people in pages:
            latest = max(latest, people.latest)
            yield self._page(accounts=people.accounts)
        self._progress = replace(self._progress, **{kind: latest})

    def _find_newest(self) -> None:
        """From where changes will be followed: the latest change of all, before the first ticket is taken."""
        if self._progress.newest:
            return
        rows, _cursor = self._client.rows("/tickets", {"_sortField": "date_changed", "_sortDir": "DESC"})
        newest = max((date for row in rows if self._times.known(date := _changed(row))), default="")
        self._progress = replace(self._progress, newest=newest)

    def _voicemails(self) -> Iterator[PullPage]:
        """The calls since the last pull, at first those of some weeks. Missed ones without a ticket are requests."""
        since = self._times.reach(self._progress.calls, CALLS_OVERLAP)
        newest = self._times.known(self._progress.newest)
        if not since and newest is not None:
            since = self._times.text(newest - CALLS_BACK)
        latest, missed, new = self._progress.calls, {}, []
        try:
            for call in self._calls.since(self._client, self._times, since):
                at = self._times.text(call.at)
                latest = max(latest, at)
                if call.ticket_id:
                    self._calls.note(call)
                if call.missed:
                    missed[call.id] = at
                if call.missed and call.id not in self._progress.call_ids:
                    self._rung.add(call.ticket_id)
                    if not call.ticket_id:
                        new.append(voicemail(call, self._mapper.connection))
        except Forbidden as refusal:
            self._calls.refused.append(Refusal("calls", str(refusal), why=refusal))
        reach = self._times.reach(latest, CALLS_OVERLAP)
        ids = tuple(sorted(call_id for call_id, at in missed.items() if at >= reach))
        self._progress = replace(self._progress, calls=latest, call_ids=ids)
        yield self._page(arrivals=tuple(new))

    def _late_voicemails(self) -> Iterator[PullPage]:
        """Missed calls of tickets that did not change with them."""
        waiting = sorted(self._rung - self._taken - {""})
        for start in range(0, len(waiting), BATCH):
            taken = [self._take_late(ticket_id) for ticket_id in waiting[start : start + BATCH]]
            yield self._page(taken=taken)

    def _descend(self, phase: Phase) -> Iterator[PullPage]:
        """Tickets by their last change, latest first; those that do not belong here are passed over."""
        filters, belongs = (_ASIDE_FROM_OVER, _is_open) if phase is Phase.OPEN else (_ASIDE_FROM_OPEN, _is_over)
        page, previous = 1, None
        while True:
            edge = self._progress.edge
            bound = [["date_changed", "D<=", edge]] if edge else []
            rows = self._tickets([*filters, *bound], "DESC", page, previous)
            passed = set(self._progress.edge_ids)
            fresh = [row for row in rows if belongs(row) and not (_changed(row) == edge and _id(row) in passed)]
            for start in range(0, len(fresh), BATCH):
                batch = fresh[start : start + BATCH]
                taken = [self._take(row, messages=phase is Phase.OPEN or _id(row) in self._rung) for row in batch]
                self._move_edge(batch)
                yield self._page(taken=taken)
            self._move_edge(rows)
            if len(rows) < PER_PAGE:
                return
            moved = self._progress.edge != edge
            page, previous = (1, None) if moved else (page + 1, rows)

    def _move_edge(self, batch: list[Row]) -> None:
        edge, ids = self._progress.edge, set(self._progress.edge_ids)
        for row in batch:
            changed = _changed(row)
            if changed and (not edge or changed < edge):
                edge, ids = changed, set()
            if changed == edge:
                ids.add(_id(row))
        self._progress = replace(self._progress, edge=edge, edge_ids=tuple(sorted(ids)))
        self._remember(batch)

    def _follow(self) -> Iterator[PullPage]:
        """Tickets that changed, in the order of their changes."""
        bound, page, previous = self._times.reach(self._progress.newest), 1, None
        told = False
        while True:
            rows = self._tickets([["date_changed", "D>=", bound]] if bound else [], "ASC", page, previous)
            fresh = [row for row in rows if self._seen.get(_id(row)) != _changed(row)]
            for first in range(0, len(fresh), BATCH):
                batch = fresh[first : first + BATCH]
                taken = [self._take_changed(row) for row in batch]
                self._remember(batch)
                told = True
                yield self._page(taken=taken)
            if len(rows) < PER_PAGE:
                break
            last = _changed(rows[-1])
            moved = last > bound
            bound, page, previous = (last, 1, None) if moved else (bound, page + 1, rows)
        if not told:
            self._remember([])
            yield self._page()

    def _remember(self, rows: list[Row]) -> None:
        """Note the latest change, and what need not be taken again.

        While the second of the latest change may not be over, what changed in it is taken once more by the
        next pull: it may change within that second again.
        """
        self._seen.update((_id(row), _changed(row)) for row in rows)
        newest = self._progress.newest
        if self._progress.phase is Phase.CHANGES:
            newest = max((newest, *(date for date in self._seen.values() if self._times.known(date))))
        reach = self._times.reach(newest)
        self._seen = {ticket_id: date for ticket_id, date in self._seen.items() if date >= reach}
        last = self._times.known(newest)
        over = newest == self._asked_before or (last is not None and self._times.now > last + 2 * OVERLAP)
        recent = {ticket_id: date for ticket_id, date in self._seen.items() if date != newest or over}
        self._progress = replace(self._progress, newest=newest, recent=recent)

    def _tickets(self, filters: list[list[str]], direction: str, page: int, previous: list[Row] | None) -> list[Row]:
        order: dict[str, str | int] = {"_sortField": "date_changed", "_sortDir": direction, "_page": page}
        params = {"_filters": json.dumps(filters), **order} if filters else order
        rows, _cursor = self._client.rows("/tickets", params)
        if rows and (rows == previous or page == _SAME_SECOND_PAGES):
            raise UnusableAnswer("LiveAgent repeats page {page} of its tickets without end.", page=page)
        return rows

    def _take_changed(self, row: Row) -> Arrival | Refusal | None:
        return None if _status(row) == INIT else self._take(row, messages=_status(row) not in GONE)

    def _take_late(self, ticket_id: str) -> Arrival | Refusal | None:
        try:
            ticket = one_ticket(self._client, ticket_id)
        except InvalidInput as refusal:
            return Refusal(f"ticket {ticket_id}", str(refusal), why=refusal)
        if ticket is None or ticket.status in GONE:
            return None
        return self._mapped(ticket, messages=True)

    def _take(self, row: Row, *, messages: bool) -> Arrival | Refusal:
        try:
            ticket = records.ticket(row)
        except InvalidInput as refusal:
            return Refusal(f"ticket {_id(row) or '?'}", str(refusal), why=refusal)
        return self._mapped(ticket, messages=messages)

    def _mapped(self, ticket: records.Ticket, *, messages: bool) -> Arrival | Refusal:
        """The ticket, or why it cannot be taken; one whose messages cannot be read stops no others."""
        if ticket.id in self._rung:
            self._taken.add(ticket.id)
        try:
            groups = self._groups(ticket) if messages else None
            arrival = self._mapper.arrival(ticket, groups)
        except InvalidInput as refusal:
            return Refusal(f"ticket {ticket.code or ticket.id}", str(refusal), why=refusal)
        except (UnusableAnswer, Failing) as refusal:
            self._failures += 1
            if self._failures == _FAILURES:
                raise
            return Refusal(f"ticket {ticket.code or ticket.id}", str(refusal), why=refusal)
        self._failures = 0
        return arrival

    def _groups(self, ticket: records.Ticket) -> list[records.Group]:
        pages = self._client.pages(f"/tickets/{quote(ticket.id, safe='')}/messages", most=_GROUP_PAGES)
        groups = [records.group(row) for page in pages for row in page]
        if ticket.channel_type in _PHONE_TICKETS or any(group.type in _PHONE_GROUPS for group in groups):
            self._calls.load(self._client, self._times, ticket.id)
        return groups

    def _page(
        self,
        *,
        taken: Sequence[Arrival | Refusal | None] = (),
        arrivals: tuple[Arrival, ...] = (),
        accounts: tuple[SourceAccount, ...] = (),
        agents: tuple[SourceAgent, ...] = (),
    ) -> PullPage:
        refused = [item for item in taken if isinstance(item, Refusal)]
        for told in (self._directory.refused, self._calls.refused):
            refused += told
            told.clear()
        requests = self._client.requests - self._told
        self._told = self._client.requests
        return PullPage(
            cursor=self._progress.cursor(),
            arrivals=arrivals + tuple(item for item in taken if isinstance(item, Arrival)),
            accounts=accounts,
            agents=agents,
            refused=tuple(refused),
            requests=requests,
        )


def _field(row: Row, name: str) -> str:
    value = row.get(name) if isinstance(row, dict) else None
    return str(value) if isinstance(value, str | int) else ""


def _id(row: Row) -> str:
    return _field(row, "id")[:200]


def _status(row: Row) -> str:
    return _field(row, "status")


def _is_open(row: Row) -> bool:
    """Asked of the server too; one that does not filter by status is filtered here."""
    return _status(row) not in OVER | GONE | {INIT}


def _is_over(row: Row) -> bool:
    return _status(row) in OVER


def _changed(row: Row) -> str:
    """When the row last changed, as the server writes it; "" where that is in another form."""
    date = _field(row, "date_changed")
    return date if is_written_time(date) else ""
