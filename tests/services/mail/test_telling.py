"""Who is written to when an event of ours was edited: each guest once, and nobody about what he was never told."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from tests.services.mail.desk import ANN, BOB, NOW, acme, call_text, received, reply, text_of, write

from opiekun.domain.calendar.editing import delete
from opiekun.domain.calendar.events import Scope
from opiekun.domain.calls.calls import CallRecord
from opiekun.domain.calls.mailboxes import MailServer, MailSettings, Security
from opiekun.domain.calls.outbox import Outgoing, Sending
from opiekun.domain.instants import utc_seconds
from opiekun.domain.invitations.organizing import bumped, called_off, rescheduled, sequences, with_guests
from opiekun.domain.invitations.verdicts import Verdict
from opiekun.domain.people import Agent

LATER = datetime.fromisoformat("2026-07-01T10:00:00+00:00")
BOTH = ((ANN, "Ann"), (BOB, "Bob"))


def told(letters):
    return [(letter.kind.value, letter.to, letter.sequence) for letter in letters]


def sent(store):
    """All that waits goes out."""
    with store.write() as unit:
        for letter in unit.mail.letters([Sending.WAITING]):
            unit.mail.save_letter(replace(letter, state=Sending.SENT, attempts=1))


def waiting(store):
    with store.read() as unit:
        return told(unit.mail.letters([Sending.WAITING]))


def moved(text):
    return rescheduled(text, "", LATER, LATER + timedelta(minutes=30), now=NOW + timedelta(minutes=5))


def test_every_guest_is_invited_in_the_language_and_on_the_clock_of_the_account(store):
    acme(store)
    letters = write(store, None, call_text(guests=BOTH))
    assert told(letters) == [("REQUEST", ANN, 2), ("REQUEST", BOB, 2)]
    polish, english = (message_from_bytes(letter.content, policy=default) for letter in letters)
    assert "Warsaw" in polish.get_body(("plain",)).get_content()
    assert polish["Subject"] != english["Subject"]


def test_nobody_is_told_twice(store):
    text = call_text()
    write(store, None, text)
    sent(store)
    assert write(store, text, text) == ()


def test_a_move_is_told_to_all_and_takes_the_place_of_what_was_not_sent(store):
    text = call_text(guests=BOTH)
    write(store, None, text)
    write(store, text, moved(text))
    assert waiting(store) == [("REQUEST", ANN, 3), ("REQUEST", BOB, 3)]


def test_a_move_after_the_invitation_went_out_is_an_update(store):
    text = call_text()
    write(store, None, text)
    sent(store)
    (letter,) = write(store, text, moved(text))
    assert told([letter]) == [("REQUEST", ANN, 3)]


def test_a_call_that_is_called_off_before_its_invitation_went_out_tells_nobody(store):
    with store.write() as unit:
        unit.mail.save_settings(MailSettings(MailServer("smtp.test", 25, Security.NONE)))
    text = call_text(guests=BOTH)
    write(store, None, text)
    assert write(store, text, called_off(text, "", now=NOW)) == ()
    assert waiting(store) == []


@pytest.mark.parametrize("how", ["called off", "deleted"])
def test_a_call_that_is_called_off_is_told_to_those_who_know_of_it(store, how):
    text = call_text(guests=BOTH)
    write(store, None, text)
    sent(store)
    after = called_off(text, "", now=NOW) if how == "called off" else None
    assert told(write(store, text, after)) == [("CANCEL", ANN, 3), ("CANCEL", BOB, 3)]


def test_a_guest_who_is_removed_is_told_and_nobody_else(store):
    text = call_text(guests=BOTH)
    write(store, None, text)
    sent(store)
    without = with_guests(text, [], [BOB], now=NOW)
    (letter,) = write(store, text, without)
    assert told([letter]) == [("CANCEL", BOB, 2)]
    (attached,) = message_from_bytes(letter.content, policy=default).iter_attachments()
    assert f"mailto:{BOB}".encode() in attached.get_content().replace(b"\r\n ", b"")
    sent(store)
    again = with_guests(without, [(BOB, "Bob")], [], now=NOW)
    assert told(write(store, without, again)) == [("REQUEST", BOB, 2)]


def test_without_a_server_the_invitation_may_have_gone_as_a_file(store):
    text = call_text()
    write(store, None, text)
    assert told(write(store, text, called_off(text, "", now=NOW))) == waiting(store) == [("CANCEL", ANN, 3)]


def test_an_event_of_an_unknown_past_is_called_off_for_its_guests(store):
    text = call_text()
    assert told(write(store, text, called_off(text, "", now=NOW))) == [("CANCEL", ANN, 3)]


def test_answers_are_asked_anew_at_the_sequence_that_rose(store):
    text = call_text()
    write(store, None, text)
    write(store, text, moved(text))
    with store.read() as unit:
        assert unit.mail.memory("call-1").reset_at == {"": 3}


def test_an_answer_to_a_series_counts_though_an_occurrence_was_called_off_meanwhile(store):
    series = call_text(more="RRULE:FREQ=WEEKLY;COUNT=4\r\n")
    write(store, None, series)
    write(store, series, bumped(series, delete(series, "20260708T090000", Scope.THIS, now=NOW).text, now=NOW))
    assert sequences(text_of(store)) == {"": 3}
    assert received(store, reply("ACCEPTED")).verdict is Verdict.APPLIED


def test_reminders_wait_for_their_time_and_move_with_the_call(store):
    acme(store)
    text, start = call_text(), utc_seconds(datetime.fromisoformat("2026-07-01T09:00:00+00:00"))
    with store.write() as unit:
        unit.people.save_agent(Agent("anna", "Anna"))
        unit.calls.save(CallRecord("call-1", "acme", "anna", "training", "Review", start, start + 1800))
    kinds = [letter.kind for letter in write(store, None, text)]
    assert kinds == [Outgoing.REQUEST, Outgoing.REMINDER, Outgoing.REMINDER]
    later = moved(text)
    write(store, text, later)
    with store.read() as unit:
        reminders = [each for each in unit.mail.letters([Sending.WAITING]) if each.kind is Outgoing.REMINDER]
    assert [each.due_at for each in reminders] == [LATER - timedelta(days=1), LATER - timedelta(hours=1)]
    write(store, later, called_off(later, "", now=NOW))
    assert waiting(store) == [("CANCEL", ANN, 4)]
