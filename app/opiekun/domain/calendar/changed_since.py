"""What a person changed of an event, applied to the event as it stands now: others may have changed it meanwhile."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from opiekun.domain.calendar.events import Details
from opiekun.domain.errors import InvalidInput

_GROUPS = (("start", "end"), *((each.name,) for each in fields(Details) if each.name not in {"start", "end", "people"}))
"""What is changed together: an end that was typed is meant for the start that was seen. People are not edited."""


def same(first: Details, second: Details) -> bool:
    """Whether both say the same of everything that is edited; 14:00 of another zone is something else."""
    return all(_told(first, names) == _told(second, names) for names in _GROUPS)


def changed_since(was: Details, typed: Details, there: Details) -> Details:
    """``there`` with what ``typed`` says otherwise than ``was``, from which it was made.

    Raises InvalidInput where both have changed the same, and not to the same.
    """
    changes: dict[str, Any] = {}
    for names in _GROUPS:
        before, after, now = (_told(each, names) for each in (was, typed, there))
        if after in {before, now}:
            continue
        if now != before:
            raise _refusal(names[0], there)
        changes |= {name: getattr(typed, name) for name in names}
    return replace(there, **changes)


def _told(details: Details, names: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(_exactly(getattr(details, name)) for name in names)


def _exactly(value: object) -> object:
    """Times of two zones are equal where they are the same instant; people mean the zone too."""
    return (value, value.fold, str(value.tzinfo)) if isinstance(value, datetime) else value


def _refusal(name: str, there: Details) -> InvalidInput:
    if name == "start":
        return InvalidInput(
            "This event was moved meanwhile, to {start}. Open it again to see it so; what you typed is kept.",
            start=f"{there.start:%Y-%m-%d %H:%M}" if isinstance(there.start, datetime) else there.start.isoformat(),
        )
    if name == "summary":
        return InvalidInput(
            "This event was called “{title}” meanwhile. Open it again to see it so; what you typed is kept.",
            title=there.summary[:80],
        )
    return InvalidInput(
        "Somebody has changed the same of this event meanwhile. Open it again to see it so; what you typed is kept."
    )
