"""`opiekun calendar calendars`, `set` and `remove`: the calendars themselves."""

from __future__ import annotations

from dataclasses import replace

import click

from opiekun.cli.calendar_answers import tell_guests
from opiekun.cli.calendar_guests import host_for, to_guests
from opiekun.cli.calendar_names import calendar_name, calendar_named, known_calendar
from opiekun.cli.call_answers import desk_agent
from opiekun.cli.commands import command
from opiekun.cli.session import Session
from opiekun.domain.calendar.events import Calendar
from opiekun.services.accounts import agent_named, list_agents
from opiekun.services.calendars import list_calendars, save_calendar
from opiekun.services.calendars_removed import remove_calendar
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
@click.option("--agent", metavar="A", help=N_("Whose time its events take; empty for the agent of this desk."))
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
    agent: str | None,
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
        agent_id=_owner(session, agent) if agent is not None else known.agent_id,
    )
    save_calendar(session.store, changed)
    _tell(session)


@command(N_("Remove a calendar with all its events."))
@click.argument("named", metavar="C")
@to_guests
@click.pass_obj
def remove(session: Session, *, named: str, guests: str | None) -> None:
    """Tells the calendars that are left."""
    calendar_id = calendar_named(session, named).id
    host = host_for(session, [calendar_id], guests)
    done = remove_calendar(session.store, calendar_id, now=session.now(), host=host)
    _tell(session)
    tell_guests(session, done)


def _owner(session: Session, agent: str) -> str:
    """The id of the agent, "" for that of the desk."""
    owner = agent_named(session.store, agent).id if agent.strip() else ""
    return owner if owner != desk_agent(session) else ""


def _tell(session: Session) -> None:
    known, words = list_calendars(session.store), session.words
    agents = {agent.id: agent.name for agent in list_agents(session.store)}

    def line(each: Calendar) -> str:
        marks = (
            (each.default, words.say("new events go here")),
            (not each.shown, words.say("hidden")),
            (each.read_only, words.say("can only be read")),
            (each.agent_id in agents, words.say("of {agent}", agent=agents.get(each.agent_id, ""))),
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
                "agent": agents.get(each.agent_id),
            }
            for each in known
        ],
        lambda: [line(each).rstrip() for each in known],
    )
