"""Pulls from the help desks in the background: on a schedule, soon after a change made here, and when asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from opiekun.bootstrap import Program
from opiekun.desktop.widgets.task import Task
from opiekun.desktop.work.worker import Worker
from opiekun.domain.errors import Refused
from opiekun.domain.intake import Report
from opiekun.services.connecting import connected, opened
from opiekun.services.pull import pull

EVERY = 60_000
SOON = 2_000
"""Milliseconds: between pulls, and after a change made here, so that several go out together."""


@dataclass(frozen=True, slots=True)
class SourceState:
    """How the exchange stands. ``known`` is False where no help desk is connected.

    ``since`` is when everything was last told, None where it never was. ``taken`` of ``total`` (None: not
    known) counts requests while a pull runs. ``failure`` is why the last pull ended early, None where it did not.
    """

    known: bool = False
    running: bool = False
    taken: int = 0
    total: int | None = None
    since: datetime | None = None
    failure: Refused | None = None


class Exchange(QObject):
    """Exchanges with every connected help desk, one pull at a time. Lives on the GUI thread, works on its own.

    ``told`` carries a :class:`SourceState` whenever it changes; ``taken`` tells that requests may have
    changed, also while a long pull is still under way.
    """

    told = Signal(object)
    taken = Signal()

    def __init__(self, program: Program, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program = program
        self.worker = Worker("exchange", self)
        self._task = Task(self.worker, self)
        self._task.progress.connect(self._progressed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.pull_now)
        self._again = False
        self.state = SourceState()

    @Slot()
    def pull_now(self) -> None:
        """Exchange now, or once more after the pull that is under way."""
        self._timer.stop()
        if self._task.running:
            self._again = True
            return
        self._again = False
        self._task.start(self._pull, self._ended, self._failed)

    @Slot()
    def pull_soon(self) -> None:
        """Exchange in a moment, together with what is changed meanwhile; nothing where nobody is connected."""
        if self._task.running:
            self._again = self.state.known
        elif self.state.known:
            self._timer.start(SOON)

    @Slot()
    def cancel(self) -> None:
        """Stop the pull after the page that it is at; the next one goes on from there."""
        self._again = False
        self._task.cancel()

    def close(self) -> None:
        """Stop for good."""
        self._timer.stop()
        self._task.cancel()
        self.worker.close()

    def _pull(self, task: Task) -> SourceState:
        """On the worker: every connection in turn."""
        program = self._program
        state = SourceState()
        for connection in connected(program.store):
            state = replace(state, known=True, running=True, since=_older(state.since, connection.last_success))
            task.tell(state)
            desk = opened(program.secrets, program.open_helpdesk, connection)

            def progress(report: Report, total: int | None, told: SourceState = state) -> None:
                task.tell(replace(told, taken=report.created + report.updated + report.unchanged, total=total))

            pull(program.store, desk, connection, now=program.clock.now, cancelled=task.cancelled, progress=progress)
        since = [connection.last_success for connection in connected(program.store)]
        return SourceState(known=bool(since), since=min((each for each in since if each), default=None))

    @Slot(object)
    def _progressed(self, state: SourceState) -> None:
        self._tell(state)
        self.taken.emit()

    def _ended(self, state: object) -> None:
        if isinstance(state, SourceState):
            self._tell(state)
        self._rest()

    def _failed(self, refused: object) -> None:
        if isinstance(refused, Refused):
            self._tell(replace(self.state, running=False, failure=refused))
        self._rest()

    def _rest(self) -> None:
        self.taken.emit()
        if self._again:
            self.pull_now()
        elif self.state.known:
            self._timer.start(EVERY)

    def _tell(self, state: SourceState) -> None:
        self.state = state
        self.told.emit(state)


def _older(one: datetime | None, other: datetime | None) -> datetime | None:
    return min(one, other) if one is not None and other is not None else one or other
