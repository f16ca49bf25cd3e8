"""A message that came: judged, and applied in the transaction that writes it into the ledger."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from opiekun.domain.calendar.reading import read_text
from opiekun.domain.calls.outbox import LedgerEntry, OpenProposal
from opiekun.domain.errors import BadComponent, InvalidInput, Refused
from opiekun.domain.instants import utc_seconds
from opiekun.domain.invitations.judging import judge
from opiekun.domain.invitations.messages import CalendarMessage
from opiekun.domain.invitations.told import open_message
from opiekun.domain.invitations.verdicts import Judgement, Verdict
from opiekun.domain.sync.told import Told
from opiekun.services.mail.applying import Desk, applied
from opiekun.services.mail.known import aliases_of, known_event, remember
from opiekun.services.mail_ports import LetterReader, LetterWriter
from opiekun.services.ports import Store

MOST_KEPT = 25_000_000
"""Octets of a message that are kept; of a larger one, which is refused, only its beginning."""
_BEGINNING = 10_000
_LONGEST = 500


def process(
    store: Store,
    read: LetterReader,
    raw: bytes,
    source: str,
    *,
    letters: LetterWriter,
    me: Collection[str],
    now: datetime,
) -> tuple[LedgerEntry, ...]:
    """What became of a message: an entry for each calendar object in it, one where there is none.

    The same bytes again are a DUPLICATE and nothing is written, unless they were about nothing that was here, or were
    undone. ``me`` are the agent's addresses.
    """
    digest = sha256(raw).hexdigest()
    messages, refused = _read(read, raw)
    with store.write() as unit:
        known = unit.mail.entries_of(digest)
        if known and not all(each.undone or each.verdict is Verdict.UNKNOWN for each in known):
            again = Told("The same message came before.")
            return tuple(replace(each, verdict=Verdict.DUPLICATE, changes=(), reason=again) for each in known)
        desk = Desk(unit, letters, frozenset(each.lower() for each in me), now)
        ids = {each.part: each.id for each in known}
        blank = LedgerEntry(
            id="",
            at=now,
            source=source[:_LONGEST],
            sender="",
            subject="",
            method="",
            uid="",
            verdict=Verdict.REFUSED,
            changes=(),
            reason=refused,
            raw=raw if len(raw) <= MOST_KEPT else raw[:_BEGINNING],
            digest=digest,
        )
        if not messages:
            if refused is None:
                reason = Told("The message holds no calendar object.")
                blank = replace(blank, verdict=Verdict.UNKNOWN, reason=reason)
            return (unit.mail.save_entry(replace(blank, id=ids.get(0, ""))),)
        return tuple(
            _entered(desk, replace(blank, id=ids.get(part, ""), part=part), message)
            for part, message in enumerate(messages)
        )


def uid_of(message: CalendarMessage) -> str:
    """The UID of the event that a message is about, "" for one that cannot be read."""
    try:
        return open_message(message).uid
    except BadComponent:
        return ""


def _read(read: LetterReader, raw: bytes) -> tuple[Sequence[CalendarMessage], Told | None]:
    try:
        return read(raw), None
    except InvalidInput as refusal:
        return (), Told.of(refusal)


def _entered(desk: Desk, blank: LedgerEntry, message: CalendarMessage) -> LedgerEntry:
    unit, uid = desk.unit, uid_of(message)
    known, here = known_event(unit, uid, desk.me)
    aliases = aliases_of(unit, known, message.sender)
    judged = judge(message, known, me=desk.me, aliases=aliases, now=desk.now)
    entry = _told(blank, message, judged, uid)
    if judged.verdict in (Verdict.APPLIED, Verdict.UNKNOWN):
        try:
            entry = applied(desk, entry, judged, judged.text, (known, here))
        except Refused as refusal:
            entry = replace(entry, verdict=Verdict.REFUSED, changes=(), reason=Told.of(refusal))
    elif judged.verdict is Verdict.DUPLICATE:
        remember(unit, judged, known)
    entry = unit.mail.save_entry(entry)
    if judged.verdict is Verdict.PROPOSAL and judged.proposal is not None:
        _put_beside(desk, entry.id, judged)
    return entry


def _told(blank: LedgerEntry, message: CalendarMessage, judged: Judgement, uid: str) -> LedgerEntry:
    return replace(
        blank,
        sender=message.sender[:_LONGEST],
        subject=message.subject[:_LONGEST],
        method=judged.method.value if judged.method is not None else "",
        uid=uid,
        verdict=judged.verdict,
        changes=judged.changes,
        reason=judged.reason,
    )


def _put_beside(desk: Desk, entry_id: str, judged: Judgement) -> None:
    """The proposal waits, in place of an older one of the same guest for the same occurrence."""
    proposal = judged.proposal
    if proposal is None:
        return
    for open_ in desk.unit.mail.proposals(judged.uid):
        if (open_.proposal.who, open_.proposal.recurrence_id) == (proposal.who, proposal.recurrence_id):
            desk.unit.mail.drop_proposal(open_.entry_id)
    desk.unit.mail.save_proposal(OpenProposal(entry_id, judged.uid, proposal))
    # Windows of other programs look again at the event beside which it stands.
    for here in desk.unit.calendars.named(judged.uid):
        desk.unit.calendars.put(here.calendar_id, utc_seconds(desk.now), [(read_text(here.text), here.text)])
