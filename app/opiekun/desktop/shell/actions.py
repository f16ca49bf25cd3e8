"""Every action of the window, once: its words, key and icon. Menus, buttons, palette and the list of keys read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
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


def deeds() -> tuple[Deed, ...]:
    """All actions, in the order in which they are listed, in the language of the window."""
    translate = QCoreApplication.translate
    request, queue, window = Place.REQUEST, Place.QUEUE, Place.WINDOW
    return (
        Deed(
            Do.RESPONDED,
            request,
            translate("Deeds", "Responded"),
            translate("Deeds", "Response given"),
            ("R",),
            "message-square-reply",
        ),
        Deed(
            Do.CONTACT, request, translate("Deeds", "Contact"), translate("Deeds", "Contact made"), ("C",), "handshake"
        ),
        Deed(Do.CALLED, request, translate("Deeds", "Called"), translate("Deeds", "Called back"), ("B",), "phone"),
        Deed(
            Do.WAITING,
            request,
            translate("Deeds", "Waiting"),
            translate("Deeds", "Waiting on customer"),
            ("W",),
            "hourglass",
        ),
        Deed(
            Do.SEVERITY, request, translate("Deeds", "Severity"), translate("Deeds", "Change severity"), ("S",), "gauge"
        ),
        Deed(Do.NOTE, request, translate("Deeds", "Note"), translate("Deeds", "Add a note"), ("N",), "sticky-note"),
        Deed(
            Do.ASSIGN,
            request,
            translate("Deeds", "Assign"),
            translate("Deeds", "Assign to an agent"),
            ("A",),
            "user-round-plus",
        ),
        Deed(Do.TAGS, request, translate("Deeds", "Tags"), translate("Deeds", "Change the tags"), ("T",), "tag"),
        Deed(
            Do.POSTPONE,
            request,
            translate("Deeds", "Postpone"),
            translate("Deeds", "Postpone the request"),
            ("P",),
            "alarm-clock",
        ),
        Deed(
            Do.SET_ASIDE,
            request,
            translate("Deeds", "Set aside"),
            translate("Deeds", "Set time aside for the request"),
            ("D",),
            "hourglass",
        ),
        Deed(
            Do.RESOLVE,
            request,
            translate("Deeds", "Resolve"),
            translate("Deeds", "Resolve the request"),
            ("X",),
            "circle-check-big",
        ),
        Deed(
            Do.OPEN,
            request,
            translate("Deeds", "Open"),
            translate("Deeds", "Open in LiveAgent"),
            ("O",),
            "external-link",
        ),
        Deed(Do.WHY, request, translate("Deeds", "why?"), translate("Deeds", "Why this time?"), ("Y",), "search"),
        Deed(Do.NEXT, queue, translate("Deeds", "Next"), translate("Deeds", "Next request"), ("J",), "list-checks"),
        Deed(
            Do.PREVIOUS,
            queue,
            translate("Deeds", "Previous"),
            translate("Deeds", "Previous request"),
            ("K",),
            "list-checks",
        ),
        Deed(Do.FILTER, queue, translate("Deeds", "Filter"), translate("Deeds", "Filter the queue"), ("/",), "search"),
        Deed(
            Do.ORDER,
            queue,
            translate("Deeds", "Urgency"),
            translate("Deeds", "Order by urgency or by group"),
            ("U",),
            "arrow-up-down",
        ),
        Deed(
            Do.EVERYBODY,
            queue,
            translate("Deeds", "Everybody"),
            translate("Deeds", "Show everybody’s requests or mine"),
            ("E",),
            "user",
        ),
        Deed(Do.NEW, queue, translate("Deeds", "New"), translate("Deeds", "New request"), ("Ctrl+N",), "plus"),
        Deed(
            Do.BOOK_CALL,
            window,
            translate("Deeds", "Book a call…"),
            translate("Deeds", "Book a call with a customer"),
            ("Ctrl+B",),
            "phone",
        ),
        Deed(
            Do.REARRANGE,
            window,
            translate("Deeds", "Rearrange calls…"),
            translate("Deeds", "Move, hand over or call off the calls of a stretch"),
            ("Ctrl+Shift+B",),
            "arrow-up-down",
        ),
        Deed(
            Do.BRIEF, window, translate("Deeds", "Brief"), translate("Deeds", "Next call’s brief"), ("Alt+B",), "phone"
        ),
        Deed(
            Do.FIND,
            window,
            translate("Deeds", "Find or do…"),
            translate("Deeds", "Find or do anything"),
            ("Ctrl+K",),
            "search",
        ),
        Deed(
            Do.UNDO,
            window,
            translate("Deeds", "Undo"),
            translate("Deeds", "Undo what was done last"),
            ("Ctrl+Z",),
            "undo-2",
        ),
        Deed(
            Do.REDO,
            window,
            translate("Deeds", "Redo"),
            translate("Deeds", "Do again what was undone"),
            ("Ctrl+Shift+Z", "Ctrl+Y"),
            "undo-2",
        ),
        Deed(
            Do.PULL,
            window,
            translate("Deeds", "Pull"),
            translate("Deeds", "Pull from LiveAgent now"),
            ("F5",),
            "refresh-cw",
        ),
        Deed(
            Do.DESK,
            window,
            translate("Deeds", "Desk"),
            translate("Deeds", "Go to the desk"),
            ("Ctrl+1",),
            "list-checks",
        ),
        Deed(
            Do.CALENDAR,
            window,
            translate("Deeds", "Calendar"),
            translate("Deeds", "Go to the calendar"),
            ("Ctrl+2",),
            "calendar",
        ),
        Deed(
            Do.ACCOUNTS,
            window,
            translate("Deeds", "Accounts"),
            translate("Deeds", "Go to the accounts"),
            ("Ctrl+3",),
            "building-2",
        ),
        Deed(
            Do.ANSWERS,
            window,
            translate("Deeds", "Answers"),
            translate("Deeds", "See what guests answered, and what waits for you"),
            ("Ctrl+4",),
            "message-square-reply",
        ),
        Deed(
            Do.SETTINGS,
            window,
            translate("Deeds", "Settings"),
            translate("Deeds", "Go to the settings"),
            ("Ctrl+,",),
            "settings",
        ),
        Deed(
            Do.IMPORT,
            window,
            translate("Deeds", "Import"),
            translate("Deeds", "Import requests from a file"),
            ("Ctrl+O",),
            "inbox",
        ),
        Deed(
            Do.THEME,
            window,
            translate("Deeds", "Light or dark"),
            translate("Deeds", "Change between light and dark"),
            ("Ctrl+T",),
            "sun-moon",
        ),
        Deed(
            Do.FAULT,
            window,
            translate("Deeds", "Report"),
            translate("Deeds", "Show the report of a fault"),
            ("F8",),
            "triangle-alert",
        ),
        Deed(Do.KEYS, window, translate("Deeds", "Keys"), translate("Deeds", "Show all keys"), ("?", "F1"), "keyboard"),
        Deed(Do.QUIT, window, translate("Deeds", "Quit"), translate("Deeds", "Quit Opiekun"), ("Ctrl+Q",), "x"),
    )


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
