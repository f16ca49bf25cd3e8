"""Two versions of an event merged: what either side changed stands, and what both changed is told.

An event is compared by its components (the master, and overrides by the start that they stand for) and in each by
groups of properties (groups.py). Of spellings that mean the same, theirs stands. Stamps and numbers of editions
never touch: the higher stands. An edit is kept against a deletion.
"""

from __future__ import annotations

from typing import NamedTuple

from opiekun.domain.calendar.reading import read_object, read_text
from opiekun.domain.calendar.surgery import without
from opiekun.domain.calendar.text import Component, parse
from opiekun.domain.errors import BadComponent
from opiekun.domain.sync.by_group import Prefer
from opiekun.domain.sync.groups import TIME
from opiekun.domain.sync.merged_calendar import MergedCalendar
from opiekun.domain.sync.merged_series import MergedSeries
from opiekun.domain.sync.versions import Version, clock_of

__all__ = ["Prefer", "ThreeWay", "Touch", "three_way"]

EVENT = "EVENT"
"""The group of a touch that is the whole event: its versions cannot be put together."""


class Touch(NamedTuple):
    """A group that both sides changed: of the master ("") or of an occurrence, named as its series' clock does."""

    recurrence_id: str
    group: str

    def __str__(self) -> str:
        return f"{self.recurrence_id} {self.group}".lstrip()


class ThreeWay(NamedTuple):
    """The merged text, and what both sides changed otherwise; there the text has the preferred side's."""

    text: str
    touching: tuple[Touch, ...]


def three_way(base: str | None, mine: str, theirs: str, *, prefer: Prefer) -> ThreeWay:
    """Merge two versions of an event that both come from ``base``; None where both sides made it.

    The text is a calendar that can be read, with their lines wherever mine has changed nothing, and without METHOD.
    A side that did not change anything gives the other side's text. Without a base, what only one side says stands.
    Raises BadComponent where one of the texts is damaged.
    """
    here, there = (_read(text) for text in (mine, theirs))
    before = None if base is None else _read(base)
    if before is not None and before.text == here.text:
        return ThreeWay(there.text, ())
    if here.text == there.text or (before is not None and before.text == there.text):
        return ThreeWay(here.text, ())
    try:
        merged = _merged(before, here, there, prefer)
        read_text(merged.text)
    except BadComponent:  # each can be read, and both together cannot
        return ThreeWay((here if prefer is Prefer.MINE else there).text, (Touch("", EVENT),))
    return merged


def _read(text: str) -> Component:
    calendar = parse(text)
    read_object(calendar)
    return without(calendar, "METHOD")


def _merged(before: Component | None, here: Component, there: Component, prefer: Prefer) -> ThreeWay:
    clock = clock_of(before, there, here)
    base, mine, theirs = (Version(calendar, clock) for calendar in (before, here, there))
    calendar = MergedCalendar(base, mine, theirs)
    series = MergedSeries(base, mine, theirs, prefer)
    text = calendar.with_events(series.events).text
    read = Version(parse(text), clock)
    meant = read.events.keys() == series.events.keys() and all(
        read.said(key).meaning(TIME) in {side.said(key).meaning(TIME) for side in (mine, theirs)} for key in read.events
    )
    if not meant:
        raise BadComponent("The text is not an iCalendar calendar.", line=1)
    return ThreeWay(text, tuple(Touch(recurrence_id, group) for recurrence_id, group in series.touching))
