"""A calendar in which calls to come stand goes after a question alone: whether their guests hear of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel
from tests.desktop.bench import Bench
from tests.desktop.calendar.screen.desk import Desk
from tests.desktop.mail.conftest import Until
from tests.desktop.mail.test_invited import HOST, ME, invite

from opiekun.desktop.theme.labels import KeyButton
from opiekun.domain.calendar.events import Calendar
from opiekun.domain.calls.outbox import Sending
from opiekun.services.calendars import list_calendars, save_calendar


@pytest.fixture
def desk(bench: Bench, until: Until) -> Iterator[Desk]:
    store = bench.program.store
    save_calendar(store, Calendar("", "Team", "", default=True))
    invite(bench, "Ours", 15, organizer=ME, guest=HOST)
    save_calendar(store, replace(list_calendars(store)[0], default=True))
    save_calendar(store, Calendar("", "Empty", ""))
    made = Desk(bench, until)
    yield made
    made.close()


def remove(desk: Desk, row: int) -> None:
    desk.press("L")
    desk.screen.errands.list.lines[row].shown.setFocus()
    desk.press("Alt+Del")
    desk.settle()


def answer(desk: Desk, words: str) -> None:
    question = desk.screen.errands.list.guests
    assert question.isVisible()
    next(each for each in question.findChildren(KeyButton) if words in each.text()).click()
    desk.settle()


def names(desk: Desk) -> list[str]:
    return [each.name for each in list_calendars(desk.bench.program.store)]


def waiting(desk: Desk) -> list[tuple[str, str]]:
    with desk.bench.program.store.read() as unit:
        return [(each.kind.value, each.to) for each in unit.mail.letters([Sending.WAITING])]


@pytest.mark.parametrize(
    ("words", "letters"), [("tell them that they are off", [("CANCEL", HOST)]), ("tell them nothing", [])]
)
def test_the_guests_hear_of_it_or_not(desk: Desk, words: str, letters: list[tuple[str, str]]) -> None:
    remove(desk, 1)
    assert names(desk) == ["", "Team", "Empty"]
    answer(desk, words)
    assert (names(desk), waiting(desk)) == (["", "Empty"], letters)
    desk.press("Esc")
    desk.press("Ctrl+Z")
    desk.settle()
    assert names(desk) == ["", "Team", "Empty"]


def test_nothing_goes_where_it_is_left(desk: Desk) -> None:
    remove(desk, 1)
    desk.press("Return")
    assert not desk.screen.errands.list.guests.isVisible()
    assert (names(desk), waiting(desk)) == (["", "Team", "Empty"], [])


def test_of_two_that_are_removed_at_once_each_goes_as_it_is_meant(desk: Desk) -> None:
    desk.press("L")
    lines = desk.screen.errands.list.lines
    for row in (2, 1):
        lines[row].remove.click()
    desk.settle()
    assert desk.screen.errands.list.guests.isVisible()
    assert names(desk) == ["", "Team"]
    answer(desk, "tell them nothing")
    assert names(desk) == [""]


def said(desk: Desk) -> str:
    labels = desk.screen.errands.list.guests.findChildren(QLabel)
    return " ".join(each.text() for each in labels if each.isVisible())


@pytest.fixture
def two_with_guests(desk: Desk) -> Desk:
    store = desk.bench.program.store
    empty = next(each for each in list_calendars(store) if each.name == "Empty")
    save_calendar(store, replace(empty, name="Clients", default=True))
    invite(desk.bench, "Another one", 9, organizer=ME, guest=HOST)
    save_calendar(store, replace(list_calendars(store)[0], default=True))
    desk.window.session.look()
    desk.settle()
    return desk


@pytest.mark.parametrize(
    ("first", "second", "left"),
    [
        ("tell them nothing", "tell them nothing", [""]),
        ("Remove nothing", "tell them nothing", ["", "Team"]),
        ("tell them nothing", "Remove nothing", ["", "Clients"]),
    ],
)
def test_of_two_with_guests_each_is_asked_about(
    two_with_guests: Desk, first: str, second: str, left: list[str]
) -> None:
    desk = two_with_guests
    desk.press("L")
    lines = desk.screen.errands.list.lines
    for row in (1, 2):
        lines[row].remove.click()
    desk.settle()
    assert "“Team” goes" in said(desk)
    assert "1 more to remove: asked after this." in said(desk)
    answer(desk, first)
    assert "“Clients” goes" in said(desk)
    assert "more to remove" not in said(desk)
    answer(desk, second)
    assert not desk.screen.errands.list.guests.isVisible()
    assert names(desk) == left


def test_one_that_is_removed_twice_is_asked_about_once(desk: Desk) -> None:
    remove(desk, 1)
    remove(desk, 1)
    assert "more to remove" not in said(desk)
    answer(desk, "Remove nothing")
    assert not desk.screen.errands.list.guests.isVisible()
    assert names(desk) == ["", "Team", "Empty"]


def test_which_calendar_it_is_about_is_said(desk: Desk) -> None:
    remove(desk, 1)
    shown = said(desk)
    assert "“Team” goes: are its guests to hear of it?" in shown
    assert "1 event(s) to come, to which guests are invited, will go with it. 1 guest(s) would not hear of it." in shown


def test_who_closes_the_list_is_not_asked_when_it_is_opened_again(desk: Desk) -> None:
    remove(desk, 1)
    desk.screen.errands.list.lines[0].shown.setFocus()
    desk.press("Esc")
    assert not desk.screen.errands.list.isVisible()
    desk.press("L")
    assert desk.screen.errands.list.isVisible()
    assert not desk.screen.errands.list.guests.isVisible()
    assert names(desk) == ["", "Team", "Empty"]


def test_a_calendar_without_guests_goes_unasked(desk: Desk) -> None:
    remove(desk, 2)
    assert not desk.screen.errands.list.guests.isVisible()
    assert names(desk) == ["", "Team"]
