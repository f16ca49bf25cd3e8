"""How calls are told in the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from opiekun.cli.printing import instant, moment_text
from opiekun.cli.session import Session
from opiekun.cli.vocabulary import CALL_STATUSES, DONE
from opiekun.domain.calendar.events import When
from opiekun.domain.calls.calls import Call
from opiekun.domain.calls.outbox import OpenProposal
from opiekun.services.calls.reading import show
from opiekun.services.done import Done
from opiekun.services.setup import current_setup


def desk_agent(session: Session) -> str:
    """The id of this desk's agent, "" before the desk is set up."""
    agent = current_setup(session.store, session.program.preferences).agent
    return agent.id if agent is not None else ""


def tell_done(session: Session, done: Done) -> None:
    """The call as it is now; in the terminal its UID alone on standard output, what was done beside it."""
    call = show(session.store, done.name)
    session.answer(call_json(session, [call])[0], lambda: [call.uid])
    if not session.as_json:
        session.remark(session.words.say(DONE[done.what], name=done.name, subject=done.subject, detail=done.detail))


def tell_call(session: Session, call: Call) -> None:
    """A call in full."""
    session.answer(call_json(session, [call])[0], lambda: _page(session, call))


def call_json(session: Session, calls: Iterable[Call]) -> list[dict[str, Any]]:
    """Calls as other programs read them. Answers are told in the words of RFC 5545."""
    with session.store.read() as unit:
        accounts = {account.id: account.name for account in unit.people.accounts()}
        agents = {agent.id: agent.name for agent in unit.people.agents()}
        proposals: dict[str, list[dict[str, Any]]] = {}
        for each in unit.mail.proposals():
            proposals.setdefault(each.uid, []).append(_proposal_json(each))
    return [
        {
            "uid": call.uid,
            "title": call.title,
            "account": accounts.get(call.account_id, call.account_id),
            "agent": agents.get(call.agent_id, call.agent_id),
            "specialist": agents.get(call.specialist_id, call.specialist_id) or None,
            "type": call.type,
            "sequence": call.sequence,
            "start": instant(call.start),
            "end": instant(call.end),
            "status": call.status,
            "guests": [
                {"email": guest.email, "name": guest.name, "partstat": guest.partstat.upper()} for guest in call.guests
            ],
            "proposals": proposals.get(call.uid, []),
            "request": call.request_id or None,
            "agenda": call.agenda,
            "notes": call.notes,
        }
        for call in calls
    ]


def _proposal_json(each: OpenProposal) -> dict[str, Any]:
    proposal = each.proposal
    return {
        "entry": each.entry_id,
        "email": proposal.who,
        "recurrence_id": proposal.recurrence_id or None,
        "start": _when(proposal.start),
        "end": _when(proposal.end),
        "comment": proposal.comment,
    }


def _when(moment: When) -> str | None:
    """An instant in UTC; a date, or a time without a zone, as it stands."""
    return instant(moment) if isinstance(moment, datetime) and moment.tzinfo is not None else moment.isoformat()


def call_lines(session: Session, calls: Iterable[Call]) -> Iterator[str]:
    """Each call in a line."""
    now, zone, words = session.now(), session.zone(), session.words
    for call in calls:
        times = f"{moment_text(call.start, now, zone, words.say)}–{call.end.astimezone(zone):%H:%M}"
        yield f"{times}  {words.say(CALL_STATUSES[call.status])}  {call.title}  {call.uid}"


def _page(session: Session, call: Call) -> Iterator[str]:
    yield from call_lines(session, [call])
    for guest in call.guests:
        yield f"  {guest.name or guest.email} <{guest.email}>  {guest.partstat.upper()}"
    for text in (call.agenda, call.notes):
        if text:
            yield ""
            yield from text.splitlines()
