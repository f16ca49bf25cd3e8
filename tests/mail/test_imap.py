"""Reading a real mailbox (Dovecot): only what holds calendars, nothing marked, and plain words when it fails."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from tests.mail.shapes import SHAPES
from tests.mail.test_reading import REPLY
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.process import HOST, free_port

from opiekun.domain.calls.mailboxes import MailServer, Security
from opiekun.domain.errors import ServerRefused
from opiekun.mail.imap import ImapMailbox
from opiekun.mail.reading import read_messages

PLAIN = b"From: bob@acme.example\r\nSubject: Hello\r\n\r\nNo calendar here: BEGIN:VCALENDAR, invite.ics\r\n"


def never() -> bool:
    return False


def server_of(imap: Dovecot, user: str, security: Security = Security.NONE) -> MailServer:
    port = imap.tls_port if security is Security.TLS else imap.port
    return MailServer(imap.host, port, security, user)


def test_only_messages_with_calendars_are_read_and_none_is_marked(imap: Dovecot) -> None:
    for shape in SHAPES.values():
        imap.deliver("shapes", PLAIN)
        imap.deliver("shapes", shape(REPLY))
    box = ImapMailbox(server_of(imap, "shapes"), PASSWORD)
    arrived = list(box.calendar_messages(0, never))
    assert [message.number for message in arrived] == [2, 4, 6, 8, 10]
    assert all(read_messages(message.raw)[0].text == REPLY for message in arrived)
    assert box.last_number() == 10
    box.close()
    assert imap.seen("shapes") == [False] * 10


def test_reading_goes_on_behind_what_was_read(imap: Dovecot) -> None:
    for _ in range(3):
        imap.deliver("later", SHAPES["gmail"](REPLY))
    box = ImapMailbox(server_of(imap, "later"), PASSWORD)
    assert [message.number for message in box.calendar_messages(2, never)] == [3]
    assert list(box.calendar_messages(3, never)) == []
    assert list(box.calendar_messages(99, never)) == []
    assert box.validity > 0
    stopped = iter([False, True])
    assert [message.number for message in box.calendar_messages(0, lambda: next(stopped))] == [1]
    box.close()


def test_an_empty_box_has_nothing(imap: Dovecot) -> None:
    box = ImapMailbox(server_of(imap, "empty"), PASSWORD)
    assert box.last_number() == 0
    assert list(box.calendar_messages(0, never)) == []
    box.close()


@contextmanager
def told_in_one_breath() -> Iterator[int]:
    """The port of a server that tells of new mail together with its answer to IDLE, and of nothing after it."""
    answers = {
        "CAPABILITY": "* CAPABILITY IMAP4rev1 IDLE\r\n{tag} OK done\r\n",
        "EXAMINE": "* 0 EXISTS\r\n{tag} OK [READ-ONLY] done\r\n",
        "IDLE": "+ idling\r\n* 1 EXISTS\r\n",
    }

    def serve() -> None:
        connection, _ = listening.accept()
        with connection, connection.makefile("rb") as lines:
            connection.sendall(b"* OK ready\r\n")
            idle = ""
            for line in lines:
                tag, _, rest = line.decode().strip().partition(" ")
                command = rest.partition(" ")[0].upper()
                idle = tag if command == "IDLE" else idle
                answer = answers.get(command, "{tag} OK done\r\n").format(tag=idle if tag == "DONE" else tag)
                connection.sendall(answer.encode())

    with socket.create_server((HOST, 0)) as listening:
        thread = threading.Thread(target=serve)
        thread.start()
        yield listening.getsockname()[1]
        thread.join(60)
        assert not thread.is_alive()


def test_new_mail_that_is_told_together_with_the_answer_to_idle_ends_a_wait() -> None:
    with told_in_one_breath() as port:
        box = ImapMailbox(MailServer(HOST, port, Security.NONE, "ann"), PASSWORD)
        assert box.wait(5)
        box.close()


def test_new_mail_ends_a_wait(imap: Dovecot) -> None:
    imap.deliver("waiting", PLAIN)
    box = ImapMailbox(server_of(imap, "waiting"), PASSWORD)
    assert box.tells
    assert not box.wait(0.01)
    imap.deliver("waiting", SHAPES["apple"](REPLY))
    assert box.wait(60)
    assert [message.number for message in box.calendar_messages(1, never)] == [2]
    box.close()


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("security", [Security.NONE, Security.TLS])
def test_a_wait_is_over_when_its_line_is_cut(imap: Dovecot, security: Security) -> None:
    box = ImapMailbox(server_of(imap, "cut", security), PASSWORD)
    box.interrupt()
    with pytest.raises(ServerRefused):
        box.wait(60)
    box.close()
    box = ImapMailbox(server_of(imap, "cut", security), PASSWORD)
    cutting = threading.Timer(0.1, box.interrupt)
    cutting.start()
    with pytest.raises(ServerRefused):
        box.wait(60)
    box.close()


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_line_is_secured_as_it_was_chosen(imap: Dovecot, security: Security) -> None:
    box = ImapMailbox(server_of(imap, "secure", security), PASSWORD)
    assert box.last_number() == 0
    box.close()


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_certificate_that_nobody_vouches_for_is_refused(imap: Dovecot, security: Security) -> None:
    with pytest.raises(ServerRefused, match=r"certificate .* cannot be trusted"):
        ImapMailbox(server_of(imap, "secure", security), PASSWORD)


def test_a_wrong_password_is_told_without_it(imap: Dovecot) -> None:
    with pytest.raises(ServerRefused, match="refuses the user name or the password") as refused:
        ImapMailbox(server_of(imap, "agata"), "hunter2")
    assert "hunter2" not in str(refused.value)
    assert "password ([AUTHENTICATIONFAILED]" in str(refused.value)


def test_no_server_is_told_as_such() -> None:
    with pytest.raises(ServerRefused, match="does not answer: nothing takes mail") as refused:
        ImapMailbox(MailServer(HOST, free_port(), Security.NONE, "agata"), PASSWORD)
    assert refused.value.temporary
