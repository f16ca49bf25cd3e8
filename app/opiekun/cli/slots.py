"""`opiekun slots`: when a call can be booked."""

from __future__ import annotations

import json

import click

from opiekun.cli.cases import read_json_list
from opiekun.cli.commands import Group
from opiekun.cli.printing import instant
from opiekun.cli.slot_cases import SlotCase, slot_case
from opiekun.domain.errors import InvalidInput, Refused
from opiekun.domain.hours import BusinessHours, Openings
from opiekun.domain.instants import UtcSeconds
from opiekun.domain.slots.free import free_starts
from opiekun.words import N_


@click.group(cls=Group, help=N_("Free slots: when a call can be booked."))
def slots() -> None:
    """The commands stand below."""


@slots.command("evaluate", help=N_("The free slots of each case in FILE, a JSON list; “-” reads standard input."))
@click.argument("file")
def evaluate_file(file: str) -> None:
    """Prints JSON with --json and without."""
    openings: dict[BusinessHours, Openings] = {}
    cases = [slot_case(value, place) for place, value in enumerate(read_json_list(file), start=1)]
    answer = [{"name": case.name, "starts": [instant(start) for start in _starts(case, openings)]} for case in cases]
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2))


def _starts(case: SlotCase, known: dict[BusinessHours, Openings]) -> list[UtcSeconds]:
    """Cases mostly share their hours, and the index of one serves all that do."""
    openings = known.setdefault(case.hours, Openings(case.hours))
    try:
        return free_starts(
            openings, case.rules, case.since, case.until, now=case.now, busy=case.busy, booked=case.booked
        )
    except Refused as refusal:
        raise InvalidInput("Case {case}: {reason}", case=case.name, reason=refusal) from refusal
