"""Xandikos (the Python package) as a process on loopback.

It checks passwords over TLS alone, and else trusts the proxy before it to say who asks: so does the fault proxy
(`FaultProxy.users`), as a company's own would.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

import dulwich.porcelain
from tests.servers.phone import Phone
from tests.servers.process import HOST, free_port, serving


class Xandikos:
    """A running Xandikos. A user is known as soon as the server hears of it, and has an empty home of its own."""

    name: ClassVar[str] = "xandikos"

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.port = port
        self.users: dict[str, str] = {}

    def set_password(self, user: str, password: str) -> None:
        """Add a user, or change the password of one, for whoever checks ``users``."""
        self.users[user] = password

    def phone(self, user: str) -> Phone:
        """A raw client of that user."""
        phone = Phone(self.port, user, self.users[user], {"X-Remote-User": user})
        phone.ask("PROPFIND", f"/{user}/", Depth="0")  # makes the home
        return phone

    def home(self, user: str) -> str:
        """The path under which a user's calendars stand."""
        return f"/{user}/calendars/"

    def fill(self, user: str, calendar: str, texts: Mapping[str, str], *, name: str = "") -> str:
        """Write resources straight into the storage of a calendar, which is made where it is not there; its path."""
        path = f"{self.home(user)}{calendar}/"
        folder = self.stored(user, calendar)
        if not folder.exists():
            self.phone(user).make_calendar(path, name or calendar)
        for href, text in texts.items():
            (folder / href).write_text(text, encoding="utf-8", newline="")
        dulwich.porcelain.add(str(folder), [str(folder / href) for href in texts])
        dulwich.porcelain.commit(str(folder), message=b"Restored", author=b"T <t@desk.example>")
        return path

    def stored(self, user: str, calendar: str) -> Path:
        """The working tree of a calendar."""
        return self.folder / "storage" / user / "calendars" / calendar


@contextmanager
def running_xandikos(folder: Path, *, scheduling: bool = False) -> Iterator[Xandikos]:
    """A Xandikos whose storage lies in an empty folder.

    ``scheduling`` gives each user a scheduling inbox and a calendar named “calendar”: without, it names an inbox that
    is not there.
    """
    port = free_port()
    command = [
        *(sys.executable, "-m", "xandikos", "multi-user"),
        *("-d", str(folder / "storage"), "-l", HOST, "-p", str(port), "--state-dir", str(folder / "state")),
        *("--trust-x-remote-user-from", HOST, "--no-detect-systemd"),
        *(("--defaults",) if scheduling else ()),
    ]
    (folder / "storage").mkdir()
    with serving(command, port, folder / "log"):
        yield Xandikos(folder, port)
