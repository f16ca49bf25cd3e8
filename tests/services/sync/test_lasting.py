"""A server that fails at the same event each time: all others come and go all the same."""

from __future__ import annotations

import pytest
from tests.servers.events import event
from tests.services.sync.desk import Desk
from tests.services.sync.fake_server import FakeServer

from opiekun.domain.sync.accounts import SyncBy
from opiekun.domain.sync.failures import DavFailure

BY = pytest.mark.parametrize("by", list(SyncBy))
BROKEN = pytest.mark.parametrize("failure", [DavFailure.SERVER, DavFailure.LOST, DavFailure.UNREADABLE], ids=str)


@BY
@BROKEN
def test_one_that_is_never_given_out_keeps_no_other_from_coming(
    desk: Desk, server: FakeServer, failure: DavFailure, by: SyncBy
) -> None:
    there = server.only
    there.by = by
    there.withholds = {there.phone_puts(event("bad")): failure}
    for uid in "abc":
        there.phone_puts(event(uid))
    report = desk.sync_one()
    assert (report.downloaded, report.failure) == (3, None)
    assert sorted(desk.texts()) == [*"abc"]
    assert len(desk.standing.problems) == 1
    there.phone_puts(event("d"))
    assert desk.sync_one().downloaded == 1
    there.withholds.clear()
    desk.sync()
    assert desk.texts() == there.texts()
    assert not desk.standing.problems


@pytest.mark.parametrize("failure", [DavFailure.SERVER, DavFailure.UNREADABLE], ids=str)
def test_several_at_which_the_server_breaks_for_all_keep_no_other_from_coming(
    desk: Desk, server: FakeServer, failure: DavFailure
) -> None:
    there = server.only
    there.stumbles = True
    for number in range(40):
        href = there.phone_puts(event(f"{number}"))
        if number in {0, 1, 2, 17, 39}:
            there.withholds[href] = failure
    report = desk.sync_one()
    assert (report.downloaded, report.failure) == (35, None)
    assert len(desk.standing.problems) == 5
    there.withholds.clear()
    desk.sync()
    assert desk.texts() == there.texts()


@BROKEN
def test_a_server_that_gives_nothing_at_all_is_told_as_broken(
    desk: Desk, server: FakeServer, failure: DavFailure
) -> None:
    for number in range(40):
        server.only.phone_puts(event(f"{number}"))
    server.fail("fetch", failure, times=500)
    server.fail("get", failure, times=500)
    report = desk.sync_one()
    assert report.failure is not None
    assert report.requests < 25
    assert not desk.standing.problems
    server.faults.clear()
    desk.sync()
    assert desk.texts() == server.only.texts()
