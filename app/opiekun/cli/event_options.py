"""The options that say something of an event, shared by `calendar add` and `calendar change`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import click

from opiekun.domain.calendar.events import Alarm, Details, EventPurpose, EventStatus, Visibility
from opiekun.words import N_

_MOST_MINUTES = 60 * 24 * 366

_OPTIONS = (
    click.option("--rrule", metavar="R", help=N_("How it recurs, like FREQ=WEEKLY;BYDAY=MO,TH.")),
    click.option("--location", metavar="TEXT", help=N_("Where it is.")),
    click.option("--description", metavar="TEXT", help=N_("Notes.")),
    click.option("--link", metavar="URL", help=N_("The link that joins a call.")),
    click.option("--status", type=click.Choice([each.value for each in EventStatus]), help=N_("How sure it is.")),
    click.option(
        "transparent",
        "--free/--busy",
        "--transparent",
        default=None,
        help=N_("Whether the time stays free; a new event takes it."),
    ),
    click.option("--visibility", type=click.Choice([each.value for each in Visibility]), help=N_("Who may read it.")),
    click.option("--purpose", type=click.Choice([each.value for each in EventPurpose]), help=N_("What it is for.")),
    click.option("--category", "categories", multiple=True, metavar="TEXT", help=N_("A category; repeat it.")),
    click.option(
        "--alarm",
        "alarms",
        multiple=True,
        type=click.IntRange(0, _MOST_MINUTES),
        metavar="MINUTES",
        help=N_("Remind so long before it begins; repeat it."),
    ),
    click.option("--request", metavar="ID", help=N_("The request for which time is set aside; “” for none.")),
)
_WORDS = ("summary", "location", "description", "link", "transparent")


def event_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of an event; :func:`with_options` makes details of their values."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def with_options(details: Details, given: dict[str, Any]) -> Details:
    """The details with what was given by :func:`event_options`; what was not given stays."""
    fields: dict[str, Any] = {name: given[name] for name in _WORDS if given.get(name) is not None}
    for name, kind in (("status", EventStatus), ("visibility", Visibility), ("purpose", EventPurpose)):
        if given[name] is not None:
            fields[name] = kind(given[name])
    if given["rrule"] is not None:
        fields["rule"] = given["rrule"].strip().removeprefix("RRULE:")
    if given["request"] is not None:
        fields["request_id"] = given["request"]
    if given["categories"]:
        fields["categories"] = tuple(given["categories"])
    if given["alarms"]:
        fields["alarms"] = tuple(Alarm(-60 * minutes) for minutes in given["alarms"])
    return replace(details, **fields)
