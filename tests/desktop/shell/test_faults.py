"""A fault of the program: said, reported without the desk's content, copied with a key; and the window goes on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from tests.desktop.bench import TUESDAY_10, Bench
from tests.desktop.sample_desk import fill

from opiekun.desktop.shell.faults import Faults, report
from opiekun.desktop.shell.window import Window

WORDS = "the customer's words and a key"


@pytest.fixture
def window(bench: Bench, until: Callable[..., None]) -> Iterator[Window]:
    fill(bench.program.store, TUESDAY_10)
    window = Window(bench.session, bench.theme)
    faults = Faults(window)
    faults.met.connect(window.tell_fault)
    window.show()
    window.start()
    until(lambda: bench.session.worker.idle and window.desk.pane.view is not None)
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    yield window
    faults.remove()
    window.close()
    window.deleteLater()


def broken(_store: object) -> None:
    try:
        {}[WORDS]
    except KeyError as error:
        raise ValueError(WORDS) from error


def test_a_fault_on_the_worker_is_reported_and_the_window_goes_on(
    window: Window, until: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    window.session.read(broken, lambda _result: None)
    until(lambda: "fault" in window.status.message)
    assert "F8" in window.status.message
    QTest.keySequence(window, "F8")
    text = window.faults.findChild(QPlainTextEdit)
    assert text.hasFocus()
    assert "KeyError" in text.toPlainText()
    assert "ValueError" in text.toPlainText()
    assert "in broken" in text.toPlainText()
    assert "PySide6" in text.toPlainText()
    QTest.keyClick(text, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.clipboard().text() == text.toPlainText()
    assert WORDS not in text.toPlainText()
    assert WORDS not in capsys.readouterr().err
    QTest.keyClick(text, Qt.Key.Key_Escape)
    assert not window.faults.isVisible()
    window.desk.queue.view.setFocus()
    before = window.desk.queue.view.key
    QTest.keySequence(window, "J")
    until(lambda: window.desk.queue.view.key != before and window.session.worker.idle)


def test_one_fault_on_every_tick_is_told_once(window: Window, capsys: pytest.CaptureFixture[str]) -> None:
    def again() -> None:
        raise ZeroDivisionError

    for _ in range(3):
        thread = threading.Thread(target=again)
        thread.start()
        thread.join()
    assert capsys.readouterr().err.count("builtins.ZeroDivisionError") == 1


def test_the_words_of_a_fault_in_code_are_told() -> None:
    with pytest.raises(AttributeError) as met:
        object().missing  # noqa: B018
    assert "missing" in report(met.value)
