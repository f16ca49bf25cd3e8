"""What holds for every test: a home of its own, no network but loopback, no real keyring, and nothing left behind.

A test that ends with a running timer, thread or window, that makes Qt warn or raises inside a slot, fails.
Qt is watched as soon as it has been imported; tests that need none pay nothing for it.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Generator, Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import keyring
import keyring.backend
import keyring.errors
import pytest

if TYPE_CHECKING:
    from tests.qt_watch import QtWatch

# Before anything imports Qt. Programs that tests start inherit these; they find no keyring, as on a bare server.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
for _name in [*os.environ]:
    if _name.startswith(("OPIEKUN_", "QT_SCALE", "QT_STYLE")):
        del os.environ[_name]

hypothesis.settings.register_profile(
    "opiekun",
    deadline=None,  # seconds are not asserted: CI's two cores are shared
    derandomize="CI" in os.environ,  # there the same code gives the same result; here each run looks further
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("opiekun")

pytest_plugins = ["tests.servers.fixtures"]

GRACE = 2.0  # seconds for a thread that is just ending


def pytest_configure() -> None:
    """From here on, this process reaches loopback only, and hears Ctrl+C."""
    sys.addaudithook(_refuse_the_network)
    # A shell's background job starts deaf to Ctrl+C, and so would the programs that it starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _refuse_the_network(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event in ("socket.connect", "socket.sendto") and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    if not _is_loopback(host.decode() if isinstance(host, bytes) else host):
        # Not an OSError: that would look like a server that is away, which programs are made to bear.
        raise AssertionError(f"A test reached for {host}; only loopback is allowed.")


def _is_loopback(host: str | None) -> bool:
    if host in (None, "", "localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def _home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home, so that no test touches the one of the person who runs it, nor another test's."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    for name in ("CONFIG", "DATA", "CACHE", "STATE", "RUNTIME"):
        folder = home / name.lower()
        folder.mkdir(mode=0o700)
        monkeypatch.setenv(f"XDG_{name}_{'DIR' if name == 'RUNTIME' else 'HOME'}", str(folder))
    return home


class KeyringInMemory(keyring.backend.KeyringBackend):
    """A keyring that a test fills and that goes with it."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.secrets: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.secrets.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.secrets[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.secrets.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError(username)


@pytest.fixture(autouse=True)
def keyring_in_memory() -> KeyringInMemory:
    """The keyring of this test alone; `keyring.get_password` and the like reach it."""
    backend = KeyringInMemory()
    keyring.set_keyring(backend)
    return backend


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember that a test failed: its traceback then holds what it made, which is no fault of its own."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture(autouse=True)
def _leaves_nothing_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """No thread, timer or window outlives its test, and neither Qt nor a slot complained during it."""
    qt = _qt_watch()
    threads = {*threading.enumerate()}
    before = qt.leftovers() if qt else set()
    yield
    complaints = qt.take_complaints() if qt else []
    if not request.node.stash.get(FAILED, False):
        complaints += [f"left running: {thread!r}" for thread in _new_threads(threads)]
        complaints += [f"left behind: {thing}" for thing in (qt.new_leftovers(before) if qt else ())]
    if complaints:
        pytest.fail("\n".join(complaints), pytrace=False)


def _qt_watch() -> QtWatch | None:
    if "PySide6.QtCore" not in sys.modules:
        return None
    from tests.qt_watch import QtWatch  # noqa: PLC0415 - not before the tests themselves ask for Qt

    return QtWatch.begun()


def _new_threads(before: set[threading.Thread]) -> list[threading.Thread]:
    # A dummy stands for a thread of Qt's that once ran Python, and never ends by itself.
    new = [t for t in threading.enumerate() if t not in before and not isinstance(t, threading._DummyThread)]
    end = time.monotonic() + GRACE
    for thread in new:
        thread.join(max(0.0, end - time.monotonic()))
    return [thread for thread in new if thread.is_alive()]
