"""The runs of the sync, as they were logged."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from opiekun.domain.sync.report import RunReport
from opiekun.services.ports import Store

RUNS_KEPT = 100
ALONE = "sync"
"""What the store calls being the only one who syncs this desk."""


def runs(store: Store, limit: int) -> list[RunReport]:
    """The latest runs first, with their logs."""
    with store.read() as unit:
        return unit.sync.runs(limit)


def tell_stopped(store: Store, *, since: datetime, now: datetime) -> None:
    """Log that the run that began ``since`` was stopped, where it was cut off before it could log that by itself.

    While another run is under way nothing is known of which one is the latest, and nothing is logged.
    """
    with store.alone(ALONE) as alone:
        if alone:
            with store.write() as unit:
                cut = [run for run in unit.sync.runs(1) if run.ended_at is None and run.started_at >= since]
                for run in cut:
                    unit.sync.save_run(replace(run, ended_at=now, cancelled=True), keep=RUNS_KEPT)
