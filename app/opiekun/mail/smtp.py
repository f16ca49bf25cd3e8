"""Hands letters to an SMTP server (RFC 5321), over a line that is secured as it was chosen to be."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial

from opiekun.domain.calls.mailboxes import MailServer, Security
from opiekun.domain.calls.outbox import Letter
from opiekun.domain.errors import ServerRefused
from opiekun.mail.lines import password_refused, unreachable, words_of
from opiekun.mail.trust import connected

_SECONDS = 30.0
_LASTING = 500
"""Answers from here on are final (RFC 5321, 4.2.1); those below may be other ones later."""


class SmtpSender:
    """An open line to an SMTP server. Its certificate is verified, or is the one that was accepted."""

    def __init__(self, server: MailServer, password: str, *, seconds: float = _SECONDS) -> None:
        self._server, self._password, self._seconds = server, password, seconds
        with _told(server):
            self._line = self._opened()

    def send(self, letter: Letter, *, sender: str) -> None:
        """Hand the letter over; returning means that the server took it.

        A server that has ended the line, as it may over the letter before, is asked for another. Raises ServerRefused;
        one that is not temporary means that the server will not have this letter.
        """
        with _told(self._server):
            if self._line.sock is None:
                self._line = self._opened()
            self._line.sendmail(sender, [letter.to], letter.content)

    def close(self) -> None:
        """End the line; what was taken stays taken."""
        with suppress(smtplib.SMTPException, OSError):
            self._line.quit()

    def _opened(self) -> smtplib.SMTP:
        line = connected(self._server, partial(_connected, self._server, self._seconds))
        try:
            if self._server.user:
                line.login(self._server.user, self._password)
        except (smtplib.SMTPException, OSError):
            line.close()
            raise
        return line


def _connected(server: MailServer, seconds: float, context: ssl.SSLContext) -> smtplib.SMTP:
    if server.security is Security.TLS:
        return smtplib.SMTP_SSL(server.host, server.port, timeout=seconds, context=context)
    line = smtplib.SMTP(server.host, server.port, timeout=seconds)
    if server.security is Security.STARTTLS:
        try:
            line.starttls(context=context)
        except (smtplib.SMTPException, OSError):
            line.close()
            raise
    return line


@contextmanager
def _told(server: MailServer) -> Iterator[None]:
    """Whatever goes wrong on the line, in a sentence that holds no password."""
    try:
        yield
    except smtplib.SMTPAuthenticationError as refused:
        raise password_refused(server, words_of(refused.smtp_error)) from None
    except smtplib.SMTPRecipientsRefused as refused:
        code, words = next(iter(refused.recipients.values()))
        raise _refused(server, int(code), words) from refused
    except smtplib.SMTPResponseException as refused:
        raise _refused(server, refused.smtp_code, refused.smtp_error) from refused
    except smtplib.SMTPNotSupportedError as refused:
        raise ServerRefused(
            "{host} does not offer what was chosen for its line (STARTTLS or a password); choose another security.",
            host=server.host,
        ) from refused
    except (smtplib.SMTPException, OSError) as refused:
        raise unreachable(server, refused) from refused


def _refused(server: MailServer, code: int, words: bytes | str) -> ServerRefused:
    return ServerRefused(
        "{host} did not take the letter: {code} {words}",
        temporary=code < _LASTING,
        host=server.host,
        code=code,
        words=words_of(words),
    )
