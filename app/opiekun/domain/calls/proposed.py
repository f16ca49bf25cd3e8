"""A time that a guest proposes for an event of ours, beside the time at which that is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from opiekun.domain.calendar.events import Occurrence, When
from opiekun.domain.instants import UtcSeconds, utc_seconds


@dataclass(frozen=True, slots=True)
class ProposedTime:
    """A proposal that waits for the agent, and what it would move.

    ``entry_id`` is the message in the ledger. ``key``, ``uid``, ``recurrence_id`` ("" : the whole event) and
    ``calendar_id`` name the event as an occurrence does, ``title`` is its title. ``who`` proposes: an address, and the
    name by which the event knows him. [start, end) is proposed, [stands_start, stands_end) is when it is now.
    """

    entry_id: str
    key: int
    uid: str
    recurrence_id: str
    calendar_id: str
    title: str
    who: str
    name: str
    start: When
    end: When
    stands_start: When
    stands_end: When
    comment: str = ""

    @property
    def all_day(self) -> bool:
        """Whether whole days are proposed."""
        return not isinstance(self.start, datetime)

    def span(self, zone: ZoneInfo) -> tuple[UtcSeconds, UtcSeconds]:
        """[start, end) that is proposed; days and floating times are those of the zone."""
        return seconds_of(self.start, zone), seconds_of(self.end, zone)

    def moves(self, occurrence: Occurrence, zone: ZoneInfo) -> bool:
        """Whether that is what would be moved: of a whole series the occurrence at which it stands."""
        if occurrence.key != self.key:
            return False
        if self.recurrence_id:
            return occurrence.recurrence_id == self.recurrence_id
        return occurrence.start == seconds_of(self.stands_start, zone)


def seconds_of(when: When, zone: ZoneInfo) -> UtcSeconds:
    """The instant of a time; a day begins at midnight, and a floating time is one, on the clock of the zone."""
    if not isinstance(when, datetime):
        when = datetime.combine(when, time())
    return utc_seconds(when if when.tzinfo is not None else when.replace(tzinfo=zone))
