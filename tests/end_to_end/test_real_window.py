"""The window on a real X server, worked by its keys from outside as a person would; the terminal tells what it did."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.end_to_end.conftest import Terminal

PATIENCE = 30
"""Seconds after which something that was to happen has not."""

pytestmark = pytest.mark.skipif(
    "CI" not in os.environ and not (shutil.which("Xvfb") and shutil.which("xdotool")),
    reason="needs Xvfb and xdotool, which packaging/test.py installs on Debian",
)


@pytest.fixture
def display() -> Iterator[str]:
    """An X server of the test's own."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1440x900x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait()


class Window:
    """The program's window, and the keyboard before it."""

    def __init__(self, terminal: Terminal, display: str) -> None:
        self._environment = terminal.environment | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        self._program = subprocess.Popen(
            [sys.executable, "-m", "opiekun", "--home", terminal.home, "--lang", "en", "desktop"],
            env=self._environment,
        )
        self._id = self._xdotool("search", "--sync", "--onlyvisible", "--name", "^Opiekun").split()[0]
        self._xdotool("windowfocus", "--sync", self._id)

    def press(self, *keys: str) -> None:
        """Press keys, by their X names."""
        self._xdotool("key", "--delay", "40", *keys)

    def type(self, text: str) -> None:
        """Type a text."""
        self._xdotool("type", "--delay", "20", text)

    def ended(self) -> int:
        """Wait for the program to end by itself; its exit status."""
        return self._program.wait(PATIENCE)

    def close(self) -> None:
        """Take it away, whatever it does."""
        self._program.kill()
        self._program.wait()

    def _xdotool(self, *arguments: str) -> str:
        return subprocess.run(
            ["xdotool", *arguments],
            env=self._environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=PATIENCE,
        ).stdout


@pytest.fixture
def window(terminal: Terminal, display: str) -> Iterator[Window]:
    """A window on a desk with one agent and one request."""
    terminal.told("setup", "--name", "Anna Nowak")
    terminal.told(
        "request", "add", "--account", "Acme", "--subject", "Mailboxes", "--severity", "1", "--channel", "chat"
    )
    shown = Window(terminal, display)
    yield shown
    shown.close()


def until(tell: Callable[[], Any], holds: Callable[[Any], bool]) -> Any:
    """What is told when it holds. Fails when that does not come."""
    end = time.monotonic() + PATIENCE
    while not holds(told := tell()):
        assert time.monotonic() < end, told
    return told


def test_keys_answer_and_undo_and_a_request_is_taken_down(terminal: Terminal, window: Window) -> None:
    def status() -> str:
        return str(terminal.told("request", "show", "R-1")["status"])

    until(status, lambda told: told == "new")
    # The window may still be reading: the key is pressed until it has been taken.
    until(lambda: (window.press("r"), status())[1], lambda told: told == "answered")
    window.press("ctrl+z")
    until(status, lambda told: told == "new")
    window.press("ctrl+n")
    window.type("Globex\tPrinter is on fire")
    window.press("ctrl+Return")
    rows = until(lambda: terminal.told("queue"), lambda rows: len(rows) == 2)
    assert {row["account"] for row in rows} == {"Acme", "Globex"}
    window.press("ctrl+q")
    assert window.ended() == 0


def test_what_the_terminal_does_reaches_an_open_window(terminal: Terminal, window: Window) -> None:
    added = terminal.told(
        "request", "add", "--account", "Globex", "--subject", "Urgent", "--severity", "1", "--channel", "chat"
    )
    # J steps to the request that was added behind the window's back; X resolves the one that is selected.
    until(
        lambda: (window.press("j", "x"), terminal.told("request", "show", added["id"]))[1],
        lambda told: told["status"] == "resolved",
    )
