"""Booking, moving and calling off, as the agent does it and as the calendar has it then."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.services.calls.conftest import CARA, PLAIN, at

from opiekun.domain.calendar.events import EventPurpose
from opiekun.domain.calendar.reading import details_of
from opiekun.domain.calls.calls import CallStatus, Guest
from opiekun.domain.errors import InvalidInput, NotFound, Refused
from opiekun.domain.invitations.messages import Partstat
from opiekun.domain.people import Agent
from opiekun.domain.slots.bars import WhyNot
from opiekun.domain.timeline import Channel, Severity
from opiekun.services.accounts import save_agent
from opiekun.services.actions import add_request
from opiekun.services.call_types import save_call_type
from opiekun.services.calls.booking import book
from opiekun.services.calls.changing import cancel, change_agenda, change_guests, move
from opiekun.services.calls.placing import NotBookable
from opiekun.services.calls.reading import list_calls
from opiekun.services.occurrences import occurrences
from opiekun.services.undo import undo

DAN = Guest("dan@acme.example", "Dan")


def test_a_booked_call_stands_in_the_calendar_with_its_guests_and_agenda(desk):
    save_call_type(desk.store, replace(PLAIN, place="https://meet.example.com/{uid}"))
    request = add_request(
        desk.store, account="Acme", subject="Down", severity=Severity.STANDARD, channel=Channel.CHAT, now=desk.now
    ).name
    done = desk.book(at(17, 9), CARA, DAN, request=request.lower())
    call = desk.show(done.name)
    assert (call.title, call.type, call.status, call.sequence) == ("Assistance · Acme", "assistance", "booked", 0)
    assert (call.start, call.end, call.request_id) == (at(17, 9), at(17, 10), request)
    assert call.guests == (
        Guest("cara@acme.example", "Cara Hill", Partstat.NEEDS_ACTION, "en"),
        Guest("dan@acme.example", "Dan", Partstat.NEEDS_ACTION, "pl"),
    )
    event = details_of(desk.text(done.name), "")
    link = f"https://meet.example.com/{done.name}"
    assert (event.purpose, event.link, event.location) == (EventPurpose.CALL, link, link)
    assert event.description == f"{PLAIN.agenda.en}\n\nJoin: {link}"
    assert [person.email for person in event.people if person.organizer] == ["anna@desk.example"]


def test_a_guest_without_a_name_is_called_by_his_address_for_others_and_has_no_name_for_us(desk):
    uid = desk.book(at(17, 9), Guest("eve@acme.example")).name
    assert "ATTENDEE;CN=eve@acme.example;" in desk.text(uid).replace("\r\n ", "")
    assert [guest.name for guest in desk.show(uid).guests] == [""]


def test_a_slot_that_is_taken_is_refused_with_the_nearest_free_ones(desk):
    desk.book(at(17, 10))
    with pytest.raises(NotBookable) as refused:
        desk.book(at(17, 10.5), DAN)
    assert refused.value.nearest == (at(17, 9), at(17, 11), at(17, 11.5))
    assert refused.value.reasons[0].why is WhyNot.BOOKED
    assert "another call: Assistance · Acme" in str(refused.value)
    assert "2026-06-17 09:00, 2026-06-17 11:00, 2026-06-17 11:30" in str(refused.value)
    assert len(list_calls(desk.store)) == 1


def test_a_refusal_changes_nothing(desk):
    for booking in (
        desk.booking(at(17, 3)),
        desk.booking(at(17, 9), Guest("no address")),
        desk.booking(at(17, 9), Guest("a@b.example", "Eve\r\nBcc: x@y.example")),
        desk.booking(at(17, 9), Guest("a@b.example\r\nX: y")),
        desk.booking(at(17, 9), title="Two\nlines"),
        desk.booking(at(17, 9), *(Guest(f"g{n}@b.example") for n in range(100))),
        desk.booking(at(17, 9), Guest("anna@desk.example")),
        desk.booking(at(17, 9), request="R-9"),
        replace(desk.booking(at(17, 9)), call_type="dance"),
        replace(desk.booking(at(17, 9)), account="Nobody"),
    ):
        with pytest.raises(Refused):
            book(desk.store, desk.letters, booking, now=desk.now)
    assert list_calls(desk.store) == []
    assert occurrences(desk.store, at(1, 0), at(30, 0), at(1, 0).tzinfo) == ()


def test_an_agent_without_an_address_cannot_invite(desk):
    save_agent(desk.store, Agent(desk.agent_id, "Anna"))
    with pytest.raises(Refused, match="opiekun setup --email"):
        desk.book(at(17, 9))


def test_a_move_asks_anew_and_its_own_time_does_not_stand_in_its_way(desk):
    uid = desk.book(at(17, 9), CARA).name
    done = move(desk.store, desk.letters, uid, at(17, 9.5), now=desk.now)
    call = desk.show(uid)
    assert (call.start, call.end, call.sequence) == (at(17, 9.5), at(17, 10.5), 1)
    back = undo(desk.store, done.undo, now=desk.now, host=desk.host)
    assert (desk.show(uid).start, desk.show(uid).sequence) == (at(17, 9), 2)
    undo(desk.store, back.undo, now=desk.now, host=desk.host)
    assert desk.show(uid).start == at(17, 9.5)
    with pytest.raises(Refused, match="begins then already"):
        move(desk.store, desk.letters, uid, at(17, 9.5), now=desk.now)


def test_a_call_that_is_called_off_frees_its_time_and_can_be_held_after_all(desk):
    uid = desk.book(at(17, 9)).name
    done = cancel(desk.store, desk.letters, uid, now=desk.now)
    assert (desk.show(uid).status, desk.show(uid).sequence) == (CallStatus.CANCELLED, 1)
    with pytest.raises(Refused, match="called off"):
        cancel(desk.store, desk.letters, uid, now=desk.now)
    undo(desk.store, done.undo, now=desk.now, host=desk.host)
    assert (desk.show(uid).status, desk.show(uid).sequence) == (CallStatus.BOOKED, 2)
    again = cancel(desk.store, desk.letters, uid, now=desk.now)
    desk.book(at(17, 9), DAN)
    with pytest.raises(Refused, match="Another call"):
        undo(desk.store, again.undo, now=desk.now, host=desk.host)


def test_undoing_a_booking_calls_it_off(desk):
    done = desk.book(at(17, 9))
    undone = undo(desk.store, done.undo, now=desk.now, host=desk.host)
    assert desk.show(done.name).status is CallStatus.CANCELLED
    undo(desk.store, undone.undo, now=desk.now, host=desk.host)
    assert desk.show(done.name).status is CallStatus.BOOKED


def test_it_is_said_which_guests_are_told(desk):
    assert desk.book(at(17, 9), Guest("dan@acme.example", "Dan"), CARA).told == ("Dan", "Cara Hill")
    booked = desk.book(at(17, 11))
    assert undo(desk.store, booked.undo, now=desk.now, host=desk.host).told == ("Cara Hill",)


def test_guests_come_and_go_and_the_sequence_stays(desk):
    uid = desk.book(at(17, 9)).name
    done = change_guests(desk.store, desk.letters, uid, [DAN], ["CARA@acme.example"], now=desk.now)
    assert [guest.email for guest in desk.show(uid).guests] == ["dan@acme.example"]
    with pytest.raises(InvalidInput, match="needs a guest"):
        change_guests(desk.store, desk.letters, uid, (), ["dan@acme.example"], now=desk.now)
    with pytest.raises(NotFound, match="not invited"):
        change_guests(desk.store, desk.letters, uid, (), ["eve@acme.example"], now=desk.now)
    undo(desk.store, done.undo, now=desk.now, host=desk.host)
    assert [guest.email for guest in desk.show(uid).guests] == ["cara@acme.example"]
    assert desk.show(uid).sequence == 0


def test_another_agenda_keeps_the_way_to_join(desk):
    save_call_type(desk.store, replace(PLAIN, place="tel:+421123456"))
    uid = desk.book(at(17, 9)).name
    change_agenda(desk.store, desk.letters, uid, "1. Only this", now=desk.now)
    assert details_of(desk.text(uid), "").description == "1. Only this\n\nJoin: tel:+421123456"
    assert (desk.show(uid).agenda, desk.show(uid).sequence) == ("1. Only this", 0)


def test_calls_are_listed_by_time_and_account(desk):
    late, early = (desk.book(at(day, 9)).name for day in (18, 17))
    assert [call.uid for call in list_calls(desk.store)] == [early, late]
    assert [call.uid for call in list_calls(desk.store, at(17, 9.5), at(18, 9))] == [early]
    assert [call.uid for call in list_calls(desk.store, at(17, 10), account="acme")] == [late]
    with pytest.raises(NotFound):
        list_calls(desk.store, account="Nobody")
