"""Which events of the months around now are marked for what was answered to them, and which invitations wait."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from opiekun.domain.calendar.events import Occurrence
from opiekun.domain.calendar.stored import StoredObject
from opiekun.domain.calls.answer_marks import AnswerMark, answer_marks
from opiekun.domain.errors import Refused
from opiekun.domain.instants import utc_seconds
from opiekun.services.mail.known import addresses_in
from opiekun.services.occurrences import occurrences_of
from opiekun.services.ports import UnitOfWork

_BEFORE = timedelta(days=31)
AHEAD = timedelta(days=183)
"""How far invitations are looked for."""
_UTC = ZoneInfo("UTC")
_KEPT = 2048
"""Texts whose marks are remembered: most of them are the same when the calendar is looked at again."""

Marks = Mapping[tuple[str, str, str], AnswerMark | None]


@dataclass(frozen=True, slots=True)
class Answered:
    """``marks`` are by calendar, UID and RECURRENCE-ID ("" : all times of the event that have none of their own).

    ``waiting`` are the UIDs of others' events of which a time is to come that was not answered.
    """

    marks: Marks = field(default_factory=dict)
    waiting: frozenset[str] = frozenset()


def answer_to(occurrence: Occurrence, answers: Marks) -> AnswerMark | None:
    """The mark of an occurrence: its own, or else that of its series."""
    if not occurrence.people:
        return None
    calendar_id, uid, which = occurrence.calendar_id, occurrence.uid, occurrence.recurrence_id
    return answers.get((calendar_id, uid, which), answers.get((calendar_id, uid, "")))


def unanswered(stored: StoredObject, answers: Marks, zone: ZoneInfo, now: datetime) -> Iterator[Occurrence]:
    """The times of an event within the next half year that wait for the agent's answer, in no particular order."""
    for each in occurrences_of(stored, utc_seconds(now), utc_seconds(now + AHEAD), zone):
        if answer_to(each, answers) is AnswerMark.UNANSWERED:
            yield each


def answered_in(unit: UnitOfWork, agent_id: str, now: datetime) -> Answered:
    """Those of the calendars that are shown, from a month ago until half a year from now."""
    by_calendar: dict[str, dict[str, StoredObject]] = {}
    for stored in unit.calendars.in_range(utc_seconds(now - _BEFORE), utc_seconds(now + AHEAD), hidden=False):
        if any(event.people for event in stored.indexed.events):
            by_calendar.setdefault(stored.calendar_id, {})[stored.indexed.uid] = stored
    if not by_calendar:
        return Answered()
    me = addresses_in(unit, agent_id)
    marks, waiting = dict[tuple[str, str, str], AnswerMark | None](), set[str]()
    for calendar_id, objects in by_calendar.items():
        for uid, text in unit.calendars.texts_of(calendar_id, [*objects]).items():
            found = _marks(text, me)
            marks |= {(calendar_id, uid, which): mark for which, mark in found.items()}
            if AnswerMark.UNANSWERED in found.values() and any(unanswered(objects[uid], marks, _UTC, now)):
                waiting.add(uid)
    return Answered(marks, frozenset(waiting))


@lru_cache(maxsize=_KEPT)
def _marks(text: str, me: Collection[str]) -> Mapping[str, AnswerMark | None]:
    try:
        return answer_marks(text, me)
    except Refused:
        # What cannot be read is told of elsewhere.
        return {}
