"""What became of a call, and the agent's own notes on it, which no guest is told."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from opiekun.domain.calls.calls import CallRecord, CallStatus
from opiekun.domain.errors import InvalidInput, Refused
from opiekun.services.calls.writing import recorded
from opiekun.services.done import Changed, Done, RestoreCall, What
from opiekun.services.ports import Store, UnitOfWork

LONGEST_NOTES = 50_000
OUTCOMES = (CallStatus.HELD, CallStatus.NO_SHOW, CallStatus.MOVED)
_Said = TypeVar("_Said", CallStatus, str)


def tell_outcome(store: Store, uid: str, outcome: CallStatus) -> Done:
    """Say what became of a call; BOOKED takes back what was said.

    Raises NotFound, and Refused for one that is called off.
    """
    with store.write() as unit:
        record = recorded(unit, uid)
        if record.status is CallStatus.CANCELLED or outcome is CallStatus.CANCELLED:
            raise Refused("The call “{title}” is called off; it has no outcome.", title=record.title)
        return _save(unit, record, replace(record, status=outcome))


def note(store: Store, uid: str, notes: str) -> Done:
    """Keep these notes on a call, in place of those before. Raises NotFound, InvalidInput for too long ones."""
    if len(notes) > LONGEST_NOTES:
        raise InvalidInput("The notes are longer than {most} characters; shorten them.", most=LONGEST_NOTES)
    with store.write() as unit:
        record = recorded(unit, uid)
        return _save(unit, record, replace(record, notes=notes.strip()))


def restore_call(store: Store, token: RestoreCall) -> Done:
    """Put what was said of a call back as it was; what else is kept of it by now stays.

    Raises NotFound, and Refused where that was said otherwise since, or the call was called off.
    """
    before, after = token.before, token.after
    with store.write() as unit:
        record = recorded(unit, after.uid)
        back = replace(
            record,
            status=_back(before.status, after.status, record.status),
            notes=_back(before.notes, after.notes, record.notes),
        )
        return _save(unit, record, back)


def _back(before: _Said, after: _Said, here: _Said) -> _Said:
    if before == after:
        return here
    if here != after:
        raise Refused("The event has been changed since; it stays as it is now.")
    return before


def _save(unit: UnitOfWork, before: CallRecord, after: CallRecord) -> Done:
    unit.calls.save(after)
    return Done(
        What.CALL_CHANGED,
        name=after.uid,
        subject=after.title,
        detail=after.status.value if after.status is not before.status else "",
        changed=Changed(accounts=frozenset({after.account_id})),
        undo=RestoreCall(before, after),
    )
