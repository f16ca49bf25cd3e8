"""Reading a real mailbox (Dovecot), and answering the invitations that are in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.mail.shapes import SHAPES
from tests.servers.dovecot import PASSWORD
from tests.services.mail.desk import ANN, LETTERS, ME, NOW, call_text, itip, mail, received, reply, text_of, write

from opiekun.domain.calls.mailboxes import MailServer, MailSettings, Position, Security
from opiekun.domain.calls.outbox import Sending
from opiekun.domain.errors import Refused
from opiekun.domain.invitations.messages import Partstat
from opiekun.domain.invitations.verdicts import Verdict
from opiekun.mail.reading import read_messages
from opiekun.mail.servers import MailServers
from opiekun.services.done import What
from opiekun.services.mail.answering import Answering, answer_invitation, propose_time
from opiekun.services.mail.fetch import Reading, fetch_mail
from opiekun.services.mail.hosting import Host
from opiekun.services.occurrences import details as details_at
from opiekun.services.undo import undo

READING = Reading(read_messages, LETTERS, {ME})
HOST = "host@other.test"


class OnePassword:
    """Knows the password of the box."""

    def get(self, _name, _user):
        return PASSWORD

    def set(self, _name, _user, _secret):
        raise AssertionError

    def forget(self, _name, _user):
        raise AssertionError


def fetch(store, cancelled=lambda: False):
    return fetch_mail(store, MailServers(), OnePassword(), READING, now=NOW + timedelta(minutes=1), cancelled=cancelled)


def reads(store, imap, user):
    with store.write() as unit:
        unit.mail.save_settings(MailSettings(None, MailServer(imap.host, imap.port, Security.NONE, user), ME))


def test_what_came_is_judged_once_and_nothing_is_marked(store, imap):
    write(store, None, call_text())
    imap.deliver("postbox", b"From: x@y.test\r\nSubject: Hello\r\n\r\nNothing\r\n")
    imap.deliver("postbox", SHAPES["gmail"](reply("ACCEPTED"), ANN))
    reads(store, imap, "postbox")
    report = fetch(store)
    assert (report.messages, report.verdicts) == (1, {Verdict.APPLIED: 1})
    assert "PARTSTAT=ACCEPTED" in text_of(store)
    assert fetch(store).messages == 0
    imap.deliver("postbox", mail(reply("DECLINED", stamp="20260616T074000Z")))
    assert fetch(store).verdicts == {Verdict.APPLIED: 1}
    assert imap.seen("postbox") == [False] * 3


def test_a_box_that_counts_anew_is_read_again_without_harm(store, imap):
    write(store, None, call_text())
    imap.deliver("anew", mail(reply("ACCEPTED")))
    reads(store, imap, "anew")
    fetch(store)
    with store.write() as unit:
        unit.mail.save_position(Position(1, 99))
    assert fetch(store).verdicts == {Verdict.DUPLICATE: 1}


def test_a_fetch_that_is_stopped_goes_on_where_it_was(store, imap):
    write(store, None, call_text())
    for stamp in ("20260616T073000Z", "20260616T074000Z"):
        imap.deliver("stopped", mail(reply("ACCEPTED", stamp=stamp)))
    reads(store, imap, "stopped")
    asked = iter([False, True, True, True])
    assert fetch(store, lambda: next(asked)).messages == 1
    assert fetch(store).messages == 1


@pytest.fixture
def invitation(store):
    """The number of an invitation in the calendar."""
    people = f"ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:{ME}\r\n"
    entry = received(store, itip("REQUEST", uid="theirs", organizer=HOST, people=people), HOST)
    assert entry.verdict is Verdict.APPLIED
    with store.read() as unit:
        return unit.calendars.named("theirs")[0].key


def waiting(store):
    with store.read() as unit:
        return [(each.kind.value, each.to) for each in unit.mail.letters([Sending.WAITING])]


def test_the_organizer_is_told_each_answer_that_changes(store, invitation):
    by = Answering({ME}, "Anna", LETTERS, comment="Gladly")
    for answer in (Partstat.ACCEPTED, Partstat.DECLINED, Partstat.ACCEPTED, Partstat.ACCEPTED):
        answer_invitation(store, invitation, answer, by, now=NOW)
    assert waiting(store) == [("REPLY", HOST)] * 3
    assert "PARTSTAT=ACCEPTED" in text_of(store, "theirs")


def answer(store, invitation, answer):
    return answer_invitation(store, invitation, answer, Answering({ME}, "Anna", LETTERS), now=NOW)


def undone(store, done):
    return undo(store, done.undo, now=NOW, host=Host(lambda: LETTERS))


def sent(store):
    with store.write() as unit:
        for letter in unit.mail.letters([Sending.WAITING]):
            unit.mail.save_letter(replace(letter, state=Sending.SENT, attempts=1))


def test_an_answer_that_has_not_gone_is_taken_back_and_nothing_is_sent(store, invitation):
    with store.write() as unit:
        unit.mail.save_settings(MailSettings(MailServer("smtp.test", 25, Security.NONE)))
    before = text_of(store, "theirs")
    done = answer(store, invitation, Partstat.ACCEPTED)
    back = undone(store, done)
    assert (text_of(store, "theirs"), waiting(store), back.told) == (before, [], ())
    again = undone(store, back)
    assert ("PARTSTAT=ACCEPTED" in text_of(store, "theirs"), waiting(store)) == (True, [("REPLY", HOST)])
    assert (back.what, again.what, again.of) == (What.UNDONE, What.REDONE, What.INVITATION_ANSWERED)


def test_of_an_answer_that_has_gone_the_one_before_is_sent(store, invitation):
    answer(store, invitation, Partstat.ACCEPTED)
    sent(store)
    done = answer(store, invitation, Partstat.DECLINED)
    sent(store)
    back = undone(store, done)
    assert "PARTSTAT=ACCEPTED" in text_of(store, "theirs")
    assert (waiting(store), back.told) == ([("REPLY", HOST)], (HOST,))
    with store.read() as unit:
        (letter,) = unit.mail.letters([Sending.WAITING])
    (message,) = read_messages(letter.content)
    assert "PARTSTAT=ACCEPTED" in message.text


def test_a_first_answer_that_has_gone_stays(store, invitation):
    done = answer(store, invitation, Partstat.ACCEPTED)
    sent(store)
    with pytest.raises(Refused, match="has gone to the organizer"):
        undone(store, done)
    assert ("PARTSTAT=ACCEPTED" in text_of(store, "theirs"), waiting(store)) == (True, [])


def test_an_answer_after_which_another_was_given_stays(store, invitation):
    done = answer(store, invitation, Partstat.ACCEPTED)
    answer(store, invitation, Partstat.DECLINED)
    with pytest.raises(Refused, match="changed since"):
        undone(store, done)
    assert ("PARTSTAT=DECLINED" in text_of(store, "theirs"), waiting(store)) == (True, [("REPLY", HOST)] * 2)


def test_of_an_answer_to_one_occurrence_that_has_gone_the_one_before_to_it_is_sent(store):
    people = f"ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:{ME}\r\n"
    series = itip("REQUEST", uid="theirs", organizer=HOST, people=people, more="RRULE:FREQ=DAILY;COUNT=5\r\n")
    assert received(store, series, HOST).verdict is Verdict.APPLIED
    with store.read() as unit:
        key = unit.calendars.named("theirs")[0].key
    here = details_at(store, key, "").details.start + timedelta(days=1)
    named = f"{here:%Y%m%dT%H%M%S}"
    answer(store, key, Partstat.ACCEPTED)
    for given in (Partstat.TENTATIVE, Partstat.DECLINED):
        sent(store)
        by = Answering({ME}, "Anna", LETTERS, recurrence_id=named)
        done = answer_invitation(store, key, given, by, now=NOW)
    sent(store)
    undone(store, done)
    with store.read() as unit:
        (letter,) = unit.mail.letters([Sending.WAITING])
    (message,) = read_messages(letter.content)
    assert (letter.recurrence_id, "PARTSTAT=TENTATIVE" in message.text) == (named, True)


def test_another_time_is_proposed_and_the_calendar_stays(store, invitation):
    before = text_of(store, "theirs")
    times = datetime(2026, 7, 1, 12, tzinfo=UTC), datetime(2026, 7, 1, 12, 30, tzinfo=UTC)
    propose_time(store, invitation, times, Answering({ME}, "Anna", LETTERS), now=NOW)
    assert waiting(store) == [("COUNTER", HOST)]
    assert text_of(store, "theirs") == before


def test_an_event_of_ours_is_nobodys_invitation(store):
    write(store, None, call_text())
    with store.read() as unit:
        key = unit.calendars.named("call-1")[0].key
    with pytest.raises(Refused):
        answer_invitation(store, key, Partstat.ACCEPTED, Answering({ME}, "Anna", LETTERS), now=NOW)
