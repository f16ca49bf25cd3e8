"""Edits of events that may have guests: written, their calls with them, and the guests told, all or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from opiekun.domain.calendar.indexed import IndexedObject
from opiekun.domain.calls.calls import CallRecord, CallStatus
from opiekun.domain.calls.outbox import Letter, OpenProposal
from opiekun.domain.calls.telling import letters_owed
from opiekun.domain.errors import Refused
from opiekun.domain.invitations.organizing import bumped, called_off, sequences
from opiekun.services.calls.following import LONGEST_CALL, doubled, follow, followed
from opiekun.services.calls.placing import told
from opiekun.services.done import Changed, ObjectChange, OutboxChange
from opiekun.services.mail.hosting import Host, has_people, hosted, in_next_edition, tell_of
from opiekun.services.mail.queueing import may_have_reached
from opiekun.services.mail.resets import note_resets
from opiekun.services.object_writer import indexed_texts, put_objects
from opiekun.services.ports import UnitOfWork
from opiekun.services.rulebook import rulebook


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the texts as guests have them now, with their index.

    ``told`` are those who are written to, by name, ``outbox`` what it did to the letters, ``calls`` the UIDs of calls.
    """

    changes: tuple[ObjectChange, ...]
    indexed: Mapping[str, IndexedObject]
    changed: Changed
    told: tuple[str, ...]
    outbox: OutboxChange
    calls: tuple[str, ...]


def write_hosted(unit: UnitOfWork, host: Host | None, changes: Sequence[ObjectChange], now: datetime) -> Written:
    """Write texts; where they are events of ours with guests, in an edition that is newer, and let the letters wait.

    None for ``host``: nobody is told. Raises Refused where a call would stand where another one does.
    """
    if host is not None:
        changes = [in_next_edition(unit, host, each, now) for each in changes]
    with_people = {each.uid for each in changes if has_people(each.before) or has_people(each.after)}
    before = unsent(unit, with_people)
    proposals = tuple(each for uid in sorted(with_people) for each in unit.mail.proposals(uid))
    indexed = indexed_texts(changes)
    keys = put_objects(unit, changes, indexed, now)
    calls = follow(unit, {each.uid for each in changes})
    for record in calls:
        _check_alone(unit, record)
    note_resets(unit, [each for each in changes if each.uid in with_people])
    guests = tell_of(unit, host, changes, now) if host is not None else ()
    return Written(
        tuple(changes),
        indexed,
        Changed(events=keys, accounts=frozenset(record.account_id for record in calls)),
        guests,
        OutboxChange(before, unsent(unit, with_people), proposals),
        tuple(record.uid for record in calls),
    )


def write_back(
    unit: UnitOfWork, host: Host | None, changes: Sequence[ObjectChange], outbox: OutboxChange, now: datetime
) -> Written:
    """Write texts as they were before an edit that did this to the outbox.

    Where none of its letters has gone, they are taken out of the outbox, and everything is as it was to the letter.
    Otherwise the guests are told that it is as it was before. The times that they proposed for it wait again.
    Raises as :func:`write_hosted`.
    """
    uids = {each.uid for each in changes if has_people(each.before) or has_people(each.after)}
    if _told_otherwise(unit, host, changes, outbox, now) or not withdraw(unit, uids, outbox):
        written = write_hosted(unit, host, [as_new(unit, host, each, now) for each in changes], now)
        _propose_again(unit, outbox.proposals, written)
        return written
    written = write_hosted(unit, None, changes, now)
    _propose_again(unit, outbox.proposals, written)
    return replace(written, outbox=OutboxChange(outbox.after, unsent(unit, uids)))


def _propose_again(unit: UnitOfWork, proposals: Iterable[OpenProposal], written: Written) -> None:
    """Let proposals wait again, about the editions in which their events came back.

    Not those that were decided, or that the same guest has replaced, meanwhile.
    """
    texts = {each.uid: each.after for each in written.changes}
    newest = {_whose(each): each.entry_id for each in written.outbox.proposals}
    for open_ in proposals:
        entry, text, proposal = unit.mail.entry(open_.entry_id), texts.get(open_.uid), open_.proposal
        replaced = newest.get(_whose(open_), open_.entry_id) != open_.entry_id
        if entry is None or entry.decided or replaced or text is None:
            continue
        if proposal.sequence is not None:
            here = sequences(text)
            proposal = replace(proposal, sequence=here.get(proposal.recurrence_id, here.get("", 0)))
        unit.mail.save_proposal(replace(open_, proposal=proposal))


def _whose(open_: OpenProposal) -> tuple[str, str, str]:
    return open_.uid, open_.proposal.who, open_.proposal.recurrence_id


def unsent(unit: UnitOfWork, uids: Iterable[str]) -> tuple[Letter, ...]:
    """The letters about these events that have not gone."""
    return tuple(letter for uid in sorted(uids) for letter in unit.mail.unsent_about(uid))


def withdraw(unit: UnitOfWork, uids: Iterable[str], outbox: OutboxChange) -> bool:
    """Make the outbox as it was before an edit of these events.

    False where that cannot be done: something of what the edit let wait may have reached somebody, or more came since.
    """
    there = {letter.message_id: letter for letter in unsent(unit, uids)}
    if there.keys() != {letter.message_id for letter in outbox.after}:
        return False
    if any(may_have_reached(unit, there[each]) for each in there.keys() - {each.message_id for each in outbox.before}):
        return False
    for message_id in there:
        unit.mail.drop_letter(message_id)
    for letter in outbox.before:
        unit.mail.save_letter(letter)
    return True


def _told_otherwise(
    unit: UnitOfWork, host: Host | None, changes: Sequence[ObjectChange], outbox: OutboxChange, now: datetime
) -> bool:
    """Whether guests were told of an edit, which these changes take back, though no letter was written here: by a
    server that schedules."""
    if host is None or outbox.before != outbox.after:
        return False
    owed = (each for each in changes if letters_owed(each.after, each.before, now))
    return any(hosted(unit, host, each.uid, each.before or each.after or "") for each in owed)


def as_new(unit: UnitOfWork, host: Host | None, change: ObjectChange, now: datetime) -> ObjectChange:
    """An event that comes back, of which its guests were told that it is off: asked for anew, as one that is new."""
    text = change.after
    if host is None or change.before is not None or text is None or not hosted(unit, host, change.uid, text):
        return change
    back = bumped(called_off(text, "", now=now), text, now=now)
    return replace(change, after=back)


def _check_alone(unit: UnitOfWork, before: CallRecord) -> None:
    """Raises Refused for a call that an edit put where it has no time of its own."""
    now = followed(unit, before)
    same = (before.status, before.start, before.end) == (now.status, now.start, now.end)
    if same or now.status is not CallStatus.BOOKED or unit.calls.has_time(now.uid):
        return
    if now.end - now.start > LONGEST_CALL:
        raise Refused(
            "“{title}” is a call; it takes at most {days} days.", title=now.title, days=LONGEST_CALL // 86_400
        )
    other = doubled(unit, now)
    raise Refused(
        "Another call stands there: “{other}”, {time}. Choose another time, or move that one first.",
        other=other.title if other is not None else "–",
        time=told((other or now).start, rulebook(unit).openings.zone),
    )
