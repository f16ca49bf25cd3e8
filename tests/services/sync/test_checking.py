"""What is remembered of servers against the calendars: what is missing here is fetched again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.servers.events import event

from opiekun.domain.calendar.reading import read_text
from opiekun.domain.instants import utc_seconds
from opiekun.domain.sync.accounts import Auth, DavAccount, DavCollection
from opiekun.domain.sync.local import Resource
from opiekun.domain.sync.told import Told
from opiekun.services.ports import Store
from opiekun.services.sync.checking import MemoryCheck, check_memory
from opiekun.services.sync.runs import ALONE

NOW = datetime(2026, 6, 16, 8, tzinfo=UTC)
COLLECTION = DavCollection("own", "work", "https://dav.example.com/own/", sync_token="7", ctag="8")  # noqa: S106


def resource(name: str, **changes) -> Resource:
    return Resource(f"/own/{name}.ics", f"/own/{name}.ics", '"1"', "", name)._replace(**changes)


@pytest.fixture
def synced(store: Store) -> Store:
    """Seven resources: two events, one deleted here, one unreadable, one that two hold, and two that are missing."""
    with store.write() as unit:
        unit.sync.save_account(DavAccount("work", "https://dav.example.com/", "anna", Auth.BASIC))
        unit.sync.save_collection(COLLECTION)
        names = ("here", "edited", "deleted", "lost", "lost too")
        unit.sync.put_resources("own", [resource(name) for name in names])
        second = resource("second", uid="here", problem=Told("Another holds it."), text="?")
        unit.sync.put_resources("own", [second, resource("todo", uid="", problem=Told("No event."), text="?")])
        texts = [event("here"), event("edited")]
        unit.calendars.put("own", utc_seconds(NOW), [(read_text(text), text) for text in texts])
        unit.sync.note_edits("own", [("deleted", event("deleted"), None), ("edited", "base", event("edited"))], NOW)
    return store


def test_what_is_missing_is_forgotten_and_the_whole_list_asked_for(synced):
    assert check_memory(synced) == MemoryCheck(7, ("lost too", "lost"), repaired=True, unshown=2)
    with synced.read() as unit:
        assert unit.sync.collection("own") == replace(COLLECTION, sync_token="", ctag="")
        assert {each.key for each in unit.sync.resources("own")} & {"/own/lost.ics", "/own/lost too.ics"} == set()
    assert check_memory(synced) == MemoryCheck(5, (), repaired=False, unshown=2)


def test_what_agrees_stays_as_it_is(synced):
    with synced.write() as unit:
        unit.sync.drop_resources("own", ["/own/lost.ics", "/own/lost too.ics"])
    assert check_memory(synced) == MemoryCheck(5, (), repaired=False, unshown=2)
    with synced.read() as unit:
        assert unit.sync.collection("own") == COLLECTION


def test_a_run_that_is_under_way_is_left_alone(synced):
    with synced.alone(ALONE):
        assert check_memory(synced) == MemoryCheck(7, ("lost too", "lost"), repaired=False, unshown=2)
    with synced.read() as unit:
        assert unit.sync.collection("own") == COLLECTION


def test_a_desk_without_servers_has_nothing_to_check(store):
    assert check_memory(store) == MemoryCheck(0, (), repaired=False)
