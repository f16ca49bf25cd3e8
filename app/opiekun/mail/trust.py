"""Whether a mail server is the one that was named: its certificate is verified, or is the one that was accepted."""

from __future__ import annotations

import hashlib
import imaplib
import smtplib
import ssl
from collections.abc import Callable
from typing import Any, TypeVar

from opiekun.domain.calls.mailboxes import MailServer
from opiekun.domain.certificate_names import names_of
from opiekun.domain.errors import ServerRefused, UntrustedCertificate
from opiekun.mail.lines import words_of

Line = TypeVar("Line")


def connected(server: MailServer, connect: Callable[[ssl.SSLContext], Line]) -> Line:
    """The line that is made with this security, over which nothing secret has gone yet. Raises UntrustedCertificate."""
    try:
        return connect(_pinned(server.fingerprint) if server.fingerprint else ssl.create_default_context())
    except _AnotherCertificate as other:
        raise _another(server, other.certificate) from None
    except ssl.SSLCertVerificationError as refused:
        raise _unverified(server, refused, _shown(connect)) from refused


class _AnotherCertificate(ssl.SSLError):
    """The server shows this one, in DER."""

    def __init__(self, certificate: bytes) -> None:
        super().__init__("another certificate")
        self.certificate = certificate


class _Pinned(ssl.SSLContext):
    """Lets a line be used where the server shows the one certificate of that SHA-256, and closes any other."""

    fingerprint = ""

    def wrap_socket(self, *given: Any, **named: Any) -> ssl.SSLSocket:
        """As inherited: the server has proved by then that the certificate is its own."""
        wrapped = super().wrap_socket(*given, **named)
        shown = wrapped.getpeercert(binary_form=True) or b""
        if _sha256(shown) != self.fingerprint:
            wrapped.close()
            raise _AnotherCertificate(shown)
        return wrapped


def _pinned(fingerprint: str) -> ssl.SSLContext:
    context = _Pinned(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.fingerprint = fingerprint
    return context


def _shown(connect: Callable[[ssl.SSLContext], object]) -> bytes:
    """The certificate that the server shows, in DER, b"" where it cannot be had: no certificate has no fingerprint, so
    that the line ends before anything is sent."""
    try:
        connect(_pinned(""))
    except _AnotherCertificate as other:
        return other.certificate
    except (smtplib.SMTPException, imaplib.IMAP4.error, OSError):
        pass
    return b""


def _sha256(certificate: bytes) -> str:
    return hashlib.sha256(certificate).hexdigest()


def _another(server: MailServer, shown: bytes) -> UntrustedCertificate:
    return UntrustedCertificate(
        "{host} shows another certificate than the one that was accepted; nothing was sent there. Ask those who run "
        "the server whether it was renewed, and set up mail again to accept it. Its fingerprint is {shown}.",
        fingerprint=_sha256(shown),
        names=names_of(shown),
        host=server.host,
        shown=_sha256(shown),
    )


def _unverified(server: MailServer, why: ssl.SSLCertVerificationError, shown: bytes) -> ServerRefused:
    reason = words_of(why.verify_message)
    if not shown:
        return ServerRefused(
            "The certificate of {host} cannot be trusted: {reason}. Nothing was sent there.",
            host=server.host,
            reason=reason,
        )
    return UntrustedCertificate(
        "The certificate of {host} cannot be trusted: {reason}. Nothing was sent there. Accept it only if its "
        "fingerprint {shown} is the one that those who run the server tell you.",
        fingerprint=_sha256(shown),
        names=names_of(shown),
        host=server.host,
        reason=reason,
        shown=_sha256(shown),
    )
