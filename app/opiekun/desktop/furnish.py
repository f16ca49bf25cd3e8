"""The screens around the desk: import, settings, the guide of the first start, and what tells while nobody looks."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from opiekun.desktop.calendar.ghosts import Ghosts
from opiekun.desktop.calendar.server_marks import ServerMarks
from opiekun.desktop.exchange.exchange import Exchange
from opiekun.desktop.importing.drops import FileDrops
from opiekun.desktop.notifications.notifier import Presence
from opiekun.desktop.session import Desk, Session, Written
from opiekun.desktop.settings.names import part_names
from opiekun.desktop.shell.actions import Do
from opiekun.desktop.shell.palette import Entry, Kind
from opiekun.desktop.shell.window import Window
from opiekun.desktop.theme.theme import Theme
from opiekun.domain.instants import UtcSeconds
from opiekun.services.done import What
from opiekun.services.preferences import Preferences
from opiekun.services.queue import RequestView, show_request

if TYPE_CHECKING:
    from opiekun.desktop.day.part import DayPart
    from opiekun.desktop.first_start.guide import Beginning
    from opiekun.desktop.importing.screen import ImportScreen
    from opiekun.desktop.notifications.alarms import Alarms
    from opiekun.desktop.notifications.briefs import Briefs
    from opiekun.desktop.notifications.outcomes import Outcomes
    from opiekun.desktop.settings.screen import SettingsScreen
    from opiekun.desktop.sync.part import SyncPart

# The screens are imported when they are first opened: a start needs none of them.

_CALENDARS = frozenset({".ics", ".ical", ".icalendar", ".ifb", ".eml"})
OFFERED = frozenset({Do.BRIEF, Do.IMPORT, Do.SETTINGS, Do.GUIDE, Do.SYNC, Do.SYNC_STOP, Do.SYNC_PAGE})


class Furnishing(QObject):
    """Adds the screens to the window, each made when it is first opened, and leads from one to another.

    ``syncs`` is set before the desk is opened where calendars are to be synced by themselves; those of the sample desk
    never are. ``calendar_dropped`` carries the path of a calendar file that was dropped onto the window,
    ``event_wanted`` the Occurrence of a reminder or of the day that is to be shown,
    ``mail_connected`` tells that mail servers were connected. ``brief_beside`` carries a Brief that opens by itself,
    ``call_wanted`` the UID of a call whose brief is to be opened.
    """

    calendar_dropped = Signal(object)
    event_wanted = Signal(object)
    unsettled = Signal(int, int)
    mail_connected = Signal()
    brief_beside = Signal(object)
    call_wanted = Signal(str)

    def __init__(
        self,
        window: Window,
        session: Session,
        exchange: Exchange,
        theme: Theme,
        *,
        ghosts: Ghosts,
        marks: ServerMarks,
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._exchange, self._theme = window, session, exchange, theme
        self._ghosts, self._marks = ghosts, marks
        self._import: ImportScreen | None = None
        self._settings: SettingsScreen | None = None
        self._asked = False
        self.day: DayPart | None = None
        self.alarms: Alarms | None = None
        self.briefs: Briefs | None = None
        self.outcomes: Outcomes | None = None
        self._sync: SyncPart | None = None
        self.syncs = False
        window.add_screen(Do.IMPORT, self._made_import, on_rail=False)
        window.add_screen(Do.SETTINGS, self._made_settings)
        window.add_screen(Do.GUIDE, self._made_guide, on_rail=False)
        window.add_screen(Do.SYNC_PAGE, self._made_sync_page, on_rail=False)
        for do in (Do.SYNC, Do.SYNC_STOP):
            window.actions_list[do].setEnabled(False)
        window.let_find(
            [
                Entry(Kind.PART, name, self.tr("settings"), partial(self._open_settings, at))
                for at, name in enumerate(part_names())
            ]
        )
        FileDrops(window).dropped.connect(self._dropped)
        self.presence = Presence(window, session, theme, window.desk.model.request)
        self.presence.wanted.connect(self._select)
        self.presence.new_request.connect(window.actions_list[Do.NEW].trigger)
        self.presence.said.connect(window.status.say)
        window.add_deed(Do.QUIT, self.presence.quit)
        window.add_deed(Do.BRIEF, self._open_brief)
        window.metronome.tick.connect(self._tick)
        session.opened.connect(self._guide_first)
        session.opened.connect(self._tell_draft, Qt.ConnectionType.SingleShotConnection)
        session.opened.connect(self._day_soon, Qt.ConnectionType.SingleShotConnection)
        session.wrote.connect(self._wrote)

    @Slot()
    def _day_soon(self) -> None:
        """The day comes once the queue is there; its code is read on the worker, so that the window does not wait."""
        self._session.worker.submit(_read_code, self._make_day)

    def _make_day(self, _read: None) -> None:
        from opiekun.desktop.day.part import DayPart  # noqa: PLC0415

        self.day = DayPart(self._window, self._session, self._ghosts, self._marks, self._theme)
        self.day.request_wanted.connect(self._select)
        self.day.event_wanted.connect(self.event_wanted)
        self._make_alarms(self.day)
        self._make_briefs()
        self.sync.add_bar()
        if self.syncs and not self._session.program.is_sample:
            self.sync.sync.start()

    def _make_alarms(self, day: DayPart) -> None:
        from opiekun.desktop.notifications.alarm_bar import AlarmBar  # noqa: PLC0415
        from opiekun.desktop.notifications.alarms import Alarms  # noqa: PLC0415

        bar = AlarmBar(self._theme)
        self._window.add_bar(bar)
        bar.opened.connect(self.event_wanted)
        bar.joined.connect(day.join)
        self.alarms = Alarms(self._session, bar, self.presence.tray, self)
        self.alarms.window_wanted.connect(self.presence.show_window)

    def _make_briefs(self) -> None:
        from opiekun.desktop.notifications.brief_bar import BriefBar  # noqa: PLC0415
        from opiekun.desktop.notifications.briefs import Briefs  # noqa: PLC0415
        from opiekun.desktop.notifications.outcomes import Outcomes  # noqa: PLC0415

        bar = BriefBar(self._theme)
        self._window.add_bar(bar)
        self.briefs = Briefs(self._session, self._window, bar, self.presence.tray)
        self.briefs.beside.connect(self.brief_beside)
        self.briefs.wanted.connect(self.call_wanted)
        self.briefs.said.connect(self._window.status.say)
        self.briefs.window_wanted.connect(self.presence.show_window)
        self.outcomes = Outcomes(self._session, self._theme, self)
        self.outcomes.wanted.connect(self.call_wanted)
        self._window.status.add(self.outcomes.notice)

    @Slot()
    def _open_brief(self) -> None:
        if self.briefs is not None:
            self.briefs.open_next()

    @property
    def sync(self) -> SyncPart:
        """The sync of calendars."""
        if self._sync is None:
            from opiekun.desktop.sync.part import SyncPart  # noqa: PLC0415

            self._sync = SyncPart(self._window, self._session, self._theme)
            self._sync.settings_wanted.connect(self._open_servers)
            self._sync.unsettled.connect(self.unsettled)
        return self._sync

    def close(self) -> None:
        """Write down what was typed, stop what is imported and synced, and take the tray's icon away."""
        self._session.drafts.close()
        if self._import is not None:
            self._import.stop()
        if self._sync is not None:
            self._sync.sync.close()
        self.presence.close()

    def _made_import(self) -> QWidget:
        from opiekun.desktop.importing.screen import ImportScreen  # noqa: PLC0415

        self._import = ImportScreen(self._session, self._exchange.worker, self._theme)
        return self._import

    def _made_settings(self) -> QWidget:
        from opiekun.desktop.settings.screen import SettingsScreen  # noqa: PLC0415

        self._settings = SettingsScreen(self._session, self._exchange, self.sync.sync, self._theme)
        self._settings.preferred.connect(self._prefer)
        self._settings.mail.connected.connect(self.mail_connected)
        return self._settings

    def _open_settings(self, at: int) -> None:
        self._window.go(Do.SETTINGS)
        if self._settings is not None:
            self._settings.open_part(self._settings.parts[at])

    def _made_sync_page(self) -> QWidget:
        return self.sync.made_page()

    @Slot()
    def _open_servers(self) -> None:
        self._window.go(Do.SETTINGS)
        if self._settings is not None:
            self._settings.open_part(self._settings.calendar_server)
            self._settings.calendar_server.ask_first()

    def _made_guide(self) -> QWidget:
        from opiekun.desktop.first_start.guide import Guide  # noqa: PLC0415

        guide = Guide(self._session, self._theme)
        guide.finished.connect(self._begin)
        return guide

    @Slot(object)
    def _guide_first(self, desk: Desk) -> None:
        """The guide comes by itself once, and only to somebody whom the desk does not know."""
        if not self._asked and desk.agent is None and not self._session.program.preferences.load().guided:
            self._window.go(Do.GUIDE)
        self._asked = True

    @Slot()
    def _tell_draft(self) -> None:
        """Whoever began a request and was torn away is told that it is still there."""
        if self._session.drafts.drafts.request.begun:
            keys = self._window.actions_list.key_text(Do.NEW)
            self._window.status.say(
                self.tr("A request that you began to take down is still there: {key}").format(key=keys)
            )

    @Slot(object)
    def _wrote(self, written: Written) -> None:
        if written.done.what is What.REQUEST_ADDED and written.gone:
            job = partial(show_request, request_id=written.done.name, now=self._session.now())
            self._session.read(job, self._tell_whose)

    def _tell_whose(self, view: RequestView) -> None:
        """A new request may be somebody else's, and then it is not in the queue that one looks at."""
        whose = view.assignee or view.dedicated
        if whose is not None:
            words = self.tr("Added {id} “{subject}” to the queue of {name}")
            request = view.file.request
            told = words.format(id=request.id, subject=request.subject, name=whose.name)
            self._window.status.say(told, undoable=True)
            self._window.desk.select(request.key, request.id)

    @Slot(object)
    def _begin(self, beginning: Beginning | None) -> None:
        from opiekun.desktop.first_start.guide import Beginning  # noqa: PLC0415

        self._session.open()
        self._window.go(Do.DESK)
        if beginning is Beginning.LIVEAGENT:
            self._window.go(Do.SETTINGS)
            if self._settings is not None:
                self._settings.open_part(self._settings.liveagent)
        elif beginning is Beginning.FILE:
            self._window.go(Do.IMPORT)
        elif beginning is Beginning.BY_HAND:
            self._window.actions_list[Do.NEW].trigger()
        elif beginning is Beginning.SAMPLE:
            self._open_sample()

    def _open_sample(self) -> None:
        """The sample desk has a home and a window of its own, so that this desk stays as it is."""
        started, _process = QProcess.startDetached(sys.executable, ["-m", "opiekun", "desktop", "--sample"])
        words = self.tr("The sample desk opens in a window of its own.")
        self._window.status.say(words if started else self.tr("Open it with “opiekun desktop --sample”."))

    @Slot(object)
    def _dropped(self, path: Path) -> None:
        if path.suffix.lower() in _CALENDARS:
            self.calendar_dropped.emit(path)
            return
        self._window.go(Do.IMPORT)
        if self._import is not None:
            self._import.open_path(path)

    @Slot(object)
    def _prefer(self, preferences: Preferences) -> None:
        self._theme.choose(preferences.theme)
        self._window.desk.queue.view.set_compact(preferences.compact)
        if self.briefs is not None:
            self.briefs.read()

    @Slot(object)
    def _select(self, key: int) -> None:
        self._window.go(Do.DESK)
        row = self._window.desk.model.request(key)
        if row is not None:
            self._window.desk.select(row.key, row.id)

    @Slot(object)
    def _tick(self, now: UtcSeconds) -> None:
        self.presence.tick(now, self._window.desk.model.counts())
        if self.alarms is not None:
            self.alarms.tick(now)
        if self.briefs is not None:
            self.briefs.tick(now)
        if self.outcomes is not None:
            self.outcomes.tick(now)


def _read_code() -> None:
    """The modules of the day, of reminders and of the sync."""
    import opiekun.desktop.day.part  # noqa: PLC0415
    import opiekun.desktop.notifications.alarm_bar  # noqa: PLC0415
    import opiekun.desktop.notifications.alarms  # noqa: PLC0415
    import opiekun.desktop.notifications.briefs  # noqa: PLC0415
    import opiekun.desktop.notifications.outcomes  # noqa: PLC0415
    import opiekun.desktop.sync.part  # noqa: F401, PLC0415
