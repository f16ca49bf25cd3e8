"""A desk's file that is damaged, gone, not permitted or on a full disk; its backups."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from opiekun.domain.errors import DamagedDesk, StoreRefused
from opiekun.domain.people import Account
from opiekun.store.backup import DAYS_KEPT, is_sound, restore_backup, set_aside
from opiekun.store.opening import open_store

PAGE = 4096


@pytest.fixture
def full_desk(file_desk, samples):
    """A closed desk with requests that fill more than half of its pages, and a backup of it."""
    store = file_desk.open()
    with store.write() as unit:
        unit.people.save_account(Account("acme", "Acme"))
        for number in range(900):
            samples.add(unit, f"T-{number}", description="x" * 500)
    store.backup(samples.now)
    file_desk.close()
    return file_desk


def zero_second_half(path):
    pages = path.stat().st_size // PAGE
    with path.open("rb+") as file:
        for page in range(pages // 2, pages):
            file.seek(page * PAGE)
            file.write(bytes(PAGE))


def garble(path):
    path.write_bytes(b"no database, certainly not " * 1_000)


def truncate(path):
    with path.open("rb+") as file:
        file.truncate(path.stat().st_size // 2 // PAGE * PAGE)


def cut_short(path):
    path.write_bytes(path.read_bytes()[:50])


@pytest.mark.parametrize("damage", [garble, truncate, cut_short])
def test_a_damaged_file_is_named_with_its_newest_good_backup(full_desk, damage):
    damage(full_desk.where)
    with pytest.raises(DamagedDesk) as refusal:
        full_desk.open()
    [backup] = (full_desk.where.parent / "backups").iterdir()
    assert str(full_desk.where) in str(refusal.value)
    assert str(backup) in str(refusal.value)
    assert (refusal.value.file, refusal.value.backup) == (str(full_desk.where), str(backup))


def test_a_page_lost_while_nobody_closed_the_desk_is_found_at_the_opening(full_desk):
    zero_second_half(full_desk.where)
    # A program that dies leaves its log.
    full_desk.where.with_name("desk.sqlite3-wal").touch()
    with pytest.raises(DamagedDesk):
        full_desk.open()


def test_a_page_lost_later_is_told_when_it_is_read(full_desk, samples):
    zero_second_half(full_desk.where)
    store = full_desk.open()
    with pytest.raises(DamagedDesk), store.read() as unit:
        list(unit.requests.each())
    with pytest.raises(StoreRefused, match="damaged"):
        store.backup(samples.now + timedelta(days=1))


def test_a_backup_that_is_damaged_too_is_not_offered(full_desk):
    garble(full_desk.where)
    [good] = (full_desk.where.parent / "backups").iterdir()
    garble(good.with_name("desk-20300101T000000Z.sqlite3"))
    with pytest.raises(DamagedDesk) as refusal:
        full_desk.open()
    assert refusal.value.backup == str(good)
    garble(good)
    with pytest.raises(DamagedDesk, match="no good backup"):
        full_desk.open()


def test_a_damaged_desk_is_set_aside_and_its_backup_put_back(full_desk, samples):
    [backup] = (full_desk.where.parent / "backups").iterdir()
    garble(full_desk.where)
    log = full_desk.where.with_name("desk.sqlite3-wal")
    log.write_bytes(b"log")
    with pytest.raises(StoreRefused, match="set it aside first"):
        restore_backup(full_desk.where, backup)
    aside = set_aside(full_desk.where, samples.now)
    assert aside.name == "desk.sqlite3.damaged-20260302T120000Z"
    assert aside.read_bytes().startswith(b"no database")
    assert aside.with_name(aside.name + "-wal").read_bytes() == b"log"
    assert not log.exists()
    restore_backup(full_desk.where, backup)
    with full_desk.open().read() as unit:
        assert unit.requests.count() == 900
    assert backup.exists()


def test_a_damaged_backup_is_not_put_back(full_desk, samples):
    [backup] = (full_desk.where.parent / "backups").iterdir()
    garble(backup)
    set_aside(full_desk.where, samples.now)
    with pytest.raises(StoreRefused, match="choose another one"):
        restore_backup(full_desk.where, backup)
    assert not full_desk.where.exists()


def test_one_backup_a_day_and_the_last_days_are_kept(file_desk, samples):
    store = file_desk.open()
    for hours in range(0, 24 * (DAYS_KEPT + 3), 12):
        made = store.backup(samples.now + timedelta(hours=hours))
        assert is_sound(made)
    kept = sorted(path.name for path in made.parent.iterdir())
    assert len(kept) == DAYS_KEPT
    assert kept[-1] == made.name


def test_a_clock_that_was_once_ahead_makes_no_further_backups_of_a_day(file_desk, samples):
    store = file_desk.open()
    store.backup(samples.now + timedelta(days=30_000))
    made = store.backup(samples.now)
    assert store.backup(samples.now + timedelta(minutes=1)) == made
    assert len(list(made.parent.iterdir())) == 2


def test_a_backup_holds_what_was_committed_and_is_one_file(file_desk, samples):
    store = file_desk.open()
    with store.write() as unit:
        unit.people.save_account(Account("acme", "Acme"))
    made = store.backup(samples.now)
    with closing(sqlite3.connect(made)) as connection:
        assert connection.execute("SELECT name FROM accounts").fetchall() == [("Acme",)]
    assert [path.name for path in made.parent.iterdir()] == [made.name]


def test_a_server_makes_its_own_backups(postgres, postgres_template, samples):
    store = open_store(postgres.url(postgres.new_database(postgres_template)), now=samples.now)
    assert store.backup(samples.now) is None
    store.close()


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path, samples):
    with pytest.raises(StoreRefused, match="is a folder"):
        open_store(tmp_path, now=samples.now)


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path, samples):
    (tmp_path / "home").touch()
    with pytest.raises(StoreRefused, match="cannot be made"):
        open_store(tmp_path / "home" / "desk.sqlite3", now=samples.now)


@pytest.fixture
def closed_folder(tmp_path, sqlite_template):
    """A folder that nobody may write in, with a desk."""
    for folder in (tmp_path, *tmp_path.parents):
        if folder.owner() != "root" or folder.stat().st_mode & 0o077 == 0:
            folder.chmod(0o755)
    folder = tmp_path / "closed"
    folder.mkdir()
    shutil.copyfile(sqlite_template, folder / "desk.sqlite3")
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)


@pytest.mark.parametrize("name", ["desk.sqlite3", "new.sqlite3", "sub/desk.sqlite3"])
def test_a_folder_that_is_not_permitted_is_refused(closed_folder, unprivileged, samples, name):
    with unprivileged(), pytest.raises(StoreRefused, match=r"permissions|cannot be made"):
        open_store(closed_folder / name, now=samples.now)


FILL = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from opiekun.domain.errors import StoreRefused
from opiekun.domain.people import Account
from opiekun.store.opening import open_store
store = open_store(Path(sys.argv[1]), now=datetime.now(UTC))
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
stored = 0
try:
    while True:
        with store.write() as unit:
            unit.people.save_account(Account(str(stored), "x" * 1000))
        stored += 1
except StoreRefused as refusal:
    print(stored, refusal)
"""


def test_a_disk_that_takes_no_more_keeps_what_was_stored(file_desk, start_program):
    told, _ = start_program(FILL, file_desk.where).communicate(timeout=60)
    stored, sentence = told.split(" ", 1)
    assert "disk" in sentence
    assert str(file_desk.where) in sentence
    with file_desk.open().read() as unit:
        assert len(unit.people.accounts()) == int(stored) > 0
