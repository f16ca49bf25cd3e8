"""`opiekun sync log`: what the latest runs did and met."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import click

from opiekun.cli.commands import command
from opiekun.cli.session import Session
from opiekun.cli.sync import guard_text, run_json, told_text
from opiekun.domain.sync.report import LogLine, RunReport
from opiekun.services.sync.missing import MISSING, MORE_MISSING
from opiekun.services.sync.runs import runs
from opiekun.words import N_, Words


@command(N_("What the latest runs did and met."))
@click.option("--limit", type=click.IntRange(1, 1_000), default=10, help=N_("The most runs to tell."))
@click.pass_obj
def log(session: Session, *, limit: int) -> None:
    """Tells each run with its lines, the latest first."""
    known = runs(session.store, limit)
    session.answer(
        [run_json(each, session) for each in known],
        lambda: [line for number, each in enumerate(known) for line in _lines(each, session, latest=number == 0)],
    )


def _lines(run: RunReport, session: Session, *, latest: bool) -> Iterator[str]:
    words = session.words
    told = [*(_questions(run, words) if latest else ()), *_said(run, session, latest=latest)]
    at = f"{run.started_at.astimezone(session.zone()):%Y-%m-%d %H:%M}"
    heading = [at, _servers(run), _end(run, words, latest=latest)]
    if run.ended_at is not None and not run.cancelled and not told:
        heading.append(words.say("nothing new"))
    yield "  ".join(part for part in heading if part)
    yield from (f"  {line}" for line in told)


def _end(run: RunReport, words: Words, *, latest: bool) -> str:
    """How it ended where that was not by itself."""
    if run.ended_at is None:
        return words.say("not ended") if latest else words.say("not ended: it was killed")
    return words.say("stopped before its end") if run.cancelled else ""


def _servers(run: RunReport) -> str:
    """The servers of the run, as one knows them: without the ways to calendars there."""
    urls = [*(each.url for each in run.collections), *(each.url for each in run.inboxes)]
    return ", ".join(dict.fromkeys(urlsplit(url).netloc.rpartition("@")[2] or url for url in urls))


def _questions(run: RunReport, words: Words) -> Iterator[str]:
    """What a calendar asks still, with how it is answered."""
    for each in run.collections:
        if each.missing:
            name = each.name or each.calendar_id
            yield f"{name}: {guard_text(each.missing, each.known, name, words)}"


def _said(run: RunReport, session: Session, *, latest: bool) -> Iterator[str]:
    """The lines of the log; of the latest run without the questions, which stand above them."""
    names = {each.calendar_id: each.name for each in run.collections}
    asking = {each.calendar_id for each in run.collections if each.missing} if latest else set()
    for line in run.log:
        if not (line.calendar_id in asking and _asks(line)):
            name = names.get(line.calendar_id, "")
            yield f"{name}{': ' if name else ''}{told_text(line.said, session)}"


def _asks(line: LogLine) -> bool:
    return line.said.sentence in {MISSING, MORE_MISSING}
