"""A desk whose calendars live on a server: edited as a person edits it, synced in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copyfile
from typing import Any

from tests.servers.fixtures import CalendarSite

from opiekun.bootstrap import DATABASE_FILE, Program, build
from opiekun.domain.calendar.events import Details, Scope
from opiekun.domain.sync.accounts import SignIn
from opiekun.domain.sync.local import JournalEntry, Resource
from opiekun.domain.sync.report import CollectionReport, RunReport
from opiekun.services.done import Done
from opiekun.services.events import add_event, change_event, delete_event, put_into_calendar
from opiekun.services.occurrences import details as details_at
from opiekun.services.sync.conflicts import ConflictView, conflicts
from opiekun.services.sync.connecting import Connected, connect
from opiekun.services.sync.run import sync
from opiekun.services.sync.standing import SyncStanding, sync_standing
from opiekun.services.undo import undo
from opiekun.store.opening import open_store

BEGIN = datetime(2026, 6, 22, 9, 0, tzinfo=UTC)
NOW = datetime(2026, 6, 16, 8, 0, tzinfo=UTC)


def never() -> bool:
    """Nobody cancels."""
    return False


@dataclass
class SyncedDesk:
    """One computer of the agent's. Calendars are named by their path on the server."""

    program: Program
    site: CalendarSite
    now: datetime = NOW
    report: RunReport | None = None
    open_server: Callable[..., Any] = field(init=False)

    def __post_init__(self) -> None:
        self.open_server = self.program.open_calendar_server

    def clock(self) -> datetime:
        """The time, which goes on by a second with each look."""
        self.now += timedelta(seconds=1)
        return self.now

    def connect(
        self, *, password: str | None = None, chosen: list[str] | None = None, url: str | None = None
    ) -> Connected:
        """Connect the account; all its calendars, or those."""
        return connect(
            self.program.store,
            self.program.secrets,
            self.open_server,
            SignIn(
                self.site.url if url is None else url,
                self.site.user,
                self.site.password if password is None else password,
            ),
            chosen=chosen,
            now=self.clock(),
        )

    def sync(self, path: str = "", *, cancelled: Callable[[], bool] = never) -> CollectionReport:
        """One run; what it did with that calendar (the only one, for none). The whole stands in ``report``."""
        self.report = None
        self.report = sync(
            self.program.store,
            self.program.secrets,
            self.open_server,
            now=self.clock,
            cancelled=cancelled,
            progress=lambda _step: None,
        )
        return self.told_of(path)

    def told_of(self, path: str = "") -> CollectionReport:
        """What the last run did with a calendar."""
        assert self.report is not None
        (told,) = (each for each in self.report.collections if each.url.endswith(path))
        return told

    def said(self) -> str:
        """The log of the last run, as one text."""
        assert self.report is not None
        return "\n".join(str(line.said) for line in self.report.log)

    def calendar(self, path: str) -> str:
        """The id of the calendar that mirrors that collection."""
        with self.program.store.read() as unit:
            (found,) = (each.calendar_id for each in unit.sync.collections() if each.url.endswith(path))
        return found

    def texts(self, path: str) -> dict[str, str]:
        """What the calendar has: texts by UID."""
        calendar_id = self.calendar(path)
        with self.program.store.read() as unit:
            return {each.uid: each.text for each in unit.calendars.texts(calendar_id)}

    def journal(self, path: str) -> list[JournalEntry]:
        """What waits to go out."""
        calendar_id = self.calendar(path)
        with self.program.store.read() as unit:
            return unit.sync.journal(calendar_id)

    def problems(self) -> list[Resource]:
        """What the server has and the calendar does not show."""
        with self.program.store.read() as unit:
            return [resource for _calendar, resource, _beginning in unit.sync.problems()]

    def conflicts(self) -> list[ConflictView]:
        """What waits for the agent's choice."""
        return conflicts(self.program.store)

    def standing(self) -> SyncStanding:
        """What the window tells of the sync."""
        return sync_standing(self.program.store)

    def add(self, path: str, summary: str = "Call", **details: Any) -> str:
        """Add an event; its UID."""
        start = details.pop("start", BEGIN)
        meant = Details(summary, start, details.pop("end", start + timedelta(minutes=30)), **details)
        return add_event(self.program.store, meant, now=self.clock(), calendar_id=self.calendar(path)).name

    def change(self, path: str, uid: str, recurrence_id: str = "", scope: Scope = Scope.ALL, **changes: Any) -> Done:
        """Change an event, or an occurrence of it, in those details."""
        store, key = self.program.store, self.key(path, uid)
        was = details_at(store, key, recurrence_id).details
        meant = replace(was, **changes)
        return change_event(store, key, recurrence_id, scope, meant, was=was, now=self.clock())

    def delete(self, path: str, uid: str, recurrence_id: str = "", scope: Scope = Scope.ALL) -> Done:
        """Delete an event, or an occurrence of it."""
        return delete_event(self.program.store, self.key(path, uid), recurrence_id, scope, now=self.clock())

    def move(self, path: str, uid: str, to: str) -> Done:
        """Put an event into another calendar."""
        return put_into_calendar(self.program.store, self.key(path, uid), self.calendar(to), now=self.clock())

    def undo(self, done: Done) -> Done:
        """Take back what was done."""
        assert done.undo is not None
        return undo(self.program.store, done.undo, now=self.clock())

    def key(self, path: str, uid: str) -> int:
        """The number of an event that is there."""
        with self.program.store.read() as unit:
            (found,) = unit.calendars.named(uid, self.calendar(path))
        return found.key


@contextmanager
def synced_desk(home: Path, new_desk: Path, site: CalendarSite) -> Iterator[SyncedDesk]:
    """A desk in a new home, not connected yet."""
    home.mkdir(mode=0o700)
    copyfile(new_desk, home / DATABASE_FILE)
    program = build(home, NOW)
    try:
        yield SyncedDesk(program, site)
    finally:
        program.close(backup=False)


def make_new_desk(folder: Path) -> Path:
    """The file of a desk that was just made; copying it is quicker than migrating one for each test."""
    path = folder / DATABASE_FILE
    open_store(path, now=NOW).close()
    return path
