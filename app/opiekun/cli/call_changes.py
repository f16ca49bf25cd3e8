"""`opiekun call brief`, `follow-up` and `rearrange`: before a call, after it, and when it cannot be held."""

from __future__ import annotations

from collections.abc import Iterator

import click

from opiekun.cli.calendar_answers import instant_of
from opiekun.cli.call_answers import call_json, call_lines, desk_agent
from opiekun.cli.commands import command
from opiekun.cli.parameters import MOMENT, SEVERITY
from opiekun.cli.printing import instant, moment_text
from opiekun.cli.recommendations import recommendation_lines, recommendations_json
from opiekun.cli.session import Session
from opiekun.cli.vocabulary import DONE
from opiekun.domain.calendar.events import When
from opiekun.domain.timeline import Severity
from opiekun.services.calls.brief import Brief, brief, follow_up
from opiekun.services.calls.changes import Decision, Remedy, concerned, rearrange
from opiekun.services.calls.reading import show
from opiekun.words import N_


@command(N_("What to know before a call: open requests of the account, what was recommended, and the last calls."))
@click.argument("uid", metavar="UID")
@click.pass_obj
def tell_brief(session: Session, uid: str) -> None:
    """Tells the brief."""
    told = brief(session.store, uid)
    session.answer(
        {
            "call": call_json(session, [told.call])[0],
            "contacts": [{"name": each.name, "email": each.email} for each in told.contacts],
            "open_requests": [
                {
                    "id": row.id,
                    "subject": row.subject,
                    "severity": int(row.severity),
                    "status": row.status,
                    "clock": row.clock,
                    "due_at": instant(row.due_at),
                }
                for row in told.open_requests
            ],
            "recommendations": recommendations_json(told.recommendations),
            "last_calls": call_json(session, told.last_calls),
        },
        lambda: _lines(session, told),
    )


@command(N_("Make a request of what was agreed on in a call; prints its id."))
@click.argument("uid", metavar="UID")
@click.option("--subject", required=True, metavar="S", help=N_("What it is about."))
@click.option("--severity", type=SEVERITY, default="5", metavar="1-5", help=N_("Its severity."))
@click.pass_obj
def make_request(session: Session, uid: str, subject: str, severity: Severity) -> None:
    """Tells the request."""
    done = follow_up(session.store, uid, subject, severity=severity, now=session.now(), actor=session.actor())
    session.answer({"request": done.name}, lambda: [done.name])


@command(N_("Change this desk’s calls from A to B in one go; each guest is told once."))
@click.option("--from", "since", required=True, type=MOMENT, metavar="A", help=N_("An instant, or the start of a day."))
@click.option("--to", "until", required=True, type=MOMENT, metavar="B", help=N_("An instant, or the start of a day."))
@click.option(
    "--do",
    "remedy",
    required=True,
    type=click.Choice([each.value for each in Remedy]),
    help=N_("Move them to the nearest free slots behind B, hand them to the cover, or call them off."),
)
@click.pass_obj
def rearrange_calls(session: Session, since: When, until: When, remedy: str) -> None:
    """Tells each call as it is now."""
    zone, agent_id = session.zone(), desk_agent(session)
    begin, end = (instant_of(moment, zone) for moment in (since, until))
    decisions = {call.uid: Decision(Remedy(remedy)) for call in concerned(session.store, begin, end, agent_id=agent_id)}
    if not decisions:
        session.answer([], list)
        return
    all_done = rearrange(session.store, session.program.letter_writer, decisions, end, now=session.now()).each
    calls = [show(session.store, done.name) for done in all_done]
    words = session.words
    session.answer(
        call_json(session, calls),
        lambda: [
            words.say(DONE[done.what], name=done.name, subject=done.subject, detail=done.detail) for done in all_done
        ],
    )


def _lines(session: Session, told: Brief) -> Iterator[str]:
    now, zone, words = session.now(), session.zone(), session.words
    yield from call_lines(session, [told.call])
    yield told.account.name
    if told.account.note:
        yield told.account.note
    for row in told.open_requests:
        due = moment_text(row.due_at, now, zone, words.say) if row.due_at is not None else "–"
        yield f"  {row.id}  {due}  {row.subject}"
    for line in recommendation_lines(session, told.recommendations):
        yield f"  {line}"
    for call in told.last_calls:
        yield from call_lines(session, [call])
        if call.notes:
            yield f"  {call.notes}"
