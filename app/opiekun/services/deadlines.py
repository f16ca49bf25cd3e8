"""The deadlines of an agent's requests, and how long work on each is expected to take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from heapq import nsmallest
from operator import attrgetter
from types import MappingProxyType

from opiekun.domain.calendar.collisions import Deadline
from opiekun.domain.errors import InvalidInput
from opiekun.domain.instants import UtcSeconds
from opiekun.domain.queue import QueueRow
from opiekun.domain.timeline import Severity
from opiekun.services.done import Changed, Done, What
from opiekun.services.ports import Store, UnitOfWork
from opiekun.services.queue import belongs_to
from opiekun.services.settings_undo import RestoreHandling

MINUTE = 60
STANDARD_HANDLING: Mapping[Severity, int] = MappingProxyType(
    {
        Severity.CRITICAL: 30 * MINUTE,
        Severity.HIGH: 30 * MINUTE,
        Severity.STANDARD: 30 * MINUTE,
        Severity.BUG_FIX: 20 * MINUTE,
        Severity.REQUEST: 15 * MINUTE,
    }
)
"""Seconds of work that a request of each severity takes, until something else is told."""
LONGEST_HANDLING = 8 * 60 * MINUTE
MOST_DEADLINES = 2_000
"""Of more in one stretch the most severe are told, and of those the ones that are due first."""


def deadline_of(row: QueueRow) -> Deadline | None:
    """The row's current clock as a deadline, also where it is held or breached; None where none runs."""
    if row.clock is None or row.due_at is None:
        return None
    return Deadline(row.key, row.id, row.account, row.subject, row.severity, row.clock, row.due_at)


def deadlines_of(rows: Iterable[QueueRow]) -> tuple[Deadline, ...]:
    """The deadlines of these rows, the one that is due first at first."""
    found = [deadline for row in rows if (deadline := deadline_of(row)) is not None]
    return tuple(sorted(found, key=lambda deadline: (deadline.due_at, deadline.severity, deadline.request_key)))


def list_deadlines(store: Store, agent_id: str | None, since: UtcSeconds, until: UtcSeconds) -> tuple[Deadline, ...]:
    """The deadlines of an agent's queue (everybody's for None) that are due in [since, until), in that order.

    Of a request with several running clocks it is the one that is due first, as in the queue.
    """
    with store.read() as unit:
        return deadlines_in(unit, agent_id, since, until)


def deadlines_in(unit: UnitOfWork, agent_id: str | None, since: UtcSeconds, until: UtcSeconds) -> tuple[Deadline, ...]:
    """As :func:`list_deadlines`, inside a transaction."""
    rows: Iterable[QueueRow] = unit.requests.due_between(since, until)
    if agent_id is not None:
        rows = filter(belongs_to(agent_id, unit.people.assignments()), rows)
    return deadlines_of(nsmallest(MOST_DEADLINES, rows, key=attrgetter("severity", "due_at", "key")))


def handling_in(unit: UnitOfWork) -> Mapping[Severity, int]:
    """Seconds of work that a request of each severity is expected to take at this desk."""
    return {**STANDARD_HANDLING, **unit.rules.handling_times()}


def handling_times(store: Store) -> Mapping[Severity, int]:
    """As :func:`handling_in`, in a transaction of its own."""
    with store.read() as unit:
        return handling_in(unit)


def save_handling_times(store: Store, seconds: Mapping[Severity, int]) -> Done:
    """Say how long work on a request of each severity is expected to take; what is left out is as it was at first.

    Raises InvalidInput for less than a minute or more than eight hours.
    """
    for length in seconds.values():
        if not MINUTE <= length <= LONGEST_HANDLING:
            raise InvalidInput("Work on a request takes from 1 to 480 minutes; give a number between them.")
    with store.write() as unit:
        before = unit.rules.handling_times()
        unit.rules.save_handling_times(seconds)
    return Done(What.HANDLING_SAVED, changed=Changed(rules=True), undo=RestoreHandling(before))
