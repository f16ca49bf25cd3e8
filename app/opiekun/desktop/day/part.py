"""The day in the window: its pane on the Desk, the line in the strip, and the warning in the request."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QDesktopServices

from opiekun.desktop.calendar.ghosts import Ghosts
from opiekun.desktop.calendar.server_marks import ServerMarks
from opiekun.desktop.day.keeper import DayKeeper
from opiekun.desktop.day.pane import DayPane
from opiekun.desktop.day.reasons import advice, in_short, of_request, reason
from opiekun.desktop.day.set_aside_panel import SetAsidePanel
from opiekun.desktop.session import Session
from opiekun.desktop.shell.actions import Do
from opiekun.desktop.shell.window import Window
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.web_address import web_address
from opiekun.domain.calendar.events import Occurrence
from opiekun.domain.instants import UtcSeconds, utc_seconds
from opiekun.services.set_aside import Offer, offer_time, set_aside

_TOLD = 10


class DayPart(QObject):
    """Made once the desk is open. ``event_wanted`` carries an Occurrence that is to be shown in its calendar,
    ``request_wanted`` the key of a request that is to be shown.
    """

    event_wanted = Signal(object)
    request_wanted = Signal(object)

    def __init__(self, window: Window, session: Session, ghosts: Ghosts, marks: ServerMarks, theme: Theme) -> None:
        super().__init__(window)
        self._window, self._session, self._theme = window, session, theme
        self._ghosts, self._marks = ghosts, marks
        for changing in (ghosts, marks):
            changing.changed.connect(self._show)
        self.keeper = DayKeeper(session, self)
        self.pane = DayPane(theme)
        window.desk.day.fill(self.pane)
        self.keeper.changed.connect(self._show)
        window.metronome.tick.connect(self._tick)
        window.metronome.leapt.connect(self.keeper.read)
        window.desk.pane.shown.connect(self._tell_request)
        window.strip.collision_opened.connect(self._open_collision)
        self.pane.canvas.deadline_opened.connect(self.request_wanted)
        self.pane.canvas.event_opened.connect(self.event_wanted)
        self.pane.canvas.joined.connect(self.join)
        self.pane.canvas.dropped.connect(self._set_aside)
        self.pane.canvas.left.connect(window.desk.queue.view.setFocus)
        window.add_deed(Do.SET_ASIDE, self._offer_time)
        self.keeper.read()

    @property
    def _now(self) -> UtcSeconds:
        return utc_seconds(self._session.now())

    @Slot(object)
    def _tick(self, now: UtcSeconds) -> None:
        self.keeper.tick(now)
        self.pane.tick(now)

    @Slot()
    def _show(self) -> None:
        day = self.keeper.day
        if day is not None:
            ghosts = self._ghosts.between(day.wall.start, day.wall.end)
            self.pane.canvas.proposals = self._ghosts.by_key
            self.pane.marks, self.pane.answers = self._marks.events, self._ghosts.answers
            shown = replace(day, occurrences=(*day.occurrences, *ghosts))
            self.pane.show_day(shown, self.keeper.collisions, self._session.moments, self._now)
        self._tell_strip()
        self._tell_request()

    def _tell_strip(self) -> None:
        found, moments = self.keeper.collisions, self._session.moments
        if not found:
            self._window.strip.tell_collision("", "")
            return
        words = in_short(found[0], moments, self._now)
        if len(found) > 1:
            words = self.tr("{collision} and %n more", "", len(found) - 1).format(collision=words)
        self._window.strip.tell_collision(words, "\n".join(reason(each, moments, self._now) for each in found[:_TOLD]))

    @Slot()
    def _tell_request(self) -> None:
        pane = self._window.desk.pane
        view = pane.view
        found = self.keeper.of_request(view.file.request.key) if view is not None else None
        if view is None or found is None:
            pane.tell_collision("")
            return
        cover = view.cover.name if view.cover is not None else ""
        moments, now = self._session.moments, self._now
        pane.tell_collision(f"{of_request(found, moments, now)}\n{advice(found, cover, moments, now)}")

    @Slot()
    def _open_collision(self) -> None:
        if self.keeper.collisions:
            self.request_wanted.emit(self.keeper.collisions[0].deadline.request_key)

    def _offer_time(self) -> None:
        view = self._window.desk.pane.view
        if view is not None:
            session = self._session
            job = partial(offer_time, request_id=view.file.request.id, zone=session.zone, now=session.now())
            session.read(job, self._offered)

    def _offered(self, offer: Offer) -> None:
        pane = self._window.desk.pane
        if pane.view is not None and pane.view.file.request.id == offer.request_id:
            panel = SetAsidePanel(offer, self._session.moments, self._now, self._theme)
            panel.taken.connect(self._take)
            pane.open_panel(panel)

    @Slot(object)
    def _take(self, start: UtcSeconds) -> None:
        pane = self._window.desk.pane
        if pane.view is not None:
            pane.close_panel()
            self._set_aside(pane.view.file.request.id, start)

    @Slot(str, object)
    def _set_aside(self, request_id: str, start: UtcSeconds) -> None:
        session = self._session
        job = partial(set_aside, request_id=request_id, start=start, zone=session.zone, now=session.now())
        session.write(job)

    @Slot(object)
    def join(self, occurrence: Occurrence) -> None:
        """Join a call in the browser."""
        address = web_address(occurrence.link)
        if address is None:
            self._window.status.say(self.tr("The call’s link is no address of the web; it is not opened."))
        elif not QDesktopServices.openUrl(address):
            words = self.tr("No browser opened {address}; copy it there.")
            self._window.status.say(words.format(address=address.toString()))
