"""Any series in any window: equal to recurring-ical-events, and windows side by side are one window."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from tests.domain.calendar.beside import calendar_text, event_text, indexed, ours, theirs

from opiekun.domain.calendar.expansion import expand

ZONES = (
    *("Europe/Bratislava", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Gaza"),
    *("Pacific/Apia", "Asia/Kolkata"),
)
DAY = timedelta(days=1)


@st.composite
def series(draw, *, following: bool = False, dates: bool = False) -> str:
    """A daily series over two months in which clocks change, with exceptions and overrides of all sorts."""
    zone = draw(st.sampled_from((*ZONES, "UTC", "floating", "all-day")))
    hour = 0 if zone == "all-day" else draw(st.sampled_from((0, 1, 2, 3, 9, 14, 23)))
    start = datetime(2026, draw(st.sampled_from((2, 3, 9, 10))), draw(st.integers(1, 28)), hour, tzinfo=UTC)
    step = draw(st.sampled_from((1, 2, 7)))
    originals = [start + number * step * DAY for number in range(10)]

    def put(name: str, moment: datetime, where: str = zone, parameters: str = "") -> str:
        if zone == "all-day":
            return f"{name};VALUE=DATE{parameters}:{moment:%Y%m%d}"
        if where in ("UTC", "floating"):
            return f"{name}{parameters}:{moment:%Y%m%dT%H%M%S}" + ("Z" if where == "UTC" else "")
        return f"{name};TZID={where}{parameters}:{moment:%Y%m%dT%H%M%S}"

    def length() -> str:
        lengths = ("P1D", "P2D") if zone == "all-day" else ("PT0S", "PT30M", "PT8H", "P3D")
        return f"DURATION:{draw(st.sampled_from(lengths))}"

    count = draw(st.sampled_from(("", ";COUNT=5", ";COUNT=9")))
    master = [put("DTSTART", start), length(), f"RRULE:FREQ=DAILY;INTERVAL={step}{count}"]
    master += [put("EXDATE", moment) for moment in draw(st.lists(st.sampled_from(originals), max_size=2, unique=True))]
    if dates:
        master += [put("RDATE", start + draw(st.integers(-5, 40)) * DAY + (zone != "all-day") * timedelta(hours=1))]
    events = [event_text(*master)]
    for original in draw(st.lists(st.sampled_from(originals), max_size=3, unique=True)):
        there = original + draw(st.sampled_from((-20, 0, 1, 30))) * DAY
        if zone != "all-day":
            there += timedelta(hours=draw(st.sampled_from((0, 3))))
        where = zone if zone in ("floating", "all-day") else draw(st.sampled_from((zone, *ZONES)))
        wide = ";RANGE=THISANDFUTURE" if following and draw(st.booleans()) else ""
        lines = (put("RECURRENCE-ID", original, parameters=wide), put("DTSTART", there, where), length())
        events.append(event_text(*lines, summary=f"Moved {original:%d}"))
    return calendar_text(*events)


windows = st.tuples(
    st.datetimes(datetime.fromisoformat("2026-02-01"), datetime.fromisoformat("2026-12-31")).map(
        lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
    ),
    st.sampled_from((timedelta(minutes=1), DAY, 7 * DAY, 42 * DAY)),
).map(lambda drawn: (drawn[0], drawn[0] + drawn[1]))
viewers = st.sampled_from(ZONES).map(ZoneInfo)


@given(text=series(), window=windows, zone=viewers)
def test_any_series_occurs_as_recurring_ical_events_has_it(text: str, window: tuple[datetime, datetime], zone) -> None:
    assert ours(text, *window, zone) == theirs(text, *window, zone)


@given(text=series(following=True), window=windows, zone=viewers)
def test_so_does_one_that_changes_from_an_override_on(text: str, window: tuple[datetime, datetime], zone) -> None:
    """The names of the occurrences aside, which it has from the override."""
    mine, other = ours(text, *window, zone), theirs(text, *window, zone)

    assert [one[:2] for one in mine] == [one[:2] for one in other]
    assert sorted(one.summary for one in mine) == sorted(one.summary for one in other)


@given(
    text=series(following=True, dates=True),
    window=windows,
    zone=viewers,
    cuts=st.lists(st.floats(0, 1), min_size=1, max_size=4),
)
def test_windows_side_by_side_are_one_window(text: str, window: tuple[datetime, datetime], zone, cuts) -> None:
    one = indexed(text)[0]
    since, until = (int(moment.timestamp()) for moment in window)
    edges = [since, *sorted({since + int((until - since) * cut) for cut in cuts}), until]

    whole = list(expand(one, since, until, zone))
    parts = [set(expand(one, *edge, zone)) for edge in itertools.pairwise(edges)]

    names = [recurrence_id for _, recurrence_id, _, _ in whole]
    assert len(set(names)) == len(names)
    assert set().union(*parts) == set(whole)
    for begin, end, part in zip(edges, edges[1:], parts, strict=False):
        assert part == {
            found for found in whole if found[2] < end and (found[3] > begin or found[2] == found[3] == begin)
        }
    for _, _, start, end in whole:
        assert one.first <= start <= end
        assert one.last is None or end <= one.last
