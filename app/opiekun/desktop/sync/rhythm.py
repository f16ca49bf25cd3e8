"""When the runs of a program beside the window begin: never two at once, and seldomer while they fail."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from opiekun.desktop.sync.child import Ended, How, SyncChild
from opiekun.desktop.sync.schedule import QUIET

_ONE = timedelta(milliseconds=1)
_LONGEST = timedelta(days=1)
"""A timer counts milliseconds in 32 bits; what is due later is looked at again then."""


class Rhythm(QObject):
    """``due`` tells that it is time for a run, ``over`` carries its :class:`Ended`, ``faulty`` the report of a fault.

    ``pause`` tells how long to wait after a run, by how many have failed one after another.
    """

    due = Signal()
    over = Signal(object)
    faulty = Signal(str)

    def __init__(self, child: SyncChild, pause: Callable[[int], timedelta], parent: QObject) -> None:
        super().__init__(parent)
        self._child, self._pause = child, pause
        self._child.ended.connect(self._ended)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.due)
        self._failures = 0
        self._begun = self._again = False

    @property
    def begun(self) -> bool:
        """Whether runs begin by themselves."""
        return self._begun

    @property
    def idle(self) -> bool:
        """Whether no run is under way and none is due."""
        return not self._timer.isActive() and not self._child.running

    def begin(self, after: timedelta) -> None:
        """From now on runs begin by themselves, the first of them then."""
        self._begun = True
        self.wait(after)

    def wait(self, after: timedelta) -> None:
        """The next run is due then, where runs begin by themselves; while one is under way, after that."""
        if self._child.running:
            self._again = True
        elif self._begun:
            self._timer.start(min(after, _LONGEST) // _ONE)

    def claim(self) -> bool:
        """Whether a run can begin now. While one is under way it cannot, and one more follows."""
        self._timer.stop()
        self._again = self._child.running
        return not self._again

    def run(self, command: Sequence[str]) -> None:
        """Begin a run."""
        self._child.start(command)

    def stop(self) -> None:
        """Ask the run to end after the item that it is at; none follows at once."""
        self._again = False
        self._child.stop()

    def forgive(self) -> None:
        """What failed before does not count any more."""
        self._failures = 0

    def close(self) -> None:
        """Stop for good."""
        self._begun = False
        self._timer.stop()
        self._child.close()

    @Slot(object)
    def _ended(self, ended: Ended) -> None:
        failed = ended.how in {How.FAILED, How.FAULT}
        self._failures = self._failures + 1 if failed else 0
        if ended.how is How.FAULT:
            self.faulty.emit(ended.words)
        self.over.emit(ended)
        again, self._again = self._again, False
        self.wait(QUIET if again else self._pause(self._failures))
