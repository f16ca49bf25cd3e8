"""Making or changing an account with everything around it, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from opiekun.domain.errors import InvalidInput, NotFound
from opiekun.domain.people import Account, Contact, Duty
from opiekun.services.accounts import check_term, found_account, found_agent, put_on_duty, standing_by
from opiekun.services.ports import Store, UnitOfWork


@dataclass(frozen=True, slots=True)
class AccountChange:
    """What is to be said of an account; what is not given stays.

    ``fields`` are those of Account by name. ``contacts`` are added, or take the place of those with the same
    e-mail address; their ids and account are the desk's to give. ``duties`` name agents, "" for nobody.
    ``removed`` names contacts by e-mail address or name.
    """

    fields: Mapping[str, Any] = field(default_factory=dict)
    contacts: tuple[Contact, ...] = ()
    duties: Mapping[Duty, str] = field(default_factory=dict)
    removed: tuple[str, ...] = ()


def open_account(store: Store, name: str, change: AccountChange, *, now: datetime) -> str:
    """Make an account; the answer is its id. Raises InvalidInput and NotFound, and then nothing is made."""
    with store.write() as unit:
        if unit.people.account(name.strip()) is not None:
            raise InvalidInput(
                "There is already an account {name}; change it with “opiekun account set”.", name=name.strip()
            )
        account = Account(unit.people.new_id(), name.strip())
        _apply(unit, account, change, now)
        return account.id


def change_account(store: Store, name_or_id: str, change: AccountChange, *, now: datetime) -> str:
    """Change an account; the answer is its id. Raises InvalidInput and NotFound, and then nothing is changed."""
    with store.write() as unit:
        account = found_account(unit, name_or_id)
        _apply(unit, account, change, now)
        return account.id


def _apply(unit: UnitOfWork, account: Account, change: AccountChange, now: datetime) -> None:
    changed = replace(account, **change.fields)
    namesake = unit.people.account(changed.name)
    if not changed.name.strip() or (namesake is not None and namesake.id != account.id):
        raise InvalidInput("The name {name} is empty or taken; choose another.", name=changed.name)
    check_term(changed)
    unit.people.save_account(changed)
    for named in change.removed:
        unit.people.remove_contact(_contact_named(unit, account, named).id)
    known = {contact.email.casefold(): contact for contact in unit.people.contacts(account.id) if contact.email}
    for contact in change.contacts:
        same = known.get(contact.email.casefold())
        known[contact.email.casefold()] = taken = replace(
            contact,
            id=same.id if same is not None else unit.people.new_id(),
            account_id=account.id,
            name=contact.name or (same.name if same is not None else ""),
        )
        unit.people.save_contact(taken)
    chosen = {duty: found_agent(unit, name) if name else None for duty, name in change.duties.items()}
    # All leave before anybody comes, so that the dedicated agent and the cover can change places.
    for duty, agent in chosen.items():
        if agent is None or agent.id != standing_by(unit.people.assignments(account.id), duty):
            put_on_duty(unit, changed, duty, None, now)
    for duty, agent in chosen.items():
        put_on_duty(unit, changed, duty, agent, now)


def _contact_named(unit: UnitOfWork, account: Account, named: str) -> Contact:
    wanted = named.strip().casefold()
    for contact in unit.people.contacts(account.id):
        if wanted and wanted in (contact.email.casefold(), contact.name.casefold()):
            return contact
    raise NotFound("{account} has no contact {name}.", account=account.name, name=named)
