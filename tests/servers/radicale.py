"""Radicale (the Python package) as a process on loopback, with users whose passwords it checks."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

from tests.servers.phone import Phone
from tests.servers.process import HOST, free_port, serving

CONFIG = """
[server]
hosts = {host}:{port}
max_connections = 64
delay_on_error = 0
[auth]
type = htpasswd
htpasswd_filename = {folder}/users
htpasswd_encryption = plain
delay = 0
[rights]
type = from_file
file = {folder}/rights
[storage]
filesystem_folder = {folder}/storage
[web]
type = none
[logging]
level = warning
"""

# The first that fits counts. A calendar whose name ends in "-read-only" is one.
RIGHTS = """
[root]
user: .+
collection:
permissions: R
[principal]
user: .+
collection: {user}
permissions: RW
[read only]
user: .+
collection: {user}/[^/]+-read-only
permissions: r
[calendars]
user: .+
collection: {user}/[^/]+
permissions: rw
"""


class Radicale:
    """A running Radicale. Users are added while it runs; each has an empty home of its own."""

    name: ClassVar[str] = "radicale"

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.port = port
        self._users: dict[str, str] = {}

    def set_password(self, user: str, password: str) -> None:
        """Add a user, or change the password of one."""
        self._users[user] = password
        whole = "".join(f"{name}:{secret}\n" for name, secret in self._users.items())
        fresh = self.folder / "users.new"
        fresh.write_text(whole, encoding="utf-8")
        fresh.replace(self.folder / "users")

    def phone(self, user: str) -> Phone:
        """A raw client of that user."""
        return Phone(self.port, user, self._users[user])

    def home(self, user: str) -> str:
        """The path under which a user's calendars stand."""
        return f"/{user}/"

    def fill(self, user: str, calendar: str, texts: Mapping[str, str], *, name: str = "") -> str:
        """Write a calendar straight into the storage, its resources by their last path segment; its path.

        A calendar that is there gets them as well: as if another program had restored them.
        """
        folder = self.folder / "storage" / "collection-root" / user / calendar
        folder.mkdir(parents=True, exist_ok=True)
        properties = folder / ".Radicale.props"
        if not properties.exists():
            told = {"tag": "VCALENDAR", "D:displayname": name or calendar}
            properties.write_text(json.dumps(told), encoding="utf-8")
        for href, text in texts.items():
            (folder / href).write_text(text, encoding="utf-8", newline="")
        return f"/{user}/{calendar}/"

    def stored(self, user: str, calendar: str) -> Path:
        """The folder of a calendar's resources, for a test that loses or restores some behind the server's back."""
        return self.folder / "storage" / "collection-root" / user / calendar


@contextmanager
def running_radicale(folder: Path) -> Iterator[Radicale]:
    """A Radicale whose storage and settings lie in an empty folder."""
    port = free_port()
    (folder / "config").write_text(CONFIG.format(host=HOST, port=port, folder=folder), encoding="utf-8")
    (folder / "rights").write_text(RIGHTS, encoding="utf-8")
    (folder / "users").touch()
    command = [sys.executable, "-m", "radicale", "--config", str(folder / "config")]
    with serving(command, port, folder / "log"):
        yield Radicale(folder, port)
