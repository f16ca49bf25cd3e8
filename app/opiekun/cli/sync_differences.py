"""Where the two versions of a conflict differ, as a terminal tells it: field by field, occurrence by occurrence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from opiekun.domain.calendar.events import Alarm, Details, Person, When
from opiekun.domain.errors import BadComponent
from opiekun.domain.instants import utc_datetime
from opiekun.domain.sync.comparing import Compared, Field, Version, compare
from opiekun.services.sync.conflicts import ConflictView


class Difference(NamedTuple):
    """A field that the sides say otherwise. ``recurrence_id`` is "" for the event as a whole.

    A side is None where it has no such occurrence, or not the event.
    """

    recurrence_id: str
    field: Field
    mine: Version | None
    theirs: Version | None


def differences(view: ConflictView) -> tuple[Difference, ...]:
    """Of the event as a whole first; none where a version cannot be read, or the event was deleted since."""
    if view.standing is None:
        return ()
    try:
        compared = compare(view.conflict.mine, view.standing, view.conflict.base)
    except BadComponent:
        return ()
    return tuple(found for part in compared for found in _of(part))


def _of(part: Compared) -> Iterator[Difference]:
    if part.mine is None or part.theirs is None:
        yield Difference(part.recurrence_id, Field.WHEN, part.mine, part.theirs)
        return
    for row in part.rows:
        if row.differs:
            yield Difference(part.recurrence_id, row.field, part.mine, part.theirs)


def said(field: Field, version: Version) -> str:
    """What a version says of a field, "" for nothing: words as they are, times in ISO 8601, commas between values."""
    details = version.details
    if field is Field.WHEN:
        return f"{_moment(details.start)}/{_moment(details.end)}"
    several = {
        Field.LEFT_OUT: map(_moment, version.left_out),
        Field.ADDED: map(_moment, version.added),
        Field.PEOPLE: map(_person, details.people),
        Field.ALARMS: map(_alarm, details.alarms),
        Field.CATEGORIES: details.categories,
        Field.ATTACHMENTS: details.attachments,
        Field.OTHER: version.other,
    }
    return ", ".join(several[field]) if field in several else _single(field, details)


def _single(field: Field, details: Details) -> str:
    return {
        Field.SUMMARY: details.summary,
        Field.RULE: details.rule,
        Field.LOCATION: details.location,
        Field.LINK: details.link,
        Field.DESCRIPTION: details.description,
        Field.FREE: str(details.transparent).lower(),
        Field.STATUS: str(details.status),
        Field.VISIBILITY: str(details.visibility),
        Field.PURPOSE: str(details.purpose),
        Field.REQUEST: details.request_id,
    }[field]


def _moment(when: When) -> str:
    return when.isoformat(timespec="seconds") if isinstance(when, datetime) else when.isoformat()


def _person(person: Person) -> str:
    return f"{person.email} ({person.partstat})" if person.partstat else person.email


def _alarm(alarm: Alarm) -> str:
    if alarm.at is not None:
        return _moment(utc_datetime(alarm.at))
    return f"{alarm.seconds:+} s" + (" (end)" if alarm.from_end else "")
