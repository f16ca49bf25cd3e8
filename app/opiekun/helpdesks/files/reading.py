"""Opens a file of requests, finds out in which form it is, and reads it line by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo

from opiekun.domain.errors import InvalidInput
from opiekun.domain.intake import Arrival, Refusal
from opiekun.helpdesks.files.csv_files import read_csv, read_header
from opiekun.helpdesks.files.fields import FieldReader, Ids
from opiekun.helpdesks.files.json_lines import read_json_lines
from opiekun.helpdesks.files.lines import Line, lines

_JSON_SUFFIXES = frozenset({".jsonl", ".ndjson", ".json"})


def read_requests(
    source: Path | BinaryIO,
    *,
    now: datetime,
    zone: ZoneInfo | None = None,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Arrival | Refusal]:
    """The requests of a file, lazily, each line or record taken or refused by itself; a Refusal has its line.

    ``zone`` is that of times without an offset; None refuses them. ``columns`` tells which column of a CSV
    file holds which field; None guesses. Raises InvalidInput, before anything is taken, for a file that cannot
    be opened, is empty, or has no column for a field that is needed.
    """
    reader = FieldReader(now, zone, Ids())
    with _opened(source) as stream:
        found = lines(stream)
        skipped: list[Line] = []
        first = next((line for line in _noting(found, skipped) if line.problem or line.text.strip()), None)
        if first is None:
            raise InvalidInput("The file is empty.")
        whole = chain(skipped, found)
        start = first.text.lstrip()[:1]
        if start == "[":
            raise InvalidInput("The file is one JSON list; write one object a line, without the brackets.")
        if start == "{" or _is_json(source):
            yield from read_json_lines(whole, reader)
        else:
            yield from read_csv(whole, reader, columns)


def csv_header(source: Path | BinaryIO) -> tuple[str, ...] | None:
    """The columns of a CSV file, None for JSON Lines. Raises InvalidInput as read_requests does."""
    with _opened(source) as stream:
        header, _delimiter = read_header(lines(stream))
    return None if _is_json(source) or header[0].startswith("{") else header


def _is_json(source: Path | BinaryIO) -> bool:
    return isinstance(source, Path) and source.suffix.lower() in _JSON_SUFFIXES


def _noting(source: Iterator[Line], noted: list[Line]) -> Iterator[Line]:
    for line in source:
        noted.append(line)
        yield line


@contextmanager
def _opened(source: Path | BinaryIO) -> Iterator[BinaryIO]:
    if not isinstance(source, Path):
        yield source
        return
    if source.exists() and not (source.is_file() or source.is_dir()):
        # Its form is found out before it is read, and a device may have no end.
        raise InvalidInput("{file} is no file that can be read twice; save what it tells to one.", file=source)
    try:
        stream = source.open("rb")
    except OSError as refusal:
        raise InvalidInput("{file} cannot be read: {reason}.", file=source, reason=refusal.strerror) from None
    with stream:
        yield stream
