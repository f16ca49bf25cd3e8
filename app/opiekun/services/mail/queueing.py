"""Putting letters into the outbox: each told once, and none that a newer one makes void."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from opiekun.domain.calls.outbox import Letter, Outgoing, Sending
from opiekun.services.ports import UnitOfWork

_INVITING = frozenset({Outgoing.REQUEST, Outgoing.CANCEL})
_ANSWERING = frozenset({Outgoing.REPLY, Outgoing.COUNTER})
_UNSENT = frozenset({Sending.WAITING, Sending.STUCK})


def queue(unit: UnitOfWork, letter: Letter) -> bool:
    """Let a letter wait for its turn. False where it tells what was told last already, or tells it of nothing.

    Older letters of its kind about the same that were not sent are not sent any more; an invitation that is
    called off before it went out tells nobody. A letter that was tried may have been taken, so that it counts as sent;
    so does any letter of a desk without a server for mail out, whose letters are carried out of it as files.
    """
    told = _kin(letter.kind)
    last = unit.mail.last_told(letter.uid, letter.to, letter.recurrence_id, told)
    if last is not None and last.dedupe == letter.dedupe:
        return False
    if letter.uid and letter.kind in _INVITING:
        about = [each for each in unit.mail.letters_about(letter.uid, letter.to) if each.kind in _INVITING]
        void = _void(about, letter)
        for each in void:
            unit.mail.drop_letter(each.message_id)
        if _tells_of_nothing(unit, letter, about, void):
            return False
        # Whoever may have one of those hears what becomes of this one.
        tried = (each.attempts for each in void if may_have_reached(unit, each))
        letter = replace(letter, attempts=max(tried, default=0))
    unit.mail.save_letter(letter)
    return True


def may_have_reached(unit: UnitOfWork, letter: Letter) -> bool:
    """Whether its recipient may have it: it was handed over, or that was tried, or it may have gone as a file."""
    if letter.state is Sending.WAITING:
        return letter.attempts > 0 or unit.mail.settings().outgoing is None
    return letter.state is not Sending.STUCK


def _void(about: Sequence[Letter], letter: Letter) -> list[Letter]:
    """The invitations and cancellations that were not sent and in the place of which the letter is."""
    off = letter.kind is Outgoing.CANCEL and not letter.recurrence_id
    asks = letter.kind is Outgoing.REQUEST and not letter.recurrence_id  # the whole event tells of each occurrence
    return [
        each
        for each in about
        if each.state in _UNSENT
        and (off or each.recurrence_id == letter.recurrence_id or (asks and each.kind is Outgoing.REQUEST))
    ]


def _tells_of_nothing(unit: UnitOfWork, letter: Letter, about: Sequence[Letter], void: Sequence[Letter]) -> bool:
    """Whether the letter calls off what nobody was told. One that is in the place of another cancellation is owed."""
    if letter.kind is not Outgoing.CANCEL or letter.recurrence_id or not void:
        return False
    if any(each.kind is Outgoing.CANCEL for each in void):
        return False
    reached = [each.kind for each in about if may_have_reached(unit, each) and not each.recurrence_id]
    return not reached or reached[-1] is Outgoing.CANCEL


def _kin(kind: Outgoing) -> frozenset[Outgoing]:
    """The kinds of which the newest alone holds."""
    return next((kin for kin in (_INVITING, _ANSWERING) if kind in kin), frozenset({kind}))
