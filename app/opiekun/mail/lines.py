"""Text of others as one line, and what goes wrong on a line to a mail server, told alike for all of them."""

from __future__ import annotations

import re
import ssl

from opiekun.domain.calls.mailboxes import MailServer
from opiekun.domain.errors import ServerRefused

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def one_line(text: str) -> str:
    """Text of others as one line that can be no header of its own and turns no writing around."""
    return " ".join(_CONTROL.sub(" ", text).split())


def words_of(said: bytes | str) -> str:
    """A server's own words as one line of plain text of at most 300 signs."""
    text = said.decode("utf-8", errors="replace") if isinstance(said, bytes) else said
    return one_line(text)[:300]


def unreachable(server: MailServer, why: Exception) -> ServerRefused:
    """No connection, or one that broke; a later try may go well."""
    reason = getattr(why, "strerror", None) or words_of(str(why)) or type(why).__name__
    return ServerRefused(
        "{host}:{port} does not answer: {reason}", host=server.host, port=server.port, reason=words_of(str(reason))
    )


def certificate_refused(server: MailServer, why: ssl.SSLCertVerificationError) -> ServerRefused:
    """The server cannot show that it is the one that was named."""
    return ServerRefused(
        "The certificate of {host} cannot be trusted: {reason}. Nothing was sent there.",
        host=server.host,
        reason=words_of(why.verify_message),
    )
