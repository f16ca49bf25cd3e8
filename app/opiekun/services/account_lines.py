"""The accounts of the desk in a list, each with how much of it is open and what is due first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from opiekun.domain.queue import QueueRow
from opiekun.services.accounts import AccountLine, list_accounts
from opiekun.services.ports import Store


@dataclass(frozen=True, slots=True)
class AccountLoad:
    """A line of the list: how many requests are in the queue, and the one that is due first, if any is due."""

    line: AccountLine
    open_requests: int
    first_due: QueueRow | None


def account_loads(store: Store, *, now: datetime) -> list[AccountLoad]:
    """All accounts by name, with their load. Reads the whole queue once; not for a window's own thread."""
    lines = list_accounts(store, now=now)
    with store.read() as unit:
        rows = unit.requests.rows()
    count: dict[str, int] = {}
    first: dict[str, QueueRow] = {}
    for row in rows:
        count[row.account_id] = count.get(row.account_id, 0) + 1
        if row.due_at is None:
            continue
        known = first.get(row.account_id)
        if known is None or known.due_at is None or row.due_at < known.due_at:
            first[row.account_id] = row
    return [AccountLoad(line, count.get(line.account.id, 0), first.get(line.account.id)) for line in lines]
