"""The calendar in its window."""

from collections.abc import Callable, Iterator

import pytest
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
