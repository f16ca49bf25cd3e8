"""The top of an agent's queue at a first look, shown while the whole of it is still being read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Protocol

from opiekun.domain.instants import UtcSeconds, utc_seconds
from opiekun.domain.people import Agent, Assignment
from opiekun.domain.queue import QueueRow
from opiekun.services.queue import belongs_to

_ROWS = 100
_LOOKED_AT = 5_000
"""Rows: more than a tall window shows, and how many of everybody's are looked through for an agent's."""


class Look(Protocol):
    """What can be seen of a desk before its store is open."""

    def agent(self, agent_id: str) -> Agent | None: ...

    def assignments(self) -> list[Assignment]:
        """Those that stand."""

    def rows(self, now: UtcSeconds) -> Iterator[QueueRow]:
        """The queue from its top, by group."""


@dataclass(frozen=True, slots=True)
class FirstPage:
    """Who works here, None where that was never told, and the first rows of the queue in their order."""

    agent: Agent | None
    rows: tuple[QueueRow, ...]


def first_page(look: Look, agent_id: str, *, now: datetime) -> FirstPage | None:
    """The first page of the agent's queue, of everybody's where ``agent_id`` is "".

    None for an agent whom the desk does not know by that id: that is for the ordinary opening to look into.
    """
    agent = look.agent(agent_id) if agent_id else None
    if agent_id and agent is None:
        return None
    rows: Iterator[QueueRow] = islice(look.rows(utc_seconds(now)), _LOOKED_AT)
    if agent is not None:
        rows = filter(belongs_to(agent.id, look.assignments()), rows)
    return FirstPage(agent, tuple(islice(rows, _ROWS)))
