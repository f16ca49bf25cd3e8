"""A file that was dropped on the window and may be mail about a call. Runs on the worker; no Qt here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from opiekun.bootstrap import Program
from opiekun.domain.calls.outbox import LedgerEntry
from opiekun.domain.errors import InvalidInput
from opiekun.services.mail.known import addresses_of_agent
from opiekun.services.mail.process import MOST_KEPT, process

LETTERS = frozenset({".eml"})
_BEGINNING = 100_000
_METHOD = re.compile(rb"^METHOD:[ \t]*([A-Z]+)[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Dropped:
    """What became of it. ``entries`` is None for a calendar's file that is to be imported: it is no message."""

    path: Path
    entries: tuple[LedgerEntry, ...] | None


def take_in(program: Program, path: Path, agent_id: str, now: datetime) -> Dropped:
    """Process it, where it is a message. Raises InvalidInput where it cannot be read."""
    try:
        with path.open("rb") as file:
            # One more than is kept: that it is too long is for those to say who read it.
            raw = file.read(MOST_KEPT + 1)
    except OSError as fault:
        raise InvalidInput("{path} cannot be read: {fault}", path=str(path), fault=fault.strerror or "") from fault
    if path.suffix.lower() not in LETTERS and not is_message(raw):
        return Dropped(path, None)
    entries = process(
        program.store,
        program.read_messages,
        raw,
        path.name,
        letters=program.letter_writer,
        me=addresses_of_agent(program.store, agent_id),
        now=now,
    )
    return Dropped(path, entries)


def is_message(raw: bytes) -> bool:
    """Whether a calendar's file tells somebody something; one that only publishes events is a calendar to import."""
    found = _METHOD.search(raw[:_BEGINNING])
    return found is not None and found.group(1).upper() != b"PUBLISH"
