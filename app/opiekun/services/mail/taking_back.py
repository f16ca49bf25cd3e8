"""Taking back what a message changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from opiekun.domain.calls.outbox import Edited, LedgerEntry, Memory, OpenProposal
from opiekun.domain.errors import BadComponent, NotFound, Refused
from opiekun.domain.invitations.judging import judge
from opiekun.domain.invitations.messages import Method
from opiekun.domain.invitations.verdicts import Known, Verdict
from opiekun.domain.sync.three_way import Prefer, three_way
from opiekun.services.done import ObjectChange, ReopenProposal
from opiekun.services.mail.decide import Decision
from opiekun.services.mail.fetch import Reading
from opiekun.services.mail.known import aliases_of
from opiekun.services.mail.proposals import event_of
from opiekun.services.mail.reopening import reopen
from opiekun.services.mail.standing import ledger_entry
from opiekun.services.object_writer import indexed_texts, write_objects
from opiekun.services.ports import Store


def undo_entry(store: Store, entry_id: str, reading: Reading, *, now: datetime) -> LedgerEntry:
    """Make the event, and what is remembered of it, as if a message had not been applied; what came since stays.

    The message can be processed again then. One that was held, and a proposal, wait to be decided again; the guests of
    an event that a proposal has moved are told. Raises NotFound for an unknown entry; Refused where it changed
    nothing, and where what it changed was changed again since.
    """
    decided = _decided_proposal(store, entry_id, reading, now)
    if decided is not None:
        reopen(store, reading.letters, decided, now=now)
        return ledger_entry(store, entry_id)
    with store.write() as unit:
        entry = unit.mail.entry(entry_id)
        if entry is None:
            raise NotFound("There is no entry {id}; list them with “opiekun mail ledger”.", id=entry_id)
        waits = _waits_again(entry)
        if entry.undone or (entry.edited is None and entry.memory is None and not waits):
            raise Refused("The entry {id} changed nothing that could be taken back.", id=entry_id)
        if entry.decided == Decision.ACCEPT and entry.memory is None and not waits:
            raise Refused("Everybody was told the new time; move the event instead.")
        if entry.edited is not None:
            edited = entry.edited
            here = unit.calendars.texts_of(edited.calendar_id, [entry.uid]).get(entry.uid)
            before = _without(edited, here)
            back = ObjectChange(edited.calendar_id, entry.uid, here, before)
            write_objects(unit, [back], indexed_texts([back]), now)
        if entry.memory is not None:
            unit.mail.remember(entry.uid, _as_before(entry, entry.memory, unit.mail.memory(entry.uid)))
        again = replace(entry, edited=None, memory=None)
        if waits:
            return unit.mail.save_entry(replace(again, verdict=Verdict.HELD, decided=""))
        return unit.mail.save_entry(replace(again, undone=True))


def _waits_again(entry: LedgerEntry) -> bool:
    """Whether it was held until the agent decided, and there is still what he can decide on."""
    return bool(entry.decided) and entry.method != Method.COUNTER and bool(entry.raw)


def _without(edited: Edited, here: str | None) -> str | None:
    """The event as it is here without what a message made of it. Raises Refused where that cannot be told apart."""
    if here == edited.after:
        return edited.before
    if here is not None and edited.before is not None:
        try:
            merge = three_way(edited.after, edited.before, here, prefer=Prefer.THEIRS)
        except BadComponent:
            merge = None
        if merge is not None and not merge.touching:
            return merge.text
    raise Refused("The event has been changed since; it stays as it is now.")


def _decided_proposal(store: Store, entry_id: str, reading: Reading, now: datetime) -> ReopenProposal | None:
    """What lets the time wait again that the message proposes; None for one that was not decided, or proposes none.

    What it proposed is judged anew, beside the event as it was then.
    """
    with store.read() as unit:
        entry = unit.mail.entry(entry_id)
        if entry is None or not entry.decided or entry.method != Method.COUNTER:
            return None
        here = event_of(unit, entry.uid)
        text = entry.edited.before if entry.edited is not None else here.text if here is not None else None
        messages = reading.read(entry.raw)
        if text is None or entry.part >= len(messages):
            return None
        message, known = messages[entry.part], Known(text, ours=True)
        aliases = aliases_of(unit, known, message.sender)
    judged = judge(message, known, me=reading.me, aliases=aliases, now=now)
    if judged.proposal is None:
        return None
    return ReopenProposal(OpenProposal(entry.id, entry.uid, judged.proposal), judged.verdict)


def _as_before(entry: LedgerEntry, before: Memory, known: Memory | None) -> Memory:
    """What was remembered before the message, but for what came since: others' answers, and when they were reset."""
    if known is None:
        return before
    his = {change.who for change in entry.changes} or {entry.sender}
    answers = {key: edition for key, edition in known.answers.items() if key.attendee not in his}
    answers |= {key: edition for key, edition in before.answers.items() if key.attendee in his}
    return Memory(answers, known.reset_at, before.seen)
