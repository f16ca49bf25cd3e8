"""What is done around the calendar: search, printing, files, the list of calendars, a second zone, colleagues."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from opiekun.desktop.calendar.contents import Around, content_of
from opiekun.desktop.calendar.grid.gestures import Span
from opiekun.desktop.calendar.look import GRID, Look, View, title
from opiekun.desktop.session import Session
from opiekun.desktop.shell.actions import Do
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.work.worker import Worker
from opiekun.domain.calendar.events import Calendar
from opiekun.domain.errors import InvalidInput
from opiekun.domain.instants import utc_seconds
from opiekun.domain.wall_clock import Stretch

if TYPE_CHECKING:
    from opiekun.desktop.calendar.calendars_panel import CalendarsPanel
    from opiekun.desktop.calendar.colleagues_panel import ColleaguesPanel
    from opiekun.desktop.calendar.files_panel import FilesPanel
    from opiekun.desktop.calendar.screen import CalendarScreen
    from opiekun.desktop.calendar.search_box import SearchBox
    from opiekun.desktop.calendar.zone_box import ZoneBox

# Their places are made when they are first opened.


class Errands(QObject):
    """``found`` carries an Occurrence to go to, ``zone_chosen`` a zone's name; ``closed`` gives the keys back."""

    found = Signal(object)
    zone_chosen = Signal(str)
    closed = Signal()
    said = Signal(str)

    def __init__(self, session: Session, screen: CalendarScreen, worker: Worker, theme: Theme) -> None:
        super().__init__(screen)
        self._session, self._screen, self._theme = session, screen, theme
        self._worker = worker
        self._calendars: tuple[Calendar, ...] = ()
        self._search: SearchBox | None = None
        self._zone: ZoneBox | None = None
        self._list: CalendarsPanel | None = None
        self._files: FilesPanel | None = None
        self._colleagues: ColleaguesPanel | None = None
        self._offered: Stretch | None = None
        screen.colleagues.found.connect(self._offer)
        screen.colleagues.moved.connect(self._tell_days)
        screen.colleagues.answered.connect(self._give_way)

    def do(self, do: Do, look: Look, around: Around) -> None:
        """Do what an action asks for."""
        if do is Do.SEARCH_EVENTS:
            self.search.open()
        elif do is Do.SECOND_ZONE:
            self.zone.open(around.other_zones[0].key if around.other_zones else "")
        elif do is Do.CALENDARS:
            self.list.open(self._calendars)
        elif do is Do.COLLEAGUES:
            self.colleagues.open(look.first, look.count)
        elif do is Do.NEXT_FREE:
            self._find_free(self.colleagues.minutes)
        elif do is Do.PRINT:
            self._print(look, around)
        elif do is Do.PDF:
            self._ask_pdf(look, around)
        elif do is Do.IMPORT_EVENTS:
            self.files.choose()
        elif do is Do.EXPORT_EVENTS:
            self.files.open_export()

    def know(self, calendars: tuple[Calendar, ...]) -> None:
        """These are the calendars now."""
        self._calendars = calendars
        if self._list is not None:
            self._list.show_calendars(calendars)
        if self._files is not None:
            self._files.know(calendars)

    @property
    def search(self) -> SearchBox:
        """Finds events."""
        if self._search is None:
            from opiekun.desktop.calendar.search_box import SearchBox  # noqa: PLC0415

            self._search = SearchBox(self._session, self._screen, self._theme)
            self._search.chosen.connect(self.found)
            self._search.left.connect(self.closed)
        return self._search

    @property
    def zone(self) -> ZoneBox:
        """Chooses a second zone."""
        if self._zone is None:
            from opiekun.desktop.calendar.zone_box import ZoneBox  # noqa: PLC0415

            self._zone = ZoneBox(self._screen, self._theme)
            self._zone.chosen.connect(self.zone_chosen)
            self._zone.left.connect(self.closed)
        return self._zone

    @property
    def list(self) -> CalendarsPanel:
        """Lists the calendars."""
        if self._list is None:
            from opiekun.desktop.calendar.calendars_panel import CalendarsPanel  # noqa: PLC0415

            self._list = CalendarsPanel(self._screen.window(), self._session, self._theme)
            self._list.closed.connect(self.closed)
        return self._list

    @property
    def files(self) -> FilesPanel:
        """Imports and exports."""
        if self._files is None:
            from opiekun.desktop.calendar.files_panel import FilesPanel  # noqa: PLC0415

            self._files = FilesPanel(self._screen.window(), self._session, self._worker, self._theme)
            self._files.closed.connect(self.closed)
            self._files.know(self._calendars)
        return self._files

    @property
    def colleagues(self) -> ColleaguesPanel:
        """Shows when colleagues are busy."""
        if self._colleagues is None:
            from opiekun.desktop.calendar.colleagues_panel import ColleaguesPanel  # noqa: PLC0415

            window, shown = self._screen.window(), self._screen.colleagues
            self._colleagues = ColleaguesPanel(window, self._session, shown, self._theme)
            self._colleagues.closed.connect(self.closed)
            self._colleagues.wanted.connect(self._find_free)
            self._colleagues.stood.connect(self._screen.make_room)
        return self._colleagues

    def stop(self) -> None:
        """Stop what is imported."""
        if self._files is not None:
            self._files.stop()

    def save_pdf(self, path: Path, look: Look, around: Around) -> None:
        """Write the week as a PDF, and say so."""
        from opiekun.desktop.calendar.paper import save_pdf  # noqa: PLC0415

        week = _week_of(look)
        known = self._screen.loader.between(week.first, week.count)
        try:
            save_pdf(path, week, content_of(week, around, known, utc_seconds(self._session.now())), self._theme)
        except InvalidInput as refused:
            self._session.refused.emit(refused)
            return
        self.said.emit(self.tr("Saved the week as {file}").format(file=path))

    @Slot(int)
    def _find_free(self, minutes: int) -> None:
        """From the days that are shown on, and not before now; asked again there, after what was found."""
        shown, look = self._screen.colleagues, self._screen.look
        if not shown.told:
            self.said.emit(self.tr("First say whose time matters: {key}").format(key="C"))
            return
        if all(each.busy is None for each in shown.told):
            self.said.emit(self.tr("No server tells when they are busy: {key} says what to do.").format(key="C"))
            return
        days = (look.first, look.first + timedelta(look.count))
        first, last = (utc_seconds(datetime.combine(day, time(), self._session.zone)) for day in days)
        before = self._offered if self._offered is not None and first <= self._offered[0] < last else (0, 0)
        shown.find(max(utc_seconds(self._session.now()), first, before[1]), minutes)

    @Slot(object)
    def _offer(self, stretch: Stretch | None) -> None:
        self._offered = stretch
        if stretch is None:
            self.said.emit(self.tr("In the weeks that were asked for there is no time when all are free."))
            return
        if self._colleagues is not None and self._colleagues.isVisible():
            self._colleagues.close_panel()
        self._screen.name_at(Span(*stretch))
        moments = self._session.moments
        when = f"{moments.day(stretch[0])}, {moments.time(stretch[0])}–{moments.time(stretch[1])}"
        unknown = ", ".join(each.who for each in self._screen.colleagues.told if each.busy is None)
        if unknown:
            words = self.tr(
                "Free as far as is known: {when}; nothing is known of {who}. Type what it is, or go on with Esc and F."
            )
        else:
            words = self.tr("All are free: {when}. Type what it is, or go on with Esc and F.")
        self.said.emit(words.format(when=when, who=unknown))

    @Slot()
    def _give_way(self) -> None:
        """A panel that covers the days closes once they show what was asked; one that has to say why not stays."""
        told, panel = self._screen.colleagues.told, self._colleagues
        seen = self._screen.look.view in GRID and all(each.busy is not None for each in told)
        if panel is not None and panel.isVisible() and self._screen.covered and seen:
            panel.close_panel()
            self.said.emit(self.tr("The days show when they are busy; {key} tells it in words.").format(key="C"))

    @Slot()
    def _tell_days(self) -> None:
        if self._colleagues is not None:
            self._colleagues.show_days(self._screen.look.first, self._screen.look.count)

    def _ask_pdf(self, look: Look, around: Around) -> None:
        suggested = f"{title(_week_of(look), self._screen.locale())}.pdf"
        chosen, _filter = QFileDialog.getSaveFileName(
            self._screen,
            self.tr("Save the week as a PDF"),
            suggested,
            self.tr("PDF ({patterns})").format(patterns="*.pdf"),
        )
        if chosen:
            self.save_pdf(Path(chosen), look, around)

    def _print(self, look: Look, around: Around) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415

        from opiekun.desktop.calendar.paper import lay_page, print_week  # noqa: PLC0415

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        lay_page(printer)
        if QPrintDialog(printer, self._screen).exec() == QPrintDialog.DialogCode.Accepted:
            week = _week_of(look)
            known = self._screen.loader.between(week.first, week.count)
            print_week(printer, week, content_of(week, around, known, utc_seconds(self._session.now())), self._theme)
            self.said.emit(self.tr("Sent the week to the printer"))


def _week_of(look: Look) -> Look:
    """What is printed: the days that are shown, of a month or an agenda the week that is looked at."""
    return look if look.view in GRID else Look(View.WEEK, look.day, work=look.work)
