"""Free slots as they are looked at: a week of them at a time, searched on the worker, the last question answered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial

from PySide6.QtCore import QObject, Signal

from opiekun.desktop.session import Session
from opiekun.desktop.words import language
from opiekun.domain.calls.calls import Call
from opiekun.domain.errors import NotFound, Refused
from opiekun.domain.instants import UtcSeconds, utc_datetime, utc_seconds
from opiekun.domain.slots.why import Reason
from opiekun.services.ports import Store
from opiekun.services.queue import rules_of
from opiekun.services.slot_search import Asked
from opiekun.services.slots import FreeSlots, free_slots, why_not_bookable

WEEK = 7
_FURTHEST = 5
"""Weeks that are looked through for the first day that has a slot."""


@dataclass(frozen=True, slots=True)
class Question:
    """Whose slots are looked for, from which day on, for how many days.

    ``moved`` is the call that is to be moved, None for a new one: its own time does not stand in its way. ``held_by``
    and ``specialist`` are ids of agents, "" for who stands by the account and for whoever is free.
    """

    account: str
    call_type: str
    first: date
    count: int = WEEK
    moved: Call | None = None
    held_by: str = ""
    specialist: str = ""

    def asked(self, agent: str, language: str) -> Asked:
        """As the services are asked; ``agent`` is the id of this desk's own, "" while none is known."""
        moved = self.moved
        if moved is None:
            return Asked(self.account, self.call_type, agent, "", language, self.held_by, specialist=self.specialist)
        length = round((moved.end - moved.start).total_seconds())
        return Asked(
            self.account, self.call_type, agent, moved.uid, language, moved.agent_id, length, moved.specialist_id
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """The slots that were found. ``question`` may lie later than what was asked, where nothing was free before."""

    question: Question
    found: FreeSlots

    @property
    def starts(self) -> tuple[UtcSeconds, ...]:
        """All of them, in order."""
        return tuple(start for day in self.found.days for start in day.starts)


class SlotSearch(QObject):
    """``changed`` tells that there is another answer, or none any more; ``refused`` carries why there is none."""

    changed = Signal()
    refused = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._ticket = 0
        self.answer: Answer | None = None
        self.asking = False

    def ask(self, question: Question, *, go_on: bool = False) -> None:
        """Look for slots; with ``go_on`` in the weeks that follow, where the days asked for have none."""
        self._ticket += 1
        self.asking = True
        session = self._session
        job = partial(
            _searched,
            ticket=self._ticket,
            question=question,
            agent=session.agent.id if session.agent is not None else "",
            now=session.now(),
            session_language=language(),
            go_on=go_on,
        )
        session.read(job, self._take, self._refuse)

    def offer_of(self, start: UtcSeconds | None) -> str:
        """The id of the offer with which that start is kept for the account, "" for one that is not."""
        offered = self.answer.found.offered if self.answer is not None else ()
        return next((hold.offer for hold in offered if utc_seconds(hold.start) == start), "")

    def forget(self) -> None:
        """Nobody asks any more."""
        self._ticket += 1
        self.asking = False
        if self.answer is not None:
            self.answer = None
            self.changed.emit()

    def _take(self, told: tuple[int, Answer]) -> None:
        ticket, answer = told
        if ticket == self._ticket:
            self.asking = False
            self.answer = answer
            self.changed.emit()

    def _refuse(self, refused: Refused) -> None:
        self.asking = False
        self.answer = None
        self.changed.emit()
        if not isinstance(refused, NotFound):
            self.refused.emit(refused)


def _searched(
    store: Store, *, ticket: int, question: Question, agent: str, now: datetime, session_language: str, go_on: bool
) -> tuple[int, Answer]:
    asked = question.asked(agent, session_language)
    for week in range(_FURTHEST if go_on else 1):
        first = question.first + timedelta(week * question.count)
        answer = _of_days(store, asked, replace(question, first=first), now)
        if answer.starts or not go_on:
            return ticket, answer
    return ticket, _of_days(store, asked, question, now)


def _of_days(store: Store, asked: Asked, question: Question, now: datetime) -> Answer:
    zone = rules_of(store).openings.zone
    since, until = (
        datetime.combine(day, time(), zone) for day in (question.first, question.first + timedelta(question.count))
    )
    return Answer(question, free_slots(store, asked, since, until, now=now))


def why_not_then(
    store: Store, *, question: Question, agent: str, at: UtcSeconds, now: datetime, language: str
) -> tuple[UtcSeconds, list[Reason]]:
    """Every reason against a call that starts then, with the instant that was asked about."""
    return at, why_not_bookable(store, question.asked(agent, language), utc_datetime(at), now=now)
