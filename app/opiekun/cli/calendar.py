"""`opiekun calendar`: what stands in the calendars, and adding, moving and deleting events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import click

from opiekun.cli.calendar_names import calendar_name, calendar_named, only_calendar
from opiekun.cli.commands import Group
from opiekun.cli.parameters import MOMENT, OCCURRENCE
from opiekun.cli.printing import instant, moment_text
from opiekun.cli.session import Session
from opiekun.cli.vocabulary import DONE
from opiekun.domain.calendar.events import Calendar, Details, Occurrence, Scope, When
from opiekun.domain.errors import InvalidInput
from opiekun.domain.instants import UtcSeconds, utc_datetime
from opiekun.services.calendars import list_calendars
from opiekun.services.done import Done, ObjectChange, RestoreObjects
from opiekun.services.event_naming import event_of_uid, occurrence_named, original_starts, placed
from opiekun.services.events import add_event, delete_event, move_event
from opiekun.services.occurrences import occurrences
from opiekun.words import N_, Words

SCOPE = click.Choice([scope.value for scope in Scope])
_IN = N_("The calendar's name or id.")


@click.group(
    cls=Group,
    rooms={
        "import": "opiekun.cli.calendar_files:import_file",
        "export": "opiekun.cli.calendar_files:export_file",
    },
    help=N_("The calendars: what stands in them, files in and out, and single events."),
)
def calendar() -> None:
    """The commands stand below."""


@calendar.command("list", help=N_("The occurrences that touch the time from A to B, in all calendars."))
@click.option("--from", "since", required=True, type=MOMENT, metavar="A", help=N_("An instant, or the start of a day."))
@click.option("--to", "until", required=True, type=MOMENT, metavar="B", help=N_("An instant, or the start of a day."))
@click.option("--calendar", "named", metavar="C", help=_IN)
@click.pass_obj
def list_all(session: Session, *, since: When, until: When, named: str | None) -> None:
    """Tells each occurrence in a line."""
    zone = session.zone()
    begin, end = (_instant(moment, zone) for moment in (since, until))
    if end <= begin:
        raise InvalidInput("The time from {begin} to {end} is empty.", begin=since.isoformat(), end=until.isoformat())
    calendars = {each.id: each for each in list_calendars(session.store)}
    only = only_calendar(session, named)
    found = [
        each
        for each in occurrences(session.store, begin, end, zone, hidden=True)
        if only is None or each.calendar_id == only
    ]
    starts = original_starts(session.store, found, zone)
    session.answer(
        [_json(each, calendars[each.calendar_id], starts.get((each.key, each.recurrence_id)), zone) for each in found],
        lambda: _lines(found, calendars, session.now(), zone, session.words),
    )


@calendar.command("add", help=N_("Add an event; prints its UID. Two dates make it all-day, and B is the day after."))
@click.option("--summary", required=True, metavar="S", help=N_("Its title."))
@click.option("--start", required=True, type=MOMENT, metavar="A", help=N_("When it begins: an instant, or a date."))
@click.option("--end", required=True, type=MOMENT, metavar="B", help=N_("When it ends, not included: as A."))
@click.option("--rrule", default="", metavar="R", help=N_("How it recurs, like FREQ=WEEKLY;BYDAY=MO,TH."))
@click.option("--calendar", "named", metavar="C", help=N_("The calendar's name or id; the default one without it."))
@click.pass_obj
def add(session: Session, *, summary: str, start: When, end: When, rrule: str, named: str | None) -> None:
    """Tells the UID. Times are told on the clock of the agent's zone, so that a series keeps its hour all year."""
    zone = session.zone()
    details = Details(
        summary.strip(), _on_clock(start, zone), _on_clock(end, zone), rule=rrule.strip().removeprefix("RRULE:")
    )
    target = calendar_named(session, named).id if named is not None else None
    _tell(session, add_event(session.store, details, now=session.now(), calendar_id=target))


@calendar.command("move", help=N_("Move an event, or occurrences of a series; it stays as long as it is."))
@click.argument("uid", metavar="UID")
@click.option(
    "--start",
    required=True,
    type=MOMENT,
    metavar="A",
    help=N_("When it is to begin: an instant; or a date, on which it keeps its time of day."),
)
@click.option(
    "--recurrence-id",
    type=OCCURRENCE,
    metavar="R",
    help=N_("The occurrence: its original start as “calendar list” tells it, its date, or as iCalendar writes it."),
)
@click.option(
    "--scope", type=SCOPE, help=N_("this, the default with R; future, from R on; all, the default without R.")
)
@click.option("--calendar", "named", metavar="C", help=_IN)
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
    key, occurrence, meant = _meant(session, uid, recurrence_id, scope, named)
    begin, end = placed(session.store, key, occurrence, start, session.zone())
    _tell(session, move_event(session.store, key, occurrence, meant, begin, end, now=session.now()))


@calendar.command("delete", help=N_("Delete an event, or occurrences of a series."))
@click.argument("uid", metavar="UID")
@click.option(
    "--recurrence-id",
    type=OCCURRENCE,
    metavar="R",
    help=N_("The occurrence: its original start as “calendar list” tells it, its date, or as iCalendar writes it."),
)
@click.option(
    "--scope", type=SCOPE, help=N_("this, the default with R; future, from R on; all, the default without R.")
)
@click.option("--calendar", "named", metavar="C", help=_IN)
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
    key, occurrence, meant = _meant(session, uid, recurrence_id, scope, named)
    _tell(session, delete_event(session.store, key, occurrence, meant, now=session.now()))


def _meant(
    session: Session, uid: str, recurrence_id: datetime | date | str | None, scope: str | None, named: str | None
) -> tuple[int, str, Scope]:
    """The key of the event, the recurrence id of the occurrence, and which occurrences are meant."""
    found = event_of_uid(session.store, uid, only_calendar(session, named))
    if recurrence_id is None:
        if scope not in (None, Scope.ALL):
            raise InvalidInput("“--scope {scope}” needs the occurrence; name it with --recurrence-id.", scope=scope)
        return found.key, "", Scope.ALL
    occurrence = occurrence_named(session.store, found.key, recurrence_id, session.zone())
    return found.key, occurrence, Scope(scope) if scope is not None else Scope.THIS


def _tell(session: Session, done: Done) -> None:
    """The UID alone on standard output, for scripts; what was done beside it."""
    objects: Sequence[ObjectChange] = done.undo.objects if isinstance(done.undo, RestoreObjects) else ()
    split_off = next((change.uid for change in objects if change.uid != done.name), None)
    session.answer({"uid": done.name, "split_off": split_off}, lambda: [done.name])
    if not session.as_json:
        title = done.subject or session.words.say("(no title)")
        session.remark(session.words.say(DONE[done.what], name=done.name, subject=title, detail=done.detail))


def _instant(moment: When, zone: ZoneInfo) -> datetime:
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time(), zone)


def _on_clock(moment: When, zone: ZoneInfo) -> When:
    return moment.astimezone(zone) if isinstance(moment, datetime) else moment


def _json(each: Occurrence, of: Calendar, original: UtcSeconds | None, zone: ZoneInfo) -> dict[str, Any]:
    """An all-day one is told by midnights of the agent's zone, so that its first ten letters are the day."""

    def told(at: UtcSeconds) -> str | None:
        return utc_datetime(at).astimezone(zone).isoformat(timespec="seconds") if each.all_day else instant(at)

    return {
        "uid": each.uid,
        "recurrence_id": told(original) if original is not None else None,
        "summary": each.summary,
        "start": told(each.start),
        "end": told(each.end),
        "all_day": each.all_day,
        "calendar": of.name or of.id,
        "calendar_id": of.id,
        "status": each.status,
        "transparent": each.transparent,
        "location": each.location,
        "purpose": each.purpose,
        "request": each.request_id or None,
        "done": each.done,
    }


def _lines(
    found: Sequence[Occurrence], calendars: dict[str, Calendar], now: datetime, zone: ZoneInfo, words: Words
) -> Iterator[str]:
    if not found:
        yield words.say("Nothing stands in the calendar then.")
    for each in found:
        begin, end = (utc_datetime(at).astimezone(zone) for at in (each.start, each.end))
        if each.all_day:
            when = f"{begin:%Y-%m-%d}" if (end - begin).days <= 1 else f"{begin:%Y-%m-%d} – {end:%Y-%m-%d}"
        else:
            when = f"{moment_text(each.start, now, zone, words.say)} – {moment_text(each.end, now, zone, words.say)}"
        title = each.summary or words.say("(no title)")
        yield f"{when}  {title}  [{calendar_name(calendars[each.calendar_id], words)}]  {each.uid}"
