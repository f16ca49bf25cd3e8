from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from opiekun.domain.clocks import ClockState
from opiekun.domain.errors import InvalidInput, NotFound
from opiekun.domain.instants import utc_seconds
from opiekun.domain.policy import ClockName
from opiekun.domain.standing import Status
from opiekun.domain.timeline import Channel, EventKind, Severity
from opiekun.services.actions import add_request, log_event, preview_severity
from opiekun.services.done import What, WithdrawEvents
from opiekun.services.ports import Store
from opiekun.services.queue import known_tags, open_queue, search_requests, show_request
from opiekun.services.undo import undo


def added(store: Store, now: datetime, severity: Severity = Severity.CRITICAL, channel: Channel = Channel.CHAT) -> str:
    return add_request(
        store, account="Acme", subject="Mailboxes unreachable", severity=severity, channel=channel, now=now
    ).name


def test_a_request_added_by_hand_is_in_the_queue_with_its_clock(store: Store, now: datetime) -> None:
    request_id = added(store, now)
    (row,) = open_queue(store, None)
    assert (row.id, row.account, row.clock) == (request_id, "Acme", ClockName.FIRST_RESPONSE)
    assert row.due_at == utc_seconds(now + timedelta(hours=1))


def test_requests_added_by_hand_are_numbered(store: Store, now: datetime) -> None:
    assert [added(store, now) for _ in range(3)] == ["R-1", "R-2", "R-3"]


def test_an_account_is_found_again_whatever_the_case(store: Store, now: datetime) -> None:
    added(store, now)
    add_request(store, account=" aCME ", subject="Another", severity=Severity.REQUEST, channel=Channel.CHAT, now=now)
    assert {row.account for row in open_queue(store, None)} == {"Acme"}


def test_a_response_stops_the_clock_and_says_which(store: Store, now: datetime) -> None:
    request_id = added(store, now)
    done = log_event(store, request_id, EventKind.AGENT_RESPONSE, now=now + timedelta(minutes=21))
    assert done.what is What.RESPONDED
    (stopped,) = done.stopped
    assert stopped.name is ClockName.FIRST_RESPONSE
    assert stopped.state(utc_seconds(now)) is ClockState.MET
    assert open_queue(store, None)[0].clock is ClockName.UPDATE


def test_undo_and_redo_bring_the_same_clocks_back_and_the_timeline_only_grows(store: Store, now: datetime) -> None:
    request_id = added(store, now)
    before = show_request(store, request_id, now=now).clocks
    done = log_event(store, request_id, EventKind.AGENT_RESPONSE, now=now)
    after = show_request(store, request_id, now=now).clocks
    assert done.undo is not None
    undone = undo(store, done.undo, now=now)
    assert show_request(store, request_id, now=now).clocks == before
    assert undone.undo is not None
    undo(store, undone.undo, now=now)
    view = show_request(store, request_id, now=now)
    assert view.clocks == after
    assert [event.seq for event in view.file.events] == [1, 2, 3, 4]


def test_a_request_whose_adding_is_undone_leaves_the_queue(store: Store, now: datetime) -> None:
    done = add_request(
        store, account="Acme", subject="A slip", severity=Severity.CRITICAL, channel=Channel.CHAT, now=now
    )
    assert isinstance(done.undo, WithdrawEvents)
    undone = undo(store, done.undo, now=now)
    assert open_queue(store, None) == []
    assert undone.undo is not None
    undo(store, undone.undo, now=now)
    assert [row.id for row in open_queue(store, None)] == [done.name]


def test_a_change_of_severity_can_be_seen_before_it_is_made(store: Store, now: datetime) -> None:
    request_id = added(store, now, Severity.STANDARD)
    before, after = preview_severity(store, request_id, Severity.CRITICAL, now=now + timedelta(minutes=30))
    assert [clock.name for clock in before] == [ClockName.CONTACT, ClockName.FIRST_RESPONSE]
    assert [clock.name for clock in after] == [ClockName.FIRST_RESPONSE]
    assert after[0].due_at == utc_seconds(now + timedelta(hours=1))
    assert open_queue(store, None)[0].severity is Severity.STANDARD


@pytest.mark.parametrize(
    "at",
    [
        datetime(1900, 1, 1, tzinfo=UTC),
        datetime(9999, 1, 1, tzinfo=UTC),
        datetime(2026, 6, 16, 8, 0),  # noqa: DTZ001 - naive on purpose
        datetime(2026, 6, 15, tzinfo=UTC),
    ],
    ids=["1900", "9999", "naive", "before it was received"],
)
def test_an_impossible_time_is_refused_and_changes_nothing(store: Store, now: datetime, at: datetime) -> None:
    request_id = added(store, now)
    with pytest.raises(InvalidInput):
        log_event(store, request_id, EventKind.AGENT_RESPONSE, now=now, at=at)
    assert len(show_request(store, request_id, now=now).file.events) == 1


@pytest.mark.parametrize("kind", [EventKind.WITHDRAWN, EventKind.SYSTEM])
def test_what_only_the_desk_itself_may_write_cannot_be_logged(store: Store, now: datetime, kind: EventKind) -> None:
    request_id = added(store, now)
    with pytest.raises(InvalidInput):
        log_event(store, request_id, kind, now=now)


def test_received_again_is_a_further_message(store: Store, now: datetime) -> None:
    request_id = added(store, now)
    log_event(store, request_id, EventKind.AGENT_RESPONSE, now=now)
    log_event(store, request_id, EventKind.RECEIVED, now=now + timedelta(minutes=5))
    view = show_request(store, request_id, now=now)
    assert view.file.standing.status is Status.OPEN
    running = [clock.name for clock in view.clocks if clock.stopped_at is None]
    assert running == [ClockName.UPDATE, ClockName.NEXT_RESPONSE]


def test_an_empty_note_is_refused(store: Store, now: datetime) -> None:
    request_id = added(store, now)
    with pytest.raises(InvalidInput):
        log_event(store, request_id, EventKind.NOTE, now=now, text="  ")


def test_an_unknown_request_is_named(store: Store, now: datetime) -> None:
    with pytest.raises(NotFound, match="QWE-1"):
        log_event(store, "QWE-1", EventKind.RESOLVED, now=now)


def test_a_voicemail_owes_a_call_back_until_an_attempt_is_logged(store: Store, now: datetime) -> None:
    night = now - timedelta(hours=10)
    request_id = add_request(
        store,
        account="Globex",
        subject="Voicemail from Jana",
        severity=Severity.STANDARD,
        channel=Channel.PHONE,
        now=now,
        received_at=night,
    ).name
    assert open_queue(store, None)[0].callback_since == utc_seconds(night)
    log_event(store, request_id, EventKind.RESOLVED, now=now)
    (row,) = open_queue(store, None)
    assert (row.status, row.callback_since) == (Status.RESOLVED, utc_seconds(night))
    log_event(store, request_id, EventKind.CALLBACK_ATTEMPTED, now=now)
    assert open_queue(store, None) == []


def test_resolved_requests_are_still_found(store: Store, now: datetime) -> None:
    request_id = added(store, now)
    log_event(store, request_id, EventKind.RESOLVED, now=now)
    assert [row.id for row in search_requests(store, "MAILBOX acme")] == [request_id]


def test_the_last_tags_hold_and_undo_brings_the_earlier_ones_back(store: Store, now: datetime) -> None:
    request_id = added(store, now)
    log_event(store, request_id, EventKind.TAGGED, now=now, tags=("VIP",))
    done = log_event(store, request_id, EventKind.TAGGED, now=now, tags=(" Shop ", "vip", "VIP", ""))
    assert done.detail == "Shop, vip"
    assert show_request(store, request_id, now=now).file.tags == ("Shop", "vip")
    assert known_tags(store) == ["Shop", "VIP", "vip"]
    assert done.undo is not None
    undo(store, done.undo, now=now)
    assert show_request(store, request_id, now=now).file.tags == ("VIP",)
    log_event(store, request_id, EventKind.TAGGED, now=now)
    assert show_request(store, request_id, now=now).file.tags == ()


@pytest.mark.parametrize("tags", [("a,b",), ("x" * 81,), ("a\nb",), tuple(str(n) for n in range(51))])
def test_what_is_no_tag_is_refused(store: Store, now: datetime, tags: tuple[str, ...]) -> None:
    request_id = added(store, now)
    with pytest.raises(InvalidInput):
        log_event(store, request_id, EventKind.TAGGED, now=now, tags=tags)
    assert show_request(store, request_id, now=now).file.tags == ()


def test_a_postponed_request_is_so_until_that_time(store: Store, now: datetime) -> None:
    request_id = added(store, now)
    until = now + timedelta(hours=1)
    done = log_event(store, request_id, EventKind.POSTPONED, now=now, until=until)
    assert (done.what, done.until) == (What.POSTPONED, until)
    assert show_request(store, request_id, now=now).postponed_until == until
    assert show_request(store, request_id, now=until).postponed_until is None
    assert done.undo is not None
    undo(store, done.undo, now=now)
    assert show_request(store, request_id, now=now).postponed_until is None


@pytest.mark.parametrize("later", [timedelta(0), timedelta(minutes=-1), timedelta(days=400)])
def test_the_past_and_the_far_future_are_no_time_to_postpone_to(store: Store, now: datetime, later: timedelta) -> None:
    request_id = added(store, now)
    with pytest.raises(InvalidInput):
        log_event(store, request_id, EventKind.POSTPONED, now=now, until=now + later)


def test_what_an_event_does_not_keep_is_refused(store: Store, now: datetime) -> None:
    request_id = added(store, now)
    with pytest.raises(InvalidInput):
        log_event(store, request_id, EventKind.NOTE, now=now, text="x", tags=("VIP",))
    with pytest.raises(InvalidInput):
        log_event(store, request_id, EventKind.TAGGED, now=now, until=now + timedelta(hours=1))
