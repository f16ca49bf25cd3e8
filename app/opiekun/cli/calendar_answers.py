"""What is meant by the words of `opiekun calendar`, and how it tells occurrences and what was done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import click

from opiekun.cli.calendar_names import calendar_name, only_calendar
from opiekun.cli.parameters import OCCURRENCE
from opiekun.cli.printing import instant, moment_text
from opiekun.cli.session import Session
from opiekun.cli.vocabulary import DONE
from opiekun.domain.calendar.events import Calendar, Occurrence, Scope, When
from opiekun.domain.errors import InvalidInput
from opiekun.domain.instants import UtcSeconds, utc_datetime
from opiekun.services.calendars import list_calendars
from opiekun.services.done import Done, ObjectChange, RestoreObjects
from opiekun.services.event_naming import event_of_uid, occurrence_named, original_starts
from opiekun.words import N_, Words, sentence

IN = N_("The calendar's name or id.")
SCOPE = click.Choice([scope.value for scope in Scope])
SCOPE_HELP = N_("this, the default with R; future, from R on; all, the default without R.")
WHICH = N_("The occurrence: its original start as “calendar list” tells it, its date, or as iCalendar writes it.")

of_occurrence = click.option("--recurrence-id", type=OCCURRENCE, metavar="R", help=WHICH)
of_scope = click.option("--scope", type=SCOPE, help=SCOPE_HELP)
in_calendar = click.option("--calendar", "named", metavar="C", help=IN)


class Meant(NamedTuple):
    """An event by its number, an occurrence of it ("" for all that it is), and which occurrences are meant."""

    key: int
    recurrence_id: str
    scope: Scope


def meant_by(
    session: Session, uid: str, recurrence_id: datetime | date | str | None, scope: str | None, named: str | None
) -> Meant:
    """What the words of a command line mean. Raises NotFound, and InvalidInput where they fit together badly."""
    found = event_of_uid(session.store, uid, only_calendar(session, named))
    if recurrence_id is None:
        if scope not in (None, Scope.ALL):
            raise InvalidInput("“--scope {scope}” needs the occurrence; name it with --recurrence-id.", scope=scope)
        return Meant(found.key, "", Scope.ALL)
    occurrence = occurrence_named(session.store, found.key, recurrence_id, session.zone())
    return Meant(found.key, occurrence, Scope(scope) if scope is not None else Scope.THIS)


def tell(session: Session, done: Done) -> None:
    """The UID alone on standard output, for scripts; what was done beside it."""
    objects: Sequence[ObjectChange] = done.undo.objects if isinstance(done.undo, RestoreObjects) else ()
    split_off = next((change.uid for change in objects if change.uid != done.name), None)
    session.answer({"uid": done.name, "split_off": split_off, "told": list(done.told)}, lambda: [done.name])
    if session.as_json:
        return
    words = session.words
    title = done.subject or words.say("(no title)")
    session.remark(words.say(DONE[done.what], name=done.name, subject=title, detail=done.detail))
    tell_guests(session, done)
    if done.warned is not None:
        reason = sentence(done.warned.refusal(), words.language)
        session.remark(words.say(N_("Mind that the call could not be booked there: {reason}."), reason=reason))


def tell_guests(session: Session, done: Done) -> None:
    """To whom letters wait that tell what was done, if any do."""
    if done.told and not session.as_json:
        guests = ", ".join(done.told)
        session.remark(session.words.say(N_("Letters that tell it wait to be sent, to: {guests}."), guests=guests))


def instant_of(moment: When, zone: ZoneInfo) -> datetime:
    """An instant, or the midnight in the zone with which a day begins."""
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time(), zone)


def on_clock(moment: When, zone: ZoneInfo) -> When:
    """An instant on the clock of the zone; a date as it is."""
    return moment.astimezone(zone) if isinstance(moment, datetime) else moment


def tell_occurrences(session: Session, found: Sequence[Occurrence]) -> None:
    """Tell what was found: each occurrence an object of JSON or a line."""
    zone = session.zone()
    calendars = {each.id: each for each in list_calendars(session.store)}
    starts = original_starts(session.store, found, zone)
    session.answer(
        [_json(each, calendars[each.calendar_id], starts.get((each.key, each.recurrence_id)), zone) for each in found],
        lambda: _lines(found, calendars, session.now(), zone, session.words),
    )


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
            # People name the last day, not the one after it.
            last = max(begin.date(), end.date() - timedelta(days=1))
            when = f"{begin:%Y-%m-%d}" if last == begin.date() else f"{begin:%Y-%m-%d} – {last:%Y-%m-%d}"
        else:
            when = f"{moment_text(each.start, now, zone, words.say)} – {moment_text(each.end, now, zone, words.say)}"
        title = each.summary or words.say("(no title)")
        yield f"{when}  {title}  [{calendar_name(calendars[each.calendar_id], words)}]  {each.uid}"
