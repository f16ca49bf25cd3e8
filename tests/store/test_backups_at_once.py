"""Programs that open a desk at the same moment, each of which would back it up."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from tests.store.older import older_desk
from tests.store.test_bookings_at_once import at_once

OPEN = """
import sys
from datetime import datetime
from pathlib import Path
from opiekun.store import migrating
from opiekun.store.opening import open_store

now = datetime.fromisoformat(sys.argv[2])
print("ready")
sys.stdin.readline()
store = open_store(Path(sys.argv[1]), now=now)
print(store.backup(now).name)
store.close()
"""
PROGRAMS = 6
OF_THE_DAY = "desk-20260302T120000Z.sqlite3"


def open_at_once(desk, samples, start_program):
    """The backups after some programs have opened the desk; each has to tell that of the day."""
    told = at_once([start_program(OPEN, desk.where, samples.now.isoformat()) for _ in range(PROGRAMS)])
    assert told == [OF_THE_DAY] * PROGRAMS
    return sorted((desk.where.parent / "backups").iterdir())


def test_an_older_desk_that_many_open_is_backed_up_as_it_was(empty_file, samples, start_program):
    older_desk(empty_file.where, "0013").close()
    before, day = open_at_once(empty_file, samples, start_program)
    assert (before.name, day.name) == ("desk-20260302T120000Z-0013.sqlite3", OF_THE_DAY)
    with closing(sqlite3.connect(before)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0013",)]


def test_a_new_desk_that_many_open_has_one_backup_of_its_day(empty_file, samples, start_program):
    assert [path.name for path in open_at_once(empty_file, samples, start_program)] == [OF_THE_DAY]
