"""The window: rail on the left, strip on top, a screen, the status line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from opiekun.desktop.desk import OF_REQUEST, DeskPage
from opiekun.desktop.queue.metronome import Metronome
from opiekun.desktop.session import Desk, Session, Written
from opiekun.desktop.shell.actions import Actions, Deed, Do, Place
from opiekun.desktop.shell.calendar_deeds import calendar_deeds
from opiekun.desktop.shell.deeds import deeds
from opiekun.desktop.shell.faults import FaultPanel
from opiekun.desktop.shell.keys_page import KeysPage
from opiekun.desktop.shell.over_strip import Foot, OverStrip
from opiekun.desktop.shell.palette import Entry, Kind, Palette
from opiekun.desktop.shell.rail import Rail
from opiekun.desktop.shell.status_line import StatusLine
from opiekun.desktop.shell.strip import Strip
from opiekun.desktop.shell.strip_line import StripLine
from opiekun.desktop.shell.sync_deeds import sync_deeds
from opiekun.desktop.shell.told import told
from opiekun.desktop.shell.trouble import TroublePage
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.widgets.own_keys import ShownKeys
from opiekun.desktop.words import refusal, status_word
from opiekun.domain.calendar.events import Occurrence
from opiekun.domain.errors import DamagedDesk, Refused, StoreRefused
from opiekun.domain.instants import UtcSeconds, utc_seconds
from opiekun.domain.queue import QueueRow
from opiekun.domain.standing import Status
from opiekun.services.done import Done, What
from opiekun.services.ports import Store
from opiekun.services.preferences import Theme as Scheme
from opiekun.services.queue import search_requests

_SMALLEST = QSize(960, 600)
_AT_FIRST = QSize(1280, 800)
_FRAME = QSize(12, 40)
"""What the window's frame may take of the screen; how much it does is known once it is there."""
_FOUND = 20
_EVENTS = 8
OWN = frozenset(
    {*OF_REQUEST, Do.NEXT, Do.PREVIOUS, Do.FILTER, Do.ORDER, Do.EVERYBODY, Do.FIND, Do.UNDO, Do.REDO}
    | {Do.DESK, Do.KEYS, Do.THEME, Do.FAULT, Do.QUIT}
)
"""What the window does by itself; other screens bring their own actions."""
ON_DESK = OF_REQUEST | {Do.NEXT, Do.PREVIOUS, Do.FILTER, Do.ORDER, Do.EVERYBODY}
"""What is done at the desk, and leads to it from elsewhere."""
_BESIDE = frozenset({Do.KEYS, Do.SYNC_PAGE, Do.CONFLICTS})
"""Screens that are looked at in between: Escape leads back to the one before."""


class Window(QMainWindow):
    """Holds the screens and does what the actions ask for.

    ``account_wanted`` carries the id of an account, ``calendar_asked`` what is to be done in the calendar,
    ``event_wanted`` the Occurrence that is to be shown in it. ``went`` carries the Do of the screen that was opened.
    """

    account_wanted = Signal(object)
    calendar_asked = Signal(object)
    event_wanted = Signal(object)
    went = Signal(object)

    def __init__(self, session: Session, theme: Theme, offered: frozenset[Do] = frozenset()) -> None:
        super().__init__()
        self.session = session
        self.theme = theme
        self.actions_list = Actions(self, theme, _offered(OWN | offered))
        self._deeds: dict[Do, Callable[[], object]] = {}
        self._screens: dict[Do, Callable[[], QWidget] | QWidget] = {}
        self._bars: list[OverStrip] = []
        self._foot = Foot()
        self._found_parts: tuple[Entry, ...] = ()
        self._here = self._before = Do.DESK
        self._denied = ""
        self.setWindowTitle(self.tr("Sample desk – Opiekun") if session.program.is_sample else "Opiekun")
        room = self.screen().availableSize()
        self.setMinimumSize(_SMALLEST.boundedTo(room - _FRAME))
        self.resize(_AT_FIRST.boundedTo(room - _FRAME))
        self.rail = Rail(self.actions_list, theme)
        self.strip = Strip(self.actions_list, theme)
        self.status = StatusLine(self.actions_list, theme)
        self.desk = DeskPage(session, self.actions_list, theme)
        self._stack = QStackedWidget()
        self.palette_box = Palette(self, theme)
        self.faults = FaultPanel(self, theme)
        self._lay_out()
        ShownKeys(self)
        self.metronome = Metronome(session.now, self)
        self._own_deeds()
        self._connect()
        self.add_screen(Do.DESK, self.desk)
        self.add_screen(Do.KEYS, self._keys, on_rail=False)
        self.go(Do.DESK)

    def add_screen(self, do: Do, screen: QWidget | Callable[[], QWidget], *, on_rail: bool = True) -> None:
        """Add a screen, or what makes it when it is first opened; its action opens it."""
        self._screens[do] = screen
        self._deeds[do] = partial(self.go, do)
        if on_rail:
            self.rail.add(do)

    def add_deed(self, do: Do, deed: Callable[[], object]) -> None:
        """What an offered action does."""
        self._deeds[do] = deed

    def let_find(self, parts: Sequence[Entry]) -> None:
        """Parts of a screen that can be found by their names."""
        self._found_parts = tuple(parts)

    def add_bar(self, bar: StripLine) -> None:
        """Add a line over the strip, which comes and goes by itself and moves nothing. Those that were added before
        go before it.
        """
        self._bars.append(OverStrip(bar, self._whole, self.strip, self._foot, tuple(self._bars)))

    def go(self, do: Do) -> None:
        """Open that screen. What was refused on another is news no more."""
        screen = self._screens[do]
        if not isinstance(screen, QWidget):
            screen = self._screens[do] = screen()
        if do is not self._here and self.status.message == self._denied:
            self.status.say("")
        if do not in _BESIDE:
            self._before = do
        self._here = do
        self.actions_list.stand_in(desk=screen is self.desk, calendar=do is Do.CALENDAR)
        if self._stack.indexOf(screen) < 0:
            self._stack.addWidget(screen)
        self._stack.setCurrentWidget(screen)
        self.rail.mark(do)
        (self.desk.queue.view if screen is self.desk else screen).setFocus()
        self.went.emit(do)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Escape that nothing in the screen had a use for leaves it."""
        if event.key() == Qt.Key.Key_Escape and self._here in _BESIDE:
            self.go(self._before)
        else:
            super().keyPressEvent(event)

    @Slot(object)
    def show_event(self, occurrence: Occurrence) -> None:
        """Go to an event in the calendar."""
        self.go(Do.CALENDAR)
        self.event_wanted.emit(occurrence)

    @property
    def _desk_in_sight(self) -> bool:
        return self._stack.currentWidget() is self.desk

    @property
    def screens(self) -> tuple[Do, ...]:
        """The screens that can be opened."""
        return tuple(self._screens)

    def start(self) -> None:
        """Read the desk, and let the clocks run."""
        self.session.start()
        self.metronome.start()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """The clocks stop with the window."""
        self.metronome.stop()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.strip)
        right.addWidget(self._stack, 1)
        right.addWidget(self._foot)
        right.addWidget(self.status)
        whole = self._whole = QWidget()
        whole.setProperty("ground", "window")
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self.setCentralWidget(whole)

    def _own_deeds(self) -> None:
        view = self.desk.queue.view
        self._deeds.update({do: partial(self.desk.do, do) for do in OF_REQUEST})
        self._deeds.update(
            {
                Do.NEXT: partial(view.step, 1),
                Do.PREVIOUS: partial(view.step, -1),
                Do.FILTER: self.desk.queue.focus_filter,
                Do.ORDER: self.desk.toggle_order,
                Do.EVERYBODY: self._everybody,
                Do.FIND: self._find,
                Do.UNDO: self.session.undo,
                Do.REDO: self.session.redo,
                Do.THEME: self._change_theme,
                Do.FAULT: self.faults.show_reports,
                Do.QUIT: self.close,
            }
        )

    def _connect(self) -> None:
        self.actions_list.asked.connect(self._do)
        self.actions_list[Do.UNDO].setEnabled(False)
        self.actions_list[Do.FAULT].setEnabled(False)
        self.session.undoable.connect(self.actions_list[Do.UNDO].setEnabled)
        self.session.opened.connect(self._opened)
        self.session.wrote.connect(self._wrote)
        self.session.refused.connect(self._refused)
        self.session.disproved.connect(self._disproved)
        self.session.lapsed.connect(self.status.end_undo)
        self.session.barred.connect(self._barred)
        self.desk.said.connect(self.status.say)
        self.metronome.tick.connect(self._tick)
        self.theme.changed.connect(self._retell)
        self.palette_box.searched.connect(self._search)
        self.palette_box.chosen.connect(self._found)

    @Slot(object)
    def _do(self, do: Do) -> None:
        if do in ON_DESK and not self._desk_in_sight:
            self.go(Do.DESK)
            if do in OF_REQUEST:
                # Which request it would change could not be seen until now.
                return
        if do in self.actions_list and self.actions_list.deeds[do].place is Place.CALENDAR:
            self.go(Do.CALENDAR)
            self.calendar_asked.emit(do)
            return
        self._deeds[do]()

    @Slot(object)
    def _tick(self, now: UtcSeconds) -> None:
        self.desk.tick(now)
        self._tell(now)

    def _tell(self, now: UtcSeconds) -> None:
        desk = self.session.desk
        if desk is not None:
            moments = self.session.moments
            self.strip.tell_who(self.session.actor, desk.openings, moments, now)
            self.strip.tell(self.desk.model.counts(), moments, now)

    @Slot()
    def _retell(self) -> None:
        self._tell(utc_seconds(self.session.now()))

    @Slot(object)
    def _opened(self, _desk: Desk) -> None:
        if self._screens[Do.DESK] is not self.desk:
            self._screens[Do.DESK] = self.desk
            self.go(Do.DESK)
        self._retell()

    @Slot(object)
    def _wrote(self, written: Written) -> None:
        undoable = written.done.undo is not None and written.done.what is not What.UNDONE
        words = told(written.done, self.session.moments, utc_seconds(self.session.now()))
        self.status.say(words, undoable=undoable)
        self._retell()

    @Slot(object)
    def _barred(self, before: Done) -> None:
        """Ctrl+Z does not reach through what cannot be taken back before it is said what that would take back."""
        deed = told(before, self.session.moments, utc_seconds(self.session.now()))
        words = self.tr("What was done last cannot be taken back. Once more takes back: {deed}")
        self.status.say(words.replace("{deed}", deed), undoable=True)

    @Slot(object)
    def _refused(self, refused: Refused) -> None:
        unopened = isinstance(refused, StoreRefused) and self.session.desk is None
        if unopened or isinstance(refused, DamagedDesk):
            self._show_trouble(refused)
        else:
            self._denied = refusal(refused)
            self.status.refuse(self._denied)

    @Slot(object)
    def _disproved(self, refused: Refused) -> None:
        if self.status.message == refusal(refused):
            self.status.say("")

    def _show_trouble(self, refused: Refused) -> None:
        """A desk that cannot be used has a page of its own in its place until it can."""
        page = self._screens[Do.DESK]
        if not isinstance(page, TroublePage):
            page = self.findChild(TroublePage) or TroublePage(self.session, self.actions_list, self.theme)
            self._screens[Do.DESK] = page
            page.mended.connect(self.status.say, Qt.ConnectionType.UniqueConnection)
        page.tell(refused)
        if self._stack.currentWidget() is not page:
            self.go(Do.DESK)

    @Slot(str)
    def tell_fault(self, report: str) -> None:
        """Say that a fault was met, without taking the focus, and keep its report for who asks."""
        self.faults.add(report)
        self.actions_list[Do.FAULT].setEnabled(True)
        words = self.tr("That was a fault in Opiekun, and may not be stored. {key} shows its report.")
        self.status.refuse(words.format(key=self.actions_list.key_text(Do.FAULT)))

    def _everybody(self) -> None:
        self.session.everybody = not self.session.everybody
        self.session.open(self.desk.model.order)
        self.desk.queue.show_whose(everybody=self.session.everybody)
        self.status.say(self.tr("Everybody’s requests") if self.session.everybody else self.tr("Your requests"))

    def _change_theme(self) -> None:
        """The other colours from now on, also after the next start."""
        scheme = Scheme.LIGHT if self.theme.tokens.dark else Scheme.DARK
        self.theme.choose(scheme)
        file = self.session.program.preferences
        file.save(replace(file.load(), theme=scheme))

    def _keys(self) -> QWidget:
        return KeysPage(self.actions_list, self.theme)

    def _find(self) -> None:
        known = [Entry(Kind.ACTION, deed.text, self.actions_list.key_text(deed.do), deed.do) for deed in self._doable()]
        known += self._found_parts
        if self.session.desk is not None and Do.ACCOUNTS in self.actions_list:
            account = self.tr("account")
            known += [Entry(Kind.ACCOUNT, each.name, account, each.id) for each in self.session.desk.accounts]
        self.palette_box.open(known)

    def _doable(self) -> list[Deed]:
        """The actions that can be done now; of a request only while it is in sight, those of the open screen first."""
        in_calendar = self._stack.currentWidget() is self._screens.get(Do.CALENDAR)
        doable = [
            deed
            for deed in self.actions_list.deeds.values()
            if deed.do is not Do.FIND
            and self.actions_list[deed.do].isEnabled()
            and (self._desk_in_sight or deed.do not in OF_REQUEST)
        ]
        return sorted(doable, key=lambda deed: in_calendar and deed.place is not Place.CALENDAR)

    @Slot(str)
    def _search(self, words: str) -> None:
        job = partial(_searched, words=words, zone=self.session.zone, now=self.session.now())
        self.session.read(job, self._search_ended)

    def _search_ended(self, found: object) -> None:
        if isinstance(found, tuple):
            words, rows, events = found
            entries = [Entry(Kind.REQUEST, row.subject, _found_note(row), row) for row in rows]
            entries += [self._event_entry(each) for each in events]
            self.palette_box.show_found(words, entries)

    def _event_entry(self, each: Occurrence) -> Entry:
        when = self.session.moments.moment(each.start, utc_seconds(self.session.now()))
        return Entry(Kind.EVENT, " ".join(each.summary.split()) or self.tr("(no title)"), when, each)

    @Slot(object)
    def _found(self, entry: Entry) -> None:
        if isinstance(entry.value, Do):
            self._do(entry.value)
        elif isinstance(entry.value, QueueRow):
            self.go(Do.DESK)
            self.desk.select(entry.value.key, entry.value.id)
        elif isinstance(entry.value, Occurrence):
            self.show_event(entry.value)
        elif entry.kind is Kind.PART and callable(entry.value):
            entry.value()
        elif entry.kind is Kind.ACCOUNT and Do.ACCOUNTS in self._screens:
            self.go(Do.ACCOUNTS)
            self.account_wanted.emit(entry.value)


def _offered(offered: frozenset[Do]) -> list[Deed]:
    """Whoever offers the calendar offers all that is done in it."""
    known = [deed for deed in (*deeds(), *sync_deeds()) if deed.do in offered]
    return [*known, *calendar_deeds()] if Do.CALENDAR in offered else known


def _found_note(row: QueueRow) -> str:
    resolved = [status_word(row.status)] if row.status is Status.RESOLVED else []
    return " · ".join([row.id, row.account, *resolved])


def _searched(
    store: Store, words: str, zone: ZoneInfo, now: datetime
) -> tuple[str, list[QueueRow], tuple[Occurrence, ...]]:
    # Only now: a start needs no calendar.
    from opiekun.services.occurrences import search_events  # noqa: PLC0415

    return words, search_requests(store, words, _FOUND), search_events(store, words, zone, now=now, limit=_EVENTS)
