"""`opiekun helpdesk`: connecting LiveAgent, pulling from it, and how the connection does."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import click

from opiekun.cli.commands import Group
from opiekun.cli.parameters import SEVERITY
from opiekun.cli.printing import instant
from opiekun.cli.session import Session
from opiekun.cli.stopping import INTERRUPTED, stop_on_signal
from opiekun.cli.taken_in import refusal_text
from opiekun.domain.errors import ServerRefused
from opiekun.domain.intake import Connection, Report
from opiekun.domain.secret_names import variable_of
from opiekun.domain.timeline import Severity
from opiekun.services.connecting import (
    SECRET,
    Connected,
    ConnectionStatus,
    connect_liveagent,
    connection_status,
    data_age,
    liveagent_connections,
    opened,
)
from opiekun.services.pull import pull
from opiekun.words import N_, Words

MOST_KEY = 10_000


@click.group(cls=Group, help=N_("Help desks that this desk takes requests from."))
def helpdesk() -> None:
    """The commands stand below."""


@helpdesk.command("connect", help=N_("Connect a LiveAgent account; its API key is read from standard input."))
@click.argument("kind", type=click.Choice(["liveagent"]))
@click.argument("url")
@click.option("--timezone", required=True, metavar="Z", help=N_("The time zone in which the account tells its times."))
@click.option(
    "--severity-field",
    required=True,
    metavar="tag:PREFIX|field:CODE",
    help=N_("What carries the severity: a tag's beginning, or a custom field's code."),
)
@click.option("--default-severity", type=SEVERITY, default="5", help=N_("The severity of a ticket that carries none."))
@click.option("--key-stdin", is_flag=True, help=N_("Read the API key from standard input."))
@click.pass_obj
def connect(session: Session, /, *, key_stdin: bool, **given: Any) -> None:
    """Tells the connection, with the zone and the agents that were found."""
    if not key_stdin:
        raise click.UsageError(
            session.words.say("The API key is read from standard input and never an argument: add --key-stdin.")
        )
    severity: Severity = given["default_severity"]
    connected = connect_liveagent(
        session.store,
        session.program.secrets,
        session.program.open_helpdesk,
        url=given["url"],
        timezone=given["timezone"],
        severity_field=given["severity_field"],
        key=sys.stdin.readline(MOST_KEY).strip(),
        default_severity=severity,
    )
    session.answer(_connected_json(connected), lambda: _connected_lines(connected, session.words))


def _connected_json(connected: Connected) -> dict[str, Any]:
    return {**_connection_json(connected.connection), "agents": list(connected.agents)}


def _connection_json(connection: Connection) -> dict[str, Any]:
    return {
        "id": connection.id,
        "kind": connection.kind,
        "url": connection.url,
        "timezone": connection.timezone,
        "severity_field": connection.severity_field,
        "default_severity": int(connection.default_severity),
    }


def _connected_lines(connected: Connected, words: Words) -> Iterator[str]:
    connection = connected.connection
    yield words.say("Connected {url}.", url=connection.url)
    yield words.say("Its times are read in {zone}; connect again if that is not its zone.", zone=connection.timezone)
    yield words.say(
        "Severity: {field}, else {severity}", field=connection.severity_field, severity=int(connection.default_severity)
    )
    yield words.say("Agents there: {agents}", agents=", ".join(connected.agents) or words.say("none"))


@helpdesk.command("pull", help=N_("Exchange changes with the connected help desks."))
@click.pass_obj
def pull_all(session: Session) -> int:
    """Tells what became of what came, and how many HTTP requests it took. Ctrl+C stops after a page."""
    reports: list[Report] = []
    failures: list[ServerRefused] = []
    with stop_on_signal() as stopped:
        for connection in liveagent_connections(session.store):
            progress = _Progress(session.words)
            try:
                desk = opened(session.program.secrets, session.program.open_helpdesk, connection)
                pull(session.store, desk, connection, now=session.now, cancelled=stopped, progress=progress)
            except ServerRefused as refusal:
                failures.append(refusal)
            progress.clear()
            reports.append(progress.report)
            if stopped():
                break
        interrupted = stopped()
    whole = _sum(reports)
    if failures:
        raise _failed(failures[0], whole)
    session.answer(
        {
            "created": whole.created,
            "updated": whole.updated,
            "unchanged": whole.unchanged,
            "refused": [
                {"id": refusal.where, "reason": refusal_text(refusal, session.words)} for refusal in whole.refused
            ],
            "requests": whole.requests,
            "interrupted": interrupted,
        },
        lambda: _report_lines(whole, interrupted, session.words),
    )
    return INTERRUPTED if interrupted else 0


def _failed(refusal: ServerRefused, whole: Report) -> ServerRefused:
    """The refusal, with what was taken before it."""
    taken = whole.created + whole.updated
    if not taken:
        return refusal
    return ServerRefused(
        "{reason} {count} requests were taken before that; the next pull goes on from there.",
        reason=refusal,
        count=taken,
    )


class _Progress:
    """What was taken so far, told on one line of a terminal; nothing is told where nobody looks."""

    def __init__(self, words: Words) -> None:
        self.report = Report()
        self._words = words
        self._seen = sys.stderr.isatty()

    def __call__(self, report: Report, total: int | None) -> None:
        self.report = report
        if self._seen:
            taken = report.created + report.updated + report.unchanged
            told = self._words.say("{taken} of {total} tickets", taken=taken, total=total if total is not None else "?")
            click.echo(f"\r{told}\x1b[K", err=True, nl=False)

    def clear(self) -> None:
        """Leave the line for what comes."""
        if self._seen:
            click.echo("\r\x1b[K", err=True, nl=False)


def _sum(reports: list[Report]) -> Report:
    return Report(
        sum(report.created for report in reports),
        sum(report.updated for report in reports),
        sum(report.unchanged for report in reports),
        tuple(refusal for report in reports for refusal in report.refused),
        sum(report.requests for report in reports),
    )


def _report_lines(whole: Report, interrupted: bool, words: Words) -> Iterator[str]:
    if interrupted:
        yield words.say("Stopped before the end; the next pull goes on from here.")
    yield words.count(
        "Created {created}, updated {updated}, unchanged {unchanged}, refused {refused}; {n} HTTP request.",
        "Created {created}, updated {updated}, unchanged {unchanged}, refused {refused}; {n} HTTP requests.",
        whole.requests,
        created=whole.created,
        updated=whole.updated,
        unchanged=whole.unchanged,
        refused=len(whole.refused),
    )
    for refusal in whole.refused:
        yield f"  {refusal.where}: {refusal_text(refusal, words)}"


@helpdesk.command("status", help=N_("How each connection does."))
@click.pass_obj
def status(session: Session) -> None:
    """Tells each connection: its last pull, what waits to be written back, and what was refused."""
    known = connection_status(session.store, session.program.secrets)
    session.answer(
        [_status_json(line, session) for line in known],
        lambda: (
            [line for one in known for line in _status_lines(one, session)]
            or [session.words.say("No help desk is connected.")]
        ),
    )


def _status_json(line: ConnectionStatus, session: Session) -> dict[str, Any]:
    connection = line.connection
    return {
        **_connection_json(connection),
        "last_success": instant(connection.last_success),
        "age_seconds": data_age(connection, session.now()),
        "last_error": connection.last_error or None,
        "waiting": line.waiting,
        "refused": [{"request": change.external_id, "reason": change.refused} for change in line.refused],
        "has_key": line.has_key,
    }


def _status_lines(line: ConnectionStatus, session: Session) -> Iterator[str]:
    connection, words = line.connection, session.words
    age = data_age(connection, session.now())
    yield f"{connection.url} · {connection.timezone} · {connection.severity_field}"
    if age is None:
        yield "  " + words.say("never pulled")
    else:
        yield "  " + words.count("pulled {n} minute ago", "pulled {n} minutes ago", age // 60)
    if connection.last_error:
        yield "  " + words.say("last error: {error}", error=connection.last_error)
    if line.waiting:
        yield "  " + words.count(
            "{n} change waits to be written back", "{n} changes wait to be written back", line.waiting
        )
    for change in line.refused:
        yield "  " + words.say("refused: {id}: {reason}", id=change.external_id, reason=change.refused)
    if not line.has_key:
        yield "  " + words.say("its API key is missing: connect again, or set {variable}", variable=variable_of(SECRET))
