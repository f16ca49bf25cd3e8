"""Desks to test on: an SQLite file each, and databases on a real PostgreSQL server of the test run's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, event

import opiekun
from opiekun.domain.intake import SharedFields
from opiekun.domain.people import Account, Agent
from opiekun.domain.policy import ClockName
from opiekun.domain.requests import Request, Source, SourceKind
from opiekun.domain.standing import Standing, Status
from opiekun.domain.timeline import Channel, Event, EventKind, Severity
from opiekun.store.opening import open_store
from opiekun.store.unit_of_work import SqlStore, SqlUnitOfWork

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def postgres_programs() -> Path | None:
    """The folder of initdb and pg_ctl, the newest where there are several; Debian keeps it off the PATH."""
    versions = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: float(path.parts[-3]), reverse=True
    )
    found = next(iter(versions), None) or shutil.which("pg_ctl")
    return None if found is None else Path(found).parent


@dataclass
class PostgresServer:
    """A private PostgreSQL server on a socket in ``folder``; databases are copies of a migrated template."""

    folder: Path
    numbers: Iterator[int] = field(default_factory=count)

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://opiekun@/{database}?host={self.folder}"

    def new_database(self, template: str = "template0") -> str:
        name = f"desk{next(self.numbers)}"
        with psycopg.connect(host=str(self.folder), dbname="postgres", user="opiekun", autocommit=True) as server:
            server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
        return name


def _run(program: Path, *arguments: str, folder: Path) -> None:
    # PostgreSQL refuses to run as root.
    user: dict[str, Any] = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    with (folder / "output").open("ab") as output:
        done = subprocess.run([program, *arguments], cwd=folder, stdout=output, stderr=output, check=False, **user)
    if done.returncode != 0:
        pytest.fail(f"{program.name} failed:\n{(folder / 'output').read_text('utf-8')}")


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A server for the whole run. Where PostgreSQL is not installed: a failure in CI, a skip elsewhere."""
    programs = postgres_programs()
    if programs is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is not installed: the package is called postgresql")
        pytest.skip("PostgreSQL is not installed: the package is called postgresql")
    # A socket's path may have 107 characters at most, more than a folder of pytest's may leave.
    folder = Path(tempfile.mkdtemp(prefix="opk-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    cluster = str(folder / "cluster")
    initdb = ("-D", cluster, "-U", "opiekun", "-E", "UTF8", "--locale=C", "-A", "trust", "--no-sync")
    _run(programs / "initdb", *initdb, folder=folder)
    # fsync off: the machine does not fail here, and killed processes lose nothing that was written.
    settings = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
    _run(programs / "pg_ctl", "-D", cluster, "-o", settings, "-l", str(folder / "log"), "-w", "start", folder=folder)
    try:
        yield PostgresServer(folder)
    finally:
        _run(programs / "pg_ctl", "-D", cluster, "-m", "immediate", "-w", "stop", folder=folder)
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def postgres_template(postgres: PostgresServer) -> str:
    """The name of a migrated, empty database to make copies of."""
    name = postgres.new_database()
    open_store(postgres.url(name), now=NOON).close()
    return name


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty file to make copies of."""
    path = tmp_path_factory.mktemp("template") / "desk.sqlite3"
    open_store(path, now=NOON).close()
    return path


@dataclass
class Desk:
    """A place for a desk, and the stores that were opened on it."""

    where: Path | str
    stores: list[SqlStore] = field(default_factory=list)

    def open(self) -> SqlStore:
        store = open_store(self.where, now=NOON)
        self.stores.append(store)
        return store

    def close(self) -> None:
        while self.stores:
            self.stores.pop().close()


@pytest.fixture
def empty_file(tmp_path: Path) -> Iterator[Desk]:
    """A desk in a file that is not there yet."""
    desk = Desk(tmp_path / "home" / "desk.sqlite3")
    yield desk
    desk.close()


@pytest.fixture
def file_desk(tmp_path: Path, sqlite_template: Path) -> Iterator[Desk]:
    """A migrated, empty desk in a file."""
    path = tmp_path / "home" / "desk.sqlite3"
    path.parent.mkdir()
    shutil.copyfile(sqlite_template, path)
    desk = Desk(path)
    yield desk
    desk.close()


@pytest.fixture(params=["sqlite", "postgres"])
def desk(request: pytest.FixtureRequest) -> Iterator[Desk]:
    """A migrated, empty desk on each of the two databases."""
    if request.param == "sqlite":
        yield request.getfixturevalue("file_desk")
        return
    server = request.getfixturevalue("postgres")
    desk = Desk(server.url(server.new_database(request.getfixturevalue("postgres_template"))))
    yield desk
    desk.close()


@pytest.fixture(params=["sqlite", "postgres"])
def empty_desk(request: pytest.FixtureRequest) -> Iterator[Desk]:
    """A place without a desk on each of the two databases."""
    if request.param == "sqlite":
        yield request.getfixturevalue("empty_file")
        return
    server = request.getfixturevalue("postgres")
    desk = Desk(server.url(server.new_database()))
    yield desk
    desk.close()


@pytest.fixture
def store(desk: Desk) -> SqlStore:
    """A store with an account ``acme`` and an agent ``anna`` on each of the two databases."""
    store = desk.open()
    with store.write() as unit:
        unit.people.save_account(Account("acme", "Acme Żółw"))
        unit.people.save_agent(Agent("anna", "Anna Łoś", "Anna@example.com"))
    return store


@dataclass(frozen=True)
class Samples:
    """Values to store. Whatever is not said is ordinary."""

    now: datetime = NOON

    def seconds(self, minutes: int = 0) -> int:
        return int((self.now + timedelta(minutes=minutes)).timestamp())

    def request(self, name: str = "T-1", **changes: Any) -> Request:
        ordinary = Request(
            key=0,
            id=name,
            account_id="acme",
            subject=f"About {name}",
            severity=Severity.STANDARD,
            channel=Channel.EMAIL,
            received_at=self.now,
            source=Source(SourceKind.FILE, name),
            policy="1",
        )
        return replace(ordinary, **changes)

    def standing(self, **changes: Any) -> Standing:
        ordinary = Standing(
            status=Status.NEW,
            severity=Severity.STANDARD,
            assignee_id=None,
            clock=ClockName.CONTACT,
            started_at=self.seconds(),
            at_risk_at=self.seconds(90),
            due_at=self.seconds(120),
            callback_since=None,
            last_event_at=self.seconds(),
        )
        return replace(ordinary, **changes)

    def event(self, kind: EventKind = EventKind.NOTE, minutes: int = 0, **changes: Any) -> Event:
        return replace(Event(0, self.now + timedelta(minutes=minutes), kind), **changes)

    def received(self, **changes: Any) -> Event:
        return self.event(EventKind.RECEIVED, **changes)

    def shared(self, **changes: Any) -> SharedFields:
        return replace(SharedFields(Status.OPEN, Severity.HIGH), **changes)

    def add(self, unit: SqlUnitOfWork, name: str = "T-1", **changes: Any) -> int:
        """Store a request with its first event; ``standing`` and ``seen`` may be among the changes."""
        standing = changes.pop("standing", self.standing())
        seen = changes.pop("seen", None)
        return unit.requests.add(self.request(name, **changes), [self.received()], standing, seen)


@pytest.fixture
def samples() -> Samples:
    """Values to store."""
    return Samples()


Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start_program() -> Iterator[Start]:
    """Starts Python source as a process of its own, its output in a pipe; what still runs at the end is killed."""
    running: list[subprocess.Popen[str]] = []

    def start(source: str, *arguments: object) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-u", "-c", source, *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(Path(opiekun.__file__).parents[1])},
            text=True,
        )
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


@pytest.fixture
def count_statements() -> Callable[[], Any]:
    """A context that collects the SQL statements which any engine executes in it."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        statements: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            statements.append(statement)

        event.listen(Engine, "before_cursor_execute", note)
        try:
            yield statements
        finally:
            event.remove(Engine, "before_cursor_execute", note)

    return counting


@contextmanager
def _as_nobody() -> Iterator[None]:
    if os.geteuid() != 0:
        yield
        return
    # Root may write everywhere.
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def unprivileged() -> Callable[[], Any]:
    """A context in which permissions count, also where the tests run as root."""
    return _as_nobody
