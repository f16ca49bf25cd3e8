"""The window shows the top of the queue before the store is loaded, and nothing jumps when the rest comes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.desktop.bench import TUESDAY_10, Bench

import opiekun
from opiekun.desktop.shell.window import Window
from opiekun.domain.timeline import Channel, Severity
from opiekun.services.actions import add_request
from opiekun.services.first_page import FirstPage

REQUESTS = 130


@pytest.fixture
def window(bench: Bench) -> Iterator[Window]:
    """A window on a desk that is closed, with more requests than a first page holds."""
    for number in range(REQUESTS):
        add_request(
            bench.program.store,
            account="Acme",
            subject=f"Subject {number}",
            severity=Severity(1 + number % 5),
            channel=Channel.EMAIL,
            now=TUESDAY_10,
        )
    bench.program.close(backup=False)
    window = Window(bench.session, bench.theme)
    window.show()
    yield window
    window.close()
    window.deleteLater()


def test_the_first_page_comes_before_the_store_is_open(window: Window, until: Callable[..., None]) -> None:
    seen: list[tuple[FirstPage, list[int], str, bool]] = []
    session, model = window.session, window.desk.model

    def look(page: FirstPage) -> None:
        shown = [row.key for row in model.requests_shown()]
        seen.append((page, shown, session.actor, "store" in vars(session.program)))

    session.looked.connect(look)
    window.start()
    until(lambda: session.desk is not None and session.worker.idle)
    [(page, shown, actor, opened)] = seen
    assert shown == [row.key for row in page.rows]
    assert (len(shown), actor, opened) == (100, "Anna Nowak", False)
    assert [row.key for row in model.requests_shown()][:100] == shown
    assert model.requests == REQUESTS


def test_nothing_jumps_when_the_rest_comes(window: Window, until: Callable[..., None]) -> None:
    session, view = window.session, window.desk.queue.view
    page = session.program.first_page()
    assert page is not None
    session.looked.emit(page)
    until(lambda: view.verticalScrollBar().maximum() > 0)
    view.select_key(page.rows[60].key)
    scrolled = view.verticalScrollBar().value()
    assert scrolled > 0
    session.open()
    until(lambda: session.desk is not None and session.worker.idle)
    assert window.desk.model.requests == REQUESTS
    assert (view.key, view.verticalScrollBar().value()) == (page.rows[60].key, scrolled)


START = """
import sys
from pathlib import Path
from opiekun.bootstrap import build
from opiekun.desktop.compose import Composition
from opiekun.desktop.run import application, settle
from opiekun.desktop.theme.theme import Theme
app = application("en")
composition = Composition(build(Path(sys.argv[1])), Theme(app))
heavy = ("sqlalchemy", "alembic", "httpx", "holidays", "keyring", "rich")
composition.session.looked.connect(lambda page: print(len(page.rows), [name for name in heavy if name in sys.modules]))
composition.window.show()
composition.start()
settle(composition)
composition.close()
composition.session.program.close(backup=False)
"""


def test_nothing_heavy_is_loaded_before_the_first_page_is_there(window: Window) -> None:
    home: Path = window.session.program.home
    started = subprocess.run(
        [sys.executable, "-c", START, home],
        env=os.environ | {"PYTHONPATH": str(Path(opiekun.__file__).parents[1])},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=60,
    )
    assert started.stdout == "100 []\n"
