"""Taking down a request by keyboard alone."""

import stat
from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from tests.desktop.bench import TUESDAY_10, Bench

from opiekun.desktop.compose import Composition
from opiekun.desktop.new_request.panel import NewRequestPanel
from opiekun.desktop.session import Session, Written
from opiekun.desktop.shell.actions import Do
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.widgets.form import RefusalLine
from opiekun.domain.people import Account, Agent, Duty
from opiekun.domain.timeline import Channel, Severity
from opiekun.services.accounts import add_account, save_agent, set_duty
from opiekun.services.done import What
from opiekun.services.drafts import Draft, Drafts, drafts_of
from opiekun.services.queue import open_queue
from opiekun.services.undo import undo


@pytest.fixture
def panel(bench: Bench) -> NewRequestPanel:
    bench.show(QLineEdit())
    made = NewRequestPanel(bench.window, bench.session, bench.theme)
    made.saved.connect(bench.told.append)
    return made


def focus() -> object:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def type_keys(text: str) -> None:
    QTest.keyClicks(focus(), text)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focus(), key, modifier)


def test_a_request_is_taken_down_without_the_mouse(
    bench: Bench, panel: NewRequestPanel, until: Callable[..., None]
) -> None:
    panel.take_down()
    type_keys("Globex")
    press(Qt.Key.Key_Tab)
    type_keys("Checkout is down")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    type_keys("-20")
    press(Qt.Key.Key_Return)
    until(lambda: bench.told)
    done = bench.told[0]
    assert isinstance(done, Written)
    assert done.done.what is What.REQUEST_ADDED
    (row,) = open_queue(bench.program.store, None)
    assert (row.account, row.subject, row.severity) == ("Globex", "Checkout is down", Severity.CRITICAL)
    taken = timedelta(seconds=row.received_at - TUESDAY_10.timestamp())
    assert timedelta(minutes=-20) <= taken < timedelta(minutes=-18)
    assert not panel.isVisible()
    assert panel.draft() == Draft(channel=Channel(panel.draft().channel))


def test_what_was_typed_survives_closing_and_refusals(
    bench: Bench, panel: NewRequestPanel, until: Callable[..., None]
) -> None:
    panel.take_down()
    type_keys("Globex")
    press(Qt.Key.Key_Return)
    line = panel.findChild(RefusalLine)
    assert line is not None
    until(line.isVisible)
    assert "subject" in line.text()
    type_keys("Half a subj")
    press(Qt.Key.Key_Escape)
    assert not panel.isVisible()
    panel.take_down(account="Acme")
    assert panel.draft().account == "Globex"
    assert panel.draft().subject == "Half a subj"
    bench.session.drafts.close()
    until(lambda: bench.session.worker.idle)
    after_a_crash = Session(bench.program, bench.session.worker, bench.window)
    assert NewRequestPanel(bench.window, after_a_crash, bench.theme).draft() == panel.draft()
    assert open_queue(bench.program.store, None) == []
    until(lambda: bench.session.worker.idle)


def test_a_draft_is_written_a_moment_after_the_last_key_for_its_owner_alone(
    bench: Bench, panel: NewRequestPanel, until: Callable[..., None]
) -> None:
    panel.take_down()
    type_keys("Globex")
    until(lambda: bench.program.drafts.load().request.account == "Globex")
    assert stat.S_IMODE((bench.program.home / "drafts.json").stat().st_mode) == stat.S_IRUSR | stat.S_IWUSR
    panel.discard()
    assert panel.draft() == Draft()
    until(lambda: bench.program.drafts.load() == Drafts() and bench.session.worker.idle)


def test_a_draft_is_gone_once_the_request_is_saved(
    bench: Bench, panel: NewRequestPanel, until: Callable[..., None]
) -> None:
    panel.take_down()
    panel.set_draft(Draft("Globex", "Help", description="Ünïcode\n“text”"))
    bench.session.drafts.close()
    until(lambda: bench.program.drafts.load().request.description == "Ünïcode\n“text”")
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until(lambda: bench.told and bench.program.drafts.load() == Drafts() and bench.session.worker.idle)


def test_a_file_of_drafts_in_another_form_is_as_if_nothing_was_typed() -> None:
    read = {
        "request": {"account": 5, "severity": 9, "channel": [], "subject": "Kept"},
        "notes": [],
        "accounts": {"a": 1},
    }
    assert drafts_of(read) == Drafts(Draft(subject="Kept"), {}, {"a": {}})


def test_a_time_that_cannot_be_read_is_refused_beside_it(
    bench: Bench, panel: NewRequestPanel, until: Callable[..., None]
) -> None:
    panel.set_draft(Draft("Globex", "Help", received="yesterday-ish"))
    panel.take_down()
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    line = panel.findChild(RefusalLine)
    assert line is not None
    until(line.isVisible)
    assert "yesterday-ish" in line.text()
    assert open_queue(bench.program.store, None) == []


def test_a_known_account_is_completed_and_a_new_one_announced(
    bench: Bench, panel: NewRequestPanel, until: Callable[..., None]
) -> None:
    add_account(bench.program.store, Account("", "Wayne Sp. z o.o."))
    panel.take_down()
    until(lambda: bench.session.worker.idle)
    type_keys("wayne")
    field = focus()
    assert isinstance(field, QLineEdit)
    assert field.completer().currentCompletion() == "Wayne Sp. z o.o."
    field.completer().popup().hide()
    assert any(
        label.isVisible() and "new account" in label.text() for label in panel.findChildren(type(panel._account_hint))
    )
    field.setText("wayne sp. z o.o.")
    assert not panel._account_hint.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Return])
def test_going_on_takes_the_account_that_is_offered(
    bench: Bench, panel: NewRequestPanel, until: Callable[..., None], key: Qt.Key
) -> None:
    for name in ("Acme", "Acme Beta"):
        add_account(bench.program.store, Account("", name))
    panel.take_down()
    until(lambda: bench.session.worker.idle)
    type_keys("Ac")
    assert said(panel, "Acme")
    press(key)
    assert panel.draft().account == "Acme"
    assert not said(panel, "new account")


def test_escape_declines_what_is_offered(bench: Bench, panel: NewRequestPanel, until: Callable[..., None]) -> None:
    add_account(bench.program.store, Account("", "Acme"))
    panel.take_down()
    until(lambda: bench.session.worker.idle)
    type_keys("Ac")
    field = focus()
    assert isinstance(field, QLineEdit)
    QTest.keyClick(field.completer().popup(), Qt.Key.Key_Escape)
    assert panel.isVisible()
    assert said(panel, "A new account “Ac” will be made.")
    press(Qt.Key.Key_Tab)
    assert panel.draft().account == "Ac"


def test_an_old_refusal_is_gone_when_the_form_is_typed_in_or_opened_again(
    bench: Bench, panel: NewRequestPanel, until: Callable[..., None]
) -> None:
    panel.take_down()
    type_keys("Globex")
    press(Qt.Key.Key_Return)
    line = panel.findChild(RefusalLine)
    assert line is not None
    until(line.isVisible)
    type_keys("Help")
    panel.close_panel()
    panel.take_down()
    assert not line.isVisible()
    until(lambda: bench.session.worker.idle)


def said(panel: NewRequestPanel, words: str) -> bool:
    return any(words in label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def test_tab_goes_round_and_everything_has_a_name(
    bench: Bench, panel: NewRequestPanel, until: Callable[..., None]
) -> None:
    panel.take_down()
    first, seen = focus(), []
    while focus() not in seen:
        seen.append(focus())
        press(Qt.Key.Key_Tab)
    assert focus() is first
    assert all(panel.isAncestorOf(stop) for stop in seen)
    assert len(seen) >= 9
    assert all(stop.accessibleName() or isinstance(stop, QPushButton) for stop in seen)
    until(lambda: bench.session.worker.idle)


def test_what_was_added_can_be_undone(bench: Bench, panel: NewRequestPanel, until: Callable[..., None]) -> None:
    panel.set_draft(Draft("Globex", "Help"))
    panel.take_down()
    press(Qt.Key.Key_Return)
    until(lambda: bench.told)
    done = bench.told[0]
    assert isinstance(done, Written)
    assert done.done.undo is not None
    undo(bench.program.store, done.done.undo, now=TUESDAY_10)
    assert open_queue(bench.program.store, None) == []


def test_a_request_for_anothers_account_says_whose_queue_it_is_in(
    bench: Bench, theme: Theme, until: Callable[..., None]
) -> None:
    store = bench.program.store
    save_agent(store, Agent("", "Piotr Zieliński", "piotr@example.com"))
    add_account(store, Account("", "Globex"))
    set_duty(store, "Globex", Duty.DEDICATED, "Piotr Zieliński", now=TUESDAY_10)
    composition = Composition(bench.program, theme)
    composition.session.drafts.keep_request(Draft("Globex", "Help"))
    composition.window.show()
    composition.window.activateWindow()
    assert QTest.qWaitForWindowActive(composition.window)
    composition.window.start()
    status = composition.window.status
    until(lambda: "still there: Ctrl+N" in status.message)
    composition.window.actions_list[Do.NEW].trigger()
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until(lambda: status.message == "Added R-1 “Help” to the queue of Piotr Zieliński")
    pane = composition.window.desk.pane
    until(lambda: pane.view is not None and pane.view.file.request.id == "R-1" and composition.worker.idle)
    composition.close()
