"""A calendar server that schedules by itself (RFC 6638): a layer of the fault proxy before Radicale.

When a user writes an event that he organizes, the invitation goes into the inbox of every attendee who is a user too,
and his answers come back the same way, unless SCHEDULE-AGENT says that the client sees to it. What would go to people
elsewhere by mail stands in ``mailed``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any
from xml.etree import ElementTree as ET

from icalendar import Calendar, Event
from tests.servers.phone import CALDAV, DAV
from tests.servers.proxy import Answer, Asked
from tests.servers.radicale import Radicale

INBOX = "scheduling-inbox"
_WRITTEN = (200, 201, 204)


@dataclass
class Scheduling:
    """What makes a Radicale schedule. ``applies`` lets it write answers into the organizer's event as well."""

    server: Radicale
    addresses: dict[str, str] = field(default_factory=dict)
    applies: bool = True
    mailed: list[tuple[str, str]] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def known(self, user: str, address: str) -> None:
        """A user of the server has that address, and an inbox."""
        self.addresses[address.lower()] = user
        self.server.fill(user, INBOX, {}, name="Inbox")

    def inbox(self, user: str) -> list[str]:
        """The messages in a user's inbox."""
        return [file.read_text() for file in sorted(self.server.stored(user, INBOX).glob("*.ics"))]

    def deliver(self, user: str, text: str) -> None:
        """Put a message into a user's inbox."""
        self.server.fill(user, INBOX, {f"{next(self._numbers):04}.ics": text})

    def __call__(self, asked: Asked, through: Callable[[Asked], Answer]) -> Answer:
        """A variant of the fault proxy."""
        user = asked.path.strip("/").partition("/")[0]
        if asked.method == "OPTIONS":
            answer = through(asked)
            return answer.with_headers(dav=f"{answer.headers.get('dav', '1')}, calendar-auto-schedule")
        if asked.method == "PROPFIND":
            return self._told(through(asked), user)
        if asked.method not in ("PUT", "DELETE") or f"/{INBOX}/" in asked.path:
            return through(asked)
        who = {name: value for name, value in asked.headers.items() if name == "authorization"}
        before = through(Asked("GET", asked.path, who, b""))
        answer = through(asked)
        if answer.status in _WRITTEN:
            was = before.body.decode() if before.status == 200 else ""
            self._send(user, was, asked.body.decode() if asked.method == "PUT" else "")
        return answer

    def _told(self, answer: Answer, user: str) -> Answer:
        """Tells where the boxes are, and hides the inbox from the list of calendars."""
        if answer.status != 207:
            return answer
        root = ET.fromstring(answer.body)  # noqa: S314 - of a server that we started
        for response in root.findall(f"{DAV}response"):
            href = response.findtext(f"{DAV}href", "").strip("/")
            if href == f"{user}/{INBOX}" and response.find(f".//{DAV}resourcetype") is not None:
                root.remove(response)
            if href == user and (prop := response.find(f"{DAV}propstat/{DAV}prop")) is not None:
                _add_href(prop, "schedule-inbox-URL", f"/{user}/{INBOX}/")
                _add_href(prop, "schedule-outbox-URL", f"/{user}/outbox/")
                mine = [f"mailto:{address}" for address, known in self.addresses.items() if known == user]
                _add_href(prop, "calendar-user-address-set", *mine)
        return replace(answer.with_headers(content_length=None), body=ET.tostring(root))

    def _send(self, user: str, was: str, now: str) -> None:
        """What the server sends for an event that its user has written, or deleted."""
        before, after = _event(was), _event(now)
        event = after or before
        if event is None or "ORGANIZER" not in event:
            return
        organizer = _address(event["ORGANIZER"])
        if self.addresses.get(organizer) == user:
            for each in _attendees(event):
                if _left_to_server(each) and _address(each) != organizer:
                    self._to(_address(each), _message("REQUEST" if after else "CANCEL", now or was))
        elif _left_to_server(event["ORGANIZER"]):
            mine = [each for each in _attendees(event) if self.addresses.get(_address(each)) == user]
            asked = {_address(each): each.params.get("PARTSTAT") for each in _attendees(before)} if before else {}
            for each in mine:
                if each.params.get("PARTSTAT") not in (asked.get(_address(each)), "NEEDS-ACTION"):
                    self._to(organizer, _message("REPLY", now, only=_address(each)))
                    self._apply(organizer, event, each)

    def _to(self, address: str, message: str) -> None:
        user = self.addresses.get(address)
        if user is None:
            self.mailed.append((address, message))
        else:
            self.deliver(user, message)

    def _apply(self, organizer: str, event: Event, answer: Any) -> None:
        """Write the answer into the organizer's own event."""
        user = self.addresses.get(organizer)
        if user is None or not self.applies:
            return
        for file in (self.server.folder / "storage" / "collection-root" / user).glob("*/*.ics"):
            text = file.read_text()
            if file.parent.name == INBOX or f"UID:{event['UID']}" not in text:
                continue
            calendar = Calendar.from_ical(text)
            for each in _attendees(_only(calendar)):
                if _address(each) == _address(answer):
                    each.params["PARTSTAT"] = answer.params["PARTSTAT"]
                    each.params["SCHEDULE-STATUS"] = "2.0"
            file.write_bytes(calendar.to_ical())


def _event(text: str) -> Event | None:
    return _only(Calendar.from_ical(text)) if text else None


def _only(calendar: Any) -> Event:
    event = calendar.walk("VEVENT")[0]
    assert isinstance(event, Event)
    return event


def _attendees(event: Event) -> list[Any]:
    found: Any = event.get("ATTENDEE", [])
    return list(found) if isinstance(found, list) else [found]


def _address(line: Any) -> str:
    return str(line).lower().removeprefix("mailto:")


def _left_to_server(line: Any) -> bool:
    return str(line.params.get("SCHEDULE-AGENT", "SERVER")).upper() == "SERVER"


def _message(method: str, text: str, *, only: str = "") -> str:
    calendar = Calendar.from_ical(text)
    calendar["METHOD"] = method
    event = _only(calendar)
    if only:
        event["ATTENDEE"] = [each for each in _attendees(event) if _address(each) == only]
    return calendar.to_ical().decode()


def _add_href(prop: ET.Element, name: str, *hrefs: str) -> None:
    for stale in prop.findall(f"{CALDAV}{name}"):
        prop.remove(stale)
    node = ET.SubElement(prop, f"{CALDAV}{name}")
    for href in hrefs:
        ET.SubElement(node, f"{DAV}href").text = href
