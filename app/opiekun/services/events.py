"""What an agent does to events: add, change, move, copy, delete; one action a function, each undoable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from opiekun.domain.calendar.changed_since import changed_since
from opiekun.domain.calendar.editing import Edit, change, compose, delete, move
from opiekun.domain.calendar.events import Calendar, Details, Scope, When
from opiekun.domain.calendar.reading import details_of, read_text
from opiekun.domain.errors import InvalidInput
from opiekun.domain.sync.local import PartOf
from opiekun.services.actions import found
from opiekun.services.calendars import changeable_calendar, existing_object, writable_calendar
from opiekun.services.calls.placing import misgiving
from opiekun.services.done import Changed, Done, ObjectChange, RestoreObjects, What
from opiekun.services.event_checks import check_details, check_times
from opiekun.services.hosted_edits import write_hosted
from opiekun.services.mail.hosting import Host, check_ours_to_move
from opiekun.services.object_writer import indexed_texts, write_objects
from opiekun.services.ports import Store, UnitOfWork
from opiekun.services.series_clock import check_occurrence


def add_event(store: Store, details: Details, *, now: datetime, calendar_id: str | None = None) -> Done:
    """Add an event to a calendar, the default one for None.

    Raises InvalidInput for what cannot be an event or a calendar that is read-only, NotFound for an unknown one or
    an unknown request.
    """
    check_details(details)
    with store.write() as unit:
        calendar = writable_calendar(unit, calendar_id)
        return _add(unit, calendar, _linked(unit, details), What.EVENT_ADDED, now)


def change_event(
    store: Store,
    key: int,
    recurrence_id: str,
    scope: Scope,
    details: Details,
    *,
    was: Details,
    now: datetime,
    host: Host | None = None,
) -> Done:
    """Change an event, or the occurrences that ``scope`` means, in what the details say otherwise than those it had.

    ``was`` are the details from which the new ones were made, as they were read. What others have changed since then
    stays; raises InvalidInput where they have changed the same otherwise. Guests, and raises, as :func:`move_event`.
    """

    def changed(unit: UnitOfWork, text: str, new_uid: str) -> Edit:
        there = details_of(text, recurrence_id)
        meant = changed_since(was, details, there)
        check_details(meant, there)
        if host is not None and (meant.start, meant.end) != (there.start, there.end):
            check_ours_to_move(unit, host, text)
        linked = meant if meant.request_id == there.request_id else _linked(unit, meant)
        return change(text, recurrence_id, scope, linked, now=now, new_uid=new_uid)

    done = _edit(store, key, recurrence_id, What.EVENT_CHANGED, changed, now=now, host=host)
    return replace(done, subject=details.summary)


def rename_event(
    store: Store,
    key: int,
    recurrence_id: str,
    scope: Scope,
    title: str,
    *,
    now: datetime,
    host: Host | None = None,
) -> Done:
    """Call an event, or the occurrences that ``scope`` means, so; the rest stays. Raises as :func:`change_event`."""

    def changed(_unit: UnitOfWork, text: str, new_uid: str) -> Edit:
        there = details_of(text, recurrence_id)
        meant = replace(there, summary=title)
        check_details(meant, there)
        return change(text, recurrence_id, scope, meant, now=now, new_uid=new_uid)

    done = _edit(store, key, recurrence_id, What.EVENT_CHANGED, changed, now=now, host=host)
    return replace(done, subject=title)


def move_event(  # noqa: PLR0917 - what, which of it, and to when
    store: Store,
    key: int,
    recurrence_id: str,
    scope: Scope,
    start: When,
    end: When,
    *,
    now: datetime,
    host: Host | None = None,
) -> Done:
    """Move the named occurrence there, with the others that ``scope`` means.

    The guests of an event of ours are told in the name of the ``host``; None is for a desk that has none. Raises as
    :func:`add_event`, OthersEvent for one to which somebody else invites, and Refused where a call would stand where
    another one does; what else speaks against the time of a call is only told.
    """
    check_times(start, end)

    def moved(unit: UnitOfWork, text: str, new_uid: str) -> Edit:
        if host is not None:
            check_ours_to_move(unit, host, text)
        return move(text, recurrence_id, scope, start, end, now=now, new_uid=new_uid)

    done = _edit(store, key, recurrence_id, What.EVENT_MOVED, moved, now=now, host=host)
    zoned = isinstance(start, datetime) and start.tzinfo is not None
    return replace(done, until=start) if zoned and isinstance(start, datetime) else done


def copy_event(store: Store, key: int, recurrence_id: str, start: When, end: When, *, now: datetime) -> Done:
    """Make an event of its own, in the same calendar, that is like that occurrence but for its time."""
    check_times(start, end)
    with store.write() as unit:
        known = existing_object(unit, key)
        calendar = writable_calendar(unit, known.calendar_id)
        found = details_of(known.text, recurrence_id)
        # A reminder at an instant rang for the event that is copied; of a series it says nothing of one occurrence.
        alarms = tuple(replace(alarm, at=None) for alarm in found.alarms if alarm.at is None or not found.rule)
        details = replace(found, start=start, end=end, rule="", alarms=alarms, people=())
        return _add(unit, calendar, details, What.EVENT_COPIED, now)


def put_into_calendar(store: Store, key: int, calendar_id: str, *, now: datetime) -> Done:
    """Move an event, with all its occurrences, to another calendar, where it has another number.

    Raises as :func:`add_event`, and InvalidInput where the other calendar has an event of its UID.
    """
    with store.write() as unit:
        known = existing_object(unit, key)
        changeable_calendar(unit, known.calendar_id)
        target = writable_calendar(unit, calendar_id)
        if unit.calendars.texts_of(target.id, [known.uid]):
            raise InvalidInput("That calendar has this event already; it stays in both.")
        changes = (
            ObjectChange(known.calendar_id, known.uid, known.text, None),
            ObjectChange(target.id, known.uid, None, known.text),
        )
        indexed = indexed_texts(changes)
        keys = write_objects(unit, changes, indexed, now)
        return Done(
            What.EVENT_MOVED,
            name=known.uid,
            subject=indexed[known.text].title,
            detail=target.name,
            changed=Changed(events=keys),
            undo=RestoreObjects(changes, What.EVENT_MOVED),
        )


def delete_event(
    store: Store, key: int, recurrence_id: str, scope: Scope, *, now: datetime, host: Host | None = None
) -> Done:
    """Delete an event, or the occurrences that ``scope`` means; guests of one of ours are told that it is off.

    Raises as :func:`add_event`.
    """
    return _edit(
        store,
        key,
        recurrence_id,
        What.EVENT_DELETED,
        lambda _unit, text, _new_uid: delete(text, recurrence_id, scope, now=now),
        now=now,
        host=host,
    )


def _add(unit: UnitOfWork, calendar: Calendar, details: Details, what: What, now: datetime) -> Done:
    uid = unit.calendars.new_id()
    made = ObjectChange(calendar.id, uid, None, compose(details, uid, now=now))
    keys = write_objects(unit, [made], indexed_texts([made]), now)
    return Done(
        what,
        name=uid,
        subject=details.summary,
        detail=calendar.name,
        changed=Changed(events=keys),
        undo=RestoreObjects((made,), what),
    )


def _linked(unit: UnitOfWork, details: Details) -> Details:
    """The details, with the id of the request as it is written there. Raises NotFound."""
    return replace(details, request_id=found(unit, details.request_id).request.id) if details.request_id else details


def _edit(
    store: Store,
    key: int,
    recurrence_id: str,
    what: What,
    edit: Callable[[UnitOfWork, str, str], Edit],
    *,
    now: datetime,
    host: Host | None,
) -> Done:
    """Edit the text of an object; what is split off becomes an object of its own beside it."""
    with store.write() as unit:
        known = existing_object(unit, key)
        calendar = changeable_calendar(unit, known.calendar_id)
        check_occurrence(read_text(known.text), recurrence_id)
        new_uid = unit.calendars.new_id()
        made = edit(unit, known.text, new_uid)
        changes = [ObjectChange(calendar.id, known.uid, known.text, made.text)]
        if made.split_off is not None:
            part = PartOf(known.uid, recurrence_id)
            changes.append(ObjectChange(calendar.id, new_uid, None, made.split_off, part))
        written = write_hosted(unit, host, changes, now)
        text = written.changes[0].after
        return Done(
            what,
            name=known.uid,
            subject=written.indexed[text].title if text is not None else details_of(known.text, "").summary,
            changed=written.changed,
            undo=RestoreObjects(written.changes, what, outbox=written.outbox),
            told=written.told,
            warned=misgiving(unit, known.uid, now) if known.uid in written.calls else None,
        )
