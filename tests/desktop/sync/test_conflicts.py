"""Two versions of an event stand side by side, and the agent says which one holds."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolTip
from tests.desktop.bench import TUESDAY_10, Bench
from tests.desktop.calendar.screen.desk import Desk
from tests.desktop.sync.conflicting import conflict, text

from opiekun.desktop.day.pane import DayPane
from opiekun.desktop.sync.conflicts import ConflictsScreen
from opiekun.desktop.sync.conflicts_comparison import ComparedRow
from opiekun.domain.calendar.reading import read_text
from opiekun.domain.instants import utc_seconds
from opiekun.domain.sync.local import ConflictKind
from opiekun.services.sync.conflicts import Choice, conflicts, settle

Until = Callable[..., None]
NOTES = "DESCRIPTION:Bring the minutes of the last call\\, and the figures of May."
BASE = text("a", "Training", NOTES)
MINE = text("a", "Training with Acme", NOTES.replace("May", "June"))
THEIRS = text("a", "Training (moved)", NOTES, start="20260616T150000", end="20260616T160000")


@pytest.fixture
def desk(bench: Bench, until: Until) -> Iterator[Desk]:
    conflict(bench.program.store, MINE, THEIRS, base=BASE)
    made = Desk(bench, until)
    yield made
    made.close()


def opened(desk: Desk) -> ConflictsScreen:
    desk.press("Alt+F9")
    screen = desk.window.findChild(ConflictsScreen)
    assert isinstance(screen, ConflictsScreen)
    return screen


def rows(screen: ConflictsScreen) -> dict[str, ComparedRow]:
    return {row.told.name: row for row in screen.page.comparison.rows}


def summaries(desk: Desk) -> list[str]:
    desk.press("Ctrl+2")
    return sorted(each.summary for each in desk.screen.in_sight)


def labels(screen: ConflictsScreen) -> str:
    return "\n".join(label.text() for label in screen.findChildren(QLabel) if label.isVisible())


def test_both_versions_are_told_field_by_field(desk: Desk) -> None:
    found = rows(opened(desk))
    assert found["Title"].told.texts == ("Training with Acme", "Training (moved)")
    assert found["Title"].told.changed == "changed on both sides"
    assert found["Title"].told.before == "Training"
    assert found["When"].told.texts == ("Tue 16 Jun, 14:00–15:00", "Tue 16 Jun, 15:00–16:00")
    assert found["When"].told.changed == "changed there"
    assert found["Notes"].told.differs
    assert not found["Time"].told.differs


def test_what_differs_is_told_by_more_than_colour(desk: Desk) -> None:
    notes = rows(opened(desk))["Notes"]
    mine = notes.texts[0]
    cursor = mine.textCursor()
    cursor.setPosition(mine.toPlainText().index("June") + 1)
    assert cursor.charFormat().fontUnderline()
    cursor.setPosition(3)
    assert not cursor.charFormat().fontUnderline()
    assert any(label.text() == "≠ Notes" for label in notes.findChildren(QLabel))


def test_mine_holds_and_can_be_taken_back(desk: Desk) -> None:
    opened(desk)
    desk.press("M")
    assert desk.said == "Settled: your version of “Training (moved)” holds"
    assert conflicts(desk.bench.program.store) == []
    assert summaries(desk) == ["Training with Acme"]
    desk.press("Ctrl+Z")
    assert summaries(desk) == ["Training (moved)"]
    assert len(conflicts(desk.bench.program.store)) == 1


def test_theirs_holds(desk: Desk) -> None:
    screen = opened(desk)
    desk.press("S")
    assert desk.said == "Settled: the server’s version of “Training (moved)” holds"
    assert "There are no conflicts." in labels(screen)
    assert summaries(desk) == ["Training (moved)"]
    desk.press("Ctrl+Z")
    assert rows(opened(desk))["Title"].told.differs


def test_of_what_was_deleted_since_only_mine_is_there_to_be_kept(desk: Desk) -> None:
    (view,) = conflicts(desk.bench.program.store)
    with desk.bench.program.store.write() as unit:
        unit.calendars.drop(view.conflict.calendar_id, [view.conflict.uid])
    screen = opened(desk)
    assert "deleted since" in labels(screen)
    buttons = [button.text() for button in screen.page.findChildren(QPushButton) if button.isVisible()]
    assert buttons == ["Keep mine", "Leave it deleted", "Previous", "Next"]
    assert rows(screen)["When"].told.texts == (
        "Tue 16 Jun, 14:00–15:00",
        "(not there: deleted, or at no such time)",
    )
    assert rows(screen)["Title"].told.texts == ("Training with Acme", "")
    desk.press("B")
    assert len(conflicts(desk.bench.program.store)) == 1
    desk.press("S")
    assert desk.said == "Settled: “Training with Acme” stays deleted"


def test_both_are_kept(desk: Desk) -> None:
    opened(desk)
    desk.press("B")
    assert desk.said == "Settled: both versions of “Training (moved)” are kept"
    assert summaries(desk) == ["Training (moved)", "Training with Acme"]
    desk.press("Ctrl+Z")
    assert summaries(desk) == ["Training (moved)"]
    assert len(conflicts(desk.bench.program.store)) == 1


def test_the_count_leads_there_and_goes_with_the_last_one(desk: Desk) -> None:
    notice = desk.composition.conflicts.notice
    assert (notice.text(), notice.isVisible()) == ("⇄ 1 conflict(s)", True)
    QTest.mouseClick(notice, Qt.MouseButton.LeftButton)
    desk.settle()
    screen = desk.window.findChild(ConflictsScreen)
    assert screen.isVisible()
    desk.press("S")
    desk.wait(lambda: not notice.isVisible())


def test_the_event_is_marked_in_the_calendar_and_its_editor_leads_to_the_conflict(desk: Desk) -> None:
    store = desk.bench.program.store
    conflict(store, text("b", "Mine"), text("b", "Another", start="20260617T090000", end="20260617T100000"))
    desk.composition.session.look()
    desk.wait(lambda: len(desk.screen.marks.events) == 2)
    another = desk.event("Another")
    desk.screen.view.choose(another)
    grid = QAccessible.queryAccessibleInterface(desk.screen.grid)
    spoken = [grid.child(at).text(QAccessible.Text.Name) for at in range(grid.childCount())]
    assert any("in conflict with the server’s version" in words for words in spoken)
    rect = desk.screen.grid.rect_of(another)
    event = QHelpEvent(QEvent.Type.ToolTip, rect.center(), desk.screen.grid.mapToGlobal(rect.center()))
    QApplication.sendEvent(desk.screen.grid, event)
    assert "⇄ in conflict" in QToolTip.text()
    QToolTip.hideText()
    desk.screen.editors.open(another)
    desk.settle()
    QTest.keySequence(desk.screen.editors.small, "Ctrl+G")
    desk.settle()
    screen = desk.window.findChild(ConflictsScreen)
    assert screen.isVisible()
    assert rows(screen)["Title"].told.texts == ("Mine", "Another")


def test_a_conflict_that_was_settled_elsewhere_is_no_more(desk: Desk) -> None:
    screen = opened(desk)
    store = desk.bench.program.store
    with store.write() as unit:
        for each in unit.sync.conflicts():
            unit.sync.drop_conflict(each.id)
    desk.composition.conflicts.marks.check(0, 0)
    desk.settle()
    assert "There are no conflicts." in labels(screen)
    assert not desk.composition.conflicts.notice.isVisible()


def test_one_settled_meanwhile_is_refused_where_it_was_asked(desk: Desk) -> None:
    screen = opened(desk)
    store = desk.bench.program.store
    with store.write() as unit:
        unit.sync.drop_conflict(unit.sync.conflicts()[0].id)
    desk.press("M")
    assert desk.said == "There is no such conflict, or it is settled already; look at the conflicts again."
    assert "There are no conflicts." in labels(screen)


def test_what_was_changed_meanwhile_is_shown_before_mine_goes_over_it(desk: Desk) -> None:
    screen = opened(desk)
    store, again = desk.bench.program.store, THEIRS.replace("(moved)", "(moved to Rome)")
    with store.write() as unit:
        unit.calendars.put(unit.sync.conflicts()[0].calendar_id, 0, [(read_text(again), again)])
    desk.press("M")
    assert desk.said.startswith("“Training (moved to Rome)” has been changed once more since you saw it.")
    assert rows(screen)["Title"].told.texts == ("Training with Acme", "Training (moved to Rome)")
    desk.press("M")
    assert conflicts(store) == []
    assert summaries(desk) == ["Training with Acme"]


def test_one_goes_from_conflict_to_conflict_by_keys(desk: Desk) -> None:
    for number in range(3):
        found = TUESDAY_10 + timedelta(minutes=number + 1)
        mine, theirs = (text(f"n{number}", f"{whose} {number}") for whose in ("Mine", "Their"))
        conflict(desk.bench.program.store, mine, theirs, now=found)
    screen = opened(desk)
    titles = []
    for _ in range(4):
        titles.append(rows(screen)["Title"].told.texts[0])
        desk.press("J")
    assert titles == ["Training with Acme", "Mine 0", "Mine 1", "Mine 2"]
    assert desk.said == "That was the last conflict."
    desk.press("K")
    assert rows(screen)["Title"].told.texts[0] == "Mine 1"
    desk.press("S")
    assert rows(screen)["Title"].told.texts[0] == "Mine 2"
    desk.press("Ctrl+Z")
    assert rows(screen)["Title"].told.texts[0] == "Mine 1"


def test_the_keys_go_from_row_to_row_and_a_screen_reader_hears_both_sides(desk: Desk) -> None:
    screen = opened(desk)
    assert screen.list.hasFocus()
    desk.press("Return")
    first = screen.page.comparison.rows[0]
    assert first.hasFocus()
    spoken = QAccessible.queryAccessibleInterface(first).text(QAccessible.Text.Name)
    assert spoken.startswith("Title differs. Mine: Training with Acme. On the server: Training (moved).")
    desk.press("Down")
    assert screen.page.comparison.rows[1].hasFocus()
    desk.press("End")
    assert screen.page.comparison.rows[-1].hasFocus()


def test_what_the_server_rewrote_has_words_of_its_own(bench: Bench, until: Until) -> None:
    conflict(bench.program.store, MINE, THEIRS, base=BASE, kind=ConflictKind.REWRITTEN)
    desk = Desk(bench, until)
    screen = opened(desk)
    assert "The server changed this event after it was sent." in labels(screen)
    assert any(button.text() == "Send mine again" for button in screen.page.findChildren(type(screen.page._mine)))
    desk.close()


def test_long_and_hostile_texts_are_shown_as_they_are_and_scroll(bench: Bench, until: Until) -> None:
    hostile = "<img src='https://evil.example/x'><b>no</b>"
    long = "DESCRIPTION:" + "\\n".join(f"line {number}" for number in range(500))
    conflict(bench.program.store, text("a", hostile, long), text("a", "&lt;i&gt;", long.replace("line 7\\n", "x\\n")))
    desk = Desk(bench, until)
    screen = opened(desk)
    found = rows(screen)
    assert found["Title"].texts[0].toPlainText() == hostile
    notes = found["Notes"]
    assert notes.height() < screen.height()
    assert all(text.overflows for text in notes.texts)
    notes.setFocus()
    desk.press("PgDown")
    assert all(text.verticalScrollBar().value() > 0 for text in notes.texts)
    desk.close()


def test_nothing_to_settle_is_said(bench: Bench, until: Until) -> None:
    desk = Desk(bench, until)
    screen = opened(desk)
    assert "There are no conflicts." in labels(screen)
    assert screen.isAncestorOf(QApplication.focusWidget())
    desk.press("M")
    assert not desk.composition.conflicts.notice.isVisible()
    desk.close()


def test_an_occurrence_that_differs_stands_below_with_its_day(bench: Bench, until: Until) -> None:
    rule = "RRULE:FREQ=WEEKLY;COUNT=4"
    series = text("a", "Stand-up", rule)
    override = text("a", "Stand-up, long", "RECURRENCE-ID;TZID=Europe/Bratislava:20260623T140000",
                    start="20260623T140000", end="20260623T160000")  # fmt: skip
    event = override[override.index("BEGIN:VEVENT") : override.index("END:VCALENDAR")]
    conflict(bench.program.store, series.replace("END:VCALENDAR", event + "END:VCALENDAR"), series, base=series)
    desk = Desk(bench, until)
    screen = opened(desk)
    assert "This one: Tue 23 Jun, 14:00–16:00" in labels(screen)
    told = [row.told for row in screen.page.comparison.rows]
    assert [(row.name, row.texts) for row in told if row.differs] == [
        ("Title", ("Stand-up, long", "Stand-up")),
        ("When", ("Tue 23 Jun, 14:00–16:00", "Tue 23 Jun, 14:00–15:00")),
    ]
    assert ("Recurs", ("every week: Tuesday, 4 time(s)",) * 2) in [(row.name, row.texts) for row in told]
    desk.close()


def test_an_occurrence_that_stays_whichever_version_is_kept_is_told(bench: Bench, until: Until) -> None:
    rule = "RRULE:FREQ=WEEKLY;COUNT=4"
    override = text("a", "Stand-up, long", "RECURRENCE-ID;TZID=Europe/Bratislava:20260623T140000",
                    start="20260623T140000", end="20260623T160000")  # fmt: skip
    event = override[override.index("BEGIN:VEVENT") : override.index("END:VCALENDAR")]
    mine, theirs = text("a", "Stand-up", rule), text("a", "Daily", rule)
    merged = theirs.replace("END:VCALENDAR", event + "END:VCALENDAR")
    store = bench.program.store
    calendar_id = conflict(store, mine.replace("END:VCALENDAR", event + "END:VCALENDAR"), theirs)
    with store.write() as unit:
        unit.calendars.put(calendar_id, utc_seconds(TUESDAY_10), [(read_text(merged), merged)])
    desk = Desk(bench, until)
    told = labels(opened(desk))
    assert "1 occurrence(s) that you alone changed stay as you have them, whichever version you keep." in told
    desk.close()


def test_what_cannot_be_read_is_shown_as_it_stands(bench: Bench, until: Until) -> None:
    conflict(bench.program.store, "no calendar at all", THEIRS)
    desk = Desk(bench, until)
    (row,) = opened(desk).page.comparison.rows
    assert row.told.texts[0] == "no calendar at all"
    assert "SUMMARY:Training (moved)" in row.told.texts[1]
    desk.press("S")
    assert conflicts(bench.program.store) == []
    desk.close()


def test_the_day_on_the_desk_marks_what_is_in_conflict(desk: Desk, until: Until) -> None:
    pane = desk.window.findChild(DayPane)
    assert isinstance(pane, DayPane)

    def marked() -> list[str]:
        return [box.occurrence.uid for box in pane.shown.boxes if box.mark] if pane.shown is not None else []

    until(lambda: marked() == ["a"])
    (view,) = conflicts(desk.bench.program.store)
    job = partial(settle, conflict_id=view.conflict.id, choice=Choice.THEIRS, now=TUESDAY_10)
    desk.composition.session.write(job)
    until(lambda: marked() == [])


def test_a_later_part_that_was_taken_out_names_its_series_and_tells_all_that_is_at_stake(
    bench: Bench, until: Until
) -> None:
    store, rule = bench.program.store, "RRULE:FREQ=WEEKLY;COUNT=7"
    conflict(store, text("later", "With their lead", rule, "LOCATION:Room 2"), text("weekly", "Globex weekly"))
    with store.write() as unit:
        (kept,) = unit.sync.conflicts()
        unit.sync.drop_conflict(kept.id)
        unit.sync.add_conflict(replace(kept, kind=ConflictKind.SPLIT_OFF, uid="later"))
    desk = Desk(bench, until)
    screen = opened(desk)
    index = screen.list.model().index(0, 0)
    tip = index.data(Qt.ItemDataRole.ToolTipRole)
    assert "With their lead" in tip
    assert "14:00–15:00 · later part of “Globex weekly” · My calendar" in tip
    page = screen.page
    assert "all later meetings of the series “Globex weekly”; on the server it goes on" in labels(screen)
    mine = {name: row.told.texts[0] for name, row in rows(screen).items()}
    assert [*mine][:4] == ["Title", "When", "Recurs", "Location"]
    assert (mine["Title"], mine["Location"]) == ("With their lead", "Room 2")
    assert "7" in mine["Recurs"]
    tips = {each.text(): each.toolTip() for each in page.findChildren(QPushButton)}
    assert "beside what the series has there" in tips["Keep mine"]
    assert "These meetings stay out of the calendar" in tips["Leave it out"]
    desk.press("S")
    assert desk.window.status.message == "Settled: “With their lead” stays out of the calendar"
    desk.close()
