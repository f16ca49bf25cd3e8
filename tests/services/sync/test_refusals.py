"""What a server refuses, lacks or never answers: each with its own behaviour, and nothing lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.servers.events import event
from tests.services.sync.desk import Desk
from tests.services.sync.fake_server import FakeServer

from opiekun.domain.errors import InvalidInput, NotFound
from opiekun.domain.sync.accounts import CollectionStanding, SyncBy
from opiekun.domain.sync.failures import DavFailure
from opiekun.services.calendars import list_calendars, save_calendar
from opiekun.services.events import delete_event
from opiekun.services.sync.guard import GuardAnswer, answer_guard
from opiekun.services.sync.refused import give_up, keep_copy, refused_edits, retry
from opiekun.services.undo import undo

OF_ITEM = [
    DavFailure.FORBIDDEN,
    DavFailure.TOO_LARGE,
    DavFailure.LOCKED,
    DavFailure.FULL,
    DavFailure.REFUSED,
    DavFailure.CONFLICT,
]


@pytest.mark.parametrize("failure", OF_ITEM)
def test_one_refused_event_is_set_aside_and_the_rest_goes_on(
    desk: Desk, server: FakeServer, failure: DavFailure
) -> None:
    server.only.refuses = lambda text: failure if "Bad" in text else None
    for uid, title in (("a", "Good"), ("b", "Bad"), ("c", "Good")):
        desk.write(uid, event(uid, title))
    report = desk.sync_one()
    assert (report.uploaded, report.refused, report.waits, report.failure) == (2, 1, 0, None)
    assert sorted(server.only.texts()) == ["a", "c"]
    assert sorted(desk.texts()) == ["a", "b", "c"]
    (edit,) = refused_edits(desk.store)
    assert (edit.uid, edit.title, edit.words, edit.deleted) == ("b", "Bad", "not to my taste", False)
    assert desk.sync_one().requests == 1
    retry(desk.store, desk.calendar_id, "b")
    server.only.refuses = lambda _text: None
    assert desk.sync_one().uploaded == 1
    assert desk.texts() == server.only.texts()


def test_a_refused_event_goes_out_after_the_next_edit(desk: Desk, server: FakeServer) -> None:
    server.only.phone_puts(event("a"))
    desk.sync()
    server.only.refuses = lambda text: DavFailure.REFUSED if "Bad" in text else None
    desk.write("a", event("a", "Bad"))
    desk.sync()
    desk.write("a", event("a", "Good"))
    desk.sync()
    assert desk.texts() == server.only.texts() == {"a": event("a", "Good")}
    assert not refused_edits(desk.store)


def test_a_refused_edit_is_given_up_and_taken_back(desk: Desk, server: FakeServer) -> None:
    server.only.phone_puts(event("a"))
    desk.sync()
    server.only.refuses = lambda _text: DavFailure.TOO_LARGE
    desk.write("a", event("a", "Mine"))
    desk.sync()
    done = give_up(desk.store, desk.calendar_id, "a", now=desk.now())
    assert desk.texts() == {"a": event("a")}
    assert desk.standing.waiting == 0
    assert done.undo is not None
    undo(desk.store, done.undo, now=desk.now())
    assert desk.texts() == {"a": event("a", "Mine")}
    assert desk.standing.waiting == 1
    with pytest.raises(NotFound):
        give_up(desk.store, desk.calendar_id, "a", now=desk.now())


def test_a_permission_that_was_lost_makes_the_calendar_read_only(desk: Desk, server: FakeServer) -> None:
    for uid in "ab":
        server.only.phone_puts(event(uid))
    desk.sync()
    server.only.read_only = True
    desk.write("a", event("a", "Mine"))
    desk.write("b", None)
    report = desk.sync_one()
    assert (report.refused, report.waits) == (2, 0)
    (calendar,) = [each for each in list_calendars(desk.store) if each.id == desk.calendar_id]
    assert calendar.read_only
    own = next(each for each in list_calendars(desk.store) if each.id != desk.calendar_id)
    keep_copy(desk.store, calendar.id, "a", own.id, now=desk.now())
    give_up(desk.store, calendar.id, "b", now=desk.now())
    assert desk.texts() == server.only.texts()
    with desk.store.read() as unit:
        assert [each.text for each in unit.calendars.texts(own.id)] == [event("a", "Mine")]
        (key,) = [each.key for each in unit.calendars.texts(calendar.id) if each.uid == "a"]
    with pytest.raises(InvalidInput, match="can only be read"):
        delete_event(desk.store, key, "", "all", now=desk.now())  # type: ignore[arg-type]


def test_a_server_that_breaks_while_writing_keeps_what_waits(desk: Desk, server: FakeServer) -> None:
    for uid in "abcdef":
        desk.write(uid, event(uid))
    server.fail("put", DavFailure.SERVER, times=30)
    report = desk.sync_one()
    assert report.failure is not None
    assert report.waits == 6
    server.faults.clear()
    desk.sync()
    assert desk.texts() == server.only.texts()


def test_an_event_that_the_server_takes_and_does_not_keep_stays(desk: Desk, server: FakeServer) -> None:
    def eats(call: str) -> None:
        if call.startswith(("changes", "get")):
            server.only.resources.clear()

    server.while_asked = eats
    desk.write("a", event("a"))
    report = desk.sync_one()
    assert (report.refused, report.uploaded) == (1, 0)
    assert not any("went out: 1" in line for line in desk.said())
    assert desk.texts() == {"a": event("a")}
    server.while_asked = lambda _call: None
    retry(desk.store, desk.calendar_id, "a")
    desk.sync()
    assert desk.texts() == server.only.texts()


@pytest.mark.parametrize("by", [*SyncBy])
def test_an_edit_that_the_server_spoils_has_not_gone_out(desk: Desk, server: FakeServer, by: SyncBy) -> None:
    server.only.by = by
    server.only.phone_puts(event("a"))
    desk.sync()
    server.only.rewrites = lambda text: text.replace("BEGIN:VEVENT", "BEGIN:VEVEN") if "Mine" in text else text
    desk.write("a", event("a", "Mine"))
    desk.write("b", event("b"))
    report = desk.sync_one()
    assert (report.refused, report.uploaded) == (1, 1)
    assert any("went out: 1" in line for line in desk.said())
    assert desk.texts() == {"a": event("a", "Mine"), "b": event("b")}


@pytest.fixture
def guarded(desk: Desk, server: FakeServer) -> Desk:
    """A desk whose server has lost all its events but one."""
    for number in range(10):
        server.only.phone_puts(event(f"{number}"))
    desk.sync()
    for number in range(1, 10):
        server.only.phone_deletes(f"{number}")
    report = desk.sync_one()
    assert (report.deleted_local, report.failure) == (0, None)
    assert len(desk.texts()) == 10
    (calendar,) = desk.standing.guarded
    assert (calendar.collection.missing, calendar.collection.known) == (9, 10)
    return desk


def test_what_is_gone_in_masses_waits_for_the_agent(guarded: Desk, server: FakeServer) -> None:
    assert guarded.sync_one().deleted_local == 0
    done = answer_guard(guarded.store, guarded.calendar_id, GuardAnswer.DELETE, now=guarded.now())
    assert done.undo is not None
    undone = undo(guarded.store, done.undo, now=guarded.now())
    guarded.sync()
    assert len(guarded.texts()) == 10
    assert undone.undo is not None
    undo(guarded.store, undone.undo, now=guarded.now())
    assert guarded.sync_one().deleted_local == 9
    assert guarded.texts() == server.only.texts()
    assert guarded.standing.collections[0].collection.standing is CollectionStanding.ACTIVE
    with pytest.raises(NotFound):
        answer_guard(guarded.store, guarded.calendar_id, GuardAnswer.KEEP, now=guarded.now())


def test_what_is_gone_in_masses_can_be_put_back(guarded: Desk, server: FakeServer) -> None:
    answer_guard(guarded.store, guarded.calendar_id, GuardAnswer.KEEP, now=guarded.now())
    assert guarded.sync_one().uploaded == 9
    assert guarded.texts() == server.only.texts()
    assert len(guarded.texts()) == 10


def test_a_server_that_is_well_again_needs_no_answer(guarded: Desk, server: FakeServer) -> None:
    for number in range(1, 10):
        server.only.phone_puts(event(f"{number}"))
    guarded.sync()
    assert guarded.texts() == server.only.texts()
    assert not guarded.standing.guarded


def test_edits_and_deletions_of_guarded_events_are_ones_own(guarded: Desk, server: FakeServer) -> None:
    guarded.write("3", event("3", "Mine"))
    guarded.write("4", None)
    guarded.sync()
    assert server.only.texts() == {"0": event("0"), "3": event("3", "Mine")}
    assert len(guarded.texts()) == 9
    assert guarded.standing.guarded[0].collection.missing == 7


def test_what_was_deleted_here_is_no_reason_to_ask(desk: Desk, server: FakeServer) -> None:
    for number in range(10):
        server.only.phone_puts(event(f"{number}"))
    desk.sync()
    for number in range(10):
        desk.write(f"{number}", None)
    assert desk.sync_one().deleted_remote == 10
    assert not server.only.resources
    assert not desk.standing.guarded


@pytest.mark.parametrize("by_hand", [True, False])
def test_a_permission_that_is_given_back_makes_the_calendar_writable(
    desk: Desk, server: FakeServer, by_hand: bool
) -> None:
    server.only.phone_puts(event("a"))
    desk.sync()
    server.only.read_only = True
    desk.write("a", event("a", "Mine"))
    desk.sync()
    assert desk.standing.collections[0].calendar.read_only
    server.only.read_only = False
    assert desk.sync_one().requests == 1
    assert desk.standing.collections[0].calendar.read_only
    desk.at += timedelta(0 if by_hand else 1)
    desk.sync(by_hand=by_hand)
    assert not desk.standing.collections[0].calendar.read_only
    assert any("You may write to this calendar again" in line for line in desk.said())
    assert desk.sync(by_hand=True).collections[0].requests == 1
    retry(desk.store, desk.calendar_id, "a")
    desk.sync()
    assert desk.texts() == server.only.texts() == {"a": event("a", "Mine")}


def test_a_calendar_that_can_only_be_read_costs_one_request_as_others_do(desk: Desk, server: FakeServer) -> None:
    server.only.read_only = True
    server.only.phone_puts(event("a"))
    desk.sync()
    assert desk.standing.collections[0].calendar.read_only
    assert [desk.sync(by_hand=True).collections[0].requests for _ in range(3)] == [1, 1, 1]
    server.only.read_only = False
    desk.at += timedelta(1)
    desk.sync()
    assert not desk.standing.collections[0].calendar.read_only
    for read_only in (True, False):
        server.only.read_only = read_only
        desk.connect()
        assert desk.standing.collections[0].calendar.read_only is read_only


def test_a_calendar_that_the_agent_only_reads_stays_so(desk: Desk) -> None:
    desk.sync()
    calendar = desk.standing.collections[0].calendar
    save_calendar(desk.store, replace(calendar, read_only=True))
    desk.at += timedelta(2)
    assert desk.sync(by_hand=True).collections[0].failure is None
    assert desk.standing.collections[0].calendar.read_only
    desk.connect()
    assert desk.standing.collections[0].calendar.read_only


def test_an_edit_that_was_mended_during_the_pull_is_not_refused_for_what_it_was(desk: Desk, server: FakeServer) -> None:
    server.only.refuses = lambda text: DavFailure.FORBIDDEN if "Bad" in text else None
    desk.write("a", event("a", "Bad"))
    mended = iter(["Good"])

    def mends(call: str) -> None:
        if call.startswith("changes"):
            for title in mended:
                desk.write("a", event("a", title))

    server.while_asked = mends
    report = desk.sync_one()
    assert (report.uploaded, report.refused, report.waits) == (1, 0, 0)
    assert not refused_edits(desk.store)
    assert desk.texts() == server.only.texts() == {"a": event("a", "Good")}


def test_one_that_was_deleted_during_the_pull_is_not_refused(desk: Desk, server: FakeServer) -> None:
    server.only.refuses = lambda _text: DavFailure.FORBIDDEN
    desk.write("a", event("a", "Bad"))
    server.while_asked = lambda call: desk.write("a", None) if call.startswith("changes") else None
    report = desk.sync_one()
    assert (report.refused, report.waits, report.failure) == (0, 0, None)
    assert desk.texts() == server.only.texts() == {}
