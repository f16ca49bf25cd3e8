"""Servers whose etags lie: they change with each look, or stay when the content changes. Nothing is lost by it."""

from __future__ import annotations

import pytest
from tests.servers.events import event, said
from tests.services.sync.desk import Desk
from tests.services.sync.fake_server import FakeServer

from opiekun.domain.sync.accounts import SyncBy

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
