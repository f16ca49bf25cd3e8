"""A program that syncs or exchanges mail, run beside the window, so that nothing in the window ever waits for it."""

from __future__ import annotations

import json
import re
import sys
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QProcess, QProcessEnvironment, QTimer, Signal, Slot

from opiekun.bootstrap import Program
from opiekun.desktop.words import language
from opiekun.domain.sync.report import SyncProgress

_INTERRUPTED = 130
_PATIENCE = 20_000
"""Milliseconds for the item that is under way, after which it is not asked politely any more: a run bears that."""
_PARTING = 300
"""Milliseconds for which a window that closes waits."""
_LONGEST = 10_000
_LINES = 60
_REPORT = re.compile(r"\S*opiekun-\S+\.txt", re.ASCII)


class How(Enum):
    """How a run ended. FAILED: a server or the desk refused, in a sentence. FAULT: the program itself is at fault."""

    DONE = auto()
    FAILED = auto()
    STOPPED = auto()
    FAULT = auto()


@dataclass(frozen=True, slots=True)
class Ended:
    """``words`` are what it said at last: a sentence of a failure, the report of a fault."""

    how: How
    words: str = ""


def beside(program: Program, *words: str) -> tuple[str, ...]:
    """What runs a command beside the window: the same program, at the same home, by the same clock."""
    start = ("--now", program.clock.now().isoformat()) if program.clock.is_chosen else ()
    general = ("--home", str(program.home), "--lang", language(), *start)
    return (sys.executable, "-m", "opiekun", *general, *words)


def sync_command(program: Program) -> tuple[str, ...]:
    """What syncs the calendars of this desk."""
    return beside(program, "sync", "--json", "--progress")


class SyncChild(QObject):
    """One run at a time. ``progressed`` carries a :class:`SyncProgress`, ``ended`` an :class:`Ended`.

    It is stopped by closing its standard input, which also happens where the window dies. ``called`` is the command, by
    which a fault tells whose it is.
    """

    progressed = Signal(object)
    ended = Signal(object)

    def __init__(self, database_url: str, parent: QObject | None = None, *, called: str = "opiekun sync") -> None:
        super().__init__(parent)
        self._called = called
        self._process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.remove("OPIEKUN_DATABASE_URL")
        if database_url:
            environment.insert("OPIEKUN_DATABASE_URL", database_url)
        self._process.setProcessEnvironment(environment)
        self._process.readyReadStandardError.connect(self._read)
        self._process.readyReadStandardOutput.connect(self._skip)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._failed)
        self._stopping = QTimer(self)
        self._stopping.setSingleShot(True)
        self._stopping.setInterval(_PATIENCE)
        self._stopping.timeout.connect(self._process.kill)
        self._said: deque[str] = deque(maxlen=_LINES)
        self._stopped = False

    @property
    def running(self) -> bool:
        """Whether a run is under way."""
        return self._process.state() is not QProcess.ProcessState.NotRunning

    def start(self, command: Sequence[str]) -> None:
        """Begin a run; nothing while one is under way."""
        if not self.running:
            self._said.clear()
            self._stopped = False
            self._process.start(command[0], [*command[1:]])

    @Slot()
    def stop(self) -> None:
        """Ask it to end after the item that it is at."""
        if self.running and not self._stopped:
            self._stopped = True
            self._process.closeWriteChannel()
            self._stopping.start()

    def close(self) -> None:
        """End it for good; nothing is told any more. One that does not end in a moment is killed, and bears it."""
        self._process.blockSignals(True)
        self._stopping.stop()
        if self.running:
            self._process.closeWriteChannel()
            self._process.terminate()
            if not self._process.waitForFinished(_PARTING):
                self._process.kill()
                self._process.waitForFinished(_PARTING)

    @Slot()
    def _read(self) -> None:
        self._process.setReadChannel(QProcess.ProcessChannel.StandardError)
        last = None
        while self._process.canReadLine():
            line = _text(self._process.readLine(_LONGEST))
            told = _progress(line)
            if told is None:
                self._said.append(line)
            last = told or last
        if last is not None:
            self.progressed.emit(last)

    @Slot()
    def _skip(self) -> None:
        """What it did is read from the desk."""
        self._process.readAllStandardOutput()

    @Slot(int, QProcess.ExitStatus)
    def _finished(self, status: int, how: QProcess.ExitStatus) -> None:
        self._read()
        self._said.extend(_text(self._process.readAllStandardError())[-_LONGEST:].splitlines())
        self._stopping.stop()
        self.ended.emit(self._end(status, how))

    @Slot(QProcess.ProcessError)
    def _failed(self, error: QProcess.ProcessError) -> None:
        """One that could not even begin does not finish either."""
        if error is QProcess.ProcessError.FailedToStart:
            self.ended.emit(Ended(How.FAULT, f"{self._called}: {self._process.errorString()}"))

    def _end(self, status: int, how: QProcess.ExitStatus) -> Ended:
        words = "\n".join(line for line in self._said if line).strip()
        normal = how is QProcess.ExitStatus.NormalExit
        if self._stopped and (not normal or status in {0, 1, _INTERRUPTED}):
            return Ended(How.STOPPED)
        if normal and status == 0:
            return Ended(How.DONE)
        report = _REPORT.search(words)
        if normal and status == 1 and (report is None or not Path(report.group()).is_file()):
            return Ended(How.FAILED, words)
        return Ended(How.FAULT, f"{self._called}: {'exit status' if normal else 'signal'} {status}\n{words}")


def _text(read: QByteArray) -> str:
    return bytes(read.data()).decode("utf-8", "replace").rstrip("\r\n")


def _progress(line: str) -> SyncProgress | None:
    """How far the run is, where the line says so."""
    if not line.startswith("{"):
        return None
    try:
        told = json.loads(line)
    except ValueError:
        return None
    calendar, done, total = told.get("calendar"), told.get("done"), told.get("total")
    if not isinstance(calendar, str) or not isinstance(done, int):
        return None
    return SyncProgress(calendar, done, total if isinstance(total, int) else None)
