"""The proof that what is remembered of a server agrees with the calendar, and its repair.

A resource that is remembered and whose event is neither in the calendar nor was deleted here would never be fetched
again: the server tells only of what changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from opiekun.domain.sync.local import Resource
from opiekun.services.ports import Store, UnitOfWork
from opiekun.services.sync.runs import ALONE

_PART = 500


@dataclass(frozen=True, slots=True)
class MemoryCheck:
    """How many resources of servers are remembered, and the UIDs of those whose events are missing.

    ``unshown`` counts those among them that cannot be shown in a calendar.
    ``repaired`` tells that the next run will fetch these; not so where one is under way just now.
    """

    resources: int
    missing: tuple[str, ...]
    repaired: bool
    unshown: int = 0


def check_memory(store: Store) -> MemoryCheck:
    """Compare what is remembered of each collection with its calendar, and let the missing be fetched again."""
    count = unshown = 0
    missing: dict[str, list[Resource]] = {}
    with store.read() as unit:
        for collection in unit.sync.collections():
            resources = unit.sync.resources(collection.calendar_id)
            while part := list(islice(resources, _PART)):
                count += len(part)
                unshown += sum(not resource.shown for resource in part)
                missing.setdefault(collection.calendar_id, []).extend(_missing(unit, collection.calendar_id, part))
    uids = tuple(resource.uid for found in missing.values() for resource in found)
    return MemoryCheck(count, uids, repaired=bool(uids) and _repair(store, missing), unshown=unshown)


def _missing(unit: UnitOfWork, calendar_id: str, part: Iterable[Resource]) -> Iterator[Resource]:
    shown = {resource.uid: resource for resource in part if resource.uid and resource.shown}
    here = unit.calendars.texts_of(calendar_id, list(shown))
    for uid, resource in shown.items():
        if uid not in here and unit.sync.entry(calendar_id, uid) is None:
            yield resource


def _repair(store: Store, missing: dict[str, list[Resource]]) -> bool:
    """Forget those resources, and ask for the whole list with the next run. False where a run is under way."""
    with store.alone(ALONE) as alone:
        if not alone:
            return False
        with store.write() as unit:
            for calendar_id, found in missing.items():
                collection = unit.sync.collection(calendar_id)
                lost = [resource.key for resource in _missing(unit, calendar_id, found)]
                if collection is not None and lost:
                    unit.sync.drop_resources(calendar_id, lost)
                    unit.sync.save_collection(replace(collection, sync_token="", ctag=""))
    return True
