"""Setting time aside for a request: a work block as long as its handling, where the calendar is free."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from opiekun.domain.calendar.collisions import free_stretches
from opiekun.domain.calendar.events import Details, EventPurpose
from opiekun.domain.instants import UtcSeconds, utc_datetime, utc_seconds
from opiekun.domain.timeline import Severity
from opiekun.services.actions import found
from opiekun.services.deadlines import handling_in
from opiekun.services.done import Done
from opiekun.services.events import add_event
from opiekun.services.occurrences import occurrences
from opiekun.services.ports import Store
from opiekun.services.rulebook import rulebook

_STEP = 5 * 60
_OFFERED = 3
_WITHOUT_DUE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Offer:
    """Where time could be set aside: the first free starts before ``due_at``, None where nothing is due.

    ``handling`` is the length of a block in seconds.
    """

    request_id: str
    due_at: UtcSeconds | None
    handling: int
    starts: tuple[UtcSeconds, ...]


def offer_time(store: Store, request_id: str, zone: ZoneInfo, *, now: datetime) -> Offer:
    """The first free stretches for a request before it is due; in business hours but for Severity 1 and 2.

    One start is offered for each stretch. Raises NotFound.
    """
    begin = -(-utc_seconds(now) // _STEP) * _STEP
    with store.read() as unit:
        standing = found(unit, request_id).standing
        handling = handling_in(unit)[standing.severity]
        openings = rulebook(unit).openings
    due_at = standing.due_at if standing.due_at is not None and standing.due_at > begin else None
    until = due_at if due_at is not None else begin + int(_WITHOUT_DUE.total_seconds())
    within = None if standing.severity <= Severity.HIGH else openings.stretches(begin, until)
    events = occurrences(store, utc_datetime(begin), utc_datetime(until), zone)
    free = free_stretches(events, begin, until, within)
    starts = [start for start, end in free if end - start >= handling]
    return Offer(request_id, due_at, handling, tuple(starts[:_OFFERED]))


def set_aside(store: Store, request_id: str, start: UtcSeconds, zone: ZoneInfo, *, now: datetime) -> Done:
    """Set time aside for a request from that instant on, in the default calendar. Raises NotFound.

    The block is linked to the request, and done once that is answered.
    """
    with store.read() as unit:
        file = found(unit, request_id)
        account = unit.people.account(file.request.account_id)
        handling = handling_in(unit)[file.standing.severity]
    subject = file.request.subject
    details = Details(
        summary=f"{account.name}: {subject}" if account is not None else subject,
        start=utc_datetime(start).astimezone(zone),
        end=utc_datetime(start + handling).astimezone(zone),
        purpose=EventPurpose.WORK_BLOCK,
        request_id=file.request.id,
    )
    return add_event(store, details, now=now)
