"""Books what the panel asked for, and writes to the guests in the same stroke."""

from __future__ import annotations

from datetime import datetime

from opiekun.bootstrap import Program
from opiekun.desktop.calls.wish import Wish
from opiekun.domain.calls.types import CallType
from opiekun.domain.instants import utc_datetime
from opiekun.services.call_types import call_type_of
from opiekun.services.calls.booking import Booking, book
from opiekun.services.done import Done
from opiekun.services.ports import Store


def book_wish(store: Store, *, program: Program, wish: Wish, now: datetime) -> Done:
    """On the worker: what writes letters is loaded there. Raises Refused, and then nothing has changed."""
    call_type = call_type_of(store, wish.call_type)
    booking = Booking(
        wish.account,
        wish.call_type,
        utc_datetime(wish.start),
        wish.guests,
        wish.agent,
        request=wish.request_id,
        agenda=agenda_of(wish, call_type),
        place=wish.place if wish.place != call_type.place else None,
    )
    return book(store, program.letter_writer, booking, now=now)


def agenda_of(wish: Wish, call_type: CallType) -> str:
    """The answers to the questions of the type, each below its question, and then the agenda: what guests read."""
    asked = [each.in_language(wish.language) for each in call_type.questions]
    answers = [f"{question}\n{answer}" for question, answer in zip(asked, wish.answers, strict=False) if answer]
    return "\n\n".join([*answers, *([wish.agenda] if wish.agenda else [])])
