"""`opiekun sla`: the clocks of timelines that a file gives, without a desk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import click

from opiekun.cli.cases import SlaCase, read_json, read_json_list, sla_case
from opiekun.cli.commands import Group
from opiekun.cli.printing import instant
from opiekun.cli.request_page import target_words
from opiekun.cli.session import Session
from opiekun.cli.vocabulary import CLOCKS
from opiekun.domain.clocks import ClockState, evaluate
from opiekun.domain.errors import InvalidInput, Refused
from opiekun.domain.hours import BusinessHours, Openings
from opiekun.domain.instants import utc_seconds
from opiekun.domain.policy import ClockName, Policy
from opiekun.domain.rules_json import policy_from_json, policy_to_json
from opiekun.domain.timeline import Severity
from opiekun.services.queue import rules_of
from opiekun.services.setup import save_policy
from opiekun.words import N_, Words


@click.group(cls=Group, help=N_("The clocks of the service, as pure functions."))
def sla() -> None:
    """The commands stand below."""


@sla.command("evaluate", help=N_("The clocks of each case in FILE, a JSON list; “-” reads standard input."))
@click.argument("file")
def evaluate_file(file: str) -> None:
    """Prints JSON with --json and without."""
    openings: dict[BusinessHours, Openings] = {}
    cases = [sla_case(value, place) for place, value in enumerate(read_json_list(file), start=1)]
    answer = [{"name": case.name, "clocks": _clocks(case, openings)} for case in cases]
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2))


@sla.command("policies", help=N_("The versions of the policy, oldest first."))
@click.pass_obj
def tell_policies(session: Session) -> None:
    """A request keeps the version under which it arrived."""
    policies = rules_of(session.store).policies
    session.answer([policy_to_json(policy) for policy in policies], lambda: _policy_lines(policies, session.words))


@sla.command("add-policy", help=N_("Add a version of the policy from FILE; “-” reads standard input."))
@click.argument("file")
@click.pass_obj
def add_policy(session: Session, file: str) -> None:
    """The file holds version, valid_from (ISO 8601 with an offset), business_day_minutes and targets."""
    value = read_json(file)
    if not isinstance(value, dict) or not {"version", "valid_from", "targets"} <= value.keys():
        raise InvalidInput("A version of the policy needs version, valid_from and targets.")
    policy = policy_from_json(value)
    save_policy(session.store, policy)
    session.answer(policy_to_json(policy), lambda: _policy_lines((policy,), session.words))


def _policy_lines(policies: tuple[Policy, ...], words: Words) -> Iterator[str]:
    for policy in policies:
        yield words.say(
            "Version {version}, for requests received from {date} on",
            version=policy.version,
            date=policy.valid_from.isoformat(),
        )
        for severity in Severity:
            targets = [(name, policy.targets.get((severity, name))) for name in ClockName]
            told = [
                f"{words.say(CLOCKS[name])}: {target_words(target, words)}"
                for name, target in targets
                if target is not None
            ]
            yield f"  {int(severity)}  {', '.join(told)}"


def _clocks(case: SlaCase, openings: dict[BusinessHours, Openings]) -> list[dict[str, Any]]:
    """The clocks of what had happened by the case's instant."""
    happened = tuple(event for event in case.events if event.at <= case.as_of)
    as_of = utc_seconds(case.as_of)
    try:
        clocks = evaluate(happened, case.severity, case.channel, case.policy, _openings(case.hours, openings))
    except Refused as refusal:
        raise InvalidInput("Case {case}: {reason}", case=case.name, reason=refusal) from refusal
    return [
        {
            "clock": clock.name,
            "started_at": instant(clock.started_at),
            "due_at": instant(clock.due_at),
            "stopped_at": instant(clock.stopped_at),
            "state": _state(clock.state(as_of)),
        }
        for clock in clocks
    ]


def _openings(hours: BusinessHours, known: dict[BusinessHours, Openings]) -> Openings:
    """Cases mostly share their hours, and the index of one serves all that do."""
    return known.setdefault(hours, Openings(hours))


def _state(state: ClockState) -> ClockState:
    """At risk is a warning of the desk, not a state of the promise."""
    return ClockState.RUNNING if state is ClockState.AT_RISK else state
