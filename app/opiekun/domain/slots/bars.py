"""Bars over starts: which starts are not to be had, each stretch of them with its reason.

A bar says that a call that starts in [since, until) would not do. So whatever speaks against a slot, near or far, has
one form: offering takes the bars off the grid, and the reasons against one start are the bars that lie over it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

from opiekun.domain.calendar.collisions import Collision
from opiekun.domain.hours import ClosedDay
from opiekun.domain.instants import UtcSeconds
from opiekun.domain.slots.rules import BookedCall, BusyTime, SlotRules
from opiekun.domain.wall_clock import Stretch, day_at, resolve

EVER = 1 << 62
_WHOLE_DAY = ((0, 24 * 60),)


class WhyNot(StrEnum):
    """Why a start cannot be booked, most telling first."""

    PAST = "past"
    CLOSED = "closed"
    ABSENT = "absent"
    BEYOND_HORIZON = "beyond_horizon"
    OUTSIDE_HOURS = "outside_hours"
    HOURS_TOO_SHORT = "hours_too_short"
    TOO_SOON = "too_soon"
    DAY_FULL = "day_full"
    WEEK_FULL = "week_full"
    BOOKED = "booked"
    BUSY = "busy"
    KEPT_FOR_CRITICAL = "kept_for_critical"
    DEADLINE = "deadline"
    SPECIALIST = "specialist"
    BETWEEN_STARTS = "between_starts"


About: TypeAlias = ClosedDay | BusyTime | BookedCall | Collision | int | None
"""What a reason is about: the closed day, the event, the call, the collision; a limit in seconds, days or calls."""


class Bar(NamedTuple):
    """No call can start in [since, until), for that reason."""

    since: UtcSeconds
    until: UtcSeconds
    reason: WhyNot
    about: About = None


def soon(rules: SlotRules, now: UtcSeconds) -> Iterator[Bar]:
    """What has passed, and what lies nearer than the notice."""
    yield Bar(-EVER, now, WhyNot.PAST)
    yield Bar(now, now + rules.notice, WhyNot.TOO_SOON, rules.notice)


def taken(rules: SlotRules, busy: Iterable[BusyTime], moving: str = "") -> Iterator[Bar]:
    """The events that the call with its own buffers would overlap; those of the call ``moving`` (a UID) are no bar."""
    behind, ahead, frees = rules.length + rules.after - 1, rules.before, rules.frees_tentative
    for event in busy:
        if event.blocks(frees) and not (moving and event.uid == moving):
            yield Bar(event.start - behind, event.end + ahead, WhyNot.BUSY, event)


def called(rules: SlotRules, booked: Iterable[BookedCall], moving: str = "") -> Iterator[Bar]:
    """The booked calls. Between two calls the larger of the two buffers is kept free, not their sum."""
    for call in booked:
        if not (moving and call.uid == moving):
            since = call.start - rules.length - max(rules.after, call.before) + 1
            yield Bar(since, call.end + max(rules.before, call.after), WhyNot.BOOKED, call)


def full(
    rules: SlotRules, booked: Iterable[BookedCall], zone: ZoneInfo, span: Stretch, moving: str = ""
) -> Iterator[Bar]:
    """The days and weeks of the agent's calendar that have as many calls as they take, cut to the span."""
    if rules.per_day is None and rules.per_week is None:
        return
    days = Counter(day_at(zone, call.start) for call in booked if not (moving and call.uid == moving))
    weeks: Counter[date] = Counter()
    for day, calls in days.items():
        weeks[_monday(day)] += calls
    if (per_day := rules.per_day) is not None:
        for start, end in days_where(lambda day: days[day] >= per_day, zone, span):
            yield Bar(start, end, WhyNot.DAY_FULL, per_day)
    if (per_week := rules.per_week) is not None:
        for start, end in days_where(lambda day: weeks[_monday(day)] >= per_week, zone, span):
            yield Bar(start, end, WhyNot.WEEK_FULL, per_week)


def far(rules: SlotRules, zone: ZoneInfo, now: UtcSeconds, span: Stretch) -> Iterator[Bar]:
    """The days of the agent's calendar that lie beyond the horizon, cut to the span."""
    if rules.horizon_days is not None:
        last = day_at(zone, now) + timedelta(days=rules.horizon_days)
        for start, end in days_where(lambda day: day > last, zone, span):
            yield Bar(start, end, WhyNot.BEYOND_HORIZON, rules.horizon_days)


def days_where(chosen: Callable[[date], bool], zone: ZoneInfo, span: Stretch) -> list[Stretch]:
    """The days of the wall clock that are chosen, whatever the clocks do on them, cut to the span."""
    return resolve(zone, lambda day: _WHOLE_DAY if chosen(day) else (), *span) if span[0] < span[1] else []


def day_parts(zone: ZoneInfo, span: Stretch) -> Iterator[tuple[date, UtcSeconds, UtcSeconds]]:
    """The days of the wall clock that the span touches, cut to it; a day on which clocks are turned comes in parts."""
    for start, end in days_where(lambda _day: True, zone, span):
        yield day_at(zone, start), start, end


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
