"""Whether an event is somebody else's invitation, and what is answered to it. No Qt here."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from opiekun.domain.calendar.events import Details, Person, When
from opiekun.domain.invitations.messages import Partstat
from opiekun.services.mail.known import addresses_of_agent
from opiekun.services.occurrences import EventView, details

if TYPE_CHECKING:
    from datetime import datetime

    from opiekun.bootstrap import Program
    from opiekun.domain.people import Agent
    from opiekun.services.done import Done
    from opiekun.services.ports import Store


@dataclass(frozen=True, slots=True)
class Invitation:
    """Who invites the agent, and what the agent has answered, as in RFC 5545, 3.2.12, in lower case."""

    organizer: Person
    answer: str


def invitation_of(people: Iterable[Person], me: Collection[str]) -> Invitation | None:
    """The invitation of somebody else that reached one of the addresses ``me`` (lower case); None where it is none."""
    people = tuple(people)
    host = next((each for each in people if each.organizer), None)
    mine = next((each for each in people if not each.organizer and each.email.lower() in me), None)
    if host is None or mine is None or host.email.lower() in me:
        return None
    return Invitation(host, mine.partstat or Partstat.NEEDS_ACTION.value)


def opened(store: Store, key: int, recurrence_id: str, agent_id: str) -> tuple[EventView, Invitation | None]:
    """What an editor shows of an event. Raises NotFound."""
    view = details(store, key=key, recurrence_id=recurrence_id)
    people = view.details.people
    return view, invitation_of(people, addresses_of_agent(store, agent_id)) if people else None


def told(
    store: Store,
    program: Program,
    key: int,
    answer: Partstat | tuple[When, When],
    *,
    recurrence_id: str,
    agent: Agent | None,
    comment: str,
    now: datetime,
) -> Done:
    """Give that answer, or propose that time; the letter waits. Runs on the worker. Raises NotFound and Refused."""
    from opiekun.services.mail.answering import (  # noqa: PLC0415 - what writes letters is loaded where one is written
        Answering,
        answer_invitation,
        propose_move,
    )

    me = addresses_of_agent(store, agent.id if agent is not None else "")
    name = agent.name if agent is not None else ""
    by = Answering(me, name, program.letter_writer, recurrence_id, comment)
    if isinstance(answer, Partstat):
        return answer_invitation(store, key, answer, by, now=now)
    return propose_move(store, key, answer, by, now=now)


def proposed(
    store: Store,
    program: Program,
    key: int,
    times: tuple[When, When],
    *,
    recurrence_id: str,
    agent: Agent | None,
    now: datetime,
) -> Done:
    """Propose the time to which somebody else's event was dragged. Runs on the worker. Raises NotFound and Refused."""
    from opiekun.services.mail.answering import Answering, propose_move  # noqa: PLC0415 - as above

    me = addresses_of_agent(store, agent.id if agent is not None else "")
    by = Answering(me, agent.name if agent is not None else "", program.letter_writer, recurrence_id)
    return propose_move(store, key, times, by, now=now)


def other_time(typed: Details, stored: Details) -> tuple[When, When] | None:
    """The time that was typed, [start, end); None where it is that at which the event is."""
    times = typed.start, typed.end
    return times if times != (stored.start, stored.end) else None
