"""What is told of an event that one side put into another calendar and the other one deleted."""

from __future__ import annotations

import pytest
from tests.servers.events import event
from tests.services.sync.desk import Desk
from tests.services.sync.fake_server import FakeServer

from opiekun.domain.calendar.events import Scope
from opiekun.services.events import delete_event, put_into_calendar
from opiekun.services.sync.runs import runs

DELETED_HERE = "“Call” was deleted here and put into another calendar on the server; there it stays."

DELETED_THERE = "“Call” was put into another calendar here and deleted on the server; it stays where it was put."


@pytest.fixture
def server() -> FakeServer:
    return FakeServer("Work", "Team")


@pytest.mark.parametrize("source", ["Work", "Team"])
def test_that_an_event_which_was_deleted_here_is_in_another_calendar(
    desk: Desk, server: FakeServer, source: str
) -> None:
    target = "Team" if source == "Work" else "Work"
    server.named(source).phone_puts(event("a"))
    desk.sync()
    delete(desk, source)
    server.named(source).phone_deletes("a")
    server.named(target).phone_puts(event("a"))
    desk.sync()
    assert (desk.said().count(DELETED_HERE), server.named(target).texts()) == (1, {"a": event("a")})
    desk.sync()
    assert DELETED_HERE not in desk.said()


def test_nothing_where_it_is_gone_on_both_sides_or_stands_in_another_calendar_all_the_while(
    desk: Desk, server: FakeServer
) -> None:
    for name in ("Work", "Team"):
        server.named(name).phone_puts(event("a"))
    server.named("Work").phone_puts(event("b"))
    desk.sync()
    delete(desk, "Work")
    server.named("Team").phone_puts(event("c"))
    desk.sync()
    assert DELETED_HERE not in desk.said()
    assert (server.named("Work").texts().keys(), server.named("Team").texts().keys()) == ({"b"}, {"a", "c"})


@pytest.mark.parametrize("once", [True, False], ids=["each UID once", "any UID twice"])
@pytest.mark.parametrize("source", ["Work", "Team"])
def test_that_an_event_which_was_put_into_another_calendar_here_was_deleted_there(
    desk: Desk, server: FakeServer, source: str, once: bool
) -> None:
    server.account_wide_uids = once
    target = "Team" if source == "Work" else "Work"
    server.named(source).phone_puts(event("a"))
    desk.sync()
    put(desk, source, target)
    server.named(source).phone_deletes("a")
    desk.sync()
    desk.sync()
    assert server.named(target).texts() == {"a": event("a")}
    assert [DELETED_THERE in map(str, (line.said for line in run.log)) for run in runs(desk.store, 2)] == [False, True]


def test_nothing_where_an_event_was_put_into_another_calendar_here_alone(desk: Desk, server: FakeServer) -> None:
    server.named("Work").phone_puts(event("a"))
    desk.sync()
    put(desk, "Work", "Team")
    desk.sync()
    assert DELETED_THERE not in desk.said()
    assert server.named("Team").texts() == {"a": event("a")}


def number(desk: Desk, calendar: str) -> int:
    """The number of the event in that calendar here."""
    with desk.store.read() as unit:
        (found,) = unit.calendars.named("a", calendar_id(desk, calendar))
    return found.key


def calendar_id(desk: Desk, name: str) -> str:
    (found,) = (each.calendar.id for each in desk.standing.collections if each.calendar.name == name)
    return found


def delete(desk: Desk, calendar: str) -> None:
    delete_event(desk.store, number(desk, calendar), "", Scope.ALL, now=desk.now())


def put(desk: Desk, source: str, target: str) -> None:
    """Put the event into another calendar here."""
    put_into_calendar(desk.store, number(desk, source), calendar_id(desk, target), now=desk.now())
