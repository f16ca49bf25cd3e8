"""Creating and migrating a desk, on both databases."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError
from tests.servers.events import event

from opiekun import store as rooms
from opiekun.domain.errors import StoreRefused
from opiekun.domain.people import Account
from opiekun.domain.sync.accounts import Auth, DavAccount, DavCollection
from opiekun.store.engine import postgres_engine, sqlite_engine
from opiekun.store.migrating import MIGRATIONS
from opiekun.store.opening import open_store
from opiekun.store.schema import HEAD
from opiekun.store.tables import metadata
from opiekun.store.unit_of_work import SqlStore


def test_the_known_head_is_that_of_the_migrations():
    assert ScriptDirectory(MIGRATIONS).get_heads() == [HEAD]


def test_migrations_make_exactly_the_tables(empty_desk):
    for module in iter_modules(rooms.__path__):  # each is loaded where it is needed, and known from then on
        if module.name.endswith("tables"):
            import_module(f"{rooms.__name__}.{module.name}")
    with empty_desk.open().transaction(writes=False) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


@pytest.mark.parametrize("change", ["UPDATE events SET text = 'x'", "DELETE FROM events"])
def test_the_timeline_is_append_only(store, samples, change):
    with store.write() as unit:
        key = samples.add(unit)
    with pytest.raises(DBAPIError, match="append-only"), store.transaction(writes=True) as connection:
        connection.execute(text(change))
    with store.read() as unit:
        assert len(unit.requests.get(key).events) == 1


def older_desk(where: Path | str, revision: str) -> SqlStore:
    """A new desk as a program of that revision made it."""
    if isinstance(where, Path):
        where.parent.mkdir()
    engine = sqlite_engine(where) if isinstance(where, Path) else postgres_engine(make_url(where))
    older = SqlStore(engine, str(where), None, lambda _error, _writes: None)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with older.transaction(writes=True) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    return older


def test_a_desk_from_before_the_sync_keeps_its_events_and_can_be_synced(empty_desk, samples):
    older = older_desk(empty_desk.where, "0004")
    with older.transaction(writes=True) as connection:
        event = {"calendar_id": "own", "uid": "a", "made_at": 0, "long": False, "changed": 1, "text": b"its text"}
        names = ", ".join(event)
        values = ", ".join(f":{name}" for name in event)
        connection.execute(text(f"INSERT INTO calendar_objects (key, {names}) VALUES (1, {values})"), event)  # noqa: S608
    older.close()
    store = empty_desk.open()
    with store.read() as unit:
        assert [found.text for found in unit.calendars.texts("own")] == ["its text"]
        assert (unit.sync.accounts(), unit.sync.collections()) == ([], [])
    with store.write() as unit:
        unit.sync.note_edits("own", [("a", "its text", "mine")], samples.now)
        assert unit.sync.journal("own") == []
        unit.sync.save_account(DavAccount("work", "https://dav.example.com/", "anna", Auth.BASIC))
        unit.sync.save_collection(DavCollection("own", "work", "https://dav.example.com/own/"))
        unit.sync.note_edits("own", [("a", "its text", "mine")], samples.now)
        assert [entry.uid for entry in unit.sync.journal("own")] == ["a"]


def put_raw(connection, key, uid, event_text, **journal):
    """An object as a program put it that knew it by its UID as it was written; with an edit that waits, if given."""
    row = {"calendar_id": "own", "uid": uid, "made_at": 0, "long": False, "changed": 1}
    row["text"] = None if event_text is None else event_text.encode()
    _insert(connection, "calendar_objects", key=key, **row)
    if journal:
        waits = {"edits": 1, "made_at": datetime(2026, 6, 1, tzinfo=UTC), "words": "", "href": "", "base_etag": ""}
        _insert(connection, "sync_journal", calendar_id="own", uid=uid, **waits, **journal)


def _insert(connection, table, **values):
    names = ", ".join(f'"{name}"' for name in values)
    places = ", ".join(f":{name}" for name in values)
    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({places})"), values)  # noqa: S608


@pytest.fixture
def desk_of_raw_uids(empty_desk):
    """A desk that knew events by their UIDs as they were written, with those put in that a test gives."""
    older = older_desk(empty_desk.where, "0013")
    with older.transaction(writes=True) as connection:
        account = {"id": "work", "position": 0, "url": "https://dav.example.com/", "user": "anna", "auth": "basic"}
        _insert(connection, "sync_accounts", **account, fingerprint="", principal="", outbox="", addresses="[]")
        collection = {"calendar_id": "own", "account_id": "work", "url": "https://dav.example.com/own/"}
        rest = {"sync_token": "t", "ctag": "", "standing": "active", "missing": 0, "known": 0, "may_delete": False}
        _insert(connection, "sync_collections", **collection, **rest)
    yield older
    older.close()


def resource(connection, uid, name):
    told = {"calendar_id": "own", "key": f"/own/{name}", "href": f"/own/{name}", "etag": '"1"', "schedule_tag": ""}
    _insert(connection, "sync_resources", **told, uid=uid)


def test_an_older_desk_knows_its_events_by_uids_that_were_written_with_escapes(desk_of_raw_uids, empty_desk):
    with desk_of_raw_uids.transaction(writes=True) as connection:
        put_raw(connection, 1, "a\\;b\\,c", event("a\\;b\\,c"), base_text=b"was", sent=None)
        resource(connection, "a\\;b\\,c", "1.ics")
        put_raw(connection, 2, "DOMAIN\\name", event("DOMAIN\\name"))
        _insert(connection, "mail_memory", uid="a\\;b\\,c", body="{}")
    with empty_desk.open().read() as unit:
        assert {each.uid for each in unit.calendars.texts("own")} == {"a;b,c", "DOMAIN\\name"}
        assert [(entry.uid, entry.base_text) for entry in unit.sync.journal("own")] == [("a;b,c", "was")]
        assert [each.uid for each in unit.sync.resources("own")] == ["a;b,c"]
        assert [each.sync_token for each in unit.sync.collections()] == ["t"]


@pytest.mark.parametrize("title", ["Call", "Changed here"])
def test_an_event_that_an_older_desk_has_twice_becomes_one_and_loses_nothing(desk_of_raw_uids, empty_desk, title):
    with desk_of_raw_uids.transaction(writes=True) as connection:
        put_raw(connection, 1, "a;b", event("a;b", title), refused='{"sentence": "No", "values": {}}')
        put_raw(connection, 2, "a\\;b", event("a\\;b", "Call"))
        resource(connection, "a\\;b", "1.ics")
    with empty_desk.open().read() as unit:
        (kept,) = unit.calendars.texts("own")
        assert (kept.uid, kept.key, kept.text) == ("a;b", 2, event("a\\;b", "Call"))
        assert unit.sync.journal("own") == []
        assert [each.uid for each in unit.sync.resources("own")] == ["a;b"]
        assert [each.sync_token for each in unit.sync.collections()] == [""]
        found = [(each.uid, each.mine, each.theirs) for each in unit.sync.conflicts()]
        assert found == ([] if title == "Call" else [("a;b", event("a;b", title), kept.text)])


def test_an_event_that_was_deleted_under_one_of_its_spellings_stays_under_the_other(desk_of_raw_uids, empty_desk):
    with desk_of_raw_uids.transaction(writes=True) as connection:
        put_raw(connection, 1, "a;b", event("a;b"), base_text=None)
        put_raw(connection, 2, "a\\;b", None)
    with empty_desk.open().read() as unit:
        assert [(each.uid, each.key) for each in unit.calendars.texts("own")] == [("a;b", 1)]
        assert [entry.uid for entry in unit.sync.journal("own")] == ["a;b"]


OPEN = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from opiekun.store.opening import open_store
where = sys.argv[1] if "://" in sys.argv[1] else Path(sys.argv[1])
open_store(where, now=datetime.now(UTC)).close()
"""


def test_a_desk_is_created_by_one_of_two_that_come_at_once(empty_desk, start_program):
    opening = [start_program(OPEN, empty_desk.where) for _ in range(2)]
    assert [process.wait(timeout=60) for process in opening] == [0, 0]


def test_opening_a_desk_that_is_up_to_date_does_not_load_alembic(desk, start_program):
    opening = start_program(OPEN + "print('alembic' in sys.modules)", desk.where)
    assert opening.communicate(timeout=60) == ("False\n", None)


def test_a_newer_desk_is_refused(desk):
    store = desk.open()
    with store.transaction(writes=True) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreRefused, match=r"newer Opiekun \(revision 9999\)"):
        desk.open()


def test_the_database_of_another_program_is_left_alone(empty_desk):
    if isinstance(empty_desk.where, Path):
        empty_desk.where.parent.mkdir()
        with closing(sqlite3.connect(empty_desk.where)) as connection:
            connection.execute("CREATE TABLE photos (id)")
    else:
        store = empty_desk.open()
        with store.transaction(writes=True) as connection:
            connection.execute(text("DROP TABLE alembic_version"))
    with pytest.raises(StoreRefused, match="another program"):
        empty_desk.open()


def test_a_migration_makes_a_backup_first(file_desk, samples, monkeypatch):
    with file_desk.open().write() as unit:
        unit.people.save_account(Account("acme", "Acme"))
        samples.add(unit)
    file_desk.close()
    # As it will be with the next revision: the desk is older than the program.
    monkeypatch.setattr("opiekun.store.schema.HEAD", "9999")
    open_store(file_desk.where, now=samples.now + timedelta(days=1)).close()
    [backup] = (file_desk.where.parent / "backups").iterdir()
    assert backup.name == f"desk-20260303T120000Z-{HEAD}.sqlite3"
    monkeypatch.undo()
    kept = open_store(backup, now=samples.now)
    with kept.read() as unit:
        assert unit.requests.count() == 1
    kept.close()


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("sqlite://", "sqlite:///PATH"),
        ("mysql://root:secret@example.com/desk", "mysql"),
        ("postgresql+psycopg://opiekun:secret@127.0.0.1:1/desk", "cannot be reached"),
        ("postgresql+psycopg://opiekun:secret@/desk?host=/nowhere", "cannot be reached"),
        ("postgresql+psycopg://opiekun:secret@127.0.0.1:1/desk?no_such_option=1", "no_such_option"),
        ("postgresql+psycopg://opiekun:secret@127.0.0.1:port/desk", "no SQLAlchemy URL"),
        ("sqlite:///a\0b", "no SQLAlchemy URL"),
        ("nonsense", "no SQLAlchemy URL"),
    ],
)
def test_an_address_that_does_not_work_is_refused_without_its_password(where, words, samples):
    with pytest.raises(StoreRefused, match=words) as refusal:
        open_store(where, now=samples.now)
    assert "secret" not in str(refusal.value)


def test_a_database_that_is_not_there_is_refused(postgres, samples):
    with pytest.raises(StoreRefused, match="does not exist"):
        open_store(postgres.url("nothing"), now=samples.now)
