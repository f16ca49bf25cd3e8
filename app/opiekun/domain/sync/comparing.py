"""Two versions of an event side by side: what each says of every field, and where they differ.

Codes and values alone; the window chooses the words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from opiekun.domain.calendar.alarms import alarms_of
from opiekun.domain.calendar.events import Details, EventPurpose, EventStatus, Visibility, When
from opiekun.domain.calendar.links import CALL_PROPERTIES
from opiekun.domain.calendar.moments import moment_from
from opiekun.domain.calendar.opened import Opened, open_text
from opiekun.domain.calendar.reading import attached_link, occurrence_details
from opiekun.domain.calendar.splitting import SPLIT_OFF
from opiekun.domain.calendar.text import Component, Line
from opiekun.domain.calendar.vevents import Event, in_force
from opiekun.domain.errors import BadComponent, NotFound

_MOST_OCCURRENCES = 60


class Field(StrEnum):
    """What of an event is compared, in the order in which it is shown."""

    SUMMARY = "summary"
    WHEN = "when"
    RULE = "rule"
    LEFT_OUT = "left_out"
    ADDED = "added"
    LOCATION = "location"
    LINK = "link"
    PEOPLE = "people"
    DESCRIPTION = "description"
    ALARMS = "alarms"
    FREE = "free"
    STATUS = "status"
    VISIBILITY = "visibility"
    PURPOSE = "purpose"
    CATEGORIES = "categories"
    ATTACHMENTS = "attachments"
    REQUEST = "request"
    OTHER = "other"
    """Lines that Opiekun has no field for."""


@dataclass(frozen=True, slots=True)
class Version:
    """What one side says of an event or of one of its occurrences.

    ``left_out`` and ``added`` are the single dates of a series (EXDATE, RDATE); ``other`` are the lines that no field
    shows, as iCalendar writes them.
    """

    details: Details
    left_out: tuple[When, ...] = ()
    added: tuple[When, ...] = ()
    other: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A field of which some side says something. ``mine`` and ``theirs``: that side has changed it since the base."""

    field: Field
    differs: bool
    mine: bool = False
    theirs: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """An event, or one occurrence of a series, in both versions and the one from which they began.

    ``recurrence_id`` is "" for the event as a whole. A side is None where it does not have the event or that
    occurrence; then there are no rows of an occurrence, and of the event those of what the other side says.
    """

    recurrence_id: str
    mine: Version | None
    theirs: Version | None
    base: Version | None
    rows: tuple[Row, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether the sides are not the same here."""
        return (self.mine is None) != (self.theirs is None) or any(row.differs for row in self.rows)


def compare(mine: str, theirs: str | None, base: str | None) -> tuple[Compared, ...]:
    """The event as a whole, then those of its occurrences that differ, in order of time; at most sixty of them.

    ``theirs`` is None where the event is not there any more: then it is compared as a whole. Raises BadComponent for a
    text of either side that cannot be read; a base that cannot be is none.
    """
    here, there = open_text(mine), open_text(theirs) if theirs is not None else None
    before = _opened(base)
    whole = _compared("", here, there, before)
    if there is None:
        return (whole,)
    occurrences = (
        compared
        for recurrence_id in _overridden(here, there)
        if (compared := _compared(recurrence_id, here, there, before)).differs
    )
    return (whole, *(each for each, _ in zip(occurrences, range(_MOST_OCCURRENCES), strict=False)))


def merged_occurrences(mine: str, standing: str, theirs: str) -> int:
    """How many occurrences stand as mine has them, and not as theirs had: they were merged in, and no side is asked of.

    At most sixty are counted. Raises BadComponent for a text that cannot be read.
    """
    here, now, there = open_text(mine), open_text(standing), open_text(theirs)
    merged = (
        name
        for name in _overridden(here, there)
        if _compared(name, here, there, None).differs and not _compared(name, here, now, None).differs
    )
    return sum(1 for _ in islice(merged, _MOST_OCCURRENCES))


def _opened(text: str | None) -> Opened | None:
    try:
        return open_text(text) if text is not None else None
    except BadComponent:
        return None


def _overridden(here: Opened, there: Opened) -> list[str]:
    """The occurrences that a side has for themselves and the other one has not, or has otherwise."""
    mine, theirs = ({each.recurrence_id: each.component.text for each in side.events} for side in (here, there))
    return sorted(name for name in {*mine, *theirs} if name and mine.get(name) != theirs.get(name))


def _compared(recurrence_id: str, here: Opened, there: Opened | None, before: Opened | None) -> Compared:
    mine, theirs, base = (_version(side, recurrence_id) if side is not None else None for side in (here, there, before))
    if mine is not None and theirs is not None:
        return Compared(recurrence_id, mine, theirs, base, tuple(_rows(mine, theirs, base)))
    alone = mine if there is None else None
    return Compared(recurrence_id, mine, theirs, base, () if alone is None else tuple(_rows(alone, alone, None)))


def _version(opened: Opened, recurrence_id: str) -> Version | None:
    try:
        details = occurrence_details(opened.events, recurrence_id, opened.zones)
    except NotFound:
        return None
    event = opened.named(recurrence_id) or in_force(opened.events, recurrence_id)
    other = tuple(_other(event, opened, details))
    if recurrence_id:
        return Version(details, other=other)
    return Version(details, _dates(opened, "EXDATE"), _dates(opened, "RDATE"), other)


def _dates(opened: Opened, name: str) -> tuple[When, ...]:
    """The single dates of the series."""
    lines = opened.base.component.lines(name)
    return tuple(moment.when for line in lines for moment in opened.zones.moments(line))


_TOLD = frozenset(
    (
        *("SUMMARY", "DTSTART", "DTEND", "DURATION", "RRULE", "EXDATE", "RDATE", "LOCATION", "DESCRIPTION", "STATUS"),
        *("TRANSP", "CLASS", "CATEGORIES", "ORGANIZER", "ATTENDEE", "X-OPIEKUN-PURPOSE", "X-OPIEKUN-REQUEST"),
    )
)
_OF_NO_MEANING = frozenset(("UID", "DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "RECURRENCE-ID", SPLIT_OFF))
"""What every program writes anew, or what names the event."""
_JOINING = ("URL", *CALL_PROPERTIES)


def _other(event: Event, opened: Opened, details: Details) -> Iterator[str]:
    shown = {id(component) for component, _ in alarms_of(event, opened.zones)}
    for part in event.component.parts:
        if isinstance(part, Component):
            if id(part) not in shown:
                yield " ".join(raw.replace("\n ", "") for raw in part.raw_lines())
        elif part.name in _TOLD or part.name in _OF_NO_MEANING:
            continue
        elif not _has_field(part, details):
            yield part.unfolded


def _has_field(line: Line, details: Details) -> bool:
    """Whether a field shows what stands in a line that some programs use for other things."""
    if line.name == "ATTACH":
        return bool(attached_link(line))
    return line.name in _JOINING and bool(details.link) and line.value.strip() == details.link


_Value = Callable[[Version], object]


def _when(version: Version) -> object:
    return moment_from(version.details.start), moment_from(version.details.end)


def _sorted_dates(dates: tuple[When, ...]) -> object:
    return sorted({moment_from(each).aware for each in dates})


_VALUES: dict[Field, tuple[_Value, object]] = {
    Field.SUMMARY: (lambda each: each.details.summary, ""),
    Field.WHEN: (_when, None),
    Field.RULE: (lambda each: each.details.rule.upper(), ""),
    Field.LEFT_OUT: (lambda each: _sorted_dates(each.left_out), []),
    Field.ADDED: (lambda each: _sorted_dates(each.added), []),
    Field.LOCATION: (lambda each: each.details.location, ""),
    Field.LINK: (lambda each: each.details.link, ""),
    Field.PEOPLE: (lambda each: sorted(each.details.people, key=lambda person: person.email), []),
    Field.DESCRIPTION: (lambda each: each.details.description, ""),
    Field.ALARMS: (lambda each: sorted(each.details.alarms, key=lambda alarm: (alarm.seconds, alarm.from_end)), []),
    Field.FREE: (lambda each: each.details.transparent, None),
    Field.STATUS: (lambda each: each.details.status, EventStatus.CONFIRMED),
    Field.VISIBILITY: (lambda each: each.details.visibility, Visibility.PUBLIC),
    Field.PURPOSE: (lambda each: each.details.purpose, EventPurpose.ROUTINE),
    Field.CATEGORIES: (lambda each: sorted(each.details.categories), []),
    Field.ATTACHMENTS: (lambda each: sorted(each.details.attachments), []),
    Field.REQUEST: (lambda each: each.details.request_id, ""),
    Field.OTHER: (lambda each: sorted(each.other), []),
}
"""Of each field its value, and the one that says nothing: then there is no row of it."""


def _rows(mine: Version, theirs: Version, base: Version | None) -> Iterator[Row]:
    for field, (value, nothing) in _VALUES.items():
        here, there = value(mine), value(theirs)
        before = value(base) if base is not None else None
        if here != there or here != nothing or (base is not None and before != nothing):
            changed = [base is not None and side != before for side in (here, there)]
            yield Row(field, here != there, *changed)
