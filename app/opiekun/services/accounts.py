"""VIP accounts and the people around them: making, changing, and who stands by whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from opiekun.domain.errors import InvalidInput, NotFound
from opiekun.domain.people import Account, Agent, Assignment, Contact, Duty, Entitlement, entitlement
from opiekun.domain.queue import QueueRow
from opiekun.domain.recommendations import Recommendation
from opiekun.services.done import (
    Changed,
    Done,
    RemoveContact,
    RestoreAccount,
    RestoreAgent,
    RestoreContact,
    RestoreDuty,
    What,
)
from opiekun.services.ports import Store, UnitOfWork
from opiekun.services.reachable import check_email, check_phone
from opiekun.services.rulebook import rulebook


@dataclass(frozen=True, slots=True)
class AccountPage:
    """An account with everything that its page shows. ``history`` is oldest first, ``recommendations`` latest first."""

    account: Account
    entitlement: Entitlement
    dedicated: Agent | None
    cover: Agent | None
    history: tuple[Assignment, ...]
    contacts: tuple[Contact, ...]
    requests: tuple[QueueRow, ...]
    recommendations: tuple[Recommendation, ...] = ()


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account in a list."""

    account: Account
    entitlement: Entitlement
    dedicated: str
    cover: str


def account_named(unit: UnitOfWork, name: str) -> Account:
    """The account of that name or id, made where there is none. Raises InvalidInput for an empty name."""
    if not name.strip():
        raise InvalidInput("The account needs a name.")
    known = unit.people.account(name.strip())
    if known is not None:
        return known
    account = Account(unit.people.new_id(), name.strip())
    unit.people.save_account(account)
    return account


def found_account(unit: UnitOfWork, name_or_id: str) -> Account:
    """The account of that name or id. Raises NotFound."""
    account = unit.people.account(name_or_id)
    if account is None:
        raise NotFound("There is no account {name}; list them with “opiekun account list”.", name=name_or_id)
    return account


def found_agent(unit: UnitOfWork, name_email_or_id: str) -> Agent:
    """The agent of that name, e-mail or id. Raises NotFound."""
    agent = unit.people.agent(name_email_or_id)
    if agent is None:
        raise NotFound("There is no agent {name} at this desk.", name=name_email_or_id)
    return agent


def standing_by(history: list[Assignment], duty: Duty) -> str | None:
    """The id of the agent who stands by the account in that duty, by its history."""
    return next((line.agent_id for line in history if line.duty is duty and line.until is None), None)


def list_accounts(store: Store, *, now: datetime) -> list[AccountLine]:
    """All accounts by name."""
    with store.read() as unit:
        names = {agent.id: agent.name for agent in unit.people.agents()}
        open_now = {
            (line.account_id, line.duty): names.get(line.agent_id, "")
            for line in unit.people.assignments()
            if line.until is None
        }
        today = rulebook(unit).day(now)
        return [
            AccountLine(
                account,
                entitlement(account, today),
                open_now.get((account.id, Duty.DEDICATED), ""),
                open_now.get((account.id, Duty.COVER), ""),
            )
            for account in sorted(unit.people.accounts(), key=lambda account: account.name.casefold())
        ]


def show_account(store: Store, name_or_id: str, *, now: datetime, requests: int = 200) -> AccountPage:
    """An account's page, with its latest requests. Raises NotFound."""
    with store.read() as unit:
        account = found_account(unit, name_or_id)
        history = unit.people.assignments(account.id)
        agents = {agent.id: agent for agent in unit.people.agents()}
        return AccountPage(
            account,
            entitlement(account, rulebook(unit).day(now)),
            agents.get(standing_by(history, Duty.DEDICATED) or ""),
            agents.get(standing_by(history, Duty.COVER) or ""),
            tuple(history),
            tuple(unit.people.contacts(account.id)),
            tuple(unit.requests.of_account(account.id, requests)),
            tuple(unit.recommendations.of(account.id)),
        )


def add_account(store: Store, account: Account) -> Done:
    """Add an account (its ``id`` is given by the desk). Raises InvalidInput where the name is taken or empty."""
    with store.write() as unit:
        name = account.name.strip()
        if not name:
            raise InvalidInput("The account needs a name.")
        if unit.people.account(name) is not None:
            raise InvalidInput("There is already an account {name}; change it with “opiekun account set”.", name=name)
        made = replace(account, id=unit.people.new_id(), name=name)
        check_term(made)
        unit.people.save_account(made)
        return Done(What.ACCOUNT_SAVED, name=made.name, changed=Changed(accounts=frozenset({made.id})))


def save_account(store: Store, account: Account) -> Done:
    """Change an account.

    Raises NotFound, and InvalidInput for a name that is taken or a term that ends before it starts.
    """
    with store.write() as unit:
        before = found_account(unit, account.id)
        namesake = unit.people.account(account.name)
        if not account.name.strip() or (namesake is not None and namesake.id != account.id):
            raise InvalidInput("The name {name} is empty or taken; choose another.", name=account.name)
        check_term(account)
        unit.people.save_account(account)
        keys = frozenset(row.key for row in unit.requests.of_account(account.id, 10_000))
        return Done(
            What.ACCOUNT_SAVED,
            name=account.name,
            changed=Changed(keys, frozenset({account.id})),
            undo=RestoreAccount(before),
        )


def check_term(account: Account) -> None:
    """Raises InvalidInput for a fee below zero or a term that ends before it starts."""
    if account.addon_fee < 0:
        raise InvalidInput("The add-on's fee cannot be below zero.")
    if account.addon_start and account.addon_end and account.addon_end < account.addon_start:
        raise InvalidInput(
            "The add-on of {name} would end on {end}, before it starts on {start}.",
            name=account.name,
            end=account.addon_end,
            start=account.addon_start,
        )


def put_on_duty(unit: UnitOfWork, account: Account, duty: Duty, agent: Agent | None, now: datetime) -> str | None:
    """Let an agent (None: nobody) stand by an account from now on; the answer is the id of who did before.

    Raises InvalidInput where one agent would be both.
    """
    history = unit.people.assignments(account.id)
    before = standing_by(history, duty)
    other = standing_by(history, Duty.COVER if duty is Duty.DEDICATED else Duty.DEDICATED)
    if agent is not None and agent.id == other:
        raise InvalidInput(
            "{agent} cannot be both the dedicated agent and the cover of {name}.",
            agent=agent.name,
            name=account.name,
        )
    if agent is None:
        unit.people.close_assignment(account.id, duty, now)
    elif agent.id != before:
        unit.people.open_assignment(Assignment(account.id, agent.id, duty, now))
    return before


def set_duty(store: Store, account: str, duty: Duty, agent: str | None, *, now: datetime) -> Done:
    """Give an account its dedicated agent or its cover from now on; None ends it. The history stays.

    Raises NotFound, and InvalidInput where one agent would be both.
    """
    with store.write() as unit:
        record = found_account(unit, account)
        chosen = found_agent(unit, agent) if agent is not None else None
        before = put_on_duty(unit, record, duty, chosen, now)
        return Done(
            What.DUTY_SET,
            name=record.name,
            detail=chosen.name if chosen is not None else "",
            changed=Changed(accounts=frozenset({record.id})),
            undo=RestoreDuty(record.id, duty, before),
        )


def save_contact(store: Store, contact: Contact) -> Done:
    """Add a contact (empty ``id``) or change one.

    Raises NotFound for an unknown account, and InvalidInput for one without a name or with an address of no such shape.
    """
    with store.write() as unit:
        account = found_account(unit, contact.account_id)
        if not (contact.name.strip() or contact.email.strip()):
            raise InvalidInput("The contact needs a name or an e-mail address.")
        before = next((known for known in unit.people.contacts(account.id) if known.id == contact.id), None)
        # What a help desk told stands as it is until somebody changes it.
        if before is None or contact.email != before.email:
            check_email(contact.email)
        if before is None or contact.phone != before.phone:
            check_phone(contact.phone)
        saved = replace(contact, id=contact.id or unit.people.new_id())
        unit.people.save_contact(saved)
        return Done(
            What.CONTACT_SAVED,
            name=contact.name or contact.email,
            changed=Changed(accounts=frozenset({account.id})),
            undo=RestoreContact(before) if before is not None else RemoveContact(saved),
        )


def remove_contact(store: Store, contact: Contact) -> Done:
    """Take a contact off its account; requests keep the address of who asked. Raises NotFound where it is gone."""
    with store.write() as unit:
        known = next((each for each in unit.people.contacts(contact.account_id) if each.id == contact.id), None)
        if known is None:
            raise NotFound("The contact {name} is gone already.", name=contact.name or contact.email)
        unit.people.remove_contact(known.id)
        return Done(
            What.CONTACT_REMOVED,
            name=known.name or known.email,
            changed=Changed(accounts=frozenset({known.account_id})),
            undo=RestoreContact(known),
        )


def list_agents(store: Store) -> list[Agent]:
    """All agents by name."""
    with store.read() as unit:
        return sorted(unit.people.agents(), key=lambda agent: agent.name.casefold())


def save_agent(store: Store, agent: Agent) -> Done:
    """Add an agent (empty ``id``) or change one.

    Raises InvalidInput for a name or e-mail that another agent has, and for an e-mail of no such shape.
    """
    with store.write() as unit:
        if not agent.name.strip():
            raise InvalidInput("The agent needs a name.")
        made = replace(agent, id=agent.id or unit.people.new_id(), name=agent.name.strip())
        for known in filter(
            None, (unit.people.agent(made.name), unit.people.agent(made.email) if made.email else None)
        ):
            if known.id != made.id:
                raise InvalidInput("{name} is already an agent of this desk.", name=known.name)
        before = unit.people.agent(made.id) if agent.id else None
        if before is None or made.email != before.email:
            check_email(made.email)
        unit.people.save_agent(made)
        return Done(What.AGENT_SAVED, name=made.name, undo=RestoreAgent(before) if before is not None else None)


def agent_named(store: Store, name_email_or_id: str) -> Agent:
    """The agent of that name, e-mail or id. Raises NotFound."""
    with store.read() as unit:
        return found_agent(unit, name_email_or_id)
