"""Taking back what was answered to somebody's invitation."""

from __future__ import annotations

from datetime import datetime

from opiekun.domain.calendar.opened import open_text
from opiekun.domain.calendar.vevents import in_force
from opiekun.domain.errors import Refused
from opiekun.domain.invitations.lines import attendee, partstat_of
from opiekun.domain.invitations.messages import Partstat
from opiekun.services.calendars import existing_calendar
from opiekun.services.done import Changed, Done, ObjectChange, OutboxChange, RestoreAnswer, What
from opiekun.services.hosted_edits import unsent, withdraw
from opiekun.services.mail.answering import Answering, tell_organizer
from opiekun.services.mail_ports import LetterWriter
from opiekun.services.object_writer import indexed_texts, write_objects
from opiekun.services.ports import Store
from opiekun.services.sync.calendar_text import title_of_text


def restore_answer(store: Store, letters: LetterWriter, token: RestoreAnswer, *, now: datetime) -> Done:
    """Make the answer what it was. Where its letter has not gone, it does not go; else the organizer is told anew.

    Raises Refused where the event has been changed since, and where nothing had been answered of what has gone.
    """
    change, mine = token.change, token.by_email
    back = ObjectChange(change.calendar_id, change.uid, change.after, change.before)
    with store.write() as unit:
        existing_calendar(unit, back.calendar_id)
        if unit.calendars.texts_of(back.calendar_id, [back.uid]).get(back.uid) != back.before or back.after is None:
            raise Refused("The event has been changed since; it stays as it is now.")
        before = unsent(unit, [back.uid])
        keys = write_objects(unit, [back], indexed_texts([back]), now)
        told: tuple[str, ...] = ()
        if not withdraw(unit, [back.uid], token.outbox):
            was = _answer_in(back.after, mine, token.recurrence_id)
            if was is Partstat.NEEDS_ACTION:
                raise Refused("Your answer has gone to the organizer; give another one instead.")
            by = Answering({mine}, token.by_name, letters, token.recurrence_id)
            told = tell_organizer(unit, back, was, by, now=now)
        outbox = OutboxChange(before, unsent(unit, [back.uid]))
    return Done(
        What.REDONE if token.undone else What.UNDONE,
        name=back.uid,
        subject=title_of_text(back.after),
        changed=Changed(events=keys),
        undo=RestoreAnswer(back, outbox, token.recurrence_id, mine, token.by_name, undone=not token.undone),
        of=What.INVITATION_ANSWERED,
        told=told,
    )


def _answer_in(text: str, who: str, recurrence_id: str) -> Partstat:
    """What somebody answered to an event, or to one occurrence of it."""
    opened = open_text(text)
    event = opened.named(recurrence_id) or (in_force(opened.events, recurrence_id) if recurrence_id else opened.base)
    line = attendee(event.component, who)
    return partstat_of(line) if line is not None else Partstat.NEEDS_ACTION
