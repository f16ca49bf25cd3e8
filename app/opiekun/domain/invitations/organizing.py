"""What we do to events that we organize: invite, move, call off; with the edition that RFC 5546, 2.1.4 wants."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime

from opiekun.domain.calendar.editing import change, move
from opiekun.domain.calendar.events import EventStatus, Scope, When
from opiekun.domain.calendar.moments import moment_from
from opiekun.domain.calendar.opened import Opened, open_text
from opiekun.domain.calendar.reading import occurrence_details
from opiekun.domain.calendar.surgery import sequence_of, stamped, with_line, with_lines, with_word
from opiekun.domain.calendar.text import Component
from opiekun.domain.calendar.vevents import Event
from opiekun.domain.errors import NotFound
from opiekun.domain.invitations.lines import (
    address_of,
    asked_anew,
    attendee,
    attendee_line,
    is_off,
    name_of,
    organizer_line,
    organizer_of,
    with_answer,
    with_attendee,
)
from opiekun.domain.invitations.messages import Partstat
from opiekun.domain.invitations.seen import left_out, rules_of
from opiekun.domain.invitations.verdicts import Proposal

Addressed = tuple[str, str]
"""An e-mail address and a name, "" for none."""


def invited(text: str, organizer: Addressed, guests: Sequence[Addressed]) -> str:
    """A new event with its organizer and its guests, who have not answered yet."""

    def with_people(event: Component) -> Component:
        event = with_line(event, "ORGANIZER", organizer_line(*organizer))
        return with_lines(event, "ATTENDEE", [attendee_line(*guest) for guest in guests])

    return _each(open_text(text), with_people)


def with_guests(text: str, added: Sequence[Addressed], removed: Collection[str], *, now: datetime) -> str:
    """The event with other guests. Its sequence stays: those who were asked and answered need not answer again."""
    gone = {who.lower() for who in removed}

    def with_others(event: Component) -> Component:
        lines = list(event.lines("ATTENDEE"))
        there = {address_of(line) for line in lines}
        kept = [line for line in lines if address_of(line) not in gone]
        new = [attendee_line(*guest) for guest in added if guest[0].strip().lower() not in there - gone]
        if kept == lines and not new:
            return event
        return stamped(with_lines(event, "ATTENDEE", [*kept, *new], after=("ORGANIZER",)), now, reschedules=False)

    return _each(open_text(text), with_others)


def rescheduled(
    text: str, recurrence_id: str, start: When, end: When, *, now: datetime, but: Collection[str] = ()
) -> str:
    """The event, or one occurrence, at another time: the sequence rises, and all but those are asked anew."""
    scope = Scope.THIS if recurrence_id else Scope.ALL
    edited = move(text, recurrence_id, scope, start, end, now=now, new_uid="").text
    return asked_after(text, edited or text, but=but)


def called_off(text: str, recurrence_id: str, *, now: datetime) -> str:
    """The event, or one occurrence, cancelled: it stays, marked as such, and the sequence rises."""
    opened = open_text(text)
    if recurrence_id:
        details = replace(occurrence_details(opened.events, recurrence_id, opened.zones), status=EventStatus.CANCELLED)
        return change(text, recurrence_id, Scope.THIS, details, now=now, new_uid="").text or text

    def off(event: Component) -> Component:
        if event.value("STATUS").upper() == "CANCELLED":
            return event
        return stamped(with_word(event, "STATUS", "CANCELLED"), now, reschedules=True)

    return _each(opened, off)


def called_off_by(before: str, after: str, recurrence_id: str, *, now: datetime) -> str:
    """The event before an edit that leaves out one occurrence: this is cancelled, in the edition of the event after it
    (RFC 5546, 3.2.5)."""
    opened = open_text(called_off(before, recurrence_id, now=now))
    event = opened.named(recurrence_id) or opened.base
    cancelled = _above(event.component, sequence_of(open_text(after).base.component) - 1, now)
    return opened.with_component(event.component, cancelled).calendar.text


def asked_after(before: str, after: str, *, but: Collection[str] = ()) -> str:
    """An edited event: where its sequence rose above what it was, all but those are asked anew."""
    was = {event.recurrence_id: sequence_of(event.component) for event in open_text(before).events}
    opened = open_text(after)
    pairs: list[tuple[Component | None, Component | None]] = [
        (event.component, asked_anew(event.component, but=but))
        for event in opened.events
        if sequence_of(event.component) > was.get(event.recurrence_id, was.get("", -1))
    ]
    return opened.with_components(pairs).text() or after


def bumped(before: str, after: str, *, now: datetime) -> str:
    """An event of ours after any edit, in an edition that its guests take for newer than the one before.

    Where a part of it is at another time, is off or on again, or its rule is another, its sequence is above what was
    told and everybody is asked anew; where only words are new, the sequence stays and DTSTAMP is newer. Where
    occurrences are left out and the others stay as they are, the sequence rises and the answers stay.
    """
    was, here = open_text(before), open_text(after)
    top = max(sequence_of(event.component) for event in was.events)
    out = left_out(was, here)
    gone = any(event.recurrence_id and here.named(event.recurrence_id) is None for event in was.events)
    pairs: list[tuple[Component | None, Component | None]] = []
    for event in here.events:
        if out and not event.recurrence_id:
            pairs.append((event.component, _above(event.component, top, now)))
            continue
        known = was.named(event.recurrence_id) if event.recurrence_id else was.base
        source = known or was.base
        least = sequence_of(source.component) if event.recurrence_id else top
        anew = _rescheduled(was, known, event) or (gone and not event.recurrence_id)
        component = _edition_after(event.component, source.component, least, anew=anew, now=now)
        if component is not event.component:
            pairs.append((event.component, component))
    return here.with_components(pairs).text() or after


def _rescheduled(was: Opened, known: Event | None, event: Event) -> bool:
    """Whether a part of an event is otherwise in what raises the sequence (RFC 5546, 2.1.4)."""
    if known is not None:
        same = (known.start, known.end, rules_of(known.component)) == (
            event.start,
            event.end,
            rules_of(event.component),
        )
        return not same or is_off(known.component) != is_off(event.component)
    if is_off(event.component):
        return True
    try:
        there = occurrence_details(was.events, event.recurrence_id, was.zones)
    except NotFound:
        return True
    return (moment_from(there.start), moment_from(there.end)) != (event.start, event.end)


def _edition_after(component: Component, before: Component, least: int, *, anew: bool, now: datetime) -> Component:
    """A part of an event in the edition that follows the one before; ``least`` is a sequence that was told."""
    sequence = sequence_of(component)
    if anew or sequence > least:
        return asked_anew(_above(component, least, now))
    if sequence < sequence_of(before):
        component = with_word(component, "SEQUENCE", str(sequence_of(before)))
    if component.text != before.text and component.value("DTSTAMP") <= before.value("DTSTAMP"):
        component = stamped(component, now, reschedules=False)
    return component


def _above(component: Component, least: int, now: datetime) -> Component:
    """A part of an event with a sequence that is higher than that."""
    if sequence_of(component) > least:
        return component
    return with_word(stamped(component, now, reschedules=False), "SEQUENCE", str(least + 1))


def with_proposal(text: str, proposal: Proposal, *, now: datetime) -> str:
    """The event at the time that a guest proposed: he has accepted it, the others are asked anew."""
    moved = rescheduled(text, proposal.recurrence_id, proposal.start, proposal.end, now=now, but=(proposal.who,))
    opened = open_text(moved)
    event = opened.named(proposal.recurrence_id) or opened.base
    accepted = with_answer(event.component, proposal.who, Partstat.ACCEPTED)
    return opened.with_component(event.component, accepted).calendar.text


def answered(text: str, me: str, answer: Partstat, recurrence_id: str, *, now: datetime) -> str:
    """Our copy of somebody's event with our answer; its edition stays the organizer's.

    Raises NotFound for an occurrence that is none.
    """
    opened = open_text(text)
    if recurrence_id and opened.named(recurrence_id) is None:
        details = occurrence_details(opened.events, recurrence_id, opened.zones)
        opened = open_text(change(text, recurrence_id, Scope.THIS, details, now=now, new_uid="").text or text)

    def mine(event: Component) -> Component:
        if attendee(event, me) is None:
            return with_attendee(event, attendee_line(me, "", answer, ours=False))
        return with_answer(event, me, answer)

    pairs: list[tuple[Component | None, Component | None]] = [
        (event.component, mine(event.component))
        for event in opened.events
        if not recurrence_id or event.recurrence_id == recurrence_id
    ]
    return opened.with_components(pairs).calendar.text


def sequences(text: str) -> dict[str, int]:
    """The sequence of each part of an event, by its recurrence_id ("" for the whole)."""
    return {event.recurrence_id: sequence_of(event.component) for event in open_text(text).events}


def sequences_answered(before: str | None, after: str) -> dict[str, int]:
    """As :func:`sequences` of an event after an edit; without that of a series of which it only left occurrences out,
    since nobody is asked about the others again."""
    here = sequences(after)
    if before is not None and left_out(open_text(before), open_text(after)):
        here.pop("", None)
    return here


def guests_of(text: str) -> dict[str, str]:
    """Who is invited to the event or to any occurrence: names by addresses, the organizer left out."""
    found: dict[str, str] = {}
    for event in open_text(text).events:
        organizer = organizer_of(event.component)
        own = address_of(organizer) if organizer is not None else ""
        for line in event.component.lines("ATTENDEE"):
            if address_of(line) != own:
                found.setdefault(address_of(line), name_of(line))
    return found


def _each(opened: Opened, edit: Callable[[Component], Component]) -> str:
    """The object with each of its events edited."""
    pairs: list[tuple[Component | None, Component | None]] = [
        (event.component, edit(event.component)) for event in opened.events
    ]
    return opened.with_components(pairs).calendar.text
