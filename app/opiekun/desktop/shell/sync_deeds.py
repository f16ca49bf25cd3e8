"""The actions around calendars that are on a server."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from opiekun.desktop.shell.actions import Deed, Do, Place


def sync_deeds() -> tuple[Deed, ...]:
    """All of them, in the order in which they are listed, in the language of the window."""
    translate = QCoreApplication.translate
    window = Place.WINDOW
    return (
        Deed(
            Do.SYNC,
            window,
            translate("Deeds", "Sync"),
            translate("Deeds", "Sync the calendars now"),
            ("F9",),
            "refresh-cw",
        ),
        Deed(
            Do.SYNC_STOP,
            window,
            translate("Deeds", "Stop"),
            translate("Deeds", "Stop syncing the calendars"),
            ("Ctrl+F9",),
            "x",
        ),
        Deed(
            Do.SYNC_PAGE,
            window,
            translate("Deeds", "Calendar sync"),
            translate("Deeds", "See how the calendars are synced"),
            ("Shift+F9",),
            "calendars",
        ),
        Deed(
            Do.CONFLICTS,
            window,
            translate("Deeds", "Conflicts"),
            translate("Deeds", "Settle conflicts of the sync: changed here and on the server at once"),
            ("Alt+F9",),
            "columns-2",
        ),
    )
