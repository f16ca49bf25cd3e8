"""`opiekun sync conflicts` and `settle`: what both sides changed at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import click

from opiekun.cli.calendar_names import calendar_name
from opiekun.cli.commands import command
from opiekun.cli.printing import instant
from opiekun.cli.session import Session
from opiekun.cli.sync_differences import Difference, differences
from opiekun.cli.vocabulary import DONE
from opiekun.domain.calendar.events import Details
from opiekun.domain.sync.local import ConflictKind
from opiekun.services.sync.conflicts import Choice, ConflictView, conflicts, settle
from opiekun.words import N_

_LONGEST = 500


@command(N_("Events that were changed here and on the server in the same place; both versions are kept."))
@click.pass_obj
def conflicts_waiting(session: Session) -> None:
    """Tells each with both versions."""
    known, zone = conflicts(session.store), session.zone()
    session.answer(
        [_json(each, zone) for each in known],
        lambda: (
            [line for each in known for line in _lines(each, session, zone)]
            or [session.words.say("There are no conflicts.")]
        ),
    )


@command(N_("Settle the conflict ID: let yours stand, the server's, or both as two events."))
@click.argument("conflict", metavar="ID")
@click.argument("choice", type=click.Choice([each.value for each in Choice]))
@click.pass_obj
def settle_conflict(session: Session, *, conflict: str, choice: str) -> None:
    """Tells the UID."""
    done = settle(session.store, conflict, Choice(choice), now=session.now(), host=session.host())
    session.answer(
        {"uid": done.name, "choice": choice},
        lambda: [session.words.say(DONE[done.what], name=done.name, subject=done.subject, detail=done.detail)],
    )


def _json(each: ConflictView, zone: ZoneInfo) -> dict[str, Any]:
    conflict = each.conflict
    return {
        "id": conflict.id,
        "kind": conflict.kind,
        "uid": conflict.uid,
        "calendar": each.calendar.name or each.calendar.id,
        "calendar_id": each.calendar.id,
        "summary": each.title,
        "mine": _version(each.mine, zone),
        "theirs": _version(each.theirs, zone),
        "touching": list(conflict.touching),
        "differences": [_difference(found) for found in differences(each)],
        "found_at": instant(conflict.found_at),
    }


def _difference(found: Difference) -> dict[str, Any]:
    """``occurrence`` is null for the event as a whole, a side where it has no such occurrence."""
    return {
        "occurrence": found.recurrence_id or None,
        "field": found.field,
        "mine": found.mine,
        "theirs": found.theirs,
    }


def _version(details: Details | None, zone: ZoneInfo) -> dict[str, Any] | None:
    if details is None:
        return None
    return {
        "summary": details.summary,
        "start": _moment(details, "start", zone),
        "end": _moment(details, "end", zone),
        "location": details.location,
    }


def _moment(details: Details, which: str, zone: ZoneInfo) -> str:
    """In ISO 8601 with an offset; a date as the midnight of the agent's zone."""
    moment = details.start if which == "start" else details.end
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day, tzinfo=zone)
    return (moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)).isoformat(timespec="seconds")


def _lines(each: ConflictView, session: Session, zone: ZoneInfo) -> Iterator[str]:
    words, conflict = session.words, each.conflict
    yield f"{conflict.id}  {each.title or words.say('(no title)')}  [{calendar_name(each.calendar, words)}]"
    for name, version in ((words.say("mine"), each.mine), (words.say("theirs"), each.theirs)):
        if version is not None:
            yield f"  {name}: {version.summary}  {_moment(version, 'start', zone)}"
    yield "  " + (
        words.say("split off here from a series that goes on otherwise on the server, or ends before that")
        if conflict.kind is ConflictKind.SPLIT_OFF
        else words.say("changed on both sides: {touching}", touching=", ".join(conflict.touching))
    )
    for found in differences(each):
        yield f"  ≠ {f'{found.recurrence_id} {found.field}'.lstrip()}"
        for name, value in ((words.say("mine"), found.mine), (words.say("theirs"), found.theirs)):
            yield f"      {name}: {_value(value, session)}"


def _value(value: str | None, session: Session) -> str:
    if value is None:
        return session.words.say("(not there: deleted, or at no such time)")
    return _cut(value) or session.words.say("(nothing)")


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
