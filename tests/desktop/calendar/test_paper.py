"""A week on paper: what the window shows of deadlines, collisions and zones, the page shows too."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from tests.desktop.calendar import weeks

from opiekun.desktop.calendar.grid.content import GridContent
from opiekun.desktop.calendar.look import Look, View
from opiekun.desktop.calendar.paper import print_week
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import LIGHT

BARS = (74, 92)
"""Where the first row above the hours lies on the page, from its upper edge."""


class Page(QImage):
    """An image in place of a printer."""

    def setPageLayout(self, _layout: object) -> bool:  # noqa: N802
        return True


def page(theme: Theme, content: GridContent) -> QImage:
    made = Page(1120, 760, QImage.Format.Format_RGB32)
    made.fill(Qt.GlobalColor.white)
    print_week(made, Look(View.WORK_WEEK, weeks.MONDAY), content, theme)
    return QImage(made)


def places(picture: QImage, ink: str) -> set[tuple[int, int]]:
    colour = QColor(ink)
    return {
        (x, y) for x in range(picture.width()) for y in range(picture.height()) if picture.pixelColor(x, y) == colour
    }


def test_deadlines_have_a_lane_and_collisions_a_mark(theme: Theme) -> None:
    bare = page(theme, weeks.content(deadlines=(), collisions={}))
    whole = page(theme, weeks.content())
    assert not places(bare, LIGHT.severity_1.ink)
    chip = {x for x, _ in places(whole, LIGHT.severity_1.ink)}
    assert max(chip) - min(chip) < 20
    assert len(places(whole, LIGHT.severity_2.ink)) > len(places(bare, LIGHT.severity_2.ink)) + 100


def test_an_event_over_several_days_is_one_bar(theme: Theme) -> None:
    empty = weeks.empty(weeks.WORK_WEEK)
    apart = tuple(weeks.all_day(at, at, at, "Fair") for at in (15, 16, 17))
    several, one = (
        page(theme, weeks.content(weeks.WORK_WEEK, occurrences=shown, deadlines=(), collisions={}))
        for shown in (apart, (weeks.all_day(1, 15, 17, "Fair"),))
    )
    row, border = (BARS[0] + BARS[1]) // 2, 294
    inks = [{picture.pixelColor(x, row).name() for x in range(border - 6, border + 6)} for picture in (several, one)]
    assert [len(each) > 1 for each in inks] == [True, False]
    assert page(theme, empty) != one


def test_the_second_zone_stands_beside_the_hours(theme: Theme) -> None:
    assert page(theme, weeks.content()) != page(theme, weeks.content(other_zones=()))


def test_of_what_has_no_room_above_the_hours_it_is_said_how_much_there_is(theme: Theme) -> None:
    many = tuple(weeks.all_day(at, 15, 19, f"Fair {at}") for at in range(9))
    more = (*many, weeks.all_day(20, 15, 19, "Fair 20"))
    pages = [page(theme, weeks.content(occurrences=shown, deadlines=(), collisions={})) for shown in (many, more)]
    assert pages[0] != pages[1]
