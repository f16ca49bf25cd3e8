"""What an edit makes of an iCalendar object: one occurrence, this and all that follow, or all of them.

Pure functions from text to text. Lines that an edit does not mean stay byte for byte and in their order.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import NamedTuple

from opiekun.domain.calendar.events import Details, Scope, When
from opiekun.domain.calendar.moments import Moment, moment_from
from opiekun.domain.calendar.moving import Move, MovedSeries, rule_for, settled
from opiekun.domain.calendar.opened import Opened, open_text, with_times, with_zones
from opiekun.domain.calendar.reading import component_details, occurrence_details
from opiekun.domain.calendar.rule_zones import CUSTOM
from opiekun.domain.calendar.rules_edited import part_of, with_parts
from opiekun.domain.calendar.splitting import divided, ended_before, following, going_on, with_split_off
from opiekun.domain.calendar.surgery import stamped, time_line, with_line, with_lines, without
from opiekun.domain.calendar.text import Component, Line, made, made_component
from opiekun.domain.calendar.uids import uid_line
from opiekun.domain.calendar.values import wall_value
from opiekun.domain.calendar.vevents import Event, end_after, in_force, occurrence_times, wall_named
from opiekun.domain.calendar.vtimezones import vtimezone_text
from opiekun.domain.calendar.words_edited import WORDS, with_words

PRODID = "-//Opiekun//Opiekun//EN"
_RANGE = re.compile(";RANGE=[^;:]*", re.IGNORECASE)
_RECURRING = ("RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID")


class Edit(NamedTuple):
    """``text`` is the object's new text, None if nothing is left of it; ``split_off`` that of a series split off."""

    text: str | None
    split_off: str | None = None


def compose(details: Details, uid: str, *, now: datetime) -> str:
    """The text of a new object: a calendar with the event, and the VTIMEZONEs of its zones."""
    start, end = (_plain(moment_from(when)) for when in (details.start, details.end))
    stamp = f"{wall_value(now.astimezone(UTC).replace(tzinfo=None))}Z"
    lines: list[Line | Component] = [
        uid_line(uid),
        made(f"DTSTAMP:{stamp}"),
        made(f"CREATED:{stamp}"),
        made(f"LAST-MODIFIED:{stamp}"),
        made("SEQUENCE:0"),
        time_line("DTSTART", start, _unknown_zone),
        time_line("DTEND", end, _unknown_zone),
    ]
    if details.rule:
        lines.append(made(f"RRULE:{rule_for(details.rule, start)}"))
    event = Event(made_component("VEVENT", *lines), "", start, end)
    nothing = Details(summary="", start=details.start, end=details.end)
    calendar = made_component("VCALENDAR", made("VERSION:2.0"), made(f"PRODID:{PRODID}"), event.component)
    zones = open_text(calendar.text).zones
    component = with_words(event, nothing, details, zones)
    calendar = calendar.with_parts((*calendar.parts[:-1], component))
    wanted = sorted({start.zone, end.zone} - {"", "UTC"})
    return with_zones(calendar, (vtimezone_text(zone, start.wall.year) for zone in wanted)).text


def change(text: str, recurrence_id: str, scope: Scope, details: Details, *, now: datetime, new_uid: str) -> Edit:
    """Make an occurrence as ``details`` say, and with it those that the scope means. People are not looked at.

    THIS leaves the rule alone. FUTURE from the first occurrence on is ALL. ALL moves every start as far as this one
    was moved, an override that was moved on its own excepted; a word that an override changed for itself stays its
    own. "" for ``recurrence_id`` means the series, whatever the scope. Raises NotFound where there is no such
    occurrence, BadComponent for a damaged text.
    """
    opened = open_text(text)
    old = occurrence_details(opened.events, recurrence_id, opened.zones)
    if not opened.recurs:
        return Edit(_changed_master(opened, None, old, details, now).text())
    if opened.base.recurrence_id or (scope is Scope.THIS and recurrence_id):
        return Edit(_changed_one(opened, recurrence_id or opened.base.recurrence_id, old, details, now).text())
    if scope is Scope.FUTURE and recurrence_id:
        head, tail = divided(opened, recurrence_id, new_uid, now)
        if head is not None:
            edited = _changed_master(tail, recurrence_id, old, details, now)
            return Edit(with_split_off(head, new_uid).text(), edited.text())
    return Edit(_changed_master(opened, recurrence_id or None, old, details, now).text())


def move(text: str, recurrence_id: str, scope: Scope, start: When, end: When, *, now: datetime, new_uid: str) -> Edit:
    """Move an occurrence to another start and end, and with it those that the scope means, as :func:`change` does."""
    opened = open_text(text)
    old = occurrence_details(opened.events, recurrence_id, opened.zones)
    return change(text, recurrence_id, scope, replace(old, start=start, end=end), now=now, new_uid=new_uid)


def delete(text: str, recurrence_id: str, scope: Scope, *, now: datetime) -> Edit:
    """Delete an occurrence, or those that the scope means. Raises as :func:`change`."""
    opened = open_text(text)
    occurrence_details(opened.events, recurrence_id, opened.zones)
    if not opened.recurs or scope is Scope.ALL or (not recurrence_id and not opened.base.recurrence_id):
        return Edit(None)
    if opened.base.recurrence_id:
        recurrence_id = recurrence_id or opened.base.recurrence_id
        gone = [
            event
            for event in opened.events
            if event.recurrence_id == recurrence_id or (scope is Scope.FUTURE and event.recurrence_id > recurrence_id)
        ]
        return Edit(opened.with_components([(event.component, None) for event in gone]).text())
    if scope is Scope.FUTURE:
        head = ended_before(opened, recurrence_id, now)
        return Edit(head.text() if head is not None else None)
    return Edit(_without_one(opened, recurrence_id, now))


def _changed_one(opened: Opened, recurrence_id: str, old: Details, details: Details, now: datetime) -> Opened:
    """An occurrence changed alone: in its override, or in a new one that is made of what holds for it."""
    named = opened.named(recurrence_id)
    start, end = (opened.without_far_zones(moment_from(when)) for when in (details.start, details.end))
    moved = _moves(old, details)
    if named is not None:
        component = with_words(named, old, details, opened.zones)
        component = with_times(component, named, start, end, opened.zone_of) if moved else component
        component = stamped(component, now, reschedules=moved or details.status != old.status)
        return opened.with_components([(named.component, _alone(component)), *_others_of(opened, named)])
    source = in_force(opened.events, recurrence_id)
    component = with_words(source, component_details(source, opened.zones), details, opened.zones)
    component = without(component, *_RECURRING)
    own_start, own_end = occurrence_times(source, opened.base, recurrence_id)
    times = (start, end) if moved else (own_start, own_end)
    component = with_times(component, source, *times, opened.zone_of)
    original = Moment(wall_named(recurrence_id, opened.base), opened.base.start.zone)
    line = time_line("RECURRENCE-ID", original, opened.zone_of, opened.base.component.line("DTSTART"))
    component = with_line(component, "RECURRENCE-ID", line, after=("DTSTART", "DTEND", "DURATION"))
    reschedules = moved or details.status != old.status
    return opened.with_component(None, stamped(component, now, reschedules=reschedules))


def _others_of(opened: Opened, event: Event) -> list[tuple[Component | None, Component | None]]:
    """What holds for the occurrences after an override that meant them too, when it comes to mean itself alone."""
    later = following(opened, event) if event.ranges and not opened.base.recurrence_id else ""
    return [(None, going_on(opened, event, later))] if later else []


def _alone(component: Component) -> Component:
    """An override for itself alone, without RANGE=THISANDFUTURE."""
    line = component.line("RECURRENCE-ID")
    if line is None or not line.param("RANGE"):
        return component
    return with_line(component, "RECURRENCE-ID", made(_RANGE.sub("", line.unfolded, count=1)))


def _changed_master(opened: Opened, recurrence_id: str | None, old: Details, details: Details, now: datetime) -> Opened:
    """All occurrences changed, as one of them was; or an event that does not recur."""
    base = opened.base
    changed = {name for name in WORDS if getattr(details, name) != getattr(old, name)}
    was = component_details(base, opened.zones)
    moved = _moves(old, details)
    original = shown = wall_named(recurrence_id, base) if recurrence_id else base.start.wall
    named = opened.named(recurrence_id) if recurrence_id else None
    if named is not None:
        shown = named.start.on_clock_of(base.start.zone)
    start, end = (opened.without_far_zones(moment_from(when)) for when in (details.start, details.end))
    ruled = details.rule != old.rule
    move_ = Move(shown, start, end, _resizes(old, start, end), original)
    series = MovedSeries(opened, move_, follows=not ruled) if moved else None
    component = with_words(base, was, _taken(was, details, changed), opened.zones)
    if series is not None:
        component = series.master(component)
    if ruled:
        rule = _rule(details.rule, old.rule, base.component.value("RRULE"))
        line = made(f"RRULE:{rule_for(rule, series.start if series is not None else base.start)}") if rule else None
        component = with_line(component, "RRULE", line, after=("DTSTART", "DTEND", "DURATION"))
    reschedules = moved or ruled or "status" in changed
    form = component
    pairs = [(base.component, stamped(component, now, reschedules=reschedules))]
    for event in opened.events[1:]:
        said = component_details(event, opened.zones)
        same = {name for name in changed if event is named or getattr(said, name) == getattr(was, name)}
        component = with_words(event, said, _taken(said, details, same), opened.zones)
        if series is not None:
            component = series.override(component, event, named=event is named, form=form)
        if component is not event.component:
            pairs.append((event.component, stamped(component, now, reschedules=moved)))
    edited = opened.with_components(pairs)
    return settled(edited) if ruled and opened.recurs else edited


def _moves(old: Details, new: Details) -> bool:
    """Whether an event is at another time, or at the same time on another clock."""
    return any(
        moment_from(before) != moment_from(after) for before, after in ((old.start, new.start), (old.end, new.end))
    )


def _resizes(old: Details, start: Moment, end: Moment) -> bool:
    """Whether an event is longer or shorter than it was, or ends on another clock."""
    was_start, was_end = moment_from(old.start), moment_from(old.end)
    return was_start.all_day != start.all_day or end != end_after(start, was_start, was_end)


def _rule(new: str, old: str, now: str) -> str:
    """The rule that was typed; a COUNT that was left alone is the one that is divided already."""
    count = part_of(old, "COUNT")
    return with_parts(new, COUNT=part_of(now, "COUNT")) if count and part_of(new, "COUNT") == count else new


def _taken(said: Details, details: Details, names: set[str]) -> Details:
    """What a component said, with these of the new words."""
    return replace(said, **{name: getattr(details, name) for name in names})


def _without_one(opened: Opened, recurrence_id: str, now: datetime) -> str | None:
    """Without one occurrence: EXDATE leaves it out, and its override goes."""
    base = opened.base
    original = Moment(wall_named(recurrence_id, base), base.start.zone)
    line = time_line("EXDATE", original, opened.zone_of, base.component.line("DTSTART"))
    lines = [*base.component.lines("EXDATE"), line]
    component = with_lines(base.component, "EXDATE", lines, after=("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE"))
    named = opened.named(recurrence_id)
    gone = [(named.component, None), *_others_of(opened, named)] if named is not None else []
    edited = opened.with_components([(base.component, stamped(component, now, reschedules=True)), *gone])
    return edited.text() if edited.starts_before(None) else None


def _plain(moment: Moment) -> Moment:
    """A moment that a new calendar can tell: in UTC if its zone is one of rules that have no name."""
    return Moment(moment.on_clock_of("UTC"), "UTC") if moment.zone.startswith(CUSTOM) else moment


def _unknown_zone(_line: Line) -> str:
    return ""
