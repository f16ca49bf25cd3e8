"""Deadlines and collisions of the days that are shown, also after a reading that was refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.desktop.bench import TUESDAY_10, Bench

from opiekun.desktop.calendar.deadline_watch import DeadlineWatch
from opiekun.domain.calendar.events import Details
from opiekun.domain.errors import Refused, StoreRefused
from opiekun.domain.timeline import Channel, Severity
from opiekun.services.actions import add_request
from opiekun.services.events import add_event
from opiekun.services.ports import Store, UnitOfWork

Until = Callable[..., None]
TUESDAY = date(2026, 6, 16)


class Locked:
    """A desk that another program holds, until it is let go."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.held = False
        self.asked = 0

    def read(self) -> AbstractContextManager[UnitOfWork]:
        self.asked += 1
        if self.held:
            raise StoreRefused("The desk is locked by another program.")
        return self._store.read()


@pytest.fixture
def locked(bench: Bench) -> Locked:
    store = bench.program.store
    add_request(
        store, account="Globex", subject="Mail is down", severity=Severity.CRITICAL, channel=Channel.CHAT,
        now=TUESDAY_10,
    )  # fmt: skip
    return Locked(store)


@pytest.fixture
def watch(bench: Bench, locked: Locked) -> Iterator[DeadlineWatch]:
    held = replace(bench.program)
    vars(held)["store"] = locked
    bench.session.program = held
    bench.window.show()
    yield DeadlineWatch(bench.session, bench.window)
    bench.session.program = bench.program


def test_a_refused_reading_is_done_on_the_next_occasion_and_not_before(
    watch: DeadlineWatch, locked: Locked, bench: Bench, until: Until
) -> None:
    told: list[Refused] = []
    bench.session.refused.connect(told.append)
    locked.held = True
    watch.show(TUESDAY, 5)
    until(lambda: bench.session.worker.idle)
    assert (watch.deadlines, locked.asked, len(told)) == ((), 1, 1)
    locked.held = False
    watch.show(TUESDAY, 5)
    until(lambda: bench.session.worker.idle)
    assert [each.account for each in watch.deadlines] == ["Globex"]


def test_what_was_wished_for_while_a_reading_was_refused_is_read(
    watch: DeadlineWatch, locked: Locked, bench: Bench, until: Until
) -> None:
    locked.held = True
    bench.session.refused.connect(lambda: setattr(locked, "held", False))
    watch.show(TUESDAY, 5)
    watch.refresh()
    until(lambda: bench.session.worker.idle)
    assert [each.account for each in watch.deadlines] == ["Globex"]


def test_collisions_are_told_for_a_later_week_that_is_shown(watch: DeadlineWatch, bench: Bench, until: Until) -> None:
    store = bench.program.store
    add_event(store, Details("Leave", TUESDAY_10, TUESDAY_10 + timedelta(days=40)), now=TUESDAY_10)
    add_request(
        store, account="Acme", subject="Mail is down", severity=Severity.CRITICAL, channel=Channel.CHAT,
        now=TUESDAY_10 + timedelta(days=14),
    )  # fmt: skip
    watch.show(TUESDAY, 5)
    until(lambda: bench.session.worker.idle)
    assert [each.deadline.account for each in watch.collisions] == ["Globex"]
    watch.show(date(2026, 6, 29), 7)
    until(lambda: bench.session.worker.idle)
    assert [each.deadline.account for each in watch.collisions] == ["Globex", "Acme"]
