"""What a screen reader finds in the grid."""

import gc
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget
from tests.desktop.calendar import weeks
from tests.desktop.calendar.conftest import Hands

from opiekun.desktop.calendar.grid.view import TimeGrid
from opiekun.desktop.theme.theme import Theme
from opiekun.domain.instants import utc_seconds

NAME = QAccessible.Text.Name


@pytest.fixture(autouse=True)
def _english() -> object:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


def found(grid: TimeGrid) -> list[QAccessibleInterface]:
    listed = QAccessible.queryAccessibleInterface(grid)
    return [listed.child(at) for at in range(listed.childCount())]


def named(grid: TimeGrid, beginning: str) -> QAccessibleInterface:
    (one,) = (each for each in found(grid) if each.text(NAME).startswith(beginning))
    return one


def test_each_event_and_deadline_is_an_item_in_the_order_of_time(grid: TimeGrid) -> None:
    listed = QAccessible.queryAccessibleInterface(grid)
    assert listed.role() is QAccessible.Role.List
    items = [each for each in found(grid) if each.role() is QAccessible.Role.ListItem]
    assert len(items) == len(weeks.DRAWN) + len(weeks.DEADLINES)
    assert [listed.indexOfChild(each) for each in items] == list(range(len(items)))
    assert items[0].text(NAME) == "Team stand-up, Monday 15 June 09:00 to 09:30, calendar Team, repeats"
    assert items[3].text(NAME) == "Work block, Monday 15 June 15:00 to 16:00, calendar Blocks"
    assert items[4].text(NAME) == "Severity 4 Bug fix: update due 16:30 · Initech · Checkout is down"


def test_an_event_says_what_it_collides_with_and_where_it_is(grid: TimeGrid) -> None:
    training = named(grid, "Training")
    assert training.text(NAME) == (
        "Training · Globex, Tuesday 16 June 11:00 to 12:00, calendar Work"
        "; collides with: Severity 1 Critical: update due 11:29 · Acme · Checkout is down"
    )
    rect = grid.rect_of(weeks.TRAINING)
    assert training.rect().topLeft() == grid.mapToGlobal(rect.topLeft())
    assert training.rect().size() == rect.size()
    assert training.parent().text(NAME) == "Days"
    middle = training.rect().center()
    assert QAccessible.queryAccessibleInterface(grid).childAt(middle.x(), middle.y()).text(NAME) == training.text(NAME)
    assert training.isValid()
    assert training.childCount() == 0
    assert not training.state().offscreen


def test_days_of_long_events_are_said(grid: TimeGrid, hands: Hands) -> None:
    night = weeks.event(60, 16, "23:00", "23:30", "Night")._replace(end=weeks.at(17, "01:00"))
    fair = weeks.all_day(61, 17, 18, "Fair")
    hands.show(weeks.content(occurrences=(night, fair, weeks.all_day(62, 15, 15, "Day off"))))
    assert named(grid, "Night").text(NAME) == "Night, Tuesday 16 June 23:00 to Wednesday 17 June 01:00, calendar Work"
    assert named(grid, "Fair").text(NAME) == "Fair, Wednesday 17 June to Thursday 18 June, calendar Work"
    assert named(grid, "Day off").text(NAME) == "Day off, Monday 15 June, all day, calendar Work"


def test_a_time_that_comes_twice_says_which_one_it_is(grid: TimeGrid, hands: Hands) -> None:
    first = utc_seconds(datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
    event = weeks.event(63, 15, "9:00", "9:00", "Watch")._replace(start=first, end=first + 3600)
    hands.show(weeks.content((date(2026, 10, 25),), occurrences=(event,)))
    assert named(grid, "Watch").text(NAME) == "Watch, Sunday 25 October 02:30 CEST to 02:30 CET, calendar Work"


def test_the_selected_one_has_the_focus_and_can_be_acted_upon(grid: TimeGrid, hands: Hands) -> None:
    training = named(grid, "Training")
    actions = training.actionInterface()
    assert actions.actionNames() == [actions.pressAction(), actions.setFocusAction(), "delete"]
    assert not training.state().focused
    actions.doAction(actions.setFocusAction())
    assert grid.chosen_occurrence == weeks.TRAINING
    assert training.state().focused
    assert training.state().selected
    assert QAccessible.queryAccessibleInterface(grid).focusChild().text(NAME) == training.text(NAME)
    actions.doAction(actions.pressAction())
    actions.doAction("delete")
    assert hands.take() == [("opened", weeks.TRAINING), ("deleted", weeks.TRAINING)]
    stand_up = found(grid)[0]
    assert stand_up.state().readOnly
    assert "delete" not in stand_up.actionInterface().actionNames()
    deadline = named(grid, "Severity 1")
    deadline.actionInterface().doAction(actions.pressAction())
    assert hands.take() == [("deadline_opened", 3)]


def test_items_come_and_go_with_the_content(grid: TimeGrid, hands: Hands) -> None:
    QAccessible.setActive(True)
    before = found(grid)
    names = [each.text(NAME) for each in before]
    del before
    for at in range(20):
        hands.show(weeks.crowded(40) if at % 2 == 0 else weeks.content())
        assert len(found(grid)) > 20
        hands.key(Qt.Key.Key_Tab)
    assert [each.text(NAME) for each in found(grid)] == names
    QAccessible.setActive(False)


def test_a_grid_that_goes_takes_its_items_along(theme: Theme) -> None:
    for _ in range(30):
        window = QWidget()
        grid = TimeGrid(theme, window)
        grid.resize(600, 400)
        grid.show_content(weeks.content())
        assert len(found(grid)) > 10
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        del window, grid
        gc.collect()
