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
from opiekun.cli.sync_conflict_words import FIELDS, FieldTellers, how_it_came
from opiekun.cli.sync_differences import Difference, differences, said
from opiekun.cli.vocabulary import DONE
from opiekun.domain.calendar.events import Details
from opiekun.domain.sync.comparing import Field, Version
from opiekun.services.sync.conflicts import Choice, ConflictView, conflict_named, conflicts, settle
from opiekun.words import N_, Words

_LONGEST = 500


@command(N_("Events that were changed here and on the server in the same place; both versions are kept."))
@click.pass_obj
def conflicts_waiting(session: Session) -> None:
    """Tells each with both versions."""
    known, zone = conflicts(session.store), session.zone()
    tellers = FieldTellers(session.now(), zone, session.words)
    session.answer(
        [_json(each, zone) for each in known],
        lambda: (
            [line for each in known for line in _lines(each, session, tellers)]
            or [session.words.say("There are no conflicts.")]
        ),
    )


@command(N_("Settle the conflict ID, or the one that begins so: let yours stand, the server's, or both as two events."))
@click.argument("conflict", metavar="ID")
@click.argument("choice", type=click.Choice([each.value for each in Choice]))
@click.pass_obj
def settle_conflict(session: Session, *, conflict: str, choice: str) -> None:
    """Tells the UID."""
    meant = conflict_named(session.store, conflict)
    done = settle(session.store, meant, Choice(choice), now=session.now(), host=session.host())
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
        "mine": said(found.field, found.mine) if found.mine is not None else None,
        "theirs": said(found.field, found.theirs) if found.theirs is not None else None,
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


def _lines(each: ConflictView, session: Session, tellers: FieldTellers) -> Iterator[str]:
    words, conflict = session.words, each.conflict
    yield f"{conflict.id}  {each.title or words.say('(no title)')}  [{calendar_name(each.calendar, words)}]"
    sides = (words.say("mine"), words.say("theirs"))
    for name, version in zip(sides, (each.mine, each.theirs), strict=True):
        if version is not None:
            yield f"  {name}: {version.summary}  {tellers.when(version)}"
    yield f"  {how_it_came(each, words)}"
    for found in differences(each):
        one = found.mine or found.theirs
        occurrence = f"  [{tellers.when(one.details)}]" if found.recurrence_id and one is not None else ""
        yield f"  ≠ {words.say(FIELDS[found.field])}{occurrence}"
        for name, side in zip(sides, (found.mine, found.theirs), strict=True):
            yield f"      {name}: {_value(found.field, side, words, tellers)}"


def _value(field: Field, side: Version | None, words: Words, tellers: FieldTellers) -> str:
    if side is None:
        return words.say("(not there: deleted, or at no such time)")
    return _cut(tellers.of(field, side)) or words.say("(nothing)")


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
