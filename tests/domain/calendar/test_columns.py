"""Events side by side: none over another, none lost, and always the same."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from opiekun.domain.calendar.columns import Place, lay_out

_minutes = st.integers(0, 200)
_intervals = st.lists(st.tuples(_minutes, st.integers(0, 90)).map(lambda drawn: (drawn[0], sum(drawn))), max_size=40)


def _meet(one: tuple[float, float], other: tuple[float, float], least: float) -> bool:
    (start, end), (first, last) = one, other
    return start < max(last, first + least) and first < max(end, start + least)


@given(_intervals, st.integers(1, 30))
def test_no_two_that_overlap_share_a_column_and_none_is_lost(intervals: list[tuple[int, int]], least: int) -> None:
    places = lay_out(intervals, least)
    assert len(places) == len(intervals)
    for place in places:
        assert 0 <= place.column < place.column + place.span <= place.columns
    for (one, at), (other, there) in combinations(zip(intervals, places, strict=True), 2):
        if _meet(one, other, least):
            assert at.columns == there.columns
            taken = range(at.column, at.column + at.span)
            assert not {*taken} & {*range(there.column, there.column + there.span)}


@given(_intervals)
def test_no_more_columns_than_run_at_once_and_all_free_room_is_taken(intervals: list[tuple[int, int]]) -> None:
    places = lay_out(intervals)
    for interval, place in zip(intervals, places, strict=True):
        met = [
            there
            for other, there in zip(intervals, places, strict=True)
            if there is not place and _meet(interval, other, 1)
        ]
        right = [there.column for there in met if there.column > place.column]
        assert place.column + place.span == min(right, default=place.columns)
    for cluster in {place.columns for place in places}:
        most = max(
            sum(1 for other in intervals if _meet((start, start + 1), other, 1))
            for (start, _), place in zip(intervals, places, strict=True)
            if place.columns == cluster
        )
        assert cluster <= most


@given(_intervals, st.randoms(use_true_random=False))
def test_the_order_matters_only_among_equals(intervals: list[tuple[int, int]], chance: object) -> None:
    shuffled = [*intervals]
    chance.shuffle(shuffled)
    assert sorted(zip(intervals, lay_out(intervals), strict=True)) == sorted(
        zip(shuffled, lay_out(shuffled), strict=True)
    )


def test_what_touches_stands_in_one_column_and_a_lone_one_takes_all_of_it() -> None:
    assert lay_out([(9, 10), (10, 11), (10, 12), (11, 13), (20, 21)]) == [
        Place(0, 1, 1),
        Place(1, 1, 2),
        Place(0, 1, 2),
        Place(1, 1, 2),
        Place(0, 1, 1),
    ]


def test_one_takes_the_columns_that_are_free_beside_it() -> None:
    # Three at nine; what comes after them has two columns for itself.
    assert lay_out([(9, 12), (9, 10), (9, 10), (10, 11)])[3] == Place(1, 2, 3)
