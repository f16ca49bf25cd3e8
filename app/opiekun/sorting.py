"""Sorting in steps: another thread, which draws a window, gets its turn in between."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any, TypeVar

Value = TypeVar("Value")

_STEP = 8_000
"""Values: the interpreter sorts as many in a few milliseconds, in which nothing else runs."""


def sorted_in_steps(values: Iterable[Value], key: Callable[[Value], Any] | None = None) -> list[Value]:
    """The values sorted, as by ``sorted``."""
    # With a key anything can be sorted, which the type of ``sorted`` does not tell of a key that may be None.
    ordered: Callable[..., list[Value]] = sorted
    unsorted = list(values)
    runs = [ordered(unsorted[at : at + _STEP], key=key) for at in range(0, len(unsorted), _STEP)]
    del unsorted
    while len(runs) > 1:
        # Sorting two sorted runs merges them.
        runs = [ordered(chain(*runs[at : at + 2]), key=key) for at in range(0, len(runs), 2)]
    return runs[0] if runs else []
