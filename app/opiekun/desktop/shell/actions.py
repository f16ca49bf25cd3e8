"""Every action of the window, once: its words, key and icon. Menus, buttons, palette and the list of keys read it."""

from __future__ import annotations

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
    OPEN = "open"
    WHY = "why"
    NEW = "new"
    NEXT = "next"
    PREVIOUS = "previous"
    FILTER = "filter"
    ORDER = "order"
    EVERYBODY = "everybody"
    FIND = "find"
    UNDO = "undo"
    REDO = "redo"
    PULL = "pull"
    DESK = "desk"
    ACCOUNTS = "accounts"
    SETTINGS = "settings"
    IMPORT = "import"
    KEYS = "keys"
    THEME = "theme"
    QUIT = "quit"


class Place(StrEnum):
    """Under which heading an action stands in the list of keys."""

    REQUEST = "request"
    QUEUE = "queue"
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
    say = QCoreApplication.translate
    request, queue, window = Place.REQUEST, Place.QUEUE, Place.WINDOW
    return (
        Deed(
            Do.RESPONDED,
            request,
            say("Deeds", "Responded"),
            say("Deeds", "Response given"),
            ("R",),
            "message-square-reply",
        ),
        Deed(Do.CONTACT, request, say("Deeds", "Contact"), say("Deeds", "Contact made"), ("C",), "handshake"),
        Deed(Do.CALLED, request, say("Deeds", "Called"), say("Deeds", "Called back"), ("B",), "phone"),
        Deed(Do.WAITING, request, say("Deeds", "Waiting"), say("Deeds", "Waiting on customer"), ("W",), "hourglass"),
        Deed(Do.SEVERITY, request, say("Deeds", "Severity"), say("Deeds", "Change severity"), ("S",), "gauge"),
        Deed(Do.NOTE, request, say("Deeds", "Note"), say("Deeds", "Add a note"), ("N",), "sticky-note"),
        Deed(Do.ASSIGN, request, say("Deeds", "Assign"), say("Deeds", "Assign to an agent"), ("A",), "user-round-plus"),
        Deed(
            Do.RESOLVE,
            request,
            say("Deeds", "Resolve"),
            say("Deeds", "Resolve the request"),
            ("X",),
            "circle-check-big",
        ),
        Deed(Do.OPEN, request, say("Deeds", "Open"), say("Deeds", "Open in LiveAgent"), ("O",), "external-link"),
        Deed(Do.WHY, request, say("Deeds", "why?"), say("Deeds", "Why this time?"), ("Y",), "search"),
        Deed(Do.NEXT, queue, say("Deeds", "Next"), say("Deeds", "Next request"), ("J",), "list-checks"),
        Deed(Do.PREVIOUS, queue, say("Deeds", "Previous"), say("Deeds", "Previous request"), ("K",), "list-checks"),
        Deed(Do.FILTER, queue, say("Deeds", "Filter"), say("Deeds", "Filter the queue"), ("/",), "search"),
        Deed(
            Do.ORDER,
            queue,
            say("Deeds", "Urgency"),
            say("Deeds", "Order by urgency or by group"),
            ("U",),
            "arrow-up-down",
        ),
        Deed(
            Do.EVERYBODY,
            queue,
            say("Deeds", "Everybody"),
            say("Deeds", "Show everybody’s requests or mine"),
            ("E",),
            "user",
        ),
        Deed(Do.NEW, queue, say("Deeds", "New"), say("Deeds", "New request"), ("Ctrl+N",), "plus"),
        Deed(Do.FIND, window, say("Deeds", "Find or do…"), say("Deeds", "Find or do anything"), ("Ctrl+K",), "search"),
        Deed(Do.UNDO, window, say("Deeds", "Undo"), say("Deeds", "Undo what was done last"), ("Ctrl+Z",), "undo-2"),
        Deed(
            Do.REDO,
            window,
            say("Deeds", "Redo"),
            say("Deeds", "Do again what was undone"),
            ("Ctrl+Shift+Z", "Ctrl+Y"),
            "undo-2",
        ),
        Deed(Do.PULL, window, say("Deeds", "Pull"), say("Deeds", "Pull from LiveAgent now"), ("F5",), "refresh-cw"),
        Deed(Do.DESK, window, say("Deeds", "Desk"), say("Deeds", "Go to the desk"), ("Ctrl+1",), "list-checks"),
        Deed(
            Do.ACCOUNTS, window, say("Deeds", "Accounts"), say("Deeds", "Go to the accounts"), ("Ctrl+2",), "building-2"
        ),
        Deed(
            Do.SETTINGS, window, say("Deeds", "Settings"), say("Deeds", "Go to the settings"), ("Ctrl+,",), "settings"
        ),
        Deed(
            Do.IMPORT, window, say("Deeds", "Import"), say("Deeds", "Import requests from a file"), ("Ctrl+O",), "inbox"
        ),
        Deed(
            Do.THEME,
            window,
            say("Deeds", "Light or dark"),
            say("Deeds", "Change between light and dark"),
            ("Ctrl+T",),
            "sun-moon",
        ),
        Deed(Do.KEYS, window, say("Deeds", "Keys"), say("Deeds", "Show all keys"), ("?", "F1"), "keyboard"),
        Deed(Do.QUIT, window, say("Deeds", "Quit"), say("Deeds", "Quit Opiekun"), ("Ctrl+Q",), "x"),
    )


class Actions(QObject):
    """One QAction for each deed that the window offers. ``asked`` tells which one was triggered."""

    asked = Signal(object)

    def __init__(self, window: QWidget, theme: Theme, offered: frozenset[Do]) -> None:
        super().__init__(window)
        self._theme = theme
        self._group = QActionGroup(self)
        self._group.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)
        self._group.triggered.connect(self._triggered)
        self._actions: dict[Do, QAction] = {}
        self.deeds = {deed.do: deed for deed in deeds() if deed.do in offered}
        for deed in self.deeds.values():
            action = QAction(deed.text, self)
            action.setData(deed.do)
            action.setShortcuts([QKeySequence(key) for key in deed.keys])
            action.setToolTip(f"{deed.text} ({self.key_text(deed.do)})")
            action.setStatusTip(deed.text)
            self._group.addAction(action)
            self._actions[deed.do] = action
        window.addActions(list(self._actions.values()))
        theme.changed.connect(self._tint)
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

    @Slot(QAction)
    def _triggered(self, action: QAction) -> None:
        self.asked.emit(Do(action.data()))

    @Slot()
    def _tint(self) -> None:
        for do, action in self._actions.items():
            action.setIcon(self._theme.icons.icon(self.deeds[do].icon, self._theme.tokens.text))
