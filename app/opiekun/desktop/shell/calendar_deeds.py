"""The actions of the calendar, with keys of its own."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from opiekun.desktop.shell.actions import Deed, Do, Place


def calendar_deeds() -> tuple[Deed, ...]:
    """All of them, in the order in which they are listed, in the language of the window."""
    translate = QCoreApplication.translate
    place = Place.CALENDAR
    return (
        Deed(
            Do.DAY_VIEW,
            place,
            translate("Deeds", "Day"),
            translate("Deeds", "Show a day"),
            ("D",),
            "calendar-1",
        ),
        Deed(
            Do.WORK_WEEK_VIEW,
            place,
            translate("Deeds", "Work week"),
            translate("Deeds", "Show the work week"),
            ("B",),
            "calendar-range",
        ),
        Deed(
            Do.WEEK_VIEW,
            place,
            translate("Deeds", "Week"),
            translate("Deeds", "Show the whole week"),
            ("W",),
            "calendar-range",
        ),
        Deed(
            Do.MONTH_VIEW,
            place,
            translate("Deeds", "Month"),
            translate("Deeds", "Show the month"),
            ("M",),
            "calendar-days",
        ),
        Deed(
            Do.AGENDA_VIEW,
            place,
            translate("Deeds", "Agenda"),
            translate("Deeds", "Show the agenda"),
            ("A",),
            "list",
        ),
        Deed(
            Do.TODAY,
            place,
            translate("Deeds", "Today"),
            translate("Deeds", "Go to today"),
            ("T",),
            "calendar-check",
        ),
        Deed(
            Do.BACK,
            place,
            translate("Deeds", "Back"),
            translate("Deeds", "Go back by what is shown"),
            ("K",),
            "chevron-left",
        ),
        Deed(
            Do.FORWARD,
            place,
            translate("Deeds", "Forward"),
            translate("Deeds", "Go forward by what is shown"),
            ("J",),
            "chevron-right",
        ),
        Deed(
            Do.GO_TO_DATE,
            place,
            translate("Deeds", "Go to"),
            translate("Deeds", "Go to a date"),
            ("G",),
            "calendar-search",
        ),
        Deed(
            Do.QUICK_ADD,
            place,
            translate("Deeds", "Add"),
            translate("Deeds", "Add an event in one line"),
            ("Q",),
            "calendar-plus",
        ),
        Deed(
            Do.NEW_EVENT,
            place,
            translate("Deeds", "New event"),
            translate("Deeds", "New event, with all its fields"),
            ("N",),
            "calendar-plus",
        ),
        Deed(
            Do.EDIT_EVENT,
            place,
            translate("Deeds", "Edit"),
            translate("Deeds", "Edit the event, with all its fields"),
            ("E",),
            "pencil",
        ),
        Deed(
            Do.DELETE_EVENT,
            place,
            translate("Deeds", "Delete"),
            translate("Deeds", "Delete the event"),
            ("Del",),
            "trash-2",
        ),
        Deed(
            Do.SEARCH_EVENTS,
            place,
            translate("Deeds", "Search"),
            translate("Deeds", "Search events by title, people and notes"),
            ("Ctrl+F", "/"),
            "calendar-search",
        ),
        Deed(
            Do.CALENDARS,
            place,
            translate("Deeds", "Calendars"),
            translate("Deeds", "Show, hide and name calendars"),
            ("L",),
            "calendars",
        ),
        Deed(
            Do.SECOND_ZONE,
            place,
            translate("Deeds", "Second zone"),
            translate("Deeds", "Choose a second time zone"),
            ("S",),
            "globe",
        ),
        Deed(
            Do.PRINT,
            place,
            translate("Deeds", "Print"),
            translate("Deeds", "Print the week"),
            ("Ctrl+P",),
            "printer",
        ),
        Deed(
            Do.PDF,
            place,
            translate("Deeds", "PDF"),
            translate("Deeds", "Save the week as a PDF"),
            ("Ctrl+Shift+P",),
            "file-down",
        ),
        Deed(
            Do.IMPORT_EVENTS,
            place,
            translate("Deeds", "Import events"),
            translate("Deeds", "Import events from an .ics file"),
            ("Ctrl+I",),
            "download",
        ),
        Deed(
            Do.EXPORT_EVENTS,
            place,
            translate("Deeds", "Export events"),
            translate("Deeds", "Export a calendar as an .ics file"),
            ("Ctrl+Shift+E",),
            "upload",
        ),
    )
