"""A look at a desk's file tells what a sync is going to ask first, whoever has it open, and leaves nothing behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from opiekun.domain.calendar.events import Calendar
from opiekun.domain.sync.accounts import Auth, CollectionStanding, DavAccount, DavCollection, SyncBy
from opiekun.domain.sync.told import Told
from opiekun.store.sync_look import ToAsk, to_ask

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
WORK = DavAccount(
    "work",
    "https://dav.example.com/",
    "anna",
    Auth.DIGEST,
    fingerprint="ab" * 32,
    principal="https://dav.example.com/anna/",
    outbox="https://dav.example.com/anna/outbox/",
    addresses=("anna@example.com", "a.łoś@example.com"),
)
HOME = replace(WORK, id="home", url="https://home.example.net/", auth=Auth.BASIC)
OWN = DavCollection("own", "work", "https://dav.example.com/anna/own/", SyncBy.TOKEN, "t1")
TEAM = DavCollection("team", "work", "https://dav.example.com/anna/team%20one/", SyncBy.TOKEN, "t2")
CLUB = DavCollection("club", "home", "https://home.example.net/club/", SyncBy.TOKEN, "t3")


@pytest.fixture
def synced(file_desk):
    """A desk with three synced calendars, open."""
    store = file_desk.open()
    with store.write() as unit:
        unit.sync.save_account(WORK)
        unit.sync.save_account(HOME)
        for each in (CLUB, TEAM, OWN):
            unit.calendars.save(Calendar(each.calendar_id, each.calendar_id, "#112233"))
            unit.sync.save_collection(each)
    return file_desk, store


def beside(desk):
    return sorted(file.name for file in desk.where.parent.iterdir())


def test_collections_are_told_by_account_in_the_order_of_a_sync(synced):
    desk, store = synced
    asked = [ToAsk(WORK, OWN.url, "t1"), ToAsk(WORK, TEAM.url, "t2"), ToAsk(HOME, CLUB.url, "t3")]
    open_ = beside(desk)
    assert to_ask(desk.where) == asked
    assert beside(desk) == open_
    with store.write() as unit:  # the look holds nobody up
        unit.sync.save_collection(replace(OWN, url=f"{OWN.url}moved/"))
    desk.close()
    closed = beside(desk)
    assert to_ask(desk.where) == [ToAsk(WORK, f"{OWN.url}moved/", "t1"), *asked[1:]]
    assert beside(desk) == closed


def test_a_new_collection_is_asked_for_all_that_it_has(synced):
    desk, store = synced
    with store.write() as unit:
        unit.sync.save_collection(replace(CLUB, by=None, sync_token=""))
    assert to_ask(desk.where)[-1] == ToAsk(HOME, CLUB.url, "")


def waits_to_go_out(unit):
    unit.sync.note_edits("team", [("a", None, "BEGIN:VCALENDAR")], NOON)


NOT_ASKED_SO = [
    waits_to_go_out,
    lambda unit: unit.calendars.set_removed("team", NOON),
    lambda unit: unit.sync.let_go("work"),
    lambda unit: unit.sync.save_account(replace(WORK, asks=Told("Type the password again."))),
    lambda unit: unit.sync.save_account(replace(WORK, retry_at=NOON)),
    lambda unit: unit.sync.save_collection(replace(TEAM, sync_token="")),
    lambda unit: unit.sync.save_collection(replace(TEAM, by=SyncBy.CTAG)),
    lambda unit: unit.sync.save_collection(replace(TEAM, standing=CollectionStanding.GUARDED)),
]


@pytest.mark.parametrize("change", NOT_ASKED_SO)
def test_what_a_sync_asks_otherwise_or_not_at_all_is_left_out(synced, change):
    desk, store = synced
    with store.write() as unit:
        change(unit)
    urls = {each.url for each in to_ask(desk.where)}
    assert TEAM.url not in urls
    assert CLUB.url in urls


def test_an_odd_file_is_left_to_the_ordinary_opening(file_desk):
    assert to_ask(file_desk.where) == []
    file_desk.where.write_bytes(b"no database, certainly not " * 1_000)
    assert to_ask(file_desk.where) == []
