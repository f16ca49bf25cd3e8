"""The one place that knows everything: builds the store, the gateways and what else the program runs on."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from platformdirs import user_cache_path, user_data_path

from opiekun.clock import Clock
from opiekun.domain.errors import DamagedDesk, InvalidInput, StoreRefused
from opiekun.secret_keeper import SecretKeeper
from opiekun.services.drafts import DraftFile, drafts_of
from opiekun.services.preferences import PreferenceFile, Preferences, Theme
from opiekun.store.preferences import JsonFile

if TYPE_CHECKING:
    from opiekun.caldav.server import CalendarServer
    from opiekun.domain.intake import Arrival, Connection, Refusal
    from opiekun.domain.invitations.messages import CalendarMessage
    from opiekun.domain.sync.accounts import Auth, DavAccount, SignIn
    from opiekun.mail.letters import MimeWriter
    from opiekun.mail.servers import MailServers
    from opiekun.services.first_page import FirstPage
    from opiekun.services.mail.hosting import Host
    from opiekun.services.ports import HelpDesk
    from opiekun.store.facts import StoreFacts
    from opiekun.store.unit_of_work import SqlStore

DATABASE_FILE = "desk.sqlite3"


class RequestFiles:
    """Files of requests, JSON Lines or CSV; what reads them is loaded when it is needed. Raises InvalidInput."""

    def header(self, file: Path) -> tuple[str, ...] | None:
        """The columns of a CSV file, None for JSON Lines."""
        from opiekun.helpdesks.files import csv_header  # noqa: PLC0415

        return csv_header(file)

    def suggested_columns(self, header: tuple[str, ...]) -> dict[str, str]:
        """Which column holds which field, by their names."""
        from opiekun.helpdesks.files import guess_mapping  # noqa: PLC0415

        return guess_mapping(header)

    def requests(
        self, file: Path, *, now: datetime, zone: ZoneInfo | None = None, columns: Mapping[str, str] | None = None
    ) -> Iterator[Arrival | Refusal]:
        """The requests of a file, lazily; times without an offset are of the zone, refused without one."""
        from opiekun.helpdesks.files import read_requests  # noqa: PLC0415

        return read_requests(file, now=now, zone=zone, columns=columns)


@dataclass(frozen=True)
class Program:
    """What a run of the program works with. The store is opened when it is first asked for.

    ``database_url`` is "" for the file in the home.
    """

    home: Path
    clock: Clock
    secrets: SecretKeeper
    preferences: PreferenceFile
    drafts: DraftFile
    database_url: str
    _gateways: dict[tuple[str, ...], HelpDesk] = field(default_factory=dict, repr=False)
    _calendar_servers: dict[tuple[str, str, SignIn], CalendarServer] = field(default_factory=dict, repr=False)

    @cached_property
    def store(self) -> SqlStore:
        """The desk's database, made or upgraded where that is needed. Raises StoreRefused."""
        from opiekun.store.opening import open_store  # noqa: PLC0415 - what needs no desk starts without SQLAlchemy

        where = self.database_url or self.home / DATABASE_FILE
        password = self.secrets.get("DATABASE", self.database_url) if self.database_url else None
        return open_store(where, now=self.clock.now(), password=password)

    @property
    def is_sample(self) -> bool:
        """Whether this is the sample desk, not one's own."""
        return self.home == _sample_home()

    def first_page(self) -> FirstPage | None:
        """The top of the queue by a look at the desk's file, which is not opened for it; None where that must be."""
        if self.database_url:
            return None
        from opiekun.services.first_page import first_page  # noqa: PLC0415 - only a window looks
        from opiekun.store.first_look import look_at  # noqa: PLC0415

        agent_id, now = self.preferences.load().agent_id, self.clock.now()
        return look_at(self.home / DATABASE_FILE, lambda look: first_page(look, agent_id, now=now))

    def close(self, *, backup: bool = True) -> None:
        """Let go of servers, and of the desk after making the day's backup where there is none. Raises StoreRefused."""
        while self._calendar_servers:
            self._calendar_servers.popitem()[1].close()
        store: SqlStore | None = self.__dict__.pop("store", None)
        if store is not None:
            try:
                if backup:
                    store.backup(self.clock.now())
            finally:
                store.close()

    def store_facts(self) -> StoreFacts:
        """Where the desk is, how large, when it was last backed up. Reads all of it; raises StoreRefused."""
        from opiekun.store.facts import facts_of  # noqa: PLC0415 - as the store

        return facts_of(self.store)

    def set_aside(self, damage: DamagedDesk) -> Path:
        """Set the desk's damaged file aside, so that a new desk begins in its place. Raises StoreRefused.

        The answer is the name that the damaged file has now.
        """
        from opiekun.store.backup import set_aside  # noqa: PLC0415 - as the store

        self.close(backup=False)
        return set_aside(Path(damage.file), self.clock.now())

    def go_back_to_backup(self, damage: DamagedDesk) -> Path:
        """Set the desk's damaged file aside and put its newest good backup, if there is one, in its place.

        The answer is the name that the damaged file has now. Raises StoreRefused.
        """
        from opiekun.store.backup import restore_backup  # noqa: PLC0415 - as the store

        aside = self.set_aside(damage)
        if damage.backup is not None:
            restore_backup(Path(damage.file), Path(damage.backup))
        return aside

    @property
    def files(self) -> RequestFiles:
        """What reads files of requests."""
        return RequestFiles()

    def open_helpdesk(self, connection: Connection, key: str) -> HelpDesk:
        """The gateway of a connection, one for the whole run: it keeps the pace that the server allows.

        Raises InvalidInput for an address that cannot be used.
        """
        from opiekun.helpdesks.liveagent import LiveAgent  # noqa: PLC0415 - only what pulls speaks HTTP

        told = (connection.id, connection.url, connection.timezone, connection.severity_field, key)
        if told not in self._gateways:
            self._gateways[told] = LiveAgent(connection, key)
        return self._gateways[told]

    @property
    def letter_writer(self) -> MimeWriter:
        """What writes letters about events."""
        from opiekun.mail.letters import MimeWriter  # noqa: PLC0415 - only what invites writes letters

        return MimeWriter()

    def host(self, agent_id: str) -> Host:
        """In whose name guests are told of what becomes of events: this desk's agent's."""
        from opiekun.services.mail.hosting import Host  # noqa: PLC0415 - only what edits events tells guests

        return Host(lambda: self.letter_writer, agent_id)

    @property
    def mail_servers(self) -> MailServers:
        """What opens the servers of mail out and in."""
        from opiekun.mail.servers import MailServers  # noqa: PLC0415 - only what sends and reads mail speaks to them

        return MailServers()

    @staticmethod
    def read_messages(raw: bytes) -> tuple[CalendarMessage, ...]:
        """The calendar objects of an e-mail or a calendar file. Raises InvalidInput."""
        from opiekun.mail.reading import read_messages  # noqa: PLC0415 - only where mail comes

        return read_messages(raw)

    def open_calendar_server(self, account: DavAccount, password: str, auth: Auth | None) -> CalendarServer:
        """The server of an account, one for the whole run: its connections are used again.

        Raises InvalidInput for an address that cannot be used.
        """
        from opiekun.caldav.server import CalendarServer  # noqa: PLC0415 - only what syncs speaks CalDAV
        from opiekun.domain.sync.accounts import SignIn  # noqa: PLC0415 - loaded by then

        told = (account.id, account.outbox, SignIn(account.url, account.user, password, auth, account.fingerprint))
        if told not in self._calendar_servers:
            self._calendar_servers[told] = CalendarServer(account, password, auth)
        return self._calendar_servers[told]

    def stop_calendar_servers(self) -> None:
        """Wait for no answer of theirs any more, from any thread. What was sent is settled by the next sync."""
        for server in [*self._calendar_servers.values()]:
            server.stop()

    def ask_ahead(self) -> None:
        """Ask the calendar servers what a sync is going to ask first, as a look at the desk's file tells.

        They think about it while the desk is opened, and answer when the sync comes to ask.
        """
        from opiekun.services.sync.accounts import SECRET  # noqa: PLC0415 - only what syncs looks for it
        from opiekun.store.sync_look import to_ask  # noqa: PLC0415

        if self.database_url:
            return
        for account, collections in groupby(to_ask(self.home / DATABASE_FILE), lambda each: each.account):
            password = self.secrets.get(SECRET, account.id)
            if password:
                with suppress(InvalidInput):  # the sync meets it too, and says what it is
                    server = self.open_calendar_server(account, password, account.auth)
                    server.ask_ahead({each.url: each.token for each in collections})


def build(home: Path | None = None, now: datetime | None = None) -> Program:
    """The program for a home: the one given, else OPIEKUN_HOME, else the system's place for a user's data.

    Raises StoreRefused where the home cannot be made.
    """
    place = home or Path(os.environ.get("OPIEKUN_HOME") or user_data_path("opiekun", appauthor=False))
    try:
        place = place.expanduser().absolute()
        # What customers wrote is nobody else's to read.
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError) as refusal:  # the latter for the home of a user who is not there
        raise StoreRefused(
            "The desk's home {path} cannot be made: {reason}. Choose another with --home.",
            path=place,
            reason=refusal.strerror if isinstance(refusal, OSError) else os.strerror(errno.ENOENT),
        ) from refusal
    return Program(
        place,
        Clock(now),
        SecretKeeper(),
        JsonFile(place / "preferences.json", _preferences),
        JsonFile(place / "drafts.json", drafts_of),
        os.environ.get("OPIEKUN_DATABASE_URL", ""),
    )


def beside_on_sample(program: Program) -> Program:
    """The program on a fresh sample desk, in a home of its own in the cache, with this person's preferences.

    It stands in a file whatever database the person works with. One that another window has open is left as it is.
    """
    from opiekun.services.sample import fill_sample  # noqa: PLC0415 - one's own desk needs none of it

    home = _sample_home()
    shutil.rmtree(home, ignore_errors=True)
    in_use = (home / DATABASE_FILE).exists()
    sample = replace(build(home), clock=program.clock, database_url="")
    if not in_use:
        sample.preferences.save(replace(program.preferences.load(), agent_id="", guided=True))
        fill_sample(
            sample.store, sample.preferences, sample.letter_writer, sample.read_messages, now=sample.clock.now()
        )
    return sample


def _sample_home() -> Path:
    return user_cache_path("opiekun", appauthor=False) / "sample"


_NAMES = ("agent_id", "language", "window", "calendar_view", "second_zone", "colleagues")

_LONGEST_BEFORE = 24 * 60
"""Minutes before a call at which its brief is opened at the earliest."""


def _preferences(read: Mapping[str, Any]) -> Preferences:
    """The preferences of a file; what it lacks or has in another form is as if never chosen."""
    standard = Preferences()
    known = {name: read[name] for name in _NAMES if isinstance(read.get(name), str)}
    names = ("compact", "notifications", "guided", "stay_in_tray")
    flags = {name: read[name] for name in names if isinstance(read.get(name), bool)}
    theme = Theme(read["theme"]) if read.get("theme") in list(Theme) else standard.theme
    told = read.get("brief_minutes")
    minutes = told if type(told) is int and 0 <= told <= _LONGEST_BEFORE else standard.brief_minutes
    return Preferences(**known, **flags, theme=theme, brief_minutes=minutes)
