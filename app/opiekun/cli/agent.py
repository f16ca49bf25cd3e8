"""`opiekun agent`: who works at this desk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import click

from opiekun.cli.commands import Group
from opiekun.cli.parameters import ZONE
from opiekun.cli.session import Session
from opiekun.domain.people import Agent
from opiekun.services.accounts import agent_named, list_agents, save_agent
from opiekun.words import N_, Words


@click.group(cls=Group, help=N_("The agents of this desk."))
def agent() -> None:
    """The commands stand below."""


@agent.command("list", help=N_("All agents by name."))
@click.pass_obj
def list_all(session: Session) -> None:
    """Tells each agent in a line."""
    agents = list_agents(session.store)
    session.answer([_json(one) for one in agents], lambda: _lines(agents, session.words))


@agent.command("add", help=N_("Add an agent."))
@click.option("--name", required=True, metavar="N", help=N_("The agent's name."))
@click.option("--email", default="", metavar="E", help=N_("The agent's e-mail address."))
@click.option("--level", type=click.IntRange(1, 2), default=1, help=N_("1 dedicated agent, 2 specialist."))
@click.option("--timezone", default="Europe/Bratislava", type=ZONE, help=N_("The agent's time zone."))
@click.pass_obj
def add(session: Session, *, name: str, email: str, level: int, timezone: str) -> None:
    """Tells the agent as it was made."""
    save_agent(session.store, Agent("", name, email, level, timezone))
    _tell(session, name.strip())


@agent.command("set", help=N_("Change an agent; what is not given stays."))
@click.argument("agent_name", metavar="A")
@click.option("--name", metavar="N", help=N_("The agent's name."))
@click.option("--email", metavar="E", help=N_("The agent's e-mail address."))
@click.option("--level", type=click.IntRange(1, 2), help=N_("1 dedicated agent, 2 specialist."))
@click.option("--timezone", type=ZONE, help=N_("The agent's time zone."))
@click.option("--active/--inactive", default=None, help=N_("Whether the agent works here."))
@click.pass_obj
def change(session: Session, /, agent_name: str, **given: Any) -> None:
    """Tells the agent as it is now."""
    known = agent_named(session.store, agent_name)
    changed = replace(known, **{name: value for name, value in given.items() if value is not None})
    save_agent(session.store, changed)
    _tell(session, changed.id)


def _tell(session: Session, name_or_id: str) -> None:
    known = agent_named(session.store, name_or_id)
    session.answer(_json(known), lambda: _lines([known], session.words))


def _json(agent: Agent) -> dict[str, Any]:
    return {
        "id": agent.id,
        "name": agent.name,
        "email": agent.email or None,
        "level": agent.level,
        "timezone": agent.timezone,
        "active": agent.active,
    }


def _lines(agents: list[Agent], words: Words) -> Iterator[str]:
    if not agents:
        yield words.say("There is no agent yet; add one with “opiekun agent add --name NAME”.")
    for one in agents:
        told = [
            one.name,
            one.email,
            words.say("level {level}", level=one.level),
            one.timezone,
            "" if one.active else words.say("inactive"),
        ]
        yield " · ".join(filter(None, told))
