"""What is set up and what is wrong: the proof that each index agrees with what it is made from, and its repair."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from opiekun.domain.calendar.indexed import IndexedObject
from opiekun.domain.calendar.reading import read_text
from opiekun.domain.calendar.stored import ObjectText
from opiekun.domain.errors import Refused
from opiekun.domain.instants import utc_seconds
from opiekun.services.ports import Store
from opiekun.services.rulebook import rulebook

_PART = 500


@dataclass(frozen=True, slots=True)
class IndexCheck:
    """How many requests were read, and the ids of those whose standing did not follow from their timeline."""

    requests: int
    wrong: tuple[str, ...]
    repaired: bool


@dataclass(frozen=True, slots=True)
class CalendarCheck:
    """How many events were read, and the UIDs of those whose index did not follow from their text.

    ``unreadable`` are the UIDs of texts that cannot be read any more. They stay as they are, and are shown as long as
    the index still tells of them; where that cannot be read either, it is taken away, so that the others are shown.
    """

    events: int
    wrong: tuple[str, ...]
    unreadable: tuple[str, ...]
    repaired: bool


def check_calendars(store: Store, *, now: datetime) -> CalendarCheck:
    """Compare the index of every event with its text, and repair those that differ or cannot be read."""
    wrong: list[ObjectText] = []
    unreadable: list[ObjectText] = []
    count = 0
    with store.read() as unit:
        texts = unit.calendars.texts()
        while part := list(islice(texts, _PART)):
            count += len(part)
            indexed: dict[int, IndexedObject] = {}
            for found in part:
                try:
                    indexed[found.key] = read_text(found.text)
                except Refused:
                    unreadable.append(found)
            differing = unit.calendars.disagreeing(indexed)
            wrong += [found for found in part if found.key in differing]
        lost = [found for found in unreadable if unit.calendars.damaged([found.key])]
    if wrong or lost:
        with store.write() as unit:
            for found in wrong:
                if unit.calendars.text(found.key) == found:
                    unit.calendars.put(found.calendar_id, utc_seconds(now), [(read_text(found.text), found.text)])
            unit.calendars.hide([found.key for found in lost if unit.calendars.text(found.key) == found])
    uids, illegible = (tuple(found.uid for found in part) for part in (wrong, unreadable))
    return CalendarCheck(count, uids, illegible, repaired=bool(wrong))


def check_index(store: Store, *, now: datetime) -> IndexCheck:
    """Compare every stored standing with its timeline; repair those that differ."""
    wrong: dict[int, str] = {}
    count = 0
    with store.read() as unit:
        rules = rulebook(unit)
        for file in unit.requests.each():
            count += 1
            if rules.standing(file.request, file.events) != file.standing:
                wrong[file.request.key] = file.request.id
    if wrong:
        with store.write() as unit:
            rules = rulebook(unit)
            for key in wrong:
                current = unit.requests.get(key)
                if current is not None:
                    standing = rules.standing(current.request, current.events)
                    unit.requests.set_standing(key, standing, now)
    return IndexCheck(count, tuple(wrong.values()), repaired=bool(wrong))
