"""A desk that is connected to the server in memory, with a hand to edit its events as an agent does."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.services.sync.fake_server import ANNA, FakeServer

from opiekun.domain.sync.accounts import SignIn
from opiekun.domain.sync.report import CollectionReport, RunReport, SyncProgress
from opiekun.secret_keeper import SecretKeeper
from opiekun.services.done import ObjectChange
from opiekun.services.mail.hosting import Host
from opiekun.services.object_writer import indexed_texts, write_objects
from opiekun.services.ports import Store
from opiekun.services.sync.connecting import Connected, connect
from opiekun.services.sync.run import sync
from opiekun.services.sync.standing import SyncStanding, sync_standing
from opiekun.services.sync_ports import ReadInbox


@dataclass
class Desk:
    """The desk of a test. Its clock goes on by a second with each look."""

    store: Store
    server: FakeServer
    at: datetime
    secrets: SecretKeeper = field(default_factory=SecretKeeper)
    progress: list[SyncProgress] = field(default_factory=list)
    cancel_after: int | None = None
    inbox: ReadInbox | None = None
    host: Host | None = None

    def now(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at

    def connect(self, sign_in: SignIn = ANNA, *, chosen: Collection[str] | None = None) -> Connected:
        return connect(self.store, self.secrets, self.server, sign_in, chosen=chosen, now=self.now())

    def cancelled(self) -> bool:
        if self.cancel_after is None:
            return False
        self.cancel_after -= 1
        return self.cancel_after < 0

    def sync(self, calendar_id: str | None = None, *, by_hand: bool = False) -> RunReport:
        return sync(
            self.store,
            self.secrets,
            self.server,
            now=self.now,
            cancelled=self.cancelled,
            progress=self.progress.append,
            calendar_id=calendar_id,
            by_hand=by_hand,
            inbox=self.inbox,
            host=self.host,
        )

    def sync_one(self) -> CollectionReport:
        """The report of the one collection."""
        (report,) = self.sync().collections
        return report

    @property
    def standing(self) -> SyncStanding:
        return sync_standing(self.store)

    @property
    def calendar_id(self) -> str:
        """The first calendar that is synced."""
        return self.standing.collections[0].calendar.id

    def texts(self) -> dict[str, str]:
        """What the first synced calendar has, by UID."""
        calendar_id = self.calendar_id
        with self.store.read() as unit:
            return {each.uid: each.text for each in unit.calendars.texts(calendar_id)}

    def write(self, uid: str, text: str | None) -> None:
        """Edit an event as the agent does; None deletes it."""
        self.write_all({uid: text})

    def write_all(self, edits: Mapping[str, str | None]) -> None:
        """As :meth:`write`, many by UID."""
        here, calendar_id = self.texts(), self.calendar_id
        changes = [ObjectChange(calendar_id, uid, here.get(uid), text) for uid, text in edits.items()]
        with self.store.write() as unit:
            write_objects(unit, changes, indexed_texts(changes), self.now())

    def said(self) -> list[str]:
        """What the latest run logged."""
        with self.store.read() as unit:
            (run,) = unit.sync.runs(1)
        return [str(line.said) for line in run.log]
