"""Times that guests propose for events of ours: which of them stand, and what accepting and declining one does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from opiekun.domain.calendar.editing import change
from opiekun.domain.calendar.events import EventStatus, Scope
from opiekun.domain.calendar.opened import Opened, open_text
from opiekun.domain.calendar.reading import details_of, occurrence_details
from opiekun.domain.calendar.stored import ObjectText
from opiekun.domain.calendar.surgery import sequence_of
from opiekun.domain.calls.calls import CallStatus, Guest
from opiekun.domain.calls.outbox import Edited, Envelope, LedgerEntry, OpenProposal
from opiekun.domain.calls.proposed import ProposedTime
from opiekun.domain.errors import InvalidInput, NotFound, Refused
from opiekun.domain.instants import UtcSeconds, utc_datetime, utc_seconds
from opiekun.domain.invitations.organizing import with_proposal
from opiekun.domain.invitations.verdicts import Proposal, Verdict
from opiekun.services.calendars import writable_calendar
from opiekun.services.calls.placing import asked_to_move
from opiekun.services.done import Changed, Done, ObjectChange, ReopenProposal, What
from opiekun.services.mail.applying import Desk
from opiekun.services.mail.queueing import queue
from opiekun.services.mail.recipients import from_organizer
from opiekun.services.mail.room import instant, make_room
from opiekun.services.mail.telling import tell
from opiekun.services.mail_ports import LetterWriter
from opiekun.services.object_writer import indexed_texts, write_objects
from opiekun.services.ports import Store, UnitOfWork
from opiekun.services.slots import free_slots

ALTERNATIVES = 3
LONGEST_COMMENT = 2_000
_AHEAD = timedelta(days=14)

Stretch = tuple[datetime, datetime]
Outcome = tuple[LedgerEntry, Done]
"""The entry as it is now, and what was done."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What would be told to a guest whose time is declined: in his language, on the clock of ``zone`` (IANA)."""

    guest: Guest
    zone: str
    comment: str


def proposed_times(unit: UnitOfWork, proposals: Iterable[OpenProposal]) -> tuple[ProposedTime, ...]:
    """Those of the proposals that can be accepted: of events that stand, and have not been moved since."""
    return tuple(told for open_ in proposals if (told := _beside(unit, open_)) is not None)


def _beside(unit: UnitOfWork, open_: OpenProposal) -> ProposedTime | None:
    here = event_of(unit, open_.uid)
    record = unit.calls.find(open_.uid)
    if here is None or (record is not None and record.status is not CallStatus.BOOKED):
        return None
    proposal, opened = open_.proposal, open_text(here.text)
    try:
        details = occurrence_details(opened.events, proposal.recurrence_id, opened.zones)
    except NotFound:
        return None
    if details.status is EventStatus.CANCELLED or _outdated(opened, proposal):
        return None
    who = proposal.who.lower()
    return ProposedTime(
        entry_id=open_.entry_id,
        key=here.key,
        uid=open_.uid,
        recurrence_id=proposal.recurrence_id,
        calendar_id=here.calendar_id,
        title=details.summary,
        who=proposal.who,
        name=next((each.name for each in details.people if each.email.lower() == who), ""),
        start=proposal.start,
        end=proposal.end,
        stands_start=details.start,
        stands_end=details.end,
        comment=proposal.comment,
    )


def _outdated(opened: Opened, proposal: Proposal) -> bool:
    """Whether the event has got another time since."""
    part = opened.named(proposal.recurrence_id) or opened.base
    return proposal.sequence is not None and sequence_of(part.component) > proposal.sequence


def event_of(unit: UnitOfWork, uid: str) -> ObjectText | None:
    """The event of that UID, wherever it stands; None where it is gone."""
    return next(iter(unit.calendars.named(uid)), None)


def accept(desk: Desk, entry: LedgerEntry, proposal: Proposal, *, anyway: bool = False) -> Outcome:
    """The event moves to the time that was proposed, and everybody is told.

    Raises NotFound for an event that is gone, Refused where it was moved since, and as :func:`make_room`.
    """
    unit = desk.unit
    here = event_of(unit, entry.uid)
    if here is None:
        raise NotFound("The event is gone; refuse the proposal.")
    if _outdated(open_text(here.text), proposal):
        raise Refused("The event was moved after that time was proposed; refuse the proposal.")
    calendar = writable_calendar(unit, here.calendar_id)
    text = with_proposal(here.text, proposal, now=desk.now)
    make_room(unit, entry.uid, proposal, desk.now, anyway=anyway)
    edit = ObjectChange(calendar.id, entry.uid, here.text, text)
    keys = write_objects(unit, [edit], indexed_texts([edit]), desk.now)
    tell(unit, desk.letters, here.text, text, now=desk.now)
    unit.mail.drop_proposal(entry.id)
    done = _done(unit, What.PROPOSAL_ACCEPTED, here, entry, proposal)
    done = replace(done, changed=replace(done.changed, events=keys), until=instant(proposal.start))
    return replace(entry, verdict=Verdict.APPLIED, edited=Edited(calendar.id, here.text, text)), done


def decline(desk: Desk, entry: LedgerEntry, proposal: Proposal, comment: str) -> Outcome:
    """The event stays, and who proposed is told so, with that comment."""
    unit = desk.unit
    unit.mail.drop_proposal(entry.id)
    here = event_of(unit, entry.uid)
    if here is not None:
        text = with_override(here.text, proposal.recurrence_id, desk.now)
        envelope = from_organizer(unit, text, Guest(proposal.who))
        if envelope is not None:
            letter = desk.letters.declined(text, envelope, comment, recurrence_id=proposal.recurrence_id, now=desk.now)
            queue(unit, replace(letter, dedupe=f"{letter.dedupe}{asked_by(entry)}{desk.now.isoformat()}"))
    return entry, _done(unit, What.PROPOSAL_DECLINED, here, entry, proposal)


def asked_by(entry: LedgerEntry) -> str:
    """What the name of a letter has in it that answers that message."""
    return f"@{entry.digest}@"


def _done(unit: UnitOfWork, what: What, here: ObjectText | None, entry: LedgerEntry, proposal: Proposal) -> Done:
    record = unit.calls.find(entry.uid)
    return Done(
        what,
        name=entry.uid,
        subject=details_of(here.text, "").summary if here is not None else "",
        detail=proposal.who,
        changed=Changed(
            accounts=frozenset({record.account_id}) if record is not None else frozenset(),
            events=frozenset({here.key}) if here is not None else frozenset(),
        ),
        undo=ReopenProposal(OpenProposal(entry.id, entry.uid, proposal), entry.verdict),
    )


def draft_decline(store: Store, letters: LetterWriter, entry_id: str, *, now: datetime) -> Draft:
    """What a guest would be told whose time is declined: up to three free times near the one that he proposed.

    Raises NotFound for an entry that proposes nothing (any more).
    """
    times = _alternatives(store, entry_id, now=now)
    with store.read() as unit:
        open_ = _open(unit, entry_id)
        here = event_of(unit, open_.uid)
        envelope = _to(unit, here, open_.proposal) if here is not None else None
        if envelope is None:
            return Draft(Guest(open_.proposal.who), "", "")
        return Draft(envelope.to, envelope.zone, letters.alternatives(times, envelope))


def check_comment(comment: str) -> str:
    """The comment as it is told. Raises InvalidInput for one that is too long."""
    if len(comment) > LONGEST_COMMENT:
        raise InvalidInput("The comment is longer than {most} characters; shorten it.", most=LONGEST_COMMENT)
    return comment.strip()


def _to(unit: UnitOfWork, here: ObjectText, proposal: Proposal) -> Envelope | None:
    return from_organizer(unit, here.text, Guest(proposal.who))


def _open(unit: UnitOfWork, entry_id: str) -> OpenProposal:
    found = next((each for each in unit.mail.proposals() if each.entry_id == entry_id), None)
    if found is None:
        raise NotFound("The entry {id} proposes no time (any more).", id=entry_id)
    return found


def _alternatives(store: Store, entry_id: str, *, now: datetime) -> list[Stretch]:
    """Up to three free times near the one that was proposed; none for an event that is no call."""
    with store.read() as unit:
        open_ = _open(unit, entry_id)
        record = unit.calls.find(open_.uid)
        if record is None:
            return []
        asked = asked_to_move(unit, record)
    wanted = instant(open_.proposal.start)
    since = max(now, wanted - timedelta(days=1)) if wanted is not None else now
    try:
        slots = free_slots(store, asked, since, since + _AHEAD, now=now)
    except (NotFound, InvalidInput):  # a type that is not offered any more has no times
        return []
    length, refused = record.end - record.start, utc_seconds(wanted or now)
    starts = [start for day in slots.days for start in day.starts]
    near = _apart(sorted(starts, key=lambda start: abs(start - refused)), [record.start, refused], length)
    return [(utc_datetime(start), utc_datetime(start + length)) for start in near]


def _apart(starts: Sequence[UtcSeconds], taken: list[UtcSeconds], length: int) -> list[UtcSeconds]:
    """The first of them, in order; times that overlap, or those that will not do, are no choice."""
    found: list[UtcSeconds] = []
    for start in starts:
        if len(found) < ALTERNATIVES and all(abs(start - other) >= length for other in [*taken, *found]):
            found.append(start)
    return sorted(found)


def with_override(text: str, recurrence_id: str, now: datetime) -> str:
    """The event with an override of that occurrence, which a letter about it alone is made from."""
    opened = open_text(text)
    if not recurrence_id or opened.named(recurrence_id) is not None:
        return text
    details = occurrence_details(opened.events, recurrence_id, opened.zones)
    return change(text, recurrence_id, Scope.THIS, details, now=now, new_uid="").text or text
