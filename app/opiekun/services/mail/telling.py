"""Writing to the guests of an event of ours when it was edited, in the transaction that edits it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from opiekun.domain.calendar.opened import open_text
from opiekun.domain.calendar.reading import details_of
from opiekun.domain.calendar.uids import uid_of
from opiekun.domain.calls.calls import Guest
from opiekun.domain.calls.outbox import Envelope, Letter, Memory, Outgoing
from opiekun.domain.calls.telling import Owed, guests_in, letters_owed
from opiekun.domain.errors import NotByMail
from opiekun.domain.invitations.messages import Partstat
from opiekun.domain.invitations.organizing import (
    called_off,
    called_off_by,
    guests_of,
    sequences,
    sequences_answered,
)
from opiekun.domain.invitations.seen import left_out
from opiekun.services.call_types import found_call_type
from opiekun.services.mail.queueing import may_have_reached, queue
from opiekun.services.mail.recipients import from_organizer
from opiekun.services.mail.who_sends import written_to_by_server
from opiekun.services.mail_ports import LetterWriter
from opiekun.services.ports import UnitOfWork

_TELLING = frozenset({Outgoing.REQUEST, Outgoing.CANCEL})


def tell(
    unit: UnitOfWork, letters: LetterWriter, before: str | None, after: str | None, *, now: datetime
) -> tuple[Letter, ...]:
    """Let the letters wait that tell the guests what became of the event; None where there was or is none.

    The answer is those that will be sent. What concerns answers is remembered: at which sequence they were asked anew.
    Proposals to a time that is no more fall. A call's record is to be stored before, for its language and reminders.
    """
    text = after or before
    if text is None:
        return ()
    uid = uid_of(open_text(text).base.component)
    _remember(unit, uid, before, after)
    to = _Envelopes(unit)
    queued = [letter for letter in _letters(to, letters, before, after, now) if queue(unit, letter)]
    return (*queued, *_reminders(to, letters, uid, after, now))


def told_by(letters: Iterable[Letter], *texts: str | None) -> dict[str, str]:
    """Who hears by these letters what became of an event: names, or addresses where no text has one, by address."""
    names = {email: name for text in texts if text is not None for email, name in guests_of(text).items()}
    telling = (letter for letter in letters if letter.kind in _TELLING)
    return {each.to.lower(): names.get(each.to.lower(), "") or each.to for each in telling}


class _Envelopes:
    """To whom letters about an event go: each guest is looked up once for all that he is told."""

    def __init__(self, unit: UnitOfWork) -> None:
        self.unit = unit
        self._known: dict[tuple[str, Guest], Envelope | None] = {}

    def to(self, text: str, guest: Guest) -> Envelope | None:
        """As :func:`from_organizer`."""
        key = (text, guest)
        if key not in self._known:
            self._known[key] = from_organizer(self.unit, text, guest)
        return self._known[key]


def _letters(
    envelopes: _Envelopes, letters: LetterWriter, before: str | None, after: str | None, now: datetime
) -> Iterator[Letter]:
    unit = envelopes.unit
    uid = uid_of(open_text(after or before or "").base.component)
    for each in letters_owed(before, after, now):
        stays = after is not None and each.guest.email.lower() in guests_of(after) and _leaves_out(after, each)
        # Who has not been asked yet need know no more than the event without that occurrence.
        owed = Owed(Outgoing.REQUEST, each.guest) if stays and not _was_asked(unit, uid, each.guest.email) else each
        text = _text_for(owed, before, after, now)
        envelope = envelopes.to(text, owed.guest)
        if envelope is None or owed.guest.email.lower() in written_to_by_server(unit, uid, text):
            continue
        with suppress(NotByMail):  # a room, or a server's user: no mail reaches it, and the others are told
            yield _letter(unit, letters, owed, text, envelope, now=now)


def _letter(
    unit: UnitOfWork, letters: LetterWriter, owed: Owed, text: str, envelope: Envelope, *, now: datetime
) -> Letter:
    if owed.kind is Outgoing.CANCEL:
        letter = letters.cancellation(text, envelope, recurrence_id=owed.recurrence_id, now=now)
        return replace(letter, recurrence_id=owed.recurrence_id)
    update = owed.update and _was_asked(unit, uid_of(open_text(text).base.component), envelope.to.email)
    # Who has not been asked yet gets the whole event, in place of the letter that waits.
    recurrence_id = owed.recurrence_id if update else ""
    letter = letters.invitation(text, envelope, update=update, recurrence_id=recurrence_id, now=now)
    return replace(letter, recurrence_id=recurrence_id)


def _text_for(owed: Owed, before: str | None, after: str | None, now: datetime) -> str:
    """The event as the letter tells it: one who is no guest of it any more is told of the one that he knows."""
    if before is not None and after is not None and _leaves_out(after, owed):
        return called_off_by(before, after, owed.recurrence_id, now=now)
    if after is not None and owed.guest.email.lower() in guests_of(after):
        return after
    known = before or after or ""
    return called_off(known, "", now=now) if after is None else known


def _leaves_out(after: str, owed: Owed) -> bool:
    """Whether the letter calls off an occurrence of which the event says no more than that it is none."""
    off = owed.kind is Outgoing.CANCEL and bool(owed.recurrence_id)
    return off and open_text(after).named(owed.recurrence_id) is None


def _was_asked(unit: UnitOfWork, uid: str, email: str) -> bool:
    """Whether an invitation may have reached him. Of one whose letters are not known here, it has."""
    known = [each for each in unit.mail.letters_about(uid, email) if each.kind is Outgoing.REQUEST]
    return not known or any(may_have_reached(unit, each) for each in known)


def _remember(unit: UnitOfWork, uid: str, before: str | None, after: str | None) -> None:
    was = sequences(before) if before is not None else {}
    known = unit.mail.memory(uid) or Memory(reset_at=was)
    here = sequences_answered(before, after) if after is not None else {}
    rose = {each: sequence for each, sequence in here.items() if sequence > was.get(each, was.get("", -1))}
    unit.mail.remember(uid, replace(known, reset_at={**known.reset_at, **rose}))
    out = left_out(open_text(before), open_text(after)) if before is not None and after is not None else ()
    for open_ in unit.mail.proposals(uid):
        if after is None or "" in rose or open_.proposal.recurrence_id in rose or open_.proposal.recurrence_id in out:
            unit.mail.drop_proposal(open_.entry_id)


def remind(unit: UnitOfWork, letters: LetterWriter, uid: str, text: str | None, *, now: datetime) -> tuple[Letter, ...]:
    """Let reminders wait for the event as it is now, in place of those there were; the answer is those."""
    return tuple(_reminders(_Envelopes(unit), letters, uid, text, now))


def _reminders(
    envelopes: _Envelopes, letters: LetterWriter, uid: str, after: str | None, now: datetime
) -> Iterator[Letter]:
    """Reminders of a call that is no series, for guests who have not declined; they replace those there were."""
    unit = envelopes.unit
    record = unit.calls.find(uid)
    unit.mail.drop_reminders(uid)
    details = details_of(after, "") if after is not None else None
    if record is None or after is None or details is None or details.rule or details.status.value == "cancelled":
        return
    start = details.start
    if not isinstance(start, datetime) or start.tzinfo is None:
        return
    due = [start - timedelta(minutes=minutes) for minutes in found_call_type(unit, record.type).reminders]
    for guest in guests_in(after):
        envelope = envelopes.to(after, guest)
        if guest.partstat is Partstat.DECLINED or envelope is None:
            continue
        for due_at in due:
            if due_at <= now:
                continue
            with suppress(NotByMail):  # as above
                letter = letters.reminder(after, envelope, due_at=due_at, now=now)
                letter = replace(letter, dedupe=f"{letter.dedupe}@{due_at.isoformat()}")
                unit.mail.save_letter(letter)
                yield letter
