"""Whether a call can be where it is to be, asked inside the transaction that writes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from math import ceil
from typing import NamedTuple
from zoneinfo import ZoneInfo

from opiekun.domain.calendar.events import EventStatus
from opiekun.domain.calls.calls import CallRecord
from opiekun.domain.errors import Refused
from opiekun.domain.instants import UtcSeconds, utc_datetime, utc_seconds
from opiekun.domain.slots.bars import WhyNot
from opiekun.domain.slots.rules import BookedCall
from opiekun.domain.slots.why import Reason, why_not
from opiekun.domain.wall_clock import DAY
from opiekun.services.ports import UnitOfWork
from opiekun.services.slot_reasons import reason_told
from opiekun.services.slots import Asked, Search, search_in
from opiekun.words import N_

NEAREST = 3
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


def take(unit: UnitOfWork, record: CallRecord, search: Search, asked: Asked, now: datetime) -> None:
    """Take the minutes of the call, which is stored already. Raises NotBookable where another call has one."""
    if search.holder.here:
        for other in search.standing:
            if other.uid != record.uid:
                _follow(unit, other, search)
    if not unit.calls.occupy(record):
        reason = Reason(WhyNot.BOOKED, BookedCall(record.start, record.end))
        raise refusal(unit, asked, record.start, [reason], now)


def _follow(unit: UnitOfWork, call: CallRecord, search: Search) -> None:
    """Let a call take the minutes that its event has now: it may have been moved or deleted here or elsewhere."""
    event = next((each for each in search.known if each.uid == call.uid), None)
    if event is None:
        if call.start < search.span[1] + DAY and call.end > search.span[0] - DAY:
            unit.calls.release(call.uid)
    elif event.status is EventStatus.CANCELLED:
        unit.calls.release(call.uid)
    elif (event.start, event.end) != (call.start, call.end):
        moved = replace(call, start=event.start, end=event.end, title=event.summary)
        unit.calls.save(moved)
        unit.calls.occupy(moved)


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
