"""Why a call cannot be booked as it is, and where its time is in the way, the nearest at which it can begin."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from opiekun.desktop.calls.nearest import NearestSlots
from opiekun.desktop.calls.slots import Question, why_not_then
from opiekun.desktop.calls.words import not_bookable
from opiekun.desktop.session import Session
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.widgets.form import RefusalLine
from opiekun.desktop.words import language
from opiekun.domain.instants import UtcSeconds, utc_datetime, utc_seconds
from opiekun.domain.slots.why import Reason
from opiekun.services.calls.placing import NotBookable


class NotThen(QObject):
    """``refusal`` and ``nearest`` are for the panel to lay out.

    ``chosen`` carries the start that was taken of the nearest, ``days_wanted`` a day from which free times are to be
    looked for, ``refused`` why it could not be asked.
    """

    chosen = Signal(object)
    days_wanted = Signal(object)
    refused = Signal(object)

    def __init__(self, session: Session, theme: Theme, panel: QWidget) -> None:
        super().__init__(panel)
        self._session = session
        self.refusal = RefusalLine()
        self.nearest = NearestSlots(theme, panel)
        self.nearest.chosen.connect(self.chosen)

    def settle(self) -> None:
        """Nothing is in the way any more."""
        self.refusal.settle()
        self.nearest.forget()

    def taken(self, at: UtcSeconds, refused: NotBookable) -> None:
        """The time was taken meanwhile; the nearest ones that are free are offered."""
        self.refusal.say(not_bookable(at, refused.reasons, self._session.moments))
        self.nearest.offer([utc_seconds(each) for each in refused.nearest], self._session.moments)
        self._want(at)

    def ask_why(self, question: Question, agent_id: str, at: UtcSeconds) -> None:
        """Say why a call cannot begin then; the nearest times at which it can are offered."""
        job = partial(
            why_not_then, question=question, agent=agent_id, at=at, now=self._session.now(), language=language()
        )
        self._session.read(job, self._say_why, self.refused.emit)

    def _say_why(self, told: tuple[UtcSeconds, list[Reason]]) -> None:
        at, reasons = told
        self.refusal.say(not_bookable(at, reasons, self._session.moments))
        if reasons:
            self.nearest.look_near(at)
            self._want(at)

    def _want(self, at: UtcSeconds) -> None:
        self.days_wanted.emit(utc_datetime(at).astimezone(self._session.zone).date())
