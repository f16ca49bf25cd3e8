"""A server that fails at the same event each time: all others come and go all the same."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.servers.events import event
from tests.services.sync.desk import Desk
from tests.services.sync.fake_server import FakeCollection, FakeServer

from opiekun.domain.sync.accounts import SyncBy
from opiekun.domain.sync.failures import DavFailure
from opiekun.services.sync.refused import give_up, refused_edits, retry

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


@pytest.fixture
def choosy(desk: Desk, server: FakeServer) -> FakeCollection:
    """A server that breaks at three edits that were made before three others, and has another event itself."""
    server.only.refuses = lambda text: DavFailure.SERVER if "Bad" in text else None
    for number in range(3):
        desk.write(f"b{number}", event(f"b{number}", "Bad"))
    for number in range(3):
        desk.write(f"g{number}", event(f"g{number}", "Good"))
    server.only.phone_puts(event("phone"))
    return server.only


def test_edits_that_the_server_always_breaks_at_keep_no_other_from_going_or_coming(
    desk: Desk, choosy: FakeCollection
) -> None:
    first, second, third = desk.sync_one(), desk.sync_one(), desk.sync_one()
    assert (first.downloaded, first.uploaded, first.waits) == (1, 0, 6)
    assert first.failure is not None  # as far as it can know, nothing can be sent
    assert (second.uploaded, second.waits, second.refused, second.failure) == (3, 3, 0, None)
    assert (third.uploaded, third.waits, third.refused) == (0, 3, 0)
    assert sorted(choosy.texts()) == ["g0", "g1", "g2", "phone"]
    assert sorted(desk.texts()) == ["b0", "b1", "b2", "g0", "g1", "g2", "phone"]


def test_edits_that_the_server_breaks_at_for_days_while_it_takes_others_wait_for_the_agent(
    desk: Desk, choosy: FakeCollection
) -> None:
    desk.sync()
    desk.at += timedelta(days=1)
    desk.write("g4", event("g4", "Good"))
    desk.sync()
    assert [edit.uid for edit in refused_edits(desk.store)] == ["b0", "b1", "b2"]
    assert desk.standing.waiting == 0
    assert desk.sync_one().requests == 1
    give_up(desk.store, desk.calendar_id, "b0", now=desk.now())
    desk.write("b1", event("b1", "Good"))
    choosy.refuses = lambda _text: None
    retry(desk.store, desk.calendar_id, "b2")
    desk.sync()
    assert desk.texts() == choosy.texts()
    assert not refused_edits(desk.store)


def test_a_server_that_takes_nothing_for_days_refuses_nothing(desk: Desk, server: FakeServer) -> None:
    server.only.refuses = lambda _text: DavFailure.SERVER
    for uid in "abcd":
        desk.write(uid, event(uid))
    for _ in range(3):
        desk.at += timedelta(days=1)
        report = desk.sync_one()
        assert (report.failure is not None, report.waits, report.refused) == (True, 4, 0)
    server.only.refuses = lambda _text: None
    assert desk.sync_one().uploaded == 4


def test_a_server_that_breaks_at_writing_and_reading_alike_is_not_asked_for_each_edit(
    desk: Desk, server: FakeServer
) -> None:
    desk.sync()
    for number in range(20):
        desk.write(f"{number}", event(f"{number}"))
    server.fail("put", DavFailure.SERVER, times=500)
    server.fail("get", DavFailure.SERVER, times=500)
    report = desk.sync_one()
    assert report.failure is not None
    assert report.requests < 10
    server.faults.clear()
    assert desk.sync_one().uploaded == 20
    assert desk.texts() == server.only.texts()


@pytest.mark.parametrize(("by", "requests"), [(SyncBy.TOKEN, 2), (SyncBy.CTAG, 2)])
def test_one_that_is_never_given_out_costs_one_request_more_and_is_told_of_once(
    desk: Desk, server: FakeServer, by: SyncBy, requests: int
) -> None:
    there = server.only
    there.by = by
    for uid in "abc":
        there.phone_puts(event(uid))
    href = there.phone_puts(event("bad"), f"{there.url}odd.ics")
    there.withholds = {href: DavFailure.FORBIDDEN}
    desk.sync()
    assert [line for line in desk.said() if "does not give out “odd.ics”: The server failed (forbidden)." in line]
    for _ in range(3):
        report = desk.sync_one()
        assert (report.requests, report.failure) == (requests, None)
        assert desk.said() == []
    there.withholds.clear()
    assert desk.sync_one().downloaded == 1
    assert desk.sync_one().requests == 1
    assert desk.texts() == there.texts()


@pytest.mark.parametrize("by", [SyncBy.TOKEN, SyncBy.CTAG])
def test_a_change_that_is_not_given_out_is_told_by_title_and_the_event_stays(
    desk: Desk, server: FakeServer, by: SyncBy
) -> None:
    there = server.only
    there.by = by
    href = there.phone_puts(event("a", "Review"))
    there.phone_puts(event("b"))
    desk.sync()
    there.phone_puts(event("a", "Later"))
    there.withholds = {href: DavFailure.SERVER}
    desk.sync()
    assert [line for line in desk.said() if "does not give out “Review”" in line]
    assert desk.texts()["a"] == event("a", "Review")
    assert desk.sync_one().requests == 2
    desk.write("a", event("a", "Review", "LOCATION:Here"))
    desk.sync()  # it does not go over what nobody has seen
    assert there.texts()["a"] == event("a", "Later")
    there.withholds.clear()
    desk.sync()
    assert there.texts()["a"] == desk.texts()["a"] == event("a", "Later", "LOCATION:Here")
    assert desk.sync_one().requests == 1


def test_one_that_was_never_given_out_and_is_deleted_there_is_forgotten(desk: Desk, server: FakeServer) -> None:
    there = server.only
    there.withholds = {there.phone_puts(event("bad")): DavFailure.FORBIDDEN}
    desk.sync()
    assert len(desk.standing.problems) == 1
    there.phone_deletes("bad")
    there.withholds.clear()
    desk.sync()
    assert not desk.standing.problems
    assert desk.sync_one().requests == 1


def test_many_that_were_not_given_out_come_with_the_whole_list(desk: Desk, server: FakeServer) -> None:
    there = server.only
    for number in range(30):
        href = there.phone_puts(event(f"{number}"))
        if number % 2:
            there.withholds[href] = DavFailure.SERVER
    assert desk.sync_one().downloaded == 15
    there.withholds.clear()
    report = desk.sync_one()
    assert (report.downloaded, report.requests) == (15, 4)
    assert desk.texts() == there.texts()
    assert desk.sync_one().requests == 1


def test_one_that_is_not_given_out_while_its_deletion_is_under_way_keeps_no_other_from_coming(
    desk: Desk, server: FakeServer
) -> None:
    there = server.only
    there.keeps_etags = True
    href = there.phone_puts(event("a"))
    desk.sync()
    desk.write("a", None)
    server.fail("delete", DavFailure.LOST)
    server.fail("get", DavFailure.LOST)
    assert desk.sync_one().failure is not None
    there.phone_puts(event("a"))
    there.phone_puts(event("b"))
    there.withholds = {href: DavFailure.SERVER}
    report = desk.sync_one()
    assert (report.downloaded, report.failure) == (1, None)
    there.withholds.clear()
    desk.sync()
    assert desk.texts() == there.texts()


def test_one_whose_text_was_damaged_and_is_not_given_out_any_more_stays(desk: Desk, server: FakeServer) -> None:
    there = server.only
    href = there.phone_puts(event("a", "Review"))
    desk.sync()
    there.put(href, "garbage")
    desk.sync()
    there.put(href, "more garbage")
    there.withholds = {href: DavFailure.SERVER}
    desk.sync()
    assert [line for line in desk.said() if "does not give out “Review”" in line]
    assert desk.texts() == {"a": event("a", "Review")}
    there.put(href, event("a", "Later"))
    there.withholds.clear()
    desk.sync()
    assert desk.texts() == there.texts() == {"a": event("a", "Later")}
    assert not desk.standing.problems
