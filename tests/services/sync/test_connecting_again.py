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
from opiekun.services.done import Undo
from opiekun.services.events import put_into_calendar
from opiekun.services.sync.conflicts import conflicts
from opiekun.services.sync.connecting import disconnect
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


@pytest.fixture
def removed(desk: Desk, server: FakeServer) -> tuple[str, Undo]:
    """A connected calendar that was removed with edits that had not gone out: its id, and what takes that back."""
    for uid in "abc":
        server.only.phone_puts(event(uid))
    desk.sync()
    desk.write("a", event("a", "Mine"))
    desk.write("b", None)
    desk.write("new", event("new"))
    known = desk.calendar_id
    undo_of = remove_calendar(desk.store, known, now=desk.now()).undo
    assert undo_of is not None
    return known, undo_of


@pytest.mark.parametrize("synced", [False, True])
def test_edits_of_a_removed_calendar_go_on_in_the_one_that_was_connected_again(
    desk: Desk, server: FakeServer, removed: tuple[str, Undo], synced: bool
) -> None:
    known, undo_of = removed
    desk.connect()
    if synced:
        desk.sync()
    done = undo(desk.store, undo_of, now=desk.now())
    assert "wait there now: “Work”" in str(done.warned)
    assert desk.standing.waiting == 3
    assert [each.id for each in list_calendars(desk.store)] == [own(desk), stayed(desk)]
    assert stayed(desk) != known
    desk.sync()
    assert (desk.standing.waiting, desk.standing.refused, desk.standing.conflicts) == (0, (), 0)
    assert desk.texts() == server.only.texts()
    assert sorted(desk.texts()) == ["a", "c", "new"]
    assert "Mine" in server.only.texts()["a"]
    with pytest.raises(InvalidInput):  # nothing waits any more
        undo(desk.store, undo_of, now=desk.now())


def test_edits_that_are_handed_on_meet_what_the_server_has_by_then(
    desk: Desk, server: FakeServer, removed: tuple[str, Undo]
) -> None:
    server.only.phone_puts(event("a", "Theirs"))
    server.only.phone_puts(event("b", "Theirs"))
    desk.connect()
    desk.sync()
    undo(desk.store, removed[1], now=desk.now())
    desk.sync()
    (conflict,) = conflicts(desk.store)
    assert [details.summary for details in (conflict.mine, conflict.theirs)] == ["Mine", "Theirs"]
    assert sorted(server.only.texts()) == [*"abc", "new"]


def test_an_edit_that_is_handed_on_stands_beside_one_that_was_made_since(
    desk: Desk, server: FakeServer, removed: tuple[str, Undo]
) -> None:
    desk.connect()
    desk.sync()
    desk.write("a", event("a", "Later"))
    desk.write("b", event("b", "Later"))
    undo(desk.store, removed[1], now=desk.now())
    assert ["Later" in desk.texts()[uid] for uid in "ab"] == [True, True]
    (conflict,) = conflicts(desk.store)
    assert [details.summary for details in (conflict.mine, conflict.theirs)] == ["Mine", "Later"]


def test_what_is_handed_on_can_be_taken_back(desk: Desk, server: FakeServer, removed: tuple[str, Undo]) -> None:
    desk.connect()
    desk.sync()
    before = desk.texts()
    done = undo(desk.store, removed[1], now=desk.now())
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
