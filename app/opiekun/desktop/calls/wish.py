"""What is to be booked, as the panel reads it from its fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from opiekun.domain.calls.calls import Guest
from opiekun.domain.errors import InvalidInput
from opiekun.domain.instants import UtcSeconds
from opiekun.domain.people import Contact
from opiekun.services.reachable import check_email

_DIGITS = 12
"""No instant that a calendar shows has as many."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A call to be booked. ``answers`` are those to the questions of its type, in their order ("" for none).

    ``agent`` is the id of the desk's own agent, "" while none is known; ``language`` is that of the guests. ``held_by``
    and ``specialist`` are ids too, "" for who stands by the account and for whoever is free.
    """

    account: str
    call_type: str
    start: UtcSeconds
    guests: tuple[Guest, ...]
    request_id: str = ""
    answers: tuple[str, ...] = ()
    agenda: str = ""
    place: str = ""
    agent: str = ""
    language: str = "en"
    held_by: str = ""
    specialist: str = ""


@dataclass(frozen=True, slots=True)
class Begun:
    """From where a call is begun: an account's name, a request's id, an instant, the code of a type, and the address of
    who is to be invited; "" and None for what is open.
    """

    account: str = ""
    request_id: str = ""
    at: datetime | None = None
    call_type: str = ""
    guest: str = ""

    def added_to(self, typed: Mapping[str, str]) -> dict[str, str]:
        """What was typed before, unless that is about another account, and what is begun now."""
        before = dict(typed)
        if self.account and before.get("account", self.account) != self.account:
            before = {}
        given = {"account": self.account, "request": self.request_id, "type": self.call_type}
        if self.guest and before.get("request", "") != self.request_id:
            given["ticked"] = " ".join(dict.fromkeys([*before.get("ticked", "").split(), self.guest]))
        if self.at is not None:
            before.pop("start", None)
        return before | {name: text for name, text in given.items() if text}


def kept_start(typed: Mapping[str, str]) -> UtcSeconds | None:
    """The start that was chosen when the panel was closed."""
    start = typed.get("start", "")
    return int(start) if start.isdecimal() and len(start) < _DIGITS else None


def guests_of(chosen: list[Contact], typed: str, language: str) -> tuple[Guest, ...]:
    """The contacts that are invited and those whose addresses were typed, each once.

    ``language`` is that of the account, for those of whom it is not known. Raises InvalidInput for what is no address
    and for nobody.
    """
    guests = [Guest(each.email, each.name, language=each.language or language) for each in chosen]
    for address in typed.replace(",", " ").replace(";", " ").split():
        check_email(address)
        guests.append(Guest(address, language=language))
    once = {each.email.casefold(): each for each in reversed(guests)}
    if not once:
        raise InvalidInput("Invite at least one guest: choose a contact, or type an e-mail address.")
    return tuple(reversed(once.values()))
