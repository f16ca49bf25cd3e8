"""The program as processes of its own, at a desk of the test's own, with a LiveAgent account on loopback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from tests.end_to_end.synced import SyncedDesk, make_new_desk, synced_desk
from tests.helpdesks.liveagent_stub import KEY, LiveAgentStub, large_account
from tests.servers.fixtures import CalendarSite

APP = Path(__file__).parents[2] / "app"


@dataclass(frozen=True)
class Terminal:
    """Runs commands at one desk."""

    home: Path
    environment: dict[str, str]

    def run(self, *arguments: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """A command line, as other programs start it."""
        return subprocess.run(
            [sys.executable, "-m", "opiekun", "--home", self.home, "--lang", "en", *arguments],
            env=self.environment,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def told(self, *arguments: str | Path, stdin: str = "") -> Any:
        """The JSON that a command line tells; it must succeed."""
        ended = self.run(*arguments, "--json", stdin=stdin)
        assert ended.returncode == 0, ended.stderr
        return json.loads(ended.stdout)

    def script(self, source: str, *arguments: object) -> subprocess.Popen[str]:
        """Python source as a process at the desk, its output in a pipe."""
        return subprocess.Popen(
            [sys.executable, "-u", "-c", source, *map(str, arguments)],
            env=self.environment | {"OPIEKUN_HOME": str(self.home)},
            stdout=subprocess.PIPE,
            text=True,
        )


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    environment = os.environ | {"PYTHONPATH": str(APP), "OPIEKUN_SECRET_LIVEAGENT": KEY}
    return Terminal(tmp_path / "home", environment)


@pytest.fixture
def liveagent() -> Iterator[Callable[[int], LiveAgentStub]]:
    """Starts a LiveAgent account with that many tickets."""
    running: list[LiveAgentStub] = []

    def start(tickets: int) -> LiveAgentStub:
        running.append(LiveAgentStub(large_account(tickets)).__enter__())
        return running[-1]

    yield start
    for stub in running:
        stub.__exit__()


def connect(terminal: Terminal, stub: LiveAgentStub) -> None:
    """Connect the desk to the account."""
    ended = terminal.run(
        "helpdesk", "connect", "liveagent", stub.url,
        "--timezone", "America/Los_Angeles", "--severity-field", "tag:sev-", "--key-stdin",
        stdin=KEY,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr


@pytest.fixture(scope="session")
def new_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a desk that was just made."""
    return make_new_desk(tmp_path_factory.mktemp("new"))


@pytest.fixture
def desks(tmp_path: Path, new_desk: Path) -> Iterator[Callable[[CalendarSite], SyncedDesk]]:
    """Makes computers of an agent whose calendars live at a site."""
    with ExitStack() as open_ones:
        numbers = count(1)

        def make(site: CalendarSite) -> SyncedDesk:
            return open_ones.enter_context(synced_desk(tmp_path / f"computer-{next(numbers)}", new_desk, site))

        yield make
