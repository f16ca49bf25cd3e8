"""The sample desk: lively at any hour of any day, and never poured over a desk that is in use."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.services.conftest import TUESDAY_10

from opiekun.domain.calendar.events import Details, EventPurpose
from opiekun.domain.calls.calls import CallStatus
from opiekun.domain.calls.outbox import Sending
from opiekun.domain.calls.telling import guests_in
from opiekun.domain.clocks import ClockState
from opiekun.domain.errors import Refused
from opiekun.domain.instants import utc_seconds
from opiekun.domain.invitations.messages import Partstat
from opiekun.domain.invitations.verdicts import Verdict
from opiekun.domain.people import Entitlement
from opiekun.domain.queue import Group, group_of, state_of
from opiekun.domain.recommendations import Advice
from opiekun.domain.standing import Status
from opiekun.domain.timeline import Channel, Severity
from opiekun.mail.letters import MimeWriter
from opiekun.mail.reading import read_messages
from opiekun.services.accounts import list_accounts, list_agents
from opiekun.services.calls.brief import brief
from opiekun.services.calls.offering import offers
from opiekun.services.calls.reading import list_calls, show
from opiekun.services.checking import check_calendars, check_index
from opiekun.services.day import read_day
from opiekun.services.events import add_event
from opiekun.services.occurrences import occurrences
from opiekun.services.queue import open_queue, rules_of
from opiekun.services.recommendations import recommendations_of
from opiekun.services.sample import fill_sample
from opiekun.services.setup import current_setup, set_up

MONDAY = datetime(2026, 6, 15, 0, 30, tzinfo=UTC)
# Every hour of the day and every day of the week, in steps that share no factor with either.
INSTANTS = [MONDAY + timedelta(hours=hours) for hours in range(0, 168, 13)]


@pytest.mark.parametrize("now", [*INSTANTS, datetime(2026, 12, 25, 10, 0, tzinfo=UTC)], ids=lambda now: f"{now:%a-%H}")
def test_lively_at_any_hour(store, preferences, now):
    report = fill_sample(store, preferences, MimeWriter(), read_messages, now=now)
    assert 25 <= report.created <= 40
    assert not report.refused
    rows = open_queue(store, None)
    at = utc_seconds(now)
    states = {state_of(row, at) for row in rows}
    assert {ClockState.AT_RISK, ClockState.BREACHED, ClockState.RUNNING, None} <= states
    assert {row.severity for row in rows} == set(Severity)
    assert {row.channel for row in rows} == set(Channel)
    groups = {group_of(row, at) for row in rows}
    assert {Group.CALLBACK, Group.SEVERITY_1, Group.SEVERITY_2, Group.SEVERITY_3, Group.WAITING} <= groups
    assert {Status.NEW, Status.OPEN, Status.ANSWERED, Status.WAITING} == {row.status for row in rows}
    assert len(rows) < report.created, "some are resolved"
    mine = current_setup(store, preferences).agent
    assert mine is not None
    own = {state_of(row, at) for row in open_queue(store, mine.id)}
    assert {ClockState.AT_RISK, ClockState.BREACHED, ClockState.RUNNING} <= own


def test_mail_is_held_at_night(store, preferences):
    night = datetime(2026, 6, 16, 21, 0, tzinfo=UTC)
    fill_sample(store, preferences, MimeWriter(), read_messages, now=night)
    assert any(state_of(row, utc_seconds(night)) is ClockState.HELD for row in open_queue(store, None))


def test_people_of_the_sample(store, preferences, now):
    fill_sample(store, preferences, MimeWriter(), read_messages, now=now)
    agents = list_agents(store)
    assert len(agents) == 4
    assert {agent.level for agent in agents} == {1, 2}
    accounts = list_accounts(store, now=now)
    assert {Entitlement.ENTITLED, Entitlement.ENDED, Entitlement.OTHER_PLAN} == {line.entitlement for line in accounts}
    assert all(line.dedicated for line in accounts)
    assert any(line.cover for line in accounts)
    assert check_index(store, now=now).wrong == ()


def test_who_is_set_up_stays_and_gets_the_first_part(store, preferences, now):
    set_up(store, preferences, now=now, name="Ola Ja")
    fill_sample(store, preferences, MimeWriter(), read_messages, now=now)
    mine = current_setup(store, preferences).agent
    assert mine is not None
    assert mine.name == "Ola Ja"
    assert open_queue(store, mine.id)
    assert "Anna Nowak" not in {agent.name for agent in list_agents(store)}
    assert list_calls(store) == [], "who has no address can invite nobody"
    assert recommendations_of(store, "Umbrella")


def test_a_desk_with_requests_is_left_alone(store, preferences, now):
    fill_sample(store, preferences, MimeWriter(), read_messages, now=now)
    before = len(open_queue(store, None))
    with pytest.raises(Refused, match="has requests already"):
        fill_sample(store, preferences, MimeWriter(), read_messages, now=now)
    assert len(open_queue(store, None)) == before


@pytest.mark.parametrize("now", INSTANTS, ids=lambda now: f"{now:%a-%H}")
def test_a_call_collides_with_a_deadline_whenever_the_sample_is_opened(store, preferences, now):
    fill_sample(store, preferences, MimeWriter(), read_messages, now=now)
    agent = current_setup(store, preferences).agent
    assert agent is not None
    zone = ZoneInfo(agent.timezone)
    found = read_day(store, agent.id, zone, now=now).collisions(utc_seconds(now))
    assert "Training · Globex" in {occurrence.summary for each in found for occurrence in each.occurrences}


def test_the_week_of_the_sample_has_events_of_all_sorts(store, preferences, now):
    fill_sample(store, preferences, MimeWriter(), read_messages, now=now)
    zone = ZoneInfo("Europe/Bratislava")
    monday = datetime(2026, 6, 15, tzinfo=zone)
    week = occurrences(store, monday, monday + timedelta(days=5), zone)
    assert {each.purpose for each in week} == set(EventPurpose) - {EventPurpose.PROPOSAL}
    assert len([each for each in week if each.summary == "Team stand-up"]) == 5
    assert {each.all_day for each in week} == {True, False}
    assert len({each.calendar_id for each in week}) == 2
    known = {row.id for row in open_queue(store, None)}
    blocks = [each for each in week if each.purpose is EventPurpose.WORK_BLOCK]
    assert {each.request_id for each in blocks} <= known
    assert not [each for each in blocks if each.done]
    assert check_calendars(store, now=now).wrong == ()
    later = occurrences(store, monday + timedelta(days=7), monday + timedelta(days=12), zone)
    assert len(later) > 7


CALLS_AT = {
    "weekday": TUESDAY_10,
    "weekend": datetime(2026, 11, 28, 14, 0, tzinfo=UTC),
    "night of spring": datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC),
    "night of autumn": datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    "end of the week": datetime(2026, 11, 27, 16, 30, tzinfo=UTC),
    "end of the year": datetime(2026, 12, 31, 15, 59, tzinfo=UTC),
}


@pytest.mark.parametrize("now", CALLS_AT.values(), ids=CALLS_AT)
def test_calls_of_the_sample_are_booked_answered_held_and_offered(store, preferences, now):
    fill_sample(store, preferences, MimeWriter(), read_messages, now=now)
    calls = list_calls(store)
    over = [call for call in calls if call.end <= now]
    coming = [call for call in calls if call.start > now]
    assert len(over) + len(coming) == len(calls) >= 10
    assert [call for call in over if call.status is CallStatus.HELD and call.notes]
    assert [call for call in over if call.status is CallStatus.BOOKED], "one waits for its outcome"
    assert {call.status for call in coming} == {CallStatus.BOOKED}
    openings = rules_of(store).openings
    for call in calls:
        span = utc_seconds(call.start), utc_seconds(call.end)
        assert list(openings.stretches(*span)) == [span], "in the agent's hours"
    nearest = min(coming, key=lambda call: call.start)
    assert nearest.start - now < timedelta(days=4)
    assert brief(store, nearest.uid).open_requests
    answers = {guest.partstat for call in coming for guest in call.guests}
    assert {Partstat.ACCEPTED, Partstat.DECLINED, Partstat.NEEDS_ACTION} <= answers
    kept = offers(store, now=now)
    assert (len(kept), len({hold.offer for hold in kept})) == (3, 1)
    assert {advice.standing for advice in recommendations_of(store)} == set(Advice)
    assert check_calendars(store, now=now).wrong == ()


def test_mail_of_the_sample_came_and_none_can_leave(store, preferences, now):
    fill_sample(store, preferences, MimeWriter(), read_messages, now=now)
    with store.read() as unit:
        verdicts = {entry.verdict for entry in unit.mail.entries(100)}
        [proposed] = [each for call in list_calls(store) for each in unit.mail.proposals(call.uid)]
        letters = unit.mail.letters(list(Sending))
    assert verdicts == {Verdict.APPLIED, Verdict.HELD, Verdict.PROPOSAL}
    call = show(store, proposed.uid)
    assert call.start != proposed.proposal.start > now
    assert letters
    assert {letter.state for letter in letters} == {Sending.SENT}
    assert all(letter.to.endswith(".example") for letter in letters)
    zone = ZoneInfo("Europe/Bratislava")
    week = occurrences(store, now, now + timedelta(days=7), zone)
    [invitation] = [each for each in week if each.summary == "Globex: plans for the new year"]
    with store.read() as unit:
        here = unit.calendars.text(invitation.key)
    assert here is not None
    guests = guests_in(here.text)
    assert [(each.email, each.partstat) for each in guests] == [("anna.nowak@opiekun.example", Partstat.NEEDS_ACTION)]


def test_where_no_time_is_free_the_sample_has_no_calls_to_come(store, preferences, now):
    whole = Details("Away", now - timedelta(days=1), now + timedelta(days=80), purpose=EventPurpose.ABSENCE)
    add_event(store, whole, now=now)
    assert fill_sample(store, preferences, MimeWriter(), read_messages, now=now).created
    assert [call for call in list_calls(store) if call.end <= now]
    assert [call for call in list_calls(store) if call.start > now] == []
    assert offers(store, now=now) == ()
