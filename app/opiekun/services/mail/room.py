"""Whether the agent has time when a guest proposes to hold an event, asked in the transaction that moves it there."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from opiekun.domain.calendar.events import When
from opiekun.domain.calls.calls import CallRecord, CallStatus
from opiekun.domain.errors import Refused
from opiekun.domain.instants import UtcSeconds, utc_seconds
from opiekun.domain.invitations.verdicts import Proposal
from opiekun.domain.slots.bars import WhyNot
from opiekun.domain.slots.near import colliding, unattended
from opiekun.domain.slots.rules import BookedCall, BusyTime
from opiekun.domain.slots.why import Reason, why_not
from opiekun.services.calls.placing import NotBookable, Sentences, asked_to_move, refusal, told
from opiekun.services.occurrences import occurrences_in
from opiekun.services.ports import UnitOfWork
from opiekun.services.rulebook import rulebook
from opiekun.services.slot_reasons import reason_told
from opiekun.services.slot_search import search_in
from opiekun.words import N_

_LONGEST_CALL = timedelta(days=7)
# Hours, notice and limits are for those who book by themselves; whoever accepts a proposal decides about them.
_AGAINST = frozenset({WhyNot.PAST, WhyNot.ABSENT, WhyNot.BOOKED, WhyNot.BUSY, WhyNot.DEADLINE, WhyNot.SPECIALIST})
_PROPOSED = Sentences(
    N_("The proposed time, {start}, is not free ({reason}); the nearest free slots are {slots}."),
    N_("The proposed time, {start}, is not free ({reason}), and no slot is free in the weeks around it."),
)


def make_room(unit: UnitOfWork, uid: str, proposal: Proposal, now: datetime, *, anyway: bool) -> None:
    """Let the event have the time that is proposed; a call takes its minutes.

    Raises NotBookable where something stands there, with the nearest free slots of a call. With ``anyway`` events of
    the agent's own calendars are no hindrance; another call always is. Raises Refused for a time that is past, or
    none that a call can have.
    """
    record = unit.calls.find(uid)
    start, end = instant(proposal.start), instant(proposal.end)
    if record is None or record.status is not CallStatus.BOOKED:
        if start is not None and end is not None:
            _check_event(unit, uid, proposal, (utc_seconds(start), utc_seconds(end)), anyway=anyway)
        return
    if start is None or end is None or end - start > _LONGEST_CALL:
        raise Refused("A call cannot take that time; refuse the proposal.")
    if start <= now:
        raise Refused("The proposed time is past; refuse the proposal.")
    moved = replace(record, start=utc_seconds(start), end=utc_seconds(end))
    _check_call(unit, moved, now, anyway=anyway)
    if proposal.recurrence_id:  # a series has the minutes of its first occurrence
        return
    if not unit.calls.occupy(moved):
        raise Refused("Another call takes that time; move it first, or refuse the proposal.")
    unit.calls.save(moved)


def _check_call(unit: UnitOfWork, moved: CallRecord, now: datetime, *, anyway: bool) -> None:
    asked = asked_to_move(unit, moved)
    search = search_in(unit, asked, (moved.start, moved.start + 1), now)
    bars = [
        *search.bars,
        *unattended([moved.start], [*search.others.values()]),
        *colliding(search.rules, [moved.start], search.check, search.call, search.latest),
    ]
    found = why_not(search.openings, search.rules, moved.start, bars, asked.language)
    reasons = [each for each in found if each.why in _AGAINST]
    if reasons:
        refused = refusal(unit, asked, moved.start, reasons, now, _PROPOSED)
        if not (anyway and refused.may_be_overruled):
            raise refused


def _check_event(
    unit: UnitOfWork, uid: str, proposal: Proposal, span: tuple[UtcSeconds, UtcSeconds], *, anyway: bool
) -> None:
    """An event that was not booked as a call has no slots: what stands in the calendars is asked alone."""
    start, end = span
    zone = rulebook(unit).openings.zone
    since, until = (each for each in (proposal.start, proposal.end) if isinstance(each, datetime))
    one = proposal.recurrence_id
    reasons: list[Reason] = []
    for each in occurrences_in(unit, since, until, zone, hidden=True):
        itself = each.uid == uid and one in {"", each.recurrence_id}
        if itself or each.done or not each.busy or each.end <= start or each.start >= end:
            continue
        call = unit.calls.find(each.uid)
        if call is not None and call.status is CallStatus.BOOKED:
            about = BookedCall(each.start, each.end, uid=each.uid, summary=each.summary)
            reasons.insert(0, Reason(WhyNot.BOOKED, about))
        else:
            reasons.append(Reason(WhyNot.BUSY, BusyTime(each.start, each.end, uid=each.uid, summary=each.summary)))
    refused = NotBookable(
        "The proposed time, {start}, is not free ({reason}).",
        reasons=reasons,
        nearest=(),
        start=told(start, zone),
        reason=reason_told(reasons[0]) if reasons else "",
    )
    if reasons and not (anyway and refused.may_be_overruled):
        raise refused


def instant(when: When) -> datetime | None:
    """An aware time, None for a date and a floating time."""
    return when if isinstance(when, datetime) and when.tzinfo is not None else None
