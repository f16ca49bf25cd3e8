"""One collection in a run of the sync: what all its steps work with, what they did, and what they say of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from opiekun.domain.calendar.events import Calendar
from opiekun.domain.errors import NotFound
from opiekun.domain.sync.accounts import CollectionStanding, DavCollection
from opiekun.domain.sync.failures import DavRefused
from opiekun.domain.sync.local import JournalEntry
from opiekun.domain.sync.report import CollectionReport, LogLine, SyncProgress
from opiekun.domain.sync.told import Told
from opiekun.services.mail.hosting import Host
from opiekun.services.ports import Cancelled, Store, UnitOfWork
from opiekun.services.sync.elsewhere import Together
from opiekun.services.sync.meeting import KEPT_MINE, KEPT_THEIRS, MERGED
from opiekun.services.sync.orders import Order
from opiekun.services.sync.run_log import RunLog
from opiekun.services.sync_ports import RemoteCollection

_PATIENCE = timedelta(days=1)

Progress = Callable[[SyncProgress], None]


@dataclass(slots=True)
class Tally:
    """What was done with a collection so far."""

    downloaded: int = 0
    uploaded: int = 0
    deleted_local: int = 0
    deleted_remote: int = 0
    conflicts: int = 0
    refused: int = 0
    unshown: int = 0
    merged: int = 0
    kept: int = 0


@dataclass(slots=True)
class Exchange:
    """What the steps of one collection work with. ``together`` is of all collections of its account.

    ``summed_up`` is what the log has told of the ``tally``. ``put_now`` are the UIDs that the server took in this run
    and has not shown yet; ``deleted_now`` those that are deleted there if only the collection is still there,
    ``deleted_by_us`` those that were there until then, or may have been. ``puzzles`` are new events that the server
    would not have although their address is free: it may have their UID elsewhere, which the next pull tells; so it
    does of ``vanished`` ones, whose address is empty. ``held`` are events, with their titles, whose UID the account's
    server may have in another calendar, which they came from or were put into, until that has been exchanged too;
    ``behind`` are those, with their titles, that wait for another edit to go out first; ``put_off`` are those that this
    run does not try again. ``unwanted`` is what waited of events that were deleted or put elsewhere here and are gone.
    ``leaving`` are keys of events with guests that are gone and stay until it is known whether they stand elsewhere,
    when ``reconciled_at`` is to be as it is here. ``withheld`` tells that the server has not given out something, which
    it is asked for again. ``by_hand`` tells that a person wants it now. ``host`` is in whose name guests are told of
    what was done elsewhere, None where nobody is. ``explained`` makes of a server's refusal what is told of it.
    """

    store: Store
    remote: RemoteCollection
    calendar: Calendar
    url: str
    now: Callable[[], datetime]
    cancelled: Cancelled
    progress: Progress
    log: RunLog
    by_hand: bool
    explained: Callable[[DavRefused], DavRefused]
    tally: Tally = field(default_factory=Tally)
    summed_up: Tally = field(default_factory=Tally)
    put_now: set[str] = field(default_factory=set)
    deleted_now: set[str] = field(default_factory=set)
    deleted_by_us: set[str] = field(default_factory=set)
    turned_down: set[str] = field(default_factory=set)
    again: bool = False
    unwanted: dict[str, JournalEntry] = field(default_factory=dict)
    leaving: set[str] = field(default_factory=set)
    reconciled_at: datetime | None = None
    withheld: bool = False
    together: Together = field(default_factory=Together)
    puzzles: dict[str, tuple[Order, DavRefused]] = field(default_factory=dict)
    vanished: dict[str, Order] = field(default_factory=dict)
    held: dict[str, str] = field(default_factory=dict)
    behind: dict[str, str] = field(default_factory=dict)
    put_off: set[str] = field(default_factory=set)
    host: Host | None = None

    @property
    def calendar_id(self) -> str:
        return self.calendar.id

    def say(self, said: Told, uid: str = "") -> None:
        """Write a line into the run's log, and count what was merged or kept: that is known by what is said of it."""
        self.log.add(LogLine(self.now(), said, self.calendar_id, uid))
        self.tally.merged += said.sentence == MERGED
        self.tally.kept += said.sentence in {KEPT_MINE, KEPT_THEIRS}

    @contextmanager
    def writing(self) -> Iterator[UnitOfWork]:
        """A transaction; what is counted in it holds if it does."""
        before = replace(self.tally)
        try:
            with self.store.write() as unit:
                yield unit
        except BaseException:
            self.tally = before
            raise

    def collection(self, unit: UnitOfWork) -> DavCollection:
        """The collection as it is remembered now. Raises NotFound where it was disconnected meanwhile."""
        known = unit.sync.collection(self.calendar_id)
        if known is None:
            raise NotFound("The calendar {name} was disconnected during the sync.", name=self.calendar.name)
        return known

    def may_be_elsewhere(self, unit: UnitOfWork) -> bool:
        """Whether what is gone may have been put into a calendar that this run has not looked at yet; once this one is
        exchanged again, those that it could not look at are left."""
        others = self._others(unit)
        return bool(others) and not (self.again and self.has_looked_at_all(unit))

    def has_looked_at_all(self, unit: UnitOfWork) -> bool:
        """Whether this run has looked at all calendars of the account into which others can have put something. One
        that has not been looked at for a day keeps nothing waiting.
        """
        before, now = self.together.before, self.now()
        return all(
            each.calendar_id in self.together.looked_at
            or (at := before.get(each.calendar_id)) is None
            or abs(now - at) > _PATIENCE
            for each in self._others(unit)
        )

    def _others(self, unit: UnitOfWork) -> list[DavCollection]:
        account_id = self.collection(unit).account_id
        return [
            each
            for each in unit.sync.collections()
            if each.account_id == account_id
            and each.calendar_id != self.calendar_id
            and not each.read_only
            and each.standing is not CollectionStanding.GONE
        ]

    def report(self, waits: int, failure: Told | None) -> CollectionReport:
        """What was done, with how much waits still, and for what the agent is asked."""
        tally = self.tally
        with self.store.read() as unit:
            known = unit.sync.collection(self.calendar_id)
        asks = known if known is not None and known.standing is CollectionStanding.GUARDED else None
        return CollectionReport(
            self.calendar_id,
            self.calendar.name,
            self.url,
            downloaded=tally.downloaded,
            uploaded=tally.uploaded,
            deleted_local=tally.deleted_local,
            deleted_remote=tally.deleted_remote,
            conflicts=tally.conflicts,
            refused=tally.refused,
            unshown=tally.unshown,
            requests=self.remote.requests,
            waits=waits,
            failure=failure,
            merged=tally.merged,
            kept=tally.kept,
            missing=asks.missing if asks is not None else 0,
            known=asks.known if asks is not None else 0,
        )
