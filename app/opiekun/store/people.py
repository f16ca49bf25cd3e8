"""Agents, accounts, contacts, and who stands by whom."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, Table, case, delete, func, insert, or_, select, update

from opiekun.domain.errors import InvalidInput
from opiekun.domain.people import Account, Agent, Assignment, Contact, Duty, Plan
from opiekun.store.tables import account_refs, accounts, agent_refs, agents, assignments, contacts
from opiekun.store.text import fold
from opiekun.store.upsert import upsert


class SqlPeople:
    """The people of the desk."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def agents(self) -> list[Agent]:
        """All agents by name, inactive ones included."""
        return [_agent_of(row) for row in self._connection.execute(select(agents).order_by(agents.c.name_folded))]

    def agent(self, name_email_or_id: str) -> Agent | None:
        """By id, e-mail or name, letters of either case; of namesakes an active one."""
        called = name_email_or_id.strip().casefold()
        if not called:
            return None
        row = self._connection.execute(
            select(agents)
            .where(
                or_(
                    func.lower(agents.c.id) == called,
                    agents.c.email_folded == called,
                    agents.c.name_folded == called,
                )
            )
            .order_by(
                case((func.lower(agents.c.id) == called, 0), (agents.c.email_folded == called, 1), else_=2),
                agents.c.active.desc(),
                agents.c.id,
            )
            .limit(1)
        ).first()
        return None if row is None else _agent_of(row)

    def save_agent(self, agent: Agent) -> None:
        """Store the agent, new or known by its id."""
        values = {
            "name": agent.name,
            "email": agent.email,
            "level": agent.level,
            "timezone": agent.timezone,
            "active": agent.active,
            "name_folded": agent.name.strip().casefold(),
            "email_folded": agent.email.strip().casefold(),
        }
        upsert(self._connection, agents, {"id": agent.id}, values)

    def agent_ref(self, connection: str, ref: str) -> str | None:
        """The id of the agent whom a help desk calls ``ref``."""
        found: str | None = self._connection.scalar(_referred(agent_refs, connection, ref))
        return found

    def link_agent(self, connection: str, ref: str, agent_id: str) -> None:
        """From now on the help desk's ``ref`` is that agent."""
        upsert(self._connection, agent_refs, {"connection": connection, "ref": ref}, {"agent_id": agent_id})

    def accounts(self) -> list[Account]:
        """All accounts by name."""
        rows = self._connection.execute(select(accounts).order_by(accounts.c.name_folded))
        return [_account_of(row) for row in rows]

    def account(self, name_or_id: str) -> Account | None:
        """By id or name, letters of either case."""
        called = name_or_id.strip().casefold()
        if not called:
            return None
        same_id = func.lower(accounts.c.id) == called
        row = self._connection.execute(
            select(accounts)
            .where(or_(same_id, accounts.c.name_folded == called))
            .order_by(case((same_id, 0), else_=1), accounts.c.id)
            .limit(1)
        ).first()
        return None if row is None else _account_of(row)

    def account_by_ref(self, connection: str, ref: str) -> Account | None:
        """The account that a help desk calls ``ref``."""
        named = _referred(account_refs, connection, ref).scalar_subquery()
        row = self._connection.execute(select(accounts).where(accounts.c.id == named)).one_or_none()
        return None if row is None else _account_of(row)

    def save_account(self, account: Account) -> None:
        """Store the account, new or known by its id."""
        values = {
            "name": account.name,
            "plan": account.plan,
            "addon_fee": str(account.addon_fee),
            "addon_start": account.addon_start,
            "addon_end": account.addon_end,
            "timezone": account.timezone,
            "language": account.language,
            "note": account.note,
            "name_folded": account.name.strip().casefold(),
            "searched": fold(account.name),
        }
        upsert(self._connection, accounts, {"id": account.id}, values)

    def link_account(self, connection: str, ref: str, account_id: str) -> None:
        """From now on the help desk's ``ref`` is that account."""
        upsert(self._connection, account_refs, {"connection": connection, "ref": ref}, {"account_id": account_id})

    def contacts(self, account_id: str) -> list[Contact]:
        """The people of an account, by name and e-mail."""
        rows = self._connection.execute(
            select(contacts)
            .where(contacts.c.account_id == account_id)
            .order_by(contacts.c.name, contacts.c.email, contacts.c.id)
        )
        return [Contact(row.id, row.account_id, row.name, row.email, row.phone, row.language) for row in rows]

    def save_contact(self, contact: Contact) -> None:
        """Store the contact, new or known by its id."""
        values = {
            "account_id": contact.account_id,
            "name": contact.name,
            "email": contact.email,
            "phone": contact.phone,
            "language": contact.language,
        }
        upsert(self._connection, contacts, {"id": contact.id}, values)

    def remove_contact(self, contact_id: str) -> None:
        """Forget the contact; nothing refers to it."""
        self._connection.execute(delete(contacts).where(contacts.c.id == contact_id))

    def assignments(self, account_id: str | None = None) -> list[Assignment]:
        """The history, oldest first; of one account or of all."""
        query = select(assignments).order_by(assignments.c.since, assignments.c.key)
        if account_id is not None:
            query = query.where(assignments.c.account_id == account_id)
        return [
            Assignment(row.account_id, row.agent_id, Duty(row.duty), row.since, row.until)
            for row in self._connection.execute(query)
        ]

    def open_assignment(self, assignment: Assignment) -> None:
        """Begin it, and end what overlaps it of the same account and duty at its ``since``.

        Raises InvalidInput where one of them begins later: history is not rewritten.
        """
        overlapping = [
            assignments.c.account_id == assignment.account_id,
            assignments.c.duty == assignment.duty,
            or_(assignments.c.until.is_(None), assignments.c.until > assignment.since),
        ]
        if assignment.until is not None:
            overlapping.append(assignments.c.since < assignment.until)
        later = self._connection.scalar(
            select(func.min(assignments.c.since)).where(*overlapping, assignments.c.since > assignment.since)
        )
        if later is not None:
            raise InvalidInput(
                "Someone stands by this account in that role from {since} on; choose a later beginning.",
                since=later.isoformat(),
            )
        self._connection.execute(update(assignments).where(*overlapping).values(until=assignment.since))
        self._connection.execute(
            insert(assignments).values(
                account_id=assignment.account_id,
                agent_id=assignment.agent_id,
                duty=assignment.duty,
                since=assignment.since,
                until=assignment.until,
            )
        )

    def close_assignment(self, account_id: str, duty: str, until: datetime) -> None:
        """End the assignment that holds at ``until``, if there is one."""
        self._connection.execute(
            update(assignments)
            .where(
                assignments.c.account_id == account_id,
                assignments.c.duty == duty,
                assignments.c.since <= until,
                or_(assignments.c.until.is_(None), assignments.c.until > until),
            )
            .values(until=until)
        )

    def new_id(self) -> str:
        """A new id for a person or an account."""
        return str(uuid4())


def _referred(table: Table, connection: str, ref: str) -> Any:
    target = next(column for column in table.c if not column.primary_key)
    return select(target).where(table.c.connection == connection, table.c.ref == ref)


def _agent_of(row: Row[Any]) -> Agent:
    return Agent(row.id, row.name, row.email, row.level, row.timezone, row.active)


def _account_of(row: Row[Any]) -> Account:
    return Account(
        id=row.id,
        name=row.name,
        plan=Plan(row.plan),
        addon_fee=Decimal(row.addon_fee),
        addon_start=row.addon_start,
        addon_end=row.addon_end,
        timezone=row.timezone,
        language=row.language,
        note=row.note,
    )
