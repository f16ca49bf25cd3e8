"""Writing a call: its event, its record, the minutes that it takes, and the letters to its guests, all or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from opiekun.domain.calendar.events import EventStatus
from opiekun.domain.calendar.reading import details_of
from opiekun.domain.calls.calls import CallRecord, CallStatus
from opiekun.domain.errors import NotFound, Refused
from opiekun.domain.instants import utc_datetime
from opiekun.services.calendars import writable_calendar
from opiekun.services.calls.following import as_in
from opiekun.services.done import Changed, Done, ObjectChange, Undo, What
from opiekun.services.mail.telling import tell, told_by
from opiekun.services.mail_ports import LetterWriter
from opiekun.services.object_writer import indexed_texts, write_objects
from opiekun.services.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class Standing:
    """A call with the text of its event and the calendar in which that stands."""

    record: CallRecord
    calendar_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Pen:
    """What a call is written with: the transaction, what writes letters, and the instant."""

    unit: UnitOfWork
    letters: LetterWriter
    now: datetime

    def write(
        self,
        record: CallRecord,
        change: ObjectChange,
        what: What,
        undo: Undo | None,
        vanished: frozenset[int] = frozenset(),
    ) -> Done:
        """Write the event and the record, which takes its times and title, and tell the guests.

        ``vanished`` are the numbers of events that have gone with it.
        """
        keys = write_objects(self.unit, [change], indexed_texts([change]), self.now)
        kept = record if change.after is None else as_in(change.after, record)
        self.unit.calls.save(kept)
        letters = tell(self.unit, self.letters, change.before, change.after, now=self.now)
        return Done(
            what,
            name=record.uid,
            subject=kept.title,
            changed=Changed(events=keys | vanished, accounts=frozenset({record.account_id})),
            until=utc_datetime(kept.start),
            undo=undo,
            told=tuple(told_by(letters, change.before, change.after).values()),
        )


def recorded(unit: UnitOfWork, uid: str) -> CallRecord:
    """What the desk keeps of a call. Raises NotFound."""
    record = unit.calls.find(uid.strip())
    if record is None:
        raise NotFound("There is no call {uid}; list them with “opiekun call list”.", uid=uid)
    return record


def text_of_call(unit: UnitOfWork, uid: str) -> tuple[str, str] | None:
    """The calendar and the text of a call's event, None where it was deleted."""
    return next(((each.calendar_id, each.text) for each in unit.calendars.named(uid)), None)


def standing(unit: UnitOfWork, uid: str, *, to_move: bool = False) -> Standing:
    """A call that is booked, to be changed. Raises NotFound, and Refused for one that is called off or over.

    One of which was said that it is moved can still be: ``to_move``.
    """
    record = recorded(unit, uid)
    found = text_of_call(unit, record.uid)
    if found is None:
        raise NotFound("The event of the call “{title}” was deleted; book a new one.", title=record.title)
    off = details_of(found[1], "").status is EventStatus.CANCELLED
    if off or record.status is CallStatus.CANCELLED:
        raise Refused("The call “{title}” is called off; book a new one.", title=record.title)
    if record.status is not CallStatus.BOOKED and not (to_move and record.status is CallStatus.MOVED):
        raise Refused(
            "The call “{title}” is over: its outcome is told. Book a new one, or take the outcome back.",
            title=record.title,
        )
    return Standing(record, writable_calendar(unit, found[0]).id, found[1])
