"""Calendar files in and out: all events of a file or none, each text as it stood, and a whole calendar again."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from opiekun.domain.calendar.events import Calendar
from opiekun.domain.calendar.exporting import calendar_text
from opiekun.domain.calendar.files import LARGEST, CalendarFile, FileObject, read_calendar_file
from opiekun.domain.errors import BadComponent, InvalidInput
from opiekun.domain.intake import Refusal
from opiekun.services.calendars import calendar_called, existing_calendar, saved_calendar, writable_calendar
from opiekun.services.done import Done, ObjectChange, RestoreObjects, What
from opiekun.services.hosted_edits import write_hosted
from opiekun.services.import_plan import ImportPlan
from opiekun.services.mail.hosting import Host, has_people
from opiekun.services.object_writer import write_objects
from opiekun.services.ports import Cancelled, Store, UnitOfWork

# As much as an index of PostgreSQL's takes, whatever the letters.
_LONGEST_UID = 600

# Each takes some kilobytes while a file is read.
_MOST_COMPONENTS = 200_000

_CANCEL = "CANCEL"
# RFC 5546, 1.4; ADD brings occurrences that have no names yet.
_ANSWERS = frozenset({"ADD", "COUNTER", "DECLINECOUNTER", "REFRESH", "REPLY"})

Progress = Callable[[int, int], None]
"""Is told how many of how many events were read."""


@dataclass(frozen=True, slots=True)
class CalendarImport:
    """What became of a file. ``older`` are UIDs of events that are newer here and were left.

    ``done`` is None where nothing was written; ``cancelled`` tells that this was so because it was stopped.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    older: tuple[str, ...] = ()
    refused: tuple[Refusal, ...] = ()
    done: Done | None = None
    cancelled: bool = False


def import_calendar_file(
    store: Store,
    source: Path | bytes,
    calendar_id: str,
    *,
    now: datetime,
    name: str = "",
    host: Host | None = None,
    progress: Progress = lambda _done, _all: None,
    cancelled: Cancelled = lambda: False,
) -> CalendarImport:
    """Take in the events of a file into a calendar, all in one transaction at the end; reading holds nobody up.

    For the id "" the calendar is the one of that ``name``, made in the same transaction where there is none.
    Events are known by their UIDs. What is older in the file than here, by SEQUENCE and stamp, is left. The file of a
    whole series takes its place, with all single occurrences; a file that tells only of some changes these alone, and
    a message that cancels (METHOD:CANCEL) marks what it names. A component that cannot be read is refused alone.
    What it changes of events of ours is told to their guests in the name of the ``host``.
    Raises InvalidInput for a file that cannot be read, is no calendar, is too large, or is an answer to an
    invitation; as :func:`writable_calendar`, and Refused where a call would stand where another one does. Then nothing
    was written.
    """
    if calendar_id:
        with store.read() as unit:
            writable_calendar(unit, calendar_id)
    file = read_calendar_file(_checked(_content(source)))
    planned = partial(ImportPlan, cancels=_cancels(file), now=now)
    arrivals, refused = _read(file, progress, cancelled)
    del file  # its tree is as large as all that was made of it
    if cancelled():
        return CalendarImport(refused=tuple(refused), cancelled=True)
    with store.read() as unit:
        plan = planned(arrivals, _here(unit, _target(unit, calendar_id, name), arrivals))
    if cancelled():
        return CalendarImport(refused=tuple(refused), cancelled=True)
    with store.write() as unit:
        target = _target(unit, calendar_id, name) or saved_calendar(unit, Calendar("", name, "")).id
        here = _here(unit, target, arrivals)
        if here != plan.here:
            plan = planned(arrivals, here)
        done = _write(unit, target, plan, host, now)
    told = sorted((*refused, *plan.refused), key=lambda refusal: int(refusal.where))
    return CalendarImport(plan.created, plan.updated, plan.unchanged, tuple(plan.older), tuple(told), done)


def calendar_file(store: Store, calendar_id: str) -> tuple[int, bytes]:
    """How many events a calendar has, and its file: iCalendar in UTF-8. Raises NotFound."""
    with store.read() as unit:
        calendar = existing_calendar(unit, calendar_id)
        texts = [found.text for found in unit.calendars.texts(calendar_id)]
    return len(texts), calendar_text(texts, name=calendar.name).encode()


def write_calendar_file(store: Store, calendar_id: str, path: Path) -> int:
    """Write a calendar's file, whole or not at all; the answer is how many events it has.

    Raises NotFound, and InvalidInput where it cannot be written.
    """
    count, content = calendar_file(store, calendar_id)
    beside = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-", delete=False) as file:
            beside = Path(file.name)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as failure:
        if beside is not None:
            with suppress(OSError):
                beside.unlink()
        raise InvalidInput("{path} cannot be written: {reason}.", path=path, reason=failure.strerror) from failure
    return count


def _content(source: Path | bytes) -> bytes:
    if isinstance(source, bytes):
        return source
    try:
        with source.open("rb") as file:
            # Not its size is asked for: a pipe has none.
            content = file.read(LARGEST + 1)
    except OSError as failure:
        raise InvalidInput("{file} cannot be read: {reason}.", file=source, reason=failure.strerror) from failure
    if len(content) > LARGEST:
        raise InvalidInput(
            "{file} is larger than {most} MB, which no calendar needs; export less of it.",
            file=source,
            most=LARGEST // 1_000_000,
        )
    return content


def _checked(content: bytes) -> bytes:
    """The file's content. Raises InvalidInput for so many components that they would fill the memory."""
    if content.upper().count(b"BEGIN:") > _MOST_COMPONENTS:
        raise InvalidInput(
            "The file has more than {most} events and parts of events; export it in several parts.",
            most=_MOST_COMPONENTS,
        )
    return content


def _cancels(file: CalendarFile) -> bool:
    """Whether the file is a message that cancels. Raises InvalidInput for messages that bring no events."""
    for method in sorted(file.methods & _ANSWERS):
        raise InvalidInput(
            "The file is an answer to an invitation or a question about it ({method}), which brings no events.",
            method=method,
        )
    if _CANCEL in file.methods and len(file.methods) > 1:
        raise InvalidInput("Some of the messages in the file cancel events; save each in a file of its own.")
    return _CANCEL in file.methods


def _target(unit: UnitOfWork, calendar_id: str, name: str) -> str:
    """The id of the calendar that takes the events, "" where that is yet to be made."""
    if calendar_id:
        return writable_calendar(unit, calendar_id).id
    called = calendar_called(unit.calendars.all(), name)
    return writable_calendar(unit, called.id).id if called is not None else ""


def _here(unit: UnitOfWork, calendar_id: str, arrivals: Mapping[str, FileObject]) -> dict[str, str]:
    return unit.calendars.texts_of(calendar_id, list(arrivals)) if calendar_id else {}


def _read(file: CalendarFile, progress: Progress, cancelled: Cancelled) -> tuple[dict[str, FileObject], list[Refusal]]:
    """The events of a file by UID, and what cannot be taken, in the order of the file."""
    arrivals: dict[str, FileObject] = {}
    refused: list[BadComponent] = []
    for item in file:
        if cancelled():
            break
        if isinstance(item, BadComponent):
            refused.append(item)
        elif len(item.uid) > _LONGEST_UID:
            sentence = "The event's UID has more than {most} letters."
            refused.append(BadComponent(sentence, line=item.line, most=_LONGEST_UID))
        else:
            arrivals[item.uid] = item
            progress(len(arrivals), len(file))
    refused.sort(key=lambda refusal: refusal.line)
    return arrivals, [Refusal(str(refusal.line), str(refusal), why=refusal) for refusal in refused]


def _write(unit: UnitOfWork, calendar_id: str, plan: ImportPlan, host: Host | None, now: datetime) -> Done | None:
    if not plan.written:
        return None
    changes = tuple(
        ObjectChange(calendar_id, uid, plan.here.get(uid), text) for uid, (_indexed, text) in plan.written.items()
    )
    # Of an event that is new here its guests know by other ways.
    plain, told = list[ObjectChange](), list[ObjectChange]()
    for each in changes:
        with_guests = each.before is not None and (has_people(each.before) or has_people(each.after))
        (told if with_guests else plain).append(each)
    keys = write_objects(unit, plain, {text: indexed for indexed, text in plan.written.values()}, now)
    written = write_hosted(unit, host, told, now)
    return Done(
        What.EVENTS_IMPORTED,
        detail=str(len(changes)),
        changed=replace(written.changed, events=written.changed.events | keys),
        undo=RestoreObjects((*plain, *written.changes), What.EVENTS_IMPORTED, outbox=written.outbox),
        told=written.told,
    )
