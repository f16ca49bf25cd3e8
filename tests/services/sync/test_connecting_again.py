"""Calendars that stayed when their server was let go of, connected again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.servers.events import event
from tests.services.sync.desk import Desk
from tests.services.sync.fake_server import FakeServer

from opiekun.domain.calendar.events import Calendar
from opiekun.domain.errors import InvalidInput
from opiekun.domain.sync.accounts import SyncBy
from opiekun.services.calendars import list_calendars, save_calendar
from opiekun.services.calendars_removed import remove_calendar
from opiekun.services.done import ObjectChange, Undo
from opiekun.services.events import put_into_calendar
from opiekun.services.object_writer import indexed_texts, write_objects
from opiekun.services.sync.conflicts import Choice, conflicts, settle
from opiekun.services.sync.connecting import disconnect
from opiekun.services.sync.refused import retry_all
from opiekun.services.sync.runs import runs
from opiekun.services.undo import undo


@pytest.fixture
def let_go(desk: Desk, server: FakeServer) -> Desk:
    """A desk that has let go of a calendar with five events."""
    for uid in "abcde":
        server.only.phone_puts(event(uid))
    desk.sync()
    disconnect(desk.store, desk.secrets, desk.standing.accounts[0].id, now=desk.now())
    return desk


def own(desk: Desk) -> str:
    return next(each.id for each in list_calendars(desk.store) if each.default)


def stayed(desk: Desk) -> str:
    return next(each.id for each in list_calendars(desk.store) if not each.default)


def uids(desk: Desk, calendar_id: str) -> list[str]:
    with desk.store.read() as unit:
        return sorted(each.uid for each in unit.calendars.texts(calendar_id))


def move(desk: Desk, moved: str) -> None:
    for uid in moved:
        with desk.store.read() as unit:
            (found,) = unit.calendars.named(uid, stayed(desk))
        put_into_calendar(desk.store, found.key, own(desk), now=desk.now())


def delete(desk: Desk, deleted: str) -> None:
    change = [(uid, event(uid), None) for uid in deleted]
    with desk.store.write() as unit:
        unit.calendars.drop(stayed(desk), [*deleted])
        unit.sync.note_edits(stayed(desk), change, desk.now())


def test_what_was_put_into_another_calendar_meanwhile_is_not_brought_back(let_go: Desk, server: FakeServer) -> None:
    move(let_go, "abcd")
    (taken,) = let_go.connect().calendars
    assert (taken.taken_up, taken.coming_back) == (True, 0)
    let_go.sync()
    assert uids(let_go, own(let_go)) == [*"abcd"]
    assert uids(let_go, stayed(let_go)) == [*server.only.texts()] == ["e"]


@pytest.mark.parametrize("deleted", ["abcd", "cde"])
def test_of_so_much_that_was_deleted_meanwhile_is_told_that_it_comes_back(
    let_go: Desk, server: FakeServer, deleted: str
) -> None:
    """Three of the three that are left where two were put elsewhere are all, as four of five are most."""
    move(let_go, "" if len(deleted) > 3 else "ab")
    delete(let_go, deleted)
    (taken,) = let_go.connect().calendars
    assert taken.coming_back == len(deleted)
    (run,) = runs(let_go.store, 1)
    assert [each.kept for each in run.collections] == [len(deleted)]
    assert ["that comes back. Events: " in line for line in let_go.said()] == [True]
    let_go.sync()
    assert {*deleted} <= {*uids(let_go, stayed(let_go))} == {*server.only.texts()}


@pytest.mark.parametrize("disconnected", [False, True])
def test_a_calendar_that_was_removed_is_not_brought_back_beside_the_one_that_was_connected_again(
    desk: Desk, server: FakeServer, disconnected: bool
) -> None:
    server.only.phone_puts(event("a"))
    desk.sync()
    if disconnected:
        account = desk.standing.accounts[0]
        removed = disconnect(desk.store, desk.secrets, account.id, now=desk.now(), keep_calendars=False)
    else:
        removed = remove_calendar(desk.store, desk.calendar_id, now=desk.now())
    assert removed.undo is not None
    (made,) = desk.connect().calendars
    desk.sync()
    with pytest.raises(InvalidInput, match=r"“Work” is not brought back: .* connected again as “Work”"):
        undo(desk.store, removed.undo, now=desk.now())
    assert [each.calendar.id for each in desk.standing.collections] == [stayed(desk)] == [made.calendar.id]
    disconnect(desk.store, desk.secrets, made.collection.account_id, now=desk.now())
    with pytest.raises(InvalidInput):  # or connecting once more would have to choose
        undo(desk.store, removed.undo, now=desk.now())


@pytest.mark.parametrize("disconnected", [False, True])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("https://cal", "HTTPS://CAL"),
        (".com", ".com:443"),
        (".com", ".com."),
        ("/anna/", "/%61nna/"),
        ("/work/", "/work"),
    ],
)
def test_a_server_whose_addresses_are_spelled_otherwise_by_now_is_the_known_one(
    desk: Desk, server: FakeServer, disconnected: bool, old: str, new: str
) -> None:
    server.add("Other")
    server.named("Work").phone_puts(event("a"))
    desk.connect()
    desk.sync()
    before = [each.id for each in list_calendars(desk.store)]
    if disconnected:
        disconnect(desk.store, desk.secrets, desk.standing.accounts[0].id, now=desk.now())
    server.principal = server.principal.replace(old, new)
    for url in [*server.collections]:
        moved = server.collections.pop(url)
        moved.url = url.replace(old, new)
        server.collections[moved.url] = moved
    desk.connect(chosen=["Work"])
    desk.sync()
    desk.connect()
    assert all(each.failure is None and not each.downloaded for each in desk.sync().collections)
    assert [each.id for each in list_calendars(desk.store)] == before
    assert len(desk.standing.accounts) == 1
    assert {each.collection.url for each in desk.standing.collections} == {*server.collections}


def edit(desk: Desk) -> None:
    """Change, delete and add."""
    desk.write("a", event("a", "Mine"))
    desk.write("b", None)
    desk.write("new", event("new"))


def remove(desk: Desk) -> Undo:
    """Remove the connected calendar; the answer is what takes that back."""
    undo_of = remove_calendar(desk.store, desk.calendar_id, now=desk.now()).undo
    assert undo_of is not None
    return undo_of


def exchanged(desk: Desk, server: FakeServer) -> None:
    """Sync, and see that desk and server agree and have what was edited."""
    desk.sync()
    assert (desk.standing.waiting, desk.standing.refused, desk.standing.conflicts) == (0, (), 0)
    assert desk.texts() == server.only.texts()
    assert sorted(desk.texts()) == ["a", "c", "new"]
    assert "Mine" in server.only.texts()["a"]


@pytest.fixture
def removed(desk: Desk, server: FakeServer) -> Undo:
    """A connected calendar was removed with edits that had not gone out: what takes that back."""
    for uid in "abc":
        server.only.phone_puts(event(uid))
    desk.sync()
    edit(desk)
    return remove(desk)


@pytest.fixture
def removed_twin(desk: Desk, server: FakeServer) -> Undo:
    """So was the one that was connected in its place, and the first stands again: what takes the second back."""
    for uid in "abc":
        server.only.phone_puts(event(uid))
    desk.sync()
    first = remove(desk)
    desk.connect()
    desk.sync()
    edit(desk)
    second = remove(desk)
    undo(desk.store, first, now=desk.now())
    desk.sync()
    return second


def test_of_a_calendar_that_goes_is_told_what_had_not_reached_its_server(desk: Desk, server: FakeServer) -> None:
    for uid in "abc":
        server.only.phone_puts(event(uid))
    desk.sync()
    edit(desk)
    warned = remove_calendar(desk.store, desk.calendar_id, now=desk.now()).warned
    assert "have not reached the server (3)" in str(warned)
    desk.connect()
    desk.sync()
    assert remove_calendar(desk.store, desk.calendar_id, now=desk.now()).warned is None


@pytest.mark.parametrize("disconnected", [False, True])
def test_edits_of_a_removed_calendar_go_on_in_the_one_that_is_connected_again(
    desk: Desk, server: FakeServer, removed: Undo, disconnected: bool
) -> None:
    if disconnected:
        disconnect(desk.store, desk.secrets, desk.standing.accounts[0].id, now=desk.now())
    (made,) = desk.connect().calendars
    assert (made.unsent, made.coming_back, desk.standing.waiting) == (3, 0, 3)
    exchanged(desk, server)
    with pytest.raises(InvalidInput):  # nothing waits any more
        undo(desk.store, removed, now=desk.now())


def test_a_conflict_of_a_removed_calendar_is_settled_in_the_one_that_is_connected_again(
    desk: Desk, server: FakeServer
) -> None:
    server.only.phone_puts(event("a"))
    desk.sync()
    desk.write("a", event("a", "Mine"))
    server.only.phone_puts(event("a", "Theirs"))
    assert desk.sync_one().conflicts == 1
    remove_calendar(desk.store, desk.calendar_id, now=desk.now())
    assert conflicts(desk.store) == []
    desk.connect()
    desk.sync()
    (view,) = conflicts(desk.store)
    settle(desk.store, view.conflict.id, Choice.MINE, now=desk.now())
    desk.sync()
    assert desk.texts() == server.only.texts() == {"a": event("a", "Mine")}


def test_edits_of_a_calendar_that_can_only_be_read_are_refused_when_it_is_connected_again(
    let_go: Desk, server: FakeServer
) -> None:
    with let_go.store.write() as unit:
        mine = [ObjectChange(stayed(let_go), "a", event("a"), event("a", "Mine"))]
        write_objects(unit, mine, indexed_texts(mine), let_go.now())
    delete(let_go, "b")
    server.only.read_only = True
    (made,) = let_go.connect().calendars
    assert (made.unsent, made.refused) == (0, 2)
    assert (let_go.standing.waiting, len(let_go.standing.refused)) == (0, 2)
    assert str(let_go.standing.refused[0].why).startswith("You may only read the calendar Work on the server: ")
    let_go.server.calls.clear()
    let_go.sync()
    assert not [call for call in let_go.server.calls if call.startswith(("put", "delete"))]
    assert uids(let_go, stayed(let_go)) == [*"acde"]
    server.only.read_only = False
    let_go.connect()
    retry_all(let_go.store)
    let_go.sync()
    assert let_go.texts() == server.only.texts()
    assert "Mine" in server.only.texts()["a"]


def test_a_calendar_that_is_made_has_a_colour_of_its_own(desk: Desk, server: FakeServer) -> None:
    server.add("Other")
    desk.connect()
    remove(desk)
    desk.connect()
    colours = [each.colour for each in list_calendars(desk.store)]
    assert len({*colours}) == len(colours) == 3


def test_edits_go_on_from_one_removed_calendar_to_the_next(desk: Desk, server: FakeServer, removed: Undo) -> None:
    desk.connect()
    remove(desk)
    undo(desk.store, removed, now=desk.now())
    desk.sync()
    assert desk.texts() == server.only.texts() == {uid: event(uid) for uid in "abc"}
    desk.connect()
    exchanged(desk, server)


def test_a_calendar_that_was_emptied_and_removed_while_let_go_of_empties_no_server(
    let_go: Desk, server: FakeServer
) -> None:
    delete(let_go, "abcde")
    remove_calendar(let_go.store, stayed(let_go), now=let_go.now())
    (made,) = let_go.connect().calendars
    assert (made.coming_back, made.unsent) == (5, 0)
    let_go.sync()
    assert uids(let_go, stayed(let_go)) == sorted(server.only.texts()) == [*"abcde"]


def test_edits_that_are_handed_on_meet_what_the_server_has_by_then(
    desk: Desk, server: FakeServer, removed: Undo
) -> None:
    server.only.phone_puts(event("a", "Theirs"))
    server.only.phone_puts(event("b", "Theirs"))
    desk.connect()
    desk.sync()
    (conflict,) = conflicts(desk.store)
    assert [details.summary for details in (conflict.mine, conflict.theirs)] == ["Mine", "Theirs"]
    assert sorted(server.only.texts()) == [*"abc", "new"]


def test_edits_of_a_calendar_that_stays_away_wait_in_the_one_that_stands(
    desk: Desk, server: FakeServer, removed_twin: Undo
) -> None:
    known = desk.calendar_id
    done = undo(desk.store, removed_twin, now=desk.now())
    assert "wait there now: “Work”" in str(done.warned)
    assert desk.standing.waiting == 3
    assert [each.id for each in list_calendars(desk.store)] == [own(desk), known]
    exchanged(desk, server)
    with pytest.raises(InvalidInput):  # nothing waits any more
        undo(desk.store, removed_twin, now=desk.now())


def test_an_edit_that_is_handed_on_stands_beside_one_that_was_made_since(
    desk: Desk, server: FakeServer, removed_twin: Undo
) -> None:
    desk.write("a", event("a", "Later"))
    desk.write("b", event("b", "Later"))
    undo(desk.store, removed_twin, now=desk.now())
    assert ["Later" in desk.texts()[uid] for uid in "ab"] == [True, True]
    (conflict,) = conflicts(desk.store)
    assert [details.summary for details in (conflict.mine, conflict.theirs)] == ["Mine", "Later"]


def test_what_is_handed_on_can_be_taken_back(desk: Desk, server: FakeServer, removed_twin: Undo) -> None:
    before = desk.texts()
    done = undo(desk.store, removed_twin, now=desk.now())
    assert desk.texts() != before
    assert done.undo is not None
    undo(desk.store, done.undo, now=desk.now())
    assert desk.texts() == before
    desk.sync()
    assert server.only.texts() == before


def test_a_calendar_that_was_removed_comes_back_to_its_collection(desk: Desk, server: FakeServer) -> None:
    server.only.phone_puts(event("a"))
    desk.sync()
    known = desk.calendar_id
    removed = remove_calendar(desk.store, known, now=desk.now())
    save_calendar(desk.store, Calendar("", "work", ""))
    assert removed.undo is not None
    again = undo(desk.store, removed.undo, now=desk.now())
    assert [each.name for each in list_calendars(desk.store)] == ["", "Work 2", "work"]
    assert desk.calendar_id == known
    server.only.phone_puts(event("b"))
    desk.sync()
    assert desk.texts() == server.only.texts()
    assert again.undo is not None
    undo(desk.store, again.undo, now=desk.now())
    assert [each.name for each in list_calendars(desk.store)] == ["", "work"]


def test_a_few_deletions_go_out(let_go: Desk, server: FakeServer) -> None:
    delete(let_go, "ab")
    (taken,) = let_go.connect().calendars
    assert taken.coming_back == 0
    let_go.sync()
    assert uids(let_go, stayed(let_go)) == sorted(server.only.texts()) == [*"cde"]


def test_a_server_whose_version_marks_lied_is_believed_again(desk: Desk, server: FakeServer) -> None:
    server.only.by, server.only.keeps_etags = SyncBy.ETAGS, True
    for content in ("Call", "Other", "Another"):
        server.only.phone_puts(event("a", content))
        desk.at += timedelta(days=1)
        desk.sync()
    assert desk.standing.collections[0].collection.etags_lie
    disconnect(desk.store, desk.secrets, desk.standing.accounts[0].id, now=desk.now())
    desk.connect()
    assert not desk.standing.collections[0].collection.etags_lie
