"""A server that lacks much of what it had: the agent's word is needed, and goes as far as it was asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.servers.events import event
from tests.services.calls.conftest import CallDesk, at
from tests.services.calls.conftest import desk as call_desk
from tests.services.calls.test_edited import waiting
from tests.services.sync.desk import Desk
from tests.services.sync.fake_server import FakeCollection, FakeServer, Stored
from tests.services.sync.test_calls_elsewhere import booked, calls

from opiekun.domain.calls.calls import CallStatus
from opiekun.domain.errors import InvalidInput
from opiekun.domain.sync.accounts import CollectionStanding, DavCollection, SyncBy
from opiekun.domain.sync.failures import DavFailure
from opiekun.services.calendars_removed import AtStake
from opiekun.services.done import Done
from opiekun.services.sync.guard import GuardAnswer, answer_guard, missing_at_stake
from opiekun.services.undo import undo

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


def answer(desk: Desk, said: GuardAnswer, **given: Any) -> Done:
    return answer_guard(desk.store, desk.calendar_id, said, now=desk.now(), **given)


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


def test_one_that_is_never_given_out_does_not_hold_the_answer_up(desk: Desk, ten: FakeCollection) -> None:
    ten.withholds = {ten.phone_puts(event("bad")): DavFailure.SERVER}
    desk.sync()
    lose(ten, *"0123456")
    desk.sync()
    answer(desk, GuardAnswer.DELETE)
    assert desk.sync_one().deleted_local == 7
    assert sorted(desk.texts()) == [*"789"]


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


def test_that_missing_events_go_back_is_taken_back_and_done_again(desk: Desk, ten: FakeCollection) -> None:
    lose(ten, *"012345")
    desk.sync()
    asked = collection(desk)
    kept = answer(desk, GuardAnswer.KEEP)
    assert kept.undo is not None
    taken_back = undo(desk.store, kept.undo, now=desk.now())
    assert (collection(desk), desk.standing.waiting) == (replace(asked, reconciled_at=None), 0)
    assert desk.sync_one().uploaded == 0
    assert (collection(desk).missing, collection(desk).known) == (6, 10)
    assert taken_back.undo is not None
    again = undo(desk.store, taken_back.undo, now=desk.now())
    assert (again.of, desk.standing.waiting) == (kept.what, 6)
    assert desk.sync_one().uploaded == 6
    assert len(ten.texts()) == 10


@pytest.mark.parametrize("sent", [True, False])
def test_that_missing_events_go_back_is_not_taken_back_for_some_of_them(
    desk: Desk, ten: FakeCollection, *, sent: bool
) -> None:
    lose(ten, *"012345")
    desk.sync()
    kept = answer(desk, GuardAnswer.KEEP)
    if sent:
        desk.cancel_after = 8
        assert 0 < desk.sync_one().uploaded < 6
    else:
        desk.write("0", desk.texts()["0"].replace("SUMMARY:", "SUMMARY:Another "))
    waits = desk.standing.waiting
    assert kept.undo is not None
    with pytest.raises(InvalidInput, match="all of them go back"):
        undo(desk.store, kept.undo, now=desk.now())
    assert (desk.standing.waiting, collection(desk).standing) == (waits, CollectionStanding.ACTIVE)


def emptied(calls: CallDesk, desk: Desk, there: FakeCollection) -> tuple[str, dict[str, Stored]]:
    """A server that has lost all that it had, a call with a guest among it: its UID, and what there was."""
    uid = booked(calls, desk, at(17, 9))
    there.phone_puts(event("1"))
    there.phone_puts(event("2"))
    desk.sync()
    kept = dict(there.resources)
    lose(there)
    desk.sync()
    return uid, kept


def test_guests_of_what_went_in_masses_hear_nothing_by_themselves(calls, desk, server):
    uid, kept = emptied(calls, desk, server.only)
    stake = missing_at_stake(desk.store, desk.calendar_id, host=calls.host, now=desk.now())
    assert stake == AtStake(events=1, guests=1)
    answer(desk, GuardAnswer.DELETE)
    assert desk.sync_one().deleted_local == 3
    assert calls.show(uid).status is CallStatus.CANCELLED
    assert waiting(calls) == []
    server.only.resources.update(kept)
    for stored in kept.values():
        server.only.put(stored.href, stored.text)
    desk.sync()
    assert calls.show(uid).status is CallStatus.BOOKED
    assert waiting(calls) == []  # for them it was never off


def test_guests_of_what_went_in_masses_are_told_where_the_agent_wants_it(calls, desk, server):
    uid, _ = emptied(calls, desk, server.only)
    answer(desk, GuardAnswer.DELETE, tells_guests=True)
    assert waiting(calls) == []
    desk.sync()
    assert calls.show(uid).status is CallStatus.CANCELLED
    assert waiting(calls) == [("CANCEL", "cara@acme.example", 1)]
    assert not collection(desk).tells_guests


def test_who_is_told_is_asked_anew_with_what_is_lost_after_the_answer(calls, desk, server, ten):
    uid = booked(calls, desk, at(17, 9))
    lose(ten, *"012345")
    desk.sync()
    answer(desk, GuardAnswer.DELETE, tells_guests=True)
    lose(ten)
    desk.sync()
    answer(desk, GuardAnswer.DELETE)
    desk.sync()
    assert calls.show(uid).status is CallStatus.CANCELLED
    assert waiting(calls) == []


def test_an_answer_that_is_given_again_is_the_same(calls, desk, server):
    emptied(calls, desk, server.only)
    done = answer(desk, GuardAnswer.DELETE, tells_guests=True)
    again = undo(desk.store, done.undo, now=desk.now())
    assert not collection(desk).tells_guests
    undo(desk.store, again.undo, now=desk.now())
    assert collection(desk).tells_guests


def test_more_than_the_agent_saw_is_not_deleted_by_the_answer(desk, ten):
    lose(ten, *"012345")
    desk.sync()
    seen = collection(desk).missing
    lose(ten, "6")
    desk.sync()
    with pytest.raises(InvalidInput, match="lacks 7 events by now, not 6"):
        answer(desk, GuardAnswer.DELETE, asked=seen)
    assert not collection(desk).may_delete
    answer(desk, GuardAnswer.DELETE, asked=7)
    assert collection(desk).may_delete


def test_the_last_call_to_come_goes_only_where_the_agent_says_so(calls, desk, server):
    uid = booked(calls, desk, at(17, 9))
    lose(server.only)
    assert desk.sync_one().missing == 1
    assert calls.show(uid).status is CallStatus.BOOKED
    assert waiting(calls) == []


def test_the_last_event_goes_unasked_where_nobody_awaits_it(calls, desk, server):
    booked(calls, desk, at(17, 9))
    desk.at = at(19, 9)
    lose(server.only)
    assert desk.sync_one().deleted_local == 1
    server.only.phone_puts(event("by myself"))
    desk.sync()
    lose(server.only)
    assert desk.sync_one().deleted_local == 1
    assert waiting(calls) == []


def test_a_single_deletion_on_the_phone_goes_through_until_the_calendar_is_empty(desk, server):
    for uid in "abc":
        server.only.phone_puts(event(uid))
    desk.sync()
    for uid in "abc":
        server.only.phone_deletes(uid)
        assert desk.sync_one().deleted_local == 1
    assert desk.texts() == {}


@pytest.mark.parametrize(("known", "gone"), [(2, 2), (3, 2), (3, 3), (4, 3)])
def test_small_calendars_are_asked_about_like_large_ones(desk, server, known, gone):
    for uid in range(known):
        server.only.phone_puts(event(f"{uid}"))
    desk.sync()
    lose(server.only, *map(str, range(gone)))
    report = desk.sync_one()
    assert (report.deleted_local, report.missing, report.known) == (0, gone, known)


@pytest.mark.parametrize("said", [*GuardAnswer, None])
def test_a_missing_event_that_is_deleted_here_does_not_come_back_with_the_others(
    desk: Desk, ten: FakeCollection, said: GuardAnswer | None
) -> None:
    kept = dict(ten.resources)
    lose(ten)
    desk.sync()
    desk.write("3", None)
    desk.sync()
    if said is not None:
        answer(desk, said)
    ten.resources.update(kept)
    desk.sync()
    desk.sync()
    assert sorted(desk.texts()) == sorted(ten.texts()) == [*"012456789"]
    assert (desk.standing.waiting, collection(desk).standing) == (0, CollectionStanding.ACTIVE)


def test_a_deletion_of_a_missing_event_is_forgotten_where_the_server_lacks_it_for_good(
    desk: Desk, ten: FakeCollection
) -> None:
    lose(ten)
    desk.sync()
    desk.write("3", None)
    answer(desk, GuardAnswer.KEEP)
    desk.sync()
    assert sorted(desk.texts()) == sorted(ten.texts()) == [*"012456789"]
    assert desk.standing.waiting == 0


def test_a_missing_event_that_is_deleted_and_made_again_here_goes_out(desk: Desk, ten: FakeCollection) -> None:
    lose(ten)
    desk.sync()
    desk.write("3", None)
    desk.write("3", event("3", "Again"))
    desk.sync()
    assert ten.texts() == {"3": event("3", "Again")}
