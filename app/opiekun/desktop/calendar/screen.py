"""The calendar's place in the window: the views, the way between them, and what is done in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from zoneinfo import ZoneInfo, available_timezones

from PySide6.QtCore import QRect, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from opiekun.desktop.calendar.colleagues import Colleagues
from opiekun.desktop.calendar.contents import Around, by_occurrence, content_of
from opiekun.desktop.calendar.dates import DateBox
from opiekun.desktop.calendar.deadline_watch import DeadlineWatch
from opiekun.desktop.calendar.editors import Editors
from opiekun.desktop.calendar.empty_hint import EmptyHint
from opiekun.desktop.calendar.errands import Errands
from opiekun.desktop.calendar.ghosts import Ghosts
from opiekun.desktop.calendar.grid.content import Shifted, is_ghost
from opiekun.desktop.calendar.grid.gestures import Span
from opiekun.desktop.calendar.header import Header
from opiekun.desktop.calendar.known_calendars import KnownCalendars
from opiekun.desktop.calendar.loading import Loader
from opiekun.desktop.calendar.look import GRID, VIEWS, Look, View, work_days
from opiekun.desktop.calendar.number_keys import add_number_keys
from opiekun.desktop.calendar.quick_adding import QuickAdding
from opiekun.desktop.calendar.remembered import remember
from opiekun.desktop.calendar.server_marks import ServerMarks
from opiekun.desktop.calendar.slot_picking import SlotPicking
from opiekun.desktop.calendar.sought import Sought
from opiekun.desktop.calendar.views import AnyView, Views
from opiekun.desktop.session import Session, Written
from opiekun.desktop.shell.actions import Actions, Do
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.words import language
from opiekun.desktop.work.worker import Worker
from opiekun.domain.calendar.collisions import Collision
from opiekun.domain.calendar.events import Occurrence
from opiekun.domain.instants import UtcSeconds, utc_datetime, utc_seconds
from opiekun.services.occurrences import occurrences

_FIRST_YEAR, _LAST_YEAR = 1971, 2199
_LEAST_DAYS = 300
"""Pixels; in fewer of them no day can be read."""
_PATIENCE = 60
"""Milliseconds for which the days before stay in sight while those that were asked for are read."""


class CalendarScreen(QWidget):
    """``opened`` carries the key of a request that is to be shown on the desk, ``said`` words for the status line,
    ``conflict_wanted`` the calendar and the UID of an event whose conflict is to be shown.

    ``worker`` takes files in and asks servers, so that nobody waits for them.
    """

    opened = Signal(object)
    said = Signal(str)
    conflict_wanted = Signal(str, str)

    def __init__(  # noqa: PLR0917 - what the calendar shows comes from all over the desk
        self, session: Session, worker: Worker, marks: ServerMarks, ghosts: Ghosts, actions: Actions, theme: Theme
    ) -> None:
        super().__init__()
        self._session = session
        self._now: UtcSeconds = utc_seconds(session.now())
        preferences = session.program.preferences.load()
        known = preferences.calendar_view in list(View)
        self.look = Look(View(preferences.calendar_view) if known else View.WORK_WEEK, self.today)
        self.loader = Loader(session, occurrences, self)
        self.watch = DeadlineWatch(session, self)
        self.colleagues = Colleagues(session, worker, self)
        self.calendars, self.marks, self.ghosts = KnownCalendars(session, self), marks, ghosts
        self.around = Around(session.zone, language=language())
        self._sought = Sought()
        self._naming: Span | None = None
        self._begun = False
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(_PATIENCE)
        self._late.timeout.connect(self._show)
        self._jump = False
        self.adding = QuickAdding(session, theme, self)
        self.quick_add = self.adding.field
        self.header = Header(actions, theme, self.quick_add)
        self._views = Views(theme)
        self.grid, self.month, self.agenda = self._views.grid, self._views.month, self._views.agenda
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        self.covered = False
        """Whether a panel lies over the days, because they have no room beside it."""
        self._days = QHBoxLayout()
        self._days.addWidget(self._views)
        column.addLayout(self._days, 1)
        self._hint = EmptyHint(self._views, theme)
        self.quick_add.stand_over(self)
        self.dates = DateBox(self._views, theme)
        self.editors = Editors(session, ghosts, self, theme)
        self.editors.place, self.editors.collides = self.place_of, self.colliding
        self.errands = Errands(session, self, worker, theme)
        self.grid.collides = self.editors.proposing.collides = self.watch.if_moved
        self.picking = SlotPicking(self.grid, self)
        self._connect()
        add_number_keys(self, self.show_days)
        self._take_zone(preferences.second_zone)

    def _connect(self) -> None:
        for view in self._views.all:
            view.opened.connect(self.editors.open)
            view.chosen.connect(self._chosen)
            view.deadline_opened.connect(self.opened)
        for dragged in (self.grid, self.month):
            dragged.moved.connect(self.editors.move)
            dragged.created.connect(self.editors.create)
            dragged.deleted.connect(self.editors.delete)
            self.editors.ended.connect(dragged.let_go)
        self.grid.retitled.connect(self.editors.retitle)
        self.grid.request_dropped.connect(self.editors.set_aside)
        self.grid.shifted.connect(self._shift)
        self.month.day_opened.connect(self._open_day)
        self.month.day_chosen.connect(self._choose_day)
        self.month.wanted.connect(self.editors.begin_on)
        self.agenda.reached.connect(self._scroll_on)
        for left in (self.editors.closed, self.dates.closed, self.quick_add.left, self.errands.closed):
            left.connect(self._back_to_view)
        self.editors.said.connect(self.said)
        self.dates.chosen.connect(self.go_to)
        self.adding.added.connect(self._added)
        self.errands.found.connect(self.show_occurrence)
        self.errands.zone_chosen.connect(self._take_zone)
        self.errands.said.connect(self.said)
        self.loader.loaded.connect(self._show)
        self.calendars.changed.connect(self._take_calendars)
        for changing in (self.watch, self.marks, self.ghosts, self.colleagues, self.picking):
            changing.changed.connect(self._take_around)
        self.editors.compared.connect(self.conflict_wanted)
        self._session.wrote.connect(self._wrote)
        self._session.opened.connect(self._opened)

    @property
    def today(self) -> date:
        """The day on the wall clock of whoever looks."""
        return utc_datetime(self._now).astimezone(self._session.zone).date()

    @property
    def view(self) -> AnyView:
        """What is in sight."""
        return self._views.view_of(self.look)

    @property
    def in_sight(self) -> tuple[Occurrence, ...]:
        """The events of the days that are shown, and what is proposed."""
        look = self.look
        return self.ghosts.among(self.loader.between(look.first, look.count), look.first, look.count)

    def colliding(self, occurrence: Occurrence) -> tuple[Collision, ...]:
        """What an event collides with."""
        return by_occurrence(self.around.collisions).get(occurrence, ())

    def do(self, do: Do) -> None:
        """Do what an action of the calendar asks for."""
        deeds: dict[Do, Callable[[], None]] = {
            Do.TODAY: partial(self.go_to, self.today),
            Do.BACK: partial(self.step, -1),
            Do.FORWARD: partial(self.step, 1),
            Do.GO_TO_DATE: partial(self.dates.open, self.today),
            Do.QUICK_ADD: self.adding.focus,
            Do.NEW_EVENT: partial(self.editors.begin_on, self._day_in_sight()),
            Do.EDIT_EVENT: partial(self._on_chosen, self.editors.open_full),
            Do.DELETE_EVENT: partial(self._on_chosen, self.editors.delete),
        }
        if do in VIEWS:
            self.show_view(VIEWS[do])
        elif do in deeds:
            deeds[do]()
        else:
            self.errands.do(do, self.look, self.around)

    @Slot(int)
    def make_room(self, covered: int) -> None:
        """So many pixels at the right are covered: the days go beside them where enough is left for them."""
        enough = self.width() - covered >= _LEAST_DAYS
        self.covered = not enough
        self._days.setContentsMargins(0, 0, covered if enough else 0, 0)

    def show_view(self, view: View) -> None:
        """Show the day that is looked at in that view."""
        self.look_at(replace(self.look, view=view, day=self._day_in_sight()))

    @Slot()
    def show_days(self, days: int) -> None:
        """Show so many days side by side, from the day that is looked at."""
        self.look_at(replace(self.look, view=View.DAYS, days=days, day=self._day_in_sight()))

    def step(self, by: int) -> None:
        """Go on by as much as is shown."""
        self.look_at(self.look.stepped(by))

    @Slot(object)
    def go_to(self, day: date) -> None:
        """Show that day in the view that is open."""
        self.look_at(replace(self.look, day=day))

    @Slot(object)
    def show_occurrence(self, occurrence: Occurrence) -> None:
        """Go to an event, and select it once it is there."""
        day = utc_datetime(occurrence.start).astimezone(self._session.zone).date()
        self._sought.look_for(occurrence)
        self.go_to(day)

    def name_at(self, span: Span) -> None:
        """Go to a span of time, and let a new event be named there."""
        day = utc_datetime(span.start).astimezone(self._session.zone).date()
        look = replace(self.look, day=day, view=self.look.view if self.look.view in GRID else View.WEEK)
        self._naming = span
        self.look_at(look if look.first <= day < look.first + timedelta(look.count) else replace(look, view=View.WEEK))

    def look_at(self, look: Look) -> None:
        """Show that: what is known of it at once, the rest when it has been read."""
        if not _FIRST_YEAR <= look.day.year <= _LAST_YEAR:
            return
        self.editors.leave()
        self.dates.hide()
        same = self.view is self._views.currentWidget() and look.view is self.look.view
        self.look = look
        self._jump = True
        self.loader.show(look.first, look.count)
        self.watch.show(look.first, look.count)
        self.colleagues.show(look.first, look.count)
        focus = QApplication.focusWidget()
        focused = focus is None or self._views.isAncestorOf(focus)
        self._views.setCurrentWidget(self.view)
        self.setFocusProxy(self.view)
        if focused:
            self.view.setFocus()
        if same and not self.loader.complete:
            # It is there in a moment: painting an empty page first would only keep it away.
            self.header.tell(look)
            self._late.start()
        else:
            self._show()

    def tick(self, now: UtcSeconds) -> None:
        """Bring the line of now to that instant."""
        self._now = now
        if self.isVisible():
            self._views.tick(now)
            self.watch.tick(now)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """The first time, begin; later, catch up."""
        super().showEvent(event)
        if self._begun:
            self.watch.show(self.look.first, self.look.count)
        else:
            self._begun = True
            self._opened()
            self._take_around()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Remember the view; what is open is closed, and what was typed kept."""
        super().hideEvent(event)
        if event.spontaneous():
            # The window was made small; whoever works in it comes back to what is open.
            return
        self.editors.leave()
        remember(self._session.program.preferences, self.look, self.around)

    def place_of(self, occurrence: Occurrence) -> QRect:
        """Where an event stands on this screen; the middle where it is not in sight."""
        return self._views.place_of(self.look, occurrence, self)

    @Slot()
    def _show(self) -> None:
        self._late.stop()
        jump, self._jump = self._jump, False
        self.header.tell(self.look)
        look, known = self.look, self.in_sight
        self._views.show_content(look, content_of(look, self.around, known, self._now), jump=jump)
        if self.view is self.grid:
            naming, self._naming = self._naming, None
            if naming is not None:
                self.grid.naming.begin(naming)
        self._hint.setVisible(look.view is not View.AGENDA and self.loader.empty)
        there = self._sought.found_in(known)
        if there is not None:
            self.view.choose(there)
            self.view.setFocus()
            if is_ghost(there):
                self.editors.open(there)

    @Slot()
    def _opened(self) -> None:
        desk = self._session.desk
        self.around = replace(
            self.around, zone=self._session.zone, openings=desk.openings if desk is not None else None
        )
        if desk is not None:
            self.look = replace(self.look, work=work_days(desk.openings.hours))
        self.quick_add.zone = self._session.zone
        if self._begun:
            self.calendars.look()
            self.look_at(self.look)

    @Slot()
    def _take_around(self) -> None:
        self.editors.marks = self.marks.events
        self.around = replace(
            self.ghosts.onto(self.around),
            deadlines=self.watch.deadlines,
            collisions=self.watch.collisions,
            marks=self.marks.events,
            colleagues=self.colleagues.lanes,
            bookable=self.picking.bookable,
        )
        self._show()

    @Slot()
    def _take_calendars(self) -> None:
        self.editors.work.leave()
        self.editors.calendars = self.calendars.all
        self.errands.know(self.calendars.all)
        self.around = replace(self.around, calendars={each.id: each for each in self.calendars.all})
        self._show()

    @Slot(object)
    def _wrote(self, written: Written) -> None:
        if written.done.changed.rules:
            self._opened()

    @Slot(object)
    def _chosen(self, _occurrence: Occurrence | None) -> None:
        """Whoever goes on to something else leaves what was open beside it."""
        if self.view.hasFocus() and not self.editors.work.box.isVisible():
            self.editors.small.close_editor()

    @Slot(object)
    def _shift(self, shifted: Shifted) -> None:
        self.step(1 if shifted.days > 0 else -1)

    @Slot(object)
    def _open_day(self, day: date) -> None:
        self.look_at(replace(self.look, view=View.DAY, day=day))

    @Slot(object)
    def _choose_day(self, day: date) -> None:
        """In the month the keys go from day to day, and beyond it to the next month."""
        if (day.year, day.month) != (self.look.day.year, self.look.day.month):
            self.go_to(day)
        else:
            self.look = replace(self.look, day=day)

    @Slot(object)
    def _scroll_on(self, day: date) -> None:
        """The agenda goes on wherever one scrolls."""
        if _FIRST_YEAR < day.year < _LAST_YEAR and Look(View.AGENDA, day).first != self.look.first:
            self.look = replace(self.look, day=day)
            self.loader.show(self.look.first, self.look.count)
            self.watch.show(self.look.first, self.look.count)
            self._show()

    def _day_in_sight(self) -> date:
        """The day that is looked at; today where it is among the days that are shown."""
        chosen = self.view.chosen_occurrence
        if chosen is not None:
            return utc_datetime(chosen.start).astimezone(self._session.zone).date()
        look, today = self.look, self.today
        return today if look.view in GRID and look.first <= today < look.first + timedelta(look.count) else look.day

    def _on_chosen(self, act: Callable[[Occurrence], None]) -> None:
        chosen = self.view.chosen_occurrence
        if chosen is not None:
            act(chosen)
        else:
            self.said.emit(self.tr("Select an event first: Tab goes from one to the next."))

    @Slot(object)
    def _added(self, day: date) -> None:
        """Show what was added; there the keys undo it, and Q adds the next one."""
        self.go_to(day)
        self._back_to_view()

    @Slot()
    def _back_to_view(self) -> None:
        self.view.setFocus()

    @Slot(str)
    def _take_zone(self, name: str) -> None:
        known = name in available_timezones()
        self.around = replace(self.around, other_zones=(ZoneInfo(name),) if known else ())
        if self._begun:
            self._show()
