"""The journal of edits, on both databases: what was done between two runs is one entry, or none."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opiekun.domain.calendar.events import Calendar
from opiekun.domain.sync.accounts import Auth, DavAccount, DavCollection
from opiekun.domain.sync.local import JournalEntry, Resource, Split
from opiekun.domain.sync.told import Told

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
UIDS = ("there", "hidden", "new")
THERE = JournalEntry("team", "there", "/team/t%20.ics", '"1"', "server", 1, NOON)


@pytest.fixture
def synced(store):
    """A synced calendar: the server has ``there``, and two that are not shown, one of which is ``hidden``."""
    with store.write() as unit:
        unit.calendars.save(Calendar("team", "Team", "#112233"))
        unit.sync.save_account(DavAccount("work", "https://dav.example.com/", "anna", Auth.BASIC))
        unit.sync.save_collection(DavCollection("team", "work", "https://dav.example.com/team/"))
        problem = Told("Another resource holds the same UID.")
        unit.sync.put_resources(
            "team",
            [
                Resource("/team/a.ics", "/team/a.ics", '"a"', "", "there", problem, "other"),
                Resource("/team/t .ics", "/team/t%20.ics", '"1"', "", "there"),
                Resource("/team/h.ics", "/team/h.ics", '"h"', "", "hidden", problem, "bad"),
            ],
        )
    return store


def note(store, *edits, minutes: int = 0, calendar_id: str = "team") -> list[JournalEntry]:
    with store.write() as unit:
        unit.sync.note_edits(calendar_id, edits, NOON + timedelta(minutes=minutes))
        return unit.sync.journal(calendar_id)


def test_the_first_edit_keeps_what_the_server_has(synced):
    assert note(synced, ("there", "server", "mine")) == [THERE]


def test_later_edits_leave_it_as_it_is(synced):
    note(synced, ("there", "server", "mine"))
    assert note(synced, ("there", "mine", "more"), minutes=5) == [replace(THERE, edits=2)]
    assert note(synced, ("there", "more", None)) == [replace(THERE, edits=3)]
    assert note(synced, ("there", None, "back")) == [replace(THERE, edits=4)]


def test_what_is_as_the_server_has_it_does_not_wait(synced):
    note(synced, ("there", "server", "mine"), ("new", None, "fresh"))
    assert note(synced, ("there", "mine", "server"), ("new", "fresh", None)) == []
    assert note(synced, ("there", "server", "server")) == []


def test_a_new_event_has_no_base(synced):
    fresh = JournalEntry("team", "new", "", "", None, 1, NOON)
    assert note(synced, ("new", None, "fresh")) == [fresh]
    assert note(synced, ("hidden", None, "of my own")) == [fresh, replace(fresh, uid="hidden")]


def test_an_event_that_the_server_never_had_is_new_to_it(synced):
    fresh = JournalEntry("team", "new", "", "", None, 1, NOON)
    assert note(synced, ("new", "as it was before", "mine")) == [fresh]
    assert note(synced, ("new", "mine", None)) == []


def test_the_deletion_of_an_event_that_the_server_lacks_is_remembered_until_it_is_taken_back(synced):
    missing = JournalEntry("team", "new", "", "", "as it was before", 1, NOON)
    assert note(synced, ("new", "as it was before", None)) == [missing]
    assert note(synced, ("new", None, "as it was before")) == []
    note(synced, ("new", "as it was before", None))
    assert note(synced, ("new", None, "again")) == [replace(missing, base_text=None, edits=2)]


def test_one_that_is_under_way_stays_whatever_is_done(synced):
    sent = [replace(THERE, sent=1, sent_text="mine"), JournalEntry("team", "new", "/n", "", None, 1, NOON, 1, "fresh")]
    with synced.write() as unit:
        for each in sent:
            unit.sync.save_entry(each)
    assert note(synced, ("there", "mine", "server"), ("new", "fresh", None)) == [
        replace(each, edits=2) for each in sent
    ]


def test_an_edit_takes_a_refusal_away(synced):
    with synced.write() as unit:
        unit.sync.save_entry(replace(THERE, refused=Told("Too large."), words="507"))
    assert note(synced, ("there", "mine", "shorter")) == [replace(THERE, edits=2)]


def test_a_calendar_that_is_not_synced_has_no_journal(synced, count_statements):
    assert note(synced, ("there", "server", "mine"), calendar_id="own") == []
    with synced.write() as unit, count_statements() as statements:
        for _ in range(9):
            unit.sync.note_edits("own", [(f"{number}", None, "text") for number in range(5_000)], NOON)
    assert len(statements) == 1


def test_many_edits_are_few_statements(synced, count_statements):
    many = [(f"{number}", None, "text") for number in range(5_000)]
    with synced.write() as unit, count_statements() as statements:
        unit.sync.note_edits("team", many, NOON)
    assert len(statements) == 22
    with synced.read() as unit:
        assert [each.uid for each in unit.sync.journal("team")] == [uid for uid, _before, _after in many]


def test_a_uid_that_no_database_holds_is_one_event_all_the_same(synced):
    note(synced, ("a\0\ud800", None, "one"))
    [found] = note(synced, ("a\0\ud800", "one", "two"))
    assert found.edits == 2
    with synced.write() as unit:
        assert unit.sync.entry("team", "a\0\ud800") == found
        unit.sync.drop_entry("team", "a\0\ud800")
        assert unit.sync.journal("team") == []


TEXTS = st.sampled_from([None, "server", "mine", "other"])


@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(st.lists(st.tuples(st.sampled_from(UIDS), TEXTS), max_size=4), max_size=8))
def test_whatever_was_done_one_entry_begins_from_what_the_server_has(synced, steps):
    server = {"there": "server"}
    texts, last = dict[str, str | None](server), dict[str, int]()
    with synced.write() as unit:
        for each in unit.sync.journal("team"):
            unit.sync.drop_entry("team", each.uid)
    for number, step in enumerate(steps):
        edits = []
        for uid, after in step:
            edits.append((uid, texts.get(uid), after))
            texts[uid] = after
            last[uid] = number
        entries = {each.uid: each for each in note(synced, *edits, minutes=number)}
        assert {*entries} == {uid for uid in UIDS if texts.get(uid) != server.get(uid)}
        for uid, found in entries.items():
            assert found.base_text == server.get(uid)
            known = uid in server
            assert (found.href, found.base_etag) == ((THERE.href, THERE.base_etag) if known else ("", ""))
            assert found.made_at <= NOON + timedelta(minutes=last[uid])
            assert (found.sent, found.refused) == (None, None)


def test_what_is_only_remembered_does_not_wait_and_makes_way_for_an_edit(synced):
    left = JournalEntry(
        "team", "new", "", "", "as it was before", 0, NOON, moved_to="other", splits=(Split("", "w", 0),)
    )
    with synced.write() as unit:
        unit.sync.save_entry(left)
    with synced.read() as unit:
        assert unit.sync.left("team") == [left]
        assert (unit.sync.journal("team"), unit.sync.entry("team", "new")) == ([], None)
        assert (unit.sync.waiting(), unit.sync.split_off()) == ({}, set())
    assert note(synced, ("new", None, "again")) == [JournalEntry("team", "new", "", "", None, 1, NOON)]
    with synced.read() as unit:
        assert unit.sync.left("team") == []
