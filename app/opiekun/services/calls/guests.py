"""Guests of a call: who can be invited, and what the desk knows of them."""

from __future__ import annotations

from collections.abc import Sequence

from opiekun.domain.calls.calls import Guest
from opiekun.domain.errors import InvalidInput
from opiekun.domain.people import Account
from opiekun.services.ports import UnitOfWork
from opiekun.services.reachable import check_email

MOST_GUESTS = 50
_LONGEST_EMAIL, _LONGEST_NAME = 254, 200


def invited_guests(
    unit: UnitOfWork, account: Account, given: Sequence[Guest], *, there: Sequence[Guest] = ()
) -> tuple[Guest, ...]:
    """The guests with the names and languages that the account's contacts have, each once; those ``there`` left out.

    Raises InvalidInput for an address that is none, for words that are not one line, and for too many.
    """
    contacts = {contact.email.strip().casefold(): contact for contact in unit.people.contacts(account.id)}
    found: dict[str, Guest] = {}
    for guest in given:
        email, name = guest.email.strip(), guest.name.strip()
        check_email(email)
        if not email or not _one_line(email) or len(email) > _LONGEST_EMAIL:
            raise InvalidInput("“{email}” is not an e-mail address; write it like anna@example.com.", email=email[:80])
        check_line(name, _LONGEST_NAME)
        known = contacts.get(email.casefold())
        language = guest.language or (known.language if known is not None else "") or account.language
        found.setdefault(
            email.casefold(),
            Guest(email, name or (" ".join(known.name.split()) if known is not None else ""), language=language),
        )
    new = tuple(guest for email, guest in found.items() if email not in {each.email.casefold() for each in there})
    if len(new) + len(there) > MOST_GUESTS:
        raise InvalidInput("A call takes at most {most} guests; invite fewer.", most=MOST_GUESTS)
    return new


def check_line(text: str, most: int) -> None:
    """Raises InvalidInput for a title or name that is longer, or not one line of plain text."""
    if len(text) > most:
        raise InvalidInput(
            "“{beginning}…” is longer than {most} characters; shorten it.", beginning=text[:40], most=most
        )
    if not _one_line(text):
        raise InvalidInput("A name or title must be one line of text; take out the line ends and control characters.")


def _one_line(text: str) -> bool:
    return all(sign.isprintable() for sign in text)
