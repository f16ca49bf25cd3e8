"""Connecting a calendar server: what is kept, what is not, and letting go of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta

import keyring
import keyring.backend
import keyring.backends.fail
import keyring.backends.null
import pytest
from tests.services.conftest import TUESDAY_10
from tests.services.sync.desk import Desk
from tests.services.sync.fake_server import ANNA, PASSWORD, URL, FakeServer

from opiekun.domain.calendar.events import Details
from opiekun.domain.errors import InvalidInput, NotFound, Refused
from opiekun.domain.sync.accounts import Auth
from opiekun.domain.sync.failures import DavFailure, DavRefused
from opiekun.secret_keeper import SecretKeeper
from opiekun.services.calendars import list_calendars
from opiekun.services.done import What
from opiekun.services.events import add_event
from opiekun.services.ports import Store, UnitOfWork
from opiekun.services.sync.accounts import SECRET, kept_elsewhere
from opiekun.services.sync.connecting import (
    accept_certificate,
    change_password,
    connect,
    disconnect,
    look,
)
from opiekun.services.sync.new_events import let_new_events_go_there, where_new_events_go
from opiekun.services.sync.standing import sync_standing
from opiekun.services.undo import undo


@pytest.fixture
def server() -> FakeServer:
    server = FakeServer("Work", "Team")
    server.collections[f"{URL}team/"].read_only = True
    server.collections[f"{URL}work/"].colour = "#2f5bd7"
    return server


def test_each_calendar_of_the_server_becomes_one_of_the_desk(store: Store, server: FakeServer) -> None:
    secrets = SecretKeeper()
    connected = connect(store, secrets, server, ANNA, chosen=None, now=TUESDAY_10)
    assert [(each.calendar.name, each.calendar.read_only, each.new) for each in connected.calendars] == [
        ("Work", False, True),
        ("Team", True, True),
    ]
    assert connected.calendars[0].calendar.colour == "#2F5BD7"
    assert secrets.get(SECRET, connected.account.id) == PASSWORD
    assert [each.collection.url for each in sync_standing(store).collections] == [f"{URL}work/", f"{URL}team/"]


def test_chosen_calendars_alone_are_connected_and_connecting_again_adds(store: Store, server: FakeServer) -> None:
    secrets = SecretKeeper()
    first = connect(store, secrets, server, ANNA, chosen=["work"], now=TUESDAY_10)
    again = connect(
        store,
        secrets,
        server,
        replace(ANNA, auth=Auth.BASIC),
        chosen=[f"{URL}team/", "Work"],
        now=TUESDAY_10,
    )
    assert [each.calendar.name for each in first.calendars] == ["Work"]
    assert [(each.calendar.name, each.new) for each in again.calendars] == [("Work", False), ("Team", True)]
    assert len(sync_standing(store).accounts) == 1


def test_it_is_known_where_a_typed_password_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert kept_elsewhere(SecretKeeper()) is None
    monkeypatch.setenv("OPIEKUN_SECRET_CALDAV", PASSWORD)
    told = kept_elsewhere(SecretKeeper())
    assert told is not None
    assert told.parts == {"variable": "OPIEKUN_SECRET_CALDAV"}


def test_an_address_with_another_end_is_of_the_same_account(store: Store, server: FakeServer) -> None:
    """SOGo ends its addresses with a slash or without, by where one came from."""
    secrets = SecretKeeper()
    connect(store, secrets, server, ANNA, chosen=None, now=TUESDAY_10)
    server.principal = URL.rstrip("/")
    for each in server.collections.values():
        each.url = each.url.rstrip("/")
    again = connect(store, secrets, server, ANNA, chosen=None, now=TUESDAY_10)
    assert [(each.calendar.name, each.new) for each in again.calendars] == [("Work", False), ("Team", False)]
    assert len(sync_standing(store).accounts) == 1
    (named,) = connect(
        store,
        secrets,
        server,
        ANNA,
        chosen=[f"{URL}team/"],
        now=TUESDAY_10,
    ).calendars
    assert (named.calendar.name, named.new) == ("Team", False)


class _Overtaken:
    """A store in which somebody else is quicker: what they do is done before the first transaction that writes."""

    def __init__(self, store: Store, quicker: Callable[[], object]) -> None:
        self._store = store
        self._quicker = [quicker]

    def read(self) -> AbstractContextManager[UnitOfWork]:
        return self._store.read()

    def write(self) -> AbstractContextManager[UnitOfWork]:
        while self._quicker:
            self._quicker.pop()()
        return self._store.write()

    def alone(self, name: str) -> AbstractContextManager[bool]:
        return self._store.alone(name)


def test_of_two_who_connect_the_same_at_once_the_second_finds_the_firsts(store: Store, server: FakeServer) -> None:
    secrets = SecretKeeper()
    overtaken = _Overtaken(store, lambda: connect(store, secrets, server, ANNA, chosen=None, now=TUESDAY_10))
    again = connect(overtaken, secrets, server, ANNA, chosen=None, now=TUESDAY_10)
    assert [(each.calendar.name, each.new) for each in again.calendars] == [("Work", False), ("Team", False)]
    assert sync_standing(store).accounts == (again.account,)
    assert len(sync_standing(store).collections) == 2


def test_an_account_that_is_let_go_of_meanwhile_does_not_come_back_by_a_new_password(
    store: Store, server: FakeServer, now: datetime
) -> None:
    secrets = SecretKeeper()
    account = connect(store, secrets, server, ANNA, chosen=None, now=TUESDAY_10).account
    for trust in (
        lambda store: change_password(store, secrets, server, account.id, PASSWORD),
        lambda store: accept_certificate(store, account.id, "0af1" * 16),
    ):
        with pytest.raises(NotFound):
            trust(_Overtaken(store, lambda: disconnect(store, secrets, account.id, now=now)))
        assert (sync_standing(store).accounts, secrets.get(SECRET, account.id)) == ((), None)
        connect(store, secrets, server, ANNA, chosen=None, now=TUESDAY_10)


def test_what_is_known_of_an_account_by_then_is_kept_with_its_new_password(store: Store, server: FakeServer) -> None:
    secrets = SecretKeeper()
    account = connect(store, secrets, server, ANNA, chosen=None, now=TUESDAY_10).account
    overtaken = _Overtaken(store, lambda: accept_certificate(store, account.id, "0af1" * 16))
    change_password(overtaken, secrets, server, account.id, PASSWORD)
    assert sync_standing(store).accounts[0].fingerprint == "0af1" * 16


def test_a_password_that_cannot_be_kept_connects_nothing(store: Store, server: FakeServer) -> None:
    class Forgetful(SecretKeeper):
        def set(self, name: str, user: str, secret: str) -> None:
            raise Refused("The keyring was locked.")

    with pytest.raises(Refused, match="locked"):
        connect(store, Forgetful(), server, ANNA, chosen=None, now=TUESDAY_10)
    assert sync_standing(store).accounts == ()


def test_a_name_that_is_taken_gets_a_number(store: Store, server: FakeServer) -> None:
    server.collections[f"{URL}team/"].name = "  Work\n"
    connected = connect(store, SecretKeeper(), server, ANNA, chosen=None, now=TUESDAY_10)
    assert [each.calendar.name for each in connected.calendars] == ["Work", "Work 2"]


def test_what_cannot_be_connected_leaves_nothing(store: Store, server: FakeServer) -> None:
    secrets = SecretKeeper()
    with pytest.raises(DavRefused) as refusal:
        connect(store, secrets, server, replace(ANNA, password="wrong"), chosen=None, now=TUESDAY_10)  # noqa: S106
    assert refusal.value.failure is DavFailure.UNAUTHORIZED
    with pytest.raises(NotFound, match="no calendar Home; it has: Work, Team"):
        connect(store, secrets, server, ANNA, chosen=["Home"], now=TUESDAY_10)
    with pytest.raises(InvalidInput):
        look(secrets, server, replace(ANNA, url=" "))
    assert sync_standing(store).accounts == ()
    assert len(list_calendars(store)) == 1


def test_without_a_keyring_that_is_said_before_the_server_is_asked(server: FakeServer) -> None:
    keyring.set_keyring(keyring.backends.fail.Keyring())
    with pytest.raises(Refused, match="No keyring works on this machine"):
        look(SecretKeeper(), server, ANNA)
    assert server.opened == 0


def test_without_a_keyring_the_environments_password_will_do(
    store: Store, server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyring.set_keyring(keyring.backends.fail.Keyring())
    monkeypatch.setenv("OPIEKUN_SECRET_CALDAV", PASSWORD)
    connect(store, SecretKeeper(), server, ANNA, chosen=None, now=TUESDAY_10)
    assert len(sync_standing(store).accounts) == 1


def test_a_password_that_the_environment_contradicts_is_tried_first(
    server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong one is told as wrong; of a right one what the environment has to hold."""
    monkeypatch.setenv("OPIEKUN_SECRET_CALDAV", "of the first account")
    with pytest.raises(DavRefused) as wrong:
        look(SecretKeeper(), server, replace(ANNA, password="wrong"))  # noqa: S106
    assert wrong.value.failure is DavFailure.UNAUTHORIZED
    with pytest.raises(Refused) as refusal:
        look(SecretKeeper(), server, ANNA)
    assert str(refusal.value) == (
        f"The environment variable OPIEKUN_SECRET_CALDAV holds another password than the one you typed for anna at "
        f"{URL}, and serves all calendar servers here: set it to that one, or start without it where a keyring works."
    )


def test_a_keyring_that_keeps_nothing_is_none(store: Store, server: FakeServer) -> None:
    for keeps_nothing in (keyring.backends.null.Keyring(), Forgetful()):
        keyring.set_keyring(keeps_nothing)
        with pytest.raises(Refused, match="No keyring works on this machine"):
            Desk(store, server, TUESDAY_10, SecretKeeper()).connect()
        assert sync_standing(store).accounts == ()


class Forgetful(keyring.backend.KeyringBackend):
    """A keyring that takes all and has nothing."""

    priority = 1  # type: ignore[assignment]

    def get_password(self, service: str, username: str) -> str | None:
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


def test_another_password_is_tried_before_it_is_kept(store: Store, server: FakeServer) -> None:
    secrets = SecretKeeper()
    account = connect(store, secrets, server, ANNA, chosen=None, now=TUESDAY_10).account
    server.password = "new"  # noqa: S105
    with pytest.raises(DavRefused):
        change_password(store, secrets, server, account.id, "wrong")
    assert secrets.get(SECRET, account.id) == PASSWORD
    change_password(store, secrets, server, account.id, "new")
    assert secrets.get(SECRET, account.id) == "new"


@pytest.mark.parametrize("keep", [True, False])
def test_disconnecting_keeps_calendars_or_removes_them(
    store: Store, server: FakeServer, now: datetime, keep: bool
) -> None:
    server.collections[f"{URL}team/"].read_only = True
    secrets = SecretKeeper()
    account = connect(store, secrets, server, ANNA, chosen=None, now=TUESDAY_10).account
    assert any(each.read_only for each in list_calendars(store))
    done = disconnect(store, secrets, account.id, now=now, keep_calendars=keep)
    assert done.changed.calendars
    assert len(list_calendars(store)) == (3 if keep else 1)
    assert not any(each.read_only for each in list_calendars(store))
    assert sync_standing(store).accounts == ()
    assert secrets.get(SECRET, account.id) is None
    with pytest.raises(NotFound):
        disconnect(store, secrets, account.id, now=now)


def default_of(store: Store) -> str:
    return next(each.name for each in list_calendars(store) if each.default)


def test_new_events_go_to_a_calendar_on_the_server_and_with_it_back_to_one_of_the_desk(
    store: Store, server: FakeServer
) -> None:
    secrets = SecretKeeper()
    team = connect(store, secrets, server, ANNA, chosen=["Team"], now=TUESDAY_10)
    assert where_new_events_go(store).calendar.name == ""
    assert where_new_events_go(store).alone
    assert let_new_events_go_there(store, team, f"{URL}team/") is None
    both = connect(store, secrets, server, ANNA, chosen=None, now=TUESDAY_10)
    assert let_new_events_go_there(store, both, "") is None
    done = let_new_events_go_there(store, both, f"{URL}work/")
    assert done is not None
    assert done.what is What.NEW_EVENTS_GO
    assert done.name == default_of(store) == "Work"
    assert not where_new_events_go(store).alone
    assert let_new_events_go_there(store, both, f"{URL}work/") is None
    gone = disconnect(store, secrets, both.account.id, now=TUESDAY_10, keep_calendars=False)
    assert [each.name for each in list_calendars(store)] == [default_of(store)] == [""]
    assert gone.undo is not None
    undo(store, gone.undo, now=TUESDAY_10)
    assert {each.name for each in list_calendars(store)} == {"", "Work", "Team"}
    assert default_of(store) == "Work"
    assert done.undo is not None
    undo(store, done.undo, now=TUESDAY_10)
    assert not default_of(store)


def test_the_calendar_with_which_a_desk_begins_is_unused_until_something_is_in_it(
    store: Store, server: FakeServer
) -> None:
    assert where_new_events_go(store).unused
    start = TUESDAY_10 + timedelta(days=1)
    add_event(store, Details("Call", start, start + timedelta(hours=1)), now=TUESDAY_10)
    assert not where_new_events_go(store).unused
