"""Which days a view shows, and what it is called."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from opiekun.desktop.calendar.look import Look, View, title, week_words

TUESDAY = date(2026, 6, 16)


@pytest.mark.parametrize(
    ("look", "first", "count", "english", "polish"),
    [
        (Look(View.WORK_WEEK, TUESDAY), date(2026, 6, 15), 5, "15–19 June 2026", "15–19 czerwca 2026"),
        (Look(View.WEEK, TUESDAY), date(2026, 6, 15), 7, "15–21 June 2026", "15–21 czerwca 2026"),
        (Look(View.DAY, TUESDAY), TUESDAY, 1, "Tuesday 16 June 2026", "Wtorek 16 czerwca 2026"),
        (Look(View.DAYS, TUESDAY, 3), TUESDAY, 3, "16–18 June 2026", "16–18 czerwca 2026"),
        (Look(View.MONTH, TUESDAY), date(2026, 6, 1), 35, "June 2026", "Czerwiec 2026"),
        (Look(View.WEEK, date(2026, 7, 1)), date(2026, 6, 29), 7, "29 June – 5 July 2026", "29 czerwca – 5 lipca 2026"),
        (
            Look(View.WEEK, date(2027, 1, 1)),
            date(2026, 12, 28),
            7,
            "28 December 2026 – 3 January 2027",
            "28 grudnia 2026 – 3 stycznia 2027",
        ),
    ],
)
def test_a_view_shows_its_days(look: Look, first: date, count: int, english: str, polish: str) -> None:
    assert (look.first, look.count) == (first, count)
    assert title(look, QLocale("en_GB")) == english
    assert title(look, QLocale("pl_PL")) == polish


def test_the_week_has_its_number_and_a_stretch_over_two_has_both() -> None:
    assert week_words(Look(View.WORK_WEEK, TUESDAY)) == "week 25"
    assert week_words(Look(View.DAYS, date(2026, 6, 20), 4)) == "week 25–26"
    assert week_words(Look(View.MONTH, TUESDAY)) == ""


days = st.dates(date(1990, 1, 1), date(2090, 1, 1))


@given(days, st.sampled_from(View), st.integers(2, 9))
def test_the_day_is_always_among_those_that_are_shown(day: date, view: View, count: int) -> None:
    look = Look(view, day, count, work=(0, 6))
    assert 0 <= (day - look.first).days < look.count


@given(days, st.sampled_from(sorted(set(View) - {View.MONTH})), st.integers(2, 9), st.integers(-30, 30))
def test_back_is_where_one_came_from(day: date, view: View, count: int, by: int) -> None:
    look = Look(view, day, count)
    assert look.stepped(by).stepped(-by) == look
    if view is not View.AGENDA and abs(by) == 1 and view is not View.WORK_WEEK:
        assert abs((look.stepped(by).first - look.first).days) == look.count


def test_a_month_is_stepped_to_a_day_that_it_has() -> None:
    assert Look(View.MONTH, date(2026, 1, 31)).stepped(1).day == date(2026, 2, 28)
    assert Look(View.MONTH, date(2026, 1, 31)).stepped(-2).day == date(2025, 11, 30)
