"""Offered times: kept in the calendar, told by mail, gone with the first that is booked or when they expire."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.services.calls.conftest import CARA, PLAIN, at

from opiekun.domain.calendar.events import EventPurpose, EventStatus
from opiekun.domain.calls.calls import Guest
from opiekun.domain.calls.outbox import Outgoing, Sending
from opiekun.domain.calls.types import BookingRules
from opiekun.domain.errors import InvalidInput, NotFound, Refused
from opiekun.domain.instants import utc_seconds
from opiekun.domain.people import Account, Agent
from opiekun.services.accounts import add_account, save_account, save_agent, show_account
from opiekun.services.call_types import save_booking_rules, save_call_type
from opiekun.services.calls.booking import book
from opiekun.services.calls.changing import move
from opiekun.services.calls.offer_mail import mail_offer, offer_text
from opiekun.services.calls.offering import offer, offers, withdraw_offer
from opiekun.services.calls.placing import NotBookable
from opiekun.services.events import delete_event, move_event
from opiekun.services.occurrences import occurrences
from opiekun.services.slot_search import Asked
from opiekun.services.slots import free_slots
from opiekun.services.undo import undo

UNTIL = at(18, 12)


def asked(desk, **changes):
    return replace(Asked("Acme", "assistance", desk.agent_id), **changes)


def offered(desk, *starts, until=UNTIL, mail_to=(), **changes):
    return offer(desk.store, desk.letters, asked(desk, **changes), starts, until, mail_to, now=desk.now)


def held(desk):
    june = occurrences(desk.store, at(1, 0), at(30, 0), at(1, 0).tzinfo)
    return [each for each in june if each.purpose is EventPurpose.HOLD]


def letters(desk, *states):
    with desk.store.read() as unit:
        return [each for each in unit.mail.letters(states or list(Sending)) if each.kind is Outgoing.OFFER]


def starts(desk, now=None, **changes):
    found = free_slots(desk.store, asked(desk, **changes), at(17, 0), at(18, 0), now=now or desk.now)
    return {start for day in found.days for start in day.starts}, [hold.start for hold in found.offered]


def test_offered_times_block_others_and_the_first_that_is_booked_wins(desk):
    add_account(desk.store, Account("", "Beta"))
    made = offered(desk, at(18, 9), at(17, 9), at(17, 9))
    assert [hold.start for hold in made.holds] == [at(17, 9), at(18, 9)]
    assert len(held(desk)) == 2
    with pytest.raises(NotBookable):
        book(desk.store, desk.letters, replace(desk.booking(at(17, 9)), account="Beta"), now=desk.now)
    done = desk.book(at(17, 9))
    assert {each.key for each in held(desk)} == set()
    assert len(done.changed.events) == 3
    assert offers(desk.store, now=desk.now) == ()


def test_what_is_kept_for_a_customer_is_listed_for_him_alone(desk):
    add_account(desk.store, Account("", "Beta"))
    offered(desk, at(17, 9))
    nine = utc_seconds(at(17, 9))
    for account, free in (("Acme", True), ("Beta", False)):
        found, kept = starts(desk, account=account)
        assert (nine in found, kept) == (free, [at(17, 9)] if free else [])
    assert nine not in starts(desk, call_type="training")[0]


def test_a_call_that_overlaps_an_offered_time_takes_the_offer_also_where_one_is_moved(desk):
    uid = desk.book(at(17, 13)).name
    offered(desk, at(17, 9), at(18, 9))
    desk.book(at(17, 9.5))
    assert held(desk) == []
    offered(desk, at(17, 15), at(18, 15))
    move(desk.store, desk.letters, uid, at(18, 15), now=desk.now)
    assert held(desk) == []


def test_promised_times_are_taken_whatever_tentative_events_free(desk):
    add_account(desk.store, Account("", "Beta"))
    save_booking_rules(desk.store, BookingRules(frees_tentative=True))
    offered(desk, at(17, 9))
    assert [each.status for each in held(desk)] == [EventStatus.TENTATIVE]
    assert utc_seconds(at(17, 9)) not in starts(desk, account="Beta")[0]


def test_an_offer_that_expires_frees_its_times(desk):
    add_account(desk.store, Account("", "Beta"))
    offered(desk, at(17, 9), until=at(16, 12))
    late, nine = at(16, 12), utc_seconds(at(17, 9))
    assert len(offers(desk.store, now=late - timedelta(seconds=1))) == 1
    assert nine in starts(desk, now=late, account="Beta")[0]
    assert starts(desk, now=late)[1] == []
    assert offers(desk.store, now=late) == ()
    assert held(desk) == []


def test_what_the_calendar_says_of_a_hold_holds(desk):
    made = offered(desk, at(17, 9), at(18, 9))
    first, second = held(desk)
    move_event(desk.store, first.key, "", "all", at(17, 11), at(17, 12), now=desk.now)
    assert [hold.start for hold in offers(desk.store, now=desk.now)] == [at(17, 11), at(18, 9)]
    assert starts(desk)[1] == [at(17, 11)]
    delete_event(desk.store, second.key, "", "all", now=desk.now)
    assert [hold.start for hold in offers(desk.store, now=desk.now)] == [at(17, 11)]
    assert "11:00–12:00" in offer_text(desk.store, desk.letters, made.id, None, now=desk.now).text


def test_the_words_are_in_the_zone_and_language_of_the_customer(desk):
    words = offered(desk, at(17, 9)).words
    assert words.subject == "Terminy: Pomoc · Acme"
    assert "- środa, 17 czerwca 2026, 09:00–10:00 (Europe/Bratislava)" in words.text
    assert "Terminy są zarezerwowane do: czwartek, 18 czerwca 2026, 12:00 (Europe/Bratislava)" in words.text
    account = show_account(desk.store, "Acme", now=desk.now).account
    save_account(desk.store, Account(account.id, "Acme", language="en", timezone="Asia/Tokyo"))
    assert "- Wednesday, 17 June 2026, 17:00–18:00 (Asia/Tokyo)" in offered(desk, at(17, 10)).words.text


def test_a_zone_that_nobody_knows_is_the_desks(desk):
    account = show_account(desk.store, "Acme", now=desk.now).account
    save_account(desk.store, Account(account.id, "Acme", language="en", timezone="Mars/Base"))
    assert "17 June 2026, 09:00–10:00 (Europe/Bratislava)" in offered(desk, at(17, 9)).words.text


def test_an_offer_is_mailed_once_to_each_in_his_language(desk):
    made = offered(desk, at(17, 9), mail_to=(CARA, Guest("dan@acme.example", "Dan"), CARA))
    assert made.mailed == ("cara@acme.example", "dan@acme.example")
    english, polish = letters(desk)
    assert (english.subject, polish.subject) == ("Times for Assistance · Acme", "Terminy: Pomoc · Acme")
    assert {(each.uid, each.state) for each in (english, polish)} == {(made.id, Sending.WAITING)}
    with pytest.raises(Refused, match="already"):
        mail_offer(desk.store, desk.letters, made.id, [CARA], now=desk.now)
    assert len(letters(desk)) == 2


def test_mail_that_is_not_sent_yet_can_be_taken_back_and_written_again(desk):
    made = offered(desk, at(17, 9))
    done = mail_offer(desk.store, desk.letters, made.id, [CARA], now=desk.now)
    undone = undo(desk.store, done.undo, now=desk.now, host=desk.host)
    assert (done.changed.letters, undone.changed.letters) == (True, True)
    assert letters(desk) == []
    again = undo(desk.store, undone.undo, now=desk.now, host=desk.host)
    [letter] = letters(desk)
    with desk.store.write() as unit:
        unit.mail.save_letter(replace(letter, state=Sending.SENT, attempts=1))
    with pytest.raises(Refused, match="on its way"):
        undo(desk.store, again.undo, now=desk.now, host=desk.host)
    assert len(letters(desk)) == 1


@pytest.mark.parametrize("end", ["withdrawn", "booked", "expired"])
def test_times_that_are_kept_no_more_are_not_mailed(desk, end):
    made = offered(desk, at(17, 9), mail_to=[CARA])
    if end == "withdrawn":
        withdraw_offer(desk.store, made.id, now=desk.now)
    elif end == "booked":
        desk.book(at(17, 9))
    else:
        offers(desk.store, now=UNTIL)
    assert letters(desk) == []
    with pytest.raises(NotFound, match="on offer no more"):
        mail_offer(desk.store, desk.letters, made.id, [CARA], now=desk.now)


def test_a_time_that_was_mailed_is_booked_for_those_who_were_written_to(desk):
    offered(desk, at(17, 9), mail_to=[CARA, Guest("dan@acme.example")])
    uid = book(desk.store, desk.letters, replace(desk.booking(at(17, 9)), guests=()), now=desk.now).name
    assert [guest.email for guest in desk.show(uid).guests] == ["cara@acme.example", "dan@acme.example"]
    with pytest.raises(InvalidInput, match="needs a guest"):
        book(desk.store, desk.letters, replace(desk.booking(at(18, 9)), guests=()), now=desk.now)


def test_an_offer_can_be_taken_back_and_made_again_where_its_times_are_free_yet(desk):
    made = offered(desk, at(17, 9), at(17, 11))
    undone = undo(desk.store, made.done.undo, now=desk.now, host=desk.host)
    assert held(desk) == []
    back = undo(desk.store, undone.undo, now=desk.now, host=desk.host)
    assert len(held(desk)) == len(offers(desk.store, now=desk.now)) == 2
    gone = undo(desk.store, back.undo, now=desk.now, host=desk.host)
    desk.book(at(17, 11))
    with pytest.raises(NotBookable):
        undo(desk.store, gone.undo, now=desk.now, host=desk.host)
    with pytest.raises(Refused, match="past"):
        undo(desk.store, gone.undo, now=UNTIL, host=desk.host)
    assert held(desk) == []


def test_what_cannot_be_offered_is_refused_whole(desk):
    desk.book(at(17, 9))
    eve = Guest("eve@acme.example\r\nBcc: x@y.example")
    for those, until, mail_to, refusal in (
        ((), UNTIL, (), InvalidInput),
        ([at(17, 9 + number / 2) for number in range(1, 22)], UNTIL, (), InvalidInput),
        ((at(17, 11),), desk.now, (), InvalidInput),
        ((at(17, 11), at(17, 9)), UNTIL, (), NotBookable),
        ((at(17, 11),), UNTIL, (eve,), InvalidInput),
        ((at(17, 11),), UNTIL, [Guest(f"g{number}@acme.example") for number in range(100)], InvalidInput),
    ):
        with pytest.raises(refusal):
            offered(desk, *those, until=until, mail_to=mail_to)
    save_call_type(desk.store, replace(PLAIN, offered=False))
    with pytest.raises(InvalidInput, match="not offered"):
        offered(desk, at(17, 11))
    save_call_type(desk.store, PLAIN)
    save_agent(desk.store, Agent(desk.agent_id, "Anna"))
    with pytest.raises(Refused, match="opiekun setup --email"):
        offered(desk, at(17, 11))
    assert held(desk) == letters(desk) == []
