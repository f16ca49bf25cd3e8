"""`opiekun sync status` and `guard`: how the sync stands, and what becomes of events that a server lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import click

from opiekun.cli.calendar_guests import are_told, to_guests
from opiekun.cli.calendar_names import calendar_name, calendar_named
from opiekun.cli.commands import command
from opiekun.cli.printing import instant, moment_text
from opiekun.cli.session import Session
from opiekun.cli.sync import guard_text, to_decide, told_text
from opiekun.cli.sync_failures import with_way_on
from opiekun.cli.vocabulary import DONE
from opiekun.domain.sync.accounts import CollectionStanding, DavAccount
from opiekun.domain.sync.told import Told
from opiekun.services.done import Done
from opiekun.services.sync.guard import GuardAnswer, answer_guard, missing_at_stake, missing_titles
from opiekun.services.sync.standing import SyncedCalendar, SyncStanding, sync_standing
from opiekun.words import N_, Words, sentence

_NAMED = 5
"""Missing events that are called by name."""


@command(N_("What is synced with which server, what waits, and what is wrong."))
@click.pass_obj
def status(session: Session) -> None:
    """Tells accounts and calendars."""
    standing = sync_standing(session.store)
    session.answer(_json(standing, session), lambda: _lines(standing, session))


@command(N_("Say what becomes of the events of the calendar C that its server does not have any more."))
@click.argument("named", metavar="C")
@click.argument("answer", type=click.Choice([each.value for each in GuardAnswer]))
@to_guests
@click.pass_obj
def guard(session: Session, *, named: str, answer: str, guests: str | None) -> None:
    """Tells what was answered, and whether guests hear of it; the next sync does it."""
    calendar = calendar_named(session, named)
    said = GuardAnswer(answer)
    stake = partial(missing_at_stake, session.store, calendar.id, host=session.host(), now=session.now())
    tells = said is GuardAnswer.DELETE and are_told(guests, stake)
    done = answer_guard(session.store, calendar.id, said, now=session.now(), tells_guests=tells)
    session.answer(
        {
            "calendar": calendar.name or calendar.id,
            "calendar_id": calendar.id,
            "answer": answer,
            "tells_guests": tells,
        },
        lambda: _answered(done, session.words, tells=tells),
    )


def _answered(done: Done, words: Words, *, tells: bool) -> Iterator[str]:
    yield words.say(DONE[done.what], name=done.name, subject=done.subject, detail=done.detail)
    if tells:
        yield words.say("Letters tell their guests then that they are off.")


def _json(standing: SyncStanding, session: Session) -> dict[str, Any]:
    return {
        "accounts": [
            {
                "id": each.id,
                "url": each.url,
                "user": each.user,
                "asks": told_text(each.asks, session),
                "retry_at": instant(each.retry_at),
            }
            for each in standing.accounts
        ],
        "collections": [_collection_json(each, session) for each in standing.collections],
        "waiting": standing.waiting,
        "refused": len(standing.refused),
        "conflicts": standing.conflicts,
        "problems": [
            {
                "calendar": each.calendar.name or each.calendar.id,
                "href": each.resource.href,
                "shown": each.resource.shown,
                "title": each.title or None,
                "reason": told_text(each.resource.problem, session),
            }
            for each in standing.problems
        ],
        "last_success": instant(standing.last_success),
    }


def _collection_json(each: SyncedCalendar, session: Session) -> dict[str, Any]:
    collection = each.collection
    guarded = collection.standing is CollectionStanding.GUARDED
    return {
        "calendar": each.calendar.name or each.calendar.id,
        "calendar_id": each.calendar.id,
        "url": collection.url,
        "standing": collection.standing,
        "missing": collection.missing if guarded else None,
        "known": collection.known if guarded else None,
        "missing_titles": list(_missing_titles(each, session)),
        "may_delete": collection.may_delete,
        "read_only": each.calendar.read_only,
        "waits": each.waiting,
        "synced_at": instant(collection.synced_at),
        "failure": told_text(collection.failure, session),
    }


def _lines(standing: SyncStanding, session: Session) -> Iterator[str]:
    words = session.words
    if not standing.accounts:
        yield words.say("No calendar server is connected.")
    for account in standing.accounts:
        yield f"{account.user}  {account.url}"
        mine = [each for each in standing.collections if each.collection.account_id == account.id]
        reason = _reason(account, mine)
        if reason is not None:
            yield f"  {sentence(with_way_on(reason, account, standing, session), words.language)}"
        for each in mine:
            yield from _collection_lines(each, session, told=reason)
    for unshown in standing.problems:
        parts = {
            "calendar": calendar_name(unshown.calendar, words),
            "title": unshown.title or words.say("(no title)"),
            "why": told_text(unshown.resource.problem, session),
            "href": unshown.resource.href,
        }
        if unshown.resource.shown:
            yield words.say("{calendar}: “{title}” stays here as it could last be read. {why} ({href})", **parts)
        else:
            yield words.say("{calendar}: “{title}” is not shown here. {why} ({href})", **parts)
    yield from to_decide(standing.conflicts, len(standing.refused), words)


def _reason(account: DavAccount, mine: Sequence[SyncedCalendar]) -> Told | None:
    """Why nothing of an account is exchanged: what all its calendars failed by, or else what it asks.

    What it asked before all of them failed by other things may not hold any more.
    """
    failures = {each.collection.failure for each in mine}
    if len(failures) == 1 and len(mine) > 1:
        common = failures.pop()
        return account.asks if common is None else common
    return account.asks if account.asks in failures or None in failures or not mine else None


def _guard_lines(each: SyncedCalendar, session: Session) -> Iterator[str]:
    """That many events are missing on the server, what some are called, and how it is answered, or what was."""
    words, collection = session.words, each.collection
    if collection.may_delete:
        yield words.say(
            "{missing} events that are not on the server any more are deleted here with the next sync, as was said.",
            missing=collection.missing,
        )
        return
    yield guard_text(collection.missing, collection.known, each.calendar.name or each.calendar.id, words)
    titles = _missing_titles(each, session)
    if titles:
        quoted = (words.say("“{title}”", title=title or words.say("(no title)")) for title in titles)
        yield words.say("among them: {titles}", titles=", ".join(quoted))


def _missing_titles(each: SyncedCalendar, session: Session) -> tuple[str, ...]:
    guarded = each.collection.standing is CollectionStanding.GUARDED
    return missing_titles(session.store, each.calendar.id, _NAMED) if guarded else ()


def _collection_lines(each: SyncedCalendar, session: Session, *, told: Told | None) -> Iterator[str]:
    """How a calendar stands; ``told`` is said of its account above."""
    words, collection = session.words, each.collection
    synced = words.say("never synced")
    if collection.synced_at is not None:
        at = moment_text(collection.synced_at, session.now(), session.zone(), words.say)
        synced = words.say("synced {at}", at=at)
    marks = [synced, words.say("can only be read")] if each.calendar.read_only else [synced]
    yield f"  {calendar_name(each.calendar, words)}  {', '.join(marks)}"
    if each.waiting:
        yield "    " + words.count("{n} edit waits to go out", "{n} edits wait to go out", each.waiting)
    if collection.standing is CollectionStanding.GUARDED:
        yield from (f"    {line}" for line in _guard_lines(each, session))
    if collection.failure is not None and collection.failure != told:
        yield f"    {told_text(collection.failure, session)}"
