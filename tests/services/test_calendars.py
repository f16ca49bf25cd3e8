"""Calendars: their names, colours, the default one, and taking all of that back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from opiekun.domain.calendar.events import Calendar
from opiekun.domain.errors import InvalidInput, NotFound
from opiekun.services.calendars import calendar_called, list_calendars, save_calendar
from opiekun.services.calendars_removed import remove_calendar
from opiekun.services.done import What
from opiekun.services.undo import undo


@pytest.fixture
def team(store) -> Calendar:
    save_calendar(store, Calendar("", " Team ", ""))
    return list_calendars(store)[1]


def test_a_new_calendar_gets_an_id_and_a_colour_that_is_free(store, team):
    own, _ = list_calendars(store)
    assert (team.name, team.shown, team.default, team.read_only) == ("Team", True, False, False)
    assert team.colour != own.colour
    assert calendar_called(list_calendars(store), "TEAM") == team
    assert calendar_called(list_calendars(store), team.id) == team
    assert calendar_called(list_calendars(store), "") is None


def test_saving_can_be_undone_and_done_again(store, team, now):
    done = save_calendar(store, replace(team, name="Crew", colour="#102030", shown=False, default=True))
    assert (done.what, done.name, done.changed.calendars) == (What.CALENDAR_SAVED, "Crew", True)
    after = list_calendars(store)
    assert [calendar.default for calendar in after] == [False, True]
    undone = undo(store, done.undo, now=now)
    assert (undone.what, undone.of) == (What.UNDONE, What.CALENDAR_SAVED)
    assert list_calendars(store)[1] == team
    assert list_calendars(store)[0].default
    redone = undo(store, undone.undo, now=now)
    assert redone.what is What.REDONE
    assert list_calendars(store) == after


def test_adding_can_be_undone_and_done_again(store, now):
    done = save_calendar(store, Calendar("", "Team", "#102030"))
    after = list_calendars(store)
    undone = undo(store, done.undo, now=now)
    assert len(list_calendars(store)) == 1
    undo(store, undone.undo, now=now)
    assert list_calendars(store) == after


def test_removing_is_undone_with_all_that_was_in_it(store, team, now):
    done = remove_calendar(store, team.id, now=now)
    assert (done.what, done.name) == (What.CALENDAR_REMOVED, "Team")
    assert team not in list_calendars(store)
    undo(store, done.undo, now=now)
    assert team in list_calendars(store)


def test_what_was_removed_long_ago_is_forgotten(store, team, now):
    done = remove_calendar(store, team.id, now=now)
    save_calendar(store, Calendar("", "Other", ""))
    remove_calendar(store, list_calendars(store)[1].id, now=now + timedelta(days=31))
    with pytest.raises(NotFound, match="nothing to undo"):
        undo(store, done.undo, now=now)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": " "}, "needs a name"),
        ({"name": "x" * 201}, "too long"),
        ({"name": "a\nb"}, "cannot be shown"),
        ({"name": "Other"}, "There is a calendar Other already"),
        ({"colour": "red"}, "not a colour"),
        ({"default": True, "read_only": True}, "only be read"),
    ],
)
def test_a_calendar_that_cannot_be_is_refused(store, team, changes, words):
    save_calendar(store, Calendar("", "other", ""))
    before = list_calendars(store)
    with pytest.raises(InvalidInput, match=words):
        save_calendar(store, replace(team, **changes))
    assert list_calendars(store) == before


def test_there_is_always_a_default_one(store, team, now):
    own = list_calendars(store)[0]
    with pytest.raises(InvalidInput, match="another one the default"):
        save_calendar(store, replace(own, default=False))
    with pytest.raises(InvalidInput, match="another one the default"):
        remove_calendar(store, own.id, now=now)
    with pytest.raises(NotFound, match="no such calendar"):
        remove_calendar(store, "nothing", now=now)
    with pytest.raises(NotFound, match="no such calendar"):
        save_calendar(store, replace(team, id="nothing"))


def test_a_name_may_be_drawn(store):
    save_calendar(store, Calendar("", "👩\u200d💻 Praca", ""))
    assert list_calendars(store)[1].name == "👩\u200d💻 Praca"


def test_the_first_one_may_stay_without_a_name_until_it_has_one(store):
    own = list_calendars(store)[0]
    save_calendar(store, replace(own, shown=False))
    save_calendar(store, replace(own, name="Mine"))
    with pytest.raises(InvalidInput, match="needs a name"):
        save_calendar(store, own)
