"""What an agent does to a request: one action a function, each undoable, each written back to its source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from opiekun.domain.clocks import Clock
from opiekun.domain.errors import InvalidInput, NotFound
from opiekun.domain.policy import policy_for
from opiekun.domain.requests import Request, RequestFile, Source, SourceKind
from opiekun.domain.timeline import Channel, Event, EventKind, Severity
from opiekun.services.accounts import account_named
from opiekun.services.done import Changed, Done, What, WithdrawEvents
from opiekun.services.ports import Store, UnitOfWork
from opiekun.services.rulebook import rulebook
from opiekun.services.timeline_writer import grow
from opiekun.services.write_back import remember_for_source

EARLIEST = datetime.fromisoformat("2000-01-01T00:00:00+00:00")
CLOCK_SKEW = timedelta(minutes=5)
LONGEST_TAG = 80
MOST_TAGS = 50
LONGEST_POSTPONED = timedelta(days=366)

DONE_BY = {
    EventKind.AGENT_CONTACT: What.CONTACT_MADE,
    EventKind.AGENT_RESPONSE: What.RESPONDED,
    EventKind.WAITING_ON_CUSTOMER: What.WAITING,
    EventKind.RESOLVED: What.RESOLVED,
    EventKind.SEVERITY_CHANGED: What.SEVERITY_CHANGED,
    EventKind.NOTE: What.NOTE_ADDED,
    EventKind.ASSIGNED: What.ASSIGNED,
    EventKind.TAGGED: What.TAGGED,
    EventKind.POSTPONED: What.POSTPONED,
    EventKind.CALLBACK_ATTEMPTED: What.CALLBACK_ATTEMPTED,
}


def checked_moment(at: datetime | None, now: datetime) -> datetime:
    """The instant of something that happened: now where none is given.

    Raises InvalidInput for one without an offset, before 2000, or ahead of the clock.
    """
    if at is None:
        return now
    if at.tzinfo is None:
        raise InvalidInput("The time {value} has no offset; write it like 2026-06-16T10:00:00+02:00.", value=at)
    if at < EARLIEST:
        raise InvalidInput("The time {value} lies before the year 2000; give the real one.", value=at.isoformat())
    if at > now + CLOCK_SKEW:
        raise InvalidInput("The time {value} lies in the future; log it when it has happened.", value=at.isoformat())
    return at


def found(unit: UnitOfWork, request_id: str) -> RequestFile:
    """The request of that id. Raises NotFound."""
    file = unit.requests.find(request_id)
    if file is None:
        raise NotFound("There is no request {id}; list them with “opiekun queue --all”.", id=request_id)
    return file


def _not_before_the_last(file: RequestFile, now: datetime) -> datetime:
    """Now; or the instant of what was logged last, where the clock that told it runs a little ahead of this one."""
    last = max(event.at for event in file.events)
    return last if now < last <= now + CLOCK_SKEW else now


def add_request(
    store: Store,
    *,
    account: str,
    subject: str,
    severity: Severity,
    channel: Channel,
    now: datetime,
    received_at: datetime | None = None,
    contact_email: str = "",
    description: str = "",
    assignee_id: str | None = None,
    actor: str = "",
    call_uid: str = "",
) -> Done:
    """Add a request by hand. The account is made where none has that name.

    ``call_uid`` is that of the call from which it follows, "" for none: there the customer was spoken to.
    """
    moment = checked_moment(received_at, now)
    if not subject.strip():
        raise InvalidInput("The request needs a subject.")
    with store.write() as unit:
        rules = rulebook(unit)
        record = account_named(unit, account)
        request_id = unit.requests.next_id()
        request = Request(
            key=0,
            id=request_id,
            account_id=record.id,
            subject=subject.strip(),
            severity=severity,
            channel=channel,
            received_at=moment,
            source=Source(SourceKind.HAND, request_id),
            policy=policy_for(rules.policies, moment).version,
            contact_email=contact_email,
            description=description,
        )
        events = [Event(1, moment, EventKind.RECEIVED, channel=channel, severity=severity, text=description)]
        if assignee_id is not None:
            events.append(Event(2, now, EventKind.ASSIGNED, actor=actor, assignee_id=assignee_id))
        if call_uid:
            events.append(Event(len(events) + 1, now, EventKind.AGENT_CONTACT, actor=actor, channel=channel))
        key = unit.requests.add(request, events, rules.standing(request, tuple(events)), None)
        if call_uid:
            unit.calls.keep_follow_up(key, call_uid)
        return Done(
            What.REQUEST_ADDED,
            name=request_id,
            subject=request.subject,
            changed=Changed(frozenset({key}), frozenset({record.id})),
            undo=WithdrawEvents(key, tuple(event.seq for event in events)),
        )


def log_event(
    store: Store,
    request_id: str,
    kind: EventKind,
    *,
    now: datetime,
    at: datetime | None = None,
    severity: Severity | None = None,
    channel: Channel | None = None,
    text: str = "",
    actor: str = "",
    assignee_id: str | None = None,
    tags: tuple[str, ...] = (),
    until: datetime | None = None,
) -> Done:
    """Log what happened to a request, at that instant; RECEIVED of one that is here is a further message.

    Raises NotFound and InvalidInput, and then changes nothing.
    """
    moment = checked_moment(at, now)
    if kind in (EventKind.WITHDRAWN, EventKind.SYSTEM):
        raise InvalidInput("“{kind}” cannot be logged by hand.", kind=kind.value)
    if (kind is EventKind.SEVERITY_CHANGED) != (severity is not None):
        raise InvalidInput("A severity belongs to “severity_changed”, and that event needs one, 1 to 5.")
    if kind is EventKind.NOTE and not text.strip():
        raise InvalidInput("The note is empty; write something to keep.")
    _check_fitting(kind, assignee_id=assignee_id, tags=tags, until=until)
    if until is not None:
        check_later(until, now)
    event = Event(
        0,
        moment,
        kind,
        channel=channel,
        severity=severity,
        actor=actor,
        text=text.strip(),
        assignee_id=assignee_id,
        tags=clean_tags(tags),
        until=until,
    )
    with store.write() as unit:
        file = found(unit, request_id)
        if at is None:
            event = replace(event, at=_not_before_the_last(file, moment))
        if event.at < file.request.received_at:
            raise InvalidInput(
                "{id} was received at {received}; nothing can have happened to it before.",
                id=file.request.id,
                received=file.request.received_at.isoformat(),
            )
        growth = grow(unit, rulebook(unit), file, [event], now)
        remember_for_source(unit, file, growth, now)
        detail = str(int(severity)) if severity is not None else ""
        if kind is EventKind.ASSIGNED and assignee_id is not None:
            agent = unit.people.agent(assignee_id)
            detail = agent.name if agent is not None else ""
        elif kind is EventKind.TAGGED:
            detail = ", ".join(event.tags)
        return Done(
            DONE_BY.get(kind, What.EVENT_LOGGED),
            name=file.request.id,
            subject=file.request.subject,
            detail=detail,
            changed=Changed(frozenset({file.request.key})),
            stopped=growth.stopped,
            until=until,
            undo=WithdrawEvents(file.request.key, tuple(added.seq for added in growth.events)),
        )


def clean_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """The tags without blanks around them, each once whatever the case of its letters, in their order.

    Raises InvalidInput for one with a comma, which separates tags, for one that is too long, and for too many.
    """
    named = {tag.casefold(): tag for tag in reversed([tag.strip() for tag in tags]) if tag}
    for tag in named.values():
        if "," in tag or not tag.isprintable() or len(tag) > LONGEST_TAG:
            raise InvalidInput(
                "“{tag}” cannot be a tag; write up to {longest} letters without a comma.",
                tag=tag[:LONGEST_TAG],
                longest=LONGEST_TAG,
            )
    if len(named) > MOST_TAGS:
        raise InvalidInput("These are {count} tags; a request takes {most} at most.", count=len(named), most=MOST_TAGS)
    return tuple(reversed(named.values()))


def _check_fitting(kind: EventKind, *, assignee_id: str | None, tags: tuple[str, ...], until: datetime | None) -> None:
    """Refuse what an event of this kind would not keep."""
    for given, fits in (
        (assignee_id is not None, EventKind.ASSIGNED),
        (bool(tags), EventKind.TAGGED),
        (until is not None, EventKind.POSTPONED),
    ):
        if given and kind is not fits:
            raise InvalidInput(
                "An agent belongs to “assigned”, tags to “tagged” and a time until to “postponed”, not to “{kind}”.",
                kind=kind.value,
            )


def check_later(until: datetime, now: datetime) -> None:
    """Raise InvalidInput for an instant that no request can be postponed to: past, too far away, without an offset."""
    if until.tzinfo is None:
        raise InvalidInput("The time {value} has no offset; write it like 2026-06-16T10:00:00+02:00.", value=until)
    if not now < until < now + LONGEST_POSTPONED:
        raise InvalidInput(
            "A request is postponed until a time within a year from now, and {value} is not; choose another.",
            value=until.isoformat(),
        )


def preview_severity(
    store: Store, request_id: str, severity: Severity, *, now: datetime
) -> tuple[tuple[Clock, ...], tuple[Clock, ...]]:
    """The unstopped clocks before and after a change of severity that is not made."""
    with store.read() as unit:
        file = found(unit, request_id)
        rules = rulebook(unit)
        change = Event(len(file.events) + 1, now, EventKind.SEVERITY_CHANGED, severity=severity)
        before = rules.clocks(file.request, file.events)
        after = rules.clocks(file.request, (*file.events, change))
        return (
            tuple(clock for clock in before if clock.stopped_at is None),
            tuple(clock for clock in after if clock.stopped_at is None),
        )
