"""What is done about the times that guests propose: accepted with a drop or a key, or declined with free times."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Signal, Slot
from PySide6.QtWidgets import QWidget

from opiekun.bootstrap import Program
from opiekun.desktop.calendar.ghosts import Ghosts
from opiekun.desktop.calendar.grid.content import Moved, is_ghost
from opiekun.desktop.calendar.words import reasons_of
from opiekun.desktop.session import Session
from opiekun.desktop.theme.theme import Theme
from opiekun.domain.calendar.collisions import Collision
from opiekun.domain.calendar.events import EventPurpose, Occurrence
from opiekun.domain.calls.proposed import ProposedTime, seconds_of
from opiekun.domain.errors import Refused

if TYPE_CHECKING:
    from opiekun.desktop.calendar.proposal_card import ProposalCard
    from opiekun.services.mail.decide import Decided
    from opiekun.services.mail.proposals import Draft
    from opiekun.services.ports import Store


class Proposing(QObject):
    """``ended`` tells that what was dropped lies where the calendar has it, ``closed`` that the card has closed,
    ``message_wanted`` carries the entry of the ledger that is to be shown. ``place`` answers where a ghost stands in
    the host, ``collides`` what an event would collide with; the host sets both.
    """

    ended = Signal()
    closed = Signal()
    said = Signal(str)
    message_wanted = Signal(str)

    def __init__(self, session: Session, ghosts: Ghosts, host: QWidget, theme: Theme) -> None:
        super().__init__(host)
        self._session, self._ghosts, self._host, self._theme = session, ghosts, host, theme
        self.place: Callable[[Occurrence], QRect] = _nowhere
        self.collides: Callable[[Occurrence], tuple[Collision, ...]] = _nothing
        self._card: ProposalCard | None = None
        self._under_way = False
        ghosts.changed.connect(self._look_again)

    @property
    def card(self) -> ProposalCard:
        """The card, made when it is first opened."""
        if self._card is None:
            from opiekun.desktop.calendar.proposal_card import ProposalCard  # noqa: PLC0415 - as it says

            self._card = ProposalCard(self._host, self._theme)
            self._card.accepted.connect(self.accept)
            self._card.drafted.connect(self._draft)
            self._card.declined.connect(self._decline)
            self._card.message_wanted.connect(self._show_message)
            self._card.closed.connect(self.closed)
        return self._card

    @property
    def is_open(self) -> bool:
        """Whether the card is."""
        return self._card is not None and self._card.isVisible()

    def leave(self) -> None:
        """Whoever goes elsewhere decides nothing."""
        if self._card is not None:
            self._card.close_card()

    def open(self, ghost: Occurrence) -> None:
        """Show the card of a ghost beside it."""
        proposed = self._ghosts.by_key.get(ghost.key)
        if proposed is not None:
            self._open(proposed, ghost)

    def decline(self, ghost: Occurrence) -> None:
        """Show the card of a ghost, and what the guest would be told."""
        self.open(ghost)
        if self._card is not None:
            self._card.draft()

    def take_move(self, moved: Moved) -> bool:
        """Accept what is proposed, where the event was dropped on its ghost, or the ghost on its event.

        False for any other move, which is none of a proposal.
        """
        zone = self._session.zone
        span = seconds_of(moved.start, zone), seconds_of(moved.end, zone)
        if is_ghost(moved.occurrence):
            proposed = self._ghosts.by_key.get(moved.occurrence.key)
            if proposed is not None and self._stands_at(proposed, span):
                self.accept(proposed)
            else:
                self.said.emit(self.tr("Drop it on the event that it would move, or press Enter on it."))
                self.ended.emit()
            return True
        proposed = None if moved.copy else self._ghosts.dropped_on(moved.occurrence, span)
        if proposed is not None:
            self.accept(proposed)
        return proposed is not None

    @Slot(object, bool)
    def accept(self, proposed: ProposedTime, anyway: bool = False) -> None:
        """Let the time hold; one decision at a time, whatever keys are pressed meanwhile."""
        self._decide(proposed, partial(_accepted, anyway=anyway))

    def _open(self, proposed: ProposedTime, ghost: Occurrence) -> None:
        moments = self._session.moments
        # What it would collide with as the event that it stands for, which takes time.
        there = ghost._replace(key=proposed.key, transparent=False, purpose=EventPurpose.CALL)
        reason = reasons_of(self.collides(there), moments.zone)
        self.card.open(proposed, reason, moments, self.place(ghost))

    def _stands_at(self, proposed: ProposedTime, span: tuple[int, int]) -> bool:
        zone = self._session.zone
        stands = seconds_of(proposed.stands_start, zone), seconds_of(proposed.stands_end, zone)
        return span[0] < stands[1] and span[1] > stands[0]

    @Slot(object)
    def _draft(self, proposed: ProposedTime) -> None:
        job = partial(_draft_of, program=self._session.program, proposed=proposed, now=self._session.now())
        self._session.read(job, partial(self._drafted, proposed), partial(self._refused, proposed))

    def _drafted(self, proposed: ProposedTime, draft: Draft) -> None:
        if self.is_open and self.card.proposed == proposed:
            self.card.show_draft(draft)

    @Slot(object, str)
    def _decline(self, proposed: ProposedTime, comment: str) -> None:
        self._decide(proposed, partial(_declined, comment=comment))

    def _decide(self, proposed: ProposedTime, deed: Callable[..., Decided]) -> None:
        if self._under_way:
            return
        self._under_way = True
        session, agent = self._session, self._session.agent
        by = agent.id if agent is not None else ""
        job = partial(deed, session.program, proposed.entry_id, by, session.now())
        session.worker.submit(job, self._decided, partial(self._refused, proposed), lasting=True)

    def _decided(self, decided: Decided) -> None:
        self._under_way = False
        self.leave()
        if decided.done is not None:
            self._session.take(decided.done)
        self.ended.emit()

    def _refused(self, proposed: ProposedTime, refused: Refused) -> None:
        """Said in the card, which opens where the time was accepted with a drop."""
        self._under_way = False
        self.ended.emit()
        ghost = self._ghosts.of_entry(proposed.entry_id)
        if not self.is_open and ghost is not None:
            self._open(proposed, ghost)
        if self.is_open:
            self.card.refuse(refused)
        else:
            self._session.refused.emit(refused)

    @Slot()
    def _look_again(self) -> None:
        """A proposal that was decided elsewhere, or is about nothing any more, is not decided here."""
        if self._card is not None and self._card.proposed not in self._ghosts.by_key.values():
            self._card.close_card()

    @Slot(str)
    def _show_message(self, entry_id: str) -> None:
        self.leave()
        self.message_wanted.emit(entry_id)


def _accepted(program: Program, entry_id: str, agent_id: str, now: datetime, *, anyway: bool) -> Decided:
    """On the worker: what decides is loaded where something is decided."""
    from opiekun.desktop.mail.deciding import decided  # noqa: PLC0415 - as it says
    from opiekun.services.mail.decide import Deciding, Decision  # noqa: PLC0415 - as it says

    return decided(program, entry_id, Decision.ACCEPT, agent_id, now, how=Deciding(anyway=anyway))


def _declined(program: Program, entry_id: str, agent_id: str, now: datetime, *, comment: str) -> Decided:
    from opiekun.desktop.mail.deciding import decided  # noqa: PLC0415 - as above
    from opiekun.services.mail.decide import Deciding, Decision  # noqa: PLC0415 - as above

    return decided(program, entry_id, Decision.REFUSE, agent_id, now, how=Deciding(comment=comment))


def _draft_of(store: Store, *, program: Program, proposed: ProposedTime, now: datetime) -> Draft:
    from opiekun.services.mail.proposals import draft_decline  # noqa: PLC0415 - as above

    return draft_decline(store, program.letter_writer, proposed.entry_id, now=now)


def _nowhere(_occurrence: Occurrence) -> QRect:
    return QRect(0, 0, 1, 1)


def _nothing(_occurrence: Occurrence) -> tuple[Collision, ...]:
    return ()
