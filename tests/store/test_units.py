"""Units of work: one at a time where they write, one moment where they read, safe from any thread and process."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from opiekun.domain.errors import DamagedDesk, StoreRefused
from opiekun.domain.people import Account, Agent
from opiekun.domain.timeline import EventKind
from opiekun.store.opening import open_store


def test_a_unit_that_fails_changes_nothing(store, samples):
    with pytest.raises(ZeroDivisionError), store.write() as unit:
        unit.requests.append(samples.add(unit), [samples.event(text=str(1 // 0))])
    with store.read() as unit:
        assert unit.requests.count() == 0


def test_a_reading_unit_that_writes_is_a_bug(store):
    with pytest.raises(DBAPIError), store.read() as unit:
        unit.people.save_agent(Agent("bob", "Bob"))
    with store.write() as unit:
        unit.people.save_agent(Agent("bob", "Bob"))


@pytest.mark.parametrize("damage", [b"\0" * 4096, b"\xff" * 400], ids=["pages", "letters"])
def test_damage_that_the_queue_meets_is_a_refusal(file_desk, samples, damage):
    store = file_desk.open()
    with store.write() as unit:
        unit.people.save_account(Account("acme", "Acme"))
        for number in range(300):
            samples.add(unit, f"T-{number}", subject="subject " * 100)
    file_desk.close()
    content = file_desk.where.read_bytes()
    # Behind what the opening reads; in the text of rows, not in the frame of their page.
    place = content.index(b"subject subject", len(content) // 2) + 100
    if len(damage) == 4096:
        place = place // 4096 * 4096
    file_desk.where.write_bytes(content[:place] + damage + content[place + len(damage) :])
    with pytest.raises(DamagedDesk), file_desk.open().read() as unit:
        unit.requests.rows()


def test_a_reading_unit_sees_one_moment(store, samples):
    with store.read() as reading:
        assert reading.requests.count() == 0
        with store.write() as writing:
            samples.add(writing)
        assert reading.requests.count() == 0
        assert reading.requests.rows() == []
    with store.read() as reading:
        assert reading.requests.count() == 1


def test_threads_share_a_store(store, samples):
    threads = 8
    ready = threading.Barrier(threads)

    def add_some(number: int) -> None:
        ready.wait()
        for part in range(5):
            with store.write() as unit:
                samples.add(unit, unit.requests.next_id(), source=samples.request(f"{number}-{part}").source)
            with store.read() as unit:
                assert len(unit.requests.rows()) == unit.requests.count()

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(add_some, range(threads)))
    with store.read() as unit:
        assert {row.id for row in unit.requests.rows()} == {f"R-{number}" for number in range(1, threads * 5 + 1)}


APPEND = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from opiekun.domain.timeline import Event, EventKind
from opiekun.store.opening import open_store
where, key, name = sys.argv[1] if "://" in sys.argv[1] else Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
now = datetime.now(UTC)
store = open_store(where, now=now)
for number in range(60):
    own, shared = (Event(0, now, EventKind.NOTE, source_ref=f"{who}-{number}") for who in (name, "both"))
    with store.write() as unit:
        unit.requests.append(key, [own, shared])
store.close()
"""


def test_two_processes_neither_lose_nor_double_an_event(desk, store, samples, start_program):
    with store.write() as unit:
        key = samples.add(unit)
    appending = [start_program(APPEND, desk.where, key, name) for name in ("one", "two")]
    assert [process.wait(timeout=120) for process in appending] == [0, 0]
    with store.read() as unit:
        events = unit.requests.get(key).events
    assert [event.seq for event in events] == list(range(1, 182))
    refs = [event.source_ref for event in events if event.kind is EventKind.NOTE]
    assert sorted(refs) == sorted(f"{who}-{number}" for who in ("one", "two", "both") for number in range(60))


GREEDY = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from opiekun.domain.people import Agent
from opiekun.store.opening import open_store
store = open_store(sys.argv[1] if "://" in sys.argv[1] else Path(sys.argv[1]), now=datetime.now(UTC))
print("writing")
while True:
    with store.write() as unit:
        for number in range(50):
            unit.people.save_agent(Agent("greedy", str(number)))
"""


def test_a_greedy_writer_does_not_lock_another_out(desk, start_program, monkeypatch):
    # Less patience than people get, and many turns in a row.
    monkeypatch.setattr("opiekun.store.engine.BUSY_SECONDS", 3)
    store = desk.open()
    greedy = start_program(GREEDY, desk.where)
    assert greedy.stdout.readline() == "writing\n"
    for number in range(60):
        with store.write() as unit:
            unit.people.save_account(Account("acme", f"Acme {number}"))
    assert greedy.poll() is None


def test_a_desk_that_another_writes_to_for_long_is_refused(desk, monkeypatch):
    monkeypatch.setattr("opiekun.store.engine.BUSY_SECONDS", 1)
    busy, waiting = desk.open(), desk.open()
    with busy.write(), waiting.read() as unit:
        assert unit.requests.count() == 0
    with busy.write(), pytest.raises(StoreRefused, match="in use by another program"), waiting.write():
        pass
    with waiting.write() as unit:
        unit.people.save_account(Account("acme", "Acme"))


def test_a_server_that_goes_away_is_refused_and_found_again(postgres, postgres_template, samples):
    store = open_store(postgres.url(postgres.new_database(postgres_template)), now=samples.now)
    others = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()")
    with pytest.raises(StoreRefused, match="cannot be reached"), store.transaction(writes=True) as connection:
        connection.execute(others)
    with store.read() as unit:
        assert unit.requests.count() == 0
    store.close()


def test_a_queue_of_any_length_takes_the_same_statements(store, samples, count_statements):
    def statements(requests: int) -> int:
        with store.write() as unit:
            have = unit.requests.count()
            for number in range(have, requests):
                samples.add(unit, f"T-{number}")
        with store.read() as unit, count_statements() as count:
            assert len(unit.requests.rows()) == requests
        return len(count)

    assert statements(3) == statements(2_500) == 3


@pytest.mark.parametrize("query", ["rows", "due_transitions"])
def test_the_queue_is_read_by_its_index(file_desk, samples, count_statements, query):
    store = file_desk.open()
    with store.read() as unit, count_statements() as statements:
        unit.requests.rows() if query == "rows" else unit.requests.due_transitions(samples.now)
    with store.transaction(writes=False) as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statements[-1]}", (1,) * statements[-1].count("?"))
        assert "USING INDEX ix_requests_" in str(plan.all())


def test_standings_are_per_request(store, samples):
    with store.write() as unit:
        one, two = samples.add(unit, "T-1"), samples.add(unit, "T-2")
        unit.requests.set_standing(one, samples.standing(due_at=7), samples.now)
    with store.read() as unit:
        assert unit.requests.get(one).standing == samples.standing(due_at=7)
        assert unit.requests.get(two).standing == replace(samples.standing())
