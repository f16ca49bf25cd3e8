"""Before a call its brief opens by itself, once, and never takes the keyboard from what is being typed."""

from dataclasses import replace
from datetime import datetime, timedelta

from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from tests.desktop.bench import TUESDAY_10
from tests.desktop.calendar.screen.desk import at
from tests.desktop.calls.conftest import Booking
from tests.desktop.notifications.test_notifier import TrayOnPaper

from opiekun.bootstrap import Program
from opiekun.desktop.calls.call_panel import CallPanel
from opiekun.desktop.notifications.brief_bar import BriefBar
from opiekun.desktop.notifications.briefs import Briefs
from opiekun.desktop.notifications.outcomes import Outcomes
from opiekun.desktop.session import Session
from opiekun.desktop.shell.actions import Do
from opiekun.domain.calls.calls import Guest
from opiekun.domain.instants import utc_seconds
from opiekun.services.calls.booking import Booking as Wanted
from opiekun.services.calls.booking import book
from opiekun.services.calls.changing import cancel
from opiekun.services.recommendations import recommend

START = at(16, 12, 30)


def book_call(booking: Booking, start: datetime = START) -> str:
    program: Program = booking.desk.bench.program
    agent = booking.desk.composition.session.agent
    wanted = Wanted("Acme", "assistance", start, (Guest("cara@acme.example"),), agent.id if agent is not None else "")
    uid = book(program.store, program.letter_writer, wanted, now=TUESDAY_10).name
    booking.desk.composition.session.look()
    booking.desk.settle()
    return uid


def briefs(booking: Booking) -> Briefs:
    return booking.desk.composition.window.findChildren(Briefs)[0]


def panel(booking: Booking) -> CallPanel:
    return booking.desk.composition.calls.call


def come(booking: Booking, moment: datetime) -> None:
    """It is that late; what is due is opened."""
    briefs(booking).tick(utc_seconds(moment))
    booking.desk.settle()


class Late:
    """The session at six in the evening."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def now(self) -> datetime:
        return at(16, 18)

    def __getattr__(self, name: str) -> object:
        return getattr(self._session, name)


def bar(booking: Booking) -> BriefBar:
    return booking.desk.composition.window.findChildren(BriefBar)[0]


def told(booking: Booking, moment: datetime) -> str:
    """What the line says then: the window's own clock stands at ten."""
    line = bar(booking)
    line.tick(utc_seconds(moment))
    return line.findChildren(QLabel)[0].whole if line.isVisible() else ""  # type: ignore[attr-defined]


def test_it_opens_beside_what_is_in_sight_without_the_focus_once(booking: Booking) -> None:
    book_call(booking)
    recommend(booking.desk.bench.program.store, "Acme", "Use departments", now=TUESDAY_10)
    booking.desk.composition.window.go(Do.DESK)
    listed = booking.desk.composition.window.desk.queue.view
    listed.setFocus()
    come(booking, START - timedelta(minutes=11))
    assert not panel(booking).isVisible()
    come(booking, START - timedelta(minutes=10))
    assert panel(booking).isVisible()
    assert QApplication.focusWidget() is listed
    assert "Alt+B" in booking.desk.said
    assert not bar(booking).isVisible()
    booking.desk.press("Alt+B")
    assert panel(booking).isAncestorOf(QApplication.focusWidget())
    booking.desk.press("Escape")
    assert QApplication.focusWidget() is listed
    come(booking, START - timedelta(minutes=5))
    assert not panel(booking).isVisible()


def test_whoever_types_goes_on_typing_and_opens_it_with_a_key(booking: Booking) -> None:
    recommend(booking.desk.bench.program.store, "Acme", "Use departments", now=TUESDAY_10)
    uid = book_call(booking)
    window = booking.desk.composition.window
    window.go(Do.ACCOUNTS)
    booking.desk.settle()
    typed = next(each for each in window.findChildren(QLineEdit) if each.accessibleName() == "Filter accounts")
    typed.setFocus()
    come(booking, START - timedelta(minutes=10))
    assert QApplication.focusWidget() is typed
    assert not panel(booking).isVisible()
    assert (
        told(booking, START - timedelta(minutes=10))
        == "in 10 min · Pomoc · Acme · 1 open request(s) · 1 recommendation(s) pending"
    )
    come(booking, START + timedelta(minutes=3))
    assert told(booking, START + timedelta(minutes=3)).startswith("since 3 min · ")
    booking.desk.press("Alt+B")
    assert panel(booking).isVisible()
    assert panel(booking).brief is not None
    assert panel(booking).brief.call.uid == uid
    assert told(booking, START) == ""


def test_what_is_called_off_or_over_is_not_told_any_more(booking: Booking) -> None:
    uid = book_call(booking)
    window, program = booking.desk.composition.window, booking.desk.bench.program
    booking.open()
    come(booking, START - timedelta(minutes=10))
    assert told(booking, START - timedelta(minutes=10)).startswith("in 10 min")
    cancel(program.store, program.letter_writer, uid, now=TUESDAY_10)
    booking.desk.composition.session.look()
    booking.desk.settle()
    assert told(booking, START) == ""
    window.actions_list[Do.BRIEF].trigger()
    assert "no call in the next 24 hours" in booking.desk.said


def test_after_a_sleep_and_after_a_restart_no_brief_of_a_past_call_opens(booking: Booking) -> None:
    uid = book_call(booking)
    come(booking, START + timedelta(hours=2))
    assert not panel(booking).isVisible()
    tray = TrayOnPaper()
    session, window = booking.desk.composition.session, booking.desk.composition.window
    again = Briefs(session, window, BriefBar(booking.desk.bench.theme, window), tray)  # type: ignore[arg-type]
    booking.desk.settle()
    again.tick(utc_seconds(START + timedelta(minutes=20)))
    booking.desk.settle()
    assert [(each.title, each.body) for each in tray.shown] == [("Pomoc · Acme, since 20 min", "1 open request(s)")]
    once_more = Briefs(session, window, BriefBar(booking.desk.bench.theme, window), tray)  # type: ignore[arg-type]
    booking.desk.settle()
    once_more.tick(utc_seconds(START + timedelta(minutes=21)))
    booking.desk.settle()
    assert len(tray.shown) == 1
    opened: list[str] = []
    again.wanted.connect(opened.append)
    tray.message_opened.emit(tray.shown[0])
    assert opened == [uid]
    tray.deleteLater()


def test_it_does_not_open_where_that_is_not_wanted(booking: Booking) -> None:
    file = booking.desk.bench.program.preferences
    file.save(replace(file.load(), brief_minutes=0))
    book_call(booking)
    come(booking, START - timedelta(minutes=1))
    assert not panel(booking).isVisible()
    assert told(booking, START) == ""
    booking.desk.press("Alt+B")
    assert panel(booking).isVisible()


def test_what_became_of_a_call_that_is_over_is_asked_quietly(booking: Booking) -> None:
    uid = book_call(booking)
    composition = booking.desk.composition
    outcomes = composition.window.findChildren(Outcomes)[0]
    assert not outcomes.notice.isVisible()
    over = Outcomes(Late(composition.session), booking.desk.bench.theme)  # type: ignore[arg-type]
    composition.window.status.add(over.notice)
    opened: list[str] = []
    over.wanted.connect(opened.append)
    booking.desk.settle()
    assert over.notice.isVisible()
    assert over.notice.text() == "1 call(s) without an outcome"
    over.notice.click()
    assert opened == [uid]
    composition.calls.call.open_call(uid)
    booking.desk.wait(panel(booking).isVisible)
    booking.desk.press("Alt+N")
    assert not over.notice.isVisible()
    over.deleteLater()
