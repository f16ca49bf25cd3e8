"""`opiekun call offer`, `offers`, `agenda`, `outcome` and `note`: what is done around a call."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import click

from opiekun.cli.call_answers import desk_agent, tell_done
from opiekun.cli.calls import ACCOUNT, TYPE, guests_of
from opiekun.cli.commands import command
from opiekun.cli.parameters import INSTANT, MAIL
from opiekun.cli.printing import instant, moment_text
from opiekun.cli.session import Session
from opiekun.cli.slots import AGENT, SPECIALIST
from opiekun.domain.calls.calls import CallStatus, Hold
from opiekun.domain.people import Contact
from opiekun.services.calls.changing import change_agenda
from opiekun.services.calls.offering import offer, offers, withdraw_offer
from opiekun.services.calls.outcome import OUTCOMES, note, tell_outcome
from opiekun.services.slot_search import Asked
from opiekun.words import N_


@command(N_("Keep times for a customer until they expire; prints the text to send him."))
@click.option("--account", required=True, metavar="A", help=ACCOUNT)
@click.option("--type", "code", required=True, metavar="T", help=TYPE)
@click.option(
    "--start", "starts", required=True, multiple=True, type=INSTANT, metavar="S", help=N_("A start; several.")
)
@click.option("--until", required=True, type=INSTANT, metavar="U", help=N_("How long they are kept."))
@click.option("--mail", "mailed", multiple=True, type=MAIL, metavar="MAIL", help=N_("Who is written to; several."))
@click.option("--agent", "held_by", default="", metavar="A", help=AGENT)
@click.option("--specialist", default="", metavar="S", help=SPECIALIST)
@click.pass_obj
def offer_times(  # noqa: PLR0917 - its options
    session: Session,
    account: str,
    code: str,
    starts: tuple[datetime, ...],
    until: datetime,
    mailed: tuple[Contact, ...],
    held_by: str,
    specialist: str,
) -> None:
    """Tells the offer."""
    asked = Asked(account, code, desk_agent(session), held_by=held_by, specialist=specialist)
    letters = session.program.letter_writer
    made = offer(session.store, letters, asked, starts, until, guests_of(mailed), now=session.now())
    told = {"offer": made.id, "times": _json(made.holds), "text": made.words.text, "mailed": [*made.mailed]}
    session.answer(told, made.words.text.splitlines)
    for address in made.mailed:
        session.remark(session.words.say("The mail to {address} goes out with the next exchange.", address=address))


@command(N_("The times that are offered now; with ID, that offer is taken back."))
@click.option("--withdraw", metavar="ID", help=N_("The offer to take back."))
@click.pass_obj
def tell_offers(session: Session, withdraw: str | None) -> None:
    """Tells each time in a line."""
    if withdraw is not None:
        withdraw_offer(session.store, withdraw, now=session.now())
    held = offers(session.store, now=session.now())
    now, zone, words = session.now(), session.zone(), session.words
    session.answer(
        _json(held), lambda: [f"{moment_text(each.start, now, zone, words.say)}  {each.offer}" for each in held]
    )


@command(N_("Agree on another agenda of a call; its guests are told."))
@click.argument("uid", metavar="UID")
@click.argument("text")
@click.pass_obj
def agenda(session: Session, uid: str, text: str) -> None:
    """Tells the call."""
    tell_done(session, change_agenda(session.store, session.program.letter_writer, uid, text, now=session.now()))


@command(N_("Say what became of a call; booked takes back what was said."))
@click.argument("uid", metavar="UID")
@click.argument("became", metavar="OUTCOME", type=click.Choice([each.value for each in (*OUTCOMES, CallStatus.BOOKED)]))
@click.pass_obj
def outcome(session: Session, uid: str, became: str) -> None:
    """Tells the call."""
    tell_done(session, tell_outcome(session.store, uid, CallStatus(became)))


@command(N_("Keep notes on a call, in place of those before; no guest is told them."))
@click.argument("uid", metavar="UID")
@click.argument("text")
@click.pass_obj
def note_call(session: Session, uid: str, text: str) -> None:
    """Tells the call."""
    tell_done(session, note(session.store, uid, text))


def _json(holds: Iterable[Hold]) -> list[dict[str, Any]]:
    return [
        {
            "uid": hold.id,
            "offer": hold.offer,
            "type": hold.type,
            "start": instant(hold.start),
            "end": instant(hold.end),
            "expires": instant(hold.expires_at),
            "account": hold.account_id,
        }
        for hold in holds
    ]
