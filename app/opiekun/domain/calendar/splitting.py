"""A series divided in two at an occurrence: the first part ends before it, the second is a series of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from opiekun.domain.calendar.indexed import Recurrence
from opiekun.domain.calendar.moments import Moment
from opiekun.domain.calendar.moving import until_value
from opiekun.domain.calendar.opened import Opened, open_text, with_dates_kept, with_times
from opiekun.domain.calendar.recurrence import MOST_COUNTED, MOST_IN_WINDOW
from opiekun.domain.calendar.rules_edited import part_of, with_parts
from opiekun.domain.calendar.series import Series, series_of
from opiekun.domain.calendar.surgery import stamped, time_line, times_line, with_line, with_lines, with_word
from opiekun.domain.calendar.text import Component, made
from opiekun.domain.calendar.uids import uid_line
from opiekun.domain.calendar.values import text_of, text_value, wall_time, wall_value
from opiekun.domain.calendar.vevents import Event, in_force, occurrence_times, wall_named
from opiekun.domain.calendar.wall_seconds import WallSeconds, wall_seconds, wall_text

SPLIT_OFF = "X-OPIEKUN-SPLIT-OFF"
"""Names the event to which a series has left what comes later, so that its version is known again on a server."""
_WEEK = 7 * 86_400
_LOOKED_AHEAD = 1_500 * 86_400
"""In seconds; a yearly event on 29 February comes again within them."""


def with_split_off(head: Opened, uid: str) -> Opened:
    """The first part of a series, which tells whoever reads it to which event it left the rest."""
    component = head.base.component
    lines = [*component.lines(SPLIT_OFF), made(f"{SPLIT_OFF}:{text_value(uid)}")]
    return head.with_component(component, with_lines(component, SPLIT_OFF, lines))


def split_off_of(text: str) -> frozenset[str]:
    """The UIDs of the events to which a series has left what comes later. Raises BadComponent."""
    component = open_text(text).base.component
    return frozenset(text_of(line.value) for line in component.lines(SPLIT_OFF))


def ended_before(whole: Opened, recurrence_id: str, now: datetime) -> Opened | None:
    """The series with nothing from that occurrence on, None where nothing is before it.

    A rule that is over by then stays as it is, with its COUNT.
    """
    base = whole.base
    wall = wall_named(recurrence_id, base)
    if not whole.starts_before(wall):
        return None
    component = _with_rules(base.component, lambda rule: _ended(rule, base, wall))
    if wall_seconds(base.start.wall) >= wall_seconds(wall):  # only an RDATE is before it, and DTSTART is not
        component = with_times(component, base, *_times_at(base, whole.series.first), whole.zone_of)
    for name in ("EXDATE", "RDATE"):
        component = with_dates_kept(component, name, whole, lambda each: each < wall)
    gone = [(event.component, None) for event in whole.events[1:] if event.recurrence_id >= recurrence_id]
    return whole.with_components([(base.component, stamped(component, now, reschedules=True)), *gone])


def divided(whole: Opened, recurrence_id: str, new_uid: str, now: datetime) -> tuple[Opened | None, Opened]:
    """The series before the occurrence, and from it on under a new UID; (None, the whole) where none is before it.

    EXDATEs, RDATEs and overrides go with the part to which their starts belong. COUNT is divided. A rule does not
    begin anew at an RDATE, which would shift all that it produces: the second part starts where the rule itself goes
    on, or at the RDATE where the rule is over.
    """
    head = ended_before(whole, recurrence_id, now)
    if head is None:
        return None, whole
    base = whole.base
    wall = wall_named(recurrence_id, base)
    at = wall_seconds(wall)
    first = wall_seconds(base.start.wall)
    if first < at:
        nexts = [_ruled(rule.value, base).next_produced(at) for rule in base.component.lines("RRULE")]
        first = min((one for one in nexts if one is not None), default=at)
    component = with_times(base.component, base, *_times_at(base, first), whole.zone_of)
    component = _with_rules(component, lambda rule: _counted_on(rule, base, wall))
    component = with_dates_kept(component, "EXDATE", whole, lambda each: each >= wall)
    own = first != at or at in whole.series.lengths
    component = with_dates_kept(component, "RDATE", whole, lambda each: each > wall or (own and each == wall))
    pairs: list[tuple[Component | None, Component | None]] = [(base.component, _as_new(component, new_uid, now))]
    for event in whole.events[1:]:
        later = event.recurrence_id >= recurrence_id
        pairs.append((event.component, _as_new(event.component, new_uid, now) if later else None))
    source = in_force(whole.events, recurrence_id)
    if source is not base and whole.named(recurrence_id) is None:
        pairs.append((None, _as_new(going_on(whole, source, recurrence_id), new_uid, now)))
    return head, _with_first_week(whole.with_components(pairs), whole, at)


def _with_first_week(tail: Opened, whole: Opened, at: WallSeconds) -> Opened:
    """With the week of the first start as it was: BYSETPOS counts in it from the start on (see recurrence.py)."""
    component = tail.base.component
    if not any(_counts_in_weeks(rule.value) for rule in component.lines("RRULE")):
        return tail
    until = wall_seconds(tail.base.start.wall) + _WEEK
    before, after = (set(each.series.between(at, until)) for each in (whole, tail))
    form = component.line("DTSTART")
    for name, walls in (("EXDATE", after - before), ("RDATE", before - after)):
        if walls:
            moments = [_moment(wall, tail.base.start) for wall in sorted(walls)]
            line = times_line(name, moments, tail.zone_of, form)
            lines = [*component.lines(name), line]
            component = with_lines(component, name, lines, after=("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE"))
    return tail.with_component(tail.base.component, component)


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
    component = with_lines(with_line(component, "UID", uid_line(uid)), SPLIT_OFF, [])
    component = with_word(component, "SEQUENCE", "0")
    return stamped(with_line(component, "CREATED", made(f"CREATED:{stamp}")), now, reschedules=False)


def _with_rules(component: Component, edit: Callable[[str], str]) -> Component:
    """With every rule edited; one that comes to "" goes, one that stays the same stays as it stands."""
    edited = [(line, edit(line.value.strip())) for line in component.lines("RRULE")]
    lines = [line if rule == line.value.strip() else made(f"{line.head}:{rule}") for line, rule in edited if rule]
    return with_lines(component, "RRULE", lines)


def _ruled(rule: str, base: Event) -> Series:
    return series_of(base.start.wall, base.start.zone, Recurrence((rule.strip(),)))


def _ended(rule: str, base: Event, wall: datetime | date) -> str:
    """The rule up to that wall clock; "" where it has not begun by then."""
    at = wall_seconds(wall)
    if wall_seconds(base.start.wall) >= at:
        return ""
    if _ruled(rule, base).next_produced(at) is None:
        return rule
    last = wall - (timedelta(seconds=1) if isinstance(wall, datetime) else timedelta(days=1))
    return with_parts(rule, COUNT="", UNTIL=until_value(Moment(last, base.start.zone)))


def _counted_on(rule: str, base: Event, wall: datetime | date) -> str:
    """The rule for what it produces from that wall clock on; "" where that is nothing."""
    series, start, at = _ruled(rule, base), wall_seconds(base.start.wall), wall_seconds(wall)
    if series.next_produced(at) is None:
        return ""
    count = part_of(rule, "COUNT")
    if not count.isdigit():
        return rule
    if _counts_in_weeks(rule) and series.last is not None:
        # What the first week comes to is not the same in all programs, so that its end is told by no count.
        return with_parts(rule, COUNT="", UNTIL=until_value(_moment(series.last, base.start)))
    # As many windows as COUNT is followed for: a rule of seconds may ask for two thousand million.
    passed = 0
    for _ in range(MOST_COUNTED // MOST_IN_WINDOW):
        found = series.produced(start, at)
        if not found:
            break
        start, passed = found[-1] + 1, passed + len(found)
    return with_parts(rule, COUNT=str(max(int(count) - passed, 1)))


def _counts_in_weeks(rule: str) -> bool:
    return part_of(rule, "FREQ") == "WEEKLY" and bool(part_of(rule, "BYSETPOS"))


def _moment(wall: WallSeconds, like: Moment) -> Moment:
    return Moment(wall_time(wall_text(wall, all_day=like.all_day))[0], like.zone)


def _times_at(base: Event, wall: WallSeconds) -> tuple[Moment, Moment]:
    return occurrence_times(base, base, wall_text(wall, all_day=base.start.all_day))
