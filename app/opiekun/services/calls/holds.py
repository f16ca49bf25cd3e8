"""Times on offer as they end: taken by the customer, expired, or taken back; nobody is written to about them then."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from opiekun.domain.calendar.reading import details_of
from opiekun.domain.calls.calls import CallRecord, Guest, Hold
from opiekun.domain.calls.outbox import Letter, Sending
from opiekun.domain.instants import utc_datetime, utc_seconds
from opiekun.services.done import ObjectChange
from opiekun.services.object_writer import write_objects
from opiekun.services.ports import UnitOfWork

Dropped = tuple[tuple[ObjectChange, ...], frozenset[int]]
"""What became of the events in the calendar, and their numbers."""


def standing_holds(unit: UnitOfWork, now: datetime) -> list[Hold]:
    """The times that are on offer now, earliest first: where their events stand, which may have been moved."""
    found = []
    for hold in unit.calls.holds():
        event = next(iter(unit.calendars.named(hold.id)), None)
        if event is None or hold.expires_at <= now:
            continue
        details = details_of(event.text, "")
        start, end = details.start, details.end
        if isinstance(start, datetime) and isinstance(end, datetime) and start.tzinfo and end.tzinfo:
            at, until = utc_datetime(utc_seconds(start)), utc_datetime(utc_seconds(end))
            found.append(replace(hold, start=at, end=until))
    return sorted(found, key=lambda hold: (hold.start, hold.id))


def drop_expired(unit: UnitOfWork, *, now: datetime) -> Dropped:
    """Times whose end has come vanish, and those whose events were deleted in the calendar."""
    standing = {hold.id for hold in standing_holds(unit, now)}
    return drop(unit, [hold for hold in unit.calls.holds() if hold.id not in standing], now)


def drop_taken(unit: UnitOfWork, record: CallRecord, *, now: datetime) -> frozenset[int]:
    """The customer has taken his time: whatever was offered with one that the call overlaps vanishes."""
    taken = {
        hold.offer
        for hold in standing_holds(unit, now)
        if (hold.account_id, hold.type) == (record.account_id, record.type)
        and hold.start.timestamp() < record.end
        and hold.end.timestamp() > record.start
    }
    return drop(unit, [hold for hold in unit.calls.holds() if hold.offer in taken], now)[1]


def drop(unit: UnitOfWork, holds: Collection[Hold], now: datetime) -> Dropped:
    """They are on offer no more. Mail that offers them and is not sent yet is not sent any more."""
    if not holds:
        return (), frozenset()
    changes = tuple(
        ObjectChange(each.calendar_id, each.uid, each.text, None)
        for hold in holds
        for each in unit.calendars.named(hold.id)
    )
    keys = write_objects(unit, changes, {}, now)
    unit.calls.drop_holds([hold.id for hold in holds])
    left = {hold.offer for hold in unit.calls.holds()}
    for offer_id in {hold.offer for hold in holds} - left:
        for letter in unsent(unit, offer_id):
            unit.mail.drop_letter(letter.message_id)
    return changes, keys


def unsent(unit: UnitOfWork, offer_id: str) -> list[Letter]:
    """The letters that offer those times and certainly reached nobody."""
    return [
        letter
        for letter in unit.mail.letters_about(offer_id)
        if letter.state is Sending.STUCK or (letter.state is Sending.WAITING and not letter.attempts)
    ]


def told_of(unit: UnitOfWork, start: datetime, account_id: str, call_type: str, now: datetime) -> tuple[Guest, ...]:
    """Who was written to about a time that is on offer."""
    offers = {
        hold.offer
        for hold in standing_holds(unit, now)
        if (hold.account_id, hold.type, hold.start) == (account_id, call_type, start)
    }
    letters = [letter for offer_id in sorted(offers) for letter in unit.mail.letters_about(offer_id)]
    return tuple(Guest(email) for email in dict.fromkeys(letter.to for letter in letters))
