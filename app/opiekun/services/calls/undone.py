"""Taking back what was done to calls. Guests who were told are told again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from opiekun.services.calls.changing import cancel, change_guests
from opiekun.services.calls.offer_mail import mail_offer, unsend_offer
from opiekun.services.calls.offering import restore_offer
from opiekun.services.calls.outcome import restore_call
from opiekun.services.calls.rearranged import restore_calls
from opiekun.services.done import (
    CallUndo,
    CancelCall,
    Done,
    InviteGuests,
    MailOffer,
    ReopenProposal,
    RestoreAnswer,
    RestoreCall,
    RestoreCalls,
    RestoreOffer,
    What,
)
from opiekun.services.mail.answer_undone import restore_answer
from opiekun.services.mail.reopening import reopen
from opiekun.services.mail_ports import LetterWriter
from opiekun.services.ports import Store


def undo_call(store: Store, letters: LetterWriter, token: CallUndo, *, now: datetime) -> Done:
    """Take back what the token stands for. Raises Refused where that cannot be done any more."""
    match token:
        case CancelCall(uid=uid):
            done = cancel(store, letters, uid, now=now)
        case InviteGuests(uid=uid, guests=guests, added=added):
            done = change_guests(store, letters, uid, guests, added, now=now)
        case RestoreCalls():
            return restore_calls(store, letters, token, now=now)
        case RestoreAnswer():
            return restore_answer(store, letters, token, now=now)
        case RestoreCall():
            done = restore_call(store, token)
        case MailOffer(undone=True):
            done = unsend_offer(store, token)
        case MailOffer(offer=offer, to=to):
            done = mail_offer(store, letters, offer, to, now=now)
        case RestoreOffer():
            done = restore_offer(store, token, now=now)
        case ReopenProposal():
            done = reopen(store, letters, token, now=now)
    return replace(done, what=What.UNDONE, of=_of(token, done.what))


def _of(token: CallUndo, done: What) -> What:
    """What was taken back."""
    match token:
        case CancelCall():
            return What.CALL_BOOKED
        case MailOffer(undone=True):
            return What.OFFER_MAILED
        case RestoreOffer():
            return What.TIMES_OFFERED if done is What.OFFER_WITHDRAWN else What.OFFER_WITHDRAWN
    return done
