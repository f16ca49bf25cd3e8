"""What is gone out of a calendar once all of its account has been looked at: it may stand in another one."""

from __future__ import annotations

from dataclasses import replace

from opiekun.domain.sync.accounts import CollectionStanding
from opiekun.domain.sync.local import JournalEntry
from opiekun.domain.sync.told import Told
from opiekun.services.sync.calendar_text import title_of_text
from opiekun.services.sync.elsewhere import in_calendar
from opiekun.services.sync.exchange import Exchange
from opiekun.services.sync.missing import answered, unanchored
from opiekun.services.sync.taking import Taking
from opiekun.words import N_

_DELETED_HERE = N_("“{title}” was deleted here and put into another calendar on the server; there it stays.")
_DELETED_THERE = N_(
    "“{title}” was put into another calendar here and deleted on the server; it stays where it was put."
)
_MISSING_MOVED = N_("Of the missing events, these were put into other calendars on the server: {count}.")


def meet_moved(exchange: Exchange) -> bool:
    """Let events be in one calendar that were put into another one on the server, with all that is kept of them; and
    tell of those that one side put into another calendar and the other one deleted: there they stay. The answer is
    whether something was done.
    """
    done = _let_go(exchange) | _missing_moved(exchange) | _refused_moved(exchange)
    with exchange.store.read() as unit:
        left = unit.sync.left(exchange.calendar_id)
    for entry in left:
        _meet(exchange, entry)
    came = {uid for _, uid in exchange.together.arrived}
    for entry in exchange.unwanted.values():
        if not entry.moved_to and entry.uid in came:
            _tell_moved(exchange, entry)
    done |= bool(left or exchange.unwanted)
    exchange.unwanted.clear()
    return done


def _meet(exchange: Exchange, entry: JournalEntry) -> None:
    """Let an event that was put into another calendar here be where others have put it, once that is known."""
    with exchange.writing() as unit:
        taking = Taking(exchange, unit)
        elsewhere = taking.put_elsewhere(entry)
        taking.write()
        known = elsewhere or exchange.has_looked_at_all(unit)
        if known:
            unit.sync.drop_entry(exchange.calendar_id, entry.uid)
    if known and not elsewhere and entry.uid in exchange.unwanted.keys() - exchange.deleted_by_us:
        _tell_moved(exchange, entry)


def _let_go(exchange: Exchange) -> bool:
    """Let events with guests go once it is known whether they stand elsewhere: guests must not hear that these are off.
    Until then they stay, and each run finds them gone again."""
    if not exchange.leaving:
        return False
    with exchange.writing() as unit:
        if not exchange.has_looked_at_all(unit):
            return False
        taking = Taking(exchange, unit)
        taking.let_go(exchange.leaving)
        taking.write()
        unit.sync.save_collection(replace(exchange.collection(unit), reconciled_at=exchange.reconciled_at))
    exchange.leaving.clear()
    return True


def _missing_moved(exchange: Exchange) -> bool:
    """Let missing events go that were put into other calendars: of these nobody is to be asked."""
    with exchange.store.read() as unit:
        if exchange.collection(unit).standing is not CollectionStanding.GUARDED:
            return False
    with exchange.writing() as unit:
        collection = exchange.collection(unit)
        missing = unanchored(unit, exchange.calendar_id)
        uids = [each.uid for each in missing]
        others = [each.id for each in unit.calendars.all() if each.id != exchange.calendar_id]
        elsewhere = {uid for other in others for uid in unit.calendars.texts_of(other, uids)}
        taking = Taking(exchange, unit)
        moved = sum(taking.goes_elsewhere(each) for each in missing if each.uid in elsewhere)
        taking.write()
        if moved:
            left = replace(collection, missing=len(missing) - moved, known=collection.known - moved)
            unit.sync.save_collection(left if left.missing else answered(left))
    if moved:
        exchange.say(Told(_MISSING_MOVED, {"count": str(moved)}))
    return moved > 0


def _refused_moved(exchange: Exchange) -> bool:
    """Let edits that are refused go along with their events, or wait for the agent as new ones."""
    done = False
    for uid in [*exchange.held]:
        with exchange.writing() as unit:
            entry = unit.sync.entry(exchange.calendar_id, uid)
            if entry is None or entry.refused is None or not exchange.has_looked_at_all(unit):
                continue
            taking = Taking(exchange, unit)
            if not taking.goes_along(entry):
                unit.sync.save_entry(replace(entry, href="", base_etag="", base_text=None))
            taking.write()
        del exchange.held[uid]
        done = True
    return done


def _tell_moved(exchange: Exchange, entry: JournalEntry) -> None:
    """Tell of an event that is gone where the entry is, and stands where one side has put it."""
    with exchange.store.read() as unit:
        there = exchange.together.place_of(unit, entry, beside=entry.moved_to)
        here = in_calendar(unit, entry.moved_to, entry.uid) if entry.moved_to else None
        known = exchange.has_looked_at_all(unit)
    if there is not None and not entry.moved_to:
        exchange.say(Told(_DELETED_HERE, {"title": title_of_text(there.text)}), entry.uid)
    elif there is None and here is not None and known:
        exchange.say(Told(_DELETED_THERE, {"title": title_of_text(here.text)}), entry.uid)
