"""The sample desk: agents, accounts, requests in every state and calendars, around the current instant."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from email.utils import parseaddr
from typing import Any
from zoneinfo import ZoneInfo

from opiekun.domain.errors import Refused
from opiekun.domain.hours import Openings
from opiekun.domain.instants import UtcSeconds, utc_datetime, utc_seconds
from opiekun.domain.intake import Arrival, Report, SharedFields
from opiekun.domain.people import Agent, Contact, Duty, Plan
from opiekun.domain.requests import Source, SourceKind
from opiekun.domain.standing import Status
from opiekun.domain.timeline import Channel, Event, EventKind, Severity
from opiekun.resources import resource
from opiekun.services.account_change import AccountChange, open_account
from opiekun.services.accounts import list_agents, save_agent
from opiekun.services.intake import import_requests
from opiekun.services.mail_ports import LetterReader, LetterWriter
from opiekun.services.ports import Store
from opiekun.services.preferences import PreferenceFile
from opiekun.services.queue import rules_of
from opiekun.services.sample_calendar import fill_calendars
from opiekun.services.sample_calls import fill_calls
from opiekun.services.sample_mail import SamplePost
from opiekun.services.setup import current_setup, set_up

ME = "@me"
"""Stands for the agent of this desk in the sample's file."""
_LOOK_BACK = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class _Stage:
    """Who plays in the sample, and when: its times count back from ``now``."""

    now: UtcSeconds
    openings: Openings
    me: Agent
    agents: Mapping[str, Agent]

    def agent(self, name: str) -> Agent:
        return self.me if name == ME else self.agents[name]

    def moment(self, told: Mapping[str, Any]) -> datetime:
        """So many minutes back: of any time ("ago"), of hours ("open"), or of time outside hours ("closed")."""
        for measure in ("open", "closed"):
            if measure in told:
                return utc_datetime(self._back(int(told[measure] * 60), in_hours=measure == "open"))
        return utc_datetime(self.now - int(told["ago"] * 60))

    def _back(self, seconds: int, *, in_hours: bool) -> UtcSeconds:
        since = self.now - int(_LOOK_BACK.total_seconds())
        stretches: Sequence[tuple[UtcSeconds, UtcSeconds]] = self.openings.stretches(since, self.now)
        if not in_hours:
            edges = [since, *(edge for stretch in stretches for edge in stretch), self.now]
            stretches = list(zip(edges[::2], edges[1::2], strict=True))
        for start, end in reversed(stretches):
            if seconds < end - start:
                return end - seconds
            seconds -= end - start
        return since


def fill_sample(
    store: Store, preferences: PreferenceFile, letters: LetterWriter, read: LetterReader, *, now: datetime
) -> Report:
    """Fill an empty desk with the sample. Its first agent is the one of this desk, unless that is set up already.

    Letters are written and read as of a desk in use; none of them waits to be sent.

    Raises Refused for a desk that has requests.
    """
    with store.read() as unit:
        if unit.requests.count():
            raise Refused("This desk has requests already; give the sample an empty home with --home.")
    told = json.loads(resource("sample/desk.json").read_text("utf-8"))
    stage = _cast(store, preferences, told["agents"], now)
    for account in told["accounts"]:
        _open_account(store, stage, account, now)
    report = import_requests(store, [_arrival(stage, request) for request in told["requests"]], now=now)
    fill_calendars(store, ZoneInfo(stage.me.timezone), now=now)
    fill_calls(SamplePost(store, letters, read, stage.me), now=now)
    return report


def _cast(store: Store, preferences: PreferenceFile, agents: Sequence[Mapping[str, Any]], now: datetime) -> _Stage:
    first = agents[0]
    if current_setup(store, preferences).agent is None:
        set_up(store, preferences, now=now, name=first["name"], email=first["email"])
    me = current_setup(store, preferences).agent
    assert me is not None  # noqa: S101 - it was set up above
    known = {agent.name for agent in list_agents(store)}
    for told in agents[1:]:
        if told["name"] not in known:
            save_agent(store, Agent("", **told))
    by_name = {agent.name: agent for agent in list_agents(store)}
    return _Stage(utc_seconds(now), rules_of(store).openings, me, by_name)


def _open_account(store: Store, stage: _Stage, told: Mapping[str, Any], now: datetime) -> None:
    started = now - timedelta(days=told.get("started", 30))
    fields: dict[str, Any] = {
        "plan": Plan(told["plan"]),
        "addon_fee": Decimal(told["fee"]),
        "addon_start": started.date() if "started" in told else None,
        "addon_end": (now - timedelta(days=told["ended"])).date() if "ended" in told else None,
        "timezone": told["timezone"],
        "language": told["language"],
        "note": told["note"],
    }
    contacts = tuple(Contact("", "", name, email, phone) for name, email, phone in told["contacts"])
    duties = {duty: stage.agent(told[duty.value]).id for duty in Duty if told[duty.value]}
    with store.read() as unit:
        known = unit.people.account(told["name"]) is not None
    if not known:
        open_account(store, told["name"], AccountChange(fields, contacts, duties), now=started)


def _arrival(stage: _Stage, told: Mapping[str, Any]) -> Arrival:
    name, email = parseaddr(told["contact"])
    severity, channel = Severity(told["severity"]), Channel(told["channel"])
    events = [_event(stage, told, place) for place in range(len(told["events"]))]
    events[0] = replace(events[0], channel=channel, severity=severity, actor=name)
    if "assignee" in told:
        events.append(Event(0, events[0].at, EventKind.ASSIGNED, assignee_id=stage.agent(told["assignee"]).id))
    return Arrival(
        source=Source(SourceKind.FILE, told["id"]),
        id=told["id"],
        account=told["account"],
        subject=told["subject"],
        channel=channel,
        received_at=events[0].at,
        fields=SharedFields(Status.OPEN, severity),
        events=tuple(events),
        contact_email=email,
        contact_name=name,
        description=told["events"][0].get("text", ""),
    )


def _event(stage: _Stage, request: Mapping[str, Any], place: int) -> Event:
    told = request["events"][place]
    kind = EventKind(told["kind"])
    actor = told.get("actor", "")
    if kind is EventKind.CUSTOMER_REPLY:
        actor = parseaddr(request["contact"])[0]
    return Event(
        0,
        stage.moment(told),
        kind,
        channel=Channel(told["channel"]) if "channel" in told else None,
        actor=stage.me.name if actor == ME else actor,
        text=told.get("text", ""),
        assignee_id=stage.agent(told["assignee"]).id if "assignee" in told else None,
        voicemail=told.get("voicemail", False),
        source_ref=f"sample:{place}",
    )
