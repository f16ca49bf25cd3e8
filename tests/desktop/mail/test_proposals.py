"""Times that guests propose, in the window: ghosts on the calendar, accepted with a drop or a key, or declined."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from tests.desktop.bench import TUESDAY_10
from tests.desktop.calendar.screen.desk import Desk, at
from tests.desktop.calendar.screen.test_events import drag
from tests.desktop.mail.conftest import JANA, came, opened
from tests.services.mail.desk import itip, mail

from opiekun.desktop.calendar.grid.words import event_tip, spoken
from opiekun.desktop.calendar.look import View
from opiekun.domain.calendar.events import Details, Occurrence, Scope
from opiekun.domain.calls.outbox import Outgoing, Sending
from opiekun.services.calendars import save_calendar
from opiekun.services.events import add_event, delete_event, move_event

TITLE = "Review with Acme"


def proposes(desk: Desk, uid: str, start: datetime, *, hours: float = 1, stamp: int = 0, comment: str = "") -> str:
    """Jana proposes that start for the call, which is on Wednesday at ten; the answer is the entry in the ledger."""
    times = "".join(
        f"{name}:{when.astimezone(UTC):%Y%m%dT%H%M%SZ}\r\n"
        for name, when in (("DTSTART", start), ("DTEND", start + timedelta(hours=hours)))
    )
    text = itip(
        "COUNTER",
        uid=uid,
        sequence=0,
        stamp=f"2026061{6 + stamp}T070000Z",
        people=f"ATTENDEE:mailto:{JANA}\r\n",
        times=times,
        organizer="anna@example.com",
        more=f"COMMENT:{comment}\r\n" if comment else "",
    )
    (entry,) = came(desk.bench.program, mail(text, JANA))
    desk.composition.mail.runner.read()
    desk.settle()
    return entry.id


def ghosts(desk: Desk) -> list[Occurrence]:
    return [each for each in desk.screen.in_sight if each.key < 0]


def times_of(desk: Desk) -> list[datetime]:
    return [
        datetime.fromtimestamp(each.start, UTC).astimezone(at(16, 0).tzinfo)
        for each in desk.screen.in_sight
        if each.summary == TITLE
    ]


def letters(desk: Desk, kind: Outgoing) -> list[str]:
    with desk.bench.program.store.read() as unit:
        return [each.to for each in unit.mail.letters(list(Sending)) if each.kind is kind]


def dragged(desk: Desk, start: QPoint, end: QPoint) -> None:
    grid = desk.screen.view
    QTest.mousePress(grid, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 6):
        drag(grid, start + (end - start) * step / 5)
    QTest.mouseRelease(grid, Qt.MouseButton.LeftButton, pos=end)
    desk.settle()


@pytest.fixture
def week(desk: Desk) -> Desk:
    desk.screen.show_view(View.WEEK)
    desk.screen.grid.show_times(8 * 60, 18 * 60)
    desk.settle()
    return desk


def spot(desk: Desk, occurrence: Occurrence) -> QPoint:
    rect = desk.screen.view.rect_of(occurrence)
    assert rect is not None
    return rect.center()


def test_a_proposal_comes_into_sight_by_itself_and_says_what_it_would_move(week: Desk, uid: str) -> None:
    proposes(week, uid, at(18, 14), comment="Better for us")
    (ghost,) = ghosts(week)
    assert ghost.summary == "Jana Kráľová proposes 14:00"
    assert ghost.location == f"instead of Wed 17 Jun 10:00 · {TITLE}"
    assert not ghost.busy
    names = [
        QAccessible.queryAccessibleInterface(week.screen.grid).child(number).text(QAccessible.Text.Name)
        for number in range(2)
    ]
    assert names[1] == f"Proposal of Jana Kráľová: Thu 18 Jun 14:00–15:00 instead of Wed 17 Jun 10:00, {TITLE}"


@pytest.mark.parametrize("view", [View.DAY, View.MONTH, View.AGENDA])
def test_it_stands_in_every_view(desk: Desk, uid: str, view: View) -> None:
    proposes(desk, uid, at(18, 14))
    desk.screen.show_view(view)
    desk.screen.go_to(date(2026, 6, 18))
    desk.settle()
    (ghost,) = ghosts(desk)
    desk.screen.view.choose(ghost)
    assert desk.screen.view.chosen_occurrence == ghost
    QTest.keyClick(desk.screen.view.focusProxy() or desk.screen.view, Qt.Key.Key_Return)
    desk.settle()
    assert desk.screen.editors.proposing.is_open


def test_it_is_hidden_with_the_calendar_of_its_event(week: Desk, uid: str) -> None:
    entry = proposes(week, uid, at(18, 14))
    assert len(ghosts(week)) == 1
    store = week.bench.program.store
    with store.read() as unit:
        (calendar,) = unit.calendars.all()
    week.composition.session.write(partial(save_calendar, calendar=replace(calendar, shown=False)))
    week.settle()
    assert ghosts(week) == []
    week.composition.mail.proposal_wanted.emit(entry)
    assert week.said.endswith("its calendar is hidden.")
    week.composition.session.write(partial(save_calendar, calendar=calendar))
    week.settle()
    assert len(ghosts(week)) == 1


def test_it_stands_in_the_day_of_the_desk(desk: Desk, uid: str) -> None:
    proposes(desk, uid, at(16, 15))
    day = desk.composition._furnishing.day
    assert day is not None
    shown = [box.occurrence.summary for box in day.pane.shown.boxes]  # type: ignore[union-attr]
    assert "Jana Kráľová proposes 15:00" in shown


def test_the_call_is_dropped_on_its_ghost_and_that_can_be_undone(week: Desk, uid: str) -> None:
    proposes(week, uid, at(18, 14), hours=1.5)
    (ghost,) = ghosts(week)
    start, end = spot(week, week.event(TITLE)), spot(week, ghost)
    length = week.screen.grid.rect_of(ghost).height() - week.screen.grid.rect_of(week.event(TITLE)).height()  # type: ignore[union-attr]
    dragged(week, start, end - QPoint(0, length // 2 + 3))
    assert times_of(week) == [at(18, 14)]
    assert week.event(TITLE).end - week.event(TITLE).start == 90 * 60
    assert (ghosts(week), letters(week, Outgoing.REQUEST)) == ([], [JANA])
    assert "Accepted the time of" in week.said
    week.press("Ctrl+Z")
    week.wait(lambda: bool(ghosts(week)))
    assert times_of(week) == [at(17, 10)]


def test_a_drag_beside_ghosts_asks_no_sql(week: Desk, uid: str, statements: list[str]) -> None:
    proposes(week, uid, at(18, 14))
    grid = week.screen.grid
    start, end = spot(week, week.event(TITLE)), spot(week, ghosts(week)[0])
    statements.clear()
    QTest.mousePress(grid, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 21):
        drag(grid, start + (end - start) * step / 20)
        week.settle()
    assert statements == []
    shown = grid._live["ghost"]
    assert getattr(shown, "title", "") == "accepts the time of Jana Kráľová"
    QTest.keyClick(grid, Qt.Key.Key_Escape)
    QTest.mouseRelease(grid, Qt.MouseButton.LeftButton, pos=end)


def test_dropped_elsewhere_it_is_moved_as_ever(week: Desk, uid: str) -> None:
    proposes(week, uid, at(18, 14))
    hour = round(week.screen.grid._frame.hour)
    start = spot(week, week.event(TITLE))
    dragged(week, start, start + QPoint(0, 2 * hour))
    assert times_of(week) == [at(17, 12)]
    assert ghosts(week) == []


def test_a_ghost_is_dropped_on_its_call(week: Desk, uid: str) -> None:
    proposes(week, uid, at(18, 14))
    (ghost,) = ghosts(week)
    dragged(week, spot(week, ghost), spot(week, ghost) - QPoint(0, 60))
    assert "press Enter" in week.said
    assert times_of(week) == [at(17, 10)]
    dragged(week, spot(week, ghost), spot(week, week.event(TITLE)))
    assert times_of(week) == [at(18, 14)]


def test_in_the_month_the_call_is_dropped_on_the_ghost_itself(desk: Desk, uid: str) -> None:
    proposes(desk, uid, at(18, 14))
    desk.screen.show_view(View.MONTH)
    desk.settle()
    (ghost,) = ghosts(desk)
    dragged(desk, spot(desk, desk.event(TITLE)), spot(desk, ghost))
    assert times_of(desk) == [at(18, 14)]


def test_keys_accept_it(week: Desk, uid: str) -> None:
    proposes(week, uid, at(18, 14))
    week.screen.grid.choose(ghosts(week)[0])
    week.screen.grid.setFocus()
    week.press("Return")
    card = week.screen.editors.proposing.card
    assert (card.isVisible(), card.drafting) == (True, False)
    week.press("A")
    assert times_of(week) == [at(18, 14)]
    assert not card.isVisible()


def test_what_stands_there_is_overruled_knowingly(week: Desk, uid: str) -> None:
    add_event(week.bench.program.store, Details("Dentist", at(18, 14), at(18, 15)), now=TUESDAY_10)
    proposes(week, uid, at(18, 14))
    week.screen.editors.open(ghosts(week)[0])
    card = week.screen.editors.proposing.card
    beside = card.geometry().x()
    week.press("A")
    assert (card.isVisible(), times_of(week)) == (True, [at(17, 10)])
    assert "Thu 18 Jun 14:00 is not bookable: busy: “Dentist” 14:00–15:00." in card._refusal.text()
    assert card.geometry().x() == beside
    week.press("A")
    assert times_of(week) == [at(18, 14)]


def test_it_is_declined_with_words_that_can_be_written(week: Desk, uid: str) -> None:
    proposes(week, uid, at(18, 14))
    week.screen.grid.choose(ghosts(week)[0])
    week.screen.grid.setFocus()
    week.press("Delete")
    card = week.screen.editors.proposing.card
    assert card.drafting
    card.words.setPlainText("Only mornings, please")
    week.press("Esc")
    assert (card.isVisible(), card.drafting) == (True, False)
    week.press("D")
    card.words.setPlainText("Only mornings, please")
    week.press("Ctrl+Return")
    assert (letters(week, Outgoing.DECLINECOUNTER), ghosts(week), times_of(week)) == ([JANA], [], [at(17, 10)])
    week.press("Ctrl+Z")
    week.wait(lambda: bool(ghosts(week)))


def test_it_leads_to_its_message_and_back(week: Desk, uid: str) -> None:
    entry = proposes(week, uid, at(25, 14))
    screen = opened(week)
    screen.show_entry(entry)
    week.settle()
    week.press("C")
    week.settle()
    card = week.screen.editors.proposing.card
    assert (week.screen.isVisible(), card.isVisible()) == (True, True)
    assert week.screen.look.day == date(2026, 6, 25)
    week.press("M")
    assert (screen.isVisible(), card.isVisible()) == (True, False)
    assert screen.page.entry is not None
    assert screen.page.entry.id == entry


@pytest.mark.parametrize("deed", ["move", "delete"])
def test_it_goes_when_its_call_does(week: Desk, uid: str, deed: str) -> None:
    proposes(week, uid, at(18, 14))
    week.screen.editors.open(ghosts(week)[0])
    store, key = week.bench.program.store, week.event(TITLE).key
    if deed == "move":
        move_event(store, key, "", Scope.ALL, at(17, 12), at(17, 13), now=TUESDAY_10)
    else:
        delete_event(store, key, "", Scope.ALL, now=TUESDAY_10)
    week.composition.session.look()
    week.wait(lambda: not ghosts(week))
    assert not week.screen.editors.proposing.is_open


def test_the_answers_take_an_acceptance_back(week: Desk, uid: str) -> None:
    entry = proposes(week, uid, at(18, 14))
    week.screen.editors.open(ghosts(week)[0])
    week.press("A")
    screen = opened(week)
    screen.show_entry(entry)
    week.settle()
    week.press("U")
    week.wait(lambda: bool(ghosts(week)))
    assert times_of(week) == [at(17, 10)]


def test_a_call_says_what_is_proposed_for_it(week: Desk, uid: str) -> None:
    proposes(week, uid, at(25, 14))
    content, call = week.screen.grid.content, week.event(TITLE)
    assert "Jana Kráľová proposes Thu 25 Jun 14:00–15:00" in spoken(call, content)
    assert "▲ Jana Kráľová proposes Thu 25 Jun" in event_tip(call, content, changeable=True)


def test_a_newer_proposal_takes_the_place_of_an_older_one(week: Desk, uid: str) -> None:
    proposes(week, uid, at(18, 14))
    proposes(week, uid, at(18, 15), stamp=1)
    assert [each.summary for each in ghosts(week)] == ["Jana Kráľová proposes 15:00"]


def test_a_terminal_that_reads_mail_is_heard(week: Desk, uid: str, until: Callable[..., None]) -> None:
    text = itip(
        "COUNTER", uid=uid, sequence=0, people=f"ATTENDEE:mailto:{JANA}\r\n", organizer="anna@example.com",
        times="DTSTART:20260618T120000Z\r\nDTEND:20260618T130000Z\r\n",
    )  # fmt: skip
    came(week.bench.program, mail(text, JANA))
    week.composition.session.look()
    until(lambda: bool(ghosts(week)))


def test_hover_and_selection_show_both(week: Desk, uid: str) -> None:
    proposes(week, uid, at(18, 14))
    grid = week.screen.grid
    assert grid._live.get("link") is None
    QTest.mouseMove(grid, spot(week, week.event(TITLE)))
    link = grid._live["link"]
    assert len(link.rects) == 3
    QTest.mouseMove(grid, QPoint(grid.width() - 40, grid.height() - 40))
    assert grid._live.get("link") is None
    grid.choose(ghosts(week)[0])
    assert grid._live["link"].rects
