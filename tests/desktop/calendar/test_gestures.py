"""What a drag means in time, on days of all lengths."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from opiekun.desktop.calendar.grid.gestures import (
    FINE_STEP,
    STEP,
    Gesture,
    Span,
    Spot,
    created,
    hour_at,
    lengthened,
    moved,
    resized,
    stepped,
)
from opiekun.domain.calendar.events import Occurrence
from opiekun.domain.calendar.wall_days import Wall
from opiekun.domain.instants import utc_seconds

WALLS = [Wall(ZoneInfo(name)) for name in ("Europe/Bratislava", "America/New_York", "Australia/Lord_Howe")]
FIRST = date(2026, 3, 1)
_days = st.integers(0, 250).map(lambda by: FIRST + timedelta(days=by)) | st.sampled_from(
    [date(2026, 3, 29), date(2026, 10, 25), date(2026, 3, 8), date(2026, 11, 1), date(2026, 4, 5), date(2026, 10, 4)]
)
_walls = st.sampled_from(WALLS)
_spots = st.builds(Spot, _days, st.floats(0, 1439), st.just(False))
_steps = st.sampled_from([STEP, FINE_STEP])
_starts = st.integers(
    utc_seconds(datetime(2026, 3, 1, tzinfo=UTC)) // 60, utc_seconds(datetime(2026, 11, 9, tzinfo=UTC)) // 60
)


@st.composite
def _events(draw: st.DrawFn) -> Occurrence:
    start = draw(_starts) * 60
    return Occurrence(1, "u", "", "work", "Call", start, start + 60 * draw(st.integers(1, 1439)))


@given(_walls, _events(), _spots, _spots, _steps)
def test_what_is_moved_stays_as_long_as_it_is(
    wall: Wall, event: Occurrence, origin: Spot, spot: Spot, step: int
) -> None:
    span = moved(wall, event, origin, spot, step)
    assert span.end - span.start == event.end - event.start
    assert not span.all_day
    assert moved(wall, event, origin, origin, step) == Span.of(event)
    by = (spot.day - origin.day).days * 1440 + spot.minutes - origin.minutes
    # A jump of the clock may take up to an hour on the way, and as much at the end.
    assert abs((span.start - event.start) / 60 - by) <= step / 2 + 120


@given(_walls, _events(), _spots, _steps, st.sampled_from([Gesture.START, Gesture.END]))
def test_what_is_resized_keeps_its_other_end(
    wall: Wall, event: Occurrence, spot: Spot, step: int, gesture: Gesture
) -> None:
    span = resized(wall, event, gesture, spot, step)
    assert (span.end == event.end) if gesture is Gesture.START else (span.start == event.start)
    assert span.end - span.start >= step * 60


@given(_walls, _spots, _spots, _steps)
def test_what_is_drawn_reaches_from_one_place_to_the_other(wall: Wall, one: Spot, other: Spot, step: int) -> None:
    span = created(wall, one, other, step)
    for spot in (one, other):
        at = wall.day(spot.day).instant(spot.minutes)
        assert span.start - 1 <= at <= span.end + 1
    assert span == created(wall, other, one, step)
    assert span.end - span.start >= STEP * 60


@given(_walls, _spots, _spots)
def test_days_that_are_drawn_are_whole(wall: Wall, one: Spot, other: Spot) -> None:
    span = created(wall, one._replace(strip=True), other._replace(strip=True), STEP)
    first, last = sorted((one.day, other.day))
    assert span.when(wall) == (first, last + timedelta(days=1))
    assert Span.between(*span.when(wall), wall) == span
    assert hour_at(wall, one._replace(strip=True)).when(wall) == (one.day, one.day + timedelta(days=1))


@given(_walls, _days, st.integers(1, 6), _days, _days)
def test_all_day_events_keep_their_number_of_days(wall: Wall, day: date, days: int, origin: date, spot: date) -> None:
    until = day + timedelta(days=days)
    event = Occurrence(1, "u", "", "work", "Fair", wall.day(day).start, wall.day(until).start, all_day=True)
    span = moved(wall, event, Spot(origin, 0, strip=True), Spot(spot, 0, strip=True), STEP)
    by = spot - origin
    assert span.when(wall) == (day + by, until + by)
    assert stepped(wall, event, 1440).when(wall) == (day + timedelta(days=1), until + timedelta(days=1))
    assert lengthened(wall, event, -10 * 1440).when(wall) == (day, day + timedelta(days=1))
    hour = moved(wall, event, Spot(origin, 0, strip=True), Spot(spot, 600), STEP)
    assert hour.end - hour.start == 3600


@given(_walls, _events())
def test_between_takes_back_what_when_gave(wall: Wall, event: Occurrence) -> None:
    span = Span.of(event)
    assert Span.between(*span.when(wall), wall) == span


def test_a_long_timed_event_above_the_hours_keeps_its_times_of_day() -> None:
    wall = WALLS[0]
    start, end = (utc_seconds(datetime(2026, 6, day, hour, 30, tzinfo=wall.zone)) for day, hour in ((16, 9), (18, 12)))
    trip = Occurrence(1, "u", "", "work", "Trip", start, end)
    to = Spot(date(2026, 6, 19), 0, strip=True)
    later = resized(wall, trip, Gesture.END, to, STEP).when(wall)
    assert [f"{each:%d %H:%M}" for each in later] == ["16 09:30", "19 12:30"]
    held = moved(wall, trip, Spot(date(2026, 6, 17), 0, strip=True), to, STEP).when(wall)
    assert [f"{each:%d %H:%M}" for each in held] == ["18 09:30", "20 12:30"]
