"""Removing calendars, and bringing them back: with what becomes of calls to come that stand in them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from opiekun.domain.calendar.events import Calendar
from opiekun.domain.calendar.opened import open_text
from opiekun.domain.calendar.stored import ObjectText
from opiekun.domain.calls.telling import letters_owed
from opiekun.domain.errors import InvalidInput, NotFound
from opiekun.domain.invitations.over import is_over
from opiekun.domain.sync.addresses import same_address
from opiekun.services.calendars import apply_states, existing_calendar
from opiekun.services.done import Done, ObjectChange, OutboxChange, RestoreCalendars, What
from opiekun.services.hosted_edits import as_new, unsent, withdraw
from opiekun.services.mail.hosting import Host, hosted_among, tell_of
from opiekun.services.mail.who_sends import written_to_by_server
from opiekun.services.object_writer import indexed_texts, write_objects
from opiekun.services.ports import Store, UnitOfWork
from opiekun.services.sync.naming import free_name

_KEPT = timedelta(days=30)


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
        coming = [guests for _, guests in _coming(unit, host, calendar_ids, now)]
    return AtStake(len(coming), len(set[str]().union(*coming)))


def remove_calendar(store: Store, calendar_id: str, *, now: datetime, host: Host | None = None) -> Done:
    """Remove a calendar with all its events. It can be brought back for thirty days, then what it held is forgotten.

    Guests of calls to come are told in the name of the ``host`` that these are off, and asked again when it is brought
    back; None: nobody hears of it. Raises NotFound, and InvalidInput for the default one, which new events need.
    """
    with store.write() as unit:
        unit.calendars.forget(now - _KEPT)
        calendar = existing_calendar(unit, calendar_id)
        if calendar.default:
            raise InvalidInput("New events go to this calendar; make another one the default first.")
        off = call_off(unit, host, [calendar_id], now)
        return _with(apply_states(unit, {calendar_id: None}, What.CALENDAR_REMOVED, calendar.name, now), off, host)


def restore_calendars(store: Store, token: RestoreCalendars, *, now: datetime, host: Host | None = None) -> Done:
    """Put calendars back as they were: the undo of what was done to them.

    One whose name is another's by now gets a number. Raises NotFound where one is forgotten, and InvalidInput where
    what one mirrored on a server is mirrored by another one meanwhile: both would show the same twice.
    """
    with store.write() as unit:
        states: dict[str, Calendar | None] = {calendar.id: calendar for calendar in _named_apart(unit, token)}
        states |= dict.fromkeys(token.removed)
        if any(unit.calendars.get(calendar_id) is None for calendar_id in states):
            raise NotFound("The calendar is gone; there is nothing to undo.")
        standing = {calendar.id for calendar in unit.calendars.all()}
        for calendar in token.calendars:
            if calendar.id not in standing:
                _check_mirrored_once(unit, calendar)
        name = next((calendar.name for calendar in token.calendars), "")
        what = What.REDONE if token.undone else What.UNDONE
        teller = host if token.tells else None
        off = call_off(unit, teller, token.removed, now)
        done = _with(apply_states(unit, states, token.of, name, now), off, teller)
        told = _invite_again(unit, teller, token, now)
        assert isinstance(done.undo, RestoreCalendars)  # noqa: S101 - as apply_states answers
        return replace(
            done, what=what, of=token.of, undo=replace(done.undo, undone=not token.undone), told=done.told or told
        )


def _named_apart(unit: UnitOfWork, token: RestoreCalendars) -> Iterator[Calendar]:
    """The calendars as they are put back, each with a name of its own."""
    moving = {calendar.id for calendar in token.calendars} | {*token.removed}
    others = [each for each in unit.calendars.all() if each.id not in moving]
    for calendar in token.calendars:
        taken = any(calendar.name and each.name.casefold() == calendar.name.casefold() for each in others)
        yield replace(calendar, name=free_name(others, calendar.name)) if taken else calendar


def _check_mirrored_once(unit: UnitOfWork, calendar: Calendar) -> None:
    """Raise InvalidInput where what a removed calendar mirrors on a server is mirrored by another one."""
    mirrored = unit.sync.remembered(calendar.id)
    if mirrored is None:
        return
    known = [*unit.sync.collections(), *unit.sync.let_go_collections(mirrored.account_id)]
    for each in known:
        if each.account_id == mirrored.account_id and same_address(each.url, mirrored.url):
            raise InvalidInput(
                "“{name}” is not brought back: what it shows of the server is connected again as “{other}”.",
                name=calendar.name,
                other=existing_calendar(unit, each.calendar_id).name,
            )


def call_off(unit: UnitOfWork, host: Host | None, calendar_ids: Collection[str], now: datetime) -> CalledOff:
    """Let the letters wait by which guests hear that what is to come in these calendars is off; they go after that."""
    if host is None:
        return CalledOff()
    changes = tuple(
        ObjectChange(here.calendar_id, here.uid, here.text, None) for here, _ in _coming(unit, host, calendar_ids, now)
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


def _coming(
    unit: UnitOfWork, host: Host, calendar_ids: Collection[str], now: datetime
) -> Iterator[tuple[ObjectText, set[str]]]:
    """The events of ours in these calendars that are to come, with the guests who would be written to, some each."""
    texts = (each for calendar_id in calendar_ids for each in unit.calendars.texts(calendar_id))
    for here in hosted_among(unit, host, texts):
        if not is_over(open_text(here.text), now) and (guests := _to_tell(unit, here, now)):
            yield here, guests


def _to_tell(unit: UnitOfWork, here: ObjectText, now: datetime) -> set[str]:
    by_server = written_to_by_server(unit, here.uid, here.text)
    return {owed.guest.email.lower() for owed in letters_owed(here.text, None, now)} - by_server
