"""When colleagues are busy, beside the days: painted once, and told by tooltip."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from tests.desktop.calendar import weeks
from tests.desktop.calendar.conftest import Hands, Paints
from tests.desktop.calendar.test_painting import MIGRATION, inks

from opiekun.desktop.calendar.colleagues import initials
from opiekun.desktop.calendar.grid.content import Colleague
from opiekun.desktop.calendar.grid.view import TimeGrid
from opiekun.desktop.theme.tokens import LIGHT
from opiekun.domain.sync.remote import Busy

JANA = Colleague(
    "jana@example.com",
    "JA",
    (
        Busy(weeks.at(16, "9:00"), weeks.at(16, "10:30")),
        Busy(weeks.at(16, "14:00"), weeks.at(16, "15:00"), tentative=True),
        Busy(weeks.at(17, "22:00"), weeks.at(18, "8:00")),
    ),
)
PIOTR = Colleague("piotr@example.com", "PI", ())


def lane(grid: TimeGrid, day: int, clock: str, number: int = 0) -> QPoint:
    """The middle of a colleague's lane at a time of a day."""
    hour, minute = map(int, clock.split(":"))
    events = grid.minutes_rect(day, hour * 60 + minute, hour * 60 + minute + 1)
    return QPoint(events.right() + 6 + 18 * number + 10, events.top())


def tip(grid: TimeGrid, at: QPoint) -> list[str]:
    QApplication.sendEvent(grid, QHelpEvent(QEvent.Type.ToolTip, at, grid.mapToGlobal(at)))
    words = QToolTip.text().removeprefix("<qt>").removesuffix("</qt>").replace("<br>", "\n")
    QToolTip.hideText()
    return words.split("\n")


def test_a_lane_for_each_shows_when_they_are_busy(grid: TimeGrid, hands: Hands) -> None:
    hands.show(weeks.content(colleagues=(JANA, PIOTR)))
    busy, free = lane(grid, 1, "9:40"), lane(grid, 1, "11:10")
    around = QRect(-5, -4, 10, 8)
    assert LIGHT.subtle in inks(grid, around.translated(busy))
    assert LIGHT.subtle not in inks(grid, around.translated(free))
    assert LIGHT.subtle not in inks(grid, around.translated(lane(grid, 1, "9:40", 1)))
    assert LIGHT.second in inks(grid, QRect(busy.x() - 9, 30, 18, 16))


def test_no_event_stands_in_a_lane_and_events_have_all_room_without(grid: TimeGrid, hands: Hands) -> None:
    before = grid.rect_of(MIGRATION)
    hands.show(weeks.content(colleagues=(JANA, PIOTR)))
    beside = grid.rect_of(MIGRATION)
    assert beside.right() < lane(grid, 2, "14:00").x()
    assert beside.right() == before.right() - 36
    hands.show(weeks.content())
    assert grid.rect_of(MIGRATION) == before


def test_the_same_answers_paint_nothing_and_a_drag_nothing_of_the_sheet(
    grid: TimeGrid, hands: Hands, paints: Paints
) -> None:
    hands.show(weeks.content(colleagues=(JANA, PIOTR)))
    paints.settle()
    hands.show(weeks.content(colleagues=(JANA, PIOTR)))
    assert (paints.pixels(), paints.parts) == (0, [])
    start = hands.middle(MIGRATION)
    hands.press(start)
    hands.move(start + QPoint(0, 20))
    paints.settle()
    hands.move(start + QPoint(0, 54))
    assert paints.parts == []
    hands.release(start + QPoint(0, 54))


def test_a_tooltip_tells_the_day_of_a_colleague(grid: TimeGrid, hands: Hands) -> None:
    hands.show(weeks.content(colleagues=(JANA, PIOTR)))
    assert tip(grid, lane(grid, 1, "11:00")) == ["jana@example.com", "09:00–10:30", "14:00–15:00, tentative"]
    assert tip(grid, lane(grid, 3, "9:00"))[1:] == ["Wed 17 Jun 22:00 – Thu 18 Jun 08:00"]
    assert tip(grid, lane(grid, 1, "11:00", 1)) == ["piotr@example.com", "free all day"]


def test_many_colleagues_leave_room_for_events(grid: TimeGrid, hands: Hands) -> None:
    hands.show(weeks.content(weeks.WEEK, colleagues=tuple(JANA._replace(who=f"{at}@example.com") for at in range(8))))
    assert grid.minutes_rect(0, 540, 600).width() > 40


@pytest.mark.parametrize(
    ("address", "letters"),
    [
        ("jana.kralova@example.com", "JK"),
        ("anna@example.com", "AN"),
        ("a@b", "A"),
        ("x-y_z@b", "XY"),
        ("https://cal.example.com/jana.kralova/work/", "JK"),
    ],
)
def test_two_letters_stand_for_an_address(address: str, letters: str) -> None:
    assert initials(address) == letters
