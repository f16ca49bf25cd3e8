"""The first page is the top of the queue that is read afterwards, the agent's own where there is one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from opiekun.bootstrap import Program, build
from opiekun.domain.instants import utc_seconds
from opiekun.domain.people import Agent, Duty
from opiekun.domain.queue import Order, QueueRow, sort_key
from opiekun.domain.timeline import Channel, Severity
from opiekun.mail.letters import MimeWriter
from opiekun.mail.reading import read_messages
from opiekun.services.accounts import save_agent, set_duty
from opiekun.services.actions import add_request
from opiekun.services.ports import Store
from opiekun.services.queue import open_queue
from opiekun.services.sample import fill_sample


@pytest.fixture
def program(tmp_path: Path, store: Store, now: datetime) -> Iterator[Program]:
    """A program whose desk is the one of ``store``, which is closed; two agents and their requests stand in it."""
    program = build(tmp_path, now)
    fill_sample(store, program.preferences, MimeWriter(), read_messages, now=now)
    save_agent(store, Agent("", "Zofia Lis"))
    set_duty(store, "Globex", Duty.DEDICATED, "Zofia Lis", now=now)
    store.close()
    yield program
    program.close(backup=False)


def queue(program: Program, agent_id: str | None, now: datetime) -> tuple[QueueRow, ...]:
    rows = open_queue(program.store, agent_id)
    return tuple(sorted(rows, key=lambda row: (sort_key(row, utc_seconds(now), Order.GROUPED), row.key)))


def test_it_is_the_top_of_the_agent_s_queue(program: Program, now: datetime) -> None:
    with program.store.read() as unit:
        agents = unit.people.agents()
    seen = set()
    for agent in agents:
        program.close(backup=False)
        program.preferences.save(replace(program.preferences.load(), agent_id=agent.id))
        page = program.first_page()
        assert page is not None
        assert page.agent == agent
        assert page.rows == queue(program, agent.id, now)
        seen.add(page.rows)
    assert len(seen) > 1


def test_before_anybody_has_said_who_works_here_it_is_everybody_s(program: Program, now: datetime) -> None:
    program.preferences.save(replace(program.preferences.load(), agent_id=""))
    page = program.first_page()
    assert page is not None
    assert page.agent is None
    assert page.rows == queue(program, None, now)


def test_it_is_no_longer_than_a_tall_window(program: Program, now: datetime) -> None:
    program.preferences.save(replace(program.preferences.load(), agent_id=""))
    for number in range(120):
        add_request(
            program.store,
            account="Acme",
            subject=f"The {number}th",
            severity=Severity.BUG_FIX,
            channel=Channel.EMAIL,
            now=now,
        )
    program.close(backup=False)
    page = program.first_page()
    assert page is not None
    assert len(page.rows) == 100
    assert page.rows == queue(program, None, now)[:100]


def test_there_is_none_while_the_desk_is_open_nor_for_an_unknown_agent_nor_before_there_is_a_desk(
    program: Program, tmp_path: Path, now: datetime
) -> None:
    assert program.first_page() is not None
    with program.store.write():
        assert program.first_page() is None
    program.close(backup=False)
    program.preferences.save(replace(program.preferences.load(), agent_id="somebody-else"))
    assert program.first_page() is None
    empty = build(tmp_path / "elsewhere", now)
    assert empty.first_page() is None
    assert not (tmp_path / "elsewhere" / "desk.sqlite3").exists()
    assert replace(program, database_url="postgresql+psycopg://nowhere/desk").first_page() is None
