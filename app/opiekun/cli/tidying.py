"""Letting go, now and then, of what a long run leaves in rings, for which a command's collector hardly ever looks."""

from __future__ import annotations

import gc
from itertools import count
from types import TracebackType
from typing import Self

_TIDIED_AFTER = 10


class Tidying:
    """While it is entered, :meth:`step` is told of each step of a run: with each request of a sync the libraries leave
    some 100 KB in rings. Afterwards the collector is as it was."""

    def __init__(self) -> None:
        self._steps = count(1)

    def __enter__(self) -> Self:
        return self

    def step(self) -> None:
        """A step is done. What is there at the first stays, and need not be looked through each time."""
        number = next(self._steps)
        if number == 1:
            gc.freeze()
        elif number % _TIDIED_AFTER == 0:
            gc.collect()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        gc.unfreeze()
