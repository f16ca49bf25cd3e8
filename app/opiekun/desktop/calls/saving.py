"""Books what the panel asked for, and writes to the guests in the same stroke."""

from __future__ import annotations

from datetime import datetime

from opiekun.bootstrap import Program
from opiekun.desktop.calls.wish import Wish
from opiekun.domain.calls.types import CallType
from opiekun.domain.instants import utc_datetime
from opiekun.services.call_types import call_type_of
from opiekun.services.calls.booking import Booking, book
from opiekun.services.calls.preview import Preview, preview
from opiekun.services.done import Done
from opiekun.services.mail_ports import LetterWriter
from opiekun.services.ports import Store


def writer_of(_store: Store, *, program: Program) -> LetterWriter:
    """On the worker, before it is needed: what writes letters takes longer to load than a call to book."""
    return program.letter_writer


def book_wish(store: Store, *, program: Program, wish: Wish, now: datetime) -> Done:
    """On the worker: what writes letters is loaded there. Raises Refused, and then nothing has changed."""
    return book(store, program.letter_writer, booking_of(store, wish), now=now)


def preview_wish(store: Store, *, program: Program, wish: Wish, now: datetime) -> Preview:
    """On the worker: the invitation that would be sent. Raises Refused."""
    return preview(store, program.letter_writer, booking_of(store, wish), now=now)


def booking_of(store: Store, wish: Wish) -> Booking:
    """The wish as the services read it. Raises NotFound for a type that is gone."""
    call_type = call_type_of(store, wish.call_type)
    return Booking(
        wish.account,
        wish.call_type,
        utc_datetime(wish.start),
        wish.guests,
        wish.agent,
        request=wish.request_id,
        agenda=agenda_of(wish, call_type),
        place=wish.place if wish.place != call_type.place else None,
        held_by=wish.held_by,
        specialist=wish.specialist,
    )


def agenda_of(wish: Wish, call_type: CallType) -> str:
    """The answers to the questions of the type, each below its question, and then the agenda: what guests read."""
    asked = [each.in_language(wish.language) for each in call_type.questions]
    answers = [f"{question}\n{answer}" for question, answer in zip(asked, wish.answers, strict=False) if answer]
    return "\n\n".join([*answers, *([wish.agenda] if wish.agenda else [])])
