"""Pulling from a help desk: what changed here goes out first, then what changed there comes in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from opiekun.domain.errors import Refused, ServerRefused
from opiekun.domain.intake import Connection, PullPage, Report
from opiekun.services.intake import Intake, Tally, take_people
from opiekun.services.ports import Cancelled, HelpDesk, Store, UnitOfWork
from opiekun.services.rulebook import rulebook
from opiekun.services.write_back import push

Progress = Callable[[Report, int | None], None]
"""What was taken so far, and how many requests are expected in all, where that is known."""


def pull(
    store: Store,
    desk: HelpDesk,
    connection: Connection,
    *,
    now: Callable[[], datetime],
    cancelled: Cancelled = lambda: False,
    progress: Progress = lambda _report, _total: None,
) -> Report:
    """Exchange changes with a help desk. Each page is one transaction with the cursor that resumes after it.

    Raises ServerRefused with what the server said, after the pages that came are stored and the failure
    is remembered with the connection; the next pull goes on from there, as it does after cancelling.
    Raises Refused where the connection was made anew meanwhile: what comes would be read the old way.
    """
    tally = Tally()
    try:
        push(store, desk, connection, now=now(), cancelled=cancelled)
        for page in desk.pull(connection.cursor, now(), cancelled):
            connection = _take_page(store, connection, page, tally, now())
            progress(tally.report(), page.total)
    except ServerRefused as refusal:
        with store.write() as unit:
            _save(unit, replace(connection, last_error=str(refusal)))
        raise
    if not cancelled():
        with store.write() as unit:
            _save(unit, replace(connection, last_success=now(), last_error=""))
    return tally.report()


def _save(unit: UnitOfWork, connection: Connection) -> None:
    """Keep how far the connection has come, unless it was made anew since the pull began."""
    kept = next((line for line in unit.connections.all() if line.id == connection.id), connection)
    if _settings(kept) != _settings(connection):
        raise Refused("{url} was connected anew during the pull; pull again.", url=connection.url)
    unit.connections.save(connection)


def _settings(connection: Connection) -> tuple[object, ...]:
    return connection.timezone, connection.severity_field, connection.default_severity


def _take_page(store: Store, connection: Connection, page: PullPage, tally: Tally, now: datetime) -> Connection:
    with store.write() as unit:
        intake = Intake(unit, rulebook(unit), connection, now)
        take_people(intake, page)
        intake.take_all(page.arrivals, tally)
        for refusal in page.refused:
            tally.refuse(refusal)
        tally.spend(page.requests)
        moved = replace(connection, cursor=page.cursor)
        _save(unit, moved)
    return moved
