"""When colleagues are busy: asked of the calendar server on the worker, and kept for some weeks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import NamedTuple
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal, Slot

from opiekun.bootstrap import Program
from opiekun.desktop.calendar.grid.content import Colleague
from opiekun.desktop.session import Session
from opiekun.desktop.work.worker import Worker
from opiekun.domain.calendar.all_free import next_all_free
from opiekun.domain.calendar.events import Occurrence
from opiekun.domain.errors import InvalidInput, Refused
from opiekun.domain.instants import UtcSeconds, utc_seconds
from opiekun.domain.sync.remote import FreeBusy
from opiekun.domain.wall_clock import Stretch
from opiekun.services.occurrences import occurrences
from opiekun.services.reachable import check_email
from opiekun.services.sync.busy import colleagues_busy

MOST = 8
"""Colleagues at once: a lane is of no use where it is a hair's breadth."""
_AHEAD = timedelta(days=35)
_QUARTER = 900


class Question(NamedTuple):
    """Who is asked about, for which days: from ``since`` on, without ``until``."""

    ticket: int
    who: tuple[str, ...]
    since: date
    until: date
    zone: ZoneInfo

    def covers(self, first: date, count: int) -> bool:
        """Whether these days are among those asked for."""
        return self.since <= first and first + timedelta(count) <= self.until

    @property
    def instants(self) -> tuple[datetime, datetime]:
        """When the first day begins, and the last one ends."""
        since, until = (datetime.combine(day, time(), self.zone) for day in (self.since, self.until))
        return since, until


class Colleagues(QObject):
    """``changed`` tells that something else is known, or asked, ``moved`` that other days are shown.

    ``answered`` tells that the server has told what was asked, ``refused`` carries why nothing was told, and ``found``
    the next Stretch in which all are free, None where there is none in the days that are known.
    """

    changed = Signal()
    moved = Signal()
    answered = Signal()
    refused = Signal(object)
    found = Signal(object)

    def __init__(self, session: Session, worker: Worker, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._worker = session, worker
        self._ticket = 0
        self._shown: tuple[date, int] | None = None
        self._known: Question | None = None
        self._asked: Question | None = None
        self.told: tuple[FreeBusy, ...] = ()
        """What the server told, in the order of those who were asked; nothing before it has."""
        self.who: tuple[str, ...] = ()
        self.shown = False
        self.asking = False

    @property
    def lanes(self) -> tuple[Colleague, ...]:
        """Those of whom something is known."""
        if not self.shown:
            return ()
        return tuple(Colleague(each.who, initials(each.who), each.busy) for each in self.told if each.busy is not None)

    def remembered(self) -> tuple[str, ...]:
        """Whose addresses were typed before."""
        return tuple(self._session.program.preferences.load().colleagues.split())[:MOST]

    def ask(self, typed: str) -> None:
        """Show those whose addresses were typed; they are remembered. Raises InvalidInput for what is no address."""
        who = tuple(dict.fromkeys(typed.replace(",", " ").replace(";", " ").split()))
        for address in who:
            # That of a calendar which one may read tells when its owner is busy, too.
            if "://" not in address:
                check_email(address)
        if len(who) > MOST:
            raise InvalidInput("Ask for one to {most} people at once.", most=MOST)
        file = self._session.program.preferences
        preferences = file.load()
        if preferences.colleagues != " ".join(who):
            file.save(replace(preferences, colleagues=" ".join(who)))
        self.who, self.shown = who, bool(who)
        self._forget()
        self._ask()

    def show(self, first: date, count: int) -> None:
        """These days are shown now; what is not known of them is asked."""
        self._shown = (first, count)
        self.moved.emit()
        known = self._asked if self.asking else self._known
        if self.shown and not (known is not None and known.covers(first, count)):
            self._ask()

    def tell(self, told: tuple[FreeBusy, ...], first: date, count: int) -> None:
        """Show what is known already of those days, without asking."""
        self.who, self.shown = tuple(each.who for each in told), True
        self._known = Question(self._ticket, self.who, first, first + timedelta(count), self._session.zone)
        self.told = told
        self._settle()

    @Slot()
    def stop(self) -> None:
        """Wait no longer for what was asked."""
        self._ticket += 1
        self._settle()

    @Slot()
    def hide(self) -> None:
        """Show nobody any more."""
        self.shown = False
        self._forget()
        self.stop()

    def find(self, after: UtcSeconds, minutes: int) -> None:
        """Look for the next time in which all are free, the agent too, within the hours of the desk."""
        known, desk = self._known, self._session.desk
        if known is None or desk is None:
            self.found.emit(None)
            return
        since, until = known.instants
        windows = desk.openings.stretches(utc_seconds(since), utc_seconds(until))
        job = partial(occurrences, since=since, until=until, zone=known.zone)
        self._session.read(job, partial(self._find, windows, after, minutes * 60))

    def _find(self, windows: Sequence[Stretch], after: UtcSeconds, length: int, mine: Sequence[Occurrence]) -> None:
        busy = [(each.start, each.end) for each in mine if each.busy]
        busy += [(each.start, each.end) for told in self.told for each in told.busy or ()]
        self.found.emit(next_all_free(windows, busy, after=after, length=length, step=_QUARTER))

    def _ask(self) -> None:
        if not self.who or self._shown is None:
            self._settle()
            return
        self._ticket += 1
        first, count = self._shown
        question = self._asked = Question(
            self._ticket, self.who, first, first + max(timedelta(count), _AHEAD), self._session.zone
        )
        self.asking = True
        self.changed.emit()
        self._worker.submit(partial(_answered, self._session.program, question), self._take)

    def _take(self, answer: tuple[Question, tuple[FreeBusy, ...] | Refused]) -> None:
        question, told = answer
        if question.ticket != self._ticket:
            return
        if isinstance(told, Refused):
            self.refused.emit(told)
            self._settle()
        else:
            self._known, self.told = question, told
            self._settle()
            self.answered.emit()

    def _settle(self) -> None:
        self.asking = False
        self.changed.emit()

    def _forget(self) -> None:
        self._known, self.told = None, ()


def _answered(program: Program, question: Question) -> tuple[Question, tuple[FreeBusy, ...] | Refused]:
    """On the worker. A refusal comes back with the question that it answers."""
    since, until = question.instants
    try:
        told = colleagues_busy(program.store, program.secrets, program.open_calendar_server, question.who, since, until)
    except Refused as refused:
        return question, refused
    return question, told


def initials(address: str) -> str:
    """Two letters for an address: “JK” for jana.kralova@example.com and https://example.com/jana.kralova/work/."""
    folders = [part for part in address.partition("://")[2].split("/") if part]
    name = folders[-2 if len(folders) > 2 else -1] if folders else address.partition("@")[0]  # noqa: PLR2004
    parts = [part for part in name.replace("-", ".").replace("_", ".").split(".") if part]
    letters = "".join(part[0] for part in parts[:2]) if len(parts) > 1 else name[:2]
    return letters.upper()
