"""Offered times: kept in the calendar, gone with the first that is booked or when they expire."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.services.calls.conftest import at

from opiekun.domain.calendar.events import EventPurpose
from opiekun.domain.errors import InvalidInput
from opiekun.domain.people import Account
from opiekun.services.accounts import add_account, save_account, show_account
from opiekun.services.calls.booking import book
from opiekun.services.calls.offering import offer, offers
from opiekun.services.calls.placing import NotBookable
from opiekun.services.occurrences import occurrences
from opiekun.services.undo import undo

UNTIL = at(18, 12)


def offered(desk, *starts, until=UNTIL):
    return offer(desk.store, "Acme", "assistance", starts, until, desk_agent=desk.agent_id, now=desk.now)


def held(desk):
    june = occurrences(desk.store, at(1, 0), at(30, 0), at(1, 0).tzinfo)
    return [each.start for each in june if each.purpose is EventPurpose.HOLD]


def test_offered_times_block_others_and_the_first_that_is_booked_wins(desk):
    add_account(desk.store, Account("", "Beta"))
    made = offered(desk, at(18, 9), at(17, 9), at(17, 9))
    assert [hold.start for hold in made.holds] == [at(17, 9), at(18, 9)]
    assert len(held(desk)) == 2
    with pytest.raises(NotBookable):
        book(desk.store, desk.letters, replace(desk.booking(at(17, 9)), account="Beta"), now=desk.now)
    desk.book(at(17, 9))
    assert held(desk) == []
    assert offers(desk.store, now=desk.now) == ()


def test_an_offer_that_expires_frees_its_times(desk):
    offered(desk, at(17, 9))
    assert len(offers(desk.store, now=UNTIL - timedelta(seconds=1))) == 1
    assert offers(desk.store, now=UNTIL) == ()
    assert held(desk) == []


def test_the_text_is_in_the_zone_and_language_of_the_customer(desk):
    account = show_account(desk.store, "Acme", now=desk.now).account
    assert offered(desk, at(17, 9)).text == (
        "Na naszą rozmowę (Pomoc, 60 min) wolne są te terminy:\n\n• środa 2026-06-17, 09:00–10:00\n\n"
        "Są zarezerwowane dla Państwa do 2026-06-18 12:00. Godziny podano w strefie czasowej Europe/Bratislava."
    )
    save_account(desk.store, Account(account.id, "Acme", language="en", timezone="Asia/Tokyo"))
    assert "• Wednesday 2026-06-17, 17:00–18:00" in offered(desk, at(17, 10)).text


def test_an_offer_can_be_taken_back_and_made_again(desk):
    made = offered(desk, at(17, 9), at(17, 11))
    undone = undo(desk.store, made.done.undo, now=desk.now, host=desk.host)
    assert held(desk) == []
    undo(desk.store, undone.undo, now=desk.now, host=desk.host)
    assert len(held(desk)) == len(offers(desk.store, now=desk.now)) == 2


def test_what_cannot_be_offered_is_refused_whole(desk):
    desk.book(at(17, 9))
    for starts, until, refusal in (
        ((), UNTIL, InvalidInput),
        ((at(17, 11),), desk.now, InvalidInput),
        ((at(17, 11), at(17, 9)), UNTIL, NotBookable),
    ):
        with pytest.raises(refusal):
            offered(desk, *starts, until=until)
    assert held(desk) == []
