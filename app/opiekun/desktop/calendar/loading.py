"""Keeps the occurrences of the weeks that are looked at, and of their neighbours, in step with the desk."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal, Slot

from opiekun.desktop.calendar.look import WEEK, monday
from opiekun.desktop.session import Session, Written
from opiekun.domain.calendar.events import Occurrence
from opiekun.domain.errors import Refused
from opiekun.domain.instants import UtcSeconds, utc_seconds
from opiekun.services.ports import Store
from opiekun.services.queue import Changes

Weeks = dict[date, tuple[Occurrence, ...]]
Reading = Callable[[Store, datetime, datetime, ZoneInfo], tuple[Occurrence, ...]]
_Wanted = tuple[int, tuple[date, ...]]
_MOST = 160
"""Weeks that are kept; beyond them the farthest are forgotten."""


@dataclass(frozen=True, slots=True)
class Read:
    """Weeks as they were read, and the state of the calendars that they show."""

    weeks: Weeks
    state: int


class Loader(QObject):
    """Reads on the worker, one stretch at a time. ``loaded`` tells that what :meth:`between` answers has changed.

    What is known is shown at once, also where something has changed meanwhile; the fresh answer follows it.
    """

    loaded = Signal()

    def __init__(self, session: Session, reading: Reading, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._reading = session, reading
        self._weeks: Weeks = {}
        self._fresh: set[date] = set()
        self._state = 0
        self._busy = self._ahead = False
        self._shown: tuple[date, ...] = ()
        self._near: tuple[date, ...] = ()
        self._zone = session.zone
        session.wrote.connect(self._wrote)
        session.moved.connect(self._moved)
        session.opened.connect(self.refresh)

    def show(self, first: date, count: int) -> None:
        """From now on these days are looked at; what is missing of them is read, then what lies beside them."""
        self._shown = _weeks_of(first, count)
        before = tuple(week - timedelta(WEEK * len(self._shown)) for week in self._shown)
        after = tuple(week + timedelta(WEEK * len(self._shown)) for week in self._shown)
        self._near = (*after, *before)
        self._read()

    @property
    def complete(self) -> bool:
        """Whether all that is looked at is there."""
        return all(week in self._weeks for week in self._shown)

    @property
    def empty(self) -> bool:
        """Whether nothing stands in the days that are looked at, nor beside them."""
        return self.complete and not any(self._weeks.values())

    def between(self, first: date, count: int) -> tuple[Occurrence, ...]:
        """What is known of these days, in the order of its starts."""
        since, until = (_midnight(first + timedelta(days), self._zone) for days in (0, count))
        found: dict[tuple[int, str, UtcSeconds], Occurrence] = {}
        for week in _weeks_of(first, count):
            for each in self._weeks.get(week, ()):
                if each.start < until and (each.end > since or each.start >= since):
                    found[each.key, each.recurrence_id, each.start] = each
        return tuple(sorted(found.values(), key=_order))

    @Slot()
    def refresh(self) -> None:
        """All that is known may be old: read what is looked at anew."""
        if self._session.zone != self._zone:
            self._zone = self._session.zone
            self._weeks.clear()
        self._state += 1
        self._fresh.clear()
        self._read()

    @Slot(object)
    def _wrote(self, written: Written) -> None:
        if written.done.changed.events or written.done.changed.calendars:
            self.refresh()

    @Slot(object)
    def _moved(self, changes: Changes) -> None:
        if changes.events or changes.calendars:
            self.refresh()

    def _read(self) -> None:
        """What is looked at comes at once; what lies beside it waits until that is painted."""
        missing = [week for week in self._shown if week not in self._fresh]
        if missing:
            if not self._busy:
                self._busy = True
                self._session.read(self._job(missing), self._take, partial(self._refuse, self._wanted))
            return
        missing = [week for week in self._near if week not in self._fresh]
        if missing and not self._busy and not self._ahead:
            self._ahead = True
            self._session.read(self._job(missing), self._take_ahead, self._refuse_ahead, soon=True)

    def _job(self, missing: list[date]) -> Callable[[Store], Read]:
        run = _run(missing)
        return partial(
            _read_weeks, reading=self._reading, first=run[0], weeks=len(run), zone=self._zone, state=self._state
        )

    def _take_ahead(self, read: Read) -> None:
        self._ahead = False
        self._keep(read)

    def _take(self, read: Read) -> None:
        self._busy = False
        self._keep(read)

    def _keep(self, read: Read) -> None:
        if read.state == self._state:
            changed = any(self._weeks.get(week) != found for week, found in read.weeks.items())
            self._weeks.update(read.weeks)
            self._fresh.update(read.weeks)
            self._forget()
            if changed and not self._shown_apart(read.weeks):
                self.loaded.emit()
        self._read()

    def _refuse(self, wanted: _Wanted, refused: Refused) -> None:
        """What was wished for meanwhile is read all the same; the same is asked for again on the next occasion."""
        self._busy = False
        self._session.refused.emit(refused)
        if wanted != self._wanted:
            self._read()

    def _refuse_ahead(self, refused: Refused) -> None:
        self._ahead = False
        self._session.refused.emit(refused)

    @property
    def _wanted(self) -> _Wanted:
        return self._state, self._shown

    def _shown_apart(self, weeks: Iterable[date]) -> bool:
        return not set(weeks) & set(self._shown)

    def _forget(self) -> None:
        if len(self._weeks) > _MOST and self._shown:
            middle = self._shown[len(self._shown) // 2]
            kept = sorted(self._weeks, key=lambda week: abs((week - middle).days))[:_MOST]
            self._weeks = {week: self._weeks[week] for week in kept}
            self._fresh &= set(kept)


def _weeks_of(first: date, count: int) -> tuple[date, ...]:
    begin = monday(first)
    weeks = (monday(first + timedelta(count - 1)) - begin).days // WEEK + 1
    return tuple(begin + timedelta(WEEK * each) for each in range(weeks))


def _run(weeks: list[date]) -> list[date]:
    """Those of the weeks that follow the first one without a gap."""
    known, run = set(weeks), [weeks[0]]
    while (after := run[-1] + timedelta(WEEK)) in known:
        run.append(after)
    return run


def _order(each: Occurrence) -> tuple[UtcSeconds, UtcSeconds, str, int]:
    return each.start, -each.end, each.summary, each.key


def _midnight(day: date, zone: ZoneInfo) -> UtcSeconds:
    return utc_seconds(datetime.combine(day, time(), zone))


def _read_weeks(store: Store, *, reading: Reading, first: date, weeks: int, zone: ZoneInfo, state: int) -> Read:
    """On the worker: one question for the whole stretch, its answer laid into weeks."""
    days = [first + timedelta(WEEK * each) for each in range(weeks + 1)]
    found = reading(store, datetime.combine(days[0], time(), zone), datetime.combine(days[-1], time(), zone), zone)
    bounds = [_midnight(day, zone) for day in days]
    laid: list[list[Occurrence]] = [[] for _ in range(weeks)]
    for each in found:
        begins = max(0, bisect_right(bounds, each.start) - 1)
        ends = min(weeks, max(begins + 1, bisect_left(bounds, each.end)))
        for week in range(begins, ends):
            laid[week].append(each)
    return Read({days[at]: tuple(each) for at, each in enumerate(laid)}, state)
