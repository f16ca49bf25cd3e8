"""Answering the invitations of others: our copy of the event and the letter to its organizer, both or neither."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from opiekun.domain.calendar.events import When
from opiekun.domain.calendar.opened import open_text
from opiekun.domain.calendar.reading import details_of
from opiekun.domain.calls.outbox import Envelope, Letter, Sending
from opiekun.domain.errors import Refused
from opiekun.domain.invitations.lines import attendee, organizer_of
from opiekun.domain.invitations.messages import Partstat
from opiekun.domain.invitations.organizing import answered
from opiekun.services.calendars import existing_object, writable_calendar
from opiekun.services.done import (
    Changed,
    Done,
    ObjectChange,
    OutboxChange,
    ProposeAgain,
    RestoreAnswer,
    What,
    WithdrawProposal,
)
from opiekun.services.hosted_edits import unsent
from opiekun.services.mail.proposals import with_override
from opiekun.services.mail.queueing import queue
from opiekun.services.mail.recipients import to_organizer
from opiekun.services.mail.who_sends import server_answers
from opiekun.services.mail_ports import LetterWriter
from opiekun.services.object_writer import indexed_texts, write_objects
from opiekun.services.ports import Store, UnitOfWork
from opiekun.services.sync.calendar_text import title_of_text


@dataclass(frozen=True, slots=True)
class Answering:
    """Who answers: the agent's addresses and name, what writes letters; to which occurrence ("" : all), in words."""

    me: Collection[str]
    name: str
    letters: LetterWriter
    recurrence_id: str = ""
    comment: str = ""


def answer_invitation(store: Store, key: int, partstat: Partstat, by: Answering, *, now: datetime) -> Done:
    """Accept, decline or leave open an invitation that is in the calendar; a letter to its organizer waits.

    Nobody is written to where the calendar's server tells the organizer by itself. ``key`` is the number of the object.
    Raises NotFound where it is gone, Refused where it is nobody's invitation.
    """
    with store.write() as unit:
        here = existing_object(unit, key)
        mine, _envelope = _addressed(unit, here.text, by)
        calendar = writable_calendar(unit, here.calendar_id)
        text = answered(here.text, mine, partstat, by.recurrence_id, now=now)
        change = ObjectChange(calendar.id, here.uid, here.text, text)
        before = unsent(unit, [here.uid])
        keys = write_objects(unit, [change], indexed_texts([change]), now)
        told = tell_organizer(unit, change, partstat, by, now=now)
        outbox = OutboxChange(before, unsent(unit, [here.uid]))
    return Done(
        What.INVITATION_ANSWERED,
        name=here.uid,
        subject=title_of_text(text),
        detail=partstat.value,
        changed=Changed(events=keys),
        undo=RestoreAnswer(change, outbox, by.recurrence_id, mine, by.name),
        told=told,
    )


def tell_organizer(
    unit: UnitOfWork, change: ObjectChange, partstat: Partstat, by: Answering, *, now: datetime
) -> tuple[str, ...]:
    """Let the letter wait that tells the organizer the answer, by which the event was changed; the answer is his name.

    Nothing where the calendar's server does that.
    """
    text = change.after or ""
    if server_answers(unit, change.calendar_id, text):
        return ()
    _mine, envelope = _addressed(unit, text, by)
    letter = by.letters.answer(text, envelope, partstat, recurrence_id=by.recurrence_id, comment=by.comment, now=now)
    queued = queue(unit, replace(letter, recurrence_id=by.recurrence_id))
    return (envelope.to.name or envelope.to.email,) if queued else ()


def propose_time(store: Store, key: int, times: tuple[When, When], by: Answering, *, now: datetime) -> Letter:
    """Propose another time, [start, end), to the organizer; the calendar stays as it is until he agrees.

    Raises NotFound where it is gone, Refused where it is nobody's invitation.
    """
    with store.write() as unit:
        here = existing_object(unit, key)
        _mine, envelope = _addressed(unit, here.text, by)
        text = with_override(here.text, by.recurrence_id, now)
        letter = by.letters.proposal(text, envelope, times, recurrence_id=by.recurrence_id, comment=by.comment, now=now)
        return _queued(unit, letter, by)


def propose_move(store: Store, key: int, times: tuple[When, When], by: Answering, *, now: datetime) -> Done:
    """As :func:`propose_time`, for an event that was to be moved; the letter can be withdrawn until it has gone."""
    letter = propose_time(store, key, times, by, now=now)
    with store.read() as unit:
        text = existing_object(unit, key).text
    organizer = organizer_of(open_text(text).base.component)
    return Done(
        What.TIME_PROPOSED,
        name=letter.uid,
        subject=details_of(text, by.recurrence_id).summary,
        until=times[0] if isinstance(times[0], datetime) else None,
        undo=WithdrawProposal(letter),
        told=((organizer.param("CN") if organizer is not None else "") or letter.to,),
    )


def withdraw_proposal(store: Store, token: WithdrawProposal | ProposeAgain) -> Done:
    """Take a proposed time out of the outbox, or let it wait again. Raises Refused where it has gone."""
    letter = token.letter
    with store.write() as unit:
        here = unit.mail.letter(letter.message_id)
        if isinstance(token, ProposeAgain):
            queue(unit, letter)
        elif here is None or here.state not in (Sending.WAITING, Sending.STUCK) or here.attempts:
            raise Refused("The proposal has gone to {who}; it cannot be withdrawn any more.", who=letter.to)
        else:
            unit.mail.drop_letter(letter.message_id)
        text = next((each.text for each in unit.calendars.named(letter.uid)), None)
    again = isinstance(token, ProposeAgain)
    return Done(
        What.REDONE if again else What.UNDONE,
        name=letter.uid,
        subject=title_of_text(text),
        undo=WithdrawProposal(letter) if again else ProposeAgain(letter),
        of=What.TIME_PROPOSED,
    )


def _addressed(unit: UnitOfWork, text: str, by: Answering) -> tuple[str, Envelope]:
    """The address at which the agent was invited, and the way from there to the organizer."""
    addresses = sorted(each.lower() for each in by.me)
    events = open_text(text).events
    mine = next((who for who in addresses if any(attendee(each.component, who) is not None for each in events)), None)
    mine = mine or next(iter(addresses), None)
    envelope = to_organizer(unit, text, mine, by.name) if mine is not None else None
    if mine is None or envelope is None or envelope.to.email in addresses:
        raise Refused("The event is no invitation of somebody else; there is nobody to answer.")
    return mine, envelope


def _queued(unit: UnitOfWork, letter: Letter, by: Answering) -> Letter:
    letter = replace(letter, recurrence_id=by.recurrence_id)
    queue(unit, letter)
    return letter
