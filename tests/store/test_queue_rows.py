"""What the queue tells of accounts is what its rows tell, counted by the database."""

from __future__ import annotations

import random

from opiekun.domain.people import Account
from opiekun.domain.queue import Load
from opiekun.domain.standing import Status


def test_the_load_of_each_account(store, samples, count_statements):
    chance = random.Random(7)  # noqa: S311 - not a secret
    with store.write() as unit:
        for account in ("apex", "idle", "busy"):
            unit.people.save_account(Account(account, account.title()))
        for number in range(200):
            # Few due times, so that several of an account share the first.
            due = chance.choice([None, samples.seconds(60), samples.seconds(90)])
            status = chance.choice([Status.OPEN, Status.OPEN, Status.RESOLVED])
            standing = samples.standing(status=status, due_at=due)
            samples.add(unit, f"T-{number}", account_id=chance.choice(["acme", "apex", "busy"]), standing=standing)
        waiting = samples.standing(status=Status.WAITING, due_at=None, at_risk_at=None, started_at=None, clock=None)
        unit.people.save_account(Account("slow", "Slow"))
        samples.add(unit, "W-1", account_id="slow", standing=waiting)
    with store.read() as unit:
        rows = unit.requests.rows()
        with count_statements() as statements:
            loads = unit.requests.loads()
    expected = {}
    for account in {row.account_id for row in rows}:
        here = [row for row in rows if row.account_id == account]
        due = [row for row in here if row.due_at is not None]
        expected[account] = Load(len(here), min(due, key=lambda row: (row.due_at, row.key)) if due else None)
    assert loads == expected
    assert loads["slow"] == Load(1, None)
    assert "idle" not in loads
    # One for the loads; then the names of accounts and agents, and the rows that are due first.
    assert len(statements) == 4
