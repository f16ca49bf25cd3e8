"""`opiekun calendar search`, `show`, `change`, `copy`, `put`, `propose` and `answer`: single events in full."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import click

from opiekun.cli.calendar_answers import (
    in_calendar,
    meant_by,
    of_occurrence,
    of_scope,
    on_clock,
    tell,
    tell_occurrences,
)
from opiekun.cli.calendar_names import calendar_name, calendar_named
from opiekun.cli.commands import command
from opiekun.cli.event_options import event_options, with_options
from opiekun.cli.parameters import MOMENT
from opiekun.cli.session import Session
from opiekun.domain.calendar.events import When
from opiekun.domain.invitations.messages import Partstat
from opiekun.services.event_naming import placed
from opiekun.services.events import change_event, copy_event, put_into_calendar
from opiekun.services.mail.answering import Answering, answer_invitation, propose_move
from opiekun.services.mail.known import addresses_of_agent
from opiekun.services.occurrences import EventView, details, search_events
from opiekun.words import N_, Words

_ANSWERS = [Partstat.ACCEPTED.value, Partstat.TENTATIVE.value, Partstat.DECLINED.value]


@command(N_("Search the calendars that are shown, in titles, people, places and notes; what comes next first."))
@click.argument("words", metavar="WORDS")
@click.option("--limit", type=click.IntRange(1, 1_000), default=50, help=N_("The most to find."))
@click.pass_obj
def search(session: Session, *, words: str, limit: int) -> None:
    """Tells the next occurrence of each event that was found, or its last."""
    tell_occurrences(session, search_events(session.store, words, session.zone(), now=session.now(), limit=limit))


@command(N_("An event, or an occurrence of a series, with everything that is known of it."))
@click.argument("uid", metavar="UID")
@of_occurrence
@in_calendar
@click.pass_obj
def show(session: Session, *, uid: str, recurrence_id: datetime | date | str | None, named: str | None) -> None:
    """Tells its details."""
    meant = meant_by(session, uid, recurrence_id, None, named)
    view = details(session.store, meant.key, meant.recurrence_id)
    session.answer(_json(view, session.zone()), lambda: _lines(view, session.zone(), session.words))


@command(N_("Change an event, or occurrences of a series; what is not given stays."))
@click.argument("uid", metavar="UID")
@click.option("--summary", metavar="S", help=N_("Its title."))
@click.option("--start", type=MOMENT, metavar="A", help=N_("When it begins: an instant, or a date."))
@click.option("--end", type=MOMENT, metavar="B", help=N_("When it ends, not included: as A."))
@event_options
@of_occurrence
@of_scope
@in_calendar
@click.pass_obj
def change(
    session: Session,
    /,
    *,
    uid: str,
    start: When | None,
    end: When | None,
    recurrence_id: datetime | date | str | None,
    scope: str | None,
    named: str | None,
    **given: Any,
) -> None:
    """Tells the UID. Without an end, an event with a new start stays as long as it is."""
    meant = meant_by(session, uid, recurrence_id, scope, named)
    was = details(session.store, meant.key, meant.recurrence_id).details
    changed = with_options(was, given)
    zone = session.zone()
    if start is not None and end is None:
        begin, until = placed(session.store, meant.key, meant.recurrence_id, start, zone)
        changed = replace(changed, start=begin, end=until)
    elif start is not None:
        changed = replace(changed, start=on_clock(start, zone))
    if end is not None:
        changed = replace(changed, end=on_clock(end, zone))
    done = change_event(session.store, *meant, changed, was=was, now=session.now(), host=session.host())
    tell(session, done)


@command(N_("Copy an event, or an occurrence of a series, to another time; prints the UID of the copy."))
@click.argument("uid", metavar="UID")
@click.option("--start", required=True, type=MOMENT, metavar="A", help=N_("When the copy is to begin; as for move."))
@of_occurrence
@in_calendar
@click.pass_obj
def copy(
    session: Session, *, uid: str, start: When, recurrence_id: datetime | date | str | None, named: str | None
) -> None:
    """Tells the UID of the copy."""
    meant = meant_by(session, uid, recurrence_id, None, named)
    begin, end = placed(session.store, meant.key, meant.recurrence_id, start, session.zone())
    tell(session, copy_event(session.store, meant.key, meant.recurrence_id, begin, end, now=session.now()))


@command(N_("Put an event, with all its occurrences, into another calendar."))
@click.argument("uid", metavar="UID")
@click.option("--into", required=True, metavar="C", help=N_("The name or id of the calendar it goes to."))
@in_calendar
@click.pass_obj
def put(session: Session, *, uid: str, into: str, named: str | None) -> None:
    """Tells the UID."""
    target = calendar_named(session, into)
    meant = meant_by(session, uid, None, None, named)
    tell(session, put_into_calendar(session.store, meant.key, target.id, now=session.now()))


@command(N_("Propose another time for an event to which somebody else invites you; it stays until he agrees."))
@click.argument("uid", metavar="UID")
@click.option("--start", required=True, type=MOMENT, metavar="A", help=N_("When it is to begin; as for move."))
@click.option("--comment", default="", metavar="TEXT", help=N_("What is written to the organizer with it."))
@of_occurrence
@in_calendar
@click.pass_obj
def propose(
    session: Session,
    *,
    uid: str,
    start: When,
    comment: str,
    recurrence_id: datetime | date | str | None,
    named: str | None,
) -> None:
    """Tells the UID; the letter waits."""
    meant = meant_by(session, uid, recurrence_id, None, named)
    times = placed(session.store, meant.key, meant.recurrence_id, start, session.zone())
    by = _answering(session, meant.recurrence_id, comment)
    tell(session, propose_move(session.store, meant.key, times, by, now=session.now()))


@command(N_("Answer an event to which somebody else invites you: he is written to. Of a series, all times or one."))
@click.argument("uid", metavar="UID")
@click.argument("given", metavar="ANSWER", type=click.Choice(_ANSWERS))
@click.option("--comment", default="", metavar="TEXT", help=N_("What is written to the organizer with it."))
@of_occurrence
@in_calendar
@click.pass_obj
def answer(
    session: Session,
    *,
    uid: str,
    given: str,
    comment: str,
    recurrence_id: datetime | date | str | None,
    named: str | None,
) -> None:
    """Tells the UID; the letter waits."""
    meant = meant_by(session, uid, recurrence_id, None, named)
    by = _answering(session, meant.recurrence_id, comment)
    tell(session, answer_invitation(session.store, meant.key, Partstat(given), by, now=session.now()))


def _answering(session: Session, recurrence_id: str, comment: str) -> Answering:
    """The agent of this desk, who answers."""
    me = addresses_of_agent(session.store, session.host().agent_id)
    return Answering(me, session.actor(), session.program.letter_writer, recurrence_id, comment)


def _told(moment: When, zone: ZoneInfo) -> str:
    """In ISO 8601 with an offset; a date as the midnight of the agent's zone."""
    if not isinstance(moment, datetime):
        return datetime(moment.year, moment.month, moment.day, tzinfo=zone).isoformat(timespec="seconds")
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)
    return aware.isoformat(timespec="seconds")


def _json(view: EventView, zone: ZoneInfo) -> dict[str, Any]:
    known = view.details
    return {
        "uid": view.uid,
        "occurrence": view.recurrence_id or None,
        "calendar": view.calendar.name or view.calendar.id,
        "recurs": view.recurs,
        "summary": known.summary,
        "start": _told(known.start, zone),
        "end": _told(known.end, zone),
        "all_day": not isinstance(known.start, datetime),
        "timezone": str(known.start.tzinfo) if isinstance(known.start, datetime) and known.start.tzinfo else None,
        "rrule": known.rule or None,
        "location": known.location,
        "description": known.description,
        "link": known.link or None,
        "status": known.status,
        "transparent": known.transparent,
        "visibility": known.visibility,
        "purpose": known.purpose,
        "categories": list(known.categories),
        "alarms": [{"seconds": alarm.seconds, "from_end": alarm.from_end} for alarm in known.alarms],
        "attachments": list(known.attachments),
        "request": known.request_id or None,
        "people": [
            {"email": one.email, "name": one.name, "partstat": one.partstat or None, "organizer": one.organizer}
            for one in known.people
        ],
    }


def _lines(view: EventView, zone: ZoneInfo, words: Words) -> Iterator[str]:
    known = view.details
    yield known.summary or words.say("(no title)")
    yield f"  {_told(known.start, zone)} – {_told(known.end, zone)}  [{calendar_name(view.calendar, words)}]"
    told = (known.rule, known.location, known.link, known.request_id, ", ".join(known.categories))
    yield from (f"  {line}" for line in told if line)
    yield from (f"  {one.name or one.email} <{one.email}>" for one in known.people)
    yield from (f"  {line}" for line in known.description.splitlines())
