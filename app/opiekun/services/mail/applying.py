"""What a judgement does to the desk: the event's text, what is remembered, and a letter that is owed in return."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from opiekun.domain.calendar.events import EventStatus
from opiekun.domain.calendar.reading import details_of
from opiekun.domain.calendar.stored import ObjectText
from opiekun.domain.calls.calls import Guest
from opiekun.domain.calls.outbox import Edited, LedgerEntry, Memory
from opiekun.domain.invitations.messages import Method, Partstat
from opiekun.domain.invitations.verdicts import Change, ChangeOf, Judgement, Known
from opiekun.services.calendars import writable_calendar
from opiekun.services.done import ObjectChange
from opiekun.services.mail.known import remember
from opiekun.services.mail.queueing import queue
from opiekun.services.mail.recipients import from_organizer
from opiekun.services.mail.telling import remind
from opiekun.services.mail.who_sends import answered_by_mail, server_answers, server_schedules
from opiekun.services.mail_ports import LetterWriter
from opiekun.services.object_writer import indexed_texts, write_objects
from opiekun.services.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class Desk:
    """What messages are applied with: the transaction, what writes letters, whose addresses are ours, the instant."""

    unit: UnitOfWork
    letters: LetterWriter
    me: frozenset[str]
    now: datetime


def applied(
    desk: Desk, entry: LedgerEntry, judged: Judgement, text: str | None, about: tuple[Known, ObjectText | None]
) -> LedgerEntry:
    """The entry with what it changed, after it was changed: ``text`` is the event's, None where that stays;
    ``about`` is what was known of it before.

    Raises Refused where the text cannot be kept: its calendar is read-only, or the text is damaged.
    """
    unit, (known, here) = desk.unit, about
    if text is not None:
        calendar = writable_calendar(unit, here.calendar_id if here is not None else None)
        if judged.method is Method.REQUEST and entry.sender and _is_answered_by_mail(unit, calendar.id, known):
            text = answered_by_mail(text)
        change = ObjectChange(calendar.id, judged.uid, known.text, text)
        write_objects(unit, [change], indexed_texts([change]), desk.now)
        entry = replace(entry, edited=Edited(calendar.id, known.text, text))
    if judged.answers or judged.seen or judged.reset_at:
        entry = replace(entry, memory=Memory(known.answers, known.reset_at, known.seen))
        remember(unit, judged, known)
    if any(_bears_on_reminders(change_) for change_ in judged.changes):
        remind(unit, desk.letters, judged.uid, text if text is not None else known.text, now=desk.now)
    if judged.answer is not None:
        _send_again(desk, judged.answer, judged.answer_to, entry.digest)
    return replace(entry, changes=judged.changes)


def _bears_on_reminders(change_: Change) -> bool:
    """Whether a guest declines, or does so no more: who has declined is reminded of nothing."""
    return change_.of is ChangeOf.PARTSTAT and Partstat.DECLINED in {change_.before, change_.after}


def _is_answered_by_mail(unit: UnitOfWork, calendar_id: str, known: Known) -> bool:
    """Whether a server would else answer what came by mail: not where it has the invitation by ways of its own."""
    new = known.text is None or not server_answers(unit, calendar_id, known.text)
    return new and server_schedules(unit, calendar_id)


def _send_again(desk: Desk, text: str, to: str, asked_by: str) -> None:
    """The invitation as it is to a guest who asks for it, or that it is off: once for each time that he asks."""
    envelope = from_organizer(desk.unit, text, Guest(to))
    if envelope is not None:
        if details_of(text, "").status is EventStatus.CANCELLED:
            letter = desk.letters.cancellation(text, envelope, recurrence_id="", now=desk.now)
        else:
            letter = desk.letters.invitation(text, envelope, update=True, now=desk.now)
        queue(desk.unit, replace(letter, dedupe=f"{letter.dedupe}@{asked_by}"))
