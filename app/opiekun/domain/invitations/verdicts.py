"""What became of a message about an event: the verdict, what it changed, and what must be remembered of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from opiekun.domain.calendar.events import When
from opiekun.domain.invitations.messages import Method, Partstat
from opiekun.domain.sync.told import Told


class Verdict(StrEnum):
    """APPLIED: the calendar has it. DUPLICATE: it was known already. OUTDATED: something newer is known. PROPOSAL:
    another time is proposed. HELD: the agent must decide. REFUSED: it must not be applied. UNKNOWN: it is about
    nothing that is here."""

    APPLIED = "applied"
    DUPLICATE = "duplicate"
    OUTDATED = "outdated"
    PROPOSAL = "proposal"
    HELD = "held"
    REFUSED = "refused"
    UNKNOWN = "unknown"


class Edition(NamedTuple):
    """What orders messages about one event (RFC 5546, 2.1.5). ``dtstamp`` is the iCalendar value in UTC."""

    sequence: int
    dtstamp: str


class AnswerKey(NamedTuple):
    """Whose answer to which occurrence: the address in lower case without mailto:, and the recurrence_id ("" : all)."""

    attendee: str
    recurrence_id: str


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the event that a message is about. ``text`` is the calendar's object, None for none.

    ``answers`` are the editions of the last replies that counted. ``reset_at`` is, by recurrence_id, the sequence at
    which answers were last asked anew ("" for the whole event); ``ours`` tells that the agent is the organizer.
    ``seen`` are the editions of requests and cancellations that counted, by recurrence_id, for events of others.
    """

    text: str | None
    ours: bool
    answers: Mapping[AnswerKey, Edition] = field(default_factory=dict, hash=False)
    reset_at: Mapping[str, int] = field(default_factory=dict, hash=False)
    seen: Mapping[str, Edition] = field(default_factory=dict, hash=False)


class ChangeOf(StrEnum):
    """What a message changed."""

    PARTSTAT = "partstat"
    TIME = "time"
    DETAILS = "details"
    ADDED = "added"
    CANCELLED = "cancelled"
    PROPOSAL = "proposal"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a message changed, or would; ``who`` is an address, ``before`` and ``after`` plain text."""

    of: ChangeOf
    recurrence_id: str = ""
    who: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Another time that somebody proposes (COUNTER), beside the event; never applied by itself.

    ``sequence`` is that of the event for which it was proposed, None where that was not kept.
    """

    who: str
    recurrence_id: str
    start: When
    end: When
    comment: str = ""
    sequence: int | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a message is worth. ``text`` is the object's new text where it is APPLIED and changes it (None: as it was).

    ``answers``, ``seen`` and ``reset_at`` are to be remembered with it. ``would`` is the new text of a HELD message
    that the agent accepts. ``reason`` says why, for all but APPLIED. ``answer`` is a message that is owed in return
    (the REQUEST again for a REFRESH) to ``answer_to``.
    """

    verdict: Verdict
    method: Method | None
    uid: str
    changes: tuple[Change, ...] = ()
    reason: Told | None = None
    text: str | None = None
    would: str | None = None
    answers: Mapping[AnswerKey, Edition] = field(default_factory=dict, hash=False)
    seen: Mapping[str, Edition] = field(default_factory=dict, hash=False)
    reset_at: Mapping[str, int] = field(default_factory=dict, hash=False)
    proposal: Proposal | None = None
    partstat: Partstat | None = None
    answer: str | None = None
    answer_to: str = ""
