"""The calls of the window: where one is begun, and the free times that stand on the calendar meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from opiekun.desktop.calendar.edited import Edited
from opiekun.desktop.calendar.grid.content import Bookable, BookableDay
from opiekun.desktop.calendar.look import GRID, View
from opiekun.desktop.calls.call_panel import CallPanel
from opiekun.desktop.calls.change_panel import ChangePanel
from opiekun.desktop.calls.offer_watch import OfferWatch
from opiekun.desktop.calls.panel import BookingPanel
from opiekun.desktop.calls.saving import writer_of
from opiekun.desktop.calls.slots import SlotSearch
from opiekun.desktop.calls.wish import Begun
from opiekun.desktop.calls.words import day_bookable
from opiekun.desktop.session import Session, Written
from opiekun.desktop.theme.theme import Theme
from opiekun.domain.calendar.events import Occurrence
from opiekun.domain.calls.calls import Hold
from opiekun.domain.instants import UtcSeconds, utc_datetime
from opiekun.domain.people import Account
from opiekun.services.calls.offering import offered_time

if TYPE_CHECKING:
    from opiekun.desktop.calendar.screen import CalendarScreen
    from opiekun.desktop.shell.window import Window


class CallsPart(QObject):
    """Books calls, begun wherever one is: an account, a request, or a time on the calendar; and shows those that are.

    ``request_wanted`` carries the key of a request that is to be shown on the desk.
    """

    request_wanted = Signal(object)

    def __init__(self, window: Window, session: Session, theme: Theme) -> None:
        super().__init__(window)
        self._window, self._session = window, session
        self._screen: CalendarScreen | None = None
        self._layer = SlotSearch(session, self)
        self._layer.changed.connect(self._show_layer)
        self.panel = BookingPanel(window, session, theme)
        self.panel.looked.connect(self._look)

        self.panel.booked.connect(self._booked)
        self.panel.said.connect(window.status.say)
        self._pending: Occurrence | None = None
        self._asked: date | None = None
        self.call = CallPanel(window, session, theme)
        self.call.said.connect(window.status.say)
        self.call.opened.connect(self._open_request)
        self.call.unknown.connect(self._not_booked_here)
        window.metronome.tick.connect(self.call.around.tick)
        self._offers = OfferWatch(session, self)
        window.metronome.tick.connect(self._offers.tick)
        self.change = ChangePanel(window, session, theme)

    def begin(self, begun: Begun) -> None:
        """Open the panel for that call."""
        self.panel.begin(begun)
        self._session.read(partial(writer_of, program=self._session.program), self._can_write, soon=True)

    @Slot(object)
    def _can_write(self, _writer: object) -> None:
        """Nothing is to be shown of it."""

    def open_call(self, occurrence: Occurrence) -> None:
        """Open a call's brief; an event that was not booked as one is shown in the calendar."""
        self._pending = occurrence
        self.call.open_call(occurrence.uid)

    @Slot(object)
    def open_edited(self, edited: Edited) -> None:
        """Open the brief of an event that stands in the small editor."""
        self._pending = None
        self.call.open_call(edited.uid)

    def open_offer(self, occurrence: Occurrence) -> None:
        """Open the panel at a time that is on offer; one that is kept for nothing is shown in the calendar."""
        job = partial(offered_time, uid=occurrence.uid, now=self._session.now())
        self._session.read(job, partial(self._show_offer, occurrence))

    def _show_offer(self, occurrence: Occurrence, found: tuple[Hold, Account] | None) -> None:
        if found is not None:
            hold, account = found
            self.panel.begin(Begun(account.name, at=hold.start, call_type=hold.type))
        elif self._screen is not None:
            self._screen.editors.open_small(occurrence)

    @Slot()
    def _not_booked_here(self) -> None:
        occurrence, self._pending = self._pending, None
        self._window.status.say(self.tr("That event was not booked as a call, so that it has no brief."))
        if occurrence is not None:
            self._window.show_event(occurrence)

    @Slot(object)
    def _open_request(self, key: int) -> None:
        self.call.close_panel()
        self.request_wanted.emit(key)

    def stand_on(self, screen: CalendarScreen) -> None:
        """The free times are shown on that calendar too, and picked there."""
        self._screen = screen
        screen.picking.picked.connect(self._pick)
        screen.picking.ticked.connect(self._tick)
        screen.picking.swept.connect(self._sweep)
        screen.colleagues.moved.connect(self._look)
        self._look()

    def why(self, at: UtcSeconds) -> None:
        """Say why no call can begin then: for whom one is being booked, else for whom it is told now."""
        if self.panel.looked_for is not None:
            self.panel.ask_why(at)
        else:
            self.panel.begin(Begun(at=utc_datetime(at)))

    def why_day(self, day: date) -> None:
        """Say how much of a day can be booked, or why nothing can, once that is known of who is to be called."""
        self._asked = day
        if self.panel.looked_for is None:
            self.panel.begin(Begun())
        self._look()

    @Slot(object)
    def _pick(self, start: UtcSeconds) -> None:
        self.panel.choose(start)
        self.panel.when.list.setFocus()

    @Slot(object)
    def _tick(self, start: UtcSeconds) -> None:
        self.panel.offers.toggle(start)
        self.panel.when.list.setFocus()

    @Slot(object)
    def _sweep(self, starts: tuple[UtcSeconds, ...]) -> None:
        self.panel.offers.tick(starts)
        self.panel.when.list.setFocus()

    @Slot()
    def _look(self) -> None:
        """The free times of the days that the calendar shows."""
        screen, wanted = self._screen, self.panel.looked_for
        if screen is None:
            return
        if wanted is None or screen.look.view not in {*GRID, View.MONTH}:
            self._layer.forget()
            screen.picking.show(None)
            return
        question = replace(wanted, first=screen.look.first, count=screen.look.count)
        answer = self._layer.answer
        if answer is None or answer.question != question:
            self._layer.ask(question)
        else:
            self._show_layer()

    @Slot()
    def _show_layer(self) -> None:
        answer = self._layer.answer
        if self._screen is None or answer is None:
            return
        call_type, moments = answer.found.call_type, self._session.moments
        days = tuple(BookableDay(each.day, len(each.starts), day_bookable(each, moments)) for each in answer.found.days)
        self._screen.picking.show(
            Bookable(
                answer.starts,
                call_type.minutes * 60,
                call_type.increment * 60,
                self.panel.when.start,
                self.panel.offers.starts,
                days,
            )
        )
        asked, self._asked = self._asked, None
        for each in days:
            if each.day == asked:
                self.panel.not_then.refusal.say(each.words)

    @Slot(object)
    def _booked(self, written: Written) -> None:
        """What was free is so no more; a calendar that is in sight shows the days of what was booked."""
        self._layer.forget()
        screen, start = self._screen, written.done.until
        if screen is not None and screen.isVisible() and start is not None:
            day, look = start.astimezone(self._session.zone).date(), screen.look
            if not look.first <= day < look.first + timedelta(look.count):
                screen.go_to(day)
