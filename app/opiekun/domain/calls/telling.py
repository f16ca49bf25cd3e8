"""Who is owed a letter when an event of ours was edited: each guest at most one for each part of the event."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import NamedTuple

from opiekun.domain.calendar.opened import Opened, open_text
from opiekun.domain.calendar.surgery import sequence_of
from opiekun.domain.calendar.vevents import in_force
from opiekun.domain.calls.calls import Guest
from opiekun.domain.calls.outbox import Outgoing
from opiekun.domain.invitations.lines import address_of, attendee, is_off, name_of, organizer_of, partstat_of
from opiekun.domain.invitations.over import is_over_for
from opiekun.domain.invitations.seen import left_out, rules_of, words_seen


class Owed(NamedTuple):
    """A letter that a guest is owed: REQUEST with the whole event or one occurrence, or CANCEL of either.

    ``update`` tells of a REQUEST that the guest was asked before.
    """

    kind: Outgoing
    guest: Guest
    recurrence_id: str = ""
    update: bool = False


def letters_owed(before: str | None, after: str | None, now: datetime) -> tuple[Owed, ...]:
    """The letters that tell the guests what became of an event; None where there was or is none.

    Nobody is owed one about what was over before, and is over or gone now.
    """
    texts = [open_text(text) for text in (before, after) if text is not None]

    @cache
    def is_over(who: str, recurrence_id: str) -> bool:
        return all(is_over_for(opened, who, recurrence_id, now) for opened in texts)

    return tuple(owed for owed in _letters_owed(before, after) if not is_over(owed.guest.email, owed.recurrence_id))


def _letters_owed(before: str | None, after: str | None) -> tuple[Owed, ...]:
    was, stands = (_standing(text) for text in (before, after))
    if was is None and stands is None:
        return ()
    there = _guests(was) if was is not None else {}
    here = _guests(stands) if stands is not None else {}
    if stands is None:
        return tuple(Owed(Outgoing.CANCEL, guest) for guest in there.values())
    out = left_out(was, stands) if was is not None else frozenset()
    gone = [
        Owed(Outgoing.CANCEL, guest, part)
        for email, guest in there.items()
        if email not in here
        for part in _left(was, email, out)
    ]
    if was is None:
        again = before is not None
        return (*gone, *(Owed(Outgoing.REQUEST, guest, update=again) for guest in here.values()))
    new = [Owed(Outgoing.REQUEST, guest) for email, guest in here.items() if email not in there]
    return (*gone, *new, *_to_those_who_stay(was, stands, {email for email in here if email in there}))


def guests_in(text: str) -> tuple[Guest, ...]:
    """The guests of an event, the organizer left out, with their answers to the whole of it."""
    return tuple(_guests(open_text(text)).values())


def _standing(text: str | None) -> Opened | None:
    """The event, None where it is called off."""
    if text is None:
        return None
    opened = open_text(text)
    off = not opened.base.recurrence_id and is_off(opened.base.component)
    return None if off else opened


def _left(was: Opened | None, email: str, out: frozenset[str]) -> list[str]:
    """What somebody is a guest of no more: the whole event, or those of its occurrences that alone he was asked to."""
    parts = [each.recurrence_id for each in (was.events if was is not None else ()) if attendee(each.component, email)]
    return parts if out.issuperset(parts) else [""]


def _to_those_who_stay(was: Opened, now: Opened, emails: set[str]) -> Iterator[Owed]:
    out = left_out(was, now)
    off = {
        event.recurrence_id
        for event in now.events
        if event.recurrence_id and is_off(event.component) and not _was_off(was, event.recurrence_id)
    }
    told_apart = off | out | ({""} if out else set())  # of a series that leaves them out nothing else is otherwise
    there, here = _seen(was, told_apart), _seen(now, told_apart)
    changed = {each for each in there.keys() | here.keys() if there.get(each) != here.get(each)}
    whole = "" in changed or bool(there.keys() - here.keys())
    for email, guest in _guests(now).items():
        if email not in emails:
            continue
        if whole:
            yield Owed(Outgoing.REQUEST, guest, update=True)
            continue
        for recurrence_id in sorted(changed):
            yield Owed(Outgoing.REQUEST, guest, recurrence_id, update=True)
        for recurrence_id in sorted(off | {each for each in out if _is_asked(was, email, each)}):
            yield Owed(Outgoing.CANCEL, guest, recurrence_id)


def _is_asked(opened: Opened, email: str, recurrence_id: str) -> bool:
    """Whether somebody is a guest of an occurrence that is not called off."""
    event = opened.named(recurrence_id) or in_force(opened.events, recurrence_id)
    return not is_off(event.component) and attendee(event.component, email) is not None


def _seen(opened: Opened, but: set[str]) -> dict[str, object]:
    """What guests see of each part of an event, however it is spelled.

    A guest list that others joined or left is no reason to write to those who stay.
    """
    return {
        event.recurrence_id: (
            words_seen(event, opened.zones),
            event.start,
            event.end,
            rules_of(event.component),
            sequence_of(event.component),
        )
        for event in opened.events
        if event.recurrence_id not in but
    }


def _was_off(opened: Opened, recurrence_id: str) -> bool:
    event = opened.named(recurrence_id)
    return event is not None and is_off(event.component)


def _guests(opened: Opened) -> dict[str, Guest]:
    """By address in lower case, as the first part of the event that invites them says."""
    found: dict[str, Guest] = {}
    for event in opened.events:
        organizer = organizer_of(event.component)
        own = address_of(organizer) if organizer is not None else ""
        for line in event.component.lines("ATTENDEE"):
            email = address_of(line)
            if email != own:
                found.setdefault(email, Guest(email, name_of(line), partstat_of(line)))
    return found
