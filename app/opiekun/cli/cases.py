"""Cases for the pure functions, as files give them: read with limits, refused by name and field."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from opiekun.domain.errors import InvalidInput, Refused
from opiekun.domain.hours import BusinessHours
from opiekun.domain.policy import STANDARD_POLICY, Policy
from opiekun.domain.rules_json import hours_from_json, policy_from_json
from opiekun.domain.timeline import CLOCK_KINDS, Channel, Event, EventKind, Severity

MOST_BYTES = 64 * 1024 * 1024
Closed = TypeVar("Closed", bound=Enum)


@dataclass(frozen=True, slots=True)
class SlaCase:
    """One timeline to evaluate. ``as_of`` (aware) is the instant at which the clocks are looked at."""

    name: str
    severity: Severity
    channel: Channel
    hours: BusinessHours
    policy: Policy
    as_of: datetime
    events: tuple[Event, ...]


def read_json_list(path: str) -> list[Any]:
    """The list in a JSON file; "-" is standard input. Raises InvalidInput, which names the file."""
    value = read_json(path)
    if not isinstance(value, list):
        raise InvalidInput("{file} does not hold a JSON list of cases.", file="<stdin>" if path == "-" else path)
    return value


def read_json(path: str) -> Any:
    """What a JSON file holds; "-" is standard input. Raises InvalidInput, which names the file."""
    name = "<stdin>" if path == "-" else path
    try:
        raw = sys.stdin.buffer.read(MOST_BYTES + 1) if path == "-" else _bytes(Path(path))
    except OSError as refusal:
        raise InvalidInput("{file} cannot be read: {reason}.", file=name, reason=refusal.strerror) from refusal
    if len(raw) > MOST_BYTES:
        raise InvalidInput("{file} is larger than {most} MB; split it.", file=name, most=MOST_BYTES // 1024 // 1024)
    try:
        return json.loads(raw.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except UnicodeDecodeError as wrong:
        raise InvalidInput(
            "{file} is not UTF-8 at byte {place}; save it as UTF-8.", file=name, place=wrong.start
        ) from None
    except json.JSONDecodeError as wrong:
        raise InvalidInput(
            "{file} is not JSON at line {line}, column {column}.", file=name, line=wrong.lineno, column=wrong.colno
        ) from None
    except RecursionError:
        raise InvalidInput("{file} is nested too deeply.", file=name) from None
    except ValueError:
        raise InvalidInput("{file} holds a number that JSON does not have, or one too long.", file=name) from None


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _refuse_constant(_constant: str) -> NoReturn:
    raise ValueError


def sla_case(value: object, place: int) -> SlaCase:
    """The case at that place (from 1) of the list. Raises InvalidInput, which names the case and the field."""
    reader = case_fields(value, place)
    fields = reader.fields
    return SlaCase(
        reader.case,
        reader.severity(fields, "severity"),
        reader.one_of(fields, "channel", Channel),
        reader.rules("hours", hours_from_json),
        reader.rules("policy", policy_from_json) if fields.get("policy") is not None else STANDARD_POLICY,
        reader.instant(fields, "as_of"),
        reader.events(),
    )


def case_fields(value: object, place: int) -> CaseFields:
    """The fields of the case at that place (from 1) of a list. Raises InvalidInput where it has no name."""
    fields = value if isinstance(value, dict) else {}
    name = fields.get("name")
    if not isinstance(name, str):
        raise InvalidInput("Case {place}: name: give a text.", place=place)
    return CaseFields(name, fields)


@dataclass(frozen=True, slots=True)
class CaseFields:
    """The fields of one case, each refused with the case's name. ``path`` is where the owner of a field stands."""

    case: str
    fields: Mapping[str, Any]

    def severity(self, owner: Mapping[str, Any], field: str, path: str = "") -> Severity:
        """A number from 1 to 5."""
        value = owner.get(field)
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= len(Severity):
            raise InvalidInput(
                "Case {case}: {field}: give a whole number from 1 to 5.", case=self.case, field=path + field
            )
        return Severity(value)

    def one_of(self, owner: Mapping[str, Any], field: str, closed: type[Closed], path: str = "") -> Closed:
        """A member of the enum by its value."""
        value = owner.get(field)
        known = {member.value: member for member in closed}
        if not isinstance(value, str) or value not in known:
            raise InvalidInput(
                "Case {case}: {field}: give one of {known}.",
                case=self.case,
                field=path + field,
                known=", ".join(known),
            )
        return known[value]

    def instant(self, owner: Mapping[str, Any], field: str, path: str = "") -> datetime:
        """An aware instant within the years that hours can be asked for."""
        value = owner.get(field)
        try:
            moment = datetime.fromisoformat(value) if isinstance(value, str) else None
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None or not 1971 <= moment.year <= 2199:  # noqa: PLR2004 - see Openings
            raise InvalidInput(
                "Case {case}: {field}: give a time with an offset, such as 2026-06-16T10:00:00+02:00.",
                case=self.case,
                field=path + field,
            )
        return moment

    def rules(self, field: str, read: Any) -> Any:
        """What that reader makes of a field."""
        try:
            return read(self.fields.get(field))
        except Refused as refusal:
            raise InvalidInput("Case {case}: {reason}", case=self.case, reason=refusal) from refusal

    def events(self) -> tuple[Event, ...]:
        """The events of a timeline."""
        told = self.fields.get("events")
        if not isinstance(told, list):
            raise InvalidInput("Case {case}: events: give a list.", case=self.case)
        events = tuple(self._event(value, place) for place, value in enumerate(told))
        if not any(event.kind is EventKind.RECEIVED for event in events):
            raise InvalidInput("Case {case}: events: one of them must be received.", case=self.case)
        return events

    def _event(self, value: object, place: int) -> Event:
        path = f"events[{place}]."
        fields = value if isinstance(value, dict) else {}
        kind = self.one_of(fields, "kind", EventKind, path)
        if kind not in CLOCK_KINDS:
            kinds = ", ".join(known for known in EventKind if known in CLOCK_KINDS)
            raise InvalidInput(
                "Case {case}: {field}: give one of {known}.", case=self.case, field=f"{path}kind", known=kinds
            )
        changes = kind is EventKind.SEVERITY_CHANGED
        return Event(
            seq=place + 1,
            at=self.instant(fields, "at", path),
            kind=kind,
            channel=self.one_of(fields, "channel", Channel, path) if fields.get("channel") is not None else None,
            severity=self.severity(fields, "severity", path) if changes else None,
        )
