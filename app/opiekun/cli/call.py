"""`opiekun call`: review calls and their types."""

from __future__ import annotations

import click

from opiekun.cli.commands import Group
from opiekun.words import N_


@click.group(
    cls=Group,
    rooms={
        "book": "opiekun.cli.calls:book_call",
        "show": "opiekun.cli.calls:show_call",
        "move": "opiekun.cli.calls:move_call",
        "cancel": "opiekun.cli.calls:cancel_call",
        "guests": "opiekun.cli.calls:guests",
        "list": "opiekun.cli.calls:list_all",
        "offer": "opiekun.cli.call_around:offer_times",
        "offers": "opiekun.cli.call_around:tell_offers",
        "agenda": "opiekun.cli.call_around:agenda",
        "outcome": "opiekun.cli.call_around:outcome",
        "note": "opiekun.cli.call_around:note_call",
        "recommend": "opiekun.cli.recommendations:recommend_there",
        "brief": "opiekun.cli.call_changes:tell_brief",
        "follow-up": "opiekun.cli.call_changes:make_request",
        "rearrange": "opiekun.cli.call_changes:rearrange_calls",
        "types": "opiekun.cli.call_types:list_types",
        "type": "opiekun.cli.call_types:call_type",
        "rules": "opiekun.cli.call_types:tell_rules",
    },
    help=N_("Review calls: booking, moving, calling off, and their types."),
)
def call() -> None:
    """The commands stand in the rooms."""
