"""What was edited here goes to the server, each edit alone, so that one that fails stops no other."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from opiekun.domain.calendar.uids import with_uid_escaped
from opiekun.domain.sync.accounts import CollectionStanding
from opiekun.domain.sync.failures import DavFailure, DavRefused
from opiekun.domain.sync.report import SyncProgress
from opiekun.domain.sync.told import Told
from opiekun.services.ports import UnitOfWork
from opiekun.services.sync.calendar_text import same_event, title_of_text
from opiekun.services.sync.exchange import Exchange
from opiekun.services.sync.meeting import acknowledged
from opiekun.services.sync.order_of_edits import waits_for_another
from opiekun.services.sync.orders import Kind, Order
from opiekun.services.sync.outgoing import begun, goes_out, put_behind, refuse, taken, title_of_order
from opiekun.services.sync.rights import follow_right
from opiekun.services.sync.settling import NOT_OF_ITEM, look_again
from opiekun.services.sync.steps import UNKNOWN, Step, Then, next_step, then
from opiekun.words import N_

_TRIES = 4
_MOST_OF_ONE = 2
_MOST_BROKEN = 3
_PATIENCE = timedelta(days=1)
NEXT_TIME = N_("“{title}” could not be sent; the next sync tries again.")
_UNFOUND = N_(
    "The server says that it has another version by now, but shows none. Try again or give the change up; if it goes "
    "on, tell those who run the server."
)
_LYING = N_("The server's version marks (ETags) of “{title}” cannot be relied on; its content was compared instead.")


class _Unsent(NamedTuple):
    """An order that the server broke at, which may have no other cause than its event."""

    order: Order
    refusal: DavRefused


def push(exchange: Exchange) -> DavRefused | None:
    """Send what waits; the answer is why the server is to be taken for broken, which breaks at several in a row and
    takes none.

    What it broke at goes behind all else, so that the next run begins with others. Where it takes these and breaks at
    the same for a day, that is refused. Raises DavRefused where the server fails in a way that is not about one event.
    """
    exchange.behind.clear()
    with exchange.store.read() as unit:
        entries = unit.sync.journal(exchange.calendar_id)
        held = exchange.put_off | exchange.held.keys() | exchange.vanished.keys()
        compares = exchange.collection(unit).etags_lie
        uids = [entry.uid for entry in entries if goes_out(entry) and entry.uid not in held]
        ordered = unit.sync.split_off() if uids else set[str]()
        ordered |= {entry.uid for entry in entries if entry.part_of is not None or entry.moved_to}
        del entries
    unsent, in_a_row, answered = list[_Unsent](), 0, False
    for done, uid in enumerate(uids):
        if exchange.cancelled():
            return None
        exchange.progress(SyncProgress(exchange.calendar.name, done, len(uids)))
        if uid in ordered and _waits(exchange, uid):
            continue
        left = _push(exchange, uid, compares=compares)
        if left is None:
            in_a_row, answered = 0, True
            continue
        put_behind(exchange, uid)
        unsent.append(left)
        in_a_row += 1
        if in_a_row == _MOST_BROKEN:
            break
    if answered:
        _refuse_lasting(exchange, unsent)
    return unsent[-1].refusal if in_a_row == _MOST_BROKEN and not answered else None


def _waits(exchange: Exchange, uid: str) -> bool:
    """Whether another edit has to go out before it."""
    with exchange.store.read() as unit:
        waits = waits_for_another(exchange, unit, uid)
        entry = unit.sync.entry(exchange.calendar_id, uid)
        text = unit.calendars.texts_of(exchange.calendar_id, [uid]).get(uid)
    if waits and uid not in exchange.held and entry is not None:
        exchange.behind[uid] = title_of_text(text or entry.base_text)
    return waits


def _refuse_lasting(exchange: Exchange, unsent: Iterable[_Unsent]) -> None:
    """Let edits wait for the agent that the server has broken at for so long that it is for their own sake."""
    for order, refusal in unsent:
        with exchange.store.read() as unit:
            entry = unit.sync.entry(exchange.calendar_id, order.uid)
        if entry is not None and entry.sent is None and exchange.now() - entry.made_at >= _PATIENCE:
            refuse(exchange, order, refusal)


def refuse_puzzles(exchange: Exchange) -> None:
    """Refuse the new events that the server would not have and of which the pull brought nothing either.

    One that comes from another calendar of the account waits until it is deleted there: some servers have a UID only
    once for each account.
    """
    for uid, (order, refusal) in exchange.puzzles.items():
        with exchange.store.read() as unit:
            entry = unit.sync.entry(exchange.calendar_id, uid)
            if _is_about_uid(refusal) and _leaves_another(exchange, unit, uid):
                exchange.held[uid] = title_of_order(order)
                exchange.together.once.add(uid)
                continue
        if entry is not None and entry.base_text is None and goes_out(entry):
            refuse(exchange, order, _reason(exchange, refusal))
    exchange.puzzles.clear()


def _is_about_uid(refusal: DavRefused) -> bool:
    """Whether a server may have refused a new event for its UID; FORBIDDEN may be for anything."""
    return refusal.failure is not DavFailure.FORBIDDEN or "uid" in refusal.words.lower()


def _leaves_another(exchange: Exchange, unit: UnitOfWork, uid: str) -> bool:
    """Whether an event is still to be deleted from another calendar of the account that is not gone itself."""
    account_id = exchange.collection(unit).account_id
    for each in unit.sync.collections():
        there = each.account_id == account_id and each.standing is not CollectionStanding.GONE
        if there and each.calendar_id != exchange.calendar_id:
            entry = unit.sync.entry(each.calendar_id, uid)
            gone = entry is not None and entry.refused is None and not unit.calendars.texts_of(each.calendar_id, [uid])
            if gone:
                return True
    return False


class _Otherwise(DavRefused):
    """The server has another content than the one that was edited, by a look at it and not by its word."""


def _push(exchange: Exchange, uid: str, *, compares: bool) -> _Unsent | None:
    """Send what waits of one event, again where something else is there by now; the answer is what it broke at.

    ``compares``: the server is known to keep an etag for other content, so that is looked at first.
    """
    step, title, broken = Step.AS_EDITED, "", list[_Unsent]()
    for _ in range(_TRIES):
        order = begun(exchange, uid)
        if order is None:
            return None
        step = Step.NEW if order.kind is Kind.CREATE else step
        refusal = _sent(exchange, order, step, compares=compares)
        title = title_of_order(order)
        if refusal is None:
            if step is Step.BLIND:  # what was refused has gone without a condition
                exchange.say(Told(_LYING, {"title": title}), uid)
            return None
        if refusal.failure in UNKNOWN:
            if exchange.cancelled():
                raise refusal  # nobody waited for the answer any more; the next run finds out
            broken.append(_Unsent(order, refusal))
            exchange.say(Told.of(refusal), uid)
        after = _after(exchange, order, refusal, step)
        if after is None:
            return _Unsent(order, refusal) if _is_under_way(exchange, uid) else None
        if len(broken) == _MOST_OF_ONE:
            break
        step = after
    exchange.put_off.add(uid)
    exchange.say(Told(NEXT_TIME, {"title": title}), uid)
    return broken[-1] if broken else None


def _after(exchange: Exchange, order: Order, refusal: DavRefused, step: Step) -> Step | None:
    """By which step an event that the server did not take is sent again, after a look at what is there, if at all."""
    what = Then.LOOK if isinstance(refusal, _Otherwise) else then(refusal.failure, step)
    if what is not Then.REFUSE and not _looked_again(exchange, order, refusal):
        return None
    known = Step.AS_EDITED if step is Step.NEW else step
    if what is Then.LOOK or (what is Then.FIND and not _at_same_place(exchange, order)):
        return known
    if what is Then.FIND:
        exchange.puzzles[order.uid] = (order, refusal)
        return None
    if what is Then.COMPARE:
        same_etag = _at_same_place(exchange, order)
        same = _for_same_content(exchange, order)
        further = next_step(refusal.failure, step, same_etag=same_etag) if same else known
        if further is not None:
            return further
    refuse(exchange, order, _reason(exchange, refusal))
    return None


def _looked_again(exchange: Exchange, order: Order, refusal: DavRefused) -> bool:
    """As look_again, where it is known whether the server has turned down what was sent."""
    if refusal.failure not in UNKNOWN:
        exchange.turned_down.add(order.uid)
    try:
        return look_again(exchange, order)
    finally:
        exchange.turned_down.discard(order.uid)


def _is_under_way(exchange: Exchange, uid: str) -> bool:
    """Whether it is not known still what became of what was sent, since the server broke at the look at it, too."""
    with exchange.store.read() as unit:
        entry = unit.sync.entry(exchange.calendar_id, uid)
    return entry is not None and entry.sent is not None and not acknowledged(entry)


def _sent(exchange: Exchange, order: Order, step: Step, *, compares: bool) -> DavRefused | None:
    """Make an order's request; the answer is its refusal, if that is about this event."""
    try:
        etag: str | None = order.etag
        if step is Step.NEW:
            etag = None
        elif compares or step is Step.BLIND or not etag:
            there = exchange.remote.get(order.href)
            if there is None or not same_event(order.base, there.text):
                return _Otherwise(
                    "The server has another version of the event by now.", failure=DavFailure.PRECONDITION
                )
            etag = "" if step is Step.BLIND else there.etag
        if order.text is None:
            if exchange.remote.delete(order.href, etag=etag or ""):
                exchange.deleted_by_us.add(order.uid)
            exchange.deleted_now.add(order.uid)
        else:
            text = with_uid_escaped(order.text, order.uid) if step is Step.NEW else order.text
            taken(exchange, order, exchange.remote.put(order.href, text, etag=etag).etag)
    except DavRefused as refusal:
        if refusal.failure in NOT_OF_ITEM:
            raise
        return refusal
    return None


def _for_same_content(exchange: Exchange, order: Order) -> bool:
    """Whether an entry is for the content still that the order was for, after the server was looked at."""
    with exchange.store.read() as unit:
        entry = unit.sync.entry(exchange.calendar_id, order.uid)
    return entry is not None and entry.base_text is not None and same_event(order.base, entry.base_text)


def _at_same_place(exchange: Exchange, order: Order) -> bool:
    """Whether an entry is for the version that the order was for, after the server was looked at."""
    with exchange.store.read() as unit:
        entry = unit.sync.entry(exchange.calendar_id, order.uid)
    if entry is None:
        return False
    if order.kind is Kind.CREATE:
        return entry.base_text is None and entry.href == order.href
    return entry.base_text is not None and entry.base_etag == order.etag


def _reason(exchange: Exchange, refusal: DavRefused) -> DavRefused:
    """Why an edit is refused. Where nothing may be written there any more, the calendar can only be read here too."""
    if refusal.failure is DavFailure.PRECONDITION:  # what is there was looked at, and nothing else was found
        return refusal.in_other_words(_UNFOUND)
    if refusal.failure is not DavFailure.FORBIDDEN or not exchange.remote.state().read_only:
        return refusal
    follow_right(exchange, read_only=True)
    return refusal.in_other_words(
        "You may only read the calendar {name} on the server by now: copy the event to another calendar, or give the "
        "change up.",
        name=exchange.calendar.name,
    )
