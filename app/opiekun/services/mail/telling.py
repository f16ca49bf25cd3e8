"""Writing to the guests of an event of ours when it was edited, in the transaction that edits it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from opiekun.domain.calendar.opened import open_text
from opiekun.domain.calls.outbox import Envelope, Letter, Outgoing
from opiekun.domain.calls.telling import Owed, letters_owed
from opiekun.domain.invitations.lines import address_of, organizer_of
from opiekun.services.calls.guests import as_told
from opiekun.services.mail_ports import LetterWriter
from opiekun.services.ports import UnitOfWork


def tell(unit: UnitOfWork, letters: LetterWriter, before: str | None, after: str | None, *, now: datetime) -> None:
    """Put the letters into the outbox that tell what became of the event; None where there was or is none."""
    text = after or before
    if text is None:
        return
    for letter in _written(unit, letters, text, letters_owed(before, after), now):
        unit.mail.save_letter(letter)


def _written(
    unit: UnitOfWork, letters: LetterWriter, text: str, owed: tuple[Owed, ...], now: datetime
) -> Iterator[Letter]:
    event = open_text(text).base.component
    organizer = organizer_of(event)
    if organizer is None:
        return
    for each in owed:
        guest, zone = as_told(unit, event.value("UID"), each.guest)
        envelope = Envelope(organizer.param("CN"), address_of(organizer), guest, zone)
        if each.kind is Outgoing.CANCEL:
            yield letters.cancellation(text, envelope, recurrence_id=each.recurrence_id, now=now)
        else:
            yield letters.invitation(text, envelope, update=each.update, now=now)
