"""Setting up the desk: who works here, and when it is open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from opiekun.domain.errors import InvalidInput
from opiekun.domain.hours import BusinessHours
from opiekun.domain.people import Agent
from opiekun.domain.policy import Policy
from opiekun.services.accounts import save_agent
from opiekun.services.done import Changed, Done, What
from opiekun.services.ports import Store
from opiekun.services.preferences import PreferenceFile
from opiekun.services.reachable import check_email
from opiekun.services.rulebook import STANDARD_HOURS, rulebook
from opiekun.services.settings_undo import RestoreHours


@dataclass(frozen=True, slots=True)
class Setup:
    """Who the agent of this desk is, None until told, and when the desk is open."""

    agent: Agent | None
    hours: BusinessHours


def current_setup(store: Store, preferences: PreferenceFile) -> Setup:
    """Who works at this desk, and its hours."""
    agent_id = preferences.load().agent_id
    with store.read() as unit:
        agent = unit.people.agent(agent_id) if agent_id else None
        return Setup(agent, unit.rules.hours() or STANDARD_HOURS)


def set_up(
    store: Store,
    preferences: PreferenceFile,
    *,
    now: datetime,
    name: str | None = None,
    email: str | None = None,
    country: str | None = None,
    timezone: str | None = None,
) -> Setup:
    """Say who the agent of this desk is and where it is; what is None stays as it is.

    The zone is the agent's and that of the hours; the country's national holidays close the desk.
    Raises InvalidInput and InvalidRules, and then nothing has changed.
    """
    if timezone is not None:
        _check_zone(timezone)
    if name is not None and not name.strip():
        raise InvalidInput("The agent needs a name.")
    if email is not None:
        check_email(email)
    mine = preferences.load()
    with store.write() as unit:
        agent = unit.people.agent(mine.agent_id) if mine.agent_id else None
        if agent is None and (name or email):
            agent = (unit.people.agent(email) if email else None) or (unit.people.agent(name) if name else None)
            agent = agent or Agent(unit.people.new_id(), "")
        if agent is not None:
            agent = replace(
                agent,
                name=(name or agent.name or (email or "").partition("@")[0]).strip(),
                email=(email if email is not None else agent.email).strip(),
                timezone=timezone or agent.timezone,
            )
            unit.people.save_agent(agent)
        before = unit.rules.hours() or STANDARD_HOURS
        hours = replace(
            before,
            country=country.strip().upper() if country is not None else before.country,
            timezone=timezone or before.timezone,
        )
        if hours != before:
            unit.rules.save_hours(hours)
    if agent is not None and agent.id != mine.agent_id:
        preferences.save(replace(mine, agent_id=agent.id))
    if hours != before:
        reckon_again(store, now=now)
    return Setup(agent, hours)


def _check_zone(timezone: str) -> None:
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        raise InvalidInput(
            "The time zone {zone} is not known; write one like Europe/Bratislava.", zone=timezone
        ) from unknown


def save_hours(store: Store, hours: BusinessHours, *, now: datetime) -> Done:
    """Change when the desk is open, and reckon every open request's clocks again."""
    with store.write() as unit:
        before = unit.rules.hours() or STANDARD_HOURS
        unit.rules.save_hours(hours)
    return Done(What.HOURS_SAVED, changed=Changed(reckon_again(store, now=now), rules=True), undo=RestoreHours(before))


def save_policy(store: Store, policy: Policy) -> None:
    """Add a version of the policy; requests that are here keep theirs. Raises InvalidRules where its name is taken."""
    with store.write() as unit:
        unit.rules.add_policy(policy)


RECKONED_AT_ONCE = 500


def reckon_again(store: Store, *, now: datetime) -> frozenset[int]:
    """Store anew where each request stands; the answer is the keys of those that moved.

    In transactions of a few hundred, so that other writers get their turn; interrupted, it can be run again.
    """
    moved: set[int] = set()
    last = 0
    while True:
        with store.write() as unit:
            files = unit.requests.part(last, RECKONED_AT_ONCE)
            rules = rulebook(unit)
            for file in files:
                standing = rules.standing(file.request, file.events)
                if standing != file.standing:
                    unit.requests.set_standing(file.request.key, standing, now)
                    moved.add(file.request.key)
        if not files:
            break
        last = files[-1].request.key
    return frozenset(moved)


def save_person(store: Store, preferences: PreferenceFile, person: Agent) -> Done:
    """Say who works at this desk, on this computer: a new agent (empty ``id``), a known one, or the same one changed.

    Raises InvalidInput, and then nothing has changed.
    """
    _check_zone(person.timezone)
    with store.read() as unit:
        known = unit.people.agent(person.email.strip()) if person.email.strip() and not person.id else None
    done = save_agent(store, replace(person, id=known.id) if known is not None else person)
    with store.read() as unit:
        agent = unit.people.agent(done.name)
    mine = preferences.load()
    if agent is not None and agent.id != mine.agent_id:
        preferences.save(replace(mine, agent_id=agent.id))
    return done
