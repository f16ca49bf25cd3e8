"""A run of the sync: every account, every collection, one failing without stopping the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from opiekun.domain.calendar.events import Calendar
from opiekun.domain.errors import NotFound, Refused
from opiekun.domain.instants import utc_seconds
from opiekun.domain.sync.accounts import Auth, DavAccount, DavCollection
from opiekun.domain.sync.failures import DavFailure, DavRefused
from opiekun.domain.sync.report import CollectionReport, InboxReport, LogLine, RunReport, SyncProgress
from opiekun.domain.sync.told import Told
from opiekun.services.calls.placing import told as on_the_clock
from opiekun.services.mail.hosting import Host
from opiekun.services.ports import Cancelled, Secrets, Store
from opiekun.services.rulebook import rulebook
from opiekun.services.sync.accounts import connected_accounts, explained, opened
from opiekun.services.sync.elsewhere import Together
from opiekun.services.sync.exchange import Exchange
from opiekun.services.sync.moved import meet_moved
from opiekun.services.sync.one_collection import exchange_collection, exchange_held, leave_held, sum_up, waiting
from opiekun.services.sync.run_log import RunLog
from opiekun.services.sync.runs import ALONE, RUNS_KEPT
from opiekun.services.sync_ports import CalendarServer, CalendarServers, ReadInbox

_LONGEST_WAIT = timedelta(days=1)

_ASKING = frozenset({DavFailure.UNAUTHORIZED, DavFailure.CERTIFICATE})
# After these, the account's other collections would fail alike.
_STOPPING = _ASKING | {DavFailure.BUSY, DavFailure.UNREACHABLE}
# One collection may be what a server stumbles over, each time anew; after two, each of the others would be a long wait.
_STOPPING_TWICE = frozenset({DavFailure.REDIRECTED, DavFailure.LOST})


class BeingSynced(Refused):
    """Another program is syncing this desk."""


def sync(
    store: Store,
    secrets: Secrets,
    open_server: CalendarServers,
    *,
    now: Callable[[], datetime],
    cancelled: Cancelled = lambda: False,
    progress: Callable[[SyncProgress], None] = lambda _progress: None,
    calendar_id: str | None = None,
    by_hand: bool = False,
    inbox: ReadInbox | None = None,
    host: Host | None = None,
) -> RunReport:
    """Exchange changes with all calendar servers, or those of one calendar; cut anywhere, the next run goes on.

    What fails is told in the report of its collection. ``cancelled`` is asked between two items. ``by_hand`` tells
    that a person wants it now: then a server that refused the password is asked once more, which may be another by
    now. ``inbox`` hears what came by scheduling inboxes, where all calendars are exchanged: behind them, since the
    server may have applied it there already. Raises Refused where nothing is connected, BeingSynced where another
    program is at it, NotFound for a calendar that is not synced.
    """
    accounts = connected_accounts(store)
    with store.alone(ALONE) as alone:
        if not alone:
            raise BeingSynced("This desk is being synced already; wait until that has ended.")
        run = _Run(store, secrets, open_server, now, cancelled, progress, by_hand, inbox, host)
        return run.through(accounts, calendar_id)


@dataclass(slots=True)
class _Run:
    store: Store
    secrets: Secrets
    open_server: CalendarServers
    now: Callable[[], datetime]
    cancelled: Cancelled
    progress: Callable[[SyncProgress], None]
    by_hand: bool
    inbox: ReadInbox | None
    host: Host | None
    log: RunLog = field(default_factory=RunLog)
    reports: dict[str, CollectionReport] = field(default_factory=dict)
    inboxes: list[InboxReport] = field(default_factory=list)
    started: datetime = field(init=False)

    def through(self, accounts: Sequence[DavAccount], calendar_id: str | None) -> RunReport:
        self.started = self.now()
        todo = self._todo(accounts, calendar_id)
        self._save(None)
        for account, collections in todo:
            self._account(account, collections, whole=calendar_id is None)
        return self._save(self.now())

    def _todo(
        self, accounts: Sequence[DavAccount], calendar_id: str | None
    ) -> list[tuple[DavAccount, list[tuple[Calendar, DavCollection]]]]:
        with self.store.read() as unit:
            calendars = {calendar.id: calendar for calendar in unit.calendars.all()}
            collections = [each for each in unit.sync.collections() if calendar_id in (None, each.calendar_id)]
        if calendar_id is not None and not collections:
            raise NotFound("That calendar is not connected to a server.")
        return [
            (
                account,
                [(calendars[each.calendar_id], each) for each in collections if each.account_id == account.id],
            )
            for account in accounts
        ]

    def _save(self, ended: datetime | None) -> RunReport:
        """Log the run as far as it has come; None while it is under way."""
        report = RunReport(
            self.started,
            ended,
            tuple(self.reports.values()),
            self.log.lines(),
            cancelled=self.cancelled(),
            inboxes=tuple(self.inboxes),
        )
        with self.store.write() as unit:
            unit.sync.save_run(report, keep=RUNS_KEPT)
        return report

    def _account(self, account: DavAccount, collections: list[tuple[Calendar, DavCollection]], *, whole: bool) -> None:
        """Go through an account's collections; what stops the account is told of those that were not reached.

        The inbox comes behind them, where all of the account is exchanged and none of them failed.
        """
        left = iter(collections)
        stopped = self._kept_from(account)
        if stopped is None and collections and not self.cancelled():
            try:
                server = opened(self.secrets, self.open_server, account)
            except Refused as refusal:  # it has no password here, or an address that cannot be used
                stopped = Told.of(refusal)
            else:
                with closing(server):
                    stopped = self._exchange(account, server, left)
                    reports = [self.reports.get(calendar.id) for calendar, _ in collections]
                    failed = any(each is not None and each.failure is not None for each in reports)
                    if whole and not failed and not self.cancelled():
                        self._read_inbox(account, server)
        if stopped is not None:
            for calendar, collection in left:
                self._failed(calendar, collection, stopped)

    def _kept_from(self, account: DavAccount) -> Told | None:
        """Why nothing is exchanged with an account now."""
        if account.asks is not None and not self.by_hand:
            return account.asks
        now = self.now()
        # One that is further off was reckoned by a clock that has been set back since.
        if account.retry_at is not None and now < account.retry_at <= now + _LONGEST_WAIT:
            with self.store.read() as unit:
                at = on_the_clock(utc_seconds(account.retry_at), rulebook(unit).openings.zone)
            return Told("The server at {url} asked to be left alone until {time}.", {"url": account.url, "time": at})
        return None

    def _exchange(
        self, account: DavAccount, server: CalendarServer, left: Iterator[tuple[Calendar, DavCollection]]
    ) -> Told | None:
        """Go through collections until one fails so that the others would too; the answer is that failure."""
        done = list[Exchange]()
        with self.store.read() as unit:
            before = {each.calendar_id: each.synced_at for each in unit.sync.collections()}
        stopped = self._each(account, server, left, done, together=Together(before))
        for exchange in done:
            if meet_moved(exchange):
                sum_up(exchange)
                self._report(exchange, self.reports[exchange.calendar_id].failure)
        for exchange in sorted(done, key=lambda each: not each.held):
            if stopped is not None or self.cancelled():
                leave_held(exchange)
                continue
            if not exchange.held and exchange.calendar_id not in exchange.together.edited:
                continue
            failure = self._reported(exchange, exchange_held)
            if isinstance(failure, DavRefused) and failure.failure in _STOPPING and not self.cancelled():
                stopped = self._stop(account, failure)
        return stopped

    def _each(
        self,
        account: DavAccount,
        server: CalendarServer,
        left: Iterator[tuple[Calendar, DavCollection]],
        done: list[Exchange],
        *,
        together: Together,
    ) -> Told | None:
        """As :meth:`_exchange`, once; each that was gone through is added to ``done``."""
        stumbled = 0
        for calendar, collection in left:
            if self.cancelled():
                return None
            exchange = Exchange(
                self.store,
                server.collection(collection.url),
                calendar,
                collection.url,
                self.now,
                self.cancelled,
                self.progress,
                self.log,
                self.by_hand,
                partial(explained, self.secrets, account),
                together=together,
                host=self.host,
            )
            together.edited.discard(calendar.id)  # what waits in it goes out now
            failure = self._reported(exchange, exchange_collection)
            if failure is None or exchange.held or exchange.leaving:
                done.append(exchange)
            if failure is not None and self.cancelled():
                return None
            if failure is None:
                if not exchange.withheld:
                    together.looked_at.add(calendar.id)
                self._answered(account, server.signs_in_by or account.auth)
            if isinstance(failure, DavRefused):
                stumbled += failure.failure in _STOPPING_TWICE
                if failure.failure in _STOPPING or stumbled > 1:
                    return self._stop(account, failure)
        return None

    def _reported(self, exchange: Exchange, how: Callable[[Exchange], Refused | None]) -> Refused | None:
        """Exchange changes with a collection, and report what came of all of it so far."""
        failure = how(exchange)
        told = Told.of(failure) if failure is not None and not self.cancelled() else None
        self._report(exchange, told)
        return failure

    def _report(self, exchange: Exchange, failure: Told | None) -> None:
        report = self.reports[exchange.calendar_id] = exchange.report(waiting(exchange), failure)
        if report.did_something:
            self._save(None)  # what was done is told, though the run may be killed before its end

    def _read_inbox(self, account: DavAccount, server: CalendarServer) -> None:
        """Hear what came by the account's scheduling inbox."""
        if self.inbox is None or not account.inbox:
            return
        remote = server.collection(account.inbox)
        try:
            report = self.inbox(account, remote, now=self.now(), cancelled=self.cancelled)
        except DavRefused as failure:
            if self.cancelled():
                return
            refusal = explained(self.secrets, account, failure)
            told = Told.of(refusal)
            if refusal.failure in _STOPPING:
                self._stop(account, refusal)
            self.log.add(LogLine(self.now(), told))
            report = InboxReport(account.inbox, requests=remote.requests, failure=told)
        self.inboxes.append(report)

    def _stop(self, account: DavAccount, refusal: DavRefused) -> Told:
        """Remember what keeps an account from being exchanged with."""
        told = Told.of(refusal)
        with self.store.write() as unit:
            known = next((each for each in unit.sync.accounts() if each.id == account.id), None)
            if known is not None and refusal.failure in _ASKING:
                unit.sync.save_account(replace(known, asks=told))
            elif known is not None and refusal.failure is DavFailure.BUSY and refusal.retry_after:
                wait = min(timedelta(seconds=refusal.retry_after), _LONGEST_WAIT)
                unit.sync.save_account(replace(known, retry_at=self.now() + wait))
        return told

    def _answered(self, account: DavAccount, auth: Auth) -> None:
        """What the account asked for has been given meanwhile, or the time has passed for which it was to be left; and
        that is the way to sign in from here on."""
        if (account.asks, account.retry_at, account.auth) == (None, None, auth):
            return
        with self.store.write() as unit:
            known = next((each for each in unit.sync.accounts() if each.id == account.id), None)
            if known is not None:
                unit.sync.save_account(replace(known, asks=None, retry_at=None, auth=auth))

    def _failed(self, calendar: Calendar, collection: DavCollection, failure: Told) -> None:
        """Tell of a collection that was not reached."""
        with self.store.write() as unit:
            known = unit.sync.collection(calendar.id)
            if known is not None:
                unit.sync.save_collection(replace(known, failure=failure))
            waits = unit.sync.waiting().get(calendar.id, 0)
        self.log.add(LogLine(self.now(), failure, calendar.id))
        self.reports[calendar.id] = CollectionReport(
            calendar.id, calendar.name, collection.url, waits=waits, failure=failure
        )
