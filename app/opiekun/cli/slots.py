"""`opiekun slots`: when a call can be booked, and why not at other times."""

from __future__ import annotations

import json
from typing import Any

import click

from opiekun.cli.cases import read_json_list
from opiekun.cli.commands import Group, json_option
from opiekun.cli.parameters import INSTANT, MOMENT
from opiekun.cli.printing import instant
from opiekun.cli.session import Session
from opiekun.cli.slot_cases import SlotCase, slot_case
from opiekun.domain.errors import InvalidInput, Refused
from opiekun.domain.hours import BusinessHours, Openings
from opiekun.domain.instants import UtcSeconds
from opiekun.domain.slots.free import free_starts
from opiekun.words import N_

AGENT = N_("Who holds it; without it, who stands by the account.")
SPECIALIST = N_("Who must be there too; without it, whoever is free, where the type wants one.")


@click.group(
    cls=Group, invoke_without_command=True, help=N_("Free slots: when a call of type T can be booked for account A.")
)
@click.option("--account", metavar="A", help=N_("The account’s name or id."))
@click.option("--type", "code", metavar="T", help=N_("The call type’s code."))
@click.option("--agent", default="", metavar="A", help=AGENT)
@click.option("--specialist", default="", metavar="S", help=SPECIALIST)
@click.option("--from", "since", type=MOMENT, metavar="A", help=N_("An instant, or the start of a day."))
@click.option("--to", "until", type=MOMENT, metavar="B", help=N_("An instant, or the start of a day."))
@click.pass_context
def slots(context: click.Context, /, **given: Any) -> None:
    """Tells the starts of each day, and why there is none."""
    if context.invoked_subcommand is not None:
        return
    for option, name in (("--account", "account"), ("--type", "code"), ("--from", "since"), ("--to", "until")):
        if given[name] is None:
            raise click.MissingParameter(ctx=context, param_hint=f"'{option}'", param_type="option")
    from opiekun.cli.slot_answers import tell_slots  # noqa: PLC0415 - the pure function needs no desk

    tell_slots(context.obj, **given)


slots.params.append(json_option())


@slots.command("why", help=N_("Why a call of type T cannot be booked at S for account A."))
@click.option("--account", required=True, metavar="A", help=N_("The account’s name or id."))
@click.option("--type", "code", required=True, metavar="T", help=N_("The call type’s code."))
@click.option("--start", required=True, type=INSTANT, metavar="S", help=N_("When the call would begin."))
@click.option("--agent", default="", metavar="A", help=AGENT)
@click.option("--specialist", default="", metavar="S", help=SPECIALIST)
@click.pass_obj
def why(session: Session, /, **given: Any) -> None:
    """Tells every reason, most telling first."""
    from opiekun.cli.slot_answers import tell_why  # noqa: PLC0415 - as above

    tell_why(session, **given)


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
