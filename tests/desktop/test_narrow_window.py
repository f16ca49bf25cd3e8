"""On a screen of 1280×800 pixels at 200 % every screen, panel and box fits into the window, in both languages."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.desktop.bench import TUESDAY_10, SecretsInMemory
from tests.desktop.misfits import NARROW, misfits

from opiekun.bootstrap import Program, build
from opiekun.desktop.compose import Composition
from opiekun.desktop.language import speak
from opiekun.desktop.run import settle
from opiekun.desktop.scenes import first_scenes, scenes
from opiekun.desktop.theme.theme import Theme
from opiekun.services.sample import fill_sample


@pytest.fixture(params=["en", "pl"])
def spoken(app: QApplication, request: pytest.FixtureRequest) -> Iterator[str]:
    before = QLocale()
    speak(app, request.param)
    yield request.param
    QLocale.setDefault(before)
    for each in app.findChildren(QTranslator):
        app.removeTranslator(each)
        each.deleteLater()


def narrow(program: Program, theme: Theme) -> Composition:
    made = Composition(program, theme)
    made.window.setMinimumSize(NARROW)
    made.window.resize(NARROW)
    made.window.show()
    made.window.start()
    return made


def lasting_misfits(made: Composition) -> set[str]:
    """What does not fit, once what is laid out a moment later is: on a busy machine that takes a while."""
    found = set[str]()
    for _ in range(20):
        settle(made)
        found = misfits(made.window)
        if not found:
            break
        QTest.qWait(50)
    return found


def made_program(home: Path) -> Program:
    return replace(build(home, TUESDAY_10), secrets=SecretsInMemory())


@pytest.mark.usefixtures("spoken")
def test_everything_fits_in_a_narrow_window(tmp_path: Path, theme: Theme) -> None:
    program = made_program(tmp_path / "home")
    program.preferences.save(replace(program.preferences.load(), guided=True))
    fill_sample(
        program.store, program.preferences, program.letter_writer, program.read_messages, now=program.clock.now()
    )
    made = narrow(program, theme)
    found = {}
    for name in scenes(made, tmp_path):
        found[name] = lasting_misfits(made)
    assert made.window.size() == NARROW
    made.close()
    program.close(backup=False)
    assert {name: each for name, each in found.items() if each} == {}
    assert len(found) > 70


@pytest.mark.usefixtures("spoken")
def test_what_is_shown_first_fits_in_a_narrow_window(tmp_path: Path, theme: Theme) -> None:
    program = made_program(tmp_path / "home")
    made = narrow(program, theme)
    found = {}
    for name in first_scenes(made):
        found[name] = lasting_misfits(made)
    made.close()
    program.close(backup=False)
    assert {name: each for name, each in found.items() if each} == {}
