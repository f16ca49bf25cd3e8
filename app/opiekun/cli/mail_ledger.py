"""`opiekun mail process`, `ledger`, `decide` and `undo`: messages that came, and what became of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from opiekun.cli.commands import command
from opiekun.cli.printing import instant, moment_text
from opiekun.cli.session import Session
from opiekun.domain.calls.outbox import LedgerEntry
from opiekun.domain.errors import InvalidInput
from opiekun.domain.invitations.verdicts import Change, Verdict
from opiekun.domain.sync.told import Told
from opiekun.services.mail.decide import Deciding, Decision, decide
from opiekun.services.mail.fetch import Reading
from opiekun.services.mail.known import addresses_of_agent
from opiekun.services.mail.process import MOST_KEPT, process
from opiekun.services.mail.proposals import draft_decline
from opiekun.services.mail.standing import ledger
from opiekun.services.mail.taking_back import undo_entry
from opiekun.words import N_, sentence

VERDICTS = {
    Verdict.APPLIED: N_("applied"),
    Verdict.DUPLICATE: N_("known already"),
    Verdict.OUTDATED: N_("outdated"),
    Verdict.PROPOSAL: N_("another time is proposed"),
    Verdict.HELD: N_("held for you to decide"),
    Verdict.REFUSED: N_("refused"),
    Verdict.UNKNOWN: N_("about nothing that is here"),
}


def reading_of(session: Session) -> Reading:
    """What messages are read and answered with at this desk."""
    program = session.program
    me = addresses_of_agent(session.store, program.preferences.load().agent_id)
    return Reading(program.read_messages, program.letter_writer, me)


@command(N_("Read e-mails (.eml) or calendar files as if they had arrived, and tell what became of each."))
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.pass_obj
def process_files(session: Session, *, files: tuple[Path, ...]) -> None:
    """A file with several events has a line for each of them."""
    reading = reading_of(session)
    contents = [(file, _content(file)) for file in files]
    told: list[tuple[Path, LedgerEntry]] = []
    for file, raw in contents:
        entries = process(
            session.store, reading.read, raw, file.name, letters=reading.letters, me=reading.me, now=session.now()
        )
        told += [(file, entry) for entry in entries]
    session.answer(
        [{"file": str(file), **entry_json(entry, session)} for file, entry in told],
        lambda: [f"{file}: {_line(entry, session)}" for file, entry in told],
    )


@command(N_("The messages that came, the newest first, and what became of each."))
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, help=N_("The most entries to tell."))
@click.pass_obj
def tell_ledger(session: Session, *, limit: int) -> None:
    """Tells each entry."""
    known = ledger(session.store, limit)
    session.answer(
        [entry_json(entry, session) for entry in known],
        lambda: [f"{entry.id}  {_line(entry, session)}" for entry in known],
    )


@command(N_("Accept or refuse a held answer or a proposed time; ENTRY is its number in the ledger."))
@click.argument("entry", metavar="ENTRY")
@click.argument("decision", type=click.Choice([each.value for each in Decision]))
@click.option("--anyway", is_flag=True, help=N_("Accept a time over events of your own calendars; never over a call."))
@click.option("--comment", help=N_("What is told to a guest whose time is declined, in place of free times."))
@click.option("--preview", is_flag=True, help=N_("Only tell what a guest would be told whose time is declined."))
@click.pass_obj
def decide_entry(
    session: Session, *, entry: str, decision: str, anyway: bool, comment: str | None, preview: bool
) -> None:
    """Tells the entry as it is now."""
    reading = reading_of(session)
    if preview:
        draft = draft_decline(session.store, reading.letters, entry, now=session.now())
        told = {"to": draft.guest.email, "timezone": draft.zone or None, "comment": draft.comment}
        session.answer(told, lambda: [f"{draft.guest.email}:", *draft.comment.splitlines()])
        return
    how = Deciding(anyway=anyway, comment=comment)
    decided = decide(session.store, entry, Decision(decision), reading, how, now=session.now()).entry
    session.answer(entry_json(decided, session), lambda: [_line(decided, session)])


@command(N_("Take back what a message changed; ENTRY is its number in the ledger."))
@click.argument("entry", metavar="ENTRY")
@click.pass_obj
def undo_message(session: Session, *, entry: str) -> None:
    """Tells the entry as it is now."""
    undone = undo_entry(session.store, entry, reading_of(session), now=session.now())
    session.answer(entry_json(undone, session), lambda: [session.words.say("What it changed was taken back.")])


def entry_json(entry: LedgerEntry, session: Session) -> dict[str, Any]:
    """An entry for other programs; without the raw message."""
    return {
        "entry": entry.id,
        "verdict": entry.verdict.value,
        "uid": entry.uid or None,
        "changes": [_change_json(change) for change in entry.changes],
        "reason": _told(entry.reason, session),
        "method": entry.method or None,
        "from": entry.sender or None,
        "subject": entry.subject or None,
        "source": entry.source,
        "at": instant(entry.at),
        "decided": entry.decided or None,
        "undone": entry.undone,
    }


def _change_json(change: Change) -> dict[str, Any]:
    return {
        "of": change.of.value,
        "recurrence_id": change.recurrence_id or None,
        "who": change.who or None,
        "before": change.before or None,
        "after": change.after or None,
    }


def _line(entry: LedgerEntry, session: Session) -> str:
    return ". ".join(_pieces(entry, session))


def _pieces(entry: LedgerEntry, session: Session) -> Iterator[str]:
    what = session.words.say(VERDICTS[entry.verdict])
    about = " ".join(each for each in (entry.method, entry.uid, entry.sender) if each)
    yield f"{about}: {what}" if about else what
    if entry.changes:
        yield "; ".join(_change(each, session) for each in entry.changes)
    if entry.reason is not None:
        yield _told(entry.reason, session) or ""


def _change(change: Change, session: Session) -> str:
    """“ann@acme.test: needs-action → accepted”; instants on the clock of the desk."""
    values = [_on_the_clock(each, session) for each in (change.before, change.after)]
    became = " → ".join(values) if all(values) else "".join(values)
    return ": ".join(each for each in (change.who or change.of.value, became) if each)


def _on_the_clock(value: str, session: Session) -> str:
    """An instant that was kept as text, as it is told elsewhere; anything else as it stands."""
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return value
    return moment_text(at, session.now(), session.zone(), session.words.say) if at.tzinfo is not None else value


def _told(told: Told | None, session: Session) -> str | None:
    return sentence(told.refusal(), session.words.language) if told is not None else None


def _content(file: Path) -> bytes:
    """The bytes of a file, one more than are read at most of one that is larger. Raises InvalidInput."""
    try:
        with file.open("rb") as opened:
            return opened.read(MOST_KEPT + 1)
    except OSError as refused:
        raise InvalidInput(
            "{file} cannot be read: {reason}", file=file, reason=refused.strerror or type(refused).__name__
        ) from refused
