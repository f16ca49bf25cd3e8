"""A long job on the worker that tells how far it is and can be cancelled."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

from PySide6.QtCore import QObject, Signal, Slot

from opiekun.desktop.work.worker import Receiver, Worker

Job = Callable[["Task"], object]


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
