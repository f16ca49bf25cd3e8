"""Invitations of others that wait for an answer stand above the messages, and lead to their events."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from tests.desktop.bench import TUESDAY_10, Bench
from tests.desktop.calendar.screen.desk import Desk
from tests.desktop.mail.conftest import Until, opened
from tests.desktop.mail.test_invited import HOST, ME, invite

from opiekun.desktop.mail.screen import AnswersScreen
from opiekun.desktop.theme.labels import KeyButton
from opiekun.domain.invitations.messages import Partstat
from opiekun.services.mail.answering import Answering, answer_invitation


@pytest.fixture
def desk(bench: Bench, until: Until) -> Iterator[Desk]:
    """Two invitations on Wednesday, one of them weekly, and an event of ours."""
    invite(bench, "Planning", 10)
    invite(bench, "Weekly", 13, rule="FREQ=WEEKLY;COUNT=3")
    invite(bench, "Ours", 15, organizer=ME, guest=HOST)
    made = Desk(bench, until)
    yield made
    made.close()


def buttons(screen: AnswersScreen) -> list[KeyButton]:
    return [each for each in screen.invited.findChildren(KeyButton) if each.isVisible()]


def told(screen: AnswersScreen) -> list[str]:
    return [each.text() for each in screen.invited.findChildren(QLabel) if each.isVisible()]


def answer(desk: Desk, summary: str, recurrence_id: str = "") -> None:
    by = Answering({ME}, "Anna", desk.bench.program.letter_writer, recurrence_id)
    store = desk.bench.program.store
    answer_invitation(store, desk.event(summary).key, Partstat.ACCEPTED, by, now=TUESDAY_10)
    desk.composition.session.look()
    desk.settle()


def test_what_waits_is_told_with_its_time_and_its_organizer_until_it_is_answered(desk: Desk) -> None:
    screen = opened(desk)
    assert told(screen) == [
        "▲ Invitations that wait for your answer",
        *("Planning", "tomorrow 10:00 · Hana Host"),
        *("Weekly", "tomorrow 13:00 · Hana Host"),
    ]
    answer(desk, "Weekly", "20260617T130000")
    assert told(screen)[3:] == ["Weekly", "24 Jun 13:00 · Hana Host"]
    answer(desk, "Weekly")
    assert told(screen)[1:] == ["Planning", "tomorrow 10:00 · Hana Host"]
    answer(desk, "Planning")
    assert not screen.invited.isVisible()


def test_keys_alone_lead_to_the_event(desk: Desk) -> None:
    screen = opened(desk)
    assert [each.accessibleName() for each in buttons(screen)] == [
        "Show on the calendar: Planning, tomorrow 10:00 · Hana Host",
        "Show on the calendar: Weekly, tomorrow 13:00 · Hana Host",
    ]
    desk.press("I")
    assert QApplication.focusWidget() is buttons(screen)[0]
    desk.press("Tab")
    assert QApplication.focusWidget() is buttons(screen)[1]
    desk.press("Space")
    desk.settle()
    assert desk.screen.isVisible()
    assert desk.screen.view.chosen_occurrence == desk.event("Weekly")
