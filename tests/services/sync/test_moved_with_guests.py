"""Calls that the phone puts into another calendar: to their guests nothing has happened but what they can see."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.servers.events import event
from tests.services.calls.conftest import CallDesk, at
from tests.services.calls.conftest import desk as call_desk
from tests.services.calls.test_edited import waiting
from tests.services.sync.desk import Desk
from tests.services.sync.fake_server import FakeServer
from tests.services.sync.test_calls_elsewhere import booked, calls

from opiekun.domain.calendar.editing import move
from opiekun.domain.calendar.events import Scope
from opiekun.domain.calls.calls import CallStatus
from opiekun.domain.sync.failures import DavFailure
from opiekun.services.calendars import list_calendars, save_calendar

__all__ = ["call_desk", "calls"]

WAYS = pytest.mark.parametrize(("source", "target"), [("Work", "Team"), ("Team", "Work")])
START = at(19, 9)


@pytest.fixture
def server() -> FakeServer:
    return FakeServer("Work", "Team")


def called(calls: CallDesk, desk: Desk, server: FakeServer, source: str) -> str:
    """A call in a calendar with other events, which the server has."""
    for name, there in {name: server.named(name) for name in ("Work", "Team")}.items():
        for number in range(3):
            there.phone_puts(event(f"{name}-{number}"))
    desk.sync()
    calendar = next(each for each in list_calendars(desk.store) if each.name == source)
    save_calendar(desk.store, replace(calendar, default=True))
    return booked(calls, desk, START)


def phone_lets_go(server: FakeServer, uid: str, source: str, target: str | None) -> None:
    """The phone puts a call into another calendar, or deletes it."""
    text = server.named(source).texts()[uid]
    server.named(source).phone_deletes(uid)
    if target is not None:
        server.named(target).phone_puts(text)


@WAYS
def test_guests_do_not_hear_of_a_call_that_the_phone_puts_into_another_calendar(
    calls: CallDesk, desk: Desk, server: FakeServer, source: str, target: str
) -> None:
    uid = called(calls, desk, server, source)
    phone_lets_go(server, uid, source, target)
    reports = {each.name: each for each in desk.sync().collections}
    assert (reports[source].deleted_local, reports[target].downloaded) == (1, 1)
    assert (waiting(calls), calls.show(uid).status) == ([], CallStatus.BOOKED)
    assert {each.requests for each in desk.sync().collections} == {1}


@WAYS
def test_guests_hear_once_of_a_call_that_is_moved_in_time_as_well(
    calls: CallDesk, desk: Desk, server: FakeServer, source: str, target: str
) -> None:
    uid = called(calls, desk, server, source)
    later = START + timedelta(days=1)
    text = server.named(source).texts()[uid]
    moved = move(text, "", Scope.ALL, later, later + timedelta(hours=1), now=desk.now(), new_uid="").text
    assert moved is not None
    server.named(source).phone_deletes(uid)
    server.named(target).phone_puts(moved)
    desk.sync()
    assert [kind for kind, *_ in waiting(calls)] == ["REQUEST"]
    assert (calls.show(uid).status, calls.show(uid).start) == (CallStatus.BOOKED, later)
    assert desk.standing.waiting == 0


@WAYS
def test_guests_hear_in_the_same_run_of_a_call_that_is_deleted(
    calls: CallDesk, desk: Desk, server: FakeServer, source: str, target: str
) -> None:
    uid = called(calls, desk, server, source)
    server.named(source).phone_deletes(uid)
    desk.sync()
    assert [kind for kind, *_ in waiting(calls)] == ["CANCEL"]
    assert calls.show(uid).status is not CallStatus.BOOKED
    assert uid not in server.named(target).texts()


class Died(Exception):
    """What kills a run."""


@pytest.mark.parametrize("moved", [True, False])
def test_a_run_that_dies_before_all_is_known_is_made_up_for_by_the_next(
    calls: CallDesk, desk: Desk, server: FakeServer, moved: bool
) -> None:
    uid = called(calls, desk, server, "Work")
    phone_lets_go(server, uid, "Work", "Team" if moved else None)
    asked = []

    def dies(call: str) -> None:
        asked.append(call)
        if len(asked) > 1:
            raise Died

    server.while_asked = dies
    with pytest.raises(Died):
        desk.sync()
    assert (waiting(calls), calls.show(uid).status) == ([], CallStatus.BOOKED)
    server.while_asked = lambda _call: None
    desk.sync()
    assert [kind for kind, *_ in waiting(calls)] == ([] if moved else ["CANCEL"])
    assert (calls.show(uid).status is CallStatus.BOOKED) == moved


@pytest.mark.parametrize("how", ["failed", "stopped", "alone"])
@pytest.mark.parametrize("moved", [True, False])
def test_guests_hear_nothing_before_it_is_known_whether_their_call_is_elsewhere(
    calls: CallDesk, desk: Desk, server: FakeServer, how: str, moved: bool
) -> None:
    uid = called(calls, desk, server, "Work")
    phone_lets_go(server, uid, "Work", "Team" if moved else None)
    server.named("Team").fails = {"failed": DavFailure.SERVER, "stopped": DavFailure.UNREACHABLE}.get(how)
    for _ in range(2):
        desk.sync(desk.calendar_id if how == "alone" else None)
    assert (waiting(calls), calls.show(uid).status) == ([], CallStatus.BOOKED)
    server.named("Team").fails = None
    desk.sync()
    assert [kind for kind, *_ in waiting(calls)] == ([] if moved else ["CANCEL"])
    assert {each.requests for each in desk.sync().collections} == {1}


def test_guests_hear_of_a_call_that_is_gone_though_another_calendar_is_out_of_reach_for_long(
    calls: CallDesk, desk: Desk, server: FakeServer
) -> None:
    uid = called(calls, desk, server, "Work")
    server.named("Work").phone_deletes(uid)
    server.named("Team").fails = DavFailure.SERVER
    desk.sync()
    desk.at += timedelta(days=1, hours=1)
    desk.sync()
    assert [kind for kind, *_ in waiting(calls)] == ["CANCEL"]
