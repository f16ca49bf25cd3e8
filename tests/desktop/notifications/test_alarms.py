"""Reminders of events in the window: they ring once, can be put off, and take nobody's focus."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from PySide6.QtWidgets import QLabel
from tests.desktop.bench import BRATISLAVA, TUESDAY_10, Bench
from tests.desktop.notifications.test_notifier import TrayOnPaper

from opiekun.desktop.notifications.alarm_bar import AlarmBar
from opiekun.desktop.notifications.alarms import Alarms
from opiekun.desktop.theme.labels import KeyButton
from opiekun.domain.calendar.events import Alarm, Details, EventPurpose, Scope
from opiekun.domain.instants import utc_seconds
from opiekun.services.events import add_event, delete_event

Until = Callable[..., None]
NOW = utc_seconds(TUESDAY_10)
MINUTE = 60


@pytest.fixture
def tray() -> Iterator[TrayOnPaper]:
    made = TrayOnPaper()
    yield made
    made.deleteLater()


def add(bench: Bench, minutes: int, before: int = 10, summary: str = "Training", link: str = "") -> None:
    start = (TUESDAY_10 + timedelta(minutes=minutes)).astimezone(BRATISLAVA)
    details = Details(
        summary, start, start + timedelta(hours=1), link=link, purpose=EventPurpose.CALL, alarms=(Alarm(-before * 60),)
    )
    add_event(bench.program.store, details, now=TUESDAY_10)


def begin(bench: Bench, tray: TrayOnPaper | None, until: Until) -> tuple[Alarms, AlarmBar]:
    bench.session.open()
    until(lambda: bench.session.worker.idle)
    bar = AlarmBar(bench.theme)
    bench.show(bar)
    alarms = Alarms(bench.session, bar, tray, bench.window)  # type: ignore[arg-type]
    until(lambda: bench.session.worker.idle)
    bar.setVisible(bool(bar.ringing))
    return alarms, bar


def come(bench: Bench, alarms: Alarms, minutes: int, until: Until) -> None:
    alarms.tick(NOW + minutes * MINUTE)
    until(lambda: bench.session.worker.idle)


def words(bar: AlarmBar) -> str:
    return bar.findChildren(QLabel)[0].whole if bar.isVisible() else ""  # type: ignore[attr-defined]


def press(bar: AlarmBar, name: str) -> None:
    next(each for each in bar.findChildren(KeyButton) if each.text() == name and each.isVisible()).click()


def test_a_reminder_rings_at_its_time_and_counts_down(bench: Bench, tray: TrayOnPaper, until: Until) -> None:
    add(bench, 30)
    alarms, bar = begin(bench, tray, until)
    come(bench, alarms, 19, until)
    assert words(bar) == ""
    come(bench, alarms, 20, until)
    assert [(told.title, told.body) for told in tray.shown] == [("Training", "10:30–11:30")]
    bar.tick(NOW + 20 * MINUTE)
    assert words(bar) == "in 10 min · Training · 10:30–11:30"
    come(bench, alarms, 26, until)
    assert words(bar) == "in 4 min · Training · 10:30–11:30"
    come(bench, alarms, 30, until)
    assert words(bar) == "now · Training · 10:30–11:30"
    come(bench, alarms, 91, until)
    assert words(bar) == ""
    assert len(tray.shown) == 1


def test_it_does_not_ring_again_after_a_restart(bench: Bench, tray: TrayOnPaper, until: Until) -> None:
    add(bench, 5)
    _, bar = begin(bench, tray, until)
    assert len(bar.ringing) == 1
    _, again = begin(bench, tray, until)
    assert again.ringing == ()
    assert len(tray.shown) == 1


def test_it_can_be_put_off_and_dismissed_without_taking_the_focus(
    bench: Bench, tray: TrayOnPaper, until: Until
) -> None:
    add(bench, 30, before=40)
    before = bench.window.focusWidget()
    alarms, bar = begin(bench, tray, until)
    assert bench.window.focusWidget() is before
    bar.tick(NOW)
    press(bar, "In 5 min")
    assert words(bar) == ""
    until(lambda: bench.session.worker.idle)
    come(bench, alarms, 4, until)
    assert len(tray.shown) == 1
    come(bench, alarms, 5, until)
    assert len(tray.shown) == 2
    press(bar, "At the start")
    until(lambda: bench.session.worker.idle)
    come(bench, alarms, 29, until)
    assert words(bar) == ""
    come(bench, alarms, 30, until)
    press(bar, "Dismiss")
    come(bench, alarms, 50, until)
    assert len(tray.shown) == 3
    assert bar.ringing == ()


def test_several_are_told_in_one_notice_and_shown_one_after_another(
    bench: Bench, tray: TrayOnPaper, until: Until
) -> None:
    add(bench, 5, summary="Training", link="https://example.com/call")
    add(bench, 5, summary="<b>Review</b>")
    _, bar = begin(bench, tray, until)
    (told,) = tray.shown
    assert "<" not in told.title + told.body
    bar.joined.connect(bench.told.append)
    assert len(bar.ringing) == 2
    names = [each.occurrence.summary for each in bar.ringing]
    if names[0] != "Training":
        press(bar, "Dismiss")
    press(bar, "Join")
    assert [each.link for each in bench.told] == ["https://example.com/call"]


def test_an_event_that_is_moved_rings_at_its_new_time(bench: Bench, until: Until) -> None:
    alarms, bar = begin(bench, None, until)
    start = datetime(2026, 6, 16, 12, 0, tzinfo=BRATISLAVA)
    details = Details("Late", start, start + timedelta(hours=1), alarms=(Alarm(-600),))
    bench.session.write(lambda store: add_event(store, details, now=TUESDAY_10))
    until(lambda: bench.session.worker.idle)
    come(bench, alarms, 110, until)
    assert [ring.occurrence.summary for ring in bar.ringing] == ["Late"]


def test_what_was_deleted_meanwhile_is_shown_no_more(bench: Bench, until: Until) -> None:
    add(bench, 5)
    _, bar = begin(bench, None, until)
    (ring,) = bar.ringing
    bench.session.write(lambda store: delete_event(store, ring.occurrence.key, "", Scope.ALL, now=TUESDAY_10))
    until(lambda: bench.session.worker.idle)
    assert bar.ringing == ()


def test_what_was_deleted_and_is_there_again_is_shown_again_unless_it_was_dismissed(bench: Bench, until: Until) -> None:
    add(bench, 5)
    _, bar = begin(bench, None, until)
    (ring,) = bar.ringing
    bench.session.write(lambda store: delete_event(store, ring.occurrence.key, "", Scope.ALL, now=TUESDAY_10))
    until(lambda: bench.session.worker.idle)
    assert bar.ringing == ()
    bench.session.undo()
    until(lambda: bench.session.worker.idle)
    assert len(bar.ringing) == 1
    press(bar, "Dismiss")
    bench.session.redo()
    until(lambda: bench.session.worker.idle)
    bench.session.undo()
    until(lambda: bench.session.worker.idle)
    assert bar.ringing == ()


def test_the_start_is_offered_while_it_lies_ahead(bench: Bench, until: Until) -> None:
    add(bench, 5)
    alarms, bar = begin(bench, None, until)
    names = [each.text() for each in bar.findChildren(KeyButton) if each.isVisible()]
    assert "At the start" in names
    come(bench, alarms, 5, until)
    assert "At the start" not in [each.text() for each in bar.findChildren(KeyButton) if each.isVisible()]
