"""The month shows on which days a call can be booked, and says why not on the others."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from tests.desktop.calls.conftest import Booking
from tests.desktop.calls.test_panel import for_acme, said

from opiekun.desktop.calendar.look import View
from opiekun.desktop.calendar.month import MonthView
from opiekun.domain.instants import utc_datetime

SATURDAY, TUESDAY = date(2026, 6, 20), date(2026, 6, 23)


@pytest.fixture
def month(booking: Booking) -> MonthView:
    """A call for Acme is being booked beside it."""
    booking.desk.press("Ctrl+2")
    for_acme(booking)
    booking.desk.screen.show_view(View.MONTH)
    booking.desk.settle()
    return booking.desk.screen.month


def on(month: MonthView, day: date) -> tuple[int, str]:
    assert month.content.bookable is not None
    found = next(each for each in month.content.bookable.days if each.day == day)
    return found.starts, found.words


def test_days_have_as_many_free_times_as_the_panel_finds(booking: Booking, month: MonthView) -> None:
    starts, words = on(month, TUESDAY)
    answer = booking.panel.slots.answer
    assert answer is not None
    zone = booking.desk.composition.session.zone
    booking.panel.when.days_wanted.emit(TUESDAY)
    booking.desk.settle()
    answer = booking.panel.slots.answer
    assert answer is not None
    listed = [each for each in answer.starts if utc_datetime(each).astimezone(zone).date() == TUESDAY]
    assert starts == len(listed) > 0
    assert words == f"Tue 23 Jun: {starts} free time(s), the first at 09:15"
    assert on(month, SATURDAY) == (0, "Sat 20 Jun is not bookable: closed: a day off.")


def test_the_day_under_the_keys_and_the_hand_says_it(month: MonthView) -> None:
    month.show_content(month.content, SATURDAY)
    assert "Sat 20 Jun is not bookable" in month.accessibleDescription()
    at = month.day_rect(SATURDAY).center()
    QApplication.sendEvent(month, QHelpEvent(QEvent.Type.ToolTip, at, month.mapToGlobal(at)))
    assert "not bookable" in QToolTip.text()


def test_y_says_why_of_the_day(booking: Booking, month: MonthView) -> None:
    booking.desk.screen.go_to(SATURDAY)
    booking.desk.settle()
    month.setFocus()
    booking.desk.press("Y")
    assert said(booking.panel) == "◆ Sat 20 Jun is not bookable: closed: a day off."


def test_the_menu_of_a_day_asks_the_same(booking: Booking, month: MonthView) -> None:
    menu = booking.desk.composition._days
    assert menu is not None
    month.customContextMenuRequested.emit(month.day_rect(TUESDAY).center())
    menu.menu.actions()[1].trigger()
    booking.desk.settle()
    assert "Tue 23 Jun" in said(booking.panel)
    menu.menu.close()


def test_it_is_said_once_it_is_known_for_whom(booking: Booking) -> None:
    booking.desk.press("Ctrl+2")
    booking.desk.screen.show_view(View.MONTH)
    booking.desk.screen.go_to(SATURDAY)
    booking.desk.settle()
    booking.desk.screen.month.setFocus()
    booking.desk.press("Y")
    assert (booking.panel.isVisible(), said(booking.panel)) == (True, "")
    booking.panel.fields.account.setText("Acme")
    booking.desk.settle()
    booking.desk.wait(lambda: "Sat 20 Jun" in said(booking.panel))
