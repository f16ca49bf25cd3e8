"""Many rows are sorted anew on a worker; until then they stay, and what changes meanwhile is not lost."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from tests.desktop.rows import HOUR, NOW, many, row

from opiekun.desktop.queue.model import QueueModel
from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.queue.sections import Heading, Sorted
from opiekun.domain.queue import Order, QueueRow, sort_key

MANY = 3_000


class Asked:
    """A model of many rows, and the jobs that it asked a worker for."""

    def __init__(self) -> None:
        self.model = QueueModel(NOW, Moments(ZoneInfo("Europe/Bratislava"), QLocale("en_GB")))
        self.jobs = []
        self.model.unsorted.connect(self.jobs.append)
        self.model.load(Sorted.of(many(MANY), Order.GROUPED, NOW))

    def shown(self) -> list[int]:
        return [each.key for each in self.model.requests_shown()]


@pytest.fixture
def asked(app: QApplication) -> Asked:
    return Asked()


def plain(rows: list[QueueRow], order: Order, now: int = NOW) -> list[int]:
    return [each.key for each in sorted(rows, key=lambda each: (sort_key(each, now, order), each.key))]


def test_another_order_comes_when_the_worker_has_sorted(asked: Asked) -> None:
    before = asked.shown()
    asked.model.set_order(Order.URGENCY)
    assert asked.model.order is Order.URGENCY
    assert asked.shown() == before
    [job] = asked.jobs
    asked.model.take(job())
    assert asked.shown() == plain(many(MANY), Order.URGENCY)
    assert not asked.model.headings()


def test_what_changes_while_the_worker_sorts_is_seen_at_once_and_afterwards(asked: Asked) -> None:
    asked.model.set_order(Order.URGENCY)
    [job] = asked.jobs
    new = row(MANY, due_at=NOW - HOUR, at_risk_at=NOW - 2 * HOUR)
    asked.model.put([new], gone=[1])
    assert MANY in asked.shown()
    asked.model.take(job())
    rows = [each for each in many(MANY) if each.key != 1]
    assert asked.shown() == plain([*rows, new], Order.URGENCY)
    assert asked.model.request(1) is None


def test_of_several_orders_only_the_last_is_taken(asked: Asked) -> None:
    before = asked.shown()
    asked.model.set_order(Order.URGENCY)
    asked.model.set_order(Order.GROUPED)
    first, second = asked.jobs
    asked.model.take(first())
    assert asked.shown() == before
    asked.model.take(second())
    assert asked.shown() == before
    assert asked.model.order is Order.GROUPED


def test_rows_that_are_read_anew_meanwhile_stand_and_are_sorted_as_was_asked(asked: Asked) -> None:
    asked.model.set_order(Order.URGENCY)
    asked.model.load(Sorted.of(many(MANY + 5), Order.GROUPED, NOW))
    assert asked.model.total == MANY + 5
    old, new = asked.jobs
    asked.model.take(old())
    assert asked.model.total == MANY + 5
    asked.model.take(new())
    assert asked.shown() == plain(many(MANY + 5), Order.URGENCY)


def test_when_many_clocks_begin_to_run_a_worker_puts_them_into_their_groups(asked: Asked) -> None:
    rows = [each._replace(started_at=NOW + HOUR, callback_since=None) for each in many(MANY) if each.due_at]
    asked.model.load(Sorted.of(rows, Order.GROUPED, NOW))
    asked.model.tick(NOW + HOUR, 0, 20)
    asked.model.tick(NOW + HOUR + 1, 0, 20)
    [job] = asked.jobs
    assert len(asked.model.headings()) == 1
    asked.model.take(job())
    assert asked.shown() == plain(rows, Order.GROUPED, NOW + HOUR)
    assert len(asked.model.headings()) == 5


def test_a_clock_that_was_set_back_is_followed_by_a_worker(asked: Asked) -> None:
    asked.model.tick(NOW + 10, 0, 20)
    asked.model.tick(NOW - 2 * HOUR, 0, 20)
    [job] = asked.jobs
    asked.model.take(job())
    assert asked.shown() == plain(many(MANY), Order.GROUPED, NOW - 2 * HOUR)


def test_the_top_of_a_queue_counts_nothing(asked: Asked) -> None:
    whole = [asked.model.entry(at) for at in range(20)]
    top = list(asked.model.requests_shown())[:40]
    asked.model.load(Sorted.top(top, NOW))
    headings = [asked.model.entry(at) for at in asked.model.headings()]
    assert headings
    assert all(isinstance(heading, Heading) and heading.number == "" for heading in headings)
    assert asked.model.counts().callbacks == asked.model.counts().breached == 0
    assert [asked.model.entry(at) for at in range(1, 20)] == whole[1:]
