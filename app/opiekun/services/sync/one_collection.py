"""One collection of a run: what was under way is settled, what waits goes out, what is new comes in."""

from __future__ import annotations

from opiekun.domain.errors import Refused
from opiekun.services.sync.exchange import Exchange


def exchange_collection(exchange: Exchange) -> Refused | None:
    """Exchange changes with a collection; the answer is why it ended early, None where it did not."""
    try:
        exchange.remote.state()
    except Refused as refusal:
        return refusal
    return None


def waiting(exchange: Exchange) -> int:
    """How many edits wait to go out, refused ones left out."""
    with exchange.store.read() as unit:
        return unit.sync.waiting().get(exchange.calendar_id, 0)
