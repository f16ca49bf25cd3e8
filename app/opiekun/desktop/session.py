"""The desk as the window works with it: what is loaded, what is done, what is undone. All reading is the worker's."""

from __future__ import annotations

import gc
import linecache
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QLocale, QObject, Signal, Slot

from opiekun.bootstrap import Program
from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.queue.sections import Sorted
from opiekun.desktop.widgets.drafts import DraftKeeper
from opiekun.desktop.work.worker import Worker
from opiekun.domain.errors import Refused
from opiekun.domain.hours import Openings
from opiekun.domain.instants import utc_seconds
from opiekun.domain.people import Account, Agent
from opiekun.domain.queue import Order, QueueRow
from opiekun.services.done import Done, Undo
from opiekun.services.first_page import FirstPage
from opiekun.services.notices import Agenda
from opiekun.services.ports import Store
from opiekun.services.preferences import PreferenceFile
from opiekun.services.queue import Changes, changes_since, last_change, open_queue, rules_of
from opiekun.services.setup import current_setup
from opiekun.services.undo import undo

if TYPE_CHECKING:
    from opiekun.services.mail.hosting import Host

_REMEMBERED = 50


@dataclass(frozen=True, slots=True)
class Desk:
    """What is known of the desk when it opens."""

    agent: Agent | None
    openings: Openings
    agents: tuple[Agent, ...]
    accounts: tuple[Account, ...]
    queue: Sorted
    agenda: Agenda
    change: int


@dataclass(frozen=True, slots=True)
class Written:
    """A use case that wrote, and the queue's rows that it changed or took away."""

    done: Done
    rows: tuple[QueueRow, ...]
    gone: frozenset[int]


class Session(QObject):
    """One agent at one desk. Lives on the GUI thread; every job runs on the worker.

    ``looked`` hands over a :class:`FirstPage` where the desk could be looked at before it is open, ``opened`` the
    :class:`Desk`, ``wrote`` a :class:`Written`, ``moved`` the :class:`Changes` that
    others made meanwhile, ``refused`` a Refused, and ``disproved`` one that holds no more; ``undoable`` tells whether
    there is something to undo, ``lapsed`` that what was done last cannot be undone any more, ``barred`` that it never
    could be, and carries the Done before it that one more undo takes back.
    """

    looked = Signal(object)
    opened = Signal(object)
    wrote = Signal(object)
    moved = Signal(object)
    refused = Signal(object)
    disproved = Signal(object)
    undoable = Signal(bool)
    lapsed = Signal()
    barred = Signal(object)

    def __init__(self, program: Program, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.program = program
        self.worker = worker
        self.drafts = DraftKeeper(program.drafts, worker, self)
        self.desk: Desk | None = None
        self.page: FirstPage | None = None
        self.everybody = False
        self._undo: list[Done] = []
        self._final = False
        self._redo: list[Undo] = []
        self._change = 0
        self._looking = False
        worker.refused.connect(self.refused)

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which times are told: the agent's, else that of the hours, else Bratislava's."""
        if self.agent is not None:
            return ZoneInfo(self.agent.timezone)
        return ZoneInfo(self.desk.openings.hours.timezone if self.desk is not None else "Europe/Bratislava")

    @property
    def moments(self) -> Moments:
        """Tells instants in this zone and the window's language."""
        return Moments(self.zone, QLocale())

    @property
    def agent(self) -> Agent | None:
        """Who works here, None while that is not known."""
        known = self.desk or self.page
        return known.agent if known is not None else None

    @property
    def actor(self) -> str:
        """The name under which things are done."""
        return self.agent.name if self.agent is not None else ""

    @property
    def host(self) -> Host:
        """In whose name guests are told of what is done here."""
        return self.program.host(self.agent.id if self.agent is not None else "")

    def now(self) -> datetime:
        """The program's clock."""
        return self.program.clock.now()

    def start(self) -> None:
        """Look at the desk and tell ``looked``, then open it and tell ``opened``."""
        self.worker.submit(self.program.first_page, self._looked_at)

    def open(self, order: Order = Order.GROUPED) -> None:
        """Read the desk, and tell ``opened``."""
        self.worker.submit(self._reading(order), self._opened)

    def write(
        self,
        use_case: Callable[[Store], Done],
        done: Callable[[Written], None] | None = None,
        refused: Callable[[Refused], None] | None = None,
    ) -> None:
        """Run a use case that writes, and tell ``wrote``, then ``done``. It can be undone afterwards.

        A refusal goes to the given bound method, so that it can be said where it was asked, else to ``refused``.
        """
        self._redo.clear()
        job = partial(_write, self.program, use_case, self.agent_id)
        self.worker.submit(job, partial(self._wrote, then=done), refused, lasting=True)

    def take(self, done: Done) -> None:
        """What was written beside this session counts as done in it: it is told, and it can be undone."""
        self._wrote(Written(done, (), frozenset()))

    def read(
        self,
        use_case: Callable[[Store], object],
        done: Callable[[Any], None],
        refused: Callable[[Refused], None] | None = None,
        *,
        soon: bool = False,
    ) -> None:
        """Run a use case that reads, and hand its result, or its refusal, to a bound method.

        What is only wanted ``soon`` lets the window paint first.
        """
        submit = self.worker.submit_soon if soon else self.worker.submit
        submit(partial(_with_store, self.program, use_case), done, refused)

    @Slot()
    def look(self) -> None:
        """See what a pull, the terminal or other agents have changed, and tell ``moved`` if that is anything."""
        if self.desk is not None and not self._looking:
            self._looking = True
            job = partial(changes_since, agent_id=self.agent_id, since=self._change)
            self.worker.submit(partial(_with_store, self.program, job), self._looked, self._blind)

    @Slot()
    def undo(self) -> None:
        """Take back what was done last. Where that cannot be, what was done before is not taken back unseen."""
        final, self._final = self._final, False
        if final and self._undo:
            self.barred.emit(self._undo[-1])
        elif self._undo:
            self._take_back(self._undo.pop().undo, self._undid)

    @Slot()
    def redo(self) -> None:
        """Do again what was undone last."""
        if self._redo:
            self._take_back(self._redo.pop(), self._wrote)

    def forget(self, stale: Callable[[Undo], bool]) -> bool:
        """What cannot be taken back any more is not offered, and Ctrl+Z does not stumble over it.

        The answer is whether there was anything of that.
        """
        last, known = self._undo[-1:], len(self._undo)
        self._undo = [done for done in self._undo if done.undo is not None and not stale(done.undo)]
        self._redo = [token for token in self._redo if not stale(token)]
        if last and self._undo[-1:] != last:
            self.undoable.emit(bool(self._undo))
            self.lapsed.emit()
        return len(self._undo) < known

    @property
    def agent_id(self) -> str | None:
        """Whose queue is looked at, None for everybody's."""
        return None if self.everybody or self.agent is None else self.agent.id

    def _reading(self, order: Order) -> Callable[[], Desk]:
        return partial(_read_desk, self.program, self.now(), order, self.everybody)

    def _looked_at(self, page: FirstPage | None) -> None:
        if page is not None:
            self.page = page
            self.looked.emit(page)
        # Loading the store takes the interpreter for long: first let the window draw what there is.
        self.worker.submit_soon(self._reading(Order.GROUPED), self._opened)

    def _take_back(self, token: Undo | None, done: Callable[[Written], None]) -> None:
        if token is not None:
            job = partial(_take_back, token=token, now=self.now(), actor=self.actor, host=self.host)
            self.worker.submit(partial(_write, self.program, job, self.agent_id), done, lasting=True)
            self.undoable.emit(bool(self._undo))

    def _looked(self, changes: Changes) -> None:
        self._looking = False
        if changes.last > self._change:
            self._change = changes.last
            self.moved.emit(changes)

    def _blind(self, refused: Refused) -> None:
        self._looking = False
        self.refused.emit(refused)

    def _opened(self, desk: Desk) -> None:
        self.desk = desk
        self._change = desk.change
        self.opened.emit(desk)

    def _wrote(self, written: Written, then: Callable[[Written], None] | None = None) -> None:
        self._final = written.done.undo is None
        if not self._final:
            self._undo = [*self._undo[-_REMEMBERED:], written.done]
        self._tell(written)
        if then is not None:
            then(written)

    def _undid(self, written: Written) -> None:
        if written.done.undo is not None:
            self._redo.append(written.done.undo)
        self._tell(written)

    def _tell(self, written: Written) -> None:
        self.undoable.emit(bool(self._undo))
        self.wrote.emit(written)


def _with_store(program: Program, use_case: Callable[[Store], object]) -> object:
    with _without_sweeping():
        return use_case(program.store)


def _read_desk(program: Program, now: datetime, order: Order, everybody: bool) -> Desk:
    store = program.store
    with _kept_for_long():
        preferences: PreferenceFile = program.preferences
        agent = current_setup(store, preferences).agent
        # Asked before the rows are read: what is written in between is seen at the next look.
        change = last_change(store)
        # PySide reads the source of each module that is imported, to look for itself in it, and Python keeps that for
        # tracebacks: with SQLAlchemy's 16 MB. A traceback reads it again.
        linecache.clearcache()
        rows = open_queue(store, None if everybody or agent is None else agent.id)
        with store.read() as unit:
            agents, accounts = tuple(unit.people.agents()), tuple(unit.people.accounts())
        seconds = utc_seconds(now)
        agenda = Agenda(rows, seconds)
        queue = Sorted.of(rows, order, seconds)
        return Desk(agent, rules_of(store).openings, agents, accounts, queue, agenda, change)


@contextmanager
def _without_sweeping() -> Iterator[None]:
    """A month of events is thousands of objects: looking for garbage each time that some more are made doubles it."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def _kept_for_long() -> Iterator[None]:
    """What is made meanwhile stays: looking for garbage among it, now and later, would make the window stutter."""
    with _without_sweeping():
        yield
        gc.freeze()


def _take_back(store: Store, token: Undo, now: datetime, actor: str, host: Host) -> Done:
    return undo(store, token, now=now, actor=actor, host=host)


def _write(program: Program, use_case: Callable[[Store], Done], agent_id: str | None) -> Written:
    done = use_case(program.store)
    keys = done.changed.requests
    rows = tuple(open_queue(program.store, agent_id, keys)) if keys else ()
    return Written(done, rows, keys - {row.key for row in rows})
