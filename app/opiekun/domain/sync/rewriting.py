"""What a server made of an event that was sent to it: whether it is the same still, and what it did not keep."""

from __future__ import annotations

from collections.abc import Iterator

from opiekun.domain.calendar.opened import open_text
from opiekun.domain.calendar.reading import read_object
from opiekun.domain.calendar.text import Component, parse
from opiekun.domain.sync.groups import (
    ATTACH,
    BOOKKEEPING,
    CATEGORIES,
    EXDATE,
    RECURRENCE_ID,
    TIME,
    VALARM,
    Part,
    in_order,
)
from opiekun.domain.sync.meanings import Said, params_said, part_said, silent_in, value_said
from opiekun.domain.sync.three_way import EVENT, Touch
from opiekun.domain.sync.versions import MASTER, Version, clock_of

_WHOLE = frozenset({TIME, RECURRENCE_ID, EXDATE})
"""Groups in which what is added changes what was there."""
_SINGLE = frozenset({"STATUS", "TRANSP", "CLASS", "PRIORITY"})
"""Lines that hold also where they are not written."""
_COPIES = frozenset({"X-ALT-DESC", "X-APPLE-STRUCTURED-LOCATION", "X-MICROSOFT-LOCATIONS", "GEO"})
"""What programs write beside the words that people do."""
_DECORATION = frozenset({"LANGUAGE", "ALTREP", "RSVP", "SENT-BY", "DIR"})


def same(one: str, other: str) -> bool:
    """Whether two texts are the same event, but for bookkeeping and spelling. Raises BadComponent."""
    left, right = _versions(one, other)
    if left.events.keys() != right.events.keys():
        return False
    for key in left.events:
        first, second = left.said(key), right.said(key)
        groups = in_order(first.groups, second.groups)
        if any(first.meaning(group) != second.meaning(group) for group in groups if group not in BOOKKEEPING):
            return False
    return True


def stamps(text: str) -> tuple[str, ...]:
    """When an event was written, as it says itself; () where it does not. Raises BadComponent."""
    return tuple(line.value for line in open_text(text).base.component.lines("LAST-MODIFIED", "DTSTAMP"))


def lost(sent: str, kept: str) -> tuple[str, ...]:
    """What a server did not keep of what was sent: names of groups, as a Touch spells them; () where all is there.

    A group is lost that is missing, or means something else. What the server adds is no loss (properties, reminders,
    an answer of somebody who had not answered), unless it leaves out an occurrence. Raises BadComponent.
    """
    wanted, found = _versions(sent, kept)
    names = []
    for key in wanted.events:
        said, is_ = wanted.said(key), found.said(key)
        if key not in found.events and key != MASTER and _occurs(found, key[0]):
            is_ = found.occurrence(key[0])
        if is_.event is None:
            names.append(str(Touch(key[0], EVENT)))
            continue
        groups = in_order(said.groups, is_.groups)
        names += [str(Touch(key[0], group)) for group in groups if not _kept(group, said, is_, wanted)]
    return tuple(names)


def _versions(one: str, other: str) -> tuple[Version, Version]:
    calendars = [parse(text) for text in (one, other)]
    for calendar in calendars:
        read_object(calendar)
    clock = clock_of(None, *calendars)
    first, second = (Version(calendar, clock) for calendar in calendars)
    return first, second


def _occurs(version: Version, recurrence_id: str) -> bool:
    """Whether a master without that override has the occurrence all the same."""
    master = version.said(MASTER)
    return master.event is not None and version.starts(recurrence_id) and recurrence_id not in _values(EXDATE, master)


def _kept(group: str, sent: Said, kept: Said, version: Version) -> bool:
    if group in BOOKKEEPING:
        return True
    if group in _WHOLE:
        return _whole_kept(group, sent, kept, version)
    if group in {CATEGORIES, ATTACH}:
        return _values(group, sent) <= _values(group, kept)
    if group == VALARM:
        there = [set(_alarm(part)) for part in kept.groups.get(group, ())]
        return all(any(set(_alarm(part)) <= alarm for alarm in there) for part in sent.groups.get(group, ()))
    return _has_single(group, sent, kept) and all(
        any(_line_kept(line, other) for other in kept.groups.get(group, ())) for line in _lines(group, sent)
    )


def _whole_kept(group: str, sent: Said, kept: Said, version: Version) -> bool:
    if group == EXDATE:  # what leaves out nothing may go
        return not any(map(version.starts, _values(EXDATE, sent) ^ _values(EXDATE, kept)))
    if group == RECURRENCE_ID and group not in kept.groups:  # an occurrence that needs no override
        return True
    return sent.meaning(group) == kept.meaning(group)


def _has_single(group: str, sent: Said, kept: Said) -> bool:
    if group not in _SINGLE:
        return True
    first, second = (
        [said for part in each.groups.get(group, ()) if part.name == group for said in part_said(part)]
        for each in (sent, kept)
    )
    return first == second


def _lines(group: str, said: Said) -> Iterator[Part]:
    """What says something in a group that a person may have written."""
    for part in said.groups.get(group, ()):
        if part.name not in _COPIES and any(part_said(part)):
            yield part


def _line_kept(line: Part, other: Part) -> bool:
    if isinstance(line, Component) or isinstance(other, Component):
        return line.name == other.name and list(part_said(line)) == list(part_said(other))
    if line.name != other.name or value_said(line) != value_said(other):
        return False
    there = dict(params_said(other))
    return all(
        name.startswith("X-") or name in _DECORATION or (name in there if name == "CN" else there.get(name) == value)
        for name, value in params_said(line)
    )


def _alarm(alarm: Part) -> Iterator[str]:
    """When and how an alarm comes, by the parts that a program which does not know the others has to keep."""
    if isinstance(alarm, Component):
        for part in alarm.parts:
            if not part.name.startswith("X-") and part.name not in silent_in(alarm):
                yield from part_said(part)


def _values(group: str, said: Said) -> set[str]:
    return {key for part in said.groups.get(group, ()) for key, _ in said.values(part)}
