"""A server that lacks much of what it had: the agent's word is needed, and goes as far as it was asked for."""

from __future__ import annotations

import pytest
from tests.servers.events import event
from tests.services.calls.conftest import CallDesk, at
from tests.services.calls.conftest import desk as call_desk
from tests.services.calls.test_edited import waiting
from tests.services.sync.desk import Desk
from tests.services.sync.fake_server import FakeCollection, FakeServer
from tests.services.sync.test_calls_elsewhere import booked, calls

from opiekun.domain.calls.calls import CallStatus
from opiekun.domain.sync.accounts import CollectionStanding, DavCollection, SyncBy
from opiekun.domain.sync.failures import DavFailure
from opiekun.services.sync.guard import GuardAnswer, answer_guard

__all__ = ["call_desk", "calls"]


@pytest.fixture
def ten(desk: Desk, server: FakeServer) -> FakeCollection:
    """A collection of ten events, which the desk has."""
    for number in range(10):
        server.only.phone_puts(event(f"{number}"))
    desk.sync()
    return server.only


def lose(there: FakeCollection, *uids: str) -> None:
    """The server loses these, or all that it has."""
    for uid in uids or [*there.texts()]:
        there.phone_deletes(uid)


def answer(desk: Desk, said: GuardAnswer) -> None:
    answer_guard(desk.store, desk.calendar_id, said, now=desk.now())


def collection(desk: Desk) -> DavCollection:
    return desk.standing.collections[0].collection


@pytest.mark.parametrize("by", SyncBy)
def test_a_server_that_is_well_again_loses_nothing_by_the_answer(
    calls: CallDesk, desk: Desk, server: FakeServer, by: SyncBy
) -> None:
    there = server.only
    there.by = by
    uid = booked(calls, desk, at(17, 9))
    for number in range(10):
        there.phone_puts(event(f"{number}"))
    desk.sync()
    kept = dict(there.resources)
    lose(there)
    desk.sync()
    answer(desk, GuardAnswer.DELETE)
    there.resources.update(kept)  # as from a backup: its tokens tell nothing of it
    report = desk.sync_one()
    assert (report.deleted_local, report.downloaded) == (0, 0)
    assert desk.texts() == there.texts()
    assert calls.show(uid).status is CallStatus.BOOKED
    assert waiting(calls) == []
    assert collection(desk).standing is CollectionStanding.ACTIVE


def test_what_the_server_has_and_does_not_give_out_is_not_deleted_by_the_answer(desk, server, ten):
    kept = dict(ten.resources)
    lose(ten)
    desk.sync()
    answer(desk, GuardAnswer.DELETE)
    ten.resources.update(kept)
    ten.leaves_out.update(stored.href for stored in kept.values())
    server.fail("get", DavFailure.FORBIDDEN, times=10)
    assert desk.sync_one().deleted_local == 0
    assert collection(desk).standing is CollectionStanding.GUARDED
    ten.leaves_out.clear()
    desk.sync()
    assert desk.texts() == ten.texts()
    assert collection(desk).standing is CollectionStanding.ACTIVE


@pytest.mark.parametrize("by", SyncBy)
def test_an_answer_is_for_no_more_than_was_asked_about(desk: Desk, ten: FakeCollection, by: SyncBy) -> None:
    ten.by = by
    desk.sync()
    lose(ten, *"012345")
    desk.sync()
    answer(desk, GuardAnswer.DELETE)
    lose(ten)
    report = desk.sync_one()
    assert (report.deleted_local, report.missing, report.known) == (0, 10, 10)
    assert len(desk.texts()) == 10
    assert not collection(desk).may_delete
    assert any("10 of 10" in each and "more than you answered for" in each for each in desk.said())
    answer(desk, GuardAnswer.DELETE)
    assert desk.sync_one().deleted_local == 10
    assert desk.texts() == {}


def test_one_that_is_deleted_after_the_answer_changes_nothing_of_it(desk: Desk, ten: FakeCollection) -> None:
    lose(ten, *"012345")
    desk.sync()
    answer(desk, GuardAnswer.DELETE)
    lose(ten, "6")
    assert desk.sync_one().deleted_local == 7
    assert sorted(desk.texts()) == [*"789"]


def test_what_goes_while_the_question_is_open_belongs_to_it(desk: Desk, ten: FakeCollection) -> None:
    lose(ten, *"012345")
    desk.sync()
    for uid in "6789":
        lose(ten, uid)
        assert desk.sync_one().deleted_local == 0
    assert (collection(desk).missing, collection(desk).known) == (10, 10)
    answer(desk, GuardAnswer.KEEP)
    assert desk.sync_one().uploaded == 10
    assert len(ten.texts()) == 10
