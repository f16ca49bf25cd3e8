from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from opiekun.domain.instants import utc_seconds
from opiekun.domain.intake import Arrival, Refusal, SharedFields
from opiekun.domain.requests import Source, SourceKind
from opiekun.domain.standing import Status
from opiekun.domain.timeline import Channel, Event, EventKind, Severity
from opiekun.services.accounts import list_agents
from opiekun.services.actions import add_request, log_event
from opiekun.services.intake import import_requests
from opiekun.services.ports import Store
from opiekun.services.queue import Changes, changes_since, last_change, open_queue, show_request


def arrival(request_id: str, at: datetime, severity: Severity | None = Severity.HIGH, **changes: object) -> Arrival:
    plain = Arrival(
        source=Source(SourceKind.FILE, request_id),
        id=request_id,
        account="Acme",
        subject="Ticket list is slow",
        channel=Channel.CHAT,
        received_at=at,
        fields=SharedFields(Status.NEW, severity),
        events=(Event(0, at, EventKind.RECEIVED, channel=Channel.CHAT, severity=severity, source_ref="received"),),
    )
    return replace(plain, **changes)


def test_taking_in_the_same_twice_changes_nothing(store: Store, now: datetime) -> None:
    told = [arrival(f"T-{number}", now - timedelta(minutes=number)) for number in range(1200)]
    first = import_requests(store, told, now=now)
    assert (first.created, first.updated, first.unchanged) == (1200, 0, 0)
    rows = sorted(open_queue(store, None))
    second = import_requests(store, told, now=now)
    assert (second.created, second.updated, second.unchanged) == (0, 0, 1200)
    assert sorted(open_queue(store, None)) == rows


def test_new_events_of_a_known_request_are_added_once(store: Store, now: datetime) -> None:
    told = arrival("T-1", now - timedelta(hours=1))
    import_requests(store, [told], now=now)
    answered = replace(told, events=(*told.events, Event(0, now, EventKind.AGENT_RESPONSE, source_ref="message:1")))
    for expected in (1, 0):
        assert import_requests(store, [answered], now=now).updated == expected
    kinds = [event.kind for event in show_request(store, "T-1", now=now).file.events]
    assert kinds == [EventKind.RECEIVED, EventKind.AGENT_RESPONSE]


def test_a_request_without_a_severity_is_marked_for_triage_until_one_is_told(store: Store, now: datetime) -> None:
    told = arrival("T-1", now, None)
    import_requests(store, [told], now=now)
    (row,) = open_queue(store, None)
    assert (row.severity, row.triage) == (Severity.REQUEST, True)
    import_requests(store, [replace(told, fields=SharedFields(Status.NEW, Severity.CRITICAL))], now=now)
    (row,) = open_queue(store, None)
    assert (row.severity, row.triage) == (Severity.CRITICAL, False)
    assert row.due_at == utc_seconds(now + timedelta(hours=1))


def test_what_was_changed_here_is_kept_while_the_source_tells_the_same(store: Store, now: datetime) -> None:
    told = arrival("T-1", now)
    import_requests(store, [told], now=now)
    log_event(store, "T-1", EventKind.SEVERITY_CHANGED, now=now, severity=Severity.BUG_FIX)
    assert import_requests(store, [told], now=now).unchanged == 1
    assert open_queue(store, None)[0].severity is Severity.BUG_FIX


def test_the_assignee_is_found_by_address_or_made(store: Store, now: datetime) -> None:
    fields = SharedFields(Status.NEW, Severity.HIGH, assignee="anna@example.com")
    import_requests(store, [arrival("T-1", now, fields=fields), arrival("T-2", now, fields=fields)], now=now)
    assert [(agent.name, agent.email) for agent in list_agents(store)] == [("anna", "anna@example.com")]
    assert {row.assignee for row in open_queue(store, None)} == {"anna"}


def test_an_id_that_is_taken_is_refused_alone(store: Store, now: datetime) -> None:
    taken = add_request(store, account="Acme", subject="By hand", severity=Severity.HIGH, channel=Channel.CHAT, now=now)
    report = import_requests(
        store, [arrival(taken.name, now), Refusal("7", "no subject"), arrival("T-2", now)], now=now
    )
    assert (report.created, [refusal.where for refusal in report.refused]) == (1, [taken.name, "7"])


def test_a_cancelled_import_keeps_what_was_taken_and_goes_on_when_run_again(store: Store, now: datetime) -> None:
    told = [arrival(f"T-{number}", now) for number in range(1100)]
    seen: list[int] = []
    report = import_requests(
        store, told, now=now, cancelled=lambda: bool(seen), progress=lambda so_far: seen.append(so_far.created)
    )
    assert report.created == seen[0] < 1100
    assert import_requests(store, told, now=now).created == 1100 - report.created


def test_what_others_change_can_be_asked_for(store: Store, now: datetime) -> None:
    import_requests(store, [arrival("T-1", now), arrival("T-2", now)], now=now)
    since = last_change(store)
    assert changes_since(store, None, since) == Changes(since)
    log_event(store, "T-1", EventKind.RESOLVED, now=now)
    log_event(store, "T-2", EventKind.AGENT_RESPONSE, now=now)
    found = changes_since(store, None, since)
    assert [row.id for row in found.rows] == ["T-2"]
    assert len(found.gone) == 1
    assert changes_since(store, None, found.last).rows == ()
