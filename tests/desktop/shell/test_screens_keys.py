"""A key changes only what is in sight: on another screen than the desk no request, and the palette offers none."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.desktop.bench import TUESDAY_10, Bench
from tests.desktop.sample_desk import fill

from opiekun.desktop.compose import Composition
from opiekun.desktop.desk import OF_REQUEST
from opiekun.desktop.shell.actions import Do, Place
from opiekun.desktop.shell.window import Window

ELSEWHERE = (
    Do.CALENDAR,
    Do.ACCOUNTS,
    Do.SETTINGS,
    Do.IMPORT,
    Do.KEYS,
    Do.GUIDE,
    Do.SYNC_PAGE,
    Do.CONFLICTS,
    Do.ANSWERS,
)


class Opened:
    """The whole window over a desk with requests."""

    def __init__(self, bench: Bench, until: Callable[..., None]) -> None:
        fill(bench.program.store, TUESDAY_10)
        self._until = until
        self.composition = Composition(bench.program, bench.theme)
        self.window: Window = self.composition.window
        self.window.resize(1280, 800)
        self.window.show()
        self.window.start()
        until(lambda: self.window.desk.pane.view is not None)
        self.settle()
        self.window.activateWindow()
        assert QTest.qWaitForWindowActive(self.window)

    def settle(self) -> None:
        self._until(lambda: self.composition.worker.idle and self.composition.exchange.worker.idle)

    def press(self, keys: str) -> None:
        QTest.keySequence(QApplication.focusWidget() or self.window, keys)
        self.settle()


@pytest.fixture
def opened(bench: Bench, until: Callable[..., None]) -> Iterator[Opened]:
    made = Opened(bench, until)
    yield made
    made.composition.close()


def test_the_screens_are_all_that_there_are(opened: Opened) -> None:
    assert set(opened.window.screens) == {*ELSEWHERE, Do.DESK}


@pytest.mark.parametrize("screen", ELSEWHERE)
def test_no_bare_key_changes_a_request_from_another_screen(opened: Opened, screen: Do) -> None:
    window = opened.window
    window.go(screen)
    opened.settle()
    bare = {
        key
        for deed in window.actions_list.deeds.values()
        if deed.place in {Place.REQUEST, Place.QUEUE}
        for key in deed.keys
        if "+" not in key
    }
    assert {"R", "X", "W", "C", "J"} <= bare
    key, everybody = window.desk.queue.view.key, window.session.everybody
    before = window.desk.model.request(key)
    for letter in sorted(bare):
        opened.press(letter)
        assert not window.desk.isVisible(), letter
        focus = QApplication.focusWidget()
        if focus is not None:
            QTest.keySequence(focus, "Esc")
        window.go(screen)
    assert window.desk.queue.view.key == key
    assert window.desk.model.request(key) == before
    assert window.session.everybody is everybody
    assert window.desk.pane.panel is None


@pytest.mark.parametrize("screen", ELSEWHERE)
def test_the_palette_offers_nothing_that_changes_an_unseen_request(opened: Opened, screen: Do) -> None:
    opened.window.go(screen)
    opened.press("Ctrl+K")
    offered = [entry.value for entry in opened.window.palette_box.entries]
    assert not OF_REQUEST & {each for each in offered if isinstance(each, Do)}
    assert Do.NEXT in offered


def test_the_palette_of_the_calendar_begins_with_its_own_actions(opened: Opened) -> None:
    opened.window.go(Do.CALENDAR)
    opened.settle()
    opened.press("Ctrl+K")
    deeds = opened.window.actions_list.deeds
    places = [deeds[entry.value].place for entry in opened.window.palette_box.entries if isinstance(entry.value, Do)]
    own = places.count(Place.CALENDAR)
    assert own > 10
    assert places[:own] == [Place.CALENDAR] * own


def test_an_action_of_a_request_from_elsewhere_leads_to_the_desk_and_does_nothing(opened: Opened) -> None:
    window = opened.window
    window.go(Do.CALENDAR)
    opened.settle()
    before = window.desk.model.request(window.desk.queue.view.key)
    window.actions_list[Do.RESOLVE].trigger()
    opened.settle()
    assert window.desk.isVisible()
    assert window.desk.model.request(window.desk.queue.view.key) == before
    opened.press("R")
    assert window.status.message.startswith("Answered ")
