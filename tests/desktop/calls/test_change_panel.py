"""The agent is taken ill: the calls of a stretch are moved, handed over or called off in one go."""

from PySide6.QtWidgets import QLabel
from tests.desktop.bench import TUESDAY_10
from tests.desktop.calendar.screen.desk import at
from tests.desktop.calls.conftest import Booking

from opiekun.desktop.calls.change_panel import ChangePanel
from opiekun.domain.calls.calls import CallStatus, Guest
from opiekun.domain.calls.outbox import OpenProposal
from opiekun.domain.invitations.verdicts import Proposal
from opiekun.domain.people import Agent, Duty
from opiekun.services.accounts import save_agent, set_duty
from opiekun.services.calls.booking import Booking as Wanted
from opiekun.services.calls.booking import book
from opiekun.services.calls.changes import Remedy
from opiekun.services.calls.changing import cancel


def opened(booking: Booking, *hours: int) -> ChangePanel:
    """Calls of tomorrow, and the panel that shows that day."""
    desk = booking.desk
    program = desk.bench.program
    agent = desk.composition.session.agent
    for hour in hours:
        wanted = Wanted("Acme", "assistance", at(17, hour), (Guest("cara@acme.example", "Cara Hill"),),
                        agent.id if agent is not None else "")  # fmt: skip
        book(program.store, program.letter_writer, wanted, now=TUESDAY_10)
    desk.press("Ctrl+Shift+B")
    panel = desk.composition.calls.change
    panel.field.between("17.6 0:00", "18.6 0:00")
    desk.wait(lambda: len(panel.lines) == len(hours))
    return panel


def words(panel: ChangePanel) -> str:
    return "\n".join(each.text() for each in panel.findChildren(QLabel) if each.isVisible())


def test_a_stretch_without_calls_says_so(booking: Booking) -> None:
    panel = opened(booking)
    assert "nobody needs to be told" in words(panel)
    assert not panel.do_it.isVisible()


def test_a_stretch_that_cannot_be_read_is_refused(booking: Booking) -> None:
    panel = opened(booking)
    panel.field.between("17.6 12:00", "17.6 11:00")
    booking.desk.settle()
    assert "ends before it begins" in words(panel)


def test_days_that_are_typed_are_whole_and_what_was_understood_is_told(booking: Booking) -> None:
    panel = opened(booking, 11)
    panel.field.between("16.6 12:00", "17.6")
    booking.desk.settle()
    assert [line.ways.call.start for line in panel.lines] == [at(17, 11)]
    assert "From Tue 16 Jun 12:00 to Wed 17 Jun 24:00" in words(panel)
    panel.field.between("17.6 11:30", "18.6 9.15")
    booking.desk.settle()
    assert "From Wed 17 Jun 11:30 to Thu 18 Jun 09:15" in words(panel)


def test_tomorrow_and_the_week_can_be_chosen(booking: Booking) -> None:
    panel = opened(booking, 11)
    panel.field.which.choose("today")
    booking.desk.settle()
    assert panel.lines == []
    for which, told in (("tomorrow", "From Wed 17 Jun 00:00 to Wed 17 Jun 24:00"), ("week", "to Sun 21 Jun 24:00")):
        panel.field.which.choose(which)
        booking.desk.settle()
        assert told in words(panel)
        assert len(panel.lines) == 1


def test_the_time_to_which_each_call_would_move_is_named(booking: Booking) -> None:
    panel = opened(booking, 11)
    booking.desk.press("Alt+M")
    moment = panel.lines[0].ways.starts[0].astimezone(at(18, 0).tzinfo)
    assert f"moves to Thu 18 Jun {moment:%H:%M}, or the nearest time that is free then" in panel.summary.text()


def test_a_time_that_a_guest_proposes_is_told_beside_the_call(booking: Booking) -> None:
    panel = opened(booking, 11)
    with booking.desk.bench.program.store.write() as unit:
        uid = booking.calls[0].uid
        unit.mail.save_proposal(OpenProposal("1", uid, Proposal("cara@acme.example", "", at(17, 14), at(17, 15))))
    panel.look()
    booking.desk.settle()
    assert "Cara Hill proposes Wed 17 Jun 14:00–15:00" in words(panel)


def test_calls_are_moved_and_called_off_in_one_go_and_taken_back(booking: Booking) -> None:
    panel = opened(booking, 11, 13)
    assert not panel.do_it.isEnabled()
    booking.desk.press("Alt+M")
    panel.lines[1].decide(Remedy.CANCEL)
    assert "Cara Hill: “Pomoc · Acme” is called off" in panel.summary.text()
    booking.desk.press("Ctrl+Return")
    (moved,) = (call for call in booking.calls if call.status is CallStatus.BOOKED)
    assert moved.start >= at(18, 0)
    assert "Rearranged 2 call" in booking.desk.said
    assert panel.lines == []
    booking.desk.press("Ctrl+Z")
    assert "rearranging calls" in booking.desk.said
    assert [(call.start, call.status) for call in booking.calls] == [
        (at(17, 11), CallStatus.BOOKED), (at(17, 13), CallStatus.BOOKED)
    ]  # fmt: skip
    assert len(panel.lines) == len(booking.calls)


def test_a_call_is_handed_to_the_cover_by_name(booking: Booking) -> None:
    store = booking.desk.bench.program.store
    save_agent(store, Agent("", "Bert", "bert@desk.example"))
    set_duty(store, "Acme", Duty.COVER, "Bert", now=TUESDAY_10)
    panel = opened(booking, 11)
    booking.desk.press("Alt+H")
    assert panel.summary.text().splitlines() == [
        "Cara Hill: “Pomoc · Acme” is held by Bert",
        "Bert: is invited to “Pomoc · Acme”",
    ]
    booking.desk.press("Ctrl+Return")
    assert "bert@desk.example" in [guest.email for guest in booking.calls[0].guests]
    booking.desk.press("Ctrl+Z")
    assert [guest.email for guest in booking.calls[0].guests] == ["cara@acme.example"]
    assert "handing over “Pomoc · Acme”" in booking.desk.said


def test_what_is_refused_is_said_beside_its_call_and_nothing_is_changed(booking: Booking) -> None:
    panel = opened(booking, 11, 13)
    for line in panel.lines:
        line.choice.setCurrentIndex(2)
    booking.desk.press("Ctrl+Return")
    assert [line.refusal.isVisible() for line in panel.lines] == [False, True]
    assert [call.start for call in booking.calls] == [at(17, 11), at(17, 13)]
    program = booking.desk.bench.program
    cancel(program.store, program.letter_writer, booking.calls[1].uid, now=TUESDAY_10)
    booking.desk.press("Ctrl+Return")
    assert panel.lines[1].refusal.isVisible()
