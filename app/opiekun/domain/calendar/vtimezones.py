"""VTIMEZONE components (RFC 5545, 3.6.5): read into a zone that the program knows, and written for an IANA zone."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from opiekun.domain.calendar.rule_zones import (
    WEEKDAYS,
    Observance,
    offset_of,
    offset_value,
    rule_zone,
    turns,
    zone_text,
)
from opiekun.domain.calendar.text import Component
from opiekun.domain.calendar.values import wall_time, wall_value
from opiekun.domain.calendar.windows_zones import WINDOWS_ZONES
from opiekun.domain.calendar.zones import named_zone, tzinfo_of
from opiekun.domain.errors import BadComponent

_MATCHED_YEARS = range(2015, 2038)
"""Two zones that agree through these years are the same to a desk that looks at appointments."""
_PREFERRED = ("UTC", "Europe/Warsaw", "Europe/London", "Asia/Kolkata", "Asia/Shanghai", "Asia/Dubai")
"""Of zones that are equal now, the ones that people know."""
_PATTERN_YEARS = range(2010, 2038)
_PROVING_YEARS = 10
_TURNS_A_YEAR = 2
_WEEK = timedelta(days=7)
_STEP = timedelta(days=5)
_NOTHING = timedelta()


def zone_of(vtimezone: Component) -> str:
    """The zone that a VTIMEZONE stands for: by its names, by an IANA zone with the same offsets, or by its rules.

    Raises BadComponent where neither its name is known nor its rules can be read.
    """
    for name in ("TZID", "X-LIC-LOCATION", "X-TZINFO"):
        if zone := named_zone(vtimezone.value(name).partition("[")[0]):
            return zone
    if zone := _ruled(vtimezone):
        return zone
    raise BadComponent(
        "The rules of the time zone “{tzid}” cannot be read.",
        line=vtimezone.begin.number,
        tzid=vtimezone.value("TZID"),
    )


@lru_cache(maxsize=16)
def _ruled(vtimezone: Component) -> str:
    """The zone of its rules, "" where they cannot be read: all events of a file name the same few, good or bad."""
    try:
        observances = [_observance(part) for part in vtimezone.parts if isinstance(part, Component)]
        return _equal(zone_text(tuple(observances)))
    except (ValueError, OverflowError):
        return ""


def _observance(component: Component) -> Observance:
    onset, _ = wall_time(component.value("DTSTART"))
    if not isinstance(onset, datetime):
        raise ValueError(onset)  # noqa: TRY004
    onsets = [onset]
    for line in component.lines("RDATE"):
        for value in line.value.split(","):
            wall, utc = wall_time(value.partition("/")[0])
            if not isinstance(wall, datetime):
                raise ValueError(value)  # noqa: TRY004
            onsets.append(wall + timedelta(seconds=offset_of(component.value("TZOFFSETFROM"))) if utc else wall)
    return Observance(
        component.name == "DAYLIGHT",
        offset_of(component.value("TZOFFSETFROM")),
        offset_of(component.value("TZOFFSETTO")),
        tuple(onsets),
        component.value("RRULE").upper(),
    )


@lru_cache(maxsize=256)
def _equal(zone: str) -> str:
    """The IANA zone whose offsets are the same through the years that matter, or the zone itself."""
    rules = rule_zone(zone)
    start = datetime(_MATCHED_YEARS.start, 1, 1, tzinfo=UTC)
    weeks = (datetime(_MATCHED_YEARS.stop, 1, 1, tzinfo=UTC) - start) // _WEEK
    probes = [start + _WEEK * week for week in range(weeks)]
    probes += [at + timedelta(seconds=by) for at in _turning(rules, start, probes[-1]) for by in (-1, 0)]
    wanted = [rules.utcoffset(at.astimezone(rules)) for at in probes]
    for name in (*_PREFERRED, *WINDOWS_ZONES.values()):
        candidate = tzinfo_of(name)
        if all(at.astimezone(candidate).utcoffset() == offset for at, offset in zip(probes, wanted, strict=True)):
            return name
    return zone


_Kind = tuple[int, int, bool, str]
"""Offset before, offset after (seconds), whether it is daylight saving time, and the zone's name from then on."""


class _Turn(NamedTuple):
    """The clock turns: ``wall`` is what it showed before, offsets in seconds."""

    wall: datetime
    before: int
    after: int
    daylight: bool
    name: str

    @property
    def kind(self) -> _Kind:
        return self[1:]


@lru_cache(maxsize=256)
def vtimezone_text(zone: str, since: int = 1970, tzid: str = "") -> str:
    """The VTIMEZONE of an IANA zone, for events from the year ``since`` on, as text with CRLF.

    What turns every year is written as a rule, the years before one by one. The TZID is the zone's name, unless
    another is given.
    """
    rules = tzinfo_of(zone)
    start = datetime(since - 1, 1, 1, tzinfo=UTC)  # so that a turn is known that holds when the year begins
    end = datetime(_PATTERN_YEARS.stop, 1, 1, tzinfo=UTC)
    found = [_turn(rules, at) for at in _turning(rules, start, end)]
    regular, begins = _regular(found)
    first = start.astimezone(rules)
    offset = _seconds(first)
    base = _Turn(datetime(since - 1, 1, 1), offset, offset, bool(first.dst()), first.tzname() or zone)  # noqa: DTZ001
    single = [base] if begins or not regular or found[0].wall.year >= since else []
    single += found[:begins] if regular else found
    lines = ["BEGIN:VTIMEZONE", f"TZID:{tzid or zone}", *_observances(single), *regular, "END:VTIMEZONE", ""]
    return "\r\n".join(lines)


def _turning(rules: ZoneInfo, start: datetime, end: datetime) -> Iterator[datetime]:
    """The instants (UTC, whole seconds) in [start, end) from which on another offset holds."""
    before, offset = start, start.astimezone(rules).utcoffset()
    while before < end:
        after = min(before + _STEP, end)
        if after.astimezone(rules).utcoffset() != offset:
            low, high = before, after
            while high - low > timedelta(seconds=1):
                middle = low + timedelta(seconds=(high - low) // timedelta(seconds=1) // 2)
                low, high = (middle, high) if middle.astimezone(rules).utcoffset() == offset else (low, middle)
            yield high
            after, offset = high, high.astimezone(rules).utcoffset()
        before = after


def _turn(rules: ZoneInfo, at: datetime) -> _Turn:
    before = (at - timedelta(seconds=1)).astimezone(rules)
    after = at.astimezone(rules)
    wall = at.replace(tzinfo=None) + timedelta(seconds=_seconds(before))
    daylight = (after.dst() or _NOTHING) > (before.dst() or _NOTHING)  # Dublin's winter has less than nothing
    return _Turn(wall, _seconds(before), _seconds(after), daylight, after.tzname() or "")


def _seconds(moment: datetime) -> int:
    offset = moment.utcoffset()
    return int(offset.total_seconds()) if offset is not None else 0


def _regular(found: list[_Turn]) -> tuple[list[str], int]:
    """The observances of the two turns that come every year, and the index in ``found`` from which on they do."""
    late = [turn for turn in found if turn.wall.year in _PATTERN_YEARS]
    rules = {}
    for kind in list(dict.fromkeys(turn.kind for turn in reversed(late)))[:_TURNS_A_YEAR]:
        # The newest law holds; how long it has held is found below.
        walls = [turn.wall for turn in late if turn.kind == kind][-_PROVING_YEARS:]
        rule = _rule(walls) if len(walls) == _PROVING_YEARS and walls[-1].year == _PATTERN_YEARS[-1] else ""
        if not rule:
            return [], len(found)
        rules[kind] = rule
    if len(rules) != _TURNS_A_YEAR:
        return [], len(found)
    begins = len(found)
    expected = _expected(rules, {turn.kind: turn.wall for turn in late}, found[0].wall.year)
    for turn, (wall, kind) in zip(reversed(found), reversed(expected), strict=False):
        if (turn.wall, turn.kind) != (wall, kind):
            break
        begins -= 1
    lines: list[str] = []
    for kind, rule in rules.items():
        onset = next((turn.wall for turn in found[begins:] if turn.kind == kind), None)
        if onset is None:
            return [], len(found)
        lines += _lines(kind, [onset], rule)
    return lines, begins


def _expected(rules: dict[_Kind, str], clocks: dict[_Kind, datetime], since: int) -> list[tuple[datetime, _Kind]]:
    """The turns that the rules make from that year on, ascending; ``clocks`` has each one's time of the day."""
    expected = []
    for kind, rule in rules.items():
        first = clocks[kind].replace(year=since, month=1, day=1)
        observance = Observance(kind[2], kind[0], kind[1], (first,), rule)
        made = (datetime.fromtimestamp(at + kind[0], UTC).replace(tzinfo=None) for at, _ in turns([observance]))
        expected += [(wall, kind) for wall in made if wall.year < _PATTERN_YEARS.stop]
    return sorted(expected)


def _rule(walls: list[datetime]) -> str:
    """The yearly rule that all these follow, "" where there is none: one month, weekday and time, in one week."""
    if len({(wall.month, wall.weekday(), wall.time()) for wall in walls}) != 1:
        return ""
    month, day = walls[0].month, WEEKDAYS[walls[0].weekday()]
    days = [wall.day for wall in walls]
    if all(wall.day + 7 > monthrange(wall.year, wall.month)[1] for wall in walls):
        return f"FREQ=YEARLY;BYMONTH={month};BYDAY=-1{day}"
    if len({(number - 1) // 7 for number in days}) == 1:
        return f"FREQ=YEARLY;BYMONTH={month};BYDAY={(days[0] - 1) // 7 + 1}{day}"
    if max(days) - min(days) == len(WEEKDAYS) - 1:
        numbers = ",".join(str(number) for number in range(min(days), max(days) + 1))
        return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={numbers};BYDAY={day}"
    return ""


def _observances(single: Iterable[_Turn]) -> Iterator[str]:
    by_kind: dict[_Kind, list[datetime]] = {}
    for turn in single:
        by_kind.setdefault(turn.kind, []).append(turn.wall)
    for kind, walls in by_kind.items():
        yield from _lines(kind, walls)


def _lines(kind: _Kind, onsets: list[datetime], rule: str = "") -> Iterator[str]:
    before, after, daylight, name = kind
    part = "DAYLIGHT" if daylight else "STANDARD"
    yield f"BEGIN:{part}"
    yield f"DTSTART:{wall_value(onsets[0])}"
    if rule:
        yield f"RRULE:{rule}"
    yield from (f"RDATE:{wall_value(onset)}" for onset in onsets[1:])
    yield f"TZOFFSETFROM:{offset_value(before)}"
    yield f"TZOFFSETTO:{offset_value(after)}"
    if name:
        yield f"TZNAME:{name}"
    yield f"END:{part}"
