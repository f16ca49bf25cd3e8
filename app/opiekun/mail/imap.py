"""Reads a mailbox over IMAP (RFC 3501): only messages that hold calendar objects, marking and deleting nothing."""

from __future__ import annotations

import imaplib
import socket
import ssl
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from time import monotonic
from typing import Any

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError, LoginError

from opiekun.domain.calls.mailboxes import Arrived, MailServer, Security
from opiekun.domain.errors import ServerRefused
from opiekun.mail.lines import password_refused, unreachable, words_in
from opiekun.mail.reading import MOST_BYTES
from opiekun.mail.trust import connected

_SECONDS = 30.0
_AT_ONCE = 200
"""Messages whose structure is asked for in one command."""


class ImapMailbox:
    """An open line to the inbox, opened read-only (EXAMINE): nothing that is read is marked as seen."""

    def __init__(self, server: MailServer, password: str, *, folder: str = "INBOX", seconds: float = _SECONDS) -> None:
        self._server = server
        with _told(server):
            self._line = connected(server, partial(_connected, server, seconds))
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

    @property
    def tells(self) -> bool:
        """Whether the server tells of new mail by itself (IDLE, RFC 2177)."""
        with _told(self._server):
            return bool(self._line.has_capability("IDLE"))

    def wait(self, seconds: float) -> bool:
        """Wait for what the server tells; True where that is new mail. Raises ServerRefused, also when interrupted."""
        with _told(self._server):
            # A server tells what comes while it is listened to. What came before, it says when it is asked.
            if _is_news(self._line.noop()[1]):
                return True
            self._line.idle()
            came = not self._line.holds_more() and self._listen(seconds)
            _, told = self._line.idle_done()  # fails where the line is cut: a wait on it looks as if nothing came
        return came or _is_news(told)

    def interrupt(self) -> None:
        """Cut the line, from any thread: whoever waits on it need wait no more."""
        with suppress(OSError):
            self._line.socket().shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """End the line."""
        try:
            self._line.logout()
        except (IMAPClientError, imaplib.IMAP4.error, OSError):
            with suppress(OSError):
                self._line.shutdown()

    def _listen(self, seconds: float) -> bool:
        """Servers tell now and then that they are still there: that is no mail."""
        end = monotonic() + seconds
        while (left := end - monotonic()) > 0 and (told := self._line.idle_check(timeout=left)):
            if _is_news(told):
                return True
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


class _Line(IMAPClient):  # type: ignore[misc]
    """A line that also knows of what came together with an answer."""

    def holds_more(self) -> bool:
        """Whether more came together with the answer to IDLE, as what comes between NOOP and IDLE does. It lies in the
        reader's buffer, into which ``idle_check`` does not look before it waits for the socket.
        """
        line = self.socket()
        waits = line.gettimeout()
        line.setblocking(False)
        try:
            return bool(self._imap.file.peek())
        except ssl.SSLWantReadError:
            return False
        finally:
            line.settimeout(waits)


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


def _is_news(told: Iterable[Sequence[Any]]) -> bool:
    """Whether a server tells of new mail (RFC 3501, 7.3)."""
    return any(len(line) > 1 and line[1] in {b"EXISTS", b"RECENT"} for line in told)


def _connected(server: MailServer, seconds: float, context: ssl.SSLContext) -> _Line:
    line = _Line(server.host, server.port, ssl=server.security is Security.TLS, ssl_context=context, timeout=seconds)
    if server.security is Security.STARTTLS:
        try:
            line.starttls(context)
        except (IMAPClientError, imaplib.IMAP4.error, OSError):
            with suppress(OSError):
                line.shutdown()
            raise
    return line


@contextmanager
def _told(server: MailServer) -> Iterator[None]:
    """Whatever goes wrong on the line, in a sentence that holds no password."""
    try:
        yield
    except LoginError as refused:
        raise password_refused(server, words_in(refused)) from None
    except (IMAPClientError, imaplib.IMAP4.error) as refused:
        raise ServerRefused(
            "{host} did not answer as a mailbox does: {words}", host=server.host, words=words_in(refused)
        ) from refused
    except (OSError, EOFError) as refused:
        raise unreachable(server, refused) from refused
