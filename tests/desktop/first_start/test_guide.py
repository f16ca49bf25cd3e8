"""The guide of the first start, by keyboard, forwards, backwards and past it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from tests.desktop.bench import Bench, made_bench

from opiekun.desktop.first_start.guide import Beginning, Guide
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.widgets.form import RefusalLine
from opiekun.services.setup import current_setup

Until = Callable[..., None]


@pytest.fixture
def nobody(tmp_path: Path, new_desk: Path, theme: Theme) -> Iterator[Bench]:
    made = made_bench(tmp_path, new_desk, theme, agent="")
    yield made
    made.close()


def begun(bench: Bench, until: Until) -> Guide:
    guide = Guide(bench.session, bench.theme)
    guide.finished.connect(bench.told.append)
    bench.session.open()
    bench.show(guide)
    guide.setFocus()
    until(lambda: bench.session.worker.idle)
    return guide


def step(guide: Guide) -> str:
    return next(label.text() for label in guide.findChildren(QLabel) if label.text().startswith("Step"))


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def test_it_is_gone_through_by_keys_and_keeps_who_and_where(nobody: Bench, until: Until) -> None:
    guide = begun(nobody, until)
    QTest.keyClicks(QApplication.focusWidget(), "Jana Kralova")
    press(Qt.Key.Key_Return)
    until(lambda: step(guide) == "Step 2 of 3" and nobody.session.worker.idle)
    QTest.keyClicks(QApplication.focusWidget(), "Slova")
    press(Qt.Key.Key_Return)
    until(lambda: step(guide) == "Step 3 of 3" and nobody.session.worker.idle)
    press(Qt.Key.Key_3)
    until(lambda: nobody.told)
    assert nobody.told == [Beginning.BY_HAND]
    setup = current_setup(nobody.program.store, nobody.program.preferences)
    assert setup.agent is not None
    assert setup.agent.name == "Jana Kralova"
    assert setup.hours.country == "SK"
    assert nobody.program.preferences.load().guided


def test_going_back_loses_nothing_and_going_on_again_makes_nobody_twice(nobody: Bench, until: Until) -> None:
    guide = begun(nobody, until)
    QTest.keyClicks(QApplication.focusWidget(), "Jana")
    press(Qt.Key.Key_Return)
    until(lambda: step(guide) == "Step 2 of 3" and nobody.session.worker.idle)
    press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert step(guide) == "Step 1 of 3"
    QTest.keyClicks(QApplication.focusWidget(), " K.")
    press(Qt.Key.Key_Return)
    until(lambda: step(guide) == "Step 2 of 3" and nobody.session.worker.idle)
    desk = nobody.session.desk
    assert desk is not None
    assert [agent.name for agent in desk.agents] == ["Jana K."]


def test_an_empty_name_is_refused_and_keeps_the_keyboard(nobody: Bench, until: Until) -> None:
    guide = begun(nobody, until)
    press(Qt.Key.Key_Return)
    assert step(guide) == "Step 1 of 3"
    assert any("Type your name" in line.text() for line in guide.findChildren(RefusalLine) if line.isVisible())
    QTest.keyClicks(QApplication.focusWidget(), "Slovak Jan")
    until(lambda: nobody.session.worker.idle)
    setup = current_setup(nobody.program.store, nobody.program.preferences)
    assert (setup.agent, setup.hours.country) == (None, "")
    press(Qt.Key.Key_Return)
    until(lambda: step(guide) == "Step 2 of 3" and nobody.session.worker.idle)


def test_skipping_leaves_everything_as_it_is(nobody: Bench, until: Until) -> None:
    begun(nobody, until)
    press(Qt.Key.Key_Escape)
    assert nobody.told == [None]
    assert current_setup(nobody.program.store, nobody.program.preferences).agent is None
    assert nobody.program.preferences.load().guided
