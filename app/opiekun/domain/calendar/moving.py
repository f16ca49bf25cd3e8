"""A series moved as a whole: its start, its rule, and all that is told by its starts (EXDATE, RDATE, RECURRENCE-ID)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from opiekun.domain.calendar.indexed import Recurrence
from opiekun.domain.calendar.moments import Moment
from opiekun.domain.calendar.opened import Opened, with_dates_kept, with_dates_moved, with_times
from opiekun.domain.calendar.recurrence import RuleOccurrences
from opiekun.domain.calendar.rule import parse_rule
from opiekun.domain.calendar.rule_moves import end_of, first_start, ruled
from opiekun.domain.calendar.rules_edited import moved_rule, part_of, with_parts
from opiekun.domain.calendar.series import Series, series_of
from opiekun.domain.calendar.surgery import time_line, with_line, with_lines
from opiekun.domain.calendar.text import Component, made
from opiekun.domain.calendar.values import wall_time, wall_value
from opiekun.domain.calendar.vevents import Event, end_after, wall_named
from opiekun.domain.calendar.wall_seconds import wall_seconds
from opiekun.domain.errors import InvalidInput

_LEAVE = 800 * 86_400
"""How far a moved occurrence may lie behind its old place and still be looked for, in seconds."""
_DAY_END = timedelta(hours=23, minutes=59, seconds=59)


class Move(NamedTuple):
    """An occurrence that stood at ``old`` on the clock of its series is to start and end there now.

    ``resized``: it was not only moved, so that the others are to be as long as it is too. ``original`` is the start
    that its series gives it, which is another than ``old`` where it had been moved on its own.
    """

    old: datetime | date
    start: Moment
    end: Moment
    resized: bool
    original: datetime | date

    def wall(self, wall: datetime | date) -> datetime | date:
        """Where another start of the series goes: as far away, or to the time of day that is new for all."""
        new = self.start.wall
        if isinstance(wall, datetime) and isinstance(self.old, datetime) and isinstance(new, datetime):
            return wall + (new - self.old)
        days = timedelta(days=_day(new).toordinal() - _day(self.old).toordinal())
        day = _day(wall) + days
        return datetime.combine(day, new.time()) if isinstance(new, datetime) else day


class MovedSeries:
    """Where everything of a series goes when an occurrence of it is moved and all others with it.

    ``follows``: its rule is to produce the occurrence where it was put; it is not where another rule is given with the
    move. Raises InvalidInput where the rule cannot follow.
    """

    def __init__(self, opened: Opened, move: Move, *, follows: bool) -> None:
        base = opened.base
        self._opened = opened
        self._move = move
        self.start = Moment(move.wall(base.start.wall), move.start.zone)
        if follows and not self.stays:
            self.start = self._first_start()
        self.end = self._end(base, self.start)
        self._places = self._pairs(base.component.value("RRULE"))

    @property
    def stays(self) -> bool:
        """Whether no start changes, on whatever clock."""
        return self.start == self._opened.base.start

    def place(self, wall: datetime | date) -> Moment:
        """Where an original start of the series goes: that of the same number, where the rule counts them anew."""
        return Moment(self._places.get(wall, self._move.wall(wall)), self.start.zone)

    def master(self, component: Component) -> Component:
        """The master's component at its new place."""
        base = self._opened.base
        component = with_times(component, base, self.start, self.end, self._opened.zone_of)
        if self.stays:
            return component
        form = component.line("DTSTART") or made("DTSTART:")
        rules = [(line, self._moved(line.value.strip())) for line in component.lines("RRULE")]
        kept = [line if rule == line.value.strip() else made(f"{line.head}:{rule}") for line, rule in rules]
        component = with_lines(component, "RRULE", kept)
        for name in ("EXDATE", "RDATE"):
            component = with_dates_moved(component, name, self._opened, self.place, form)
        return component

    def override(self, component: Component, event: Event, *, named: bool, form: Component) -> Component:
        """An override told by its new original start, and moved with it unless it had been moved on its own.

        ``named``: it is the occurrence that was moved. ``form`` is the master's component at its new place.
        """
        line = form.line("DTSTART")
        was = wall_named(event.recurrence_id, self._opened.base)
        place = self.place(was)
        if named:
            component = with_times(component, event, self._move.start, self._move.end, self._opened.zone_of)
        elif event.start.on_clock_of(self._opened.base.start.zone) == was:
            component = with_times(component, event, place, self._end(event, place), self._opened.zone_of)
        if self.stays or line is None:
            return component
        ranges = ";RANGE=THISANDFUTURE" if event.ranges else ""
        written = time_line("RECURRENCE-ID", place, self._opened.zone_of, line)
        return with_line(
            component, "RECURRENCE-ID", made(written.unfolded.replace("RECURRENCE-ID", f"RECURRENCE-ID{ranges}", 1))
        )

    def _end(self, event: Event, start: Moment) -> Moment:
        """The end of an event at its new start: as long as before, or as the occurrence that was resized."""
        as_before = event.seconds != self._opened.base.seconds or not self._move.resized
        if as_before and start.all_day == event.start.all_day:
            return end_after(start, event.start, event.end)
        return end_after(start, self._move.start, self._move.end)

    def _first_start(self) -> Moment:
        rules = [line.value.strip() for line in self._opened.base.component.lines("RRULE")]
        starts = set()
        for rule in rules:
            old = ruled(self._opened.base.start, rule)
            was = self._reference(rule)
            moved = self._with_days(rule)
            if was is not None:
                target = self._move.wall(was)
                starts.add(first_start(old, moved, self.start, wall_seconds(was), target))
        if None in starts or len(starts) > 1:
            raise InvalidInput(
                "The rule by which this event recurs cannot follow there. Change the rule in the event’s editor, or "
                "move only this occurrence."
            )
        return starts.pop() or self.start if starts else self.start

    def _reference(self, rule: str) -> datetime | date | None:
        """The start by which a rule is moved: that of the moved occurrence, or its first where it is not one of it."""
        start = self._opened.base.start
        series = ruled(start, rule)
        was = wall_seconds(self._move.original)
        if series.produced(was, was + 1):
            return self._move.original
        first = series.next_produced(series.start)
        return None if first is None else _wall(first, start)

    def _pairs(self, rule: str) -> dict[datetime | date, datetime | date]:
        """Old starts with the new ones of the same number, for rules whose starts do not all move equally far."""
        base = self._opened.base
        opened = self._opened
        told = [event.recurrence_id for event in opened.events[1:]]
        told += [wall_value(wall) for wall in (opened.recurrence or Recurrence()).exceptions]
        if self.stays or not rule or not told or part_of(rule, "FREQ") in {"DAILY", "WEEKLY"}:
            return {}
        last = max(wall_seconds(wall_time(each)[0]) for each in told)
        old, new = (
            ruled(base.start, rule, endless=True),
            ruled(self.start, self._with_days(rule), endless=True),
        )
        before = old.produced(old.start, last + 1)
        after = new.produced(new.start, max(new.start, last) + _LEAVE)
        pairs = {_wall(one, base.start): _wall(other, self.start) for one, other in zip(before, after, strict=False)}
        return {base.start.wall: self.start.wall, **pairs}

    def _with_days(self, rule: str) -> str:
        was = self._reference(rule)
        return rule if was is None else moved_rule(rule, was, self._move.wall(was))

    def _moved(self, rule: str) -> str:
        """The rule at its new place. UNTIL goes with the starts, and takes the form that the new start wants."""
        old = ruled(self._opened.base.start, rule)
        rule = self._with_days(rule)
        value = part_of(rule, "UNTIL")
        base = self._opened.base.start
        if not value or self.stays:
            return rule
        try:
            wall, utc = wall_time(value)
        except ValueError:
            return rule  # later than any time that is reckoned with: it does not end, wherever it is
        if utc:
            wall = Moment(wall, "UTC").on_clock_of(base.zone)
        elif not isinstance(wall, datetime) and not base.all_day:
            wall = datetime.combine(wall, datetime.min.time()) + _DAY_END
        if self.start.all_day and isinstance(wall, datetime) and isinstance(base.wall, datetime):
            early = wall.time() < base.wall.time()  # that day's occurrence would have been too late
            wall = wall.date() - timedelta(days=1) if early else wall.date()
        until = wall_seconds(self._move.wall(wall))
        if part_of(rule, "FREQ") not in {"DAILY", "WEEKLY"} or part_of(rule, "BYMONTH"):
            until = end_of(old, self.start, rule, until)
        return with_parts(rule, UNTIL=until_value(Moment(_wall(until, self.start), self.start.zone)))


def until_value(moment: Moment) -> str:
    """The value of an UNTIL in the form that RFC 5545, 3.3.10 wants: UTC for zoned times, else as DTSTART."""
    if moment.all_day or not moment.zone:
        return wall_value(moment.wall)
    return f"{wall_value(moment.on_clock_of('UTC'))}Z"


def rule_for(rule: str, start: Moment) -> str:
    """The rule with its UNTIL in the form that a start wants; a date means the end of that day for times."""
    value = part_of(rule, "UNTIL")
    try:
        wall, utc = wall_time(value)
    except ValueError:
        return rule  # without one, or with one that is refused where the rule is read
    if isinstance(wall, datetime) == (not start.all_day) and utc == bool(start.zone):
        return rule
    if utc:
        wall = Moment(wall, "UTC").on_clock_of(start.zone)
    if start.all_day:
        wall = _day(wall)
    elif not isinstance(wall, datetime):
        wall = datetime.combine(wall, datetime.min.time()) + _DAY_END
    return with_parts(rule, UNTIL=until_value(Moment(wall, start.zone)))


def settled(opened: Opened) -> Opened:
    """A series whose rule was changed: it begins where the new rule first does, and what names no start of it goes."""
    base = opened.base
    rules = tuple(line.value.strip() for line in base.component.lines("RRULE"))
    series = series_of(base.start.wall, base.start.zone, replace(opened.recurrence or Recurrence(), exceptions=()))
    component = with_dates_kept(base.component, "EXDATE", opened, lambda wall: _starts(series, wall) and bool(rules))
    if rules:
        first = wall_seconds(base.start.wall)
        found = RuleOccurrences(parse_rule(rules[0]), first, all_day=base.start.all_day, limit=None)
        starts = found.between(first, first + _LEAVE)
        if starts and starts[0] != first:
            start = Moment(_wall(starts[0], base.start), base.start.zone)
            component = with_times(component, base, start, end_after(start, base.start, base.end), opened.zone_of)
    gone = [
        (event.component, None)
        for event in opened.events[1:]
        if not _starts(series, wall_named(event.recurrence_id, base))
    ]
    return opened.with_components([(base.component, component), *gone])


def _starts(series: Series, wall: datetime | date) -> bool:
    at = wall_seconds(wall)
    return bool(series.between(at, at + 1))


def _day(moment: datetime | date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _wall(seconds: int, like: Moment) -> datetime | date:
    wall = datetime(1970, 1, 1) + timedelta(seconds=seconds)  # noqa: DTZ001  # a wall clock has no zone
    return wall.date() if like.all_day else wall
