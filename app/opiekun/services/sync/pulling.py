"""What changed on the server comes in: by sync token, by CTag or by listing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain
from random import Random

from opiekun.domain.sync.accounts import CollectionStanding, DavCollection, SyncBy
from opiekun.domain.sync.failures import DavFailure, DavRefused
from opiekun.domain.sync.listing import Listing
from opiekun.domain.sync.local import WITHHELD, href_key
from opiekun.domain.sync.planning import Pull, by_changes, by_listing, with_again
from opiekun.domain.sync.remote import ChangePage, CollectionState, RemoteItem
from opiekun.domain.sync.report import SyncProgress
from opiekun.domain.sync.told import Told
from opiekun.services.sync.arrived import Arrived, arrived
from opiekun.services.sync.exchange import Exchange
from opiekun.services.sync.fetching import BATCH, fetched
from opiekun.services.sync.finishing import Found, finish, store_part
from opiekun.services.sync.naming import free_name, is_named_after
from opiekun.services.sync.rights import follow_right

RECONCILED_EVERY = timedelta(days=1)
_MOST_PAGES = 10_000
_ASKED_ALONE = 10
"""How many that the server would not give out are asked for one by one; where it is more, the whole list is compared.
"""
_PROVED = BATCH
"""How many of those whose etags are as before are read all the same when the whole list is compared."""


def pull(exchange: Exchange, *, after_push: bool) -> bool:
    """Take in what is new; the answer is whether it came to its end, which it does not where it is cancelled.

    ``after_push`` asks for the texts at once, so that what was sent comes back in the same answer. Raises DavRefused.
    """
    with exchange.store.read() as unit:
        collection = exchange.collection(unit)
        withheld = unit.sync.withheld(exchange.calendar_id)
        refused = exchange.by_hand and collection.read_only and bool(unit.sync.refused(exchange.calendar_id))
    # What comes back may be another one, of which a server takes the old one's token all the same.
    due = _due(collection, exchange.now()) or collection.standing is CollectionStanding.GONE
    due = due or len(withheld) > _ASKED_ALONE
    again = () if due else tuple(RemoteItem(each.href, WITHHELD) for each in withheld)
    asked = due or refused  # what was refused may be tried again once the right is there again
    state = _state(exchange, collection.by) if asked or collection.by in {None, SyncBy.CTAG} else None
    by = state.by if state is not None else collection.by
    if by is SyncBy.TOKEN:
        return _by_token(exchange, collection.sync_token, after_push=after_push, due=due, again=again)
    ctag = state.ctag if state is not None and by is SyncBy.CTAG else ""
    if ctag and ctag == collection.ctag and not due:
        return _last(exchange, Pull(again, ()), Found(SyncBy.CTAG, ctag=ctag))
    return _by_listing(exchange, Found(by or SyncBy.ETAGS, ctag=ctag))


def _due(collection: DavCollection, now: datetime) -> bool:
    """Whether the whole list is to be compared: tokens lie, clocks are set back, and what was missing may be back."""
    return collection.standing is CollectionStanding.GUARDED or _due_by_time(collection, now)


def _due_by_time(collection: DavCollection, now: datetime) -> bool:
    return collection.reconciled_at is None or abs(now - collection.reconciled_at) >= RECONCILED_EVERY


def _state(exchange: Exchange, by: SyncBy | None) -> CollectionState:
    state = exchange.remote.state(by)
    follow_right(exchange, read_only=state.read_only)
    _follow_name(exchange, state.name)
    return state


def _follow_name(exchange: Exchange, name: str) -> None:
    """Let the calendar be called as the server calls it now, unless the agent has renamed it here."""
    with exchange.store.read() as unit:
        if not name or exchange.collection(unit).name == name:
            return
    with exchange.store.write() as unit:
        collection = exchange.collection(unit)
        known = unit.calendars.all()
        calendar = next((each for each in known if each.id == exchange.calendar_id), None)
        if calendar is not None and collection.name and is_named_after(calendar, collection.name):
            unit.calendars.save(replace(calendar, name=free_name(known, name, of=calendar.id)))
        unit.sync.save_collection(replace(collection, name=name))


def _by_token(exchange: Exchange, token: str, *, after_push: bool, due: bool, again: Collection[RemoteItem]) -> bool:
    """By changes since a token, page by page; the last one's token is kept with all that it stands for.

    ``again`` is asked for whatever the changes tell.
    """
    found, asked = Found(SyncBy.TOKEN), set[str]()
    while token:
        asked.add(token)
        try:
            page = exchange.remote.changes(token, with_texts=after_push)
        except DavRefused as refusal:
            if refusal.failure is not DavFailure.BAD_TOKEN:
                raise
            exchange.say(Told("The server does not know any more what changed; all of the calendar is compared."))
            return _all_by_token(exchange)
        plan = _plan(exchange, page)
        found.gone.difference_update(href_key(item.href) for item in page.changed)
        found.gone.update(plan.gone)
        if page.changed or page.deleted or page.more:  # what tells of nothing may have left it out
            found.token = page.token
        if not page.more:
            plan = with_again(plan, again, found.gone) if again else plan
            return _last(exchange, plan, found) and (not due or _by_listing(exchange, Found(SyncBy.TOKEN)))
        last = _brought(exchange, plan, found)
        if last is None:
            return False
        store_part(exchange, last, found)
        if exchange.cancelled():
            return False
        if _leads_nowhere(page, asked):
            return _instead_of_pages(exchange)
        token = page.token
    return _all_by_token(exchange)


def _all_by_token(exchange: Exchange) -> bool:
    """Everything that is there, and the token that belongs to it."""
    asked, gone = {""}, set[str]()
    page = exchange.remote.changes("", with_texts=False)
    listed = Listing.of(page.changed)
    while page.more:
        if exchange.cancelled():
            return False
        if _leads_nowhere(page, asked):
            return _instead_of_pages(exchange)
        asked.add(page.token)
        page = exchange.remote.changes(page.token, with_texts=False)
        gone.update(map(href_key, page.deleted))
        for item in page.changed:
            listed.tell(item)
            gone.discard(href_key(item.href))
    plan = _compared(exchange, listed.without(gone))
    return _last(exchange, plan, Found(SyncBy.TOKEN, token=page.token, listed=True))


def _leads_nowhere(page: ChangePage, asked: Collection[str]) -> bool:
    """Whether a page that is not the last is followed by one that was asked for already, or by too many."""
    return page.token in asked or len(asked) >= _MOST_PAGES


def _instead_of_pages(exchange: Exchange) -> bool:
    """Everything that is there, where the pages of changes have no end. The token stays the one that is known."""
    exchange.say(Told("The server does not tell its changes to their end; all of the calendar is compared."))
    return _by_listing(exchange, Found(SyncBy.TOKEN))


def _by_listing(exchange: Exchange, found: Found) -> bool:
    """By the whole list. Once a day some are read whose etags are as before: a server that changes contents under
    them tells of that in no other way, and once it is known for it all are read each time. Until then an edit made
    here may go over a change made there."""
    with exchange.store.read() as unit:
        before = exchange.collection(unit)
    listed = Listing(exchange.remote.listing())
    plan = _compared(exchange, listed)
    if before.reconciled_at is not None and _due_by_time(before, exchange.now()):
        sample = _sample(len(listed) - len(plan.fetch), _rest(listed, plan.fetch), exchange.now())
        plan = plan._replace(fetch=Listing(chain(plan.fetch, sample)))
    found.listed = True
    if not _last(exchange, plan, found):
        return False
    with exchange.store.read() as unit:
        caught = exchange.collection(unit).etags_lie and not before.etags_lie
    return not caught or _by_listing(exchange, Found(found.by, ctag=found.ctag))


def _rest(listed: Iterable[RemoteItem], fetched_anyway: Iterable[RemoteItem]) -> Iterator[RemoteItem]:
    """What is listed and not fetched; both are in the same order."""
    anyway = iter(fetched_anyway)
    other = next(anyway, None)
    for item in listed:
        if item == other:
            other = next(anyway, None)
        else:
            yield item


def _sample(count: int, rest: Iterable[RemoteItem], now: datetime) -> list[RemoteItem]:
    """Another part of the rest each day; all of it where that is little."""
    chosen = {*Random(now.toordinal()).sample(range(count), min(_PROVED, count))}  # noqa: S311 - any will do
    return [item for at, item in enumerate(rest) if at in chosen]


def _plan(exchange: Exchange, page: ChangePage) -> Pull:
    keys = {href_key(href) for href in (*(item.href for item in page.changed), *page.deleted)}
    if not keys:
        return Pull((), ())
    with exchange.store.read() as unit:
        known = unit.sync.resources_at(exchange.calendar_id, keys)
    return by_changes(known, page)


def _compared(exchange: Exchange, listed: Listing) -> Pull:
    with exchange.store.read() as unit:
        lies = exchange.collection(unit).etags_lie
        known = unit.sync.resources(exchange.calendar_id)
        return by_listing(((each.key, "" if lies else each.etag) for each in known), listed)


def _last(exchange: Exchange, plan: Pull, found: Found) -> bool:
    """Bring what a plan is for, and finish with it."""
    found.gone.update(plan.gone)
    last = _brought(exchange, plan, found)
    if last is None:
        return False
    finish(exchange, last, found)
    return True


def _brought(exchange: Exchange, plan: Pull, found: Found) -> list[Arrived] | None:
    """Bring a plan's texts and store all but the last batch, which is the answer; None where that was cancelled."""
    total, done = len(plan.texts) + len(plan.fetch), 0
    last: list[Arrived] = []

    def progressed(batch: list[Arrived]) -> None:
        nonlocal last, done
        if last:
            store_part(exchange, last, found)
        last, done = batch, done + len(batch)
        exchange.progress(SyncProgress(exchange.calendar.name, done, total))

    for start in range(0, len(plan.texts), BATCH):
        progressed([arrived(text) for text in plan.texts[start : start + BATCH]])
    with closing(fetched(exchange.remote, plan.fetch)) as batches:
        for batch in batches:
            found.gone.update(batch.missing)
            found.failed.extend(batch.failed)
            progressed([arrived(text) for text in batch.texts])
            if exchange.cancelled():
                store_part(exchange, last, found)
                return None
    return last
