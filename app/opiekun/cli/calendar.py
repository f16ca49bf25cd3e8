"""`opiekun calendar`: what stands in the calendars, and adding, moving and deleting events."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import click

from opiekun.cli.calendar_answers import (
    in_calendar,
    instant_of,
    meant_by,
    of_occurrence,
    of_scope,
    on_clock,
    tell,
    tell_occurrences,
)
from opiekun.cli.calendar_names import calendar_named, only_calendar
from opiekun.cli.commands import Group
from opiekun.cli.event_options import event_options, with_options
from opiekun.cli.parameters import MOMENT
from opiekun.cli.session import Session
from opiekun.domain.calendar.events import Details, When
from opiekun.domain.errors import InvalidInput
from opiekun.services.event_naming import placed
from opiekun.services.events import add_event, delete_event, move_event
from opiekun.services.occurrences import occurrences
from opiekun.words import N_


@click.group(
    cls=Group,
    rooms={
        "import": "opiekun.cli.calendar_files:import_file",
        "export": "opiekun.cli.calendar_files:export_file",
        "search": "opiekun.cli.calendar_events:search",
        "show": "opiekun.cli.calendar_events:show",
        "change": "opiekun.cli.calendar_events:change",
        "copy": "opiekun.cli.calendar_events:copy",
        "put": "opiekun.cli.calendar_events:put",
        "propose": "opiekun.cli.calendar_events:propose",
        "answer": "opiekun.cli.calendar_events:answer",
        "calendars": "opiekun.cli.calendar_set:calendars",
        "set": "opiekun.cli.calendar_set:set_calendar",
        "remove": "opiekun.cli.calendar_set:remove",
        "connect": "opiekun.cli.calendar_connect:connect_server",
        "busy": "opiekun.cli.calendar_busy:busy",
    },
    help=N_("The calendars: what stands in them, files in and out, and single events."),
)
def calendar() -> None:
    """The commands stand below and in the rooms."""


@calendar.command("list", help=N_("The occurrences that touch the time from A to B, in all calendars."))
@click.option("--from", "since", required=True, type=MOMENT, metavar="A", help=N_("An instant, or the start of a day."))
@click.option("--to", "until", required=True, type=MOMENT, metavar="B", help=N_("An instant, or the start of a day."))
@in_calendar
@click.pass_obj
def list_all(session: Session, *, since: When, until: When, named: str | None) -> None:
    """Tells each occurrence in a line."""
    zone = session.zone()
    begin, end = (instant_of(moment, zone) for moment in (since, until))
    if end <= begin:
        raise InvalidInput("The time from {begin} to {end} is empty.", begin=since.isoformat(), end=until.isoformat())
    only = only_calendar(session, named)
    found = occurrences(session.store, begin, end, zone, hidden=True)
    tell_occurrences(session, [each for each in found if only is None or each.calendar_id == only])


@calendar.command("add", help=N_("Add an event; prints its UID. Two dates make it all-day, and B is the day after."))
@click.option("--summary", required=True, metavar="S", help=N_("Its title."))
@click.option("--start", required=True, type=MOMENT, metavar="A", help=N_("When it begins: an instant, or a date."))
@click.option("--end", required=True, type=MOMENT, metavar="B", help=N_("When it ends, not included: as A."))
@event_options
@click.option("--calendar", "named", metavar="C", help=N_("The calendar's name or id; the default one without it."))
@click.pass_obj
def add(session: Session, /, *, summary: str, start: When, end: When, named: str | None, **given: Any) -> None:
    """Tells the UID. Times are told on the clock of the agent's zone, so that a series keeps its hour all year."""
    zone = session.zone()
    details = with_options(Details(summary.strip(), on_clock(start, zone), on_clock(end, zone)), given)
    target = calendar_named(session, named).id if named is not None else None
    tell(session, add_event(session.store, details, now=session.now(), calendar_id=target))


@calendar.command("move", help=N_("Move an event, or occurrences of a series; it stays as long as it is."))
@click.argument("uid", metavar="UID")
@click.option(
    "--start",
    required=True,
    type=MOMENT,
    metavar="A",
    help=N_("When it is to begin: an instant; or a date, on which it keeps its time of day."),
)
@of_occurrence
@of_scope
@in_calendar
@click.pass_obj
def move(
    session: Session,
    *,
    uid: str,
    start: When,
    recurrence_id: datetime | date | str | None,
    scope: str | None,
    named: str | None,
) -> None:
    """Tells the UID."""
    meant = meant_by(session, uid, recurrence_id, scope, named)
    begin, end = placed(session.store, meant.key, meant.recurrence_id, start, session.zone())
    tell(session, move_event(session.store, *meant, begin, end, now=session.now(), host=session.host()))


@calendar.command("delete", help=N_("Delete an event, or occurrences of a series."))
@click.argument("uid", metavar="UID")
@of_occurrence
@of_scope
@in_calendar
@click.pass_obj
def delete(
    session: Session,
    *,
    uid: str,
    recurrence_id: datetime | date | str | None,
    scope: str | None,
    named: str | None,
) -> None:
    """Tells the UID."""
    meant = meant_by(session, uid, recurrence_id, scope, named)
    tell(session, delete_event(session.store, *meant, now=session.now(), host=session.host()))
