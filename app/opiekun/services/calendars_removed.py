"""Removing calendars, and bringing them back: with what becomes of calls to come that stand in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from opiekun.domain.calendar.events import Calendar
from opiekun.domain.calendar.opened import open_text
from opiekun.domain.calendar.stored import ObjectText
from opiekun.domain.calls.telling import letters_owed
from opiekun.domain.errors import InvalidInput, NotFound
from opiekun.domain.invitations.over import is_over
from opiekun.domain.sync.accounts import CollectionStanding
from opiekun.domain.sync.told import Told
from opiekun.services.calendars import apply_states, existing_calendar
from opiekun.services.done import Changed, Done, ObjectChange, OutboxChange, RestoreCalendars, RestoreObjects, What
from opiekun.services.hosted_edits import as_new, unsent, withdraw
from opiekun.services.mail.hosting import Host, hosted_among, tell_of
from opiekun.services.mail.who_sends import written_to_by_server
from opiekun.services.object_writer import indexed_texts, write_objects
from opiekun.services.ports import Store, UnitOfWork
from opiekun.services.sync.handed_on import hand_on, mirrored_by
from opiekun.services.sync.naming import free_name
from opiekun.words import N_

_KEPT = timedelta(days=30)
UNSENT = N_(
    "Changes made there have not reached the server ({count}): they wait for thirty days, in case it is connected "
    "again."
)
HANDED_ON = N_("It is connected again already; edits that had not gone out wait there now: {calendars}.")


class AtStake(NamedTuple):
    """How many events to come, of ours with guests, go with calendars, and how many guests would not hear of it."""

    events: int = 0
    guests: int = 0


class CalledOff(NamedTuple):
    """Events that were called off with their calendars, what that did to the letters, and who is told, by name."""

    changes: tuple[ObjectChange, ...] = ()
    outbox: OutboxChange = OutboxChange()
    told: tuple[str, ...] = ()


def at_stake(store: Store, calendar_ids: Collection[str], *, host: Host, now: datetime) -> AtStake:
    """What goes with these calendars."""
    with store.read() as unit:
        return at_stake_among(unit, _texts_in(unit, calendar_ids), host=host, now=now)


def at_stake_among(unit: UnitOfWork, texts: Iterable[ObjectText], *, host: Host, now: datetime) -> AtStake:
    """What goes with these events."""
    coming = [guests for _, guests in _coming(unit, host, texts, now)]
    return AtStake(len(coming), len(set[str]().union(*coming)))


def remove_calendar(store: Store, calendar_id: str, *, now: datetime, host: Host | None = None) -> Done:
    """Remove a calendar with all its events. It can be brought back for thirty days, then what it held is forgotten.

    Guests of calls to come are told in the name of the ``host`` that these are off, and asked again when it is brought
    back; None: nobody hears of it. What had not reached its server waits until its collection is connected again, or is
    forgotten with it; that is warned of. The ``detail`` is the address where it stays on its server. Raises NotFound,
    and InvalidInput for the default one, which new events need.
    """
    with store.write() as unit:
        unit.calendars.forget(now - _KEPT)
        calendar = existing_calendar(unit, calendar_id)
        if calendar.default:
            raise InvalidInput("New events go to this calendar; make another one the default first.")
        off = call_off(unit, host, [calendar_id], now)
        waiting = len(unit.sync.journal(calendar_id))
        mirrored = unit.sync.collection(calendar_id)
        stays = mirrored is not None and mirrored.standing is not CollectionStanding.GONE
        done = _with(apply_states(unit, {calendar_id: None}, What.CALENDAR_REMOVED, calendar.name, now), off, host)
        done = replace(done, detail=mirrored.url) if mirrored is not None and stays else done
        return replace(done, warned=Told(UNSENT, {"count": str(waiting)})) if waiting else done


def restore_calendars(store: Store, token: RestoreCalendars, *, now: datetime, host: Host | None = None) -> Done:
    """Put calendars back as they were: the undo of what was done to them.

    One whose name is another's by now gets a number. One of which what it mirrored on a server is mirrored by another
    one meanwhile stays away, since both would show the same twice; edits of it that had not gone out wait in that one.
    Raises NotFound where one is forgotten, and InvalidInput where one stays away and nothing waits.
    """
    with store.write() as unit:
        ids = [*(each.id for each in token.calendars), *token.removed]
        if any(unit.calendars.get(calendar_id) is None for calendar_id in ids):
            raise NotFound("The calendar is gone; there is nothing to undo.")
        standing = {calendar.id for calendar in unit.calendars.all()}
        again = {
            each.id: twin
            for each in token.calendars
            if each.id not in standing and (twin := mirrored_by(unit, each.id)) is not None
        }
        if again and not any(unit.sync.journal(calendar_id) for calendar_id in again):
            raise _mirrored_again(unit, token, again)
        changes = tuple(change for each, twin in again.items() for change in hand_on(unit, each, twin, now))
        name = next((calendar.name for calendar in token.calendars), "")
        preferred = next((calendar.name for calendar in token.calendars if calendar.default), "")
        token = _without(token, again, standing)
        states: dict[str, Calendar | None] = {calendar.id: calendar for calendar in _named_apart(unit, token)}
        states |= dict.fromkeys(token.removed)
        what = What.REDONE if token.undone else What.UNDONE
        if again and not states:
            return Done(
                what,
                name=name,
                of=token.of,
                changed=Changed(calendars=True),
                undo=RestoreObjects(changes, token.of, undone=not token.undone) if changes else None,
                warned=_told_again(unit, again),
            )
        teller = host if token.tells else None
        off = call_off(unit, teller, token.removed, now)
        done = _with(apply_states(unit, states, token.of, name, now), off, teller)
        told = _invite_again(unit, teller, token, now)
        assert isinstance(done.undo, RestoreCalendars)  # noqa: S101 - as apply_states answers
        return replace(
            done,
            what=what,
            of=token.of,
            detail=preferred if token.of is What.NEW_EVENTS_GO else "",
            undo=replace(done.undo, undone=not token.undone),
            told=done.told or told,
            warned=_told_again(unit, again) if again else None,
        )


def _without(token: RestoreCalendars, again: Collection[str], standing: Collection[str]) -> RestoreCalendars:
    """What is done where some calendars stay away. Where new events went to one of them, they go on to where they go
    now."""
    if not again:
        return token
    keeps = any(each.default for each in token.calendars if each.id in again)
    left = tuple(each for each in token.calendars if each.id not in again and not (keeps and each.id in standing))
    called_off = tuple(each for each in token.called_off if each.calendar_id not in again)
    return replace(token, calendars=left, called_off=called_off)


def _named_apart(unit: UnitOfWork, token: RestoreCalendars) -> Iterator[Calendar]:
    """The calendars as they are put back, each with a name of its own."""
    moving = {calendar.id for calendar in token.calendars} | {*token.removed}
    others = [each for each in unit.calendars.all() if each.id not in moving]
    for calendar in token.calendars:
        taken = any(calendar.name and each.name.casefold() == calendar.name.casefold() for each in others)
        yield replace(calendar, name=free_name(others, calendar.name)) if taken else calendar


def _mirrored_again(unit: UnitOfWork, token: RestoreCalendars, again: Mapping[str, str]) -> InvalidInput:
    """Why a calendar of which nothing waits stays away."""
    first = next(each for each in token.calendars if each.id in again)
    return InvalidInput(
        "“{name}” is not brought back: what it shows of the server is connected again as “{other}”.",
        name=first.name,
        other=existing_calendar(unit, again[first.id]).name,
    )


def _told_again(unit: UnitOfWork, again: Mapping[str, str]) -> Told:
    names = ", ".join(f"“{existing_calendar(unit, twin).name}”" for twin in again.values())
    return Told(HANDED_ON, {"calendars": names})


def call_off(unit: UnitOfWork, host: Host | None, calendar_ids: Collection[str], now: datetime) -> CalledOff:
    """Let the letters wait by which guests hear that what is to come in these calendars is off; they go after that."""
    if host is None:
        return CalledOff()
    changes = tuple(
        ObjectChange(here.calendar_id, here.uid, here.text, None)
        for here, _ in _coming(unit, host, _texts_in(unit, calendar_ids), now)
    )
    uids = [each.uid for each in changes]
    before = unsent(unit, uids)
    told = tell_of(unit, host, changes, now)
    return CalledOff(changes, OutboxChange(before, unsent(unit, uids)), told)


def _with(done: Done, off: CalledOff, host: Host | None) -> Done:
    """What was done to calendars, with what was told of it."""
    assert isinstance(done.undo, RestoreCalendars)  # noqa: S101 - as apply_states answers
    undo = replace(done.undo, called_off=off.changes, outbox=off.outbox, tells=host is not None)
    return replace(done, undo=undo, told=off.told)


def _invite_again(unit: UnitOfWork, host: Host | None, token: RestoreCalendars, now: datetime) -> tuple[str, ...]:
    """Ask the guests again of what was called off with its calendar; where no letter has gone, none goes."""
    if host is None or not token.called_off or withdraw(unit, [each.uid for each in token.called_off], token.outbox):
        return ()
    new = [
        as_new(unit, host, ObjectChange(each.calendar_id, each.uid, None, each.before), now)
        for each in token.called_off
    ]
    edits = [replace(each, before=was.before) for each, was in zip(new, token.called_off, strict=True)]
    write_objects(unit, edits, indexed_texts(edits), now)
    return tell_of(unit, host, new, now)


def _texts_in(unit: UnitOfWork, calendar_ids: Collection[str]) -> Iterator[ObjectText]:
    return (each for calendar_id in calendar_ids for each in unit.calendars.texts(calendar_id))


def _coming(
    unit: UnitOfWork, host: Host, texts: Iterable[ObjectText], now: datetime
) -> Iterator[tuple[ObjectText, set[str]]]:
    """Those of ours that are to come, with the guests who would be written to, some each."""
    for here in hosted_among(unit, host, texts):
        if not is_over(open_text(here.text), now) and (guests := _to_tell(unit, here, now)):
            yield here, guests


def _to_tell(unit: UnitOfWork, here: ObjectText, now: datetime) -> set[str]:
    by_server = written_to_by_server(unit, here.uid, here.text)
    return {owed.guest.email.lower() for owed in letters_owed(here.text, None, now)} - by_server
