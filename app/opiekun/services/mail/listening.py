"""Listening for new mail: an open line to the inbox on which the server tells of it (IDLE, RFC 2177)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import closing

from opiekun.domain.errors import Refused
from opiekun.services.mail_ports import Mailbox

_LONGEST_WAIT = 28 * 60.0
"""Seconds after which the wait is begun anew: servers may let go of who says nothing for half an hour."""
_SHORTEST_PAUSE, _LONGEST_PAUSE = 5.0, 15 * 60.0
_SLOWER = 4
"""By how much each pause is longer: a server that refuses a password soon locks who goes on trying."""


class Listener:
    """Waits in one thread for what others may interrupt. Reads nothing and changes nothing in the mailbox.

    ``opened`` opens a line to the inbox. ``heard`` is called in the waiting thread when new mail came, and each time
    that a line stands, as some may have come before.
    """

    def __init__(self, opened: Callable[[], Mailbox], heard: Callable[[], None]) -> None:
        self._opened, self._heard = opened, heard
        self._lock = threading.Lock()
        self._stopped, self._woken = threading.Event(), threading.Event()
        self._mailbox: Mailbox | None = None

    def run(self) -> None:
        """Listen until stopped, or as long as the server tells of new mail. A line that breaks is opened anew, after a
        pause that grows with each failure.
        """
        pause = _SHORTEST_PAUSE
        while not self._stopped.is_set():
            try:
                with closing(self._opened()) as mailbox:
                    if not mailbox.tells:
                        return
                    if not self._holds(mailbox):
                        continue
                    self._heard()
                    while not self._stopped.is_set():
                        if mailbox.wait(_LONGEST_WAIT):
                            self._heard()
                        pause = _SHORTEST_PAUSE
            except Refused:  # the runs beside it tell of servers that fail
                woken = self._woken.wait(pause)
                self._woken.clear()
                pause = _SHORTEST_PAUSE if woken else min(_SLOWER * pause, _LONGEST_PAUSE)
            finally:
                with self._lock:
                    self._mailbox = None

    def wake(self) -> None:
        """Begin anew with a fresh line, now: the one that stands may be dead since the machine slept. Any thread."""
        with self._lock:
            self._woken.set()
            if self._mailbox is not None:
                self._mailbox.interrupt()

    def stop(self) -> None:
        """Listen no more. Any thread."""
        self._stopped.set()
        self.wake()

    def _holds(self, mailbox: Mailbox) -> bool:
        """Let the line be interrupted from now on; False where it was to be before it stood."""
        with self._lock:
            self._woken.clear()
            self._mailbox = mailbox
            return not self._stopped.is_set()
