"""What an event's guests, or the agent as a guest of others, have answered, as far as that asks for a mark."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum

from opiekun.domain.calendar.opened import open_text
from opiekun.domain.calendar.text import Component
from opiekun.domain.invitations.lines import address_of, is_off, organizer_of, partstat_of
from opiekun.domain.invitations.messages import Partstat


class AnswerMark(StrEnum):
    """Of an event of ours that a guest does not come, of one of others how the agent answered it.

    An invitation that was accepted, and an event of ours whose guests come or may come, has none.
    """

    GUEST_DECLINED = "guest_declined"
    UNANSWERED = "unanswered"
    TENTATIVE = "tentative"
    DECLINED = "declined"


_OWN = {
    Partstat.NEEDS_ACTION: AnswerMark.UNANSWERED,
    Partstat.TENTATIVE: AnswerMark.TENTATIVE,
    Partstat.DECLINED: AnswerMark.DECLINED,
}


def answer_marks(text: str, me: Collection[str]) -> Mapping[str, AnswerMark | None]:
    """The marks by RECURRENCE-ID, "" for all times that have none of their own; empty where nothing is marked.

    ``me`` are the agent's addresses in lower case. Raises BadComponent.
    """
    found = {event.recurrence_id: _mark(event.component, me) for event in open_text(text).events}
    return found if any(found.values()) else {}


def _mark(event: Component, me: Collection[str]) -> AnswerMark | None:
    organizer = organizer_of(event)
    if organizer is None or is_off(event):
        return None
    host = address_of(organizer)
    answers = {address_of(line): partstat_of(line) for line in event.lines("ATTENDEE")}
    if host in me:
        declined = any(answer is Partstat.DECLINED for who, answer in answers.items() if who != host)
        return AnswerMark.GUEST_DECLINED if declined else None
    mine = next((answer for who, answer in answers.items() if who in me), None)
    return _OWN.get(mine) if mine is not None else None
