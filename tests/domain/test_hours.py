"""Business hours: what is refused, how turns of the clock are settled, and that no search is endless."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from opiekun.domain.errors import InvalidInput, InvalidRules
from opiekun.domain.hours import BusinessHours, ClosedDay, ClosedReason, Openings
from opiekun.domain.instants import utc_seconds

WEEK = (((540, 1020),),) * 5 + ((), ())
DAILY = (((540, 1020),),) * 7
ALWAYS = (((0, 1440),),) * 7


def utc(text):
    return utc_seconds(datetime.fromisoformat(text).replace(tzinfo=UTC))


def days(first, last):
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ({"timezone": "Europe/Atlantis"}, "Europe/Atlantis"),
        ({"timezone": "Europe"}, "time zone"),
        ({"timezone": "../../etc/passwd"}, "time zone"),
        ({"timezone": ""}, "time zone"),
        ({"country": "XX"}, "XX"),
        ({"weekly": (((540, 540),),) * 7}, "mon: the interval 09:00–09:00"),
        ({"weekly": ((), ((1020, 540),), (), (), (), (), ())}, "tue: the interval 17:00–09:00"),
        ({"weekly": (((540, 1500),),) * 7}, "mon: the interval 09:00–25:00"),
        ({"weekly": (((720, 800), (540, 721)),) * 7}, "mon: two intervals overlap between 12:00 and 12:01"),
        ({"special": {date(2026, 12, 24): ((600, 500),)}}, "2026-12-24"),
        ({"weekly": ((),) * 7}, "never open"),
        ({"weekly": ((),) * 7, "special": {date(2026, 12, 24): ((540, 600),)}}, "never open"),
        ({"weekly": DAILY[:5]}, "seven days"),
    ],
)
def test_hours_that_cannot_work_are_refused(hours, words):
    with pytest.raises(InvalidRules, match=re.escape(words)):
        BusinessHours(**({"timezone": "Europe/Bratislava", "weekly": WEEK} | hours))


def test_intervals_that_touch_are_one_stretch_in_any_order():
    openings = Openings(BusinessHours("UTC", (((720, 1020), (540, 720)),) * 7))
    assert openings.stretches(utc("2026-06-16"), utc("2026-06-17")) == (
        (utc("2026-06-16T09:00"), utc("2026-06-16T17:00")),
    )


def test_midnight_is_worked_through_also_at_new_year():
    openings = Openings(BusinessHours("UTC", (((0, 360), (1320, 1440)),) * 7))
    assert openings.closes_at(utc("2026-12-31T23:00")) == utc("2027-01-01T06:00")


@pytest.mark.parametrize(
    ("zone", "day", "interval", "expected"),
    [
        # 02:00–03:00 does not exist on that night: the interval begins, or ends, at the jump.
        ("Europe/Bratislava", "2026-03-29", (150, 300), [("2026-03-29T01:00", "2026-03-29T03:00")]),
        ("Europe/Bratislava", "2026-03-29", (60, 150), [("2026-03-29T00:00", "2026-03-29T01:00")]),
        ("Europe/Bratislava", "2026-03-29", (120, 180), []),
        # 02:00–03:00 comes twice: what lies inside is open twice, what spans it is an hour longer.
        (
            "Europe/Bratislava",
            "2026-10-25",
            (120, 150),
            [("2026-10-25T00:00", "2026-10-25T00:30"), ("2026-10-25T01:00", "2026-10-25T01:30")],
        ),
        ("Europe/Bratislava", "2026-10-25", (30, 270), [("2026-10-24T22:30", "2026-10-25T03:30")]),
        # Lord Howe turns its clocks by half an hour.
        ("Australia/Lord_Howe", "2026-04-05", (60, 180), [("2026-04-04T14:00", "2026-04-04T16:30")]),
        # Samoa had no 30 December 2011.
        ("Pacific/Apia", "2011-12-30", (0, 1440), []),
    ],
)
def test_a_turn_of_the_clock_is_read_from_the_wall(zone, day, interval, expected):
    day = date.fromisoformat(day)
    # The next opening after it is far enough to leave the day alone.
    closed = frozenset(days(day - timedelta(days=3), day + timedelta(days=3))) - {day}
    openings = Openings(BusinessHours(zone, ((interval,),) * 7, closed=closed))
    around = utc(f"{day - timedelta(days=2)}"), utc(f"{day + timedelta(days=2)}")
    assert openings.stretches(*around) == tuple((utc(start), utc(end)) for start, end in expected)


def test_special_days_win_over_closed_ones_and_holidays():
    christmas = date(2026, 12, 25)
    hours = BusinessHours("Europe/Bratislava", WEEK, frozenset({christmas}), {christmas: ((600, 660),)}, country="SK")
    assert Openings(hours).next_opening(utc("2026-12-25")) == utc("2026-12-25T09:00")


def test_national_holidays_are_closed():
    openings = Openings(BusinessHours("Europe/Bratislava", WEEK, country="SK"))
    assert openings.next_opening(utc("2026-05-01T08:00")) == utc("2026-05-04T07:00")


def test_a_year_beyond_the_known_holidays_is_no_error():
    hours = BusinessHours("Asia/Kolkata", WEEK, country="IN")
    assert hours.closed_on(date(1970, 1, 26)) == ClosedDay(date(1970, 1, 26), ClosedReason.HOLIDAY, "Republic Day")


def test_closed_days_say_why():
    hours = BusinessHours(
        "Europe/Bratislava",
        WEEK,
        closed=frozenset({date(2026, 4, 30), date(2026, 5, 2)}),
        special={date(2026, 5, 4): (), date(2026, 5, 3): ((540, 600),)},
        country="SK",
    )
    assert Openings(hours).closed_days(utc("2026-04-29T12:00"), utc("2026-05-05T12:00")) == (
        ClosedDay(date(2026, 4, 30), ClosedReason.TEAM),
        ClosedDay(date(2026, 5, 1), ClosedReason.HOLIDAY, "Labor Day"),
        ClosedDay(date(2026, 5, 2), ClosedReason.DAY_OFF),
        ClosedDay(date(2026, 5, 4), ClosedReason.TEAM),
    )


def test_a_holiday_is_named_in_the_language_where_it_is_known():
    openings = Openings(BusinessHours("Europe/Warsaw", WEEK, country="PL"))
    assert openings.closed_days(utc("2026-05-01"), utc("2026-05-02"), "pl")[0].holiday == "Święto Państwowe"


def test_no_time_is_added_at_once_even_out_of_hours():
    openings = Openings(BusinessHours("UTC", WEEK))
    saturday = utc("2026-06-20T12:00")
    assert openings.add(saturday, 0) == saturday
    assert openings.between(saturday, saturday) == 0
    assert openings.stretches(saturday, saturday) == ()


def test_a_desk_that_never_closes_has_no_closing_time():
    openings = Openings(BusinessHours("UTC", ALWAYS))
    assert openings.closes_at(utc("2026-06-16")) is None
    assert openings.closes_at(utc("2200-06-16")) is None
    assert openings.add(utc("2026-06-16"), 86_400 * 800) == utc("2026-06-16") + 86_400 * 800


def test_the_first_and_last_years_work():
    openings = Openings(BusinessHours("Pacific/Auckland", DAILY))
    first, last = utc("1970-01-01"), utc("2200-12-30")
    assert openings.next_opening(utc("1970-01-01T06:00")) == utc("1970-01-01T21:00")
    assert openings.add(last, 3600) == utc("2200-12-30T01:00")
    # From noon of the first day to 13:00, in summer time, of the last.
    whole_days = (date(2200, 12, 30) - date(1970, 1, 1)).days - 1
    assert openings.between(first, last) == (5 + 8 * whole_days + 4) * 3600


@pytest.mark.parametrize("at", [-1, utc("1900-01-01"), utc("2201-01-01"), 10**15])
def test_instants_beyond_the_years_are_refused(at):
    openings = Openings(BusinessHours("UTC", WEEK))
    with pytest.raises(InvalidInput, match="1970 to 2200"):
        openings.next_opening(at)


def test_years_of_closed_days_end_the_search_with_a_refusal():
    closed = frozenset(days(date(2026, 1, 1), date(2040, 12, 31)))
    openings = Openings(BusinessHours("UTC", WEEK, closed))
    with pytest.raises(InvalidRules, match="after 2026-06-16"):
        openings.next_opening(utc("2026-06-16T12:00"))
    with pytest.raises(InvalidRules, match="after 2025-12-31"):
        openings.add(utc("2025-12-31T16:00"), 2 * 3600)
    # Whatever was asked before, the answer is the same: from here the next opening is near enough.
    assert openings.next_opening(utc("2035-06-16T12:00")) == utc("2041-01-01T09:00")


def test_time_that_would_end_after_the_last_year_is_refused():
    openings = Openings(BusinessHours("UTC", WEEK))
    with pytest.raises(InvalidRules, match="2200-12-31"):
        openings.add(utc("2200-12-31T09:00"), 9 * 3600)
