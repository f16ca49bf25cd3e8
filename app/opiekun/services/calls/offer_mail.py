"""What a customer is told of times on offer: as text to paste, or by mail through the outbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from opiekun.domain.calls.calls import Guest, Hold
from opiekun.domain.calls.outbox import Envelope, Letter, Wording
from opiekun.domain.calls.types import CallType
from opiekun.domain.errors import NotFound, Refused
from opiekun.domain.people import Account, Agent
from opiekun.services.accounts import found_account, found_agent
from opiekun.services.call_types import found_call_type
from opiekun.services.calls.guests import invited_guests
from opiekun.services.calls.holds import standing_holds, unsent
from opiekun.services.done import Changed, Done, MailOffer, What
from opiekun.services.mail.queueing import queue
from opiekun.services.mail.recipients import as_told_by
from opiekun.services.mail_ports import LetterWriter
from opiekun.services.ports import Store, UnitOfWork


class AboutOffer(NamedTuple):
    """Times that are on offer together, and what for."""

    id: str
    holds: tuple[Hold, ...]
    account: Account
    call_type: CallType
    agent: Agent


def about_offer(unit: UnitOfWork, offer_id: str, now: datetime) -> AboutOffer:
    """Raises NotFound where the times are on offer no more."""
    holds = tuple(hold for hold in standing_holds(unit, now) if hold.offer == offer_id)
    if not holds:
        raise NotFound("These times are on offer no more: they were taken, taken back, or kept long enough.")
    first = holds[0]
    account, call_type = found_account(unit, first.account_id), found_call_type(unit, first.type)
    return AboutOffer(offer_id, holds, account, call_type, found_agent(unit, first.agent_id))


def mail_offer(store: Store, letters: LetterWriter, offer_id: str, to: Sequence[Guest], *, now: datetime) -> Done:
    """Write to people about times that are on offer; nobody is told the same twice.

    Raises NotFound where they are on offer no more, InvalidInput for addresses that cannot be, and Refused where all
    were told already.
    """
    with store.write() as unit:
        mailed = mail_in(unit, letters, offer_id, to, now=now)
        if not mailed:
            raise Refused("They were written to about these times already.")
        return Done(
            What.OFFER_MAILED,
            name=offer_id,
            subject=", ".join(letter.to for letter in mailed),
            changed=Changed(letters=True),
            undo=MailOffer(offer_id, tuple(Guest(letter.to) for letter in mailed), undone=True),
        )


def unsend_offer(store: Store, token: MailOffer) -> Done:
    """Let mail about times on offer not be sent after all. Raises Refused where some of it is on its way."""
    with store.write() as unit:
        to = [guest.email for guest in token.to]
        waiting = [letter for letter in unsent(unit, token.offer) if letter.to in to]
        if len(waiting) < len(to):
            raise Refused("The mail is on its way; take the offer back, and write to them yourself.")
        for letter in waiting:
            unit.mail.drop_letter(letter.message_id)
    return Done(
        What.OFFER_UNSENT,
        name=token.offer,
        subject=", ".join(to),
        changed=Changed(letters=True),
        undo=replace(token, undone=False),
    )


def mail_in(
    unit: UnitOfWork, letters: LetterWriter, offer_id: str, to: Sequence[Guest], *, now: datetime
) -> list[Letter]:
    """As :func:`mail_offer`, in a unit that does more; the answer is what will be sent."""
    about = about_offer(unit, offer_id, now)
    queued = []
    for guest in invited_guests(unit, about.account, to):
        times = [(hold.start, hold.end) for hold in about.holds]
        letter = letters.offer(
            _title(about, guest.language),
            _envelope(unit, about, guest),
            times,
            until=about.holds[0].expires_at,
            now=now,
        )
        letter = replace(letter, uid=offer_id)
        if queue(unit, letter):
            queued.append(letter)
    return queued


def offer_text(store: Store, letters: LetterWriter, offer_id: str, to: Guest | None, *, now: datetime) -> Wording:
    """What one person is told, or anybody at the account for None; nothing is written. Raises NotFound."""
    with store.read() as unit:
        return offer_words(unit, letters, about_offer(unit, offer_id, now), to)


def offer_words(unit: UnitOfWork, letters: LetterWriter, about: AboutOffer, to: Guest | None) -> Wording:
    """As :func:`offer_text`, in a unit that does more."""
    envelope = _envelope(unit, about, to or Guest(""))
    times = [(hold.start, hold.end) for hold in about.holds]
    title = _title(about, envelope.to.language)
    return letters.offer_words(title, envelope, times, until=about.holds[0].expires_at)


def _title(about: AboutOffer, language: str) -> str:
    return f"{about.call_type.name.in_language(language)} · {' '.join(about.account.name.split())}"


def _envelope(unit: UnitOfWork, about: AboutOffer, guest: Guest) -> Envelope:
    told, zone = as_told_by(unit, about.account.id, guest)
    return Envelope(about.agent.name, about.agent.email.strip(), told, zone)
