"""A first look at a desk's file tells what the store would, leaves what is odd to it, and touches nothing."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from opiekun.domain.people import Account, Agent, Assignment, Duty
from opiekun.domain.policy import ClockName
from opiekun.domain.queue import Group, Order, group_of, sort_key
from opiekun.domain.standing import Status
from opiekun.domain.timeline import Severity
from opiekun.store import first_look
from opiekun.store.first_look import look_at


def by_group(rows, now):
    return sorted(rows, key=lambda row: (sort_key(row, now, Order.GROUPED), row.key))


def some_standing(chance, samples):
    """Of every kind, with ties and with what is missing."""
    start = chance.choice([None, *range(-3, 4)])
    due = None if start is None else samples.seconds(60 * (start + chance.randrange(1, 4)))
    return samples.standing(
        status=chance.choice(list(Status)),
        severity=chance.choice(list(Severity)),
        assignee_id=chance.choice([None, "anna"]),
        clock=None if start is None else chance.choice(list(ClockName)),
        started_at=None if start is None else samples.seconds(60 * start),
        at_risk_at=None if due is None else due - 600,
        due_at=due,
        callback_since=chance.choice([None, None, None, samples.seconds(-chance.randrange(4))]),
    )


@pytest.fixture
def random_desk(file_desk, samples, request):
    """A closed desk with some hundred requests; the answer is its file and the rows of its queue."""
    chance = random.Random(request.param)  # noqa: S311 - not a secret
    store = file_desk.open()
    with store.write() as unit:
        unit.people.save_account(Account("acme", "Acme Żółw"))
        unit.people.save_account(Account("apex", "Apex"))
        unit.people.save_agent(Agent("anna", "Anna Łoś", "anna@example.com", 2, "Europe/Warsaw"))
        for number in range(chance.choice([1, 40, 400])):
            received = samples.now - timedelta(minutes=chance.randrange(5))
            changes = {"account_id": chance.choice(["acme", "apex"]), "triage": chance.random() < 0.5}
            samples.add(unit, f"T-{number}", received_at=received, standing=some_standing(chance, samples), **changes)
    with store.read() as unit:
        rows = unit.requests.rows()
    file_desk.close()
    return file_desk.where, rows


@pytest.mark.parametrize("random_desk", range(20), indirect=True)
def test_rows_come_in_the_order_of_the_queue(random_desk, samples):
    path, rows = random_desk
    for minutes in (-200, 0, 200):
        now = samples.seconds(minutes)
        assert look_at(path, lambda look, now=now: list(look.rows(now))) == by_group(rows, now)


def test_the_top_of_a_long_queue_is_found_without_sorting_it(file_desk):
    file_desk.open()
    file_desk.close()
    with closing(sqlite3.connect(file_desk.where)) as connection:
        for (condition, order), group in zip(first_look.GROUPS, Group, strict=True):
            query = f"EXPLAIN QUERY PLAN SELECT * FROM requests WHERE {condition} ORDER BY {order}"  # noqa: S608 - our own words
            plan = " ".join(row[3] for row in connection.execute(query, {"now": 0}))
            assert ("TEMP B-TREE FOR ORDER BY" in plan) == (group in {Group.WAITING, Group.HELD})


def test_a_row_that_takes_long_to_find_ends_the_look(file_desk, samples, monkeypatch):
    store = file_desk.open()
    with store.write() as unit:
        unit.people.save_account(Account("acme", "Acme"))
        first = samples.add(unit, "T-0", standing=samples.standing(callback_since=samples.seconds()))
        for number in range(1, 200):
            samples.add(unit, f"T-{number}", standing=samples.standing(status=Status.WAITING))
    file_desk.close()
    monkeypatch.setattr(first_look, "_STEPS", 1_000)
    rows = look_at(file_desk.where, lambda look: list(look.rows(samples.seconds())))
    assert [row.key for row in rows] == [first]
    assert group_of(rows[0], samples.seconds()) is Group.CALLBACK


def test_people_are_told_as_the_store_tells_them(file_desk, samples):
    store = file_desk.open()
    with store.write() as unit:
        unit.people.save_account(Account("acme", "Acme"))
        unit.people.save_agent(Agent("anna", "Anna Łoś", "anna@example.com", 2, "Europe/Warsaw", active=False))
        unit.people.open_assignment(Assignment("acme", "anna", Duty.COVER, samples.now))
        unit.people.open_assignment(Assignment("acme", "anna", Duty.DEDICATED, samples.now - timedelta(days=1)))
        unit.people.open_assignment(Assignment("acme", "anna", Duty.DEDICATED, samples.now))
    with store.read() as unit:
        agent, standing = unit.people.agent("anna"), [line for line in unit.people.assignments() if not line.until]
    file_desk.close()
    assert look_at(file_desk.where, lambda look: look.agent("anna")) == agent
    assert look_at(file_desk.where, lambda look: look.agent("Anna Łoś")) is None
    assert sorted(look_at(file_desk.where, lambda look: look.assignments()), key=str) == sorted(standing, key=str)


def a_newer_one(path):
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


def another_program_s(path):
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TABLE alembic_version")


def of_a_severity_that_is_none(path):
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE requests SET channel = 'smoke signal'")


def no_database(path):
    path.write_bytes(b"no database, certainly not " * 1_000)


def one_not_closed_well(path):
    path.with_name(path.name + "-wal").write_bytes(b"")


ODD = [
    lambda path: path.unlink(),
    lambda path: path.write_bytes(b""),
    lambda path: path.write_bytes(path.read_bytes()[:50]),
    a_newer_one,
    another_program_s,
    of_a_severity_that_is_none,
    no_database,
    one_not_closed_well,
]


@pytest.mark.parametrize("make_odd", ODD)
def test_an_odd_file_is_left_to_the_ordinary_opening(file_desk, samples, make_odd):
    with file_desk.open().write() as unit:
        unit.people.save_account(Account("acme", "Acme"))
        samples.add(unit)
    file_desk.close()
    assert look_at(file_desk.where, lambda look: len(list(look.rows(samples.seconds())))) == 1
    make_odd(file_desk.where)
    assert look_at(file_desk.where, lambda look: list(look.rows(samples.seconds()))) is None


def test_what_is_written_meanwhile_makes_the_look_void(file_desk, samples):
    file_desk.open()
    file_desk.close()

    def read(look):
        seen = list(look.rows(samples.seconds()))
        with file_desk.open().write() as unit:
            unit.people.save_account(Account("acme", "Acme"))
            samples.add(unit)
        file_desk.close()
        return seen

    assert look_at(file_desk.where, read) is None


def test_a_look_writes_nothing(file_desk, samples):
    file_desk.open()
    file_desk.close()
    folder = file_desk.where.parent

    def state():
        return [(path.name, path.stat().st_mtime_ns, path.read_bytes()) for path in sorted(folder.iterdir())]

    before = state()
    assert look_at(file_desk.where, lambda look: list(look.rows(samples.seconds()))) == []
    assert state() == before
