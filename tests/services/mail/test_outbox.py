"""The outbox with a real SMTP server: each letter once, in order, through kills, outages and refusals."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.mail.test_smtp import Box, listening
from tests.servers.certificates import fingerprint_of, self_signed
from tests.servers.process import HOST, free_port
from tests.services.mail.desk import ANN, BOB, LETTERS, ME, NOW, acme, call_text, write

from opiekun.domain.calls.calls import CallRecord, CallStatus, Guest
from opiekun.domain.calls.mailboxes import MailServer, MailSettings, Position, Security
from opiekun.domain.calls.outbox import Envelope, Outgoing, Sending
from opiekun.domain.errors import NotFound, ServerRefused, UntrustedCertificate
from opiekun.domain.instants import utc_seconds
from opiekun.domain.invitations.organizing import called_off, rescheduled
from opiekun.domain.people import Agent
from opiekun.mail.servers import MailServers
from opiekun.services.mail.outbox import drop_letter, retry_letter, run_outbox, waiting_letters
from opiekun.services.mail.setting_up import OUT, check_servers, connect_mail, mail_settings
from opiekun.services.mail.standing import mail_standing

START = NOW + timedelta(days=3)


class NoSecrets:
    """A server without a password needs none."""

    def get(self, _name, _user):
        return None

    def set(self, _name, _user, _secret):
        raise AssertionError

    def forget(self, _name, _user):
        raise AssertionError


def out_by(store, port):
    with store.write() as unit:
        unit.mail.save_settings(MailSettings(MailServer(HOST, port, Security.NONE), None, ME))


def run(store, now=NOW, servers=None, cancelled=lambda: False):
    return run_outbox(store, servers or MailServers(), NoSecrets(), now=now, cancelled=cancelled)


def states(store):
    with store.read() as unit:
        return [(each.to, each.state, each.attempts) for each in unit.mail.letters(list(Sending))]


def test_what_waits_is_sent_once(store):
    write(store, None, call_text(guests=((ANN, "Ann"), (BOB, "Bob"))))
    box = Box()
    with listening(box) as port:
        out_by(store, port)
        assert run(store).sent == 2
        assert run(store).sent == 0
    assert [(sender, to) for sender, to, _ in box.taken] == [(ME, [ANN]), (ME, [BOB])]
    assert waiting_letters(store) == []


class Killed(BaseException):
    """The program dies."""


class DyingServers(MailServers):
    """Die after the server took the letter and before that could be written down."""

    def sender(self, server, password):
        sender = super().sender(server, password)
        send = sender.send

        def dying(letter, *, sender):
            send(letter, sender=sender)
            raise Killed

        sender.send = dying
        return sender


def test_after_a_kill_the_same_letter_goes_again_under_its_own_id(store):
    (letter,) = write(store, None, call_text())
    box = Box()
    with listening(box) as port:
        out_by(store, port)
        with pytest.raises(Killed):
            run(store, servers=DyingServers())
        assert states(store) == [(ANN, Sending.SENDING, 0)]
        assert run(store).sent == 1
    assert len(box.taken) == 2
    assert all(letter.message_id.encode() in content.replace(b"\r\n ", b" ") for _, _, content in box.taken)
    assert len({content for _, _, content in box.taken}) == 1


def test_a_server_that_is_gone_keeps_the_letters_waiting(store):
    write(store, None, call_text())
    out_by(store, free_port())
    report = run(store)
    assert (report.put_off, report.sent) == (1, 0)
    assert report.failure is not None
    assert states(store) == [(ANN, Sending.WAITING, 0)]
    box = Box()
    with listening(box) as port:
        out_by(store, port)
        assert run(store).sent == 0
        assert run(store, NOW + timedelta(minutes=1)).sent == 1


def test_a_busy_server_is_asked_again_later_and_later(store):
    write(store, None, call_text())
    moment, waits = NOW, []
    with listening(Box("451 busy")) as port:
        out_by(store, port)
        for _ in range(5):
            assert run(store, moment).put_off == 1
            (letter,) = waiting_letters(store)
            waits.append((letter.next_at - moment) // timedelta(minutes=1))
            assert run(store, letter.next_at - timedelta(seconds=1)).put_off == 0
            moment = letter.next_at
    assert waits == [1, 5, 15, 60, 60]
    assert "busy" in str(letter.failure)


def test_what_the_server_will_not_have_is_stuck_with_its_words_until_the_agent_acts(store):
    write(store, None, call_text())
    box = Box("554 no such thing")
    with listening(box) as port:
        out_by(store, port)
        assert run(store).stuck == 1
        assert run(store, NOW + timedelta(days=1)).stuck == 0
        (letter,) = mail_standing(store).stuck
        assert "554 no such thing" in str(letter.failure)
        box.answer = "250 OK"
        retry_letter(store, letter.message_id, now=NOW)
        assert run(store).sent == 1
    with pytest.raises(NotFound):
        retry_letter(store, letter.message_id, now=NOW)
    with pytest.raises(NotFound):
        drop_letter(store, letter.message_id)


def test_who_may_have_an_invitation_hears_that_the_call_is_off_though_it_was_moved_before(store):
    text = call_text()
    write(store, None, text)
    box = Box("451 busy")
    with listening(box) as port:
        out_by(store, port)
        run(store)
        moved = rescheduled(text, "", START, START + timedelta(minutes=30), now=NOW)
        write(store, text, moved)
        write(store, moved, called_off(moved, "", now=NOW))
    assert [(each.kind, each.sequence) for each in waiting_letters(store)] == [(Outgoing.CANCEL, 4)]


@pytest.mark.parametrize("state", [Sending.WAITING, Sending.SENDING])
def test_what_may_have_reached_a_guest_still_may_have_where_it_is_tried_again_by_hand(store, state):
    text = call_text()
    (letter,) = write(store, None, text)
    out_by(store, free_port())
    with store.write() as unit:
        unit.mail.save_letter(replace(letter, state=state, attempts=1 if state is Sending.WAITING else 0))
    retry_letter(store, letter.message_id, now=NOW)
    off = write(store, text, called_off(text, "", now=NOW))
    assert [each.kind for each in off] == [Outgoing.CANCEL]


def test_what_is_dropped_is_never_sent(store):
    (letter,) = write(store, None, call_text())
    drop_letter(store, letter.message_id)
    assert waiting_letters(store) == []


def test_a_newer_letter_does_not_overtake_one_that_was_put_off(store):
    text = call_text()
    write(store, None, text)
    box = Box("451 busy")
    with listening(box) as port:
        out_by(store, port)
        run(store)
        # It may have been taken, so that the guest must be told that the call is off; the invitation is not repeated.
        write(store, text, called_off(text, "", now=NOW))
        box.answer = "250 OK"
        assert run(store, NOW + timedelta(hours=1)).sent == 1
    ((_, _, content),) = box.taken
    assert b'method="CANCEL"' in content


def test_a_letter_is_not_sent_before_its_time(store):
    letter = LETTERS.reminder(
        call_text(), Envelope("Anna", ME, Guest(ANN), "UTC"), due_at=NOW + timedelta(hours=1), now=NOW
    )
    with store.write() as unit:
        unit.mail.save_letter(letter)
    box = Box()
    with listening(box) as port:
        out_by(store, port)
        assert run(store).sent == 0
        assert run(store, NOW + timedelta(hours=1)).sent == 1


def remind(store, minutes_before, status=CallStatus.BOOKED, start=START):
    """Reminders of a call to Ann, so many minutes before it."""
    acme(store)
    with store.write() as unit:
        unit.people.save_agent(Agent("anna", "Anna"))
        at = utc_seconds(start)
        unit.calls.save(CallRecord("call-1", "acme", "anna", "training", "Review", at, at + 1800, status=status))
        for minutes in minutes_before:
            due_at = start - timedelta(minutes=minutes)
            letter = LETTERS.reminder(call_text(), Envelope("Anna", ME, Guest(ANN), "UTC"), due_at=due_at, now=NOW)
            unit.mail.save_letter(letter)


@pytest.mark.parametrize(
    ("late", "status", "sent"),
    [
        (timedelta(minutes=-90), CallStatus.BOOKED, 1),
        (timedelta(minutes=-1), CallStatus.BOOKED, 1),
        (timedelta(0), CallStatus.BOOKED, 0),
        (timedelta(days=2), CallStatus.BOOKED, 0),
        (timedelta(minutes=-1), CallStatus.CANCELLED, 0),
        (timedelta(minutes=-1), CallStatus.MOVED, 0),
    ],
)
def test_after_a_sleep_a_guest_is_reminded_once_of_what_is_still_to_come(store, late, status, sent):
    remind(store, (24 * 60, 120), status)
    box = Box()
    with listening(box) as port:
        out_by(store, port)
        assert run(store, START + late).sent == sent
        assert run(store, START + late).sent == 0
    assert waiting_letters(store) == []
    assert len(box.taken) == sent


def test_a_run_that_is_stopped_leaves_the_rest(store):
    write(store, None, call_text(guests=((ANN, "Ann"), (BOB, "Bob"))))
    stops = iter([False, True])
    with listening(Box()) as port:
        out_by(store, port)
        assert run(store, cancelled=lambda: next(stops)).sent == 1
    assert [each.to for each in waiting_letters(store)] == [BOB]


def test_one_run_at_a_time(store):
    write(store, None, call_text())
    with listening(Box()) as port:
        out_by(store, port)
        with store.alone("outbox"):
            assert run(store).sent == 0


def test_without_a_server_what_waits_is_told(store):
    assert run(store).sent == 0
    write(store, None, call_text())
    with pytest.raises(NotFound, match="mail connect"):
        run(store)


def test_a_certificate_that_was_accepted_is_kept_with_its_server(store, tmp_path):
    (tmp_path / "another").mkdir()
    first, second = self_signed(tmp_path), self_signed(tmp_path / "another")
    with listening(Box(), first, as_="ssl_context") as port:
        server = MailServer(HOST, port, Security.TLS)
        settings = MailSettings(server, None, ME)
        with pytest.raises(UntrustedCertificate):
            connect_mail(store, NoSecrets(), MailServers(), settings, "", accepted=["0" * 64])
        assert mail_settings(store) == MailSettings()
        accepted = fingerprint_of(first[0])
        connect_mail(store, NoSecrets(), MailServers(), settings, "", accepted=["0" * 64, accepted])
        assert mail_settings(store).outgoing == replace(server, fingerprint=accepted)
        connect_mail(store, NoSecrets(), MailServers(), settings, "")  # it is the one that is known
        check_servers(MailServers(), NoSecrets(), mail_settings(store), OUT)
    with listening(Box(), second, port=port, as_="ssl_context"):
        with pytest.raises(UntrustedCertificate, match="another certificate"):
            check_servers(MailServers(), NoSecrets(), mail_settings(store), OUT)
        with pytest.raises(UntrustedCertificate, match="cannot be trusted"):
            connect_mail(store, NoSecrets(), MailServers(), settings, "")
        assert mail_settings(store).outgoing == replace(server, fingerprint=accepted)


def test_a_mailbox_with_another_certificate_is_read_on_where_it_was(store):
    box = MailServer(HOST, 993, Security.TLS, "anna")
    with store.write() as unit:
        unit.mail.save_settings(MailSettings(None, box))
        unit.mail.save_position(Position(1, 7))
        unit.mail.save_settings(MailSettings(None, replace(box, fingerprint="0" * 64)))
        assert unit.mail.position() == Position(1, 7)
        unit.mail.save_settings(MailSettings(None, replace(box, host="mail.example")))
        assert unit.mail.position() == Position()


def test_servers_are_asked_before_they_are_kept(store):
    gone = MailSettings(MailServer(HOST, free_port(), Security.NONE), None, ME)
    with pytest.raises(ServerRefused):
        connect_mail(store, NoSecrets(), MailServers(), gone, "")
    assert mail_settings(store) == MailSettings()
    with listening(Box()) as port:
        there = replace(gone, outgoing=MailServer(HOST, port, Security.NONE))
        assert connect_mail(store, NoSecrets(), MailServers(), there, "") == there == mail_settings(store)
