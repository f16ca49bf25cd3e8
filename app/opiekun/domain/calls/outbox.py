"""Mail that waits to be sent, and mail that came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from opiekun.domain.calls.calls import Guest
from opiekun.domain.invitations.verdicts import AnswerKey, Change, Edition, Proposal, Verdict
from opiekun.domain.sync.told import Told


class Outgoing(StrEnum):
    """What a message in the outbox is. The first six are methods of RFC 5546."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    REPLY = "REPLY"
    COUNTER = "COUNTER"
    DECLINECOUNTER = "DECLINECOUNTER"
    REFRESH = "REFRESH"
    REMINDER = "REMINDER"
    OFFER = "OFFER"


class Sending(StrEnum):
    """WAITING: for its turn. SENDING: handed to the server, whose word was not heard yet. SENT. STUCK: the server will
    not have it."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    STUCK = "stuck"


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to one recipient, with the bytes that are sent. ``message_id`` never changes, whatever is retried.

    ``dedupe`` names what it tells, so that it is told once: method, UID, edition and recipient. Not before ``due_at``.
    ``recurrence_id`` is that of the occurrence that it is about, "" for the whole event.
    """

    message_id: str
    dedupe: str
    kind: Outgoing
    to: str
    uid: str
    sequence: int
    subject: str
    content: bytes
    due_at: datetime
    state: Sending = Sending.WAITING
    attempts: int = 0
    next_at: datetime | None = None
    failure: Told | None = None
    recurrence_id: str = ""

    def is_due(self, now: datetime) -> bool:
        """Whether its time has come. Only reminders wait for one: a clock that was set back holds up nothing else."""
        return self.kind is not Outgoing.REMINDER or self.due_at <= now


class Wording(NamedTuple):
    """What a letter says: its subject, one line, and its plain text."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Edited:
    """What a message made of an event: its calendar's id, and the text before (None: it was not there) and after."""

    calendar_id: str
    before: str | None
    after: str


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of the messages about an event; see verdicts.Known, of which it is a part."""

    answers: Mapping[AnswerKey, Edition] = field(default_factory=dict, hash=False)
    reset_at: Mapping[str, int] = field(default_factory=dict, hash=False)
    seen: Mapping[str, Edition] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A message that came, whole, and what became of it. ``source`` is a file's name, or the mailbox it was in.

    ``part`` counts the calendar objects of one message from 0. ``decided`` is "" until the agent decided on it, then
    "accept" or "refuse". ``edited`` and ``memory``, as it was before, are what an undo goes back to; None where
    nothing was changed.
    """

    id: str
    at: datetime
    source: str
    sender: str
    subject: str
    method: str
    uid: str
    verdict: Verdict
    changes: tuple[Change, ...]
    reason: Told | None
    raw: bytes
    digest: str
    decided: str = ""
    undone: bool = False
    part: int = 0
    edited: Edited | None = None
    memory: Memory | None = None


@dataclass(frozen=True, slots=True)
class OpenProposal:
    """A time that somebody proposes for the event of that UID, until the agent decides on its ledger entry."""

    entry_id: str
    uid: str
    proposal: Proposal


@dataclass(frozen=True, slots=True)
class Envelope:
    """From whom a letter is and to whom. ``zone`` is the recipient's IANA zone, in which times are told to him too."""

    by_name: str
    by_email: str
    to: Guest
    zone: str
