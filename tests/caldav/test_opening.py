"""How the program opens calendar servers."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from tests.caldav.conftest import PASSWORD, PATH, Open
from tests.servers import faults
from tests.servers.proxy import Answer, FaultProxy

from opiekun.bootstrap import Program, build
from opiekun.caldav.collection import Collection
from opiekun.domain.errors import InvalidInput
from opiekun.domain.sync.accounts import Auth, DavAccount
from opiekun.domain.sync.failures import DavRefused


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    built = build(tmp_path / "home")
    yield built
    built.close(backup=False)


def test_a_server_is_kept_for_the_run_and_let_go_with_it(program: Program, stub: FaultProxy) -> None:
    stub.when()(faults.answers(404))
    account = DavAccount("a", stub.url, "ann", Auth.BASIC)
    server = program.open_calendar_server(account, "one", Auth.BASIC)
    assert program.open_calendar_server(account, "one", Auth.BASIC) is server
    assert program.open_calendar_server(account, "two", Auth.BASIC) is not server
    assert "one" not in repr(program)
    for _ in range(2):  # one that was closed can be asked again
        assert server.collection(f"{stub.url}/calls/").get("/calls/x.ics") is None
        program.close(backup=False)
    server.close()
    assert program.open_calendar_server(account, "one", Auth.BASIC) is not server


def test_an_address_that_cannot_be_one_is_refused(program: Program) -> None:
    with pytest.raises(InvalidInput):
        program.open_calendar_server(DavAccount("a", "ftp://x", "ann", Auth.BASIC), "one", None)


def no_changes(stub: FaultProxy) -> None:
    """The stub answers each request that nothing has changed."""
    told = b"<multistatus xmlns='DAV:'><sync-token>2</sync-token></multistatus>"
    stub.when()(lambda exchange: exchange.send(Answer(207, {"content-type": "text/xml"}, told)))


def changes(calls: Collection) -> None:
    calls.changes("1", with_texts=False)


def event(calls: Collection) -> None:
    with suppress(DavRefused):  # what the stub answers is none
        calls.get(f"{PATH}a.ics")


@pytest.mark.parametrize("auth", [Auth.BASIC, Auth.BEARER])
@pytest.mark.parametrize("ask", [changes, event])
def test_the_first_request_says_what_all_say(
    stub: FaultProxy, opened: Open, auth: Auth, ask: Callable[[Collection], None]
) -> None:
    no_changes(stub)
    calls = opened(stub.url, auth, password=PASSWORD[-6:]).collection(stub.url + PATH)
    ask(calls)
    ask(calls)
    first, second = stub.asked
    assert "authorization" in first.headers
    assert (first.headers, first.body) == (second.headers, second.body)


ASKING = f"""
import sys
from opiekun.caldav.server import CalendarServer
from opiekun.domain.sync.accounts import Auth, DavAccount
url = sys.argv[1]
calls = CalendarServer(DavAccount("a", url, "ann", Auth.BASIC), "secret", Auth.BASIC).collection(url + "{PATH}")
for _ in range(2):
    calls.changes("1", with_texts=False)
    print("caldav.davclient" in sys.modules)
"""


def test_the_first_request_does_not_wait_for_the_library(stub: FaultProxy) -> None:
    no_changes(stub)
    command = [sys.executable, "-c", ASKING, stub.url]
    asking = subprocess.run(command, capture_output=True, text=True, check=True)
    assert asking.stdout.split() == ["False", "True"]
