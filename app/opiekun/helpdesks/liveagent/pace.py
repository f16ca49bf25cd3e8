"""How fast LiveAgent may be asked: at most so many requests in any minute."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from threading import Lock

PER_MINUTE = 180
# A second longer than a minute: the server counts when a request arrives, not when it is sent.
_WINDOW = 61.0

Monotonic = Callable[[], float]


class Pace:
    """Gives out the moments at which requests may be sent. Safe to use from any thread."""

    def __init__(self, per_minute: int = PER_MINUTE, monotonic: Monotonic = time.monotonic) -> None:
        self._slots: deque[float] = deque(maxlen=per_minute)
        self._monotonic = monotonic
        self._lock = Lock()

    def reserve(self) -> float:
        """Take the next free moment; the answer is how many seconds away it is."""
        with self._lock:
            now = self._monotonic()
            full = len(self._slots) == self._slots.maxlen
            slot = max(now, self._slots[0] + _WINDOW) if full else now
            self._slots.append(slot)
            return slot - now
