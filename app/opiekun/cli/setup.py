"""`opiekun setup`: who the agent of this desk is, and the desk's zone and holidays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from opiekun.cli.commands import command
from opiekun.cli.session import Session
from opiekun.domain.rules_json import hours_to_json
from opiekun.services.setup import Setup, current_setup, set_up
from opiekun.words import N_, Words


@command(N_("Say who the agent of this desk is; without options, show it."))
@click.option("--name", metavar="N", help=N_("The agent's name."))
@click.option("--email", metavar="E", help=N_("The agent's e-mail address."))
@click.option("--country", metavar="CC", help=N_("Whose national holidays close the desk, such as SK; “” for none."))
@click.option("--timezone", metavar="Z", help=N_("The desk's time zone, such as Europe/Bratislava."))
@click.pass_obj
def setup(session: Session, *, name: str | None, email: str | None, country: str | None, timezone: str | None) -> None:
    """Tells the set-up as it is afterwards."""
    if name is None and email is None and country is None and timezone is None:
        stands = current_setup(session.store, session.program.preferences)
    else:
        stands = set_up(
            session.store,
            session.program.preferences,
            now=session.now(),
            name=name,
            email=email,
            country=country,
            timezone=timezone,
        )
    session.answer(_json(stands, session), lambda: _lines(stands, session, session.words))


def _json(stands: Setup, session: Session) -> dict[str, Any]:
    agent = stands.agent
    return {
        "agent_id": agent.id if agent is not None else None,
        "name": agent.name if agent is not None else None,
        "email": agent.email or None if agent is not None else None,
        "country": stands.hours.country or None,
        "timezone": stands.hours.timezone,
        "hours": hours_to_json(stands.hours),
        "home": str(session.program.home),
    }


def _lines(stands: Setup, session: Session, words: Words) -> Iterator[str]:
    agent, hours = stands.agent, stands.hours
    if agent is None:
        yield words.say("Nobody is set up; say who you are with “opiekun setup --name NAME --email E-MAIL”.")
    else:
        yield words.say(
            "Agent: {name} {email}", name=agent.name, email=f"<{agent.email}>" if agent.email else ""
        ).rstrip()
    yield words.say("Time zone: {zone}", zone=hours.timezone)
    yield words.say("Holidays: {country}", country=hours.country or words.say("none"))
    yield words.say("Home: {home}", home=session.program.home)
