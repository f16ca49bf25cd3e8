"""`opiekun mail`: letters about calls, and what is answered to them."""

from __future__ import annotations

import click

from opiekun.cli.commands import Group
from opiekun.words import N_


@click.group(
    cls=Group,
    rooms={
        "process": "opiekun.cli.mail_ledger:process_files",
        "ledger": "opiekun.cli.mail_ledger:tell_ledger",
        "decide": "opiekun.cli.mail_ledger:decide_entry",
        "undo": "opiekun.cli.mail_ledger:undo_message",
        "outbox": "opiekun.cli.mail_outbox:tell_outbox",
        "run": "opiekun.cli.mail_outbox:run_mail",
        "retry": "opiekun.cli.mail_outbox:retry",
        "drop": "opiekun.cli.mail_outbox:drop",
        "connect": "opiekun.cli.mail_connect:connect_servers",
    },
    help=N_("Mail about calls: what waits to be sent, what came, and what is to be decided."),
)
def mail() -> None:
    """The commands stand in the rooms."""
