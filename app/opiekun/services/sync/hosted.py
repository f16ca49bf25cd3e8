"""What a phone does to events of ours: their calls follow, and their guests are told once, by this desk or the server.

Our events carry SCHEDULE-AGENT=CLIENT, so that a server that schedules (RFC 6638) leaves the letters to us. Of events
that were made elsewhere, the guests were told by whoever made them, until this desk has once written to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from opiekun.domain.calendar.opened import open_text
from opiekun.domain.calendar.reading import read_text
from opiekun.domain.calls.calls import CallRecord, CallStatus
from opiekun.domain.calls.outbox import Outgoing
from opiekun.domain.calls.telling import letters_owed
from opiekun.domain.errors import InvalidInput
from opiekun.domain.instants import utc_seconds
from opiekun.domain.invitations.lines import left_to_server
from opiekun.domain.invitations.organizing import guests_of
from opiekun.domain.invitations.over import is_over
from opiekun.domain.sync.local import Conflict, ConflictKind
from opiekun.domain.sync.told import Told
from opiekun.services.calls.following import as_in, doubled, follow, followed
from opiekun.services.calls.placing import told
from opiekun.services.done import ObjectChange
from opiekun.services.hosted_edits import as_new
from opiekun.services.mail.hosting import Host, has_people, hosted, in_next_edition, tell_of
from opiekun.services.mail.who_sends import server_schedules
from opiekun.services.ports import UnitOfWork
from opiekun.services.rulebook import rulebook
from opiekun.services.sync.exchange import Exchange
from opiekun.words import N_

DOUBLE_BOOKED = N_(
    "“{title}” was moved elsewhere to {time}, where another call stands: “{other}”. Both stay; move one of them."
)
_INVITING = frozenset({Outgoing.REQUEST, Outgoing.CANCEL})
TOLD = N_("“{title}” was changed elsewhere; letters that tell it wait to be sent, to: {guests}.")


class Line(NamedTuple):
    """A line for the log of a run, about the event of that UID."""

    said: Told
    uid: str


def follow_elsewhere(
    exchange: Exchange, unit: UnitOfWork, changes: Sequence[ObjectChange], host: Host | None
) -> list[Line]:
    """Let calls be where their events were moved elsewhere, and the letters to guests wait; the answer is what is said.

    The letters are written in the name of the ``host``; None: there are none. The texts are stored already. One that
    guests must take for a newer edition goes back to the server as an edit.
    """
    calls = {record.uid: record for record in unit.calls.among([each.uid for each in changes])}
    follow(unit, list(calls))
    lines = []
    for change in changes:
        if (before := calls.get(change.uid)) is None:
            continue
        record = followed(unit, before)
        moved = (before.start, before.end, before.status) != (record.start, record.end, record.status)
        other = doubled(unit, record) if moved and record.status is CallStatus.BOOKED else None
        if other is not None and not unit.calls.has_time(record.uid):
            time = told(record.start, rulebook(unit).openings.zone)
            said = Told(DOUBLE_BOOKED, {"title": record.title, "time": time, "other": other.title})
            lines.append(Line(said, change.uid))
            _mark(exchange, unit, change)
    if host is not None:
        for each in changes:
            call = calls.get(each.uid)
            if not has_people(each.before) and (call is None or not has_people(each.after)):
                continue
            change = _seen_as_moved(exchange, unit, each)
            if call is not None and change.before is None and _is_believed_in(unit, call, change.after or ""):
                continue
            lines += _told(exchange, host, unit, change, is_call=call is not None)
    return lines


def is_awaited(exchange: Exchange, unit: UnitOfWork, uid: str) -> bool:
    """Whether guests believe that an event is to come: a call, or one of ours to which they are invited."""
    text = unit.calendars.texts_of(exchange.calendar_id, [uid]).get(uid)
    if text is None or is_over(open_text(text), exchange.now()):
        return False
    if (call := unit.calls.find(uid)) is not None:
        return call.status is CallStatus.BOOKED
    return exchange.host is not None and hosted(unit, exchange.host, uid, text)


def _mark(exchange: Exchange, unit: UnitOfWork, change: ObjectChange) -> None:
    """Keep where the call was beside where it is, until one of the two calls goes elsewhere, or the agent settles it.

    Only where it was is of the agent's making: a merge of both takes that.
    """
    kind, theirs, mine = ConflictKind.DOUBLE_BOOKED, change.after or "", change.before or change.after or ""
    for known in unit.sync.conflicts_of(change.calendar_id, change.uid):
        if known.kind is kind:
            mine = known.mine
            unit.sync.drop_conflict(known.id)
    now = exchange.now()
    unit.sync.add_conflict(Conflict("", kind, change.calendar_id, change.uid, theirs, mine, theirs, (), now))


def _seen_as_moved(exchange: Exchange, unit: UnitOfWork, change: ObjectChange) -> ObjectChange:
    """The change of an event as its guests see it, who know nothing of calendars: where it leaves one and stands in
    another, it is what was changed between the two."""
    if change.before is not None and change.after is not None:
        return change
    others = [each for each in unit.calendars.named(change.uid) if each.calendar_id != change.calendar_id]
    if not others:
        return change
    came = [each for each in others if (each.calendar_id, each.uid) in exchange.together.arrived]
    if change.after is None and came:
        return ObjectChange(came[0].calendar_id, change.uid, change.before, came[0].text)
    same = change.before or change.after
    return replace(change, before=same, after=same)


def _is_believed_in(unit: UnitOfWork, call: CallRecord, text: str) -> bool:
    """Whether the guests of a call that came back were never told that it was off, so that they need not hear of it."""
    here = as_in(text, call)
    if (here.start, here.end) != (call.start, call.end):
        return False
    last = (unit.mail.last_told(call.uid, email, "", _INVITING) for email in guests_of(text))
    return all(letter is not None and letter.kind is Outgoing.REQUEST for letter in last)


def _told(exchange: Exchange, host: Host, unit: UnitOfWork, change: ObjectChange, *, is_call: bool) -> list[Line]:
    text = change.before or change.after or ""
    if not hosted(unit, host, change.uid, text) or not (is_call or _written_to(unit, change.uid, text)):
        return []
    now = exchange.now()
    if not letters_owed(change.before, change.after, now) or _server_called_off(unit, change):
        return []
    edition = as_new(unit, host, in_next_edition(unit, host, change, now), now)
    if edition.after is not None and edition.after != change.after:
        unit.calendars.put(change.calendar_id, utc_seconds(now), [(read_text(edition.after), edition.after)])
        unit.sync.note_edits(change.calendar_id, [(change.uid, change.after, edition.after)], now)
    try:
        guests = tell_of(unit, host, [edition], now)
    except InvalidInput as refusal:  # too many, of whom a phone knows nothing; the rest is to come
        return [Line(Told.of(refusal), change.uid)]
    title = read_text(text).events[0].summary
    return [Line(Told(TOLD, {"title": title, "guests": ", ".join(guests)}), change.uid)] if guests else []


def _written_to(unit: UnitOfWork, uid: str, text: str) -> bool:
    """Whether this desk has invited any of the guests."""
    return any(
        letter.kind is Outgoing.REQUEST for email in guests_of(text) for letter in unit.mail.letters_about(uid, email)
    )


def _server_called_off(unit: UnitOfWork, change: ObjectChange) -> bool:
    """Whether the server, from which the event is gone, has written to its guests by itself."""
    if change.after is not None or not server_schedules(unit, change.calendar_id):
        return False
    events = open_text(change.before or "").events
    return all(left_to_server(line) for event in events for line in event.component.lines("ATTENDEE"))
