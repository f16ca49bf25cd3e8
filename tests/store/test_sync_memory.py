"""What the store remembers for the sync, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from tracemalloc import get_traced_memory, start, stop

import pytest
from sqlalchemy import text

from opiekun.domain.calendar.events import Calendar
from opiekun.domain.sync.accounts import Auth, CollectionStanding, DavAccount, DavCollection, InboxRead, SyncBy
from opiekun.domain.sync.local import WITHHELD, Conflict, ConflictKind, JournalEntry, Resource
from opiekun.domain.sync.report import CollectionReport, InboxReport, LogLine, RunReport
from opiekun.domain.sync.told import Told
from opiekun.store.text import clean

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)
# What a text from outside may hold, to the letter.
ANY = "BEGIN:VCALENDAR\r\nX:\0\ud800żółw\r\n \r"
TOLD = Told("The server said {words}.", {"words": "\0 no {way} ż"})

WORK = DavAccount("work", "https://dav.example.com/", "anna", Auth.DIGEST)
FULL = replace(
    WORK,
    fingerprint="ab" * 32,
    principal="https://dav.example.com/anna/",
    outbox="https://dav.example.com/anna/outbox/",
    inbox="https://dav.example.com/anna/inbox/",
    schedules=True,
    addresses=("anna@example.com", "a.łoś@example.com"),
    asks=TOLD,
    retry_at=NOON + timedelta(seconds=1.5),
)
TEAM = DavCollection("team", "work", "https://dav.example.com/anna/team%20one/")


@pytest.fixture
def synced(store):
    """A desk whose calendar ``team`` is synced, and ``own`` is not."""
    with store.write() as unit:
        unit.calendars.save(Calendar("team", "Team", "#112233"))
        unit.sync.save_account(WORK)
        unit.sync.save_collection(TEAM)
    return store


def test_how_far_an_inbox_was_read_outlives_what_changes_of_its_account(synced):
    read = InboxRead(by_token=False, sync_token="token/1", etags={"/anna/inbox/ż.ics": '"1"'})  # noqa: S106 - no secret
    with synced.write() as unit:
        assert unit.sync.inbox_read("work") == InboxRead()
        unit.sync.save_inbox_read("work", read)
        unit.sync.save_account(FULL)
    with synced.read() as unit:
        assert unit.sync.inbox_read("work") == read
        assert unit.sync.inbox_read("another") == InboxRead()


def resource(name: str, uid: str | None = None, **changes) -> Resource:
    ordinary = Resource(f"/team/{name}", f"/team/{name}", f'"{name}-1"', "", name if uid is None else uid)
    return ordinary._replace(**changes)


def entry(uid: str, **changes) -> JournalEntry:
    return replace(JournalEntry("team", uid, f"/team/{uid}", '"1"', ANY, 1, NOON), **changes)


def test_accounts_come_back_as_they_were_in_the_order_in_which_they_came(synced):
    with synced.write() as unit:
        unit.sync.save_account(replace(FULL, id="a later one"))
        unit.sync.save_account(FULL)
    with synced.read() as unit:
        assert unit.sync.accounts() == [FULL, replace(FULL, id="a later one")]
    with synced.write() as unit:
        unit.sync.save_account(WORK)
    with synced.read() as unit:
        assert unit.sync.accounts()[0] == WORK


def test_collections_come_back_as_they_were_in_the_calendars_order(synced):
    full = replace(
        TEAM,
        by=SyncBy.TOKEN,
        sync_token="data:,1",  # noqa: S106 - no secret
        ctag='"2"',
        standing=CollectionStanding.GUARDED,
        missing=7,
        known=9,
        may_delete=True,
        tells_guests=True,
        reconciled_at=NOON,
        synced_at=NOON + DAY,
        failure=TOLD,
    )
    later = replace(TEAM, calendar_id="a later one")
    with synced.write() as unit:
        unit.calendars.save(Calendar("a later one", "Later", "#112233"))
        unit.sync.save_collection(later)
        unit.sync.save_collection(full)
    with synced.read() as unit:
        assert unit.sync.collections() == [full, later]
        assert unit.sync.collection("team") == full
        assert unit.sync.collection("own") is None


def test_a_removed_calendar_is_not_synced_and_goes_on_where_it_was_when_it_comes_back(synced):
    clash = Conflict("", ConflictKind.BOTH_CHANGED, "team", "a", None, "mine", "theirs", ("summary",), NOON)
    held = resource("b", problem=TOLD, text=ANY)
    with synced.write() as unit:
        unit.sync.put_resources("team", [resource("a"), held])
        unit.sync.save_entry(entry("a"))
        unit.sync.add_conflict(clash)
        unit.calendars.set_removed("team", NOON)
    with synced.read() as unit:
        assert (unit.sync.collections(), unit.sync.conflicts(), unit.sync.problems()) == ([], [], [])
        assert unit.sync.collection("team") == TEAM
    with synced.write() as unit:
        unit.calendars.forget(NOON)
        unit.calendars.set_removed("team", None)
    with synced.read() as unit:
        assert unit.sync.collections() == [TEAM]
        assert unit.sync.problems() == [("team", held._replace(text=None), clean(ANY))]
        assert [each.uid for each in unit.sync.conflicts()] == ["a"]
        assert unit.sync.journal("team") == [entry("a")]
        assert len(list(unit.sync.resources("team"))) == 2


def test_what_is_remembered_of_a_calendar_is_forgotten_with_it(synced):
    with synced.write() as unit:
        unit.sync.put_resources("team", [resource("a")])
        unit.sync.save_entry(entry("a"))
        unit.sync.add_conflict(Conflict("", ConflictKind.REWRITTEN, "team", "a", None, "", "", (), NOON))
        unit.calendars.set_removed("team", NOON)
        unit.calendars.forget(NOON + DAY)
    with synced.read() as unit:
        assert unit.sync.collection("team") is None
        assert list(unit.sync.resources("team")) == []
        assert unit.sync.journal("team") == []
        assert unit.sync.accounts() == [WORK]


def test_an_account_that_was_let_go_of_is_known_no_more_until_it_is_connected_again(synced):
    clash = Conflict("c", ConflictKind.BOTH_CHANGED, "team", "a", None, "mine", "theirs", ("summary",), NOON)
    with synced.write() as unit:
        unit.sync.put_resources("team", [resource("a")])
        unit.sync.save_entry(entry("a"))
        unit.sync.add_conflict(clash)
        unit.sync.put_resources("team", [resource("held", problem=TOLD, text=ANY)])
        unit.sync.let_go("work")
        unit.sync.note_edits("team", [("b", None, "new")], NOON)
        unit.sync.save_inbox_read("work", InboxRead(sync_token="later"))  # noqa: S106
    with synced.read() as unit:
        assert unit.calendars.get("team") is not None
        assert unit.sync.conflicts() == [clash]
        assert (unit.sync.accounts(), unit.sync.collections(), unit.sync.collection("team")) == ([], [], None)
        assert (unit.sync.remembered("team"), unit.sync.remembered("own")) == (TEAM, None)
        assert (unit.sync.waiting(), unit.sync.problems()) == ({}, [])
        assert (unit.sync.let_go_accounts(), unit.sync.let_go_collections("work")) == ([WORK], [TEAM])
    with synced.write() as unit:
        unit.sync.save_account(WORK)
        unit.sync.save_collection(TEAM)
    with synced.read() as unit:
        assert (unit.sync.accounts(), unit.sync.let_go_accounts()) == ([WORK], [])
        assert (unit.sync.collections(), unit.sync.let_go_collections("work")) == ([TEAM], [])
        assert [each.uid for each in unit.sync.journal("team")] == ["a", "b"]
        assert [each.key for each in unit.sync.resources("team")] == ["/team/a", "/team/held"]
        assert unit.sync.inbox_read("work") == InboxRead()


def test_an_account_that_was_let_go_of_is_forgotten_with_the_last_of_its_calendars(synced):
    with synced.write() as unit:
        unit.sync.let_go("work")
        unit.calendars.set_removed("team", NOON)
    with synced.read() as unit:
        assert (unit.sync.let_go_accounts(), unit.sync.let_go_collections("work")) == ([WORK], [])
    with synced.write() as unit:
        unit.calendars.forget(NOON + DAY)
    with synced.read() as unit:
        assert unit.sync.let_go_accounts() == []


def test_resources_are_known_by_their_key_and_by_their_uid(synced):
    second = resource("second", "same", problem=TOLD, text=ANY)
    shown = resource("shown", "same", schedule_tag='"s"')
    with synced.write() as unit:
        unit.sync.put_resources("team", [second, shown, resource("other")])
        unit.sync.put_resources("team", [resource("other", etag='"other-2"'), resource("new")])
        unit.sync.put_resources("team", [])
    with synced.read() as unit:
        assert unit.sync.resources_of("team", "same") == [shown, second]
        assert unit.sync.resources_of("own", "same") == []
        asked = unit.sync.resources_at("team", ["/team/second", "/team/other", "/team/none"])
        assert asked == {"/team/second": second, "/team/other": resource("other", etag='"other-2"')}
        assert [each.key for each in unit.sync.resources("team")] == [
            "/team/new",
            "/team/other",
            "/team/second",
            "/team/shown",
        ]
        assert unit.sync.problems() == [("team", second._replace(text=None), clean(ANY))]
    with synced.write() as unit:
        unit.sync.drop_resources("team", ["/team/shown", "/team/none"])
        unit.sync.put_resources("team", [second._replace(problem=None, text=None)])
    with synced.read() as unit:
        assert unit.sync.problems() == []
        assert unit.sync.resources_of("team", "same") == [second._replace(problem=None, text=None)]


def test_of_a_problem_only_what_its_title_may_stand_in_is_read(synced):
    long = "SUMMARY:A\r\n" + "ż" * 1_000_000
    kept = resource("kept", problem=TOLD, text=long, kept="Before")
    whole = resource("long", problem=TOLD, text=long)
    nameless = resource("nameless", problem=TOLD, text=long, kept="")
    with synced.write() as unit:
        unit.sync.put_resources("team", [kept, whole, nameless])
    with synced.read() as unit:
        (_, first, of_kept), (_, second, of_long), (*_, of_nameless) = unit.sync.problems()
        assert (first, second) == (kept._replace(text=None), whole._replace(text=None))
    assert of_kept == ""
    assert of_long == of_nameless
    assert of_long.startswith("SUMMARY:A\r\nż")
    assert len(of_long) < 100_000


def test_resources_that_the_server_would_not_give_out_are_known(synced):
    kept = [resource("b", etag=WITHHELD), resource("a", problem=TOLD, etag=WITHHELD)]
    with synced.write() as unit:
        unit.sync.put_resources("team", [resource("given"), resource("none", etag=""), *kept])
        unit.sync.put_resources("own", [resource("c", etag=WITHHELD)])
    with synced.read() as unit:
        assert [each.key for each in unit.sync.withheld("team")] == ["/team/a", "/team/b"]


def test_fifty_thousand_resources_are_listed_in_little_memory(synced, count_statements):
    with synced.write() as unit, count_statements() as writing:
        unit.sync.put_resources("team", [resource(f"{number:06}") for number in range(50_000)])
    assert len(writing) == 101
    with synced.read() as unit, count_statements() as reading:
        keys = [each.key for each in unit.sync.resources("team")]
    assert len(reading) == 11
    assert keys == [f"/team/{number:06}" for number in range(50_000)]
    with synced.read() as unit:
        start()
        try:
            assert sum(1 for _ in unit.sync.resources("team")) == 50_000
            _now, peak = get_traced_memory()
        finally:
            stop()
    assert peak < 12_000_000


def test_resources_are_found_by_their_indexes(file_desk, count_statements):
    store = file_desk.open()
    with store.read() as unit, count_statements() as statements:
        list(unit.sync.resources("team"))
        unit.sync.resources_of("team", "a")
        unit.sync.problems()
        unit.sync.withheld("team")
        unit.sync.journal("team")
    with store.transaction(writes=False) as connection:
        for statement in statements:
            plan = connection.execute(text("EXPLAIN QUERY PLAN " + statement.replace("?", "0"))).all()
            steps = [row[-1] for row in plan if "sync_" in row[-1]]
            assert steps
            assert not [step for step in steps if step.startswith("SCAN") and "ix_sync_resources_problems" not in step]


def test_entries_come_back_as_they_were_oldest_first(synced):
    sent = entry("b", sent=2, sent_text=None, edits=3, refused=TOLD, words="\ufffd nein", made_at=NOON - DAY)
    gone = entry("a", base_text=None, base_etag="", href="", sent=1, sent_text=ANY)
    with synced.write() as unit:
        unit.sync.save_entry(entry("b"))
        unit.sync.save_entry(gone)
        unit.sync.save_entry(sent)
    with synced.read() as unit:
        assert unit.sync.journal("team") == [sent, gone]
        assert unit.sync.journal("own") == []
        assert (unit.sync.waiting(), unit.sync.refused("team"), unit.sync.refused("own")) == ({"team": 1}, [sent], [])
        assert unit.sync.entry("team", "a") == gone
        assert unit.sync.entry("own", "a") is None
    with synced.write() as unit:
        unit.sync.drop_entry("team", "b")
        unit.sync.drop_entry("team", "none")
    with synced.read() as unit:
        assert unit.sync.journal("team") == [gone]


def test_conflicts_come_back_as_they_were_oldest_first(synced):
    older = Conflict("", ConflictKind.BOTH_CHANGED, "team", "a", ANY, ANY + "1", ANY + "2", ("summary", "ż"), NOON)
    newer = Conflict("z", ConflictKind.REWRITTEN, "own", "b", None, "", "", (), NOON + DAY)
    with synced.write() as unit:
        unit.sync.add_conflict(newer)
        unit.sync.add_conflict(older)
    with synced.read() as unit:
        first, second = unit.sync.conflicts()
        assert unit.sync.in_conflict() == [(each.calendar_id, each.uid) for each in (first, second)]
        assert unit.sync.conflicts_of(second.calendar_id, second.uid) == [
            each for each in (first, second) if each.uid == second.uid
        ]
        assert unit.sync.conflicts_of(second.calendar_id, "another") == []
        assert unit.sync.in_conflict(second.kind) == [(second.calendar_id, second.uid)]
        assert (unit.sync.conflict(first.id), unit.sync.conflict("another")) == (first, None)
    assert (replace(first, id=""), second) == (older, newer)
    assert first.id
    with synced.write() as unit:
        unit.sync.drop_conflict(first.id)
    with synced.read() as unit:
        assert unit.sync.conflicts() == [newer]


def test_runs_come_back_as_they_were_and_the_oldest_are_forgotten(synced):
    full = RunReport(
        started_at=NOON,
        ended_at=NOON + timedelta(seconds=2),
        collections=(CollectionReport("team", "Team", TEAM.url, 1, 2, 3, 4, 5, 6, 7, 8, TOLD),),
        log=(LogLine(NOON, TOLD, "team", "a"), LogLine(NOON, Told("Nothing changed."))),
        cancelled=True,
        inboxes=(InboxReport(TEAM.url, 2, {"applied": 1, "held": 1}, 3, TOLD),),
    )
    with synced.write() as unit:
        unit.sync.save_run(RunReport(NOON, None, (), ()), keep=2)
    with synced.read() as unit:
        assert unit.sync.runs(9) == [RunReport(NOON, None, (), ())]
    with synced.write() as unit:
        unit.sync.save_run(full, keep=2)
    with synced.read() as unit:
        assert unit.sync.runs(9) == [full]
    # The clock was put back in between.
    later = [RunReport(NOON - days * DAY, None, (), ()) for days in (1, 2)]
    with synced.write() as unit:
        for run in later:
            unit.sync.save_run(run, keep=2)
    with synced.read() as unit:
        assert unit.sync.runs(9) == later[::-1]
        assert unit.sync.runs(1) == later[1:]
