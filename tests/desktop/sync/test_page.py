"""What asks for the agent, how each calendar stands, and what the runs did: told, answered, and undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget, QPlainTextEdit, QPushButton
from tests.desktop.bench import BRATISLAVA, TUESDAY_10
from tests.desktop.sync.conftest import Beside, button, mirrored, part_of, words
from tests.servers.events import event
from tests.services.sync.fake_server import URL

from opiekun.bootstrap import Program
from opiekun.desktop.calendar.grid.content import ServerMark
from opiekun.desktop.calendar.screen import CalendarScreen
from opiekun.desktop.compose import Composition
from opiekun.desktop.settings.screen import SettingsScreen
from opiekun.desktop.shell.actions import Do
from opiekun.desktop.sync.needs_bar import NeedsBar
from opiekun.desktop.sync.page import SyncPage
from opiekun.desktop.sync.part import SyncPart
from opiekun.desktop.sync.sync import SyncState
from opiekun.desktop.sync.words import line, short_line, summary
from opiekun.desktop.theme.theme import Theme
from opiekun.domain.calendar.events import Calendar, Details
from opiekun.domain.invitations.organizing import invited
from opiekun.domain.sync.accounts import Auth, CollectionStanding, DavAccount, DavCollection
from opiekun.domain.sync.local import Conflict, ConflictKind, Resource
from opiekun.domain.sync.report import CollectionReport, InboxReport, LogLine, RunReport
from opiekun.domain.sync.told import Told
from opiekun.services.calendars import list_calendars
from opiekun.services.done import ObjectChange
from opiekun.services.events import add_event
from opiekun.services.object_writer import indexed_texts, write_objects
from opiekun.services.ports import Store
from opiekun.services.sync.meeting import KEPT_MINE, KEPT_THEIRS
from opiekun.services.sync.refused import retry
from opiekun.services.sync.runs import RUNS_KEPT
from opiekun.services.sync.standing import SyncedCalendar, SyncStanding, sync_standing

Until = Callable[..., None]


@pytest.fixture
def store(desk: Composition) -> Store:
    return desk.session.program.store


@pytest.fixture
def calendar(store: Store) -> Calendar:
    return mirrored(store)


def opened(desk: Composition, until: Until) -> SyncPage:
    """The page, by its key."""
    QTest.keySequence(desk.window, "Shift+F9")
    until(lambda: desk.window.findChild(SyncPage) is not None and settled(desk))
    page = desk.window.findChild(SyncPage)
    assert isinstance(page, SyncPage)
    assert page.isVisible()
    return page


def settled(desk: Composition) -> bool:
    return desk.worker.idle and not part_of(desk).sync.state.running


def told(desk: Composition, until: Until) -> SyncPage:
    part_of(desk).sync.read()
    until(lambda: settled(desk))
    return opened(desk, until)


def status(desk: Composition) -> str:
    return " ".join(each.text() for each in desk.window.status.findChildren(QPushButton) if each.isVisible())


def refused_event(store: Store, calendar: Calendar) -> str:
    """An event whose creation the server refused; the answer is its UID."""
    start = datetime(2026, 6, 16, 14, 0, tzinfo=BRATISLAVA)
    done = add_event(
        store, Details("Review call", start, start + timedelta(hours=1)), now=TUESDAY_10, calendar_id=calendar.id
    )
    with store.write() as unit:
        for entry in unit.sync.journal(calendar.id):
            unit.sync.save_entry(replace(entry, refused=Told("Not allowed there."), words="Too many <b>guests</b>"))
    return done.name


def texts(store: Store, calendar: Calendar, uid: str) -> bool:
    with store.read() as unit:
        return uid in unit.calendars.texts_of(calendar.id, [uid])


def test_where_no_server_is_connected_the_page_leads_to_the_settings(desk: Composition, until: Until) -> None:
    page = opened(desk, until)
    assert "No calendar server is connected" in words(page)
    assert "Calendars" not in status(desk)
    desk.window.go(Do.DESK)
    QTest.keySequence(desk.window, "F9")
    assert page.isVisible()
    assert desk.window.status.message == "No calendar server is connected"
    button(page, "Connect a calendar server").click()
    until(lambda: settled(desk))
    settings = desk.window.findChild(SettingsScreen)
    assert settings is not None
    assert settings.calendar_server.isVisible()


def test_the_palette_finds_where_servers_are_connected_and_where_conflicts_are_settled(
    desk: Composition, until: Until
) -> None:
    box = desk.window.palette_box
    QTest.keySequence(desk.window, "Ctrl+K")
    QTest.keyClicks(QApplication.focusWidget(), "sync")
    assert Do.CONFLICTS in [entry.value for entry in box.entries]
    QApplication.focusWidget().clear()
    QTest.keyClicks(QApplication.focusWidget(), "zzz")
    until(lambda: any(each.item(0) and each.item(0).text() for each in box.findChildren(QListWidget)))
    assert not box.entries
    QApplication.focusWidget().clear()
    QTest.keyClicks(QApplication.focusWidget(), "calendars on")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    until(lambda: settled(desk))
    settings = desk.window.findChild(SettingsScreen)
    assert settings is not None
    assert settings.calendar_server.isVisible()


def test_each_calendar_tells_its_server_and_when_it_was_synced(
    desk: Composition, store: Store, calendar: Calendar, until: Until
) -> None:
    mirrored(store, "Team", read_only=True)
    page = told(desk, until)
    assert "✓ Last synced 10:00." in words(page)
    assert "cal.example.com · can only be read" in words(page)
    assert "Calendars synced just now" in status(desk)
    with store.write() as unit:
        collection = unit.sync.collection(calendar.id)
        assert collection is not None
        unit.sync.save_collection(replace(collection, failure=Told("The server is away.")))
    part_of(desk).sync.read()
    until(lambda: "▲ The server is away. Last synced 10:00." in words(page))
    assert "▲ Calendars were not synced with cal.example.com · last synced 10:00" in status(desk)


def test_what_waits_is_told_on_the_status_line_which_leads_here(
    desk: Composition, store: Store, calendar: Calendar, until: Until
) -> None:
    start = datetime(2026, 6, 16, 14, 0, tzinfo=BRATISLAVA)
    add_event(store, Details("Call", start, start + timedelta(hours=1)), now=TUESDAY_10, calendar_id=calendar.id)
    part_of(desk).sync.read()
    until(lambda: "1 change(s) wait" in status(desk))
    next(each for each in desk.window.status.findChildren(QPushButton) if "Calendars" in each.text()).click()
    until(lambda: settled(desk))
    page = desk.window.findChild(SyncPage)
    assert page is not None
    assert page.isVisible()


@pytest.mark.parametrize("keep", [True, False])
def test_a_server_that_lacks_many_events_is_asked_about(
    desk: Composition, store: Store, calendar: Calendar, until: Until, *, keep: bool
) -> None:
    start = datetime(2026, 6, 16, 14, 0, tzinfo=BRATISLAVA)
    add_event(store, Details("Call", start, start + timedelta(hours=1)), now=TUESDAY_10, calendar_id=calendar.id)
    with store.write() as unit:
        (entry,) = unit.sync.journal(calendar.id)
        unit.sync.drop_entry(calendar.id, entry.uid)
        collection = unit.sync.collection(calendar.id)
        assert collection is not None
        unit.sync.save_collection(replace(collection, standing=CollectionStanding.GUARDED, missing=41, known=52))
    refused_event(store, calendar)  # it has been refused before, and has nothing to do with it
    page = told(desk, until)
    assert "The server lacks 41 of 52 events" in words(page)
    until(lambda: "until you say what is right. Among them: “Call”." in words(page))
    button(page, "Put them back on the server" if keep else "Delete them here too").click()
    until(lambda: "The server lacks" not in words(page) and settled(desk))
    becomes = "go back to the server" if keep else "are deleted here with the next sync"
    assert desk.window.status.message == f"The missing events of Work {becomes}"
    assert sync_standing(store).waiting == keep
    if keep:
        desk.session.undo()
        until(lambda: "The server lacks 41 of 52 events" in words(page) and settled(desk))
        desk.session.redo()
        until(lambda: "The server lacks" not in words(page) and sync_standing(store).waiting == 1 and settled(desk))
        with store.write() as unit:
            unit.sync.drop_entry(calendar.id, entry.uid)
        desk.window.status.say(f"The missing events of Work {becomes}", undoable=True)
        part_of(desk).sync.read()
        until(lambda: not desk.window.actions_list[Do.UNDO].isEnabled())
        assert desk.window.status.message == "The missing events of Work are on the server again"
    else:
        assert "with the next sync they go from here" in words(page)
        assert "many events are missing there" not in words(desk.window)
        desk.session.undo()
        until(lambda: "The server lacks 41 of 52 events" in words(page) and settled(desk))
        button(page, "Delete them here too").click()
        until(lambda: "The server lacks" not in words(page) and settled(desk))
        undo = button(desk.window.status, "Undo")
        with store.write() as unit:
            unit.sync.save_collection(replace(collection, standing=CollectionStanding.ACTIVE))
        part_of(desk).sync.read()
        until(lambda: not desk.window.actions_list[Do.UNDO].isEnabled())
        assert not undo.isVisible()
        assert not desk.window.status.message


@pytest.mark.parametrize(
    ("said", "answered", "tells"),
    [
        ("Delete, and tell them that they are off", True, True),
        ("Delete, and tell them nothing", True, False),
        ("Delete nothing", False, False),
    ],
)
def test_guests_of_missing_events_hear_of_it_only_where_the_agent_says_so(
    desk: Composition, store: Store, calendar: Calendar, until: Until, *, said: str, answered: bool, tells: bool
) -> None:
    start = datetime(2026, 6, 17, 14, 0, tzinfo=BRATISLAVA)
    details = Details("Call", start, start + timedelta(hours=1))
    uid = add_event(store, details, now=TUESDAY_10, calendar_id=calendar.id).name
    with store.write() as unit:
        (here,) = unit.calendars.named(uid)
        text = invited(here.text, ("anna@example.com", "Anna"), [("cara@acme.example", "Cara")])
        change = ObjectChange(calendar.id, uid, here.text, text)
        write_objects(unit, [change], indexed_texts([change]), TUESDAY_10)
        unit.sync.drop_entry(calendar.id, uid)
        collection = unit.sync.collection(calendar.id)
        assert collection is not None
        unit.sync.save_collection(replace(collection, standing=CollectionStanding.GUARDED, missing=1, known=1))
    page = told(desk, until)
    button(page, "Delete them here too").click()
    until(lambda: "Events of “Work” go: are their guests to hear of it?" in words(page) and settled(desk))
    assert "1 guest(s) would not hear of it." in words(page)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == "Delete nothing"
    button(page, said).click()
    until(lambda: settled(desk) and "are their guests to hear of it" not in words(page))
    with store.read() as unit:
        collection = unit.sync.collection(calendar.id)
    assert collection is not None
    assert (collection.may_delete, collection.tells_guests) == (answered, tells)
    assert ("and their guests are told that they are off" in words(page)) == tells


def test_a_calendar_that_is_gone_there_and_one_that_asks_lead_to_the_settings(
    desk: Composition, store: Store, calendar: Calendar, until: Until
) -> None:
    with store.write() as unit:
        collection = unit.sync.collection(calendar.id)
        assert collection is not None
        unit.sync.save_collection(replace(collection, standing=CollectionStanding.GONE))
        (account,) = unit.sync.accounts()
        unit.sync.save_account(replace(account, asks=Told("The password is refused.")))
    page = told(desk, until)
    assert "The password is refused." in words(page)
    assert "does not have this calendar any more" in words(page)
    assert "2 matter(s) ask for you" in status(desk)
    button(page, "Open the settings").click()
    until(lambda: settled(desk))
    settings = desk.window.findChild(SettingsScreen)
    assert settings is not None
    until(lambda: "▲ The password is refused." in words(settings.calendar_server))


def test_a_calendar_that_is_gone_there_is_removed_here_and_brought_back(
    desk: Composition, store: Store, calendar: Calendar, until: Until
) -> None:
    with store.write() as unit:
        collection = unit.sync.collection(calendar.id)
        assert collection is not None
        unit.sync.save_collection(replace(collection, standing=CollectionStanding.GONE))
    page = told(desk, until)
    button(page, "Remove it here too").click()
    until(lambda: calendar.id not in {each.id for each in list_calendars(store)} and settled(desk))
    until(lambda: "does not have this calendar" not in words(page))
    desk.session.undo()
    until(lambda: calendar.id in {each.id for each in list_calendars(store)} and settled(desk))
    until(lambda: "does not have this calendar" in words(page))


def test_a_refused_edit_is_told_in_the_servers_words_and_tried_again(
    desk: Composition, store: Store, calendar: Calendar, beside: Beside, until: Until
) -> None:
    uid = refused_event(store, calendar)
    page = told(desk, until)
    assert "“Review call” · Tue 16 Jun 14:00 · Work" in words(page)
    assert "▲ Not allowed there." in words(page)
    assert "The server said: Too many <b>guests</b>" in words(page)
    marks = desk.conflicts.marks
    until(lambda: marks.events == {(calendar.id, uid): ServerMark.REFUSED})
    button(page, "Try again").click()
    until(lambda: beside.runs == 1 and settled(desk) and "Not allowed there." not in words(page))
    until(lambda: not marks.events)
    assert sync_standing(store).waiting == 1


def ran(desk: Composition, store: Store, *reports: CollectionReport) -> None:
    """The log has a run that is under way now."""
    with store.write() as unit:
        soon = desk.session.now() + timedelta(minutes=1)
        unit.sync.save_run(RunReport(soon, soon, reports, ()), keep=RUNS_KEPT)


def test_an_edit_that_was_tried_again_and_refused_again_says_so(
    desk: Composition, store: Store, calendar: Calendar, beside: Beside, until: Until
) -> None:
    uid = refused_event(store, calendar)
    page = told(desk, until)
    beside.does(f"await {beside.go}", "exit 0")
    button(page, "Try again").click()
    until(lambda: beside.runs == 1 and desk.worker.idle)
    with store.write() as unit:
        entry = unit.sync.entry(calendar.id, uid)
        assert entry is not None
        unit.sync.save_entry(replace(entry, refused=Told("Not allowed there.")))
    ran(desk, store)
    beside.go.touch()
    again = "The server would not have “Review call” this time either."
    until(lambda: desk.window.status.message == again and settled(desk))
    assert f"◆ {again}" in words(page)
    button(page, "Sync now").click()
    until(lambda: beside.runs == 2 and f"◆ {again}" not in words(page) and settled(desk))


def test_after_the_first_sync_of_a_calendar_it_is_told_how_many_events_came(
    desk: Composition, store: Store, calendar: Calendar, until: Until
) -> None:
    other = mirrored(store, "Team")
    with store.write() as unit:
        collection = unit.sync.collection(calendar.id)
        assert collection is not None
        unit.sync.save_collection(replace(collection, synced_at=None))
    sync = part_of(desk).sync
    sync.read()
    until(lambda: settled(desk) and sync.state.known)
    came = CollectionReport(calendar.id, "Work", f"{URL}work/", downloaded=41)
    ran(desk, store, came, CollectionReport(other.id, "Team", f"{URL}team/", downloaded=2))
    desk.window.status.say("New events go to “Work” now", undoable=True)
    sync.run_now()
    until(lambda: "event(s) came" in desk.window.status.message and settled(desk))
    told = "41 event(s) came from the server: 41 in “Work” · New events go to “Work” now"
    assert desk.window.status.message == told
    assert desk.window.status.offers_undo


def test_what_was_synced_by_a_command_is_shown(
    desk: Composition, store: Store, calendar: Calendar, until: Until
) -> None:
    uid = refused_event(store, calendar)
    page, sync = told(desk, until), part_of(desk).sync
    until(lambda: "▲ Not allowed there." in words(page) and settled(desk))
    sync.look()
    until(lambda: settled(desk))
    retry(store, calendar.id, uid)
    sync.look()
    until(lambda: "Not allowed there." not in words(page) and settled(desk))
    assert sync.state.standing.waiting == 1
    with store.write() as unit:
        unit.sync.save_run(
            RunReport(TUESDAY_10, TUESDAY_10, (), (LogLine(TUESDAY_10, Told("By a command.")),)), keep=RUNS_KEPT
        )
    sync.look()
    (text,) = page.findChildren(QPlainTextEdit)
    until(lambda: "By a command." in text.toPlainText())


def test_all_refused_edits_are_tried_again_at_once(
    desk: Composition, store: Store, calendar: Calendar, beside: Beside, until: Until
) -> None:
    for _each in range(2):
        refused_event(store, calendar)
    page = told(desk, until)
    assert sync_standing(store).refused
    runs = beside.runs
    button(page, "Try all again").click()
    until(lambda: beside.runs > runs and settled(desk) and not sync_standing(store).refused)


def test_a_run_in_which_only_the_inbox_failed_is_told_as_failed(
    desk: Composition, store: Store, calendar: Calendar, until: Until
) -> None:
    collection = CollectionReport(calendar.id, "Work", f"{URL}work/", downloaded=3, requests=4)
    inbox = InboxReport(f"{URL}inbox/", failure=Told("Not allowed there."))
    with store.write() as unit:
        unit.sync.save_run(RunReport(TUESDAY_10, TUESDAY_10, (collection,), (), inboxes=(inbox,)), keep=RUNS_KEPT)
    page = told(desk, until)
    rows, text = page.findChild(QListWidget), page.findChild(QPlainTextEdit)
    assert rows.item(0).text().endswith("▲ inbox of the server failed · 3 came")
    assert "▲ inbox of the server: Not allowed there." in text.toPlainText()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (KEPT_THEIRS, "“Review call” was deleted here and changed on the server"),
        (KEPT_MINE, "“Review call” was changed here and deleted on the server"),
    ],
)
def test_what_one_side_deleted_and_the_other_keeps_is_told(
    desk: Composition, store: Store, calendar: Calendar, until: Until, *, said: str, words: str
) -> None:
    desk.window.status.say("Deleted Review call", undoable=True)
    back = LogLine(TUESDAY_10, Told(said, {"title": "Review call"}), calendar.id, "a")
    with store.write() as unit:
        soon = desk.session.now() + timedelta(minutes=1)
        unit.sync.save_run(RunReport(soon, soon, (), (back,)), keep=50)
    part_of(desk).sync.read()
    until(lambda: settled(desk) and part_of(desk).sync.state.known)
    part_of(desk).sync.run_now()
    until(lambda: words in desk.window.status.message)


def test_a_refused_edit_is_given_up_and_brought_back(
    desk: Composition, store: Store, calendar: Calendar, until: Until
) -> None:
    uid = refused_event(store, calendar)
    page = told(desk, until)
    assert "“Review call” · Tue 16 Jun 14:00 · Work" in words(page)
    assert "goes from here too" in button(page, "Give up and delete").toolTip()
    button(page, "Give up and delete").click()
    until(lambda: "Not allowed there." not in words(page) and settled(desk))
    assert not texts(store, calendar, uid)
    assert desk.window.status.message == "Deleted “Review call”"
    desk.session.undo()
    until(lambda: texts(store, calendar, uid) and settled(desk))
    assert sync_standing(store).waiting == 1


def test_a_refused_edit_is_copied_to_another_calendar(
    desk: Composition, store: Store, calendar: Calendar, until: Until
) -> None:
    uid = refused_event(store, calendar)
    page = told(desk, until)
    copying = button(page, "Move to…").menu()
    assert [each.text() for each in copying.actions()] == ["My calendar"]
    copying.actions()[0].trigger()
    until(lambda: "Not allowed there." not in words(page) and settled(desk))
    (mine,) = [each for each in list_calendars(store) if each.default]
    assert texts(store, mine, uid)
    assert not texts(store, calendar, uid)
    assert desk.window.status.message == "Moved “Review call” to “My calendar”"


def test_a_refused_edit_leads_to_its_event_where_it_can_be_changed(
    desk: Composition, store: Store, calendar: Calendar, until: Until
) -> None:
    refused_event(store, calendar)
    page = told(desk, until)
    button(page, "Show in the calendar").click()
    until(lambda: isinstance(desk.window.findChild(CalendarScreen), CalendarScreen) and settled(desk))
    screen = desk.window.findChild(CalendarScreen)
    assert isinstance(screen, CalendarScreen)
    until(lambda: screen.isVisible() and "Review call" in [each.summary for each in screen.in_sight])


def test_what_cannot_be_shown_is_told_with_its_reason(
    desk: Composition, store: Store, calendar: Calendar, until: Until
) -> None:
    odd = Resource("/anna/work/odd.ics", "/anna/work/odd.ics", '"1"', "", "", Told("It cannot be read."), "")
    with store.write() as unit:
        unit.sync.put_resources(calendar.id, [odd])
    page = told(desk, until)
    assert "It cannot be read." in words(page)
    assert "Work · odd.ics" in words(page)


def test_what_stays_as_it_could_last_be_read_is_told_with_its_title(
    desk: Composition, store: Store, calendar: Calendar, until: Until
) -> None:
    problem = Told("It cannot be read.")
    spoilt = Resource("/anna/work/odd.ics", "/anna/work/odd.ics", '"1"', "", "a", problem, "?", "Weekly planning")
    with store.write() as unit:
        unit.sync.put_resources(calendar.id, [spoilt])
    page = told(desk, until)
    assert "Work · Weekly planning" in words(page)
    assert "It cannot be read." in words(page)
    assert "Here it stays as it could last be read" in words(page)


def test_the_runs_can_be_read_and_copied(desk: Composition, store: Store, calendar: Calendar, until: Until) -> None:
    collection = CollectionReport(calendar.id, "Work", f"{URL}work/", downloaded=3, uploaded=1, requests=4)
    line = LogLine(TUESDAY_10, Told("The event {uid} came.", {"uid": "1@example"}), calendar.id)
    failed = replace(collection, downloaded=0, uploaded=0, failure=Told("The server is away."))
    later = TUESDAY_10 + timedelta(minutes=15)
    with store.write() as unit:
        unit.sync.save_run(RunReport(TUESDAY_10, TUESDAY_10, (collection,), (line,)), keep=50)
        unit.sync.save_run(RunReport(later, later, (failed,), ()), keep=50)
        for minutes in (15, 30):
            unit.sync.save_run(RunReport(later + timedelta(minutes=minutes), None, (), ()), keep=50)
    page = told(desk, until)
    rows = page.findChild(QListWidget)
    text = page.findChild(QPlainTextEdit)
    assert rows is not None
    assert text is not None
    assert [rows.item(at).text() for at in range(rows.count())] == [
        "10:45 · it has not ended",
        "10:30 · ▲ it was cut off; the next one went on from there",
        "10:15 · ▲ Work failed",
        "10:00 · ✓ 3 came, 1 went",
    ]
    rows.setFocus()
    QTest.keyClick(rows, Qt.Key.Key_End)
    assert "10:00:00 Work: The event 1@example came." in text.toPlainText()
    QTest.keySequence(page, "Alt+L")
    until(lambda: QGuiApplication.clipboard().text() == text.toPlainText())
    desk.window.go(Do.DESK)
    opened(desk, until)
    assert rows.currentRow() == 0


def test_a_run_after_which_something_waits_for_the_agent_is_not_shown_as_done(
    desk: Composition, store: Store, calendar: Calendar, until: Until
) -> None:
    held = CollectionReport(calendar.id, "Work", f"{URL}work/", downloaded=1, requests=2, missing=4, known=5)
    with store.write() as unit:
        unit.sync.save_run(RunReport(TUESDAY_10, TUESDAY_10, (held,), ()), keep=50)
    page = told(desk, until)
    rows = page.findChild(QListWidget)
    text = page.findChild(QPlainTextEdit)
    assert rows is not None
    assert text is not None
    assert rows.item(0).text() == "10:00 · ▲ 1 came, 4 missing there, kept until you say"
    assert "4 missing there, kept until you say" in text.toPlainText()


def test_it_is_told_whether_a_server_asks_for_a_password_or_a_certificate() -> None:
    account, told = DavAccount("a", URL, "anna", Auth.BASIC), Told("Wrong password.")
    assert summary(SyncStanding((replace(account, asks=told),))) == ("cal.example.com wants its password again",)
    asking = replace(account, asks=told)
    other = replace(account, id="b", user="bea")
    assert summary(SyncStanding((asking, other))) == ("anna · cal.example.com wants its password again",)
    both = SyncStanding((asking, replace(other, asks=told)))
    assert summary(both) == ("servers want their passwords again",)
    changed = Told("It is another: {shown}.", {"shown": "3fa1" * 16})
    assert summary(SyncStanding((replace(account, asks=changed),))) == ("a server’s certificate is to be accepted",)
    assert summary(SyncStanding((account,))) == ()


def test_what_keeps_several_calendars_is_told_once(desk: Composition, until: Until) -> None:
    page, theirs = opened(desk, until), [Calendar(name, name, "#24694A") for name in ("Work", "Team")]
    gone = DavCollection("", "a", URL, failure=Told("The server is not there."))
    synced = tuple(SyncedCalendar(each, replace(gone, calendar_id=each.id), 0) for each in theirs)
    part_of(desk).sync.told.emit(SyncState(SyncStanding((DavAccount("a", URL, "anna", Auth.BASIC),), synced)))
    assert words(page).count("The server is not there.") == 1
    assert words(page).count("Not synced, for the same reason.") == 1


def test_the_one_server_with_which_it_failed_is_named(desk: Composition) -> None:
    account = DavAccount("a", URL, "anna", Auth.BASIC)
    here = DavCollection("", "a", URL, failure=Told("The server is not there."))
    failed = [
        SyncedCalendar(Calendar(url, url, "#24694A"), replace(here, calendar_id=url, url=url), 0)
        for url in (URL, f"{URL}team/", "https://other.example.com/")
    ]
    moments = desk.session.moments
    one = SyncState(SyncStanding((account,), tuple(failed[:2])))
    assert line(one, moments, 0) == "▲ Calendars were not synced with cal.example.com"
    assert line(SyncState(SyncStanding((account,), tuple(failed))), moments, 0) == "▲ Calendars were not synced"


def test_what_asks_for_the_agent_stands_over_the_strip_until_it_is_put_off(
    desk: Composition, store: Store, calendar: Calendar, until: Until
) -> None:
    bar = desk.window.findChild(NeedsBar)
    assert bar is not None
    assert not bar.isVisible()
    conflict = Conflict("", ConflictKind.BOTH_CHANGED, calendar.id, "1", None, "mine", "theirs", (), TUESDAY_10)
    with store.write() as unit:
        unit.sync.add_conflict(conflict)
    part_of(desk).sync.read()
    until(bar.isVisible)
    assert "▲ Calendars: 1 conflict" in words(desk.window)
    assert button(bar, "Settle").toolTip().endswith("(Alt+F9)")
    desk.window.go(Do.CONFLICTS)
    assert not bar.isVisible()
    desk.window.go(Do.DESK)
    assert bar.isVisible()
    QTest.keySequence(desk.window, "Alt+H")
    until(lambda: not bar.isVisible())
    part_of(desk).sync.read()
    until(lambda: settled(desk))
    assert not bar.isVisible()
    refused_event(store, calendar)
    part_of(desk).sync.read()
    until(bar.isVisible)
    assert button(bar, "Show").isVisible()


def test_what_asks_is_counted_alike_over_the_strip_and_on_the_line(desk: Composition) -> None:
    account = DavAccount("a", URL, "anna", Auth.BASIC, asks=Told("Wrong password."))
    both = SyncStanding((account,), conflicts=2)
    part_of(desk).sync.told.emit(SyncState(both))
    assert "▲ Calendars: 2 matter(s) ask for you" in words(desk.window)
    session = desk.session
    assert line(SyncState(both), session.moments, 0) == "▲ Calendars: 2 matter(s) ask for you"
    assert short_line(SyncState(both), session.moments, 0) == "▲ Calendars: 2 matter(s)"
    alone = SyncState(replace(both, accounts=(replace(account, asks=None),)))
    assert "conflict" not in line(alone, session.moments, 0)


def test_conflicts_are_counted_and_lead_to_where_they_are_settled(
    desk: Composition, store: Store, calendar: Calendar, until: Until
) -> None:
    mine, theirs = event("1@phone", "Call at ten"), event("1@phone", "Call at eleven")
    conflict = Conflict("", ConflictKind.BOTH_CHANGED, calendar.id, "1@phone", None, mine, theirs, (), TUESDAY_10)
    with store.write() as unit:
        unit.sync.add_conflict(conflict)
    page = told(desk, until)
    assert "1 event(s) changed here and on the server at once" in words(page)
    button(page, "Compare and settle").click()
    until(lambda: "Call at ten" in words(desk.window) and settled(desk))
    assert not page.isVisible()


@pytest.mark.parametrize("syncs", [True, False])
def test_runs_begin_by_themselves_where_a_window_is_worked_in(
    program: Program, theme: Theme, until: Until, *, syncs: bool
) -> None:
    mirrored(program.store)
    desk = Composition(program, theme)
    desk.window.show()
    desk.start(syncs=syncs)
    until(lambda: desk.window.findChild(SyncPart) is not None and desk.worker.idle)
    assert any(timer.isActive() for timer in part_of(desk).sync.findChildren(QTimer)) is syncs
    desk.close()


def test_the_calendar_tells_which_calendars_are_on_a_server_and_syncs_by_its_button(
    desk: Composition, store: Store, beside: Beside, until: Until
) -> None:
    mirrored(store, "Team", read_only=True)
    desk.window.resize(1440, 900)
    part_of(desk).sync.read()
    until(lambda: part_of(desk).sync.state.known and settled(desk))
    desk.window.go(Do.CALENDAR)
    until(lambda: settled(desk))
    screen = desk.window.findChild(CalendarScreen)
    assert screen is not None
    screen.do(Do.CALENDARS)
    until(lambda: "on cal.example.com · can only be read" in words(screen.errands.list))
    screen.errands.list.close_panel()
    beside.does(f"await {beside.go}", "exit 0")
    sync = next(each for each in screen.header.findChildren(QPushButton) if "F9" in each.toolTip() and each.isVisible())
    sync.click()
    until(lambda: part_of(desk).sync.state.running)
    assert not sync.isVisible()
    QTest.keySequence(desk.window, "Ctrl+F9")
    until(lambda: not part_of(desk).sync.state.running)
    until(sync.isVisible)


def test_the_keys_stay_where_runs_are_begun_and_stopped(
    desk: Composition, calendar: Calendar, beside: Beside, until: Until
) -> None:
    page = told(desk, until)
    now = button(page, "Sync now")
    now.setFocus()
    beside.does(f"await {beside.go}", "exit 0")
    QTest.keyClick(now, Qt.Key.Key_Return)
    until(lambda: part_of(desk).sync.state.running)
    assert QApplication.focusWidget() is button(page, "Stop")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    until(lambda: not part_of(desk).sync.state.running)
    assert QApplication.focusWidget() is now


def test_what_is_answered_on_the_page_has_keys_and_the_next_thing_there_takes_them(
    desk: Composition, store: Store, calendar: Calendar, beside: Beside, until: Until
) -> None:
    first, second = sorted(refused_event(store, calendar) for _each in range(2))
    page = told(desk, until)
    for _step in ("the settings", "all of them", "the first one"):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    again = QApplication.focusWidget()
    assert again is button(page, "Try again")
    runs = beside.runs
    QTest.keyClick(again, Qt.Key.Key_Return)
    until(lambda: settled(desk) and beside.runs > runs)
    with store.write() as unit:
        for entry in unit.sync.journal(calendar.id):
            unit.sync.save_entry(replace(entry, refused=Told("Not allowed there."), words=""))
    part_of(desk).sync.read()
    until(lambda: len([each for each in page.findChildren(QPushButton) if each.text() == "Give up and delete"]) == 2)
    button(page, "Give up and delete").setFocus()
    for left in (1, 0):
        QTest.keyClick(desk.window, Qt.Key.Key_G, Qt.KeyboardModifier.AltModifier)
        until(lambda left=left: len(sync_standing(store).refused) == left and settled(desk))
        focus = QApplication.focusWidget()
        assert page.isAncestorOf(focus)
        until(lambda left=left: (QApplication.focusWidget().text() == "Give up and delete") == bool(left))
    assert not texts(store, calendar, first)
    assert not texts(store, calendar, second)


@pytest.mark.parametrize("do", [Do.KEYS, Do.SYNC_PAGE, Do.CONFLICTS])
def test_escape_leads_back_from_a_page_that_is_looked_at_in_between(
    desk: Composition, calendar: Calendar, until: Until, do: Do
) -> None:
    part_of(desk).sync.read()
    until(lambda: part_of(desk).sync.state.known and settled(desk))
    went: list[Do] = []
    desk.window.go(Do.CALENDAR)
    desk.window.went.connect(went.append)
    desk.window.go(Do.SYNC_PAGE)
    desk.window.go(do)
    until(lambda: settled(desk))
    QTest.keyClick(desk.window.focusWidget() or desk.window, Qt.Key.Key_Escape)
    until(lambda: settled(desk))
    assert went == [Do.SYNC_PAGE, do, Do.CALENDAR]
