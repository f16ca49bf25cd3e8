"""Syncs the calendars in the background: on a schedule, after a change, on wake and reconnect, and when asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from opiekun.desktop.calendar.contents import calendar_named
from opiekun.desktop.read_once import ReadOnce
from opiekun.desktop.session import Session, Written
from opiekun.desktop.sync.child import Ended, How, SyncChild, sync_command
from opiekun.desktop.sync.first_sync import arrived, never_synced
from opiekun.desktop.sync.reconnect import Reconnect
from opiekun.desktop.sync.rhythm import Rhythm
from opiekun.desktop.sync.schedule import QUIET, not_before, pause
from opiekun.domain.sync.report import RunReport, SyncMark, SyncProgress
from opiekun.services.done import AnswerGuard, Undo, What, WithdrawGuardAnswer
from opiekun.services.queue import Changes
from opiekun.services.sync.meeting import KEPT_MINE, KEPT_THEIRS
from opiekun.services.sync.runs import runs, tell_stopped
from opiekun.services.sync.standing import SyncStanding, sync_mark, sync_standing

AT_FIRST = timedelta(seconds=3)
"""After the desk is open, so that the start is over."""
_TO_TAKE_BACK = timedelta(seconds=30)
"""After the agent has said that missing events may be deleted: until then Ctrl+Z is in time."""
_LOOK_EVERY = 3_000
"""Milliseconds between two looks whether another program synced, or an edit was given another try there."""
_TOLD_EVERY = 500
"""Milliseconds between two tellings of how far a run is, and looks at what it brought."""


@dataclass(frozen=True, slots=True)
class SyncState:
    """How the sync stands. ``standing`` is None until it was read.

    ``progress`` is how far a run is, None before its first word and while none is under way. ``stopping`` tells that
    the agent wants it to end, ``stopped`` that the last one ended so. ``failure`` is what the last run said when it
    failed as a whole, "" where it did not.
    """

    standing: SyncStanding | None = None
    running: bool = False
    progress: SyncProgress | None = None
    failure: str = ""
    stopping: bool = False
    stopped: bool = False

    @property
    def known(self) -> bool:
        """Whether a calendar server is connected."""
        return self.standing is not None and bool(self.standing.accounts)


class CalendarSync(QObject):
    """Begins runs, never two at once, and tells how they go. Lives on the GUI thread; the work is another program's.

    ``command`` is what a run is started with. ``told`` carries a :class:`SyncState` whenever it changes, ``faulty``
    the report of a run that met a fault, ``came_back`` what is Told of an event that one side deleted and is kept,
    ``joined`` the accounts that were connected just now, ``ran`` the RunReport of a run that has ended, ``arrived``
    what :class:`Arrived` by the first sync of calendars, and ``acted_on`` that it was done what was answered for
    missing events: with the name of the calendar whose are on the server again, "" where that is not so.
    """

    told = Signal(object)
    faulty = Signal(str)
    came_back = Signal(object)
    joined = Signal(object)
    ran = Signal(object)
    arrived = Signal(object)
    acted_on = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.command: Callable[[], Sequence[str]] = partial(sync_command, session.program)
        child = SyncChild(session.program.database_url, self)
        child.progressed.connect(self._progressed)
        self._rhythm = Rhythm(child, pause, self)
        self._rhythm.due.connect(self._begin)
        self._rhythm.over.connect(self._ended)
        self._rhythm.faulty.connect(self.faulty)
        self._telling = QTimer(self)
        self._telling.setSingleShot(True)
        self._telling.timeout.connect(self._tell_progress)
        self._asked = self._edited = False
        self._begun = session.now()
        self._new = frozenset[str]()
        self._mark: SyncMark | None = None
        self._marks = ReadOnce(session, lambda: sync_mark, self._marked)
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOK_EVERY)
        self._looking.timeout.connect(self.look)
        self._standing = ReadOnce(session, lambda: sync_standing, self._answered)
        self.state = SyncState()
        session.opened.connect(self.read)
        session.wrote.connect(self._wrote)
        session.moved.connect(self._moved)

    def start(self) -> None:
        """From now on runs begin by themselves."""
        Reconnect(self).reached.connect(self.run_soon)
        self._rhythm.begin(AT_FIRST)
        self._looking.start()

    @Slot()
    def run_now(self) -> None:
        """Sync now, or once more after the run that is under way."""
        self._rhythm.forgive()
        self._asked = True
        self._begin()

    @Slot()
    def run_soon(self) -> None:
        """Sync in a moment, whatever failed before: the machine woke up, or has the network back."""
        self._rhythm.forgive()
        self._rhythm.wait(QUIET)

    @Slot()
    def cancel(self) -> None:
        """Stop the run after the item that it is at; the next one goes on from there."""
        if self.state.running:
            self._rhythm.stop()
            self._tell(replace(self.state, stopping=True))

    def close(self) -> None:
        """Stop for good."""
        self._telling.stop()
        self._looking.stop()
        self._rhythm.close()

    @Slot()
    def read(self) -> None:
        """Read how the sync stands."""
        self._standing.read()

    @Slot()
    def look(self) -> None:
        """See whether another program synced; a run of this one is read when it has ended."""
        if self.state.known and not self.state.running:
            self._marks.read()

    def _marked(self, mark: SyncMark) -> None:
        if mark != self._mark:
            self._mark = mark
            self.read()
            self._tell(self.state)

    @Slot()
    def _begin(self) -> None:
        if not self._rhythm.claim() or not self.state.known or (not self._asked and not self._may_begin()):
            return
        command = [*self.command(), *(["--by-hand"] if self._asked else [])]
        self._asked = False
        self._begun = self._session.now()
        self._new = never_synced(self.state.standing)
        self._tell(replace(self.state, running=True, progress=None, failure="", stopped=False))
        self._rhythm.run(command)

    def _may_begin(self) -> bool:
        """A server that wants to be left alone is; one that waits for the agent is asked once that has acted."""
        now = self._session.now()
        ready = not_before(self.state.standing.accounts if self.state.standing is not None else (), now)
        if ready is not None and ready > now:
            self._rhythm.wait(ready - now)
        return ready == now

    @Slot(object)
    def _progressed(self, progress: SyncProgress) -> None:
        self.state = replace(self.state, progress=progress)
        if not self._telling.isActive():
            self._telling.start(_TOLD_EVERY)

    @Slot()
    def _tell_progress(self) -> None:
        if self.state.running:
            self._tell(self.state)
            self._session.look()

    @Slot(object)
    def _ended(self, ended: Ended) -> None:
        self._telling.stop()
        failure = ended.words if ended.how is How.FAILED else ""
        stopped = ended.how is How.STOPPED
        if stopped:
            job = partial(tell_stopped, self._session.program.store, since=self._begun, now=self._session.now())
            self._session.worker.submit(job, lasting=True)
        self._tell(replace(self.state, running=False, progress=None, failure=failure, stopping=False, stopped=stopped))
        self._session.look()
        self._session.read(partial(runs, limit=1), self._tell_run)
        self.read()

    def _tell_run(self, latest: list[RunReport]) -> None:
        """What came of it. That one side deleted what the other has changed, so that it stands on both, is told: what
        was said last of what was deleted here is not true any more, and nobody knows of what was deleted there."""
        run = next((each for each in latest if each.started_at >= self._begun), None)
        if run is None:
            return
        if (came := arrived(run, self._new)) is not None:
            self.arrived.emit(came)
        back = [line.said for line in run.log if line.said.sentence in {KEPT_MINE, KEPT_THEIRS}]
        if back:
            self.came_back.emit(back[-1])
        self.ran.emit(run)

    def _answered(self, standing: SyncStanding) -> None:
        before = self.state.standing
        if standing != before:
            gone = before is not None and bool(_accounts(before) - _accounts(standing))
            # A run that failed may have done so for a server that is let go of; of others their calendars tell it.
            self._tell(replace(self.state, standing=standing, failure="" if gone else self.state.failure))
        if before is not None and before.guarded and before.guarded != standing.guarded:
            guarded = frozenset(each.calendar.id for each in standing.guarded)
            if self._session.forget(partial(_answers_for_others, guarded)):
                self.acted_on.emit("")
        if (
            before is not None
            and (went := _waits(before) - _waits(standing))
            and self._session.forget(partial(_puts_back, went))
        ):
            self.acted_on.emit(_gone_back(went, before, standing))
        waited = before.waiting if before is not None else 0
        connected = before is not None and bool(_addresses(standing) - _addresses(before))
        known = _accounts(before) if before is not None else set()
        if before is not None and (new := tuple(each for each in standing.accounts if each.id not in known)):
            self.joined.emit(new)
        edited, self._edited = self._edited, False
        if standing.waiting > waited or (edited and standing.waiting):
            self._rhythm.wait(QUIET)
        elif before is not None and _may_delete(standing) - _may_delete(before):
            self._rhythm.wait(_TO_TAKE_BACK)
        elif connected or (standing.accounts and self._rhythm.idle):
            # A calendar was connected just now, or the agent has answered what its server asked.
            self._rhythm.wait(AT_FIRST)

    @Slot(object)
    def _wrote(self, written: Written) -> None:
        done, changed = written.done, written.done.changed
        if self._matters(changed.events, changed.calendars) or What.CONFLICT_SETTLED in {done.what, done.of}:
            self._edited = True
            self.read()

    @Slot(object)
    def _moved(self, changes: Changes) -> None:
        if self._matters(changes.events, changes.calendars):
            self.read()

    def _matters(self, events: frozenset[int], calendars: bool) -> bool:
        """Whether a change may concern a server: one of events only where a server is connected."""
        return calendars or (bool(events) and self.state.known)

    def _tell(self, state: SyncState) -> None:
        self.state = state
        self.told.emit(state)


def _accounts(standing: SyncStanding) -> set[str]:
    """The ids of those that are connected."""
    return {each.id for each in standing.accounts}


def _addresses(standing: SyncStanding) -> set[str]:
    """Of the collections that are synced."""
    return {each.collection.url for each in standing.collections}


def _may_delete(standing: SyncStanding) -> set[str]:
    """The calendars whose missing events go with the next run."""
    return {each.calendar.id for each in standing.guarded if each.collection.may_delete}


def _answers_for_others(guarded: frozenset[str], token: Undo) -> bool:
    """Whether it answers for missing events, or takes the answer back before it is acted on, and the calendar does not
    wait for one."""
    if isinstance(token, WithdrawGuardAnswer) and token.put_back:
        return False
    return isinstance(token, (AnswerGuard, WithdrawGuardAnswer)) and token.calendar_id not in guarded


def _waits(standing: SyncStanding) -> frozenset[str]:
    """The calendars of which something waits to go out."""
    return frozenset(each.calendar.id for each in standing.collections if each.waiting)


def _puts_back(went: frozenset[str], token: Undo) -> bool:
    """Whether it takes back that missing events go to the server, where they have gone."""
    return isinstance(token, WithdrawGuardAnswer) and bool(token.put_back) and token.calendar_id in went


def _gone_back(went: frozenset[str], before: SyncStanding, standing: SyncStanding) -> str:
    """What the one calendar is called from which all that was put back has gone; "" where some was refused."""
    known = {(each.calendar.id, each.uid) for each in before.refused}
    refused = {each.calendar.id for each in standing.refused if (each.calendar.id, each.uid) not in known}
    names = [calendar_named(each.calendar).name for each in standing.collections if each.calendar.id in went]
    return names[0] if len(names) == 1 and refused.isdisjoint(went) else ""
