"""Reading the same of the desk over and over, however often somebody wishes for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from opiekun.desktop.session import Session
from opiekun.desktop.work.worker import Receiver
from opiekun.domain.errors import Refused
from opiekun.services.ports import Store

UseCase = Callable[[Store], Any]


class ReadOnce:
    """Reads once at a time; of those wished for meanwhile, once more. ``use_case`` makes what is read with, each time.

    ``take`` is given what was read, on the GUI thread, ``refuse`` what is refused; without it the session tells that.
    """

    def __init__(
        self,
        session: Session,
        use_case: Callable[[], UseCase],
        take: Receiver,
        refuse: Callable[[Refused], None] | None = None,
    ) -> None:
        self._session, self._use_case, self._take = session, use_case, take
        self._refuse = refuse or session.refused.emit
        self._reading = self._outdated = False

    def read(self) -> None:
        """Read it now, or once more after the reading that is under way."""
        self._outdated = self._reading
        if not self._reading:
            self._reading = True
            self._session.read(self._use_case(), self._answered, self._unanswered)

    def _answered(self, found: object) -> None:
        self._reading = False
        self._take(found)
        self._go_on()

    def _unanswered(self, refused: Refused) -> None:
        self._reading = False
        self._refuse(refused)
        self._go_on()

    def _go_on(self) -> None:
        if self._outdated:
            self.read()
