"""A server that answers what a test says, and the gateway to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from tests.servers.proxy import FaultProxy

from opiekun.caldav.collection import Collection
from opiekun.caldav.lookup import Lookup, Service
from opiekun.caldav.server import CalendarServer
from opiekun.caldav.session import Limits
from opiekun.domain.sync.accounts import Auth, DavAccount

USER, PASSWORD = "ann@desk.example", "zażółć 🔑 secret"
PATH = "/ann/calls/"

Open = Callable[..., CalendarServer]


def nothing_named(_domain: str) -> tuple[Service, ...]:
    """A DNS in which nobody names a calendar service."""
    return ()


@pytest.fixture
def stub() -> Iterator[FaultProxy]:
    """A server that has nothing behind it: what it answers are its rules."""
    with FaultProxy(0) as proxy:
        yield proxy


@pytest.fixture
def opened() -> Iterator[Open]:
    """Opens the gateway at an address."""
    with ExitStack() as stack:

        def opening(
            url: str,
            auth: Auth | None = Auth.BASIC,
            *,
            limits: Limits | None = None,
            lookup: Lookup = nothing_named,
            user: str = USER,
            password: str = PASSWORD,
            **account: Any,
        ) -> CalendarServer:
            told = DavAccount("a", url, user, auth or Auth.BASIC, **({"addresses": (USER,)} | account))
            server = CalendarServer(told, password, auth, limits=limits, lookup=lookup)
            stack.callback(server.close)
            return server

        yield opening


@pytest.fixture
def calls(stub: FaultProxy, opened: Open) -> Collection:
    """A collection at the stub."""
    return opened(stub.url).collection(stub.url + PATH)
