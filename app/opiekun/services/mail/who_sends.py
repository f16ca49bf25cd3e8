"""Which side writes to people about an event: the calendar's server where it schedules by itself, or this program.

Exactly one of them does (RFC 6638, 7.1). What this program invites to says that the client sees to it; events that
were made elsewhere, such as on a phone, are left to the server that has always written about them.
"""

from __future__ import annotations

from opiekun.domain.calendar.opened import open_text
from opiekun.domain.calendar.surgery import with_line
from opiekun.domain.calendar.text import Component
from opiekun.domain.invitations.lines import address_of, left_to_server, organizer_of, with_parameters
from opiekun.services.ports import UnitOfWork


def server_schedules(unit: UnitOfWork, calendar_id: str) -> bool:
    """Whether the calendar is on a server that writes to people by itself."""
    collection = unit.sync.collection(calendar_id)
    return collection is not None and collection.account_id in _scheduling(unit)


def written_to_by_server(unit: UnitOfWork, uid: str, text: str) -> frozenset[str]:
    """The guests, in lower case, to whom the server of an event's calendar writes; the event may be deleted there."""
    scheduling = _scheduling(unit)
    if not scheduling:
        return frozenset()
    here = {each.calendar_id for each in unit.calendars.named(uid)}
    mirrored = (each.calendar_id for each in unit.sync.collections() if each.account_id in scheduling)
    if not any(each in here or unit.sync.entry(each, uid) is not None for each in mirrored):
        return frozenset()
    lines = (line for event in open_text(text).events for line in event.component.lines("ATTENDEE"))
    return frozenset(address_of(line) for line in lines if left_to_server(line))


def server_answers(unit: UnitOfWork, calendar_id: str, text: str) -> bool:
    """Whether the calendar's server tells the organizer what the agent answers, as soon as it hears of it."""
    organizer = organizer_of(open_text(text).base.component)
    return organizer is not None and left_to_server(organizer) and server_schedules(unit, calendar_id)


def answered_by_mail(text: str) -> str:
    """An invitation that came by mail: so is it answered, since the server may not reach its organizer."""
    opened = open_text(text)

    def ours(event: Component) -> Component:
        organizer = organizer_of(event)
        if organizer is None:
            return event
        return with_line(event, "ORGANIZER", with_parameters(organizer, SCHEDULE_AGENT="CLIENT"))

    pairs: list[tuple[Component | None, Component | None]] = [
        (event.component, ours(event.component)) for event in opened.events
    ]
    return opened.with_components(pairs).calendar.text


def _scheduling(unit: UnitOfWork) -> frozenset[str]:
    return frozenset(account.id for account in unit.sync.accounts() if account.schedules)
