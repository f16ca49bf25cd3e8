"""Calendars as the terminal names them. The one that a desk begins with has no name until it is given one."""

from __future__ import annotations

from opiekun.cli.session import Session
from opiekun.domain.calendar.events import Calendar
from opiekun.domain.errors import NotFound
from opiekun.services.calendars import calendar_called, list_calendars
from opiekun.words import N_, Words

OWN = N_("My calendar")


def calendar_name(calendar: Calendar, words: Words) -> str:
    """What people call it."""
    return calendar.name or words.say(OWN)


def known_calendar(session: Session, named: str) -> Calendar | None:
    """The calendar of that name or id, letters of either case; None where there is none."""
    calendars = list_calendars(session.store)
    found = calendar_called(calendars, named)
    if found is None and named.strip().casefold() == session.words.say(OWN).casefold():
        found = next((calendar for calendar in calendars if not calendar.name), None)
    return found


def calendar_named(session: Session, named: str) -> Calendar:
    """The calendar of that name or id. Raises NotFound, and names those that are there."""
    found = known_calendar(session, named)
    if found is None:
        known = ", ".join(calendar_name(each, session.words) for each in list_calendars(session.store))
        raise NotFound("There is no calendar {name}; there are: {known}.", name=named, known=known)
    return found


def only_calendar(session: Session, named: str | None) -> str | None:
    """The id of the calendar that was named, None where none was."""
    return calendar_named(session, named).id if named is not None else None
