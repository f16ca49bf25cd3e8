"""Nobody is busy in what is free, everybody could be there in what is not told only if somebody is busy."""

from hypothesis import given
from hypothesis import strategies as st

from opiekun.domain.calendar.all_free import all_free, next_all_free

MOST = 60
_moments = st.integers(0, MOST)
_stretches = st.lists(st.tuples(_moments, st.integers(0, 15)).map(lambda drawn: (drawn[0], sum(drawn))), max_size=12)


def apart(drawn: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Windows: ascending, and none into another."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(drawn):
        if start < end and (not kept or start > kept[-1][1]):
            kept.append((start, end))
    return kept


_windows = _stretches.map(apart)


def seconds(stretches: list[tuple[int, int]]) -> set[int]:
    return {second for start, end in stretches for second in range(start, end)}


@given(_windows, _stretches)
def test_free_is_what_the_windows_have_and_nobody_takes(
    windows: list[tuple[int, int]], busy: list[tuple[int, int]]
) -> None:
    free = list(all_free(windows, busy))
    assert seconds(free) == seconds(windows) - seconds(busy)
    assert free == sorted(free)
    assert all(start < end for start, end in free)


@given(_windows, _stretches, _moments, st.integers(1, 20), st.integers(1, 7))
def test_the_next_one_is_the_first_that_fits(
    windows: list[tuple[int, int]], busy: list[tuple[int, int]], after: int, length: int, step: int
) -> None:
    found = next_all_free(windows, busy, after=after, length=length, step=step)
    fits = (
        start
        for start in range(after, 2 * MOST)
        if start % step == 0
        and any(begins <= start and start + length <= ends for begins, ends in windows)
        and not {*range(start, start + length)} & seconds(busy)
    )
    first = next(fits, None)
    assert found == (None if first is None else (first, first + length))


def test_one_long_absence_reaches_over_many_days() -> None:
    windows = [(day * 100, day * 100 + 50) for day in range(5)]
    assert list(all_free(windows, [(0, 350), (10, 20), (360, 365)])) == [(400, 450)]
