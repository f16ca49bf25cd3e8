"""A desk with a calendar on a server, and a program beside the window that does what the test says."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copyfile

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from tests.desktop.bench import BRATISLAVA, TUESDAY_10, Bench, SecretsInMemory
from tests.services.sync.fake_server import URL, FakeConnection, FakeServer

from opiekun.bootstrap import Program, build
from opiekun.desktop.compose import Composition
from opiekun.desktop.sync.part import SyncPart
from opiekun.desktop.sync.sync import CalendarSync, SyncState
from opiekun.desktop.theme.theme import Theme
from opiekun.domain.calendar.events import Calendar, Details
from opiekun.domain.sync.accounts import Auth, DavAccount, DavCollection
from opiekun.services.calendars import save_calendar
from opiekun.services.ports import Store
from opiekun.services.setup import set_up

Until = Callable[..., None]
FAKE = Path(__file__).with_name("fake_child.py")
SERVER = URL


@dataclass
class Beside:
    """The program beside the window. ``go`` is the file for which an ``await`` waits."""

    folder: Path
    states: list[SyncState] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def go(self) -> Path:
        return self.folder / "go"

    @property
    def runs(self) -> int:
        return len(self.options)

    @property
    def options(self) -> list[str]:
        """What each run was given."""
        file = self.folder / "runs"
        return (
            [line.removeprefix("run").strip() for line in file.read_text("utf-8").splitlines()] if file.exists() else []
        )

    def does(self, *lines: str) -> None:
        """What the next runs do."""
        (self.folder / "plan").write_text("\n".join(lines), "utf-8")

    def command(self) -> tuple[str, ...]:
        return (sys.executable, "-S", str(FAKE), str(self.folder / "plan"))


@pytest.fixture
def beside(tmp_path: Path) -> Beside:
    folder = tmp_path / "beside"
    folder.mkdir()
    made = Beside(folder)
    made.does("exit 0")
    return made


@pytest.fixture
def sync(bench: Bench, beside: Beside) -> Iterator[CalendarSync]:
    made = CalendarSync(bench.session)
    made.command = beside.command
    made.told.connect(beside.states.append)
    made.faulty.connect(beside.faults.append)
    yield made
    made.close()
    made.deleteLater()


def mirrored(store: Store, name: str = "Work", *, read_only: bool = False) -> Calendar:
    """A calendar of the desk that mirrors a collection, as after connecting."""
    done = save_calendar(store, Calendar("", name, "", read_only=read_only))
    assert done.changed.calendars
    with store.write() as unit:
        calendar = next(each for each in unit.calendars.all() if each.name == name)
        if not unit.sync.accounts():
            unit.sync.save_account(DavAccount("account", SERVER, "anna", Auth.BASIC))
        unit.sync.save_collection(
            DavCollection(calendar.id, "account", f"{SERVER}{name.lower()}/", synced_at=TUESDAY_10)
        )
    return calendar


def served(program: Program, server: FakeServer) -> Program:
    """The program, with that calendar server behind every address."""
    kind = type(program)

    class Served(kind):  # type: ignore[misc, valid-type]
        def open_calendar_server(self, account: DavAccount, password: str, auth: Auth | None) -> FakeConnection:
            return server(account, password, auth)

    return Served(**{each.name: getattr(program, each.name) for each in fields(program)})


@pytest.fixture
def server() -> FakeServer:
    made = FakeServer("Work", "Team")
    made.collections[f"{URL}team/"].read_only = True
    return made


@pytest.fixture
def program(tmp_path: Path, new_desk: Path, server: FakeServer) -> Iterator[Program]:
    copyfile(new_desk, tmp_path / "desk.sqlite3")
    made = served(replace(build(tmp_path, TUESDAY_10), secrets=SecretsInMemory()), server)
    set_up(made.store, made.preferences, now=TUESDAY_10, name="Anna Nowak", email="anna@example.com")
    yield made
    made.store.close()


@pytest.fixture
def desk(program: Program, theme: Theme, beside: Beside, until: Until) -> Iterator[Composition]:
    """The whole window."""
    made = Composition(program, theme)
    made.window.show()
    made.window.activateWindow()
    assert QTest.qWaitForWindowActive(made.window)
    made.window.start()
    until(lambda: made.session.desk is not None and made.window.findChild(SyncPart) is not None and made.worker.idle)
    part_of(made).sync.command = beside.command
    yield made
    made.close()


def part_of(desk: Composition) -> SyncPart:
    part = desk.window.findChild(SyncPart)
    assert isinstance(part, SyncPart)
    return part


def words(part: QWidget) -> str:
    """All that is said there."""
    return "\n".join(each.text() for each in part.findChildren(QLabel) if each.isVisible())


def button(part: QWidget, name: str) -> QPushButton:
    found = next(each for each in part.findChildren(QPushButton) if each.text() == name and each.isVisible())
    assert isinstance(found, QPushButton)
    return found


@pytest.fixture
def work(bench: Bench) -> Calendar:
    return mirrored(bench.program.store)


def an_event(calendar: Calendar) -> Details:
    start = datetime(2026, 6, 16, 14, 0, tzinfo=BRATISLAVA)
    return Details(summary="Call", start=start, end=start + timedelta(hours=1))
