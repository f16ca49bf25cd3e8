"""Desks that knew events by their UIDs as they were written, and know them by what those stand for."""

from __future__ import annotations

import pytest
from tests.servers.events import event
from tests.store.older import REVISIONS, insert, older_desk

RAW = [revision for revision in REVISIONS if "0002" <= revision < "0014"]
"""With calendars, and UIDs as they were written."""
SPELLED = [r"a\,b;c", r"a,b\;c", r"p\,q\;r", r"p,q\;r", r"p,q;r", r"x\\;y", r"x\;y", r"x;y", r"D\\n", r"D\n", r"D\N"]
"""Eleven spellings of five UIDs, one of which is written as another is meant."""
TWICE = '{"sentence": "Another event of the server has the same UID and is shown in its place.", "parts": {}}'


def put_raw(connection, key, uid, event_text, **journal):
    """An object as a program put it that knew it by its UID as it was written; with an edit that waits, if given."""
    written = None if event_text is None else event_text.encode()
    insert(connection, "calendar_objects", key=key, calendar_id="own", uid=uid, text=written, changed=1)
    if written is not None:
        insert(connection, "calendar_events", object_key=key, start="2026-06-22T09:00:00", zone="UTC", summary="Call")
    if journal:
        insert(connection, "sync_journal", calendar_id="own", uid=uid, edits=1, **journal)


def connect(connection):
    insert(connection, "sync_accounts", id="work", url="https://dav.example.com/", auth="basic", addresses="[]")
    collection = {"account_id": "work", "url": "https://dav.example.com/own/", "sync_token": "t", "standing": "active"}
    insert(connection, "sync_collections", calendar_id="own", **collection)


def resource(connection, uid, name, **told):
    href = f"/own/{name}"
    insert(connection, "sync_resources", calendar_id="own", key=href, href=href, etag='"1"', uid=uid, **told)


def deleted(name, uid):
    return {"href": f"/own/{name}", "base_etag": '"1"', "base_text": event(uid).encode(), "sent": None}


@pytest.fixture
def older(empty_desk):
    """A connected desk of the last program that knew events by their UIDs as they were written."""
    older = older_desk(empty_desk.where, "0013")
    with older.transaction(writes=True) as connection:
        connect(connection)
    yield older
    older.close()


def test_an_older_desk_knows_its_events_by_uids_that_were_written_with_escapes(older, empty_desk):
    with older.transaction(writes=True) as connection:
        put_raw(connection, 1, "a\\;b\\,c", event("a\\;b\\,c"), base_text=b"was", sent=None)
        resource(connection, "a\\;b\\,c", "1.ics")
        put_raw(connection, 2, "DOMAIN\\name", event("DOMAIN\\name"))
        insert(connection, "mail_memory", uid="a\\;b\\,c", body="{}")
    with empty_desk.open().read() as unit:
        assert {each.uid for each in unit.calendars.texts("own")} == {"a;b,c", "DOMAIN\\name"}
        assert [(entry.uid, entry.base_text) for entry in unit.sync.journal("own")] == [("a;b,c", "was")]
        assert [each.uid for each in unit.sync.resources("own")] == ["a;b,c"]
        assert [each.sync_token for each in unit.sync.collections()] == ["t"]


@pytest.mark.parametrize("title", ["Call", "Changed here"])
def test_an_event_that_an_older_desk_has_twice_becomes_one_and_loses_nothing(older, empty_desk, title):
    with older.transaction(writes=True) as connection:
        put_raw(connection, 1, "a;b", event("a;b", title), refused='{"sentence": "No", "parts": {}}')
        put_raw(connection, 2, "a\\;b", event("a\\;b", "Call"))
        resource(connection, "a\\;b", "1.ics")
    with empty_desk.open().read() as unit:
        (kept,) = unit.calendars.texts("own")
        assert (kept.uid, kept.key, kept.text) == ("a;b", 2, event("a\\;b", "Call"))
        assert unit.sync.journal("own") == []
        assert [each.uid for each in unit.sync.resources("own")] == ["a;b"]
        assert [each.sync_token for each in unit.sync.collections()] == [""]
        found = [(each.uid, each.mine, each.theirs) for each in unit.sync.conflicts()]
        # Spelled as on the server: under another spelling it may be refused in that place.
        assert found == ([] if title == "Call" else [("a;b", event("a\\;b", title), kept.text)])


def test_an_event_that_was_deleted_under_one_of_its_spellings_stays_under_the_other(older, empty_desk):
    with older.transaction(writes=True) as connection:
        put_raw(connection, 1, "a;b", event("a;b"), base_text=None)
        put_raw(connection, 2, "a\\;b", None)
    with empty_desk.open().read() as unit:
        assert [(each.uid, each.key) for each in unit.calendars.texts("own")] == [("a;b", 1)]
        assert [entry.uid for entry in unit.sync.journal("own")] == ["a;b"]


@pytest.mark.parametrize("revision", RAW)
def test_events_spelled_in_several_ways_become_one_each_in_a_desk_of_any_age(empty_desk, revision):
    older = older_desk(empty_desk.where, revision)
    with older.transaction(writes=True) as connection:
        for key, uid in enumerate(SPELLED, start=1):
            put_raw(connection, key, uid, event(uid, f"Written as {uid}"))
    older.close()
    with empty_desk.open().read() as unit:
        uids = sorted(each.uid for each in unit.calendars.texts("own"))
        assert uids == ["D\\n", "a,b;c", "p,q;r", "x;y", "x\\;y"]
        kept = [each.text for each in unit.calendars.texts("own")]
        kept += [conflict.mine for conflict in unit.sync.conflicts()]
        written = [next(line for line in text.splitlines() if line.startswith("SUMMARY")) for text in kept]
        assert sorted(written) == sorted(f"SUMMARY:Written as {uid}" for uid in SPELLED)


@pytest.mark.parametrize("revision", [each for each in REVISIONS if each not in RAW])
def test_a_desk_of_any_other_age_opens(empty_desk, revision):
    older_desk(empty_desk.where, revision).close()
    with empty_desk.open().read() as unit:
        assert [calendar.id for calendar in unit.calendars.all()] == ["own"]


def test_two_uids_of_which_one_is_written_as_the_other_is_meant_stay_two(older, empty_desk):
    with older.transaction(writes=True) as connection:
        for number, uid in enumerate(("a\\\\;b", "a\\;b"), start=1):
            put_raw(connection, number, uid, event(uid), base_text=uid.encode(), sent=None)
            resource(connection, uid, f"{number}.ics")
            insert(connection, "mail_memory", uid=uid, body="{}")
    with empty_desk.open().read() as unit:
        assert {each.uid: each.key for each in unit.calendars.texts("own")} == {"a\\;b": 1, "a;b": 2}
        waiting = {entry.uid: entry.base_text for entry in unit.sync.journal("own")}
        assert waiting == {"a\\;b": "a\\\\;b", "a;b": "a\\;b"}
        assert [each.uid for each in unit.sync.resources("own")] == ["a\\;b", "a;b"]
        assert unit.sync.conflicts() == []


@pytest.mark.parametrize("kept", [None, "a;b", "a\\;b"], ids=["both deleted", "bare kept", "escaped kept"])
def test_what_was_deleted_under_a_spelling_still_goes_from_the_server(older, empty_desk, kept):
    names = {"a;b": "bare.ics", "a\\;b": "escaped.ics"}
    with older.transaction(writes=True) as connection:
        for key, (uid, name) in enumerate(names.items(), start=1):
            resource(connection, uid, name)
            put_raw(
                connection, key, uid, event(uid) if uid == kept else None, **deleted(name, uid) if uid != kept else {}
            )
        resource(connection, "a;b", "third.ics", problem=TWICE, text=event("a;b").encode())
    with empty_desk.open().read() as unit:
        assert [(each.uid, each.text) for each in unit.calendars.texts("own")] == (
            [("a;b", event(kept))] if kept else []
        )
        waiting = unit.sync.journal("own")
        assert {entry.href for entry in waiting} == {f"/own/{name}" for uid, name in names.items() if uid != kept}
        assert not unit.calendars.texts_of("own", [entry.uid for entry in waiting])
        of = {each.href: each.uid for each in unit.sync.resources("own")}
        assert [of[entry.href] for entry in waiting] == [entry.uid for entry in waiting]
        assert kept is None or of[f"/own/{names[kept]}"] == "a;b"
