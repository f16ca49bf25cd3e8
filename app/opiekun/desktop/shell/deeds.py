"""The words and keys of what is done with requests and in the queue, and of what leads from one screen to the other."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from opiekun.desktop.shell.actions import Deed, Do, Place


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
