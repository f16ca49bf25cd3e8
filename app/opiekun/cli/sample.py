"""`opiekun sample`: the sample desk in an empty home."""

from __future__ import annotations

import click

from opiekun.cli.commands import command
from opiekun.cli.session import Session
from opiekun.services.sample import fill_sample
from opiekun.words import N_


@command(N_("Fill an empty home with the sample desk: agents, accounts and requests around the current instant."))
@click.pass_obj
def sample(session: Session) -> None:
    """Tells how many requests were made."""
    program = session.program
    report = fill_sample(
        session.store, program.preferences, program.letter_writer, program.read_messages, now=session.now()
    )
    session.answer(
        {"created": report.created, "home": str(session.program.home)},
        lambda: [
            session.words.count(
                "The sample desk has {n} request; see “opiekun queue”.",
                "The sample desk has {n} requests; see “opiekun queue”.",
                report.created,
            )
        ],
    )
