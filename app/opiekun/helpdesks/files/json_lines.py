"""Requests from JSON Lines: one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, NoReturn

from opiekun.domain.errors import InvalidInput
from opiekun.domain.intake import Arrival, Refusal
from opiekun.helpdesks.files.fields import FieldReader
from opiekun.helpdesks.files.lines import Line


def read_json_lines(source: Iterable[Line], reader: FieldReader) -> Iterator[Arrival | Refusal]:
    """Each line as a request, or why it is refused. Empty lines are passed over."""
    for line in source:
        text = line.text.strip()
        if line.problem is not None:
            yield Refusal(str(line.number), str(line.problem), text, line.problem)
        elif text:
            try:
                yield replace(reader.arrival(_object(text)), where=str(line.number), text=text)
            except InvalidInput as refusal:
                yield Refusal(str(line.number), str(refusal), text, refusal)


def _object(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise InvalidInput("The line is not JSON.") from None
    if not isinstance(value, dict):
        raise InvalidInput("The line is not a JSON object.")
    return value


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)
