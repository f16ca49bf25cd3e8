"""The one way in which a timeline grows: append, evaluate, store where the request stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from opiekun.domain.clocks import Clock
from opiekun.domain.requests import RequestFile
from opiekun.domain.standing import Standing
from opiekun.domain.timeline import Event
from opiekun.services.ports import UnitOfWork
from opiekun.services.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Growth:
    """What an append did: the events with their numbers, the new standing, and the clocks it stopped."""

    events: tuple[Event, ...]
    standing: Standing
    stopped: tuple[Clock, ...]


def grow(unit: UnitOfWork, rules: Rulebook, file: RequestFile, events: Sequence[Event], now: datetime) -> Growth:
    """Append events to a request's timeline and store its new standing, in the caller's transaction."""
    request = file.request
    running = {(clock.name, clock.cause) for clock in rules.clocks(request, file.events) if clock.stopped_at is None}
    added = unit.requests.append(request.key, events)
    timeline = file.events + added
    standing = rules.standing(request, timeline)
    unit.requests.set_standing(request.key, standing, now)
    stopped = tuple(
        clock
        for clock in rules.clocks(request, timeline)
        if clock.stopped_at is not None and (clock.name, clock.cause) in running
    )
    return Growth(added, standing, stopped)
