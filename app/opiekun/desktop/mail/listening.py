"""Hears of new mail at once, where the server tells: a thread that waits and does nothing else."""

from __future__ import annotations

import threading
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from opiekun.bootstrap import Program
from opiekun.domain.calls.mailboxes import MailServer, MailSettings
from opiekun.services.mail.listening import Listener
from opiekun.services.mail_ports import Mailbox

_PARTING = 2.0
"""Seconds for a thread to end; one that is amid connecting ends by itself later."""


class MailListening(QObject):
    """``heard`` tells that there may be new mail. Lives on the GUI thread."""

    heard = Signal()

    def __init__(self, program: Program, parent: QObject) -> None:
        super().__init__(parent)
        self._program = program
        self._to: MailServer | None = None
        self._listener: Listener | None = None
        self._thread: threading.Thread | None = None

    def listen(self, settings: MailSettings) -> None:
        """Listen to the server of mail in from now on, if there is one; again only where it is another."""
        if settings.incoming == self._to:
            return
        self.close()
        self._to = settings.incoming
        if self._to is not None:
            self._listener = Listener(partial(_opened, self._program, settings), self.heard.emit)
            self._thread = threading.Thread(target=self._listener.run, name="mail", daemon=True)
            self._thread.start()

    @Slot()
    def wake(self) -> None:
        """Take a fresh line: the machine woke up, or has the network back."""
        if self._listener is not None:
            self._listener.wake()

    def close(self) -> None:
        """Listen no more."""
        if self._listener is not None and self._thread is not None:
            self._listener.stop()
            self._thread.join(_PARTING)
        self._listener = self._thread = self._to = None


def _opened(program: Program, settings: MailSettings) -> Mailbox:
    from opiekun.services.mail.setting_up import open_mailbox  # noqa: PLC0415 - what speaks IMAP is loaded in the thread

    return open_mailbox(program.mail_servers, program.secrets, settings)
