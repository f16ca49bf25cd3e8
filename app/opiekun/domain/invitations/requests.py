"""What organizers tell us of their events: REQUEST, CANCEL and DECLINECOUNTER (RFC 5546, 3.2.2, 3.2.5 and 3.2.8)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from opiekun.domain.calendar.merging import cancelled, has_master, merged
from opiekun.domain.calendar.opened import open_text
from opiekun.domain.calendar.surgery import sequence_of
from opiekun.domain.calendar.text import Component, Line, parse
from opiekun.domain.calendar.vevents import Event, recurrence_id_of
from opiekun.domain.errors import BadComponent, NotFound
from opiekun.domain.invitations.lines import address_of, attendee, organizer_of, partstat_of, with_answer
from opiekun.domain.invitations.told import Opened, edition_of
from opiekun.domain.invitations.verdicts import Change, ChangeOf, Edition, Judgement, Known, Verdict
from opiekun.domain.sync.told import Told

_OWN = "X-OPIEKUN-"


def weigh_request(told: Opened, known: Known, me: Collection[str], now: datetime) -> Judgement:
    """A REQUEST to us: a new event, a new edition of it, or of some of its occurrences."""
    if known.ours:
        return _verdict(told, Verdict.REFUSED, Told("The event is one of ours; nobody else invites to it."))
    if not told.organizer:
        return _verdict(told, Verdict.REFUSED, Told("The invitation names no organizer."))
    seen = _seen(told, known, now)
    if all(_is_old(edition, known.seen.get(recurrence_id)) for recurrence_id, edition in seen.items()):
        return _old(told, known, seen)
    if known.text is None:
        judged = _added(told, seen)
    elif _organizer(known.text) not in {"", told.organizer}:
        judged = _verdict(told, Verdict.REFUSED, Told("The invitation is from another organizer than the event has."))
    elif has_master(told.calendar):
        judged = _replaced(told, known, seen, me, now)
    else:
        judged = _occurrences(told, known.text, seen)
    doubt = _doubt(told, me) if judged.verdict is Verdict.APPLIED else None
    if doubt is None:
        return judged
    return replace(judged, verdict=Verdict.HELD, reason=doubt, text=None, would=judged.text)


def weigh_cancel(told: Opened, known: Known, me: Collection[str], now: datetime) -> Judgement:
    """A CANCEL: of the whole event or of an occurrence, from its organizer alone.

    One for an event that is not here is remembered, so that an older invitation that comes later does not bring it.
    """
    seen = _seen(told, known, now)
    stopped = _not_cancelled(told, known, me, seen)
    if stopped is not None or known.text is None:
        return stopped or _verdict(told, Verdict.UNKNOWN, Told("It cancels an event that is not here."), seen)
    try:
        merge = cancelled(parse(known.text), told.calendar, now=now)
    except (NotFound, BadComponent) as wrong:
        return _verdict(told, Verdict.REFUSED, Told.of(wrong))
    if merge.text == known.text:
        verdict = Verdict.OUTDATED if merge.older else Verdict.DUPLICATE
        return _verdict(told, verdict, Told("It is known already, or something newer is."))
    changes = tuple(Change(ChangeOf.CANCELLED, recurrence_id) for recurrence_id in seen)
    return Judgement(Verdict.APPLIED, told.method, told.uid, changes, text=merge.text, seen=seen)


def _not_cancelled(told: Opened, known: Known, me: Collection[str], seen: Mapping[str, Edition]) -> Judgement | None:
    """Why a cancellation does not count, None where it does."""
    stranger = told.message.sender and told.message.sender not in told.organizers_mouths
    if known.text is not None and _organizer(known.text) not in {"", told.organizer}:
        stranger = True
    meant = {address_of(line) for event in told.events for line in event.lines("ATTENDEE")}
    if known.ours:
        stopped = _verdict(told, Verdict.REFUSED, Told("The event is one of ours; nobody else cancels it."))
    elif stranger:
        stopped = _verdict(told, Verdict.REFUSED, Told("Only the organizer can cancel; this is not from him."))
    elif meant and not meant & {who.lower() for who in me}:
        stopped = _verdict(told, Verdict.UNKNOWN, Told("It cancels the event for others."))
    elif all(_is_old(edition, known.seen.get(recurrence_id)) for recurrence_id, edition in seen.items()):
        stopped = _old(told, known, seen)
    else:
        return None
    return stopped


def weigh_decline(told: Opened, known: Known) -> Judgement:
    """A DECLINECOUNTER: the time that we proposed will not do."""
    if known.ours or known.text is None:
        return _verdict(told, Verdict.UNKNOWN, Told("It answers a proposal that is not one of ours here."))
    if told.message.sender and told.message.sender not in told.organizers_mouths | {_organizer(known.text)}:
        return _verdict(told, Verdict.REFUSED, Told("Only the organizer can decline; this is not from him."))
    base = open_text(known.text).base
    recurrence_id = recurrence_id_of(told.events[0], base.start, told.zones)
    return Judgement(
        Verdict.APPLIED, told.method, told.uid, (Change(ChangeOf.PROPOSAL, recurrence_id, told.organizer, "declined"),)
    )


def _seen(told: Opened, known: Known, now: datetime) -> dict[str, Edition]:
    """The edition of each part of the message, by its recurrence_id on the clock of the event that is known."""
    base = open_text(known.text if known.text is not None else told.calendar.text).base.start
    return {recurrence_id_of(event, base, told.zones): edition_of(event, now=now) for event in told.events}


def _is_old(edition: Edition, seen: Edition | None) -> bool:
    return seen is not None and edition <= seen


def _old(told: Opened, known: Known, seen: Mapping[str, Edition]) -> Judgement:
    if all(known.seen.get(recurrence_id) == edition for recurrence_id, edition in seen.items()):
        return _verdict(told, Verdict.DUPLICATE, Told("This edition of the event is known already."))
    return _verdict(told, Verdict.OUTDATED, Told("A newer edition of the event is known."))


def _doubt(told: Opened, me: Collection[str]) -> Told | None:
    """Why the agent must say whether an invitation counts."""
    if told.message.sender and told.message.sender not in told.organizers_mouths:
        parts = {"sender": told.message.sender, "who": told.organizer}
        return Told("{sender} invites in the name of {who}.", parts)
    if not any(attendee(event, who) for event in told.events for who in me):
        return Told("The invitation is not to you.")
    return None


def _added(told: Opened, seen: Mapping[str, Edition]) -> Judgement:
    """An event that is new here: as it was told, but for its method and the organizer's alarms."""
    calendar = _without_method(told.calendar)
    parts = tuple(
        _plain(part) if isinstance(part, Component) and part.name == "VEVENT" else part for part in calendar.parts
    )
    change = Change(ChangeOf.ADDED)
    return Judgement(
        Verdict.APPLIED, told.method, told.uid, (change,), text=calendar.with_parts(parts).text, seen=dict(seen)
    )


def _replaced(told: Opened, known: Known, seen: Mapping[str, Edition], me: Collection[str], now: datetime) -> Judgement:
    """A new edition of a whole event. What is the agent's own stays: his answer to the same sequence, his alarms."""
    here = open_text(known.text or "")
    last = known.seen.get("") or edition_of(here.base.component, now=now)
    if seen[""] <= last and not here.base.recurrence_id:
        verdict = Verdict.DUPLICATE if seen[""] == last else Verdict.OUTDATED
        return _verdict(told, verdict, Told("A newer edition of the event is known."))
    mine = {event.recurrence_id: event for event in here.events}
    parts: list[Line | Component] = []
    named: set[str] = set()
    for part in _without_method(told.calendar).parts:
        if isinstance(part, Component) and part.name == "VEVENT":
            recurrence_id = recurrence_id_of(part, here.base.start, told.zones)
            named.add(recurrence_id)
            asked = known.seen.get(recurrence_id)
            parts.append(_with_own(part, mine.get(recurrence_id), asked, me))
        else:
            parts.append(part)
    calendar = told.calendar.with_parts(tuple(parts))
    kept = tuple(event.component for event in here.events if _outlives(event, named, told))
    text = merged(calendar, here.calendar.with_parts((*_zones(here.calendar), *kept))).text if kept else calendar.text
    then = open_text(text).base
    of = ChangeOf.TIME if (then.start, then.end) != (here.base.start, here.base.end) else ChangeOf.DETAILS
    change = Change(of, "", told.organizer, here.base.start.aware.isoformat(), then.start.aware.isoformat())
    return Judgement(Verdict.APPLIED, told.method, told.uid, (change,), text=text, seen=dict(seen))


def _occurrences(told: Opened, known: str, seen: Mapping[str, Edition]) -> Judgement:
    """New editions of single occurrences."""
    try:
        merge = merged(parse(known), told.calendar)
    except (NotFound, BadComponent) as wrong:
        return _verdict(told, Verdict.REFUSED, Told.of(wrong))
    if merge.text == known:
        return _verdict(told, Verdict.OUTDATED, Told("A newer edition of the event is known."))
    changes = tuple(Change(ChangeOf.TIME, recurrence_id) for recurrence_id in seen)
    return Judgement(Verdict.APPLIED, told.method, told.uid, changes, text=merge.text, seen=dict(seen))


def _outlives(event: Event, named: Collection[str], told: Opened) -> bool:
    """Whether an occurrence that was told apart still stands after the whole event is told anew without it."""
    master = next(each for each in told.events if each.line("RECURRENCE-ID") is None)
    if not event.recurrence_id or event.recurrence_id in named:
        return False
    return sequence_of(event.component) >= sequence_of(master)


def _with_own(event: Component, mine: Event | None, asked: Edition | None, me: Collection[str]) -> Component:
    """The new edition of an event with what is the agent's own in the one that is known, asked in that edition."""
    event = _plain(event)
    if mine is None:
        return event
    sequence = asked.sequence if asked is not None else sequence_of(mine.component)
    if sequence_of(event) == sequence:
        for who in me:
            line = attendee(mine.component, who)
            if line is not None:
                event = with_answer(event, who, partstat_of(line))
    words = (line for line in mine.component.lines() if line.name.startswith(_OWN))
    return event.with_parts((*event.parts, *words, *mine.component.components("VALARM")))


def _zones(calendar: Component) -> tuple[Component, ...]:
    return tuple(calendar.components("VTIMEZONE"))


def _plain(event: Component) -> Component:
    """Without alarms and words that only this program writes: they are the agent's own, not the organizer's."""
    return event.with_parts(
        tuple(part for part in event.parts if part.name != "VALARM" and not part.name.startswith(_OWN))
    )


def _without_method(calendar: Component) -> Component:
    return calendar.with_parts(tuple(part for part in calendar.parts if part.name != "METHOD"))


def _organizer(text: str) -> str:
    line = organizer_of(open_text(text).base.component)
    return address_of(line) if line else ""


def _verdict(told: Opened, verdict: Verdict, reason: Told, seen: Mapping[str, Edition] | None = None) -> Judgement:
    return Judgement(verdict, told.method, told.uid, reason=reason, seen=seen or {})
