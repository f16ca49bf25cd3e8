"""Opens the window. Nothing heavy is imported before it shows; the desk is read on the worker."""

from __future__ import annotations

import signal
import sys
import time
from types import TracebackType

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from opiekun.bootstrap import Program
from opiekun.desktop.compose import Composition
from opiekun.desktop.language import speak
from opiekun.desktop.shell.faults import Faults
from opiekun.desktop.shell.geometry import place, remember_place
from opiekun.desktop.theme.theme import Theme


def run(program: Program, *, language: str = "en", smoke: bool = False) -> int:
    """Open the window and run it until it is closed; the answer is the exit status.

    With ``smoke`` every screen is opened once, the milliseconds to the first idle are printed, and it quits.
    """
    began = time.perf_counter()
    prompt()
    app = application(language)
    # Ctrl+C in the terminal ends the window; Python's own handler would wait for the next event.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    preferences = program.preferences.load()
    composition = Composition(program, Theme(app, preferences.theme))
    reported = Faults(composition.window)
    reported.met.connect(composition.window.tell_fault)
    if not smoke:
        place(composition.window, preferences)
    composition.window.show()
    composition.start(syncs=not smoke)
    if not smoke:
        status = app.exec()
        try:
            remember_place(composition.window, program.preferences)
        finally:
            composition.close()
        return status
    faults = _Faults()
    trial = _Smoke(composition, began)
    trial.start()
    app.exec()
    composition.close()
    return 1 if faults.seen else 0


def prompt() -> None:
    """Let the window have the interpreter back from a worker within half a millisecond, not five."""
    sys.setswitchinterval(0.0005)


def application(language: str) -> QApplication:
    """The one QApplication, speaking that language."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(["opiekun"])
    app.setApplicationName("opiekun")
    app.setApplicationDisplayName("Opiekun")
    app.setDesktopFileName("opiekun")
    speak(app, language)
    return app


def settle(composition: Composition) -> None:
    """Run the event loop until the worker has delivered everything and nothing is left to do."""
    while True:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)
        if composition.worker.idle:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
            if composition.worker.idle:
                # What a layout was given a moment ago is shown by an event of its own.
                QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
                return
        else:
            time.sleep(0.001)


class _Faults:
    """Remembers that an exception came out of a slot, which Qt only prints."""

    def __init__(self) -> None:
        self.seen = False
        self._before = sys.excepthook
        sys.excepthook = self._fault

    def _fault(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self.seen = True
        self._before(kind, error, trace)


class _Smoke(QObject):
    """Waits for the first idle with requests in sight (or none there), then opens every screen and quits."""

    def __init__(self, composition: Composition, began: float) -> None:
        super().__init__()
        self._composition = composition
        self._began = began
        self._left = list(composition.window.screens)
        # A timer of no length comes when the event queue is empty: that is what idle means.
        self._idle = QTimer(self)
        self._idle.setInterval(0)
        self._idle.timeout.connect(self._next)
        self._told = False

    def start(self) -> None:
        """Begin to wait."""
        self._idle.start()

    @Slot()
    def _next(self) -> None:
        window, page = self._composition.window, self._composition.session.page
        if not window.windowHandle().isExposed():
            return
        # Exposed, it was painted: what came before by that, what came later at once.
        if not self._told and page is not None and page.rows:
            self._tell()
        if not self._composition.worker.idle:
            # Nothing to do but wait for the worker: leave it the processor.
            self._idle.setInterval(1)
            return
        if not self._told:
            self._tell()
        elif self._left:
            self._composition.window.go(self._left.pop(0))
        else:
            self._idle.stop()
            QApplication.quit()

    def _tell(self) -> None:
        self._told = True
        sys.stdout.write(f"{(time.perf_counter() - self._began) * 1000:.0f}\n")
        sys.stdout.flush()
