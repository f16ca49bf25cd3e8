"""A run that dies anywhere: the next ones bring both sides together, and no edit is lost or doubled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.servers.events import event, said
from tests.services.conftest import TUESDAY_10
from tests.services.sync.desk import Desk
from tests.services.sync.dying import dies
from tests.services.sync.fake_server import FakeServer, uid_of

from opiekun.domain.sync.accounts import SyncBy
from opiekun.domain.sync.failures import DavFailure
from opiekun.services.sync.conflicts import conflicts
from opiekun.store.opening import open_store

FIELDS = ("SUMMARY", "LOCATION", "DESCRIPTION")
UIDS = "abcd"
STRIDE = 7  # each kind of server begins at another step; the random test takes the others
MANY = 60


class Two:
    """Both sides, and every edit that was made on either."""

    def __init__(self, desk: Desk, server: FakeServer) -> None:
        self.desk = desk
        self.server = server
        self.marks = 0
        self.open: dict[str, tuple[str, str]] = {}

    def edit(self, side: str, uid: str, field: str) -> None:
        """Write a mark into a field of the event as that side has it; make the event where there is none."""
        text = (self.desk if side == "desk" else self.server.only).texts().get(uid) or event(uid, "Call")
        self.marks += 1
        mark = f"{side}-{self.marks}"
        lines = [line for line in text.split("\r\n") if not line.startswith(field)]
        seen = {line.partition(":")[2] for line in text.split("\r\n") if line.startswith(field)}
        self.open = {one: place for one, place in self.open.items() if place != (uid, field) or one not in seen}
        lines.insert(lines.index("END:VEVENT"), f"{field}:{mark}")
        self._write(side, uid, "\r\n".join(lines))
        self.open[mark] = (uid, field)

    def delete(self, side: str, uid: str) -> None:
        """Delete an event where that side has it: what that side saw of it is not to be found again."""
        text = (self.desk if side == "desk" else self.server.only).texts().get(uid)
        if text is None:
            return
        seen = set(re.split("[:\r\n]", text))
        self.open = {mark: place for mark, place in self.open.items() if place[0] != uid or mark not in seen}
        self._write(side, uid, None)

    def _write(self, side: str, uid: str, text: str | None) -> None:
        if side == "desk":
            self.desk.write(uid, text)
        elif text is None:
            self.server.only.phone_deletes(uid)
        else:
            self.server.only.phone_puts(text)

    def check(self) -> None:
        """Both sides have the same, once, and each edit is there or in a conflict."""
        there = self.server.only
        assert {uid: said(text) for uid, text in self.desk.texts().items()} == {
            uid: said(text) for uid, text in there.texts().items()
        }
        assert sorted(uid_of(each.text) for each in there.resources.values()) == sorted(there.texts())
        assert self.desk.standing.waiting == 0
        assert not self.desk.standing.refused
        found = "\n".join([*there.texts().values(), *(each.conflict.mine for each in conflicts(self.desk.store))])
        assert not {mark for mark in self.open if not re.search(rf":{mark}\b", found)}


@contextmanager
def two(new_desk: Path, by: SyncBy = SyncBy.TOKEN, *, etags: bool = True) -> Iterator[Two]:
    """A desk of its own beside a server of its own."""
    with TemporaryDirectory() as folder:
        store = open_store(Path(copyfile(new_desk, Path(folder) / "desk.sqlite3")), now=TUESDAY_10)
        try:
            server = FakeServer()
            server.only.by, server.only.etags = by, etags
            desk = Desk(store, server, TUESDAY_10)
            desk.connect()
            yield Two(desk, server)
        finally:
            store.close()


def _all_at_once(sides: Two) -> None:
    """Everything that can meet."""
    for uid in "abcdef":
        sides.edit("phone", uid, "SUMMARY")
    sides.desk.sync()
    sides.edit("desk", "a", "SUMMARY")
    sides.edit("phone", "a", "LOCATION")
    sides.edit("desk", "b", "SUMMARY")
    sides.edit("phone", "b", "SUMMARY")
    sides.delete("desk", "c")
    sides.edit("phone", "d", "SUMMARY")
    sides.delete("desk", "d")
    sides.edit("desk", "e", "LOCATION")
    sides.delete("phone", "e")
    sides.edit("desk", "g", "SUMMARY")
    sides.edit("desk", "h", "SUMMARY")
    sides.edit("phone", "h", "SUMMARY")


@pytest.mark.parametrize("by", list(SyncBy))
def test_wherever_a_run_dies_nothing_is_lost(new_desk: Path, by: SyncBy) -> None:
    at, died = list(SyncBy).index(by), True
    while died:
        with two(new_desk, by) as sides:
            _all_at_once(sides)
            died = dies(sides.desk, sides.server, at)
            sides.desk.sync()
            sides.check()
        at += STRIDE
    assert at > MANY


EDIT = st.tuples(st.just("edit"), st.sampled_from(["desk", "phone"]), st.sampled_from(UIDS), st.sampled_from(FIELDS))
DELETE = st.tuples(st.just("delete"), st.sampled_from(["desk", "phone"]), st.sampled_from(UIDS), st.just(""))
DIES = st.tuples(st.just("dies"), st.integers(0, 40), st.just(""), st.just(""))
FAILS = st.tuples(
    st.just("fails"),
    st.sampled_from(["put", "delete", "get", "changes", "fetch", "listing", "state"]),
    st.sampled_from([DavFailure.LOST, DavFailure.SERVER, DavFailure.UNREACHABLE, DavFailure.UNREADABLE]),
    st.booleans(),
)


@settings(max_examples=60)
@given(
    steps=st.lists(EDIT | EDIT | DELETE | DIES | FAILS | st.just(("sync", "", "", "")), max_size=14),
    by=st.sampled_from(SyncBy),
    etags=st.booleans(),
)
def test_whatever_is_done_and_cut_both_sides_meet(new_desk, steps, by, etags):
    with two(new_desk, by, etags=etags) as sides:
        for what, first, second, third in steps:
            if what == "edit":
                sides.edit(first, second, third)
            elif what == "delete":
                sides.delete(first, second)
            elif what == "dies":
                dies(sides.desk, sides.server, first)
            elif what == "fails":
                sides.server.fail(first, second, done=third)
            else:
                sides.desk.sync()
        sides.server.faults.clear()
        for _ in range(2):
            sides.desk.sync()
        sides.check()
