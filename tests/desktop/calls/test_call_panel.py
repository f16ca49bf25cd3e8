"""Before a call its brief is opened; there it is joined, moved and called off, and what became of it is told."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from tests.desktop.bench import TUESDAY_10
from tests.desktop.calendar.screen.desk import at
from tests.desktop.calls.conftest import Booking

from opiekun.bootstrap import Program
from opiekun.desktop.calls.call_panel import CallPanel
from opiekun.desktop.shell.actions import Do
from opiekun.domain.calls.calls import Call, CallStatus, Guest
from opiekun.domain.calls.mailboxes import MailServer, MailSettings, Security
from opiekun.domain.calls.outbox import Sending
from opiekun.domain.instants import utc_datetime, utc_seconds
from opiekun.services.calls.booking import Booking as Wanted
from opiekun.services.calls.booking import book
from opiekun.services.calls.reading import list_calls
from opiekun.services.queue import open_queue


def booked(booking: Booking, place: str = "https://meet.example.com/acme") -> CallPanel:
    """A call of tomorrow with two guests, open."""
    desk = booking.desk
    program: Program = desk.bench.program
    agent = desk.composition.session.agent
    guests = (Guest("cara@acme.example"), Guest("bob@acme.example"))
    wanted = Wanted("Acme", "assistance", at(17, 11), guests, agent.id if agent is not None else "", place=place)
    book(program.store, program.letter_writer, wanted, now=TUESDAY_10)
    desk.composition.session.look()
    desk.settle()
    desk.wait(lambda: any(each.summary == "Pomoc · Acme" for each in desk.screen.in_sight))
    desk.screen.view.setFocus()
    desk.screen.view.choose(desk.event("Pomoc · Acme"))
    desk.press("I")
    panel = desk.composition.calls.call
    desk.wait(panel.isVisible)
    return panel


def call(booking: Booking) -> Call:
    (only,) = list_calls(booking.desk.bench.program.store)
    return only


def words(panel: CallPanel) -> str:
    return "\n".join(each.text() for each in panel.findChildren(QLabel) if each.isVisible())


def test_a_guest_whose_invitation_waits_is_not_said_to_owe_an_answer(booking: Booking) -> None:
    program = booking.desk.bench.program
    with program.store.write() as unit:
        unit.mail.save_settings(MailSettings(MailServer("127.0.0.1", 1, Security.NONE), None))
    panel = booked(booking)
    assert "Cara Hill · ○ invitation not sent yet" in words(panel)
    with program.store.write() as unit:
        for letter in unit.mail.letters({Sending.WAITING}):
            unit.mail.save_letter(replace(letter, state=Sending.SENT))
    booking.desk.composition.mail.runner.read()
    booking.desk.wait(lambda: "Cara Hill · ○ has not answered" in words(panel))


def test_the_brief_tells_what_one_must_know(booking: Booking) -> None:
    told = words(booked(booking))
    for part in (
        "Pomoc · Acme",
        "Wed 17 Jun, 11:00–11:30 · booked",
        "05:00 in New York",
        "Cara Hill · ○ has not answered",
        "This is the first one.",
    ):
        assert part in told


@pytest.mark.parametrize("place", ["https://meet.example.com/acme", "tel:+48221234567", "sip:anna@example.com"])
def test_it_is_joined_in_the_browser_or_dialled(booking: Booking, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url.toString())) or True)
    booked(booking, place)
    booking.desk.press("Ctrl+J")
    assert opened == [place]


def test_it_is_moved_to_a_free_time(booking: Booking) -> None:
    panel = booked(booking)
    booking.desk.press("Alt+M")
    assert utc_seconds(at(17, 11, 15)) in panel.moving.when.list.starts
    panel.moving.when.list.choose(utc_seconds(at(17, 13)))
    booking.desk.press("Alt+Return")
    assert call(booking).start == utc_datetime(utc_seconds(at(17, 13)))
    assert "Wed 17 Jun, 13:00–13:30" in words(panel)
    assert not panel.moving.isVisible()
    booking.desk.press("Ctrl+Z")
    assert call(booking).start == utc_datetime(utc_seconds(at(17, 11)))


def test_it_is_called_off_and_that_is_taken_back(booking: Booking) -> None:
    panel = booked(booking)
    booking.desk.press("Alt+Del")
    assert call(booking).status is CallStatus.CANCELLED
    assert "called off" in words(panel)
    assert "Called off “Pomoc · Acme” · 2 guest(s) will be told" in booking.desk.said
    booking.desk.press("Ctrl+Z")
    assert call(booking).status is CallStatus.BOOKED


def test_what_became_of_it_is_told_with_one_key_and_taken_back_with_the_same(booking: Booking) -> None:
    booked(booking)
    booking.desk.press("Alt+H")
    assert call(booking).status is CallStatus.HELD
    assert "Call “Pomoc · Acme”: held" in booking.desk.said
    booking.desk.press("Alt+N")
    assert call(booking).status is CallStatus.NO_SHOW
    assert "Call “Pomoc · Acme”: no-show" in booking.desk.said
    booking.desk.press("Alt+N")
    assert call(booking).status is CallStatus.BOOKED


def test_escape_closes_what_was_opened_in_the_panel_before_the_panel(booking: Booking) -> None:
    panel = booked(booking)
    for opens, part in (("Alt+F", panel.subject), ("Alt+M", panel.moving)):
        booking.desk.press(opens)
        assert part.isVisible()
        booking.desk.press("Escape")
        assert (part.isVisible(), panel.isVisible()) == (False, True)
    booking.desk.press("Escape")
    assert not panel.isVisible()


def test_a_call_without_a_link_opens_at_its_move(booking: Booking) -> None:
    panel = booked(booking)
    booking.desk.press("Escape")
    assert panel.brief is not None
    panel.show_brief(replace(panel.brief, link=""))
    focus = QApplication.focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.text().startswith("Move")


def test_a_follow_up_is_made_with_a_few_keys(booking: Booking) -> None:
    panel = booked(booking)
    booking.desk.press("Alt+F")
    panel.subject.setText("Send the report")
    booking.desk.press("Return")
    rows = {row.subject: row for row in open_queue(booking.desk.bench.program.store, None)}
    booking.desk.press("Escape")
    booking.desk.composition.window.go(Do.DESK)
    booking.desk.composition.window.desk.select(rows["Send the report"].key, rows["Send the report"].id)
    booking.desk.settle()
    pane = booking.desk.composition.window.desk.pane
    [back] = [each for each in pane.findChildren(QPushButton) if each.text().startswith("Follows from")]
    assert back.text() == "Follows from “Pomoc · Acme”, tomorrow 11:00"
    back.click()
    booking.desk.wait(panel.isVisible)
    booking.desk.press("Ctrl+Z")
    assert "Send the report" not in [row.subject for row in open_queue(booking.desk.bench.program.store, None)]


def test_notes_are_saved_when_they_are_left_and_the_agenda_when_it_is_agreed_on(booking: Booking) -> None:
    panel = booked(booking)
    panel.texts.notes.setFocus()
    panel.texts.notes.setPlainText("They think of leaving")
    panel.texts.agenda.setFocus()
    booking.desk.settle()
    assert call(booking).notes == "They think of leaving"
    panel.texts.agenda.setPlainText("1. The report")
    booking.desk.press("Alt+A")
    assert call(booking).agenda == "1. The report"
    assert booking.desk.composition.session.drafts.drafts.notes == {}


def test_guests_are_added_and_removed(booking: Booking) -> None:
    panel = booked(booking)
    panel.guests.typed.setFocus()
    panel.guests.typed.setText("dan@acme.example")
    booking.desk.press("Return")
    assert [guest.email for guest in call(booking).guests][-1] == "dan@acme.example"
    panel.guests.removed.emit("bob@acme.example")
    booking.desk.settle()
    assert [guest.email for guest in call(booking).guests] == ["cara@acme.example", "dan@acme.example"]


def test_an_event_that_was_not_booked_is_shown_in_the_calendar(booking: Booking) -> None:
    booking.desk.screen.view.setFocus()
    booking.desk.screen.view.choose(booking.desk.event("Training with Acme"))
    booking.desk.press("I")
    booking.desk.settle()
    assert "not booked as a call" in booking.desk.said
    assert not booking.desk.composition.calls.call.isVisible()


def test_the_small_editor_of_a_call_leads_to_its_brief(booking: Booking) -> None:
    panel = booked(booking)
    booking.desk.press("Escape")
    assert not panel.isVisible()
    booking.desk.screen.view.setFocus()
    booking.desk.press("Return")
    booking.desk.press("Alt+I")
    booking.desk.wait(panel.isVisible)


def test_of_a_call_that_is_moved_another_time_is_asked_for(booking: Booking) -> None:
    panel = booked(booking)
    booking.desk.press("Alt+V")
    assert call(booking).status is CallStatus.MOVED
    assert panel.moving.isVisible()
    panel.moving.when.list.choose(utc_seconds(at(17, 13)))
    booking.desk.press("Alt+Return")
    assert (call(booking).status, call(booking).start) == (CallStatus.BOOKED, utc_datetime(utc_seconds(at(17, 13))))
    booking.desk.press("Ctrl+Z")
    assert (call(booking).status, call(booking).start) == (CallStatus.MOVED, utc_datetime(utc_seconds(at(17, 11))))
    booking.desk.press("Ctrl+Z")
    assert call(booking).status is CallStatus.BOOKED
