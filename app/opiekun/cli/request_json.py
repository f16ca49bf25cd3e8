"""Requests, events, clocks and their reasons as JSON: the form that other programs rely on."""

from __future__ import annotations

from typing import Any

from opiekun.cli.printing import instant
from opiekun.domain.clocks import Clock, ClockState
from opiekun.domain.explain import Explanation
from opiekun.domain.instants import UtcSeconds
from opiekun.domain.policy import Target
from opiekun.domain.queue import QueueRow, group_of, state_of
from opiekun.domain.timeline import Event, standing_events
from opiekun.services.queue import RequestView


def row_json(row: QueueRow, now: UtcSeconds) -> dict[str, Any]:
    """A row of the queue."""
    return {
        "id": row.id,
        "account": row.account,
        "account_id": row.account_id,
        "subject": row.subject,
        "severity": int(row.severity),
        "channel": row.channel,
        "status": row.status,
        "assignee": row.assignee or None,
        "clock": row.clock,
        "due_at": instant(row.due_at),
        "state": state_of(row, now),
        "seconds_left": row.due_at - now if row.due_at is not None else None,
        "started_at": instant(row.started_at),
        "at_risk_at": instant(row.at_risk_at),
        "group": group_of(row, now).name.lower(),
        "callback_since": instant(row.callback_since),
        "received_at": instant(row.received_at),
        "triage": row.triage,
    }


def view_json(view: RequestView, now: UtcSeconds) -> dict[str, Any]:
    """A request with its timeline, clocks and the reason for each due time."""
    request, standing = view.file.request, view.file.standing
    return {
        "id": request.id,
        "account": view.account.name,
        "account_id": view.account.id,
        "entitlement": view.entitlement,
        "subject": request.subject,
        "severity": int(standing.severity),
        "received_severity": int(request.severity),
        "channel": request.channel,
        "status": standing.status,
        "received_at": instant(request.received_at),
        "callback_since": instant(standing.callback_since),
        "assignee": view.assignee.name if view.assignee is not None else None,
        "dedicated": view.dedicated.name if view.dedicated is not None else None,
        "cover": view.cover.name if view.cover is not None else None,
        "contact_email": request.contact_email or None,
        "contact_name": request.contact_name or None,
        "description": request.description,
        "tags": list(view.file.tags),
        "postponed_until": instant(view.postponed_until),
        "triage": request.triage,
        "policy": request.policy,
        "source": {
            "kind": request.source.kind,
            "external_id": request.source.external_id,
            "connection": request.source.connection or None,
            "agent_url": request.source.agent_url or None,
        },
        "after_call": view.after_call.uid if view.after_call is not None else None,
        "waits_for_source": view.waits_for_source,
        "timeline": timeline_json(view.file.events),
        "clocks": [clock_json(clock, now) for clock in view.clocks],
        "explain": [explanation_json(explanation) for explanation in view.explanations],
    }


def timeline_json(events: tuple[Event, ...]) -> list[dict[str, Any]]:
    """Every event as it was recorded; ``withdrawn`` marks those that do not hold any more."""
    holding = {event.seq for event in standing_events(events)}
    return [
        {
            "seq": event.seq,
            "at": instant(event.at),
            "kind": event.kind,
            "channel": event.channel,
            "severity": int(event.severity) if event.severity is not None else None,
            "actor": event.actor or None,
            "text": event.text or None,
            "assignee_id": event.assignee_id,
            "tags": list(event.tags),
            "until": instant(event.until),
            "voicemail": event.voicemail,
            "withdraws": event.withdraws,
            "withdrawn": event.withdraws is None and event.seq not in holding,
        }
        for event in sorted(events, key=lambda event: (event.at, event.seq))
    ]


def clock_json(clock: Clock, now: UtcSeconds) -> dict[str, Any]:
    """A clock. Its state is one of the promise's four; ``at_risk`` is the desk's warning beside it."""
    state = clock.state(now)
    return {
        "clock": clock.name,
        "started_at": instant(clock.started_at),
        "due_at": instant(clock.due_at),
        "stopped_at": instant(clock.stopped_at),
        "state": ClockState.RUNNING if state is ClockState.AT_RISK else state,
        "at_risk": state is ClockState.AT_RISK,
        "at_risk_at": instant(clock.at_risk_at),
        "seconds_left": clock.due_at - now if clock.stopped_at is None else None,
        "severity": int(clock.severity),
        "policy": clock.policy,
    }


def explanation_json(explanation: Explanation) -> dict[str, Any]:
    """Why a clock is due when it is."""
    clock = explanation.clock
    return {
        "clock": clock.name,
        "reason": clock.reason,
        "cause": {
            "seq": clock.cause,
            "kind": explanation.cause,
            "channel": explanation.channel,
            "at": instant(clock.cause_at),
        },
        "held_until": instant(clock.started_at) if explanation.held else None,
        "started_at": instant(clock.started_at),
        "target": target_json(clock.target),
        "in_business_time": explanation.in_business_time,
        "counted_seconds": explanation.counted_seconds,
        "open": [{"start": instant(start), "end": instant(end)} for start, end in explanation.stretches],
        "closed": [
            {"date": day.day.isoformat(), "reason": day.reason, "holiday": day.holiday or None}
            for day in explanation.closed
        ],
        "rolled_from": instant(explanation.rolled_from),
        "due_at": instant(clock.due_at),
        "policy": clock.policy,
    }


def target_json(target: Target) -> dict[str, Any]:
    """The one measure that the target has."""
    measures = {
        "elapsed_minutes": target.elapsed_minutes,
        "business_minutes": target.business_minutes,
        "business_days": target.business_days,
    }
    told: dict[str, Any] = {name: value for name, value in measures.items() if value is not None}
    return told | {"roll_to_open": True} if target.roll_to_open else told
