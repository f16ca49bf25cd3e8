"""A month has room for all its events or says how many more there are."""

from hypothesis import given
from hypothesis import strategies as st

from opiekun.desktop.calendar.month_layout import lay_out
from opiekun.domain.calendar.events import Occurrence

DAY = 86_400
BOUNDS = [day * DAY for day in range(36)]


def made(key: int, start: int, seconds: int, *, all_day: bool = False) -> Occurrence:
    return Occurrence(key, f"{key}", "", "work", f"Event {key}", start, start + seconds, all_day)


some = st.lists(
    st.tuples(st.integers(-3 * DAY, 37 * DAY), st.sampled_from([0, 1800, 3600, DAY, 2 * DAY, 9 * DAY])), max_size=60
)


@given(some, st.integers(0, 6))
def test_no_two_share_a_place_and_none_is_lost(drawn: list[tuple[int, int]], lanes: int) -> None:
    occurrences = sorted(made(at, start, long) for at, (start, long) in enumerate(drawn))
    occurrences.sort(key=lambda each: each.start)
    laid = lay_out(occurrences, BOUNDS, lanes)
    places = [(day, piece.lane) for piece in laid.pieces for day in piece.days]
    assert len(places) == len(set(places))
    assert all(piece.lane < lanes for piece in laid.pieces)
    for day in range(35):
        there = {
            each.key
            for each in occurrences
            if each.start < BOUNDS[day + 1] and (each.end > BOUNDS[day] or each.start >= BOUNDS[day])
        }
        shown = {piece.occurrence.key for piece in laid.pieces if day in piece.days}
        assert shown <= there
        assert len(there) == len(shown) + laid.more[day]
        if laid.more[day]:
            assert all(piece.lane < lanes - 1 for piece in laid.pieces if day in piece.days)


def test_a_bar_lies_above_the_lines_and_goes_on_in_the_next_week() -> None:
    meeting, trip = made(1, 5 * DAY + 3600, 1800), made(2, 5 * DAY, 4 * DAY, all_day=True)
    laid = lay_out([trip, meeting], BOUNDS, 4)
    assert [(piece.occurrence.key, piece.week, piece.column, piece.columns, piece.lane) for piece in laid.pieces] == [
        (2, 0, 5, 2, 0),
        (1, 0, 5, 1, 1),
        (2, 1, 0, 2, 0),
    ]
    assert [piece.goes_on for piece in laid.pieces] == [True, False, False]
