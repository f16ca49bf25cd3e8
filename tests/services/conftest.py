"""A desk in a folder of the test's own, and the instant at which its tests play: a Tuesday at ten, in hours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile

import pytest
from sqlalchemy import Engine, event

from opiekun.services.ports import Store
from opiekun.services.preferences import Preferences
from opiekun.store.opening import open_store

TUESDAY_10 = datetime(2026, 6, 16, 8, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return TUESDAY_10


@pytest.fixture(scope="session")
def new_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a desk that was just made; copying it is quicker than migrating one for each test."""
    path = tmp_path_factory.mktemp("new") / "desk.sqlite3"
    open_store(path, now=TUESDAY_10).close()
    return path


@pytest.fixture
def store(tmp_path: Path, new_desk: Path) -> Iterator[Store]:
    desk = open_store(Path(copyfile(new_desk, tmp_path / "desk.sqlite3")), now=TUESDAY_10)
    yield desk
    desk.close()


class PreferencesInMemory:
    """Keeps the preferences of a test's home."""

    def __init__(self) -> None:
        self.kept = Preferences()

    def load(self) -> Preferences:
        return self.kept

    def save(self, preferences: Preferences) -> None:
        self.kept = preferences


@pytest.fixture
def preferences() -> PreferencesInMemory:
    return PreferencesInMemory()


@pytest.fixture
def statements() -> Iterator[list[str]]:
    """Collects the SQL statements that are executed."""
    told: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        told.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield told
    event.remove(Engine, "before_cursor_execute", note)
