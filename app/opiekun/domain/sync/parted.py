"""A series that was divided here: what it began from, and what others made of it meanwhile, divided in the same place.

So each part is merged with its own: what others said of the whole series reaches both, and no meeting stands twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from opiekun.domain.calendar.indexed import Recurrence
from opiekun.domain.calendar.moments import Moment
from opiekun.domain.calendar.opened import Opened, open_text
from opiekun.domain.calendar.series import series_of
from opiekun.domain.calendar.splitting import divided
from opiekun.domain.calendar.values import wall_value
from opiekun.domain.calendar.vevents import on_clock, wall_named
from opiekun.domain.calendar.wall_seconds import wall_seconds
from opiekun.domain.errors import BadComponent, NotFound
from opiekun.domain.sync.local import Split


class Mine(NamedTuple):
    """What an event is here, None where it was deleted, and what was split off it since the server saw it."""

    text: str | None
    splits: tuple[Split, ...]


class Part(NamedTuple):
    """What a part began from, and what others have of it: None where they have nothing of it any more."""

    uid: str
    base: str
    theirs: str | None


class _Unlike(Exception):
    """Two versions that cannot be divided in the same place."""


def parted(uid: str, base: str, theirs: str, here: Mapping[str, Mine], now: datetime) -> tuple[Part, ...]:
    """The parts of a series: itself first, then what was split off and is ``here`` still, by UID.

    () where the versions cannot be divided in the same place: one has nothing before it, or goes on and does not start
    there. Where theirs was moved as a whole, it is divided at the occurrence that was moved there. The parts are
    stamped with ``now``.
    """
    try:
        return tuple(_parted(uid, open_text(base), open_text(theirs), here, now))
    except (_Unlike, BadComponent, NotFound):
        return ()


def _parted(uid: str, base: Opened, theirs: Opened | None, here: Mapping[str, Mine], now: datetime) -> list[Part]:
    mine = here[uid]
    own = base.base if mine.text is None else open_text(mine.text).base
    tails: list[Part] = []
    for split in mine.splits:
        if split.uid not in here or here[split.uid].text is None:
            continue
        name = _start(base, Moment(wall_named(split.at, own), own.start.zone), own.start)
        head, tail = divided(base, name, split.uid, now) if name else (None, base)
        if head is None:
            raise _Unlike
        at = Moment(wall_named(name, base.base), base.base.start.zone)
        theirs, others = (None, None) if theirs is None else _divided(theirs, at, base.base.start, split.uid, now)
        tails += _parted(split.uid, tail, others, here, now)
        base = head
    return [Part(uid, base.text() or "", None if theirs is None else theirs.text()), *tails]


def _divided(theirs: Opened, at: Moment, start: Moment, uid: str, now: datetime) -> tuple[Opened, Opened | None]:
    """Their version divided at an occurrence of a series with that start; the second is None where theirs ends before.

    Raises _Unlike.
    """
    name = _start(theirs, at, start)
    if not name:
        if any(theirs.starts_from(wall) for wall in _walls(theirs, at, start)):
            raise _Unlike
        return theirs, None
    head, tail = divided(theirs, name, uid, now)
    if head is None:
        raise _Unlike
    return head, tail if tail.starts_before(None) else None


def _start(whole: Opened, at: Moment, start: Moment) -> str:
    """What a version of a series calls the occurrence that stands ``at`` in another one with that start.

    An occurrence that is left out has its name still. "" where it does not start there.
    """
    recurrence = replace(whole.recurrence or Recurrence(), exceptions=())
    series = series_of(whole.base.start.wall, whole.base.start.zone, recurrence)
    for wall in _walls(whole, at, start):
        since = wall_seconds(wall)
        if series.between(since, since + 1):
            return wall_value(wall)
    return ""


def _walls(whole: Opened, at: Moment, start: Moment) -> tuple[datetime | date, ...]:
    """Where an occurrence of another version may stand in this one: at the same time, or moved along with the start."""
    own = whole.base.start
    same, first = on_clock(at, own), on_clock(start, own)
    return same, same + (Moment(own.wall).aware - Moment(first).aware)
