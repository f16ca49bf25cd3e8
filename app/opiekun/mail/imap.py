"""Reads a mailbox over IMAP (RFC 3501): only messages that hold calendar objects, marking and deleting nothing."""

from __future__ import annotations

import imaplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError, LoginError

from opiekun.domain.calls.mailboxes import Arrived, MailServer, Security
from opiekun.domain.errors import ServerRefused
from opiekun.mail.lines import certificate_refused, unreachable, words_of
from opiekun.mail.reading import MOST_BYTES

_SECONDS = 30.0
_AT_ONCE = 200
"""Messages whose structure is asked for in one command."""
_BREATH = 1.0
"""Seconds between two looks at whether a wait was cancelled."""


class ImapMailbox:
    """An open line to the inbox, opened read-only (EXAMINE): nothing that is read is marked as seen."""

    def __init__(self, server: MailServer, password: str, *, folder: str = "INBOX", seconds: float = _SECONDS) -> None:
        self._server = server
        with _told(server):
            self._line = _connected(server, seconds)
            try:
                self._line.login(server.user, password)
                selected = self._line.select_folder(folder, readonly=True)
            except (IMAPClientError, OSError):
                self.close()
                raise
        self._validity = int(selected.get(b"UIDVALIDITY", 0))
        self._next = int(selected.get(b"UIDNEXT", 0))

    @property
    def validity(self) -> int:
        """UIDVALIDITY (RFC 3501, 2.3.1.1): numbers hold as long as it does."""
        return self._validity

    def last_number(self) -> int:
        """The highest number there, whatever the message holds; 0 for an empty box."""
        with _told(self._server):
            return max(self._line.search(["UID", f"{max(self._next - 1, 1)}:*"]), default=0)

    def calendar_messages(self, after: int, cancelled: Callable[[], bool]) -> Iterator[Arrived]:
        """Messages with numbers above ``after`` that hold calendar objects, in order, one in memory at a time.

        What is larger than a message may be is left out. Raises ServerRefused.
        """
        with _told(self._server):
            # “n:*” also finds the last message where n is above it (RFC 3501, 6.4.8).
            numbers = sorted(number for number in self._line.search(["UID", f"{after + 1}:*"]) if number > after)
        for start in range(0, len(numbers), _AT_ONCE):
            for number in self._with_calendars(numbers[start : start + _AT_ONCE]):
                if cancelled():
                    return
                with _told(self._server):
                    fetched = self._line.fetch([number], ["BODY.PEEK[]"])
                raw = fetched.get(number, {}).get(b"BODY[]")
                if raw is not None:
                    yield Arrived(number, raw)

    def wait(self, seconds: float, cancelled: Callable[[], bool]) -> bool:
        """Wait for new mail by IDLE (RFC 2177) where it is offered, else not at all; True where some came."""
        with _told(self._server):
            if not self._line.has_capability("IDLE"):
                return False
            self._line.idle()
            try:
                return self._listen(seconds, cancelled)
            finally:
                with suppress(IMAPClientError, imaplib.IMAP4.error, OSError):
                    self._line.idle_done()

    def close(self) -> None:
        """End the line."""
        with suppress(IMAPClientError, imaplib.IMAP4.error, OSError):
            self._line.logout()

    def _listen(self, seconds: float, cancelled: Callable[[], bool]) -> bool:
        left = seconds
        while left > 0 and not cancelled():
            told = self._line.idle_check(timeout=min(left, _BREATH))
            if any(len(line) > 1 and line[1] in {b"EXISTS", b"RECENT"} for line in told):
                return True
            left -= _BREATH
        return False

    def _with_calendars(self, numbers: list[int]) -> list[int]:
        with _told(self._server):
            found = self._line.fetch(numbers, ["BODYSTRUCTURE", "RFC822.SIZE"])
        return [
            number
            for number in numbers
            if number in found
            and found[number].get(b"RFC822.SIZE", 0) <= MOST_BYTES
            and _holds_calendar(found[number].get(b"BODYSTRUCTURE"))
        ]


def _holds_calendar(structure: Any) -> bool:
    """Whether a part of a message is a calendar, by its type or by its name (RFC 3501, 7.4.2)."""
    waiting = [structure]
    while waiting:
        part = waiting.pop()
        if isinstance(part, (tuple, list)):
            waiting.extend(part)
            words = [each.lower() for each in part[:2] if isinstance(each, bytes)]
            if words in ([b"text", b"calendar"], [b"application", b"ics"], [b"text", b"x-vcalendar"]):
                return True
        elif isinstance(part, bytes) and part.lower().endswith((b".ics", b".vcs")):
            return True
    return False


def _connected(server: MailServer, seconds: float) -> IMAPClient:
    context = ssl.create_default_context()
    line = IMAPClient(
        server.host, server.port, ssl=server.security is Security.TLS, ssl_context=context, timeout=seconds
    )
    if server.security is Security.STARTTLS:
        line.starttls(context)
    return line


@contextmanager
def _told(server: MailServer) -> Iterator[None]:
    """Whatever goes wrong on the line, in a sentence that holds no password."""
    try:
        yield
    except LoginError as refused:
        raise ServerRefused(
            "{host} refuses the user name or the password ({words}); set up mail again with the right ones.",
            host=server.host,
            words=words_of(str(refused)),
        ) from None
    except ssl.SSLCertVerificationError as refused:
        raise certificate_refused(server, refused) from refused
    except (IMAPClientError, imaplib.IMAP4.error) as refused:
        raise ServerRefused(
            "{host} did not answer as a mailbox does: {words}", host=server.host, words=words_of(str(refused))
        ) from refused
    except (OSError, EOFError) as refused:
        raise unreachable(server, refused) from refused
