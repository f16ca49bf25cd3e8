"""Calendar files: from bytes to one object for each UID, and from objects to one calendar again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

from opiekun.domain.calendar.editing import PRODID
from opiekun.domain.calendar.indexed import IndexedObject
from opiekun.domain.calendar.moments import CalendarZones
from opiekun.domain.calendar.reading import read_object
from opiekun.domain.calendar.surgery import sequence_of
from opiekun.domain.calendar.text import Component, Line, decoded, made, made_component, pieces
from opiekun.domain.calendar.uids import uid_line, uid_of
from opiekun.domain.calendar.values import text_of
from opiekun.domain.calendar.vevents import recurrence_id_of, times_of
from opiekun.domain.errors import BadComponent, InvalidInput

LARGEST = 64_000_000
"""Bytes of a file that is read."""
MOST_EVENTS = 50_000
MOST_REFUSED = 10_000
LONGEST_HEADER, LONGEST_ZONE = 20_000, 20_000
"""In characters; each object gets a copy of them."""
MOST_COPIED, COPIED_FOR_EACH = 64_000_000, 16
"""Characters of all objects, copies included: at most so many in all, and so many for each byte of the file."""
_MEGABYTE = 1_000_000
_START = 10_000
_NOT_OF_OBJECTS = frozenset({"BEGIN", "END", "METHOD"})


class FileObject(NamedTuple):
    """The events of one UID in a file: a whole calendar's text, with the VTIMEZONEs that it names, and its index.

    ``line`` is the line of the file that the first of them begins on, from 1.
    """

    uid: str
    text: str
    indexed: IndexedObject
    line: int


class _Found(NamedTuple):
    """An event of a file, and the number of the VCALENDAR in which it stood."""

    calendar: int
    event: Component


class CalendarFile:
    """A calendar file, taken apart. Iterating reads its objects one by one, by UID in the order of the file.

    What is malformed comes as the refusal, with its line. VTODO, VJOURNAL and other components that are no events are
    refused too, so that nobody takes them for imported. An event without UID is given one that is made of its text,
    so that the same file brings the same event again. ``len`` is the number of UIDs.

    Raises InvalidInput, when it is iterated too, where too much is refused, and where the objects get much longer
    than the file by what each has to have a copy of.
    """

    def __init__(self, content: bytes) -> None:
        self._headers: list[list[Line]] = []
        self._zones: list[dict[str, Component]] = []
        self._by_uid: dict[str, list[_Found]] = {}
        self._refused: list[BadComponent] = []
        self._events = 0
        self._header_length = 0
        room = min(COPIED_FOR_EACH * len(content) + _MEGABYTE, MOST_COPIED)
        self._room = max(2 * len(content), room)
        for piece in pieces(decoded(content)):
            self._take(piece)
            _bounded(len(self._refused))
            if self._events > MOST_EVENTS:
                raise InvalidInput("The file has more than {most} events; import it in parts.", most=MOST_EVENTS)

    def __len__(self) -> int:
        return len(self._by_uid)

    def __iter__(self) -> Iterator[FileObject | BadComponent]:
        refused = written = 0
        for item in self._items():
            if isinstance(item, BadComponent):
                refused += 1
                _bounded(refused)
                yield item.bare()
                continue
            written += len(item.text)
            if written > self._room:
                raise InvalidInput(
                    "The file's events would take up more than {most} MB, because each needs a copy of long time zones "
                    "or of what the file says of its calendar; export fewer at a time.",
                    most=self._room // _MEGABYTE,
                )
            yield item

    def _items(self) -> Iterator[FileObject | BadComponent]:
        yield from self._refused
        for uid, found in self._by_uid.items():
            yield from self._object(uid, found)

    @property
    def name(self) -> str:
        """What the file calls its calendar (RFC 7986 and the usual X- property), "" for nothing."""
        return self._first("NAME", "X-WR-CALNAME")

    @property
    def colour(self) -> str:
        """The calendar's colour as the file has it: #RRGGBB, with more digits, or a CSS name; "" for none."""
        return self._first("X-APPLE-CALENDAR-COLOR", "COLOR")

    @property
    def methods(self) -> frozenset[str]:
        """What the file's calendars are as messages: METHOD in upper case, "" for one that is none (RFC 5546)."""
        return frozenset(
            next((line.value.strip().upper() for line in header if line.name == "METHOD"), "")
            for header in self._headers
        )

    def _first(self, *names: str) -> str:
        lines = [line for header in self._headers for line in header]
        return next((text_of(line.value).strip() for name in names for line in lines if line.name == name), "")

    def _take(self, piece: Line | Component | BadComponent) -> None:
        if isinstance(piece, BadComponent):
            self._refused.append(piece)
            return
        if not self._headers or (isinstance(piece, Line) and piece.name == "BEGIN"):
            self._headers.append([])
            self._header_length = 0
            self._zones.append({})
        if isinstance(piece, Line):
            self._take_line(piece)
        elif piece.name == "VTIMEZONE":
            self._take_zone(piece)
        elif piece.name == "VEVENT":
            self._events += 1
            event = _with_uid(piece)
            self._by_uid.setdefault(uid_of(event), []).append(_Found(len(self._headers) - 1, event))
        else:
            self._refused.append(
                BadComponent(
                    "{component} is not shown here; the calendar keeps events.",
                    line=piece.begin.number,
                    component=piece.name[:40],
                )
            )

    def _take_line(self, line: Line) -> None:
        if line.name in {"BEGIN", "END"}:
            return
        self._header_length += len(line.raw)
        if self._header_length > LONGEST_HEADER:
            self._refused.append(
                BadComponent(
                    "What the file says of its calendar is longer than {most} characters.",
                    line=line.number,
                    most=LONGEST_HEADER,
                )
            )
        else:
            self._headers[-1].append(line)

    def _take_zone(self, zone: Component) -> None:
        if len(zone.text) > LONGEST_ZONE:
            self._refused.append(
                BadComponent(
                    "The time zone is longer than {most} characters.", line=zone.begin.number, most=LONGEST_ZONE
                )
            )
        else:
            self._zones[-1].setdefault(zone.value("TZID").strip('"'), zone)

    def _object(self, uid: str, found: list[_Found]) -> Iterator[FileObject | BadComponent]:
        left = found
        if len(found) > 1:  # each by itself first, so that many bad overrides are found in one go
            faults = {id(each.event): fault for each in found if (fault := self._fault(each))}
            yield from faults.values()
            left = [each for each in found if id(each.event) not in faults]
        while left:
            calendar = self._calendar(left)
            try:
                older = _superseded(calendar)
                if not older:
                    yield FileObject(uid, calendar.text, read_object(calendar), left[0].event.begin.number)
                    return
                yield from _older(older, calendar)
                gone = {id(event) for event in older}
            except BadComponent as refused:
                yield refused
                gone = {id(each.event) for each in left if _spans(each.event, refused.line)}
            left = [each for each in left if gone and id(each.event) not in gone]

    def _fault(self, found: _Found) -> BadComponent | None:
        try:
            read_object(self._calendar([found]))
        except BadComponent as refused:
            return refused
        return None

    def _calendar(self, found: list[_Found]) -> Component:
        """A calendar with these events, the VTIMEZONEs that they name, and what their file says of its calendar."""
        first = found[0].calendar
        header = [line for line in self._headers[first] if line.name not in _NOT_OF_OBJECTS]
        names = {line.name for line in header}
        ours = [
            made(f"{name}:{value}") for name, value in (("VERSION", "2.0"), ("PRODID", PRODID)) if name not in names
        ]
        zones: dict[str, Component] = {}
        for number, event in found:
            for tzid in _tzids(event):
                if tzid in self._zones[number]:
                    zones.setdefault(tzid, self._zones[number][tzid])
        events = (each.event for each in found)
        return made_component("VCALENDAR", *ours, *header, *zones.values(), *events)


def read_calendar_file(content: bytes) -> CalendarFile:
    """A file's calendars. Raises InvalidInput for a file that is none, or too large."""
    if len(content) > LARGEST:
        raise InvalidInput("The file is larger than {most} MB.", most=LARGEST // _MEGABYTE)
    start = decoded(content[:_START]).lstrip("\ufeff \t\r\n")
    if not start.upper().startswith("BEGIN:"):
        raise InvalidInput("The file is not a calendar in iCalendar form (.ics).")
    return CalendarFile(content)


def _bounded(refused: int) -> None:
    if refused > MOST_REFUSED:
        raise InvalidInput("More than {most} pieces of the file cannot be read.", most=MOST_REFUSED)


def _with_uid(event: Component) -> Component:
    """The event, with a UID made of its text where it has none."""
    if uid_of(event):
        return event
    uid = sha256(event.text.encode(errors="replace")).hexdigest()[:32]
    lines = tuple(part for part in event.parts if not isinstance(part, Line) or part.name != "UID")
    return event.with_parts((uid_line(f"{uid}@opiekun"), *lines))


def _tzids(component: Component) -> Iterator[str]:
    """The TZIDs that a component's lines name, each as often as it is named."""
    for part in component.parts:
        if isinstance(part, Component):
            yield from _tzids(part)
        elif "TZID" in part.raw.upper() and (tzid := part.param("TZID")):
            yield tzid


def _superseded(calendar: Component) -> list[Component]:
    """The events that another one replaces: the same occurrence with a higher SEQUENCE, or changed later."""
    events = list(calendar.components("VEVENT"))
    if len(events) == 1:
        return []
    newest: dict[str, Component] = {}
    older = []
    masters = [event for event in events if event.line("RECURRENCE-ID") is None]
    zones = CalendarZones(calendar)
    events = masters if len(masters) > 1 else events
    base = times_of((masters or events)[0], zones)[0]
    for event in events:
        recurrence_id = recurrence_id_of(event, base, zones)
        known = newest.get(recurrence_id)
        if known is None or _age(event) >= _age(known):
            newest[recurrence_id] = event
        if known is not None:
            older.append(known if newest[recurrence_id] is event else event)
    return older


def _age(event: Component) -> tuple[int, str]:
    return sequence_of(event), event.value("LAST-MODIFIED") or event.value("DTSTAMP")


def _older(older: list[Component], calendar: Component) -> Iterator[BadComponent]:
    """The refusals of events that others replace. What stands twice, to the byte, is nothing to tell of."""
    times = Counter(event.text for event in calendar.components("VEVENT"))
    for event in older:
        if times[event.text] == 1:
            yield BadComponent("The event is older than another one with its UID in the file.", line=event.begin.number)


def _spans(event: Component, line: int) -> bool:
    return event.begin.number <= line <= event.end.number
