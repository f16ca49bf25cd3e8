"""A message about an event, opened: its method, whose event it is, and the edition of each of its parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from opiekun.domain.calendar.moments import CalendarZones
from opiekun.domain.calendar.surgery import sequence_of
from opiekun.domain.calendar.text import Component, parse
from opiekun.domain.calendar.uids import uid_of
from opiekun.domain.calendar.values import wall_value
from opiekun.domain.errors import BadComponent
from opiekun.domain.invitations.lines import address_of, organizer_of, sent_by
from opiekun.domain.invitations.messages import CalendarMessage, Method
from opiekun.domain.invitations.verdicts import Edition

_METHODS = frozenset(map(str, Method))
_CLOCKS_DIFFER = timedelta(days=1)
_STAMP = re.compile(r"\d{8}T\d{6}Z")


@dataclass(frozen=True, slots=True)
class Opened:
    """What a message says. ``events`` are its VEVENTs, all of one UID."""

    message: CalendarMessage
    calendar: Component
    zones: CalendarZones
    method: Method
    uid: str
    events: tuple[Component, ...]

    @property
    def organizer(self) -> str:
        """The organizer that it names, "" for none."""
        line = organizer_of(self.events[0])
        return address_of(line) if line else ""

    @property
    def organizers_mouths(self) -> frozenset[str]:
        """The organizer and who may speak for him."""
        line = organizer_of(self.events[0])
        return frozenset({address_of(line), sent_by(line)} - {""}) if line else frozenset()


def open_message(message: CalendarMessage) -> Opened:
    """The message opened. Raises BadComponent for one that is no message about one event."""
    calendar = parse(message.text)
    events = tuple(calendar.components("VEVENT"))
    line = calendar.begin.number
    if not events:
        raise BadComponent("The message is about no event.", line=line)
    uids = {uid_of(event) for event in events}
    if len(uids) > 1 or "" in uids:
        raise BadComponent("The message is not about one event.", line=line)
    method = calendar.value("METHOD").upper()
    if not method:
        raise BadComponent("The calendar names no method; import it as a file instead.", line=line)
    if method not in _METHODS:
        raise BadComponent("The method “{method}” is not known.", line=line, method=method[:40])
    return Opened(message, calendar, CalendarZones(calendar), Method(method), uids.pop(), events)


def edition_of(event: Component, *, now: datetime) -> Edition:
    """The edition of an event. A stamp from the future counts, as clocks and zones go wrong, and two messages of one
    sender keep their order; but at most a day ahead of now, so that nobody stays the newest for ever.
    """
    stamp = event.value("DTSTAMP").upper()
    latest = f"{wall_value((now.astimezone(UTC) + _CLOCKS_DIFFER).replace(tzinfo=None))}Z"
    return Edition(sequence_of(event), min(stamp, latest) if _STAMP.fullmatch(stamp) else "")
