"""What was changed here and its source must learn: remembered with the change, told when the network is there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import takewhile

from opiekun.domain.errors import ServerRefused
from opiekun.domain.intake import Connection, SharedFields, WriteBack
from opiekun.domain.requests import RequestFile, SourceKind
from opiekun.domain.standing import Standing
from opiekun.domain.timeline import Event, EventKind, standing_events
from opiekun.services.ports import Cancelled, HelpDesk, Store, UnitOfWork
from opiekun.services.rulebook import rulebook
from opiekun.services.timeline_writer import Growth, grow

_STATUS_KINDS = frozenset(
    {EventKind.AGENT_RESPONSE, EventKind.WAITING_ON_CUSTOMER, EventKind.RESOLVED, EventKind.CUSTOMER_REPLY}
)
_CHOICES = frozenset({EventKind.WAITING_ON_CUSTOMER, EventKind.RESOLVED})


def remember_for_source(unit: UnitOfWork, file: RequestFile, growth: Growth, now: datetime) -> None:
    """Queue what the source must be told after the timeline grew here; nothing where no source listens."""
    request = file.request
    if request.source.kind is not SourceKind.LIVEAGENT:
        return
    seen = unit.requests.seen(request.key)
    if seen is None:
        return
    waiting = unit.connections.write_back_of(request.key)
    wanted = waiting.after if waiting is not None else seen
    timeline = file.events + growth.events
    for event in growth.events:
        wanted = _with_field(unit, wanted, _spoken_of(event, timeline), replace(file, events=timeline), growth.standing)
    unit.connections.queue_write_back(
        WriteBack(0, request.key, request.source.connection, request.source.external_id, seen, wanted, now)
    )


def _spoken_of(event: Event, timeline: tuple[Event, ...]) -> EventKind:
    """The kind of the event, or of the one that it takes back (through any number of undo and redo)."""
    by_seq = {known.seq: known for known in timeline}
    while event.withdraws is not None:
        event = by_seq[event.withdraws]
    return event.kind


def _with_field(
    unit: UnitOfWork, wanted: SharedFields, kind: EventKind, file: RequestFile, stands: Standing
) -> SharedFields:
    """The wanted fields with the one that this kind of event speaks of, as the timeline has it now."""
    if kind is EventKind.SEVERITY_CHANGED:
        return replace(wanted, severity=stands.severity)
    if kind is EventKind.ASSIGNED:
        agent = unit.people.agent(stands.assignee_id) if stands.assignee_id else None
        return replace(wanted, assignee=(agent.email or agent.name) if agent is not None else "")
    if kind is EventKind.TAGGED:
        return replace(wanted, tags=frozenset(file.tags))
    if kind is EventKind.POSTPONED:
        return replace(wanted, postponed_until=file.postponed_until)
    if kind in _STATUS_KINDS:
        return replace(wanted, status=stands.status)
    return wanted


def push(
    store: Store, desk: HelpDesk, connection: Connection, *, now: datetime, cancelled: Cancelled
) -> frozenset[int]:
    """Tell the source what waits, one change at a time. The answer is the keys of the requests it concerned.

    A change that the source refuses is set aside with its words and the others go on; a source that
    cannot be reached stops the run, and everything that was not told waits for the next.
    """
    with store.read() as unit:
        waiting = unit.connections.write_backs(connection.id)
    told: set[int] = set()
    for change in waiting:
        if cancelled():
            break
        try:
            fields, left = desk.write(change)
        except ServerRefused as refusal:
            if refusal.temporary:
                raise
            with store.write() as unit:
                unit.connections.refuse_write_back(change, str(refusal))
        else:
            _settle(store, change, fields, left, now)
        told.add(change.key)
    return frozenset(told)


def _settle(store: Store, change: WriteBack, fields: SharedFields, left: tuple[str, ...], now: datetime) -> None:
    """Note what the source has now. A change made here meanwhile waits on, counted from there."""
    with store.write() as unit:
        file = unit.requests.get(change.key)
        if file is None:
            unit.connections.done_write_back(change)
            return
        unit.requests.change(file.request, fields)
        unit.connections.done_write_back(change)
        newer = unit.connections.write_back_of(change.key)
        if newer is not None:
            unit.connections.queue_write_back(replace(newer, before=fields))
        if left:
            rules = rulebook(unit)
            grow(unit, rules, file, kept_theirs(unit, file, fields, left, now), now)


def kept_theirs(
    unit: UnitOfWork, file: RequestFile, fields: SharedFields, left: tuple[str, ...], now: datetime
) -> list[Event]:
    """The events by which the desk takes over what the source had changed meanwhile in these fields."""
    events = [Event(0, now, EventKind.SYSTEM, text=f"kept theirs: {', '.join(left)}")]
    if "status" in left:
        events += [Event(0, now, EventKind.WITHDRAWN, withdraws=seq) for seq in _chosen_last(file)]
    if "severity" in left and fields.severity is not None and fields.severity is not file.standing.severity:
        events.append(Event(0, now, EventKind.SEVERITY_CHANGED, severity=fields.severity))
    if "assignee" in left:
        agent = unit.people.agent(fields.assignee) if fields.assignee else None
        events.append(Event(0, now, EventKind.ASSIGNED, assignee_id=agent.id if agent is not None else None))
    if "tags" in left:
        events.append(Event(0, now, EventKind.TAGGED, tags=tuple(sorted(fields.tags))))
    if "postponed_until" in left:
        events.append(Event(0, now, EventKind.POSTPONED, until=fields.postponed_until))
    return told_by_source(file, events)


def told_by_source(file: RequestFile, events: Iterable[Event]) -> list[Event]:
    """The events with names that tell that they are the source's, and nobody's here to take back."""
    return [replace(event, source_ref=f"told:{len(file.events)}:{place}") for place, event in enumerate(events)]


def _chosen_last(file: RequestFile) -> list[int]:
    """The resolutions and waits that were chosen here after all that the source told.

    They hide what it has told meanwhile: a message that nobody here had seen. A response is no choice, it was given.
    """
    spoken = [event for event in standing_events(file.events) if event.kind in _STATUS_KINDS]
    chosen = takewhile(lambda event: event.source_ref is None and event.kind in _CHOICES, reversed(spoken))
    return [event.seq for event in chosen]
