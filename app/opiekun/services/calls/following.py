"""Calls follow their events: whatever edits an event, here or on a phone, its call is where and what the event is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from opiekun.domain.calendar.events import EventStatus
from opiekun.domain.calendar.reading import details_of
from opiekun.domain.calls.calls import CallRecord, CallStatus
from opiekun.domain.instants import utc_seconds
from opiekun.domain.sync.local import ConflictKind
from opiekun.services.ports import UnitOfWork

LONGEST_CALL = 7 * 86_400
"""Seconds. An event that is longer takes no minutes from other calls."""


def follow(unit: UnitOfWork, uids: Collection[str]) -> list[CallRecord]:
    """Let the calls among these events have the times, titles and standing of the events, and the minutes of their
    agents; where another call has those, the event holds all the same, without minutes until that one is gone.

    The answer is the calls as they were.
    """
    calls = unit.calls.among(uids)
    changed = [here for record in calls if (here := followed(unit, record)) != record]
    for here in changed:
        unit.calls.save(here)
        if here.status is CallStatus.BOOKED:
            occupy(unit, here)
        elif here.status is CallStatus.CANCELLED:
            unit.calls.release(here.uid)
    if changed:
        for waits in unit.calls.without_time():
            occupy(unit, waits)
        for calendar_id, uid in unit.sync.in_conflict(ConflictKind.DOUBLE_BOOKED):
            if _is_alone(unit, uid):
                _settle_double_booking(unit, calendar_id, uid)
    return calls


def _is_alone(unit: UnitOfWork, uid: str) -> bool:
    record = unit.calls.find(uid)
    return record is None or record.status is not CallStatus.BOOKED or unit.calls.has_time(uid)


def _settle_double_booking(unit: UnitOfWork, calendar_id: str, uid: str) -> None:
    for mark in unit.sync.conflicts_of(calendar_id, uid):
        if mark.kind is ConflictKind.DOUBLE_BOOKED:
            unit.sync.drop_conflict(mark.id)


def followed(unit: UnitOfWork, record: CallRecord) -> CallRecord:
    """The call as its event has it. One whose event is gone or called off is, until it is back, unless it is over."""
    found = next(iter(unit.calendars.named(record.uid)), None)
    if found is None:
        return _standing(record, stands=False)
    off = details_of(found.text, "").status is EventStatus.CANCELLED
    return _standing(as_in(found.text, record), stands=not off)


def occupy(unit: UnitOfWork, record: CallRecord) -> bool:
    """Let a call take its minutes; False where another has one of them, or it is longer than calls are."""
    if record.end - record.start > LONGEST_CALL:
        unit.calls.release(record.uid)
        return False
    return unit.calls.occupy(record)


def doubled(unit: UnitOfWork, record: CallRecord) -> CallRecord | None:
    """The call that stands where this one is, too close to it for both; None where there is none."""
    return next(
        (
            other
            for agent_id in sorted(record.attending)
            for other in unit.calls.standing(agent_id)
            if other.uid != record.uid
            and other.start < record.end + max(record.after, other.before)
            and other.end + max(record.before, other.after) > record.start
        ),
        None,
    )


def as_in(text: str, record: CallRecord) -> CallRecord:
    """The record with the title and times that the event has."""
    details = details_of(text, "")
    start, end = details.start, details.end
    if not (isinstance(start, datetime) and isinstance(end, datetime) and start.tzinfo and end.tzinfo):
        return replace(record, title=details.summary)
    return replace(record, title=details.summary, start=utc_seconds(start), end=utc_seconds(end))


def _standing(record: CallRecord, *, stands: bool) -> CallRecord:
    if record.status is CallStatus.BOOKED and not stands:
        return replace(record, status=CallStatus.CANCELLED)
    if record.status is CallStatus.CANCELLED and stands:
        return replace(record, status=CallStatus.BOOKED)
    return record
