"""Connections, write-backs, column mappings and notices, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from opiekun.domain.errors import InvalidInput
from opiekun.domain.intake import Connection, WriteBack
from opiekun.domain.standing import Status
from opiekun.domain.timeline import Severity

CONNECTION = Connection("main", "liveagent", "https://desk.example.com", "Europe/Prague", "tag:sev-")


@pytest.fixture
def change(store, samples) -> WriteBack:
    """A change of a stored request that is not queued yet."""
    with store.write() as unit:
        key = samples.add(unit)
    before = samples.shared()
    after = samples.shared(
        status=Status.RESOLVED,
        severity=None,
        assignee="Anna Łoś",
        tags=frozenset({"b", "a"}),
        postponed_until=datetime(2026, 4, 1, tzinfo=UTC),
    )
    return WriteBack(0, key, "main", "x1", before, after, samples.now)


def test_a_connection_is_kept_with_its_cursor(store, samples):
    later = replace(
        CONNECTION,
        default_severity=Severity.STANDARD,
        cursor='{"page": 2}',
        last_success=samples.now,
        last_error="It said no.",
    )
    with store.write() as unit:
        unit.connections.save(CONNECTION)
        assert unit.connections.all() == [CONNECTION]
        unit.connections.save(later)
    with store.read() as unit:
        assert unit.connections.all() == [later]


def test_a_page_and_its_cursor_are_stored_together_or_not_at_all(store, samples):
    def store_half_a_page() -> None:
        with store.write() as unit:
            samples.add(unit)
            unit.connections.save(replace(CONNECTION, cursor="2"))
            samples.add(unit)

    with store.write() as unit:
        unit.connections.save(CONNECTION)
    with pytest.raises(InvalidInput):
        store_half_a_page()
    with store.read() as unit:
        assert unit.connections.all() == [CONNECTION]
        assert unit.requests.count() == 0


def test_a_change_waits_until_it_is_done(store, change):
    with store.write() as unit:
        unit.connections.queue_write_back(change)
    with store.write() as unit:
        [waiting] = unit.connections.write_backs("main")
        assert waiting == replace(change, id=waiting.id)
        assert unit.connections.write_back_of(change.key) == waiting
        assert unit.connections.write_backs("other") == []
        unit.connections.done_write_back(waiting)
        assert unit.connections.write_backs("main") == []
        assert unit.connections.write_back_of(change.key) is None


def test_a_later_change_takes_the_place_of_the_one_that_waits(store, samples, change):
    later = replace(change, after=samples.shared(status=Status.WAITING))
    with store.write() as unit:
        unit.connections.queue_write_back(change)
        unit.connections.queue_write_back(later)
        assert [one.after.status for one in unit.connections.write_backs("main")] == [Status.WAITING]
        unit.connections.queue_write_back(replace(later, after=later.before))
        assert unit.connections.write_backs("main") == []


def test_what_was_chosen_while_a_change_was_under_way_goes_on_waiting(store, samples, change):
    newer = samples.shared(status=Status.ANSWERED)
    with store.write() as unit:
        unit.connections.queue_write_back(change)
        under_way = unit.connections.write_back_of(change.key)
        unit.connections.queue_write_back(replace(change, after=newer))
        unit.connections.done_write_back(under_way)
        waiting = unit.connections.write_back_of(change.key)
        assert (waiting.before, waiting.after) == (change.after, newer)


def test_a_refused_change_is_shown_and_waits_no_more(store, samples, change):
    with store.write() as unit:
        unit.connections.queue_write_back(change)
        unit.connections.refuse_write_back(unit.connections.write_back_of(change.key), "It said no.")
        assert unit.connections.write_backs("main") == []
        assert [one.refused for one in unit.connections.refused_write_backs()] == ["It said no."]
        unit.connections.queue_write_back(replace(change, after=samples.shared(status=Status.WAITING)))
        assert len(unit.connections.write_backs("main")) == 1
        assert len(unit.connections.refused_write_backs()) == 1


def test_columns_are_remembered_for_files_with_the_same_header(store):
    header = ("Číslo", "Betreff", "a\x00")
    with store.write() as unit:
        assert unit.connections.column_mapping(header) is None
        unit.connections.save_column_mapping(header, {"Betreff": "subject"})
        unit.connections.save_column_mapping(header, {"Číslo": "id"})
    with store.read() as unit:
        assert unit.connections.column_mapping(header) == {"Číslo": "id"}
        assert unit.connections.column_mapping(header[:2]) is None


def test_a_notice_is_claimed_once(store, samples):
    with store.write() as unit:
        assert unit.connections.claim_notice("T-1 breached", samples.now)
        assert not unit.connections.claim_notice("T-1 breached", samples.now)
    with store.write() as unit:
        assert not unit.connections.claim_notice("T-1 breached", samples.now)
        assert unit.connections.claim_notice("T-2 breached", samples.now)
