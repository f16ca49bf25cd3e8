"""What was answered is seen where the event is: a sign and words in the calendar and in the Desk's day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtGui import QAccessible
from tests.desktop.bench import TUESDAY_10, Bench
from tests.desktop.calendar.screen.desk import Desk
from tests.desktop.mail.conftest import Until, came, reply
from tests.desktop.mail.test_invited import ME, invite

from opiekun.desktop.calendar.contents import content_of
from opiekun.desktop.calendar.grid.words import event_tip, shown_title, spoken
from opiekun.desktop.calendar.look import View
from opiekun.desktop.day.spoken import item_words
from opiekun.domain.calendar.events import Details, Scope
from opiekun.domain.instants import utc_seconds
from opiekun.domain.invitations.messages import Partstat
from opiekun.domain.invitations.organizing import invited
from opiekun.services.done import ObjectChange
from opiekun.services.events import add_event, delete_event
from opiekun.services.mail.answering import Answering, answer_invitation
from opiekun.services.object_writer import indexed_texts, write_objects

REVIEW = "Review with Acme"


def shown(desk: Desk, summary: str) -> tuple[str, str, str]:
    """The title, the tooltip and what is spoken of an event."""
    event, screen = desk.event(summary), desk.screen
    content = content_of(screen.look, screen.around, screen.in_sight, utc_seconds(TUESDAY_10))
    return shown_title(event, content), event_tip(event, content, changeable=True), spoken(event, content)


def answer(desk: Desk, summary: str, partstat: Partstat, recurrence_id: str = "") -> None:
    by = Answering({ME}, "Anna", desk.bench.program.letter_writer, recurrence_id)
    answer_invitation(desk.bench.program.store, desk.event(summary).key, partstat, by, now=TUESDAY_10)
    read(desk)


def read(desk: Desk) -> None:
    desk.composition.session.look()
    desk.composition.mail.runner.read()
    desk.settle()


@pytest.fixture
def invitations(bench: Bench, until: Until) -> Iterator[Desk]:
    """Somebody else's planning on Wednesday, and a weekly one."""
    invite(bench, "Planning", 10)
    invite(bench, "Weekly", 13, rule="FREQ=WEEKLY;COUNT=3")
    made = Desk(bench, until)
    yield made
    made.close()


@pytest.mark.parametrize("partstat", ["ACCEPTED", "DECLINED"])
def test_a_guest_who_declined_is_seen_on_the_calendar(desk: Desk, uid: str, partstat: str) -> None:
    came(desk.bench.program, reply(uid, partstat))
    read(desk)
    title, tip, said = shown(desk, REVIEW)
    declined = partstat == "DECLINED"
    assert title == (f"✕ {REVIEW}" if declined else REVIEW)
    assert ("✕ a guest declined" in tip.splitlines()) is declined
    assert ("a guest declined" in said) is declined
    desk.screen.show_view(View.WEEK)
    desk.settle()
    interface = QAccessible.queryAccessibleInterface(desk.screen.grid)
    names = [interface.child(at).text(QAccessible.Text.Name) for at in range(interface.childCount())]
    assert any("a guest declined" in name for name in names) is declined


def test_what_waits_for_an_answer_and_what_may_be_are_told_apart(invitations: Desk) -> None:
    title, tip, said = shown(invitations, "Planning")
    assert title == "○ Planning"
    assert "○ you have not answered this invitation" in tip.splitlines()
    assert said.endswith("you have not answered this invitation")
    answer(invitations, "Planning", Partstat.TENTATIVE)
    title, tip, _said = shown(invitations, "Planning")
    assert title == "? Planning"
    assert "? you accepted this invitation tentatively" in tip.splitlines()
    answer(invitations, "Planning", Partstat.DECLINED)
    assert shown(invitations, "Planning")[0] == "✗ Planning"
    answer(invitations, "Planning", Partstat.ACCEPTED)
    assert shown(invitations, "Planning")[0] == "Planning"


def test_one_time_of_a_series_is_marked_by_its_own_answer(invitations: Desk) -> None:
    answer(invitations, "Weekly", Partstat.ACCEPTED, "20260617T130000")
    assert shown(invitations, "Weekly")[0] == "Weekly"
    invitations.screen.go_to(date(2026, 6, 24))
    invitations.settle()
    assert shown(invitations, "Weekly")[0] == "○ Weekly"


def test_invitations_that_wait_are_counted_until_they_are_answered_or_gone(invitations: Desk) -> None:
    notice = invitations.composition.mail.notice
    assert notice.text() == "▲ Mail: 2 invitation(s) wait for your answer"
    answer(invitations, "Planning", Partstat.ACCEPTED)
    assert notice.text() == "▲ Mail: 1 invitation(s) wait for your answer"
    weekly = invitations.event("Weekly")
    delete_event(invitations.bench.program.store, weekly.key, weekly.recurrence_id, Scope.ALL, now=TUESDAY_10)
    read(invitations)
    assert notice.isHidden()


def test_an_answer_is_seen_in_the_day_of_the_desk(bench: Bench, until: Until) -> None:
    store = bench.program.store
    start = TUESDAY_10 + timedelta(hours=2)
    whole = date(2026, 6, 16)
    made = []
    for details in (
        Details("Lunch", start, start + timedelta(hours=1)),
        Details("Fair", whole, whole + timedelta(days=1)),
    ):
        uid = add_event(store, details, now=TUESDAY_10).name
        with store.read() as unit:
            here = unit.calendars.named(uid)[0]
        text = invited(here.text, ("host@other.example", "Hana Host"), [(ME, "Anna")])
        made.append(ObjectChange(here.calendar_id, uid, here.text, text))
    with store.write() as unit:
        write_objects(unit, made, indexed_texts(made), TUESDAY_10)
    desk = Desk(bench, until)
    day = desk.composition._furnishing.day
    assert day is not None
    told = [
        item_words(item, desk.composition.session.moments, utc_seconds(TUESDAY_10)) for item in day.pane.canvas.items
    ]
    assert any("○ you have not answered this invitation" in each.splitlines() for each in told)
    laid = day.pane.shown
    assert laid is not None
    assert [(each.summary, mark.value) for each, mark in laid.answers.items()] == [("Fair", "unanswered")]
    desk.close()
