"""Opening the queue: which requests are whose, and one request with everything around it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from opiekun.domain.calls.calls import CallRecord
from opiekun.domain.clocks import Clock
from opiekun.domain.explain import Explanation, explain
from opiekun.domain.people import Account, Agent, Assignment, Contact, Duty, Entitlement, entitlement
from opiekun.domain.queue import QueueRow
from opiekun.domain.requests import RequestFile
from opiekun.domain.standing import Status
from opiekun.services.actions import found
from opiekun.services.ports import Store, UnitOfWork
from opiekun.services.rulebook import Rulebook, rulebook

_LATEST, _OTHERS = 20, 5


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request with its clocks, the reason for each, and the people around it. ``assignee`` is an agent.

    ``postponed_until`` is None once that has passed. ``others`` are requests of the same account: those that are
    open by due time, then the latest of the rest. ``after_call`` is the call from which it followed, if it did.
    """

    file: RequestFile
    clocks: tuple[Clock, ...]
    explanations: tuple[Explanation, ...]
    account: Account
    entitlement: Entitlement
    contacts: tuple[Contact, ...]
    assignee: Agent | None
    dedicated: Agent | None
    cover: Agent | None
    waits_for_source: bool
    postponed_until: datetime | None
    others: tuple[QueueRow, ...]
    after_call: CallRecord | None = None


def open_queue(store: Store, agent_id: str | None, keys: Iterable[int] | None = None) -> list[QueueRow]:
    """The rows of an agent's queue, unordered; of everybody's where ``agent_id`` is None.

    An agent's are the requests assigned to the agent, and the unassigned ones of accounts whose dedicated
    agent or cover is that agent, or which have no dedicated agent. With ``keys``, only those of them.
    """
    with store.read() as unit:
        rows = unit.requests.rows(keys)
        if agent_id is None:
            return rows
        return list(filter(belongs_to(agent_id, unit.people.assignments()), rows))


def belongs_to(agent_id: str, assignments: Iterable[Assignment]) -> Callable[[QueueRow], bool]:
    """What tells the rows of an agent's queue, by who stands by which account."""
    standing = [line for line in assignments if line.until is None]
    mine = {line.account_id for line in standing if line.agent_id == agent_id}
    others = {line.account_id for line in standing if line.duty is Duty.DEDICATED} - mine
    return lambda row: row.assignee_id == agent_id or (row.assignee_id is None and row.account_id not in others)


@dataclass(frozen=True, slots=True)
class Changes:
    """What anybody changed after some change: rows that are in the queue, keys of those that are not (any more).

    ``events`` are the numbers of iCalendar objects, those that are gone too; ``calendars`` tells that these changed.
    """

    last: int
    rows: tuple[QueueRow, ...] = ()
    gone: frozenset[int] = frozenset()
    events: frozenset[int] = frozenset()
    calendars: bool = False


def last_change(store: Store) -> int:
    """Where to begin with :func:`changes_since`."""
    with store.read() as unit:
        return unit.last_change()


def changes_since(store: Store, agent_id: str | None, since: int) -> Changes:
    """What this and other programs changed in the calendars and an agent's queue (everybody's for None) after that."""
    with store.read() as unit:
        last = unit.last_change()
        if last <= since:
            return Changes(last)
        keys = unit.requests.changed_since(since)
        events, calendars = unit.calendars.changed_since(since), unit.calendars.calendars_changed_since(since)
    rows = tuple(open_queue(store, agent_id, keys)) if keys else ()
    return Changes(last, rows, keys - {row.key for row in rows}, events, calendars)


def show_request(store: Store, request_id: str, *, now: datetime) -> RequestView:
    """A request with its timeline, its clocks and why each is due when it is. Raises NotFound."""
    with store.read() as unit:
        file = found(unit, request_id)
        rules = rulebook(unit)
        clocks = rules.clocks(file.request, file.events)
        account = unit.people.account(file.request.account_id)
        if account is None:
            account = Account(file.request.account_id, file.request.account_id)
        duties = {line.duty: line.agent_id for line in unit.people.assignments(account.id) if line.until is None}

        until = file.postponed_until

        def agent(agent_id: str | None) -> Agent | None:
            return unit.people.agent(agent_id) if agent_id else None

        return RequestView(
            file,
            clocks,
            tuple(explain(clock, file.events, rules.openings) for clock in clocks),
            account,
            entitlement(account, rules.day(now)),
            tuple(unit.people.contacts(account.id)),
            agent(file.standing.assignee_id),
            agent(duties.get(Duty.DEDICATED)),
            agent(duties.get(Duty.COVER)),
            unit.connections.write_back_of(file.request.key) is not None,
            until if until is not None and until > now else None,
            _others(unit, file),
            unit.calls.before(file.request.key),
        )


def _others(unit: UnitOfWork, file: RequestFile) -> tuple[QueueRow, ...]:
    latest = unit.requests.of_account(file.request.account_id, _LATEST)
    rest = [row for row in latest if row.key != file.request.key]
    rest.sort(key=lambda row: (row.status is Status.RESOLVED, row.due_at or sys.maxsize))
    return tuple(rest[:_OTHERS])


def search_requests(store: Store, words: str, limit: int = 20) -> list[QueueRow]:
    """Requests, resolved ones too, that hold every word; newest first."""
    with store.read() as unit:
        return unit.requests.search(words, limit)


def known_tags(store: Store) -> list[str]:
    """What the requests of this desk are tagged with, for one who types a tag; sorted."""
    with store.read() as unit:
        return unit.requests.tags()


def rules_of(store: Store) -> Rulebook:
    """The hours and policies of this desk."""
    with store.read() as unit:
        return rulebook(unit)
