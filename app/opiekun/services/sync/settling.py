"""Finding out what became of a request whose answer is not known or says that something else is there."""

from __future__ import annotations

from opiekun.domain.errors import Refused
from opiekun.domain.sync.accounts import SyncBy
from opiekun.domain.sync.failures import DavFailure, DavRefused
from opiekun.domain.sync.local import JournalEntry, href_key
from opiekun.domain.sync.told import Told
from opiekun.services.sync.arrived import arrived
from opiekun.services.sync.exchange import Exchange
from opiekun.services.sync.meeting import KEPT_MINE, KEPT_THEIRS, acknowledged
from opiekun.services.sync.orders import Kind, Order
from opiekun.services.sync.outgoing import goes_out, not_sent, refuse, title_of_order
from opiekun.services.sync.taking import Taking

# What is not about a single event: the server, the account or the network.
NOT_OF_ITEM = frozenset(
    {DavFailure.UNREACHABLE, DavFailure.CERTIFICATE, DavFailure.UNAUTHORIZED, DavFailure.REDIRECTED, DavFailure.BUSY}
)


def settle(exchange: Exchange) -> None:
    """Find out what became of requests whose answers were never seen: the last run died, or lost its connection.

    Raises DavRefused where the server fails in a way that is not about one event.
    """
    with exchange.store.read() as unit:
        entries = unit.sync.journal(exchange.calendar_id)
    # How that is kept which was taken is told by the pull.
    orders = [_order_of(entry) for entry in entries if entry.sent is not None and not acknowledged(entry)]
    written = _written_since(exchange) if any(order.kind is Kind.DELETE for order in orders) else frozenset[str]()
    for order in orders:
        if exchange.cancelled():
            return
        if href_key(order.href) not in written or not _let_be(exchange, order):
            look_again(exchange, order)


def _written_since(exchange: Exchange) -> frozenset[str]:
    """The keys of what was written on the server since the last pull; of nothing where it cannot tell."""
    with exchange.store.read() as unit:
        collection = exchange.collection(unit)
    if collection.by is not SyncBy.TOKEN or not collection.sync_token:
        return frozenset()
    try:
        page = exchange.remote.changes(collection.sync_token, with_texts=False)
    except DavRefused as refusal:
        if refusal.failure is not DavFailure.BAD_TOKEN:
            raise
        return frozenset()
    return frozenset(href_key(item.href) for item in page.changed)


def _let_be(exchange: Exchange, order: Order) -> bool:
    """Take an event in that was deleted here and has been written anew there since, to the letter as it was.

    Where its etag is the old one only the server's own account tells that from a deletion that never came there: the
    same event was brought back, or moved back, and another deletion would be one of what nobody here has seen. A
    server without such an account (by CTag, by listing, or with a token that tells only of what differs, as Xandikos's)
    and with etags made of contents shows both alike: there the deletion is made again.
    """
    with exchange.store.read() as unit:
        known = unit.sync.resources_at(exchange.calendar_id, [href_key(order.href)]).get(href_key(order.href))
    if order.kind is not Kind.DELETE or known is None or known.etag != order.etag:
        return False
    try:
        came = exchange.remote.get(order.href)
    except DavRefused as refusal:
        if refusal.failure in NOT_OF_ITEM or refusal.failure is DavFailure.LOST:
            raise
        return False  # which the look again tells of
    if came is None or came.etag != order.etag:
        return False
    with exchange.writing() as unit:
        unit.sync.drop_entry(exchange.calendar_id, order.uid)
        taking = Taking(exchange, unit)
        taking.take([arrived(came)])
        taking.write()
    exchange.say(Told(KEPT_THEIRS, {"title": title_of_order(order)}), order.uid)
    return True


def look_again(exchange: Exchange, order: Order) -> bool:
    """Look at what the server has at an order's address and settle by it; the answer is whether to send again."""
    try:
        came = exchange.remote.get(order.href)
    except DavRefused as refusal:
        if refusal.failure in NOT_OF_ITEM or refusal.failure is DavFailure.LOST:
            raise
        exchange.say(Told.of(refusal), order.uid)  # it stays under way, to be looked at by the next run
        return False
    if came is None:
        return _not_there(exchange, order)
    there = arrived(came)
    if there.uid != order.uid and order.kind is Kind.CREATE:
        not_sent(exchange, order, elsewhere=True)
        return True
    with exchange.writing() as unit:
        taking = Taking(exchange, unit)
        taking.take([there])
        taking.write()
        entry = unit.sync.entry(exchange.calendar_id, order.uid)
    if there.problem is not None and entry is not None and entry.refused is None:
        unreadable = Refused("The server's version cannot be read: {reason}", reason=there.problem.refusal())
        refuse(exchange, order, unreadable)
        return False
    return entry is not None and goes_out(entry)


def _order_of(entry: JournalEntry) -> Order:
    kind = Kind.DELETE if entry.sent_text is None else Kind.CREATE if entry.base_text is None else Kind.CHANGE
    return Order(kind, entry.uid, entry.href, entry.base_etag, entry.base_text, entry.sent_text)


def _not_there(exchange: Exchange, order: Order) -> bool:
    """Nothing stands at an order's address. Whether more is gone than that, and where to, the pull tells."""
    if order.kind is Kind.DELETE:
        exchange.deleted_now.add(order.uid)
        exchange.deleted_by_us.add(order.uid)
        return False
    not_sent(exchange, order)
    if order.kind is Kind.CHANGE:
        exchange.vanished[order.uid] = order
        return False
    return True


def put_back_vanished(exchange: Exchange) -> None:
    """Let edits go out as new events whose events are not there any more, though the pull did not tell of it.

    Those of events that are in another calendar now go along. What is held may be so still.
    """
    for uid, order in exchange.vanished.items():
        with exchange.writing() as unit:
            entry = unit.sync.entry(exchange.calendar_id, uid)
            if uid in exchange.held or entry is None or (entry.href, entry.base_etag) != (order.href, order.etag):
                continue
            taking = Taking(exchange, unit)
            if exchange.may_be_elsewhere(unit):
                exchange.held[uid] = title_of_order(order)
                continue
            along = taking.goes_along(entry)
            taking.write()
        if not along:
            not_sent(exchange, order, anew=True)
            exchange.say(Told(KEPT_MINE, {"title": title_of_order(order)}), uid)
    exchange.vanished.clear()


def finish_deletions(exchange: Exchange) -> None:
    """Let go of what was deleted there, now that the collection itself is known to be there."""
    if not exchange.deleted_now:
        return
    with exchange.writing() as unit:
        done = 0
        taking = Taking(exchange, unit)
        for uid in sorted(exchange.deleted_now):
            done += taking.deleted_there(uid)
        taking.write()
    exchange.deleted_now.clear()
    exchange.tally.deleted_remote += done


def look_at_unseen(exchange: Exchange) -> None:
    """Look at what the server has taken and the pull did not bring, one by one: it may not have kept it."""
    with exchange.store.read() as unit:
        if not unit.sync.waiting().get(exchange.calendar_id, 0):
            return
        entries = [entry for entry in unit.sync.journal(exchange.calendar_id) if acknowledged(entry)]
    for entry in entries:
        if exchange.cancelled():
            return
        try:
            came = exchange.remote.get(entry.href)
        except DavRefused as refusal:
            if refusal.failure in NOT_OF_ITEM or refusal.failure is DavFailure.LOST:
                raise
            exchange.say(Told.of(refusal), entry.uid)  # the next run looks again
            continue
        with exchange.writing() as unit:
            taking = Taking(exchange, unit)
            if came is None:
                taking.not_kept(entry)
            else:
                taking.take([arrived(came)])
            taking.write()
