"""`opiekun calendar import` and `export`: iCalendar in and out, losslessly."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from opiekun.cli.calendar_names import calendar_named, known_calendar
from opiekun.cli.commands import command
from opiekun.cli.session import Session
from opiekun.cli.stopping import INTERRUPTED, stop_on_signal
from opiekun.cli.taken_in import counts_line, refusal_text, refused_lines
from opiekun.domain.calendar.events import Calendar
from opiekun.services.calendar_files import CalendarImport, calendar_file, import_calendar_file, write_calendar_file
from opiekun.services.calendars import list_calendars
from opiekun.words import N_, Words


@command(
    N_(
        "Take in the events of FILE, an iCalendar file (.ics), all of them or, where it is stopped, none. What cannot "
        "be read is refused alone, with its line. Events are known by their UIDs: importing again changes nothing."
    )
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--calendar",
    "named",
    metavar="C",
    help=N_("The calendar's name or id, made where there is none; the default one without it."),
)
@click.pass_obj
def import_file(session: Session, *, file: Path, named: str | None) -> int:
    """Tells what was created, updated and unchanged, and each refused component with its line and reason."""
    target = _target(session, named)
    with stop_on_signal() as stopped:
        report = import_calendar_file(
            session.store,
            file,
            target.id,
            name=target.name,
            now=session.now(),
            host=session.host(),
            cancelled=stopped,
        )
    words = session.words
    session.answer(_json(report, target, words), lambda: _lines(report, words))
    return INTERRUPTED if report.cancelled else 0


@command(N_("Write a calendar as an iCalendar file (.ics), with everything that came with its events."))
@click.option("--calendar", "named", metavar="C", help=N_("The calendar's name or id; the default one without it."))
@click.option("--output", type=click.Path(path_type=Path), help=N_("Write to this file, not to standard output."))
@click.pass_obj
def export_file(session: Session, *, named: str | None, output: Path | None) -> None:
    """Tells the file's text, or how many events were written."""
    if named is not None:
        source = calendar_named(session, named)
    else:
        source = next(each for each in list_calendars(session.store) if each.default)
    if output is not None:
        count = write_calendar_file(session.store, source.id, output)
        told = session.words.count("Wrote {n} event to {file}.", "Wrote {n} events to {file}.", count, file=output)
        session.answer({"calendar": source.name or source.id, "events": count, "file": str(output)}, lambda: [told])
        return
    count, content = calendar_file(session.store, source.id)
    if session.as_json:
        text = content.decode("utf-8", "replace")
        session.answer({"calendar": source.name or source.id, "events": count, "text": text}, list)
        return
    click.echo(content, nl=False)


def _target(session: Session, named: str | None) -> Calendar:
    """The calendar that was named or the default one; one without an id where it is to be made."""
    if named is None:
        return next(each for each in list_calendars(session.store) if each.default)
    return known_calendar(session, named) or Calendar("", named.strip(), "")


def _json(report: CalendarImport, target: Calendar, words: Words) -> dict[str, Any]:
    return {
        "calendar": target.name or target.id,
        "created": report.created,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "older": list(report.older),
        "refused": [{"line": int(refusal.where), "reason": refusal_text(refusal, words)} for refusal in report.refused],
        "interrupted": report.cancelled,
    }


def _lines(report: CalendarImport, words: Words) -> Iterator[str]:
    if report.cancelled:
        yield words.say("Stopped before the end; nothing was taken in.")
        return
    yield counts_line(report, words)
    if report.older:
        yield words.count(
            "{n} event is older in the file than here; it was left.",
            "{n} events are older in the file than here; they were left.",
            len(report.older),
        )
    yield from refused_lines(report.refused, words)
