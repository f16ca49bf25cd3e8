"""Who and what LiveAgent's ids stand for: agents, tags, companies, contacts. Asked for in bulk, then one by one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from opiekun.domain.errors import InvalidInput
from opiekun.domain.intake import Refusal, SourceAccount, SourceAgent
from opiekun.domain.people import Contact
from opiekun.helpdesks.liveagent import records
from opiekun.helpdesks.liveagent.client import Client
from opiekun.helpdesks.liveagent.server_times import ServerTimes

T = TypeVar("T")
Fields = Mapping[str, Any]

AGENT_PAGES = 50
TAG_PAGES = 100
PEOPLE_PAGES = 5_000

# Mailboxes that anyone can have tell nothing about whom they belong to.
_PUBLIC_MAILBOXES = frozenset(
    {
        "gmail.com",
        "googlemail.com",
        "outlook.com",
        "hotmail.com",
        "live.com",
        "yahoo.com",
        "icloud.com",
        "me.com",
        "aol.com",
        "gmx.de",
        "gmx.net",
        "web.de",
        "wp.pl",
        "o2.pl",
        "onet.pl",
        "op.pl",
        "interia.pl",
        "proton.me",
        "protonmail.com",
        "seznam.cz",
        "azet.sk",
        "centrum.sk",
    }
)


@dataclass(frozen=True, slots=True)
class People:
    """A page of companies or contacts: what to store, and the latest change that it told of ("" for none)."""

    accounts: tuple[SourceAccount, ...]
    latest: str


class Directory:
    """What is known of an account's people and tags; asks for what is not.

    ``refused`` collects the rows that could not be read; the others are taken.
    """

    def __init__(self, client: Client, times: ServerTimes) -> None:
        self.refused: list[Refusal] = []
        self._client = client
        self._times = times
        self.agents: dict[str, SourceAgent] = {}
        self._tags: dict[str, str] = {}
        self._companies: dict[str, str] = {}
        self._company_of: dict[str, str] = {}

    def load_agents(self) -> tuple[SourceAgent, ...]:
        """Every agent; deleted ones too, for what they once wrote is still an agent's."""
        for page in self._client.pages("/agents", most=AGENT_PAGES):
            for agent in self._read(page, _agent):
                self.agents[agent.ref] = agent
        return tuple(self.agents.values())

    def agent_named(self, email_or_name: str) -> SourceAgent | None:
        """The agent with that e-mail or name, letters of either case, one that is active before a deleted one."""
        wanted = email_or_name.casefold()
        named = [agent for agent in self.agents.values() if wanted in (agent.email.casefold(), agent.name.casefold())]
        return max(named, key=lambda agent: (agent.active, agent.email.casefold() == wanted), default=None)

    def load_tags(self) -> dict[str, str]:
        """The names of all tags by id."""
        for page in self._client.pages("/tags", most=TAG_PAGES):
            self._tags.update(self._read(page, _tag))
        return self._tags

    def tag_names(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """The names of tags; asks anew where one is not known. One that nobody knows is called by its id."""
        if any(tag not in self._tags for tag in ids):
            self.load_tags()
            for unknown in ids:
                self._tags.setdefault(unknown, unknown)
        return tuple(self._tags[tag] or tag for tag in ids)

    def companies(self, since: str) -> Iterator[People]:
        """The companies that changed since a server's time, or all of them for ""."""
        for page in self._client.pages("/companies", _changed(since), most=PEOPLE_PAGES):
            accounts = tuple(SourceAccount(ref, name) for ref, name in self._read(page, self._note_company))
            yield People(accounts, self._latest(page))

    def contacts(self, since: str) -> Iterator[People]:
        """The contacts that changed since a server's time, or all of them for "", each under its company."""
        for page in self._client.pages("/contacts", _changed(since), most=PEOPLE_PAGES):
            of_company: dict[str, list[Contact]] = {}
            for contact in self._read(page, self._note_contact):
                # Without an e-mail nothing tells that a contact is the one that was stored before.
                if contact.account_id and contact.email:
                    of_company.setdefault(contact.account_id, []).append(contact)
            yield People(
                tuple(
                    SourceAccount(company, self.company_name(company), tuple(contacts))
                    for company, contacts in of_company.items()
                ),
                self._latest(page),
            )

    def company_of(self, contact_id: str) -> str:
        """The company's id of a contact, "" where it has none."""
        if contact_id and contact_id not in self._company_of:
            self._look_up("/contacts", contact_id, self._note_contact)
            self._company_of.setdefault(contact_id, "")
        return self._company_of.get(contact_id, "")

    def company_name(self, company_id: str) -> str:
        """The company's name; its id where it has none."""
        if company_id not in self._companies:
            self._look_up("/companies", company_id, self._note_company)
        return self._companies.setdefault(company_id, company_id)

    def account_of(self, ticket: records.Ticket) -> tuple[str, str]:
        """The account's id and name for a ticket.

        Without a company that is, with "" for the id, the domain of the customer's e-mail, or the whole
        e-mail where its domain is anyone's, or the name.
        """
        company = self.company_of(ticket.owner_contactid)
        if company:
            return company, self.company_name(company)
        _name, _at, domain = ticket.owner_email.lower().rpartition("@")
        if domain and domain not in _PUBLIC_MAILBOXES:
            return "", domain
        return "", ticket.owner_email.lower() or ticket.owner_name or "?"

    def _look_up(self, path: str, row_id: str, note: Callable[[Fields], object]) -> None:
        """Ask for one row by its id, through the list's filter."""
        rows, _cursor = self._client.rows(path, {"_filters": json.dumps([["id", "E", row_id]])})
        for _noted in self._read(rows, note):
            pass

    def _read(self, page: list[Any], read: Callable[[Fields], T]) -> Iterator[T]:
        for row in page:
            try:
                yield read(records.mapping(row))
            except InvalidInput as refusal:
                where = str(row.get("id"))[:100] if isinstance(row, dict) else "?"
                self.refused.append(Refusal(where, str(refusal), why=refusal))

    def _latest(self, page: list[Any]) -> str:
        """The latest change that a page tells of and that can be true, "" for none."""
        told = (row.get("date_changed") for row in page if isinstance(row, dict))
        return max((date for date in told if isinstance(date, str) and self._times.known(date)), default="")

    def _note_company(self, fields: Fields) -> tuple[str, str]:
        ref = records.identity(fields, "id")
        self._companies[ref] = records.text(fields, "name") or ref
        return ref, self._companies[ref]

    def _note_contact(self, fields: Fields) -> Contact:
        contact = _contact(fields)
        self._company_of[contact.id] = contact.account_id
        return contact


def one_ticket(client: Client, ticket_id: str) -> records.Ticket | None:
    """A ticket by its id, through the list's filter; None where LiveAgent has none of that id."""
    rows, _cursor = client.rows("/tickets", {"_filters": json.dumps([["id", "E", ticket_id]])})
    row = next((row for row in rows if isinstance(row, dict) and str(row.get("id")) == ticket_id), None)
    return records.ticket(row) if row is not None else None


def _changed(since: str) -> dict[str, str]:
    return {"_filters": json.dumps([["date_changed", "D>=", since]])} if since else {}


def _tag(fields: Fields) -> tuple[str, str]:
    return records.identity(fields, "id"), records.text(fields, "name")


def _agent(fields: Fields) -> SourceAgent:
    ref = records.identity(fields, "id")
    email = records.text(fields, "email")
    return SourceAgent(ref, records.text(fields, "name") or email or ref, email, records.text(fields, "status") != "X")


def _contact(fields: Fields) -> Contact:
    name = f"{records.text(fields, 'firstname')} {records.text(fields, 'lastname')}".strip()
    return Contact(
        id=records.identity(fields, "id"),
        account_id=records.text(fields, "company_id"),
        name=name,
        email=_first(fields, "emails"),
        phone=_first(fields, "phones"),
        language=records.text(fields, "language"),
    )


def _first(fields: Fields, name: str) -> str:
    """The first of several e-mails or phones, which may be told as a list or as one text."""
    value = fields.get(name)
    if isinstance(value, list):
        return next((found for found in value if isinstance(found, str) and found), "")
    return records.text(fields, name)
