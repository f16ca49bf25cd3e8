"""An event that was put into another calendar here, on a server that has each UID only once for an account."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests.servers.events import event, override, series
from tests.services.sync.desk import Desk
from tests.services.sync.fake_server import FakeServer

from opiekun.domain.calendar.events import Scope
from opiekun.domain.sync.failures import DavFailure
from opiekun.services.calendars_removed import remove_calendar
from opiekun.services.done import Done, RestoreObjects, What
from opiekun.services.events import move_event, put_into_calendar, rename_event
from opiekun.services.ports import Store
from opiekun.services.sync.conflicts import Choice, conflicts, settle
from opiekun.services.sync.pushing import NEXT_TIME
from opiekun.services.sync.refused import give_up, refused_edits, retry
from opiekun.services.undo import undo

REFUSALS = pytest.mark.parametrize(
    "failure", [DavFailure.CONFLICT, DavFailure.FORBIDDEN, DavFailure.PRECONDITION], ids=str
)
WAYS = pytest.mark.parametrize(("source", "target"), [("Work", "Team"), ("Team", "Work")])


@pytest.fixture
def server() -> FakeServer:
    server = FakeServer("Work", "Team")
    server.account_wide_uids = True
    return server


def move(desk: Desk, server: FakeServer, source: str, target: str) -> Done:
    """Let an event of a calendar be known, and put it into the other one here."""
    server.named(source).phone_puts(event("a"))
    desk.sync()
    ids = {each.calendar.name: each.calendar.id for each in desk.standing.collections}
    with desk.store.read() as unit:
        (found,) = unit.calendars.named("a", ids[source])
    return put_into_calendar(desk.store, found.key, ids[target], now=desk.now())


@WAYS
@REFUSALS
def test_it_arrives_with_one_sync(
    desk: Desk, server: FakeServer, source: str, target: str, failure: DavFailure
) -> None:
    for each in server.collections.values():
        each.unique_uids = failure
    move(desk, server, source, target)
    reports = {each.name: each for each in desk.sync().collections}
    assert [*reports] == ["Work", "Team"]
    assert (reports[target].uploaded, reports[source].deleted_remote) == (1, 1)
    assert not refused_edits(desk.store)
    assert desk.standing.waiting == 0
    assert (server.named(source).texts(), server.named(target).texts()) == ({}, {"a": event("a")})


def test_one_that_cannot_be_deleted_where_it_was_waits_here(desk: Desk, server: FakeServer) -> None:
    move(desk, server, "Team", "Work")
    server.fail("delete", DavFailure.SERVER, times=2)
    desk.sync()
    assert not refused_edits(desk.store)
    assert desk.texts() == {"a": event("a")}
    assert desk.standing.waiting == 2
    desk.sync()
    assert desk.standing.waiting == 0
    assert (server.named("Team").texts(), server.named("Work").texts()) == ({}, {"a": event("a")})


def test_one_that_is_refused_for_another_reason_is_told_so_when_it_is_gone_where_it_was(
    desk: Desk, server: FakeServer
) -> None:
    move(desk, server, "Team", "Work")
    server.named("Work").refuses = lambda _text: DavFailure.FORBIDDEN
    desk.sync()
    (edit,) = refused_edits(desk.store)
    assert (edit.uid, edit.calendar.name) == ("a", "Work")
    assert desk.texts() == {"a": event("a")}


@WAYS
def test_one_whose_former_calendar_is_gone_is_told_once_and_can_be_settled(
    desk: Desk, server: FakeServer, source: str, target: str
) -> None:
    """Some servers keep the UIDs of a calendar that was deleted, as those with a bin do."""
    move(desk, server, source, target)
    server.named(source).there = False
    desk.sync()
    (edit,) = refused_edits(desk.store)
    assert (edit.uid, edit.calendar.name, edit.deleted) == ("a", target, False)
    assert len([line for line in desk.said() if "is refused" in line]) == 1
    assert NEXT_TIME not in {line.said.sentence for line in desk.sync().log}
    assert [each.uid for each in refused_edits(desk.store)] == ["a"]
    with desk.store.read() as unit:
        assert [each.text for each in unit.calendars.named("a", edit.calendar.id)] == [event("a")]
    server.named(source).resources.clear()
    retry(desk.store, edit.calendar.id, "a")
    desk.sync()
    assert not refused_edits(desk.store)
    assert server.named(target).texts() == {"a": event("a")}


@pytest.mark.parametrize("stopped", [True, False], ids=["stopped", "failed"])
def test_what_is_held_is_told_of_where_the_account_is_not_gone_through_to_its_end(
    desk: Desk, server: FakeServer, stopped: bool
) -> None:
    move(desk, server, "Team", "Work")
    desk.write("b", event("b"))
    if stopped:

        def stops(call: str) -> None:
            desk.cancel_after = 0 if call.startswith("delete") else desk.cancel_after

        server.while_asked = stops
    server.fail("delete", DavFailure.UNREACHABLE)
    run = desk.sync()
    assert [(each.name, each.uploaded) for each in run.collections] == [("Work", 1), ("Team", 0)]
    said = [str(line.said) for line in run.log if line.calendar_id == desk.calendar_id]
    assert said == [
        NEXT_TIME.format(title="Call"),
        "Came: 0, went out: 1, deleted here: 0, deleted there: 0.",
    ]
    server.while_asked, desk.cancel_after = lambda _call: None, None
    desk.sync()
    assert (server.named("Team").texts(), sorted(server.named("Work").texts())) == ({}, ["a", "b"])


def everything(desk: Desk, server: FakeServer) -> dict[str, dict[str, str]]:
    """What each calendar holds after a run that exchanged all there is, the same on both sides."""
    first, second = desk.sync(), desk.sync()
    assert {each.waits for each in first.collections} == {0}
    assert {(each.uploaded, each.downloaded, each.deleted_remote, each.waits) for each in second.collections} == {
        (0, 0, 0, 0)
    }
    with desk.store.read() as unit:
        here = {
            each.calendar.name: {found.uid: found.text for found in unit.calendars.texts(each.calendar.id)}
            for each in desk.standing.collections
        }
    assert here == {name: server.named(name).texts() for name in here}
    return here


@WAYS
@pytest.mark.parametrize("account_wide", [True, False])
def test_what_is_changed_there_of_an_event_that_was_moved_here_goes_along(
    desk: Desk, server: FakeServer, source: str, target: str, account_wide: bool
) -> None:
    server.account_wide_uids = account_wide
    move(desk, server, source, target)
    server.named(source).phone_puts(event("a", "Theirs"))
    assert everything(desk, server) == {source: {}, target: {"a": event("a", "Theirs")}}
    assert not conflicts(desk.store)


@WAYS
def test_where_both_changed_the_same_of_an_event_that_was_moved_here_it_is_a_conflict_there(
    desk: Desk, server: FakeServer, source: str, target: str
) -> None:
    move(desk, server, source, target)
    (there,) = (each.calendar.id for each in desk.standing.collections if each.calendar.name == target)
    with desk.store.read() as unit:
        (found,) = unit.calendars.named("a", there)
    rename_event(desk.store, found.key, "", Scope.ALL, "Mine", now=desk.now())
    server.named(source).phone_puts(event("a", "Theirs"))
    held = everything(desk, server)
    assert (held[source], held[target]["a"].count("SUMMARY:Theirs")) == ({}, 1)
    (view,) = conflicts(desk.store)
    assert (view.calendar.name, view.mine and view.mine.summary) == (target, "Mine")
    settle(desk.store, view.conflict.id, Choice.MINE, now=desk.now())
    assert "SUMMARY:Mine" in everything(desk, server)[target]["a"]


@WAYS
def test_what_is_changed_here_of_an_event_that_was_moved_there_goes_along(
    desk: Desk, server: FakeServer, source: str, target: str
) -> None:
    server.named(source).phone_puts(event("a"))
    desk.sync()
    with desk.store.read() as unit:
        (found,) = unit.calendars.named("a")
    rename_event(desk.store, found.key, "", Scope.ALL, "Mine", now=desk.now())
    server.named(source).phone_deletes("a")
    server.named(target).phone_puts(event("a", "Call", "LOCATION:There"))
    held = everything(desk, server)
    assert (held[source], [*held[target]]) == ({}, ["a"])
    assert {"SUMMARY:Mine", "LOCATION:There"} <= {*held[target]["a"].split("\r\n")}
    assert not conflicts(desk.store)


def test_what_is_changed_here_and_deleted_there_goes_back_with_one_sync(desk: Desk, server: FakeServer) -> None:
    server.named("Work").phone_puts(event("a"))
    desk.sync()
    desk.write("a", event("a", "Mine"))
    server.named("Work").phone_deletes("a")
    desk.sync()
    assert server.named("Work").texts() == {"a": event("a", "Mine")}
    assert "“Mine” was changed here and deleted on the server; it goes back to the server." in desk.said()


@pytest.mark.parametrize("synced", [True, False])
def test_a_move_that_is_undone_is_a_move_too(desk: Desk, server: FakeServer, synced: bool) -> None:
    server.named("Work").phone_puts(event("a"))
    desk.sync()
    with desk.store.read() as unit:
        (found,) = unit.calendars.named("a")
    (there,) = (each.calendar.id for each in desk.standing.collections if each.calendar.name == "Team")
    done = put_into_calendar(desk.store, found.key, there, now=desk.now())
    if synced:
        desk.sync()
    assert done.undo is not None
    undo(desk.store, done.undo, now=desk.now())
    server.named("Team" if synced else "Work").phone_puts(event("a", "Theirs"))
    assert everything(desk, server) == {"Work": {"a": event("a", "Theirs")}, "Team": {}}


def number_of(desk: Desk, uid: str, calendar: str) -> tuple[int, str]:
    """The number of an event in the calendar of that name, and the calendar's id."""
    (where,) = (each.calendar.id for each in desk.standing.collections if each.calendar.name == calendar)
    with desk.store.read() as unit:
        found = unit.calendars.named(uid, where)
    return (found[0].key if found else 0), where


def divided_in(desk: Desk, calendar: str) -> str:
    """Divide the series in the calendar of that name; the answer is the UID of its later part."""
    key, _ = number_of(desk, "w", calendar)
    done = rename_event(desk.store, key, "20260713T090000", Scope.FUTURE, "Mine", now=desk.now())
    assert isinstance(done.undo, RestoreObjects)
    (later,) = (each.uid for each in done.undo.objects if each.uid != "w")
    return later


def test_a_meeting_that_stands_in_two_calendars_is_two_events(desk: Desk, server: FakeServer) -> None:
    """As an invitation does in mine and in that of a colleague."""
    server.account_wide_uids = False
    for each in server.collections.values():
        each.phone_puts(event("a"))
    desk.sync()
    mine, _ = number_of(desk, "a", "Work")
    rename_event(desk.store, mine, "", Scope.ALL, "Mine", now=desk.now())
    server.named("Work").phone_deletes("a")
    held = everything(desk, server)
    assert ("SUMMARY:Mine" in held["Work"]["a"], held["Team"]["a"]) == (True, event("a"))


@pytest.mark.parametrize("edited", [True, False])
@pytest.mark.parametrize("order", [("Work", "Team", "Third"), ("Third", "Team", "Work")])
def test_an_event_that_both_sides_put_into_other_calendars_is_where_the_server_has_it(
    store: Store, now: datetime, order: tuple[str, ...], edited: bool
) -> None:
    server = FakeServer(*order)
    desk = Desk(store, server, now)
    desk.connect()
    move(desk, server, "Work", "Team")
    if edited:
        rename_event(store, number_of(desk, "a", "Team")[0], "", Scope.ALL, "Mine", now=desk.now())
    server.named("Work").phone_deletes("a")
    server.named("Third").phone_puts(event("a", "Call", "LOCATION:There"))
    held = everything(desk, server)
    assert {name: [*texts] for name, texts in held.items()} == {"Work": [], "Team": [], "Third": ["a"]}
    assert ("SUMMARY:Mine" in held["Third"]["a"], "LOCATION:There" in held["Third"]["a"]) == (edited, True)


@pytest.mark.parametrize("put", ["before", "first", "later"])
@WAYS
def test_a_series_of_which_a_part_was_put_into_another_calendar_is_merged_in_all_parts(
    desk: Desk, server: FakeServer, source: str, target: str, put: str
) -> None:
    """Put there whole and divided then, or divided and one part put there."""
    server.named(source).phone_puts(series("w"))
    desk.sync()
    _, there = number_of(desk, "w", target)
    if put == "before":
        put_into_calendar(desk.store, number_of(desk, "w", source)[0], there, now=desk.now())
    divided = target if put == "before" else source
    later = divided_in(desk, divided)
    if put != "before":
        moved = "w" if put == "first" else later
        put_into_calendar(desk.store, number_of(desk, moved, source)[0], there, now=desk.now())
    there_override = override("w", "20260720T090000Z", "Weekly", "CLASS:PRIVATE")
    server.named(source).phone_puts(series("w", "Weekly", "LOCATION:There", overrides=(there_override,)))
    held = everything(desk, server)
    texts = held[source] | held[target]
    assert sorted(uid for each in held.values() for uid in each) == sorted(["w", later])
    assert ["LOCATION:There" in text for text in texts.values()] == [True, True]
    assert ("CLASS:PRIVATE" in texts["w"], "CLASS:PRIVATE" in texts[later]) == (False, True)
    assert not conflicts(desk.store)


@WAYS
def test_an_event_does_not_leave_a_calendar_before_the_other_one_has_it(
    desk: Desk, server: FakeServer, source: str, target: str
) -> None:
    move(desk, server, source, target)
    server.account_wide_uids = False
    server.named(target).refuses = lambda _text: DavFailure.TOO_LARGE
    desk.sync()
    assert server.named(source).texts() == {"a": event("a")}
    (edit,) = refused_edits(desk.store)
    done = give_up(desk.store, edit.calendar.id, "a", now=desk.now())
    assert done.what is What.EDIT_GIVEN_UP
    assert everything(desk, server) == {source: {"a": event("a")}, target: {}}
    assert done.undo is not None
    undo(desk.store, done.undo, now=desk.now())
    server.named(target).refuses = lambda _text: None
    assert everything(desk, server) == {source: {}, target: {"a": event("a")}}


@WAYS
def test_a_later_part_in_another_calendar_waits_for_its_series_and_goes_with_it(
    desk: Desk, server: FakeServer, source: str, target: str
) -> None:
    server.account_wide_uids = False
    server.named(source).phone_puts(series("w"))
    desk.sync()
    later = divided_in(desk, source)
    put_into_calendar(desk.store, number_of(desk, later, source)[0], number_of(desk, "w", target)[1], now=desk.now())
    server.named(source).refuses = lambda _text: DavFailure.TOO_LARGE
    desk.sync()
    assert (server.named(source).texts(), server.named(target).texts()) == ({"w": series("w")}, {})
    assert "“Mine” waits until another edit has gone out that belongs to it." in desk.said()
    give_up(desk.store, number_of(desk, "w", source)[1], "w", now=desk.now())
    assert everything(desk, server) == {source: {"w": series("w")}, target: {}}


@WAYS
def test_what_is_changed_here_goes_along_from_a_calendar_that_lacks_too_much(
    desk: Desk, server: FakeServer, source: str, target: str
) -> None:
    for uid in "ab":
        server.named(source).phone_puts(event(uid))
    desk.sync()
    rename_event(desk.store, number_of(desk, "a", source)[0], "", Scope.ALL, "Mine", now=desk.now())
    for uid in "ab":
        server.named(source).phone_deletes(uid)
    server.named(target).phone_puts(event("a"))
    desk.sync()
    assert desk.standing.guarded
    assert "a" not in server.named(source).texts()
    assert "SUMMARY:Mine" in server.named(target).texts()["a"]


@WAYS
def test_what_is_changed_here_goes_along_also_where_the_calendars_are_exchanged_in_different_runs(
    desk: Desk, server: FakeServer, source: str, target: str
) -> None:
    server.named(source).phone_puts(event("a"))
    desk.sync()
    rename_event(desk.store, number_of(desk, "a", source)[0], "", Scope.ALL, "Mine", now=desk.now())
    server.named(source).phone_deletes("a")
    server.named(target).phone_puts(event("a"))
    desk.sync(number_of(desk, "a", target)[1])
    held = everything(desk, server)
    assert (held[source], "SUMMARY:Mine" in held[target]["a"]) == ({}, True)


@WAYS
def test_a_copy_of_a_colleague_that_came_before_mine_was_deleted_is_his(
    desk: Desk, server: FakeServer, source: str, target: str
) -> None:
    server.account_wide_uids = False
    server.named(source).phone_puts(event("a"))
    desk.sync()
    rename_event(desk.store, number_of(desk, "a", source)[0], "", Scope.ALL, "Mine", now=desk.now())
    server.named(source).refuses = lambda _text: DavFailure.TOO_LARGE
    server.named(target).phone_puts(event("a"))
    desk.sync()
    (edit,) = refused_edits(desk.store)
    server.named(source).refuses = lambda _text: None
    retry(desk.store, edit.calendar.id, "a")
    server.named(source).phone_deletes("a")
    held = everything(desk, server)
    assert ("SUMMARY:Mine" in held[source]["a"], held[target]["a"]) == (True, event("a"))


@WAYS
def test_each_sum_of_what_came_and_went_is_told_once(desk: Desk, server: FakeServer, source: str, target: str) -> None:
    move(desk, server, source, target)
    server.account_wide_uids = False
    server.named(source).phone_puts(event("a", "Theirs"))
    run = desk.sync()
    told = [line.said.parts for line in run.log if line.said.sentence.startswith("Came:")]
    assert sum(int(each["uploaded"]) for each in told) == sum(each.uploaded for each in run.collections)


@WAYS
def test_what_is_changed_here_goes_along_into_no_calendar_that_can_only_be_read(
    desk: Desk, server: FakeServer, source: str, target: str
) -> None:
    server.account_wide_uids = False
    server.named(target).read_only = True
    desk.connect()
    server.named(source).phone_puts(event("a"))
    desk.sync()
    rename_event(desk.store, number_of(desk, "a", source)[0], "", Scope.ALL, "Mine", now=desk.now())
    server.named(source).phone_deletes("a")
    server.named(target).phone_puts(event("a"))
    held = everything(desk, server)
    assert ("SUMMARY:Mine" in held[source]["a"], held[target]["a"]) == (True, event("a"))


@WAYS
def test_a_later_part_waits_for_no_series_of_a_calendar_that_was_removed(
    desk: Desk, server: FakeServer, source: str, target: str
) -> None:
    server.named(source).phone_puts(series("w"))
    desk.sync()
    later = divided_in(desk, source)
    there = number_of(desk, "w", target)[1]
    put_into_calendar(desk.store, number_of(desk, later, source)[0], there, now=desk.now())
    remove_calendar(desk.store, number_of(desk, "w", source)[1], now=desk.now())
    desk.sync()
    assert [*server.named(target).texts()] == [later]


GUESTS = ("ORGANIZER:mailto:boss@example.com", "ATTENDEE;PARTSTAT={}:mailto:anna@example.com")


@pytest.mark.parametrize("answer", ["NEEDS-ACTION", "ACCEPTED"])
@WAYS
def test_a_colleagues_copy_of_an_invitation_says_something_else(
    desk: Desk, server: FakeServer, source: str, target: str, answer: str
) -> None:
    server.account_wide_uids = False
    invitation = event("a", "Call", *(line.format("NEEDS-ACTION") for line in GUESTS))
    server.named(source).phone_puts(invitation)
    desk.sync()
    rename_event(desk.store, number_of(desk, "a", source)[0], "", Scope.ALL, "Mine", now=desk.now())
    server.named(source).phone_deletes("a")
    server.named(target).phone_puts(event("a", "Call", *(line.format(answer) for line in GUESTS)))
    held = everything(desk, server)
    mine = source if answer == "ACCEPTED" else target
    assert [name for name in (source, target) if "SUMMARY:Mine" in held[name].get("a", "")] == [mine]


def test_what_a_newly_connected_calendar_has_was_not_put_there(store: Store, now: datetime) -> None:
    server = FakeServer("Work")
    desk = Desk(store, server, now)
    desk.connect()
    server.named("Work").phone_puts(event("a"))
    desk.sync()
    rename_event(store, number_of(desk, "a", "Work")[0], "", Scope.ALL, "Mine", now=desk.now())
    server.add("Team").phone_puts(event("a"))
    server.named("Work").phone_deletes("a")
    desk.connect()
    held = everything(desk, server)
    assert ("SUMMARY:Mine" in held["Work"]["a"], held["Team"]["a"]) == (True, event("a"))


@WAYS
def test_what_was_split_off_here_goes_along_where_the_whole_series_is_moved_there(
    desk: Desk, server: FakeServer, source: str, target: str
) -> None:
    """Divided twice, of which nothing has gone out."""
    server.account_wide_uids = False
    server.named(source).phone_puts(series("w"))
    desk.sync()
    later = divided_in(desk, source)
    done = rename_event(
        desk.store, number_of(desk, later, source)[0], "20260727T090000", Scope.FUTURE, "Last", now=desk.now()
    )
    assert isinstance(done.undo, RestoreObjects)
    (last,) = (each.uid for each in done.undo.objects if each.uid != later)
    server.named(source).phone_deletes("w")
    server.named(target).phone_puts(series("w", "Weekly", "LOCATION:There"))
    held = everything(desk, server)
    assert (held[source], sorted(held[target])) == ({}, sorted(["w", later, last]))
    assert all("LOCATION:There" in text for text in held[target].values())
    assert [held[target][uid].count("SUMMARY:" + title) for uid, title in ((later, "Mine"), (last, "Last"))] == [1, 1]
    assert not conflicts(desk.store)


@WAYS
def test_what_goes_along_with_its_series_does_not_go_out_before_that(
    desk: Desk, server: FakeServer, source: str, target: str
) -> None:
    server.account_wide_uids = False
    server.named(source).phone_puts(series("w"))
    desk.sync()
    divided_in(desk, source)
    server.named(source).phone_deletes("w")
    server.named(target).phone_puts(series("w", "Weekly", "LOCATION:There"))
    server.named(target).refuses = lambda text: DavFailure.TOO_LARGE if "UID:w\r" in text else None
    desk.sync()
    desk.sync()
    assert [*server.named(source).texts(), *server.named(target).texts()] == ["w"]
    server.named(target).refuses = lambda _text: None
    retry(desk.store, number_of(desk, "w", target)[1], "w")
    assert len(everything(desk, server)[target]) == 2


@pytest.mark.parametrize("target", ["Work", "Team"])
@pytest.mark.parametrize("where", ["here", "there"])
@pytest.mark.parametrize("edited", [True, False])
def test_a_conflict_goes_along_with_its_event(
    desk: Desk, server: FakeServer, target: str, where: str, edited: bool
) -> None:
    source = "Team" if target == "Work" else "Work"
    server.account_wide_uids = False
    server.named(source).phone_puts(event("a"))
    desk.sync()
    rename_event(desk.store, number_of(desk, "a", source)[0], "", Scope.ALL, "Mine", now=desk.now())
    server.named(source).phone_puts(event("a", "Theirs"))
    desk.sync()
    key, there = number_of(desk, "a", source)[0], number_of(desk, "a", target)[1]
    if edited:
        start = datetime(2026, 6, 25, 9, tzinfo=UTC)
        move_event(desk.store, key, "", Scope.ALL, start, start + timedelta(hours=1), now=desk.now())
    if where == "here":
        put_into_calendar(desk.store, key, there, now=desk.now())
    else:
        server.named(source).phone_deletes("a")
        server.named(target).phone_puts(event("a", "Theirs"))
    desk.sync()
    (found,) = conflicts(desk.store)
    assert (found.calendar.name, found.theirs and found.theirs.summary) == (target, "Theirs")
    settle(desk.store, found.conflict.id, Choice.MINE, now=desk.now())
    held = everything(desk, server)
    assert (held[source], "SUMMARY:Mine" in held[target]["a"]) == ({}, True)


@WAYS
def test_nobody_is_asked_about_events_that_the_phone_put_into_another_calendar(
    desk: Desk, server: FakeServer, source: str, target: str
) -> None:
    uids = [f"{number}" for number in range(6)]
    for uid in uids:
        server.named(source).phone_puts(event(uid))
    desk.sync()
    for uid in uids[1:]:
        server.named(source).phone_deletes(uid)
        server.named(target).phone_puts(event(uid))
    assert {name: sorted(texts) for name, texts in everything(desk, server).items()} == {
        source: ["0"],
        target: uids[1:],
    }
    assert not desk.standing.guarded


@WAYS
def test_of_missing_events_the_agent_is_asked_about_those_that_are_nowhere(
    desk: Desk, server: FakeServer, source: str, target: str
) -> None:
    uids = [f"{number}" for number in range(6)]
    for uid in uids:
        server.named(source).phone_puts(event(uid))
    desk.sync()
    for uid in uids[1:]:
        server.named(source).phone_deletes(uid)
    for uid in uids[4:]:
        server.named(target).phone_puts(event(uid))
    run = desk.sync()
    report = next(each for each in run.collections if each.name == source)
    assert (report.missing, report.known, report.deleted_local) == (3, 4, 2)
    assert "Of the missing events, these were put into other calendars on the server: 2." in {
        str(line.said) for line in run.log
    }


@WAYS
@pytest.mark.parametrize("how", ["failed", "alone"])
def test_an_edit_waits_until_it_is_known_where_its_event_was_put(
    desk: Desk, server: FakeServer, source: str, target: str, how: str
) -> None:
    """Which a run does not learn whose other calendar fails, or that is of one calendar alone."""
    server.account_wide_uids = False
    server.named(source).phone_puts(event("a"))
    desk.sync()
    key, here = number_of(desk, "a", source)
    rename_event(desk.store, key, "", Scope.ALL, "Mine", now=desk.now())
    server.named(source).phone_deletes("a")
    server.named(target).phone_puts(event("a", "Call", "LOCATION:There"))
    for _ in range(2):
        server.named(target).fails = DavFailure.SERVER if how == "failed" else None
        desk.sync(here if how == "alone" else None)
        assert server.named(source).texts() == {}
    server.named(target).fails = None
    held = everything(desk, server)
    assert (held[source], [*held[target]]) == ({}, ["a"])
    assert {"SUMMARY:Mine", "LOCATION:There"} <= {*held[target]["a"].split("\r\n")}


@WAYS
def test_an_edit_that_is_refused_goes_along_with_its_event(
    desk: Desk, server: FakeServer, source: str, target: str
) -> None:
    server.account_wide_uids = False
    server.named(source).phone_puts(event("a"))
    desk.sync()
    rename_event(desk.store, number_of(desk, "a", source)[0], "", Scope.ALL, "Mine", now=desk.now())
    server.named(source).refuses = lambda _text: DavFailure.TOO_LARGE
    desk.sync()
    assert len(refused_edits(desk.store)) == 1
    server.named(source).phone_deletes("a")
    server.named(target).phone_puts(event("a"))
    held = everything(desk, server)
    assert (held[source], "SUMMARY:Mine" in held[target]["a"], refused_edits(desk.store)) == ({}, True, ())


@WAYS
def test_an_edit_that_is_refused_stays_where_its_event_is_gone(
    desk: Desk, server: FakeServer, source: str, target: str
) -> None:
    server.named(source).phone_puts(event("a"))
    desk.sync()
    key, where = number_of(desk, "a", source)
    rename_event(desk.store, key, "", Scope.ALL, "Mine", now=desk.now())
    server.named(source).refuses = lambda _text: DavFailure.TOO_LARGE
    desk.sync()
    server.named(source).phone_deletes("a")
    desk.sync()
    assert [each.uid for each in refused_edits(desk.store)] == ["a"]
    server.named(source).refuses = lambda _text: None
    retry(desk.store, where, "a")
    held = everything(desk, server)
    assert ("SUMMARY:Mine" in held[source]["a"], held[target]) == (True, {})


@WAYS
def test_a_conflict_is_settled_where_its_event_is_now(desk: Desk, server: FakeServer, source: str, target: str) -> None:
    """Whichever run has put it there."""
    server.account_wide_uids = False
    server.named(source).phone_puts(event("a"))
    desk.sync()
    key, here = number_of(desk, "a", source)
    rename_event(desk.store, key, "", Scope.ALL, "Mine", now=desk.now())
    server.named(source).phone_puts(event("a", "Theirs"))
    desk.sync()
    server.named(source).phone_deletes("a")
    server.named(target).phone_puts(event("a", "Theirs"))
    desk.sync(here)
    desk.sync()
    (found,) = conflicts(desk.store)
    assert found.calendar.name == target
    done = settle(desk.store, found.conflict.id, Choice.MINE, now=desk.now())
    held = everything(desk, server)
    assert (held[source], "SUMMARY:Mine" in held[target]["a"]) == ({}, True)
    assert done.undo is not None
    undo(desk.store, done.undo, now=desk.now())
    assert [each.calendar.name for each in conflicts(desk.store)] == [target]
    assert "SUMMARY:Theirs" in everything(desk, server)[target]["a"]


class Died(Exception):
    """What kills a run."""


@pytest.mark.parametrize("how", ["failed", "alone", "killed"])
@pytest.mark.parametrize("order", [("Work", "Team", "Third"), ("Work", "Third", "Team")])
def test_where_both_sides_have_put_an_event_is_found_out_by_a_later_run(
    store: Store, now: datetime, order: tuple[str, ...], how: str
) -> None:
    server = FakeServer(*order)
    desk = Desk(store, server, now)
    desk.connect()
    move(desk, server, "Work", "Team")
    _, work = number_of(desk, "a", "Work")
    server.named("Work").phone_deletes("a")
    server.named("Third").phone_puts(event("a"))

    asked = []

    def dies(call: str) -> None:
        asked.append(call)
        if sum(each.startswith("changes") for each in asked) > order.index("Third"):
            raise Died

    if how == "killed":
        server.while_asked = dies
        with pytest.raises(Died):
            desk.sync()
        server.while_asked = lambda _call: None
    else:
        server.named("Third").fails = DavFailure.SERVER if how == "failed" else None
        for _ in range(2):
            said = desk.sync(work if how == "alone" else None).log
            assert not [line for line in said if "stays where it was put" in str(line.said)]
    server.named("Third").fails = None
    desk.sync()
    held = everything(desk, server)
    assert held == {"Work": {}, "Team": {}, "Third": {"a": event("a")}}


def test_a_move_that_is_undone_after_it_is_done_goes_out(store: Store, now: datetime) -> None:
    """Though another calendar has not been looked at since."""
    server = FakeServer("Work", "Team", "Third")
    desk = Desk(store, server, now)
    desk.connect()
    done = move(desk, server, "Work", "Team")
    server.named("Third").fails = DavFailure.SERVER
    desk.sync()
    assert (server.named("Team").texts(), desk.standing.waiting) == ({"a": event("a")}, 0)
    assert done.undo is not None
    undo(store, done.undo, now=desk.now())
    desk.sync()
    assert (server.named("Team").texts(), server.named("Work").texts()) == ({}, {"a": event("a")})
    server.named("Third").fails = None
    assert everything(desk, server) == {"Work": {"a": event("a")}, "Team": {}, "Third": {}}


@pytest.mark.parametrize("back", ["Work", "Third"])
def test_an_event_that_was_put_elsewhere_here_may_be_put_anywhere_after(store: Store, now: datetime, back: str) -> None:
    """By the phone, before all calendars were looked at."""
    server = FakeServer("Work", "Team", "Third")
    desk = Desk(store, server, now)
    desk.connect()
    move(desk, server, "Work", "Team")
    server.named("Third").fails = DavFailure.SERVER
    desk.sync()
    server.named("Team").phone_deletes("a")
    server.named(back).phone_puts(event("a", "Back"))
    server.named("Third").fails = None
    desk.sync()
    held = everything(desk, server)
    assert held == {"Work": {}, "Team": {}, "Third": {}} | {back: {"a": event("a", "Back")}}


def test_what_was_moved_is_known_after_a_night_without_the_server(desk: Desk, server: FakeServer) -> None:
    server.account_wide_uids = False
    server.named("Work").phone_puts(event("a"))
    desk.sync()
    rename_event(desk.store, number_of(desk, "a", "Work")[0], "", Scope.ALL, "Mine", now=desk.now())
    for each in server.collections.values():
        each.fails = DavFailure.UNREACHABLE
    for _ in range(25):
        desk.sync()
    for each in server.collections.values():
        each.fails = None
    server.named("Work").phone_deletes("a")
    server.named("Team").phone_puts(event("a"))
    held = everything(desk, server)
    assert (held["Work"], "SUMMARY:Mine" in held["Team"]["a"]) == ({}, True)


def test_nobody_is_asked_about_what_came_into_another_calendar_one_run_before(desk: Desk, server: FakeServer) -> None:
    uids = [f"{number}" for number in range(6)]
    for uid in uids:
        server.named("Work").phone_puts(event(uid))
    desk.sync()
    for uid in uids:
        server.named("Work").phone_deletes(uid)
        server.named("Team").phone_puts(event(uid))
    desk.sync(number_of(desk, "0", "Team")[1])
    assert {name: sorted(texts) for name, texts in everything(desk, server).items()} == {"Work": [], "Team": uids}
    assert not desk.standing.guarded


@WAYS
def test_of_an_event_that_is_put_into_another_calendar_here_nothing_is_told(
    desk: Desk, server: FakeServer, source: str, target: str
) -> None:
    move(desk, server, source, target)
    assert not [line.said for line in desk.sync().log if line.uid]


def test_of_one_of_two_that_is_deleted_on_both_sides_nothing_is_told(desk: Desk, server: FakeServer) -> None:
    server.account_wide_uids = False
    for each in server.collections.values():
        each.phone_puts(event("a"))
    desk.sync()
    desk.write("a", None)
    server.named("Work").phone_deletes("a")
    server.named("Team").phone_puts(event("b"))
    assert not [line.said for line in desk.sync().log if line.uid]


@WAYS
def test_an_edit_waits_for_what_the_other_calendar_did_not_give_out(
    desk: Desk, server: FakeServer, source: str, target: str
) -> None:
    server.account_wide_uids = False
    server.named(source).phone_puts(event("a"))
    desk.sync()
    rename_event(desk.store, number_of(desk, "a", source)[0], "", Scope.ALL, "Mine", now=desk.now())
    server.named(source).phone_deletes("a")
    server.named(target).withholds = {server.named(target).phone_puts(event("a")): DavFailure.SERVER}
    desk.sync()
    assert server.named(source).texts() == {}
    server.named(target).withholds = {}
    held = everything(desk, server)
    assert (held[source], "SUMMARY:Mine" in held[target]["a"]) == ({}, True)


def test_an_edit_waits_not_for_ever_for_what_is_never_given_out(desk: Desk, server: FakeServer) -> None:
    server.named("Work").phone_puts(event("a"))
    desk.sync()
    rename_event(desk.store, number_of(desk, "a", "Work")[0], "", Scope.ALL, "Mine", now=desk.now())
    server.named("Work").phone_deletes("a")
    server.named("Team").withholds = {server.named("Team").phone_puts(event("b")): DavFailure.SERVER}
    desk.sync()
    desk.sync()
    assert "SUMMARY:Mine" in server.named("Work").texts()["a"]
