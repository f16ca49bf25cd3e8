"""What the panel must know before a call is booked: types, accounts, and how their guests are written to."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from opiekun.domain.people import Agent
from opiekun.services.accounts import AccountPage, list_accounts, list_agents
from opiekun.services.call_types import CallSettings, call_settings
from opiekun.services.ports import Store


class Known(NamedTuple):
    """The types, the ids of the accounts by their names, and the agents."""

    settings: CallSettings
    accounts: dict[str, str]
    agents: list[Agent]


def what_is_known(store: Store, *, now: datetime) -> Known:
    """On the worker."""
    lines = list_accounts(store, now=now)
    return Known(call_settings(store), {line.account.name: line.account.id for line in lines}, list_agents(store))


def language_of(shown: AccountPage) -> str:
    """In which the account's guests are written to: its own, else that of its first contact who has one."""
    return shown.account.language or next((each.language for each in shown.contacts if each.language), "en")
