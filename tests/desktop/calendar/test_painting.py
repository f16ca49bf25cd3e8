"""What is painted, and how little of it again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QRect, Qt, QTranslator
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.desktop.calendar import weeks
from tests.desktop.calendar.conftest import Hands, Paints

from opiekun.desktop.calendar.grid.content import ServerMark
from opiekun.desktop.calendar.grid.pens import Pens
from opiekun.desktop.calendar.grid.times import span_text
from opiekun.desktop.calendar.grid.view import TimeGrid
from opiekun.desktop.calendar.grid.words import below_title
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import DARK, LIGHT, Type
from opiekun.services.preferences import Theme as Scheme

MIGRATION = next(occurrence for occurrence in weeks.DRAWN if occurrence.key == 8)


def inks(grid: TimeGrid, rect: QRect) -> set[str]:
    """The colours in a rectangle of the grid."""
    picture = grid.grab(rect).toImage()
    return {
        picture.pixelColor(x, y).name().upper() for x in range(0, picture.width(), 2) for y in range(picture.height())
    }


def test_a_tick_paints_the_line_where_it_was_and_where_it_is(grid: TimeGrid, paints: Paints) -> None:
    grid.tick(weeks.NOW + 60)
    grid.tick(weeks.NOW + 120)
    assert paints.parts == []
    assert paints.bounds().height() < 20
    column = grid.minutes_rect(1, 0, 60)
    assert column.left() - 40 < paints.bounds().left() < paints.bounds().right() < column.right() + 20


def test_a_tick_that_moves_nothing_paints_nothing(grid: TimeGrid, paints: Paints) -> None:
    for second in range(1, 25):
        grid.tick(weeks.NOW + second)
    assert paints.pixels() == 0


def test_a_drag_paints_what_moved_and_nothing_of_the_sheet(grid: TimeGrid, hands: Hands, paints: Paints) -> None:
    start = hands.middle(MIGRATION)
    origin = grid.rect_of(MIGRATION)
    hands.press(start)
    hands.move(start + QPoint(0, 20))
    paints.settle()
    hands.move(start + QPoint(0, 54))
    near = origin.adjusted(-8, -8, 8, 60)
    assert near.contains(paints.bounds())
    assert paints.parts == []
    paints.settle()
    hands.move(start + QPoint(0, 55))
    assert paints.pixels() == 0
    hands.move(start + hands.point(0, "14:00") - hands.point(2, "14:00") + QPoint(0, 54))
    assert paints.pixels() < 6 * (origin.width() + 8) * (origin.height() + 8)
    hands.key(Qt.Key.Key_Escape)
    assert paints.parts == []


def test_one_event_elsewhere_paints_its_old_and_its_new_place(grid: TimeGrid, hands: Hands, paints: Paints) -> None:
    origin = grid.rect_of(MIGRATION)
    later = MIGRATION._replace(start=MIGRATION.start + 7200, end=MIGRATION.end + 7200)
    paints.settle()
    hands.show(weeks.content(occurrences=(*(each for each in weeks.DRAWN if each != MIGRATION), later)))
    area = (origin.width() + 4) * (origin.height() + 4)
    assert sum(part.width() * part.height() for part in paints.parts) <= 2 * area
    assert paints.pixels() <= 2 * area
    paints.settle()
    hands.show(weeks.content(occurrences=(later, *(each for each in weeks.DRAWN if each != MIGRATION))))
    assert (paints.pixels(), paints.parts) == (0, [])


@pytest.mark.parametrize("mark", list(ServerMark))
def test_a_mark_paints_the_event_that_it_is_of(grid: TimeGrid, hands: Hands, paints: Paints, mark: ServerMark) -> None:
    rect = grid.rect_of(MIGRATION)
    before = grid.grab(rect).toImage()
    paints.settle()
    hands.show(weeks.content(marks={(MIGRATION.calendar_id, MIGRATION.uid): mark}))
    assert sum(part.width() * part.height() for part in paints.parts) <= (rect.width() + 4) * (rect.height() + 4)
    assert grid.grab(rect).toImage() != before


def test_the_same_picture_whether_painted_bit_by_bit_or_at_once(grid: TimeGrid, hands: Hands) -> None:
    hands.show(weeks.crowded(60, weeks.WORK_WEEK))
    hands.show(weeks.content(occurrences=weeks.DRAWN[:8], collisions={}))
    hands.show(weeks.content())
    bit_by_bit = grid.grab().toImage()
    grid.forget_painted()
    assert grid.grab().toImage() == bit_by_bit


def test_choosing_paints_two_rings(grid: TimeGrid, hands: Hands, paints: Paints) -> None:
    grid.choose(MIGRATION)
    paints.settle()
    grid.choose(weeks.TRAINING)
    rings = (grid.rect_of(MIGRATION), grid.rect_of(weeks.TRAINING))
    assert paints.pixels() <= sum((rect.width() + 6) * (rect.height() + 6) for rect in rings)
    assert paints.parts == []


def test_scrolling_copies_what_was_painted(grid: TimeGrid, paints: Paints) -> None:
    grid.scroll_by(-3000)
    grid.scroll_by(3000)
    paints.settle()
    for _ in range(20):
        grid.scroll_by(-40)
        QApplication.processEvents()
    before = len(paints.parts)
    for _ in range(20):
        grid.scroll_by(40)
        QApplication.processEvents()
    assert len(paints.parts) == before <= 4


def test_the_line_of_now_is_in_today_alone_and_goes_over_midnight(grid: TimeGrid, hands: Hands) -> None:
    hands.show(weeks.empty(weeks.WORK_WEEK))
    line = hands.point(1, "10:50")
    assert LIGHT.now in inks(grid, QRect(line.x(), line.y() - 2, 4, 6))
    other = hands.point(2, "10:50")
    assert LIGHT.now not in inks(grid, QRect(other.x(), other.y() - 2, 4, 6))
    grid.tick(weeks.at(17, "10:50"))
    assert LIGHT.now in inks(grid, QRect(other.x(), other.y() - 2, 4, 6))
    assert LIGHT.now not in inks(grid, QRect(line.x(), line.y() - 2, 4, 6))
    numbers = [QRect(grid.minutes_rect(day, 0, 1).left() - 20, 22, 60, 22) for day in (1, 2)]
    assert [LIGHT.accent in inks(grid, number) for number in numbers] == [False, True]


def test_no_event_hides_a_deadline(grid: TimeGrid, hands: Hands) -> None:
    long = tuple(weeks.event(200 + at, 16, "8:00", "18:00", f"Long {at}") for at in range(12))
    hands.show(weeks.content(occurrences=long, collisions={}))
    lane = hands.point(1, "11:29", 0)
    assert LIGHT.severity_1.ink in inks(grid, QRect(lane.x() - 22, lane.y() - 7, 16, 14))
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=lane - QPoint(12, -3))
    assert hands.take() == [("deadline_opened", 3)]


@pytest.mark.parametrize(("scheme", "tokens"), [(Scheme.LIGHT, LIGHT), (Scheme.DARK, DARK)])
def test_what_an_event_is_for_is_seen_in_both_themes(
    grid: TimeGrid, hands: Hands, theme: Theme, scheme: Scheme, tokens: object
) -> None:
    theme.choose(scheme)
    by_key = {occurrence.key: grid.rect_of(occurrence) for occurrence in weeks.DRAWN}
    assert tokens.accent_soft in inks(grid, by_key[8])
    assert tokens.severity_4.soft in inks(grid, by_key[4])
    assert tokens.subtle in inks(grid, by_key[115])
    assert {tokens.surface, tokens.subtle} <= inks(grid, by_key[12])
    assert QColor(tokens.severity_2.ink).name().upper() in inks(grid, by_key[3].adjusted(0, 0, 0, 20))


def test_a_high_event_tells_its_times_before_its_place() -> None:
    times = span_text(MIGRATION.start, MIGRATION.end, False, weeks.ZONE)
    told = [below_title(MIGRATION, "Room 3", height, weeks.ZONE) for height in (20, 60, 68)]
    assert told == ["Room 3", "Room 3", f"{times} · Room 3"]
    assert [below_title(MIGRATION, "", height, weeks.ZONE) for height in (20, 60)] == ["", times]


def test_the_hours_under_the_hand_stay_when_it_zooms(grid: TimeGrid, hands: Hands) -> None:
    at = hands.point(2, "14:00")
    before = grid.spot(at)
    for factor in (1.3, 1.3, 0.7, 1.9):
        grid.zoom_by(factor, at.y())
        assert abs(grid.spot(at).minutes - before.minutes) < 2
    grid.zoom_back()
    assert grid.rect_of(MIGRATION).height() == 52


def test_the_whole_day_is_never_lower_than_the_widget(grid: TimeGrid) -> None:
    for _ in range(20):
        grid.zoom_by(0.5)
    grid.scroll_by(10_000)
    assert grid.spot(QPoint(400, grid.height() - 1)).minutes == pytest.approx(1440, abs=3)
    hour = grid.minutes_rect(0, 0, 60).height()
    for _ in range(20):
        grid.zoom_by(2)
    assert grid.minutes_rect(0, 0, 60).height() > 6 * hour


def test_it_begins_with_the_hours_of_opening_and_stays_where_it_is_scrolled(grid: TimeGrid, hands: Hands) -> None:
    top = hands.point(0, "9:00").y()
    assert 48 < top < 110
    grid.scroll_by(100)
    next_week = tuple(day + timedelta(days=7) for day in weeks.WORK_WEEK)
    hands.show(replace(weeks.empty(next_week), open=weeks.open_hours(next_week)))
    assert hands.point(0, "9:00").y() == top - 100


class Wordy(QTranslator):
    """A language that needs many letters for a day."""

    def translate(self, context: str, source: str, *_: object) -> str | None:
        return "the whole long day" if (context, source) == ("Grid", "all day") else None

    def isEmpty(self) -> bool:  # noqa: N802
        return False


def test_the_margin_is_as_wide_as_its_words(app: QApplication, grid: TimeGrid, theme: Theme) -> None:
    drawn = grid.gutter
    wordy = Wordy()
    app.installTranslator(wordy)
    grid.show_content(weeks.content())
    shown = grid.gutter
    app.removeTranslator(wordy)
    grid.show_content(weeks.content())
    assert shown >= 10 + Pens(theme)[Type.KEY].width("the whole long day") > drawn == grid.gutter
