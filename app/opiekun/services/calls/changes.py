"""When something changes: the calls of a stretch are moved, handed to the cover or called off in one go."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from math import ceil
from typing import NamedTuple

from opiekun.domain.calendar.editing import change
from opiekun.domain.calendar.events import Scope
from opiekun.domain.calendar.reading import details_of
from opiekun.domain.calls.calls import Call, CallRecord, CallStatus
from opiekun.domain.calls.proposed import ProposedTime
from opiekun.domain.errors import InvalidInput, Refused
from opiekun.domain.instants import utc_datetime
from opiekun.domain.invitations.organizing import with_guests
from opiekun.domain.people import Agent, Duty
from opiekun.services.accounts import standing_by
from opiekun.services.calls.booking import spoken
from opiekun.services.calls.changing import cancel_in, move_in
from opiekun.services.calls.following import as_in
from opiekun.services.calls.placing import asked_to_move
from opiekun.services.calls.reading import call_of, list_calls
from opiekun.services.calls.rearranged import Before, in_one
from opiekun.services.calls.writing import Pen, standing
from opiekun.services.done import Done, ObjectChange, What
from opiekun.services.mail.proposals import proposed_times
from opiekun.services.mail_ports import LetterWriter
from opiekun.services.ports import Store, UnitOfWork
from opiekun.services.slot_search import search_in
from opiekun.words import N_, Words

_AHEAD = 28 * 86_400
_OFFERED = 3
_HELD_BY = N_("The call is held by {agent}.")


class Remedy(StrEnum):
    """What is done about a call that cannot be held as it was booked."""

    MOVE = "move"
    COVER = "cover"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Decision:
    """What is done about one call. ``start`` is where it moves, None for the nearest free slot behind the stretch."""

    remedy: Remedy
    start: datetime | None = None


@dataclass(frozen=True, slots=True)
class WaysOut:
    """What can be done about a call: where it can move to, nearest first, and who could hold it instead, or None.

    ``proposals`` are the times that its guests propose, which wait for the agent.
    """

    call: Call
    starts: tuple[datetime, ...]
    cover: Agent | None
    proposals: tuple[ProposedTime, ...] = ()


class Rearranged(NamedTuple):
    """What was done in one go, which is taken back in one, and to each call."""

    done: Done
    each: tuple[Done, ...]


class NotRearranged(Refused):
    """What was refused about one call, by its ``uid``; nothing has changed about any."""

    def __init__(self, refused: Refused, uid: str) -> None:
        super().__init__(refused.sentence, **refused.parts)
        self.uid = uid


def concerned(store: Store, since: datetime, until: datetime, *, agent_id: str = "") -> list[Call]:
    """The calls that stand in [since, until), of that agent or of all, earliest first."""
    return [
        call
        for call in list_calls(store, since, until)
        if call.status is CallStatus.BOOKED and agent_id in {"", call.agent_id}
    ]


def ways_out(
    store: Store, since: datetime, until: datetime, *, agent_id: str = "", now: datetime
) -> tuple[WaysOut, ...]:
    """What can be done about each call that stands in [since, until), earliest first."""
    calls = concerned(store, since, until, agent_id=agent_id)
    with store.read() as unit:
        return tuple(_ways_out(unit, call, until, now) for call in calls)


def rearrange(
    store: Store, letters: LetterWriter, decisions: Mapping[str, Decision], until: datetime, *, now: datetime
) -> Rearranged:
    """Do to each call, by its UID, what was decided, in one go: all or nothing. ``until`` is the stretch's end.

    Each guest is told once of a call. Raises NotRearranged for the first call that stands against it, and InvalidInput
    where nothing was decided.
    """
    if not decisions:
        raise InvalidInput("No call stands there that could be changed.")
    with store.write() as unit:
        before = Before.of(unit, decisions)
        # Whatever goes first makes room for what moves.
        ordered = sorted(decisions.items(), key=lambda each: each[1].remedy is Remedy.MOVE)
        done = tuple(_decided_or_named(unit, letters, uid, decision, until, now) for uid, decision in ordered)
        return Rearranged(in_one(unit, before, done), done)


def _ways_out(unit: UnitOfWork, call: Call, after: datetime, now: datetime) -> WaysOut:
    """A way that is barred is none: its reason is told where it is gone all the same."""
    starts: list[datetime] = []
    cover = None
    here = standing(unit, call.uid)
    record = as_in(here.text, here.record)
    with suppress(Refused):
        starts = _free_after(unit, record, after, now)[:_OFFERED]
    with suppress(Refused):
        cover = _cover(unit, record)
    return WaysOut(call, tuple(starts), cover, proposed_times(unit, unit.mail.proposals(call.uid)))


def _decided_or_named(  # noqa: PLR0917 - as below
    unit: UnitOfWork, letters: LetterWriter, uid: str, decision: Decision, until: datetime, now: datetime
) -> Done:
    try:
        return _decided(unit, letters, uid, decision, until, now)
    except Refused as refused:
        raise NotRearranged(refused, uid) from refused


def _decided(  # noqa: PLR0917 - the parts of one decision
    unit: UnitOfWork, letters: LetterWriter, uid: str, decision: Decision, until: datetime, now: datetime
) -> Done:
    if decision.remedy is Remedy.CANCEL:
        return cancel_in(unit, letters, uid, now=now)
    here = standing(unit, uid)
    record = as_in(here.text, here.record)
    if decision.remedy is Remedy.COVER:
        return _hand_over(unit, letters, record, now)
    free = [decision.start] if decision.start is not None else _free_after(unit, record, until, now)
    if not free:
        raise Refused("There is no free slot to move “{title}” to in the four weeks ahead.", title=record.title)
    return move_in(unit, letters, uid, free[0], now=now)


def _free_after(unit: UnitOfWork, record: CallRecord, after: datetime, now: datetime) -> list[datetime]:
    since = ceil(max(after, now).timestamp())
    search = search_in(unit, asked_to_move(unit, record), (since, since + _AHEAD), now)
    return [utc_datetime(start) for start in search.starts()]


def _hand_over(unit: UnitOfWork, letters: LetterWriter, record: CallRecord, now: datetime) -> Done:
    """Let the account's cover hold the call, who is invited to it; the event stays that of who organized it.

    Guests' calendars take no other organizer for an event that they know, so that they are told in its description.
    """
    cover = _cover(unit, record)
    here = standing(unit, record.uid)
    handed = replace(record, agent_id=cover.id)
    unit.calls.release(record.uid)
    if not unit.calls.occupy(handed):
        raise Refused("{agent} has another call when “{title}” is held.", agent=cover.name, title=record.title)
    call = call_of(unit, record)
    language = spoken(call.guests[0].language if call.guests else "")
    details = details_of(here.text, "")
    held_by = Words(language).say(_HELD_BY, agent=cover.name)
    meant = replace(details, description=f"{details.description}\n\n{held_by}".strip(), transparent=True)
    edited = change(here.text, "", Scope.ALL, meant, now=now, new_uid="").text or here.text
    text = with_guests(edited, [(cover.email.strip(), cover.name)], (), now=now)
    written = ObjectChange(here.calendar_id, record.uid, here.text, text)
    done = Pen(unit, letters, now).write(handed, written, What.CALL_HANDED_OVER, None)
    return replace(done, detail=cover.name)


def _cover(unit: UnitOfWork, record: CallRecord) -> Agent:
    account = unit.people.account(record.account_id)
    cover = standing_by(unit.people.assignments(record.account_id), Duty.COVER)
    agent = unit.people.agent(cover) if cover is not None else None
    if agent is None or agent.id == record.agent_id or not agent.email.strip():
        raise Refused(
            "{account} has no cover with an e-mail address who could hold the call; choose one in the account.",
            account=account.name if account is not None else record.account_id,
        )
    return agent
