"""To whom a letter about an event goes: in whose name, in which language, and on which clock."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from opiekun.domain.calendar.opened import open_text
from opiekun.domain.calendar.uids import uid_of
from opiekun.domain.calls.calls import Guest
from opiekun.domain.calls.outbox import Envelope
from opiekun.domain.invitations.lines import address_of, name_of, organizer_of
from opiekun.domain.people import Account, Contact
from opiekun.services.ports import UnitOfWork
from opiekun.services.rulebook import STANDARD_HOURS


def from_organizer(unit: UnitOfWork, text: str, guest: Guest) -> Envelope | None:
    """From the event's organizer to a guest; None for an event that has no organizer."""
    event = open_text(text).base.component
    organizer = organizer_of(event)
    if organizer is None:
        return None
    told, zone = as_told(unit, uid_of(event), guest)
    return Envelope(name_of(organizer), address_of(organizer), told, zone)


def to_organizer(unit: UnitOfWork, text: str, me: str, name: str) -> Envelope | None:
    """From the agent to the organizer of somebody's event; None for an event that has no organizer."""
    event = open_text(text).base.component
    organizer = organizer_of(event)
    if organizer is None:
        return None
    told, zone = as_told(unit, uid_of(event), Guest(address_of(organizer), name_of(organizer)))
    return Envelope(name, me, told, zone)


def as_told(unit: UnitOfWork, uid: str, guest: Guest) -> tuple[Guest, str]:
    """The guest with the name and language in which he is written to, and his zone (IANA).

    They are those of the account whose call it is, else of the account that knows his address, else the desk's.
    """
    record = unit.calls.find(uid)
    return as_told_by(unit, record.account_id if record is not None else None, guest)


def as_told_by(unit: UnitOfWork, account_id: str | None, guest: Guest) -> tuple[Guest, str]:
    """As :func:`as_told`, of the account of that id; None for the one that knows his address.

    A colleague reads the account's language, as he is there for it, and his own clock.
    """
    account, contact = _known(unit, guest.email, account_id)
    colleague = unit.people.agent(guest.email) if contact is None and "@" in guest.email else None
    zone = colleague.timezone if colleague is not None else account.timezone if account is not None else ""
    if not _is_zone(zone):
        zone = (unit.rules.hours() or STANDARD_HOURS).timezone
    spoken = guest.language or (contact.language if contact is not None else "")
    language = spoken or (account.language if account is not None else "")
    name = guest.name or (contact.name if contact is not None else "")
    return replace(guest, name=name, language=language or "en"), zone


def _is_zone(name: str) -> bool:
    """Whether times can be told in it: accounts may have been written by other programs."""
    try:
        return bool(name) and bool(ZoneInfo(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


def _known(unit: UnitOfWork, email: str, account_id: str | None) -> tuple[Account | None, Contact | None]:
    wanted = email.strip().casefold()
    if account_id is not None:
        accounts = [account for account in (unit.people.account(account_id),) if account is not None]
    else:
        accounts = unit.people.accounts()
    for account in accounts:
        for contact in unit.people.contacts(account.id):
            if wanted and contact.email.strip().casefold() == wanted:
                return account, contact
    return (accounts[0] if account_id is not None and accounts else None), None
