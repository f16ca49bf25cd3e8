"""What became of a call, and the agent's own notes on it, which no guest is told."""

from __future__ import annotations

from dataclasses import replace

from opiekun.domain.calls.calls import CallRecord, CallStatus
from opiekun.domain.errors import InvalidInput, Refused
from opiekun.services.calls.writing import recorded
from opiekun.services.done import Changed, Done, RestoreCall, What
from opiekun.services.ports import Store

LONGEST_NOTES = 50_000
OUTCOMES = (CallStatus.HELD, CallStatus.NO_SHOW, CallStatus.MOVED)


def tell_outcome(store: Store, uid: str, outcome: CallStatus) -> Done:
    """Say what became of a call; BOOKED takes back what was said.

    Raises NotFound, and Refused for one that is called off.
    """
    with store.write() as unit:
        record = recorded(unit, uid)
        if record.status is CallStatus.CANCELLED or outcome is CallStatus.CANCELLED:
            raise Refused("The call “{title}” is called off; it has no outcome.", title=record.title)
        unit.calls.save(replace(record, status=outcome))
        return _changed(record)


def note(store: Store, uid: str, notes: str) -> Done:
    """Keep these notes on a call, in place of those before. Raises NotFound, InvalidInput for too long ones."""
    if len(notes) > LONGEST_NOTES:
        raise InvalidInput("The notes are longer than {most} characters; shorten them.", most=LONGEST_NOTES)
    with store.write() as unit:
        record = recorded(unit, uid)
        unit.calls.save(replace(record, notes=notes.strip()))
        return _changed(record)


def restore_call(store: Store, before: CallRecord) -> Done:
    """Put notes and outcome back as they were."""
    with store.write() as unit:
        record = recorded(unit, before.uid)
        unit.calls.save(replace(record, status=before.status, notes=before.notes))
        return _changed(record)


def _changed(before: CallRecord) -> Done:
    return Done(
        What.CALL_CHANGED,
        name=before.uid,
        subject=before.title,
        changed=Changed(accounts=frozenset({before.account_id})),
        undo=RestoreCall(before),
    )
