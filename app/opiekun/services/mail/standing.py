"""What of the mail waits: for its turn, for a server, and for the agent."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from opiekun.domain.calls.mailboxes import MailSettings
from opiekun.domain.calls.outbox import LedgerEntry, Letter, OpenProposal, Sending
from opiekun.domain.calls.proposed import ProposedTime
from opiekun.domain.errors import NotFound
from opiekun.domain.invitations.verdicts import Verdict
from opiekun.services.mail.answered import Answered, answered_in
from opiekun.services.mail.proposals import proposed_times
from opiekun.services.ports import Store, UnitOfWork


@dataclass(frozen=True, slots=True)
class MailStanding:
    """Letters that are stuck, answers that are held, and times that are proposed, oldest first.

    ``waiting`` are the Message-IDs of letters that wait, or are under way; ``put_off`` counts those of them that could
    not be sent yet. ``proposed`` are those of the proposals that can be accepted, each with what it would move.
    ``answered`` is empty where nobody asked for it.
    """

    settings: MailSettings
    waiting: frozenset[str]
    stuck: tuple[Letter, ...]
    held: tuple[LedgerEntry, ...]
    proposals: tuple[OpenProposal, ...]
    proposed: tuple[ProposedTime, ...] = ()
    put_off: int = 0
    answered: Answered = field(default_factory=Answered)


def window_standing(store: Store, agent_id: str, *, now: datetime) -> MailStanding:
    """As :func:`mail_standing`, with what that agent and the guests of the desk's events have answered.

    What would be moved in a calendar that is hidden is not among ``proposed``.
    """
    with store.read() as unit:
        standing = _standing(unit)
        shown = {calendar.id for calendar in unit.calendars.all() if calendar.shown} if standing.proposed else ()
        proposed = tuple(each for each in standing.proposed if each.calendar_id in shown)
        return replace(standing, proposed=proposed, answered=answered_in(unit, agent_id, now))


def mail_standing(store: Store) -> MailStanding:
    """What waits now."""
    with store.read() as unit:
        return _standing(unit)


def _standing(unit: UnitOfWork) -> MailStanding:
    proposals = tuple(unit.mail.proposals())
    letters = unit.mail.letters([Sending.WAITING, Sending.SENDING, Sending.STUCK])
    return MailStanding(
        unit.mail.settings(),
        frozenset(letter.message_id for letter in letters if letter.state is not Sending.STUCK),
        tuple(letter for letter in letters if letter.state is Sending.STUCK),
        tuple(entry for entry in unit.mail.undecided() if entry.verdict is Verdict.HELD),
        proposals,
        proposed_times(unit, proposals),
        put_off=sum(letter.state is not Sending.STUCK and letter.failure is not None for letter in letters),
    )


def ledger(store: Store, limit: int) -> list[LedgerEntry]:
    """The newest entries first, without their raw messages."""
    with store.read() as unit:
        return unit.mail.entries(limit)


def ledger_entry(store: Store, entry_id: str) -> LedgerEntry:
    """An entry with its raw message. Raises NotFound."""
    with store.read() as unit:
        entry = unit.mail.entry(entry_id)
    if entry is None:
        raise NotFound("There is no entry {id}; list them with “opiekun mail ledger”.", id=entry_id)
    return entry
