"""How the program opens calendar servers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.servers import faults
from tests.servers.proxy import FaultProxy

from opiekun.bootstrap import Program, build
from opiekun.domain.errors import InvalidInput
from opiekun.domain.sync.accounts import Auth, DavAccount


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
