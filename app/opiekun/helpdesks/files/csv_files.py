"""Requests from CSV: a header, then a request a record; which column holds what is chosen, or guessed."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from opiekun.domain.errors import InvalidInput
from opiekun.domain.intake import Arrival, Refusal
from opiekun.helpdesks.files.fields import FIELDS, REQUIRED, FieldReader
from opiekun.helpdesks.files.lines import Line

_DELIMITERS = ",;\t"
_NAMES = {
    "id": (
        *("id", "code", "number", "no.", "ticket", "ticket no.", "ticket no", "ticket number", "ticket id", "key"),
        *("numer", "nr", "kod", "zgłoszenie", "nr zgłoszenia", "numer zgłoszenia", "id zgłoszenia"),
    ),
    "account": ("account", "company", "customer", "client", "organization", "konto", "firma", "klient"),
    "subject": ("subject", "title", "summary", "temat", "tytuł"),
    "severity": ("severity", "priority", "ważność", "priorytet"),
    "channel": ("channel", "source", "via", "kanał", "źródło"),
    "received_at": ("received_at", "received", "created", "created_at", "date", "otrzymano", "utworzono", "data"),
    "contact_email": ("contact_email", "email", "e-mail", "contact", "requester", "kontakt", "adres e-mail"),
    "description": ("description", "body", "text", "message", "opis", "treść", "wiadomość"),
    "assignee": ("assignee", "agent", "owner", "assigned to", "przypisany", "opiekun"),
}


def guess_mapping(header: Iterable[str]) -> dict[str, str]:
    """Which column of a header holds which field, by the columns' English or Polish names; what is unclear is left."""
    columns = {_plain(column): column for column in header}
    mapping: dict[str, str] = {}
    for field in FIELDS:
        found = next((columns[_plain(name)] for name in _NAMES[field] if _plain(name) in columns), None)
        if found is not None and found not in mapping.values():
            mapping[field] = found
    return mapping


def _plain(name: str) -> str:
    return name.strip().casefold().replace("_", " ")


def read_header(source: Iterator[Line]) -> tuple[tuple[str, ...], str]:
    """The columns of the first line, and what separates them. Raises InvalidInput."""
    line = next((line for line in source if line.problem or line.text.strip()), None)
    if line is None:
        raise InvalidInput("The file is empty.")
    if line.problem:
        raise InvalidInput("Line {line} has no column names: {problem}", line=line.number, problem=line.problem)
    delimiter = max(_DELIMITERS, key=line.text.count)
    try:
        columns = next(csv.reader([line.text], delimiter=delimiter))
    except csv.Error:
        raise InvalidInput("Line {line} has no column names.", line=line.number) from None
    return tuple(column.strip() for column in columns), delimiter


def read_csv(
    source: Iterator[Line], reader: FieldReader, columns: Mapping[str, str] | None = None
) -> Iterator[Arrival | Refusal]:
    """Each record as a request, or why it is refused, under the number of its first line.

    ``columns`` tells which column holds which field; None guesses it from the names. Raises InvalidInput,
    before anything is taken, where a field that is needed has no column.
    """
    header, delimiter = read_header(source)
    places = _places(header, guess_mapping(header) if columns is None else columns)
    feed = _Feed(source)
    records = csv.reader(feed, delimiter=delimiter)
    while True:
        try:
            cells = next(records)
        except StopIteration:
            yield from feed.refused()
            return
        except csv.Error:
            yield from feed.refused()
            refusal = InvalidInput("The record is not CSV, or a field is too long: look for a lone quote.")
            yield Refusal(str(feed.first), str(refusal), feed.text(), refusal)
            feed.begin()
            continue
        yield from feed.refused()
        if any(cell.strip() for cell in cells):
            try:
                arrival = reader.arrival(_fields(cells, places, len(header)))
                yield replace(arrival, where=str(feed.first), text=feed.text())
            except InvalidInput as refusal:
                yield Refusal(str(feed.first), str(refusal), feed.text(), refusal)
        feed.begin()


def _fields(cells: list[str], places: Mapping[str, int], named: int) -> dict[str, str]:
    if len(cells) > named:
        raise InvalidInput("The record has {found} columns; the header has {named}.", found=len(cells), named=named)
    return {field: cells[at] for field, at in places.items() if at < len(cells)}


def _places(header: tuple[str, ...], columns: Mapping[str, str]) -> dict[str, int]:
    for field, column in columns.items():
        if field not in FIELDS or column not in header:
            raise InvalidInput("The file has no column “{column}” for {field}.", column=column, field=field)
    missing = [field for field in REQUIRED if field not in columns]
    if missing:
        raise InvalidInput(
            "No column holds {fields}; choose one for each. The columns are: {columns}.",
            fields=", ".join(missing),
            columns=", ".join(header)[:500],
        )
    return {field: header.index(column) for field, column in columns.items()}


class _Feed:
    """Gives lines to the CSV reader, and knows those of the record that it is at. Bad lines are kept from it."""

    def __init__(self, source: Iterator[Line]) -> None:
        self._source = source
        self._record: list[str] = []
        self._refused: list[Refusal] = []
        self.first = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        for line in self._source:
            if line.problem:
                text = line.text.rstrip("\r\n")
                self._refused.append(Refusal(str(line.number), str(line.problem), text, line.problem))
                continue
            if not self._record:
                self.first = line.number
            self._record.append(line.text)
            return line.text
        raise StopIteration

    def begin(self) -> None:
        """The next line begins a record."""
        self._record = []

    def text(self) -> str:
        """The record as it stood in the file."""
        return "".join(self._record).rstrip("\r\n")

    def refused(self) -> list[Refusal]:
        """The bad lines since the last time."""
        refused, self._refused = self._refused, []
        return refused
