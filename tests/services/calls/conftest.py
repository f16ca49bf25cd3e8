"""Anna's desk, at which she stands by Acme; Cara is a contact there. It is a Tuesday at ten."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.services.events import ZONE

from opiekun.domain.calls.calls import Call, Guest
from opiekun.domain.calls.types import STANDARD_TYPES
from opiekun.domain.people import Account, Agent, Contact, Duty
from opiekun.mail.letters import MimeWriter
from opiekun.services.accounts import add_account, save_agent, save_contact, set_duty
from opiekun.services.call_types import save_call_type
from opiekun.services.calls.booking import Booking, book
from opiekun.services.calls.reading import show
from opiekun.services.done import Done
from opiekun.services.mail.hosting import Host
from opiekun.services.ports import Store

PLAIN = replace(STANDARD_TYPES[0], minutes=60, increment=30, after=0, notice=0, per_day=None)
CARA = Guest("cara@acme.example")


def at(day: int, hour: float) -> datetime:
    """On the clock of the desk, in June 2026."""
    return datetime(2026, 6, day, tzinfo=ZONE) + timedelta(hours=hour)


@dataclass
class CallDesk:
    """The desk, and booking at it."""

    store: Store
    agent_id: str
    letters: MimeWriter
    now: datetime

    @property
    def host(self) -> Host:
        return Host(lambda: self.letters, self.agent_id)

    def booking(self, start: datetime, *guests: Guest, **changes: Any) -> Booking:
        return Booking("Acme", "assistance", start, guests or (CARA,), self.agent_id, **changes)

    def book(self, start: datetime, *guests: Guest, **changes: Any) -> Done:
        return book(self.store, self.letters, self.booking(start, *guests, **changes), now=self.now)

    def show(self, uid: str) -> Call:
        return show(self.store, uid)

    def text(self, uid: str) -> str:
        with self.store.read() as unit:
            return unit.calendars.named(uid)[0].text


@pytest.fixture
def desk(store: Store, now: datetime) -> CallDesk:
    return furnished(store, now)


def furnished(store: Store, now: datetime) -> CallDesk:
    """The desk, with its agent, account and contact."""
    add_account(store, Account("", "Acme", language="pl"))
    save_agent(store, Agent("", "Anna", "anna@desk.example"))
    set_duty(store, "Acme", Duty.DEDICATED, "Anna", now=now)
    save_call_type(store, PLAIN)
    with store.read() as unit:
        agent, account = unit.people.agent("Anna"), unit.people.account("Acme")
    assert agent is not None
    assert account is not None
    save_contact(store, Contact("", account.id, "Cara Hill", "Cara@acme.example", language="en"))
    return CallDesk(store, agent.id, MimeWriter(), now)
