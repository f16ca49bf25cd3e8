"""Changing a call that is booked: moving it, calling it off, inviting others. Each guest is told what concerns him."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from opiekun.domain.calendar.editing import change
from opiekun.domain.calendar.events import Scope
from opiekun.domain.calendar.reading import details_of
from opiekun.domain.calls.calls import CallStatus, Guest
from opiekun.domain.calls.telling import guests_in
from opiekun.domain.errors import InvalidInput, NotFound, Refused
from opiekun.domain.instants import utc_datetime, utc_seconds
from opiekun.domain.invitations.organizing import called_off, rescheduled, with_guests
from opiekun.services.accounts import found_account
from opiekun.services.calls.booking import check_agenda
from opiekun.services.calls.following import as_in
from opiekun.services.calls.guests import invited_guests
from opiekun.services.calls.placing import asked_to_move, bookable, take
from opiekun.services.calls.rearranged import Before, in_one
from opiekun.services.calls.writing import Pen, standing
from opiekun.services.done import Done, InviteGuests, ObjectChange, What
from opiekun.services.mail_ports import LetterWriter
from opiekun.services.ports import Store, UnitOfWork


def move(store: Store, letters: LetterWriter, uid: str, start: datetime, *, now: datetime) -> Done:
    """Move a call; it stays as long as it is, and its guests are asked anew. Its own time does not stand in its way.

    Raises NotBookable with the nearest free slots, NotFound, and Refused for one that is called off or over.
    """
    with store.write() as unit:
        before = Before.of(unit, [uid])
        return in_one(unit, before, [move_in(unit, letters, uid, start, now=now)])


def move_in(unit: UnitOfWork, letters: LetterWriter, uid: str, start: datetime, *, now: datetime) -> Done:
    """As :func:`move`, in a unit that does more."""
    here = standing(unit, uid, to_move=True)
    record = as_in(here.text, here.record)
    at = utc_seconds(start)
    if at == record.start:
        raise Refused("The call “{title}” begins then already.", title=record.title)
    asked = asked_to_move(unit, record)
    search = bookable(unit, asked, start, now)
    moved = replace(record, status=CallStatus.BOOKED, start=at, end=at + record.end - record.start)
    was = details_of(here.text, "").start
    zone = was.tzinfo if isinstance(was, datetime) and was.tzinfo is not None else search.openings.zone
    text = rescheduled(
        here.text, "", utc_datetime(moved.start).astimezone(zone), utc_datetime(moved.end).astimezone(zone), now=now
    )
    vanished = take(unit, moved, asked, now)
    written = ObjectChange(here.calendar_id, record.uid, here.text, text)
    return Pen(unit, letters, now).write(moved, written, What.CALL_MOVED, None, vanished)


def cancel(store: Store, letters: LetterWriter, uid: str, *, now: datetime) -> Done:
    """Call a call off, and tell its guests. Raises NotFound, and Refused for one that is called off or over."""
    with store.write() as unit:
        before = Before.of(unit, [uid])
        return in_one(unit, before, [cancel_in(unit, letters, uid, now=now)])


def cancel_in(unit: UnitOfWork, letters: LetterWriter, uid: str, *, now: datetime) -> Done:
    """As :func:`cancel`, in a unit that does more."""
    here = standing(unit, uid)
    unit.calls.release(here.record.uid)
    text = called_off(here.text, "", now=now)
    off = replace(here.record, status=CallStatus.CANCELLED)
    written = ObjectChange(here.calendar_id, off.uid, here.text, text)
    return Pen(unit, letters, now).write(off, written, What.CALL_CANCELLED, None)


def change_guests(
    store: Store,
    letters: LetterWriter,
    uid: str,
    added: Sequence[Guest] = (),
    removed: Sequence[str] = (),
    *,
    now: datetime,
) -> Done:
    """Invite others too, and some no more. Only they are told; who was asked and answered need not answer again.

    Raises InvalidInput for addresses that cannot be, and where nobody would be left; NotFound, and Refused, as
    :func:`move`.
    """
    with store.write() as unit:
        here = standing(unit, uid)
        account = found_account(unit, here.record.account_id)
        there = guests_in(here.text)
        gone = {each.strip().casefold() for each in removed}
        known = {guest.email.casefold() for guest in there}
        if unknown := sorted(gone - known):
            raise NotFound("{email} is not invited to the call.", email=unknown[0])
        staying = [guest for guest in there if guest.email.casefold() not in gone]
        new = invited_guests(unit, account, added, there=staying)
        if not staying and not new:
            raise InvalidInput("A call needs a guest; give the address of somebody at {account}.", account=account.name)
        text = with_guests(here.text, [(guest.email, guest.name) for guest in new], gone, now=now)
        undo = InviteGuests(
            here.record.uid,
            tuple(guest for guest in there if guest.email.casefold() in gone),
            tuple(guest.email for guest in new),
        )
        written = ObjectChange(here.calendar_id, here.record.uid, here.text, text)
        return Pen(unit, letters, now).write(here.record, written, What.GUESTS_CHANGED, undo)


def change_agenda(store: Store, letters: LetterWriter, uid: str, agenda: str, *, now: datetime) -> Done:
    """Agree on another agenda, which the guests are told; the rest of the event's description stays."""
    agenda = agenda.strip()
    check_agenda(agenda)
    with store.write() as unit:
        before = Before.of(unit, [uid])
        here = standing(unit, uid)
        details = details_of(here.text, "")
        old = here.record.agenda
        rest = details.description.removeprefix(old).strip() if old else details.description.strip()
        described = "\n\n".join(part for part in (agenda, rest) if part)
        edited = change(here.text, "", Scope.ALL, replace(details, description=described), now=now, new_uid="").text
        record = replace(here.record, agenda=agenda)
        written = ObjectChange(here.calendar_id, record.uid, here.text, edited or here.text)
        return in_one(unit, before, [Pen(unit, letters, now).write(record, written, What.CALL_CHANGED, None)])
