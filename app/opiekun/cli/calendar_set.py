"""`opiekun calendar calendars`, `set` and `remove`: the calendars themselves."""

from __future__ import annotations

from dataclasses import replace

import click

from opiekun.cli.calendar_names import calendar_name, calendar_named, known_calendar
from opiekun.cli.commands import command
from opiekun.cli.session import Session
from opiekun.domain.calendar.events import Calendar
from opiekun.services.calendars import list_calendars, remove_calendar, save_calendar
from opiekun.words import N_


@command(N_("All calendars: their names and colours, which are shown, and which one new events go to."))
@click.pass_obj
def calendars(session: Session) -> None:
    """Tells each calendar in a line."""
    _tell(session)


@command(N_("Change the calendar C, or make it; what is not given stays."))
@click.argument("named", metavar="C")
@click.option("--name", metavar="N", help=N_("Its new name."))
@click.option("--colour", metavar="#RRGGBB", help=N_("Its colour."))
@click.option("--shown/--hidden", default=None, help=N_("Whether its events are shown."))
@click.option("--default", "default", is_flag=True, help=N_("New events go to it."))
@click.option("--read-only/--writable", default=None, help=N_("Whether its events can only be read."))
@click.pass_obj
def set_calendar(
    session: Session,
    *,
    named: str,
    name: str | None,
    colour: str | None,
    shown: bool | None,
    default: bool,
    read_only: bool | None,
) -> None:
    """Tells the calendars as they are now."""
    known = known_calendar(session, named) or Calendar("", named, "")
    changed = replace(
        known,
        name=name if name is not None else known.name,
        colour=colour if colour is not None else known.colour,
        shown=shown if shown is not None else known.shown,
        default=default or known.default,
        read_only=read_only if read_only is not None else known.read_only,
    )
    save_calendar(session.store, changed)
    _tell(session)


@command(N_("Remove a calendar with all its events."))
@click.argument("named", metavar="C")
@click.pass_obj
def remove(session: Session, *, named: str) -> None:
    """Tells the calendars that are left."""
    remove_calendar(session.store, calendar_named(session, named).id, now=session.now())
    _tell(session)


def _tell(session: Session) -> None:
    known, words = list_calendars(session.store), session.words

    def line(each: Calendar) -> str:
        marks = (
            (each.default, words.say("new events go here")),
            (not each.shown, words.say("hidden")),
            (each.read_only, words.say("can only be read")),
        )
        return "  ".join([calendar_name(each, words), each.colour, ", ".join(mark for holds, mark in marks if holds)])

    session.answer(
        [
            {
                "id": each.id,
                "name": each.name or each.id,
                "colour": each.colour,
                "shown": each.shown,
                "default": each.default,
                "read_only": each.read_only,
            }
            for each in known
        ],
        lambda: [line(each).rstrip() for each in known],
    )
