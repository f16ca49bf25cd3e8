"""Mail servers whose certificate nobody vouches for: the one that was accepted, and no other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult
from tests.mail.test_smtp import Box, listening
from tests.servers.certificates import fingerprint_of, self_signed
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.process import HOST

from opiekun.domain.calls.mailboxes import MailServer, Security
from opiekun.domain.errors import UntrustedCertificate
from opiekun.mail.imap import ImapMailbox
from opiekun.mail.smtp import SmtpSender

# It does not know that a line which is secured from its beginning is.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
SECURED = [Security.TLS, Security.STARTTLS]


@pytest.fixture
def asked() -> list[Any]:
    """What the SMTP server was told to sign in."""
    return []


@contextmanager
def smtp(certificate: tuple[Path, Path], security: Security, asked: list[Any]) -> Iterator[MailServer]:
    def authenticate(_server: Any, _session: Any, _envelope: Any, _mechanism: str, told: Any) -> AuthResult:
        asked.append(told)
        return AuthResult(success=True)

    as_ = "ssl_context" if security is Security.TLS else "tls_context"
    rules = {"authenticator": authenticate, "auth_require_tls": security is not Security.TLS}
    with listening(Box(), certificate, as_=as_, **rules) as port:
        yield MailServer(HOST, port, security, "agata")


@pytest.mark.parametrize("security", SECURED)
def test_mail_goes_out_by_a_server_whose_certificate_was_accepted(
    certificate: tuple[Path, Path], security: Security, asked: list[Any]
) -> None:
    with smtp(certificate, security, asked) as server:
        with pytest.raises(UntrustedCertificate, match=r"cannot be trusted: .* Accept it only if") as refused:
            SmtpSender(server, "secret")
        assert refused.value.fingerprint == fingerprint_of(certificate[0])
        assert refused.value.names == ("a server of the tests", HOST)
        assert asked == []
        SmtpSender(replace(server, fingerprint=refused.value.fingerprint), "secret").close()
    assert len(asked) == 1


@pytest.mark.parametrize("security", SECURED)
def test_no_password_goes_to_a_server_with_another_certificate_than_the_accepted_one(
    certificate: tuple[Path, Path], security: Security, asked: list[Any], tmp_path: Path
) -> None:
    accepted = fingerprint_of(certificate[0])
    with (
        smtp(self_signed(tmp_path), security, asked) as server,
        pytest.raises(UntrustedCertificate, match="shows another certificate than the one that was") as refused,
    ):
        SmtpSender(replace(server, fingerprint=accepted), "secret")
    assert asked == []
    assert refused.value.fingerprint == fingerprint_of(tmp_path / "certificate.pem")
    assert refused.value.fingerprint in str(refused.value)


@pytest.mark.usefixtures("trusted")
def test_where_one_was_accepted_one_that_the_system_trusts_will_not_do(
    certificate: tuple[Path, Path], asked: list[Any]
) -> None:
    with smtp(certificate, Security.TLS, asked) as server, pytest.raises(UntrustedCertificate, match="another"):
        SmtpSender(replace(server, fingerprint="0" * 64), "secret")
    assert asked == []


@pytest.mark.parametrize("security", SECURED)
def test_mail_is_read_from_a_server_whose_certificate_was_accepted(
    imap: Dovecot, certificate: tuple[Path, Path], security: Security
) -> None:
    port = imap.tls_port if security is Security.TLS else imap.port
    server = MailServer(imap.host, port, security, "pinned")
    with pytest.raises(UntrustedCertificate, match="cannot be trusted") as refused:
        ImapMailbox(server, PASSWORD)
    told = refused.value.fingerprint, refused.value.names[0]
    assert told == (fingerprint_of(certificate[0]), "a server of the tests")
    box = ImapMailbox(replace(server, fingerprint=refused.value.fingerprint), PASSWORD)
    assert box.last_number() == 0
    box.close()
    with pytest.raises(UntrustedCertificate, match="shows another certificate"):
        ImapMailbox(replace(server, fingerprint="0" * 64), PASSWORD)
