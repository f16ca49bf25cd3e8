"""The beat of the timers: each full second of the wall clock, whatever the system did in between."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from opiekun.domain.instants import UtcSeconds, utc_seconds

_LEAP = 5
_MILLION = 1_000_000


class Metronome(QObject):
    """Emits ``tick`` with the UTC second at its beginning. ``leapt`` tells of a sleep or of a clock that was set."""

    tick = Signal(object)
    leapt = Signal(object)

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._last: UtcSeconds | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Tick at once, then with each second."""
        self._beat()

    def stop(self) -> None:
        """Be silent."""
        self._timer.stop()

    @Slot()
    def _beat(self) -> None:
        moment = self._now()
        second = utc_seconds(moment)
        last, self._last = self._last, second
        if last is not None and not 0 <= second - last <= _LEAP:
            self.leapt.emit(second)
        if second != last:
            self.tick.emit(second)
        # Aimed anew at each beat: a repeating timer drifts. One millisecond more, so as not to arrive just before.
        self._timer.start((_MILLION - self._now().microsecond) // 1000 + 1)
