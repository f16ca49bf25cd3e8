"""Letting a server have its way about an event: its version comes back, and guests who know another one hear of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from opiekun.domain.calls.outbox import Letter, Outgoing
from opiekun.domain.calls.telling import letters_owed
from opiekun.domain.invitations.organizing import guests_of, sequences
from opiekun.domain.sync.local import JournalEntry, PartOf
from opiekun.services.done import Changed, ObjectChange, OutboxChange
from opiekun.services.hosted_edits import Written, as_new, unsent
from opiekun.services.mail.hosting import Host, hosted, in_next_edition, tell_of
from opiekun.services.mail.queueing import may_have_reached
from opiekun.services.mail.resets import note_resets
from opiekun.services.mail.telling import remind
from opiekun.services.object_writer import indexed_texts, left_behind, write_objects
from opiekun.services.ports import UnitOfWork
from opiekun.services.sync.calendar_text import put_text

_TELLING = frozenset({Outgoing.REQUEST, Outgoing.CANCEL})


def series_as_the_server_has_it(
    unit: UnitOfWork, host: Host | None, entry: JournalEntry, mine: str | None, now: datetime
) -> Written:
    """As :func:`as_the_server_has_it`, with what the edit is a part of.

    What it split off the series goes too, since that has it again; what it gave back to the series is by itself again,
    since that has it no more; and what it put into this calendar is where it was.
    """
    written = as_the_server_has_it(unit, host, entry, mine, now)
    for part, whole, text in [*split_off(unit, entry), *_given_back(unit, entry)]:
        other = as_the_server_has_it(unit, host, part, text, now)
        written = _joined(written, replace(other, changes=(replace(other.changes[0], part_of=whole),)))
    for left in left_behind(unit, entry.calendar_id, entry.uid) if entry.base_text is None else ():
        written = _joined(written, as_the_server_has_it(unit, host, left, None, now))
    return written


def _given_back(unit: UnitOfWork, entry: JournalEntry) -> Iterator[tuple[JournalEntry, PartOf, None]]:
    """What was deleted since a series has it again by an edit that waits."""
    for part in unit.sync.journal(entry.calendar_id):
        if part.part_of is not None and part.part_of.uid == entry.uid:
            yield part, part.part_of, None


def split_off(unit: UnitOfWork, entry: JournalEntry) -> Iterator[tuple[JournalEntry, PartOf, str]]:
    """What an edit that waits has split off a series, and off that again; of what the server has, nothing."""
    if entry.base_text is None:
        return
    left = [(entry.uid, split) for split in entry.splits]
    while left:
        series, split = left.pop(0)
        for found in unit.calendars.named(split.uid):  # it may have been put into another calendar
            part = unit.sync.entry(found.calendar_id, split.uid)
            if part is not None and part.base_text is None:
                yield part, PartOf(series, split.at), found.text
                left += [(split.uid, again) for again in part.splits]


def as_the_server_has_it(
    unit: UnitOfWork, host: Host | None, entry: JournalEntry, mine: str | None, now: datetime
) -> Written:
    """Let an event of which an edit waits be as the server has it, and the edit be forgotten.

    Letters about the edit that have reached nobody do not go. Guests who know of it are told what stands now, in an
    edition that is newer, which goes to the server as an edit of its own.
    """
    back = ObjectChange(entry.calendar_id, entry.uid, mine, entry.base_text)
    before = unsent(unit, [entry.uid])
    keys = put_text(unit, entry.calendar_id, entry.uid, entry.base_text, now)
    unit.sync.drop_entry(entry.calendar_id, entry.uid)
    plain = Written((back,), {}, Changed(events=keys), (), OutboxChange(), ())
    if host is None or not hosted(unit, host, entry.uid, mine or entry.base_text or ""):
        return plain
    about = unit.mail.letters_about(entry.uid)
    top = max(sequences(entry.base_text).values()) if entry.base_text is not None else -1
    # An edit that was taken back and made again is older than its entry.
    told = [each for each in about if each.kind in _TELLING and (each.sequence > top or each.due_at >= entry.made_at)]
    if not _can_be_withdrawn(unit, entry, about, told):
        return _in_newer_edition(unit, host, plain, before, now)
    for letter in told:
        unit.mail.drop_letter(letter.message_id)
    note_resets(unit, [back])
    remind(unit, host.letters(), entry.uid, entry.base_text, now=now)
    return replace(plain, outbox=OutboxChange(before, unsent(unit, [entry.uid])))


def _in_newer_edition(
    unit: UnitOfWork, host: Host, plain: Written, before: tuple[Letter, ...], now: datetime
) -> Written:
    """Tell guests who know of the edit what stands now, where they are owed it. ``before`` are the letters that waited
    before the server's version came back, as ``plain`` tells.
    """
    (back,) = plain.changes
    edition = as_new(unit, host, in_next_edition(unit, host, back, now), now)
    if not letters_owed(back.before, edition.after, now):
        return plain
    proposals = tuple(unit.mail.proposals(back.uid))
    newer = replace(back, before=back.after, after=edition.after)
    indexed = indexed_texts([newer])
    if newer.before != newer.after:
        write_objects(unit, [newer], indexed, now)
    guests = tell_of(unit, host, [edition], now)
    outbox = OutboxChange(before, unsent(unit, [back.uid]), proposals)
    return replace(plain, changes=(replace(back, after=edition.after),), told=guests, outbox=outbox)


def _can_be_withdrawn(unit: UnitOfWork, entry: JournalEntry, about: Sequence[Letter], told: Sequence[Letter]) -> bool:
    """Whether nobody knows of the edit, and everybody was invited to what was before it."""
    if any(may_have_reached(unit, each) for each in told):
        return False
    waiting = {each.to.lower() for each in told}
    invited = {each.to.lower() for each in about if each not in told and may_have_reached(unit, each)}
    guests = guests_of(entry.base_text) if entry.base_text is not None else {}
    return all(email in invited for email in guests if email in waiting)


def _joined(one: Written, other: Written) -> Written:
    """What two edits did, as one."""
    events = one.changed.events | other.changed.events
    outbox = OutboxChange(
        one.outbox.before + other.outbox.before,
        one.outbox.after + other.outbox.after,
        one.outbox.proposals + other.outbox.proposals,
    )
    return replace(
        one,
        changes=one.changes + other.changes,
        changed=replace(one.changed, events=events),
        told=tuple(dict.fromkeys(one.told + other.told)),
        outbox=outbox,
    )
