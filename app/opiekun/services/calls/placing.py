"""Whether a call can be where it is to be, asked inside the transaction that writes it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from math import ceil
from typing import NamedTuple
from zoneinfo import ZoneInfo

from opiekun.domain.calendar.reading import details_of
from opiekun.domain.calls.calls import CallRecord, CallStatus
from opiekun.domain.errors import Refused
from opiekun.domain.instants import UtcSeconds, utc_datetime, utc_seconds
from opiekun.domain.slots.bars import WhyNot
from opiekun.domain.slots.rules import BookedCall
from opiekun.domain.slots.why import Reason, why_not
from opiekun.domain.sync.told import Told
from opiekun.domain.wall_clock import DAY
from opiekun.services.calendars import writable_calendar
from opiekun.services.calls.holds import drop_taken
from opiekun.services.ports import UnitOfWork
from opiekun.services.slot_reasons import reason_told
from opiekun.services.slot_search import Asked, Holder, Search, search_in
from opiekun.words import N_

NEAREST = 3
# What customers are held to, and the agent who moves a call by hand is not.
_AGENTS_OWN = frozenset({WhyNot.TOO_SOON, WhyNot.BEYOND_HORIZON, WhyNot.BETWEEN_STARTS})
_BEFORE, _AFTER = 14 * DAY, 28 * DAY


class NotBookable(Refused):
    """A call cannot start then. ``reasons`` tell why, ``nearest`` are free starts near by, ascending."""

    def __init__(
        self, sentence: str, *, reasons: Sequence[Reason], nearest: Sequence[datetime], **parts: object
    ) -> None:
        super().__init__(sentence, **parts)
        self.reasons = tuple(reasons)
        self.nearest = tuple(nearest)

    @property
    def may_be_overruled(self) -> bool:
        """Whether nothing but the agent's own calendar stands against it; another call always does."""
        return bool(self.reasons) and not {each.why for each in self.reasons} & {WhyNot.BOOKED, WhyNot.PAST}


class Sentences(NamedTuple):
    """What a refusal says: where free slots are near by, and where none are."""

    near: str
    none: str


BOOKING = Sentences(
    N_("A call cannot be booked for {start} ({reason}); the nearest free slots are {slots}."),
    N_("A call cannot be booked for {start} ({reason}), and no slot is free in the weeks around it."),
)


def bookable(unit: UnitOfWork, asked: Asked, start: datetime, now: datetime) -> Search:
    """What is known of the time around a start at which the call can be. Raises NotBookable where it cannot."""
    at = ceil(start.timestamp())
    search = search_in(unit, asked, (at, at + 1), now)
    if not search.starts():
        reasons = why_not(search.openings, search.rules, at, search.bars, asked.language)
        raise refusal(unit, asked, at, reasons, now)
    return search


class Shelf(NamedTuple):
    """The calendar into which an agent's calls go. ``elsewhere`` tells that his own are not at this desk, so that what
    stands for him in that one takes nobody's time there."""

    calendar_id: str
    elsewhere: bool


def shelf_for(unit: UnitOfWork, holder: Holder, asked: Asked) -> Shelf:
    """Where the holder's calls go: his first calendar that can be written, the default one before the others."""
    agent_id = holder.agent.id if holder.agent is not None else asked.desk_agent
    owners = {agent_id, ""} if agent_id == asked.desk_agent else {agent_id}
    for calendar in sorted(unit.calendars.all(), key=lambda each: not each.default):
        if calendar.agent_id in owners and not calendar.read_only:
            return Shelf(calendar.id, elsewhere=False)
    return Shelf(writable_calendar(unit, None).id, elsewhere=True)


def asked_to_move(unit: UnitOfWork, record: CallRecord) -> Asked:
    """Whose time is asked for where a call is moved: that of the agent who holds it, at the desk of whom it stands."""
    here = next(iter(unit.calendars.named(record.uid)), None)
    calendar = unit.calendars.get(here.calendar_id) if here is not None else None
    elsewhere = here is not None and details_of(here.text, "").transparent
    belongs = calendar is None or not calendar.agent_id
    return Asked(
        record.account_id,
        record.type,
        record.agent_id if belongs and not elsewhere else "",
        moving=record.uid,
        held_by=record.agent_id,
        length=record.end - record.start,
        specialist=record.specialist_id,
    )


def take(unit: UnitOfWork, record: CallRecord, asked: Asked, now: datetime) -> frozenset[int]:
    """Take the minutes of the call, which is stored already; the times that were offered for it vanish.

    The answer is the numbers of their events. Raises NotBookable where another call has one of the minutes.
    """
    if not unit.calls.occupy(record):
        reason = Reason(WhyNot.BOOKED, BookedCall(record.start, record.end))
        raise refusal(unit, asked, record.start, [reason], now)
    return drop_taken(unit, record, now=now)


def misgiving(unit: UnitOfWork, uid: str, now: datetime) -> Told | None:
    """What speaks most against the time at which a call stands now; None where nothing does, or it is no call."""
    record = unit.calls.find(uid)
    if record is None or record.status is not CallStatus.BOOKED:
        return None
    search = search_in(unit, asked_to_move(unit, record), (record.start, record.start + 1), now)
    search.starts()
    reasons = why_not(search.openings, search.rules, record.start, search.bars)
    return next((Told.of(reason_told(each)) for each in reasons if each.why not in _AGENTS_OWN), None)


def refusal(  # noqa: PLR0917 - what a refusal is made of
    unit: UnitOfWork,
    asked: Asked,
    at: UtcSeconds,
    reasons: Sequence[Reason],
    now: datetime,
    sentences: Sentences = BOOKING,
) -> NotBookable:
    """The refusal of a start, with the nearest free slots in its sentence."""
    since = max(at - _BEFORE, utc_seconds(now))
    wide = search_in(unit, asked, (since, max(at, since) + _AFTER), now)
    free = sorted(sorted(wide.starts(), key=lambda start: (abs(start - at), start))[:NEAREST])
    zone = wide.openings.zone
    parts = {"start": told(at, zone), "reason": reason_told(reasons[0]) if reasons else ""}
    if free:
        parts["slots"] = ", ".join(told(start, zone) for start in free)
    sentence = sentences.near if free else sentences.none
    return NotBookable(sentence, reasons=reasons, nearest=[utc_datetime(start) for start in free], **parts)


def told(at: UtcSeconds, zone: ZoneInfo) -> str:
    """An instant in a sentence, on the desk's clock."""
    return f"{utc_datetime(at).astimezone(zone):%Y-%m-%d %H:%M}"
