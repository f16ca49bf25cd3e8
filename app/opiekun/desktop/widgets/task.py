"""A long job on the worker that tells how far it is and can be cancelled."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from threading import Event, Thread
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from opiekun.desktop.work.worker import Receiver, Worker
from opiekun.domain.errors import Refused

Job = Callable[["Task"], object]
Answer = TypeVar("Answer")
_LOOK_EVERY = 0.05
"""Seconds between two looks whether a call that hangs is still waited for."""


class Task(QObject):
    """One kind of long job, of which one runs at a time. ``progress`` carries what the job tells of itself."""

    progress = Signal(object)

    def __init__(self, worker: Worker, parent: QObject) -> None:
        super().__init__(parent)
        self._worker = worker
        self._stop = Event()
        self.running = False
        self._done: Receiver | None = None
        self._refused: Receiver | None = None

    def start(self, job: Job, done: Receiver, refused: Receiver) -> None:
        """Run it; what it is given is this task, for ``tell`` and ``cancelled``. Nothing while one runs."""
        if self.running:
            return
        self.running = True
        self._stop.clear()
        self._done, self._refused = done, refused
        self._worker.submit(lambda: job(self), self._end, self._fail)

    @Slot()
    def cancel(self) -> None:
        """Ask the job to stop; it ends at its next look, and keeps what it has done."""
        self._stop.set()

    def cancelled(self) -> bool:
        """Whether it is to stop. Safe on the worker."""
        return self._stop.is_set()

    def unless_cancelled(self, call: Callable[[], Answer]) -> Answer:
        """On the worker: the answer of a call that may hang, such as one of a server; it is to change nothing here.

        Raises Refused where the task is cancelled first. The call is then left to itself, and ends with the program.
        """
        answer = Future[Answer]()
        Thread(target=_answer, args=(answer, call), name="may hang", daemon=True).start()
        while not self.cancelled():
            try:
                return answer.result(_LOOK_EVERY)
            except TimeoutError:
                if answer.done():  # it was the call's own
                    raise
        raise Refused("That was cancelled.")

    def tell(self, how_far: object) -> None:
        """Tell how far it is. Safe on the worker: the signal is queued."""
        self.progress.emit(how_far)

    def _end(self, result: object) -> None:
        self.running = False
        if self._done is not None:
            self._done(result)

    def _fail(self, refused: object) -> None:
        self.running = False
        if self._refused is not None:
            self._refused(refused)


def _answer(answer: Future[Answer], call: Callable[[], Answer]) -> None:
    try:
        answer.set_result(call())
    except BaseException as error:  # noqa: BLE001 - it is raised again where the answer is waited for
        answer.set_exception(error)
