"""When colleagues are busy, by whatever their server lets one ask."""

from datetime import UTC, datetime

import pytest
from tests.services.sync.desk import Desk
from tests.services.sync.fake_server import URL, FakeServer

from opiekun.domain.errors import InvalidInput, Refused
from opiekun.domain.sync.failures import DavFailure, DavRefused
from opiekun.domain.sync.remote import Busy, FreeBusy
from opiekun.services.ports import Store
from opiekun.services.sync.busy import colleagues_busy

SINCE, UNTIL = datetime(2026, 6, 15, tzinfo=UTC), datetime(2026, 6, 22, tzinfo=UTC)
CALL = Busy(1781600400, 1781604000)
WORK = f"{URL}work/"
ASKS = "busy 20260615-20260622"


def told(desk: Desk, *who: str) -> tuple[FreeBusy, ...]:
    return colleagues_busy(desk.store, desk.secrets, desk.server, who, SINCE, UNTIL)


def test_a_server_that_schedules_is_asked_once_for_all(server: FakeServer, store: Store, now: datetime) -> None:
    server.outbox = f"{URL}outbox/"
    server.colleagues["jana@example.com"] = (CALL,)
    desk = Desk(store, server, now)
    desk.connect()
    server.calls.clear()
    jana, nobody = told(desk, "jana@example.com", "nobody@example.com")
    assert (jana.who, jana.busy) == ("jana@example.com", (CALL,))
    assert (nobody.who, nobody.busy) == ("nobody@example.com", None)
    assert len(server.calls) == 1


def test_a_calendar_that_one_may_read_is_asked_by_its_address(desk: Desk, server: FakeServer) -> None:
    server.only.busy = (CALL,)
    (work,) = told(desk, WORK)
    assert work == FreeBusy(WORK, (CALL,))


def test_a_calendar_elsewhere_is_never_asked(desk: Desk, server: FakeServer) -> None:
    server.calls.clear()
    strange = ("https://evil.example.com/anna/work/", WORK.replace("https", "http"), "https://[broken/")
    assert [each.busy for each in told(desk, *strange)] == [None, None, None]
    assert server.calls == []


def test_a_calendar_that_is_not_told_of_leaves_the_others(desk: Desk, server: FakeServer) -> None:
    server.add("Secret")
    server.fail(ASKS, DavFailure.FORBIDDEN, words="no free-busy for you")
    secret, work = told(desk, f"{URL}secret/", WORK)
    assert (secret.busy, secret.words) == (None, "no free-busy for you")
    assert work.busy == ()


def test_a_server_that_cannot_be_reached_is_told(desk: Desk, server: FakeServer) -> None:
    server.fail(ASKS, DavFailure.UNREACHABLE)
    with pytest.raises(DavRefused):
        told(desk, WORK)


def test_what_cannot_be_asked_is_refused(desk: Desk, store: Store) -> None:
    with pytest.raises(InvalidInput):
        told(desk)
    with pytest.raises(InvalidInput):
        colleagues_busy(store, desk.secrets, desk.server, ["jana@example.com"], UNTIL, SINCE)


def test_without_a_server_there_is_nobody_to_ask(store: Store, server: FakeServer, now: datetime) -> None:
    with pytest.raises(Refused):
        told(Desk(store, server, now), "jana@example.com")


@pytest.mark.parametrize("failure", [DavFailure.MISSING, DavFailure.FORBIDDEN, None])
def test_ones_own_calendars_are_told_of_together_and_those_that_are_not_by_name(
    desk: Desk, server: FakeServer, failure: DavFailure | None
) -> None:
    server.only.busy = () if failure is not None else None
    server.add("One").busy = (CALL, Busy(CALL.end, CALL.end + 600))
    server.add("Two").busy = (Busy(CALL.start - 600, CALL.end), Busy(CALL.end + 900, CALL.end + 1200))
    desk.connect()
    if failure is not None:
        server.fail(ASKS, failure)
    (me,) = told(desk, "anna")
    assert me.busy == (Busy(CALL.start - 600, CALL.end + 600), Busy(CALL.end + 900, CALL.end + 1200))
    assert (me.words, me.without) == ("", "Work")
