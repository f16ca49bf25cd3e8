"""What is recommended is kept with a few keys, in a call and on the account's page, and followed there."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from tests.desktop.calls.conftest import Booking
from tests.desktop.calls.test_call_panel import booked, call

from opiekun.desktop.accounts.screen import AccountsScreen
from opiekun.desktop.recommendations.part import RecommendationsPart
from opiekun.desktop.shell.actions import Do
from opiekun.domain.recommendations import Advice
from opiekun.services.recommendations import recommendations_of


def standing(booking: Booking) -> list[tuple[str, Advice]]:
    return [(each.text, each.standing) for each in recommendations_of(booking.desk.bench.program.store, "Acme")]


def rows(part: RecommendationsPart) -> list[str]:
    model = part.list.model()
    return [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]


def recommend(booking: Booking, part: RecommendationsPart, *texts: str) -> None:
    for text in texts:
        booking.desk.press("Alt+R")
        assert part.typed.hasFocus()
        QTest.keyClicks(part.typed, text)
        booking.desk.press("Return")


def test_one_is_made_in_a_call_settled_with_a_letter_and_each_is_taken_back(booking: Booking) -> None:
    panel = booked(booking)
    part = panel.advice
    assert not part.list.isVisible()
    recommend(booking, part, "Use <b>departments</b>")
    assert part.typed.text() == ""
    assert rows(part) == ["Use <b>departments</b>, proposed · recommended Tue 16 Jun, in a call"]
    [made] = recommendations_of(booking.desk.bench.program.store, "Acme")
    assert made.call_uid == call(booking).uid
    part.list.setFocus()
    QTest.keyClick(part.list, Qt.Key.Key_A)
    booking.desk.settle()
    assert rows(part)[0].startswith("Use <b>departments</b>, accepted Tue 16 Jun")
    QTest.keyClick(part.list, Qt.Key.Key_A)
    booking.desk.settle()
    assert standing(booking) == [("Use <b>departments</b>", Advice.OPEN)]
    QTest.keyClick(part.list, Qt.Key.Key_X)
    booking.desk.settle()
    booking.desk.press("Ctrl+Z")
    assert standing(booking) == [("Use <b>departments</b>", Advice.OPEN)]
    for _ in range(3):
        booking.desk.press("Ctrl+Z")
    assert standing(booking) == []
    assert not part.list.isVisible()


def test_what_stays_chosen_is_the_same_one_and_what_is_done_stands_last(booking: Booking) -> None:
    part = booked(booking).advice
    recommend(booking, part, "First", "Second", "Third")
    part.list.setFocus()
    part.list.setCurrentIndex(part.list.model().index(0, 0))
    chosen = rows(part)[0]
    QTest.keyClick(part.list, Qt.Key.Key_D)
    booking.desk.settle()
    assert rows(part)[2].startswith(chosen.split(",")[0])
    assert part.list.currentIndex().row() == 2
    assert {text for text, standing in standing(booking) if standing is Advice.DONE} == {chosen.split(",")[0]}


def test_the_page_of_the_account_has_them_all(booking: Booking) -> None:
    part = booked(booking).advice
    recommend(booking, part, "In the call")
    booking.desk.press("Escape")
    window = booking.desk.composition.window
    window.go(Do.ACCOUNTS)
    booking.desk.settle()
    screen = window.findChild(AccountsScreen)
    assert screen is not None
    here = screen.findChild(RecommendationsPart)
    assert here is not None
    assert [row.split(",")[0] for row in rows(here)] == ["In the call"]
    here.typed.setFocus()
    recommend(booking, here, "By mail")
    assert set(rows(here)) == {
        "By mail, proposed · recommended Tue 16 Jun",
        "In the call, proposed · recommended Tue 16 Jun, in a call",
    }
    assert "Nothing that was recommended is pending." not in [
        each.text() for each in here.findChildren(QLabel) if each.isVisible()
    ]
