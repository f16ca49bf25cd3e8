"""Rearranged calls as one deed: what was done to all of them is taken back, and done again, in one go."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from opiekun.domain.calls.calls import CallRecord, CallStatus
from opiekun.domain.calls.outbox import Letter, OpenProposal
from opiekun.domain.errors import Refused
from opiekun.services.calls.following import occupy
from opiekun.services.calls.writing import recorded, text_of_call
from opiekun.services.done import Changed, Done, ObjectChange, OutboxChange, RestoreCalls, What
from opiekun.services.hosted_edits import unsent, write_back
from opiekun.services.mail.hosting import Host
from opiekun.services.mail_ports import LetterWriter
from opiekun.services.ports import Store, UnitOfWork


@dataclass(frozen=True, slots=True)
class Before:
    """Calls before they were rearranged, with the texts of their events, the letters that had not gone, and the times
    that guests proposed, which fall with those of the calls."""

    records: tuple[CallRecord, ...]
    texts: dict[str, tuple[str, str] | None]
    letters: tuple[Letter, ...]
    proposals: tuple[OpenProposal, ...]

    @classmethod
    def of(cls, unit: UnitOfWork, uids: Collection[str]) -> Before:
        """As they are now. Raises NotFound."""
        records = tuple(recorded(unit, uid) for uid in uids)
        known = [record.uid for record in records]
        proposals = tuple(each for uid in known for each in unit.mail.proposals(uid))
        return cls(records, {uid: text_of_call(unit, uid) for uid in known}, unsent(unit, known), proposals)


def in_one(unit: UnitOfWork, before: Before, each_done: Sequence[Done]) -> Done:
    """What was done to each as one deed, with the undo of all."""
    uids = [record.uid for record in before.records]
    texts = {uid: text_of_call(unit, uid) for uid in uids}
    changes = tuple(
        ObjectChange(was[0], uid, was[1], here[1] if here is not None else None)
        for uid, here in texts.items()
        if (was := before.texts[uid]) is not None
    )
    alone = each_done[0] if len(each_done) == 1 else None
    what = alone.what if alone is not None else What.CALLS_REARRANGED
    outbox = OutboxChange(before.letters, unsent(unit, uids), before.proposals)
    undo = RestoreCalls(before.records, changes, outbox, what)
    if alone is not None:
        return replace(alone, undo=undo)
    changed = Changed(
        events=frozenset().union(*(done.changed.events for done in each_done)),
        accounts=frozenset().union(*(done.changed.accounts for done in each_done)),
    )
    return Done(what, detail=str(len(each_done)), changed=changed, undo=undo)


def restore_calls(store: Store, letters: LetterWriter, token: RestoreCalls, *, now: datetime) -> Done:
    """Make calls as they were, all or none. Who was not written to yet never is; who was is told again.

    Raises Refused where one was changed since, or another call has its time by now.
    """
    back = tuple(ObjectChange(each.calendar_id, each.uid, each.after, each.before) for each in token.objects)
    with store.write() as unit:
        for change in back:
            here = text_of_call(unit, change.uid)
            if (here[1] if here is not None else None) != change.before:
                raise Refused("A call has been changed since, or a guest has answered; they stay as they are now.")
        were = tuple(recorded(unit, record.uid) for record in token.records)
        for record in were:
            unit.calls.release(record.uid)
        for record in token.records:
            unit.calls.save(record)
            if record.status is CallStatus.BOOKED and not occupy(unit, record):
                raise Refused("Another call takes the time of “{title}” by now.", title=record.title)
        written = write_back(unit, Host(lambda: letters), back, token.outbox, now)
    first = token.records[0]
    return Done(
        What.REDONE if token.undone else What.UNDONE,
        name=first.uid,
        subject=first.title,
        changed=replace(written.changed, accounts=frozenset(record.account_id for record in were)),
        undo=RestoreCalls(were, written.changes, written.outbox, token.of, undone=not token.undone),
        of=token.of,
        told=written.told,
    )
