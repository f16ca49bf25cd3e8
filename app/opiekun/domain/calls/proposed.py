"""A time that a guest proposes for an event of ours, beside the time at which that is."""

from __future__ import annotations

from dataclasses import dataclass

from opiekun.domain.calendar.events import When


@dataclass(frozen=True, slots=True)
class ProposedTime:
    """A proposal that waits for the agent, and what it would move.

    ``entry_id`` is the message in the ledger. ``key``, ``uid``, ``recurrence_id`` ("" : the whole event) and
    ``calendar_id`` name the event as an occurrence does, ``title`` is its title. ``who`` proposes: an address, and the
    name by which the event knows him. [start, end) is proposed, [stands_start, stands_end) is when it is now.
    """

    entry_id: str
    key: int
    uid: str
    recurrence_id: str
    calendar_id: str
    title: str
    who: str
    name: str
    start: When
    end: When
    stands_start: When
    stands_end: When
    comment: str = ""
