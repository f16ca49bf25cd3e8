"""A real desk for the screens: a store in the test's folder, a worker, a window to stand in, and a person."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile
from zoneinfo import ZoneInfo

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from tests.helpdesks.conftest import Time

from opiekun.bootstrap import Program, build
from opiekun.desktop.session import Session
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.work.worker import Worker
from opiekun.domain.errors import Refused
from opiekun.domain.intake import Connection
from opiekun.helpdesks.liveagent import LiveAgent
from opiekun.services.setup import set_up

TUESDAY_10 = datetime(2026, 6, 16, 8, 0, tzinfo=UTC)
BRATISLAVA = ZoneInfo("Europe/Bratislava")


class SecretsInMemory:
    """A keyring that forgets with the test. ``refusal`` is what it says to any secret that is to be kept."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], str] = {}
        self.refusal: Refused | None = None

    def get(self, name: str, user: str) -> str | None:
        return self._kept.get((name, user))

    def variable(self, _name: str) -> str | None:
        return None

    def check(self, _name: str, _secret: str) -> None:
        if self.refusal is not None:
            raise self.refusal

    def set(self, name: str, user: str, secret: str) -> None:
        self.check(name, secret)
        self._kept[name, user] = secret

    def forget(self, name: str, user: str) -> None:
        self._kept.pop((name, user), None)

    def backend(self) -> str | None:
        return "memory"


@dataclass
class Bench:
    """What a screen is built from."""

    program: Program
    theme: Theme
    session: Session
    window: QWidget
    told: list[object] = field(default_factory=list)

    def show(self, screen: QWidget) -> None:
        """Stand the screen in the window."""
        self.window.layout().addWidget(screen)
        self.window.show()
        self.window.activateWindow()
        assert QTest.qWaitForWindowActive(self.window)

    def close(self) -> None:
        self.window.close()
        self.session.drafts.close()
        self.window.deleteLater()
        self.session.worker.close()
        self.program.store.close()


class _WaitsForNothing(Program):
    """Help desks are asked again at once: what would be waited for passes without a second."""

    def open_helpdesk(self, connection: Connection, key: str) -> LiveAgent:
        time = Time()
        return LiveAgent(connection, key, per_minute=10**6, sleep=time.sleep, monotonic=time.monotonic)


def impatient(program: Program) -> Program:
    """The program, with help desks that do not let it wait."""
    return _WaitsForNothing(**{each.name: getattr(program, each.name) for each in fields(program)})


def made_bench(home: Path, new_desk: Path, theme: Theme, *, agent: str = "Anna Nowak") -> Bench:
    """A desk with one agent, at ten on a Tuesday."""
    copyfile(new_desk, home / "desk.sqlite3")
    program = impatient(replace(build(home, TUESDAY_10), secrets=SecretsInMemory()))
    if agent:
        set_up(program.store, program.preferences, now=TUESDAY_10, name=agent, email="anna@example.com")
    window = QWidget()
    window.setProperty("ground", "window")
    window.resize(1280, 800)
    QVBoxLayout(window).setContentsMargins(0, 0, 0, 0)
    return Bench(program, theme, Session(program, Worker("desk")), window)
