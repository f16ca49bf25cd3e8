"""The thread that reads and writes the database, so that the window never waits for it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from opiekun.domain.errors import InvalidInput, Refused

Receiver = Callable[[Any], None]
_TWO_FRAMES = 33
"""Milliseconds."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    """How a job ended. Travels from the worker to the GUI thread."""

    ticket: int
    result: object = None
    error: BaseException | None = None


class Worker(QObject):
    """Runs jobs one after another on a thread of its own.

    Lives on the GUI thread, and calls the receivers there: bound methods, never closures over widgets.
    A refusal goes to ``refused``; any other exception is a bug and is raised again on the GUI thread. ``closing``
    tells that it is about to wait for the job that runs.
    """

    refused = Signal(object)
    busy = Signal(bool)
    closing = Signal()
    _ended = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._threads = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._receivers: dict[int, tuple[Receiver | None, Receiver | None]] = {}
        self._passing: dict[int, Future[None]] = {}
        self._failed: list[BaseException] = []
        self._tickets = 0
        self._closed = False
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def submit(
        self,
        job: Callable[[], object],
        done: Receiver | None = None,
        refused: Receiver | None = None,
        *,
        lasting: bool = False,
    ) -> None:
        """Run the job on the worker, then hand its result to ``done``, or its refusal to ``refused``.

        A lasting job writes what somebody typed or did: it is run even if the window closes meanwhile. Others are
        not begun any more once it closes.
        """
        if self._closed and not lasting:
            return
        ticket = self._receive(done, refused)
        future = self._threads.submit(self._run, ticket, job)
        if not lasting:
            self._passing[ticket] = future

    def submit_soon(self, job: Callable[[], object], done: Receiver, refused: Receiver | None = None) -> None:
        """Run the job after a frame or two, in which the window paints what it has."""
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(partial(self._begin, timer, self._receive(done, refused), job))
        timer.start(_TWO_FRAMES)

    @property
    def idle(self) -> bool:
        """Whether every job's result was handed over."""
        return not self._receivers

    def close(self) -> None:
        """Finish the job that runs and the lasting ones, drop the others that wait, deliver nothing more.

        Raises why one of the lasting ones could not be done, since nobody else would hear of it; what was typed
        wrongly stays a draft, and need not be heard of.
        """
        self._closed = True
        self.closing.emit()
        for timer in self.findChildren(QTimer):
            timer.stop()
        for future in self._passing.values():
            future.cancel()
        self._threads.shutdown(wait=True)
        self._receivers.clear()
        if self._failed:
            raise self._failed[0]

    def _begin(self, timer: QTimer, ticket: int, job: Callable[[], object]) -> None:
        timer.deleteLater()
        if not self._closed:
            self._passing[ticket] = self._threads.submit(self._run, ticket, job)

    def _receive(self, done: Receiver | None, refused: Receiver | None) -> int:
        self._tickets += 1
        self._receivers[self._tickets] = (done, refused)
        if len(self._receivers) == 1:
            self.busy.emit(True)
        return self._tickets

    def _run(self, ticket: int, job: Callable[[], object]) -> None:
        try:
            outcome = _Outcome(ticket, job())
        except BaseException as error:  # noqa: BLE001 - it is raised again on the GUI thread, where it is seen
            outcome = _Outcome(ticket, error=error)
        if not self._closed:
            self._ended.emit(outcome)
        elif outcome.error is not None and ticket not in self._passing and not isinstance(outcome.error, InvalidInput):
            self._failed.append(outcome.error)

    @Slot(object)
    def _deliver(self, outcome: _Outcome) -> None:
        if self._closed:
            return
        done, refused = self._receivers.pop(outcome.ticket)
        self._passing.pop(outcome.ticket, None)
        if not self._receivers:
            self.busy.emit(False)
        if isinstance(outcome.error, Refused):
            (refused or self.refused.emit)(outcome.error)
        elif outcome.error is not None:
            raise outcome.error
        elif done is not None:
            done(outcome.result)
