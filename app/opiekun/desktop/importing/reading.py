"""What the importing screen asks of a file. Runs on a worker; no Qt here."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from opiekun.bootstrap import Program
from opiekun.domain.errors import InvalidInput
from opiekun.domain.intake import Arrival, Refusal
from opiekun.services.column_mapping import remembered_columns

SHOWN = 8
FIELDS = (
    "account",
    "subject",
    "received_at",
    "severity",
    "channel",
    "contact_email",
    "description",
    "assignee",
    "id",
)
"""The fields that a column can hold, the first three needed."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as it was opened. ``header`` is None for JSON Lines; ``columns`` are remembered or guessed."""

    path: Path
    header: tuple[str, ...] | None
    columns: dict[str, str]


@dataclass(frozen=True, slots=True)
class Preview:
    """The first requests of a file as they would be taken, or why not."""

    items: tuple[Arrival | Refusal, ...]


def open_file(program: Program, path: Path) -> Opened:
    """Look into the file. Raises InvalidInput for one that cannot be read or is empty."""
    header = program.files.header(path)
    if header is None:
        return Opened(path, None, {})
    known = remembered_columns(program.store, header)
    return Opened(path, header, known if known is not None else program.files.suggested_columns(header))


def preview(program: Program, opened: Opened, columns: Mapping[str, str], zone: ZoneInfo) -> Preview:
    """The first requests. Raises InvalidInput where a field that is needed has no column."""
    items = arrivals(program, opened, columns, zone)
    return Preview(tuple(islice(items, SHOWN)))


def arrivals(
    program: Program, opened: Opened, columns: Mapping[str, str], zone: ZoneInfo
) -> Iterator[Arrival | Refusal]:
    """All requests of the file, lazily. Times without an offset are of the zone."""
    chosen = columns if opened.header is not None else None
    return program.files.requests(opened.path, now=program.clock.now(), zone=zone, columns=chosen)


def save_refused(path: Path, header: tuple[str, ...] | None, refused: tuple[Refusal, ...]) -> None:
    """Write the refused lines as they stood, so that they can be mended and imported. Raises InvalidInput."""
    text = io.StringIO()
    if header is not None:
        csv.writer(text, lineterminator="\n").writerow(header)
    for refusal in refused:
        text.write(refusal.text.rstrip("\r\n") + "\n")
    try:
        path.write_text(text.getvalue(), "utf-8")
    except OSError as problem:
        raise InvalidInput("{file} cannot be written: {reason}.", file=path, reason=problem.strerror) from problem
