"""What a search for free slots is given: how long the call is, and what else takes the agent's time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from opiekun.domain.calendar.events import EventStatus
from opiekun.domain.instants import UtcSeconds
from opiekun.domain.invitations.messages import Partstat


@dataclass(frozen=True, slots=True)
class SlotRules:
    """How calls of one type are placed. All lengths are seconds, elapsed.

    Starts lie ``increment`` apart from the start of the hours on. ``before`` and ``after`` are kept free around the
    call, also outside the hours. ``notice`` lies at least between now and the start. A local day of the agent that
    has ``per_day`` booked calls takes no more (None: any number); a week from Monday likewise ``per_week``. The last
    day that can be booked is ``horizon_days`` after today's. ``frees_tentative`` lets tentative and unanswered events
    block nothing.
    """

    length: int
    increment: int
    before: int = 0
    after: int = 0
    notice: int = 0
    per_day: int | None = None
    per_week: int | None = None
    horizon_days: int | None = None
    frees_tentative: bool = False


class BusyTime(NamedTuple):
    """An event of the agent's calendars, half-open. ``partstat`` is the agent's own answer, None if not asked.

    Each occurrence and each override is one of its own. ``summary`` is told to the agent alone.
    """

    start: UtcSeconds
    end: UtcSeconds
    status: EventStatus = EventStatus.CONFIRMED
    transparent: bool = False
    partstat: Partstat | None = None
    uid: str = ""
    summary: str = ""

    def blocks(self, frees_tentative: bool = False) -> bool:
        """Whether it takes the agent's time. An event without length takes none."""
        if self.transparent or self.status is EventStatus.CANCELLED or self.end <= self.start:
            return False
        if self.partstat is Partstat.DECLINED:
            return False
        return not (frees_tentative and self._open)

    @property
    def _open(self) -> bool:
        """Whether it may yet come to nothing."""
        return self.status is EventStatus.TENTATIVE or self.partstat in (Partstat.TENTATIVE, Partstat.NEEDS_ACTION)


class BookedCall(NamedTuple):
    """A call that stands: half-open [start, end), and the seconds that it keeps free around itself."""

    start: UtcSeconds
    end: UtcSeconds
    before: int = 0
    after: int = 0
    uid: str = ""
    summary: str = ""
