"""The same event changed on both sides: merged, or both versions kept until the agent settles it."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine
from sqlalchemy.event import listen, remove
from tests.servers.events import event, said
from tests.services.sync.desk import Desk
from tests.services.sync.fake_server import FakeServer

from opiekun.domain.sync.failures import DavFailure
from opiekun.domain.sync.local import ConflictKind
from opiekun.services.done import What
from opiekun.services.sync.conflicts import DELETED, ChangedSince, Choice, conflicts, settle
from opiekun.services.undo import undo


@pytest.fixture
def both_changed(desk: Desk, server: FakeServer) -> Desk:
    """A desk with a conflict about the title of an event; its place was changed here alone."""
    server.only.phone_puts(event("a", "Call"))
    desk.sync()
    desk.write("a", event("a", "Mine", "LOCATION:Here"))
    server.only.phone_puts(event("a", "Theirs", "PRIORITY:1"))
    assert desk.sync_one().conflicts == 1
    return desk


def test_changes_that_do_not_touch_are_merged(desk: Desk, server: FakeServer) -> None:
    server.only.phone_puts(event("a", "Call"))
    desk.sync()
    desk.write("a", event("a", "Mine"))
    server.only.phone_puts(event("a", "Call", "LOCATION:There"))
    report = desk.sync_one()
    assert (report.conflicts, report.waits) == (0, 0)
    assert said(server.only.texts()["a"]) == said(event("a", "Mine", "LOCATION:There"))
    assert desk.texts() == server.only.texts()
    assert "“Mine” was changed here and on the server; both changes were merged." in desk.said()


def test_where_changes_touch_theirs_stands_and_mine_is_kept(both_changed: Desk, server: FakeServer) -> None:
    assert said(server.only.texts()["a"]) == said(event("a", "Theirs", "LOCATION:Here", "PRIORITY:1"))
    assert both_changed.texts() == server.only.texts()
    (view,) = conflicts(both_changed.store)
    assert view.conflict.kind is ConflictKind.BOTH_CHANGED
    assert view.conflict.touching == ("SUMMARY",)
    assert (view.mine and view.mine.summary, view.theirs and view.theirs.summary) == ("Mine", "Theirs")


def test_a_conflict_is_shown_beside_what_the_server_has_by_now(both_changed: Desk, server: FakeServer) -> None:
    server.only.phone_puts(event("a", "Theirs again", "LOCATION:Rome", "PRIORITY:1"))
    both_changed.sync()
    (view,) = conflicts(both_changed.store)
    assert view.standing == both_changed.texts()["a"]
    assert view.theirs is not None
    assert (view.title, view.theirs.summary, view.theirs.location) == ("Theirs again", "Theirs again", "Rome")


@pytest.mark.parametrize("deleted_by", ["phone", "desk"])
def test_of_an_event_that_was_deleted_since_nothing_of_theirs_is_offered(
    both_changed: Desk, server: FakeServer, deleted_by: str
) -> None:
    if deleted_by == "phone":
        server.only.phone_deletes("a")
    else:
        both_changed.write("a", None)
    both_changed.sync()
    (view,) = conflicts(both_changed.store)
    assert (view.standing, view.theirs, view.mine and view.mine.summary) == (None, None, "Mine")
    done = settle(both_changed.store, view.conflict.id, Choice.THEIRS, now=both_changed.now())
    assert (done.detail, both_changed.texts()) == (DELETED, {})
    assert done.undo is not None
    undo(both_changed.store, done.undo, now=both_changed.now())
    settle(both_changed.store, view.conflict.id, Choice.MINE, now=both_changed.now())
    both_changed.sync()
    assert ["SUMMARY:Mine" in text for text in server.only.texts().values()] == [True]


@pytest.mark.parametrize("shown", [True, False])
def test_mine_goes_over_nothing_that_was_not_seen(both_changed: Desk, server: FakeServer, shown: bool) -> None:
    def keep_mine() -> None:
        seen = view.standing if shown else None
        settle(both_changed.store, view.conflict.id, Choice.MINE, now=both_changed.now(), seen=seen)

    (view,) = conflicts(both_changed.store)
    server.only.phone_puts(event("a", "Theirs again", "LOCATION:Here", "PRIORITY:1"))
    both_changed.sync()
    with pytest.raises(ChangedSince, match="“Theirs again” has been changed once more since you saw it"):
        keep_mine()
    assert "SUMMARY:Theirs again" in both_changed.texts()["a"]
    (view,) = conflicts(both_changed.store)
    keep_mine()
    both_changed.sync()
    assert "SUMMARY:Mine" in server.only.texts()["a"]


def test_what_was_changed_since_and_mine_does_not_touch_stays(both_changed: Desk, server: FakeServer) -> None:
    (view,) = conflicts(both_changed.store)
    server.only.phone_puts(event("a", "Theirs", "PRIORITY:1", "CLASS:PRIVATE"))
    both_changed.sync()
    settle(both_changed.store, view.conflict.id, Choice.MINE, now=both_changed.now())
    assert "SUMMARY:Mine" in both_changed.texts()["a"]
    assert "CLASS:PRIVATE" in both_changed.texts()["a"]


@pytest.mark.parametrize("choice", list(Choice))
def test_a_conflict_is_settled_and_taken_back(
    both_changed: Desk, server: FakeServer, choice: Choice, statements: list[str]
) -> None:
    before = both_changed.texts()
    (view,) = conflicts(both_changed.store)
    statements.clear()
    done = settle(both_changed.store, view.conflict.id, choice, now=both_changed.now())
    assert not [each for each in statements if "sync_conflicts.mine" in each and "sync_conflicts.id = " not in each]
    assert not conflicts(both_changed.store)
    after = both_changed.texts()
    titles = {
        Choice.MINE: ["Mine"],
        Choice.THEIRS: ["Theirs"],
        Choice.BOTH: ["Mine", "Theirs"],
    }
    found = sorted(line[8:] for text in after.values() for line in text.split("\r\n") if line.startswith("SUMMARY:"))
    assert found == titles[choice]
    assert "LOCATION:Here\r\n" in after["a"]
    assert done.undo is not None
    undone = undo(both_changed.store, done.undo, now=both_changed.now())
    assert both_changed.texts() == before
    assert [each.conflict for each in conflicts(both_changed.store)] == [view.conflict]
    assert undone.undo is not None
    redone = undo(both_changed.store, undone.undo, now=both_changed.now())
    assert (redone.what, redone.of) == (What.REDONE, What.CONFLICT_SETTLED)
    both_changed.sync()
    assert {uid: said(text) for uid, text in server.only.texts().items()} == {
        uid: said(text) for uid, text in both_changed.texts().items()
    }


def test_what_was_settled_is_taken_back_also_once_the_server_has_spelled_it_in_its_way(
    both_changed: Desk, server: FakeServer
) -> None:
    (view,) = conflicts(both_changed.store)
    done = settle(both_changed.store, view.conflict.id, Choice.MINE, now=both_changed.now())
    last = "SUMMARY:Mine\r\nEND:VEVENT"
    server.only.rewrites = lambda text: text.replace("SUMMARY:Mine\r\n", "").replace("END:VEVENT", last)
    both_changed.sync()
    assert last in both_changed.texts()["a"]
    assert done.undo is not None
    undo(both_changed.store, done.undo, now=both_changed.now())
    assert "SUMMARY:Theirs" in both_changed.texts()["a"]
    server.only.phone_puts(event("a", "Phone"))
    server.only.rewrites = str
    both_changed.sync()
    (again,) = [each for each in conflicts(both_changed.store) if each.conflict.id == view.conflict.id]
    assert again.standing == both_changed.texts()["a"]


def test_an_edit_beats_a_deletion_on_either_side(desk: Desk, server: FakeServer) -> None:
    for uid in "ab":
        server.only.phone_puts(event(uid))
    desk.sync()
    desk.write("a", None)
    server.only.phone_puts(event("a", "Theirs"))
    desk.write("b", event("b", "Mine"))
    server.only.phone_deletes("b")
    desk.sync()
    assert desk.texts() == server.only.texts() == {"a": event("a", "Theirs"), "b": event("b", "Mine")}
    lines = "\n".join(desk.said())
    assert "“Theirs” was deleted here and changed on the server" in lines
    assert "“Mine” was changed here and deleted on the server" in lines


@pytest.mark.parametrize("refused", [False, True])
def test_an_edit_of_one_that_is_deleted_there_stays_beside_another_of_the_same_uid(
    desk: Desk, server: FakeServer, refused: bool
) -> None:
    there = server.only
    there.phone_puts(event("a", "One"), f"{there.url}1.ics")
    there.phone_puts(event("a", "Two"), f"{there.url}2.ics")
    desk.sync()
    assert desk.texts() == {"a": event("a", "One")}
    desk.write("a", event("a", "Mine"))
    if refused:
        there.refuses = lambda _text: DavFailure.TOO_LARGE
        assert desk.sync_one().refused == 1
    there.drop(f"{there.url}1.ics")
    assert desk.sync_one().conflicts == 1
    assert desk.texts() == there.texts() == {"a": event("a", "Two")}
    (view,) = conflicts(desk.store)
    assert (view.mine and view.mine.summary, view.theirs and view.theirs.summary) == ("Mine", "Two")
    lines = "\n".join(desk.said())
    assert "the server's version stands, and yours is kept" in lines
    assert "it goes back to the server" not in lines


def test_the_same_event_made_on_both_sides_is_one(desk: Desk, server: FakeServer) -> None:
    desk.write("a", event("a", "Call", "LOCATION:Here"))
    server.only.phone_puts(event("a", "Call", "PRIORITY:1"))
    desk.sync()
    assert desk.texts() == server.only.texts()
    assert said(desk.texts()["a"]) == said(event("a", "Call", "LOCATION:Here", "PRIORITY:1"))
    assert len(server.only.resources) == 1


def test_a_server_that_rewrites_is_told_of_where_something_is_lost(desk: Desk, server: FakeServer) -> None:
    server.only.rewrites = lambda text: text.replace("LOCATION:Here\r\n", "").replace(
        "END:VEVENT", "X-A:1\r\nEND:VEVENT"
    )
    desk.write("a", event("a", "Call"))
    assert desk.sync_one().conflicts == 0
    desk.write("a", desk.texts()["a"].replace("END:VEVENT", "LOCATION:Here\r\nEND:VEVENT"))
    assert desk.sync_one().conflicts == 1
    assert desk.texts() == server.only.texts()
    (view,) = conflicts(desk.store)
    assert (view.conflict.kind, view.conflict.touching) == (ConflictKind.REWRITTEN, ("LOCATION",))
    settle(desk.store, view.conflict.id, Choice.MINE, now=desk.now())
    assert desk.sync_one().conflicts == 1
    assert len(conflicts(desk.store)) == 1
    assert desk.sync_one().requests == 1


def test_what_is_done_for_each_event_reads_nothing_of_all_others(desk: Desk, server: FakeServer) -> None:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    server.only.rewrites = lambda text: text.replace("LOCATION:Here\r\n", "")
    uids = "abcdefghijklmnop"
    for uid in uids:
        desk.write(uid, event(uid, "Call", "LOCATION:Here"))
    listen(Engine, "before_cursor_execute", note)
    try:
        assert desk.sync_one().conflicts == len(uids)
    finally:
        remove(Engine, "before_cursor_execute", note)
    assert not [each for each in asked if "FROM sync_conflicts" in each and ".uid = " not in each]
    assert sum("FROM sync_journal" in each and "uid" not in each.partition("WHERE")[2] for each in asked) < len(uids)


def test_an_edit_made_while_the_run_sends_goes_out_too(desk: Desk, server: FakeServer) -> None:
    def edits(call: str) -> None:
        if call.startswith("put"):
            server.while_asked = lambda _call: None
            desk.write("a", event("a", "Second"))

    desk.write("a", event("a", "First"))
    server.while_asked = edits
    desk.sync()
    assert desk.texts() == server.only.texts() == {"a": event("a", "Second")}
    assert not conflicts(desk.store)


def test_a_lost_answer_is_not_sent_twice(desk: Desk, server: FakeServer) -> None:
    server.only.phone_puts(event("a"))
    desk.sync()
    desk.write("a", event("a", "Mine"))
    desk.write("b", event("b"))
    server.fail("put", DavFailure.LOST, done=True, times=2)
    report = desk.sync_one()
    assert (report.uploaded, report.waits, report.failure) == (2, 0, None)
    assert sum(call.startswith("put") for call in server.calls) == 2
    assert desk.texts() == server.only.texts()


def test_a_new_event_whose_address_is_anothers_goes_to_another_one_at_once(desk: Desk, server: FakeServer) -> None:
    there = server.only
    desk.sync()
    there.phone_puts(event("b", "Theirs"), f"{there.url}a.ics")
    desk.write("a", event("a", "Mine"))
    report = desk.sync_one()
    assert (report.uploaded, report.downloaded, report.waits, report.failure) == (1, 1, 0, None)
    assert sum(call.startswith("put") for call in server.calls) == 2
    assert desk.texts() == there.texts() == {"a": event("a", "Mine"), "b": event("b", "Theirs")}


def test_a_server_that_writes_it_once_more_by_itself_is_told_of_too(desk: Desk, server: FakeServer) -> None:
    def rewritten(call: str) -> None:
        if call.startswith("changes") and len(server.only.resources) == 1:
            (stored,) = server.only.resources.values()
            server.only.put(stored.href, stored.text.replace("LOCATION:Here\r\n", ""))

    server.while_asked = rewritten
    desk.write("a", event("a", "Call", "LOCATION:Here"))
    assert desk.sync_one().conflicts == 1
    assert [each.conflict.kind for each in conflicts(desk.store)] == [ConflictKind.REWRITTEN]
