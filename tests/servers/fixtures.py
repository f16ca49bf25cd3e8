"""Calendar servers for any test: real ones, and what the proxy makes of them. A plugin of tests/conftest.py."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

if TYPE_CHECKING:
    from tests.servers.phone import Phone
    from tests.servers.proxy import FaultProxy
    from tests.servers.radicale import Radicale
    from tests.servers.xandikos import Xandikos

SERVERS = ("radicale", "xandikos", "radicale-ctag", "radicale-etags", "radicale-silent-put")


@dataclass
class CalendarSite:
    """A calendar server as the program meets it: behind ``proxy`` at ``url``, with a user who is new there.

    ``phone`` goes to the server itself. ``by`` is by what its collections tell their changes.
    """

    name: str
    by: str
    server: Radicale | Xandikos
    proxy: FaultProxy
    phone: Phone
    user: str
    password: str

    @property
    def url(self) -> str:
        """Where the program is to look for calendars."""
        return f"{self.proxy.url}/"

    def calendar(self, name: str = "calls") -> str:
        """Make a calendar; its path."""
        path = f"{self.server.home(self.user)}{name}/"
        self.phone.make_calendar(path, name.capitalize())
        return path

    def filled(self, texts: dict[str, str], name: str = "calls") -> str:
        """Make a calendar with those resources (by last path segment), straight in the server's storage; its path."""
        return self.server.fill(self.user, name, texts, name=name.capitalize())

    def change_password(self, password: str) -> None:
        """From now on the server wants that password; the phone knows it."""
        self.server.set_password(self.user, password)
        self.phone = self.server.phone(self.user)


@pytest.fixture(scope="session")
def radicale(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Radicale]:
    """One Radicale for all tests of the run."""
    from tests.servers.radicale import running_radicale  # noqa: PLC0415 - only tests with servers pay for them

    with running_radicale(tmp_path_factory.mktemp("radicale")) as server:
        yield server


@pytest.fixture(scope="session")
def xandikos(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Xandikos]:
    """One Xandikos for all tests of the run."""
    from tests.servers.xandikos import running_xandikos  # noqa: PLC0415

    with running_xandikos(tmp_path_factory.mktemp("xandikos")) as server:
        yield server


@pytest.fixture
def calendar_site(request: pytest.FixtureRequest) -> Iterator[CalendarSite]:
    """A calendar server with an empty home; Radicale, unless the test is parametrised with names of SERVERS."""
    with opened_site(request, getattr(request, "param", "radicale")) as site:
        yield site


@pytest.fixture(params=SERVERS)
def every_calendar_site(request: pytest.FixtureRequest) -> Iterator[CalendarSite]:
    """Each calendar server in turn, with an empty home."""
    with opened_site(request, request.param) as site:
        yield site


@contextmanager
def opened_site(request: pytest.FixtureRequest, name: str) -> Iterator[CalendarSite]:
    """The site of that name (one of SERVERS), with a user of its own."""
    from tests.servers import faults  # noqa: PLC0415
    from tests.servers.proxy import FaultProxy  # noqa: PLC0415

    kind, _, variant = name.partition("-")
    server: Radicale | Xandikos = request.getfixturevalue(kind)
    variants = {"ctag": faults.ctag_only, "etags": faults.etags_only, "silent-put": faults.silent_put}
    user, password = f"u{uuid4().hex[:12]}", f"a pass {uuid4().hex[:8]}"
    server.set_password(user, password)
    with FaultProxy(server.port, users=getattr(server, "users", None), variant=variants.get(variant)) as proxy:
        by = variant if variant in ("ctag", "etags") else "token"
        yield CalendarSite(name, by, server, proxy, server.phone(user), user, password)
