"""Calls at which a specialist must be too: both are free, both are taken, and the specialist is invited."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.services.calls.conftest import CARA, PLAIN, at
from tests.services.test_slots import whys

from opiekun.domain.calendar.events import Calendar, Details, EventPurpose
from opiekun.domain.calls.calls import Guest
from opiekun.domain.calls.outbox import Outgoing, Sending
from opiekun.domain.calls.types import Presence
from opiekun.domain.errors import InvalidInput, NotFound
from opiekun.domain.instants import utc_seconds
from opiekun.domain.people import Account, Agent, Duty
from opiekun.domain.slots.bars import WhyNot
from opiekun.services.accounts import add_account, save_agent, set_duty
from opiekun.services.calendars import list_calendars, save_calendar
from opiekun.services.call_types import save_call_type
from opiekun.services.calls.booking import Booking, book
from opiekun.services.calls.changing import cancel, move
from opiekun.services.calls.offering import offer
from opiekun.services.calls.placing import NotBookable
from opiekun.services.events import add_event
from opiekun.services.slot_search import Asked
from opiekun.services.slots import free_slots, why_not_bookable

TYPE = replace(PLAIN, code="migration", increment=60, presence=Presence.AGENT_AND_SPECIALIST)


def agent_id(desk, name):
    with desk.store.read() as unit:
        return unit.people.agent(name).id


def calendar_of(desk, name):
    """A calendar at this desk whose events take the time of that agent."""
    save_calendar(desk.store, Calendar("", f"{name}'s", "", agent_id=agent_id(desk, name)))
    return next(each.id for each in list_calendars(desk.store) if each.name == f"{name}'s")


def busy(desk, calendar_id, start, end, **changes):
    add_event(desk.store, Details("Deploy", start, end, **changes), now=desk.now, calendar_id=calendar_id)


@pytest.fixture
def sven(desk):
    """A specialist, with a calendar at this desk."""
    save_call_type(desk.store, TYPE)
    save_agent(desk.store, Agent("", "Sven", "sven@desk.example", level=2, timezone="America/New_York"))
    return calendar_of(desk, "Sven")


def asked(desk, **changes):
    return replace(Asked("Acme", "migration", desk.agent_id), **changes)


def hours(desk, **changes):
    since = at(17, 0)
    found = free_slots(desk.store, asked(desk, **changes), since, since + timedelta(days=1), now=desk.now)
    return [round((start - since.timestamp()) / 3600) for day in found.days for start in day.starts]


def booked(desk, start, *guests, **changes):
    booking = Booking("Acme", "migration", start, guests or (CARA,), desk.agent_id, **changes)
    return book(desk.store, desk.letters, booking, now=desk.now).name


def test_a_start_is_free_where_both_are(desk, sven):
    own = next(each.id for each in list_calendars(desk.store) if each.default)
    busy(desk, sven, at(17, 9), at(17, 12))
    busy(desk, sven, at(17, 12), at(17, 13), transparent=True)
    busy(desk, own, at(17, 15), at(17, 17))
    assert hours(desk) == [12, 13, 14]
    assert hours(desk, call_type="assistance")[:2] == [9, 10]
    [reason] = why_not_bookable(desk.store, asked(desk), at(17, 10), now=desk.now)
    assert (reason.why, reason.about.summary) == (WhyNot.SPECIALIST, "Sven: Deploy")


def test_a_day_without_slots_says_that_the_specialist_is_away(desk, sven):
    busy(desk, sven, at(17, 0).date(), at(18, 0).date(), purpose=EventPurpose.ABSENCE)
    found = free_slots(desk.store, asked(desk), at(17, 0), at(18, 0), now=desk.now)
    assert whys(found) == {17: WhyNot.SPECIALIST}


def test_the_specialist_is_invited_and_his_time_is_taken(desk, sven):
    uid = booked(desk, at(17, 9))
    call = desk.show(uid)
    assert call.specialist_id == agent_id(desk, "Sven")
    assert [guest.email for guest in call.guests] == ["cara@acme.example", "sven@desk.example"]
    with desk.store.read() as unit:
        told = [each.to for each in unit.mail.letters([Sending.WAITING]) if each.kind is Outgoing.REQUEST]
    assert told == ["cara@acme.example", "sven@desk.example"]
    save_agent(desk.store, Agent("", "Bob", "bob@desk.example"))
    add_account(desk.store, Account("", "Beta"))
    set_duty(desk.store, "Beta", Duty.DEDICATED, "Bob", now=desk.now)
    for_beta = Booking("Beta", "migration", at(17, 9), (CARA,), agent_id(desk, "Bob"))
    with pytest.raises(NotBookable) as refused:
        book(desk.store, desk.letters, for_beta, now=desk.now)
    assert refused.value.reasons[0].why is WhyNot.SPECIALIST


def test_of_several_specialists_one_who_is_free_comes(desk, sven):
    save_agent(desk.store, Agent("", "Tove", "tove@desk.example", level=2))
    save_agent(desk.store, Agent("", "Uwe", level=2))
    busy(desk, sven, at(17, 9), at(17, 10))
    assert 9 in hours(desk)
    assert 9 not in hours(desk, specialist="Sven")
    assert desk.show(booked(desk, at(17, 9))).specialist_id == agent_id(desk, "Tove")
    assert desk.show(booked(desk, at(17, 10))).specialist_id == agent_id(desk, "Sven")
    assert desk.show(booked(desk, at(17, 11), specialist="tove@desk.example")).specialist_id == agent_id(desk, "Tove")


def test_a_move_keeps_the_specialist_and_asks_for_his_time(desk, sven):
    save_agent(desk.store, Agent("", "Tove", "tove@desk.example", level=2))
    uid = booked(desk, at(17, 9))
    busy(desk, sven, at(17, 11), at(17, 12))
    with pytest.raises(NotBookable):
        move(desk.store, desk.letters, uid, at(17, 11), now=desk.now)
    move(desk.store, desk.letters, uid, at(17, 12), now=desk.now)
    assert desk.show(uid).specialist_id == agent_id(desk, "Sven")
    assert 12 not in hours(desk, specialist="Sven")
    cancel(desk.store, desk.letters, uid, now=desk.now)
    assert 12 in hours(desk, specialist="Sven")


def test_a_time_on_offer_is_kept_in_the_specialists_time_too(desk, sven):
    offer(desk.store, desk.letters, asked(desk), [at(17, 9)], at(18, 9), now=desk.now)
    save_agent(desk.store, Agent("", "Bob", "bob@desk.example"))
    add_account(desk.store, Account("", "Beta"))
    assert 9 not in hours(desk, account="Beta", held_by="Bob")
    assert 9 in hours(desk)


def test_where_nobody_is_known_the_agent_is_there_alone(desk):
    save_call_type(desk.store, TYPE)
    assert 9 in hours(desk)
    assert desk.show(booked(desk, at(17, 9))).specialist_id == ""


def test_who_cannot_be_the_specialist_is_refused(desk, sven):
    save_agent(desk.store, Agent("", "Uwe", level=2))
    for specialist, refusal, words in (
        ("Anna", InvalidInput, "holds the call"),
        ("Uwe", InvalidInput, "opiekun agent set"),
        ("Nobody", NotFound, "Nobody"),
    ):
        with pytest.raises(refusal, match=words):
            booked(desk, at(17, 9), specialist=specialist)


def test_the_specialist_among_the_guests_is_invited_once(desk, sven):
    uid = booked(desk, at(17, 9), CARA, Guest("SVEN@desk.example"), Guest("anna@desk.example"))
    assert [guest.email for guest in desk.show(uid).guests] == ["cara@acme.example", "sven@desk.example"]


def test_a_call_that_another_agent_holds_takes_his_time_alone(desk):
    save_agent(desk.store, Agent("", "Bob", "bob@desk.example"))
    uid = booked_for(desk, "Bob", at(17, 9))
    assert desk.show(uid).agent_id == agent_id(desk, "Bob")
    assert utc_seconds(at(17, 9)) in free(desk)
    assert utc_seconds(at(17, 9)) not in free(desk, held_by="Bob")
    desk.book(at(17, 9))
    with pytest.raises(NotBookable):
        booked_for(desk, "Bob", at(17, 9))
    busy(desk, None, at(17, 11), at(17, 12))
    move(desk.store, desk.letters, uid, at(17, 11), now=desk.now)
    assert desk.show(uid).start == at(17, 11)


def test_a_call_goes_into_the_calendar_of_who_holds_it(desk):
    save_agent(desk.store, Agent("", "Bob", "bob@desk.example"))
    his = calendar_of(desk, "Bob")
    busy(desk, his, at(17, 9), at(17, 10))
    with pytest.raises(NotBookable):
        booked_for(desk, "Bob", at(17, 9))
    assert utc_seconds(at(17, 9)) in free(desk)
    uid = booked_for(desk, "Bob", at(17, 10))
    with desk.store.read() as unit:
        assert [each.calendar_id for each in unit.calendars.named(uid)] == [his]
    with pytest.raises(NotBookable):
        move(desk.store, desk.letters, uid, at(17, 9), now=desk.now)


def booked_for(desk, name, start):
    return book(desk.store, desk.letters, desk.booking(start, held_by=name), now=desk.now).name


def free(desk, **changes):
    found = free_slots(
        desk.store, replace(Asked("Acme", "assistance", desk.agent_id), **changes), at(17, 0), at(18, 0), now=desk.now
    )
    return [start for day in found.days for start in day.starts]
