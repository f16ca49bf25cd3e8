"""Edits of single lines: what is not meant stays as it stands, to the byte and in its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from opiekun.domain.calendar.moments import Moment
from opiekun.domain.calendar.text import PARAMETER, Component, Line, made
from opiekun.domain.calendar.values import text_value, wall_value

_MIDNIGHT = datetime.min.time()


def with_line(component: Component, name: str, line: Line | None, after: tuple[str, ...] = ()) -> Component:
    """With that line in place of the first of its name, without the others of it; None takes them out.

    A line that is new stands behind the last of the names ``after``, or behind all lines of the component's own.
    """
    return with_lines(component, name, () if line is None else (line,), after)


def with_lines(component: Component, name: str, lines: Sequence[Line], after: tuple[str, ...] = ()) -> Component:
    """As :func:`with_line`, with any number of lines for those of the name. Lines that stay keep their place."""
    here = set(component.lines(name))
    kept = [line for line in lines if line in here]
    left = [line for line in lines if line not in here]
    parts: list[Line | Component] = []
    for part in component.parts:
        if not isinstance(part, Line) or part.name != name or part in kept:
            parts.append(part)
        elif left:
            parts.append(left.pop(0))
    places = (name, *after)
    at = max(
        (
            index + 1
            for index, part in enumerate(parts)
            if isinstance(part, Line) and (not after or part.name in places)
        ),
        default=0,
    )
    parts[at:at] = left
    return component.with_parts(tuple(parts))


def without(component: Component, *names: str) -> Component:
    """Without the lines of these names."""
    return component.with_parts(
        tuple(part for part in component.parts if not isinstance(part, Line) or part.name not in names)
    )


def with_text(component: Component, name: str, text: str) -> Component:
    """With a TEXT property of that value; its parameters stay, but for ALTREP, which shows the old words."""
    old = component.line(name)
    head = _head(old, name, drop=("ALTREP",)) if old else name
    return with_line(component, name, made(f"{head}:{text_value(text)}") if text else None)


def with_word(component: Component, name: str, word: str) -> Component:
    """With a property of one word, as STATUS:CONFIRMED."""
    return with_line(component, name, made(f"{name}:{word}") if word else None)


def stamped(component: Component, now: datetime, *, reschedules: bool) -> Component:
    """Marked as edited: DTSTAMP and LAST-MODIFIED; SEQUENCE counts on where RFC 5546, 2.1.4 wants it."""
    stamp = f"{wall_value(now.astimezone(UTC).replace(tzinfo=None))}Z"
    component = with_line(component, "DTSTAMP", made(f"DTSTAMP:{stamp}"), after=("UID",))
    component = with_line(component, "LAST-MODIFIED", made(f"LAST-MODIFIED:{stamp}"), after=("DTSTAMP",))
    if not reschedules:
        return component
    return with_word(component, "SEQUENCE", str(sequence_of(component) + 1))


def sequence_of(component: Component) -> int:
    """The SEQUENCE of a component; 0 where there is none that is a number."""
    value = component.value("SEQUENCE")
    return int(value) if re.fullmatch(r"\d{1,9}", value) else 0


def time_line(name: str, moment: Moment, zone_of: Callable[[Line], str], form: Line | None = None) -> Line:
    """A line of that name for a moment; in the form of another line (DTSTART), if that is given.

    The TZID is that of ``form`` if it names the moment's zone, whatever it calls it; ``zone_of`` tells. A date in the
    form of a time stands at midnight.
    """
    return times_line(name, [moment], zone_of, form)


def times_line(name: str, moments: list[Moment], zone_of: Callable[[Line], str], form: Line | None = None) -> Line:
    """As :func:`time_line`, for a list of moments of one form (EXDATE)."""
    moment = moments[0]
    extra = _head(form, name, drop=("VALUE", "TZID")) if form and form.name == name else name
    if moment.all_day and (form is None or "T" not in form.value.upper()):
        return made(f"{extra};VALUE=DATE:{','.join(wall_value(each.wall) for each in moments)}")
    zone = zone_of(form) if moment.all_day and form else moment.zone
    values = [wall_value(_time(each)) for each in moments]
    if zone == "UTC" and not (form and form.param("TZID") and zone_of(form) == "UTC"):
        return made(f"{extra}:{','.join(f'{value}Z' for value in values)}")
    if not zone:
        return made(f"{extra}:{','.join(values)}")
    tzid = zone
    if form and zone_of(form) == zone:
        tzid = _raw_tzid(form) or zone
    return made(f"{extra};TZID={tzid}:{','.join(values)}")


def with_tzid_longer(line: Line, behind: str) -> Line:
    """The line with more behind the value of its TZID, whose quotes and carets stay as they stand."""
    head = line.head
    for found in PARAMETER.finditer(head):
        if found[1].strip().upper() == "TZID":
            value = found[2].rstrip()
            longer = f'{value[:-1]}{behind}"' if value.endswith('"') else value + behind
            return made(f"{head[: found.start(2)]}{longer}{head[found.end(2) :]}:{line.value}")
    return line


def _time(moment: Moment) -> datetime:
    wall = moment.wall
    return wall if isinstance(wall, datetime) else datetime.combine(wall, _MIDNIGHT)


def _raw_tzid(line: Line) -> str:
    """The TZID parameter's value as it stands, quotes and all."""
    return next((value for key, value in line.raw_params if key == "TZID"), "")


def _head(line: Line, name: str, *, drop: tuple[str, ...]) -> str:
    kept = [f";{key}={value}" for key, value in PARAMETER.findall(line.head) if key.strip().upper() not in drop]
    return name + "".join(kept)
