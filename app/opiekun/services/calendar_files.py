"""Calendar files in and out: all events of a file or none, each text as it stood, and a whole calendar again."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from opiekun.domain.calendar.exporting import calendar_text
from opiekun.domain.calendar.files import LARGEST, CalendarFile, read_calendar_file
from opiekun.domain.calendar.indexed import IndexedObject
from opiekun.domain.calendar.surgery import sequence_of
from opiekun.domain.calendar.text import Component, parse
from opiekun.domain.errors import BadComponent, InvalidInput
from opiekun.domain.intake import Refusal
from opiekun.services.calendars import existing_calendar, writable_calendar
from opiekun.services.done import Changed, Done, ObjectChange, RestoreObjects, What
from opiekun.services.object_writer import write_objects
from opiekun.services.ports import Cancelled, Store, UnitOfWork

# As much as an index of PostgreSQL's takes, whatever the letters.
_LONGEST_UID = 600

# Each takes some kilobytes while a file is read.
_MOST_COMPONENTS = 200_000

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


class _Plan:
    """What is to become of each event of a file, beside what the calendar has of it now."""

    def __init__(self, arrivals: Mapping[str, tuple[IndexedObject, str]], here: Mapping[str, str]) -> None:
        self.here = here
        self.created = [uid for uid in arrivals if uid not in here]
        self.updated: list[str] = []
        self.older: list[str] = []
        for uid, (_indexed, text) in arrivals.items():
            if uid not in here or here[uid] == text:
                continue
            told, known = parse(text), parse(here[uid])
            if _said(told) != _said(known):
                (self.older if _edition(told) < _edition(known) else self.updated).append(uid)
        self.unchanged = len(arrivals) - len(self.created) - len(self.updated) - len(self.older)


def import_calendar_file(
    store: Store,
    source: Path | bytes,
    calendar_id: str,
    *,
    now: datetime,
    progress: Progress = lambda _done, _all: None,
    cancelled: Cancelled = lambda: False,
) -> CalendarImport:
    """Take in the events of a file into a calendar, all in one transaction at the end; reading holds nobody up.

    Events are known by their UIDs. One whose SEQUENCE or LAST-MODIFIED is older in the file than here is left. A
    component that cannot be read is refused alone. Raises InvalidInput for a file that cannot be read, is no calendar
    or is too large, and as :func:`writable_calendar`; then nothing was written.
    """
    with store.read() as unit:
        writable_calendar(unit, calendar_id)
    file = read_calendar_file(_checked(_content(source)))
    arrivals, refused = _read(file, progress, cancelled)
    if cancelled():
        return CalendarImport(refused=tuple(refused), cancelled=True)
    with store.read() as unit:
        plan = _Plan(arrivals, unit.calendars.texts_of(calendar_id, list(arrivals)))
    if cancelled():
        return CalendarImport(refused=tuple(refused), cancelled=True)
    with store.write() as unit:
        writable_calendar(unit, calendar_id)
        here = unit.calendars.texts_of(calendar_id, list(arrivals))
        if here != plan.here:
            plan = _Plan(arrivals, here)
        done = _write(unit, calendar_id, plan, arrivals, now)
    return CalendarImport(len(plan.created), len(plan.updated), plan.unchanged, tuple(plan.older), tuple(refused), done)


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


def _read(
    file: CalendarFile, progress: Progress, cancelled: Cancelled
) -> tuple[dict[str, tuple[IndexedObject, str]], list[Refusal]]:
    """The events of a file by UID, and what cannot be taken, in the order of the file."""
    arrivals: dict[str, tuple[IndexedObject, str]] = {}
    refused: list[BadComponent] = []
    for item in file:
        if cancelled():
            break
        if isinstance(item, BadComponent):
            refused.append(item)
        elif len(item.uid) > _LONGEST_UID:
            refused.append(BadComponent("The event's UID has more than {most} letters.", line=1, most=_LONGEST_UID))
        else:
            arrivals[item.uid] = (item.indexed, item.text)
            progress(len(arrivals), len(file))
    refused.sort(key=lambda refusal: refusal.line)
    return arrivals, [Refusal(str(refusal.line), str(refusal), why=refusal) for refusal in refused]


def _said(calendar: Component) -> list[str]:
    """What a file says of an event, without what it says of itself and when: many stamp each event anew."""
    return sorted(
        "\n".join(line for line in event.raw_lines() if not line.upper().startswith("DTSTAMP"))
        for event in calendar.components("VEVENT")
    )


def _edition(calendar: Component) -> tuple[int, str]:
    """What tells a newer edition of an event from an older one (RFC 5546, 2.1.5)."""
    events = list(calendar.components("VEVENT"))
    stamps = (event.value("LAST-MODIFIED") or event.value("DTSTAMP") for event in events)
    return max(map(sequence_of, events), default=0), max(stamps, default="")


def _write(
    unit: UnitOfWork,
    calendar_id: str,
    plan: _Plan,
    arrivals: Mapping[str, tuple[IndexedObject, str]],
    now: datetime,
) -> Done | None:
    uids = [*plan.created, *plan.updated]
    if not uids:
        return None
    changes = tuple(ObjectChange(calendar_id, uid, plan.here.get(uid), arrivals[uid][1]) for uid in uids)
    indexed = {arrivals[uid][1]: arrivals[uid][0] for uid in uids}
    keys = write_objects(unit, changes, indexed, now)
    return Done(
        What.EVENTS_IMPORTED,
        detail=str(len(uids)),
        changed=Changed(events=keys),
        undo=RestoreObjects(changes, What.EVENTS_IMPORTED),
    )
