"""`opiekun sync`: exchanging changes with the calendar servers, and what came of the runs."""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import Any

import click

from opiekun.cli.commands import Group, json_option
from opiekun.cli.printing import instant
from opiekun.cli.session import Session
from opiekun.cli.stopping import INTERRUPTED, stop_on_signal
from opiekun.cli.tidying import Tidying
from opiekun.domain.sync.accounts import DavAccount
from opiekun.domain.sync.report import CollectionReport, InboxReport, LogLine, RunReport, SyncProgress
from opiekun.domain.sync.told import Told
from opiekun.services.ports import Cancelled
from opiekun.services.sync_ports import RemoteCollection
from opiekun.words import N_, Words, sentence

# Seconds until a thread must let another go on. The one that reads from the network has little to do at a time: it
# would wait longer for its turn than it works, and the server meanwhile for it.
_TURN = 0.0005
_GRACE = 0.5
"""Seconds in which a server may still answer when a run is to stop."""
_MOST_LINES = 20
_POLITE = 10
"""By how much a run beside a window is nicer to other programs than they are."""


@click.group(
    cls=Group,
    rooms={
        "status": "opiekun.cli.sync_standing:status",
        "log": "opiekun.cli.sync_log:log",
        "conflicts": "opiekun.cli.sync_conflicts:conflicts_waiting",
        "settle": "opiekun.cli.sync_conflicts:settle_conflict",
        "refused": "opiekun.cli.sync_refused:refused",
        "retry": "opiekun.cli.sync_refused:retry_edit",
        "give-up": "opiekun.cli.sync_refused:give_up_edit",
        "guard": "opiekun.cli.sync_standing:guard",
        "disconnect": "opiekun.cli.calendar_connect:disconnect_server",
    },
    invoke_without_command=True,
    help=N_("Exchange changes with the connected calendar servers. Ctrl+C stops after an event or a batch of them."),
)
@click.option("--calendar", "named", metavar="C", help=N_("Only this calendar: its name or id."))
@click.option("--progress", is_flag=True, hidden=True)
@click.option("--by-hand", is_flag=True, hidden=True)
@click.pass_context
def sync_calendars(context: click.Context, *, named: str | None, progress: bool, by_hand: bool) -> int | None:
    """Tells what was done, per collection. With --progress each step is told in a line of JSON on standard error, and
    the end of standard input stops it: so a window runs it, with --by-hand where the agent wants it now.
    """
    if context.invoked_subcommand is not None:
        return None
    session = context.ensure_object(Session)
    sys.setswitchinterval(_TURN)
    wait_no_more = partial(_soon, session.program.stop_calendar_servers)
    with stop_on_signal(wait_no_more) as stopped, Tidying() as tidying, _telling(session, progress) as tell:
        if progress:
            _step_back()
        ended = _end_of_input(wait_no_more) if progress else lambda: False
        if named is None:
            session.program.ask_ahead()
        # Loaded while the servers think.
        from opiekun.cli.sync_turn import in_turn  # noqa: PLC0415
        from opiekun.services.sync.run import sync  # noqa: PLC0415

        def stepped(step: SyncProgress) -> None:
            tell(step)
            tidying.step()

        run = partial(
            sync,
            session.store,
            session.program.secrets,
            session.program.open_calendar_server,
            now=session.program.clock.now,
            cancelled=lambda: stopped() or ended(),
            progress=stepped,
            calendar_id=_calendar_id(session, named),
            by_hand=by_hand or not progress,
            inbox=partial(_read_inbox, session),
            host=session.host(),
        )
        report = in_turn(run, lambda: stopped() or ended(), None if progress else session.words)
    if report is None:
        return INTERRUPTED
    session.answer(run_json(report, session), lambda: _run_lines(report, session))
    if report.failure is not None:
        from opiekun.cli.sync_failures import first_failure  # noqa: PLC0415 - where a run has failed

        raise first_failure(report, report.failure, session)
    return INTERRUPTED if report.cancelled else 0


sync_calendars.params.append(json_option())


def _read_inbox(
    session: Session, account: DavAccount, remote: RemoteCollection, *, now: datetime, cancelled: Cancelled
) -> InboxReport:
    """Hear what came by a scheduling inbox; what reads messages is loaded where there is one."""
    from opiekun.cli.mail_ledger import reading_of  # noqa: PLC0415
    from opiekun.services.mail.inbox import read_inbox  # noqa: PLC0415

    return read_inbox(session.store, reading_of(session), account, remote, now=now, cancelled=cancelled)


def _calendar_id(session: Session, named: str | None) -> str | None:
    """The id of the calendar that was named, None where none was."""
    if named is None:
        return None
    from opiekun.cli.calendar_names import calendar_named  # noqa: PLC0415 - seldom one is

    return calendar_named(session, named).id


def _step_back() -> None:
    """Let the window go first where both want the processor; Windows has no such thing for a program of its own."""
    if sys.platform != "win32":
        os.nice(_POLITE)


def _soon(call: Callable[[], None]) -> None:
    """Call it when a server that answers has answered: what it is at then is done and known to be."""
    timer = threading.Timer(_GRACE, call)
    timer.daemon = True
    timer.start()


def _end_of_input(when_ended: Callable[[], None]) -> Callable[[], bool]:
    """Whether standard input has ended, which a thread of its own waits for and calls ``when_ended`` after."""
    ended = threading.Event()

    def wait() -> None:
        while os.read(sys.stdin.fileno(), 4096):
            pass
        ended.set()
        when_ended()

    threading.Thread(target=wait, name="end of input", daemon=True).start()
    return ended.is_set


@contextmanager
def _telling(session: Session, progress: bool) -> Iterator[Callable[[SyncProgress], None]]:
    """What tells of each step: to a window, to who sits before a terminal, or to nobody."""
    if progress:
        yield _tell_progress
    elif session.as_json or not sys.stderr.isatty():
        yield lambda _step: None
    else:
        from opiekun.cli.progress_line import ProgressLine  # noqa: PLC0415 - where somebody sees it

        with ProgressLine(sys.stderr) as line:
            yield line.show


def _tell_progress(progress: SyncProgress) -> None:
    told = {"calendar": progress.calendar, "done": progress.done, "total": progress.total}
    sys.stderr.write(json.dumps(told) + "\n")
    sys.stderr.flush()


def told_text(told: Told | None, session: Session) -> str | None:
    """A kept sentence in the language of the session."""
    return sentence(told.refusal(), session.words.language) if told is not None else None


def to_decide(conflicts: int, refused: int, words: Words) -> Iterator[str]:
    """How many conflicts and refused edits wait for the agent, and where they are."""
    if conflicts:
        yield words.count("{n} conflict: see “sync conflicts”", "{n} conflicts: see “sync conflicts”", conflicts)
    if refused:
        yield words.count(
            "{n} edit was refused: see “sync refused”", "{n} edits were refused: see “sync refused”", refused
        )


def guard_text(missing: int, known: int, calendar: str, words: Words) -> str:
    """That a server shows far fewer events than it had, and how that is answered."""
    from shlex import quote  # noqa: PLC0415 - seldom one does

    return words.say(
        "{missing} of {known} events are not on the server any more: say with “sync guard {calendar} delete|keep” what "
        "becomes of them",
        missing=missing,
        known=known,
        calendar=quote(calendar),
    )


def run_json(report: RunReport, session: Session) -> dict[str, Any]:
    return {
        "started_at": instant(report.started_at),
        "ended_at": instant(report.ended_at),
        "cancelled": report.cancelled,
        "collections": [_collection_json(each, session) for each in report.collections],
        "inboxes": [_inbox_json(each, session) for each in report.inboxes],
        "log": [_line_json(line, session) for line in report.log],
    }


def _collection_json(each: CollectionReport, session: Session) -> dict[str, Any]:
    return {
        "calendar": each.name,
        "calendar_id": each.calendar_id,
        "url": each.url,
        "downloaded": each.downloaded,
        "uploaded": each.uploaded,
        "deleted_local": each.deleted_local,
        "deleted_remote": each.deleted_remote,
        "conflicts": each.conflicts,
        "refused": each.refused,
        "requests": each.requests,
        "waits": each.waits,
        "merged": each.merged,
        "kept": each.kept,
        "missing": each.missing,
        "not_shown": each.unshown,
        "failure": told_text(each.failure, session),
    }


def _inbox_json(each: InboxReport, session: Session) -> dict[str, Any]:
    return {
        "url": each.url,
        "messages": each.messages,
        "verdicts": dict(each.verdicts),
        "requests": each.requests,
        "failure": told_text(each.failure, session),
    }


def _line_json(line: LogLine, session: Session) -> dict[str, Any]:
    return {
        "at": instant(line.at),
        "said": told_text(line.said, session),
        "calendar_id": line.calendar_id or None,
        "uid": line.uid or None,
    }


def _run_lines(report: RunReport, session: Session) -> Iterator[str]:
    words = session.words
    for each in report.collections:
        yield _counts(each, words)
        yield from _of_events(each, report, session)
        yield from (f"  {line}" for line in to_decide(each.conflicts, each.refused, words))
        if each.unshown:
            yield "  " + words.count(
                "{n} new entry of the server cannot be shown here: see “sync status”",
                "{n} new entries of the server cannot be shown here: see “sync status”",
                each.unshown,
            )
        if each.missing:
            yield f"  {guard_text(each.missing, each.known, each.name or each.calendar_id, words)}"
    if report.failure is not None:
        from opiekun.cli.sync_failures import other_failures  # noqa: PLC0415 - as above

        yield from other_failures(report, session)
    for inbox in report.inboxes:
        if inbox.messages:
            yield words.count(
                "{n} message came by the server's inbox: see “mail ledger”",
                "{n} messages came by the server's inbox: see “mail ledger”",
                inbox.messages,
            )
        if inbox.failure is not None:
            yield f"{inbox.url}: {told_text(inbox.failure, session)}"
    if report.cancelled:
        yield words.say("Stopped before the end; the next sync goes on from here.")


def _counts(each: CollectionReport, words: Words) -> str:
    """What was done with a calendar, and whether that was all there was to do."""
    if each.failure is not None and not each.did_something:
        return words.count(
            "{calendar}: not synced; {n} HTTP request.",
            "{calendar}: not synced; {n} HTTP requests.",
            each.requests,
            calendar=each.name,
        )
    done = {
        "calendar": each.name,
        "downloaded": each.downloaded,
        "uploaded": each.uploaded,
        "here": each.deleted_local,
        "there": each.deleted_remote,
    }
    if each.failure is not None:
        return words.count(
            "{calendar}: not synced to its end: came {downloaded}, went out {uploaded}, deleted here {here}, deleted "
            "there {there}; {n} HTTP request.",
            "{calendar}: not synced to its end: came {downloaded}, went out {uploaded}, deleted here {here}, deleted "
            "there {there}; {n} HTTP requests.",
            each.requests,
            **done,
        )
    return words.count(
        "{calendar}: came {downloaded}, went out {uploaded}, deleted here {here}, deleted there {there}; "
        "{n} HTTP request.",
        "{calendar}: came {downloaded}, went out {uploaded}, deleted here {here}, deleted there {there}; "
        "{n} HTTP requests.",
        each.requests,
        **done,
    )


def _of_events(each: CollectionReport, report: RunReport, session: Session) -> Iterator[str]:
    """What happened to single events that their own agent may not expect; all of it stands in the log."""
    lines = [line for line in report.log if line.calendar_id == each.calendar_id and line.uid]
    yield from (f"  {told_text(line.said, session)}" for line in lines[:_MOST_LINES])
    if len(lines) > _MOST_LINES:
        yield "  " + session.words.count(
            "{n} more line: see “sync log”", "{n} more lines: see “sync log”", len(lines) - _MOST_LINES
        )
