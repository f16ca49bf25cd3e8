"""The options that say something of an account, shared by `account add` and `account set`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from opiekun.cli.parameters import DAY, FEE, MAIL, ZONE
from opiekun.domain.people import Duty, Plan
from opiekun.services.account_change import AccountChange
from opiekun.words import LANGUAGES, N_

_OPTIONS = (
    click.option(
        "--contact",
        "contacts",
        multiple=True,
        type=MAIL,
        help=N_("Someone there: MAIL or “Name <MAIL>”; repeat it."),
    ),
    click.option(
        "--remove-contact",
        "removed",
        multiple=True,
        metavar="CONTACT",
        help=N_("Someone who is not there any more, by e-mail or name; repeat it."),
    ),
    click.option("--plan", type=click.Choice([plan.value for plan in Plan]), help=N_("The customer's plan.")),
    click.option("--fee", type=FEE, help=N_("The add-on's fee in EUR a month.")),
    click.option("--start", type=DAY, help=N_("The first day of the add-on.")),
    click.option("--end", type=DAY, help=N_("The last day of the add-on; “” for open.")),
    click.option("--dedicated", metavar="AGENT", help=N_("The dedicated agent; “” for nobody.")),
    click.option("--cover", metavar="AGENT", help=N_("Who covers absences; “” for nobody.")),
    click.option("--timezone", type=ZONE, help=N_("The customer's time zone.")),
    click.option("--language", type=click.Choice(["", *LANGUAGES]), help=N_("The customer's language.")),
    click.option("--note", metavar="TEXT", help=N_("What to know of the customer.")),
)


def account_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of an account; :func:`change_of` makes a change of their values."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def change_of(given: dict[str, Any]) -> AccountChange:
    """The change that the values of :func:`account_options` ask for; what was not given stays."""
    fields: dict[str, Any] = {
        name: given[option]
        for option, name in (("fee", "addon_fee"), ("timezone", "timezone"), ("language", "language"), ("note", "note"))
        if given[option] is not None
    }
    if given["plan"] is not None:
        fields["plan"] = Plan(given["plan"])
    for option, name in (("start", "addon_start"), ("end", "addon_end")):
        if given[option] is not None:
            fields[name] = given[option] or None
    duties = {duty: given[duty.value] for duty in Duty if given[duty.value] is not None}
    return AccountChange(fields, tuple(given["contacts"]), duties, tuple(given["removed"]))
