"""What takes one agent's time around a stretch: the events of his calendars, absences, calls, and times on offer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from opiekun.domain.calendar.collisions import takes_time
from opiekun.domain.calendar.events import EventPurpose, EventStatus, Occurrence
from opiekun.domain.calendar.reading import details_of
from opiekun.domain.calls.calls import CallRecord, CallStatus, Hold
from opiekun.domain.instants import utc_datetime
from opiekun.domain.invitations.messages import Partstat
from opiekun.domain.people import Agent
from opiekun.domain.slots.bars import Bar, called, taken
from opiekun.domain.slots.near import absent
from opiekun.domain.slots.rules import BookedCall, BusyTime, SlotRules
from opiekun.domain.wall_clock import Stretch
from opiekun.services.calendars import existing_object
from opiekun.services.occurrences import occurrences_in
from opiekun.services.ports import UnitOfWork
from opiekun.services.rulebook import rulebook

_PARTSTATS = {each.value: each for each in Partstat}


@dataclass(frozen=True, slots=True)
class TakenTime:
    """An agent's time. ``known`` is what stands in his calendars, ``events`` what of it takes time and is neither an
    absence (``away``), nor a call, nor a time on offer. ``held`` are the times on offer to others.
    """

    known: tuple[Occurrence, ...]
    events: tuple[BusyTime, ...]
    away: tuple[BusyTime, ...]
    calls: tuple[tuple[CallRecord, BookedCall], ...]
    held: tuple[BusyTime, ...]

    def booked(self, of_type: str) -> list[BookedCall]:
        """The calls of that type."""
        return [call for record, call in self.calls if record.type == of_type]

    def bars(self, rules: SlotRules, moving: str) -> Iterator[Bar]:
        """What speaks against a start but for the hours, the notice and limits; ``moving`` is a call's UID."""
        yield from taken(rules, (*self.events, *self.held), moving)
        yield from called(rules, [call for _, call in self.calls], moving)
        yield from absent(rules, self.away)

    def stretches(self, rules: SlotRules, moving: str) -> list[Stretch]:
        """All that takes time, in any order, but for the call that is moved."""
        every = (*self.events, *self.held, *self.away)
        found = [(each.start, each.end) for each in every if each.uid != moving and each.blocks(rules.frees_tentative)]
        return found + [(call.start, call.end) for _, call in self.calls if call.uid != moving]


class Offers(NamedTuple):
    """Times on offer, by the UIDs of their events: all of them, the ``own`` of whom it is looked for, and those that
    are kept no more though their events stand yet."""

    standing: Mapping[str, Hold]
    own: frozenset[str]
    expired: frozenset[str]


@dataclass(frozen=True, slots=True)
class DeskTime:
    """All that stands in the calendars of a desk around a stretch, with whose each calendar is, the calls among it, by
    UID, and the times on offer.

    Those that are offered to whom it is looked for are kept for him: they stand in his way no more than his own call.
    """

    unit: UnitOfWork
    desk_agent: str
    known: Sequence[Occurrence]
    owners: Mapping[str, str]
    calls: Mapping[str, CallRecord]
    offers: Offers

    def of(self, agent: Agent | None) -> TakenTime:
        """The time of an agent; None for the nobody of a new desk, whose calendars they are too."""
        agent_id = agent.id if agent is not None else ""
        records = {each.uid: each for each in self.unit.calls.standing(agent_id)} if agent_id else {}
        # What became of a call does not give its time to another, nor does it make it count less for a limit.
        records |= {
            uid: each
            for uid, each in self.calls.items()
            if agent_id in each.attending and each.status is not CallStatus.CANCELLED
        }
        mine = tuple(each for each in self.known if self._owner(each) == (agent_id or self.desk_agent))
        away = tuple(_busy(each) for each in mine if _is_absence(each))
        events = tuple(
            _busy(each, _own_answer(self.unit, each, agent) if each.people else None)
            for each in mine
            if each.uid not in records and each.uid not in self.offers.standing and _takes_time(each)
            # At a desk of several agents, calls of the others stand in calendars that are nobody's own.
            if each.uid not in self.calls
        )
        return TakenTime(
            tuple(each for each in mine if each.uid not in self.offers.own),
            events,
            away,
            tuple(self._calls(records)),
            tuple(self._held(agent_id)),
        )

    def times_on_offer(self, span: Stretch) -> tuple[Hold, ...]:
        """The times in the span that are kept for whom it is looked for, ascending, where their events stand."""
        return tuple(
            replace(self.offers.standing[each.uid], start=utc_datetime(each.start), end=utc_datetime(each.end))
            for each in self.known
            if each.uid in self.offers.own and span[0] <= each.start < span[1]
        )

    def _owner(self, occurrence: Occurrence) -> str:
        return self.owners.get(occurrence.calendar_id, "") or self.desk_agent

    def _calls(self, records: Mapping[str, CallRecord]) -> Iterator[tuple[CallRecord, BookedCall]]:
        """The calls that stand, when their events say: wherever those are, the call is his."""
        for event in self.known:
            record = records.get(event.uid)
            if record is not None and event.status is not EventStatus.CANCELLED:
                call = BookedCall(event.start, event.end, record.before, record.after, event.uid, event.summary)
                yield record, call

    def _held(self, agent_id: str) -> Iterator[BusyTime]:
        """Whatever the setting frees of tentative events, a time that was promised is taken."""
        for event in self.known:
            hold = self.offers.standing.get(event.uid)
            if hold is None or event.uid in self.offers.own or event.status is EventStatus.CANCELLED:
                continue
            if agent_id in {hold.agent_id or self.desk_agent, hold.specialist_id}:
                yield BusyTime(event.start, event.end, uid=event.uid, summary=event.summary)


def desk_time(
    unit: UnitOfWork, desk_agent: str, owners: Mapping[str, str], around: Stretch, offers: Offers
) -> DeskTime:
    """What stands in the calendars in that stretch."""
    zone = rulebook(unit).openings.zone
    known = occurrences_in(unit, utc_datetime(around[0]), utc_datetime(around[1]), zone, hidden=True)
    calls = {each.uid: each for each in unit.calls.among({e.uid for e in known if e.purpose is EventPurpose.CALL})}
    return DeskTime(unit, desk_agent, [each for each in known if each.uid not in offers.expired], owners, calls, offers)


def owners_of_calendars(unit: UnitOfWork) -> dict[str, str]:
    """Whose time each calendar takes, by its id; "" for the desk's agent."""
    return {calendar.id: calendar.agent_id for calendar in unit.calendars.all()}


def offers_of(unit: UnitOfWork, account_id: str, call_type: str, now: datetime) -> Offers:
    """The times that are on offer now, for whom it is looked for and for others. Those whose end has come are free."""
    holds = {hold.id: hold for hold in unit.calls.holds()}
    standing = {uid: hold for uid, hold in holds.items() if hold.expires_at > now}
    own = {uid for uid, hold in standing.items() if (hold.account_id, hold.type) == (account_id, call_type)}
    return Offers(standing, frozenset(own), frozenset(holds) - frozenset(standing))


def _busy(each: Occurrence, answer: Partstat | None = None) -> BusyTime:
    """An absence takes time whatever else it says."""
    status = EventStatus.CONFIRMED if _is_absence(each) else each.status
    return BusyTime(each.start, each.end, status, False, answer, each.uid, each.summary)


def _takes_time(each: Occurrence) -> bool:
    busy = not each.transparent and each.status is not EventStatus.CANCELLED
    return busy and not each.done and not _is_absence(each)


def _is_absence(occurrence: Occurrence) -> bool:
    return occurrence.purpose is EventPurpose.ABSENCE and takes_time(occurrence)


def _own_answer(unit: UnitOfWork, occurrence: Occurrence, agent: Agent | None) -> Partstat | None:
    """How the agent answered an invitation; None for an event of which he is no guest. What is not known is open."""
    if agent is None or not agent.email:
        return None
    people = details_of(existing_object(unit, occurrence.key).text, occurrence.recurrence_id).people
    mine = agent.email.casefold()
    for person in people:
        if person.email.casefold() == mine and not person.organizer:
            return _PARTSTATS.get(person.partstat, Partstat.NEEDS_ACTION)
    return None
