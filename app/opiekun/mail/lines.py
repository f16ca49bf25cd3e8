"""Text of others as one line, and what goes wrong on a line to a mail server, told alike for all of them."""

from __future__ import annotations

import re
import socket

from opiekun.domain.calls.mailboxes import MailServer
from opiekun.domain.errors import ServerRefused
from opiekun.words import N_

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def one_line(text: str) -> str:
    """Text of others as one line that can be no header of its own and turns no writing around."""
    return " ".join(_CONTROL.sub(" ", text).split())


def words_of(said: bytes | str) -> str:
    """A server's own words as one line of plain text of at most 300 signs."""
    text = said.decode("utf-8", errors="replace") if isinstance(said, bytes) else said
    return one_line(text)[:300]


def words_in(error: Exception) -> str:
    """What a server said, of an error that holds it: imaplib keeps it as the bytes that came."""
    said = next(
        (each.args[0] for each in (error, error.__context__) if each and each.args and isinstance(each.args[0], bytes)),
        str(error),
    )
    return words_of(said)


_NO_ANSWER = (
    (ConnectionRefusedError, N_("{host}:{port} does not answer: nothing takes mail at that address.")),
    (socket.gaierror, N_("{host}:{port} does not answer: no computer of that name is known.")),
    (TimeoutError, N_("{host}:{port} does not answer in time.")),
)
"""The usual ways, which the system tells in its own language."""


def unreachable(server: MailServer, why: Exception) -> ServerRefused:
    """No connection, or one that broke; a later try may go well."""
    for kind, sentence in _NO_ANSWER:
        if isinstance(why, kind):
            return ServerRefused(sentence, host=server.host, port=server.port)
    reason = getattr(why, "strerror", None) or words_of(str(why)) or type(why).__name__
    return ServerRefused(
        "{host}:{port} does not answer: {reason}", host=server.host, port=server.port, reason=words_of(str(reason))
    )


def password_refused(server: MailServer, words: str) -> ServerRefused:
    """The server knows no such user, or another password; ``words`` are its own."""
    return ServerRefused(
        "{host} refuses the user name or the password ({words}); set up mail again with the right ones.",
        host=server.host,
        words=words,
    )
