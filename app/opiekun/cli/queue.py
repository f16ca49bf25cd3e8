"""`opiekun queue`: what is to be done next, as a table or as JSON, once or live."""

from __future__ import annotations

import click

from opiekun.cli.commands import command
from opiekun.cli.request_json import row_json
from opiekun.cli.session import Session
from opiekun.domain.instants import utc_seconds
from opiekun.domain.queue import Order, QueueRow, sort_key
from opiekun.services.accounts import agent_named
from opiekun.services.queue import open_queue
from opiekun.services.setup import current_setup
from opiekun.words import N_


@command(N_("The queue of this desk's agent in its order; everybody's before the desk is set up."))
@click.option("--agent", metavar="A", help=N_("The queue of this agent: a name, an e-mail address or an id."))
@click.option("--all", "everybody", is_flag=True, help=N_("Everybody's queue."))
@click.option("--watch", is_flag=True, help=N_("Keep it on the screen, live; q quits."))
@click.pass_obj
def queue(session: Session, agent: str | None, everybody: bool, watch: bool) -> None:
    """Tells the rows in the order of the queue."""
    if everybody and agent is not None:
        raise click.UsageError(session.words.say("Give --agent or --all, not both."))
    if watch and session.as_json:
        raise click.UsageError(session.words.say("--watch is for people; leave out --json or --watch."))
    whose = None if everybody else whose_queue(session, agent)
    if watch:
        from opiekun.cli.watch import watch_queue  # noqa: PLC0415 - what draws tables is loaded where one is drawn

        watch_queue(session, whose)
        return
    tell_queue(session, whose)


def whose_queue(session: Session, agent: str | None) -> str | None:
    """The id of the agent who was named, else of this desk's; None, where nobody is set up, for everybody."""
    if agent is not None:
        return agent_named(session.store, agent).id
    mine = current_setup(session.store, session.program.preferences).agent
    return mine.id if mine is not None else None


def in_order(session: Session, agent_id: str | None) -> list[QueueRow]:
    """The rows as they stand now, in the order of the queue."""
    now = utc_seconds(session.now())
    return sorted(open_queue(session.store, agent_id), key=lambda row: sort_key(row, now, Order.GROUPED))


def tell_queue(session: Session, agent_id: str | None) -> None:
    """The queue once: JSON, or a table."""
    rows = in_order(session, agent_id)
    if session.as_json:
        now = utc_seconds(session.now())
        session.answer([row_json(row, now) for row in rows], list)
        return
    from opiekun.cli.queue_table import printer, queue_table  # noqa: PLC0415

    setup = current_setup(session.store, session.program.preferences)
    if not rows:
        click.echo(session.words.say("The queue is empty."))
    else:
        console = printer()
        console.print(queue_table(rows, session.now(), setup.hours, session.words, console.width))
    if setup.agent is None:
        session.remark(
            session.words.say("This is everybody's queue: say who you are with “opiekun setup --name NAME”.")
        )
