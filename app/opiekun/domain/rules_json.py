"""Business hours and policies as JSON: how they are stored, and how files of cases give them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from itertools import product
from typing import Any, TypeAlias

from opiekun.domain.errors import InvalidRules
from opiekun.domain.hours import WEEKDAYS, BusinessHours, Interval, clock_text
from opiekun.domain.policy import ClockName, Policy, Target
from opiekun.domain.timeline import Severity

Json: TypeAlias = dict[str, Any]

_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)|24:00", re.ASCII)
_SETTINGS = ("version", "valid_from", "business_day_minutes")
_MEASURES = ("elapsed_minutes", "business_minutes", "business_days")
# Limits far beyond any promise, so that a slip of the keyboard is refused and not computed.
_MOST_MINUTES = 5 * 366 * 24 * 60
_MOST_DAYS = 5 * 366
_MOST_INTERVALS = 48


def hours_from_json(value: object) -> BusinessHours:
    """The hours of ``{"timezone", "weekly": {"mon": [["09:00", "17:00"]]}, "closed", "special", "country"}``.

    Days that ``weekly`` leaves out are off. Raises InvalidRules, which names the field that is wrong.
    """
    fields = _object(value, "hours", ("timezone", "weekly", "closed", "special", "country"))
    weekly = _object(fields.get("weekly"), "hours.weekly", WEEKDAYS)
    special = _object(fields.get("special", {}), "hours.special")
    closed = _list(fields.get("closed", []), "hours.closed")
    return BusinessHours(
        timezone=_text(fields.get("timezone"), "hours.timezone"),
        weekly=tuple(_intervals(weekly.get(day, []), f"hours.weekly.{day}") for day in WEEKDAYS),
        closed=frozenset(_date(day, f"hours.closed[{place}]") for place, day in enumerate(closed)),
        special={
            _date(day, "hours.special"): _intervals(intervals, f"hours.special.{day}")
            for day, intervals in special.items()
        },
        country=_text(fields.get("country") or "", "hours.country"),
    )


def hours_to_json(hours: BusinessHours) -> Json:
    """The hours in the form that :func:`hours_from_json` reads, all fields given."""
    return {
        "timezone": hours.timezone,
        "weekly": {day: _interval_texts(hours.weekly[place]) for place, day in enumerate(WEEKDAYS)},
        "closed": [day.isoformat() for day in sorted(hours.closed)],
        "special": {day.isoformat(): _interval_texts(hours.special[day]) for day in sorted(hours.special)},
        "country": hours.country,
    }


def policy_from_json(value: object, version: str = "custom", valid_from: datetime | None = None) -> Policy:
    """The policy of ``{"1": {"first_response": {"elapsed_minutes": 60}, "contact": null}}``, targets alone or wrapped.

    Wrapped is ``{"targets": …, "version", "valid_from", "business_day_minutes"}``, where the last three may also
    stand beside targets alone; what it does not give is as
    the arguments say, valid since 1970 by default. What has no target or null has none: nothing is filled in
    from the standard policy. Raises InvalidRules, which names the field that is wrong.
    """
    fields = _object(value, "policy")
    if "targets" not in fields:
        settings = {name: fields[name] for name in _SETTINGS if name in fields}
        fields = settings | {"targets": {name: told for name, told in fields.items() if name not in settings}}
    fields = _object(fields, "policy", ("targets", *_SETTINGS))
    targets: dict[tuple[Severity, ClockName], Target] = {}
    for number, clocks in _object(fields["targets"], "policy", tuple(str(int(one)) for one in Severity)).items():
        names = _object(clocks, f"policy.{number}", tuple(ClockName))
        for name, target in names.items():
            if target is not None:
                targets[Severity(int(number)), ClockName(name)] = _target(target, f"policy.{number}.{name}")
    return Policy(
        version=_text(fields.get("version", version), "policy.version"),
        valid_from=_instant(fields["valid_from"], "policy.valid_from")
        if "valid_from" in fields
        else valid_from or datetime(1970, 1, 1, tzinfo=UTC),
        targets=targets,
        business_day_minutes=_number(fields.get("business_day_minutes", 480), "policy.business_day_minutes", 24 * 60),
    )


def policy_to_json(policy: Policy) -> Json:
    """The policy in the wrapped form that :func:`policy_from_json` reads."""
    targets: dict[str, Json] = {}
    for severity, name in product(Severity, ClockName):
        target = policy.targets.get((severity, name))
        if target is not None:
            targets.setdefault(str(int(severity)), {})[name.value] = _target_to_json(target)
    return {
        "version": policy.version,
        "valid_from": policy.valid_from.isoformat(),
        "business_day_minutes": policy.business_day_minutes,
        "targets": targets,
    }


def _target(value: object, field: str) -> Target:
    fields = _object(value, field, (*_MEASURES, "roll_to_open"))
    rolls = fields.get("roll_to_open", False)
    if not isinstance(rolls, bool):
        raise InvalidRules("{field}: give true or false.", field=f"{field}.roll_to_open")
    given: dict[str, int] = {}
    for measure in _MEASURES:
        if fields.get(measure) is not None:
            most = _MOST_DAYS if measure == "business_days" else _MOST_MINUTES
            given[measure] = _number(fields[measure], f"{field}.{measure}", most)
    if len(given) != 1:
        raise InvalidRules(
            "{field}: give exactly one of elapsed_minutes, business_minutes and business_days.", field=field
        )
    if rolls and "elapsed_minutes" not in given:
        raise InvalidRules("{field}: only elapsed_minutes can have roll_to_open.", field=field)
    return Target(**given, roll_to_open=rolls)


def _target_to_json(target: Target) -> Json:
    measures: Json = {measure: getattr(target, measure) for measure in _MEASURES if getattr(target, measure)}
    if target.roll_to_open:
        measures["roll_to_open"] = True
    return measures


def _object(value: object, field: str, known: tuple[str, ...] | None = None) -> Mapping[str, Any]:
    """The JSON object, refused where it is none or has a key that is not known."""
    if not isinstance(value, dict):
        raise InvalidRules("{field}: give a JSON object.", field=field)
    for key in value:
        if known is not None and key not in known:
            raise InvalidRules(
                "{field}: “{key}” is not known. Use {known}.", field=field, key=key, known=", ".join(known)
            )
    return value


def _list(value: object, field: str) -> list[Any]:
    if not isinstance(value, list):
        raise InvalidRules("{field}: give a list.", field=field)
    return value


def _text(value: object, field: str) -> str:
    if not isinstance(value, str):
        raise InvalidRules("{field}: give a text.", field=field)
    return value


def _number(value: object, field: str, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= most:
        raise InvalidRules("{field}: give a whole number from 1 to {most}.", field=field, most=most)
    return value


def _date(value: object, field: str) -> date:
    try:
        return date.fromisoformat(_text(value, field))
    except ValueError:
        raise InvalidRules("{field}: “{value}” is not a date such as 2026-12-24.", field=field, value=value) from None


def _instant(value: object, field: str) -> datetime:
    try:
        moment = datetime.fromisoformat(_text(value, field))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise InvalidRules("{field}: “{value}” is not a time such as 2026-01-01T00:00:00Z.", field=field, value=value)
    return moment.astimezone(UTC)


def _intervals(value: object, field: str) -> tuple[Interval, ...]:
    pairs = _list(value, field)
    if len(pairs) > _MOST_INTERVALS:
        raise InvalidRules("{field}: a day has at most {most} intervals.", field=field, most=_MOST_INTERVALS)
    return tuple(_interval(pair, field) for pair in pairs)


def _interval(value: object, field: str) -> Interval:
    match value:
        case [start, end]:
            return _minutes(start, field), _minutes(end, field)
    raise InvalidRules('{field}: give each interval as ["09:00", "17:00"].', field=field)


def _minutes(value: object, field: str) -> int:
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        raise InvalidRules(
            "{field}: “{value}” is not a time from 00:00 to 24:00, such as 09:00.", field=field, value=value
        )
    return int(value[:2]) * 60 + int(value[3:])


def _interval_texts(intervals: tuple[Interval, ...]) -> list[list[str]]:
    return [[clock_text(start), clock_text(end)] for start, end in intervals]
