"""Cases of free slots, as files give them: read with limits, refused by name and field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

from opiekun.cli.cases import CaseFields, case_fields
from opiekun.domain.calendar.events import EventStatus
from opiekun.domain.errors import InvalidInput
from opiekun.domain.hours import BusinessHours
from opiekun.domain.instants import UtcSeconds
from opiekun.domain.invitations.messages import Partstat
from opiekun.domain.rules_json import hours_from_json
from opiekun.domain.slots.rules import BookedCall, BusyTime, SlotRules

MINUTE, DAY = 60, 86_400
# Limits far beyond any use, so that a slip of the keyboard is refused and not computed.
MOST_DAYS = 5 * 366
MOST_MINUTES = MOST_DAYS * 24 * 60
MOST_CALL_MINUTES = 7 * 24 * 60


@dataclass(frozen=True, slots=True)
class SlotCase:
    """One search for free slots in [since, until)."""

    name: str
    hours: BusinessHours
    rules: SlotRules
    now: UtcSeconds
    since: UtcSeconds
    until: UtcSeconds
    busy: tuple[BusyTime, ...]
    booked: tuple[BookedCall, ...]


def slot_case(value: object, place: int) -> SlotCase:
    """The case at that place (from 1) of the list. Raises InvalidInput, which names the case and the field."""
    reader = case_fields(value, place)
    fields = reader.fields
    since, until = _at(reader, fields, "from"), _at(reader, fields, "to")
    if until - since > MOST_DAYS * DAY:
        raise InvalidInput(
            "Case {case}: {field}: give at most {most} days after {begin}.",
            case=reader.case,
            field="to",
            most=MOST_DAYS,
            begin="from",
        )
    rules = _rules(reader)
    return SlotCase(
        reader.case,
        reader.rules("hours", hours_from_json),
        rules,
        _at(reader, fields, "now"),
        since,
        until,
        tuple(_busy(reader, told, path) for told, path in _each(reader, "busy")),
        tuple(
            BookedCall(*_stretch(reader, told, path), rules.before, rules.after)
            for told, path in _each(reader, "booked")
        ),
    )


def _rules(reader: CaseFields) -> SlotRules:
    told = reader.fields.get("type")
    if not isinstance(told, dict):
        raise InvalidInput("Case {case}: {field}: give a JSON object.", case=reader.case, field="type")

    def number(field: str, least: int, most: int) -> int:
        value = told.get(field, 0 if least == 0 else None)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise InvalidInput(
                "Case {case}: {field}: give a whole number from {least} to {most}.",
                case=reader.case,
                field=f"type.{field}",
                least=least,
                most=most,
            )
        return value

    return SlotRules(
        length=number("minutes", 1, MOST_CALL_MINUTES) * MINUTE,
        increment=number("increment", 1, MOST_CALL_MINUTES) * MINUTE,
        before=number("before", 0, MOST_CALL_MINUTES) * MINUTE,
        after=number("after", 0, MOST_CALL_MINUTES) * MINUTE,
        notice=number("notice_minutes", 0, MOST_MINUTES) * MINUTE,
        per_day=number("per_day", 0, MOST_MINUTES) if told.get("per_day") is not None else None,
    )


def _each(reader: CaseFields, field: str) -> list[tuple[Mapping[str, Any], str]]:
    """The objects of a list, each with the path of its fields."""
    told = reader.fields.get(field, [])
    if not isinstance(told, list):
        raise InvalidInput("Case {case}: {field}: give a list.", case=reader.case, field=field)
    return [(each if isinstance(each, dict) else {}, f"{field}[{place}].") for place, each in enumerate(told)]


def _busy(reader: CaseFields, told: Mapping[str, Any], path: str) -> BusyTime:
    lower = {name: value.lower() if isinstance(value, str) else value for name, value in told.items()}
    transp = lower.get("transp") or "opaque"
    if transp not in ("opaque", "transparent"):
        raise InvalidInput(
            "Case {case}: {field}: give one of {known}.",
            case=reader.case,
            field=f"{path}transp",
            known="OPAQUE, TRANSPARENT",
        )
    return BusyTime(
        *_stretch(reader, told, path),
        status=reader.one_of(lower, "status", EventStatus, path) if lower.get("status") else EventStatus.CONFIRMED,
        transparent=transp == "transparent",
        partstat=reader.one_of(lower, "partstat", Partstat, path) if lower.get("partstat") else None,
    )


def _stretch(reader: CaseFields, told: Mapping[str, Any], path: str) -> tuple[UtcSeconds, UtcSeconds]:
    """Start and end; a second that is touched is taken whole."""
    start = int(reader.instant(told, "start", path).timestamp() // 1)
    end = _at(reader, told, "end", path)
    if end < start:
        raise InvalidInput("Case {case}: {field}: the end lies before the start.", case=reader.case, field=f"{path}end")
    return start, end


def _at(reader: CaseFields, owner: Mapping[str, Any], field: str, path: str = "") -> UtcSeconds:
    """The first whole second that is not before the instant: starts are whole seconds."""
    return ceil(reader.instant(owner, field, path).timestamp())
