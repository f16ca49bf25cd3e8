"""`opiekun call`: review calls and their types."""

from __future__ import annotations

import click

from opiekun.cli.commands import Group
from opiekun.words import N_


@click.group(
    cls=Group,
    rooms={
        "types": "opiekun.cli.call_types:list_types",
        "type": "opiekun.cli.call_types:call_type",
        "rules": "opiekun.cli.call_types:tell_rules",
    },
    help=N_("Review calls: the types that customers can book."),
)
def call() -> None:
    """The commands stand in the rooms."""
