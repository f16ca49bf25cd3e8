"""What the calendars of an account tell each other in a run: either side can put an event from one into another."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from opiekun.domain.calendar.stored import ObjectText
from opiekun.domain.instants import utc_seconds
from opiekun.domain.sync.local import JournalEntry
from opiekun.domain.sync.report import RunReport
from opiekun.services.mail.hosting import has_people
from opiekun.services.ports import UnitOfWork
from opiekun.services.sync.calendar_text import same_event

_MOST = 2_000
"""So many may have been put somewhere; more come with a calendar that is new here."""

_RUNS = 20
"""So many of the latest runs are looked through."""


@dataclass(slots=True)
class Together:
    """``before`` is when each calendar was last exchanged before this run. ``looked_at`` are the calendars that this
    run has exchanged all with; ``arrived`` those of events that came anew in it, with the events' UIDs; ``edited`` the
    calendars in which an edit waits that was merged into an event where it is now, ``once`` the UIDs that the server
    would not have in one calendar before they have left another.
    """

    before: dict[str, datetime | None] = field(default_factory=dict)
    looked_at: set[str] = field(default_factory=set)
    arrived: set[tuple[str, str]] = field(default_factory=set)
    edited: set[str] = field(default_factory=set)
    once: set[str] = field(default_factory=set)
    _exchanged: dict[str, datetime | None] = field(default_factory=dict)

    def arrive(self, calendar_id: str, uid: str) -> None:
        """An event came anew."""
        if len(self.arrived) < _MOST:
            self.arrived.add((calendar_id, uid))

    def place_of(self, unit: UnitOfWork, entry: JournalEntry, *, beside: str = "") -> ObjectText | None:
        """The event of an edit that waits in the calendar into which it was put on the server.

        Only what came since its own calendar was last exchanged was put there: a meeting may stand in the calendars of
        several people all the while. Of one with guests, it is another's copy that says something else. ``beside`` is a
        calendar in which it is known to be.
        """
        known = {entry.calendar_id, beside}
        places = [each for each in unit.calendars.named(entry.uid) if each.calendar_id not in known]
        came = [each for each in places if self._came(unit, each, entry)]
        return came[0] if len(came) == 1 else None

    def _came(self, unit: UnitOfWork, place: ObjectText, entry: JournalEntry) -> bool:
        collection = unit.sync.collection(place.calendar_id)
        if collection is None or collection.read_only or not unit.sync.resources_of(place.calendar_id, place.uid):
            return False
        if self._last_exchanged(unit, place.calendar_id) is None:  # all of a calendar that is new here comes at once
            return False
        if has_people(place.text) and not same_event(entry.base_text, place.text):
            return False
        if (place.calendar_id, place.uid) in self.arrived:
            return True
        since = self._last_exchanged(unit, entry.calendar_id)
        return since is not None and unit.calendars.made_at(place.key) > utc_seconds(since)

    def _last_exchanged(self, unit: UnitOfWork, calendar_id: str) -> datetime | None:
        """When the last run ended that exchanged all with a calendar, if it is one of the latest; else when that was
        exchanged. None where it never was before this run.
        """
        if calendar_id not in self._exchanged:
            ended = (run.ended_at for run in unit.sync.runs(_RUNS) if run.ended_at and _has_all(run, calendar_id))
            self._exchanged[calendar_id] = next(ended, self.before.get(calendar_id))
        return self._exchanged[calendar_id]


def _has_all(run: RunReport, calendar_id: str) -> bool:
    return any(each.calendar_id == calendar_id and each.failure is None for each in run.collections)


def in_calendar(unit: UnitOfWork, calendar_id: str, uid: str) -> ObjectText | None:
    """The event of that UID as a calendar has it."""
    return next(iter(unit.calendars.named(uid, calendar_id)), None)
