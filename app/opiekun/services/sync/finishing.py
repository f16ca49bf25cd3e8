"""The end of a pull: its last batch, what is gone and the token that stands for all of it, in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from opiekun.domain.sync.accounts import CollectionStanding, DavCollection, SyncBy
from opiekun.domain.sync.failures import DavRefused
from opiekun.domain.sync.guarding import suspicious
from opiekun.domain.sync.local import WITHHELD, Resource, href_key
from opiekun.domain.sync.remote import RemoteItem
from opiekun.domain.sync.told import Told
from opiekun.services.done import ObjectChange
from opiekun.services.ports import UnitOfWork
from opiekun.services.sync.arrived import Arrived
from opiekun.services.sync.calendar_text import title_of_text
from opiekun.services.sync.exchange import Exchange
from opiekun.services.sync.hosted import follow_elsewhere, is_awaited
from opiekun.services.sync.missing import MISSING, MORE_MISSING, answered, unanchored
from opiekun.services.sync.taking import Taking
from opiekun.words import N_

_NOT_GIVEN = N_("The server does not give out “{title}”: {reason} It is asked for again with each sync.")


@dataclass(slots=True)
class Found:
    """What a pull found beside texts. ``gone`` are keys; ``listed`` tells that the whole list was compared."""

    by: SyncBy
    token: str = ""
    ctag: str = ""
    listed: bool = False
    gone: set[str] = field(default_factory=set)
    failed: list[tuple[RemoteItem, DavRefused]] = field(default_factory=list)


def store_part(exchange: Exchange, batch: Sequence[Arrived], found: Found) -> None:
    """Store a batch by itself; where the run dies after it, the next one does not fetch it again."""
    with exchange.writing() as unit:
        taking = Taking(exchange, unit, found.gone)
        taking.take(batch)
        taking.write()


def finish(exchange: Exchange, last: Sequence[Arrived], found: Found) -> None:
    """Store the last batch, drop what is gone, and remember how far this has come."""
    with exchange.writing() as unit:
        collection = exchange.collection(unit)
        taking = Taking(exchange, unit, found.gone)
        taking.take(last)
        known = _spared(exchange, unit, taking, collection, found.gone)
        taking.write()
        if known:
            collection = _asked(exchange, unit, collection, known)
        elif collection.standing is CollectionStanding.GUARDED:
            collection = _guarded(exchange, unit, collection, found)
        if found.listed and collection.standing is not CollectionStanding.GUARDED:
            _forget_missing(exchange, unit)
        if found.failed:
            _remember_failed(exchange, unit, found.failed)
        lies = exchange.collection(unit).etags_lie  # which was found out just now, perhaps
        unit.sync.save_collection(_synced(exchange, replace(collection, etags_lie=lies), found))


def _synced(exchange: Exchange, collection: DavCollection, found: Found) -> DavCollection:
    now = exchange.now()
    reconciled = now if found.listed else collection.reconciled_at
    if exchange.leaving:
        exchange.reconciled_at, reconciled = reconciled, None
    standing = collection.standing
    if standing is CollectionStanding.GONE:
        standing = CollectionStanding.ACTIVE
        exchange.say(Told("The calendar is there again."))
    return replace(
        collection,
        by=found.by,
        sync_token=found.token or collection.sync_token,
        ctag=found.ctag,
        standing=standing,
        reconciled_at=reconciled,
        synced_at=now,
        failure=None,
    )


def _spared(
    exchange: Exchange, unit: UnitOfWork, taking: Taking, collection: DavCollection, gone: Iterable[str]
) -> int:
    """Drop what is gone. Where the agent is to be asked first it stays; the answer is of how many events they are
    asked then, 0 where they are not.

    While a question is open, what goes too belongs to it. Once it is answered, the answer is for what was asked about:
    what is lost after it is weighed by itself.
    """
    left = {key for key in gone if not taking.has(key)}
    if not left:
        return 0
    own = _deleted_here(exchange, unit)
    taking.drop(left & own)
    theirs = left - own
    there = missing = 0
    for each in unit.sync.resources(exchange.calendar_id):
        if each.shown and each.key not in own:
            there += 1
            missing += each.key in theirs
    guarded = collection.standing is CollectionStanding.GUARDED
    open_still = guarded and not collection.may_delete
    awaited = there == missing == 1 and _is_awaited(exchange, unit, theirs)
    if not missing or not (open_still or suspicious(there, missing, awaited=awaited)):
        taking.drop(theirs)
        return 0
    taking.forget(theirs)
    return there + (len(unanchored(unit, exchange.calendar_id)) if guarded else 0)


def _is_awaited(exchange: Exchange, unit: UnitOfWork, keys: Collection[str]) -> bool:
    """Whether guests await one of the events of these resources."""
    known = unit.sync.resources_at(exchange.calendar_id, keys).values()
    return any(is_awaited(exchange, unit, each.uid) for each in known if each.problem is None)


def _asked(exchange: Exchange, unit: UnitOfWork, collection: DavCollection, known: int) -> DavCollection:
    """A collection that lacks more of the known events than the agent has answered for."""
    missing = len(unanchored(unit, exchange.calendar_id))
    if not missing:  # all of them were changed here, and go back
        return answered(collection)
    sentence = MORE_MISSING if collection.may_delete else MISSING
    exchange.say(Told(sentence, {"missing": str(missing), "known": str(known)}))
    standing = CollectionStanding.GUARDED
    return replace(collection, standing=standing, missing=missing, known=known, may_delete=False, tells_guests=False)


def _deleted_here(exchange: Exchange, unit: UnitOfWork) -> set[str]:
    """The keys of the resources whose events were deleted here."""
    entries = unit.sync.journal(exchange.calendar_id)
    here = unit.calendars.texts_of(exchange.calendar_id, [entry.uid for entry in entries])
    return {href_key(entry.href) for entry in entries if entry.href and entry.uid not in here}


def _guarded(exchange: Exchange, unit: UnitOfWork, collection: DavCollection, found: Found) -> DavCollection:
    """A guarded collection after a pull: what came back is not missing, and what may be deleted goes.

    Guests hear nothing of it unless the agent wants it: what went in masses must never write to anybody by itself.
    It goes only once the server is known to lack it still: a token tells nothing of a server that was restored, and
    what is not given out may be one of those that came back, unless the server has failed at it before.
    """
    missing = unanchored(unit, exchange.calendar_id)
    if missing and not (collection.may_delete and found.listed and not _fails_anew(exchange, unit, found)):
        return replace(collection, missing=len(missing))
    if missing:
        unit.calendars.drop(exchange.calendar_id, [each.uid for each in missing])
        gone = [ObjectChange(each.calendar_id, each.uid, each.text, None) for each in missing]
        host = exchange.host if collection.tells_guests else None
        for line in follow_elsewhere(exchange, unit, gone, host):
            exchange.say(line.said, line.uid)
        exchange.tally.deleted_local += len(missing)
        exchange.say(Told("{missing} events were deleted here as you said.", {"missing": str(len(missing))}))
    return answered(collection)


def _forget_missing(exchange: Exchange, unit: UnitOfWork) -> None:
    """Let go of deletions of what was missing on the server: the whole list has told that it is not there."""
    for entry in unit.sync.journal(exchange.calendar_id):
        if entry.is_of_missing:
            unit.sync.drop_entry(exchange.calendar_id, entry.uid)


def _fails_anew(exchange: Exchange, unit: UnitOfWork, found: Found) -> bool:
    """Whether the server has something, and did not give it out, of which nothing was known before."""
    keys = {href_key(item.href) for item, _refusal in found.failed}
    return len(unit.sync.resources_at(exchange.calendar_id, keys)) < len(keys)


def _remember_failed(exchange: Exchange, unit: UnitOfWork, failed: Iterable[tuple[RemoteItem, DavRefused]]) -> None:
    """Remember resources that the server has and would not give out, so that they are asked for again."""
    resources = []
    told = {href_key(item.href): (item, refusal) for item, refusal in failed}
    known = unit.sync.resources_at(exchange.calendar_id, told)
    for key, (item, refusal) in told.items():
        before = known.get(key)
        if before is None or (before.problem is not None and before.text is None):
            resources.append(Resource(key, item.href, WITHHELD, "", "", problem=Told.of(refusal)))
        else:
            resources.append(before._replace(etag=WITHHELD))
        if before is None or before.etag != WITHHELD:
            exchange.withheld = True
            uid = before.uid if before is not None else ""
            text = unit.calendars.texts_of(exchange.calendar_id, [uid]).get(uid) if uid else None
            title = title_of_text(text) or key.rpartition("/")[2]
            exchange.say(Told(_NOT_GIVEN, {"title": title, "reason": str(refusal)}), uid)
    unit.sync.put_resources(exchange.calendar_id, resources)
