"""Writers that are killed at any moment: what they told as committed is there, and the desk opens."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from opiekun.domain.calendar.reading import read_text
from opiekun.domain.people import Account
from opiekun.domain.sync.accounts import Auth, DavAccount, DavCollection
from opiekun.domain.sync.local import Resource
from opiekun.store.backup import is_sound

WRITE = """
import os, sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from opiekun.domain.requests import Request, Source, SourceKind
from opiekun.domain.standing import Standing, Status
from opiekun.domain.timeline import Channel, Event, EventKind, Severity
from opiekun.store.opening import open_store

now = datetime.now(UTC)
standing = Standing(Status.NEW, Severity.HIGH, None, None, None, None, None, None, 0)
store = open_store(Path(sys.argv[1]), now=now)
for number in count():
    name = f"{os.getpid()}-{number}"
    with store.write() as unit:
        source = Source(SourceKind.FILE, name)
        request = Request(0, name, "acme", "s" * 200, Severity.HIGH, Channel.CHAT, now, source, "1")
        key = unit.requests.add(request, [Event(0, now, EventKind.RECEIVED)], standing, None)
        for part in range(4):
            unit.requests.append(key, [Event(0, now, EventKind.NOTE, text="t" * 500, source_ref=f"{part}")])
    print(key)
"""


def test_killed_writers_lose_nothing_that_was_committed(file_desk, start_program):
    _kill_writers(file_desk, start_program, rounds=3, most=60)


@pytest.mark.soak
def test_killed_writers_lose_nothing_in_the_long_run(file_desk, start_program):
    _kill_writers(file_desk, start_program, rounds=60, most=300)


def _kill_writers(desk, start_program, rounds: int, most: int) -> None:
    with desk.open().write() as unit:
        unit.people.save_account(Account("acme", "Acme"))
    desk.close()
    committed: set[int] = set()
    for _ in range(rounds):
        writers = [start_program(WRITE, desk.where) for _ in range(2)]
        for _ in range(random.randrange(1, most)):  # noqa: S311 - any moment will do
            committed.add(int(writers[0].stdout.readline()))
        for writer in writers:
            writer.kill()
        for writer in writers:
            committed |= {int(key) for key in writer.communicate()[0].split()}
        _all_there(desk, committed)


def _all_there(desk, committed: set[int]) -> None:
    # As the machine would find it, log and all, before anyone opens it.
    copy = Path(shutil.copytree(desk.where.parent, desk.where.parent.with_name("copy"), dirs_exist_ok=True))
    assert is_sound(copy / desk.where.name)
    shutil.rmtree(copy)
    with desk.open().read() as unit:
        files = list(unit.requests.each())
        assert committed <= {file.request.key for file in files}
        assert {tuple(event.seq for event in file.events) for file in files} == {(1, 2, 3, 4, 5)}
    desk.close()


EDIT = """
import sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from opiekun.domain.calendar.reading import read_text
from opiekun.services.done import ObjectChange
from opiekun.services.object_writer import write_objects
from opiekun.store.opening import open_store

now = datetime.now(UTC)
store = open_store(Path(sys.argv[1]), now=now)
for number in count():
    with store.write() as unit:
        before = unit.calendars.texts_of("own", ["there"]).get("there")
        after = None if number % 7 == 6 else sys.argv[2].replace("SUMMARY:0", f"SUMMARY:{number + 1}")
        indexed = {} if after is None else {after: read_text(after)}
        write_objects(unit, [ObjectChange("own", "there", before, after)], indexed, now)
    print(number)
"""

EVENT = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:there\r\nDTSTAMP:20260101T000000Z\r\n"
    "DTSTART:20260616T120000Z\r\nSUMMARY:0\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def test_an_edit_is_never_without_what_it_began_from(file_desk, start_program):
    with file_desk.open().write() as unit:
        unit.calendars.put("own", 0, [(read_text(EVENT), EVENT)])
        unit.sync.save_account(DavAccount("work", "https://dav.example.com/", "anna", Auth.BASIC))
        unit.sync.save_collection(DavCollection("own", "work", "https://dav.example.com/own/"))
        unit.sync.put_resources("own", [Resource("/own/a.ics", "/own/a.ics", '"1"', "", "there")])
    for _ in range(3):
        file_desk.close()
        writer = start_program(EDIT, file_desk.where, EVENT)
        for _ in range(random.randrange(1, 40)):  # noqa: S311 - any moment will do
            writer.stdout.readline()
        writer.kill()
        told = writer.communicate()[0].split()
        with file_desk.open().read() as unit:
            [entry] = unit.sync.journal("own")
            here = unit.calendars.texts_of("own", ["there"]).get("there")
        assert (entry.base_text, entry.href, entry.base_etag) == (EVENT, "/own/a.ics", '"1"')
        assert here != EVENT
        assert entry.edits > len(told)
