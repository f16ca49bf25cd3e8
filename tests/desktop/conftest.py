"""One offscreen application for all desktop tests, a desk to work at, and waiting for conditions."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEventLoop, QThread
from PySide6.QtWidgets import QApplication
from tests.desktop.bench import TUESDAY_10, Bench, made_bench

from opiekun.desktop.theme.theme import Theme
from opiekun.services.preferences import Theme as Scheme
from opiekun.store.opening import open_store


@pytest.fixture(scope="session")
def app() -> QApplication:
    application = QApplication.instance() or QApplication(["opiekun"])
    assert isinstance(application, QApplication)
    return application


@pytest.fixture(scope="session")
def session_theme(app: QApplication) -> Theme:
    return Theme(app, Scheme.LIGHT)


@pytest.fixture
def theme(session_theme: Theme) -> Iterator[Theme]:
    yield session_theme
    if session_theme.scheme is not Scheme.LIGHT:
        session_theme.choose(Scheme.LIGHT)


@pytest.fixture
def until() -> Callable[..., None]:
    """Run the event loop until a condition holds and nothing is left to do; fails after a minute, for a busy machine.

    The rest must be done too: what a layout was given a moment ago is shown by an event of its own.
    """

    def wait(condition: Callable[[], bool], seconds: float = 60.0) -> None:
        end = time.monotonic() + seconds
        holds = False
        while not holds:
            assert time.monotonic() < end, "the condition did not come true"
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            # A busy loop would starve the worker: each file that it reads costs it five milliseconds for the GIL.
            QThread.msleep(1)
            if condition():
                QCoreApplication.processEvents()
                holds = condition()

    return wait


@pytest.fixture(scope="session")
def new_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a desk that was just made; copying it is quicker than migrating one for each test."""
    path = tmp_path_factory.mktemp("new") / "desk.sqlite3"
    open_store(path, now=TUESDAY_10).close()
    return path


@pytest.fixture
def bench(tmp_path: Path, new_desk: Path, theme: Theme) -> Iterator[Bench]:
    made = made_bench(tmp_path, new_desk, theme)
    yield made
    made.close()
