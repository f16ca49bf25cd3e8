"""What the services need to send and read mail: letters written as MIME, SMTP, IMAP, and messages read from bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol

from opiekun.domain.calendar.events import When
from opiekun.domain.calls.mailboxes import Arrived, MailServer
from opiekun.domain.calls.outbox import Envelope, Letter, Wording
from opiekun.domain.invitations.messages import CalendarMessage, Partstat
from opiekun.services.ports import Cancelled


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

    @property
    def tells(self) -> bool:
        """Whether the server tells of new mail by itself (IDLE, RFC 2177)."""

    def wait(self, seconds: float) -> bool:
        """Wait for what the server tells; True where that is new mail. Raises ServerRefused, also when interrupted."""

    def interrupt(self) -> None:
        """Cut the line, from any thread: whoever waits on it need wait no more."""

    def close(self) -> None: ...


class MailServers(Protocol):
    """Opens mail servers with their password from the secrets."""

    def sender(self, server: MailServer, password: str) -> Sender: ...

    def mailbox(self, server: MailServer, password: str) -> Mailbox: ...


class LetterWriter(Protocol):
    """Writes letters about an event, given as the text of its object, in the recipient's language.

    ``recurrence_id`` is that of an occurrence that has an override of its own, "" for the whole event. Raises
    InvalidInput for an address that is none.
    """

    def invitation(
        self, text: str, envelope: Envelope, *, update: bool, now: datetime, recurrence_id: str = ""
    ) -> Letter:
        """REQUEST: the event, or an occurrence, as it is now."""

    def cancellation(self, text: str, envelope: Envelope, *, recurrence_id: str, now: datetime) -> Letter:
        """CANCEL, to one who is or was invited."""

    def answer(
        self, text: str, envelope: Envelope, partstat: Partstat, *, recurrence_id: str, comment: str, now: datetime
    ) -> Letter:
        """REPLY of ours to the organizer."""

    def proposal(
        self,
        text: str,
        envelope: Envelope,
        times: tuple[When, When],
        *,
        recurrence_id: str,
        comment: str,
        now: datetime,
    ) -> Letter:
        """COUNTER of ours to the organizer: another time, [start, end)."""

    def alternatives(self, times: Sequence[tuple[datetime, datetime]], envelope: Envelope) -> str:
        """What is told of times that are free, on the recipient's clock; "" for none."""

    def declined(self, text: str, envelope: Envelope, comment: str, *, recurrence_id: str, now: datetime) -> Letter:
        """DECLINECOUNTER to one who proposed a time, with a comment of several lines."""

    def refresh(self, text: str, envelope: Envelope, *, now: datetime) -> Letter:
        """REFRESH: we ask the organizer for the invitation again."""

    def reminder(self, text: str, envelope: Envelope, *, due_at: datetime, now: datetime) -> Letter:
        """A plain reminder, to be sent when it is due."""

    def offer(
        self,
        title: str,
        envelope: Envelope,
        times: Sequence[tuple[datetime, datetime]],
        *,
        until: datetime,
        now: datetime,
    ) -> Letter:
        """Times to choose from, kept until then."""

    def offer_words(
        self, title: str, envelope: Envelope, times: Sequence[tuple[datetime, datetime]], *, until: datetime
    ) -> Wording:
        """The words of such a letter, also to one whose address is not known."""


class LetterReader(Protocol):
    """Reads an e-mail or a calendar file. Raises InvalidInput for one that must not or cannot be read."""

    def __call__(self, raw: bytes) -> tuple[CalendarMessage, ...]: ...
