"""`opiekun mail outbox`, `run`, `retry` and `drop`: letters that wait, and the run that sends and reads mail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from opiekun.cli.commands import command
from opiekun.cli.mail_ledger import reading_of
from opiekun.cli.printing import instant, moment_text
from opiekun.cli.session import Session
from opiekun.cli.stopping import INTERRUPTED, stop_on_signal
from opiekun.domain.calls.outbox import Letter, Outgoing, Sending
from opiekun.domain.errors import InvalidInput, NotFound, Refused
from opiekun.services.mail.fetch import FetchReport, fetch_mail
from opiekun.services.mail.outbox import OutboxReport, drop_letter, retry_letter, run_outbox, waiting_letters
from opiekun.services.mail.setting_up import mail_settings
from opiekun.words import N_, sentence


@command(N_("The letters that wait to be sent; reminders are told when they are due, or with --all."))
@click.option("--export", "folder", type=click.Path(path_type=Path), help=N_("Write each as an .eml file there too."))
@click.option("--all", "every", is_flag=True, help=N_("Those whose time has not come too."))
@click.pass_obj
def tell_outbox(session: Session, *, folder: Path | None, every: bool) -> None:
    """Tells each letter, oldest first."""
    now = session.now()
    waiting = [each for each in waiting_letters(session.store) if every or each.is_due(now)]
    files = _export(waiting, folder) if folder is not None else [None] * len(waiting)
    session.answer(
        [_json(letter, file, session) for letter, file in zip(waiting, files, strict=True)],
        lambda: [_line(letter, session) for letter in waiting],
    )


@command(N_("Send what waits, and read what came. Ctrl+C stops after a letter or a message."))
@click.pass_obj
def run_mail(session: Session) -> int:
    """Tells what was sent and what came. What one of the two servers refuses does not keep the other from its part."""
    program, settings, now = session.program, mail_settings(session.store), session.now()
    if settings.outgoing is None and settings.incoming is None:
        raise NotFound("No mail servers are set up; say “opiekun mail connect”.")
    refusals: list[Refused] = []
    sent, came = OutboxReport(), FetchReport()
    with stop_on_signal() as stopped:
        try:
            sent = run_outbox(session.store, program.mail_servers, program.secrets, now=now, cancelled=stopped)
        except Refused as refusal:
            refusals.append(refusal)
        if settings.incoming is not None and not stopped():
            reading = reading_of(session)
            try:
                came = fetch_mail(
                    session.store, program.mail_servers, program.secrets, reading, now=now, cancelled=stopped
                )
            except Refused as refusal:
                refusals.append(refusal)
        cancelled = stopped()
    if sent.failure is not None:
        refusals.insert(0, sent.failure.refusal())
    waiting = [each for each in waiting_letters(session.store) if each.state is not Sending.STUCK and each.is_due(now)]
    session.answer(
        _run_json(sent, came, waiting, session),
        lambda: (*_sent_lines(sent, waiting, session), *_came_lines(came, session)),
    )
    if refusals:
        raise refusals[0]
    return INTERRUPTED if cancelled else 0


@command(N_("Let a letter that is stuck be sent with the next run; ID is its Message-ID."))
@click.argument("message_id", metavar="ID")
@click.pass_obj
def retry(session: Session, *, message_id: str) -> None:
    """Tells the letter."""
    letter = retry_letter(session.store, message_id, now=session.now())
    session.answer(_json(letter, None, session), lambda: [_line(letter, session)])


@command(N_("Let a letter that waits never be sent; ID is its Message-ID."))
@click.argument("message_id", metavar="ID")
@click.pass_obj
def drop(session: Session, *, message_id: str) -> None:
    """Tells the letter."""
    letter = drop_letter(session.store, message_id)
    session.answer(_json(letter, None, session), lambda: [session.words.say("The letter will not be sent.")])


def _export(letters: Sequence[Letter], folder: Path) -> list[Path]:
    """Each letter as a file that says its place, its kind and its edition. Raises InvalidInput."""
    files = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number, letter in enumerate(letters, 1):
            file = folder / f"{number:04}-{letter.kind.value.lower()}-{letter.sequence}.eml"
            file.write_bytes(letter.content)
            files.append(file)
    except OSError as refused:
        raise InvalidInput(
            "{file} cannot be written: {reason}", file=folder, reason=refused.strerror or type(refused).__name__
        ) from refused
    return files


def _json(letter: Letter, file: Path | None, session: Session) -> dict[str, Any]:
    return {
        "to": letter.to,
        "method": letter.kind.value,
        "uid": letter.uid or None,
        "sequence": letter.sequence,
        "recurrence_id": letter.recurrence_id or None,
        "subject": letter.subject,
        "message_id": letter.message_id,
        "state": letter.state.value,
        "attempts": letter.attempts,
        "due_at": instant(letter.due_at),
        "next_at": instant(letter.next_at),
        "failure": _failure(letter, session) or None,
        "file": str(file) if file is not None else None,
    }


def _line(letter: Letter, session: Session) -> str:
    kind = (
        letter.kind.value if letter.kind is not Outgoing.REMINDER else f"{letter.kind.value} {instant(letter.due_at)}"
    )
    line = f"{letter.message_id}  {kind}  {letter.to}  {letter.subject}"
    if letter.state is Sending.STUCK:
        line += "  " + session.words.say("stuck:")
    failure = _failure(letter, session)
    return f"{line} {failure}" if failure else line


def _failure(letter: Letter, session: Session) -> str:
    return sentence(letter.failure.refusal(), session.words.language) if letter.failure is not None else ""


def _run_json(sent: OutboxReport, came: FetchReport, waiting: Sequence[Letter], session: Session) -> dict[str, Any]:
    return {
        "sent": sent.sent,
        "put_off": sent.put_off,
        "stuck": sent.stuck,
        "waiting": [_json(letter, None, session) for letter in waiting],
        "messages": came.messages,
        "verdicts": {verdict.value: number for verdict, number in came.verdicts.items()},
    }


def _sent_lines(sent: OutboxReport, waiting: Sequence[Letter], session: Session) -> Iterator[str]:
    words = session.words
    yield words.count("{n} letter was sent.", "{n} letters were sent.", sent.sent)
    if waiting:
        number = len(waiting)
        yield words.count("{n} letter waits for another attempt.", "{n} letters wait for another attempt.", number)
    for letter in waiting:
        line = f"  {letter.kind.value}  {letter.to}  {letter.subject}"
        if letter.next_at is not None:
            again = moment_text(letter.next_at, session.now(), session.zone(), words.say)
            line += "  " + words.say("(not before {when})", when=again)
        failure = _failure(letter, session)
        yield f"{line} {failure}" if failure else line
    if sent.stuck:
        yield words.count(
            "{n} letter is stuck; “opiekun mail outbox” tells why.",
            "{n} letters are stuck; “opiekun mail outbox” tells why.",
            sent.stuck,
        )


def _came_lines(came: FetchReport, session: Session) -> Iterator[str]:
    words = session.words
    yield words.count("{n} message about calls came.", "{n} messages about calls came.", came.messages)
