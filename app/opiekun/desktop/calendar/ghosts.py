"""What mail brings onto the calendar and the Desk's day: times that are proposed, as ghosts, and what was answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from opiekun.desktop.calendar.contents import Around
from opiekun.desktop.calendar.grid.proposal_words import ghost_title, instead_words
from opiekun.desktop.session import Session
from opiekun.domain.calendar.events import EventPurpose, Occurrence
from opiekun.domain.calls.proposed import ProposedTime
from opiekun.domain.instants import UtcSeconds, utc_seconds
from opiekun.services.mail.answered import Marks


class Ghosts(QObject):
    """``changed`` tells that others stand, or that other ``answers`` were given.

    Both come with the standing of the mail, which is read after each change.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.by_key: Mapping[int, ProposedTime] = {}
        self.answers: Marks = {}
        self._made: tuple[ZoneInfo, tuple[Occurrence, ...]] | None = None

    def take(self, times: Iterable[ProposedTime], answers: Marks) -> None:
        """These stand now."""
        by_key = {key_of(each): each for each in times}
        if (by_key, answers) != (self.by_key, self.answers):
            self.by_key, self.answers, self._made = by_key, answers, None
            self.changed.emit()

    def onto(self, around: Around) -> Around:
        """With these proposals and answers."""
        return replace(around, proposals=self.by_key, answers=self.answers)

    @property
    def all(self) -> tuple[Occurrence, ...]:
        """The ghosts, in the zone of whoever looks."""
        zone = self._session.zone
        if self._made is None or self._made[0] != zone:
            self._made = zone, tuple(ghost_of(each, zone) for each in self.by_key.values())
        return self._made[1]

    def between(self, since: UtcSeconds, until: UtcSeconds) -> tuple[Occurrence, ...]:
        """Those that touch [since, until)."""
        return tuple(each for each in self.all if each.start < until and each.end > since)

    def among(self, known: tuple[Occurrence, ...], first: date, count: int) -> tuple[Occurrence, ...]:
        """The events of these days with the ghosts that stand there, in the order of their starts."""
        if not self.by_key:
            return known
        since, until = (
            utc_seconds(datetime.combine(first + timedelta(days), time(), self._session.zone)) for days in (0, count)
        )
        there = self.between(since, until)
        return tuple(sorted((*known, *there), key=_order)) if there else known

    def of_entry(self, entry_id: str) -> Occurrence | None:
        """The ghost of the time that a message in the ledger proposes; None where none stands."""
        return next((each for each in self.all if self.by_key[each.key].entry_id == entry_id), None)

    def dropped_on(self, occurrence: Occurrence, span: tuple[UtcSeconds, UtcSeconds]) -> ProposedTime | None:
        """The time that is proposed for that event and is just that; None for no such."""
        zone = self._session.zone
        mine = (each for each in self.by_key.values() if each.moves(occurrence, zone))
        return next((each for each in mine if each.span(zone) == span), None)


def key_of(proposed: ProposedTime) -> int:
    """The key of its ghost, which no event has."""
    return -int(proposed.entry_id)


def ghost_of(proposed: ProposedTime, zone: ZoneInfo) -> Occurrence:
    """The ghost: it takes nobody's time."""
    start, end = proposed.span(zone)
    return Occurrence(
        key_of(proposed),
        proposed.uid,
        proposed.recurrence_id,
        proposed.calendar_id,
        ghost_title(proposed, zone),
        start,
        end,
        proposed.all_day,
        transparent=True,
        purpose=EventPurpose.PROPOSAL,
        location=instead_words(proposed, zone),
    )


def _order(each: Occurrence) -> tuple[UtcSeconds, UtcSeconds, str, int]:
    return each.start, -each.end, each.summary, each.key
