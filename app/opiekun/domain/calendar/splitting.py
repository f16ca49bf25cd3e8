"""A series divided in two at an occurrence: the first part ends before it, the second is a series of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from opiekun.domain.calendar.moments import Moment
from opiekun.domain.calendar.moving import until_value
from opiekun.domain.calendar.opened import Opened, with_dates_kept, with_times
from opiekun.domain.calendar.recurrence import RuleOccurrences
from opiekun.domain.calendar.rule import parse_rule
from opiekun.domain.calendar.rules_edited import part_of, with_parts
from opiekun.domain.calendar.surgery import stamped, time_line, with_line, with_lines, with_word
from opiekun.domain.calendar.text import Component, made
from opiekun.domain.calendar.values import wall_value
from opiekun.domain.calendar.vevents import Event, in_force, occurrence_times, wall_named
from opiekun.domain.calendar.wall_seconds import wall_seconds, wall_text

_LOOKED_AHEAD = 1_500 * 86_400
"""In seconds; a yearly event on 29 February comes again within them."""


def ended_before(whole: Opened, recurrence_id: str, now: datetime) -> Opened | None:
    """The series with nothing from that occurrence on, None where nothing is before it."""
    base = whole.base
    wall = wall_named(recurrence_id, base)
    if not whole.starts_before(wall):
        return None
    last = wall - (timedelta(seconds=1) if isinstance(wall, datetime) else timedelta(days=1))
    until = until_value(Moment(last, base.start.zone))
    component = _with_rules(base.component, lambda rule: with_parts(rule, COUNT="", UNTIL=_earlier(rule, until)))
    for name in ("EXDATE", "RDATE"):
        component = with_dates_kept(component, name, whole, lambda each: each < wall)
    gone = [(event.component, None) for event in whole.events[1:] if event.recurrence_id >= recurrence_id]
    return whole.with_components([(base.component, stamped(component, now, reschedules=True)), *gone])


def divided(whole: Opened, recurrence_id: str, new_uid: str, now: datetime) -> tuple[Opened | None, Opened]:
    """The series before the occurrence, and from it on under a new UID; (None, the whole) where none is before it.

    EXDATEs, RDATEs and overrides go with the part to which their starts belong. COUNT is divided.
    """
    head = ended_before(whole, recurrence_id, now)
    if head is None:
        return None, whole
    base = whole.base
    wall = wall_named(recurrence_id, base)
    component = with_times(base.component, base, *occurrence_times(base, base, recurrence_id), whole.zone_of)
    component = _with_rules(component, lambda rule: _counted_on(rule, base, wall))
    component = with_dates_kept(component, "EXDATE", whole, lambda each: each >= wall)
    component = with_dates_kept(component, "RDATE", whole, lambda each: each > wall)
    pairs: list[tuple[Component | None, Component | None]] = [(base.component, _as_new(component, new_uid, now))]
    for event in whole.events[1:]:
        later = event.recurrence_id >= recurrence_id
        pairs.append((event.component, _as_new(event.component, new_uid, now) if later else None))
    source = in_force(whole.events, recurrence_id)
    if source is not base and whole.named(recurrence_id) is None:
        pairs.append((None, _as_new(going_on(whole, source, recurrence_id), new_uid, now)))
    return head, whole.with_components(pairs)


def following(whole: Opened, event: Event) -> str:
    """The next occurrence after an override that has none of its own, "" where there is none."""
    base = whole.base
    taken = {each.recurrence_id for each in whole.events}
    after = wall_seconds(wall_named(event.recurrence_id, base)) + 1
    ids = (wall_text(wall, all_day=base.start.all_day) for wall in whole.series.between(after, after + _LOOKED_AHEAD))
    return next((each for each in ids if each not in taken), "")


def going_on(whole: Opened, source: Event, recurrence_id: str) -> Component:
    """An override with RANGE=THISANDFUTURE from before, told by a later occurrence from which it holds on."""
    start, end = occurrence_times(source, whole.base, recurrence_id)
    component = with_times(source.component, source, start, end, whole.zone_of)
    original = Moment(wall_named(recurrence_id, whole.base), whole.base.start.zone)
    line = time_line("RECURRENCE-ID", original, whole.zone_of, whole.base.component.line("DTSTART"))
    return with_line(component, "RECURRENCE-ID", made(line.unfolded.replace("-ID", "-ID;RANGE=THISANDFUTURE", 1)))


def _as_new(component: Component, uid: str, now: datetime) -> Component:
    """A component of a new object: its own UID, and no history."""
    stamp = f"{wall_value(now.astimezone(UTC).replace(tzinfo=None))}Z"
    component = with_line(component, "UID", made(f"UID:{uid}"))
    component = with_word(component, "SEQUENCE", "0")
    return stamped(with_line(component, "CREATED", made(f"CREATED:{stamp}")), now, reschedules=False)


def _with_rules(component: Component, edit: Callable[[str], str]) -> Component:
    lines = [made(f"{line.head}:{edit(line.value.strip())}") for line in component.lines("RRULE")]
    return with_lines(component, "RRULE", lines)


def _counted_on(rule: str, base: Event, wall: datetime | date) -> str:
    count = part_of(rule, "COUNT")
    if not count.isdigit():
        return rule
    start = wall_seconds(base.start.wall)
    found = RuleOccurrences(parse_rule(rule), start, all_day=base.start.all_day, limit=None)
    return with_parts(rule, COUNT=str(max(int(count) - len(found.between(start, wall_seconds(wall))), 1)))


def _earlier(rule: str, until: str) -> str:
    """The UNTIL of a rule that ends before ``until`` already, else that."""
    own = part_of(rule, "UNTIL")
    return own if own and own[:8] < until[:8] else until
