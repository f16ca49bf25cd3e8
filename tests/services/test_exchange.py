"""Exchanging changes with a help desk, against one of our own that keeps its tickets in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from opiekun.domain.errors import NotFound, ServerRefused
from opiekun.domain.intake import (
    Arrival,
    Connection,
    PullPage,
    SharedFields,
    SourceAccount,
    SourceAgent,
    WriteBack,
)
from opiekun.domain.people import Contact
from opiekun.domain.requests import Source, SourceKind
from opiekun.domain.standing import Status
from opiekun.domain.timeline import Channel, Event, EventKind, Severity
from opiekun.services.accounts import list_agents, show_account
from opiekun.services.actions import log_event
from opiekun.services.ports import Cancelled, Store
from opiekun.services.pull import pull
from opiekun.services.queue import open_queue, show_request
from opiekun.services.undo import take_back_last, undo

CONNECTION = Connection("acme", "liveagent", "https://acme.example/api/v3", "Europe/Bratislava", "tag:sev-")


@dataclass
class DeskInMemory:
    """A help desk of tickets that are told a page each, in order of their ids."""

    tickets: dict[str, Arrival] = field(default_factory=dict)
    people: PullPage = field(default_factory=lambda: PullPage("people"))
    fails_after: int | None = None
    refuses: str = ""
    written: list[WriteBack] = field(default_factory=list)
    url: str = CONNECTION.url

    def check(self) -> tuple[str, ...]:
        return tuple(agent.name for agent in self.people.agents)

    def pull(self, cursor: str, now: datetime, cancelled: Cancelled) -> Iterator[PullPage]:
        yield replace(self.people, cursor=cursor)
        told = 0
        for ticket_id in sorted(self.tickets):
            if ticket_id <= cursor:
                continue
            if cancelled():
                return
            if told == self.fails_after:
                raise ServerRefused("The server is away.")
            told += 1
            yield PullPage(cursor=ticket_id, arrivals=(self.tickets[ticket_id],), requests=2)

    def write(self, change: WriteBack) -> tuple[SharedFields, tuple[str, ...]]:
        if self.refuses:
            raise ServerRefused(self.refuses, temporary=False)
        ticket = self.tickets[change.external_id]
        left = tuple(
            name
            for name in ("status", "severity", "assignee", "tags", "postponed_until")
            if getattr(change.before, name) != getattr(change.after, name)
            and getattr(ticket.fields, name) != getattr(change.before, name)
        )
        wanted = {
            name: getattr(change.after, name)
            for name in ("status", "severity", "assignee", "tags", "postponed_until")
            if getattr(change.before, name) != getattr(change.after, name) and name not in left
        }
        self.tickets[change.external_id] = replace(ticket, fields=replace(ticket.fields, **wanted))
        self.written.append(change)
        return self.tickets[change.external_id].fields, left


def ticket(number: int, at: datetime, severity: Severity | None = Severity.HIGH) -> Arrival:
    return Arrival(
        source=Source(SourceKind.LIVEAGENT, f"id{number}", CONNECTION.id, f"https://acme.example/#{number}"),
        id=f"QWE-{number}",
        account="Acme",
        account_ref="c1",
        subject=f"Ticket {number}",
        channel=Channel.CHAT,
        received_at=at,
        fields=SharedFields(Status.NEW, severity),
        events=(Event(0, at, EventKind.RECEIVED, channel=Channel.CHAT, source_ref=f"group:{number}"),),
    )


@pytest.fixture
def desk(now: datetime) -> DeskInMemory:
    return DeskInMemory(
        {f"id{number}": ticket(number, now - timedelta(minutes=number)) for number in range(1, 6)},
        PullPage(
            "people",
            agents=(SourceAgent("a1", "Anna Nowak", "anna@example.com"),),
            accounts=(SourceAccount("c1", "Acme", (Contact("", "", "Cara Hill", "cara@acme.example"),)),),
        ),
    )


@pytest.fixture
def connected(store: Store) -> Store:
    with store.write() as unit:
        unit.connections.save(CONNECTION)
    return store


def kept(store: Store) -> Connection:
    with store.read() as unit:
        return unit.connections.all()[0]


def test_pulling_twice_changes_nothing(connected: Store, desk: DeskInMemory, now: datetime) -> None:
    first = pull(connected, desk, CONNECTION, now=lambda: now)
    assert (first.created, first.requests) == (5, 10)
    second = pull(connected, desk, CONNECTION, now=lambda: now)
    assert (second.created, second.updated, second.unchanged) == (0, 0, 5)


def test_people_and_companies_come_along_once(connected: Store, desk: DeskInMemory, now: datetime) -> None:
    for _ in range(2):
        pull(connected, desk, CONNECTION, now=lambda: now)
    assert [agent.name for agent in list_agents(connected)] == ["Anna Nowak"]
    page = show_account(connected, "Acme", now=now)
    assert [contact.email for contact in page.contacts] == ["cara@acme.example"]
    assert len(page.requests) == 5


def test_a_pull_that_failed_goes_on_where_it_stopped(connected: Store, desk: DeskInMemory, now: datetime) -> None:
    desk.fails_after = 2
    with pytest.raises(ServerRefused):
        pull(connected, desk, CONNECTION, now=lambda: now)
    assert len(open_queue(connected, None)) == 2
    assert (kept(connected).cursor, kept(connected).last_error) == ("id2", "The server is away.")
    desk.fails_after = None
    report = pull(connected, desk, kept(connected), now=lambda: now)
    assert (report.created, report.unchanged) == (3, 0)
    assert (kept(connected).last_success, kept(connected).last_error) == (now, "")


def test_a_cancelled_pull_does_not_count_as_told_everything(
    connected: Store, desk: DeskInMemory, now: datetime
) -> None:
    pages: list[int] = []
    report = pull(
        connected,
        desk,
        CONNECTION,
        now=lambda: now,
        cancelled=lambda: len(pages) > 2,
        progress=lambda so_far, _total: pages.append(so_far.created),
    )
    assert report.created == 2
    assert kept(connected).last_success is None
    assert pull(connected, desk, kept(connected), now=lambda: now).created == 3


def test_a_change_made_here_is_told_once(connected: Store, desk: DeskInMemory, now: datetime) -> None:
    pull(connected, desk, CONNECTION, now=lambda: now)
    log_event(connected, "QWE-1", EventKind.RESOLVED, now=now)
    for _ in range(2):
        pull(connected, desk, CONNECTION, now=lambda: now)
    assert [change.after.status for change in desk.written] == [Status.RESOLVED]
    assert desk.tickets["id1"].fields.status is Status.RESOLVED
    assert show_request(connected, "QWE-1", now=now).waits_for_source is False


def test_what_was_undone_before_it_was_told_is_never_told(connected: Store, desk: DeskInMemory, now: datetime) -> None:
    pull(connected, desk, CONNECTION, now=lambda: now)
    done = log_event(connected, "QWE-1", EventKind.SEVERITY_CHANGED, now=now, severity=Severity.CRITICAL)
    assert done.undo is not None
    undo(connected, done.undo, now=now)
    pull(connected, desk, CONNECTION, now=lambda: now)
    assert desk.written == []


def test_an_undo_after_it_was_told_is_told_too(connected: Store, desk: DeskInMemory, now: datetime) -> None:
    pull(connected, desk, CONNECTION, now=lambda: now)
    done = log_event(connected, "QWE-1", EventKind.SEVERITY_CHANGED, now=now, severity=Severity.CRITICAL)
    pull(connected, desk, CONNECTION, now=lambda: now)
    assert desk.tickets["id1"].fields.severity is Severity.CRITICAL
    assert done.undo is not None
    undo(connected, done.undo, now=now)
    pull(connected, desk, CONNECTION, now=lambda: now)
    assert desk.tickets["id1"].fields.severity is Severity.HIGH


def test_what_was_changed_there_meanwhile_is_kept(connected: Store, desk: DeskInMemory, now: datetime) -> None:
    pull(connected, desk, CONNECTION, now=lambda: now)
    log_event(connected, "QWE-1", EventKind.SEVERITY_CHANGED, now=now, severity=Severity.CRITICAL)
    moved = desk.tickets["id1"]
    desk.tickets["id1"] = replace(moved, fields=replace(moved.fields, severity=Severity.BUG_FIX))
    pull(connected, desk, CONNECTION, now=lambda: now)
    assert desk.tickets["id1"].fields.severity is Severity.BUG_FIX
    view = show_request(connected, "QWE-1", now=now)
    assert view.file.standing.severity is Severity.BUG_FIX
    assert any(event.kind is EventKind.SYSTEM for event in view.file.events)


def test_a_refused_change_is_set_aside_with_its_words_and_stops_nothing(
    connected: Store, desk: DeskInMemory, now: datetime
) -> None:
    pull(connected, desk, CONNECTION, now=lambda: now)
    desk.refuses = "Ticket is locked."
    log_event(connected, "QWE-1", EventKind.RESOLVED, now=now)
    assert pull(connected, desk, CONNECTION, now=lambda: now).unchanged == 5
    with connected.read() as unit:
        (refused,) = unit.connections.refused_write_backs()
    assert refused.refused == "Ticket is locked."


def test_an_assignment_there_becomes_one_here(connected: Store, desk: DeskInMemory, now: datetime) -> None:
    pull(connected, desk, CONNECTION, now=lambda: now)
    moved = desk.tickets["id2"]
    desk.tickets["id2"] = replace(moved, fields=replace(moved.fields, assignee="anna@example.com"))
    assert pull(connected, desk, CONNECTION, now=lambda: now).updated == 1
    assert {row.assignee for row in open_queue(connected, None) if row.id == "QWE-2"} == {"Anna Nowak"}


def test_tags_and_a_postponement_and_their_undo_are_told_after_they_were_told(
    connected: Store, desk: DeskInMemory, now: datetime
) -> None:
    friday = now + timedelta(days=3)
    first = desk.tickets["id1"]
    desk.tickets["id1"] = replace(first, fields=replace(first.fields, tags=frozenset({"VIP"}), postponed_until=friday))
    pull(connected, desk, CONNECTION, now=lambda: now)
    view = show_request(connected, "QWE-1", now=now)
    assert (view.file.tags, view.postponed_until) == (("VIP",), friday)
    done = [
        log_event(connected, "QWE-1", EventKind.TAGGED, now=now, tags=("shop",)),
        log_event(connected, "QWE-1", EventKind.POSTPONED, now=now),
    ]
    for _ in range(2):
        pull(connected, desk, CONNECTION, now=lambda: now)
    fields = desk.tickets["id1"].fields
    assert (fields.tags, fields.postponed_until) == (frozenset({"shop"}), None)
    for each in done:
        assert each.undo is not None
        undo(connected, each.undo, now=now)
    pull(connected, desk, CONNECTION, now=lambda: now)
    fields = desk.tickets["id1"].fields
    assert (fields.tags, fields.postponed_until) == (frozenset({"VIP"}), friday)


def test_what_came_with_a_request_cannot_be_taken_back(connected: Store, desk: DeskInMemory, now: datetime) -> None:
    first = desk.tickets["id1"]
    fields = replace(first.fields, assignee="anna@example.com", postponed_until=now + timedelta(days=3))
    desk.tickets["id1"] = replace(first, fields=fields)
    pull(connected, desk, CONNECTION, now=lambda: now)
    with pytest.raises(NotFound):
        take_back_last(connected, "QWE-1", now=now)
