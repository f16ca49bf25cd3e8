"""Stopping between two steps of long work, when the terminal or the system asks for it."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

INTERRUPTED = 130
"""The exit status of what was stopped, as shells have it."""


@contextmanager
def stop_on_signal(when_asked: Callable[[], None] = lambda: None) -> Iterator[Callable[[], bool]]:
    """Whether to stop, which SIGINT and SIGTERM ask for while this lasts. Asked twice, it ends at once.

    ``when_asked`` is called then, amid whatever goes on.
    """
    asked: list[int] = []

    def stop(number: int, _frame: object) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(number)
        when_asked()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: bool(asked)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
