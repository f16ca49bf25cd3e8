"""A desk that cannot be opened: its page says why, and its keys mend it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from tests.desktop.bench import TUESDAY_10, Bench
from tests.desktop.sample_desk import fill

from opiekun.desktop.shell.actions import Do
from opiekun.desktop.shell.trouble import TroublePage
from opiekun.desktop.shell.window import Window
from opiekun.desktop.theme.labels import KeyButton


@pytest.fixture
def window(bench: Bench) -> Iterator[Window]:
    window = Window(bench.session, bench.theme)
    window.resize(1280, 800)
    window.show()
    yield window
    window.close()
    window.deleteLater()


def closed_desk(bench: Bench, *, backup: bool) -> Path:
    fill(bench.program.store, TUESDAY_10)
    bench.program.close(backup=backup)
    return bench.program.home / "desk.sqlite3"


def trouble(window: Window) -> TroublePage | None:
    page = window.findChild(TroublePage)
    return page if page is not None and page.isVisible() else None


def offered(page: TroublePage) -> list[str]:
    return [button.text() for button in page.findChildren(KeyButton) if button.isVisible()]


def damage(file: Path, how: str) -> None:
    good = file.read_bytes()
    file.write_bytes(
        {
            "header": b"\xff" * 100 + good[100:],
            "zeroed": good[:4096] + bytes(len(good) - 4096),
            "truncated": good[: len(good) // 3],
        }[how]
    )


@pytest.mark.parametrize("how", ["header", "zeroed", "truncated"])
def test_a_damaged_desk_goes_back_to_its_backup(
    window: Window, bench: Bench, until: Callable[..., None], how: str
) -> None:
    damage(closed_desk(bench, backup=True), how)
    window.start()
    until(lambda: trouble(window) is not None)
    page = trouble(window)
    assert any("is damaged" in label.text() for label in page.findChildren(QLabel))
    assert offered(page) == [
        "Restore the backup of 10:00", "Set the file aside and start anew", "Try again", "Quit",
    ]  # fmt: skip
    QTest.keyClick(page, Qt.Key.Key_1)
    until(lambda: window.desk.isVisible() and window.desk.model.total == 10)
    assert window.status.message.startswith("The damaged file is kept as ")
    until(lambda: bench.session.worker.idle)
    assert len(list(bench.program.home.glob("*.damaged-*"))) == 1


def test_a_damaged_desk_without_a_backup_begins_anew(window: Window, bench: Bench, until: Callable[..., None]) -> None:
    file = closed_desk(bench, backup=False)
    damage(file, "header")
    window.start()
    until(lambda: trouble(window) is not None)
    page = trouble(window)
    assert offered(page)[0] == "Set the file aside and start anew"
    QTest.keyClick(page, Qt.Key.Key_1)
    assert trouble(window) is page
    QTest.keyClick(page, Qt.Key.Key_2)
    until(window.desk.isVisible)
    assert window.desk.model.total == 0


def test_a_newer_desk_can_only_be_tried_again(window: Window, bench: Bench, until: Callable[..., None]) -> None:
    file = closed_desk(bench, backup=False)
    with sqlite3.connect(file) as database:
        (revision,) = database.execute("SELECT version_num FROM alembic_version").fetchone()
        database.execute("UPDATE alembic_version SET version_num = 'from tomorrow'")
    window.start()
    until(lambda: trouble(window) is not None)
    page = trouble(window)
    assert offered(page) == ["Try again", "Quit"]
    window.go(Do.KEYS)
    window.go(Do.DESK)
    assert trouble(window) is page
    with sqlite3.connect(file) as database:
        database.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    database.close()
    QTest.keyClick(page, Qt.Key.Key_3)
    until(lambda: window.desk.isVisible() and window.desk.model.total == 10)


def test_damage_that_is_met_later_has_the_page_too(window: Window, bench: Bench, until: Callable[..., None]) -> None:
    fill(bench.program.store, TUESDAY_10)
    window.start()
    until(lambda: bench.session.desk is not None and bench.session.worker.idle)
    bench.program.store.backup(TUESDAY_10)
    file = bench.program.home / "desk.sqlite3"
    bench.program.close(backup=False)
    damage(file, "zeroed")
    bench.session.look()
    until(lambda: trouble(window) is not None)
    QTest.keyClick(trouble(window), Qt.Key.Key_1)
    until(lambda: window.desk.isVisible() and window.desk.model.total == 10)
    until(lambda: bench.session.worker.idle)
