"""The window comes back where it was left."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QWidget

from opiekun.bootstrap import build
from opiekun.desktop.shell.geometry import place, remember_place
from opiekun.services.preferences import Preferences


def test_the_window_comes_back_where_it_was_left(app: QApplication, tmp_path: Path) -> None:
    file = build(tmp_path).preferences
    left, opened = QWidget(), QWidget()
    left.setGeometry(QRect(40, 60, 500, 320))
    left.show()
    remember_place(left, file)
    place(opened, file.load())
    assert opened.geometry() == left.geometry()
    for window in (left, opened):
        window.close()
        window.deleteLater()


@pytest.mark.parametrize("kept", ["", "nonsense", "ęąć", "AAAA"])
def test_a_place_that_is_none_changes_nothing(app: QApplication, kept: str) -> None:
    window = QWidget()
    before = window.geometry()
    place(window, Preferences(window=kept))
    assert window.geometry() == before
    window.deleteLater()
