"""Lets times on offer vanish from the calendar when their end has come."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Slot

from opiekun.desktop.session import Session, Written
from opiekun.domain.calls.calls import Hold
from opiekun.domain.instants import UtcSeconds, utc_datetime, utc_seconds
from opiekun.services.calls.offering import offers
from opiekun.services.done import What

_OFFERING = frozenset({What.TIMES_OFFERED, What.OFFER_WITHDRAWN, What.UNDONE, What.REDONE})


class OfferWatch(QObject):
    """Knows when the next offer ends; a tick compares two numbers."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._ends: UtcSeconds | None = None
        session.opened.connect(self._look)
        session.moved.connect(self._look)
        session.wrote.connect(self._wrote)

    @Slot(object)
    def tick(self, now: UtcSeconds) -> None:
        """Look again where an offer has ended."""
        if self._ends is not None and now >= self._ends:
            self._ends = None
            self._session.read(partial(offers, now=utc_datetime(now)), self._know)
            # The worker does one after the other: what has vanished by then is seen.
            self._session.look()

    @Slot(object)
    def _wrote(self, written: Written) -> None:
        if written.done.what in _OFFERING:
            self._look()

    @Slot()
    def _look(self) -> None:
        self._session.read(partial(offers, now=self._session.now()), self._know, soon=True)

    def _know(self, standing: Sequence[Hold]) -> None:
        self._ends = min((utc_seconds(hold.expires_at) for hold in standing), default=None)
