"""The window on a real X server, worked by its keys from outside as a person would; the terminal tells what it did."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.end_to_end.conftest import Terminal

CLOSE = """
import ctypes, sys


class ClientMessage(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int), ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong), ("message_type", ctypes.c_ulong), ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5), ("pad", ctypes.c_long * 24),
    ]


x, window = ctypes.CDLL("libX11.so.6"), ctypes.c_ulong(int(sys.argv[1]))
x.XOpenDisplay.restype, x.XInternAtom.restype = ctypes.c_void_p, ctypes.c_ulong
display = ctypes.c_void_p(x.XOpenDisplay(None))
protocols, delete = (x.XInternAtom(display, name, 0) for name in (b"WM_PROTOCOLS", b"WM_DELETE_WINDOW"))
message = ClientMessage(33, 0, 1, display, window, protocols, 32, (ctypes.c_long * 5)(delete, 0))
x.XSendEvent(display, window, 0, 0, ctypes.byref(message))
x.XCloseDisplay(display)
"""
"""Says to a window what its frame says when it is to close; there is no window manager that would."""
PATIENCE = 30
"""Seconds after which something that was to happen has not."""

pytestmark = pytest.mark.skipif(
    "CI" not in os.environ and not (shutil.which("Xvfb") and shutil.which("xdotool")),
    reason="needs Xvfb and xdotool, which packaging/test.py installs on Debian",
)


@pytest.fixture
def display() -> Iterator[str]:
    """An X server of the test's own, which does not begin anew, deaf for a moment, when its last client has gone."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1440x900x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait()


@pytest.fixture
def tray(display: str) -> Iterator[tuple[int, int]]:
    """A tray on that X server; where its first icon is to come."""
    if "CI" not in os.environ and not shutil.which("trayer"):
        pytest.skip("needs trayer, which packaging/test.py installs on Debian")
    program = subprocess.Popen(
        ["trayer", "--edge", "bottom", "--align", "right", "--widthtype", "request", "--height", "32"],
        env=os.environ | {"DISPLAY": display},
        stderr=subprocess.DEVNULL,
    )
    yield (1428, 884)
    program.terminate()
    program.wait()


class Window:
    """The program's window, and the keyboard before it."""

    def __init__(self, terminal: Terminal, display: str) -> None:
        self._environment = terminal.environment | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        self._program = subprocess.Popen(
            [sys.executable, "-m", "opiekun", "--home", terminal.home, "--lang", "en", "desktop"],
            env=self._environment,
        )
        self._id = self._xdotool("search", "--sync", "--onlyvisible", "--name", "^Opiekun").split()[0]
        self.focus()

    def focus(self) -> None:
        """Give it the keyboard."""
        self._xdotool("windowfocus", "--sync", self._id)

    @property
    def visible(self) -> bool:
        """Whether it is to be seen."""
        return self._id in self._xdotool("search", "--onlyvisible", "--name", "^Opiekun", check=False).split()

    @property
    def windows(self) -> int:
        """How many windows it shows, its menu and its icon too."""
        return len(self._xdotool("search", "--onlyvisible", "--class", "opiekun", check=False).split())

    @property
    def running(self) -> bool:
        """Whether its program runs."""
        return self._program.poll() is None

    def close_as_its_frame_does(self) -> None:
        """Ask it to close, as the cross in its frame does."""
        subprocess.run([sys.executable, "-c", CLOSE, self._id], env=self._environment, check=True, timeout=PATIENCE)

    def click(self, place: tuple[int, int], button: int = 1) -> None:
        """Click somewhere on the screen."""
        self._xdotool("mousemove", *map(str, place), "click", str(button))

    def kill(self) -> None:
        """End the program as a crash would."""
        self._program.kill()
        self._program.wait()

    def press(self, *keys: str) -> None:
        """Press keys, by their X names."""
        self._xdotool("key", "--delay", "40", *keys)

    def type(self, text: str) -> None:
        """Type a text."""
        self._xdotool("type", "--delay", "20", text)

    def ended(self) -> int:
        """Wait for the program to end by itself; its exit status."""
        return self._program.wait(PATIENCE)

    def _xdotool(self, *arguments: str, check: bool = True) -> str:
        return subprocess.run(
            ["xdotool", *arguments],
            env=self._environment,
            capture_output=True,
            text=True,
            check=check,
            timeout=PATIENCE,
        ).stdout


@pytest.fixture
def open_window(terminal: Terminal, display: str) -> Iterator[Callable[[], Window]]:
    """Opens windows on the desk."""
    opened: list[Window] = []

    def another() -> Window:
        opened.append(Window(terminal, display))
        return opened[-1]

    yield another
    for window in opened:
        window.kill()


@pytest.fixture
def window(terminal: Terminal, open_window: Callable[[], Window]) -> Window:
    """A window on a desk with one agent and one request."""
    terminal.told("setup", "--name", "Anna Nowak")
    terminal.told(
        "request", "add", "--account", "Acme", "--subject", "Mailboxes", "--severity", "1", "--channel", "chat"
    )
    return open_window()


def until(tell: Callable[[], Any], holds: Callable[[Any], bool]) -> Any:
    """What is told when it holds. Fails when that does not come."""
    end = time.monotonic() + PATIENCE
    while not holds(told := tell()):
        assert time.monotonic() < end, told
    return told


def ready(terminal: Terminal, window: Window, status: str, *, key: str = "r") -> None:
    """Press the key until it has been taken: the window may still be reading."""
    until(
        lambda: (window.press(key), terminal.told("request", "show", "R-1")["status"])[1],
        lambda told: told == status,
    )


def test_keys_answer_and_undo_and_a_request_is_taken_down(terminal: Terminal, window: Window) -> None:
    def status() -> str:
        return str(terminal.told("request", "show", "R-1")["status"])

    until(status, lambda told: told == "new")
    ready(terminal, window, "answered")
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


def test_what_was_typed_outlives_a_crash(terminal: Terminal, window: Window, open_window: Callable[[], Window]) -> None:
    def drafts() -> Any:
        file = terminal.home / "drafts.json"
        return json.loads(file.read_text("utf-8")) if file.exists() else {"request": {}, "notes": {}}

    ready(terminal, window, "answered")
    window.press("n")
    window.type("Half a note")
    until(drafts, lambda told: told["notes"] == {"R-1": "Half a note"})
    window.press("Escape", "ctrl+n")
    window.type("Globex\tPrinter is on")
    until(drafts, lambda told: told["request"].get("subject") == "Printer is on")
    window.kill()
    again = open_window()
    ready(terminal, again, "resolved", key="x")
    again.press("ctrl+n", "End")
    again.type(" fire")
    again.press("ctrl+Return")
    rows = until(lambda: terminal.told("queue"), lambda rows: len(rows) == 1)
    assert rows[0]["subject"] == "Printer is on fire"
    until(drafts, lambda told: told["request"]["subject"] == "")


def test_closing_leaves_it_in_the_tray_where_that_was_chosen(
    terminal: Terminal, tray: tuple[int, int], open_window: Callable[[], Window]
) -> None:
    terminal.told("setup", "--name", "Anna Nowak")
    preferences = terminal.home / "preferences.json"
    chosen = json.loads(preferences.read_text("utf-8")) | {"stay_in_tray": True}
    preferences.write_text(json.dumps(chosen), "utf-8")
    window = open_window()
    until(lambda: (window.close_as_its_frame_does(), window.visible)[1], lambda visible: not visible)
    assert window.running
    until(lambda: (window.click(tray), window.visible)[1], lambda visible: visible)
    window.focus()
    seen = window.windows
    window.click(tray, button=3)
    until(lambda: window.windows, lambda now: now > seen)
    # The last line of the icon's menu.
    window.press("Up", "Return")
    assert window.ended() == 0
