"""Invitations of others that wait for the agent's answer."""

from __future__ import annotations

from datetime import datetime
from operator import attrgetter
from typing import NamedTuple
from zoneinfo import ZoneInfo

from opiekun.domain.calendar.events import Occurrence
from opiekun.domain.calendar.opened import open_text
from opiekun.domain.instants import utc_seconds
from opiekun.domain.invitations.lines import address_of, name_of, organizer_of
from opiekun.services.mail.answered import AHEAD, answered_in, unanswered
from opiekun.services.ports import Store, UnitOfWork


class OpenInvitation(NamedTuple):
    """An event of somebody else at its next time that was not answered; ``organizer`` by name, or by address."""

    occurrence: Occurrence
    organizer: str


def open_invitations(store: Store, agent_id: str, zone: ZoneInfo, *, now: datetime) -> tuple[OpenInvitation, ...]:
    """Those in calendars that are shown, of the next half year, soonest first; each event once."""
    with store.read() as unit:
        answered = answered_in(unit, agent_id, now)
        if not answered.waiting:
            return ()
        objects = unit.calendars.in_range(utc_seconds(now), utc_seconds(now + AHEAD), hidden=False)
        open_ = [
            each
            for stored in objects
            if stored.indexed.uid in answered.waiting
            for each in unanswered(stored, answered.marks, zone, now)
        ]
        soonest: dict[str, Occurrence] = {}
        for each in sorted(open_, key=attrgetter("start", "key")):
            soonest.setdefault(each.uid, each)
        return tuple(OpenInvitation(each, _organizer(unit, each.key)) for each in soonest.values())


def _organizer(unit: UnitOfWork, key: int) -> str:
    here = unit.calendars.text(key)
    line = organizer_of(open_text(here.text).base.component) if here is not None else None
    return "" if line is None else name_of(line) or address_of(line)
