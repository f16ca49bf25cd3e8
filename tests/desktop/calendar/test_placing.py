"""What stands where: days of all lengths, all-day rows, and deadlines that lie close together."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from tests.desktop.calendar import weeks
from tests.desktop.calendar.conftest import Hands

from opiekun.desktop.calendar.grid.content import GridContent
from opiekun.desktop.calendar.grid.placing import placed
from opiekun.desktop.calendar.grid.view import TimeGrid
from opiekun.domain.calendar.events import Occurrence
from opiekun.domain.calendar.wall_days import Wall
from opiekun.domain.instants import utc_seconds

CHANGES = [
    ("Europe/Bratislava", date(2026, 3, 29)),
    ("Europe/Bratislava", date(2026, 10, 25)),
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
]


def occurrence(key: int, start: int, end: int, *, all_day: bool = False) -> Occurrence:
    return Occurrence(key, f"event-{key}", "", "work", f"Event {key}", start, end, all_day=all_day)


@pytest.mark.parametrize(("zone", "day"), CHANGES)
@given(hours=st.lists(st.tuples(st.integers(-1500, 3000), st.integers(0, 400)), max_size=12))
def test_every_event_stands_on_each_day_it_touches(zone: str, day: date, hours: list[tuple[int, int]]) -> None:
    wall = Wall(ZoneInfo(zone))
    days = tuple(day + timedelta(days=by) for by in (-1, 0, 1))
    begin = wall.day(day).start
    events = tuple(
        occurrence(key, begin + start * 60, begin + (start + length) * 60) for key, (start, length) in enumerate(hours)
    )
    placing = placed(GridContent(days, wall.zone, begin, events), wall, least=15, close=13)
    for event in events:
        touched = {
            at for at, each in enumerate(days)
            if any(
                datetime.fromtimestamp(second, wall.zone).date() == each
                for second in {event.start, *range(event.start, event.end, 60)}
            )
        }  # fmt: skip
        segments = [segment for segment in placing.segments if segment.occurrence == event]
        assert {segment.day for segment in segments} == touched
        for segment in segments:
            assert segment.begins == (event.start >= wall.day(days[segment.day]).start)
            assert 0 <= segment.top < 1440
            assert segment.bottom >= segment.top + 15
    for day_number in range(3):
        on_day = [segment for segment in placing.segments if segment.day == day_number]
        for at, one in enumerate(on_day):
            for other in on_day[at + 1 :]:
                if one.top < other.bottom and other.top < one.bottom:
                    (left, right) = sorted((one.place, other.place))
                    assert left.column + left.span <= right.column


def test_both_times_of_the_repeated_hour_stand_side_by_side(grid: TimeGrid, hands: Hands) -> None:
    first = utc_seconds(datetime(2026, 10, 25, 0, 15, tzinfo=UTC))
    twice = (occurrence(1, first, first + 1800), occurrence(2, first + 3600, first + 5400))
    hands.show(weeks.content((date(2026, 10, 25),), occurrences=twice))
    one, other = (grid.rects_of(each)[0] for each in twice)
    assert (one.top(), one.height()) == (other.top(), other.height())
    assert not one.intersects(other)


def test_an_hour_that_is_left_out_takes_its_room_and_holds_nothing(grid: TimeGrid, hands: Hands) -> None:
    jump = utc_seconds(datetime(2026, 3, 29, 1, tzinfo=UTC))
    event = occurrence(1, jump - 1800, jump + 1800)
    hands.show(weeks.content((date(2026, 3, 28), date(2026, 3, 29)), occurrences=(event,)))
    assert grid.rects_of(event)[0].height() == 2 * 54 - 2
    hands.show(replace(grid.content, occurrences=()))
    QTest.mouseDClick(grid, Qt.MouseButton.LeftButton, pos=_point(grid, 1, 135))
    QTest.keyClick(grid.findChild(QLineEdit), Qt.Key.Key_Return)
    ((_, created),) = hands.take()
    assert created.start == datetime(2026, 3, 29, 3, tzinfo=weeks.ZONE)


def _point(grid: TimeGrid, day: int, minutes: int) -> QPoint:
    grid.show_times(minutes, minutes + 60)
    rect = grid.minutes_rect(day, minutes, minutes)
    return QPoint(rect.center().x(), rect.top() - 1)


def test_an_event_over_midnight_is_one_event_on_two_days(grid: TimeGrid, hands: Hands) -> None:
    night = weeks.event(60, 16, "22:00", "23:00", "Night")._replace(end=weeks.at(17, "02:00"))
    hands.show(weeks.content(occurrences=(night,)))
    evening, morning = grid.rects_of(night)
    assert evening.left() < morning.left()
    assert (evening.height(), morning.height()) == (2 * 54 - 2, 2 * 54 - 2)
    assert len([item for item in grid.placing.items() if item == night]) == 1


def test_long_events_stand_above_the_hours_in_rows_that_fold(grid: TimeGrid, hands: Hands) -> None:
    fairs = tuple(weeks.all_day(70 + at, 16, 17 + at % 2, f"Fair {at}") for at in range(5))
    trip = weeks.event(80, 18, "9:00", "9:30", "Trip")._replace(end=weeks.at(19, "12:00"))
    hands.show(weeks.content(occurrences=(*fairs, trip)))
    shown = [fair for fair in fairs if grid.rect_of(fair)]
    assert len(shown) == 2
    # The longer ones come first.
    assert {fair.summary for fair in shown} == {"Fair 1", "Fair 3"}
    fold = next(QPoint(x, 105) for x in range(96) if grid.fold_at(QPoint(x, 105)))
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=fold)
    rects = [grid.rect_of(each) for each in (*fairs, trip)]
    assert not any(one.intersects(other) for at, one in enumerate(rects) for other in rects[at + 1 :])
    # The trip stands beside one that is shorter.
    assert grid.rect_of(trip).top() == grid.rect_of(fairs[0]).top()
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=fold)
    assert len([fair for fair in fairs if grid.rect_of(fair)]) == 2
    grid.choose(fairs[4])
    assert grid.rect_of(fairs[4]) is not None


def test_deadlines_that_lie_close_are_one_with_a_count_and_a_menu(grid: TimeGrid, hands: Hands) -> None:
    close = (
        weeks.deadline(1, 17, "10:00", 3, "Acme"),
        weeks.deadline(2, 17, "10:05", 1, "Globex"),
        weeks.deadline(3, 17, "10:20", 4, "Wayne"),
        weeks.deadline(4, 17, "12:00", 5, "Initech"),
    )
    hands.show(weeks.content(occurrences=(), deadlines=close, collisions={}))
    together, alone = grid.placing.chips
    assert [each.request_key for each in together.deadlines] == [1, 2, 3]
    assert together.worst.request_key == 2
    assert len(alone.deadlines) == 1
    rect = grid.rects_of(together)[0]
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=rect.center())
    (menu,) = (menu for menu in grid.findChildren(QMenu) if menu.isVisible())
    assert [action.text().split("·")[1].strip() for action in menu.actions()] == ["Acme", "Globex", "Wayne"]
    menu.actions()[1].trigger()
    menu.close()
    assert hands.take() == [("deadline_opened", 2)]
    for _ in range(14):
        grid.zoom_by(1.2)
    assert len(grid.placing.chips) == 4
    QApplication.processEvents()


def test_tiny_events_are_high_enough_for_a_line_and_a_hand(grid: TimeGrid, hands: Hands) -> None:
    tiny = tuple(weeks.event(90 + at, 16, f"12:{5 * at:02}", f"12:{5 * at:02}", "Tiny") for at in range(3))
    hands.show(weeks.content(occurrences=tiny))
    for factor in (1.0, 0.5, 3.0):
        grid.zoom_by(factor)
        rects = [grid.rects_of(each)[0] for each in tiny]
        assert all(rect.height() >= 13 for rect in rects)
        assert not any(one.intersects(other) for at, one in enumerate(rects) for other in rects[at + 1 :])


def test_a_day_names_its_holiday_and_many_days_fit(grid: TimeGrid, hands: Hands) -> None:
    plain = weeks.empty(weeks.WORK_WEEK)
    hands.show(plain)
    without = grid.grab().toImage()
    hands.show(replace(plain, notes={weeks.WORK_WEEK[2]: "<b>Corpus Christi</b>"}))
    assert grid.grab().toImage() != without
    days = tuple(weeks.MONDAY + timedelta(days=by) for by in range(21))
    hands.show(weeks.content(days))
    grid.resize(500, 300)
    QApplication.processEvents()
    assert all(grid.rects_of(each) for each in weeks.DRAWN)
