"""What the agent decides: a held answer, a proposed time, and what is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from opiekun.domain.calendar.editing import change
from opiekun.domain.calendar.events import Scope, When
from opiekun.domain.calendar.opened import open_text
from opiekun.domain.calendar.reading import occurrence_details
from opiekun.domain.calls.calls import CallStatus, Guest
from opiekun.domain.calls.outbox import Edited, LedgerEntry
from opiekun.domain.errors import InvalidInput, NotFound, Refused
from opiekun.domain.instants import UtcSeconds, utc_datetime, utc_seconds
from opiekun.domain.invitations.judging import judge
from opiekun.domain.invitations.organizing import with_proposal
from opiekun.domain.invitations.verdicts import Proposal, Verdict
from opiekun.services.calendars import writable_calendar
from opiekun.services.done import ObjectChange
from opiekun.services.mail.applying import Desk, applied
from opiekun.services.mail.fetch import Reading
from opiekun.services.mail.known import known_event
from opiekun.services.mail.process import uid_of
from opiekun.services.mail.queueing import queue
from opiekun.services.mail.recipients import from_organizer
from opiekun.services.mail.telling import tell
from opiekun.services.object_writer import indexed_texts, write_objects
from opiekun.services.ports import Store, UnitOfWork
from opiekun.services.slots import Asked, free_slots

ALTERNATIVES = 3
_AHEAD = timedelta(days=14)
_LONGEST_CALL = timedelta(days=7)

Stretch = tuple[datetime, datetime]


class Decision(StrEnum):
    """What the agent says of an answer that is held, or of a time that is proposed."""

    ACCEPT = "accept"
    REFUSE = "refuse"


def decide(store: Store, entry_id: str, decision: Decision, reading: Reading, *, now: datetime) -> LedgerEntry:
    """Let a held message count after all, or a proposed time hold; or refuse it. The answer is the entry as it is now.

    A proposal that is refused is answered with free alternatives. Raises NotFound for an unknown entry, Refused for
    one that is not to be decided (any more), or where it cannot be done; nothing has changed then.
    """
    times: Sequence[Stretch] = ()
    if decision is Decision.REFUSE:
        times = alternatives(store, entry_id, now=now)
    with store.write() as unit:
        desk = Desk(unit, reading.letters, frozenset(each.lower() for each in reading.me), now)
        entry = _undecided(unit, entry_id)
        proposal = next((each.proposal for each in unit.mail.proposals() if each.entry_id == entry_id), None)
        if proposal is not None:
            decided = _decide_proposal(desk, entry, proposal, decision, times)
        elif entry.verdict is not Verdict.HELD:
            raise Refused("The entry {id} is not to be decided.", id=entry_id)
        elif decision is Decision.REFUSE:
            decided = entry
        else:
            decided = _let_count(desk, entry, reading)
        return unit.mail.save_entry(replace(decided, decided=decision.value))


def alternatives(store: Store, entry_id: str, *, now: datetime) -> list[Stretch]:
    """Up to three free times near the one that was proposed; none for an event that is no call."""
    with store.read() as unit:
        open_ = next((each for each in unit.mail.proposals() if each.entry_id == entry_id), None)
        record = unit.calls.find(open_.uid) if open_ is not None else None
    if open_ is None or record is None:
        return []
    wanted = _instant(open_.proposal.start)
    since = max(now, wanted - timedelta(days=1)) if wanted is not None else now
    asked = Asked(record.account_id, record.type, record.agent_id, moving=record.uid)
    try:
        slots = free_slots(store, asked, since, since + _AHEAD, now=now)
    except (NotFound, InvalidInput):  # a type that is not offered any more has no times
        return []
    length, refused = record.end - record.start, utc_seconds(wanted or now)
    taken, found = [record.start, refused], list[UtcSeconds]()
    starts = (start for day in slots.days for start in day.starts)
    for start in sorted(starts, key=lambda start: abs(start - refused)):
        # Times that overlap, or the one that will not do, are no choice.
        if len(found) < ALTERNATIVES and all(abs(start - other) >= length for other in taken):
            taken.append(start)
            found.append(start)
    return [(utc_datetime(start), utc_datetime(start + length)) for start in sorted(found)]


def _undecided(unit: UnitOfWork, entry_id: str) -> LedgerEntry:
    entry = unit.mail.entry(entry_id)
    if entry is None:
        raise NotFound("There is no entry {id}; list them with “opiekun mail ledger”.", id=entry_id)
    if entry.decided or entry.undone:
        raise Refused("The entry {id} is decided already.", id=entry_id)
    return entry


def _let_count(desk: Desk, entry: LedgerEntry, reading: Reading) -> LedgerEntry:
    """A held message is judged against the event as it is now: what is newer since then still wins."""
    messages = reading.read(entry.raw)
    if entry.part >= len(messages):
        raise Refused("The entry {id} is not to be decided.", id=entry.id)
    message = messages[entry.part]
    about = known_event(desk.unit, uid_of(message), desk.me)
    judged = judge(message, about[0], me=desk.me, now=desk.now)
    if judged.verdict not in (Verdict.HELD, Verdict.APPLIED, Verdict.PROPOSAL):
        raise judged.reason.refusal() if judged.reason is not None else Refused("It counts no more.")
    if judged.proposal is not None:
        return _accepted(desk, entry, judged.proposal)
    text = judged.would if judged.verdict is Verdict.HELD else judged.text
    return replace(applied(desk, entry, judged, text, about), verdict=Verdict.APPLIED)


def _decide_proposal(
    desk: Desk, entry: LedgerEntry, proposal: Proposal, decision: Decision, times: Sequence[Stretch]
) -> LedgerEntry:
    if decision is Decision.ACCEPT:
        return _accepted(desk, entry, proposal)
    desk.unit.mail.drop_proposal(entry.id)
    here = next(iter(desk.unit.calendars.named(entry.uid)), None)
    if here is not None:
        text = with_override(here.text, proposal.recurrence_id, desk.now)
        envelope = from_organizer(desk.unit, text, Guest(proposal.who))
        if envelope is not None:
            letter = desk.letters.declined(text, envelope, times, recurrence_id=proposal.recurrence_id, now=desk.now)
            queue(desk.unit, replace(letter, dedupe=f"{letter.dedupe}@{entry.digest}"))
    return entry


def _accepted(desk: Desk, entry: LedgerEntry, proposal: Proposal) -> LedgerEntry:
    """The event moves to the time that was proposed, and everybody is told."""
    unit = desk.unit
    here = next(iter(unit.calendars.named(entry.uid)), None)
    if here is None:
        raise NotFound("The event is gone; refuse the proposal.")
    calendar = writable_calendar(unit, here.calendar_id)
    text = with_proposal(here.text, proposal, now=desk.now)
    edit = ObjectChange(calendar.id, entry.uid, here.text, text)
    write_objects(unit, [edit], indexed_texts([edit]), desk.now)
    if not proposal.recurrence_id:
        _take_time(unit, entry.uid, proposal, desk.now)
    tell(unit, desk.letters, here.text, text, now=desk.now)
    unit.mail.drop_proposal(entry.id)
    return replace(entry, verdict=Verdict.APPLIED, edited=Edited(calendar.id, here.text, text))


def _take_time(unit: UnitOfWork, uid: str, proposal: Proposal, now: datetime) -> None:
    """A call takes the minutes of the time to which it moves.

    Raises Refused where another call has one of them, and for a time that is past, or none that a call can have.
    """
    record = unit.calls.find(uid)
    if record is None or record.status is not CallStatus.BOOKED:
        return
    start, end = _instant(proposal.start), _instant(proposal.end)
    if start is None or end is None or end - start > _LONGEST_CALL:
        raise Refused("A call cannot take that time; refuse the proposal.")
    if start <= now:
        raise Refused("The proposed time is past; refuse the proposal.")
    moved = replace(record, start=utc_seconds(start), end=utc_seconds(end))
    if not unit.calls.occupy(moved):
        raise Refused("Another call takes that time; move it first, or refuse the proposal.")
    unit.calls.save(moved)


def with_override(text: str, recurrence_id: str, now: datetime) -> str:
    """The event with an override of that occurrence, which a letter about it alone is made from."""
    opened = open_text(text)
    if not recurrence_id or opened.named(recurrence_id) is not None:
        return text
    details = occurrence_details(opened.events, recurrence_id, opened.zones)
    return change(text, recurrence_id, Scope.THIS, details, now=now, new_uid="").text or text


def _instant(when: When) -> datetime | None:
    return when if isinstance(when, datetime) and when.tzinfo is not None else None
