"""The keys that stand on the buttons of an editor work from each of its fields, also as X11's fields take keys."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from tests.desktop.calendar.screen.desk import Desk, at

from opiekun.desktop.shell.actions import Do


class AsOnX11(QObject):
    """A text field that takes Control with D, E and K for itself."""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        taken = {Qt.Key.Key_D, Qt.Key.Key_E, Qt.Key.Key_K}
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in taken:
            event.accept()
            return True
        return False


@pytest.fixture
def x11(desk: Desk) -> Iterator[AsOnX11]:
    made = AsOnX11()
    yield made
    made.deleteLater()


def stops(panel: QWidget, x11: AsOnX11) -> list[QWidget]:
    """Where Tab goes in it; each is as on X11 from now on."""
    found: list[QWidget] = []
    here = QApplication.focusWidget()
    while here is not None and here not in found:
        found.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
    for each in found:
        each.installEventFilter(x11)
    return found


def go(field: QWidget) -> None:
    field.window().setFocus()
    field.setFocus()
    assert field.hasFocus()


@pytest.mark.parametrize("keys", ["Ctrl+E", "Ctrl+D", "Ctrl+J", "Esc", "Ctrl+K"])
def test_each_key_of_the_small_editor_works_from_each_of_its_fields(desk: Desk, x11: AsOnX11, keys: str) -> None:
    editors = desk.screen.editors
    joined: list[object] = []
    editors.small.joined.disconnect()
    editors.small.joined.connect(joined.append)
    editors.open(desk.event("Training with Acme"))
    desk.settle()
    fields = stops(editors.small, x11)
    assert len(fields) > 8
    for number, field in enumerate(fields, 1):
        if not editors.small.isVisible():
            editors.open(desk.event("Training with Acme"))
            desk.settle()
        go(field)
        desk.press(keys)
        if keys == "Ctrl+E":
            assert editors.full.isVisible(), field
            editors.leave()
        elif keys == "Ctrl+D":
            assert "Training with Acme" not in [each.summary for each in desk.screen.in_sight], field
            desk.press("Ctrl+Z")
        elif keys == "Ctrl+J":
            assert len(joined) == number, field
        elif keys == "Esc":
            assert not editors.small.isVisible(), field
        else:
            assert desk.window.palette_box.isVisible(), field
            desk.press("Esc")


@pytest.mark.parametrize("keys", ["Ctrl+Return", "Ctrl+D", "Alt+Del", "Esc"])
def test_each_key_of_the_full_editor_works_from_each_of_its_fields(desk: Desk, x11: AsOnX11, keys: str) -> None:
    editors = desk.screen.editors
    editors.open_full(desk.event("Training with Acme"))
    desk.settle()
    fields = stops(editors.full, x11)
    assert len(fields) > 15
    for field in fields:
        if not editors.full.isVisible():
            editors.open_full(desk.event("Training with Acme"))
            desk.settle()
        go(field)
        desk.press(keys)
        assert not editors.full.isVisible(), field
        if keys == "Ctrl+D":
            assert "Training with Acme" not in [each.summary for each in desk.screen.in_sight], field
            desk.press("Ctrl+Z")


def test_finding_works_from_the_line_that_adds(desk: Desk, x11: AsOnX11) -> None:
    desk.press("Q")
    desk.screen.quick_add.installEventFilter(x11)
    go(desk.screen.quick_add)
    QTest.keyClicks(desk.screen.quick_add, "Planning")
    desk.press("Ctrl+K")
    assert desk.window.palette_box.isVisible()
    assert desk.screen.quick_add.text() == "Planning"
    assert desk.window.actions_list[Do.CALENDAR].isEnabled()
    assert desk.event("Training with Acme").start == int(at(16, 14).timestamp())
