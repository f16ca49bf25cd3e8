"""The day beside the queue: what is told of it, by eye, by keyboard and by ear, and what a tick costs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import partial

import pytest
from PySide6.QtCore import QEvent, QLocale, QMimeData, QObject, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDragMoveEvent, QDropEvent, QHelpEvent, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolTip
from sqlalchemy import Engine
from sqlalchemy.event import listen, remove
from tests.desktop.bench import Bench
from tests.desktop.day.conftest import NOW, TUESDAY, ZONE, at, event

from opiekun.desktop.calendar.grid.content import ServerMark
from opiekun.desktop.compose import Composition
from opiekun.desktop.day.keeper import DayKeeper
from opiekun.desktop.day.pane import DayPane
from opiekun.desktop.day.plan import Box, plan
from opiekun.desktop.day.reasons import advice, in_short, of_request, reason
from opiekun.desktop.day.set_aside_panel import SetAsidePanel
from opiekun.desktop.day.spoken import item_words
from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.theme.tips import plain_tip
from opiekun.domain.calendar.events import Details, EventPurpose
from opiekun.domain.timeline import Channel, Severity
from opiekun.services.actions import add_request
from opiekun.services.day import Day
from opiekun.services.events import add_event

COPY, LEFT, NO_KEYS = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
MOMENTS = Moments(ZONE, QLocale("en_GB"))


@pytest.fixture
def pane(bench: Bench, day: Day) -> DayPane:
    made = DayPane(bench.theme)
    bench.show(made)
    made.show_day(day, day.collisions(NOW), MOMENTS, NOW)
    made.canvas.event_opened.connect(bench.told.append)
    made.canvas.joined.connect(bench.told.append)
    made.canvas.deadline_opened.connect(bench.told.append)
    return made


def words(pane: DayPane) -> list[str]:
    return [label.text() for label in pane.findChildren(QLabel) if label.isVisible()]


def test_it_tells_the_date_and_when_one_is_free(pane: DayPane, day: Day) -> None:
    assert {"TUESDAY 16 JUNE", "free from 12:00"} <= set(words(pane))
    pane.show_day(replace(day, occurrences=()), (), MOMENTS, NOW)
    assert "free until 17:00" in words(pane)
    everything = (event(1, "Workshop", "9:00", "17:00"),)
    pane.show_day(replace(day, occurrences=everything), (), MOMENTS, NOW)
    assert "nothing free today" in words(pane)


def test_an_event_that_is_in_conflict_with_a_server_is_marked(
    pane: DayPane, day: Day, until: Callable[..., None]
) -> None:
    chosen, other = event(1, "Workshop", "9:00", "10:00"), event(2, "Brainstorming", "11:00", "12:00")
    fair = event(3, "Fair", "0:00", "23:59")._replace(all_day=True)
    shown = replace(day, occurrences=(chosen, other, fair), deadlines=())
    pane.show_day(shown, (), MOMENTS, NOW)
    before = [item_words(item, MOMENTS, NOW) for item in pane.canvas.items]
    until(lambda: "Fair" in words(pane))
    pane.marks = {(each.calendar_id, each.uid): ServerMark.CONFLICT for each in (chosen, fair)}
    pane.show_day(shown, (), MOMENTS, NOW)
    told = [item_words(item, MOMENTS, NOW) for item in pane.canvas.items]
    assert told == [f"{before[0]}\n⇄ in conflict with the server’s version", before[1]]
    until(lambda: "⇄ Fair" in words(pane))


def test_a_day_without_anything_says_what_can_be_done(pane: DayPane, day: Day) -> None:
    pane.show_day(replace(day, occurrences=(), deadlines=()), (), MOMENTS, NOW)
    assert any(told.startswith("Nothing stands in this day") for told in words(pane))


def test_what_comes_another_day_is_told_when_nothing_comes_today(pane: DayPane, day: Day) -> None:
    later = event(5, "Brainstorming", "14:00", "15:00")
    tomorrow = replace(day, occurrences=(later._replace(start=later.start + 86_400, end=later.end + 86_400),))
    pane.show_day(tomorrow, (), MOMENTS, NOW)
    assert "Next: tomorrow 14:00 Brainstorming" in words(pane)


def test_deadlines_that_are_close_stand_together_the_most_pressing_first(day: Day) -> None:
    laid = plan(day, {}, NOW)
    assert [[each.request_id for each in chip.deadlines] for chip in laid.chips] == [["R-1", "R-2"], ["R-3"]]


def test_events_stand_at_their_hours_and_what_is_free_between_them(day: Day) -> None:
    laid = plan(day, {}, NOW)
    assert [(box.occurrence.key, box.bottom - box.top) for box in laid.boxes] == [(1, 30), (2, 60), (3, 50)]
    assert laid.boxes[1].top - laid.boxes[0].top == 120
    assert [(MOMENTS.time(gap.start), MOMENTS.time(gap.end)) for gap in laid.gaps] == [
        ("12:00", "13:20"), ("14:10", "17:00"),
    ]  # fmt: skip
    assert (laid.first, laid.last) == (9 * 60, 17 * 60)
    early = replace(day, occurrences=(event(4, "Night shift", "5:30", "6:00"),))
    assert plan(early, {}, NOW).first == 5 * 60


def test_the_reason_is_told_in_words(day: Day) -> None:
    found = day.collisions(NOW)
    assert [(each.deadline.request_id, len(each.occurrences)) for each in found] == [("R-1", 1), ("R-2", 1)]
    told = "“Training · Globex” 11:00–12:00 swallows the Severity 1 update due 11:29 for Acme"
    assert reason(found[0], MOMENTS, NOW) == told
    assert in_short(found[0], MOMENTS, NOW) == "“Training · Globex” swallows Acme’s update, due 11:29"
    assert of_request(found[0], MOMENTS, NOW) == "“Training · Globex” 11:00–12:00 swallows this update."
    assert advice(found[0], "Piotr", MOMENTS, NOW) == (
        "Answer before 11:00, move the event, or hand the update to Piotr."
    )
    assert advice(found[0], "", MOMENTS, at("11:05")) == "Answer now, or move the event."


def test_all_of_it_is_reached_by_keyboard(pane: DayPane, bench: Bench) -> None:
    canvas = pane.canvas
    canvas.clearFocus()
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    QTest.keyClick(canvas, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert [getattr(each, "key", each) for each in bench.told] == [2, 2, 1]


def test_who_listens_finds_each_event_and_deadline_with_what_it_collides(pane: DayPane, bench: Bench) -> None:
    listed = QAccessible.queryAccessibleInterface(pane.canvas)
    names = [listed.child(at).text(QAccessible.Text.Name) for at in range(listed.childCount())]
    assert len(names) == 5
    assert names[1].startswith("Training · Globex, Tuesday 16 June 11:00 to 12:00; collides with: Severity 1")
    assert names[2].splitlines()[0].endswith("update due 11:29 · Acme · Mailboxes unreachable")
    training = listed.child(1)
    assert training.rect().topLeft() == pane.canvas.mapToGlobal(pane.canvas.item_rect(pane.canvas.items[1]).topLeft())
    actions = training.actionInterface()
    actions.doAction(actions.pressAction())
    assert [each.key for each in bench.told] == [2]


def test_a_click_on_join_joins_and_one_on_a_deadline_opens_its_request(pane: DayPane, bench: Bench) -> None:
    canvas = pane.canvas
    call = next(item for item in canvas.items if isinstance(item, Box) and item.occurrence.link)
    chip = next(item for item in canvas.items if not isinstance(item, Box))
    rect = canvas.item_rect(call)
    width = canvas.fontMetrics().horizontalAdvance("11:00–12:00 · Jo")
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=rect.topLeft() + QPoint(width, 27))
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=canvas.item_rect(chip).center())
    assert [getattr(each, "key", each) for each in bench.told] == [2, 1]


class Painted(QObject):
    """Remembers what was painted anew."""

    def __init__(self) -> None:
        super().__init__()
        self.rects: list[QRect] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QPaintEvent):
            self.rects.append(event.rect())
        return False


def test_a_tick_paints_nothing_until_the_line_of_now_moves(
    pane: DayPane, bench: Bench, until: Callable[..., None]
) -> None:
    until(lambda: True)
    painted = Painted()
    pane.canvas.installEventFilter(painted)
    for second in range(1, 30):
        pane.tick(NOW + second)
        until(lambda: True)
    assert painted.rects == []
    pane.canvas.tick(NOW + 60)
    until(lambda: bool(painted.rects))
    assert sum(rect.height() for rect in painted.rects) < 40


@pytest.fixture
def composition(bench: Bench, until: Callable[..., None]) -> Iterator[Composition]:
    now = bench.session.now()
    add_request(
        bench.program.store, account="Acme", subject="Mailboxes unreachable", severity=Severity.CRITICAL,
        channel=Channel.CHAT, now=now, received_at=now - timedelta(minutes=5),
    )  # fmt: skip
    made = Composition(bench.program, bench.theme)
    made.window.resize(1440, 900)
    made.window.show()
    made.start()
    until(lambda: made.worker.idle and made.window.findChild(DayPane) is not None)
    made.window.activateWindow()
    yield made
    made.close()


def shown(composition: Composition) -> DayPane:
    return composition.window.findChild(DayPane)


def test_it_gives_way_where_there_is_no_room(composition: Composition, until: Callable[..., None]) -> None:
    pane = shown(composition)
    assert pane.isVisible()
    composition.window.resize(960, 600)
    until(lambda: not pane.isVisible())
    composition.window.resize(1440, 900)
    until(pane.isVisible)
    assert pane.shown.wall.day == TUESDAY


def call(composition: Composition, start: str, end: str) -> None:
    """A call that somebody enters."""
    day = datetime(2026, 6, 16, tzinfo=ZONE)
    begin, finish = (datetime.combine(day, time.fromisoformat(each), ZONE) for each in (start, end))
    details = Details("Training", begin, finish, purpose=EventPurpose.CALL)
    composition.session.write(partial(add_event, details=details, now=composition.session.now()))


def test_a_call_that_swallows_a_deadline_is_told_in_the_strip_and_in_the_request(
    composition: Composition, until: Callable[..., None]
) -> None:
    window = composition.window
    call(composition, "10:15", "11:30")
    until(lambda: any("swallows" in button.text() for button in window.strip.findChildren(QPushButton)))
    told = [label.text() for label in window.desk.pane.findChildren(QLabel) if label.isVisible()]
    assert "“Training” 10:15–11:30 swallows this first response.\nAnswer before 10:15, or move the event." in told
    window.desk.queue.view.clearSelection()
    button = next(each for each in window.strip.findChildren(QPushButton) if "swallows" in each.text())
    assert "swallows the Severity 1 first response due 10:55 for Acme" in button.toolTip()
    button.click()
    assert window.desk.pane.view.file.request.subject == "Mailboxes unreachable"
    composition.session.undo()
    until(lambda: not button.isVisible())


def test_a_request_is_dragged_into_the_day_to_set_time_aside(
    composition: Composition, until: Callable[..., None]
) -> None:
    model, view = composition.window.desk.model, composition.window.desk.queue.view
    carried = model.mimeData([view.currentIndex()])
    canvas = shown(composition).canvas
    plan = shown(composition).shown
    point = QPoint(canvas.width() // 2, round(plan.y_of(10 * 60 + 16)))
    entering = QDragEnterEvent(point, COPY, carried, LEFT, NO_KEYS)
    canvas.dragEnterEvent(entering)
    assert entering.isAccepted()
    canvas.dragMoveEvent(QDragMoveEvent(point, COPY, carried, LEFT, NO_KEYS))
    canvas.dropEvent(QDropEvent(QPointF(point), COPY, carried, LEFT, NO_KEYS))
    until(lambda: len(shown(composition).shown.boxes) == 1)
    (box,) = shown(composition).shown.boxes
    assert (box.occurrence.request_id, box.occurrence.start) == ("R-1", at("10:15"))
    composition.session.undo()
    until(lambda: shown(composition).shown.boxes == ())


def test_other_things_cannot_be_dropped_there(composition: Composition) -> None:
    carried = QMimeData()
    carried.setText("R-1")
    entering = QDragEnterEvent(QPoint(40, 40), COPY, carried, LEFT, NO_KEYS)
    entering.ignore()
    shown(composition).canvas.dragEnterEvent(entering)
    assert not entering.isAccepted()


def test_time_is_set_aside_by_keys_in_the_first_free_stretch(
    composition: Composition, until: Callable[..., None]
) -> None:
    window = composition.window
    call(composition, "10:00", "10:10")
    until(lambda: composition.worker.idle and len(shown(composition).shown.boxes) == 1)
    window.desk.queue.view.setFocus()
    QTest.keySequence(window, "D")
    until(lambda: isinstance(window.desk.pane.panel, SetAsidePanel))
    told = [label.text() for label in window.desk.pane.panel.findChildren(QLabel)]
    assert told[0].startswith("Set 30 minute")
    assert "Free before it is due at 10:55:" in told
    QTest.keyClick(window.desk.pane.panel, Qt.Key.Key_Return)
    until(lambda: len(shown(composition).shown.boxes) == 2)
    block = shown(composition).shown.boxes[1].occurrence
    assert (block.start, block.end, block.purpose) == (at("10:10"), at("10:40"), EventPurpose.WORK_BLOCK)
    QTest.keySequence(window, "R")
    until(lambda: shown(composition).shown.boxes[1].occurrence.done)


def test_escape_goes_back_to_the_queue(composition: Composition) -> None:
    canvas = shown(composition).canvas
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert composition.window.desk.queue.view.hasFocus()


def test_time_that_passes_makes_a_collision_and_asks_the_store_nothing(
    composition: Composition, until: Callable[..., None]
) -> None:
    call(composition, "10:40", "10:50")
    keeper = composition.window.findChild(DayKeeper)
    until(lambda: composition.worker.idle and bool(keeper.day.occurrences))
    assert keeper.collisions == ()
    asked: list[str] = []

    def ask(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    listen(Engine, "before_cursor_execute", ask)
    for second in range(0, 15 * 60 + 1, 20):
        keeper.tick(at("10:00") + second)
        shown(composition).tick(at("10:00") + second)
    until(lambda: len(keeper.collisions) == 1)
    remove(Engine, "before_cursor_execute", ask)
    assert asked == []
    assert keeper.collisions[0].longest_free == 25 * 60


def test_words_of_the_day_are_never_read_as_markup(pane: DayPane, day: Day, until: Callable[..., None]) -> None:
    hostile = event(9, "<img src=x>Bold", "14:20", "15:20")
    pane.show_day(replace(day, occurrences=(hostile,)), (), MOMENTS, NOW)
    [box] = [each for each in pane.canvas.items if isinstance(each, Box)]
    here = QPoint(pane.canvas.width() // 2, round((box.top + box.bottom) / 2))
    QApplication.sendEvent(pane.canvas, QHelpEvent(QEvent.Type.ToolTip, here, pane.canvas.mapToGlobal(here)))
    until(QToolTip.isVisible)
    assert "&lt;img src=x&gt;Bold" in QToolTip.text()
    QToolTip.hideText()
    assert plain_tip("<b>R-1</b>") == "<qt>&lt;b&gt;R-1&lt;/b&gt;</qt>"
    assert plain_tip("a & b > c") == "a & b > c"
