"""The loader shows what it knows at once, reads no more than it must, and drops answers that are old."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.desktop.bench import BRATISLAVA, Bench

from opiekun.desktop.calendar.loading import Loader, _read_weeks
from opiekun.domain.calendar.events import Occurrence
from opiekun.domain.errors import Refused, StoreRefused
from opiekun.domain.instants import utc_seconds
from opiekun.services.ports import Store

Until = Callable[..., None]
MONDAY = date(2026, 6, 15)


def made(key: int, day: date, hours: float = 9, length: float = 1) -> Occurrence:
    start = utc_seconds(datetime.combine(day, datetime.min.time(), BRATISLAVA)) + round(hours * 3600)
    return Occurrence(key, str(key), "", "own", f"Event {key}", start, start + round(length * 3600))


class Reads:
    """A calendar that counts what is asked of it."""

    def __init__(self) -> None:
        self.there: list[Occurrence] = [made(1, MONDAY), made(2, date(2026, 6, 19), 12, 96)]
        self.asked: list[tuple[date, date]] = []
        self.refusing = False

    def __call__(self, _store: Store, since: datetime, until: datetime, _zone: ZoneInfo) -> tuple[Occurrence, ...]:
        self.asked.append((since.date(), until.date()))
        if self.refusing:
            raise StoreRefused("The desk is locked by another program.")
        begin, end = utc_seconds(since), utc_seconds(until)
        return tuple(each for each in self.there if each.start < end and each.end > begin)


@pytest.fixture
def loader(bench: Bench, until: Until) -> tuple[Loader, Reads]:
    reads = Reads()
    return Loader(bench.session, reads, bench.session), reads


def test_a_week_and_then_its_neighbours_are_read(loader: tuple[Loader, Reads], bench: Bench, until: Until) -> None:
    shown, reads = loader
    shown.show(MONDAY, 5)
    assert not shown.complete
    until(lambda: bench.session.worker.idle)
    assert shown.complete
    assert reads.asked == [
        (MONDAY, date(2026, 6, 22)),
        (date(2026, 6, 22), date(2026, 6, 29)),
        (date(2026, 6, 8), MONDAY),
    ]
    assert [each.key for each in shown.between(MONDAY, 5)] == [1, 2]
    assert [each.key for each in shown.between(date(2026, 6, 22), 5)] == [2], "it goes on into the next week"


def test_what_is_known_is_not_read_again(loader: tuple[Loader, Reads], bench: Bench, until: Until) -> None:
    shown, reads = loader
    shown.show(MONDAY, 7)
    until(lambda: bench.session.worker.idle)
    reads.asked.clear()
    shown.show(date(2026, 6, 16), 1)
    until(lambda: bench.session.worker.idle)
    assert reads.asked == []


def test_a_month_is_one_question(loader: tuple[Loader, Reads], bench: Bench, until: Until) -> None:
    shown, reads = loader
    shown.show(date(2026, 6, 1), 35)
    until(lambda: bench.session.worker.idle)
    assert reads.asked[0] == (date(2026, 6, 1), date(2026, 7, 6))
    assert len(reads.asked) == 3


def test_an_old_answer_is_dropped(loader: tuple[Loader, Reads], bench: Bench, until: Until) -> None:
    shown, reads = loader
    shown.show(MONDAY, 5)
    reads.there = []
    shown.refresh()
    until(lambda: bench.session.worker.idle)
    assert shown.between(MONDAY, 5) == ()
    told = []
    shown.loaded.connect(lambda: told.append(1))
    shown.refresh()
    until(lambda: bench.session.worker.idle)
    assert told == [], "nothing is painted anew where nothing has changed"


def test_what_is_refused_is_read_on_the_next_occasion_and_not_before(
    loader: tuple[Loader, Reads], bench: Bench, until: Until
) -> None:
    shown, reads = loader
    told: list[Refused] = []
    bench.session.refused.connect(told.append)
    reads.refusing = True
    shown.show(MONDAY, 5)
    until(lambda: bench.session.worker.idle)
    assert (len(reads.asked), len(told)) == (1, 1)
    shown.refresh()
    shown.refresh()
    until(lambda: bench.session.worker.idle)
    assert (len(reads.asked), len(told)) == (3, 3), "once more for what was wished for meanwhile, and no more"
    reads.refusing = False
    shown.show(MONDAY, 5)
    until(lambda: bench.session.worker.idle)
    assert shown.complete


def test_who_goes_on_while_a_reading_is_refused_sees_the_other_week(
    loader: tuple[Loader, Reads], bench: Bench, until: Until
) -> None:
    shown, reads = loader
    reads.refusing = True
    bench.session.refused.connect(lambda: setattr(reads, "refusing", False))
    shown.show(MONDAY, 5)
    shown.show(date(2026, 8, 3), 5)
    until(lambda: bench.session.worker.idle)
    assert shown.complete


def test_far_weeks_are_forgotten(loader: tuple[Loader, Reads], bench: Bench, until: Until) -> None:
    shown, _ = loader
    for month in range(60):
        shown.show(date(2026 + month // 12, month % 12 + 1, 1), 35)
        until(lambda: bench.session.worker.idle)
    assert len(shown._weeks) <= 160
    assert shown.complete


@given(
    st.lists(st.tuples(st.integers(-10, 30), st.floats(0, 23), st.sampled_from([0.0, 0.5, 24.0, 200.0])), max_size=20),
    st.integers(0, 20),
    st.integers(1, 14),
)
def test_weeks_hold_all_that_touches_them(drawn: list[tuple[int, float, float]], first: int, count: int) -> None:
    there = [made(at, MONDAY + timedelta(day), hours, long) for at, (day, hours, long) in enumerate(drawn)]
    reads = Reads()
    reads.there = there
    read = _read_weeks(None, reading=reads, first=MONDAY, weeks=5, zone=BRATISLAVA, state=0)
    since = utc_seconds(datetime.combine(MONDAY, datetime.min.time(), BRATISLAVA))
    ends = utc_seconds(datetime.combine(MONDAY + timedelta(35), datetime.min.time(), BRATISLAVA))
    expected = {each.key for each in there if each.start < ends and each.end > since}
    assert {each.key for week in read.weeks.values() for each in week} == expected
