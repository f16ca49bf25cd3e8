"""Events under the hand: drawn, moved, resized, copied, and left alone."""

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QToolTip
from tests.desktop.calendar import weeks
from tests.desktop.calendar.conftest import Hands
from tests.desktop.calendar.weeks import ZONE, event

from opiekun.desktop.calendar.dragged import request_mime
from opiekun.desktop.calendar.grid.content import Created, Moved, RequestDropped
from opiekun.desktop.calendar.grid.view import TimeGrid
from opiekun.domain.calendar.events import Occurrence

MIGRATION = next(occurrence for occurrence in weeks.DRAWN if occurrence.key == 8)
STAND_UP = next(occurrence for occurrence in weeks.DRAWN if occurrence.key == 115)
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def june(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 6, day, hour, minute, tzinfo=ZONE)


def field(grid: TimeGrid) -> QLineEdit:
    found = grid.findChild(QLineEdit)
    assert isinstance(found, QLineEdit)
    return found


def test_an_event_is_moved_to_another_day_and_time_in_steps_of_15_minutes(grid: TimeGrid, hands: Hands) -> None:
    start = hands.middle(MIGRATION)
    by = hands.point(3, "10:00") - hands.point(2, "14:00")
    hands.drag(start, start + QPoint(0, -30), start + by + QPoint(9, 5))
    assert hands.take() == [("moved", Moved(MIGRATION, june(18, 10), june(18, 11)))]


def test_with_shift_the_steps_are_of_five_minutes(grid: TimeGrid, hands: Hands) -> None:
    start = hands.middle(MIGRATION)
    to = start + hands.point(2, "14:20") - hands.point(2, "14:00")
    hands.press(start)
    hands.move(start + QPoint(0, 12))
    hands.move(to)
    QTest.keyPress(grid, Qt.Key.Key_Shift)
    hands.release(to)
    assert hands.take() == [("moved", Moved(MIGRATION, june(17, 14, 20), june(17, 15, 20)))]


def test_a_little_trembling_is_no_drag(grid: TimeGrid, hands: Hands) -> None:
    start = hands.middle(MIGRATION)
    hands.drag(start, start + QPoint(1, QApplication.startDragDistance() - 2))
    assert hands.take() == []
    assert grid.chosen_occurrence == MIGRATION


def test_esc_puts_it_back_and_what_the_hand_does_after_that_means_nothing(grid: TimeGrid, hands: Hands) -> None:
    start = hands.middle(MIGRATION)
    before = grid.grab().toImage()
    grid.choose(MIGRATION)
    chosen = grid.grab().toImage()
    hands.press(start)
    hands.move(start + QPoint(0, 80))
    assert grid.grab().toImage() != chosen
    hands.key(Qt.Key.Key_Escape)
    assert grid.grab().toImage() == chosen
    hands.move(start + QPoint(0, 120))
    hands.release(start + QPoint(0, 120))
    assert hands.take() == []
    grid.choose(None)
    assert grid.grab().toImage() == before


def test_while_it_is_dragged_the_origin_stays_paler_and_the_place_is_shown(grid: TimeGrid, hands: Hands) -> None:
    start = hands.middle(MIGRATION)
    before = grid.grab().toImage()
    hands.press(start)
    hands.move(start + QPoint(0, 150))
    dragged = grid.grab().toImage()
    title = QPoint(grid.rect_of(MIGRATION).left() + 40, start.y())
    assert dragged.pixelColor(title) != before.pixelColor(title)
    hands.release(start + QPoint(0, 150))


def test_both_ends_are_taken_by_their_edges(grid: TimeGrid, hands: Hands) -> None:
    rect = grid.rect_of(MIGRATION)
    bottom, top = QPoint(rect.center().x(), rect.bottom() - 1), QPoint(rect.center().x(), rect.top() + 1)
    hands.move(bottom)
    assert grid.cursor().shape() is Qt.CursorShape.SizeVerCursor
    hands.drag(bottom, bottom + QPoint(0, 20), hands.point(2, "16:30"))
    assert hands.take() == [("moved", Moved(MIGRATION, june(17, 14), june(17, 16, 30)))]
    grid.let_go()
    hands.drag(top, top + QPoint(0, -20), hands.point(2, "13:15"))
    assert hands.take() == [("moved", Moved(MIGRATION, june(17, 13, 15), june(17, 15)))]
    grid.let_go()
    hands.drag(top, top + QPoint(0, 20), hands.point(2, "19:00"))
    assert hands.take() == [("moved", Moved(MIGRATION, june(17, 14, 45), june(17, 15)))]


def test_ctrl_copies(grid: TimeGrid, hands: Hands) -> None:
    start = hands.middle(MIGRATION)
    to = start + QPoint(0, hands.point(2, "16:00").y() - hands.point(2, "14:00").y())
    hands.press(start, CONTROL)
    hands.move(start + QPoint(0, 20))
    QTest.keyPress(grid, Qt.Key.Key_Control)
    hands.move(to)
    QTest.keyPress(grid, Qt.Key.Key_Control)
    hands.release(to)
    assert hands.take() == [("moved", Moved(MIGRATION, june(17, 16), june(17, 17), copy=True))]


def test_a_read_only_event_is_chosen_and_does_not_move(grid: TimeGrid, hands: Hands) -> None:
    start = hands.middle(STAND_UP)
    hands.drag(start, start + QPoint(0, 100))
    assert hands.take() == []
    assert grid.chosen_occurrence == STAND_UP
    hands.key(Qt.Key.Key_Delete)
    hands.key(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    hands.key(Qt.Key.Key_F2)
    assert hands.take() == []


def test_from_the_hours_above_them_and_back(grid: TimeGrid, hands: Hands) -> None:
    fair = weeks.all_day(50, 18, 19, "Fair")
    hands.show(weeks.content(occurrences=(*weeks.DRAWN, fair)))
    start = hands.middle(MIGRATION)
    strip = QPoint(hands.point(3, "10:00").x(), grid.rect_of(fair).center().y())
    hands.drag(start, start + QPoint(0, -30), strip)
    assert hands.take() == [("moved", Moved(MIGRATION, date(2026, 6, 18), date(2026, 6, 19)))]
    grid.let_go()
    hands.drag(strip, strip + QPoint(0, 40), hands.point(1, "17:00"))
    assert hands.take() == [("moved", Moved(fair, june(16, 17), june(16, 18)))]
    grid.let_go()
    hands.drag(strip, strip + QPoint(-20, 0), QPoint(hands.point(1, "10:00").x(), strip.y()))
    assert hands.take() == [("moved", Moved(fair, date(2026, 6, 16), date(2026, 6, 18)))]
    grid.let_go()
    end = QPoint(grid.rect_of(fair).right() - 1, strip.y())
    hands.drag(end, end + QPoint(-20, 0), QPoint(hands.point(3, "10:00").x(), strip.y()))
    assert hands.take() == [("moved", Moved(fair, date(2026, 6, 18), date(2026, 6, 19)))]


def test_a_span_is_drawn_and_named_in_its_place(grid: TimeGrid, hands: Hands) -> None:
    hands.drag(hands.point(2, "12:05"), hands.point(2, "12:20"), hands.point(2, "13:10"))
    assert hands.take() == []
    assert field(grid).isVisible()
    QTest.keyClicks(field(grid), "Review")
    QTest.keyClick(field(grid), Qt.Key.Key_Return)
    assert hands.take() == [("created", Created(june(17, 12), june(17, 13, 15), "Review"))]
    assert not field(grid).isVisible()


def test_upwards_and_over_days_too(grid: TimeGrid, hands: Hands) -> None:
    hands.drag(hands.point(2, "13:10"), hands.point(2, "12:40"), hands.point(2, "12:05"))
    QTest.keyClick(field(grid), Qt.Key.Key_Return)
    hands.drag(hands.point(1, "18:00"), hands.point(1, "19:00"), hands.point(2, "11:30"))
    QTest.keyClick(field(grid), Qt.Key.Key_Return)
    assert hands.take() == [
        ("created", Created(june(17, 12), june(17, 13, 15), "")),
        ("created", Created(june(16, 18), june(17, 11, 30), "")),
    ]


def test_esc_drops_the_new_one_and_leaving_keeps_what_was_typed(grid: TimeGrid, hands: Hands) -> None:
    hands.drag(hands.point(2, "12:00"), hands.point(2, "12:20"), hands.point(2, "13:00"))
    QTest.keyClicks(field(grid), "No")
    QTest.keyClick(field(grid), Qt.Key.Key_Escape)
    assert (hands.take(), field(grid).isVisible()) == ([], False)
    hands.drag(hands.point(2, "12:00"), hands.point(2, "12:20"), hands.point(2, "13:00"))
    QTest.keyClicks(field(grid), "Yes")
    grid.setFocus()
    assert hands.take() == [("created", Created(june(17, 12), june(17, 13), "Yes"))]
    hands.drag(hands.point(2, "12:00"), hands.point(2, "12:20"), hands.point(2, "13:00"))
    grid.setFocus()
    assert (hands.take(), field(grid).isVisible()) == ([], False)


def test_a_double_click_opens_an_event_and_makes_one_where_none_is(grid: TimeGrid, hands: Hands) -> None:
    QTest.mouseDClick(grid, Qt.MouseButton.LeftButton, pos=hands.middle(MIGRATION))
    assert hands.take() == [("opened", MIGRATION)]
    QTest.mouseDClick(grid, Qt.MouseButton.LeftButton, pos=hands.point(2, "12:10"))
    QTest.keyClick(field(grid), Qt.Key.Key_Return)
    assert hands.take() == [("created", Created(june(17, 12), june(17, 13), ""))]


def test_collisions_are_asked_once_for_each_place_it_snaps_to(grid: TimeGrid, hands: Hands) -> None:
    asked: list[Occurrence] = []

    def collides(occurrence: Occurrence) -> tuple[object, ...]:
        asked.append(occurrence)
        return (weeks.COLLISION,)

    grid.collides = collides
    start = hands.middle(MIGRATION)
    hands.press(start)
    for pixels in range(5, 56):
        hands.move(start + QPoint(0, pixels))
    hands.release(start + QPoint(0, 55))
    times = [weeks.moment(each.start).strftime("%H:%M") for each in asked]
    assert times == [
        "14:15",
        "14:30",
        "14:45",
        "15:00",
    ]
    assert all(each.end - each.start == 3600 for each in asked)


def test_near_the_edge_it_scrolls_and_the_time_goes_along(grid: TimeGrid, hands: Hands, until: object) -> None:
    start = hands.middle(MIGRATION)
    before = grid.rect_of(MIGRATION)
    low = QPoint(start.x(), grid.height() - 2)
    hands.press(start)
    hands.move(start + QPoint(0, 30))
    hands.move(low)
    until(lambda: grid.rects_of(MIGRATION)[0].top() < before.top() - 100)
    hands.release(low)
    ((_, moved),) = hands.take()
    assert moved.start >= june(17, 22)


def test_what_is_dragged_survives_new_content_and_ends_when_it_is_gone(grid: TimeGrid, hands: Hands) -> None:
    start = hands.middle(MIGRATION)
    hands.press(start)
    hands.move(start + QPoint(0, 54))
    hands.show(weeks.content(occurrences=(*weeks.DRAWN, event(99, 15, "12:00", "12:30", "New"))))
    hands.move(start + QPoint(0, 108))
    hands.release(start + QPoint(0, 108))
    assert hands.take() == [("moved", Moved(MIGRATION, june(17, 16), june(17, 17)))]
    grid.let_go()
    hands.press(start)
    hands.move(start + QPoint(0, 54))
    hands.show(weeks.content(occurrences=()))
    hands.release(start + QPoint(0, 54))
    assert hands.take() == []


def test_an_event_off_the_steps_keeps_its_minutes_on_another_day(grid: TimeGrid, hands: Hands) -> None:
    odd = event(70, 17, "11:07", "11:52", "Odd")
    hands.show(weeks.content(occurrences=(odd,)))
    start = hands.middle(odd)
    across = hands.point(3, "11:00").x() - hands.point(2, "11:00").x()
    hands.drag(start, start + QPoint(60, 0), start + QPoint(across, 2))
    assert hands.take() == [("moved", Moved(odd, june(18, 11, 7), june(18, 11, 52)))]
    grid.let_go()
    hands.drag(start, start + QPoint(0, 20), start + QPoint(0, 54))
    assert hands.take() == [("moved", Moved(odd, june(17, 12), june(17, 12, 45)))]


@pytest.mark.parametrize(("day", "clock", "hours"), [(28, "10:00", 2), (29, "01:30", 1)])
def test_over_a_jump_of_the_clock_an_event_stays_as_long_as_it_is(
    grid: TimeGrid, hands: Hands, day: int, clock: str, hours: int
) -> None:
    days = (date(2026, 3, 28), date(2026, 3, 29))
    start = datetime.fromisoformat(f"2026-03-28T{'10:00' if day == 28 else clock}").replace(tzinfo=ZONE)
    night = MIGRATION._replace(start=int(start.timestamp()), end=int(start.timestamp()) + hours * 3600)
    hands.show(weeks.content(days, occurrences=(night,)))
    grid.bring_into_sight(night)
    at = grid.rects_of(night)[0].center()
    by = hands.point(1, "10:00").x() - hands.point(0, "10:00").x()
    hands.drag(at, at + QPoint(60, 0), at + QPoint(by, 0))
    ((_, moved),) = hands.take()
    assert (moved.start.date(), moved.start.strftime("%H:%M")) == (days[1], start.strftime("%H:%M"))
    assert moved.end.timestamp() - moved.start.timestamp() == hours * 3600
    assert moved.end - timedelta() == moved.end


def test_a_request_is_dropped_where_its_time_is_set_aside(grid: TimeGrid, hands: Hands) -> None:
    carried = request_mime("R-17")
    at = hands.point(2, "12:10")
    what = (Qt.DropAction.CopyAction, carried, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(at, *what)
    QApplication.sendEvent(grid, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(grid, QDropEvent(at, *what))
    assert hands.take() == [("request_dropped", RequestDropped("R-17", june(17, 12), june(17, 13)))]


def test_above_the_hours_days_are_drawn_even_where_nothing_stands_there(grid: TimeGrid, hands: Hands) -> None:
    first, last = QPoint(hands.point(1, "9:00").x(), 30), QPoint(hands.point(3, "9:00").x(), 30)
    hands.drag(first, first + QPoint(30, 0), last)
    QTest.keyClicks(field(grid), "Away")
    QTest.keyClick(field(grid), Qt.Key.Key_Return)
    assert hands.take() == [("created", Created(date(2026, 6, 16), date(2026, 6, 19), "Away"))]
    QTest.mouseDClick(grid, Qt.MouseButton.LeftButton, pos=first)
    QTest.keyClick(field(grid), Qt.Key.Key_Return)
    assert hands.take() == [("created", Created(date(2026, 6, 16), date(2026, 6, 17), ""))]


def test_going_to_other_days_keeps_what_was_typed(grid: TimeGrid, hands: Hands) -> None:
    hands.drag(hands.point(2, "12:00"), hands.point(2, "12:20"), hands.point(2, "13:00"))
    QTest.keyClicks(field(grid), "Half a ti")
    hands.show(weeks.empty(tuple(day + timedelta(days=7) for day in weeks.WORK_WEEK)))
    assert hands.take() == [("created", Created(june(17, 12), june(17, 13), "Half a ti"))]


def test_another_button_or_hiding_ends_a_drag(grid: TimeGrid, hands: Hands) -> None:
    start = hands.middle(MIGRATION)
    hands.press(start)
    hands.move(start + QPoint(0, 54))
    QTest.mousePress(grid, Qt.MouseButton.RightButton, pos=start + QPoint(0, 54))
    hands.release(start + QPoint(0, 54))
    hands.press(start)
    hands.move(start + QPoint(0, 54))
    grid.hide()
    grid.show()
    hands.release(start + QPoint(0, 54))
    assert hands.take() == []


def test_the_tooltip_is_plain_text_and_tells_what_a_drag_does(grid: TimeGrid, hands: Hands, until: object) -> None:
    hostile = event(70, 17, "11:00", "12:00", "<img src=x>Bold", location="<b>here</b>")
    hands.show(weeks.content(occurrences=(hostile, STAND_UP)))
    for occurrence, said in ((hostile, "&lt;img src=x&gt;Bold"), (STAND_UP, "read-only")):
        at = hands.middle(occurrence)
        QApplication.sendEvent(grid, QHelpEvent(QEvent.Type.ToolTip, at, grid.mapToGlobal(at)))
        until(QToolTip.isVisible)
        assert said in QToolTip.text()
        assert ("15 minutes" in QToolTip.text()) == (occurrence == hostile)
    QToolTip.hideText()
    until(lambda: not QToolTip.isVisible())


def test_an_event_that_was_all_day_for_a_while_is_as_long_as_before(grid: TimeGrid, hands: Hands) -> None:
    long = event(60, 17, "12:00", "13:15", "Workshop")
    fair = weeks.all_day(50, 18, 19, "Fair")
    hands.show(weeks.content(occurrences=(long, fair)))
    strip = QPoint(hands.point(2, "10:00").x(), grid.rect_of(fair).center().y())
    hands.drag(hands.middle(long), strip + QPoint(0, 80), strip)
    assert hands.take() == [("moved", Moved(long, date(2026, 6, 17), date(2026, 6, 18)))]
    whole = weeks.all_day(60, 17, 17, "Workshop")
    hands.show(weeks.content(occurrences=(whole, fair)))
    hands.drag(hands.middle(whole), strip + QPoint(0, 60), hands.point(2, "10:00"))
    assert hands.take() == [("moved", Moved(whole, june(17, 10), june(17, 11, 15)))]


def test_who_comes_from_above_the_hours_does_not_scroll_them(grid: TimeGrid, hands: Hands) -> None:
    fair = weeks.all_day(50, 18, 19, "Fair")
    hands.show(weeks.content(occurrences=(*weeks.DRAWN, fair)))
    strip = grid.rect_of(fair).center()
    before = hands.point(2, "12:00")
    hands.press(strip)
    hands.move(strip + QPoint(0, 20))
    for _ in range(6):
        QTest.qWait(100)
    hands.move(before)
    assert hands.point(2, "12:00") == before
    hands.release(before)
    assert hands.take() == [("moved", Moved(fair, june(17, 12), june(17, 13)))]


def test_above_the_hours_nothing_lies_over_what_is_there(grid: TimeGrid, hands: Hands) -> None:
    fair = weeks.all_day(50, 15, 19, "Fair")
    hands.show(weeks.content(occurrences=(*weeks.DRAWN, fair)))
    bar = grid.rect_of(fair)
    before = grid.grab(bar).toImage()
    hands.press(hands.middle(MIGRATION))
    hands.move(QPoint(bar.center().x(), bar.bottom() + 30))
    hands.move(bar.center())
    assert grid.grab(bar.adjusted(0, 0, 0, -2)).toImage() == before.copy(0, 0, bar.width(), bar.height() - 2)
    hands.release(bar.center())
