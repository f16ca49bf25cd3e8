"""A request as a page of sentences: who and what, its clocks and why, and its timeline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from opiekun.cli.printing import HOUR, MINUTE, moment_text, time_left
from opiekun.cli.vocabulary import (
    CHANNELS,
    CLOCKS,
    CLOSED,
    ENTITLEMENTS,
    EVENTS,
    OWED,
    SEVERITIES,
    SHAPES,
    STATES,
    STATUSES,
)
from opiekun.domain.clocks import Clock, StartReason
from opiekun.domain.explain import Explanation
from opiekun.domain.instants import UtcSeconds, utc_datetime, utc_seconds
from opiekun.domain.people import Entitlement
from opiekun.domain.policy import Target
from opiekun.domain.timeline import Event, EventKind, standing_events
from opiekun.services.queue import RequestView
from opiekun.words import N_, Words

_REASONS = {
    StartReason.RECEIVED: N_("{target} from its receipt, {at}"),
    StartReason.UNANSWERED_MESSAGE: N_("{target} from the oldest unanswered message, {at}"),
    StartReason.RESPONSE_GIVEN: N_("{target} from your last answer, {at}"),
    StartReason.WAITING_ENDED: N_("{target} from the message that ended waiting, {at}"),
    StartReason.REOPENED: N_("{target} from the message that reopened it, {at}"),
}


def page(view: RequestView, agents: Mapping[str, str], now: datetime, timezone: str, words: Words) -> Iterator[str]:
    """The lines of the page. Times are on the wall clock of the desk's zone; ``agents`` are names by id."""
    yield from _head(view, now, timezone, words)
    for explanation in view.explanations:
        yield ""
        yield from clock_lines(explanation.clock, now, timezone, words)
        yield from _why(explanation, now, timezone, words)
    yield ""
    yield words.say("Timeline ({zone})", zone=timezone)
    holding = {event.seq for event in standing_events(view.file.events)}
    for event in sorted(view.file.events, key=lambda event: (event.at, event.seq)):
        withdrawn = event.withdraws is None and event.seq not in holding
        at = _at(event.at, now, timezone, words)
        until = _at(event.until, now, timezone, words) if event.until is not None else ""
        told = _event_words(event, agents, until, words) + ([words.say("(taken back)")] if withdrawn else [])
        yield f"  {event.seq:>3}  {at:<16}  {' · '.join(filter(None, told))}"


def _head(view: RequestView, now: datetime, timezone: str, words: Words) -> Iterator[str]:
    request, standing = view.file.request, view.file.standing
    severity = f"{int(standing.severity)} {words.say(SEVERITIES[standing.severity])}"
    yield f"{request.id}  {request.subject}"
    yield " · ".join(
        [severity, view.account.name, words.say(CHANNELS[request.channel]), words.say(STATUSES[standing.status])]
    )
    people = [
        words.say("assigned to {name}", name=view.assignee.name) if view.assignee is not None else "",
        words.say("dedicated agent {name}", name=view.dedicated.name) if view.dedicated is not None else "",
        words.say("cover {name}", name=view.cover.name) if view.cover is not None else "",
        " ".join(filter(None, (request.contact_name, request.contact_email))),
    ]
    if any(people):
        yield " · ".join(filter(None, people))
    if view.entitlement is not Entitlement.ENTITLED:
        yield words.say(ENTITLEMENTS[view.entitlement])
    if request.triage:
        yield words.say("The source named no severity: look at it and set one.")
    if view.file.tags:
        yield words.say("Tags: {tags}", tags=", ".join(view.file.tags))
    if view.postponed_until is not None:
        yield words.say("Postponed until {at}", at=_at(view.postponed_until, now, timezone, words))
    if view.after_call is not None:
        when = _at(utc_datetime(view.after_call.start), now, timezone, words)
        yield words.say(
            "Follows from the call “{title}” of {at} ({uid}).",
            title=view.after_call.title,
            at=when,
            uid=view.after_call.uid,
        )
    if standing.callback_since is not None:
        since = _at(standing.callback_since, now, timezone, words)
        yield f"{OWED} " + words.say("A call back is owed since {at}.", at=since)


def clock_lines(clock: Clock, now: datetime, timezone: str, words: Words) -> Iterator[str]:
    """How a clock stands, in one line."""
    at = utc_seconds(now)
    state = clock.state(at)
    parts = {
        "shape": SHAPES[state],
        "clock": words.say(CLOCKS[clock.name]),
        "state": words.say(STATES[state]),
        "due": _at(clock.due_at, now, timezone, words),
    }
    if clock.stopped_at is not None:
        stopped = _at(clock.stopped_at, now, timezone, words)
        yield words.say("{shape} {clock}: {state}, due {due}, answered {stopped}", **parts, stopped=stopped)
    else:
        left = time_left(clock.due_at - at)
        yield words.say("{shape} {clock}: {state}, due {due}, left {left}", **parts, left=left)


def _why(explanation: Explanation, now: datetime, timezone: str, words: Words) -> Iterator[str]:
    clock = explanation.clock

    def told(at: UtcSeconds) -> str:
        return _at(at, now, timezone, words)

    target = target_words(clock.target, words)
    yield "    " + words.say(_REASONS[clock.reason], target=target, at=told(clock.cause_at))
    if explanation.held:
        yield "    " + words.say("held until the opening, {at}", at=told(clock.started_at))
    if explanation.stretches:
        zone = ZoneInfo(timezone)
        spans = [f"{told(start)}–{datetime.fromtimestamp(end, zone):%H:%M}" for start, end in explanation.stretches]
        yield "    " + words.say("counted while open: {stretches}", stretches=", ".join(spans))
    if explanation.rolled_from is not None:
        yield "    " + words.say("moved on from {at} to the next opening", at=told(explanation.rolled_from))
    if explanation.closed:
        days = [f"{day.day} ({day.holiday or words.say(CLOSED[day.reason])})" for day in explanation.closed]
        yield "    " + words.say("closed: {days}", days=", ".join(days))
    yield "    " + words.say("policy version {version}", version=clock.policy)


def target_words(target: Target, words: Words) -> str:
    if target.business_days is not None:
        return words.count("{n} business day", "{n} business days", target.business_days)
    if target.business_minutes is not None:
        if target.business_minutes * MINUTE % HOUR:
            return words.count("{n} business minute", "{n} business minutes", target.business_minutes)
        return words.count("{n} business hour", "{n} business hours", target.business_minutes * MINUTE // HOUR)
    minutes = target.elapsed_minutes or 0
    if minutes * MINUTE % HOUR:
        return words.count("{n} minute", "{n} minutes", minutes)
    return words.count("{n} hour", "{n} hours", minutes * MINUTE // HOUR)


def _event_words(event: Event, agents: Mapping[str, str], until: str, words: Words) -> list[str]:
    assignee = ""
    if event.kind is EventKind.ASSIGNED:
        assignee = agents.get(event.assignee_id or "", words.say("nobody"))
    return [
        words.say(EVENTS[event.kind]),
        assignee,
        str(int(event.severity)) if event.severity is not None and event.withdraws is None else "",
        words.say(CHANNELS[event.channel]) if event.channel is not None else "",
        words.say("voicemail") if event.voicemail else "",
        words.say("no. {seq}", seq=event.withdraws) if event.withdraws is not None else "",
        ", ".join(event.tags),
        until,
        event.actor,
        f"“{event.text}”" if event.text else "",
    ]


def _at(at: UtcSeconds | datetime, now: datetime, timezone: str, words: Words) -> str:
    return moment_text(at, now, ZoneInfo(timezone), words.say)
