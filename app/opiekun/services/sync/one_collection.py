"""One collection of a run: what was under way is settled, what waits goes out, what is new comes in."""

from __future__ import annotations

from dataclasses import replace

from opiekun.domain.errors import Refused
from opiekun.domain.sync.accounts import CollectionStanding
from opiekun.domain.sync.failures import DavFailure, DavRefused
from opiekun.domain.sync.report import SyncProgress
from opiekun.domain.sync.told import Told
from opiekun.services.sync.exchange import Exchange
from opiekun.services.sync.order_of_edits import waits_for_another
from opiekun.services.sync.outgoing import goes_out
from opiekun.services.sync.pulling import pull
from opiekun.services.sync.pushing import NEXT_TIME, push, refuse_puzzles
from opiekun.services.sync.settling import finish_deletions, look_at_unseen, put_back_vanished, settle
from opiekun.words import N_

# What merges goes out again at once; what somebody edits all the while waits for the next run.
_ROUNDS = 3
_BEHIND = N_("“{title}” waits until another edit has gone out that belongs to it.")
UNSHOWN = N_("New entries of the server that cannot be shown here, and stay there as they are: {count}.")


def exchange_collection(exchange: Exchange) -> Refused | None:
    """Exchange changes with a collection; the answer is why it ended early, None where it did not.

    Whatever it was cut by, what is stored is true, and the next run goes on from there.
    """
    exchange.progress(SyncProgress(exchange.calendar.name))
    try:
        for _ in range(_ROUNDS):
            if not _round(exchange) or not _more(exchange):
                break
    except DavRefused as failure:
        refusal = exchange.explained(failure)
        if not exchange.cancelled():  # or nobody waited for the answer any more
            _fail(exchange, refusal)
        return refusal
    except Refused as refusal:  # it was disconnected meanwhile, or this desk has no room left
        return refusal
    finally:
        for uid, title in exchange.behind.items():
            exchange.say(Told(_BEHIND, {"title": title}), uid)
        sum_up(exchange)
    return None


def exchange_held(exchange: Exchange) -> Refused | None:
    """Once more, with what was held until the account's other calendars were exchanged, or was edited by them."""
    exchange.held.clear()
    exchange.again = True
    failure = exchange_collection(exchange)
    leave_held(exchange)
    return failure


def leave_held(exchange: Exchange) -> None:
    """Leave what is held still to the next run."""
    if not exchange.held:
        return
    for uid, title in exchange.held.items():
        exchange.say(Told(NEXT_TIME, {"title": title}), uid)
    exchange.held.clear()
    sum_up(exchange)


def waiting(exchange: Exchange) -> int:
    """How many edits wait to go out, refused ones left out."""
    with exchange.store.read() as unit:
        return unit.sync.waiting().get(exchange.calendar_id, 0)


def _round(exchange: Exchange) -> bool:
    """Everything once; the answer is whether it came to its end. A server that takes nothing may give all the same."""
    settle(exchange)
    broken = push(exchange)
    if exchange.cancelled():
        return False
    if not pull(exchange, after_push=bool(exchange.put_now or exchange.deleted_now)):
        return False
    finish_deletions(exchange)
    look_at_unseen(exchange)
    refuse_puzzles(exchange)
    put_back_vanished(exchange)
    if broken is not None:
        raise broken
    return not exchange.cancelled()


def _more(exchange: Exchange) -> bool:
    """Whether something is to go out still, such as what was merged just now."""
    with exchange.store.read() as unit:
        if not unit.sync.waiting().get(exchange.calendar_id, 0):
            return False
        entries = unit.sync.journal(exchange.calendar_id)
        behind = {uid for uid in exchange.behind if waits_for_another(exchange, unit, uid)}
    later = exchange.put_off | exchange.held.keys() | behind
    return any(goes_out(entry) and entry.uid not in later for entry in entries)


def _fail(exchange: Exchange, refusal: DavRefused) -> None:
    """Remember why a collection was not exchanged to the end."""
    told = Told.of(refusal)
    with exchange.store.write() as unit:
        known = unit.sync.collection(exchange.calendar_id)
        if known is not None:
            gone = refusal.failure is DavFailure.MISSING
            standing = CollectionStanding.GONE if gone else known.standing
            unit.sync.save_collection(replace(known, failure=told, standing=standing))
    exchange.say(told)


def sum_up(exchange: Exchange) -> None:
    """One line for all that went as it should since the last one; where something is held there is more to come."""
    tally, told = exchange.tally, exchange.summed_up
    if exchange.held:
        return
    sums = {
        "downloaded": tally.downloaded - told.downloaded,
        "uploaded": tally.uploaded - told.uploaded,
        "here": tally.deleted_local - told.deleted_local,
        "there": tally.deleted_remote - told.deleted_remote,
    }
    if any(sums.values()):
        exchange.say(
            Told(
                "Came: {downloaded}, went out: {uploaded}, deleted here: {here}, deleted there: {there}.",
                {name: str(number) for name, number in sums.items()},
            )
        )
    if tally.unshown > told.unshown:
        exchange.say(Told(UNSHOWN, {"count": str(tally.unshown - told.unshown)}))
    exchange.summed_up = replace(tally)
