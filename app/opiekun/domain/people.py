"""The people of the desk: agents, VIP accounts with their contacts, and who looks after whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class Plan(StrEnum):
    """The customer's plan. Only the highest one can carry the dedicated agent. UNKNOWN: nobody has told it yet."""

    ALL_INCLUSIVE = "all-inclusive"
    OTHER = "other"
    UNKNOWN = "unknown"


class Entitlement(StrEnum):
    """Whether an account may have a dedicated agent, or why not."""

    ENTITLED = "entitled"
    UNKNOWN_PLAN = "unknown_plan"
    OTHER_PLAN = "other_plan"
    NO_ADD_ON = "no_add_on"
    NOT_STARTED = "not_started"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Agent:
    """Someone who works at the desk. ``level`` is 1 (dedicated agent) or 2 (specialist)."""

    id: str
    name: str
    email: str = ""
    level: int = 1
    timezone: str = "Europe/Bratislava"
    active: bool = True


@dataclass(frozen=True, slots=True)
class Contact:
    """Someone at a customer."""

    id: str
    account_id: str
    name: str = ""
    email: str = ""
    phone: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """A VIP customer. ``addon_fee`` is in EUR a month; the add-on's term is [start, end], end included."""

    id: str
    name: str
    plan: Plan = Plan.UNKNOWN
    addon_fee: Decimal = Decimal(0)
    addon_start: date | None = None
    addon_end: date | None = None
    timezone: str = ""
    language: str = ""
    note: str = ""


class Duty(StrEnum):
    """In which role an agent stands by an account."""

    DEDICATED = "dedicated"
    COVER = "cover"


@dataclass(frozen=True, slots=True)
class Assignment:
    """An agent stood by an account in [since, until); ``until`` None: still does.

    At most one assignment of each duty is open for an account at any instant.
    """

    account_id: str
    agent_id: str
    duty: Duty
    since: datetime
    until: datetime | None = None


def entitlement(account: Account, on: date) -> Entitlement:
    """Whether the account may have a dedicated agent on that day (mission: the offer)."""
    if account.plan is Plan.UNKNOWN:
        return Entitlement.UNKNOWN_PLAN
    if account.plan is not Plan.ALL_INCLUSIVE:
        return Entitlement.OTHER_PLAN
    if account.addon_start is None:
        return Entitlement.NO_ADD_ON
    if on < account.addon_start:
        return Entitlement.NOT_STARTED
    if account.addon_end is not None and on > account.addon_end:
        return Entitlement.ENDED
    return Entitlement.ENTITLED
