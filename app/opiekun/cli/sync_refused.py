"""`opiekun sync refused`, `retry` and `give-up`: edits that a server would not have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from opiekun.cli.calendar_answers import in_calendar, tell_guests
from opiekun.cli.calendar_names import calendar_name, only_calendar
from opiekun.cli.commands import command
from opiekun.cli.printing import instant
from opiekun.cli.session import Session
from opiekun.cli.sync import told_text
from opiekun.cli.vocabulary import DONE
from opiekun.domain.errors import NotFound
from opiekun.services.sync.refused import RefusedEdit, give_up, refused_edits, retry, retry_all
from opiekun.words import N_


@command(N_("Edits that a server refused, each with its words."))
@click.pass_obj
def refused(session: Session) -> None:
    """Tells each edit."""
    known = refused_edits(session.store)
    session.answer(
        [_json(each, session) for each in known],
        lambda: (
            [line for each in known for line in _lines(each, session)] or [session.words.say("No edit was refused.")]
        ),
    )


@command(N_("Try a refused edit of the event UID again with the next sync, or with --all every one."))
@click.argument("uid", metavar="[UID]", required=False)
@click.option("--all", "every", is_flag=True, help=N_("Every refused edit, of whichever event."))
@in_calendar
@click.pass_obj
def retry_edit(session: Session, *, uid: str | None, every: bool, named: str | None) -> None:
    """Tells what is tried again."""
    words = session.words
    if every is (uid is not None) or (every and named is not None):
        raise click.UsageError(words.say("Name one event, or say --all alone."))
    if uid is None:
        uids = retry_all(session.store)
        tried = words.count(
            "{n} edit is tried again with the next sync.", "{n} edits are tried again with the next sync.", len(uids)
        )
        session.answer([{"uid": each} for each in uids], lambda: [tried])
        return
    edit = _edit_of(session, uid, named)
    retry(session.store, edit.calendar.id, uid)
    title = edit.title or words.say("(no title)")
    session.answer({"uid": uid}, lambda: [words.say("“{title}” is tried again with the next sync.", title=title)])


@command(N_("Give a refused edit of the event UID up: it is as the server has it again."))
@click.argument("uid", metavar="UID")
@in_calendar
@click.pass_obj
def give_up_edit(session: Session, *, uid: str, named: str | None) -> None:
    """Tells the UID."""
    edit = _edit_of(session, uid, named)
    done = give_up(session.store, edit.calendar.id, uid, now=session.now(), host=session.host())
    session.answer(
        {"uid": uid, "told": list(done.told)},
        lambda: [session.words.say(DONE[done.what], name=done.name, subject=done.subject, detail=done.detail)],
    )
    tell_guests(session, done)


def _edit_of(session: Session, uid: str, named: str | None) -> RefusedEdit:
    """The refused edit that is meant. Raises NotFound where there is none, or several in different calendars."""
    only = only_calendar(session, named)
    found = [each for each in refused_edits(session.store) if each.uid == uid and only in {None, each.calendar.id}]
    if not found:
        raise NotFound("No refused edit of that event waits any more; look at them again.")
    if len(found) > 1:
        raise NotFound("Several calendars have a refused edit of that event; name one with --calendar.")
    return found[0]


def _json(each: RefusedEdit, session: Session) -> dict[str, Any]:
    return {
        "uid": each.uid,
        "calendar": each.calendar.name or each.calendar.id,
        "calendar_id": each.calendar.id,
        "summary": each.title,
        "deleted": each.deleted,
        "reason": told_text(each.why, session),
        "words": each.words,
        "made_at": instant(each.made_at),
    }


def _lines(each: RefusedEdit, session: Session) -> Iterator[str]:
    words = session.words
    title = each.title or words.say("(no title)")
    mark = "  " + words.say("to be deleted") if each.deleted else ""
    yield f"{each.uid}  {title}  [{calendar_name(each.calendar, words)}]{mark}"
    yield f"  {told_text(each.why, session)}" + (f" ({each.words})" if each.words else "")
