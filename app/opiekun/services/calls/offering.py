"""Offering times: each is kept by a hold in the calendar until one is booked or all expire."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from opiekun.domain.calendar.editing import compose
from opiekun.domain.calendar.events import Details, EventPurpose, EventStatus
from opiekun.domain.calendar.reading import details_of
from opiekun.domain.calls.calls import Guest, Hold
from opiekun.domain.calls.outbox import Wording
from opiekun.domain.errors import InvalidInput, Refused
from opiekun.domain.instants import utc_datetime, utc_seconds
from opiekun.domain.people import Account
from opiekun.services.accounts import found_account
from opiekun.services.calls.booking import organizer, spoken
from opiekun.services.calls.holds import drop, drop_expired, standing_holds
from opiekun.services.calls.offer_mail import about_offer, mail_in, offer_words
from opiekun.services.calls.placing import bookable, shelf_for
from opiekun.services.done import Changed, Done, ObjectChange, RestoreOffer, What
from opiekun.services.mail_ports import LetterWriter
from opiekun.services.object_writer import indexed_texts, write_objects
from opiekun.services.ports import Store
from opiekun.services.slot_search import Asked
from opiekun.services.slots import check_offered
from opiekun.words import N_, Words

MOST_TIMES = 20
TITLE = N_("Offered: {type} · {account}")


@dataclass(frozen=True, slots=True)
class Offer:
    """Times that were offered together. ``words`` are for the customer, on his wall clock and in his language;
    ``mailed`` are the addresses that are written to."""

    id: str
    holds: tuple[Hold, ...]
    words: Wording
    done: Done
    mailed: tuple[str, ...] = ()


def offer(  # noqa: PLR0917 - what is offered, and until when
    store: Store,
    letters: LetterWriter,
    asked: Asked,
    starts: Sequence[datetime],
    expires_at: datetime,
    mail_to: Sequence[Guest] = (),
    *,
    now: datetime,
) -> Offer:
    """Keep times for a customer until they expire, and write to those who are named.

    Raises NotBookable for one that is not free, NotFound, Refused where the agent has no address, and InvalidInput for
    no times, too many, an end that is past, or addresses that cannot be.
    """
    chosen = sorted({ceil(start.timestamp()) for start in starts})
    if not 1 <= len(chosen) <= MOST_TIMES:
        raise InvalidInput("Offer from 1 to {most} times.", most=MOST_TIMES)
    if expires_at <= now:
        raise InvalidInput("The offer would end {until}, which is past.", until=expires_at.isoformat())
    with store.write() as unit:
        drop_expired(unit, now=now)
        # All are asked before any is written: offered times may lie side by side, as one of them alone is booked.
        searches = [bookable(unit, asked, utc_datetime(start), now) for start in chosen]
        holder, of_type = searches[0].holder, searches[0].call_type
        check_offered(of_type)
        agent = organizer(holder.agent)
        shelf = shelf_for(unit, holder, asked)
        offer_id, changes, holds = unit.calendars.new_id(), [], []
        language = spoken(holder.account.language)
        zone = searches[0].openings.zone
        for start, search in zip(chosen, searches, strict=True):
            specialist = search.specialist_at(start)
            hold = Hold(
                unit.calendars.new_id(),
                offer_id,
                holder.account.id,
                of_type.code,
                utc_datetime(start),
                utc_datetime(start + of_type.minutes * 60),
                utc_datetime(utc_seconds(expires_at)),
                agent.id,
                specialist.id if specialist is not None else "",
            )
            details = Details(
                Words(language).say(TITLE, type=of_type.name.in_language(language), account=holder.account.name),
                hold.start.astimezone(zone),
                hold.end.astimezone(zone),
                status=EventStatus.TENTATIVE,
                transparent=shelf.elsewhere,
                purpose=EventPurpose.HOLD,
            )
            holds.append(hold)
            changes.append(ObjectChange(shelf.calendar_id, hold.id, None, compose(details, hold.id, now=now)))
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
        mailed = mail_in(unit, letters, offer_id, mail_to, now=now) if mail_to else ()
        words = offer_words(unit, letters, about_offer(unit, offer_id, now), mail_to[0] if mail_to else None)
        return Offer(offer_id, tuple(holds), words, done, tuple(letter.to for letter in mailed))


def offers(store: Store, *, now: datetime) -> tuple[Hold, ...]:
    """The times that are offered now, earliest first; expired ones vanish from the calendar."""
    with store.read() as unit:
        standing = standing_holds(unit, now)
        stale = len(standing) < len(unit.calls.holds())
    if stale:
        with store.write() as unit:
            drop_expired(unit, now=now)
    return tuple(standing)


def offered_time(store: Store, uid: str, *, now: datetime) -> tuple[Hold, Account] | None:
    """The time on offer that stands in the calendar under that UID, and to whom; None where it is none any more."""
    with store.read() as unit:
        hold = next((each for each in standing_holds(unit, now) if each.id == uid), None)
        return (hold, found_account(unit, hold.account_id)) if hold is not None else None


def withdraw_offer(store: Store, offer_id: str, *, now: datetime) -> Done:
    """Take an offer back: its times are free again. Nothing happens where they are gone."""
    with store.write() as unit:
        mine = [hold for hold in unit.calls.holds() if hold.offer == offer_id]
        changes, keys = drop(unit, mine, now)
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
    if token.holds[0].expires_at <= now:
        raise Refused("The times were kept until {until}, which is past.", until=token.holds[0].expires_at.isoformat())
    with store.write() as unit:
        for hold, each in zip(token.holds, changes, strict=False):
            elsewhere = each.after is not None and details_of(each.after, "").transparent
            asked = Asked(
                hold.account_id,
                hold.type,
                "" if elsewhere else hold.agent_id,
                held_by=hold.agent_id,
                specialist=hold.specialist_id,
            )
            bookable(unit, asked, hold.start, now)
        keys = write_objects(unit, changes, indexed_texts(changes), now)
        for hold in token.holds:
            unit.calls.save_hold(hold)
    return Done(What.TIMES_OFFERED, name=offer_id, changed=Changed(events=keys), undo=token)
