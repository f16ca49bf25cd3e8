"""`opiekun request`: adding a request, reading it, and logging what happened to it."""

from __future__ import annotations

from datetime import datetime

import click

from opiekun.cli.commands import Group
from opiekun.cli.parameters import INSTANT, SEVERITY
from opiekun.cli.request_json import clock_json, view_json
from opiekun.cli.request_page import clock_lines, page
from opiekun.cli.session import Session
from opiekun.cli.vocabulary import DONE
from opiekun.domain.instants import utc_seconds
from opiekun.domain.timeline import Channel, EventKind, Severity
from opiekun.services.accounts import agent_named, list_agents
from opiekun.services.actions import add_request, log_event
from opiekun.services.done import Done
from opiekun.services.queue import rules_of, show_request
from opiekun.services.undo import take_back_last
from opiekun.words import N_

CHANNEL = click.Choice([channel.value for channel in Channel])
LOGGABLE = [kind.value for kind in EventKind if kind not in (EventKind.SYSTEM, EventKind.WITHDRAWN)]


@click.group(
    cls=Group,
    rooms={"import": "opiekun.cli.request_import:import_file"},
    help=N_("Requests: from a file, by hand, and what happened to them."),
)
def request() -> None:
    """The commands stand below."""


@request.command("add", help=N_("Add a request by hand; prints its id."))
@click.option("--account", required=True, metavar="A", help=N_("The account's name or id; made where there is none."))
@click.option("--subject", required=True, metavar="S", help=N_("What it is about."))
@click.option("--severity", required=True, type=SEVERITY, help=N_("1 critical to 5 request."))
@click.option("--channel", required=True, type=CHANNEL, help=N_("How it reached the desk."))
@click.option("--received-at", type=INSTANT, metavar="T", help=N_("When it was received; now, where it is not given."))
@click.option("--contact", default="", metavar="MAIL", help=N_("The e-mail address of who asked."))
@click.option("--description", default="", metavar="TEXT", help=N_("What was said."))
@click.option("--assignee", metavar="A", help=N_("The agent it is assigned to."))
@click.pass_obj
def add(
    session: Session,
    *,
    account: str,
    subject: str,
    severity: Severity,
    channel: str,
    received_at: datetime | None,
    contact: str,
    description: str,
    assignee: str | None,
) -> None:
    """Tells the new id."""
    done = add_request(
        session.store,
        account=account,
        subject=subject,
        severity=severity,
        channel=Channel(channel),
        now=session.now(),
        received_at=received_at,
        contact_email=contact,
        description=description,
        assignee_id=agent_named(session.store, assignee).id if assignee is not None else None,
        actor=session.actor(),
    )
    if session.as_json:
        view = show_request(session.store, done.name, now=session.now())
        session.answer(view_json(view, utc_seconds(session.now())), list)
    else:
        click.echo(done.name)


@request.command("show", help=N_("A request with its timeline, its clocks and why each is due when it is."))
@click.argument("request_id", metavar="ID")
@click.pass_obj
def show(session: Session, request_id: str) -> None:
    """Tells everything about one request."""
    now = session.now()
    view = show_request(session.store, request_id, now=now)
    agents = {agent.id: agent.name for agent in list_agents(session.store)}
    zone = rules_of(session.store).openings.hours.timezone
    session.answer(view_json(view, utc_seconds(now)), lambda: page(view, agents, now, zone, session.words))


@request.command(
    "log",
    help=N_(
        "Log what happened to a request, and see its clocks. EVENT is one of agent_contact, agent_response, "
        "waiting_on_customer, customer_reply, severity_changed, resolved, callback_attempted, note, assigned, "
        "tagged and postponed."
    ),
)
@click.argument("request_id", metavar="ID")
@click.argument("event", type=click.Choice(LOGGABLE), metavar="EVENT")
@click.option("--severity", type=SEVERITY, help=N_("The new severity, for severity_changed."))
@click.option("--at", type=INSTANT, metavar="T", help=N_("When it happened; now, where it is not given."))
@click.option("--channel", type=CHANNEL, help=N_("The channel it came by, where it is not the request's own."))
@click.option("--note", default="", metavar="TEXT", help=N_("Words to keep with it."))
@click.option(
    "--assignee",
    "--to",
    "assignee",
    metavar="A",
    help=N_("The agent, for assigned; nobody, where it is not given."),
)
@click.option(
    "--tag", "tags", multiple=True, metavar="TAG", help=N_("A tag, for tagged; may be repeated. None takes all away.")
)
@click.option("--until", type=INSTANT, metavar="T", help=N_("Until when, for postponed. Without it, it goes on."))
@click.pass_obj
def log(
    session: Session,
    *,
    request_id: str,
    event: str,
    severity: Severity | None,
    at: datetime | None,
    channel: str | None,
    note: str,
    assignee: str | None,
    tags: tuple[str, ...],
    until: datetime | None,
) -> None:
    """Tells what was done and the clocks afterwards."""
    done = log_event(
        session.store,
        request_id,
        EventKind(event),
        now=session.now(),
        at=at,
        severity=severity,
        channel=Channel(channel) if channel is not None else None,
        text=note,
        actor=session.actor() if EventKind(event) is not EventKind.CUSTOMER_REPLY else "",
        assignee_id=agent_named(session.store, assignee).id if assignee is not None else None,
        tags=tags,
        until=until,
    )
    _tell(session, done, event)


@request.command("undo", help=N_("Take back what was logged last on a request."))
@click.argument("request_id", metavar="ID")
@click.pass_obj
def undo(session: Session, request_id: str) -> None:
    """Tells what was done and the clocks afterwards."""
    done = take_back_last(session.store, request_id, now=session.now(), actor=session.actor())
    _tell(session, done, EventKind.WITHDRAWN)


def _tell(session: Session, done: Done, event: str) -> None:
    now = session.now()
    at = utc_seconds(now)
    view = show_request(session.store, done.name, now=now)
    hours = rules_of(session.store).openings.hours
    words = session.words
    session.answer(
        {
            "id": done.name,
            "event": event,
            "status": view.file.standing.status,
            "severity": int(view.file.standing.severity),
            "stopped": [clock_json(clock, at) for clock in done.stopped],
            "clocks": [clock_json(clock, at) for clock in view.clocks],
        },
        lambda: [
            words.say(DONE[done.what], name=done.name, subject=done.subject, detail=done.detail or words.say("nobody")),
            *(line for clock in view.clocks for line in clock_lines(clock, now, hours.timezone, words)),
        ],
    )
