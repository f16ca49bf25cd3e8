"""Why there is no slot: for a day that has none, and for any single start. Codes and values; words are elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from opiekun.domain.hours import Openings
from opiekun.domain.instants import UtcSeconds
from opiekun.domain.slots.bars import About, Bar, WhyNot, day_parts
from opiekun.domain.slots.free import candidates
from opiekun.domain.slots.rules import SlotRules
from opiekun.domain.wall_clock import Stretch, day_at

_RANK = {reason: place for place, reason in enumerate(WhyNot)}


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason against a start or a day, and what it is about: see :class:`~opiekun.domain.slots.bars.WhyNot`."""

    why: WhyNot
    about: About = None


def why_not(
    openings: Openings, rules: SlotRules, start: UtcSeconds, bars: Sequence[Bar], language: str = "en"
) -> list[Reason]:
    """All reasons against a call that starts then, most telling first; none where it can be booked.

    The name of a holiday is in the language, if it is known in it.
    """
    found = [Reason(bar.reason, bar.about) for bar in bars if bar.since <= start < bar.until]
    of_hours = _of_hours(openings, rules, start, language)
    if of_hours is not None:
        found.append(of_hours)
    return sorted(found, key=lambda reason: _RANK[reason.why])


def _of_hours(openings: Openings, rules: SlotRules, start: UtcSeconds, language: str) -> Reason | None:
    if any(candidates(openings, rules, start, start + 1)):
        return None
    closed = openings.hours.closed_on(day_at(openings.zone, start), language)
    around = openings.stretches(start, start + rules.length)
    if around == ((start, start + rules.length),):
        return Reason(WhyNot.BETWEEN_STARTS, rules.increment)
    return Reason(WhyNot.CLOSED, closed) if closed is not None and not around else Reason(WhyNot.OUTSIDE_HOURS)


def days_without(
    openings: Openings, rules: SlotRules, span: Stretch, bars: Sequence[Bar], language: str = "en"
) -> dict[date, Reason]:
    """The days of the agent's calendar in the span on which no call can start, each with its reason.

    The starts of the day are crossed out by one kind of reason after the other, most telling first; the one that
    takes the last of them is told, with what it is about for most of them.
    """
    days: dict[date, list[Stretch]] = {}
    for day, start, end in day_parts(openings.zone, span):
        days.setdefault(day, []).append((start, end))
    found = {}
    for day, parts in days.items():
        starts = [at for part in parts for grid in candidates(openings, rules, *part) for at in grid]
        over = [bar for bar in bars if bar.since < parts[-1][1] and bar.until > parts[0][0]]
        reason = _last_to_cross_out(starts, over) if starts else _without_starts(openings, day, language)
        if reason is not None:
            found[day] = reason
    return found


def _without_starts(openings: Openings, day: date, language: str) -> Reason:
    closed = openings.hours.closed_on(day, language)
    return Reason(WhyNot.HOURS_TOO_SHORT) if closed is None else Reason(WhyNot.CLOSED, closed)


def _last_to_cross_out(starts: list[UtcSeconds], bars: list[Bar]) -> Reason | None:
    for why in WhyNot:
        of_kind = [bar for bar in bars if bar.reason is why]
        crossed = Counter[int]()
        left = []
        for at in starts:
            place = next((place for place, bar in enumerate(of_kind) if bar.since <= at < bar.until), None)
            if place is None:
                left.append(at)
            else:
                crossed[place] += 1
        if not left:
            return Reason(why, of_kind[crossed.most_common(1)[0][0]].about)
        starts = left
    return None
