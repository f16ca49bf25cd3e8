"""Events are added, changed, moved and deleted; everything can be undone, and nothing that is typed is lost."""

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QHelpEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPlainTextEdit, QToolTip, QWidget
from tests.desktop.bench import BRATISLAVA, TUESDAY_10, Bench
from tests.desktop.calendar.screen.desk import Desk, Until, at, fill
from tests.desktop.misfits import NARROW

from opiekun.desktop.calendar.grid.content import Created, Moved, Retitled
from opiekun.desktop.calendar.grid.title_field import TitleField
from opiekun.desktop.calendar.look import View
from opiekun.desktop.calendar.month_painting import more_rect
from opiekun.desktop.notifications.alarm_bar import AlarmBar
from opiekun.desktop.shell.actions import Do
from opiekun.desktop.theme.labels import KeyButton
from opiekun.desktop.widgets.fields import Choice
from opiekun.domain.calendar.events import Alarm, Calendar, Details, Occurrence, Scope
from opiekun.domain.instants import utc_datetime, utc_seconds
from opiekun.domain.timeline import Channel, Severity
from opiekun.services.actions import add_request
from opiekun.services.calendars import save_calendar
from opiekun.services.drafts import Drafts
from opiekun.services.events import add_event, move_event, rename_event
from opiekun.services.occurrences import details


def starts(desk: Desk, summary: str) -> list[datetime]:
    return [utc_datetime(each.start).astimezone(BRATISLAVA) for each in desk.screen.in_sight if each.summary == summary]


def field(desk: Desk, name: str) -> QLineEdit:
    lines = desk.window.findChildren(QLineEdit)
    return next(line for line in lines if line.isVisible() and line.accessibleName() == name)


def typed(line: QLineEdit, text: str) -> None:
    line.selectAll()
    QTest.keyClicks(line, text)


# Quick add


def test_a_line_is_told_while_it_is_typed_and_added_by_enter(desk: Desk) -> None:
    desk.press("Q")
    QTest.keyClicks(desk.screen.quick_add, "Planning")
    assert desk.screen.quick_add.told.startswith("When?")
    desk.press("Return")
    assert "Planning" not in [each.summary for each in desk.screen.in_sight]
    QTest.keyClicks(desk.screen.quick_add, " wed 15:00 30m")
    assert desk.screen.quick_add.told == "Wed 17 Jun, 15:00–15:30, Planning"
    desk.press("Return")
    assert starts(desk, "Planning") == [at(17, 15)]
    assert desk.screen.quick_add.text() == ""
    assert desk.said == "Added “Planning” to “My calendar”"
    desk.press("Ctrl+Z")
    assert starts(desk, "Planning") == []


def test_an_added_event_is_gone_to(desk: Desk) -> None:
    desk.press("Q")
    QTest.keyClicks(desk.screen.quick_add, "Review 24 aug 10:00")
    desk.press("Return")
    assert desk.screen.look.day == date(2026, 8, 24)


def test_escape_clears_the_line_and_then_leaves_it(desk: Desk) -> None:
    desk.press("Q")
    QTest.keyClicks(desk.screen.quick_add, "Planning")
    desk.press("Esc")
    assert desk.screen.quick_add.text() == ""
    desk.press("Esc")
    assert not desk.screen.quick_add.hasFocus()


def test_a_line_that_was_not_added_is_there_after_the_next_start(bench: Bench, until: Until) -> None:
    first = Desk(bench, until)
    first.press("Q")
    QTest.keyClicks(first.screen.quick_add, "Planning with")
    first.close()
    assert bench.program.drafts.load().line == "Planning with"


# The editors


def opened(desk: Desk, summary: str) -> Occurrence:
    occurrence = desk.event(summary)
    desk.screen.editors.open(occurrence)
    desk.settle()
    assert desk.screen.editors.small.isVisible()
    return occurrence


def test_the_small_editor_changes_title_and_time(desk: Desk) -> None:
    opened(desk, "Training with Acme")
    typed(field(desk, "Title"), "Training, second part")
    typed(field(desk, "Start"), "15")
    typed(field(desk, "End"), "16:30")
    desk.press("Return")
    assert starts(desk, "Training, second part") == [at(16, 15)]
    assert not desk.screen.editors.small.isVisible()
    assert bench_drafts(desk).events == {}
    desk.press("Ctrl+Z")
    assert starts(desk, "Training with Acme") == [at(16, 14)]


def bench_drafts(desk: Desk) -> Drafts:
    return desk.composition.session.drafts.drafts


def test_what_cannot_be_read_is_said_and_what_was_typed_stays(desk: Desk) -> None:
    opened(desk, "Training with Acme")
    typed(field(desk, "Start"), "noon")
    desk.press("Return")
    assert desk.screen.editors.small.isVisible()
    assert field(desk, "Start").text() == "noon"
    assert field(desk, "Start").hasFocus()
    desk.press("Esc")
    assert not desk.screen.editors.small.isVisible()
    opened(desk, "Training with Acme")
    assert field(desk, "Start").text() == "noon"
    desk.press("Esc")


def test_all_fields_take_over_what_was_typed(desk: Desk) -> None:
    occurrence = opened(desk, "Training with Acme")
    typed(field(desk, "Title"), "Training in Kosice")
    desk.press("Ctrl+E")
    assert desk.screen.editors.full.isVisible()
    assert field(desk, "Title").text() == "Training in Kosice"
    typed(field(desk, "Location"), "Main Street 1")
    typed(field(desk, "Reminders"), "15 min, 1 d")
    desk.press("Ctrl+Return")
    stored = details(desk.bench.program.store, occurrence.key, "").details
    assert (stored.summary, stored.location) == ("Training in Kosice", "Main Street 1")
    assert [alarm.seconds for alarm in stored.alarms] == [-900, -86_400]
    assert stored.link == "https://meet.example.com/acme"


@pytest.mark.parametrize("full", [False, True])
def test_an_event_of_a_calendar_that_can_only_be_read_is_read_and_not_typed_into(
    bench: Bench, until: Until, full: bool
) -> None:
    fill(bench)
    store = bench.program.store
    with store.write() as unit:
        unit.calendars.save(Calendar("team", "Team", "#5C616B"))
    standing = Details("Holidays", at(16, 16), at(16, 17), description="Everybody")
    add_event(store, standing, now=TUESDAY_10, calendar_id="team")
    save_calendar(store, Calendar("team", "Team", "#5C616B", read_only=True))
    desk = Desk(bench, until)
    editors = desk.screen.editors
    (editors.open_full if full else editors.open)(desk.event("Holidays"))
    desk.settle()
    editor = editors.full if full else editors.small
    why = "This calendar can only be read, and so can its events."
    assert why in [each.text() for each in editor.findChildren(QLabel) if each.isVisible()]
    shown = {each.text() for each in editor.findChildren(KeyButton) if each.isVisible()}
    assert not shown & {"Save", "Save event", "Delete", "Delete event", "Discard"}
    assert not any(each.hasSelectedText() for each in editor.findChildren(QLineEdit))
    before = editor.shown.fields()
    met = set[QWidget]()
    while (here := QApplication.focusWidget()) not in met:
        assert here is not None
        met.add(here)
        if isinstance(here, QLineEdit | QPlainTextEdit | Choice | QCheckBox):
            assert here.accessibleDescription() == why
            for keys in (Qt.Key.Key_X, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Return):
                QTest.keyClick(here, keys)
            QTest.mouseClick(here, Qt.MouseButton.LeftButton)
        QTest.keyClick(here, Qt.Key.Key_Tab)
    assert {each.accessibleName() for each in met} >= {"Title", "First day", "Start", "Calendar"}
    assert any(isinstance(each, QCheckBox) for each in met)
    assert editor.isVisible()
    assert editor.shown.fields() == before
    assert not bench.session.drafts.drafts.events
    editors.leave()
    (editors.open_full if full else editors.open)(desk.event("Training with Acme"))
    desk.settle()
    assert not field(desk, "Title").isReadOnly()
    assert field(desk, "Title").accessibleDescription() == ""
    desk.close()


@pytest.mark.parametrize("full", [False, True])
def test_what_was_all_day_begins_at_nine_when_it_is_given_hours(desk: Desk, full: bool) -> None:
    desk.press("M")
    editors = desk.screen.editors
    (editors.open_full if full else editors.open)(desk.event("Trip"))
    desk.settle()
    panel = editors.full if full else editors.small
    next(each for each in panel.findChildren(QCheckBox) if each.text() == "all day").click()
    assert (field(desk, "Start").text(), field(desk, "End").text()) == ("09:00", "10:00")
    desk.press("Ctrl+Return")
    assert starts(desk, "Trip") == [at(24, 9)]


def test_a_new_event_begins_on_the_day_in_sight_and_is_kept_until_it_is_saved(desk: Desk) -> None:
    desk.press("N")
    typed(field(desk, "Title"), "Interview")
    desk.press("Esc")
    desk.press("N")
    assert field(desk, "Title").text() == "Interview"
    desk.press("Ctrl+Return")
    assert starts(desk, "Interview") == [at(16, 11)]
    assert bench_drafts(desk).events == {}


def test_what_was_typed_can_be_thrown_away(desk: Desk) -> None:
    desk.press("N")
    typed(field(desk, "Title"), "Interview")
    desk.press("Alt+Del")
    assert bench_drafts(desk).events == {}
    assert not desk.screen.editors.full.isVisible()


# Recurring events


def ask_to_delete(desk: Desk) -> None:
    desk.screen.month.choose(next(each for each in desk.screen.in_sight if each.recurrence_id.startswith("20260617")))
    desk.press("Del")
    assert desk.screen.editors.work.box.isVisible()


@pytest.mark.parametrize(("key", "left"), [("1", 24), ("2", 12), ("3", 0), ("Esc", 25)])
def test_of_a_recurring_event_it_is_asked_which_are_meant(desk: Desk, key: str, left: int) -> None:
    desk.press("M")
    count = len(starts(desk, "Stand-up"))
    assert count == 25
    ask_to_delete(desk)
    desk.press(key)
    assert not desk.screen.editors.work.box.isVisible()
    assert len(starts(desk, "Stand-up")) == left
    if key != "Esc":
        desk.press("Ctrl+Z")
        assert len(starts(desk, "Stand-up")) == 25


def test_a_change_of_one_leaves_the_others(desk: Desk) -> None:
    opened(desk, "Stand-up")
    typed(field(desk, "Title"), "Stand-up, longer")
    desk.press("Return")
    desk.press("1")
    assert len(starts(desk, "Stand-up, longer")) == 1
    assert len(starts(desk, "Stand-up")) == 4


def test_a_change_that_is_not_decided_is_not_lost(desk: Desk) -> None:
    opened(desk, "Stand-up")
    typed(field(desk, "Title"), "Stand-up, longer")
    desk.press("Return")
    desk.press("Esc")
    assert field(desk, "Title").text() == "Stand-up, longer"
    desk.press("Esc")
    assert len(starts(desk, "Stand-up")) == 5


# What the grid tells


def test_what_is_drawn_in_the_grid_is_added(desk: Desk) -> None:
    desk.screen.grid.created.emit(Created(at(18, 10), at(18, 11), "Drawn"))
    desk.settle()
    assert starts(desk, "Drawn") == [at(18, 10)]


def test_what_is_dropped_in_the_grid_lies_there(desk: Desk) -> None:
    desk.screen.grid.moved.emit(Moved(desk.event("Training with Acme"), at(18, 10), at(18, 11)))
    desk.settle()
    assert starts(desk, "Training with Acme") == [at(18, 10)]
    desk.screen.grid.moved.emit(Moved(desk.event("Training with Acme"), at(17, 10), at(17, 11), copy=True))
    desk.settle()
    assert starts(desk, "Training with Acme") == [at(17, 10), at(18, 10)]


@pytest.mark.parametrize("view", ["2", "M"])
def test_a_drag_asks_no_sql_until_the_event_is_dropped(desk: Desk, statements: list[str], view: str) -> None:
    desk.press(view)
    shown = desk.screen.view
    start = shown.rect_of(desk.event("Training with Acme")).center()
    down = QPoint(0, -shown.height() // 5)
    statements.clear()
    QTest.mousePress(shown, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 21):
        drag(shown, start + down * step / 20)
        desk.settle()
    assert statements == []
    QTest.mouseRelease(shown, Qt.MouseButton.LeftButton, pos=start + down)
    desk.settle()
    assert starts(desk, "Training with Acme") != [at(16, 14)]
    # The move itself, the views, the day, the calls around it, and how the sync and the mail stand after it.
    assert len(statements) < 75


def test_what_is_called_otherwise_in_the_grid_is(desk: Desk) -> None:
    desk.screen.grid.retitled.emit(Retitled(desk.event("Dentist"), "Dentist, Zielona 4"))
    desk.settle()
    assert starts(desk, "Dentist, Zielona 4") == [at(19, 13)]


def test_several_events_are_called_otherwise_while_another_is_moved(desk: Desk) -> None:
    training, dentist = desk.event("Training with Acme"), desk.event("Dentist")
    ended: list[bool] = []
    desk.screen.editors.ended.connect(lambda: ended.append(desk.composition.worker.idle))
    desk.screen.grid.moved.emit(Moved(training, at(18, 10), at(18, 11)))
    for occurrence, title in ((training, "Training"), (dentist, "Dent"), (dentist, "Dentist, Zielona 4")):
        desk.screen.grid.retitled.emit(Retitled(occurrence, title))
    desk.settle()
    assert starts(desk, "Training") == [at(18, 10)]
    assert starts(desk, "Dentist, Zielona 4") == [at(19, 13)]
    assert len(ended) == 1, "only the last of them tells that nothing is under way"


def stand_ups(desk: Desk) -> list[Occurrence]:
    return [each for each in desk.screen.in_sight if each.summary == "Stand-up"]


def click(desk: Desk, occurrence: Occurrence) -> None:
    grid = desk.screen.grid
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=grid.rect_of(occurrence).center())
    desk.settle()


def test_what_is_asked_last_is_asked_alone_and_answered_once(desk: Desk) -> None:
    first, second = stand_ups(desk)[:2]
    for occurrence, title in ((first, "First"), (second, "Second")):
        desk.screen.grid.retitled.emit(Retitled(occurrence, title))
    box = desk.screen.editors.work.box
    assert "Second" in box.accessibleName()
    desk.press("1")
    assert not box.isVisible()
    desk.press("1")
    assert (starts(desk, "First"), len(starts(desk, "Second"))) == ([], 1)
    assert len(starts(desk, "Stand-up")) == 4


def test_what_is_asked_goes_when_another_event_is_selected(desk: Desk) -> None:
    first, second = stand_ups(desk)[:2]
    desk.screen.grid.choose(first)
    desk.press("Del")
    box = desk.screen.editors.work.box
    assert box.isVisible()
    click(desk, second)
    assert not box.isVisible()
    assert desk.screen.view.hasFocus()
    assert desk.screen.view.chosen_occurrence == second
    desk.press("Return")
    typed(field(desk, "Title"), "Second")
    desk.press("Return")
    assert box.isVisible()
    desk.press("1")
    assert not box.isVisible()
    assert (len(starts(desk, "Second")), len(starts(desk, "Stand-up"))) == (1, 4)


def test_what_is_asked_goes_when_something_is_typed_elsewhere(desk: Desk) -> None:
    desk.screen.grid.choose(stand_ups(desk)[0])
    desk.press("Del")
    desk.screen.quick_add.setFocus()
    desk.settle()
    assert not desk.screen.editors.work.box.isVisible()
    assert desk.screen.isAncestorOf(QApplication.focusWidget())
    assert not desk.screen.view.hasFocus(), "the keys stay where they were put"


def test_what_is_to_be_asked_is_not_where_an_editor_was_opened_meanwhile(desk: Desk) -> None:
    first, second = stand_ups(desk)[:2]
    desk.screen.editors.delete(first)
    desk.screen.editors.open(second)
    desk.settle()
    assert desk.screen.editors.small.isVisible()
    assert not desk.screen.editors.work.box.isVisible()
    assert len(starts(desk, "Stand-up")) == 5


def test_who_goes_to_the_desk_while_it_is_asked_changes_nothing(desk: Desk) -> None:
    for occurrence in [each for each in desk.screen.in_sight if each.summary == "Stand-up"][:2]:
        desk.screen.grid.retitled.emit(Retitled(occurrence, "Other"))
    desk.press("Ctrl+1")
    assert not desk.screen.isVisible()
    desk.window.go(Do.CALENDAR)
    desk.settle()
    assert not desk.screen.editors.work.box.isVisible()
    assert len(starts(desk, "Stand-up")) == 5


def test_what_others_changed_while_an_editor_was_open_stays(desk: Desk) -> None:
    occurrence = opened(desk, "Training with Acme")
    store = desk.bench.program.store
    move_event(store, occurrence.key, "", Scope.ALL, at(17, 14), at(17, 15), now=TUESDAY_10)
    typed(field(desk, "Title"), "Training")
    desk.press("Return")
    assert starts(desk, "Training") == [at(17, 14)]


def test_who_changes_what_others_have_changed_is_told_in_the_editor(desk: Desk) -> None:
    occurrence = opened(desk, "Training with Acme")
    rename_event(desk.bench.program.store, occurrence.key, "", Scope.ALL, "Visit", now=TUESDAY_10)
    typed(field(desk, "Title"), "Training")
    desk.press("Return")
    assert desk.screen.editors.small.isVisible()
    assert any("called “Visit” meanwhile" in each.text() for each in desk.screen.editors.small.findChildren(QLabel))
    desk.press("Esc")
    opened_again = next(each for each in desk.screen.in_sight if each.key == occurrence.key)
    desk.screen.editors.open(opened_again)
    desk.settle()
    assert field(desk, "Title").text() == "Training", "what was typed is kept, and saved over what was seen"
    desk.press("Return")
    assert starts(desk, "Training") == [at(16, 14)]


# The month and the agenda


def cell(desk: Desk, day: int) -> QPoint:
    return desk.screen.month.day_rect(date(2026, 6, day)).center()


def test_an_event_is_dragged_to_another_day_and_escape_leaves_it(desk: Desk) -> None:
    desk.press("M")
    month = desk.screen.month
    here = month.rect_of(desk.event("Dentist")).center()
    for escape, expected in ((True, at(19, 13)), (False, at(11, 13))):
        QTest.mousePress(month, Qt.MouseButton.LeftButton, pos=here)
        QTest.mouseMove(month, cell(desk, 12))
        drag(month, cell(desk, 12))
        drag(month, cell(desk, 11))
        if escape:
            QTest.keyClick(month, Qt.Key.Key_Escape)
        QTest.mouseRelease(month, Qt.MouseButton.LeftButton, pos=cell(desk, 11))
        desk.settle()
        assert starts(desk, "Dentist") == [expected]


def test_an_all_day_event_is_drawn_over_days_and_named_there(desk: Desk) -> None:
    desk.press("M")
    month = desk.screen.month
    before = month.grab().toImage()

    def draw(*days: int) -> None:
        QTest.mousePress(month, Qt.MouseButton.LeftButton, pos=low(desk, days[0]))
        for day in days[1:]:
            drag(month, low(desk, day))

    draw(3, 4, 10)
    assert month.grab().toImage() != before
    QTest.keyClick(month, Qt.Key.Key_Escape)
    QTest.mouseRelease(month, Qt.MouseButton.LeftButton, pos=low(desk, 10))
    assert not month.findChild(TitleField).isVisible()
    draw(4, 5, 3)
    QTest.mouseRelease(month, Qt.MouseButton.LeftButton, pos=low(desk, 3))
    field = month.findChild(TitleField)
    assert field.isVisible()
    QTest.keyClicks(field, "Conference")
    QTest.keyClick(field, Qt.Key.Key_Return)
    desk.settle()
    drawn = desk.event("Conference")
    assert (drawn.start, drawn.end, drawn.all_day) == (at_seconds(3), at_seconds(5), True)


def at_seconds(day: int) -> int:
    return utc_seconds(at(day, 0))


def low(desk: Desk, day: int) -> QPoint:
    rect = desk.screen.month.day_rect(date(2026, 6, day))
    return QPoint(rect.center().x(), rect.bottom() - 30)


def drag(view: QWidget, to: QPoint) -> None:
    left = Qt.MouseButton.LeftButton
    move = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(to), QPointF(view.mapToGlobal(to)), left, left, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(view, move)


def test_a_month_without_room_for_lines_says_beside_the_number_how_many_there_are(desk: Desk) -> None:
    desk.window.setMinimumSize(NARROW)
    desk.window.resize(NARROW)
    desk.press("M")
    desk.settle()
    month, day = desk.screen.month, date(2026, 6, 16)
    assert month.pieces == ()
    assert month.more_on(day) == 2
    QTest.mouseClick(month, Qt.MouseButton.LeftButton, pos=more_rect(month.day_rect(day)).center())
    desk.settle()
    assert (desk.screen.look.view, desk.screen.look.day) == (View.DAY, day)


def test_words_in_the_month_are_never_read_as_markup(desk: Desk, until: Until) -> None:
    desk.screen.grid.created.emit(Created(at(18, 10), at(18, 11), "<img src=x>Bold"))
    desk.settle()
    desk.press("M")
    month = desk.screen.month
    here = month.rect_of(desk.event("<img src=x>Bold")).center()
    QApplication.sendEvent(month, QHelpEvent(QEvent.Type.ToolTip, here, month.mapToGlobal(here)))
    until(QToolTip.isVisible)
    assert "&lt;img src=x&gt;Bold" in QToolTip.text()
    QToolTip.hideText()


def test_the_keys_go_through_the_month_and_move_an_event(desk: Desk) -> None:
    desk.press("M")
    month = desk.screen.month
    QTest.keyClick(month, Qt.Key.Key_Tab)
    assert month.chosen_occurrence.summary == "Stand-up"
    QTest.keyClick(month, Qt.Key.Key_Tab)
    assert month.chosen_occurrence.summary == "Training with Acme"
    assert month.accessibleDescription().startswith("Training with Acme, Tuesday 16 June 14:00 to 15:00")
    QTest.keyClick(month, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    desk.settle()
    assert starts(desk, "Training with Acme") == [at(23, 14)]
    assert month.chosen_occurrence is not None


def test_a_day_that_has_more_is_opened(desk: Desk) -> None:
    for hour in range(8, 18):
        desk.screen.grid.created.emit(Created(at(10, hour), at(10, hour, 30), f"Call {hour}"))
    desk.settle()
    desk.press("M")
    assert desk.screen.month.more_on(date(2026, 6, 10)) > 0
    rect = desk.screen.month.day_rect(date(2026, 6, 10))
    QTest.mouseClick(desk.screen.month, Qt.MouseButton.LeftButton, pos=QPoint(rect.left() + 30, rect.bottom() - 14))
    desk.settle()
    assert desk.screen.header.told.startswith("Wednesday 10 June 2026")


def test_the_agenda_lists_days_and_opens_an_event(desk: Desk) -> None:
    desk.press("A")
    agenda = desk.screen.agenda
    days = [line.day for line in agenda.lines if line.occurrence is not None and line.occurrence.summary == "Trip"]
    assert days == [date(2026, 6, 24), date(2026, 6, 25), date(2026, 6, 26)]
    agenda.choose(desk.event("Dentist"))
    QTest.keyClick(agenda.list, Qt.Key.Key_Return)
    desk.settle()
    assert desk.screen.editors.small.isVisible()
    assert field(desk, "Title").text() == "Dentist"


def test_the_agenda_goes_on_where_one_scrolls(desk: Desk) -> None:
    desk.press("A")
    agenda = desk.screen.agenda
    for _ in range(6):
        agenda.list.scrollToBottom()
        desk.settle()
    assert desk.screen.look.day > date(2026, 10, 1)
    assert agenda.lines[-1].day > date(2026, 12, 1)


def test_a_calendar_is_hidden_by_a_key_and_shown_again(bench: Bench, until: Until) -> None:
    fill(bench)
    desk = Desk(bench, until)
    desk.press("L")
    [line] = desk.screen.errands.list.lines
    assert line.shown.hasFocus()
    desk.press("Space")
    assert desk.screen.in_sight == ()
    desk.press("Space")
    assert len(desk.screen.in_sight) > 5
    QTest.keyClicks(desk.window.findChildren(type(line))[0], "c")
    desk.settle()
    assert desk.screen.editors.calendars[0].colour != line.name
    desk.close()


def test_a_calendar_is_added_named_and_removed(desk: Desk) -> None:
    desk.press("L")
    new = field(desk, "Name of a new calendar")
    new.setText("Holidays")
    QTest.keyClick(new, Qt.Key.Key_Return)
    desk.settle()
    assert [each.name for each in desk.screen.editors.calendars] == ["My calendar", "Holidays"]
    line = desk.screen.errands.list.lines[1]
    line.removed.emit(line.calendar)
    desk.settle()
    assert [each.name for each in desk.screen.editors.calendars] == ["My calendar"]
    desk.press("Esc")
    desk.press("Ctrl+Z")
    assert len(desk.screen.editors.calendars) == 2


def test_a_screen_reader_finds_each_event_and_deadline_of_the_month(desk: Desk) -> None:
    add_request(
        desk.bench.program.store, account="Globex", subject="Mail is down", severity=Severity.CRITICAL,
        channel=Channel.CHAT, now=TUESDAY_10,
    )  # fmt: skip
    desk.composition.session.look()
    desk.press("M")
    month = QAccessible.queryAccessibleInterface(desk.screen.month)
    found = [month.child(at) for at in range(month.childCount())]
    names = [each.text(QAccessible.Text.Name) for each in found]
    assert len([name for name in names if name.startswith("Stand-up")]) == 25
    assert [name for name in names if name.startswith("Training")] == [
        "Training with Acme, Tuesday 16 June 14:00 to 15:00, calendar My calendar"
    ]
    assert any("Globex" in name and name.startswith("Severity 1") for name in names)
    training = found[next(at for at, name in enumerate(names) if name.startswith("Training"))]
    rect = desk.screen.month.rect_of(desk.event("Training with Acme"))
    assert training.rect().size() == rect.size()
    training.actionInterface().doAction(training.actionInterface().pressAction())
    desk.settle()
    assert field(desk, "Title").text() == "Training with Acme"


def test_an_event_is_put_into_another_calendar(desk: Desk) -> None:
    save_calendar(desk.bench.program.store, Calendar("", "Team", ""))
    desk.composition.session.look()
    desk.settle()
    opened(desk, "Dentist")
    choice = next(each for each in desk.screen.editors.small.findChildren(Choice))
    choice.setCurrentIndex(choice.findText("Team"))
    desk.press("Return")
    team = next(each.id for each in desk.screen.editors.calendars if each.name == "Team")
    assert desk.event("Dentist").calendar_id == team


def test_letters_in_a_panel_do_nothing_to_the_calendar_behind_it(desk: Desk) -> None:
    save_calendar(desk.bench.program.store, Calendar("", "Team", ""))
    desk.composition.session.look()
    desk.press("L")
    team = desk.screen.errands.list.lines[1]
    team.shown.setFocus()
    desk.press("D")
    assert desk.screen.look.view is View.WORK_WEEK
    assert [each.name for each in desk.screen.editors.calendars if each.default] == ["Team"]
    colour = team.calendar.colour
    desk.press("C")
    assert team.calendar.colour != colour
    desk.press("Esc")
    desk.press("N")
    choice = next(each for each in desk.screen.editors.full.findChildren(Choice) if each.accessibleName() == "Status")
    choice.setFocus()
    desk.press("T")
    assert desk.screen.editors.full.isVisible()
    assert choice.currentText() == "tentative"
    desk.press("Alt+Del")


def test_whoever_goes_on_leaves_the_small_editor(desk: Desk) -> None:
    desk.press("M")
    opened(desk, "Dentist")
    rect = desk.screen.month.rect_of(desk.event("Training with Acme"))
    QTest.mouseClick(desk.screen.month, Qt.MouseButton.LeftButton, pos=rect.center())
    assert not desk.screen.editors.small.isVisible()
    assert desk.screen.month.chosen_occurrence.summary == "Training with Acme"


def test_while_it_is_asked_which_are_meant_letters_and_spaces_do_nothing(desk: Desk) -> None:
    desk.press("M")
    ask_to_delete(desk)
    for key in ("Space", "R", "W", "X", "Return", "T", "Space", "Del"):
        desk.press(key)
        assert desk.screen.editors.work.box.isVisible(), key
        assert desk.screen.look.view is View.MONTH, key
    desk.press("Esc")
    assert len(starts(desk, "Stand-up")) == 25


@pytest.mark.parametrize("width", [1280, 960])
def test_what_is_asked_from_the_full_editor_stands_above_it_and_in_sight(desk: Desk, width: int) -> None:
    desk.window.resize(width, 800)
    desk.settle()
    desk.screen.editors.open_full(desk.event("Stand-up"))
    desk.settle()
    typed(field(desk, "Title"), "Daily")
    desk.press("Ctrl+Return")
    box = desk.screen.editors.work.box
    assert box.isVisible()
    assert desk.window.rect().contains(box.geometry())
    for button in (each for each in box.findChildren(KeyButton) if each.isVisible()):
        middle = button.mapTo(desk.window, button.rect().center())
        assert desk.window.childAt(middle) in {button, *button.findChildren(QWidget)}
    desk.press("1")
    assert len(starts(desk, "Daily")) == 1


def test_enter_presses_the_button_on_which_the_keys_are(desk: Desk) -> None:
    desk.press("M")
    ask_to_delete(desk)
    desk.press("Tab")
    desk.press("Tab")
    desk.press("Return")
    assert len(starts(desk, "Stand-up")) == 12
    opened(desk, "Dentist")
    next(each for each in desk.screen.editors.small.findChildren(KeyButton) if each.text() == "Delete").setFocus()
    desk.press("Return")
    assert starts(desk, "Dentist") == []


def test_a_drag_over_the_month_paints_the_days_that_it_leaves_and_enters(desk: Desk) -> None:
    desk.press("M")
    month = desk.screen.month
    QTest.mousePress(month, Qt.MouseButton.LeftButton, pos=month.rect_of(desk.event("Dentist")).center())
    drag(month, cell(desk, 12))
    painted: list[int] = []
    reads: list[object] = []
    desk.screen.loader._reading = lambda *asked: reads.append(asked) or ()
    desk.screen.month._painting.paint = lambda *_: painted.append(1)
    for day in (11, 10, 3, 4):
        drag(month, cell(desk, day))
        desk.settle()
    assert painted == [], "the month itself is not painted again"
    assert reads == []
    QTest.keyClick(month, Qt.Key.Key_Escape)
    QTest.mouseRelease(month, Qt.MouseButton.LeftButton, pos=cell(desk, 4))


def test_an_event_stays_as_long_as_it_is_when_its_start_is_typed(desk: Desk) -> None:
    opened(desk, "Dentist")
    typed(field(desk, "Start"), "15:30")
    desk.press("Return")
    assert starts(desk, "Dentist") == [at(19, 15, 30)]
    assert desk.event("Dentist").end - desk.event("Dentist").start == 3 * 3600


# Reminders


def test_a_reminder_that_is_put_off_right_after_an_undo_returns(desk: Desk) -> None:
    # Its own ticks tell another time than those below.
    desk.window.metronome.stop()
    start = TUESDAY_10 + timedelta(minutes=12)
    soon = Details("Soon", start, start + timedelta(hours=1), alarms=(Alarm(-900),))
    desk.composition.session.write(lambda store: add_event(store, soon, now=TUESDAY_10))
    desk.settle()
    alarms = desk.window.findChild(AlarmBar)
    assert [ring.occurrence.summary for ring in alarms.ringing] == ["Soon"]
    desk.screen.grid.choose(desk.event("Training with Acme"))
    desk.press("Del")
    desk.press("Ctrl+Z")
    desk.press("Alt+5")
    desk.wait(lambda: alarms.ringing == ())
    for minutes in (4, 6):
        desk.window.metronome.tick.emit(utc_seconds(TUESDAY_10) + minutes * 60)
        desk.settle()
        assert len(alarms.ringing) == (minutes > 4), minutes
