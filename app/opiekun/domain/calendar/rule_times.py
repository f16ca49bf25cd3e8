"""The times of day of a recurrence rule: what BYHOUR, BYMINUTE and BYSECOND, or an hourly rule, take of one day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

from opiekun.domain.calendar.rule import Frequency, Rule
from opiekun.domain.calendar.wall_seconds import WallSeconds
from opiekun.domain.wall_clock import DAY

_UNIT = {Frequency.HOURLY: 3600, Frequency.MINUTELY: 60, Frequency.SECONDLY: 1}


class DayTimes(Sequence[int]):
    """Each hour with each minute with each second, as seconds from midnight, ascending.

    Computed when they are asked for: a rule may take each of a day's 86,400 seconds, in 50 characters.
    """

    def __init__(self, hours: Sequence[int], minutes: Sequence[int], seconds: Sequence[int]) -> None:
        self._hours, self._minutes, self._seconds = hours, minutes, seconds

    def __len__(self) -> int:
        return len(self._hours) * len(self._minutes) * len(self._seconds)

    @overload
    def __getitem__(self, place: int) -> int: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[int]: ...
    def __getitem__(self, place: int | slice) -> int | Sequence[int]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        if not -len(self) <= place < len(self):
            raise IndexError(place)
        rest, second = divmod(place % len(self), len(self._seconds))
        hour, minute = divmod(rest, len(self._minutes))
        return self._hours[hour] * 3600 + self._minutes[minute] * 60 + self._seconds[second]


def chosen(found: Sequence[int], positions: tuple[int, ...]) -> list[int]:
    """Those of a period's set that BYSETPOS names: 1 the first, -1 the last."""
    size = len(found)
    return [found[place] for place in sorted({n - 1 if n > 0 else size + n for n in positions}) if 0 <= place < size]


def daily_times(rule: Rule, start: WallSeconds) -> Sequence[int]:
    """The times of each day of a daily or coarser rule; what it leaves open is that of DTSTART."""
    hour, minute, second = start % DAY // 3600, start // 60 % 60, start % 60
    times = DayTimes(rule.hours or (hour,), rule.minutes or (minute,), rule.seconds or (second,))
    return tuple(times) if len(times) <= _FEW else times


_FEW = 64


class SlotTimes:
    """The times of an hourly, minutely or secondly rule: its slots that fall on a day, and the times in each slot."""

    def __init__(self, rule: Rule, start: WallSeconds) -> None:
        unit = _UNIT[rule.frequency]
        minute, second = start // 60 % 60, start % 60
        within = {
            Frequency.HOURLY: DayTimes((0,), rule.minutes or (minute,), rule.seconds or (second,)),
            Frequency.MINUTELY: DayTimes((0,), (0,), rule.seconds or (second,)),
            Frequency.SECONDLY: (0,),
        }[rule.frequency]
        self._within = tuple(chosen(within, rule.positions)) if rule.positions else tuple(within)
        self._origin = start - start % unit
        self._step = unit * rule.interval
        self._hours = rule.hours or range(24)
        self._minutes = (rule.minutes or range(60)) if rule.frequency > Frequency.HOURLY else (0,)
        self._seconds = (rule.seconds or range(60)) if rule.frequency is Frequency.SECONDLY else (0,)
        self._limited = bool(
            rule.hours
            or (rule.minutes and rule.frequency > Frequency.HOURLY)
            or (rule.seconds and rule.frequency is Frequency.SECONDLY)
        )
        self.tries_a_day = 1
        """How many slots one day takes to look at."""
        if DAY % self._step:
            tries = len(self._hours) * len(self._minutes) * len(self._seconds) if self._limited else DAY
            self.tries_a_day = min(DAY // self._step + 1, tries)
        self._each_day = self._on(0) if DAY % self._step == 0 else None
        an_hour = min(3600 // self._step + 1, len(self._minutes) * len(self._seconds))
        slots = min(DAY // self._step + 1, len(self._hours) * an_hour)
        self.most_a_day = len(self._within) * slots if self._each_day is None else len(self._each_day)
        """No day has more times than that."""

    def on(self, day: int) -> Sequence[int]:
        """The times on one day, days counted from 1970."""
        return self._on(day) if self._each_day is None else self._each_day

    def _on(self, day: int) -> Sequence[int]:
        slots: Sequence[int] = range((self._origin - day * DAY) % self._step, DAY, self._step)
        if self._limited:
            slots = self._allowed(slots)
        if self._within == (0,):
            return slots
        return [slot + time for slot in slots for time in self._within]

    def _allowed(self, slots: Sequence[int]) -> list[int]:
        """The slots at an hour, a minute and a second of the rule, found from whichever side is shorter."""
        times = DayTimes(self._hours, self._minutes, self._seconds)
        if len(times) < len(slots):
            return [time for time in times if time in slots]
        hours, minutes, seconds = frozenset(self._hours), frozenset(self._minutes), frozenset(self._seconds)
        return [slot for slot in slots if slot % 60 in seconds and slot // 60 % 60 in minutes and slot // 3600 in hours]
