"""Every action of the window, once: its words, key and icon. Menus, buttons, palette and the list of keys read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from opiekun.desktop.theme.theme import Theme


class Do(StrEnum):
    """What can be done in the window."""

    RESPONDED = "responded"
    CONTACT = "contact"
    CALLED = "called"
    WAITING = "waiting"
    RESOLVE = "resolve"
    SEVERITY = "severity"
    NOTE = "note"
    ASSIGN = "assign"
    TAGS = "tags"
    POSTPONE = "postpone"
    SET_ASIDE = "set_aside"
    OPEN = "open"
    WHY = "why"
    NEW = "new"
    BOOK_CALL = "book_call"
    REARRANGE = "rearrange"
    BRIEF = "brief"
    NEXT = "next"
    PREVIOUS = "previous"
    FILTER = "filter"
    ORDER = "order"
    EVERYBODY = "everybody"
    FIND = "find"
    UNDO = "undo"
    REDO = "redo"
    PULL = "pull"
    SYNC = "sync"
    SYNC_STOP = "sync_stop"
    SYNC_PAGE = "sync_page"
    CONFLICTS = "conflicts"
    ANSWERS = "answers"
    DESK = "desk"
    ACCOUNTS = "accounts"
    SETTINGS = "settings"
    IMPORT = "import"
    GUIDE = "guide"
    KEYS = "keys"
    THEME = "theme"
    FAULT = "fault"
    QUIT = "quit"
    CALENDAR = "calendar"
    DAY_VIEW = "day_view"
    WORK_WEEK_VIEW = "work_week_view"
    WEEK_VIEW = "week_view"
    MONTH_VIEW = "month_view"
    AGENDA_VIEW = "agenda_view"
    TODAY = "today"
    BACK = "back"
    FORWARD = "forward"
    GO_TO_DATE = "go_to_date"
    QUICK_ADD = "quick_add"
    NEW_EVENT = "new_event"
    EDIT_EVENT = "edit_event"
    DELETE_EVENT = "delete_event"
    SEARCH_EVENTS = "search_events"
    CALENDARS = "calendars"
    SECOND_ZONE = "second_zone"
    PRINT = "print"
    PDF = "pdf"
    IMPORT_EVENTS = "import_events"
    EXPORT_EVENTS = "export_events"
    COLLEAGUES = "colleagues"
    NEXT_FREE = "next_free"
    WHY_NOT = "why_not"
    OPEN_CALL = "open_call"


class Place(StrEnum):
    """Under which heading an action stands in the list of keys."""

    REQUEST = "request"
    QUEUE = "queue"
    CALENDAR = "calendar"
    WINDOW = "window"


@dataclass(frozen=True, slots=True)
class Deed:
    """The words of an action. ``button`` is short, ``text`` says it in full; ``keys`` are portable key names."""

    do: Do
    place: Place
    button: str
    text: str
    keys: tuple[str, ...]
    icon: str


class Actions(QObject):
    """One QAction for each deed that the window offers. ``asked`` tells which one was triggered.

    The calendar's keys are its own while it is open, and the bare keys of a request and of the queue act only while
    the desk is in sight: a key pressed on another screen changes nothing that cannot be seen.
    """

    asked = Signal(object)

    def __init__(self, window: QWidget, theme: Theme, offered: Iterable[Deed]) -> None:
        super().__init__(window)
        self._theme = theme
        self._group = QActionGroup(self)
        self._group.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)
        self._group.triggered.connect(self._triggered)
        self._actions: dict[Do, QAction] = {}
        self._in_calendar = self._on_desk = False
        self.deeds = {deed.do: deed for deed in offered}
        for deed in self.deeds.values():
            action = QAction(deed.text, self)
            action.setData(deed.do)
            action.setStatusTip(deed.text)
            self._group.addAction(action)
            self._actions[deed.do] = action
            self.tell(deed.do, deed.text)
        window.addActions(list(self._actions.values()))
        theme.changed.connect(self._tint)
        self._give_keys()
        self._tint()

    def stand_in(self, *, desk: bool = False, calendar: bool = False) -> None:
        """Give the keys to the actions of the screen that is open now."""
        if (desk, calendar) != (self._on_desk, self._in_calendar):
            self._on_desk, self._in_calendar = desk, calendar
            self._give_keys()
            self._tint()

    def __getitem__(self, do: Do) -> QAction:
        """The action. Raises KeyError for one that the window does not offer."""
        return self._actions[do]

    def __contains__(self, do: Do) -> bool:
        """Whether the window offers it."""
        return do in self._actions

    def key_text(self, do: Do) -> str:
        """The action's first key, in the system's notation."""
        return QKeySequence(self.deeds[do].keys[0]).toString(QKeySequence.SequenceFormat.NativeText)

    def tell(self, do: Do, words: str) -> None:
        """Say in its tooltip what it does now, with its key."""
        self._actions[do].setToolTip(f"{words} ({self.key_text(do)})")

    @Slot(QAction)
    def _triggered(self, action: QAction) -> None:
        self.asked.emit(Do(action.data()))

    def _give_keys(self) -> None:
        for do, action in self._actions.items():
            action.setShortcuts([QKeySequence(key) for key in self._keys_of(self.deeds[do])])

    def _keys_of(self, deed: Deed) -> tuple[str, ...]:
        if deed.place is Place.CALENDAR:
            return deed.keys if self._in_calendar else ()
        if deed.place is Place.WINDOW or self._on_desk:
            return deed.keys
        return tuple(key for key in deed.keys if "+" in key)

    @Slot()
    def _tint(self) -> None:
        for do, action in self._actions.items():
            # Those of the calendar are drawn when it is first opened: a start waits for none of them.
            if self._in_calendar or self.deeds[do].place is not Place.CALENDAR:
                action.setIcon(self._theme.icons.icon(self.deeds[do].icon, self._theme.tokens.text))
