"""Answers invitations of others for the editors, on the worker, and tells what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from opiekun.desktop.calendar.edited import Edited
from opiekun.desktop.calendar.invited import other_time, told
from opiekun.desktop.calendar.typed import Fields, details_of
from opiekun.desktop.session import Session, Written
from opiekun.domain.calendar.events import When
from opiekun.domain.errors import Refused
from opiekun.domain.invitations.messages import Partstat


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered to the invitation that an editor shows; ``answer`` is None where ``fields`` tell another time.

    ``only_this`` : for the one occurrence. A time is proposed for one occurrence in any case.
    """

    edited: Edited
    fields: Fields
    answer: Partstat | None
    comment: str = ""
    only_this: bool = False


class Replying(QObject):
    """``sent`` carries the Reply once its letter waits, ``refused`` the Edited and why not."""

    sent = Signal(object)
    refused = Signal(object, object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._under_way = False

    @Slot(object)
    def send(self, reply: Reply) -> None:
        """Give that answer, or propose that time; one at a time, whatever keys are pressed meanwhile."""
        if self._under_way:
            return
        session, edited = self._session, reply.edited
        try:
            answer = reply.answer or self._proposed(reply)
        except Refused as refused:
            self.refused.emit(edited, refused)
            return
        one = edited.recurs and (reply.only_this or reply.answer is None)
        job = partial(
            told,
            program=session.program,
            key=edited.key,
            answer=answer,
            recurrence_id=edited.recurrence_id if one else "",
            agent=session.agent,
            comment=reply.comment,
            now=session.now(),
        )
        self._under_way = True
        session.write(job, partial(self._done, reply), partial(self._not_done, edited))

    def _proposed(self, reply: Reply) -> tuple[When, When]:
        times = other_time(details_of(reply.fields, reply.edited.details, self._session.zone), reply.edited.details)
        if times is None:
            # The text leads to its field, over which the time is to be typed.
            begins = reply.fields["start_time"] or reply.fields["start_date"]
            raise Refused("Type the time that you propose into the fields of the event first.", text=begins)
        return times

    def _done(self, reply: Reply, _written: Written) -> None:
        self._under_way = False
        self.sent.emit(reply)

    def _not_done(self, edited: Edited, refused: Refused) -> None:
        self._under_way = False
        self.refused.emit(edited, refused)
