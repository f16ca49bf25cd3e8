"""Taking back what was decided about a time that a guest proposed: it waits for the agent again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from opiekun.domain.calendar.opened import open_text
from opiekun.domain.calendar.reading import details_of
from opiekun.domain.calendar.surgery import sequence_of
from opiekun.domain.calls.calls import CallStatus
from opiekun.domain.calls.outbox import Edited, LedgerEntry, OpenProposal, Outgoing
from opiekun.domain.errors import Refused
from opiekun.domain.invitations.organizing import rescheduled
from opiekun.domain.invitations.verdicts import Verdict
from opiekun.services.calls.following import as_in
from opiekun.services.done import Changed, Done, ObjectChange, ReopenProposal, What
from opiekun.services.mail.proposals import asked_by, event_of
from opiekun.services.mail.queueing import may_have_reached
from opiekun.services.mail.telling import tell
from opiekun.services.mail_ports import LetterWriter
from opiekun.services.object_writer import indexed_texts, write_objects
from opiekun.services.ports import Store, UnitOfWork


def reopen(store: Store, letters: LetterWriter, token: ReopenProposal, *, now: datetime) -> Done:
    """Let the proposal wait again. An event that it has moved goes back to when it was, and its guests are asked again.

    The letter that declined it is not sent, where it has not gone yet. Raises Refused where the event has been changed
    since, or another call stands by now where it was.
    """
    open_ = token.proposal
    with store.write() as unit:
        entry = unit.mail.entry(open_.entry_id)
        if entry is None or not entry.decided:
            raise Refused("The proposal waits for you already.")
        moved = entry.edited
        if moved is None:
            _drop_letter(unit, entry, open_)
            keys = frozenset(here.key for here in (event_of(unit, open_.uid),) if here is not None)
            done = Done(What.PROPOSAL_DECLINED, changed=Changed(events=keys))
        else:
            open_, done = _move_back(unit, letters, open_, moved, now)
        if token.verdict is Verdict.PROPOSAL:
            unit.mail.save_proposal(open_)
        unit.mail.save_entry(replace(entry, verdict=token.verdict, decided="", edited=None, memory=None))
        here = event_of(unit, open_.uid)
        title = details_of(here.text, "").summary if here is not None else ""
        return replace(done, name=open_.uid, subject=title, detail=open_.proposal.who)


def _move_back(
    unit: UnitOfWork, letters: LetterWriter, open_: OpenProposal, moved: Edited, now: datetime
) -> tuple[OpenProposal, Done]:
    """The proposal as it is about the event that went back, which is another version of it."""
    uid, proposal = open_.uid, open_.proposal
    here = unit.calendars.texts_of(moved.calendar_id, [uid]).get(uid)
    if here != moved.after or moved.before is None:
        raise Refused("The event has been changed since; it stays as it is now.")
    was = details_of(moved.before, proposal.recurrence_id)
    text = rescheduled(here, proposal.recurrence_id, was.start, was.end, now=now)
    record = unit.calls.find(uid)
    if record is not None and record.status is CallStatus.BOOKED and not proposal.recurrence_id:
        back = as_in(text, record)
        if not unit.calls.occupy(back):
            raise Refused("Another call takes by now the time at which it was; it stays where it is.")
        unit.calls.save(back)
    edit = ObjectChange(moved.calendar_id, uid, here, text)
    keys = write_objects(unit, [edit], indexed_texts([edit]), now)
    tell(unit, letters, here, text, now=now)
    opened = open_text(text)
    part = opened.named(proposal.recurrence_id) or opened.base
    again = replace(open_, proposal=replace(proposal, sequence=sequence_of(part.component)))
    accounts = frozenset({record.account_id}) if record is not None else frozenset[str]()
    return again, Done(What.PROPOSAL_ACCEPTED, changed=Changed(events=keys, accounts=accounts))


def _drop_letter(unit: UnitOfWork, entry: LedgerEntry, open_: OpenProposal) -> None:
    for letter in unit.mail.letters_about(open_.uid, open_.proposal.who):
        its = letter.kind is Outgoing.DECLINECOUNTER and asked_by(entry) in letter.dedupe
        if its and not may_have_reached(unit, letter):
            unit.mail.drop_letter(letter.message_id)
