"""Where a moved series begins, so that its rule has the occurrence that was moved where it was put."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from opiekun.domain.calendar.indexed import Recurrence
from opiekun.domain.calendar.moments import Moment
from opiekun.domain.calendar.recurrence import MOST_IN_WINDOW
from opiekun.domain.calendar.rules_edited import part_of, with_parts
from opiekun.domain.calendar.series import Series, series_of
from opiekun.domain.calendar.wall_seconds import WallSeconds, wall_seconds

_FURTHEST = 10
"""How many days a first occurrence may move more or less than another: a week and what months differ by."""
_UNEVEN = frozenset({"MONTHLY", "YEARLY"})
_WITHIN_DAYS = frozenset({"HOURLY", "MINUTELY", "SECONDLY"})
_LEAVE = _FURTHEST * 86_400


def ruled(start: Moment, rule: str, *, endless: bool = False) -> Series:
    """The series of one rule from a start on; ``endless`` without COUNT and UNTIL."""
    return series_of(start.wall, start.zone, Recurrence((with_parts(rule, UNTIL="", COUNT="") if endless else rule,)))


def first_start(old: Series, rule: str, nearest: Moment, was: WallSeconds, target: datetime | date) -> Moment | None:
    """The start of a moved rule from which it has the occurrence that was at ``was`` at ``target``.

    The occurrence keeps its number, so that none is lost or gained before it, and a start that the old rule produced
    is one that the new rule produces. ``nearest`` is what is tried first. None where the rule cannot follow.
    """
    frequency = part_of(rule, "FREQ")
    if nearest.all_day and not old.all_day and frequency in _WITHIN_DAYS:
        return None
    number = len(old.produced(old.start, was))
    is_first = bool(old.produced(old.start, old.start + 1))
    put = wall_seconds(target)
    for start in _around(nearest) if is_first and number and frequency in _UNEVEN else (nearest,):
        new = ruled(start, rule, endless=True)
        if is_first and not new.produced(new.start, new.start + 1):
            continue
        before = len(new.produced(new.start, put))
        if before == number and new.produced(put, put + 1):
            return start
    return None


def end_of(old: Series, start: Moment, rule: str, until: WallSeconds) -> WallSeconds:
    """Where a moved rule ends that had an UNTIL: at ``until``, or near it where it has as many as before."""
    number = len(old.produced(old.start, (old.last or old.start) + 1))
    new = ruled(start, rule, endless=True)
    found = new.produced(new.start, until + _LEAVE)
    as_many = len([wall for wall in found if wall <= until]) == number
    return until if as_many or number >= MOST_IN_WINDOW or not 0 < number <= len(found) else found[number - 1]


def _around(nearest: Moment) -> Iterator[Moment]:
    yield nearest
    for days in range(1, _FURTHEST + 1):
        for each in (timedelta(days=days), timedelta(days=-days)):
            yield Moment(nearest.wall + each, nearest.zone)
