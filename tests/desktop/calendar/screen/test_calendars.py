"""The list of calendars by its keys: however many there are, and without writing over their names."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.desktop.calendar.screen.desk import Desk

from opiekun.domain.calendar.events import Calendar
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
