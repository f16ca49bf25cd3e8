"""What the services need to send and read mail: letters written as MIME, SMTP, IMAP, and messages read from bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

from opiekun.domain.calls.outbox import Letter
from opiekun.services.ports import Cancelled


class Security(StrEnum):
    """How a mail server's line is secured. NONE is for loopback and asks to be chosen."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MailServer:
    """A server for mail out (SMTP) or in (IMAP). ``user`` is "" where it asks for none; the secret is SMTP or IMAP."""

    host: str
    port: int
    security: Security
    user: str = ""


class Arrived(NamedTuple):
    """A message of a mailbox that holds calendar objects: its number there, and its bytes (bounded)."""

    number: int
    raw: bytes


class Sender(Protocol):
    """An open line to an SMTP server. Raises ServerRefused; temporary ones may be tried again."""

    def send(self, letter: Letter, *, sender: str) -> None:
        """Hand the letter over. Returning means that the server took it."""

    def close(self) -> None: ...


class Mailbox(Protocol):
    """An open line to an IMAP server's inbox. Reads without marking; deletes nothing. Raises ServerRefused."""

    @property
    def validity(self) -> int:
        """UIDVALIDITY (RFC 3501, 2.3.1.1): numbers hold as long as it does."""

    def calendar_messages(self, after: int, cancelled: Cancelled) -> Iterator[Arrived]:
        """Messages with numbers above ``after`` that hold calendar objects, in order, one in memory at a time."""

    def last_number(self) -> int:
        """The highest number there, whatever the message holds."""

    def wait(self, seconds: float, cancelled: Cancelled) -> bool:
        """Wait for new mail (IDLE, RFC 2177, where it is offered); True where some came."""

    def close(self) -> None: ...


class MailServers(Protocol):
    """Opens mail servers with their password from the secrets."""

    def sender(self, server: MailServer, password: str) -> Sender: ...

    def mailbox(self, server: MailServer, password: str) -> Mailbox: ...
