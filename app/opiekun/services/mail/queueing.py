"""Putting letters into the outbox: each told once, and none that a newer one makes void."""

from __future__ import annotations

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
    if letter.uid and letter.kind in _INVITING and _makes_void(unit, letter):
        return False
    unit.mail.save_letter(letter)
    return True


def may_have_reached(unit: UnitOfWork, letter: Letter) -> bool:
    """Whether its recipient may have it: it was handed over, or that was tried, or it may have gone as a file."""
    if letter.state is Sending.WAITING:
        return letter.attempts > 0 or unit.mail.settings().outgoing is None
    return letter.state is not Sending.STUCK


def _makes_void(unit: UnitOfWork, letter: Letter) -> bool:
    """Drop the older invitations that were not sent. True where the letter calls off what nobody was told."""
    about = [each for each in unit.mail.letters_about(letter.uid, letter.to) if each.kind in _INVITING]
    reached = [each.kind for each in about if may_have_reached(unit, each) and not each.recurrence_id]
    off = letter.kind is Outgoing.CANCEL and not letter.recurrence_id
    asks = letter.kind is Outgoing.REQUEST and not letter.recurrence_id  # the whole event tells of each occurrence
    void = [
        each
        for each in about
        if each.state in _UNSENT
        and (off or each.recurrence_id == letter.recurrence_id or (asks and each.kind is Outgoing.REQUEST))
    ]
    for each in void:
        unit.mail.drop_letter(each.message_id)
    if letter.recurrence_id:
        return False
    # One that waits to say that it is off was owed to him: the newer one is in its place.
    knows_nothing = all(each.kind is not Outgoing.CANCEL for each in void) and (
        not reached or reached[-1] is Outgoing.CANCEL
    )
    return letter.kind is Outgoing.CANCEL and knows_nothing and bool(void)


def _kin(kind: Outgoing) -> frozenset[Outgoing]:
    """The kinds of which the newest alone holds."""
    return next((kin for kin in (_INVITING, _ANSWERING) if kind in kin), frozenset({kind}))
