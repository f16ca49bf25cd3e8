"""The invitation as a guest will read it, before anything is booked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.policy import SMTP

from opiekun.domain.calls.calls import Guest
from opiekun.services.call_types import found_call_type
from opiekun.services.calls.booking import Booking, composed
from opiekun.services.mail.recipients import from_organizer
from opiekun.services.mail_ports import LetterWriter
from opiekun.services.ports import Store
from opiekun.services.slot_search import holder_of


@dataclass(frozen=True, slots=True)
class Preview:
    """What the first of the guests gets: to whom, the subject, and the plain text, in the guest's language."""

    to: Guest
    subject: str
    text: str


def preview(store: Store, letters: LetterWriter, booking: Booking, *, now: datetime) -> Preview:
    """The invitation that a booking would send; nothing is written. Raises as booking does, but for a time taken."""
    with store.read() as unit:
        holder = holder_of(unit, booking.asked)
        call_type = found_call_type(unit, booking.call_type)
        made = composed(unit, booking, holder, call_type, unit.calendars.new_id(), now=now)
        envelope = from_organizer(unit, made.text, made.guests[0])
        assert envelope is not None  # noqa: S101 - it was just composed with its organizer
        letter = letters.invitation(made.text, envelope, update=False, now=now)
    return Preview(envelope.to, letter.subject, _plain(letter.content))


def _plain(content: bytes) -> str:
    message = message_from_bytes(content, policy=SMTP)
    body = message.get_body(("plain",))
    return str(body.get_content()).strip() if body is not None else ""
