"""Events with guests are moved and deleted: who is told is said before or after, and taken back with the event."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from PySide6.QtWidgets import QLabel
from tests.desktop.bench import TUESDAY_10, Bench
from tests.desktop.calendar.screen.desk import Desk, at, event

from opiekun.desktop.calendar.grid.content import Moved
from opiekun.domain.calendar.editing import compose
from opiekun.domain.calls.mailboxes import MailServer, MailSettings, Security
from opiekun.domain.calls.outbox import Sending
from opiekun.domain.instants import utc_datetime
from opiekun.domain.invitations.organizing import invited
from opiekun.services.calendars import default_calendar, save_calendar
from opiekun.services.done import ObjectChange
from opiekun.services.object_writer import indexed_texts, write_objects

CARA, BOB, EVA = ("cara@acme.example", "Cara Hill"), ("bob@acme.example", "Bob"), ("eva@other.example", "Eva")


@pytest.fixture
def desk(bench: Bench, until: Callable[..., None]) -> Iterator[Desk]:
    """A review and a weekly one of ours with guests, and a lunch to which Eva invites."""
    store = bench.program.store
    with store.write() as unit:
        agent = next(iter(unit.people.agents()))
        unit.mail.save_settings(MailSettings(MailServer("smtp.test", 25, Security.NONE), address="anna@desk.example"))
        me = ("anna@desk.example", agent.name)
        texts = {
            "review": invited(compose(event("Review", 17, 9), "review", now=TUESDAY_10), me, [CARA, BOB]),
            "weekly": invited(
                compose(event("Weekly", 15, 11, rule="FREQ=WEEKLY;COUNT=4"), "weekly", now=TUESDAY_10), me, [CARA]
            ),
            "lunch": invited(compose(event("Lunch", 18, 12), "lunch", now=TUESDAY_10), EVA, [me]),
        }
        made = [ObjectChange(default_calendar(unit).id, uid, None, text) for uid, text in texts.items()]
        write_objects(unit, made, indexed_texts(made), TUESDAY_10)
    made_desk = Desk(bench, until)
    yield made_desk
    made_desk.close()


def waiting(desk: Desk) -> list[tuple[str, str]]:
    with desk.bench.program.store.read() as unit:
        return [(each.kind.value, each.to) for each in unit.mail.letters([Sending.WAITING])]


def drag(desk: Desk, summary: str, day: int, hour: int) -> None:
    desk.screen.grid.moved.emit(Moved(desk.event(summary), at(day, hour), at(day, hour + 1)))
    desk.settle()


def starts(desk: Desk, summary: str) -> object:
    return utc_datetime(desk.event(summary).start)


def delete(desk: Desk, summary: str) -> None:
    desk.screen.grid.choose(desk.event(summary))
    desk.press("Del")


def test_the_line_says_who_is_told_of_a_drag_and_an_undo_tells_nobody(desk: Desk) -> None:
    drag(desk, "Review", 18, 9)
    assert desk.said == "Moved “Review” to Thu 09:00 · 2 guest(s) will be told"
    assert waiting(desk) == [("REQUEST", CARA[0]), ("REQUEST", BOB[0])]
    desk.press("Ctrl+Z")
    assert (starts(desk, "Review"), waiting(desk)) == (at(17, 9), [])
    desk.press("Ctrl+Shift+Z")
    assert (starts(desk, "Review"), len(waiting(desk))) == (at(18, 9), 2)


def test_a_deletion_is_asked_about_where_guests_are_told_of_it(desk: Desk) -> None:
    box = desk.screen.editors.work.box
    delete(desk, "Review")
    assert box.isVisible()
    assert box.accessibleName() == "Delete it? 2 guest(s) will be told: Cara Hill, Bob Review"
    desk.press("2")
    assert box.isVisible(), "of one event there is nothing to choose from"
    desk.press("Esc")
    assert (starts(desk, "Review"), waiting(desk)) == (at(17, 9), [])
    delete(desk, "Review")
    desk.press("1")
    assert "Review" not in [each.summary for each in desk.screen.in_sight]
    assert waiting(desk) == [("CANCEL", CARA[0]), ("CANCEL", BOB[0])]
    assert desk.said == "Deleted “Review” · 2 guest(s) will be told"


def test_of_a_series_it_is_asked_which_and_said_who_is_told(desk: Desk) -> None:
    desk.screen.go_to(date(2026, 6, 22))
    desk.settle()
    delete(desk, "Weekly")
    box = desk.screen.editors.work.box
    assert box.accessibleName() == "Delete which of them? 1 guest(s) will be told: Cara Hill Weekly"
    desk.press("3")
    assert waiting(desk) == [("CANCEL", CARA[0])]


def test_of_one_that_is_over_it_is_said_that_nobody_is_told(desk: Desk) -> None:
    delete(desk, "Weekly")
    assert desk.screen.editors.work.box.accessibleName() == (
        "Delete which of them? 1 guest(s) will be told: Cara Hill (nobody of this one, which is over) Weekly"
    )
    desk.press("1")
    assert (desk.said, waiting(desk)) == ("Deleted “Weekly”", [])


def test_somebody_elses_event_snaps_back_and_the_time_is_proposed(desk: Desk) -> None:
    drag(desk, "Lunch", 19, 12)
    box = desk.screen.editors.work.box
    assert box.accessibleName() == "Eva organizes it. Propose this time to them? Lunch"
    desk.press("1")
    assert (starts(desk, "Lunch"), waiting(desk)) == (at(18, 12), [("COUNTER", EVA[0])])
    assert desk.said == "Another time is proposed for “Lunch”; it stays until Eva agrees"
    desk.press("Ctrl+Z")
    assert (waiting(desk), desk.said) == ([], "Taken back: proposing another time for “Lunch”")
    drag(desk, "Lunch", 19, 12)
    desk.press("Esc")
    assert (starts(desk, "Lunch"), waiting(desk)) == (at(18, 12), [])


def test_guests_are_counted_without_who_organizes(desk: Desk) -> None:
    assert (desk.event("Review").people, desk.event("Weekly").people) == (2, 1)
    desk.screen.editors.open(desk.event("Weekly"))
    desk.settle()
    notes = [each.text() for each in desk.screen.editors.small.findChildren(QLabel) if each.isVisible()]
    assert any("1 guest(s)" in each for each in notes), notes


def test_what_is_asked_is_not_asked_beside_a_pane_that_opens(desk: Desk) -> None:
    desk.screen.editors.delete(desk.event("Review"))
    desk.settle()
    box = desk.screen.editors.work.box
    assert box.isVisible()
    desk.press("Ctrl+Shift+B")
    assert desk.composition.calls.change.isVisible()
    assert not box.isVisible()
    assert desk.event("Review")


def test_what_is_asked_goes_with_the_calendar_that_is_hidden(desk: Desk) -> None:
    with desk.bench.program.store.read() as unit:
        hidden = replace(default_calendar(unit), shown=False)
    desk.screen.editors.delete(desk.event("Review"))
    desk.settle()
    assert desk.screen.editors.work.box.isVisible()
    desk.composition.session.write(partial(save_calendar, calendar=hidden))
    desk.settle()
    assert not desk.screen.editors.work.box.isVisible()
    assert desk.screen.in_sight == ()
