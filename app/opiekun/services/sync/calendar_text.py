"""Texts of events as a server's: put into a calendar with their index, and without being noted as edits made here."""

from __future__ import annotations

import re
from datetime import datetime

from opiekun.domain.calendar.events import When
from opiekun.domain.calendar.indexed import IndexedEvent
from opiekun.domain.calendar.reading import read_text
from opiekun.domain.calendar.zones import tzinfo_of
from opiekun.domain.errors import BadComponent
from opiekun.domain.instants import utc_seconds
from opiekun.domain.sync.rewriting import same
from opiekun.services.calls.following import follow
from opiekun.services.ports import UnitOfWork

_LONGEST = 200
_SUMMARY = re.compile(r"^SUMMARY(?:;[^:\r\n]{0,200})?:((?:[^\r\n]|\r?\n[ \t]){1,1000})", re.MULTILINE | re.IGNORECASE)


def put_text(unit: UnitOfWork, calendar_id: str, uid: str, text: str | None, now: datetime) -> frozenset[int]:
    """Let a calendar have this text of an event, None for none; its call follows. The answer is the event's number.

    Raises BadComponent for a text that cannot be read.
    """
    if text is None:
        keys = unit.calendars.drop(calendar_id, [uid])
    else:
        keys = unit.calendars.put(calendar_id, utc_seconds(now), [(read_text(text), text)])
    follow(unit, [uid])
    return frozenset(keys)


def same_event(one: str | None, other: str) -> bool:
    """Whether two texts are the same event, but for bookkeeping and spelling; one that cannot be read is another."""
    try:
        return one is not None and (one == other or same(one, other))
    except BadComponent:
        return False


def title_of_text(text: str | None) -> str:
    """The title of an event by its text, "" where that is none or cannot be read."""
    return title_and_start(text)[0]


def title_and_start(text: str | None) -> tuple[str, When | None]:
    """The title of an event by its text, and when it, or its series, begins; "" and None where that cannot be read."""
    if text is None:
        return "", None
    try:
        read = read_text(text)
    except BadComponent:
        return "", None
    return read.title, next((_start_of(event) for event in read.events), None)


def _start_of(event: IndexedEvent) -> When:
    """When it begins, in its own zone; naive for a floating one."""
    if not isinstance(event.start, datetime) or not event.zone:
        return event.start
    return event.start.replace(tzinfo=tzinfo_of(event.zone))


def first_title(text: str) -> str:
    """The first title that stands in a text, which need not be read for it, shortened, "" where none does."""
    found = _SUMMARY.search(text)
    if found is None:
        return ""
    title = re.sub(r"\r?\n[ \t]", "", found[1])
    return " ".join(re.sub(r"\\(.)", lambda sign: " " if sign[1] in "nN" else sign[1], title).split())[:_LONGEST]
