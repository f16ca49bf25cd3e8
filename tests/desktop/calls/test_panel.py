"""A call is booked from wherever one is, at a time that is free, and nothing that was typed is lost."""

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.policy import SMTP
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel
from tests.desktop.calendar.screen.desk import at, event
from tests.desktop.calls.conftest import Booking

from opiekun.desktop.calls.panel import BookingPanel
from opiekun.desktop.calls.wish import Begun
from opiekun.desktop.shell.actions import Do
from opiekun.desktop.widgets.fields import Choice
from opiekun.domain.calendar.events import EventPurpose
from opiekun.domain.calls.calls import CallStatus
from opiekun.domain.calls.outbox import Letter, Outgoing, Sending
from opiekun.domain.instants import utc_seconds
from opiekun.domain.people import Agent
from opiekun.services.accounts import save_agent


def for_acme(booking: Booking) -> BookingPanel:
    """The panel with the account typed."""
    panel = booking.open()
    panel.fields.account.setText("Acme")
    booking.desk.settle()
    return panel


def invite_cara(panel: BookingPanel) -> None:
    ticks = (each for each in panel.fields.guests.findChildren(QCheckBox) if each.isVisible())
    next(each for each in ticks if "Cara" in each.text()).setChecked(True)


def said(panel: BookingPanel) -> str:
    return next((each.text() for each in panel.findChildren(QLabel) if each.isVisible() and "◆" in each.text()), "")


def test_a_call_is_booked_at_a_free_time(booking: Booking) -> None:
    panel = for_acme(booking)
    assert panel.slots.answer is not None
    assert panel.when.list.starts == panel.slots.answer.starts
    start = panel.when.list.starts[0]
    panel.choose(start)
    invite_cara(panel)
    booking.desk.press("Ctrl+Return")
    assert not panel.isVisible()
    (call,) = booking.calls
    assert (call.title, call.status, utc_seconds(call.start)) == ("Pomoc · Acme", CallStatus.BOOKED, start)
    assert [(guest.email, guest.name) for guest in call.guests] == [("cara@acme.example", "Cara Hill")]
    assert "Booked “Pomoc · Acme”" in booking.desk.said
    assert booking.desk.composition.session.drafts.drafts.call == {}
    booking.desk.press("Ctrl+Z")
    assert [call.status for call in booking.calls] == [CallStatus.CANCELLED]


def test_the_calendar_goes_to_the_days_of_a_call_that_is_booked(booking: Booking) -> None:
    screen = booking.desk.screen
    first = screen.look.first
    for day, shown in ((17, first), (23, first + timedelta(days=7))):
        panel = for_acme(booking)
        panel.choose(utc_seconds(at(day, 11)))
        invite_cara(panel)
        booking.desk.press("Ctrl+Return")
        assert screen.look.first == shown, said(panel)
        assert any(each.start == utc_seconds(at(day, 11)) for each in screen.in_sight)


def test_the_status_line_stays_in_sight_below_the_panel(booking: Booking) -> None:
    panel, status = booking.open(), booking.desk.window.status
    assert panel.geometry().bottom() < status.mapTo(booking.desk.window, QPoint(0, 0)).y()


def test_what_is_missing_is_said_and_nothing_is_booked(booking: Booking) -> None:
    panel = booking.open()
    booking.desk.press("Ctrl+Return")
    assert "account" in said(panel)
    panel.fields.account.setText("Acme")
    booking.desk.settle()
    panel.book()
    assert "time" in said(panel)
    panel.choose(panel.when.list.starts[0])
    panel.book()
    assert "guest" in said(panel)
    panel.fields.guests.typed.setText("nobody")
    panel.book()
    assert "nobody" in said(panel)


def test_times_are_told_on_both_clocks_and_days_without_say_why(booking: Booking) -> None:
    panel = for_acme(booking)
    rows = [panel.when.list.item(row).text() for row in range(panel.when.list.count())]
    assert any("12:00   ·   06:00 in New York" in row for row in rows)
    assert any(row.startswith("Sat 20 Jun – Sun 21 Jun: closed: a day off") for row in rows)


def test_before_the_account_is_known_the_time_that_is_asked_for_is_told_over_no_empty_list(booking: Booking) -> None:
    booking.desk.screen.grid.setFocus()
    aim(booking, 17, 13 * 60)
    panel = booking.open()
    assert not panel.when.list.isVisible()
    told = [each.text() for each in panel.when.findChildren(QLabel) if each.isVisible()]
    assert told == ["Wed 17 Jun, 13:00: first choose the account."]
    panel.fields.account.setText("Acme")
    booking.desk.settle()
    assert panel.when.list.isVisible()
    panel.fields.account.setText("Nobody")
    booking.desk.settle()
    assert not panel.when.list.isVisible()


def test_a_time_that_is_taken_meanwhile_leads_to_the_nearest_free_ones(booking: Booking) -> None:
    panel = for_acme(booking)
    start = utc_seconds(at(17, 11))
    panel.choose(start)
    invite_cara(panel)
    booking.add(event("Workshop", 17, 11))
    booking.desk.press("Ctrl+Return")
    assert panel.isVisible()
    assert "Wed 17 Jun 11:00 is not bookable: busy: “Workshop” 11:00–12:00." in said(panel)
    booking.desk.press("Alt+1")
    assert panel.when.start is not None
    assert abs(panel.when.start - start) <= 7200
    assert panel.when.start in panel.when.list.starts
    panel_start = panel.when.start
    booking.desk.press("Ctrl+Return")
    assert [utc_seconds(call.start) for call in booking.calls] == [panel_start]


def test_what_was_typed_survives_closing_and_another_start(booking: Booking) -> None:
    panel = for_acme(booking)
    start = panel.when.list.starts[3]
    panel.choose(start)
    panel.fields.guests.typed.setText("dan@acme.example")
    panel.fields.agenda.setPlainText("Only this")
    booking.desk.press("Escape")
    assert not panel.isVisible()
    booking.open()
    booking.desk.settle()
    assert panel.fields.account.text() == "Acme"
    assert panel.fields.guests.typed.text() == "dan@acme.example"
    assert panel.fields.agenda.toPlainText() == "Only this"
    assert panel.when.start == start
    booking.desk.press("Alt+Del")
    booking.open()
    assert panel.fields.account.text() == ""
    assert panel.when.start is None


def test_from_a_request_its_account_and_itself_are_filled_in(booking: Booking) -> None:
    booking.desk.window.go(Do.DESK)
    booking.desk.settle()
    panel = booking.open()
    assert panel.fields.account.text() == "Acme"
    assert "Slow list" in panel.fields.request.currentText()


@pytest.mark.parametrize(
    ("asks", "ticked", "typed"),
    [("CARA@acme.example", ("cara@acme.example",), ""), ("eve@acme.example", (), "eve@acme.example"), ("", (), "")],
)
def test_from_a_request_who_asks_is_invited(booking: Booking, asks: str, ticked: tuple[str, ...], typed: str) -> None:
    booking.desk.composition.calls.begin(Begun("Acme", "R-1", guest=asks))
    booking.desk.settle()
    assert booking.panel.fields.guests.ticked == ticked
    assert booking.panel.fields.guests.typed.text() == typed


def test_free_times_stand_on_the_calendar_and_are_picked_there(booking: Booking) -> None:
    panel = for_acme(booking)
    screen = booking.desk.screen
    bookable = screen.grid.content.bookable
    assert bookable is not None
    assert utc_seconds(at(17, 11)) in bookable.starts
    grid = screen.grid
    wanted = utc_seconds(at(17, 11))
    day = next(number for number, each in enumerate(grid.days) if each.day == 17)
    rect = grid.minutes_rect(day, 11 * 60, 11 * 60 + 15)
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=QPoint(rect.left() + 40, rect.center().y()))
    booking.desk.settle()
    assert panel.when.start == wanted
    assert grid.content.bookable is not None
    assert grid.content.bookable.chosen == wanted
    booking.desk.press("Escape")
    assert grid.content.bookable is None


def aim(booking: Booking, day: int, minutes: int) -> None:
    grid = booking.desk.screen.grid
    column = next(number for number, each in enumerate(grid.days) if each.day == day)
    rect = grid.minutes_rect(column, minutes, minutes + 30)
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=QPoint(rect.left() + 30, rect.top() + 6))
    booking.desk.settle()


def test_any_time_says_why_it_is_not_bookable(booking: Booking) -> None:
    grid = booking.desk.screen.grid
    grid.setFocus()
    aim(booking, 18, 17 * 60 + 30)
    booking.desk.press("Y")
    panel = booking.panel
    assert panel.isVisible()
    panel.fields.account.setText("Acme")
    booking.desk.settle()
    assert "Thu 18 Jun 17:30 is not bookable: the call would not lie inside the working hours." in said(panel)
    booking.desk.composition.calls.why(utc_seconds(at(17, 9)))
    booking.desk.settle()
    assert "busy: “Stand-up” 09:00–09:15" in said(panel)
    booking.desk.press("Alt+1")
    assert panel.when.start == utc_seconds(at(17, 9, 15))


def test_a_call_begun_at_a_time_on_the_calendar_takes_it_where_it_is_free(booking: Booking) -> None:
    booking.desk.screen.grid.setFocus()
    aim(booking, 17, 13 * 60)
    panel = for_acme(booking)
    assert panel.when.start == utc_seconds(at(17, 13))
    assert said(panel) == ""


def test_the_invitation_is_shown_as_the_first_guest_reads_it(booking: Booking) -> None:
    panel = for_acme(booking)
    panel.choose(utc_seconds(at(17, 13)))
    invite_cara(panel)
    panel.fields.agenda.setPlainText("Tylko to")
    booking.desk.press("Alt+P")
    assert panel.preview.isVisible()
    assert "Tylko to" in panel.preview.text.toPlainText()
    assert "07:00" in panel.preview.text.toPlainText()
    assert booking.calls == []


def offer_two(booking: Booking) -> BookingPanel:
    """Two times are kept for Acme, at eleven and at one."""
    panel = for_acme(booking)
    for hour in (11, 13):
        panel.when.list.choose(utc_seconds(at(17, hour)))
        panel.when.list.setFocus()
        booking.desk.press("Space")
    assert panel.offers.starts == (utc_seconds(at(17, 11)), utc_seconds(at(17, 13)))
    assert booking.desk.screen.grid.content.bookable is not None
    assert panel.offers.starts == booking.desk.screen.grid.content.bookable.ticked
    booking.desk.press("Alt+O")
    booking.desk.settle()
    return panel


@pytest.mark.parametrize(("first", "last"), [(13, 16), (15.25, 12.9)])
def test_a_drag_over_free_times_ticks_each_that_fits_beside_the_others(
    booking: Booking, first: float, last: float
) -> None:
    panel = for_acme(booking)
    panel.offers.toggle(utc_seconds(at(17, 11)))
    booking.desk.settle()
    grid = booking.desk.screen.grid
    day = next(number for number, each in enumerate(grid.days) if each.day == 17)

    def spot(hours: float) -> QPoint:
        rect = grid.minutes_rect(day, round(hours * 60), round(hours * 60) + 15)
        return QPoint(rect.left() + 40, rect.top() + 4)

    assert panel.fields.call_type is not None
    length = panel.fields.call_type.minutes * 60
    QTest.mousePress(grid, Qt.MouseButton.LeftButton, pos=spot(first))
    for hours in (first, (first + last) / 2, last):
        QTest.mouseMove(grid, spot(hours))
        booking.desk.settle()
    QTest.mouseRelease(grid, Qt.MouseButton.LeftButton, pos=spot(last))
    booking.desk.settle()
    before, *swept = panel.offers.starts
    assert before == utc_seconds(at(17, 11))
    assert len(swept) >= 2
    assert all(later - earlier >= length for earlier, later in pairwise(swept))
    assert utc_seconds(at(17, int(first), round(first % 1 * 60))) in swept
    assert panel.when.start is None
    assert grid.content.bookable is not None
    assert grid.content.bookable.ticked == panel.offers.starts


def ghosts(booking: Booking) -> int:
    return len([each for each in booking.desk.screen.in_sight if each.purpose is EventPurpose.HOLD])


def offering(booking: Booking) -> list[Letter]:
    with booking.desk.bench.program.store.read() as unit:
        return [each for each in unit.mail.letters([*Sending]) if each.kind is Outgoing.OFFER]


def test_several_times_are_offered_and_kept_and_the_text_is_copied(booking: Booking) -> None:
    panel = offer_two(booking)
    assert "05:00" in panel.offers.text.toPlainText()
    assert panel.when.list.starts[:2] == (utc_seconds(at(17, 11)), utc_seconds(at(17, 13)))
    assert panel.when.list.item(0).text() == "Offered, kept until Thu 18 Jun 10:00; Enter books one"
    assert ghosts(booking) == 2
    booking.desk.press("Alt+C")
    assert QApplication.clipboard().text() == panel.offers.text.toPlainText()
    assert "Copied" in booking.desk.said


def test_offered_times_are_mailed_as_the_text_shows_and_the_mail_can_be_taken_back(booking: Booking) -> None:
    panel = offer_two(booking)
    booking.desk.press("Alt+M")
    assert "guest" in said(panel)
    invite_cara(panel)
    booking.desk.settle()
    assert "Dzień dobry Cara Hill" in panel.offers.text.toPlainText()
    booking.desk.press("Alt+M")
    booking.desk.settle()
    assert "The offered times go to cara@acme.example" in booking.desk.said
    [letter] = offering(booking)
    message = message_from_bytes(letter.content, policy=SMTP)
    body = message.get_body(("plain",))
    assert body is not None
    assert body.get_content().split() == panel.offers.text.toPlainText().split()
    booking.desk.press("Alt+M")
    assert "already" in said(panel)
    booking.desk.press("Ctrl+Z")
    booking.desk.settle()
    assert offering(booking) == []


def test_the_customer_who_answers_by_phone_gets_an_offered_time_with_one_key(booking: Booking) -> None:
    panel = offer_two(booking)
    invite_cara(panel)
    booking.desk.settle()
    booking.desk.press("Alt+M")
    booking.desk.settle()
    panel.discard()
    panel = for_acme(booking)
    panel.when.list.choose(utc_seconds(at(17, 13)))
    panel.when.list.setFocus()
    booking.desk.press("Return")
    booking.desk.settle()
    assert [utc_seconds(call.start) for call in booking.calls] == [utc_seconds(at(17, 13))]
    assert [guest.email for guest in booking.calls[0].guests] == ["cara@acme.example"]
    assert ghosts(booking) == 0


def test_an_offer_is_found_again_by_its_times_and_taken_back(booking: Booking) -> None:
    offer_two(booking).discard()
    panel = for_acme(booking)
    panel.choose(utc_seconds(at(17, 13)))
    booking.desk.settle()
    assert "05:00" in panel.offers.text.toPlainText()
    booking.desk.press("Alt+W")
    booking.desk.settle()
    assert ghosts(booking) == 0
    assert not panel.offers.text.isVisible()
    booking.desk.press("Ctrl+Z")
    booking.desk.settle()
    assert ghosts(booking) == 2


def test_enter_on_an_offered_time_of_the_calendar_opens_the_offer(booking: Booking) -> None:
    offer_two(booking).discard()
    screen = booking.desk.screen
    screen.editors.open(next(each for each in screen.in_sight if each.start == utc_seconds(at(17, 13))))
    booking.desk.settle()
    panel = booking.panel
    assert panel.isVisible()
    assert not screen.editors.small.isVisible()
    assert (panel.fields.account.text(), panel.when.start) == ("Acme", utc_seconds(at(17, 13)))
    assert "05:00" in panel.offers.text.toPlainText()
    invite_cara(panel)
    panel.when.list.setFocus()
    booking.desk.press("Return")
    booking.desk.settle()
    assert [utc_seconds(call.start) for call in booking.calls] == [utc_seconds(at(17, 13))]


def test_a_time_that_is_held_for_nothing_opens_as_any_event(booking: Booking) -> None:
    booking.add(replace(event("Held", 17, 14), purpose=EventPurpose.HOLD))
    booking.desk.composition.session.look()
    screen = booking.desk.screen
    booking.desk.wait(lambda: any(each.summary == "Held" for each in screen.in_sight))
    screen.editors.open(next(each for each in screen.in_sight if each.summary == "Held"))
    booking.desk.settle()
    assert screen.editors.small.isVisible()
    assert not booking.panel.isVisible()


def test_times_on_offer_vanish_when_their_end_has_come(booking: Booking) -> None:
    offer_two(booking)
    booking.desk.window.metronome.tick.emit(utc_seconds(at(18, 9, 59)))
    booking.desk.settle()
    assert ghosts(booking) == 2
    booking.desk.window.metronome.tick.emit(utc_seconds(at(18, 10, 1)))
    booking.desk.wait(lambda: ghosts(booking) == 0)
    with booking.desk.bench.program.store.read() as unit:
        assert unit.calls.holds() == []


def choose(panel: BookingPanel, name: str, words: str) -> None:
    """Choose that entry, as a person does."""
    field = next(each for each in panel.findChildren(Choice) if each.accessibleName() == name)
    field.setCurrentIndex(field.findText(words))
    field.activated.emit(field.currentIndex())


def test_a_specialist_is_asked_for_and_another_agent_can_hold_the_call(
    booking: Booking,
) -> None:
    store = booking.desk.bench.program.store
    for agent in (Agent("", "Sven", "sven@desk.example", level=2), Agent("", "Bob", "bob@desk.example")):
        save_agent(store, agent)
    panel = for_acme(booking)
    assert [each.isVisible() for each in panel.findChildren(Choice) if each.accessibleName() == "Specialist"] == [False]
    choose(panel, "Type", "Migration call")
    booking.desk.settle()
    assert panel.fields.who.specialist == ""
    choose(panel, "Specialist", "Sven")
    choose(panel, "Held by", "Bob")
    booking.desk.settle()
    assert panel.slots.answer is not None
    holder = panel.slots.answer.found.holder
    assert holder.agent is not None
    assert (holder.agent.name, [each.name for each in holder.specialists]) == ("Bob", ["Sven"])
    panel.choose(panel.when.list.starts[0])
    invite_cara(panel)
    booking.desk.press("Ctrl+Return")
    booking.desk.settle()
    (call,) = booking.calls
    assert [guest.email for guest in call.guests] == ["cara@acme.example", "sven@desk.example"]
    assert call.agent_id == holder.agent.id


def test_a_span_that_is_drawn_becomes_a_call(booking: Booking) -> None:
    grid = booking.desk.screen.grid
    aim(booking, 17, 13 * 60)
    booking.desk.press("Down")
    booking.desk.press("Shift+Down")
    booking.desk.press("Return")
    assert grid.aimed is not None
    panel = for_acme(booking)
    assert panel.when.start == utc_seconds(at(17, 13, 30))
