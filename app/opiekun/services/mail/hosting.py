"""Events that the desk organizes: whose guests are to be told of an edit, and in which edition they get it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from opiekun.domain.calendar.opened import open_text
from opiekun.domain.calendar.reading import details_of
from opiekun.domain.calendar.stored import ObjectText
from opiekun.domain.calendar.uids import uid_of
from opiekun.domain.errors import Refused
from opiekun.domain.invitations.lines import address_of, organizer_of
from opiekun.domain.invitations.organizing import bumped, guests_of
from opiekun.domain.invitations.over import has_ended, is_over
from opiekun.services.calendars import existing_object
from opiekun.services.done import ObjectChange
from opiekun.services.mail.known import addresses_in
from opiekun.services.mail.telling import tell, told_by
from opiekun.services.mail_ports import LetterWriter
from opiekun.services.ports import Store, UnitOfWork


class Host(NamedTuple):
    """In whose name guests are told: the id of the desk's agent ("" : not known), and what gives out the writer of
    letters, which is loaded where one is to be written."""

    letters: Callable[[], LetterWriter]
    agent_id: str = ""


class OthersEvent(Refused):
    """An event that somebody else organizes (the part ``who``): another time can be proposed, and no more."""


def has_people(text: str | None) -> bool:
    """A first look, which thousands of events without guests are spared more by."""
    return text is not None and "ATTENDEE" in text.upper()


def hosted(unit: UnitOfWork, host: Host, uid: str, text: str) -> bool:
    """Whether the event is one of ours with guests: a call of this desk, or one that its agent organizes."""
    organizer = _inviting(text)
    if organizer is None:
        return False
    return unit.calls.find(uid) is not None or organizer in addresses_in(unit, host.agent_id)


def hosted_among(unit: UnitOfWork, host: Host, objects: Iterable[ObjectText]) -> list[ObjectText]:
    """Those that are ours as :func:`hosted` has it, with as many questions for thousands as for one."""
    invited = [(each, organizer) for each in objects if (organizer := _inviting(each.text)) is not None]
    if not invited:
        return []
    me = addresses_in(unit, host.agent_id)
    calls = {call.uid for call in unit.calls.among([each.uid for each, organizer in invited if organizer not in me])}
    return [each for each, organizer in invited if organizer in me or each.uid in calls]


def _inviting(text: str) -> str | None:
    """The address of who organizes an event, where it has guests."""
    if not has_people(text) or not guests_of(text):
        return None
    organizer = organizer_of(open_text(text).base.component)
    return address_of(organizer) if organizer is not None else None


def check_ours_to_move(unit: UnitOfWork, host: Host, text: str) -> None:
    """Raises OthersEvent for an event to which somebody else invites the agent."""
    if not has_people(text):
        return
    event = open_text(text).base.component
    organizer, me = organizer_of(event), addresses_in(unit, host.agent_id)
    if organizer is None or address_of(organizer) in me or unit.calls.find(uid_of(event)) is not None:
        return
    if any(address_of(line) in me for line in event.lines("ATTENDEE")):
        raise OthersEvent(
            "“{title}” is organized by {who}: propose another time to them, instead of moving it here alone.",
            title=details_of(text, "").summary,
            who=organizer.param("CN") or address_of(organizer),
        )


def in_next_edition(unit: UnitOfWork, host: Host, change: ObjectChange, now: datetime) -> ObjectChange:
    """The edit as guests are to have it: newer than what they have, and asked anew where it is at another time."""
    if change.before is None or change.after is None or change.before == change.after:
        return change
    if not hosted(unit, host, change.uid, change.before) and not hosted(unit, host, change.uid, change.after):
        return change
    return replace(change, after=bumped(change.before, change.after, now=now))


def tell_of(unit: UnitOfWork, host: Host, changes: Iterable[ObjectChange], now: datetime) -> tuple[str, ...]:
    """Let the letters wait that tell guests what became of their events; the answer is who is written to.

    Nobody is told of what was over before and is over now.
    """
    told: dict[str, str] = {}
    for each in changes:
        texts = [text for text in (each.before, each.after) if text is not None and has_people(text)]
        if not any(hosted(unit, host, each.uid, text) for text in texts):
            continue
        if all(is_over(open_text(text), now) for text in texts):
            continue
        told |= told_by(tell(unit, host.letters(), each.before, each.after, now=now), *texts)
    return tuple(told.values())


class ToTell(NamedTuple):
    """Who would be written to if an event were called off, by name. ``but_one`` tells that one of its occurrences is
    over: of that alone nobody would be."""

    guests: tuple[str, ...] = ()
    but_one: bool = False


def guests_to_tell(store: Store, key: int, recurrence_id: str = "", *, host: Host, now: datetime) -> ToTell:
    """Those of the event of that number, and whether that occurrence of it is over. Raises NotFound."""
    with store.read() as unit:
        here = existing_object(unit, key)
        if not hosted(unit, host, here.uid, here.text):
            return ToTell()
        opened = open_text(here.text)
        if is_over(opened, now):
            return ToTell()
        names = tuple(name or email for email, name in guests_of(here.text).items())
        return ToTell(names, but_one=bool(recurrence_id) and has_ended(opened, recurrence_id, now))
