"""Handing letters to a real SMTP server (aiosmtpd): secured lines, and each way in which it says no."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword
from tests.servers.process import HOST, free_port

from opiekun.domain.calls.mailboxes import MailServer, Security
from opiekun.domain.calls.outbox import Letter, Outgoing
from opiekun.domain.errors import ServerRefused
from opiekun.mail.smtp import SmtpSender

NOW = datetime(2026, 6, 10, 8, tzinfo=UTC)
LETTER = Letter(
    "<1@desk.example>",
    "d",
    Outgoing.REQUEST,
    "bob@acme.example",
    "call-1",
    0,
    "Invitation",
    b"From: agata@desk.example\r\nTo: bob@acme.example\r\nSubject: x\r\n\r\n.a line with a dot\r\n",
    NOW,
)


class Box:
    """What the server took, and what it says to each message."""

    def __init__(self, answer: str = "250 OK") -> None:
        self.answer = answer
        self.taken: list[tuple[str, list[str], bytes]] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        assert envelope.mail_from is not None
        assert isinstance(envelope.content, bytes)
        if self.answer.startswith("2"):
            self.taken.append((envelope.mail_from, list(envelope.rcpt_tos), envelope.content))
        return self.answer


def _authenticate(_server: Any, _session: Any, _envelope: Any, _mechanism: str, told: Any) -> AuthResult:
    # What was not handled is refused by the server itself.
    return AuthResult(success=isinstance(told, LoginPassword) and told.password == b"secret", handled=False)


@contextmanager
def listening(box: Box, certificate: tuple[Path, Path] | None = None, **options: Any) -> Iterator[int]:
    """An SMTP server on a free port."""
    if certificate is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(*certificate)
        options[options.pop("as_", "tls_context")] = context
    controller = Controller(box, **{"hostname": HOST, "port": free_port(), **options})
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def send(server: MailServer, password: str = "") -> None:
    sender = SmtpSender(server, password, seconds=10)
    try:
        sender.send(LETTER, sender="agata@desk.example")
    finally:
        sender.close()


def test_a_letter_is_handed_over_to_the_letter() -> None:
    box = Box()
    with listening(box) as port:
        send(MailServer(HOST, port, Security.NONE))
    assert box.taken == [("agata@desk.example", ["bob@acme.example"], LETTER.content)]


# It does not know that a line which is secured from its beginning is.
@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize(("security", "as_"), [(Security.TLS, "ssl_context"), (Security.STARTTLS, "tls_context")])
def test_a_line_is_secured_and_asks_for_a_password(
    certificate: tuple[Path, Path], security: Security, as_: str
) -> None:
    box = Box()
    rules = {"authenticator": _authenticate, "auth_required": True, "auth_require_tls": security is not Security.TLS}
    with listening(box, certificate, as_=as_, **rules) as port:
        send(MailServer(HOST, port, security, "agata"), "secret")
        with pytest.raises(ServerRefused, match="refuses the user name or the password") as refused:
            send(MailServer(HOST, port, security, "agata"), "hunter2")
    assert "hunter2" not in str(refused.value)
    assert len(box.taken) == 1


def test_nothing_goes_over_a_line_that_cannot_be_trusted(certificate: tuple[Path, Path]) -> None:
    box = Box()
    with listening(box, certificate) as port, pytest.raises(ServerRefused, match="cannot be trusted"):
        send(MailServer(HOST, port, Security.STARTTLS))
    with listening(box) as port, pytest.raises(ServerRefused, match="does not offer"):
        send(MailServer(HOST, port, Security.STARTTLS))
    assert box.taken == []


@pytest.mark.parametrize(("answer", "temporary"), [("450 Try later", True), ("552 Too\x07 large", False)])
def test_a_refusal_is_told_in_the_servers_words(answer: str, temporary: bool) -> None:
    with listening(Box(answer)) as port, pytest.raises(ServerRefused, match=answer[:3]) as refused:
        send(MailServer(HOST, port, Security.NONE))
    assert refused.value.temporary is temporary
    assert str(refused.value).isprintable()


def test_a_recipient_whom_it_does_not_know() -> None:
    class Strict(Box):
        async def handle_RCPT(self, *_: Any) -> str:  # noqa: N802 - aiosmtpd's name
            return "550 No such user here"

    with listening(Strict()) as port, pytest.raises(ServerRefused, match="550 No such user here") as refused:
        send(MailServer(HOST, port, Security.NONE))
    assert not refused.value.temporary


def test_a_letter_over_which_the_server_ends_the_line_holds_up_no_other() -> None:
    class Curt(Box):
        async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
            self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: Any
        ) -> str:
            if address == LETTER.to:
                return "421 Goodbye"
            envelope.rcpt_tos.append(address)
            return "250 OK"

    box = Curt()
    with listening(box) as port:
        sender = SmtpSender(MailServer(HOST, port, Security.NONE), "", seconds=10)
        with pytest.raises(ServerRefused, match="421 Goodbye"):
            sender.send(LETTER, sender="agata@desk.example")
        sender.send(replace(LETTER, to="cyd@acme.example"), sender="agata@desk.example")
        sender.close()
    assert [to for _, to, _ in box.taken] == [["cyd@acme.example"]]


def test_no_server_is_told_as_such() -> None:
    with pytest.raises(ServerRefused, match="does not answer: nothing takes mail") as refused:
        send(MailServer(HOST, free_port(), Security.NONE))
    assert refused.value.temporary
