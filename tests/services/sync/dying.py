"""A program that dies: between any two steps of a run, or with an answer on its way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from tests.services.sync.desk import Desk
from tests.services.sync.fake_server import FakeServer

from opiekun.services.ports import Store, UnitOfWork


class Killed(BaseException):
    """The process dies here."""


class Death:
    """Comes at the n-th step: before a request, after it, before a transaction is committed, or after that."""

    def __init__(self, at: int) -> None:
        self._left = at

    def step(self, _call: str = "") -> None:
        self._left -= 1
        if self._left < 0:
            raise Killed


class DyingStore:
    """A store whose writing units are steps."""

    def __init__(self, store: Store, death: Death) -> None:
        self._store = store
        self._death = death

    def read(self) -> AbstractContextManager[UnitOfWork]:
        return self._store.read()

    @contextmanager
    def write(self) -> Iterator[UnitOfWork]:
        with self._store.write() as unit:
            yield unit
            self._death.step()
        self._death.step()

    def alone(self, name: str) -> AbstractContextManager[bool]:
        return self._store.alone(name)


def dies(desk: Desk, server: FakeServer, at: int) -> bool:
    """Run the sync until it dies at that step; whether it did before its end."""
    death = Death(at)
    alive = desk.store
    desk.store, server.while_asked, server.when_done = DyingStore(alive, death), death.step, death.step
    try:
        desk.sync()
    except Killed:
        return True
    finally:
        desk.store, server.while_asked, server.when_done = alive, lambda _call: None, lambda: None
    return False
