"""The accounts on the screen: found, opened, edited in place and put back."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView, QPlainTextEdit, QPushButton
from tests.desktop.bench import TUESDAY_10, Bench

from opiekun.desktop.accounts.contacts import ContactLine
from opiekun.desktop.accounts.screen import AccountsScreen
from opiekun.desktop.compose import Composition
from opiekun.desktop.shell.actions import Do
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.widgets.fields import Choice
from opiekun.desktop.widgets.form import RefusalLine
from opiekun.domain.people import Account, Agent, Contact, Duty, Plan
from opiekun.domain.timeline import Channel, Severity
from opiekun.services.accounts import add_account, list_accounts, save_agent, save_contact, set_duty, show_account
from opiekun.services.actions import add_request
from opiekun.services.drafts import Drafts

Until = Callable[..., None]


@pytest.fixture
def filled(bench: Bench) -> Bench:
    store = bench.program.store
    save_agent(store, Agent("", "Piotr Zieliński", "piotr@example.com"))
    add_account(store, Account("", "Acme", Plan.ALL_INCLUSIVE, Decimal(1000), date(2026, 1, 1)))
    add_account(store, Account("", "Wayne Sp. z o.o.", Plan.OTHER))
    set_duty(store, "Acme", Duty.DEDICATED, "Anna Nowak", now=TUESDAY_10 - timedelta(days=30))
    add_request(
        store,
        account="Acme",
        subject="Mail is down",
        severity=Severity.CRITICAL,
        channel=Channel.CHAT,
        now=TUESDAY_10,
        received_at=TUESDAY_10 - timedelta(hours=2),
    )
    return bench


def opened(bench: Bench, until: Until) -> AccountsScreen:
    screen = AccountsScreen(bench.session, bench.theme)
    bench.session.open()
    bench.show(screen)
    until(lambda: bench.session.worker.idle)
    return screen


def listed(screen: AccountsScreen) -> QListView:
    found = next(view for view in screen.findChildren(QListView) if view.accessibleName() == "Accounts")
    assert isinstance(found, QListView)
    return found


def spoken(screen: AccountsScreen) -> list[str]:
    model = listed(screen).model()
    return [str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(model.rowCount())]


def field(screen: AccountsScreen, name: str) -> QLineEdit:
    found = next(each for each in screen.findChildren(QLineEdit) if each.accessibleName() == name)
    assert isinstance(found, QLineEdit)
    return found


def test_the_list_says_who_is_entitled_who_stands_by_and_what_is_due(filled: Bench, until: Until) -> None:
    acme, wayne = spoken(opened(filled, until))
    assert "Acme, entitled · Anna Nowak · 1 open" in acme
    assert "breached" in acme
    assert "Wayne Sp. z o.o., not entitled: other plan · nobody dedicated" in wayne


def test_the_filter_finds_by_any_word(filled: Bench, until: Until) -> None:
    screen = opened(filled, until)
    QTest.keyClick(screen, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(QApplication.focusWidget(), "not ent wayne")
    assert len(spoken(screen)) == 1
    QTest.keyClicks(QApplication.focusWidget(), "xyz")
    assert not listed(screen).isVisible()
    assert any("Clear the filter" in label.text() for label in screen.findChildren(QLabel) if label.isVisible())


def test_an_empty_desk_says_what_to_do_and_an_account_is_added_by_keys(bench: Bench, until: Until) -> None:
    screen = opened(bench, until)
    assert any(
        "Add one with Ctrl+Shift+N" in label.text() for label in screen.findChildren(QLabel) if label.isVisible()
    )
    QTest.keyClick(screen, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    until(lambda: bench.session.worker.idle)
    line = screen.findChild(RefusalLine)
    assert line is not None
    assert any("needs a name" in line.text() for line in screen.findChildren(RefusalLine))
    QTest.keyClicks(QApplication.focusWidget(), "Globex")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    until(lambda: bench.session.worker.idle)
    assert [line.account.name for line in list_accounts(bench.program.store, now=TUESDAY_10)] == ["Globex"]
    assert len(spoken(screen)) == 1


def test_an_account_that_was_added_is_the_chosen_one(filled: Bench, until: Until) -> None:
    screen = opened(filled, until)
    QTest.keyClick(screen, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(QApplication.focusWidget(), "Nowa")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    until(lambda: filled.session.worker.idle)
    assert str(listed(screen).currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)).startswith("Nowa")
    assert field(screen, "Name").text() == "Nowa"


def test_the_zone_and_the_language_are_offered(filled: Bench, until: Until) -> None:
    screen = opened(filled, until)
    for name, typed, offered in (("Time zone", "brati", "Europe/Bratislava"), ("Language", "s", "sk")):
        choice = next(each for each in screen.findChildren(Choice) if each.accessibleName() == name)
        completer = choice.completer()
        completer.setCompletionPrefix(typed)
        found = [completer.completionModel().index(row, 0).data() for row in range(completer.completionCount())]
        assert offered in found
        choice.setFocus()
        QTest.keyClicks(choice.lineEdit(), offered)
        QTest.keyClick(choice.lineEdit(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        until(lambda: filled.session.worker.idle)
    account = show_account(filled.program.store, "Acme", now=TUESDAY_10).account
    assert (account.timezone, account.language) == ("Europe/Bratislava", "sk")


def test_a_contact_s_address_is_refused_in_the_page(filled: Bench, until: Until) -> None:
    screen = opened(filled, until)
    _name, email, _phone = screen.findChildren(ContactLine)[0].findChildren(QLineEdit)
    email.setFocus()
    QTest.keyClicks(email, "cara at acme")
    QTest.keyClick(email, Qt.Key.Key_Return)
    until(lambda: any("cara at acme" in line.text() for line in screen.findChildren(RefusalLine) if line.isVisible()))
    assert show_account(filled.program.store, "Acme", now=TUESDAY_10).contacts == ()


def test_the_keys_of_the_screen_work_while_it_is_empty(bench: Bench, theme: Theme, until: Until) -> None:
    composition = Composition(bench.program, theme)
    composition.window.show()
    composition.window.activateWindow()
    assert QTest.qWaitForWindowActive(composition.window)
    composition.window.start()
    until(lambda: composition.session.desk is not None and composition.worker.idle)
    for _once_more in range(2):
        composition.window.go(Do.DESK)
        composition.window.go(Do.ACCOUNTS)
        until(lambda: composition.worker.idle)
        QTest.keyClick(
            composition.window,
            Qt.Key.Key_N,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
        )
        focus = QApplication.focusWidget()
        assert focus is not None
        assert focus.accessibleName() == "Name of the new account"
        QTest.keyClick(focus, Qt.Key.Key_Escape)
    composition.close()


def test_a_field_is_saved_when_it_is_left_and_put_back_by_undo(filled: Bench, until: Until) -> None:
    screen = opened(filled, until)
    fee = field(screen, "Add-on, EUR a month")
    fee.setFocus()
    fee.selectAll()
    QTest.keyClicks(fee, "1250,50")
    QTest.keyClick(fee, Qt.Key.Key_Tab)
    until(lambda: filled.session.worker.idle)
    page = show_account(filled.program.store, "Acme", now=TUESDAY_10)
    assert page.account.addon_fee == Decimal("1250.50")
    filled.session.undo()
    until(lambda: filled.session.worker.idle)
    assert show_account(filled.program.store, "Acme", now=TUESDAY_10).account.addon_fee == Decimal(1000)
    until(lambda: fee.text() == "1000")


def test_a_term_that_ends_before_it_starts_is_refused_and_what_was_typed_stays(filled: Bench, until: Until) -> None:
    screen = opened(filled, until)
    end = field(screen, "Term: last day")
    end.setFocus()
    QTest.keyClicks(end, "2025-01-01")
    QTest.keyClick(end, Qt.Key.Key_Tab)
    until(lambda: any("before it starts" in line.text() for line in screen.findChildren(RefusalLine)))
    assert end.text() == "2025-01-01"
    assert show_account(filled.program.store, "Acme", now=TUESDAY_10).account.addon_end is None


def test_cover_is_given_and_taken_back_and_nobody_is_both(filled: Bench, until: Until) -> None:
    screen = opened(filled, until)
    cover = next(each for each in screen.findChildren(Choice) if each.accessibleName() == "Cover")
    cover.setFocus()
    QTest.keyClicks(cover, "Piotr")
    until(lambda: filled.session.worker.idle)
    page = show_account(filled.program.store, "Acme", now=TUESDAY_10)
    assert page.cover is not None
    assert page.cover.name == "Piotr Zieliński"
    QTest.keyClick(cover, Qt.Key.Key_Up)
    assert cover.currentText() == "Anna Nowak"
    until(lambda: any("cannot be both" in line.text() for line in screen.findChildren(RefusalLine)))
    assert cover.currentText() == "Piotr Zieliński"
    filled.session.undo()
    until(lambda: filled.session.worker.idle)
    assert show_account(filled.program.store, "Acme", now=TUESDAY_10).cover is None


def test_a_contact_is_added_on_the_empty_line(filled: Bench, until: Until) -> None:
    screen = opened(filled, until)
    (line,) = screen.findChildren(ContactLine)
    name, email, _phone = line.findChildren(QLineEdit)
    name.setFocus()
    QTest.keyClicks(name, "Cara Hill")
    QTest.keyClick(name, Qt.Key.Key_Tab)
    QTest.keyClicks(email, "cara@acme.example")
    QTest.keyClick(email, Qt.Key.Key_Return)
    until(lambda: filled.session.worker.idle)
    (contact,) = show_account(filled.program.store, "Acme", now=TUESDAY_10).contacts
    assert (contact.name, contact.email) == ("Cara Hill", "cara@acme.example")
    until(lambda: len(screen.findChildren(ContactLine)) == 2)


def note(screen: AccountsScreen) -> QPlainTextEdit:
    found = screen.findChild(QPlainTextEdit)
    assert isinstance(found, QPlainTextEdit)
    return found


def stored_note(bench: Bench, account: str = "Acme") -> str:
    return show_account(bench.program.store, account, now=TUESDAY_10).account.note


def test_a_note_is_saved_when_it_is_left_and_undone(filled: Bench, until: Until) -> None:
    screen = opened(filled, until)
    note(screen).setFocus()
    QTest.keyClicks(note(screen), "Call before ten")
    assert stored_note(filled) == ""
    QTest.keyClick(note(screen), Qt.Key.Key_Tab)
    until(lambda: filled.session.worker.idle)
    assert stored_note(filled) == "Call before ten"
    filled.session.undo()
    until(lambda: note(screen).toPlainText() == "" and filled.session.worker.idle)
    assert stored_note(filled) == ""
    assert filled.session.drafts.drafts == Drafts()


def test_what_is_typed_is_saved_when_another_screen_comes_or_the_window_goes(filled: Bench, until: Until) -> None:
    screen = opened(filled, until)
    note(screen).setFocus()
    QTest.keyClicks(note(screen), "Call before ten")
    screen.hide()
    until(lambda: filled.session.worker.idle)
    assert stored_note(filled) == "Call before ten"
    screen.show()
    until(lambda: filled.session.worker.idle)
    name, *_others = screen.findChildren(ContactLine)[0].findChildren(QLineEdit)
    name.setFocus()
    QTest.keyClicks(name, "Cara Hill")
    filled.window.close()
    # The window may be closed in the same moment; what was asked for is done all the same.
    filled.session.worker.close()
    assert [contact.name for contact in show_account(filled.program.store, "Acme", now=TUESDAY_10).contacts] == [
        "Cara Hill"
    ]


def test_what_cannot_be_saved_comes_back_with_its_account(filled: Bench, until: Until) -> None:
    screen = opened(filled, until)
    end = field(screen, "Term: last day")
    end.setFocus()
    QTest.keyClicks(end, "next spring")
    QTest.keyClick(listed(screen), Qt.Key.Key_Down)
    until(lambda: end.text() == "" and filled.session.worker.idle)
    filled.session.drafts.close()
    until(lambda: filled.session.worker.idle)
    ((_account, typed),) = filled.program.drafts.load().accounts.items()
    assert typed == {"addon_end": "next spring"}
    QTest.keyClick(listed(screen), Qt.Key.Key_Up)
    until(lambda: end.text() == "next spring" and filled.session.worker.idle)
    assert any("next spring" in line.text() for line in screen.findChildren(RefusalLine) if line.isVisible())
    end.setFocus()
    end.selectAll()
    QTest.keyClicks(end, "2027-03-20")
    QTest.keyClick(end, Qt.Key.Key_Tab)
    until(lambda: filled.session.worker.idle)
    assert show_account(filled.program.store, "Acme", now=TUESDAY_10).account.addon_end == date(2027, 3, 20)
    assert filled.session.drafts.drafts == Drafts()


def test_a_contact_is_removed_and_comes_back(filled: Bench, until: Until) -> None:
    def names() -> list[str]:
        return [contact.name for contact in show_account(filled.program.store, "Acme", now=TUESDAY_10).contacts]

    account = show_account(filled.program.store, "Acme", now=TUESDAY_10).account.id
    for name in ("Zoe", "Adam"):
        save_contact(filled.program.store, Contact("", account, name))
    screen = opened(filled, until)
    line = next(line for line in screen.findChildren(ContactLine) if line.findChild(QLineEdit).text() == "Adam")
    button = line.findChild(QPushButton)
    assert isinstance(button, QPushButton)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    until(lambda: len(screen.findChildren(ContactLine)) == 2 and filled.session.worker.idle)
    assert names() == ["Zoe"]
    filled.session.undo()
    until(lambda: len(screen.findChildren(ContactLine)) == 3 and filled.session.worker.idle)
    assert names() == ["Adam", "Zoe"]


def test_tab_goes_down_the_page(filled: Bench, until: Until) -> None:
    account = show_account(filled.program.store, "Acme", now=TUESDAY_10).account.id
    save_contact(filled.program.store, Contact("", account, "Zoe"))
    screen = opened(filled, until)
    next(each for each in screen.findChildren(Choice) if each.accessibleName() == "Dedicated agent").setFocus()
    stops = []
    while (focus := QApplication.focusWidget()).accessibleName() != "Plan":
        stops.append(focus.accessibleName())
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    fields = ["Contact: Name", "Contact: E-mail", "Contact: Phone"]
    assert stops == ["Dedicated agent", "Cover", *fields, "Remove, Alt+Del", *fields, "Name"]


def test_a_contact_that_sorts_first_does_not_push_what_is_typed_into_another(filled: Bench, until: Until) -> None:
    account = show_account(filled.program.store, "Acme", now=TUESDAY_10).account.id
    save_contact(filled.program.store, Contact("", account, "Zoe", "zoe@acme.example"))
    screen = opened(filled, until)
    name, email, phone = screen.findChildren(ContactLine)[-1].findChildren(QLineEdit)
    name.setFocus()
    QTest.keyClicks(name, "Adam")
    QTest.keyClick(name, Qt.Key.Key_Tab)
    QTest.keyClicks(email, "adam@acme.example")
    QTest.keyClick(email, Qt.Key.Key_Return)
    until(lambda: len(screen.findChildren(ContactLine)) == 3 and filled.session.worker.idle)
    assert (name.text(), email.text()) == ("", "")
    QTest.keyClick(email, Qt.Key.Key_Tab)
    QTest.keyClick(phone, Qt.Key.Key_Tab)
    until(lambda: filled.session.worker.idle)
    contacts = show_account(filled.program.store, "Acme", now=TUESDAY_10).contacts
    assert [(each.name, each.email) for each in contacts] == [
        ("Adam", "adam@acme.example"),
        ("Zoe", "zoe@acme.example"),
    ]
    filled.session.undo()
    until(lambda: filled.session.worker.idle)
    assert len(show_account(filled.program.store, "Acme", now=TUESDAY_10).contacts) == 1
