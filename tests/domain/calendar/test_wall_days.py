"""Days of 23, 24 and 25 hours (and of half an hour more or less), as the wall shows them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opiekun.domain.calendar.wall_days import Wall, WallDay
from opiekun.domain.instants import utc_seconds

BRATISLAVA, NEW_YORK, LORD_HOWE = (
    ZoneInfo(name) for name in ("Europe/Bratislava", "America/New_York", "Australia/Lord_Howe")
)
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
_days = st.dates(date(2025, 1, 1), date(2027, 12, 31)) | st.sampled_from(
    [SPRING, AUTUMN, date(2026, 3, 8), date(2026, 11, 1), date(2026, 4, 5), date(2026, 10, 4)]
)
_zones = st.sampled_from([BRATISLAVA, NEW_YORK, LORD_HOWE, ZoneInfo("America/Sao_Paulo"), ZoneInfo("Africa/Cairo")])


@pytest.mark.parametrize(
    ("day", "zone", "hours"),
    [
        (SPRING, BRATISLAVA, 23),
        (AUTUMN, BRATISLAVA, 25),
        (date(2026, 3, 8), NEW_YORK, 23),
        (date(2026, 11, 1), NEW_YORK, 25),
        (date(2026, 10, 4), LORD_HOWE, 23.5),
        (date(2026, 4, 5), LORD_HOWE, 24.5),
        (date(2011, 12, 30), ZoneInfo("Pacific/Apia"), 0),
        (date(2018, 11, 4), ZoneInfo("America/Sao_Paulo"), 23),
    ],
)
def test_a_day_is_as_long_as_it_is(day: date, zone: ZoneInfo, hours: float) -> None:
    wall = WallDay.of(day, zone)
    assert wall.end - wall.start == hours * 3600


@given(_days, _zones, st.integers(0, 25 * 3600))
def test_an_instant_stands_where_the_wall_shows_it_and_comes_back(day: date, zone: ZoneInfo, seconds: int) -> None:
    wall = WallDay.of(day, zone)
    at = wall.start + seconds
    shown = datetime.fromtimestamp(at, zone)
    if shown.date() != day:
        assert at >= wall.end
        return
    minutes = shown.hour * 60 + shown.minute + shown.second / 60
    assert wall.minutes(at) == pytest.approx(minutes)
    assert wall.instant(wall.minutes(at), second=wall.repeats(at)) == at
    assert wall.repeats(at) == bool(shown.fold)


@given(_days, _zones, st.integers(-7200, 90_000), st.integers(0, 30_000))
def test_all_minutes_of_an_event_lie_in_what_it_touches(day: date, zone: ZoneInfo, after: int, seconds: int) -> None:
    wall = WallDay.of(day, zone)
    start, end = wall.start + after, wall.start + after + seconds
    touched = wall.touched(start, end)
    inside = [at for at in range(start, end, 300) if datetime.fromtimestamp(at, zone).date() == day]
    if touched is None:
        assert not inside
    else:
        assert 0 <= touched[0] <= touched[1] <= 1440
        assert all(touched[0] <= wall.minutes(at) < touched[1] for at in inside)


def test_the_hour_that_comes_twice_is_not_lost() -> None:
    wall = WallDay.of(AUTUMN, BRATISLAVA)
    first = utc_seconds(datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
    assert (wall.minutes(first), wall.minutes(first + 3600)) == (150, 150)
    assert (wall.instant(150), wall.instant(150, second=True)) == (first, first + 3600)
    # From 02:45 to 02:15 half an hour later: the wall went from 02:45 to 03:00 and from 02:00 to 02:15.
    assert wall.touched(first + 900, first + 2700) == (120, 180)
    assert wall.left_out() == ()
    assert wall.shown_twice() == ((120, 180),)
    assert WallDay.of(date(2026, 4, 5), LORD_HOWE).shown_twice() == ((90, 120),)


def test_the_hour_that_is_left_out_is_the_jump() -> None:
    wall = WallDay.of(SPRING, BRATISLAVA)
    jump = utc_seconds(datetime(2026, 3, 29, 1, tzinfo=UTC))
    assert wall.left_out() == ((120, 180),)
    assert (wall.instant(150), wall.minutes(jump)) == (jump, 180)
    assert wall.touched(jump - 1800, jump + 1800) == (90, 210)
    assert WallDay.of(date(2018, 11, 4), ZoneInfo("America/Sao_Paulo")).left_out() == ((0, 60),)


@given(_days, _zones, st.integers(-7200, 90_000))
def test_a_wall_is_one_line_of_minutes(day: date, zone: ZoneInfo, after: int) -> None:
    wall = Wall(zone)
    at = wall.day(day).start + after
    shown = datetime.fromtimestamp(at, zone)
    minutes = wall.minutes(at)
    assert minutes - wall.midnight(shown.date()) == pytest.approx(shown.hour * 60 + shown.minute + shown.second / 60)
    assert wall.instant(minutes, second=bool(shown.fold)) == at
