"""What the application bars beyond the rules of a call: absences, time kept for Severity 1, deadlines, specialists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from opiekun.domain.calendar.collisions import CollisionCheck, left_free
from opiekun.domain.calendar.events import Occurrence
from opiekun.domain.hours import Openings
from opiekun.domain.instants import UtcSeconds
from opiekun.domain.slots.bars import Bar, WhyNot, day_parts
from opiekun.domain.slots.free import not_barred
from opiekun.domain.slots.rules import BusyTime, SlotRules
from opiekun.domain.wall_clock import Stretch


def absent(rules: SlotRules, absences: Iterable[BusyTime]) -> Iterator[Bar]:
    """While the agent is away: no call, nor the time kept free around one, reaches into it."""
    for away in absences:
        yield Bar(away.start - rules.length - rules.after + 1, away.end + rules.before, WhyNot.ABSENT, away)


def kept_free(
    rules: SlotRules,
    kept: int,
    openings: Openings,
    taken: Iterable[Stretch],
    *,
    now: UtcSeconds,
    span: Stretch,
) -> Iterator[Bar]:
    """The days on which a call would leave less than is kept of the hours for requests of Severity 1.

    ``kept`` are the seconds of a whole day. During the day they are released as its hours pass: with half of the
    hours gone, half of them are kept. ``taken`` is what takes the agent's time already, in any order.
    """
    if not kept:
        return
    busy = sorted(taken)
    days: dict[date, list[Stretch]] = {}
    # A day may lie half in the span: what is left of it is reckoned over all its hours.
    for day, start, end in day_parts(openings.zone, (span[0] - 86_400, span[1] + 86_400)):
        days.setdefault(day, []).append((start, end))
    for parts in days.values():
        whole = [stretch for start, end in parts for stretch in openings.stretches(start, end)]
        coming = [(max(start, now), end) for start, end in whole if end > now]
        still = kept * _length(coming) // max(1, _length(whole))
        if still and _length(left_free(busy, coming)) - rules.length < still:
            for start, end in parts:
                if start < span[1] and end > span[0]:
                    yield Bar(start, end, WhyNot.KEPT_FOR_CRITICAL, still)


def colliding(
    rules: SlotRules, starts: Sequence[UtcSeconds], check: CollisionCheck, call: Occurrence, latest: UtcSeconds
) -> Iterator[Bar]:
    """The starts at which the call would leave a deadline too little time that has enough, or less than it has now.

    ``call`` is the occurrence that is moved, or a new one, whose time is of no matter. ``latest`` is the last due time.
    """
    standing = {each.deadline: each.longest_free for each in check.standing()}
    for start in starts:
        if start >= latest:
            return
        for collision in check.moved(call._replace(start=start, end=start + rules.length)):
            if collision.longest_free < standing.get(collision.deadline, collision.handling):
                yield Bar(start, start + 1, WhyNot.DEADLINE, collision)
                break


def unattended(starts: Sequence[UtcSeconds], others: Sequence[Sequence[Bar]]) -> Iterator[Bar]:
    """The starts at which none of the others can be there, of whom the call needs one: each has bars of his own.

    What it is about is what takes the time of the first of them. Where there are no others, nobody is missed.
    """
    free = {at for bars in others for at in not_barred((range(at, at + 1) for at in starts), bars)}
    for at in starts if others else ():
        if at not in free:
            about = next(bar.about for bar in others[0] if bar.since <= at < bar.until)
            yield Bar(at, at + 1, WhyNot.SPECIALIST, about)


def _length(stretches: Iterable[Stretch]) -> int:
    return sum(end - start for start, end in stretches)
