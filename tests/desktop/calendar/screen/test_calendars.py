"""The list of calendars by its keys: however many there are, and without writing over their names."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.desktop.calendar.screen.desk import Desk

from opiekun.domain.calendar.events import Calendar
from opiekun.domain.sync.accounts import Auth, CollectionStanding, DavAccount, DavCollection
from opiekun.services.calendars import list_calendars, save_calendar

MANY = 16


def key(keys: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget(), keys)


def test_arrows_go_from_calendar_to_calendar_and_letters_write_over_no_name(desk: Desk) -> None:
    store = desk.bench.program.store
    for number in range(MANY):
        save_calendar(store, Calendar("", f"Team {number}", ""))
    desk.composition.session.look()
    desk.press("L")
    lines = desk.screen.errands.list.lines
    for line in lines:
        assert line.shown.hasFocus()
        assert line.shown.height() >= line.shown.sizeHint().height()
        assert line.height() >= line.sizeHint().height()
        assert line.visibleRegion().boundingRect().height() == line.height()
        key(Qt.Key.Key_Down)
    key(Qt.Key.Key_Up)
    lines[-1].shown.setFocus()
    key(Qt.Key.Key_Up)
    desk.press("D")
    assert [each.name for each in list_calendars(store) if each.default] == [f"Team {MANY - 2}"]


def test_escape_leaves_a_name_as_it_was(desk: Desk) -> None:
    desk.press("L")
    (line,) = desk.screen.errands.list.lines
    desk.press("F2")
    QTest.keyClicks(line.name, "d")
    key(Qt.Key.Key_Escape)
    assert line.shown.hasFocus()
    assert line.name.text() == "My calendar"
    key(Qt.Key.Key_Escape)
    desk.settle()
    assert [each.name for each in desk.screen.editors.calendars] == ["My calendar"]


def test_removing_a_calendar_of_a_server_says_that_it_stays_there_and_is_taken_back_at_once(desk: Desk) -> None:
    store = desk.bench.program.store
    for name in ("Home", "Work"):
        save_calendar(store, Calendar("", name, ""))
    (home,) = (each for each in list_calendars(store) if each.name == "Home")
    with store.write() as unit:
        unit.sync.save_account(DavAccount("account", "https://cal.example.com/", "anna", Auth.BASIC))
        unit.sync.save_collection(DavCollection(home.id, "account", "https://cal.example.com/home/"))
    desk.composition.session.look()
    desk.press("L")
    desk.settle()
    _, line, work = desk.screen.errands.list.lines
    assert line.remove.toolTip() == "Removes it here alone; it stays on the server (Alt+Del)"
    assert work.remove.toolTip() == "Ctrl+Z brings it back (Alt+Del)"
    line.shown.setFocus()
    QTest.keyClick(line.shown, Qt.Key.Key_Delete, Qt.KeyboardModifier.AltModifier)
    desk.settle()
    assert desk.window.status.message == "Calendar Home removed here; it stays on the server"
    assert work.shown.hasFocus()
    QTest.keyClick(work.shown, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert "Home" in [each.name for each in list_calendars(store)]


def test_of_a_calendar_that_is_gone_on_its_server_it_is_not_said_that_it_stays_there(desk: Desk) -> None:
    store = desk.bench.program.store
    save_calendar(store, Calendar("", "Home", ""))
    (home,) = (each for each in list_calendars(store) if each.name == "Home")
    gone = DavCollection(home.id, "account", "https://cal.example.com/home/", standing=CollectionStanding.GONE)
    with store.write() as unit:
        unit.sync.save_account(DavAccount("account", "https://cal.example.com/", "anna", Auth.BASIC))
        unit.sync.save_collection(gone)
    desk.composition.session.look()
    desk.press("L")
    desk.settle()
    _, line = desk.screen.errands.list.lines
    line.remove.click()
    desk.settle()
    assert desk.window.status.message == "Calendar Home removed"
