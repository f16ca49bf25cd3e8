"""How the sync stands: what is connected, what waits, what was refused. Cheap, because windows ask often."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from opiekun.domain.calendar.events import Calendar
from opiekun.domain.sync.accounts import CollectionStanding, DavAccount, DavCollection
from opiekun.domain.sync.local import Resource
from opiekun.domain.sync.report import SyncMark
from opiekun.domain.sync.told import Told
from opiekun.services.ports import Store
from opiekun.services.sync.accounts import NO_PASSWORD
from opiekun.services.sync.calendar_text import first_title
from opiekun.services.sync.refused import RefusedEdit, refused_of


@dataclass(frozen=True, slots=True)
class SyncedCalendar:
    """A calendar of the desk, the collection that it mirrors, and how many edits wait to go there."""

    calendar: Calendar
    collection: DavCollection
    waiting: int


@dataclass(frozen=True, slots=True)
class UnshownEvent:
    """A resource on a server that is not in its calendar, or only as it was before (``resource.kept``), with why:
    ``resource.problem``. Its text is not at hand.

    ``title`` is that which could last be read, or the first one in its text, whatever else stands there; "" for none.
    """

    calendar: Calendar
    resource: Resource
    title: str


@dataclass(frozen=True, slots=True)
class SyncStanding:
    """``waiting`` counts the edits that will go out with the next run, refused ones left out.

    ``last_success`` is the oldest of the moments when each collection was last exchanged well, None where one never
    was. ``failure`` is the first reason why something is not exchanged: what an account asks, or a collection's.
    """

    accounts: tuple[DavAccount, ...] = ()
    collections: tuple[SyncedCalendar, ...] = ()
    waiting: int = 0
    refused: tuple[RefusedEdit, ...] = ()
    conflicts: int = 0
    problems: tuple[UnshownEvent, ...] = ()
    last_success: datetime | None = None
    failure: Told | None = None

    def unsent(self, account_id: str) -> int:
        """How many edits made here an account's server has not taken, refused ones included."""
        mine = [each for each in self.collections if each.collection.account_id == account_id]
        calendars = {each.calendar.id for each in mine}
        refused = sum(edit.calendar.id in calendars for edit in self.refused)
        return sum(each.waiting for each in mine) + refused

    def asked_of(self, account: DavAccount) -> Told | None:
        """What the agent is to give an account: what its server asks for, or its password where none is kept here."""
        mine = (each.collection.failure for each in self.collections if each.collection.account_id == account.id)
        missing = (told for told in mine if told is not None and told.sentence == NO_PASSWORD)
        return account.asks or next(missing, None)

    @property
    def guarded(self) -> tuple[SyncedCalendar, ...]:
        """The calendars of which so much is gone on the server that the agent is asked first."""
        return tuple(each for each in self.collections if each.collection.standing is CollectionStanding.GUARDED)


def sync_mark(store: Store) -> SyncMark:
    """By what is seen that the standing, or what the runs did, may be another one: far less than reading these."""
    with store.read() as unit:
        return unit.sync.mark()


def sync_standing(store: Store) -> SyncStanding:
    """How the sync of all calendars stands."""
    with store.read() as unit:
        accounts = tuple(unit.sync.accounts())
        if not accounts:
            return SyncStanding()
        calendars = {each.id: each for each in unit.calendars.all()}
        waiting = unit.sync.waiting()
        synced: list[SyncedCalendar] = []
        refused: list[RefusedEdit] = []
        for collection in unit.sync.collections():
            calendar = calendars[collection.calendar_id]
            refused += refused_of(unit, calendar)
            synced.append(SyncedCalendar(calendar, collection, waiting.get(calendar.id, 0)))
        problems = tuple(
            UnshownEvent(calendars[calendar_id], resource, resource.kept or first_title(beginning))
            for calendar_id, resource, beginning in unit.sync.problems()
            if calendar_id in calendars
        )
        conflicts = len(unit.sync.in_conflict())
    collections = [each.collection for each in synced]
    successes = [each.synced_at for each in collections]
    failures = [*(each.asks for each in accounts), *(each.failure for each in collections)]
    return SyncStanding(
        accounts,
        tuple(synced),
        sum(each.waiting for each in synced),
        tuple(refused),
        conflicts,
        problems,
        min((each for each in successes if each is not None), default=None) if None not in successes else None,
        next((each for each in failures if each is not None), None),
    )
