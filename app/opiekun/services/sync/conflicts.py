"""What both sides changed at once: shown side by side, and settled by the agent."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from opiekun.domain.calendar.events import Calendar, Details
from opiekun.domain.calendar.reading import details_of
from opiekun.domain.calendar.uids import with_uid
from opiekun.domain.errors import BadComponent, NotFound, Refused
from opiekun.domain.sync.local import Conflict, ConflictKind
from opiekun.domain.sync.three_way import Prefer, three_way
from opiekun.services.calendars import existing_calendar
from opiekun.services.done import Changed, Done, ObjectChange, RestoreConflict, RestoreObjects, SettleConflict, What
from opiekun.services.events_undone import restore_objects
from opiekun.services.hosted_edits import write_hosted
from opiekun.services.mail.hosting import Host, has_people
from opiekun.services.ports import Store, UnitOfWork
from opiekun.services.sync.calendar_text import same_event, title_of_text


class ChangedSince(Refused):
    """What would be overwritten is another version than the one that was shown."""


class Choice(StrEnum):
    """Which version is to stand. BOTH: theirs, and mine beside it as an event of its own."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


DELETED, LEFT_OUT = "deleted", "left_out"


@dataclass(frozen=True, slots=True)
class ConflictView:
    """A conflict as it is shown: mine as it was kept, and what stands now, which is what the server has or gets.

    ``standing`` is its text, None where the event was deleted since. ``mine`` and ``theirs`` are both as an editor
    shows them, None for what cannot be read or is not there. ``series`` is what the series is called that it was split
    off, "" for another event, or where it has no title.
    """

    conflict: Conflict
    calendar: Calendar
    title: str
    standing: str | None
    mine: Details | None
    theirs: Details | None
    series: str = ""


def conflicts(store: Store) -> list[ConflictView]:
    """What waits to be settled, oldest first."""
    with store.read() as unit:
        calendars = {calendar.id: calendar for calendar in unit.calendars.all()}
        placed = (_where_it_stands(unit, each) for each in unit.sync.conflicts())
        return [
            _view(each, calendars[each.calendar_id], _standing(unit, each))
            for each in placed
            if each.calendar_id in calendars
        ]


def conflict_named(store: Store, beginning: str) -> str:
    """The id of the conflict that is called so, or the only one whose id begins so; else what was given.

    Raises NotFound where several begin so.
    """
    with store.read() as unit:
        found = [each.id for each in unit.sync.conflicts() if beginning and each.id.startswith(beginning)]
    if beginning in found or not found:
        return beginning
    if len(found) > 1:
        raise NotFound(
            "“{beginning}” may be each of these: {known}. Type more of the one that you mean.",
            beginning=beginning,
            known=", ".join(found),
        )
    return found[0]


def _view(conflict: Conflict, calendar: Calendar, standing: str | None) -> ConflictView:
    theirs = _details(standing) if standing is not None else None
    title, mine = _title(conflict, standing), _details(conflict.mine)
    series = title_of_text(conflict.theirs) if conflict.kind is ConflictKind.SPLIT_OFF else ""
    return ConflictView(conflict, calendar, title, standing, mine, theirs, series)


def _where_it_stands(unit: UnitOfWork, conflict: Conflict) -> Conflict:
    """The conflict beside its event, which may have been put into another calendar of its account since. Another's copy
    of an invitation is none of it."""
    collection = unit.sync.collection(conflict.calendar_id)
    if collection is None or _standing(unit, conflict) is not None:
        return conflict
    account = {each.calendar_id for each in unit.sync.collections() if each.account_id == collection.account_id}
    places = [
        each
        for each in unit.calendars.named(conflict.uid)
        if each.calendar_id in account and (not has_people(each.text) or same_event(conflict.theirs, each.text))
    ]
    return replace(conflict, calendar_id=places[0].calendar_id) if len(places) == 1 else conflict


def _standing(unit: UnitOfWork, conflict: Conflict) -> str | None:
    return unit.calendars.texts_of(conflict.calendar_id, [conflict.uid]).get(conflict.uid)


def _theirs(conflict: Conflict) -> str | None:
    """The event itself as they have it: of a part of a series, they have but the series."""
    return None if conflict.kind is ConflictKind.SPLIT_OFF else conflict.theirs


def _title(conflict: Conflict, standing: str | None) -> str:
    return title_of_text(standing or conflict.mine) or title_of_text(conflict.mine)


def settle(
    store: Store,
    conflict_id: str,
    choice: Choice,
    *,
    now: datetime,
    host: Host | None = None,
    seen: str | None = None,
) -> Done:
    """Let the chosen version stand, and forget the conflict. What was changed since it was found stays.

    ``seen`` is the text beside mine that the agent was shown; None for the one that the conflict was found with. MINE
    goes over nothing else: where it would, ChangedSince is raised, and the conflict is with what stands now.

    Guests of an event of ours are told of MINE in the name of the ``host``; a copy that is kept beside theirs invites
    nobody. Raises Refused where a call would stand where another one does.

    THEIRS is what stands now; of an event that was deleted since, nothing: ``detail`` is DELETED then, and
    LEFT_OUT of a later part of a series that was taken out of the calendar.

    Raises NotFound where there is none of that id, or it is settled already.
    """
    with _renewed(store, conflict_id), store.write() as unit:
        conflict = _conflict(unit, conflict_id)
        conflict = replace(conflict, theirs=seen or conflict.theirs)
        existing_calendar(unit, conflict.calendar_id)
        standing = _standing(unit, conflict)
        if choice is Choice.MINE and standing is not None and _goes_over_unseen(conflict, standing):
            raise ChangedSince(
                "“{title}” has been changed once more since you saw it. Look at both versions again, then choose.",
                title=_title(conflict, standing),
            )
        changes = _changes(unit, conflict, standing, choice)
        written = write_hosted(unit, host if choice is Choice.MINE else None, changes, now)
        unit.sync.drop_conflict(conflict.id)
    return Done(
        What.CONFLICT_SETTLED,
        name=conflict.uid,
        subject=_title(conflict, standing),
        detail=_nowhere(conflict) if choice is Choice.THEIRS and standing is None else str(choice),
        changed=written.changed,
        undo=RestoreConflict(conflict, written.changes, str(choice), written.outbox),
        told=written.told,
    )


def _nowhere(conflict: Conflict) -> str:
    return LEFT_OUT if conflict.kind is ConflictKind.SPLIT_OFF else DELETED


@contextmanager
def _renewed(store: Store, conflict_id: str) -> Iterator[None]:
    """Where more was changed than was seen, the conflict is with what stands now."""
    try:
        yield
    except ChangedSince:
        with store.write() as unit:
            conflict = _conflict(unit, conflict_id)
            unit.sync.drop_conflict(conflict.id)
            unit.sync.add_conflict(replace(conflict, theirs=_standing(unit, conflict) or conflict.theirs))
        raise


def _conflict(unit: UnitOfWork, conflict_id: str) -> Conflict:
    conflict = unit.sync.conflict(conflict_id)
    if conflict is None:
        raise NotFound("There is no such conflict, or it is settled already; look at the conflicts again.")
    return _where_it_stands(unit, conflict)


def _goes_over_unseen(conflict: Conflict, standing: str) -> bool:
    """Whether mine overwrites a thing that stands otherwise now than in theirs."""
    try:
        lost = three_way(conflict.base, conflict.mine, standing, prefer=Prefer.MINE).touching
        since = three_way(conflict.theirs, conflict.mine, standing, prefer=Prefer.MINE).touching
    except BadComponent:
        return False
    return not {*lost}.isdisjoint(since)


def restore_conflict(store: Store, token: RestoreConflict, *, now: datetime, host: Host | None = None) -> Done:
    """Make a conflict as if it had not been settled. Raises Refused where its event has been changed since."""
    # First the conflict: whatever happens between the two, mine is somewhere.
    with store.write() as unit:
        unit.sync.add_conflict(token.conflict)
    try:
        back = _put_back(store, token, now, host)
    except Refused:
        with store.write() as unit:
            unit.sync.drop_conflict(token.conflict.id)
        raise
    return Done(
        What.UNDONE,
        name=token.conflict.uid,
        subject=_title(token.conflict, _theirs(token.conflict)),
        changed=back.changed if back is not None else Changed(),
        of=What.CONFLICT_SETTLED,
        undo=SettleConflict(token.conflict.id, token.choice),
        told=back.told if back is not None else (),
    )


def _put_back(store: Store, token: RestoreConflict, now: datetime, host: Host | None) -> Done | None:
    if not token.objects:
        return None
    back = RestoreObjects(token.objects, What.CONFLICT_SETTLED, outbox=token.outbox)
    return restore_objects(store, back, now=now, host=host)


def _changes(unit: UnitOfWork, conflict: Conflict, here: str | None, choice: Choice) -> list[ObjectChange]:
    """The edits that the choice comes to."""
    if choice is Choice.THEIRS:
        return []
    if choice is Choice.BOTH and here is not None:
        uid = unit.calendars.new_id()
        return [ObjectChange(conflict.calendar_id, uid, None, with_uid(conflict.mine, uid))]
    mine = conflict.mine
    if here is not None:
        with suppress(BadComponent):
            mine = three_way(conflict.base, conflict.mine, here, prefer=Prefer.MINE).text
    return [] if mine == here else [ObjectChange(conflict.calendar_id, conflict.uid, here, mine)]


def _details(text: str) -> Details | None:
    try:
        return details_of(text, "")
    except BadComponent:
        return None
