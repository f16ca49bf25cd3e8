"""What is to be sent for an edit, fixed in the journal before the request; and what its answer is remembered as."""

from __future__ import annotations

from dataclasses import replace

from opiekun.domain.errors import Refused
from opiekun.domain.sync.failures import DavRefused
from opiekun.domain.sync.local import JournalEntry, Resource, href_key
from opiekun.domain.sync.told import Told
from opiekun.services.ports import UnitOfWork
from opiekun.services.sync.calendar_text import title_of_text
from opiekun.services.sync.exchange import Exchange
from opiekun.services.sync.meeting import acknowledged
from opiekun.services.sync.orders import Kind, Order


def goes_out(entry: JournalEntry) -> bool:
    """Whether something is to be sent for an entry now."""
    if entry.refused is not None or entry.is_of_missing:
        return False
    return entry.sent is None or (acknowledged(entry) and entry.edits > entry.sent)


def begun(exchange: Exchange, uid: str) -> Order | None:
    """Fix what is sent for an entry, so that whoever finds it unanswered knows; None where nothing is to be sent."""
    with exchange.store.write() as unit:
        entry = unit.sync.entry(exchange.calendar_id, uid)
        if entry is None or not goes_out(entry):
            return None
        text = unit.calendars.texts_of(exchange.calendar_id, [uid]).get(uid)
        if text is None and entry.base_text is None:
            unit.sync.drop_entry(exchange.calendar_id, uid)
            return None
        kind = Kind.DELETE if text is None else Kind.CREATE if entry.base_text is None else Kind.CHANGE
        href = entry.href or _free_href(exchange, unit, uid)
        unit.sync.save_entry(replace(entry, href=href, sent=entry.edits, sent_text=text))
    return Order(kind, uid, href, entry.base_etag, entry.base_text, text)


def taken(exchange: Exchange, order: Order, etag: str) -> None:
    """The server has taken what was sent. How it keeps it is told by the next pull, which is made to fetch it."""
    with exchange.store.write() as unit:
        entry = unit.sync.entry(exchange.calendar_id, order.uid)
        if entry is not None:
            unit.sync.save_entry(replace(entry, base_text=order.text, base_etag=etag, splits=entry.splits_after_sent()))
            resource = Resource(href_key(order.href), order.href, "", "", order.uid)
            unit.sync.put_resources(exchange.calendar_id, [resource])
    exchange.put_now.add(order.uid)
    exchange.tally.uploaded += 1


def not_sent(exchange: Exchange, order: Order, *, anew: bool = False, elsewhere: bool = False) -> None:
    """What was sent was not done there. ``anew``: what it was for is gone; ``elsewhere``: its address is another's."""
    with exchange.store.write() as unit:
        entry = unit.sync.entry(exchange.calendar_id, order.uid)
        if entry is None:
            return
        entry = replace(entry, sent=None, sent_text=None)
        if anew or elsewhere:
            # Its own address is another's, so that any other will do.
            href = exchange.remote.new_href(unit.calendars.new_id()) if elsewhere else entry.href
            entry = replace(entry, base_text=None, base_etag="", href=href)
        unit.sync.save_entry(entry)


def put_behind(exchange: Exchange, uid: str) -> None:
    """Let an edit be the last one that is sent from here on."""
    with exchange.store.write() as unit:
        entry = unit.sync.entry(exchange.calendar_id, uid)
        if entry is not None:
            unit.sync.drop_entry(exchange.calendar_id, uid)
            unit.sync.save_entry(entry)


def refuse(exchange: Exchange, order: Order, refusal: Refused) -> None:
    """The server will not have an edit: it waits for the agent, unless it has been made anew since it was sent."""
    words = refusal.words if isinstance(refusal, DavRefused) else ""
    with exchange.store.write() as unit:
        entry = unit.sync.entry(exchange.calendar_id, order.uid)
        if entry is None:
            return
        again = unit.calendars.texts_of(exchange.calendar_id, [order.uid]).get(order.uid) != order.text
        settled = replace(entry, sent=None, sent_text=None)
        if not again:
            settled = replace(settled, refused=Told.of(refusal), words=words)
        unit.sync.save_entry(settled)
    if not again:
        exchange.tally.refused += 1
        reason = f"{refusal} ({words})" if words and words not in str(refusal) else str(refusal)
        title = title_of_order(order)
        exchange.say(Told("“{title}” is refused: {reason}", {"title": title, "reason": reason}), order.uid)


def title_of_order(order: Order) -> str:
    """The title of the event that is sent or deleted."""
    return title_of_text(order.text or order.base)


def _free_href(exchange: Exchange, unit: UnitOfWork, uid: str) -> str:
    """An address at which nothing stands as far as we know."""
    href = exchange.remote.new_href(uid)
    if unit.sync.resources_at(exchange.calendar_id, [href_key(href)]):
        return exchange.remote.new_href(unit.calendars.new_id())
    return href
