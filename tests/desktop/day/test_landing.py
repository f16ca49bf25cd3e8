"""Where a dragged request would land in the day, and what gives way where there is little room."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtGui import QColor, QDragLeaveEvent, QDragMoveEvent, QImage
from tests.desktop.bench import Bench
from tests.desktop.day.conftest import NOW, ZONE, at

from opiekun.desktop.calendar.dragged import request_mime
from opiekun.desktop.day.landing import landing
from opiekun.desktop.day.painting import DayPainter
from opiekun.desktop.day.pane import DayPane
from opiekun.desktop.day.plan import Box, plan
from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.theme.tokens import LIGHT
from opiekun.domain.calendar.columns import Place
from opiekun.domain.calendar.events import Occurrence
from opiekun.services.day import Day

COPY, LEFT, NO_KEYS = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
MOMENTS = Moments(ZONE, QLocale("en_GB"))


@pytest.fixture
def pane(bench: Bench, day: Day) -> DayPane:
    made = DayPane(bench.theme)
    bench.show(made)
    made.show_day(day, (), MOMENTS, NOW)
    return made


def test_a_block_is_as_long_as_the_work_and_may_come_too_late(day: Day) -> None:
    laid = plan(day, {}, NOW)
    early = landing(laid, "R-1", 10 * 60 + 15)
    assert (early.start, early.whose, early.late) == (at("10:15"), "Acme", False)
    assert early.end == at("10:15") + day.handling[day.deadlines[0].severity]
    late = landing(laid, "R-1", 11 * 60 + 30)
    assert (late.late, late.due_at) == (True, at("11:29"))
    unknown = landing(laid, "R-404", 11 * 60)
    assert (unknown.end, unknown.late) == (None, False)
    assert unknown.reach > unknown.start


def test_the_place_is_painted_and_that_it_is_too_late(pane: DayPane) -> None:
    canvas, laid = pane.canvas, pane.shown
    before = canvas.grab().toImage()
    carried = request_mime("R-1")
    pictures = []
    for minutes in (10 * 60 + 15, 12 * 60 + 15):
        point = QPoint(canvas.width() // 2, round(laid.y_of(minutes)))
        canvas.dragMoveEvent(QDragMoveEvent(point, COPY, carried, LEFT, NO_KEYS))
        pictures.append(canvas.grab().toImage())
    assert [_warns(picture) for picture in pictures] == [False, True]
    canvas.dragLeaveEvent(QDragLeaveEvent())
    assert canvas.grab().toImage() == before


def _warns(picture: QImage) -> bool:
    warning = QColor(LIGHT.severity_2.soft)
    places = ((x, y) for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3))
    return any(picture.pixelColor(x, y) == warning for x, y in places)


def test_times_give_way_where_there_is_no_room_for_them_and_for_joining(bench: Bench) -> None:
    meeting = Occurrence(1, "u", "", "", "Call", at("11:00"), at("12:00"), link="https://meet.example/acme")
    painter = DayPainter(bench.theme, MOMENTS, 250)
    wide, left, right = (
        Box(meeting, 100, 160, place, ()) for place in (Place(0, 1, 1), Place(0, 1, 2), Place(1, 1, 2))
    )
    assert painter.join_box(wide).left() > painter.event_box(wide).left() + 60
    assert painter.join_box(left).left() < painter.event_box(left).left() + 12
    assert painter.event_box(right).left() - painter.event_box(left).right() >= 4


def test_the_line_of_now_goes_through_no_event(bench: Bench, day: Day) -> None:
    made = DayPane(bench.theme)
    bench.show(made)
    made.show_day(day, (), MOMENTS, at("11:45"))
    canvas = made.canvas
    picture, y = canvas.grab().toImage(), canvas.now_y
    places = (50, 90, 120, canvas.width() - 3)
    red = [max(_redness(picture, x, row) for row in (y - 1, y, y + 1)) > 60 for x in places]
    assert red == [True, False, False, True]


def _redness(picture: QImage, x: int, y: int) -> int:
    colour = picture.pixelColor(x, y)
    return colour.red() - colour.green()
