"""When somebody is busy, as a VFREEBUSY tells it (RFC 5545, 3.6.4)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from opiekun.domain.calendar.text import Component, Line, pieces
from opiekun.domain.calendar.values import duration, wall_time
from opiekun.domain.instants import UtcSeconds, utc_seconds
from opiekun.domain.sync.remote import Busy

_MOST = 20_000
_STATUS = re.compile(r"\s*(\d(?:\.\d+)*)\s*;")


def busy_of(text: str, since: datetime, until: datetime) -> tuple[Busy, ...] | None:
    """The busy stretches of a text within [since, until), in order, those that touch joined; None if it tells none.

    A stretch that cannot be read is left out. Times without a zone are taken as UTC, which they must be.
    """
    told = [piece for piece in pieces(text) if isinstance(piece, Component) and piece.name == "VFREEBUSY"]
    if not told:
        return None
    first, last = utc_seconds(since), utc_seconds(until)
    within = (
        Busy(max(first, busy.start), min(last, busy.end), busy.tentative)
        for component in told
        for line in component.lines("FREEBUSY")
        for busy in _stretches(line)
        if busy.start < last and busy.end > first
    )
    return joined([busy for busy, _ in zip(within, range(_MOST), strict=False)])


def _stretches(line: Line) -> Iterator[Busy]:
    kind = line.param("FBTYPE").upper()
    if kind == "FREE":
        return
    for period in line.value.split(","):
        start, _, end = period.strip().partition("/")
        try:
            begins = _instant(start)
            length = duration(end) if end[:1].upper() in ("P", "+") else None
            ends = begins + int(length.total_seconds()) if length is not None else _instant(end)
        except (ValueError, OverflowError):
            continue
        if ends > begins:
            yield Busy(begins, ends, tentative=kind == "BUSY-TENTATIVE")


def _instant(value: str) -> UtcSeconds:
    wall, _utc = wall_time(value)
    if not isinstance(wall, datetime):
        raise ValueError(value)  # noqa: TRY004 - it is the value that is wrong
    return utc_seconds(wall.replace(tzinfo=UTC))


def joined(stretches: Iterable[Busy]) -> tuple[Busy, ...]:
    """Stretches of a kind that touch become one; the sure and the tentative stay apart."""
    done: list[Busy] = []
    every = list(stretches)
    for tentative in (False, True):
        kind = sorted(busy for busy in every if busy.tentative == tentative)
        for busy in kind:
            if done and done[-1].tentative == tentative and busy.start <= done[-1].end:
                done[-1] = Busy(done[-1].start, max(done[-1].end, busy.end), tentative)
            else:
                done.append(busy)
    return tuple(sorted(done))


def status_and_words(said: str) -> tuple[str, str]:
    """The number and the words of a REQUEST-STATUS (RFC 5545, 3.8.8.3), the number "" where none stands there."""
    number = _STATUS.match(said)
    return (number[1], said[number.end() :].strip()) if number is not None else ("", said.strip())
