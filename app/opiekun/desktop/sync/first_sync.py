"""What came into calendars that were synced for the first time."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from opiekun.desktop.numbers import Numbers
from opiekun.domain.sync.report import RunReport
from opiekun.services.sync.standing import SyncStanding

_NAMED = 5
_LONGEST = 40


class Arrived(NamedTuple):
    """How many events came into each calendar, by its name."""

    calendars: tuple[tuple[str, int], ...]


def never_synced(standing: SyncStanding | None) -> frozenset[str]:
    """The ids of calendars that no run has gone through yet."""
    known = standing.collections if standing is not None else ()
    return frozenset(each.calendar.id for each in known if each.collection.synced_at is None)


def arrived(run: RunReport, new: Collection[str]) -> Arrived | None:
    """What a run brought into those of the ``new`` calendars that it went through; None where it did so with none."""
    through = [each for each in run.collections if each.calendar_id in new and each.failure is None]
    if run.cancelled or not through:
        return None
    return Arrived(tuple((each.name, each.downloaded) for each in through))


def arrived_words(came: Arrived) -> str:
    """“16 events came: 13 in “Calls”, 3 in “Private””."""
    numbers = Numbers()
    total = numbers.events_came(sum(count for _, count in came.calendars))
    named = [numbers.within(count, " ".join(name.split())[:_LONGEST]) for name, count in came.calendars[:_NAMED]]
    more = len(came.calendars) - _NAMED
    return f"{total}: {', '.join([*named, *([numbers.and_more(more)] if more > 0 else [])])}"
