"""Which invitations of others wait for the agent's answer, and at which of their times."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.services.mail.desk import ANN, BOB, ME, NOW

from opiekun.domain.calendar.editing import compose
from opiekun.domain.calendar.events import Calendar, Details
from opiekun.domain.calendar.values import wall_value
from opiekun.domain.invitations.messages import Partstat
from opiekun.domain.invitations.organizing import answered, invited
from opiekun.domain.people import Agent
from opiekun.services.calendars import default_calendar
from opiekun.services.done import ObjectChange
from opiekun.services.mail.answered import answered_in
from opiekun.services.mail.invitations import open_invitations
from opiekun.services.object_writer import indexed_texts, write_objects

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def store(store):
    """Anna's desk."""
    with store.write() as unit:
        unit.people.save_agent(Agent("anna", "Anna", ME))
    return store


def invite(store, uid, start, *, organizer=(ANN, "Ann"), guest=ME, rule="", calendar_id="", partstat=None):
    """An event that reached the calendar."""
    text = compose(Details(uid, start, start + HOUR, rule=rule), uid, now=NOW)
    text = invited(text, organizer, [(guest, "")])
    if partstat is not None:
        text = answered(text, guest, partstat, "", now=NOW)
    with store.write() as unit:
        change = ObjectChange(calendar_id or default_calendar(unit).id, uid, None, text)
        write_objects(unit, [change], indexed_texts([change]), NOW)


def waiting(store):
    found = open_invitations(store, "anna", ZoneInfo("Europe/Warsaw"), now=NOW)
    return [(each.occurrence.uid, each.organizer) for each in found]


def test_what_others_ask_and_is_to_come_waits_soonest_first(store):
    invite(store, "later", NOW + 2 * DAY, organizer=(BOB, ""))
    invite(store, "soon", NOW + DAY)
    invite(store, "over", NOW - DAY)
    invite(store, "tentative", NOW + DAY, partstat=Partstat.TENTATIVE)
    invite(store, "ours", NOW + DAY, organizer=(ME, "Anna"), guest=ANN)
    assert waiting(store) == [("soon", "Ann"), ("later", BOB)]


def test_a_series_waits_with_its_next_time(store):
    invite(store, "weekly", NOW - 10 * DAY, rule="FREQ=WEEKLY;COUNT=4")
    (found,) = open_invitations(store, "anna", ZoneInfo("Europe/Warsaw"), now=NOW)
    assert found.occurrence.start == int((NOW + 4 * DAY).timestamp())


def test_a_time_that_is_over_waits_for_no_answer_any_more(store):
    start = NOW - 10 * DAY
    text = compose(Details("Weekly", start, start + HOUR, rule="FREQ=WEEKLY;COUNT=4"), "weekly", now=NOW)
    text = answered(invited(text, (ANN, "Ann"), [(ME, "")]), ME, Partstat.ACCEPTED, "", now=NOW)
    for week in (0, 2):
        moved = answered(
            text, ME, Partstat.NEEDS_ACTION, wall_value((start + week * 7 * DAY).replace(tzinfo=None)), now=NOW
        )
        with store.write() as unit:
            change = ObjectChange(default_calendar(unit).id, "weekly", None, moved)
            write_objects(unit, [change], indexed_texts([change]), NOW)
            counted = answered_in(unit, "anna", NOW).waiting
        assert (len(waiting(store)), len(counted)) == (week // 2, week // 2)


def test_an_event_that_stands_in_two_calendars_is_told_once_and_a_hidden_one_not(store):
    with store.write() as unit:
        unit.calendars.save(Calendar("second", "Second", "#112233"))
        unit.calendars.save(Calendar("hidden", "Hidden", "#112233", shown=False))
    invite(store, "both", NOW + DAY)
    invite(store, "both", NOW + DAY, calendar_id="second")
    invite(store, "unseen", NOW + DAY, calendar_id="hidden")
    assert waiting(store) == [("both", "Ann")]
