"""The list of keys tells of every key that a screen has."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QStackedWidget, QWidget
from tests.desktop.bench import TUESDAY_10, SecretsInMemory

from opiekun.bootstrap import build
from opiekun.desktop.compose import Composition
from opiekun.desktop.run import settle
from opiekun.desktop.scenes import scenes
from opiekun.desktop.shell.actions import Actions, Do
from opiekun.desktop.shell.keys_page import KeysPage
from opiekun.desktop.theme.theme import Theme
from opiekun.services.sample import fill_sample

BETWEEN = frozenset("345678")
"""Of the keys 2 to 9 the first and the last one are listed."""


def keys_in(screen: QWidget) -> set[str]:
    keys = [each.key() for each in screen.findChildren(QShortcut)]
    keys += [each.shortcut() for each in screen.findChildren(QAbstractButton) if not each.shortcut().isEmpty()]
    return {shown(each).replace("Enter", "Return") for each in keys}


def shown(keys: QKeySequence) -> str:
    return keys.toString(QKeySequence.SequenceFormat.NativeText)


def cards(page: KeysPage) -> dict[str, set[str]]:
    """The keys that are listed under each heading."""
    frames = [each for each in page.findChildren(QFrame) if each.property("card") == "true"]
    return {
        each.accessibleName(): {chip.text() for chip in each.findChildren(QLabel) if chip.property("kind") == "key"}
        for each in frames
    }


def heading(do: Do, actions: Actions) -> str:
    return "The calendar" if do is Do.CALENDAR else actions.deeds[do].button


def test_every_key_of_a_screen_is_listed_under_its_name(tmp_path: Path, theme: Theme) -> None:
    program = replace(build(tmp_path / "home", TUESDAY_10), secrets=SecretsInMemory())
    program.preferences.save(replace(program.preferences.load(), guided=True))
    fill_sample(
        program.store, program.preferences, program.letter_writer, program.read_messages, now=program.clock.now()
    )
    made = Composition(program, theme)
    window = made.window
    window.show()
    window.start()
    stack = window.desk.parentWidget()
    assert isinstance(stack, QStackedWidget)
    went = [Do.DESK]
    window.went.connect(went.append)
    found = defaultdict[Do, set[str]](set)
    for _ in scenes(made, tmp_path):
        settle(made)
        # The guide of the first start is no place to go to: it names its keys itself.
        if went[-1] is not Do.GUIDE:
            found[went[-1]] |= keys_in(stack.currentWidget())
    page = window.findChild(KeysPage)
    assert isinstance(page, KeysPage)
    listed, actions = cards(page), window.actions_list
    made.close()
    program.close(backup=False)
    missing = {do: keys - BETWEEN - listed.get(heading(do, actions), set()) for do, keys in found.items() if keys}
    assert {do: keys for do, keys in missing.items() if keys} == {}
    assert found[Do.ANSWERS] == set("JKARUMCFI")
    assert sum(bool(keys) for keys in found.values()) > 6
