"""When a server lacks so much of what it had that the agent is asked before anything is deleted here."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from opiekun.domain.errors import InvalidInput, NotFound
from opiekun.domain.sync.accounts import CollectionStanding, DavCollection
from opiekun.services.calendars import existing_calendar
from opiekun.services.calendars_removed import AtStake, at_stake_among
from opiekun.services.done import AnswerGuard, Changed, Done, What, WithdrawGuardAnswer
from opiekun.services.mail.hosting import Host
from opiekun.services.ports import Store, UnitOfWork
from opiekun.services.sync.calendar_text import first_title
from opiekun.services.sync.missing import answered, unanchored


class GuardAnswer(StrEnum):
    """DELETE: what the server does not have goes here too, with the next run. KEEP: it goes back to the server."""

    DELETE = "delete"
    KEEP = "keep"


def missing_at_stake(store: Store, calendar_id: str, *, host: Host, now: datetime) -> AtStake:
    """What goes where the missing events of a calendar are deleted, and who would not hear of it."""
    with store.read() as unit:
        return at_stake_among(unit, unanchored(unit, calendar_id), host=host, now=now)


def missing_titles(store: Store, calendar_id: str, limit: int) -> tuple[str, ...]:
    """What some of the missing events of a calendar are called, at most so many; "" for one without a title."""
    with store.read() as unit:
        return tuple(first_title(each.text) for each in unanchored(unit, calendar_id)[:limit])


def answer_guard(
    store: Store,
    calendar_id: str,
    answer: GuardAnswer,
    *,
    now: datetime,
    asked: int | None = None,
    tells_guests: bool = False,
) -> Done:
    """Answer for a guarded calendar. Raises NotFound where it is not guarded (any more).

    What the next run finds on the server again is kept whatever the answer; until then, the answer can be taken back.
    ``asked`` is of how many missing events the agent knew: raises InvalidInput where more may be deleted
    by now. None: all that are. ``tells_guests`` lets letters tell the guests of what is deleted that it is off; else
    they hear nothing.
    """
    with store.write() as unit:
        calendar = existing_calendar(unit, calendar_id)
        collection = _guarded(unit, calendar_id)
        if answer is GuardAnswer.DELETE:
            if asked is not None and collection.missing > asked:
                raise InvalidInput(
                    "The server lacks {missing} events by now, not {asked}; look at it again before they are deleted.",
                    missing=collection.missing,
                    asked=asked,
                )
            unit.sync.save_collection(replace(collection, may_delete=True, tells_guests=tells_guests))
            back: tuple[str, ...] = ()
        else:
            put_back = [(each.uid, None, each.text) for each in unanchored(unit, calendar_id)]
            unit.sync.note_edits(calendar_id, put_back, now)
            # The whole list tells whether what was deleted meanwhile is there after all.
            unit.sync.save_collection(replace(answered(collection), reconciled_at=None))
            back = tuple(uid for uid, _, _ in put_back)
    nothing = answer is GuardAnswer.KEEP and not back
    undo = None if nothing else WithdrawGuardAnswer(calendar_id, back, collection.missing, collection.known)
    changed = Changed(calendars=True)
    return Done(What.GUARD_ANSWERED, name=calendar.name, detail=str(answer), changed=changed, undo=undo)


def withdraw_answer(store: Store, token: WithdrawGuardAnswer) -> Done:
    """Take back what was said of the missing events of a calendar. Raises NotFound where they are deleted, and
    InvalidInput where one of them has gone to the server, or has been changed since."""
    with store.write() as unit:
        calendar = existing_calendar(unit, token.calendar_id)
        if token.put_back:
            unit.sync.save_collection(_asked_again(unit, token))
            again = AnswerGuard(token.calendar_id, token.missing, tells_guests=False, keep=True)
        else:
            collection = _guarded(unit, token.calendar_id)
            unit.sync.save_collection(replace(collection, may_delete=False, tells_guests=False))
            again = AnswerGuard(token.calendar_id, collection.missing, collection.tells_guests)
    changed = Changed(calendars=True)
    return Done(What.UNDONE, name=calendar.name, changed=changed, of=What.GUARD_ANSWERED, undo=again)


def _asked_again(unit: UnitOfWork, token: WithdrawGuardAnswer) -> DavCollection:
    """The collection with the question open again, where all that was to go back waits as it was put there."""
    collection = unit.sync.collection(token.calendar_id)
    waits = unit.sync.entries(token.calendar_id, token.put_back)
    untouched = [uid for uid, entry in waits.items() if entry.edits == 1 and entry.sent is None]
    active = collection is not None and collection.standing is CollectionStanding.ACTIVE
    if collection is None or not active or len(untouched) < len(token.put_back):
        raise InvalidInput(
            "Some of the missing events have gone back to the server, or were changed since: all of them go back."
        )
    for uid in untouched:
        unit.sync.drop_entry(token.calendar_id, uid)
    return replace(
        collection, standing=CollectionStanding.GUARDED, missing=token.missing, known=token.known, may_delete=False
    )


def _guarded(unit: UnitOfWork, calendar_id: str) -> DavCollection:
    collection = unit.sync.collection(calendar_id)
    if collection is None or collection.standing is not CollectionStanding.GUARDED:
        raise NotFound("That calendar does not wait for an answer any more; look at the calendars again.")
    return collection
