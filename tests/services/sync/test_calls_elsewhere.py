"""Calls that are moved and deleted on the agent's phone: the desk follows, and the guests are told once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from tests.servers.events import event
from tests.services.calls.conftest import CARA, CallDesk, at
from tests.services.calls.conftest import desk as call_desk
from tests.services.calls.test_edited import accept, by_smtp, drag, erase, key, of_others, sent, waiting
from tests.services.sync.desk import Desk
from tests.services.sync.fake_server import FakeServer

from opiekun.domain.calendar.editing import move
from opiekun.domain.calendar.events import Scope
from opiekun.domain.calls.calls import CallStatus, Guest
from opiekun.domain.errors import Refused
from opiekun.domain.invitations.messages import Partstat
from opiekun.domain.invitations.organizing import sequences
from opiekun.domain.sync.failures import DavFailure
from opiekun.domain.sync.local import ConflictKind
from opiekun.domain.sync.told import Told
from opiekun.mail.letters import MOST_GUESTS
from opiekun.services.calendars import list_calendars, save_calendar
from opiekun.services.calls.placing import NotBookable
from opiekun.services.events import rename_event
from opiekun.services.ports import Store
from opiekun.services.sync.conflicts import Choice, conflicts, settle
from opiekun.services.sync.refused import give_up
from opiekun.services.undo import undo

__all__ = ["call_desk"]
DAN = Guest("dan@acme.example", "Dan")


@pytest.fixture
def calls(call_desk: CallDesk, desk: Desk) -> CallDesk:
    """Anna's desk, whose calls stand in the calendar that is synced, and whose letters wait for a server."""
    work = next(each for each in list_calendars(desk.store) if each.id == desk.calendar_id)
    save_calendar(desk.store, replace(work, default=True))
    desk.host = call_desk.host
    by_smtp(call_desk)
    return call_desk


def booked(calls: CallDesk, desk: Desk, start: datetime, guest: Guest = CARA) -> str:
    """A call whose invitation has gone, which the server has."""
    uid = calls.book(start, guest).name
    sent(calls)
    desk.sync()
    return uid


def by_phone(server: FakeServer, uid: str, start: datetime) -> None:
    """The phone moves it as most do: the times alone."""
    text = server.only.texts()[uid]
    moved = move(text, "", Scope.ALL, start, start + timedelta(hours=1), now=start, new_uid="").text
    assert moved is not None
    kept = ("SEQUENCE", "DTSTAMP", "LAST-MODIFIED")
    was = {line.partition(":")[0]: line for line in text.split("\r\n")}
    lines = (was[name] if (name := line.partition(":")[0]) in kept else line for line in moved.split("\r\n"))
    server.only.phone_puts("\r\n".join(lines))


def test_a_call_that_the_phone_moved_is_there_and_its_guests_are_told_once(calls, desk, server):
    uid = booked(calls, desk, at(17, 9))
    accept(calls, uid)
    desk.sync()
    by_phone(server, uid, at(18, 9))
    desk.sync()
    call = calls.show(uid)
    assert (call.start, call.sequence, call.guests[0].partstat) == (at(18, 9), 1, Partstat.NEEDS_ACTION)
    assert waiting(calls) == [("REQUEST", "cara@acme.example", 1)]
    assert server.only.texts()[uid] == calls.text(uid)  # the edition that guests are told goes back
    assert any(
        "was changed elsewhere; letters that tell it wait to be sent, to: Cara Hill" in each for each in desk.said()
    )
    sent(calls)
    desk.sync()
    assert waiting(calls) == []
    with pytest.raises(NotBookable):
        calls.book(at(18, 9), DAN)
    calls.book(at(17, 9), DAN)


def test_a_call_that_the_phone_deleted_is_called_off(calls, desk, server):
    uid = booked(calls, desk, at(17, 9))
    server.only.phone_puts(event("another"))
    desk.sync()
    server.only.phone_deletes(uid)
    desk.sync()
    assert calls.show(uid).status is CallStatus.CANCELLED
    assert waiting(calls) == [("CANCEL", "cara@acme.example", 1)]
    calls.book(at(17, 9), DAN)


def test_a_call_whose_text_cannot_be_read_on_the_server_is_not_called_off(calls, desk, server):
    uid = booked(calls, desk, at(17, 9))
    text = server.only.texts()[uid]
    server.only.phone_puts(text.replace("DTSTART", "DTSTARX"))
    desk.sync()
    assert calls.show(uid).status is CallStatus.BOOKED
    assert waiting(calls) == []
    server.only.phone_puts(text)
    desk.sync()
    assert (calls.show(uid).start, waiting(calls)) == (at(17, 9), [])


def test_two_calls_in_one_place_are_told_of_and_both_stay(calls, desk, server, statements):
    first, second = booked(calls, desk, at(17, 9)), booked(calls, desk, at(17, 11), DAN)
    by_phone(server, second, at(17, 9))
    report = desk.sync_one()
    assert report.failure is None
    assert (calls.show(first).start, calls.show(second).start) == (at(17, 9), at(17, 9))
    assert "was moved elsewhere to 2026-06-17 09:00, where another call stands: “Assistance · Acme”" in "\n".join(
        desk.said()
    )
    (mark,) = conflicts(desk.store)
    assert (mark.conflict.kind, mark.conflict.uid) == (ConflictKind.DOUBLE_BOOKED, second)
    statements.clear()
    drag(calls, first, at(18, 9))
    assert not [each for each in statements if "sync_conflicts.mine" in each and ".uid = " not in each]
    assert conflicts(desk.store) == []
    with pytest.raises(Refused, match="Another call stands there"):
        drag(calls, first, at(17, 9))  # now it is the other one's


def test_one_of_two_calls_in_one_place_is_moved_back(calls, desk, server):
    booked(calls, desk, at(17, 9))
    second = booked(calls, desk, at(17, 11), DAN)
    by_phone(server, second, at(17, 9))
    desk.sync()
    (mark,) = conflicts(desk.store)
    settle(desk.store, mark.conflict.id, Choice.MINE, now=desk.now(), host=calls.host)
    assert calls.show(second).start == at(17, 11)
    assert waiting(calls) == [("REQUEST", "dan@acme.example", 2)]
    with pytest.raises(NotBookable):
        calls.book(at(17, 11))


def test_what_was_done_here_is_not_told_again_when_the_server_has_it(calls, desk, server):
    uid = booked(calls, desk, at(17, 9))
    drag(calls, uid, at(18, 9))
    sent(calls)
    desk.sync()
    desk.sync()
    erase(calls, uid)
    sent(calls)
    desk.sync()
    assert waiting(calls) == []
    assert uid not in server.only.texts()


def test_a_server_that_schedules_is_left_to_tell_of_what_is_not_marked_as_ours(calls, desk, server):
    uid = of_others(calls)
    with desk.store.write() as unit:
        for account in unit.sync.accounts():
            unit.sync.save_account(replace(account, schedules=True))
    drag(calls, uid, at(18, 9))
    assert waiting(calls) == [("REQUEST", "cara@acme.example", 1)]  # SCHEDULE-AGENT=CLIENT
    sent(calls)
    desk.sync()
    unfolded = server.only.texts()[uid].replace("\r\n ", "")
    server.only.phone_puts(unfolded.replace(";SCHEDULE-AGENT=CLIENT", ""))
    desk.sync()
    done = drag(calls, uid, at(19, 9))
    sequence = max(sequences(calls.text(uid)).values())
    undo(desk.store, done.undo, now=desk.now(), host=calls.host)
    assert max(sequences(calls.text(uid)).values()) == sequence + 1  # the server tells this edition too
    desk.sync()
    by_phone(server, uid, at(22, 9))
    desk.sync()
    server.only.phone_deletes(uid)
    desk.sync()
    assert waiting(calls) == []


def test_guests_of_an_event_that_was_made_elsewhere_are_told_by_whoever_made_it(calls, desk, server, store: Store):
    of_others(calls)
    desk.sync()
    text = server.only.texts()["lunch"]
    server.only.phone_deletes("lunch")
    desk.sync()
    server.only.phone_puts(text)
    desk.sync()
    by_phone(server, "lunch", at(18, 9))
    desk.sync()
    assert waiting(calls) == []
    drag(calls, "lunch", at(19, 9))  # from here on this desk writes to them
    sent(calls)
    desk.sync()
    by_phone(server, "lunch", at(22, 9))
    desk.sync()
    assert [each[:2] for each in waiting(calls)] == [("REQUEST", "cara@acme.example")]


def test_more_guests_than_can_be_written_to_keep_nothing_from_coming(calls, desk, server):
    uid = booked(calls, desk, at(17, 9))
    crowd = "".join(f"ATTENDEE:mailto:{number}@acme.example\r\n" for number in range(MOST_GUESTS))
    server.only.phone_puts(server.only.texts()[uid].replace("END:VEVENT", f"{crowd}END:VEVENT"))
    server.only.phone_puts(event("other"))
    report = desk.sync_one()
    assert (report.failure, report.waits) == (None, 0)
    assert {uid, "other"} == desk.texts().keys()
    assert waiting(calls) == []
    assert any("cannot be invited" in line for line in desk.said())


NO_MAIL = ["urn:uuid:6f1f9d1c", "/1234/principal/", "mailto:", "mailto:no mail", "mailto:a@b@c"]


@pytest.mark.parametrize("address", NO_MAIL)
def test_a_guest_whom_no_mail_reaches_keeps_nobody_from_being_told_and_nothing_from_coming(
    calls, desk, server, address: str
):
    uid = booked(calls, desk, at(17, 9))
    text = server.only.texts()[uid].replace("END:VEVENT", f"ATTENDEE;CN=Room 3:{address}\r\nEND:VEVENT")
    server.only.phone_puts(text)
    by_phone(server, uid, at(18, 9))
    server.only.phone_puts(event("other"))
    report = desk.sync_one()
    assert (report.failure, report.waits) == (None, 0)
    assert {uid, "other"} == desk.texts().keys()
    assert calls.show(uid).start == at(18, 9)
    assert waiting(calls) == [("REQUEST", "cara@acme.example", 1)]
    sent(calls)
    drag(calls, uid, at(19, 9))
    assert waiting(calls) == [("REQUEST", "cara@acme.example", 2)]
    erase(calls, uid)
    assert waiting(calls) == [("CANCEL", "cara@acme.example", 3)]


def test_the_version_that_a_conflict_is_settled_for_is_told(calls, desk, server):
    uid = booked(calls, desk, at(17, 9))
    drag(calls, uid, at(18, 9))
    sent(calls)
    by_phone(server, uid, at(19, 9))
    desk.sync()
    assert (calls.show(uid).start, calls.show(uid).sequence) == (at(19, 9), 2)
    assert waiting(calls) == [("REQUEST", "cara@acme.example", 2)]
    sent(calls)
    (conflict,) = conflicts(desk.store)
    done = settle(desk.store, conflict.conflict.id, Choice.MINE, now=desk.now(), host=calls.host)
    assert (calls.show(uid).start, done.told) == (at(18, 9), ("Cara Hill",))
    assert waiting(calls) == [("REQUEST", "cara@acme.example", 3)]
    undo(desk.store, done.undo, now=desk.now(), host=calls.host)
    assert (calls.show(uid).start, waiting(calls)) == (at(19, 9), [])


def given_up(calls: CallDesk, desk: Desk, uid: str):
    return give_up(desk.store, desk.calendar_id, uid, now=desk.now(), host=calls.host)


def later(calls: CallDesk) -> CallDesk:
    return replace(calls, now=calls.now + timedelta(minutes=1))


def refused_move(calls: CallDesk, desk: Desk, server: FakeServer) -> str:
    """A call that was moved, which the server does not take."""
    uid = booked(calls, desk, at(17, 9))
    drag(later(calls), uid, at(18, 9))
    server.only.refuses = lambda _text: DavFailure.TOO_LARGE
    desk.sync()
    return uid


def test_guests_who_know_of_an_edit_that_is_given_up_are_told_what_stands(calls, desk, server):
    uid = refused_move(calls, desk, server)
    sent(calls)
    done = given_up(calls, desk, uid)
    assert (calls.show(uid).start, calls.show(uid).sequence, done.told) == (at(17, 9), 2, ("Cara Hill",))
    assert waiting(calls) == [("REQUEST", "cara@acme.example", 2)]
    undo(desk.store, done.undo, now=desk.now(), host=calls.host)
    assert (calls.show(uid).start, waiting(calls)) == (at(18, 9), [])
    desk.sync()
    given_up(calls, desk, uid)
    server.only.refuses = lambda _text: None
    sent(calls)
    desk.sync()
    assert desk.texts() == server.only.texts()
    assert sequences(server.only.texts()[uid]) == {"": 2}


def test_words_that_are_given_up_are_told_too(calls, desk, server):
    uid = booked(calls, desk, at(17, 9))
    rename_event(desk.store, key(calls, uid), "", Scope.ALL, "Otherwise", now=later(calls).now, host=calls.host)
    sent(calls)
    server.only.refuses = lambda _text: DavFailure.TOO_LARGE
    desk.sync()
    assert given_up(calls, desk, uid).told == ("Cara Hill",)
    assert waiting(calls) == [("REQUEST", "cara@acme.example", 0)]


def test_a_newer_edition_that_is_refused_too_is_given_up_without_a_word(calls, desk, server):
    uid = refused_move(calls, desk, server)
    sent(calls)
    given_up(calls, desk, uid)
    sent(calls)
    desk.sync()
    done = given_up(calls, desk, uid)
    assert (done.told, waiting(calls), desk.standing.waiting) == ((), [], 0)
    assert desk.texts() == server.only.texts()


def test_an_edit_that_is_given_up_before_anybody_knows_of_it_is_not_told(calls, desk, server):
    uid = refused_move(calls, desk, server)
    before = waiting(calls)
    done = given_up(calls, desk, uid)
    assert (done.told, waiting(calls), desk.texts()) == ((), [], server.only.texts())
    undo(desk.store, done.undo, now=desk.now(), host=calls.host)
    assert (calls.show(uid).start, waiting(calls)) == (at(18, 9), before)


def test_who_was_not_invited_yet_is_invited_to_what_stands(calls, desk, server):
    uid = calls.book(at(17, 9), CARA).name
    desk.sync()
    drag(later(calls), uid, at(18, 9))
    server.only.refuses = lambda _text: DavFailure.TOO_LARGE
    desk.sync()
    given_up(calls, desk, uid)
    assert (calls.show(uid).start, waiting(calls)) == (at(17, 9), [("REQUEST", "cara@acme.example", 2)])


def test_a_deletion_that_is_given_up_asks_guests_again_and_a_new_call_calls_it_off(calls, desk, server):
    uid = booked(calls, desk, at(17, 9))
    erase(calls, uid)
    sent(calls)
    with desk.store.write() as unit:
        entry = unit.sync.entry(desk.calendar_id, uid)
        unit.sync.save_entry(replace(entry, refused=Told("It may not be deleted.")))
    assert given_up(calls, desk, uid).told == ("Cara Hill",)
    assert waiting(calls) == [("REQUEST", "cara@acme.example", 2)]
    sent(calls)
    server.only.refuses = lambda _text: DavFailure.TOO_LARGE
    new = booked(calls, desk, at(18, 9))
    given_up(calls, desk, new)
    assert (calls.show(new).status, waiting(calls)) == (CallStatus.CANCELLED, [("CANCEL", "cara@acme.example", 1)])
