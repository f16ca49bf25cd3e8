"""Creating and migrating a desk, on both databases."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from tests.store.older import insert, older_desk

from opiekun import store as rooms
from opiekun.domain.errors import StoreRefused
from opiekun.domain.people import Account
from opiekun.domain.sync.accounts import Auth, DavAccount, DavCollection
from opiekun.store.migrating import MIGRATIONS
from opiekun.store.opening import open_store
from opiekun.store.schema import HEAD
from opiekun.store.tables import metadata


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


def test_a_desk_from_before_the_sync_keeps_its_events_and_can_be_synced(empty_desk, samples):
    older = older_desk(empty_desk.where, "0004")
    with older.transaction(writes=True) as connection:
        insert(connection, "calendar_objects", key=1, calendar_id="own", uid="a", changed=1, text=b"its text")
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
