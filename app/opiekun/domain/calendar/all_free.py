"""When several people are free at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from opiekun.domain.instants import UtcSeconds
from opiekun.domain.wall_clock import Stretch


def all_free(windows: Sequence[Stretch], busy: Iterable[Stretch]) -> Iterator[Stretch]:
    """The stretches of the windows in which nobody is busy, ascending and never empty.

    ``windows`` are ascending and apart; ``busy`` is that of all people, in any order. All are half-open.
    """
    taken = sorted(stretch for stretch in busy if stretch[0] < stretch[1])
    first = 0
    for start, end in windows:
        at = start
        # One that began long before may reach into any later window; those that end before this one never do.
        while first < len(taken) and taken[first][1] <= start:
            first += 1
        for begins, ends in taken[first:]:
            if begins >= end:
                break
            if begins > at:
                yield at, begins
            at = max(at, ends)
        if at < end:
            yield at, end


def next_all_free(
    windows: Sequence[Stretch], busy: Iterable[Stretch], *, after: UtcSeconds, length: int, step: int
) -> Stretch | None:
    """The first stretch of ``length`` seconds in which nobody is busy that begins no sooner than ``after``.

    It begins where the clock in UTC shows a multiple of ``step`` seconds, as quarters of an hour do in every zone but a
    few of the past. None where there is none within the windows.
    """
    for start, end in all_free(windows, busy):
        begins = -(-max(start, after) // step) * step
        if begins + length <= end:
            return begins, begins + length
    return None
