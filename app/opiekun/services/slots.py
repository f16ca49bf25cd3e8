"""Free slots of the agent who stands by an account: for each day those that can be booked, or why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from math import ceil

from opiekun.domain.calendar.collisions import CollisionCheck, takes_time
from opiekun.domain.calendar.events import EventPurpose, EventStatus, Occurrence
from opiekun.domain.calendar.reading import details_of
from opiekun.domain.calls.calls import CallRecord
from opiekun.domain.calls.types import CallType
from opiekun.domain.errors import InvalidInput
from opiekun.domain.hours import Openings
from opiekun.domain.instants import UtcSeconds, utc_datetime
from opiekun.domain.invitations.messages import Partstat
from opiekun.domain.people import Account, Agent, Duty
from opiekun.domain.slots.bars import Bar, called
from opiekun.domain.slots.free import standard_bars, starts_without
from opiekun.domain.slots.near import absent, colliding, kept_free
from opiekun.domain.slots.rules import BookedCall, BusyTime, SlotRules
from opiekun.domain.slots.why import Reason, days_without, why_not
from opiekun.domain.wall_clock import DAY, day_at
from opiekun.services.accounts import found_account, standing_by
from opiekun.services.calendars import existing_object
from opiekun.services.call_types import found_call_type
from opiekun.services.deadlines import deadlines_in, handling_in
from opiekun.services.occurrences import occurrences_in
from opiekun.services.ports import Store, UnitOfWork
from opiekun.services.rulebook import rulebook

MOST_DAYS = 400
# Further from a start than a call is long, with what is kept free around it.
_MARGIN = 2 * DAY


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose slots are looked for: an account's name or id, a call type's code, and the desk's agent ("" for none).

    ``moving`` is the UID of a call that is to be moved, "" for a new one. ``held_by`` is the id of the agent who holds
    it, "" for who stands by the account now, and ``length`` its seconds, 0 for those of the type.
    """

    account: str
    call_type: str
    desk_agent: str = ""
    moving: str = ""
    language: str = "en"
    held_by: str = ""
    length: int = 0


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds an account's calls: the dedicated agent, else the cover, else this desk's; None at a new desk.

    ``here`` tells that the calendars of this desk are that agent's; those of others are not known here.
    """

    account: Account
    agent: Agent | None
    cover: Agent | None
    here: bool


@dataclass(frozen=True, slots=True)
class DaySlots:
    """A day of the desk's wall clock: the starts that can be booked, and where there is none why."""

    day: date
    starts: tuple[UtcSeconds, ...]
    why: Reason | None


@dataclass(frozen=True, slots=True)
class FreeSlots:
    """What can be booked, day by day. ``zone`` (IANA) is that of the days."""

    holder: Holder
    call_type: CallType
    zone: str
    days: tuple[DaySlots, ...]


def free_slots(store: Store, asked: Asked, since: datetime, until: datetime, *, now: datetime) -> FreeSlots:
    """The slots that start in [since, until), by days.

    Raises NotFound for an unknown account or type, InvalidInput for a type that is not offered, or for a time that is
    empty or longer than 400 days.
    """
    span = ceil(since.timestamp()), ceil(until.timestamp())
    if span[1] <= span[0]:
        raise InvalidInput("The time from {begin} to {end} is empty.", begin=since.isoformat(), end=until.isoformat())
    if span[1] - span[0] > MOST_DAYS * DAY:
        raise InvalidInput("Slots are looked for in at most {most} days; ask for a shorter time.", most=MOST_DAYS)
    with store.read() as unit:
        search = search_in(unit, asked, span, now)
    check_offered(search.call_type)
    starts = search.starts()
    without = days_without(search.openings, search.rules, span, search.bars, asked.language)
    days = {day: DaySlots(day, (), why) for day, why in without.items()}
    for day, of_day in groupby(starts, key=lambda start: day_at(search.openings.zone, start)):
        days[day] = DaySlots(day, (*of_day,), None)
    return FreeSlots(
        search.holder, search.call_type, search.openings.zone.key, tuple(days[day] for day in sorted(days))
    )


def why_not_bookable(store: Store, asked: Asked, start: datetime, *, now: datetime) -> list[Reason]:
    """Every reason against a call that starts then, most telling first; none where it can be booked.

    Raises NotFound for an unknown account or type.
    """
    at = ceil(start.timestamp())
    with store.read() as unit:
        search = search_in(unit, asked, (at, at + 1), now)
    search.starts()
    return why_not(search.openings, search.rules, at, search.bars, asked.language)


def check_offered(call_type: CallType) -> None:
    """Raises InvalidInput for a type that can no longer be booked."""
    if not call_type.offered:
        raise InvalidInput("Calls of the type {code} are not offered; change that in its type.", code=call_type.code)


@dataclass(slots=True)
class Search:
    """All that a search knows. Looking for starts adds the bars of deadlines, which are asked for free starts alone."""

    holder: Holder
    call_type: CallType
    openings: Openings
    rules: SlotRules
    span: tuple[UtcSeconds, UtcSeconds]
    bars: list[Bar]
    check: CollisionCheck
    call: Occurrence
    latest: UtcSeconds

    def starts(self) -> list[UtcSeconds]:
        """The starts in the span that can be booked."""
        near = starts_without(self.openings, self.rules, *self.span, self.bars)
        self.bars += colliding(self.rules, near, self.check, self.call, self.latest)
        return starts_without(self.openings, self.rules, *self.span, self.bars)


def search_in(unit: UnitOfWork, asked: Asked, span: tuple[UtcSeconds, UtcSeconds], moment: datetime) -> Search:
    """What is known now of the time around the span. Raises NotFound for an unknown account or type."""
    now = ceil(moment.timestamp())
    holder = holder_of(unit, asked)
    call_type = found_call_type(unit, asked.call_type)
    booking, openings = unit.call_types.rules(), rulebook(unit).openings
    margin = _MARGIN if call_type.per_week is None else _MARGIN + 7 * DAY
    begin, end = min(now, span[0]) - margin, max(now, span[1]) + margin
    known = (
        occurrences_in(unit, utc_datetime(begin), utc_datetime(end), openings.zone, hidden=True) if holder.here else ()
    )
    agent_id = holder.agent.id if holder.agent is not None else None
    standing = unit.calls.standing(agent_id) if agent_id is not None else []
    calls = {record.uid: record for record in standing}
    busy = [*_busy(unit, known, holder.agent, calls)]
    deadlines = deadlines_in(unit, agent_id, now, end)
    rules = call_type.rules(frees_tentative=booking.frees_tentative)
    rules = replace(rules, length=asked.length or rules.length)
    mine = [each for each in busy if not (asked.moving and each.uid == asked.moving)]
    away = [BusyTime(each.start, each.end, uid=each.uid, summary=each.summary) for each in known if _is_absence(each)]
    taken = [(each.start, each.end) for each in mine if each.blocks(rules.frees_tentative)]
    taken += [(each.start, each.end) for each in away]
    booked = [*_booked(calls, known, call_type, here=holder.here)]
    others = [*_booked(calls, known, None, here=holder.here)]
    events = [each for each in mine if each.uid not in calls]
    bars = [
        *standard_bars(openings, rules, *span, now=now, busy=events, booked=booked, moving=asked.moving),
        *called(rules, [each for each in others if each not in booked], asked.moving),
        *absent(rules, away),
        *kept_free(rules, booking.kept_minutes * 60, openings, taken, now=now, span=span),
    ]
    moved = next((each for each in known if asked.moving and each.uid == asked.moving), None)
    return Search(
        holder,
        call_type,
        openings,
        rules,
        span,
        bars,
        CollisionCheck(known, deadlines, now=now, handling=handling_in(unit), openings=openings),
        moved or Occurrence(0, asked.moving, "", "", call_type.code, 0, 0),
        max((each.due_at for each in deadlines), default=now),
    )


def _booked(
    calls: Mapping[str, CallRecord], known: Iterable[Occurrence], of_type: CallType | None, *, here: bool
) -> Iterator[BookedCall]:
    """The calls of that type, or of any, that stand: when their events say, or when they were booked elsewhere."""
    wanted = {uid: each for uid, each in calls.items() if of_type is None or each.type == of_type.code}
    if not here:
        for each in wanted.values():
            yield BookedCall(each.start, each.end, each.before, each.after, each.uid, each.title)
        return
    for event in known:
        record = wanted.get(event.uid)
        if record is not None and event.status is not EventStatus.CANCELLED:
            yield BookedCall(event.start, event.end, record.before, record.after, event.uid, event.summary)


def holder_of(unit: UnitOfWork, asked: Asked) -> Holder:
    """Who holds the account's calls. Raises NotFound for an unknown account."""
    account = found_account(unit, asked.account)
    history = unit.people.assignments(account.id)
    agents = {agent.id: agent for agent in unit.people.agents()}
    cover = agents.get(standing_by(history, Duty.COVER) or "")
    stands_by = agents.get(standing_by(history, Duty.DEDICATED) or "") or cover or agents.get(asked.desk_agent)
    agent = agents.get(asked.held_by, stands_by)
    return Holder(account, agent, cover, agent is None or agent.id == asked.desk_agent)


def _is_absence(occurrence: Occurrence) -> bool:
    return occurrence.purpose is EventPurpose.ABSENCE and takes_time(occurrence)


def _busy(
    unit: UnitOfWork, known: Sequence[Occurrence], agent: Agent | None, calls: Mapping[str, CallRecord]
) -> Iterator[BusyTime]:
    """What stands in the calendars besides absences, each with the agent's own answer where people are invited.

    Nobody has to answer in the events of his own ``calls``.
    """
    for each in known:
        if each.done or each.transparent or each.status is EventStatus.CANCELLED or _is_absence(each):
            continue
        asked = each.people and each.uid not in calls
        answer = _own_answer(unit, each, agent) if asked and agent is not None and agent.email else None
        yield BusyTime(each.start, each.end, each.status, False, answer, each.uid, each.summary)


def _own_answer(unit: UnitOfWork, occurrence: Occurrence, agent: Agent) -> Partstat | None:
    """How the agent answered an invitation; None for an event of which he is no guest. What is not known is open."""
    people = details_of(existing_object(unit, occurrence.key).text, occurrence.recurrence_id).people
    mine = agent.email.casefold()
    for person in people:
        if person.email.casefold() == mine and not person.organizer:
            known = {each.value: each for each in Partstat}
            return known.get(person.partstat, Partstat.NEEDS_ACTION)
    return None
