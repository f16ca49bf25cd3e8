"""What the groups of an event mean, however they are spelled, so that two versions of it can be compared."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from types import MappingProxyType

from opiekun.domain.calendar.indexed import Recurrence
from opiekun.domain.calendar.joined_zones import with_tzids
from opiekun.domain.calendar.moments import CalendarZones, Moment
from opiekun.domain.calendar.reading import recurrence_of
from opiekun.domain.calendar.recurrence import MOST_IN_WINDOW
from opiekun.domain.calendar.rule import Frequency, Rule, parse_rule
from opiekun.domain.calendar.series import series_of
from opiekun.domain.calendar.text import Component, Line, made_component
from opiekun.domain.calendar.values import duration, text_of, texts_of, wall_time, wall_value
from opiekun.domain.calendar.vevents import Event, on_clock, recurrence_id_of
from opiekun.domain.calendar.wall_seconds import wall_text
from opiekun.domain.calendar.zones import tzinfo_of
from opiekun.domain.sync.groups import CATEGORIES, EXDATE, RECURRENCE_ID, TIME, VALARM, Part, address_of, grouped

_TEXTS = frozenset({"SUMMARY", "LOCATION", "DESCRIPTION", "COMMENT", "CONTACT", "X-ALT-DESC"})
_CODES = frozenset({"STATUS", "TRANSP", "CLASS", "ACTION", "X-MICROSOFT-CDO-BUSYSTATUS"})
_UNSAID = frozenset({("STATUS", "CONFIRMED"), ("TRANSP", "OPAQUE"), ("CLASS", "PUBLIC"), ("PRIORITY", "0")})
"""What holds where nothing is said (RFC 5545)."""
_PEOPLE = frozenset({"ATTENDEE", "ORGANIZER"})
_UNSAID_OF_PEOPLE = frozenset(
    {("PARTSTAT", "NEEDS-ACTION"), ("ROLE", "REQ-PARTICIPANT"), ("CUTYPE", "INDIVIDUAL"), ("RSVP", "FALSE")}
)
_SERVERS_OWN = frozenset({"SCHEDULE-STATUS", "SCHEDULE-FORCE-SEND", "EMAIL"})
_SILENT = frozenset({"UID", "X-WR-ALARMUID", "ACKNOWLEDGED", "X-MOZ-LASTACK"})
"""In an alarm: servers and phones give it a UID, and note when somebody has seen it."""
_TIMES = ("DTSTART", "DTEND", "DURATION", "X-MICROSOFT-CDO-ALLDAYEVENT")
_COMPARED = (datetime(2010, 1, 1, 12, tzinfo=UTC), datetime(2038, 1, 1, 12, tzinfo=UTC))
"""Two zones that agree through these years, and at the times of the event, are the same to it."""
_DAY = timedelta(days=1)
_FIRST_STEP = 400 * 86_400
_NONE: Mapping[str, str] = MappingProxyType({})


class Said:
    """What a version of an event, or of one occurrence, says in each group; nothing at all for ``event`` None.

    ``clock`` is the start by whose clock occurrences are named, one for all versions that are compared. ``renamed``
    are TZIDs that have to be called otherwise where its parts are taken.
    """

    def __init__(
        self, event: Event | None, zones: CalendarZones, clock: Moment, renamed: Mapping[str, str] = _NONE
    ) -> None:
        self.event = event
        self.zones = zones
        self.clock = clock
        self.groups = grouped(event.component) if event is not None else {}
        self._renamed = dict(renamed)

    @property
    def component(self) -> Component:
        """All that it says, as it is to stand in the merged text."""
        event = self.event
        return with_tzids(event.component, self._renamed) if event is not None else made_component("VEVENT")

    def meaning(self, group: str) -> Hashable:
        """Equal where two versions mean the same, () for nothing."""
        parts = self.groups.get(group, ())
        if group == TIME and self.event is not None:
            return _time(self.event, parts, self.zones)
        if group == RECURRENCE_ID and self.event is not None:
            return recurrence_id_of(self.event.component, self.clock, self.zones), self.event.ranges
        if group in {EXDATE, CATEGORIES}:
            return tuple(sorted({key for part in parts for key, _ in self.values(part)}))
        return tuple(sorted(said for part in parts for said in part_said(part)))

    def taken(self, parts: tuple[Part, ...]) -> tuple[Part, ...]:
        """Parts of it as they are to stand in the merged text."""
        return with_tzids(made_component("VEVENT", *parts), self._renamed).parts if self._renamed else parts

    def values(self, part: Part) -> list[tuple[str, str]]:
        """The values of a part that holds a set, or some of one: what tells each from others, and as it stands."""
        if isinstance(part, Line) and part.name == EXDATE:
            values = [value for value in part.value.split(",") if value.strip()]
            return [(self._exception(value, part), value) for value in values]
        if isinstance(part, Line) and part.name == CATEGORIES:
            return [(text, text) for text in texts_of(part.value)]
        return [(said, "") for said in part_said(part)]

    def _exception(self, value: str, line: Line) -> str:
        moment = self.zones.moment(value, line)
        return wall_value(moment.wall if moment.all_day else on_clock(moment, self.clock))


def part_said(part: Part) -> Iterator[str]:
    """What a line or an inner component says, if anything."""
    if isinstance(part, Component):
        silent = silent_in(part)
        inner = (each for each in part.parts if each.name not in silent)
        yield repr((part.name, sorted(said for each in inner for said in part_said(each))))
        return
    value = value_said(part)
    if value and (part.name, value) not in _UNSAID:
        yield repr((part.name, sorted(params_said(part)), value))


def silent_in(component: Component) -> frozenset[str]:
    """An alarm on the screen is told by when it comes: programs put words of their own into it, as RFC 5545 wants."""
    if component.name != VALARM:
        return frozenset()
    return _SILENT if component.value("ACTION").upper() == "EMAIL" else _SILENT | {"DESCRIPTION"}


def value_said(line: Line) -> str:
    """The value of a line without what makes no difference, such as blanks at the ends of a text's lines."""
    value = text_of(line.value).strip()
    if line.name in _TEXTS:
        return "\n".join(words.rstrip() for words in value.split("\n"))
    if line.name in _CODES:
        return value.upper()
    if line.name in _PEOPLE:
        return address_of(line)
    if line.name == "TRIGGER" and value.lstrip("+-")[:1].upper() == "P":
        try:
            return str(duration(value).total_seconds())
        except (ValueError, OverflowError):
            return value
    return value


def params_said(line: Line) -> Iterator[tuple[str, str]]:
    """The parameters of a line that say something, which what holds anyway and what servers note of people does not."""
    of_people = line.name in _PEOPLE
    for name, value in line.params:
        unsaid = name == "VALUE" or (name, value.upper()) == ("RELATED", "START")
        if of_people:
            unsaid = unsaid or name in _SERVERS_OWN or (name, value.upper()) in _UNSAID_OF_PEOPLE
        if not unsaid:
            yield name, value


def moment_said(moment: Moment) -> Hashable:
    """A wall clock and the rules of its zone, whatever that is called."""
    return wall_value(moment.wall), _zone_rules(moment.zone), moment.aware if moment.zone else None


def rule_said(value: str, start: Moment) -> Rule:
    """A rule, with what it leaves to the start written out, and what makes no difference left out.

    A rule that ends is told by its last start, however it says so.
    """
    rule = parse_rule(value)
    last = _last(value, rule, start)
    days = (rule.weekdays, rule.month_days, rule.year_days, rule.week_numbers)
    if rule.frequency is Frequency.WEEKLY and not rule.weekdays:
        rule = replace(rule, weekdays=((0, start.wall.weekday()),))
    elif rule.frequency is Frequency.MONTHLY and not any(days):
        rule = replace(rule, month_days=(start.wall.day,))
    elif rule.frequency is Frequency.YEARLY and not any((*days, rule.months)):
        rule = replace(rule, months=(start.wall.month,), month_days=(start.wall.day,))
    counts_weeks = rule.week_numbers or (
        rule.frequency is Frequency.WEEKLY and (rule.interval > 1 or bool(rule.positions))
    )
    rule = replace(rule, week_start=rule.week_start if counts_weeks else 0)
    return replace(rule, count=None, until=last) if last is not None else replace(rule, until=_until(rule, start))


def _time(event: Event, parts: Iterable[Part], zones: CalendarZones) -> Hashable:
    others = [part for part in parts if part.name not in _TIMES]
    if event.recurrence_id:
        recurs: Hashable = tuple(sorted(said for part in others for said in part_said(part)))
    else:
        recurrence = recurrence_of(event.component, event.start, zones)
        rules = recurrence.rules if recurrence else ()
        dates = recurrence.dates if recurrence else ()
        excluded = tuple(sorted(said for part in others if part.name == "EXRULE" for said in part_said(part)))
        recurs = (frozenset(rule_said(rule, event.start) for rule in rules), frozenset(dates), excluded)
    return moment_said(event.start), moment_said(event.end), recurs


def _last(value: str, rule: Rule, start: Moment) -> date | datetime | None:
    """The last start of a rule that ends; None where that cannot be told for sure."""
    if rule.frequency > Frequency.DAILY or (rule.until is None and rule.count is None):
        return None
    series = series_of(start.wall, start.zone, Recurrence((value,)))
    if series.last is None:
        return None
    since, until, step = series.last, series.last + 1, _FIRST_STEP
    while since > series.start:
        since, step = max(series.start, until - step), 4 * step
        if found := series.produced(since, until):
            whole = len(found) < MOST_IN_WINDOW
            return wall_time(wall_text(found[-1], all_day=start.all_day))[0] if whole else None
    return None


def _until(rule: Rule, start: Moment) -> date | datetime | None:
    """UNTIL on the wall clock of the start. A time without Z is read as UTC where the start has a zone."""
    until = rule.until
    if not isinstance(until, datetime) or not start.zone:
        return until
    try:
        return Moment(until.replace(tzinfo=None), "UTC").on_clock_of(start.zone)
    except OverflowError:
        return until


@lru_cache(maxsize=64)
def _zone_rules(zone: str) -> Hashable:
    """The offsets of a zone, with the days on which they change; "" for a floating time."""
    if not zone:
        return ""
    rules: list[tuple[int, timedelta | None]] = []
    at, end = _COMPARED
    zone_info = tzinfo_of(zone)
    while at < end:
        offset = at.astimezone(zone_info).utcoffset()
        if not rules or rules[-1][1] != offset:
            rules.append((at.toordinal(), offset))
        at += _DAY
    return tuple(rules)
