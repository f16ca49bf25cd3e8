"""The calendar in its window."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine
from sqlalchemy.event import listen, remove
from tests.desktop.bench import Bench
from tests.desktop.calendar.screen.desk import Desk, fill


@pytest.fixture
def desk(bench: Bench, until: Callable[..., None]) -> Iterator[Desk]:
    fill(bench)
    made = Desk(bench, until)
    yield made
    made.close()


@pytest.fixture
def empty(bench: Bench, until: Callable[..., None]) -> Iterator[Desk]:
    made = Desk(bench, until)
    yield made
    made.close()


@pytest.fixture
def statements() -> Iterator[list[str]]:
    """Collects the SQL that the database is asked."""
    asked: list[str] = []

    def ask(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    listen(Engine, "before_cursor_execute", ask)
    yield asked
    remove(Engine, "before_cursor_execute", ask)
