"""The accounts of the desk in a list, each with how much of it is open and what is due first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from opiekun.domain.queue import Load, QueueRow
from opiekun.services.accounts import AccountLine, list_accounts
from opiekun.services.ports import Store


@dataclass(frozen=True, slots=True)
class AccountLoad:
    """A line of the list: how many requests are in the queue, and the one that is due first, if any is due."""

    line: AccountLine
    open_requests: int
    first_due: QueueRow | None


def account_loads(store: Store, *, now: datetime) -> list[AccountLoad]:
    """All accounts by name, with their load. Passes over the whole queue; not for a window's own thread."""
    lines = list_accounts(store, now=now)
    with store.read() as unit:
        loads = unit.requests.loads()
    nothing = Load(0, None)
    return [AccountLoad(line, *loads.get(line.account.id, nothing)) for line in lines]
