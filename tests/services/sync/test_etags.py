"""Servers whose etags lie: they change with each look, or stay when the content changes. Nothing is lost by it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.servers.events import event, said
from tests.services.sync.desk import Desk
from tests.services.sync.fake_server import FakeServer

from opiekun.domain.sync.accounts import SyncBy
from opiekun.domain.sync.failures import DavFailure
from opiekun.services.sync.refused import refused_edits

BY = pytest.mark.parametrize("by", list(SyncBy))


@pytest.fixture
def known(desk: Desk, server: FakeServer) -> Desk:
    """A desk that has synced three events."""
    for uid in "abc":
        server.only.phone_puts(event(uid))
    desk.sync()
    return desk


@BY
def test_with_etags_that_change_at_each_look_edits_go_out_by_their_content(
    known: Desk, server: FakeServer, by: SyncBy
) -> None:
    there = server.only
    there.by, there.fickle_etags = by, True
    known.sync()
    known.write("a", event("a", "Mine"))
    known.write("b", None)
    report = known.sync_one()
    assert (report.uploaded, report.deleted_remote, report.waits, report.conflicts) == (1, 1, 0, 0)
    assert known.texts() == there.texts() == {"a": event("a", "Mine"), "c": event("c")}
    assert any("“Mine”" in line and "cannot be relied on" in line for line in known.said())


@pytest.mark.parametrize("failure", [DavFailure.PRECONDITION, DavFailure.CONFLICT, DavFailure.MISSING])
def test_a_server_that_takes_a_change_under_no_condition_is_said_to_refuse_it_and_not_to_lie(
    known: Desk, server: FakeServer, failure: DavFailure
) -> None:
    server.only.refuses = lambda text: failure if "Mine" in text else None
    known.write("a", event("a", "Mine"))
    server.calls.clear()
    report = known.sync_one()
    assert (report.refused, report.waits, report.failure) == (1, 0, None)
    # Again, without a condition, only where the server says that it is the condition which fails.
    assert sum(call.startswith("put") for call in server.calls) == 1 + (failure is DavFailure.PRECONDITION)
    (edit,) = refused_edits(known.store)
    assert (edit.uid, edit.words) == ("a", "not to my taste")
    shows_none = "has another version by now, but shows none" in str(edit.why.refusal())
    assert shows_none == (failure is DavFailure.PRECONDITION)
    assert not any("cannot be relied on" in line for line in known.said())
    assert server.only.texts()["a"] == event("a")


def test_of_a_new_event_that_a_server_takes_for_a_change_it_is_not_said_to_have_changed(
    known: Desk, server: FakeServer
) -> None:
    server.only.refuses = lambda text: DavFailure.PRECONDITION if "New" in text else None
    known.write("n", event("n", "New"))
    assert known.sync_one().refused == 1
    (edit,) = refused_edits(known.store)
    assert "has another version by now, but shows none" in str(edit.why.refusal())
    assert "if it goes on, tell those who run the server" in str(edit.why.refusal())


@BY
def test_with_etags_that_change_at_each_look_the_others_change_is_merged(
    known: Desk, server: FakeServer, by: SyncBy
) -> None:
    there = server.only
    there.by, there.fickle_etags = by, True
    known.sync()
    known.write("a", event("a", "Mine"))
    there.phone_puts(event("a", "Call", "LOCATION:There"))
    report = known.sync_one()
    assert (report.waits, report.conflicts) == (0, 0)
    assert said(known.texts()["a"]) == said(event("a", "Mine", "LOCATION:There"))
    assert said(there.texts()["a"]) == said(known.texts()["a"])


def test_what_the_server_tells_as_changed_is_read_whatever_its_etag(known: Desk, server: FakeServer) -> None:
    server.only.keeps_etags = True
    server.only.phone_puts(event("a", "Theirs"))
    assert known.sync_one().downloaded == 1
    assert known.texts() == server.only.texts()


LISTED = pytest.mark.parametrize("by", [SyncBy.CTAG, SyncBy.ETAGS])


@pytest.fixture
def caught(known: Desk, server: FakeServer, by: SyncBy) -> Desk:
    """A desk whose server was found out to change contents under the same etags."""
    there = server.only
    there.by = by
    known.at += timedelta(1)
    known.sync()
    there.keeps_etags = True
    there.phone_puts(event("a", "Theirs"))
    there.phone_puts(event("b", "Theirs too"))
    known.sync()
    assert known.texts()["a"] == event("a")  # nothing tells of it
    known.at += timedelta(1)
    assert known.sync_one().downloaded == 2
    assert any("under the same version mark" in line for line in known.said())
    return known


@LISTED
def test_contents_that_change_under_the_same_etag_are_found_out_within_days(caught: Desk, server: FakeServer) -> None:
    assert caught.texts() == server.only.texts()
    server.only.phone_puts(event("c", "Theirs now"))
    assert caught.sync_one().downloaded == 1
    assert caught.texts() == server.only.texts()
    assert not any("under the same version mark" in line for line in caught.said())


@LISTED
def test_once_found_out_contents_are_compared_before_anything_is_written(
    caught: Desk, server: FakeServer, by: SyncBy
) -> None:
    there = server.only
    caught.write("a", event("a", "Theirs", "LOCATION:Here"))
    caught.write("b", None)
    there.phone_puts(event("a", "Theirs again"))
    there.phone_puts(event("b", "Theirs again"))
    assert caught.sync_one().conflicts == 0
    assert said(there.texts()["a"]) == said(event("a", "Theirs again", "LOCATION:Here"))
    assert there.texts()["b"] == event("b", "Theirs again")
    assert caught.texts() == there.texts()
    assert caught.standing.waiting == 0


@LISTED
def test_an_etag_that_stays_while_only_bookkeeping_changes_is_no_lie(
    known: Desk, server: FakeServer, by: SyncBy
) -> None:
    there = server.only
    there.by, there.keeps_etags = by, True
    known.at += timedelta(1)
    known.sync()
    there.phone_puts(event("a").replace("DTSTAMP:20260601T080000Z", "DTSTAMP:20260602T080000Z"))
    known.at += timedelta(1)
    known.sync()
    assert not known.standing.collections[0].collection.etags_lie
