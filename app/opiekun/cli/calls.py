"""`opiekun call book`, `show`, `move`, `cancel`, `guests` and `list`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from opiekun.cli.calendar_answers import instant_of
from opiekun.cli.call_answers import call_json, call_lines, desk_agent, tell_call, tell_done
from opiekun.cli.commands import command
from opiekun.cli.parameters import INSTANT, MAIL, MOMENT
from opiekun.cli.session import Session
from opiekun.cli.slots import AGENT, SPECIALIST
from opiekun.domain.calendar.events import When
from opiekun.domain.calls.calls import Guest
from opiekun.domain.people import Contact
from opiekun.services.calls.booking import Booking, book
from opiekun.services.calls.changing import cancel, change_guests, move
from opiekun.services.calls.reading import list_calls, show
from opiekun.words import N_

ACCOUNT, TYPE = N_("The account’s name or id."), N_("The call type’s code.")
GUEST = N_("Who is invited: an address, or a name with one; once for each.")


def guests_of(contacts: tuple[Contact, ...]) -> tuple[Guest, ...]:
    """The guests who were named."""
    return tuple(Guest(contact.email, contact.name) for contact in contacts)


@command(N_("Book a call in a free slot, and invite its guests."))
@click.option("--account", required=True, metavar="A", help=ACCOUNT)
@click.option("--type", "code", required=True, metavar="T", help=TYPE)
@click.option("--start", required=True, type=INSTANT, metavar="S", help=N_("When it begins."))
@click.option("--guest", "contacts", required=True, multiple=True, type=MAIL, metavar="MAIL", help=GUEST)
@click.option("--request", default="", metavar="ID", help=N_("The request that it is about."))
@click.option("--title", default="", metavar="T", help=N_("Its title; without it, the type and the account."))
@click.option("--agenda", metavar="TEXT", help=N_("Its agenda; without it, that of the type."))
@click.option("--agent", "held_by", default="", metavar="A", help=AGENT)
@click.option("--specialist", default="", metavar="S", help=SPECIALIST)
@click.pass_obj
def book_call(session: Session, /, *, contacts: tuple[Contact, ...], code: str, **given: Any) -> None:
    """Tells the call."""
    booking = Booking(call_type=code, guests=guests_of(contacts), desk_agent=desk_agent(session), **given)
    tell_done(session, book(session.store, session.program.letter_writer, booking, now=session.now()))


@command(N_("One call: its time, guests and answers."))
@click.argument("uid", metavar="UID")
@click.pass_obj
def show_call(session: Session, uid: str) -> None:
    """Tells the call."""
    tell_call(session, show(session.store, uid))


@command(N_("Move a call to another free slot; its guests are asked anew."))
@click.argument("uid", metavar="UID")
@click.option("--start", required=True, type=INSTANT, metavar="S", help=N_("When it begins."))
@click.pass_obj
def move_call(session: Session, uid: str, start: datetime) -> None:
    """Tells the call."""
    tell_done(session, move(session.store, session.program.letter_writer, uid, start, now=session.now()))


@command(N_("Call a call off; its guests are told."))
@click.argument("uid", metavar="UID")
@click.pass_obj
def cancel_call(session: Session, uid: str) -> None:
    """Tells the call."""
    tell_done(session, cancel(session.store, session.program.letter_writer, uid, now=session.now()))


@command(N_("Invite others to a call, or some no more; only they are told."))
@click.argument("uid", metavar="UID")
@click.option("--add", "added", multiple=True, type=MAIL, metavar="MAIL", help=GUEST)
@click.option("--remove", "removed", multiple=True, metavar="MAIL", help=N_("Who is invited no more."))
@click.pass_obj
def guests(session: Session, uid: str, added: tuple[Contact, ...], removed: tuple[str, ...]) -> None:
    """Tells the call."""
    letters = session.program.letter_writer
    tell_done(session, change_guests(session.store, letters, uid, guests_of(added), removed, now=session.now()))


@command(N_("The calls from A to B, earliest first; all without them."))
@click.option("--from", "since", type=MOMENT, metavar="A", help=N_("An instant, or the start of a day."))
@click.option("--to", "until", type=MOMENT, metavar="B", help=N_("An instant, or the start of a day."))
@click.option("--account", default="", metavar="A", help=ACCOUNT)
@click.pass_obj
def list_all(session: Session, since: When | None, until: When | None, account: str) -> None:
    """Tells each call in a line."""
    zone = session.zone()
    begin, end = (instant_of(moment, zone) if moment is not None else None for moment in (since, until))
    found = list_calls(session.store, begin, end, account=account)
    session.answer(call_json(session, found), lambda: call_lines(session, found))
