"""The grid by keyboard alone."""

from datetime import date, datetime

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from tests.desktop.calendar import weeks
from tests.desktop.calendar.conftest import Hands
from tests.desktop.calendar.weeks import ZONE

from opiekun.desktop.calendar.grid.content import Created, Moved, Retitled, Shifted
from opiekun.desktop.calendar.grid.view import TimeGrid
from opiekun.desktop.theme.theme import Theme
from opiekun.domain.calendar.events import Occurrence

Key = Qt.Key
ALT, SHIFT, CONTROL = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
BY_KEY = {occurrence.key: occurrence for occurrence in weeks.DRAWN}
MIGRATION = BY_KEY[8]


def june(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 6, day, hour, minute, tzinfo=ZONE)


def test_tab_goes_through_everything_in_the_order_of_time_and_on(app: QApplication, theme: Theme) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    before, grid, after = QLineEdit(), TimeGrid(theme), QLineEdit()
    for widget in (before, grid, after):
        column.addWidget(widget)
    window.resize(1200, 800)
    window.show()
    grid.show_content(weeks.content())
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    before.setFocus()
    seen: list[Occurrence | None] = []
    grid.chosen.connect(seen.append)
    QTest.keyClick(before, Key.Key_Tab)
    assert grid.hasFocus()
    for _ in range(len(weeks.DRAWN) + len(weeks.DEADLINES)):
        QTest.keyClick(grid, Key.Key_Tab)
        assert grid.hasFocus()
    events = [each for each in seen if each is not None]
    assert events == sorted(weeks.DRAWN, key=lambda each: (each.start, -each.end))
    QTest.keyClick(grid, Key.Key_Tab)
    assert after.hasFocus()
    grid.setFocus()
    QTest.keyClick(grid, Key.Key_Backtab)
    assert grid.chosen_occurrence == sorted(weeks.DRAWN, key=lambda each: (each.start, -each.end))[-2]
    window.close()
    window.deleteLater()


def test_arrows_go_from_event_to_event(grid: TimeGrid, hands: Hands) -> None:
    grid.choose(BY_KEY[1])
    hands.key(Key.Key_Down)
    assert grid.chosen_occurrence == BY_KEY[2]
    hands.key(Key.Key_Right)
    assert grid.chosen_occurrence == BY_KEY[5]
    hands.key(Key.Key_Up)
    assert grid.chosen_occurrence == weeks.TRAINING
    hands.key(Key.Key_Home)
    assert grid.chosen_occurrence == BY_KEY[116]
    hands.key(Key.Key_End)
    assert grid.chosen_occurrence == BY_KEY[6]
    hands.key(Key.Key_Left)
    hands.key(Key.Key_Left)
    assert grid.chosen_occurrence is None
    assert hands.take() == [("shifted", Shifted(-1))]


def test_where_nothing_is_selected_they_go_from_time_to_time(grid: TimeGrid, hands: Hands) -> None:
    hands.key(Key.Key_Down)
    assert hands.take() == []
    for key in (Key.Key_Home, Key.Key_Right, Key.Key_Down, Key.Key_Down):
        hands.key(key)
    hands.key(Key.Key_Down, SHIFT)
    hands.key(Key.Key_Return)
    field = grid.findChild(QLineEdit)
    QTest.keyClicks(field, "Coffee")
    QTest.keyClick(field, Key.Key_Return)
    assert hands.take() == [("created", Created(june(17, 10), june(17, 11), "Coffee"))]
    assert grid.hasFocus()


def test_page_keys_and_edges_ask_for_other_days(grid: TimeGrid, hands: Hands) -> None:
    hands.key(Key.Key_PageDown)
    hands.key(Key.Key_PageUp)
    grid.choose(BY_KEY[11])
    hands.key(Key.Key_Right)
    assert hands.take() == [("shifted", Shifted(5)), ("shifted", Shifted(-5)), ("shifted", Shifted(1))]


def test_alt_moves_and_alt_shift_resizes_each_step_upon_the_last(grid: TimeGrid, hands: Hands) -> None:
    grid.choose(MIGRATION)
    hands.key(Key.Key_Down, ALT)
    hands.key(Key.Key_Down, ALT)
    hands.key(Key.Key_Right, ALT)
    hands.key(Key.Key_Up, ALT | SHIFT)
    assert hands.take() == [
        ("moved", Moved(MIGRATION, june(17, 14, 15), june(17, 15, 15))),
        ("moved", Moved(MIGRATION, june(17, 14, 30), june(17, 15, 30))),
        ("moved", Moved(MIGRATION, june(18, 14, 30), june(18, 15, 30))),
        ("moved", Moved(MIGRATION, june(18, 14, 30), june(18, 15, 15))),
    ]
    fair = weeks.all_day(50, 17, 17, "Fair")
    hands.show(weeks.content(occurrences=(fair,)))
    grid.choose(fair)
    hands.key(Key.Key_Right, ALT)
    hands.key(Key.Key_Right, ALT | SHIFT)
    hands.key(Key.Key_Down, ALT)
    assert hands.take() == [
        ("moved", Moved(fair, date(2026, 6, 18), date(2026, 6, 19))),
        ("moved", Moved(fair, date(2026, 6, 18), date(2026, 6, 20))),
    ]


def test_enter_opens_f2_renames_delete_deletes_esc_lets_go(grid: TimeGrid, hands: Hands) -> None:
    grid.choose(MIGRATION)
    hands.key(Key.Key_Return)
    hands.key(Key.Key_F2)
    field = grid.findChild(QLineEdit)
    assert field.text() == MIGRATION.summary
    QTest.keyClicks(field, "Review")
    QTest.keyClick(field, Key.Key_Return)
    hands.key(Key.Key_Delete)
    assert hands.take() == [
        ("opened", MIGRATION),
        ("retitled", Retitled(MIGRATION, "Review")),
        ("deleted", MIGRATION),
    ]
    hands.key(Key.Key_Escape)
    assert grid.chosen_occurrence is None
    hands.key(Key.Key_Delete)
    assert hands.take() == []


def test_the_selection_is_an_event_and_survives_new_content(grid: TimeGrid, hands: Hands) -> None:
    grid.choose(MIGRATION)
    hands.told.clear()
    later = MIGRATION._replace(start=MIGRATION.start + 3600, end=MIGRATION.end + 3600, summary="Later")
    hands.show(weeks.content(occurrences=(later,)))
    assert grid.chosen_occurrence == later
    assert hands.told == []
    hands.show(weeks.empty(weeks.WORK_WEEK))
    assert grid.chosen_occurrence is None
    assert hands.told == [("chosen", None)]


def test_letters_are_left_to_the_window_and_its_keys_do_not_disturb(grid: TimeGrid, hands: Hands) -> None:
    pressed = []
    for key in ("N", "Del", "Alt+Down"):
        shortcut = QShortcut(QKeySequence(key), grid)
        shortcut.activated.connect(lambda key=key: pressed.append(key))
    grid.choose(MIGRATION)
    hands.key(Key.Key_N)
    hands.key(Key.Key_Delete)
    hands.key(Key.Key_Down, ALT)
    assert pressed == ["N"]
    assert [name for name, _ in hands.take()] == ["deleted", "moved"]


def test_z_reads_the_time_under_the_hand_in_the_other_zone_while_it_is_held(grid: TimeGrid, hands: Hands) -> None:
    before = grid.grab().toImage()
    hands.move(hands.point(2, "12:30"))
    QTest.keyPress(grid, Key.Key_Z)
    held = grid.grab().toImage()
    assert held != before
    hands.move(hands.point(3, "12:45"))
    assert grid.grab().toImage() != held
    QTest.keyRelease(grid, Key.Key_Z)
    assert grid.grab().toImage() == before


def test_ctrl_with_plus_minus_nought_and_the_wheel_zooms(grid: TimeGrid, hands: Hands) -> None:
    height = grid.rect_of(MIGRATION).height()
    hands.key(Key.Key_Plus, CONTROL)
    assert grid.rects_of(MIGRATION)[0].height() > height
    hands.key(Key.Key_Minus, CONTROL)
    hands.key(Key.Key_Minus, CONTROL)
    assert grid.rects_of(MIGRATION)[0].height() < height
    hands.key(Key.Key_0, CONTROL)
    assert grid.rects_of(MIGRATION)[0].height() == height
    at = hands.point(2, "12:00")
    turn = QWheelEvent(
        at, grid.mapToGlobal(at), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, CONTROL,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(grid, turn)
    assert grid.rects_of(MIGRATION)[0].height() > height
    assert abs(hands.point(2, "12:00").y() - at.y()) <= 2


def test_what_is_selected_by_keys_comes_into_sight(grid: TimeGrid, hands: Hands) -> None:
    night = weeks.event(80, 17, "3:00", "4:00", "Night shift")
    hands.show(weeks.content(occurrences=(*weeks.DRAWN, night)))
    assert grid.rect_of(night) is None
    grid.choose(night)
    assert grid.rect_of(night) == grid.rects_of(night)[0]


def test_the_time_that_is_aimed_at_is_seen_only_where_keys_took_it(grid: TimeGrid, hands: Hands) -> None:
    before = grid.grab().toImage()
    hands.press(hands.point(2, "11:00"))
    hands.release(hands.point(2, "11:00"))
    assert grid.grab().toImage() == before
    grid.choose(MIGRATION)
    hands.key(Key.Key_Escape)
    assert grid.chosen_occurrence is None
    assert grid.grab().toImage() == before
    hands.key(Key.Key_Down)
    assert grid.grab().toImage() != before


def test_delete_is_the_windows_where_nothing_can_be_deleted(grid: TimeGrid) -> None:
    def heard() -> bool:
        event = QKeyEvent(QEvent.Type.ShortcutOverride, Key.Key_Delete, Qt.KeyboardModifier.NoModifier)
        event.ignore()
        QApplication.sendEvent(grid, event)
        return event.isAccepted()

    assert not heard()
    grid.choose(MIGRATION)
    assert heard()
    grid.choose(BY_KEY[115])
    assert not heard()


def test_where_fewer_days_are_shown_the_aim_goes_to_the_last_of_them(grid: TimeGrid, hands: Hands) -> None:
    """It stood on a day that was gone, and the program failed."""
    hands.press(hands.point(4, "10:15"))
    hands.release(hands.point(4, "10:15"))
    hands.key(Key.Key_Down)
    assert grid.hasFocus()
    grid.show_content(weeks.content(weeks.WORK_WEEK[:2], occurrences=(), deadlines=(), collisions={}))
    hands.take()
    hands.key(Key.Key_Return)
    title = grid.findChild(QLineEdit)
    assert title is not None
    title.setText("Alone")
    QTest.keyClick(title, Key.Key_Return)
    ((_, made),) = hands.take()
    assert isinstance(made, Created)
    assert made.start.date() == weeks.WORK_WEEK[1]
