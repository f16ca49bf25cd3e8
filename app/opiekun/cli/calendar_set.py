"""`opiekun calendar calendars`, `set` and `remove`: the calendars themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

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
from opiekun.words import N_, sentence


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
    """Tells the calendars that are left, and whom letters tell that calls in it are off."""
    calendar_id = calendar_named(session, named).id
    host = host_for(session, [calendar_id], guests)
    done = remove_calendar(session.store, calendar_id, now=session.now(), host=host)
    left = list_calendars(session.store)
    warned = sentence(done.warned.refusal(), session.words.language) if done.warned is not None else None
    answer = {"calendars": _json(session, left), "told": list(done.told), "warned": warned}
    session.answer(answer, lambda: _lines(session, left))
    tell_guests(session, done)
    if warned is not None and not session.as_json:
        session.remark(warned)


def _owner(session: Session, agent: str) -> str:
    """The id of the agent, "" for that of the desk."""
    owner = agent_named(session.store, agent).id if agent.strip() else ""
    return owner if owner != desk_agent(session) else ""


def _tell(session: Session) -> None:
    known = list_calendars(session.store)
    session.answer(_json(session, known), lambda: _lines(session, known))


def _json(session: Session, known: Sequence[Calendar]) -> list[dict[str, Any]]:
    agents = _agents(session)
    return [
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
    ]


def _lines(session: Session, known: Sequence[Calendar]) -> Iterator[str]:
    words, agents = session.words, _agents(session)
    for each in known:
        marks = (
            (each.default, words.say("new events go here")),
            (not each.shown, words.say("hidden")),
            (each.read_only, words.say("can only be read")),
            (each.agent_id in agents, words.say("of {agent}", agent=agents.get(each.agent_id, ""))),
        )
        said = ", ".join(mark for holds, mark in marks if holds)
        yield "  ".join([calendar_name(each, words), each.colour, said]).rstrip()


def _agents(session: Session) -> dict[str, str]:
    """The agents' names by their ids."""
    return {agent.id: agent.name for agent in list_agents(session.store)}
