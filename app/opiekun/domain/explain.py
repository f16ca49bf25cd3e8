"""Why a clock is due when it is: what started it, and what time it counted. Codes only; words are the edges'."""

from __future__ import annotations

from dataclasses import dataclass

from opiekun.domain.clocks import Clock
from opiekun.domain.hours import ClosedDay, Openings
from opiekun.domain.instants import UtcSeconds
from opiekun.domain.timeline import Channel, Event, EventKind
from opiekun.domain.wall_clock import Stretch


@dataclass(frozen=True, slots=True)
class Explanation:
    """The reason for a clock's start and due time. Instants are UTC seconds.

    The clock itself has the reason of its start, the message's time, the target, the policy's version and the
    due time. ``cause`` is the kind of the event that started it and ``channel`` its own channel, None where it
    is the request's. ``held`` tells that the clock waited for the opening at ``clock.started_at``.
    ``counted_seconds`` is the target's length, in business time where ``in_business_time``. ``rolled_from`` is
    the due time before it moved on to an opening, None where it did not. ``stretches`` are the open stretches
    whose time was counted, and ``closed`` the days that were passed over while held, counting or moving on.
    """

    clock: Clock
    cause: EventKind
    channel: Channel | None
    held: bool
    in_business_time: bool
    counted_seconds: int
    rolled_from: UtcSeconds | None
    stretches: tuple[Stretch, ...]
    closed: tuple[ClosedDay, ...]


def explain(clock: Clock, events: tuple[Event, ...], openings: Openings, language: str = "en") -> Explanation:
    """The explanation of a clock that was evaluated from these events with these openings.

    ``language`` is that of the names of holidays, where the calendar knows it.
    """
    cause = next(event for event in events if event.seq == clock.cause)
    held = clock.started_at > clock.cause_at
    elapsed = clock.target.elapsed_minutes
    if elapsed is None:
        counted = openings.between(clock.started_at, clock.due_at)
        rolled_from, passed_over_until = None, clock.due_at
    else:
        counted = elapsed * 60
        ended = clock.started_at + counted
        rolled_from = ended if clock.due_at != ended else None
        # Around the clock, closed days matter only while held, or from the end of the time to the next opening.
        passed_over_until = clock.started_at
    closed = openings.closed_days(clock.cause_at, passed_over_until, language)
    if rolled_from is not None:
        closed += tuple(day for day in openings.closed_days(rolled_from, clock.due_at, language) if day not in closed)
    return Explanation(
        clock=clock,
        cause=cause.kind,
        channel=cause.channel,
        held=held,
        in_business_time=elapsed is None,
        counted_seconds=counted,
        rolled_from=rolled_from,
        stretches=openings.stretches(clock.started_at, clock.due_at) if elapsed is None else (),
        closed=closed,
    )
