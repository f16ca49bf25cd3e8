"""Offering times: each is kept by a hold in the calendar until one is booked or all expire."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from opiekun.domain.calendar.editing import compose
from opiekun.domain.calendar.events import Details, EventPurpose, EventStatus
from opiekun.domain.calls.calls import Hold
from opiekun.domain.errors import InvalidInput
from opiekun.domain.instants import utc_datetime, utc_seconds
from opiekun.services.calendars import writable_calendar
from opiekun.services.calls.placing import bookable
from opiekun.services.done import Changed, Done, ObjectChange, RestoreOffer, What
from opiekun.services.object_writer import indexed_texts, write_objects
from opiekun.services.ports import Store, UnitOfWork
from opiekun.services.slots import Asked, check_offered
from opiekun.words import LANGUAGES, N_, Words

MOST_TIMES = 20
TITLE = N_("Offered: {type} · {account}")
_INTRODUCTION = N_("These times are free for our call ({type}, {minutes} min):")
_CLOSING = N_("They are kept for you until {until}. All times are in the time zone {zone}.")
_DAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)


@dataclass(frozen=True, slots=True)
class Offer:
    """Times that were offered together. ``text`` is for the customer, on his wall clock and in his language."""

    id: str
    holds: tuple[Hold, ...]
    text: str
    done: Done


def offer(
    store: Store,
    account: str,
    call_type: str,
    starts: Sequence[datetime],
    expires_at: datetime,
    *,
    desk_agent: str = "",
    now: datetime,
) -> Offer:
    """Keep times for a customer until they expire.

    Raises NotBookable for one that is not free, NotFound, and InvalidInput for no times, too many, or an end that is
    past.
    """
    chosen = sorted({ceil(start.timestamp()) for start in starts})
    if not 1 <= len(chosen) <= MOST_TIMES:
        raise InvalidInput("Offer from 1 to {most} times.", most=MOST_TIMES)
    if expires_at <= now:
        raise InvalidInput("The offer would end {until}, which is past.", until=expires_at.isoformat())
    asked = Asked(account, call_type, desk_agent)
    with store.write() as unit:
        drop_expired(unit, now=now)
        # All are asked before any is written: offered times may lie side by side, as one of them alone is booked.
        searches = [bookable(unit, asked, utc_datetime(start), now) for start in chosen]
        holder, of_type = searches[0].holder, searches[0].call_type
        check_offered(of_type)
        calendar = writable_calendar(unit, None)
        offer_id, changes, holds = unit.calendars.new_id(), [], []
        language = holder.account.language if holder.account.language in LANGUAGES else "en"
        zone = searches[0].openings.zone
        for start in chosen:
            hold = Hold(
                unit.calendars.new_id(),
                offer_id,
                holder.account.id,
                of_type.code,
                utc_datetime(start),
                utc_datetime(start + of_type.minutes * 60),
                utc_datetime(utc_seconds(expires_at)),
            )
            details = Details(
                Words(language).say(TITLE, type=of_type.name.in_language(language), account=holder.account.name),
                hold.start.astimezone(zone),
                hold.end.astimezone(zone),
                status=EventStatus.TENTATIVE,
                purpose=EventPurpose.HOLD,
            )
            holds.append(hold)
            changes.append(ObjectChange(calendar.id, hold.id, None, compose(details, hold.id, now=now)))
        keys = write_objects(unit, changes, indexed_texts(changes), now)
        for hold in holds:
            unit.calls.save_hold(hold)
        done = Done(
            What.TIMES_OFFERED,
            name=offer_id,
            subject=holder.account.name,
            changed=Changed(events=keys),
            undo=RestoreOffer(tuple(holds), tuple(changes)),
        )
        told = _text(holds, of_type.name.in_language(language), language, _zone(holder.account.timezone, zone))
        return Offer(offer_id, tuple(holds), told, done)


def offers(store: Store, *, now: datetime) -> tuple[Hold, ...]:
    """The times that are offered now, earliest first; expired ones vanish from the calendar."""
    with store.read() as unit:
        holds = unit.calls.holds()
    if any(hold.expires_at <= now for hold in holds):
        with store.write() as unit:
            drop_expired(unit, now=now)
            holds = unit.calls.holds()
    return tuple(holds)


def drop_expired(unit: UnitOfWork, *, now: datetime) -> None:
    """Offered times whose end has come vanish."""
    _drop(unit, [hold for hold in unit.calls.holds() if hold.expires_at <= now], now)


def drop_offer_of(unit: UnitOfWork, account: str, call_type: str, start: datetime, *, now: datetime) -> None:
    """The customer takes that time: all times that were offered with it vanish."""
    known = unit.people.account(account)
    holds = unit.calls.holds()
    taken = {
        hold.offer
        for hold in holds
        if known is not None and (hold.account_id, hold.type, hold.start) == (known.id, call_type, start)
    }
    _drop(unit, [hold for hold in holds if hold.offer in taken], now)


def withdraw_offer(store: Store, offer_id: str, *, now: datetime) -> Done:
    """Take an offer back: its times are free again. Nothing happens where they are gone."""
    with store.write() as unit:
        mine = [hold for hold in unit.calls.holds() if hold.offer == offer_id]
        changes, keys = _drop(unit, mine, now)
        return Done(
            What.OFFER_WITHDRAWN,
            name=offer_id,
            changed=Changed(events=keys),
            undo=RestoreOffer(tuple(mine), changes) if mine else None,
        )


def restore_offer(store: Store, token: RestoreOffer, *, now: datetime) -> Done:
    """Turn an offer round: take it back where it stands, else offer it again."""
    offer_id = token.holds[0].offer
    with store.read() as unit:
        stands = any(hold.offer == offer_id for hold in unit.calls.holds())
    if stands:
        return withdraw_offer(store, offer_id, now=now)
    changes = [
        ObjectChange(each.calendar_id, each.uid, None, each.after if each.after is not None else each.before)
        for each in token.objects
    ]
    with store.write() as unit:
        keys = write_objects(unit, changes, indexed_texts(changes), now)
        for hold in token.holds:
            unit.calls.save_hold(hold)
    return Done(What.TIMES_OFFERED, name=offer_id, changed=Changed(events=keys), undo=token)


def _drop(unit: UnitOfWork, holds: Collection[Hold], now: datetime) -> tuple[tuple[ObjectChange, ...], frozenset[int]]:
    changes = tuple(
        ObjectChange(each.calendar_id, each.uid, each.text, None)
        for hold in holds
        for each in unit.calendars.named(hold.id)
    )
    keys = write_objects(unit, changes, {}, now)
    unit.calls.drop_holds([hold.id for hold in holds])
    return changes, keys


def _zone(name: str, other: ZoneInfo) -> ZoneInfo:
    """The customer's zone where it is known."""
    try:
        return ZoneInfo(name) if name else other
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return other


def _text(holds: Sequence[Hold], type_name: str, language: str, zone: ZoneInfo) -> str:
    words = Words(language)
    minutes = int((holds[0].end - holds[0].start).total_seconds()) // 60
    lines = [words.say(_INTRODUCTION, type=type_name, minutes=minutes), ""]
    for hold in holds:
        start, end = hold.start.astimezone(zone), hold.end.astimezone(zone)
        day = words.say(_DAYS[start.weekday()])
        lines.append(f"• {day} {start:%Y-%m-%d}, {start:%H:%M}–{end:%H:%M}")
    until = holds[0].expires_at.astimezone(zone)
    return "\n".join([*lines, "", words.say(_CLOSING, until=f"{until:%Y-%m-%d %H:%M}", zone=zone.key)])
