"""The runs of the sync, as they were logged."""

from __future__ import annotations

from opiekun.domain.sync.report import RunReport
from opiekun.services.ports import Store


def runs(store: Store, limit: int) -> list[RunReport]:
    """The latest runs first, with their logs."""
    with store.read() as unit:
        return unit.sync.runs(limit)
