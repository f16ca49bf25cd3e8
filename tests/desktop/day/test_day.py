"""The day beside the queue: what is told of it, by eye, by keyboard and by ear, and what a tick costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QLocale, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from tests.desktop.bench import Bench
from tests.desktop.day.conftest import NOW, TUESDAY, ZONE, at, event

from opiekun.desktop.day.pane import DayPane
from opiekun.desktop.day.plan import Box, plan
from opiekun.desktop.day.reasons import advice, in_short, of_request, reason
from opiekun.desktop.queue.remaining import Moments
from opiekun.services.day import Day

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


def test_all_of_it_is_reached_by_keyboard_and_told(pane: DayPane, bench: Bench) -> None:
    canvas = pane.canvas
    canvas.clearFocus()
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    assert canvas.accessibleDescription().startswith("Training · Globex, 11:00–12:00, call\n")
    assert "swallows the Severity 1 update" in canvas.accessibleDescription()
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    QTest.keyClick(canvas, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    told = "Severity 1 Critical, update due 11:29: Acme, Mailboxes unreachable"
    assert canvas.accessibleDescription().splitlines()[0] == told
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert [getattr(each, "key", each) for each in bench.told] == [2, 2, 1]


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


def test_it_follows_the_desk_and_gives_way_where_there_is_no_room(bench: Bench, until: Callable[..., None]) -> None:
    from opiekun.desktop.compose import Composition  # noqa: PLC0415 - builds a whole window
    from opiekun.domain.timeline import Channel, Severity  # noqa: PLC0415
    from opiekun.services.actions import add_request  # noqa: PLC0415

    composition = Composition(bench.program, bench.theme)
    window = composition.window
    window.resize(1440, 900)
    window.show()
    composition.start()
    until(lambda: composition.worker.idle and window.findChild(DayPane) is not None)
    pane = window.findChild(DayPane)
    assert pane.isVisible()
    now = bench.session.now()
    composition.session.write(
        lambda store: add_request(
            store, account="Acme", subject="Down", severity=Severity.CRITICAL, channel=Channel.CHAT,
            now=now, received_at=now - timedelta(minutes=5),
        )
    )  # fmt: skip
    until(lambda: composition.worker.idle and pane.shown is not None and len(pane.shown.chips) == 1)
    window.resize(960, 600)
    until(lambda: not pane.isVisible())
    window.resize(1440, 900)
    until(pane.isVisible)
    assert pane.shown.wall.day == TUESDAY
    composition.close()
