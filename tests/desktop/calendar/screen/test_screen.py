"""The calendar in its window: looked at, gone through, and kept in step with the desk."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton
from tests.desktop.bench import TUESDAY_10
from tests.desktop.calendar.screen.desk import Desk, event
from tests.desktop.misfits import NARROW, misfits

from opiekun.desktop.calendar.look import View
from opiekun.desktop.calendar.view_switch import ViewSwitch
from opiekun.desktop.shell.actions import Do
from opiekun.domain.timeline import Channel, Severity
from opiekun.services.actions import add_request
from opiekun.services.events import add_event


def test_it_opens_in_this_work_week(desk: Desk) -> None:
    assert desk.screen.header.told == "15–19 June 2026 · week 25"
    assert [each.summary for each in desk.screen.in_sight].count("Stand-up") == 5
    assert desk.screen.view is desk.screen.grid


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("D", "Tuesday 16 June 2026 · week 25"),
        ("B", "15–19 June 2026 · week 25"),
        ("W", "15–21 June 2026 · week 25"),
        ("M", "June 2026"),
        ("A", "June 2026"),
        ("3", "16–18 June 2026 · week 25"),
        ("9", "16–24 June 2026 · week 25–26"),
        ("J", "22–26 June 2026 · week 26"),
        ("K", "8–12 June 2026 · week 24"),
    ],
)
def test_one_key_shows_it(desk: Desk, key: str, told: str) -> None:
    desk.press(key)
    assert desk.screen.header.told == told


def test_today_is_one_key_away_from_anywhere(desk: Desk) -> None:
    for _ in range(60):
        desk.screen.step(1)
    desk.press("T")
    assert desk.screen.header.told == "15–19 June 2026 · week 25"


def test_a_date_is_gone_to(desk: Desk) -> None:
    desk.press("G")
    QTest.keyClicks(desk.window.focusWidget(), "24.12")
    desk.press("Return")
    assert desk.screen.look.day == date(2026, 12, 24)
    assert desk.screen.isAncestorOf(desk.window.focusWidget())
    desk.press("G")
    QTest.keyClicks(desk.window.focusWidget(), "never")
    desk.press("Return")
    assert desk.screen.dates.isVisible()
    desk.press("Esc")
    assert not desk.screen.dates.isVisible()


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("3 july", date(2026, 7, 3)),
        ("16 cze", date(2026, 6, 16)),
        ("jutro", date(2026, 6, 17)),
        ("next tuesday", date(2026, 6, 23)),
        ("3.7.", date(2026, 7, 3)),
        ("3.7", date(2026, 7, 3)),
        ("2026-07-03", date(2026, 7, 3)),
        ("+10", date(2026, 6, 26)),
        ("20", date(2026, 6, 20)),
    ],
)
def test_a_date_is_written_as_in_quick_add(desk: Desk, words: str, day: date) -> None:
    desk.press("G")
    QTest.keyClicks(QApplication.focusWidget(), words)
    desk.press("Return")
    assert desk.screen.look.day == day


def test_keys_of_the_desk_do_nothing_to_a_request_meanwhile_and_are_back_afterwards(desk: Desk) -> None:
    add_request(
        desk.bench.program.store, account="Acme", subject="Mail is down", severity=Severity.CRITICAL,
        channel=Channel.CHAT, now=TUESDAY_10,
    )  # fmt: skip
    desk.composition.session.open()
    desk.settle()
    desk.press("W")
    assert desk.screen.look.view is View.WEEK
    assert "waits" not in desk.said
    desk.press("Ctrl+1")
    desk.press("N")
    assert desk.window.desk.pane.panel is not None


def test_letters_that_are_typed_are_no_keys(desk: Desk) -> None:
    desk.press("Q")
    QTest.keyClicks(desk.screen.quick_add, "dwma3 tue")
    assert desk.screen.quick_add.text() == "dwma3 tue"
    assert desk.screen.look.view is View.WORK_WEEK


def test_what_lies_beside_is_there_before_one_goes_to_it(desk: Desk) -> None:
    read = []
    reading = desk.screen.loader._reading
    desk.screen.loader._reading = lambda *args: read.append(args[1].date()) or reading(*args)
    desk.screen.step(1)
    assert desk.screen.loader.complete
    assert [each.summary for each in desk.screen.in_sight].count("Stand-up") == 5
    desk.settle()
    assert read == [date(2026, 6, 29)], "only what lies beside the new week is read"
    read.clear()
    desk.screen.step(-1)
    desk.settle()
    assert read == []


def test_what_others_write_is_shown(desk: Desk) -> None:
    add_event(desk.bench.program.store, event("From the terminal", 17, 12), now=TUESDAY_10)
    desk.composition.session.look()
    desk.settle()
    assert desk.event("From the terminal")


def test_an_answer_that_is_outdated_is_not_shown(desk: Desk) -> None:
    desk.screen.loader.refresh()
    add_event(desk.bench.program.store, event("Newer", 17, 12), now=TUESDAY_10)
    desk.screen.loader.refresh()
    desk.settle()
    assert desk.event("Newer")


def test_the_view_is_remembered(desk: Desk) -> None:
    desk.press("M")
    desk.press("Ctrl+1")
    assert desk.bench.program.preferences.load().calendar_view == "month"
    desk.press("Ctrl+2")
    assert desk.screen.look.view is View.MONTH


def test_search_goes_to_an_event_by_its_notes(desk: Desk) -> None:
    desk.press("T")
    desk.screen.step(20)
    desk.settle()
    desk.press("Ctrl+F")
    QTest.keyClicks(desk.window.focusWidget(), "kralova")
    desk.settle()
    assert [each.summary for each in desk.screen.errands.search.found] == ["Dentist"]
    desk.press("Return")
    assert desk.screen.look.day == date(2026, 6, 19)


def test_the_palette_finds_events(desk: Desk) -> None:
    desk.press("Ctrl+1")
    desk.press("Ctrl+K")
    QTest.keyClicks(desk.window.focusWidget(), "dentist")
    desk.settle()
    assert "Dentist" in [entry.text for entry in desk.window.palette_box.entries]
    desk.press("Return")
    assert desk.screen.isVisible()
    assert desk.screen.look.day == date(2026, 6, 19)


@pytest.mark.parametrize("words", ["America/New_York", "new york", "New_york", "w york"])
def test_a_second_zone_is_found_by_any_part_of_its_name_and_kept(desk: Desk, words: str) -> None:
    desk.press("S")
    QTest.keyClicks(QApplication.focusWidget(), words)
    desk.press("Return")
    assert [zone.key for zone in desk.screen.around.other_zones] == ["America/New_York"]
    desk.press("Ctrl+1")
    assert desk.bench.program.preferences.load().second_zone == "America/New_York"


def test_among_several_zones_arrows_choose_and_an_unknown_one_is_told(desk: Desk) -> None:
    desk.press("S")
    box, field = desk.screen.errands.zone, QApplication.focusWidget()
    QTest.keyClicks(field, "london")
    assert box.found[0] == "Europe/London"
    assert box.rect().contains(field.geometry())
    field.selectAll()
    QTest.keyClicks(field, "new")
    assert "America/New_York" in box.found
    second = box.found[1]
    QTest.keyClick(field, Qt.Key.Key_Down)
    desk.press("Return")
    assert [zone.key for zone in desk.screen.around.other_zones] == [second]
    desk.press("S")
    QTest.keyClicks(QApplication.focusWidget(), "atlantis")
    desk.press("Return")
    assert box.isVisible()
    assert any("atlantis" in told.text() for told in box.findChildren(QLabel))
    desk.press("Esc")
    assert [zone.key for zone in desk.screen.around.other_zones] == [second]


def test_deadlines_stand_in_the_calendar_and_say_what_they_collide_with(desk: Desk) -> None:
    add_request(
        desk.bench.program.store, account="Globex", subject="Mail is down", severity=Severity.CRITICAL,
        channel=Channel.CHAT, now=TUESDAY_10,
    )  # fmt: skip
    desk.composition.session.look()
    desk.settle()
    assert [each.account for each in desk.screen.around.deadlines] == ["Globex"]
    due = desk.screen.around.deadlines[0].due_at
    blocking = event("Workshop", 16, 10, 240)
    assert due < blocking.end.timestamp()
    add_event(desk.bench.program.store, blocking, now=TUESDAY_10)
    desk.composition.session.look()
    desk.settle()
    assert desk.screen.colliding(desk.event("Workshop"))


def test_an_empty_agenda_says_what_to_do(empty: Desk) -> None:
    empty.press("A")
    assert "N makes an event" in empty.screen.agenda.told
    assert not empty.screen.agenda.chosen_occurrence


def test_every_action_can_be_asked_for_from_elsewhere(desk: Desk) -> None:
    desk.press("Ctrl+1")
    desk.window.actions_list[Do.MONTH_VIEW].trigger()
    desk.settle()
    assert desk.screen.isVisible()
    assert desk.screen.look.view is View.MONTH


def test_a_month_and_back_gives_the_keys_to_the_view(desk: Desk) -> None:
    desk.screen.grid.setFocus()
    desk.press("M")
    assert desk.window.focusWidget() is desk.screen.month
    QTest.keyClick(desk.screen.month, Qt.Key.Key_Right)
    assert desk.screen.look.day == date(2026, 6, 17)


@pytest.mark.parametrize("width", [628, 700, 800, 960, 1280])
def test_the_line_above_it_fits_at_every_width(desk: Desk, width: int) -> None:
    desk.window.setMinimumSize(NARROW)
    desk.window.resize(width, 400)
    for key in ("B", "M", "A", "5", "Q"):
        desk.press(key)
        assert misfits(desk.screen.header) == set(), key


def test_where_they_have_no_room_the_views_are_a_menu(desk: Desk) -> None:
    desk.window.setMinimumSize(NARROW)
    desk.window.resize(628, 400)
    desk.settle()
    (switch,) = desk.screen.header.findChildren(ViewSwitch)
    (button,) = [each for each in switch.findChildren(QPushButton) if each.isVisible()]
    assert button.text() == "Work week ▾"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    shown = desk.window.actions_list[Do.MONTH_VIEW]
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(shown).center())
    desk.wait(lambda: desk.screen.look.view is View.MONTH)
    assert button.text() == "Month ▾"
    desk.screen.show_days(3)
    desk.settle()
    assert button.text() == "View ▾"


@pytest.mark.parametrize("width", [628, 960, 1280])
def test_colleagues_are_in_reach_of_the_hand_at_every_width(desk: Desk, width: int) -> None:
    desk.window.setMinimumSize(NARROW)
    desk.window.resize(width, 400)
    desk.settle()
    colleagues = desk.window.actions_list[Do.COLLEAGUES]
    buttons = [each for each in desk.screen.header.findChildren(QPushButton) if each.isVisible()]
    if colleagues.text() not in [each.accessibleName() for each in buttons]:
        (views,) = [each for each in buttons if each.text().endswith("▾")]
        QTest.mouseClick(views, Qt.MouseButton.LeftButton)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        assert colleagues in menu.actions()
        menu.close()


def test_in_a_narrow_window_the_field_that_adds_events_can_be_read(desk: Desk) -> None:
    desk.window.resize(960, 600)
    desk.settle()
    assert desk.screen.quick_add.width() >= 180
