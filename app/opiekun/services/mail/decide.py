"""What the agent decides: a held answer, or a time that is proposed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from opiekun.domain.calls.outbox import LedgerEntry
from opiekun.domain.errors import NotFound, Refused
from opiekun.domain.invitations.judging import judge
from opiekun.domain.invitations.verdicts import Verdict
from opiekun.services.done import Done
from opiekun.services.mail.applying import Desk, applied
from opiekun.services.mail.fetch import Reading
from opiekun.services.mail.known import aliases_of, known_event
from opiekun.services.mail.process import uid_of
from opiekun.services.mail.proposals import Outcome, accept, check_comment, decline, draft_decline
from opiekun.services.ports import Store, UnitOfWork


class Decision(StrEnum):
    """What the agent says of an answer that is held, or of a time that is proposed."""

    ACCEPT = "accept"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Deciding:
    """How it is decided. ``anyway`` accepts a time over events of the agent's own calendars, never over a call.

    ``comment`` is told to a guest whose time is declined, None for one that names free times.
    """

    anyway: bool = False
    comment: str | None = None


PLAINLY = Deciding()


@dataclass(frozen=True, slots=True)
class Decided:
    """The entry as it is now. ``done`` takes a decision on a proposed time back; None for any other."""

    entry: LedgerEntry
    done: Done | None = None


def decide(
    store: Store,
    entry_id: str,
    decision: Decision,
    reading: Reading,
    how: Deciding = PLAINLY,
    *,
    now: datetime,
) -> Decided:
    """Let a held message count after all, or a proposed time hold; or refuse it.

    Raises NotFound for an unknown entry, Refused for one that is not to be decided (any more), or where it cannot be
    done, NotBookable where a proposed time is not free, InvalidInput for a comment that is too long; nothing has
    changed then.
    """
    comment = check_comment(how.comment or "")
    if how.comment is None and decision is Decision.REFUSE and _proposes(store, entry_id):
        comment = draft_decline(store, reading.letters, entry_id, now=now).comment
    with store.write() as unit:
        desk = Desk(unit, reading.letters, frozenset(each.lower() for each in reading.me), now)
        entry = _undecided(unit, entry_id)
        decided, done = _decided(desk, entry, decision, reading, replace(how, comment=comment))
        return Decided(unit.mail.save_entry(replace(decided, decided=decision.value)), done)


def _decided(
    desk: Desk, entry: LedgerEntry, decision: Decision, reading: Reading, how: Deciding
) -> tuple[LedgerEntry, Done | None]:
    open_ = next((each for each in desk.unit.mail.proposals(entry.uid) if each.entry_id == entry.id), None)
    if open_ is not None and decision is Decision.ACCEPT:
        return accept(desk, entry, open_.proposal, anyway=how.anyway)
    if open_ is not None:
        return decline(desk, entry, open_.proposal, how.comment or "")
    if entry.verdict is not Verdict.HELD:
        raise Refused("The entry {id} is not to be decided.", id=entry.id)
    return _let_count(desk, entry, reading, anyway=how.anyway) if decision is Decision.ACCEPT else (entry, None)


def _proposes(store: Store, entry_id: str) -> bool:
    with store.read() as unit:
        return any(each.entry_id == entry_id for each in unit.mail.proposals())


def _undecided(unit: UnitOfWork, entry_id: str) -> LedgerEntry:
    entry = unit.mail.entry(entry_id)
    if entry is None:
        raise NotFound("There is no entry {id}; list them with “opiekun mail ledger”.", id=entry_id)
    if entry.decided or entry.undone:
        raise Refused("The entry {id} is decided already.", id=entry_id)
    return entry


def _let_count(desk: Desk, entry: LedgerEntry, reading: Reading, *, anyway: bool) -> Outcome | tuple[LedgerEntry, None]:
    """A held message is judged against the event as it is now: what is newer since then still wins."""
    messages = reading.read(entry.raw)
    if entry.part >= len(messages):
        raise Refused("The entry {id} is not to be decided.", id=entry.id)
    message = messages[entry.part]
    about = known_event(desk.unit, uid_of(message), desk.me)
    aliases = aliases_of(desk.unit, about[0], message.sender)
    judged = judge(message, about[0], me=desk.me, aliases=aliases, now=desk.now)
    if judged.verdict not in (Verdict.HELD, Verdict.APPLIED, Verdict.PROPOSAL):
        raise judged.reason.refusal() if judged.reason is not None else Refused("It counts no more.")
    if judged.proposal is not None:
        return accept(desk, entry, judged.proposal, anyway=anyway)
    text = judged.would if judged.verdict is Verdict.HELD else judged.text
    return replace(applied(desk, entry, judged, text, about), verdict=Verdict.APPLIED), None
