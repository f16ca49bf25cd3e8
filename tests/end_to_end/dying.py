"""A sync that dies at a given step: before or after a request, before or after a transaction is committed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.end_to_end.synced import SyncedDesk, never

from opiekun.services.sync.run import sync


class Killed(BaseException):
    """As if the process ended here; nothing in the program may catch it."""


@dataclass
class Death:
    """Comes at the n-th step; ``steps`` counts those that were made."""

    at: int
    steps: int = 0
    came: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def step(self) -> None:
        """One more step. The dead make none."""
        with self._lock:
            self.steps += 1
            if self.steps >= self.at:
                self.came = True
                raise Killed


class _Dying:
    """Delegates to what it wraps; each call is a step before and one after."""

    def __init__(self, inner: Any, death: Death) -> None:
        self._inner = inner
        self._death = death

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        if not callable(found) or name in {"close", "new_href"}:
            return found
        return self._stepping(name, found)

    def _stepping(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def stepping(*arguments: Any, **named: Any) -> Any:
            self._death.step()
            answer = call(*arguments, **named)
            if name == "listing":
                answer = [*answer]  # else nobody would end what was begun
            self._death.step()
            return _Dying(answer, self._death) if name == "collection" else answer

        return stepping


class _DyingStore:
    """A store whose transactions die before they are committed, or just after."""

    def __init__(self, inner: Any, death: Death) -> None:
        self._inner = inner
        self._death = death

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    @contextmanager
    def write(self) -> Iterator[Any]:
        """One transaction."""
        with self._inner.write() as unit:
            yield unit
            self._death.step()
        self._death.step()


def sync_dying(desk: SyncedDesk, at: int) -> bool:
    """Sync a desk, dying at that step; whether it came to that."""
    death = Death(at)
    try:
        sync(
            _DyingStore(desk.program.store, death),  # type: ignore[arg-type]
            desk.program.secrets,
            lambda *asked: _Dying(desk.open_server(*asked), death),
            now=desk.clock,
            cancelled=never,
            progress=lambda _step: None,
        )
    except Killed:
        return True
    assert not death.came, "something survived its own death"
    return False
