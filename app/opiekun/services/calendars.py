"""The calendars of the desk: their names and colours, which are shown, and which one new events go to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from opiekun.domain.calendar.events import Calendar
from opiekun.domain.calendar.stored import ObjectText
from opiekun.domain.errors import InvalidInput, NotFound
from opiekun.services.calls.following import follow
from opiekun.services.done import Changed, Done, RestoreCalendars, What
from opiekun.services.ports import Store, UnitOfWork

COLOURS = ("#2F5BD7", "#24694A", "#7A5D00", "#B54708", "#7A3E9D", "#0F7285", "#A3336B", "#56606E")
"""What new calendars are coloured with, in turn."""

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}", re.ASCII)
_LONGEST_NAME = 200
# Control characters and halves of others; what joins emoji is shown.
_UNSHOWN = ("Cc", "Cs", "Zl", "Zp")


def list_calendars(store: Store) -> tuple[Calendar, ...]:
    """All calendars in their order. The one that a desk begins with has no name until it is given one."""
    with store.read() as unit:
        return tuple(unit.calendars.all())


def default_calendar(unit: UnitOfWork) -> Calendar:
    """The calendar that new events go to."""
    return next(calendar for calendar in unit.calendars.all() if calendar.default)


def calendar_called(calendars: Iterable[Calendar], name_or_id: str) -> Calendar | None:
    """The calendar of that name or id, letters of either case; a name goes before an id."""
    wanted = name_or_id.strip().casefold()
    known = list(calendars)
    return next(
        (
            calendar
            for called in ("name", "id")
            for calendar in known
            if wanted and getattr(calendar, called).casefold() == wanted
        ),
        None,
    )


def save_calendar(store: Store, calendar: Calendar) -> Done:
    """Store a calendar; one with the id "" is new, and a colour "" is chosen for it.

    Raises InvalidInput for a name that is empty, too long or another's, for a colour that is none, and where no
    calendar would be the default one; NotFound for an id that is not known.
    """
    with store.write() as unit:
        return _saved(unit, calendar)[1]


def saved_calendar(unit: UnitOfWork, calendar: Calendar) -> Calendar:
    """As :func:`save_calendar`, in a unit that does more; the answer is the calendar as it is now."""
    return _saved(unit, calendar)[0]


def existing_calendar(unit: UnitOfWork, calendar_id: str) -> Calendar:
    """The calendar of that id. Raises NotFound for one that was removed, or never was."""
    calendar = next((each for each in unit.calendars.all() if each.id == calendar_id), None)
    if calendar is None:
        raise _gone()
    return calendar


def writable_calendar(unit: UnitOfWork, calendar_id: str | None) -> Calendar:
    """The calendar of that id, or the default one for None. Raises NotFound, and InvalidInput where it is read-only."""
    calendar = default_calendar(unit) if calendar_id is None else existing_calendar(unit, calendar_id)
    if calendar.read_only:
        raise InvalidInput("The calendar {name} can only be read; choose another for the event.", name=calendar.name)
    return calendar


def changeable_calendar(unit: UnitOfWork, calendar_id: str) -> Calendar:
    """The calendar of an event that is to be changed or deleted. Raises NotFound, and InvalidInput as a read-only one.

    Another calendar is no way out for an event that stands in this one.
    """
    calendar = existing_calendar(unit, calendar_id)
    if calendar.read_only:
        raise InvalidInput("The calendar {name} can only be read: its events stay as they are.", name=calendar.name)
    return calendar


def existing_object(unit: UnitOfWork, key: int) -> ObjectText:
    """The object of that number. Raises NotFound where it was deleted, or its calendar removed."""
    known = unit.calendars.text(key)
    if known is None:
        raise NotFound("The event is gone; it was deleted meanwhile.")
    existing_calendar(unit, known.calendar_id)
    return known


def _gone() -> NotFound:
    return NotFound("There is no such calendar any more; look at the calendars again.")


def free_colour(known: Sequence[Calendar]) -> str:
    """The first of the colours that none of these calendars has; where all are taken, each in its turn."""
    taken = {each.colour.upper() for each in known}
    return next((colour for colour in COLOURS if colour not in taken), COLOURS[len(known) % len(COLOURS)])


def _saved(unit: UnitOfWork, calendar: Calendar) -> tuple[Calendar, Done]:
    calendar = replace(calendar, name=calendar.name.strip())
    known = unit.calendars.all()
    before = next((each for each in known if each.id == calendar.id), None)
    if before is None and calendar.id:
        raise _gone()
    if before is None:
        colour = calendar.colour or free_colour(known)
        calendar = replace(calendar, id=unit.calendars.new_id(), colour=colour)
    _check(calendar, before, known)
    states: dict[str, Calendar | None] = {calendar.id: calendar}
    if calendar.default:
        states |= {each.id: replace(each, default=False) for each in known if each.default and each != before}
    chosen = before is not None and not before.default and calendar == replace(before, default=True)
    what = What.NEW_EVENTS_GO if chosen else What.CALENDAR_SAVED
    return calendar, apply_states(unit, states, what, calendar.name)


def _check(calendar: Calendar, before: Calendar | None, known: Iterable[Calendar]) -> None:
    # The first one is called in the language of who looks, until it is named.
    if not calendar.name and (before is None or before.name):
        raise InvalidInput("The calendar needs a name.")
    if len(calendar.name) > _LONGEST_NAME or any(unicodedata.category(sign) in _UNSHOWN for sign in calendar.name):
        raise InvalidInput("The calendar's name is too long or holds signs that cannot be shown; choose another.")
    called = calendar.name.casefold()
    if called and any(each.id != calendar.id and each.name.casefold() == called for each in known):
        raise InvalidInput("There is a calendar {name} already; choose another name.", name=calendar.name)
    if not _COLOUR.fullmatch(calendar.colour):
        raise InvalidInput("“{colour}” is not a colour like #2F5BD7.", colour=calendar.colour)
    if before is not None and before.default and not calendar.default:
        raise InvalidInput("New events go to this calendar; make another one the default first.")
    if calendar.default and calendar.read_only:
        raise InvalidInput("New events cannot go to a calendar that can only be read.")


def apply_states(
    unit: UnitOfWork, states: Mapping[str, Calendar | None], what: What, name: str, now: datetime | None = None
) -> Done:
    """Make the calendars stand so; None removes one. The undo is how they stood."""
    standing = {calendar.id: calendar for calendar in unit.calendars.all()}
    undo = RestoreCalendars(
        tuple(standing[calendar_id] for calendar_id in states if calendar_id in standing),
        tuple(calendar_id for calendar_id in states if calendar_id not in standing),
        what,
    )
    for calendar_id, calendar in states.items():
        if calendar is None:
            unit.calendars.set_removed(calendar_id, now)
        else:
            unit.calendars.save(calendar)
            if calendar_id not in standing:
                unit.calendars.set_removed(calendar_id, None)
    if states.keys() - standing.keys() or None in states.values():
        follow(unit, [record.uid for record in unit.calls.all()])
    return Done(what, name=name, changed=Changed(calendars=True), undo=undo)
