"""Zones that no IANA zone equals: told by a string of their rules, and made into a ZoneInfo like any other.

The string is "custom:" and the observances of the VTIMEZONE, divided by "|". Each is S (standard) or D (daylight),
the offset before and the offset from then on (as +0200+0100, seconds where there are any), "@", its onsets on the
wall clock before it (as 19701025T030000, divided by commas) and, where it recurs, "/" and its RRULE:

    custom:S+0200+0100@16011028T030000/FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10|D+0100+0200@16010325T020000/FREQ=YEARLY;…

So a zone of an event can be kept and compared like a name, and read without the text that it came from.
"""

from __future__ import annotations

import re
import struct
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import NamedTuple
from zoneinfo import ZoneInfo

from opiekun.domain.calendar.values import wall_time, wall_value

CUSTOM = "custom:"
LAST_YEAR = 2100
"""Rules are followed until then; after it, and before they begin, the zone keeps its offset."""
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

_OFFSET = re.compile(r"([+-])(\d\d)(\d\d)(\d\d)?")
_OBSERVANCE = re.compile(r"([SD])([+-]\d{4}(?:\d\d)?)([+-]\d{4}(?:\d\d)?)@([\dT,]+)(?:/([A-Z0-9=;,:+-]+))?")
_BYDAY = re.compile(r"([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU)")
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  # wall clocks are naive
_MOST_ONSETS = 500
_MOST_TURNS = 5_000
_DAY = 86_400


class Observance(NamedTuple):
    """A STANDARD or DAYLIGHT: from its onsets on (wall clock of ``before``, seconds) the offset is ``after``."""

    daylight: bool
    before: int
    after: int
    onsets: tuple[datetime, ...]
    rule: str = ""


def offset_of(value: str) -> int:
    """A UTC-OFFSET in seconds. Raises ValueError."""
    found = _OFFSET.fullmatch(value.strip())
    if not found:
        raise ValueError(value)
    seconds = int(found[2]) * 3600 + int(found[3]) * 60 + int(found[4] or 0)
    if seconds >= _DAY:
        raise ValueError(value)
    return -seconds if found[1] == "-" else seconds


def offset_value(seconds: int) -> str:
    """The UTC-OFFSET of seconds, as +0200."""
    minutes, left = divmod(abs(seconds), 60)
    return f"{'-' if seconds < 0 else '+'}{minutes // 60:02}{minutes % 60:02}{f'{left:02}' if left else ''}"


def zone_text(observances: tuple[Observance, ...]) -> str:
    """The string that tells such a zone."""
    return CUSTOM + "|".join(
        f"{'D' if each.daylight else 'S'}{offset_value(each.before)}{offset_value(each.after)}"
        f"@{','.join(map(wall_value, each.onsets))}{f'/{each.rule}' if each.rule else ''}"
        for each in observances
    )


def rule_zone(zone: str) -> ZoneInfo:
    """The rules of such a string. Raises ValueError for any other, and for rules that turn no clock."""
    observances = []
    for text in zone.removeprefix(CUSTOM).split("|"):
        found = _OBSERVANCE.fullmatch(text)
        if not found:
            raise ValueError(zone)
        onsets = tuple(_moment(onset) for onset in found[4].split(","))
        observances.append(
            Observance(found[1] == "D", offset_of(found[2]), offset_of(found[3]), onsets, found[5] or "")
        )
    return ZoneInfo.from_file(BytesIO(_tzif(turns(observances), observances)), key=zone)


def turns(observances: list[Observance]) -> list[tuple[int, Observance]]:
    """When the clock turns, in UTC seconds, and to what; ascending. Raises ValueError for rules that are no rules."""
    found = {}
    for observance in observances:
        for wall in _onsets(observance):
            found[int((wall - _EPOCH).total_seconds()) - observance.before] = observance
            if len(found) > _MOST_TURNS:
                raise ValueError(observance.rule)
    return sorted(found.items())


def _moment(value: str) -> datetime:
    wall, _ = wall_time(value)
    if not isinstance(wall, datetime):
        raise ValueError(value)  # noqa: TRY004
    return wall


def _onsets(observance: Observance) -> Iterator[datetime]:
    if len(observance.onsets) > _MOST_ONSETS:
        raise ValueError(observance.rule)
    yield from observance.onsets
    if observance.rule:
        yield from _yearly(observance)


def _yearly(observance: Observance) -> Iterator[datetime]:
    """The onsets of a yearly rule; a VTIMEZONE has no others."""
    first = observance.onsets[0]
    parts = dict(part.partition("=")[::2] for part in observance.rule.upper().split(";"))
    known = {"FREQ", "BYMONTH", "BYDAY", "BYMONTHDAY", "UNTIL", "INTERVAL", "WKST"}
    if parts.get("FREQ") != "YEARLY" or parts.get("INTERVAL", "1") != "1" or not known >= set(parts):
        raise ValueError(observance.rule)
    last = datetime(LAST_YEAR, 12, 31)  # noqa: DTZ001
    if "UNTIL" in parts:
        until, utc = wall_time(parts["UNTIL"])
        moment = until if isinstance(until, datetime) else datetime.combine(until, datetime.max.time())
        last = min(last, moment + timedelta(seconds=observance.before if utc else 0))
    months = sorted({int(month) for month in parts.get("BYMONTH", str(first.month)).split(",")})
    for year in range(first.year, last.year + 1):
        for month in months:
            for day in _days(year, month, parts, first):
                onset = datetime.combine(day, first.time())
                if first <= onset <= last:
                    yield onset


def _days(year: int, month: int, parts: dict[str, str], first: datetime) -> Iterator[date]:
    length = monthrange(year, month)[1]
    days = set(range(1, length + 1))
    if "BYMONTHDAY" in parts:
        numbers = [int(number) for number in set(parts["BYMONTHDAY"].split(","))]
        days &= {number if number > 0 else length + 1 + number for number in numbers}
    if "BYDAY" in parts:
        days &= {day for item in set(parts["BYDAY"].split(",")) for day in _weekdays(item, year, month, length)}
    if "BYMONTHDAY" not in parts and "BYDAY" not in parts:
        days &= {first.day}
    return (date(year, month, day) for day in sorted(days))


def _weekdays(item: str, year: int, month: int, length: int) -> list[int]:
    found = _BYDAY.fullmatch(item)
    if not found:
        raise ValueError(item)
    first = (WEEKDAYS.index(found[2]) - date(year, month, 1).weekday()) % 7 + 1
    days = list(range(first, length + 1, 7))
    if not found[1]:
        return days
    which = int(found[1])
    at = which - 1 if which > 0 else len(days) + which
    return days[at : at + 1] if which and at >= 0 else []


def _tzif(clock_turns: list[tuple[int, Observance]], observances: list[Observance]) -> bytes:
    """A compiled zone (RFC 8536, version 2), which is what ZoneInfo reads."""
    if not clock_turns:
        raise ValueError("no onset")
    first = clock_turns[0][1]
    kinds = [(first.before, not first.daylight and len(observances) > 1)]
    kinds += [kind for kind in dict.fromkeys((o.after, o.daylight) for o in observances) if kind not in kinds]
    names = [offset_value(offset).encode() + b"\0" for offset, _ in kinds]
    starts = [sum(map(len, names[:at])) for at in range(len(names))]
    times = b"".join(struct.pack(">q", at) for at, _ in clock_turns)
    types = bytes(kinds.index((o.after, o.daylight)) for _, o in clock_turns)
    records = b"".join(struct.pack(">lbB", o, d, s) for (o, d), s in zip(kinds, starts, strict=True))
    text = b"".join(names)
    empty = b"TZif2" + bytes(15) + struct.pack(">6l", 0, 0, 0, 0, 1, 1) + bytes(6) + b"\0"
    header = b"TZif2" + bytes(15) + struct.pack(">6l", 0, 0, 0, len(clock_turns), len(kinds), len(text))
    return empty + header + times + types + records + text + b"\n\n"
