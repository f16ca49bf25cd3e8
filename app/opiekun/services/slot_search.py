"""A search for free slots: whose time it is, and all that speaks against a start."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import ceil

from opiekun.domain.calendar.collisions import CollisionCheck
from opiekun.domain.calendar.events import Occurrence
from opiekun.domain.calls.calls import Hold
from opiekun.domain.calls.types import CallType, Presence
from opiekun.domain.errors import InvalidInput
from opiekun.domain.hours import Openings
from opiekun.domain.instants import UtcSeconds
from opiekun.domain.people import Account, Agent, Duty
from opiekun.domain.slots.bars import Bar
from opiekun.domain.slots.free import limits, not_barred, starts_without
from opiekun.domain.slots.near import colliding, kept_free, unattended
from opiekun.domain.slots.rules import BookedCall, BusyTime, SlotRules
from opiekun.domain.wall_clock import DAY
from opiekun.services.accounts import found_account, found_agent, standing_by
from opiekun.services.call_types import found_call_type
from opiekun.services.deadlines import deadlines_in, handling_in
from opiekun.services.ports import UnitOfWork
from opiekun.services.rulebook import rulebook
from opiekun.services.taken_time import desk_time, offers_of, owners_of_calendars

# Further from a start than a call is long, with what is kept free around it.
_MARGIN = 2 * DAY
_SPECIALIST = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose slots are looked for: an account's name or id, a call type's code, and the desk's agent ("" for none).

    ``moving`` is the UID of a call that is to be moved, "" for a new one. ``held_by`` is the name, address or id of the
    agent who holds it, "" for who stands by the account now, and ``length`` its seconds, 0 for those of the type.
    ``specialist`` is who must be there too, "" for whoever is free where the type wants one; of a call that is moved it
    is nobody else.
    """

    account: str
    call_type: str
    desk_agent: str = ""
    moving: str = ""
    language: str = "en"
    held_by: str = ""
    length: int = 0
    specialist: str = ""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds an account's calls: the dedicated agent, else the cover, else this desk's; None at a new desk.

    ``here`` tells that calendars of that agent are at this desk; of the others, calls alone are known.
    ``specialists`` are those of whom one must be there too.
    """

    account: Account
    agent: Agent | None
    cover: Agent | None
    here: bool
    specialists: tuple[Agent, ...] = ()


@dataclass(slots=True)
class Search:
    """All that a search knows. Looking for starts adds the bars of deadlines and of those who must be there too, which
    are asked for free starts alone.

    ``others`` are the bars of each who could be there too, ``offered`` the times on offer to whom it is looked for.
    """

    holder: Holder
    call_type: CallType
    openings: Openings
    rules: SlotRules
    span: tuple[UtcSeconds, UtcSeconds]
    bars: list[Bar]
    others: Mapping[str, Sequence[Bar]]
    offered: Sequence[Hold]
    check: CollisionCheck
    call: Occurrence
    latest: UtcSeconds

    def starts(self) -> list[UtcSeconds]:
        """The starts in the span that can be booked."""
        near = starts_without(self.openings, self.rules, *self.span, self.bars)
        self.bars += unattended(near, [*self.others.values()])
        self.bars += colliding(self.rules, near, self.check, self.call, self.latest)
        return starts_without(self.openings, self.rules, *self.span, self.bars)

    def specialist_at(self, start: UtcSeconds) -> Agent | None:
        """Who can be there too at a start that can be booked; None where nobody must."""
        at = range(start, start + 1)
        return next((each for each in self.holder.specialists if any(not_barred([at], self.others[each.id]))), None)


def search_in(unit: UnitOfWork, asked: Asked, span: tuple[UtcSeconds, UtcSeconds], moment: datetime) -> Search:
    """What is known now of the time around the span.

    Raises NotFound for an account, type or agent that is not known, InvalidInput for a specialist who cannot be one.
    """
    now = ceil(moment.timestamp())
    call_type, account = found_call_type(unit, asked.call_type), found_account(unit, asked.account)
    owners = owners_of_calendars(unit)
    holder = _holder(unit, asked, account, call_type, owners)
    deadlines = deadlines_in(unit, holder.agent.id if holder.agent is not None else None, now, span[1] + _MARGIN)
    latest = max((each.due_at for each in deadlines), default=now)
    margin = _MARGIN if call_type.per_week is None else _MARGIN + 7 * DAY
    # What comes before the span concerns the deadlines alone, and those only where a call can still be before one.
    begin = min(now, span[0]) if latest > span[0] else span[0]
    offers = offers_of(unit, account.id, call_type.code, moment)
    desk = desk_time(unit, asked.desk_agent, owners, (begin - margin, span[1] + margin), offers)
    booking, openings = unit.call_types.rules(), rulebook(unit).openings
    rules = call_type.rules(frees_tentative=booking.frees_tentative)
    rules = replace(rules, length=asked.length or rules.length)
    mine = desk.of(holder.agent)
    theirs = {each.id: desk.of(each) for each in holder.specialists}
    kept, stretches = booking.kept_minutes * 60, mine.stretches(rules, asked.moving)
    booked = mine.booked(call_type.code)
    moved = next((each for each in desk.known if asked.moving and each.uid == asked.moving), None)
    return Search(
        holder,
        call_type,
        openings,
        rules,
        span,
        [
            *limits(openings, rules, span, now=now, booked=booked, moving=asked.moving),
            *mine.bars(rules, asked.moving),
            *kept_free(rules, kept, openings, stretches, now=now, span=span),
        ],
        {each.id: [*_named(theirs[each.id].bars(rules, asked.moving), each)] for each in holder.specialists},
        desk.times_on_offer(span),
        CollisionCheck(mine.known, deadlines, now=now, handling=handling_in(unit), openings=openings),
        moved or Occurrence(0, asked.moving, "", "", call_type.code, 0, 0),
        latest,
    )


def holder_of(unit: UnitOfWork, asked: Asked) -> Holder:
    """Who holds the account's calls. Raises as :func:`search_in`."""
    call_type, account = found_call_type(unit, asked.call_type), found_account(unit, asked.account)
    return _holder(unit, asked, account, call_type, owners_of_calendars(unit))


def _holder(unit: UnitOfWork, asked: Asked, account: Account, call_type: CallType, owners: Mapping[str, str]) -> Holder:
    history = unit.people.assignments(account.id)
    agents = {agent.id: agent for agent in unit.people.agents()}
    cover = agents.get(standing_by(history, Duty.COVER) or "")
    stands_by = agents.get(standing_by(history, Duty.DEDICATED) or "") or cover or agents.get(asked.desk_agent)
    agent = found_agent(unit, asked.held_by) if asked.held_by else stands_by
    here = agent is None or agent.id == asked.desk_agent or agent.id in owners.values()
    return Holder(account, agent, cover, here, _specialists(unit, asked, call_type, agent, [*agents.values()]))


def _specialists(
    unit: UnitOfWork, asked: Asked, call_type: CallType, holder: Agent | None, agents: Sequence[Agent]
) -> tuple[Agent, ...]:
    """Of whom one must be there; nobody where nobody is known who could be invited."""
    if asked.specialist:
        named = found_agent(unit, asked.specialist)
        if holder is not None and named.id == holder.id:
            raise InvalidInput("{agent} holds the call; name another specialist.", agent=named.name)
        if not named.email.strip():
            raise InvalidInput(
                "{agent} has no e-mail address to be invited at; give it with “opiekun agent set”.", agent=named.name
            )
        return (named,)
    if asked.moving or call_type.presence is Presence.AGENT or holder is None:
        return ()
    return tuple(
        each
        for each in agents
        if each.active and each.level == _SPECIALIST and each.id != holder.id and each.email.strip()
    )


def _named(bars: Iterable[Bar], agent: Agent) -> Iterator[Bar]:
    """The bars, what they are about told with the name of the one whose time it is."""
    for bar in bars:
        about = bar.about
        if isinstance(about, BusyTime | BookedCall):
            about = about._replace(summary=f"{agent.name}: {about.summary}")
        yield bar._replace(about=about)
