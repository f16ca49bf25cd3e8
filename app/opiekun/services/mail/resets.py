"""Remembering at which sequence answers were asked anew, where an event with answers is edited in the calendar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from opiekun.domain.invitations.organizing import sequences, sequences_answered
from opiekun.services.done import ObjectChange
from opiekun.services.ports import UnitOfWork


def note_resets(unit: UnitOfWork, changes: Iterable[ObjectChange]) -> None:
    """An answer to the time that an event had does not count for the one that it has now, nor the other way round.

    Of an event about which nothing is remembered, its own sequence holds.
    """
    for change in changes:
        known = unit.mail.memory(change.uid)
        if known is None or change.before is None or change.after is None:
            continue
        was, here = sequences(change.before), sequences_answered(change.before, change.after)
        moved = {each: sequence for each, sequence in here.items() if sequence != was.get(each, was.get("", -1))}
        if moved:
            unit.mail.remember(change.uid, replace(known, reset_at={**known.reset_at, **moved}))
