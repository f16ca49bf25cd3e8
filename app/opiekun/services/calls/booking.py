"""Booking a call for an account: its event in the calendar, its guests invited."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from opiekun.domain.calendar.editing import compose
from opiekun.domain.calendar.events import Details, EventPurpose
from opiekun.domain.calls.calls import CallRecord, Guest
from opiekun.domain.calls.types import CallType, Place
from opiekun.domain.errors import InvalidInput, Refused
from opiekun.domain.instants import utc_datetime, utc_seconds
from opiekun.domain.invitations.organizing import invited
from opiekun.domain.people import Account, Agent
from opiekun.services.actions import found
from opiekun.services.call_types import check_place
from opiekun.services.calls.guests import check_line, invited_guests
from opiekun.services.calls.holds import drop_expired, told_of
from opiekun.services.calls.placing import bookable, shelf_for, take
from opiekun.services.calls.writing import Pen
from opiekun.services.done import CancelCall, Done, ObjectChange, What
from opiekun.services.event_checks import check_details
from opiekun.services.mail_ports import LetterWriter
from opiekun.services.ports import Store, UnitOfWork
from opiekun.services.slot_search import Asked, Holder
from opiekun.services.slots import check_offered
from opiekun.words import LANGUAGES, N_, Words

LONGEST_TITLE, LONGEST_AGENDA = 200, 10_000
JOIN = N_("Join: {link}")


@dataclass(frozen=True, slots=True)
class Booking:
    """What is to be booked: an account by name or id, a call type's code, when, and who is invited.

    ``desk_agent`` is the id of this desk's agent, ``held_by`` who holds the call (name, address or id; "" for who
    stands by the account), and ``specialist`` who must be there too ("" for whoever is free, where the type wants one).
    A ``title`` of "" is made of the type and the account; an ``agenda`` and a ``place`` of None are the type's.
    ``request`` is the id of the request that it is about.
    """

    account: str
    call_type: str
    start: datetime
    guests: tuple[Guest, ...]
    desk_agent: str = ""
    title: str = ""
    request: str = ""
    agenda: str | None = None
    place: str | None = None
    held_by: str = ""
    specialist: str = ""

    @property
    def asked(self) -> Asked:
        """Whose time is asked for."""
        return Asked(self.account, self.call_type, self.desk_agent, held_by=self.held_by, specialist=self.specialist)


def book(store: Store, letters: LetterWriter, booking: Booking, *, now: datetime) -> Done:
    """Book a call, and put the invitations into the outbox. The answer's name is its UID.

    Of offered times the first that is booked wins; the others of the offer vanish. Without ``guests`` it is for those
    who were written to about the time. Raises NotBookable with the nearest
    free slots, NotFound for an unknown account, type or request, InvalidInput for guests or words that cannot be,
    Refused where the agent has no address.
    """
    asked = booking.asked
    with store.write() as unit:
        drop_expired(unit, now=now)
        search = bookable(unit, asked, booking.start, now)
        call_type = search.call_type
        check_offered(call_type)
        request = found(unit, booking.request).request.id if booking.request else ""
        uid = unit.calendars.new_id()
        if not booking.guests:
            told = told_of(unit, booking.start, search.holder.account.id, call_type.code, now)
            booking = replace(booking, guests=told)
        specialist = search.specialist_at(utc_seconds(booking.start))
        shelf = shelf_for(unit, search.holder, asked)
        made = composed(unit, booking, search.holder, call_type, uid, specialist, elsewhere=shelf.elsewhere, now=now)
        record = CallRecord(
            uid,
            search.holder.account.id,
            made.agent.id,
            call_type.code,
            made.title,
            utc_seconds(booking.start),
            utc_seconds(booking.start) + search.rules.length,
            search.rules.before,
            search.rules.after,
            request_id=request,
            agenda=made.agenda,
            specialist_id=specialist.id if specialist is not None else "",
        )
        unit.calls.save(record)
        vanished = take(unit, record, asked, now)
        change = ObjectChange(shelf.calendar_id, uid, None, made.text)
        return Pen(unit, letters, now).write(record, change, What.CALL_BOOKED, CancelCall(uid), vanished)


class Composed(NamedTuple):
    """A call's event as text, with what it was made of."""

    agent: Agent
    guests: tuple[Guest, ...]
    title: str
    agenda: str
    text: str


def composed(  # noqa: PLR0917 - all that a booking is made of
    unit: UnitOfWork,
    booking: Booking,
    holder: Holder,
    call_type: CallType,
    uid: str,
    specialist: Agent | None = None,
    *,
    elsewhere: bool = False,
    now: datetime,
) -> Composed:
    """The event that a booking makes, its guests and the specialist invited.

    ``elsewhere`` tells that the calendars in whose time it is are not those in which it stands. Raises InvalidInput,
    and Refused, as :func:`book`.
    """
    agent, account = organizer(holder.agent), holder.account
    ours = [(each.email.strip(), each.name) for each in (agent, specialist) if each is not None]
    known = {email.casefold() for email, _ in ours}
    guests = tuple(each for each in invited_guests(unit, account, booking.guests) if each.email.casefold() not in known)
    if not guests:
        raise InvalidInput("A call needs a guest; give the address of somebody at {account}.", account=account.name)
    details, agenda = _details(booking, uid, account, call_type, guests, ZoneInfo(agent.timezone))
    text = invited(
        compose(replace(details, transparent=elsewhere), uid, now=now),
        ours[0],
        [*((guest.email, guest.name) for guest in guests), *ours[1:]],
    )
    return Composed(agent, guests, details.summary, agenda, text)


def organizer(agent: Agent | None) -> Agent:
    """The agent in whose name is invited. Raises Refused for one who is not known or has no address."""
    if agent is None:
        raise Refused("It is not told whose desk this is; say so with “opiekun setup --name NAME --email MAIL”.")
    if not agent.email.strip():
        raise Refused(
            "{agent} has no e-mail address to invite with; give it with “opiekun setup --email MAIL”.",
            agent=agent.name,
        )
    return agent


def describe(agenda: str, place: str, kind: Place, language: str) -> str:
    """The description of a call's event, which its guests read: the agenda, and how to join."""
    joining = Words(spoken(language)).say(JOIN, link=place) if kind is not Place.GUEST else ""
    return "\n\n".join(part for part in (agenda.strip(), joining) if part)


def spoken(language: str) -> str:
    """The language, English for one that is not spoken here."""
    return language if language in LANGUAGES else "en"


def _details(  # noqa: PLR0917 - all that an event is made of
    booking: Booking, uid: str, account: Account, call_type: CallType, guests: tuple[Guest, ...], zone: ZoneInfo
) -> tuple[Details, str]:
    """The event of the call, and its agenda."""
    language = spoken(guests[0].language or account.language)
    title = booking.title.strip() or f"{call_type.name.in_language(language)} · {' '.join(account.name.split())}"
    check_line(title, LONGEST_TITLE)
    agenda = call_type.agenda.in_language(language) if booking.agenda is None else booking.agenda.strip()
    check_agenda(agenda)
    if booking.place is not None:
        call_type = replace(call_type, place=booking.place.strip())
        check_place(call_type)
    kind, place = call_type.place_kind, place_of(call_type, uid)
    start = utc_datetime(utc_seconds(booking.start))
    end = utc_datetime(utc_seconds(booking.start) + call_type.minutes * 60)
    details = Details(
        title,
        start.astimezone(zone),
        end.astimezone(zone),
        location=place,
        description=describe(agenda, place, kind, language),
        link=place if place.lower().startswith("https://") else "",
        purpose=EventPurpose.CALL,
    )
    check_details(details)
    return details, agenda


def place_of(call_type: CallType, uid: str) -> str:
    """Where a call of the type is held, "" at the guest's."""
    if call_type.place_kind is not Place.LINK:
        return call_type.place
    return call_type.place.format(uid=uid, type=call_type.code)


def check_agenda(agenda: str) -> None:
    """Raises InvalidInput for an agenda that is too long."""
    if len(agenda) > LONGEST_AGENDA:
        raise InvalidInput("The agenda is longer than {most} characters; shorten it.", most=LONGEST_AGENDA)
